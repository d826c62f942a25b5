from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.main_window import MainWindow
from desktop.window.theme import fonts, palettes, switcher

THEMES = [palettes.LIGHT, palettes.DARK, palettes.CONTRAST_LIGHT, palettes.CONTRAST_DARK]


def test_contrast_is_that_of_the_standard() -> None:
    assert palettes.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert palettes.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("chosen", THEMES)
def test_all_text_can_be_read(chosen: palettes.Theme) -> None:
    for ground in (chosen.window, chosen.card, chosen.hover):
        for ink in (chosen.text, chosen.muted):
            assert palettes.contrast(ink, ground) >= 4.5, (ink, ground)
    assert palettes.contrast(chosen.on_accent, chosen.accent) >= 4.5
    for ground in (chosen.window, chosen.card, chosen.track):
        assert palettes.contrast(chosen.accent, ground) >= 3.0  # bars and frames


def test_the_clip_mark_can_be_read() -> None:
    from PySide6.QtGui import QColor

    assert palettes.contrast("#ffffff", QColor(palettes.ERROR_STRIPE).darker(125).name()) >= 4.5


def test_the_window_follows_the_system(
    window: MainWindow,
    qapp: QApplication,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
) -> None:
    window.show_result(result("digit", 7), stamps())
    grounds = {}
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        chosen = switcher.choose("system", is_dark=scheme == Qt.ColorScheme.Dark)
        switcher.apply_theme(qapp, chosen)
        image = window.grab().toImage()
        grounds[scheme] = image.pixelColor(3, 3).name()
        assert grounds[scheme] == chosen.window
        assert image.pixelColor(window.width() // 2, 3).name() == chosen.window
        view = window.spectrogram
        assert view.grab().toImage().pixelColor(1, 1).name() == chosen.window
        card = window.digit_panel
        assert card.grab().toImage().pixelColor(card.width() // 2, 4).name() == chosen.card
    assert len(set(grounds.values())) == 2


def test_high_contrast_is_higher_than_the_standard_asks() -> None:
    for chosen in THEMES[2:]:
        for ground in (chosen.window, chosen.card, chosen.track, chosen.hover):
            assert palettes.contrast(chosen.text, ground) >= 7.0
        assert palettes.contrast(chosen.on_accent, chosen.accent) >= 7.0


@pytest.mark.parametrize(
    ("wish", "is_dark", "wants_contrast", "expected"),
    [
        ("system", False, False, palettes.LIGHT),
        ("system", True, False, palettes.DARK),
        ("system", False, True, palettes.CONTRAST_LIGHT),
        ("system", True, True, palettes.CONTRAST_DARK),
        ("light", True, True, palettes.LIGHT),
        ("dark", False, False, palettes.DARK),
        ("contrast", True, False, palettes.CONTRAST_DARK),
    ],
)
def test_the_person_s_wish_goes_before_the_system_s(
    wish: str, is_dark: bool, wants_contrast: bool, expected: palettes.Theme
) -> None:
    assert switcher.choose(wish, is_dark=is_dark, wants_contrast=wants_contrast) is expected


@pytest.mark.usefixtures("qapp")
def test_what_the_system_asks_for_is_asked_of_qt() -> None:
    assert switcher.choose() in THEMES


def test_every_role_of_the_palette_is_chosen() -> None:
    light, dark = (switcher.palette(chosen) for chosen in THEMES[:2])
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Text, QPalette.ColorRole.Highlight):
        assert light.color(role) != dark.color(role)


@pytest.mark.usefixtures("qapp")
def test_fonts_scale_in_their_own_unit() -> None:
    font = QWidget().font()
    assert fonts.scaled_font(font, 2.0).pointSizeF() == pytest.approx(2 * font.pointSizeF())
    font.setPixelSize(10)
    assert fonts.scaled_font(font, 1.5, bold=True).pixelSize() == 15
