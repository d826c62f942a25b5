from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.main_window import MainWindow
from desktop.window.theme import fonts, palettes, switcher

THEMES = [palettes.LIGHT, palettes.DARK, palettes.CONTRAST_LIGHT, palettes.CONTRAST_DARK]


def test_the_contrast_ratio_follows_wcag() -> None:
    assert palettes.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert palettes.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_has_enough_contrast(theme: palettes.Theme) -> None:
    for background in (theme.window, theme.card, theme.hover):
        for foreground in (theme.text, theme.muted):
            assert palettes.contrast(foreground, background) >= 4.5, (foreground, background)
    assert palettes.contrast(theme.on_accent, theme.accent) >= 4.5
    for background in (theme.window, theme.card, theme.track):
        assert palettes.contrast(theme.accent, background) >= 3.0  # bars and frames


def test_the_clip_label_has_enough_contrast() -> None:
    from PySide6.QtGui import QColor

    assert palettes.contrast("#ffffff", QColor(palettes.ERROR_STRIPE).darker(125).name()) >= 4.5


def test_the_window_follows_the_system(
    window: MainWindow,
    qapp: QApplication,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
) -> None:
    window.show_result(result("digit", 7), stamps())
    backgrounds = {}
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme = switcher.choose_theme("system", is_dark=scheme == Qt.ColorScheme.Dark)
        switcher.apply_theme(qapp, theme)
        image = window.grab().toImage()
        backgrounds[scheme] = image.pixelColor(3, 3).name()
        assert backgrounds[scheme] == theme.window
        assert image.pixelColor(window.width() // 2, 3).name() == theme.window
        view = window.spectrogram
        assert view.grab().toImage().pixelColor(1, 1).name() == theme.window
        card = window.digit_panel
        assert card.grab().toImage().pixelColor(card.width() // 2, 4).name() == theme.card
    assert len(set(backgrounds.values())) == 2


def test_a_change_of_theme_keeps_the_font_of_the_digits_and_shows_the_menu_icon(
    window: MainWindow, qapp: QApplication
) -> None:
    window.digit_line.add(1, 7)
    field, menu = window.digit_line.field, window.controls.menu
    before = field.font()
    size = QSize(96, 96)  # so large that lines have pixels that are not blended
    for theme in (palettes.DARK, palettes.LIGHT):
        switcher.apply_theme(qapp, theme)
        assert field.font() == before
        image = menu.icon().pixmap(size).toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert colours == {theme.text}


def test_high_contrast_exceeds_the_requirement() -> None:
    for theme in THEMES[2:]:
        for background in (theme.window, theme.card, theme.track, theme.hover):
            assert palettes.contrast(theme.text, background) >= 7.0
        assert palettes.contrast(theme.on_accent, theme.accent) >= 7.0


@pytest.mark.parametrize(
    ("preference", "is_dark", "wants_contrast", "expected"),
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
def test_the_setting_overrides_the_system(
    preference: str, is_dark: bool, wants_contrast: bool, expected: palettes.Theme
) -> None:
    assert (
        switcher.choose_theme(preference, is_dark=is_dark, wants_contrast=wants_contrast)
        is expected
    )


@pytest.mark.usefixtures("qapp")
def test_qt_provides_the_preferences_of_the_system() -> None:
    assert switcher.choose_theme() in THEMES


def test_themes_differ_in_the_roles_of_the_palette() -> None:
    light, dark = (switcher.palette(theme) for theme in THEMES[:2])
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Text, QPalette.ColorRole.Highlight):
        assert light.color(role) != dark.color(role)


@pytest.mark.usefixtures("qapp")
def test_fonts_are_scaled_in_their_own_unit() -> None:
    font = QWidget().font()
    assert fonts.scaled_font(font, 2.0).pointSizeF() == pytest.approx(2 * font.pointSizeF())
    font.setPixelSize(10)
    assert fonts.scaled_font(font, 1.5, bold=True).pixelSize() == 15


@pytest.mark.parametrize("theme", THEMES)
def test_a_ticked_box_shows_a_tick(theme: palettes.Theme, qapp: QApplication, qtbot: QtBot) -> None:
    switcher.apply_theme(qapp, theme)
    box = QCheckBox("Something")
    qtbot.addWidget(box)
    box.show()

    def colours() -> set[str]:
        image = box.grab().toImage()
        height = image.height()  # the box is at the left, the text behind it
        return {image.pixelColor(x, y).name() for x in range(height) for y in range(height)}

    tick = "#ffffff" if theme.on_accent == "#ffffff" else "#000000"
    assert theme.accent not in colours()
    box.setChecked(True)
    assert {theme.accent, tick} <= colours()
