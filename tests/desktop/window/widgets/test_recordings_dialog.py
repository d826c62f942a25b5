from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.window.widgets.recordings_dialog import RecordingsDialog


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> RecordingsDialog:
    for name in ("one.wav", "two words.flac", "notes.txt", "sound.m4a"):
        (tmp_path / name).touch()
    shown = RecordingsDialog()
    qtbot.addWidget(shown)
    shown.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown.setDirectory(str(tmp_path))
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("one.wav", ["one.wav"]),
        ("sound.m4a", ["sound.m4a"]),
        ('"one.wav" "notes.txt" "two words.flac"', ["one.wav", "two words.flac", "notes.txt"]),
        ('"one.wav" "missing.wav"', ["one.wav"]),
    ],
)
def test_files_that_the_list_does_not_show_count_when_they_are_typed(
    dialog: RecordingsDialog, tmp_path: Path, qtbot: QtBot, typed: str, names: list[str]
) -> None:
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    qtbot.wait(200)  # the list is filled in a thread
    field.setText(typed)
    assert set(dialog.recordings()) >= {tmp_path / name for name in names}
    assert {path.name for path in dialog.recordings() if path.is_file()} == set(names)


def test_an_absolute_path_can_be_typed(dialog: RecordingsDialog, tmp_path: Path) -> None:
    other = tmp_path / "folder" / "three.xyz"
    other.parent.mkdir()
    other.touch()
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(f'"{other}" "one.wav"')
    assert {other, tmp_path / "one.wav"} <= set(dialog.recordings())
