"""Several recordings at once: each that cannot be read is counted and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from core.audio import load
from core.events import Result
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.sources import FileSource
from desktop.window.connections import listen_for
from desktop.window.main_window import MainWindow
from desktop.window.recognition.file_batch import FileBatch

AUDIO = Path(__file__).resolve().parents[3] / "audio"
TIMEOUT_MS = 60_000


def test_problems_are_grouped_and_names_are_kept() -> None:
    batch = FileBatch([Path("a.txt"), Path("b.wav"), Path("c.txt"), Path("d.wav")])
    for problem, warning in (("no", ""), ("", "short"), ("no", ""), ("empty", "")):
        assert batch.has_next
        batch.take_next()
        batch.note_end(problem, warning)
    assert not batch.has_next
    assert batch.failed == 3
    assert batch.grouped_problems() == [("no", ["a.txt", "c.txt"]), ("empty", ["d.wav"])]
    assert batch.grouped_warnings() == [("short", ["b.wav"])]
    batch.note_end()  # the last one was tried again, and is read now
    assert batch.failed == 2


@pytest.fixture
def unreadable(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("letter.pdf", "notes.txt", "empty.wav", "memo.m4a")]
    contents = (b"%PDF-1.7 " * 30, b"Dear Ann " * 30, b"", b"\0\0\0\x20ftypM4A " + bytes(80))
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def test_every_file_that_cannot_be_read_is_counted_and_named(
    window: MainWindow, unreadable: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    good = tmp_path / "seven.wav"
    silence = np.zeros(16_000, np.float32)
    word = np.concatenate([silence, load(AUDIO / "7_slt_0.flac"), silence])
    soundfile.write(good, word, 16_000)
    listening = listen_for(window, lambda: FileSource(good, is_paced=False))
    try:
        listening.start()
        # Between the others, so that neither the first nor the last one hides them.
        window.play_file(*unreadable[:2], good, *unreadable[2:])
        shown = window.notification_bar.shown
        qtbot.waitUntil(
            lambda: "source" in shown and "recordings" in shown["source"].title.text(),
            timeout=TIMEOUT_MS,
        )
    finally:
        listening.stop()
    notification = shown["source"]
    assert notification.title.text() == "1 digit(s) in 5 recordings"
    assert notification.severity == "warning"
    lines = notification.message.text().splitlines()
    assert lines[0] == "4 recording(s) could not be read:"
    assert lines[1].startswith("letter.pdf, notes.txt: It is not a recording.")
    assert lines[2] == "empty.wav: The file is empty."
    assert lines[3].startswith("memo.m4a: Recordings of the format M4A/MP4 cannot be read.")
    assert window.digit_line.digits == "7"


def test_one_file_that_cannot_be_read_is_named_in_the_title(window: MainWindow) -> None:
    window.play_file(Path("letter.pdf"))
    window.show_state(SourceState("failed", "letter.pdf", "it is not a recording"))
    notification = window.notification_bar.shown["source"]
    assert notification.title.text() == "letter.pdf cannot be read"


def test_very_many_names_are_cut_and_counted(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    names = [f"{number:03d}.txt" for number in range(100)]
    window.play_file(*map(Path, names))
    for name in names:
        window.show_state(SourceState("failed", name, "It is no recording."))
    lines = window.notification_bar.shown["source"].message.text().splitlines()
    assert lines[0] == "100 recording(s) could not be read:"
    assert lines[1].endswith("019.txt and 80 more: It is no recording.")
