"""All texts of the window are translated, and the translations are used."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.spectrogram import Columns
from desktop.settings import Settings
from desktop.window.main_window import MainWindow
from desktop.window.translations import FOLDER, LANGUAGES
from desktop.window.wording import language_name

PLACEHOLDER = re.compile(r"\{\w+[^}]*\}|%n")


def messages(language: str) -> Iterator[tuple[str, list[str], str]]:
    root = ET.parse(FOLDER / f"spoken_digits_{language}.ts").getroot()  # noqa: S314 - a file of this repository
    for message in root.iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        yield source, forms or [translation.text or ""], translation.get("type", "")


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    found = list(messages(language))
    assert len(found) >= (3 if language == "en" else 250)
    for source, forms, state in found:
        assert state == "", f"{source!r} is {state}: translate it and run make translations"
        for form in forms:
            assert form, source
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(source)), (
                source,
                form,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_in_english(language: str) -> None:
    """Single words, such as "Demo", may be the same in two languages."""
    for source, forms, _ in messages(language):
        words = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", source))
        assert len(words) < 3 or source not in forms, source


def test_the_translation_files_are_up_to_date(tmp_path: Path) -> None:
    """Fails if a text was changed without ``make translations``."""
    lupdate = Path(sys.executable).parent / "pyside6-lupdate"
    shutil.copy(FOLDER / "spoken_digits_de.ts", tmp_path / "de.ts")
    window = FOLDER.parent
    page = window.parent / "server" / "page_words.py"
    sources = [window.parent / "app.py", page, *sorted(window.rglob("*.py"))]
    command = [lupdate, "-silent", "-no-obsolete", "-locations", "none", *sources]
    subprocess.run([*command, "-ts", tmp_path / "de.ts"], check=True, timeout=100)
    updated = ET.parse(tmp_path / "de.ts").getroot()  # noqa: S314
    sources = {message.findtext("source") for message in updated.iter("message")}
    assert sources == {source for source, _, _ in messages("de")}


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_the_binary_translations_are_up_to_date(tmp_path: Path, language: str) -> None:
    """Fails if ``make translations`` did not run again after the texts were translated."""
    lrelease = Path(sys.executable).parent / "pyside6-lrelease"
    if not lrelease.exists():
        pytest.skip("pyside6-lrelease is missing; it comes with PySide6-Essentials")
    name, fresh = f"spoken_digits_{language}", tmp_path / "fresh.qm"
    command = [lrelease, "-silent", FOLDER / f"{name}.ts", "-qm", fresh]
    subprocess.run(command, check=True, timeout=100)
    assert (FOLDER / f"{name}.qm").read_bytes() == fresh.read_bytes(), "run make translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_uses_the_translation(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    translator = QTranslator()
    assert translator.load(QLocale(language), "spoken_digits", "_", str(FOLDER))
    qapp.installTranslator(translator)
    try:
        window = MainWindow(Settings(), find_devices=list)
        qtbot.addWidget(window)
        expected = {
            "de": ("Pause", "Deutsch"),
            "es": ("Pausa", "alemán"),
            "fr": ("Pause", "allemand"),
        }
        assert (window.commands.pause.text(), language_name("de")) == expected[language]
        plural = QCoreApplication.translate("Notifications", "%n digit(s) in {name}", "", 2)
        assert "2 " in plural
        assert "(s)" not in plural
    finally:
        qapp.removeTranslator(translator)


def test_right_to_left_layout_mirrors_the_window_but_not_the_time(
    qtbot: QtBot, tone: Callable[..., Columns]
) -> None:
    window = MainWindow(Settings(is_welcomed=True), find_devices=list)
    qtbot.addWidget(window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.show()
    qtbot.wait(20)
    panel, view = window.digit_panel, window.spectrogram
    assert panel.geometry().right() < view.geometry().left()
    assert window.controls.picker.geometry().left() > window.controls.menu.geometry().right()
    view.show_columns(tone(0.0, 3.0, at=1.0, bins=slice(None)), time.perf_counter())
    view.tick(time.perf_counter())
    shown, rect = view.grab().toImage(), view.image_rect().toRect()
    brightest = max(
        range(rect.left(), rect.right()),
        key=lambda x: shown.pixelColor(x, rect.center().y()).lightness(),
    )
    assert view.time_at(brightest + 0.5) == pytest.approx(1.0, abs=0.05)
