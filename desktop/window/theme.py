"""How the window looks: two palettes, light and dark, that follow the system.

Widgets take every colour from their ``QPalette``, so that a change of theme reaches them by
itself, and a high-contrast palette is only one more `Theme`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


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


def system_theme() -> Theme:
    """The theme that goes with the system's colour scheme; light where it does not say."""
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT


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


def style_sheet(theme: Theme) -> str:
    """Shape of the few standard widgets; sizes in em, so that they grow with the font."""
    t = theme
    return f"""
    QToolTip {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line}; padding: 4px; }}
    QFrame#card {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 10px; }}
    QToolButton, QPushButton, QComboBox {{
        color: {t.text}; background: {t.card}; border: 1px solid {t.line};
        border-radius: 7px; padding: 5px 10px; }}
    QToolButton:hover, QPushButton:hover, QComboBox:hover {{ background: {t.hover}; }}
    QToolButton:checked {{ background: {t.accent}; color: {t.on_accent};
        border-color: {t.accent}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {t.track}; }}
    QToolButton:focus, QPushButton:focus, QComboBox:focus, QLineEdit:focus {{
        border: 2px solid {t.accent}; padding: 4px 9px; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {t.muted}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton:default {{ background: {t.accent}; color: {t.on_accent};
        border-color: {t.accent}; }}
    QComboBox {{ padding-right: 2px; combobox-popup: 0; }}
    QComboBox:focus {{ padding-right: 1px; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ color: {t.text}; background: {t.card};
        selection-background-color: {t.accent}; selection-color: {t.on_accent};
        border: 1px solid {t.line}; outline: none; padding: 4px; }}
    QMenu {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 16px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QLineEdit {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line};
        border-radius: 7px; padding: 5px 10px; placeholder-text-color: {t.muted};
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    """


def apply(app: QApplication, theme: Theme | None = None) -> None:
    """Dress the whole program, and again whenever the system turns light or dark."""
    app.setStyle("Fusion")
    hints = QGuiApplication.styleHints()

    def dress() -> None:
        chosen = theme or system_theme()
        app.setPalette(palette(chosen))
        app.setStyleSheet(style_sheet(chosen))

    hints.colorSchemeChanged.connect(dress)
    dress()


def scaled_font(base: QFont, factor: float, bold: bool = False) -> QFont:
    """The font, larger or smaller by `factor`, in the unit it came in."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(max(1, round(base.pixelSize() * factor)))
    font.setBold(bold)
    return font
