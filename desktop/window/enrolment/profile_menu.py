"""The menu of profiles; opens the enrolment dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory, installed_languages
from desktop.languages import own_name
from desktop.settings import Settings
from desktop.window.actions import make_action
from desktop.window.enrolment.enrolment_dialog import EnrolmentDialog
from desktop.window.enrolment.enrolment_worker import EnrolmentWorker, Progress
from desktop.window.enrolment.profile_texts import (
    effect_text,
    import_error_text,
    left_texts,
    opened_texts,
    profile_error_text,
    suggestion_texts,
    usage_text,
)
from desktop.window.enrolment.teaching_hint import TeachingHint
from desktop.window.widgets.notification_bar import NotificationAction
from desktop.window.widgets.question import is_confirmed

if TYPE_CHECKING:
    from core.classifier import Adapter
    from core.events import Activity, Result, Utterance
    from core.profiles.profile import Profile
    from desktop.audio.listener import SourceState
    from desktop.profiles import Opened


class AdapterTarget(Protocol):
    """Recognizes speech: `desktop.window.recognition.listening.Listening`."""

    def set_adapter(self, adapter: Adapter | None, language: str) -> None:
        """Adapt recognition in a language to a speaker, or to none."""


class ProfileMenu(QObject):
    """Selects, imports, exports, renames and deletes profiles, and opens the enrolment dialog.

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

    changed = Signal()
    """Profiles were added, renamed or deleted, or another one is in use."""

    selected = Signal(str)
    """Name of the profile that is now in use; empty if none is."""

    renamed = Signal(str, str)
    """The old and the new name of a profile; the new name is empty if it was deleted."""

    failed = Signal(str, str)
    """A title and a message for the user."""

    noted = Signal(str, str, list)
    """A title and a message for the user, and a list of `NotificationAction`."""

    recovered = Signal()
    """An earlier message no longer applies."""

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
        self._state: SourceState | None = None  # of the microphone
        self.dialog: EnrolmentDialog | None = None
        self.worker = EnrolmentWorker(bundle or bundle_directory(language), self)
        self.worker.opened.connect(self._on_opened)
        self.worker.adapted.connect(self._on_adapted)
        self.worker.corrected.connect(self._on_corrected)
        self.worker.failed.connect(self._on_failed)
        self._opening = ""  # name of the profile that is being opened
        self._unfinished = ""  # name of the profile whose enrolment was stopped
        self._new: Profile | None = None  # the result that the dialog shows
        self._hint = TeachingHint()
        self.enrol = make_action(
            self.tr("Teach your voice…"),
            self.tr("Teach the program how you say the digits"),
            "Ctrl+E",
            self,
        )
        self.enrol.triggered.connect(lambda _=False: self.open_dialog())
        self.import_action = QAction(self.tr("Import…"), self)
        self.import_action.triggered.connect(self.import_file)
        self.menu = QMenu(self.tr("Voice"), window)
        self.menu.aboutToShow.connect(self.fill)

    def use(self, name: str) -> None:
        """Use a profile; an empty name means none."""
        if name:
            self._opening = name
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
        elif not self.name and self._hint.hears(result):
            self._suggest()

    def show_activity(self, activity: Activity) -> None:
        """Pass the level of the microphone to the dialog, if it is open."""
        if self.dialog is not None:
            self.dialog.show_activity(activity)

    def show_state(self, state: SourceState) -> None:
        """Pass the state of the microphone to the dialog, if it is open."""
        self._state = state
        if self.dialog is not None:
            self.dialog.show_state(state)

    def correct(self, utterance: Utterance, digit: int) -> bool:
        """Adapt the profile in use to an utterance that the user has corrected.

        Returns
        -------
        bool
            False if no profile is in use.
        """
        if self.name:
            self.worker.correct(self.name, utterance, digit)
        elif self._hint.corrects():
            self._suggest()
        return bool(self.name)

    def open_dialog(self, name: str | None = None) -> None:
        """Open the enrolment dialog, or activate the open one.

        Parameters
        ----------
        name : str, optional
            Profile to suggest; by default the one whose enrolment was stopped.
        """
        from desktop.profiles import list_profiles

        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        suggested = self._unfinished if name is None else name
        self.dialog = EnrolmentDialog(
            self.worker, list_profiles(), suggested, self._window, self.language, self._bundle
        )
        self.dialog.left.connect(self._on_left)
        self.dialog.use_requested.connect(self._on_use)
        self.dialog.destroyed.connect(self._on_closed)
        if self._state is not None:
            self.dialog.show_state(self._state)
        self.dialog.open()
        self.recovered.emit()
        self.listening.emit(True)

    # -- events ---------------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self.dialog = None
        self.listening.emit(False)
        self.changed.emit()

    def _on_left(self, name: str, progress: Progress) -> None:
        if progress.recorded == 0:
            return
        self._unfinished = name
        title, message = left_texts(
            name, progress.done, progress.total, is_in_use=name == self.name
        )
        self.noted.emit(title, message, [self._teach_action(name, self.tr("Continue"))])

    def _on_use(self) -> None:
        if self._new is not None and self.dialog is not None:
            self._set(self._new)
            self.dialog.last.show_usage(self._new, is_in_use=True)

    def _suggest(self) -> None:
        self.noted.emit(*suggestion_texts(), [self._teach_action("", self.enrol.text())])

    def _teach_action(self, name: str, text: str) -> NotificationAction:
        return NotificationAction(text, lambda: self.open_dialog(name))

    def _on_opened(self, opened: Opened) -> None:
        self._opening = ""
        self._tell_opened(opened)
        is_usable = opened.is_used and opened.profile.adaptation is not None
        self._set(opened.profile if is_usable else None)

    def _tell_opened(self, opened: Opened) -> None:
        title, message = opened_texts(opened)
        if title and opened.is_used:
            teach = self._teach_action(opened.profile.name, self.enrol.text())
            actions = [teach] if opened.profile.adaptation is None else []
            self.noted.emit(title, message, actions)
        elif title:
            self.failed.emit(title, message)
        else:
            self.recovered.emit()

    def _on_adapted(self, profile: Profile) -> None:
        """Use what was taught, also if the dialog was closed while it was learned."""
        from desktop.enrolment import is_recommended

        self.recovered.emit()
        if self._is_in_use(profile):
            self._set(profile if profile.adaptation is not None else None)
        elif is_recommended(profile):
            self._set(profile)
        is_in_use = self._is_in_use(profile)
        if self._unfinished == profile.name:
            self._unfinished = ""
        if self.dialog is not None and self.dialog.is_learning:
            self._new = profile
            self.dialog.show_profile(profile, is_in_use=is_in_use)
        else:
            title, effect = effect_text(profile)
            usage = usage_text(profile.name, is_in_use=is_in_use)
            self.noted.emit(title, f"{effect} {usage}", [])

    def _on_corrected(self, profile: Profile) -> None:
        from desktop.profiles import Opened

        self.recovered.emit()
        if self._is_in_use(profile):  # it may have been turned off meanwhile
            if profile.adaptation is None:
                self._tell_opened(Opened(profile))
            self._set(profile if profile.adaptation is not None else None)

    def _is_in_use(self, profile: Profile) -> bool:
        return profile.name == self.name and profile.language == self.language

    def _on_failed(self, error: Exception) -> None:
        opening, self._opening = self._opening, ""
        if self.dialog is not None:
            return  # which shows it
        title = self.tr("The profile was not changed")  # by a correction, or by a late recording
        if opening:
            title = self.tr('"{name}" is not in use').format(name=opening)
        self.failed.emit(title, profile_error_text(error))

    def _set(self, profile: Profile | None) -> None:
        if profile is not None and profile.language != self.language:
            return  # opened before the language was changed
        self.name = profile.name if profile is not None else ""
        adaptation = profile.adaptation if profile is not None else None
        self._target.set_adapter(adaptation, self.language)
        self.selected.emit(self.name)
        self.changed.emit()

    # -- files ----------------------------------------------------------------------------------

    def import_file(self) -> None:
        """Ask for a file and add the profile in it."""
        from core.profiles.profile import ProfileError
        from core.profiles.profile_file import SUFFIX
        from desktop.profiles import import_profile

        filters = self.tr("Profiles") + f" (*{SUFFIX})"
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import a profile"), "", filters
        )
        if not path:
            return
        try:
            name = import_profile(Path(path))
        except ProfileError as error:
            self.failed.emit(self.tr("The profile was not imported"), import_error_text(error))
        else:
            self.changed.emit()
            self.use(name)

    def export(self, name: str) -> None:
        """Ask for a file and copy a profile to it."""
        from core.profiles.profile import ProfileError
        from core.profiles.profile_file import SUFFIX
        from desktop.profiles import export_profile

        title = self.tr("Export the profile")
        path, _ = QFileDialog.getSaveFileName(self._window, title, f"{name}{SUFFIX}")
        if path:
            try:
                export_profile(name, Path(path), overwrite=True)
            except ProfileError as error:
                self.failed.emit(self.tr("The profile was not exported"), profile_error_text(error))

    def rename(self, name: str) -> None:
        """Ask for another name of a profile."""
        from core.profiles.profile import ProfileError
        from desktop.profiles import rename_profile

        title, label = self.tr("Rename the profile"), self.tr("New name:")
        new, is_chosen = QInputDialog.getText(
            self._window, title, label, QLineEdit.EchoMode.Normal, name
        )
        new = new.strip()
        if not is_chosen or new in ("", name):
            return
        try:
            rename_profile(name, new)
        except ProfileError as error:
            self.failed.emit(self.tr("The profile was not renamed"), profile_error_text(error))
        else:
            if self._unfinished == name:
                self._unfinished = new
            self.renamed.emit(name, new)
            self.changed.emit()
            if name == self.name:
                self.use(new)

    def delete(self, name: str) -> None:
        """Delete a profile, if the user confirms it."""
        from core.profiles.profile import ProfileError
        from desktop.profiles import delete_profile

        if self._is_deletion_confirmed(name):
            try:
                delete_profile(name)
            except ProfileError as error:
                self.failed.emit(self.tr("The profile was not deleted"), profile_error_text(error))
            else:
                self.recovered.emit()
                self.renamed.emit(name, "")
                self.changed.emit()
                if name == self.name:
                    self._set(None)

    def _is_deletion_confirmed(self, name: str) -> bool:
        title = self.tr("Delete the profile")
        question = self.tr('Delete the profile "{name}"? This cannot be undone.').format(name=name)
        return is_confirmed(self._window, title, question, self.tr("Delete"))

    def fill(self) -> None:
        """Fill the menu when it opens, since other programs may add and remove profiles."""
        self.menu.clear()
        none, *names = self.names()
        group = QActionGroup(self.menu)
        for name in (none, *names):
            action = self.menu.addAction(_literal(self.description(name)))
            action.setCheckable(True)
            action.setChecked(name == self.name)
            action.triggered.connect(lambda _=False, name=name: self.use(name))
            group.addAction(action)
        self.menu.addSeparator()
        self.menu.addAction(self.enrol)
        self.menu.addAction(self.import_action)
        for title, act in (
            (self.tr("Export"), self.export),
            (self.tr("Rename"), self.rename),
            (self.tr("Delete"), self.delete),
        ):
            chosen = self.menu.addMenu(title)
            chosen.setEnabled(bool(names))
            for name in names:
                action = chosen.addAction(f"{_literal(name)}…")
                action.triggered.connect(lambda _=False, act=act, name=name: act(name))

    def names(self) -> list[str]:
        """Return the names of all profiles; the first, empty one means none."""
        from desktop.profiles import list_profiles

        return ["", *list_profiles()]

    def description(self, name: str) -> str:
        """Return the name of a profile, its language if another could be used, and its state."""
        from desktop.profiles import outline_of

        if not name:
            return self.tr("No profile")
        outline = outline_of(name)
        remarks: list[str] = []
        if outline is None:
            remarks.append(self.tr("cannot be read"))
        else:
            if len(installed_languages()) > 1 and outline.language != self.language:
                remarks.append(own_name(outline.language))
            if outline.is_unfinished:
                remarks.append(self.tr("unfinished"))
        return name + (f" ({', '.join(remarks)})" if remarks else "")


def _literal(name: str) -> str:
    """A name as the text of a menu, where & marks the next letter."""
    return name.replace("&", "&&")
