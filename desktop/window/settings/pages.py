"""Settings pages for recognition, spectrogram, output and window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton, QWidget

from desktop.languages import Spoken, own_name
from desktop.settings import HIGHEST_DB, LOWEST_DB, Settings
from desktop.window.settings.page import Page
from desktop.window.wording import apart_texts, percent, threshold_text

MIN_RANGE_DB = 20
"""Minimum range between the darkest and the brightest level."""

NUMBER_PAUSES = (0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0)
"""Pauses that end a number to choose from, in seconds."""

LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français"))


class RecognitionPage(Page):
    """Language of the digits, sensitivity, the end of a number, and confidence threshold.

    Parameters
    ----------
    spoken : sequence of Spoken
        The languages to choose from.
    """

    def __init__(
        self,
        settings: Settings,
        spoken: Sequence[Spoken] = (Spoken(),),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(settings, parent)
        self._spoken = {one.language: one for one in spoken}
        self.title(self.tr("Language"))
        self.language = self.combo(
            "spoken_language",
            self.tr("Digits are spoken in"),
            [(code, own_name(code)) for code in self._spoken],
        )
        self.apart = self.hint("")
        self.language.currentIndexChanged.connect(self._on_language)
        self.title(self.tr("Sensitivity: what counts as speech"))
        self.sensitivity = self.radios(
            "sensitivity",
            (
                ("low", self.tr("Noisy room"), self.tr("Ignores background voices and noise. Speak "
                 "loudly.")),
                ("normal", self.tr("Normal"), self.tr("For a desk in a reasonably quiet room.")),
                ("high", self.tr("Quiet voice"), self.tr("Detects soft and distant speech, but "
                 "reacts to noise more often.")),
            ),
        )  # fmt: skip
        self.title(self.tr("Numbers: when a number ends"))
        self.number_pause = self.combo(
            "number_pause", self.tr("After a pause of"), self._number_pauses()
        )
        self.hint(
            self.tr("A longer pause leaves more time to think inside a number. A shorter one "
                    "types it sooner.")
        )  # fmt: skip
        self.title(self.tr("Confidence: when a digit is shown"))
        self.use_model_threshold = self._model_threshold_box()
        threshold = settings.min_confidence
        self.threshold = self.slider(
            self.tr("Minimum"), (20, 95), round(100 * threshold) if threshold is not None else 35,
            lambda number: percent(number / 100),
            lambda number: self._set_threshold(number / 100),
        )  # fmt: skip
        self.threshold.setEnabled(threshold is not None)
        self.explanation = self.hint("")
        self.column.addStretch(1)
        self._on_language()

    def _number_pauses(self) -> list[tuple[float, str]]:
        texts = {0.0: self.tr("None: each phrase is a number")}
        for seconds in sorted({*NUMBER_PAUSES, self.settings.number_pause} - {0.0}):
            number = QLocale().toString(seconds, "g")
            texts[seconds] = self.tr("{n} s").format(n=number)
        return list(texts.items())

    def show_language(self, language: str) -> None:
        """Show another language of the digits; requests nothing."""
        self.language.setCurrentIndex(max(self.language.findData(language), 0))

    def _on_language(self) -> None:
        spoken = self._spoken[self.language.currentData()]
        self.apart.setText(". ".join(apart_texts(spoken.language)))
        self.apart.setVisible(not spoken.has_numbers)
        threshold = None if self.use_model_threshold.isChecked() else self.threshold.value() / 100
        self.explanation.setText(threshold_text(threshold, spoken.language))

    def _model_threshold_box(self) -> QCheckBox:
        box = QCheckBox(self.tr("Use the model's threshold"))
        box.setChecked(self.settings.min_confidence is None)
        box.toggled.connect(self._on_model_threshold)
        self.column.addWidget(box)
        return box

    def _on_model_threshold(self, is_on: bool) -> None:
        self.threshold.setEnabled(not is_on)
        self._set_threshold(None if is_on else self.threshold.value() / 100)

    def _set_threshold(self, threshold: float | None) -> None:
        self.explanation.setText(threshold_text(threshold, self.language.currentData()))
        self.change(min_confidence=threshold)


class SpectrogramPage(Page):
    """Frequency scale, colours and frame rate of the live spectrogram."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Frequencies"))
        self.scale = self.radios(
            "frequency_scale",
            (
                ("mel", self.tr("Mel scale"), self.tr("Spaced as the ear perceives them, and as "
                 "the model uses them.")),
                ("linear", self.tr("Linear scale"), self.tr("Evenly spaced from 0 to 8 kHz.")),
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
                ("cividis", self.tr("Cividis (colour-blind safe)")),
                ("grey", self.tr("Grey")),
            ),
        )
        self.floor = self.slider(
            self.tr("Darkest level"), (int(LOWEST_DB), int(HIGHEST_DB) - MIN_RANGE_DB),
            round(settings.floor_db), self._decibels, self._on_floor,
        )  # fmt: skip
        self.ceiling = self.slider(
            self.tr("Brightest level"), (int(LOWEST_DB) + MIN_RANGE_DB, int(HIGHEST_DB)),
            round(settings.ceiling_db), self._decibels, self._on_ceiling,
        )  # fmt: skip
        self.title(self.tr("Frame rate"))
        self.rate = self.radios(
            "frame_rate",
            (
                (30, self.tr("30 frames per second"), ""),
                (
                    60,
                    self.tr("60 frames per second"),
                    self.tr("Smoother, but uses twice the processor time."),
                ),
            ),
        )
        self.column.addStretch(1)

    def _decibels(self, number: int) -> str:
        return self.tr("{n} dBFS").format(n=QLocale().toString(number).replace("-", "−"))

    def _on_floor(self, floor: int) -> None:
        if floor > self.ceiling.value() - MIN_RANGE_DB:
            self.ceiling.setValue(floor + MIN_RANGE_DB)
        self.change(floor_db=float(floor), ceiling_db=float(self.ceiling.value()))

    def _on_ceiling(self, ceiling: int) -> None:
        if ceiling < self.floor.value() + MIN_RANGE_DB:
            self.floor.setValue(ceiling - MIN_RANGE_DB)
        self.change(floor_db=float(self.floor.value()), ceiling_db=float(ceiling))


