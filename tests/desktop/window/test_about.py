"""The about box names the licences, and opens the whole page where it is there."""

import sys

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from desktop.licences import PAGE, licences_page
from desktop.window.about import AboutBox


def licence_buttons(box):
    return [button for button in box.findChildren(QPushButton) if "Licen" in button.text()]


def test_from_the_source_there_is_no_page_and_no_button(qtbot):
    assert licences_page() is None
    box = AboutBox()
    qtbot.addWidget(box)
    assert licence_buttons(box) == []


@pytest.mark.parametrize("folder", [".", "../Resources"])
def test_the_packaged_program_opens_its_page(qtbot, monkeypatch, tmp_path, folder):
    program = tmp_path / "MacOS" / "spoken-digits"
    program.parent.mkdir()
    page = (program.parent / folder / PAGE).resolve()
    page.parent.mkdir(exist_ok=True)
    page.write_text("licences")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    box = AboutBox()
    qtbot.addWidget(box)
    (button,) = licence_buttons(box)
    button.click()
    assert [url.toLocalFile() for url in opened] == [str(page)]
