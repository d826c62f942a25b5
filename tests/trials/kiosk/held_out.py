"""The speakers of `accuracy` whom no network has heard, and the networks that have not heard them.

The phrase network is that of ``make phrases`` without the test speakers. For single words it is the
shipped ensemble, or the network of a fold, which does not name the speaker among those it was
trained with.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from core.audio import load
from core.bundle import BUNDLE_FILE, Bundle, load_bundle
from core.classifier import Classifier
from core.levels import frame_levels
from models.data.index import OTHER, Recording
from models.data.recordings import all_recordings
from models.data.splits import split_of
from models.phrases import held_out_bundle
from tests.trials.kiosk.people import Voice

ENOUGH = 8
"""A speaker with at least this many recordings, of `FEWEST_DIGITS` digits, speaks whole numbers."""

FEWEST_DIGITS = 5

CROWD = "crowd"

SILENT_DB = -55.0
"""A recording whose loudest 10 ms are below this has no word (in Speech Commands)."""


class Models:
    """Classifiers for speakers, made of held-out networks.

    Parameters
    ----------
    folder : Path
        What the trainings write: ``fold0``, ``fold1``, ... and ``phrases/bundle``. Or a bundle,
        which is used for everybody, whoever it was trained with.

    Raises
    ------
    FileNotFoundError
        If there are no bundles.
    """

    def __init__(self, folder: Path) -> None:
        self.is_held_out = not (folder / BUNDLE_FILE).is_file()
        phrases = held_out_bundle(folder / "phrases")
        folds = sorted(path.parent for path in folder.glob(f"fold*/{BUNDLE_FILE}"))
        if not self.is_held_out:
            phrases, folds = folder, [folder]
        elif not folds or not (phrases / BUNDLE_FILE).is_file():
            raise FileNotFoundError(
                f"{folder} has no fold0/{BUNDLE_FILE} or no phrases/bundle/{BUNDLE_FILE}; run "
                "make folds and make phrases, or name a bundle"
            )
        self._phrases = load_bundle(phrases).phrases
        self._words = [load_bundle(path) for path in dict.fromkeys([phrases, *folds])]
        self._classifiers: dict[Path, Classifier] = {}

    def of_speakers(self, speakers: set[str]) -> Classifier | None:
        """A classifier that has heard none of these speakers; None if there is none."""
        for bundle in self._words:
            if not self.is_held_out or not speakers & set(bundle.training["speakers"]):
                return self._classifier(bundle)
        return None

    def _classifier(self, words: Bundle) -> Classifier:
        if words.directory not in self._classifiers:
            together = replace(words, phrases=self._phrases)
            self._classifiers[words.directory] = Classifier(together)
        return self._classifiers[words.directory]


def find_people(models: Models) -> list[tuple[Voice, Classifier]]:
    """All test speakers, each with a classifier that has not heard them.

    Speakers with too few recordings for a number are combined as "crowd", in which each digit is
    said by another speaker.
    """
    by_speaker: dict[str, list[Recording]] = defaultdict(list)
    for recording in held_out_recordings():
        by_speaker[recording.speaker].append(recording)
    people: list[tuple[Voice, Classifier]] = []
    crowd: list[Recording] = []
    crowd_speakers: set[str] = set()
    for speaker, recordings in by_speaker.items():
        is_enough = (
            len(recordings) >= ENOUGH and len({one.label for one in recordings}) >= FEWEST_DIGITS
        )
        classifier = models.of_speakers({speaker})
        if classifier is None:
            continue
        if is_enough:
            people.append((Voice(speaker, recordings[0].corpus, _by_digit(recordings)), classifier))
        elif models.of_speakers(crowd_speakers | {speaker}) is not None:
            crowd_speakers.add(speaker)
            crowd += recordings
    together = models.of_speakers(crowd_speakers)
    if crowd and together is not None:
        people.append((Voice(CROWD, CROWD, _by_digit(crowd)), together))
    return [(voice, classifier) for voice, classifier in people if voice.clips]


def held_out_recordings() -> list[Recording]:
    """Digits of speakers whom the phrase network has not heard."""
    return [one for one in all_recordings() if one.label != OTHER and split_of(one) == "test"]


def _by_digit(recordings: list[Recording]) -> dict[int, list[Path]]:
    clips: dict[int, list[Path]] = defaultdict(list)
    for recording in recordings:
        if recording.corpus != "speech_commands" or _has_sound(recording.path):
            clips[recording.label].append(recording.path)
    return clips


def _has_sound(path: Path) -> bool:
    return float(frame_levels(load(path)).max(initial=-120.0)) > SILENT_DB
