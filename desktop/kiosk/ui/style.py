"""How the kiosk looks: few colours of high contrast, and sizes that follow the screen's."""

from __future__ import annotations

GROUND = "#ffffff"
INK = "#10151c"
QUIET = "#4a5360"
LINE = "#6b7583"
ACCENT = "#0b3fa8"
ON_ACCENT = "#ffffff"
PRESSED = "#d5e0f7"
PALE = "#eef2fb"
ASK = "#ffe9a8"
ASK_LINE = "#7a4a00"
GOOD = "#0a5c33"
BAD = "#9c1c14"
"""Every text stands at 7:1 or more on its ground (WCAG 2.2, 1.4.6); a test measures it."""

MOODS = {
    "plain": (INK, GROUND),
    "ask": (INK, ASK),
    "good": (ON_ACCENT, GOOD),
    "bad": (ON_ACCENT, BAD),
}
"""Text and ground of the headline's band."""


def unit_for(width: int, height: int) -> int:
    """The length in pixels that all sizes are multiples of: a hundredth of a screen.

    A line of text is about 4 units tall, a key 12 to 16.
    """
    return max(4, round(min(width / 100, height / 60, (width * height) ** 0.5 / 95)))


def style_sheet(unit: int) -> str:
    """Of the whole window."""
    return f"""
    QWidget#kiosk, QWidget#staff {{ background: {GROUND}; }}
    QLabel {{ color: {INK}; background: transparent; }}
    QLabel#detail {{ font-size: {round(3.1 * unit)}px; color: {INK}; }}
    QLabel#typed {{ font-size: {round(7 * unit)}px; font-weight: bold; color: {INK}; }}
    QLabel#footer {{ font-size: {round(1.9 * unit)}px; color: {QUIET}; }}
    QLabel#footer[urgent="true"] {{ color: {BAD}; font-weight: bold; }}
    QLabel#facts {{ font-size: {round(2.8 * unit)}px; color: {INK}; }}
    QPushButton {{
        color: {INK}; background: {PALE}; border: {max(2, unit // 3)}px solid {LINE};
        border-radius: {2 * unit}px; font-size: {round(3 * unit)}px; font-weight: 600;
        padding: {unit // 2}px; }}
    QPushButton[kind="digit"] {{ font-size: {6 * unit}px; }}
    QPushButton[kind="keypad"] {{ font-size: {round(2.3 * unit)}px; padding: 0px; }}
    QPushButton[kind="primary"] {{
        color: {ON_ACCENT}; background: {ACCENT}; border-color: {ACCENT}; }}
    QPushButton[kind="language"] {{
        font-size: {round(2.4 * unit)}px; padding: {unit}px {round(1.6 * unit)}px; }}
    QPushButton[kind="language"][chosen="true"] {{
        color: {ON_ACCENT}; background: {INK}; border-color: {INK}; }}
    QPushButton:pressed {{ color: {INK}; background: {PRESSED}; border-color: {ACCENT}; }}
    QPushButton:disabled {{ color: {LINE}; background: {GROUND}; border-color: #c8ced6; }}
    """


def band_style(mood: str, unit: int) -> str:
    """Of the headline, whose ground says how things stand."""
    ink, ground = MOODS[mood]
    return (
        f"font-size: {round(4.4 * unit)}px; font-weight: 700; color: {ink}; background: {ground};"
        f"border-radius: {2 * unit}px; padding: {unit}px {2 * unit}px;"
    )
