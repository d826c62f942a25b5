"""The about dialog: version, privacy, keyboard shortcuts and licences."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.licences import licences_page
from desktop.versions import both_versions
from desktop.window.actions import shortcut_text
from desktop.window.theme.fonts import scaled_font


class AboutDialog(QDialog):
    """A non-modal dialog.

    Parameters
    ----------
    parent : QWidget, optional
    bundle : Path, optional
        Folder of the model in use; by default the shipped English one.
    """

    def __init__(self, parent: QWidget | None = None, bundle: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Spoken Digits"))
        title = QLabel(self.tr("Spoken Digits {version}").format(version=both_versions(bundle)))
        title.setFont(scaled_font(self.font(), 1.6, bold=True))
        paragraphs = (
            self.tr(
                "Say a digit or a number and it appears at once. "
                "Everything happens on this computer: nothing is sent, and audio is saved only "
                "if you ask for it."
            ),
            self.tr(
                "MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), "
                "LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr and "
                "libsndfile (LGPL-2.1), NumPy (BSD)."
            ).format(qt=qVersion()),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        page = licences_page()
        if page is not None:
            address = QUrl.fromLocalFile(str(page))
            licences = buttons.addButton(
                self.tr("Licences"), QDialogButtonBox.ButtonRole.ActionRole
            )
            licences.clicked.connect(lambda: QDesktopServices.openUrl(address))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        for paragraph in paragraphs:
            label = QLabel(paragraph)
            label.setWordWrap(True)
            label.setMinimumWidth(24 * self.fontMetrics().height())
            layout.addWidget(label)
        layout.insertLayout(2, self._shortcuts())
        layout.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: make room for all lines, since the height of the paragraphs depends on the width."""
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _shortcuts(self) -> QVBoxLayout:
        """The keyboard shortcuts as a table of two columns, each with names and keys."""
        window = self.parentWidget()
        actions = window.actions() if window is not None else []
        found = [(action.text().rstrip("…"), shortcut_text(action)) for action in actions]
        shortcuts = [(text, keys) for text, keys in found if keys]
        table = QGridLayout()
        table.setHorizontalSpacing(14)
        table.setVerticalSpacing(4)
        table.setColumnMinimumWidth(2, 14)
        table.setColumnStretch(4, 1)
        rows = (len(shortcuts) + 1) // 2
        for number, (text, keys) in enumerate(shortcuts):
            column = 3 * (number // rows)
            key = QLabel(keys)
            key.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            table.addWidget(QLabel(text), number % rows, column)
            table.addWidget(key, number % rows, column + 1)
        title = QLabel(self.tr("Keyboard shortcuts"))
        title.setFont(scaled_font(self.font(), 1.0, bold=True))
        title.setVisible(bool(shortcuts))
        result = QVBoxLayout()
        result.setSpacing(6)
        result.addWidget(title)
        result.addLayout(table)
        return result


def version_lines() -> list[str]:
    """Return the versions to include in a problem report."""
    machine = f"{platform.system()} {platform.release()} {platform.machine()}"
    return [
        f"Spoken Digits {both_versions()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {machine}",
    ]
