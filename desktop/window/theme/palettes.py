"""Colours of the themes: light, dark and two with high contrast."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by purpose, ``#rrggbb``.

    Attributes
    ----------
    window, card, track : str
        Background of the window, of a group and of a bar.
    text, muted : str
        Primary and secondary text. Both have a contrast of at least 4.5:1 on all backgrounds.
    line : str
        Frames and separators, never text.
    accent, on_accent : str
        Highlighted elements, and text on them.
    hover : str
        Background under the pointer.
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
"""Stripes of notifications, which also have an icon and a text."""


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(name: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
