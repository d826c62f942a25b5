"""The kiosk's style: a few colours of high contrast, and sizes that depend on the screen."""

from __future__ import annotations

BACKGROUND = "#ffffff"
TEXT = "#10151c"
MUTED = "#4a5360"
LINE = "#6b7583"
ACCENT = "#0b3fa8"
ON_ACCENT = "#ffffff"
PRESSED = "#d5e0f7"
PALE = "#eef2fb"
QUESTION = "#ffe9a8"
QUESTION_LINE = "#7a4a00"
SUCCESS = "#0a5c33"
ERROR = "#9c1c14"
"""Texts have a contrast of at least 7:1 (WCAG 2.2, 1.4.6); a test checks this."""

HEADLINES = {
    "normal": (TEXT, BACKGROUND),
    "question": (TEXT, QUESTION),
    "success": (ON_ACCENT, SUCCESS),
    "error": (ON_ACCENT, ERROR),
}
"""Text and background of the headline."""


def unit_for(width: int, height: int) -> int:
    """The unit of all sizes in pixels, about a hundredth of the screen.

    A line of text is about 4 units high, a key 12 to 16.
    """
    return max(4, round(min(width / 100, height / 60, (width * height) ** 0.5 / 95)))


def style_sheet(unit: int) -> str:
    """The style sheet of the window."""
    return f"""
    QWidget#kiosk, QWidget#staff {{ background: {BACKGROUND}; }}
    QLabel {{ color: {TEXT}; background: transparent; }}
    QLabel#detail {{ font-size: {round(3.1 * unit)}px; color: {TEXT}; }}
    QLabel#typed {{ font-size: {round(7 * unit)}px; font-weight: bold; color: {TEXT}; }}
    QLabel#footer {{ font-size: {round(1.9 * unit)}px; color: {MUTED}; }}
    QLabel#footer[urgent="true"] {{ color: {ERROR}; font-weight: bold; }}
    QLabel#status {{ font-size: {round(2.6 * unit)}px; color: {TEXT}; }}
    QLabel#log {{ font-size: {round(1.9 * unit)}px; color: {MUTED}; }}
    QProgressBar {{
        border: {max(1, unit // 5)}px solid {LINE}; border-radius: {unit // 2}px;
        background: {PALE}; }}
    QProgressBar::chunk {{ background: {ACCENT}; border-radius: {unit // 3}px; }}
    QPushButton {{
        color: {TEXT}; background: {PALE}; border: {max(2, unit // 3)}px solid {LINE};
        border-radius: {2 * unit}px; font-size: {round(3 * unit)}px; font-weight: 600;
        padding: {unit // 2}px; }}
    QPushButton[kind="digit"] {{ font-size: {6 * unit}px; }}
    QPushButton[kind="keypad"] {{ font-size: {round(2.2 * unit)}px; padding: 0px; }}
    QPushButton[kind="primary"] {{
        color: {ON_ACCENT}; background: {ACCENT}; border-color: {ACCENT}; }}
    QPushButton[scale="small"] {{ font-size: {round(2.4 * unit)}px; }}
    QPushButton[kind="language"] {{
        font-size: {round(2.4 * unit)}px; padding: {unit}px {round(1.6 * unit)}px; }}
    QPushButton[kind="language"][chosen="true"] {{
        color: {ON_ACCENT}; background: {TEXT}; border-color: {TEXT}; }}
    QPushButton:pressed {{ color: {TEXT}; background: {PRESSED}; border-color: {ACCENT}; }}
    QPushButton:disabled {{ color: {LINE}; background: {BACKGROUND}; border-color: #c8ced6; }}
    """


def headline_style_sheet(style: str, unit: int) -> str:
    """The style sheet of the headline."""
    text, background = HEADLINES[style]
    return (
        f"font-size: {round(4.4 * unit)}px; font-weight: 700; "
        f"color: {text}; background: {background}; border-radius: {2 * unit}px; "
        f"padding: {unit}px {2 * unit}px;"
    )
