"""How the window looks: light, dark and two of high contrast, following the system.

Widgets take every colour from their ``QPalette``, so that a change of theme reaches them by
itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.window.style_sheet import style_sheet


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for, ``#rrggbb``.

    Attributes
    ----------
    window, card, track : str
        Behind everything, behind a group, behind a bar.
    text, muted : str
        Text that matters, text beside it; both stand at 4.5:1 or more on all three grounds.
    line : str
        Frames and rules, never text.
    accent, on_accent : str
        What is new or chosen, and text on it.
    hover : str
        Behind what the pointer is over.
    rule : int
        Width of frames, in pixels.
    """

    window: str
    card: str
    track: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    hover: str
    rule: int = 1


LIGHT = Theme(
    window="#f3f2f5",
    card="#ffffff",
    track="#e6e4ea",
    text="#1b1823",
    muted="#595464",
    line="#d4d0da",
    accent="#8c2981",
    on_accent="#ffffff",
    hover="#e9e5ee",
)

DARK = Theme(
    window="#15131a",
    card="#1e1b25",
    track="#312d3b",
    text="#f3f0f7",
    muted="#b0a9bd",
    line="#3a3546",
    accent="#fc9f6d",
    on_accent="#2a1208",
    hover="#2b2735",
)

CONTRAST_LIGHT = Theme(
    window="#ffffff",
    card="#ffffff",
    track="#e2e2e2",
    text="#000000",
    muted="#000000",
    line="#000000",
    accent="#00309c",
    on_accent="#ffffff",
    hover="#d6e4ff",
    rule=2,
)

CONTRAST_DARK = Theme(
    window="#000000",
    card="#000000",
    track="#2e2e2e",
    text="#ffffff",
    muted="#ffffff",
    line="#ffffff",
    accent="#ffe100",
    on_accent="#000000",
    hover="#3d3600",
    rule=2,
)

WARNING_STRIPE = "#d98a00"
ERROR_STRIPE = "#d6453d"
"""Drawn beside a sign and words that say the same."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(name: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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


class Wardrobe(QObject):
    """Dresses the whole program, and again whenever the system or the person wishes otherwise.

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
        hints.colorSchemeChanged.connect(self.dress)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.dress)
        self.dress()

    def choose(self, wish: str) -> None:
        """Follow the system, or do not."""
        if wish != self.wish:
            self.wish = wish
            self.dress()

    def dress(self) -> None:
        """Put the theme of this moment on."""
        wear(self._app, choose(self.wish))


def wear(app: QApplication, theme: Theme) -> None:
    """Give the program one theme's colours."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def scaled_font(base: QFont, factor: float, bold: bool = False) -> QFont:
    """The font, larger or smaller by `factor`, in the unit it came in."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(max(1, round(base.pixelSize() * factor)))
    font.setBold(bold)
    return font