class OutputPage(Page):
    """What is written to disk; all of it is off by default."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Saving audio"))
        self.hint(
            self.tr("Audio is saved only if you choose a folder. Each utterance is then saved "
                    "there as a WAV file, named by its time and digit.")
        )  # fmt: skip
        self.folder = QLabel()
        self.folder.setWordWrap(True)
        self.choose_folder = QPushButton(self.tr("Choose a folder…"))
        self.no_folder = QPushButton(self.tr("Do not save audio"))
        for button in (self.choose_folder, self.no_folder):
            button.setAutoDefault(False)
            button.setMaximumWidth(18 * self.fontMetrics().height())
        for widget in (self.folder, self.choose_folder, self.no_folder):
            self.column.addWidget(widget)
        self.choose_folder.clicked.connect(self._on_choose)
        self.no_folder.clicked.connect(lambda: self._set_folder(""))
        self._show_folder(settings.audio_folder)
        self.title(self.tr("Log"))
        self.log = self.switch("logs_digits", self.tr("Write recognized digits to the log"))
        self.hint(self.tr("Helpful when you report a problem. The log stays on this computer and "
                          "never contains audio."))  # fmt: skip
        self.column.addStretch(1)

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for audio files"))
        if folder:
            self._set_folder(folder)

    def _set_folder(self, folder: str) -> None:
        self._show_folder(folder)
        self.change(audio_folder=folder)

    def _show_folder(self, folder: str) -> None:
        self.folder.setText(
            self.tr("Saved in: {folder}").format(folder=folder)
            if folder
            else self.tr("Audio is not saved.")
        )
        self.no_folder.setEnabled(bool(folder))


class WindowPage(Page):
    """Theme, language and window behaviour."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self.title(self.tr("Appearance"))
        self.theme = self.radios(
            "theme",
            (
                ("system", self.tr("Same as the system"), self.tr("Light, dark or high contrast.")),
                ("light", self.tr("Light"), ""),
                ("dark", self.tr("Dark"), ""),
                ("contrast", self.tr("High contrast"), ""),
            ),
        )
        self.title(self.tr("Language"))
        self.language = self.combo(
            "language",
            self.tr("Language of the window"),
            (("system", self.tr("Same as the system")), *LANGUAGES),
        )
        self.hint(self.tr("Takes effect after a restart. The language of the digits is on the page "
                          "Recognition."))  # fmt: skip
        self.title(self.tr("Window"))
        self.on_top = self.switch("is_on_top", self.tr("Always on top of other windows"))
        self.column.addStretch(1)
