"""The first page of the enrolment dialog: whose voice, and how often each digit is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from desktop.window.enrolment.page_layout import page, row, wrapped
from desktop.window.enrolment.profile_texts import invalid_name_text
from desktop.window.wording import language_name

if TYPE_CHECKING:
    from core.profiles.profile_file import Outline


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What the user chose on the first page.

    Attributes
    ----------
    name : str
        Of the profile.
    takes : int
        Takes of each digit in total.
    keeps_audio : bool
        Whether the recordings are stored in the profile.
    replaces : bool
        Whether to start over instead of adding to an existing profile.
    """

    name: str
    takes: int
    keeps_audio: bool
    replaces: bool


class StartPage(QWidget):
    """Asks for a name and says what Start will do with it.

    Parameters
    ----------
    names : sequence of str
        Existing profiles.
    name : str
        Suggested name; typing replaces it.
    language : str
        Code of the language of the digits.
    bundle : Path
        Folder of the model that the profile is for.
    """

    started = Signal(object)
    """A `StartChoice`."""

    cancelled = Signal()

    def __init__(self, names: Sequence[str], name: str, language: str, bundle: Path) -> None:
        from desktop.profiles import model_hash

        super().__init__()
        self._language = language
        self._model = model_hash(bundle)
        text = self.tr(
            "The program asks for each digit in {language} a few times and learns how you say it. "
            "What it learns is a profile and stays on this computer. You can stop at any time and "
            "continue later."
        )
        explanation = wrapped(QLabel(text.format(language=language_name(language))))
        self.name = QComboBox()
        self.name.setEditable(True)
        # Completion would replace the name by that of another person, also when Return is pressed.
        self.name.setCompleter(None)  # pyright: ignore[reportArgumentType] - None removes it
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.addItems(list(names))
        self.name.setCurrentText(name)
        self.name.setAccessibleName(self.tr("Name"))
        line = self.name.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Whose voice?"))
        line.selectAll()
        self.about_name = wrapped(QLabel())
        self.about_name.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.about_name.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.starts_over = QCheckBox(self.tr("Start over: delete the recordings of this profile"))
        self.takes = QSpinBox()
        self.takes.setRange(1, 20)
        self.takes.setValue(3)
        self.takes.setAccessibleName(self.tr("Times each digit"))
        self.keeps_audio = QCheckBox(self.tr("Keep the sound, so that a later version can use it"))
        self._wants_audio = False  # what the user chose last
        self._preset_for = ""  # name of the profile that it was preset for
        form = QFormLayout()
        form.setFormAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        for label, field in (
            (self.tr("Name:"), self.name),
            ("", self.about_name),
            ("", self.starts_over),
            (self.tr("Times each digit:"), self.takes),
        ):
            form.addRow(label, field)
        self.start = QPushButton(self.tr("Start"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._on_start)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.cancelled)
        page(self, explanation, form, self.keeps_audio, row(self.cancel, self.start))
        self.name.editTextChanged.connect(self._update)
        self.takes.valueChanged.connect(self._update)
        self.starts_over.toggled.connect(self._update)
        self.keeps_audio.clicked.connect(self._on_keeps_audio)
        self._update()

    def show_again(self) -> None:
        """Say what Start will do now, since the profile may have changed; it deletes nothing."""
        self.starts_over.setChecked(False)
        self._update()
        self.name.setFocus()

    def _on_keeps_audio(self, is_checked: bool) -> None:
        self._wants_audio = is_checked

    def _preset_audio(self, name: str, outline: Outline | None) -> None:
        """Keep the sound as the named profile does: it can be converted only with all of it."""
        if name != self._preset_for:
            self._preset_for = name
            has_audio = outline is not None and outline.has_all_audio
            self.keeps_audio.setChecked(has_audio or self._wants_audio)

    def _on_start(self) -> None:
        self.started.emit(
            StartChoice(
                self.name.currentText().strip(),
                self._takes_in_total(),
                self.keeps_audio.isChecked(),
                self.starts_over.isChecked(),
            )
        )

    def _takes_in_total(self) -> int:
        """The chosen number, or as many more if a complete profile is extended."""
        from desktop.enrolment import takes_to_reach
        from desktop.profiles import outline_of

        outline = outline_of(self.name.currentText().strip())
        if outline is None or self.starts_over.isChecked():
            return self.takes.value()
        is_learned = not outline.is_unfinished
        return takes_to_reach(outline.counts, self.takes.value(), is_learned=is_learned)

    def _update(self) -> None:
        """Say what Start will do."""
        from desktop.profiles import is_valid_name, list_profiles, outline_of, stored_name

        name = self.name.currentText().strip()
        stored = stored_name(name)
        exists = stored in list_profiles()
        outline = outline_of(name) if exists else None
        self._preset_audio(stored if exists else "", outline)
        is_foreign = outline is not None and outline.language != self._language
        is_outdated = (
            outline is not None and outline.bundle != self._model and not outline.has_all_audio
        )
        must_replace = exists and (outline is None or is_foreign or is_outdated)
        self.starts_over.setVisible(exists)
        self.start.setEnabled(
            is_valid_name(name) and (not must_replace or self.starts_over.isChecked())
        )
        if not exists:
            self.starts_over.setChecked(False)
            self.about_name.setText("" if is_valid_name(name) or not name else invalid_name_text())
            return
        if self.starts_over.isChecked():
            text = self.tr('"{name}" is recorded again from the beginning.')
        elif outline is None:
            text = self.tr('"{name}" cannot be read. Start over, or choose another name.')
        elif is_foreign:
            text = self.tr(
                '"{name}" has digits in {language}. Start over, or choose another name.'
            ).format(name="{name}", language=language_name(outline.language))
        elif is_outdated:
            text = self.tr('"{name}" is for another model. Start over, or choose another name.')
        else:
            text = self._existing_text(outline)
        self.about_name.setText(text.format(name=stored))

    def _existing_text(self, outline: Outline) -> str:
        takes = self.takes.value()
        done = sum(min(count, takes) for count in outline.counts)
        if done == 10 * takes and outline.is_unfinished:
            text = self.tr(
                '"{name}" has all recordings. The program only has to learn from them. If you are '
                "somebody else, choose another name."
            )
        elif done == 10 * takes:
            text = self.tr(
                '"{name}" is complete. More recordings are added, {takes} of each digit. If you '
                "are somebody else, choose another name."
            )
        else:
            text = self.tr(
                '"{name}" has {done} of {total} recordings and is continued. If you are somebody '
                "else, choose another name."
            )
        return text.format(name="{name}", takes=takes, done=done, total=10 * takes)
