"""The pages of the settings but the microphone's."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from desktop.settings import HIGHEST_DB, LOWEST_DB, Settings
from desktop.window.output.digit_output import why_not
from desktop.window.settings.page import Page
from desktop.window.wording import percent, threshold_words

NEAREST_DB = 20
"""Decibels that floor and ceiling of the picture keep between them."""

LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français"))


class RecognitionPage(Page):
    """How readily sound is taken for speech, and speech for a digit."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Sensitivity: what counts as speech"))
        self.sensitivity = self.radios(
            "sensitivity",
            (
                ("low", self.tr("Loud room"), self.tr("Voices and noise around you are passed "
                 "over; speak up.")),
                ("normal", self.tr("Normal"), self.tr("For a desk in a room that is not too "
                 "loud.")),
                ("high", self.tr("Quiet voice"), self.tr("Hears soft and distant speech; noises "
                 "are taken up more often.")),
            ),
        )  # fmt: skip
        self.title(self.tr("Confidence: when a digit is shown"))
        self.own = self._own()
        own = settings.min_confidence
        self.least = self.slider(
            self.tr("At least"), (20, 95), round(100 * own) if own is not None else 35,
            lambda number: percent(number / 100),
            lambda number: self._choose(number / 100),
        )  # fmt: skip
        self.least.setEnabled(own is not None)
        self.meaning = self.hint(threshold_words(own))
        self.column.addStretch(1)

    def _own(self) -> QWidget:
        from PySide6.QtWidgets import QCheckBox

        box = QCheckBox(self.tr("Leave it to the model"))
        box.setChecked(self.settings.min_confidence is None)
        box.toggled.connect(self._on_own)
        self.column.addWidget(box)
        return box

    def _on_own(self, is_own: bool) -> None:
        self.least.setEnabled(not is_own)
        self._choose(None if is_own else self.least.value() / 100)

    def _choose(self, least: float | None) -> None:
        self.meaning.setText(threshold_words(least))
        self.change(min_confidence=least)


class PicturePage(Page):
    """How the live spectrogram looks."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Frequencies"))
        self.scale = self.radios(
            "frequency_scale",
            (
                ("mel", self.tr("Mel scale"), self.tr("As ears hear them, and as the network "
                 "does.")),
                ("linear", self.tr("Linear scale"), self.tr("Evenly, from 0 to 8 kHz.")),
            ),
        )  # fmt: skip
        self.title(self.tr("Colours"))
        self.colours = self.combo(
            "colour_map",
            self.tr("Colour map"),
            (
                ("magma", "Magma"),
                ("viridis", "Viridis"),
                ("inferno", "Inferno"),
                ("cividis", self.tr("Cividis, for every kind of colour vision")),
                ("grey", self.tr("Grey")),
            ),
        )
        words = self._decibels
        self.floor = self.slider(
            self.tr("Darkest"), (int(LOWEST_DB), int(HIGHEST_DB) - NEAREST_DB),
            round(settings.floor_db), words, self._on_floor,
        )  # fmt: skip
        self.ceiling = self.slider(
            self.tr("Brightest"), (int(LOWEST_DB) + NEAREST_DB, int(HIGHEST_DB)),
            round(settings.ceiling_db), words, self._on_ceiling,
        )  # fmt: skip
        self.title(self.tr("Motion"))
        self.rate = self.radios(
            "frame_rate",
            (
                (30, self.tr("30 pictures a second"), ""),
                (60, self.tr("60 pictures a second"), self.tr("Smoother, and twice the work.")),
            ),
        )
        self.column.addStretch(1)

    def _decibels(self, number: int) -> str:
        return self.tr("{n} dBFS").format(n=QLocale().toString(number).replace("-", "−"))

    def _on_floor(self, floor: int) -> None:
        if floor > self.ceiling.value() - NEAREST_DB:
            self.ceiling.setValue(floor + NEAREST_DB)
        self.change(floor_db=float(floor), ceiling_db=float(self.ceiling.value()))

    def _on_ceiling(self, ceiling: int) -> None:
        if ceiling < self.floor.value() + NEAREST_DB:
            self.floor.setValue(ceiling - NEAREST_DB)
        self.change(floor_db=float(self.floor.value()), ceiling_db=float(ceiling))


class OutputPage(Page):
    """Where digits and sounds go beside the window: nowhere, until somebody asks."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Typing out"))
        problem = why_not()
        self.typing = self.radios(
            "typing",
            (
                ("off", self.tr("Off"), self.tr("Digits stay in this window.")),
                ("clipboard", self.tr("To the clipboard"), self.tr("All digits so far, after "
                 "each one.")),
                ("keys", self.tr("Typed into the focused program"), problem or self.tr("As if "
                 "you had pressed the keys, while another window has the focus.")),
            ),
        )  # fmt: skip
        self.typing["keys"].setEnabled(not problem or settings.typing == "keys")
        self.end = self.combo(
            "typing_end",
            self.tr("Typed after each digit"),
            (("", self.tr("Nothing")), (" ", self.tr("A space")), ("\n", self.tr("Enter"))),
        )
        self.title(self.tr("Saving sound"))
        self.hint(
            self.tr("No sound is stored until you choose a folder. Then each utterance becomes a "
                    "WAV file in it, named by its time and digit.")
        )  # fmt: skip
        self.folder = QLabel()
        self.folder.setWordWrap(True)
        self.choose_folder = QPushButton(self.tr("Choose a folder…"))
        self.no_folder = QPushButton(self.tr("Save no sound"))
        for button in (self.choose_folder, self.no_folder):
            button.setAutoDefault(False)
            button.setMaximumWidth(18 * self.fontMetrics().height())
        for widget in (self.folder, self.choose_folder, self.no_folder):
            self.column.addWidget(widget)
        self.choose_folder.clicked.connect(self._on_choose)
        self.no_folder.clicked.connect(lambda: self._set_folder(""))
        self._show_folder(settings.audio_folder)
        self.title(self.tr("Log"))
        self.log = self.switch("logs_digits", self.tr("Write digits into the log"))
        self.hint(self.tr("Only to report a fault: the log stays on this computer and never holds "
                          "sound."))  # fmt: skip
        self.column.addStretch(1)

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for the sounds"))
        if folder:
            self._set_folder(folder)

    def _set_folder(self, folder: str) -> None:
        self._show_folder(folder)
        self.change(audio_folder=folder)

    def _show_folder(self, folder: str) -> None:
        self.folder.setText(
            self.tr("Saved in: {folder}").format(folder=folder)
            if folder
            else self.tr("No sound is saved.")
        )
        self.no_folder.setEnabled(bool(folder))


class WindowPage(Page):
    """The window itself."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Looks"))
        self.theme = self.radios(
            "theme",
            (
                ("system", self.tr("Like the system"), self.tr("Light, dark or high contrast.")),
                ("light", self.tr("Light"), ""),
                ("dark", self.tr("Dark"), ""),
                ("contrast", self.tr("High contrast"), ""),
            ),
        )
        self.title(self.tr("Language"))
        self.language = self.combo(
            "language",
            self.tr("Language of the window"),
            (("system", self.tr("Like the system")), *LANGUAGES),
        )
        self.hint(self.tr("Holds from the next start on. Digits are recognized in English."))
        self.title(self.tr("Window"))
        self.on_top = self.switch("is_on_top", self.tr("Always on top of other windows"))
        self.column.addStretch(1)
