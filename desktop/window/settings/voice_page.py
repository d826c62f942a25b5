"""Settings page of the profiles: whose voice is used; teach, rename, export and delete them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.settings import Settings
from desktop.window.settings.page import Page


class Voices(Protocol):
    """The profiles: `desktop.window.enrolment.profile_menu.ProfileMenu`."""

    changed: Any  # a `Signal`
    """Profiles were added, renamed or deleted, or another one is in use."""

    name: str
    """The profile in use; empty if none is."""

    def names(self) -> list[str]:
        """Return the names of all profiles; the empty one means none."""
        ...

    def description(self, name: str) -> str:
        """Return a name with what there is to say about its profile."""
        ...

    def use(self, name: str) -> None:
        """Use a profile, or none."""

    def open_dialog(self, name: str | None = None) -> None:
        """Teach a voice, by default a new one."""

    def import_file(self) -> None:
        """Ask for a file and add its profile."""

    def export(self, name: str) -> None:
        """Ask for a file and copy a profile to it."""

    def rename(self, name: str) -> None:
        """Ask for another name."""

    def delete(self, name: str) -> None:
        """Delete a profile, if the user confirms it."""


class VoicePage(Page):
    """The list of profiles, and what can be done with the selected one.

    Parameters
    ----------
    settings : Settings
    voices : Voices
    """

    def __init__(self, settings: Settings, voices: Voices, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self._voices = voices
        self.title(self.tr("Voice: whose digits are recognized"))
        self.hint(
            self.tr("If your digits are often mistaken, teach the program your voice. What it has "
                    "learned is a profile, which stays on this computer.")
        )  # fmt: skip
        self.teach_button = self._button(self.tr("Teach your voice…"), voices.open_dialog)
        self.import_button = self._button(self.tr("Import…"), lambda _: voices.import_file())
        self._add_buttons(self.teach_button, self.import_button)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Profiles"))
        self.list.setMinimumHeight(4 * self.fontMetrics().height())
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.currentItemChanged.connect(self._update_buttons)
        self.list.itemActivated.connect(lambda _: self._call(voices.use))
        self.column.addSpacing(6)
        self.column.addWidget(self.list, 1)
        self.use_button = self._button(self.tr("Use"), voices.use)
        self.rename_button = self._button(self.tr("Rename…"), voices.rename)
        self.export_button = self._button(self.tr("Export…"), voices.export)
        self.delete_button = self._button(self.tr("Delete…"), voices.delete)
        self._add_buttons(
            self.use_button, self.rename_button, self.export_button, self.delete_button
        )
        voices.changed.connect(self.show_profiles)
        self.show_profiles()

    @property
    def selected(self) -> str:
        """Name of the selected profile; empty for none."""
        item = self.list.currentItem()
        return "" if item is None else item.data(Qt.ItemDataRole.UserRole)

    def show_profiles(self) -> None:
        """Fill the list; the selection stays, or moves to the profile in use."""
        names = self._voices.names()
        selected = self.selected if self.selected in names else ""
        self.list.clear()
        for name in names:
            text = self._voices.description(name)
            if name == self._voices.name:
                text = self.tr("{name}: in use").format(name=text)
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            font = item.font()
            font.setBold(name == self._voices.name)
            item.setFont(font)
            self.list.addItem(item)
        # Another program may have renamed or deleted the profile in use.
        wanted = selected or self._voices.name
        self.list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        self._update_buttons()

    def _update_buttons(self) -> None:
        self.use_button.setEnabled(self.selected != self._voices.name)
        for button in (self.rename_button, self.export_button, self.delete_button):
            button.setEnabled(bool(self.selected))

    def _add_buttons(self, *buttons: QPushButton) -> None:
        grid = QGridLayout()
        for place, button in enumerate(buttons):
            grid.addWidget(button, place // 2, place % 2)
        self.column.addLayout(grid)

    def _button(self, text: str, act: Callable[[str], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._call(act))
        return button

    def _call(self, act: Callable[[str], object]) -> None:
        act(self.selected)
