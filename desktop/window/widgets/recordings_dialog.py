"""The dialog that asks for recordings."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from core.recordings.formats import SUFFIXES


class RecordingsDialog(QFileDialog):
    """Asks for one or several recordings.

    Qt's dialog selects the files that are typed in its list, and forgets those that the list does
    not show, because their names end differently. They count here: their content decides, and the
    window says which could not be read.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, self.tr("Open a recording"))
        filters = self.tr("Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)")
        # The translations name the suffixes, too.
        filters = filters.replace("*.wav *.flac *.ogg *.mp3", " ".join(f"*{s}" for s in SUFFIXES))
        self.setNameFilters(filters.split(";;"))
        self.setFileMode(QFileDialog.FileMode.ExistingFiles)
        # The list of suffixes would not fit into its line.
        self.setOption(QFileDialog.Option.HideNameFilterDetails)

    def recordings(self) -> list[Path]:
        """Return the selected files, and those that were typed."""
        selected = [Path(name) for name in self.selectedFiles()]
        typed = [path for path in self._typed() if path.is_file() and path not in selected]
        return [*selected, *typed]

    def _typed(self) -> list[Path]:
        """Return what is typed; nothing in a dialog of the desktop, which has no such limit."""
        field = self.findChild(QLineEdit)
        text = "" if field is None else field.text().strip()
        folder = Path(self.directory().absolutePath())
        names = re.findall(r'"([^"]+)"', text) if text.startswith('"') else [text]
        return [folder / name for name in names if name]
