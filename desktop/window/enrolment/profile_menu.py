"""Whose voice is listened for: the menu of the profiles, and the way to the dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from desktop.window.actions import make_action
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker

if TYPE_CHECKING:
    from core.classifier import Adapter
    from core.events import Result, Utterance
    from core.profile import Profile


class AdapterTarget(Protocol):
    """What hears for the window: `desktop.window.recognition.listening.Listening`."""

    def set_adapter(self, adapter: Adapter | None) -> None:
        """Let the live model hear this person, or nobody in particular."""


class ProfileMenu(QObject):
    """The profile in use, and everything that a person can do with profiles.

    Parameters
    ----------
    window : QWidget
        Over which the dialog opens.
    ear : AdapterTarget
    show_trouble : callable
        Takes a title and a line for people; an empty line takes it back.
    bundle : Path or None
        Folder of the model; None for the one that is shipped.
    """

    chosen = Signal(str)
    """The name of the profile in use from now on; empty for nobody in particular."""

    def __init__(
        self,
        window: QWidget,
        ear: AdapterTarget,
        show_trouble: Callable[[str, str], None],
        bundle: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ear = ear
        self._show_trouble = show_trouble
        self.name = ""
        self.dialog: EnrolmentDialog | None = None
        self.room = EnrolmentWorker(bundle, self)
        self.room.opened.connect(self._on_opened)
        self.room.learnt.connect(self._on_learnt)
        self.room.failed.connect(self._on_failed)
        self.teach = make_action(
            self.tr("Teach a voice…"), self.tr("Let the program learn a voice"), "Ctrl+E", self
        )
        self.teach.triggered.connect(self.open_dialog)
        self.export = QAction(self.tr("Export this voice…"), self)
        self.export.triggered.connect(self._on_export)
        self.delete = QAction(self.tr("Delete this voice…"), self)
        self.delete.triggered.connect(self._on_delete)
        self.menu = QMenu(self.tr("Voice"), window)
        self.menu.aboutToShow.connect(self._fill)

    def use(self, name: str) -> None:
        """Listen for this person; an empty name is nobody in particular."""
        if name:
            self.room.open(name)
        else:
            self._set(None)

    def hear(self, result: Result) -> None:
        """Take a result of the live stream; an open dialog may be waiting for it."""
        if self.dialog is not None:
            self.dialog.hear(result)

    def correct(self, utterance: Utterance, digit: int) -> bool:
        """Learn from an utterance that was corrected in the history.

        Returns
        -------
        bool
            False where nobody's profile is in use: there is nothing to learn into.
        """
        if self.name:
            self.room.correct(self.name, utterance, digit)
        return bool(self.name)

    def open_dialog(self) -> None:
        """Open the dialog, or bring the one that is open to the front."""
        from desktop.profiles import list_profiles

        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        self.dialog = EnrolmentDialog(self.room, list_profiles(), self.name, self._window)
        self.dialog.destroyed.connect(self._on_closed)
        self.dialog.open()

    # -- what happens ---------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self.dialog = None

    def _on_opened(self, profile: Profile, notice: str) -> None:
        self._show_trouble(self.tr("This voice is not used"), notice)
        self._set(profile if profile.takes else None)

    def _on_learnt(self, profile: Profile) -> None:
        self._show_trouble("", "")
        self._set(profile)

    def _on_failed(self, line: str) -> None:
        if self.dialog is None:
            self._show_trouble(self.tr("This voice is not used"), line)

    def _set(self, profile: Profile | None) -> None:
        self.name = profile.name if profile is not None else ""
        self._ear.set_adapter(profile.adaptation if profile is not None else None)
        self.chosen.emit(self.name)

    def _on_export(self) -> None:
        from core.profile import SUFFIX, ProfileError
        from desktop.profiles import export_profile

        suggested = f"{self.name}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export"), suggested)
        if path:
            try:
                export_profile(self.name, Path(path), overwrite=True)
            except ProfileError as error:
                self._show_trouble(self.tr("The voice is not exported"), str(error))

    def _on_delete(self) -> None:
        from core.profile import ProfileError
        from desktop.profiles import delete_profile

        question = self.tr('Delete what was learnt of "{name}"? It cannot be undone.')
        asked = question.format(name=self.name)
        title = self.tr("Delete this voice")
        if QMessageBox.question(self._window, title, asked) == QMessageBox.StandardButton.Yes:
            try:
                delete_profile(self.name)
            except ProfileError as error:
                self._show_trouble(self.tr("The voice is not deleted"), str(error))
            else:
                self._set(None)

    def _fill(self) -> None:
        """The menu is made when it is opened: profiles come and go outside the window too."""
        from desktop.profiles import list_profiles

        self.menu.clear()
        group = QActionGroup(self.menu)
        for name in ("", *list_profiles()):
            action = self.menu.addAction(name or self.tr("Anybody"))
            action.setCheckable(True)
            action.setChecked(name == self.name)
            action.triggered.connect(lambda _=False, name=name: self.use(name))
            group.addAction(action)
        self.menu.addSeparator()
        for action in (self.teach, self.export, self.delete):
            action.setEnabled(action is self.teach or self.name != "")
            self.menu.addAction(action)
