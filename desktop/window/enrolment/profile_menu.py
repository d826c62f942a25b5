"""The menu of profiles; opens the enrolment dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory, installed_languages
from desktop.languages import own_name
from desktop.settings import Settings
from desktop.window.actions import make_action
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker
from desktop.window.enrolment.profile_texts import opened_texts, profile_error_text

if TYPE_CHECKING:
    from core.classifier import Adapter
    from core.events import Result, Utterance
    from core.profiles.profile import Profile
    from desktop.profiles import Opened


class AdapterTarget(Protocol):
    """Recognizes speech: `desktop.window.recognition.listening.Listening`."""

    def set_adapter(self, adapter: Adapter | None, language: str) -> None:
        """Adapt recognition in a language to a speaker, or to none."""


class ProfileMenu(QObject):
    """Selects, exports and deletes profiles, and opens the enrolment dialog.

    Parameters
    ----------
    window : QWidget
        Parent of the dialog.
    target : AdapterTarget
    bundle : Path or None
        Folder of the model; None for those of the languages.
    language : str
        Of the digits.
    """

    selected = Signal(str)
    """Name of the profile that is now in use; empty if none is."""

    failed = Signal(str, str)
    """A title and a message for the user."""

    recovered = Signal()
    """An earlier failure no longer applies."""

    listening = Signal(bool)
    """Whether the dialog is open, and what is said is for it alone."""

    def __init__(
        self,
        window: QWidget,
        target: AdapterTarget,
        bundle: Path | None = None,
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        super().__init__(window)
        self._bundle = bundle
        self.language = language
        self._window = window
        self._target = target
        self.name = ""
        self.dialog: EnrolmentDialog | None = None
        self.worker = EnrolmentWorker(bundle or bundle_directory(language), self)
        self.worker.opened.connect(self._on_opened)
        self.worker.adapted.connect(self._on_adapted)
        self.worker.failed.connect(self._on_failed)
        self.enrol = make_action(
            self.tr("Enrol a speaker…"), self.tr("Adapt recognition to a voice"), "Ctrl+E", self
        )
        self.enrol.triggered.connect(self.open_dialog)
        self.export = QAction(self.tr("Export this profile…"), self)
        self.export.triggered.connect(self._on_export)
        self.delete = QAction(self.tr("Delete this profile…"), self)
        self.delete.triggered.connect(self._on_delete)
        self.menu = QMenu(self.tr("Profile"), window)
        self.menu.aboutToShow.connect(self._fill)

    def use(self, name: str) -> None:
        """Use a profile; an empty name means none."""
        if name:
            self.worker.open(name)
        else:
            self._set(None)

    def follow(self, settings: Settings) -> None:
        """Use the profile of the language of the digits, if that has changed."""
        language = settings.spoken_language or DEFAULT_LANGUAGE
        if language != self.language and self._bundle is None:
            self.language, self.name = language, ""
            self.worker.use_bundle(bundle_directory(language))
            self.use(settings.profile or "")

    def handle_result(self, result: Result) -> None:
        """Pass a result of the live stream to the dialog, if it is open."""
        if self.dialog is not None:
            self.dialog.handle_result(result)

    def correct(self, utterance: Utterance, digit: int) -> bool:
        """Adapt the profile in use to an utterance that the user has corrected.

        Returns
        -------
        bool
            False if no profile is in use.
        """
        if self.name:
            self.worker.correct(self.name, utterance, digit)
        return bool(self.name)

    def open_dialog(self) -> None:
        """Open the enrolment dialog, or activate the open one."""
        from desktop.profiles import list_profiles

        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        self.dialog = EnrolmentDialog(self.worker, list_profiles(), self.name, self._window)
        self.dialog.destroyed.connect(self._on_closed)
        self.dialog.open()
        self.listening.emit(True)

    # -- events ---------------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self.dialog = None
        self.listening.emit(False)

    def _on_opened(self, opened: Opened) -> None:
        title, message = opened_texts(opened)
        if title:
            self.failed.emit(title, message)
        else:
            self.recovered.emit()
        self._set(opened.profile if opened.state in ("ready", "converted") else None)

    def _on_adapted(self, profile: Profile) -> None:
        self.recovered.emit()
        self._set(profile)

    def _on_failed(self, error: Exception) -> None:
        if self.dialog is None:
            self.failed.emit(self.tr("The profile is not in use"), profile_error_text(error))

    def _set(self, profile: Profile | None) -> None:
        if profile is not None and profile.language != self.language:
            return  # opened before the language was changed
        self.name = profile.name if profile is not None else ""
        adaptation = profile.adaptation if profile is not None else None
        self._target.set_adapter(adaptation, self.language)
        self.selected.emit(self.name)

    def _on_export(self) -> None:
        from core.profiles.profile import SUFFIX, ProfileError
        from desktop.profiles import export_profile

        suggested = f"{self.name}{SUFFIX}"
        title = self.tr("Export the profile")
        path, _ = QFileDialog.getSaveFileName(self._window, title, suggested)
        if path:
            try:
                export_profile(self.name, Path(path), overwrite=True)
            except ProfileError as error:
                self.failed.emit(self.tr("The profile was not exported"), profile_error_text(error))

    def _on_delete(self) -> None:
        from core.profiles.profile import ProfileError
        from desktop.profiles import delete_profile

        if self._is_deletion_confirmed():
            try:
                delete_profile(self.name)
            except ProfileError as error:
                self.failed.emit(self.tr("The profile was not deleted"), profile_error_text(error))
            else:
                self._set(None)

    def _is_deletion_confirmed(self) -> bool:
        """Ask; Return and Escape keep the profile."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete the profile"))
        question = self.tr('Delete the profile "{name}"? This cannot be undone.')
        box.setText(question.format(name=self.name))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(QMessageBox.StandardButton.Cancel)
        delete.setAutoDefault(False)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete

    def _fill(self) -> None:
        """Fill the menu when it opens, since other programs may add and remove profiles."""
        from desktop.profiles import list_profiles

        self.menu.clear()
        group = QActionGroup(self.menu)
        for name in ("", *list_profiles()):
            action = self.menu.addAction(self._text(name))
            action.setCheckable(True)
            action.setChecked(name == self.name)
            action.triggered.connect(lambda _=False, name=name: self.use(name))
            group.addAction(action)
        self.menu.addSeparator()
        for action in (self.enrol, self.export, self.delete):
            action.setEnabled(action is self.enrol or self.name != "")
            self.menu.addAction(action)

    def _text(self, name: str) -> str:
        """The name of a profile, and its language if another one could be used."""
        from desktop.profiles import taught_language

        if not name:
            return self.tr("No profile")
        language = taught_language(name) if len(installed_languages()) > 1 else self.language
        return name if language == self.language else f"{name} ({own_name(language)})"
