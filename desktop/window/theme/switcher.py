"""Chooses and applies the theme; follows the system unless the user has chosen one.

Widgets take all colours from their ``QPalette``, so Qt notifies them when the theme changes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.window.theme.palettes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme
from desktop.window.theme.style_sheet import style_sheet


def choose_theme(
    preference: str = "system",
    *,
    is_dark: bool | None = None,
    wants_contrast: bool | None = None,
) -> Theme:
    """Return the theme for a setting and the preferences of the system.

    Parameters
    ----------
    preference : {"system", "light", "dark", "contrast"}
    is_dark, wants_contrast : bool, optional
        Preferences of the system; Qt provides them by default. Qt reports the contrast preference
        since version 6.10.
    """
    hints = QGuiApplication.styleHints()
    if is_dark is None:
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if wants_contrast is None:
        wants_contrast = (
            hasattr(hints, "accessibility")
            and hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
    if preference == "contrast" or (preference == "system" and wants_contrast):
        return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
    if preference == "system":
        return DARK if is_dark else LIGHT
    return DARK if preference == "dark" else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the theme as a Qt palette."""
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
    """Applies a theme to the application, and updates it when a preference changes.

    Parameters
    ----------
    app : QApplication
    preference : str
        See `choose_theme`.
    """

    def __init__(self, app: QApplication, preference: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self.preference = preference
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.apply)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.apply)
        self.apply()

    def set_preference(self, preference: str) -> None:
        """Set the preference and apply the resulting theme."""
        if preference != self.preference:
            self.preference = preference
            self.apply()

    def apply(self) -> None:
        """Apply the theme for the current preferences."""
        apply_theme(self._app, choose_theme(self.preference))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Set palette and style sheet of the application."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
