"""Saves the sound of utterances as WAV files, where a person has asked for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.audio import SAMPLE_RATE, Float32Array
from desktop.window.utterance_record import UtteranceRecord


class AudioSaver(QObject):
    """Writes in a thread of its own, so that a slow disk holds nothing up."""

    failed = Signal(str)
    """One line for people; emitted in the writing thread."""

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        """None, as it is at first, saves nothing."""
        self._thread: ThreadPoolExecutor | None = None

    def save(self, one: UtteranceRecord) -> None:
        """Write an utterance's sound into the folder, if there is one."""
        if self.folder is None or one.samples is None:
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "saving")
        self._thread.submit(self._write, one.samples, self.folder / file_name(one))

    def finish(self) -> None:
        """Wait until all is written."""
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def _write(self, samples: Float32Array, path: Path) -> None:
        import soundfile

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(path, samples, SAMPLE_RATE, subtype="PCM_16")
        except (OSError, soundfile.LibsndfileError) as error:
            reason = getattr(error, "strerror", None) or error
            self.failed.emit(f"{path}: {reason}")


def file_name(one: UtteranceRecord) -> str:
    """A name that sorts by time and says what was heard: "2026-11-24 18.03.07.250 7.wav"."""
    moment = one.at.strftime("%Y-%m-%d %H.%M.%S") + f".{one.at.microsecond // 1000:03d}"
    word = "none" if one.digit is None else str(one.digit)
    return f"{moment} {word}.wav"
