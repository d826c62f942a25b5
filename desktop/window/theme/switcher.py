"""How the window looks: light, dark and two of high contrast, following the system.

Widgets take every colour from their ``QPalette``, so that a change of theme reaches them by
itself.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.window.theme.palettes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme
from desktop.window.theme.style_sheet import style_sheet


def choose(
    wish: str = "system",
    *,
    is_dark: bool | None = None,
    wants_contrast: bool | None = None,
) -> Theme:
    """The theme for a setting and what the system asks for.

    Parameters
    ----------
    wish : {"system", "light", "dark", "contrast"}
    is_dark, wants_contrast : bool, optional
        What the system asks for; by default Qt is asked. Qt tells of contrast from 6.10 on.
    """
    hints = QGuiApplication.styleHints()
    if is_dark is None:
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if wants_contrast is None:
        wants_contrast = (
            hasattr(hints, "accessibility")
            and hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
    if wish == "contrast" or (wish == "system" and wants_contrast):
        return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
    if wish == "system":
        return DARK if is_dark else LIGHT
    return DARK if wish == "dark" else LIGHT


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette: what widgets ask for their colours."""
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.track,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text):
        result.setColor(disabled, role, QColor(theme.muted))
    return result


class ThemeSwitcher(QObject):
    """Applies a theme to the program, and again whenever the system or the person wishes otherwise.

    Parameters
    ----------
    app : QApplication
    wish : str
        See `choose`.
    """

    def __init__(self, app: QApplication, wish: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self.wish = wish
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.apply)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.apply)
        self.apply()

    def choose(self, wish: str) -> None:
        """Follow the system, or do not."""
        if wish != self.wish:
            self.wish = wish
            self.apply()

    def apply(self) -> None:
        """Apply the theme of this moment."""
        apply_theme(self._app, choose(self.wish))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the program one theme's colours."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
