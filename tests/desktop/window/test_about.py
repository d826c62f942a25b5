"""The about dialog, and the page of licences of a packaged program."""

import sys

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton

from core.bundle_location import bundle_directory
from desktop.licences import PAGE, licences_page
from desktop.versions import model_version, package_version
from desktop.window.about import AboutDialog


def licence_buttons(dialog):
    return [button for button in dialog.findChildren(QPushButton) if "Licen" in button.text()]


def test_without_a_page_of_licences_there_is_no_button(qtbot):
    assert licences_page() is None
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert licence_buttons(dialog) == []


def test_the_keyboard_shortcuts_are_a_table(window):
    dialog = AboutDialog(window)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    at = labels.index("Pause")
    assert labels[at + 1] == "Ctrl+P"
    assert "Full screen" in labels
    assert not any("Ctrl+P" in text and "Ctrl+O" in text for text in labels)


def test_the_version_of_the_model_in_use_is_shown(window):
    window.change_settings({"spoken_language": "de"})
    window.commands.about.trigger()
    dialog = window.findChild(AboutDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    dialog.close()
    german = model_version(bundle_directory("de"))
    assert german != model_version()
    assert f"Spoken Digits {package_version()}, model {german}" in texts


@pytest.mark.parametrize("folder", [".", "../Resources"])
def test_a_packaged_program_opens_its_page(qtbot, monkeypatch, tmp_path, folder):
    program = tmp_path / "MacOS" / "spoken-digits"
    program.parent.mkdir()
    page = (program.parent / folder / PAGE).resolve()
    page.parent.mkdir(exist_ok=True)
    page.write_text("licences")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    (button,) = licence_buttons(dialog)
    button.click()
    assert [url.toLocalFile() for url in opened] == [str(page)]
