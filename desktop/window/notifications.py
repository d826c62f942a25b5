"""Notifications about the source, the model, errors and the first start."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.audio.listener import SourceState
from desktop.dictation.outcome import Outcome
from desktop.folders import NoHomeError
from desktop.languages import Spoken
from desktop.log import log_path
from desktop.settings import SettingsProblem
from desktop.window.device_texts import device_error_text, end_texts, state_advice, state_title
from desktop.window.error_texts import settings_problem_text
from desktop.window.main_parts import MainParts
from desktop.window.output.typing_texts import outcome_text, problem_text
from desktop.window.recognition.file_batch import FileBatch
from desktop.window.utterances.history_model import MAX_UTTERANCES
from desktop.window.widgets.notification_bar import NotificationAction, Severity
from desktop.window.wording import apart_texts, language_name

SourceKind = Literal["microphone", "file", "demo"]

MOST_NAMED = 20
"""Recordings that are named one by one."""

LOG_CHARACTERS = 20_000
"""Maximum length of the part of the log that is copied to the clipboard."""


class Notifications(QObject):
    """Shows notifications; their buttons emit the signals."""

    demo_requested = Signal()
    retry_requested = Signal()
    welcome_closed = Signal()
    typing_settings_requested = Signal()

    def __init__(self, parts: MainParts) -> None:
        super().__init__(parts.notification_bar)
        self._parts = parts
        self._bar = parts.notification_bar
        self._kind: SourceKind = "microphone"
        self._replaced: list[Outcome] = []  # numbers that waited until other ones followed
        self._asks = False  # about a number that waits
        parts.replayer.failed.connect(self._show_replay_error)
        parts.audio_saver.failed.connect(self._show_saving_error)
        parts.history.filled.connect(self._show_history_full)
        parts.digit_output.outcome.connect(self._show_outcome)
        parts.digit_output.not_copied.connect(self._show_not_copied)

    def show_state(self, state: SourceState, kind: SourceKind) -> None:
        """Show a problem with the source, or remove the notification if there is none."""
        self._kind = kind
        if state.code == "finished":
            self._show_finished(state)
        elif state.is_well:
            self._bar.clear("source")
        else:
            severity: Severity = "error" if state.code == "failed" else "warning"
            title = state_title(state.code, state.reason)
            if state.code == "failed" and kind != "microphone":
                title = self.tr("{name} cannot be read").format(name=state.source)
            self._show("source", severity, title, state_advice(state), self._actions(state))

    def show_batch(self, batch: FileBatch) -> None:
        """Show what was found in several recordings, and name those that could not be read."""
        title = self.tr("%n digit(s) in {count} recordings", "", batch.digit_count)
        lines: list[str] = []
        if batch.failed:
            lines.append(self.tr("%n recording(s) could not be read:", "", batch.failed))
        for text, names in (*batch.grouped_problems(), *batch.grouped_warnings()):
            lines.append(f"{self._listed(names)}: {text}")
        severity: Severity = "warning" if lines else "information"
        actions = [
            NotificationAction(self.tr("Open the history"), self._parts.commands.history.trigger),
            NotificationAction(self.tr("Use the microphone"), self._parts.controls.picker.reselect),
        ]
        title = title.format(count=QLocale().toString(len(batch)))
        self._show("source", severity, title, "\n".join(lines), actions)

    def _listed(self, names: list[str]) -> str:
        shown = ", ".join(names[:MOST_NAMED])
        if len(names) <= MOST_NAMED:
            return shown
        more = self.tr("and %n more", "", len(names) - MOST_NAMED)
        return f"{shown} {more}"

    def show_device_found(self, name: str) -> None:
        """Tell that another microphone is used because the default does not work."""
        title = self.tr("Listening to {name}").format(name=name)
        message = self.tr("The default microphone delivers no sound, so another one is used.")
        self._show("device", "information", title, message)

    def show_loss(self, is_losing: bool) -> None:
        """Tell that sound of the microphone was lost; remove it when that is over."""
        if not is_losing:
            self._bar.clear("loss")
            return
        message = self.tr(
            "The computer is too busy, so digits may be missing. Close programs that keep it busy."
        )
        self._show("loss", "warning", self.tr("Sound was lost"), message)

    def show_demo_ended(self) -> None:
        """Tell that the window listens again after the demo."""
        again = NotificationAction(self.tr("Play again"), self.demo_requested.emit)
        title = self.tr("The demo has ended.")
        message = self.tr("Listening to the microphone again.")
        self._show("file", "information", title, message, [again])

    def clear_ended(self) -> None:
        """Remove the notification about a recording that was read before."""
        self._bar.clear("file")

    def show_stopped(self, name: str, progress: str) -> None:
        """Tell that a recording was stopped, with its progress."""
        title = self.tr("Stopped: {name}").format(name=name)
        self._show("file", "information", title, progress)

    def clear_model_error(self) -> None:
        """Remove the notification about the model: it is loaded."""
        self._bar.clear("model")

    def show_model_error(self, message: str) -> None:
        """Show why digits cannot be recognized."""
        self._show("model", "error", self.tr("Digits cannot be recognized"), message)

    def show_chosen_language(self, spoken: Spoken) -> None:
        """Tell what people must know about the language that they have just chosen."""
        self._bar.clear("language")
        if not spoken.has_numbers:
            self._show("language", "information", *apart_texts(spoken.language))

    def show_language_error(self, language: str, message: str) -> None:
        """Show why digits cannot be spoken in a language."""
        title = self.tr("Digits in {language} cannot be recognized")
        self._show("language", "error", title.format(language=language_name(language)), message)

    def show_language_missing(self, language: str) -> None:
        """Tell that digits are spoken in English, if another language is no longer installed."""
        if not language:
            return
        title = self.tr("Digits are recognized in English")
        message = self.tr("The model for {language} is not installed.")
        message = message.format(language=language_name(language))
        self._show("language", "warning", title, message)

    def show_internal_error(self, error: str) -> None:
        """Show an uncaught exception, and offer to copy the log."""
        title = self.tr("Part of the program failed. The rest continues to run.")
        try:
            path = log_path()
        except NoHomeError:  # so there is no log
            self._show("internal", "error", title, error)
            return
        details = self.tr("Details are in {path}").format(path=path)
        copy = NotificationAction(self.tr("Copy the log"), lambda: copy_log(path))
        self._show("internal", "error", title, f"{error}\n{details}", [copy])

    def show_profile_error(self, title: str, message: str) -> None:
        """Show a problem with a profile."""
        self._show("profile", "error", title, message)

    def show_profile_note(
        self, title: str, message: str, actions: list[NotificationAction]
    ) -> None:
        """Show something about profiles that is no error."""
        self._show("profile", "information", title, message, actions)

    def clear_profile_error(self) -> None:
        """Remove the notification about a profile."""
        self._bar.clear("profile")

    def show_settings_not_saved(self, problem: SettingsProblem | str) -> None:
        """Show why the settings were not saved."""
        title = self.tr("The settings were not saved")
        self._show("settings", "error", title, settings_problem_text(problem))

    def show_settings_problem(self, problem: SettingsProblem | str) -> None:
        """Show why all or some settings have their default values."""
        code = problem.code if isinstance(problem, SettingsProblem) else "renamed"
        if code == "invalid":
            title = self.tr("Some settings were reset")
        elif code in ("no_home", "unreadable"):
            title = self.tr("The settings cannot be read")
        else:
            title = self.tr("The settings were reset")
        self._show("settings", "error", title, settings_problem_text(problem))

    def show_welcome(self) -> None:
        """Explain the program at its first start."""
        title = self.tr("Welcome. Say a digit, and it appears at once.")
        message = self.tr(
            "Spoken Digits listens to your microphone on this computer. Nothing is sent, and "
            "audio is saved only if you ask for it. It can also type numbers into other programs."
        )
        typing = self.typing_settings_requested.emit
        actions = [NotificationAction(self.tr("Type into other programs…"), typing)]
        self._show("welcome", "information", title, message, actions)
        self._bar.shown["welcome"].close_button.clicked.connect(self.welcome_closed)

    def _show_finished(self, state: SourceState) -> None:
        progress, message = self._parts.file_progress, ""
        if self._kind == "demo":
            title = self.tr("The demo has ended.")
        elif progress.recording:
            title = self.tr("%n digit(s) in {name}", "", progress.digit_count)
            title = title.format(name=state.source)
            if progress.digit_count:
                message = self.tr("The history lists them with their times in the recording.")
        else:
            title = self.tr("The recording has ended.")
        _, warning = end_texts(state)
        message = f"{warning} {message}".strip()
        severity: Severity = "warning" if warning else "information"
        self._show("source", severity, title, message, self._actions(state))

    def _actions(self, state: SourceState) -> list[NotificationAction]:
        demo = NotificationAction(self.tr("Play the demo"), self.demo_requested.emit)
        again = NotificationAction(self.tr("Try again"), self.retry_requested.emit)
        microphone = NotificationAction(
            self.tr("Use the microphone"), self._parts.controls.picker.reselect
        )
        if state.code == "finished":
            history = NotificationAction(
                self.tr("Open the history"), self._parts.commands.history.trigger
            )
            if self._kind == "file" and self._parts.file_progress.recording:
                return [history, microphone]
            return [
                NotificationAction(self.tr("Play again"), self.retry_requested.emit),
                microphone,
            ]
        return [demo, again] if self._kind == "microphone" else [again, microphone]

    def _show_replay_error(self, error: Exception | None) -> None:
        title = self.tr("The utterance cannot be played")
        self._show("replay", "warning", title, device_error_text(error))

    def _show_history_full(self) -> None:
        title = self.tr("The history is full")
        message = self.tr(
            "It keeps {count} utterances. From now on the oldest numbers are removed from it, and "
            "exports no longer have them. Export the history, then clear it."
        ).format(count=QLocale().toString(MAX_UTTERANCES))
        history = NotificationAction(
            self.tr("Open the history"), self._parts.commands.history.trigger
        )
        self._show("history", "warning", title, message, [history])

    def _show_saving_error(self, message: str) -> None:
        self._show("saving", "error", self.tr("Audio cannot be saved"), message)

    def show_shortcut_error(self, message: str) -> None:
        """Show why a global shortcut does not work."""
        title = self.tr("A shortcut for all programs does not work")
        self._show("shortcuts", "warning", title, message)

    def _show_outcome(self, outcome: Outcome) -> None:
        """Show what became of a number that was to be typed, if the user has to know or decide."""
        if outcome.kind in ("waiting", "typed", "dismissed"):
            self._asks = outcome.kind == "waiting"
        if outcome.kind == "waiting":
            title = self.tr("{number}: not sure")
            if outcome.code == "cut":
                title = self.tr("{number}: perhaps not complete")
            title = title.format(number=outcome.number)
            self._show("typing", "information", title, outcome_text(outcome), self._answers())
        elif outcome.kind != "not_typed":
            if not self._asks:
                self._bar.clear("typing")
            self._bar.clear("not_typed")
            if outcome.kind == "typed" and "replaced" in self._bar.shown:
                # A number that was said again is not lost.
                self._replaced = [one for one in self._replaced if one.number != outcome.number]
                self._show_replaced()
        elif outcome.code == "replaced":
            if "replaced" not in self._bar.shown:  # the user has seen the earlier ones
                self._replaced.clear()
            self._replaced.append(outcome)
            self._show_replaced()
        elif outcome.code != "own_window":  # this window shows the number anyway
            self._show_not_typed(outcome)

    def _show_not_typed(self, outcome: Outcome) -> None:
        title = self.tr("A number was not typed into the other program")
        if outcome.is_undo:
            title = self.tr("Nothing was taken back")
        if outcome.number:
            title = self.tr("{number}: not typed into the other program")
            if outcome.is_undo:
                title = self.tr("{number}: not taken back")
            title = title.format(number=outcome.number)
        actions = self._answers() if outcome.still_waits else []
        if outcome.code in ("refused", "revoked", "no_permission", "unsupported"):
            output = self._parts.digit_output
            actions.append(NotificationAction(self.tr("Try again"), output.prepare))
        # What became of the next number does not replace that one was lost, or a question.
        topic = "not_typed" if self._asks and not outcome.still_waits else "typing"
        self._show(topic, "warning", title, problem_text(outcome), actions)

    def _show_replaced(self) -> None:
        """Name all numbers that were lost since the user has closed this notification."""
        if not self._replaced:
            self._bar.clear("replaced")
            return
        title = self.tr("{number}: not typed into the other program")
        message = problem_text(self._replaced[0])
        if len(self._replaced) > 1:
            message = self.tr("They were not sure or not complete, and other numbers followed.")
        title = title.format(number=", ".join(one.number for one in self._replaced))
        self._show("replaced", "warning", title, message)

    def _answers(self) -> list[NotificationAction]:
        output = self._parts.digit_output
        return [
            NotificationAction(self.tr("Type it"), output.confirm),
            NotificationAction(self.tr("Drop it"), output.dismiss),
        ]

    def _show_not_copied(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self._bar.clear("typing")
            return
        title = self.tr("{number}: not copied").format(number=outcome.number)
        copy = NotificationAction(
            self.tr("Copy it"), lambda: QGuiApplication.clipboard().setText(outcome.number)
        )
        self._show("typing", "information", title, problem_text(outcome), [copy])

    def _show(
        self,
        topic: str,
        severity: Severity,
        title: str,
        message: str,
        actions: list[NotificationAction] | None = None,
    ) -> None:
        self._bar.show_notification(topic, severity, title, message, actions or [])


def copy_log(path: Path) -> None:
    """Copy the end of the log to the clipboard, with the versions in use."""
    from desktop.window.about import version_lines

    try:
        text = path.read_text(encoding="utf-8", errors="replace")[-LOG_CHARACTERS:]
    except OSError as error:
        text = f"{path}: {error.strerror or error}"
    QGuiApplication.clipboard().setText("\n".join([*version_lines(), "", text]))
