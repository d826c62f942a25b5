"""Saves the audio of utterances as WAV files, if the user has chosen a folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.audio import SAMPLE_RATE, Float32Array
from desktop.window.utterance_record import UtteranceRecord


class AudioSaver(QObject):
    """Writes in a separate thread, so that a slow disk does not block the window."""

    failed = Signal(str)
    """A message for the user; emitted in the writing thread."""

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        """Where to save; None, the default, disables saving."""
        self._thread: ThreadPoolExecutor | None = None

    def save(self, record: UtteranceRecord) -> None:
        """Write the audio of an utterance to the folder, if one is set."""
        if self.folder is None or record.samples is None:
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "saving")
        self._thread.submit(self._write, record.samples, self.folder / file_name(record))

    def finish(self) -> None:
        """Wait until all files are written."""
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


def file_name(record: UtteranceRecord) -> str:
    """Return a name that sorts by time and contains the digit: "2026-11-24 18.03.07.250 7.wav"."""
    time = record.at.strftime("%Y-%m-%d %H.%M.%S") + f".{record.at.microsecond // 1000:03d}"
    digit = "none" if record.digit is None else str(record.digit)
    return f"{time} {digit}.wav"
