"""Evaluates speaker adaptation on held-out speakers: ``make adaptation``.

Each speaker is evaluated with the bundle of their fold, through the app's own pipeline. Some
recordings of the speaker are drawn as takes, the others are used for evaluation; this is repeated
for several draws.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from core.bundle import Thresholds, load_bundle
from core.classifier import Classifier, softmax
from core.profiles.adaptation import Adaptation, learn
from core.profiles.takes import Take, make_take
from core.recognizer import recognize_recording
from models.adaptation.cache import Outputs, clip_of, compute_outputs
from models.adaptation.report import write_report
from models.adaptation.speakers import clips_of, has_enough_takes
from models.data.index import OTHER, DataError, data_folder, find_digits
from models.data.splits import FOLDS
from models.synthesis.accents import SynthesizerError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "models" / "digits"
COUNTS = (1, 2, 3, 5, 10)
DRAWS = 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """Result for one speaker and one draw of takes.

    Attributes
    ----------
    speaker : str
    fold, takes, draw, clips : int
        Number of takes of each digit, and number of clips that were evaluated.
    is_used : bool
        Whether leave-one-take-out validation accepted the adaptation.
    wrong_before, wrong_after : int
        Errors without rejection.
    refused_before, refused_after : int
        Rejected digits at the bundle's thresholds.
    """

    speaker: str
    fold: int
    takes: int
    draw: int
    clips: int
    is_used: bool
    wrong_before: int
    wrong_after: int
    refused_before: int
    refused_after: int


@dataclass(frozen=True, slots=True)
class OtherSpeakers:
    """Effect of one speaker's profile with three takes on other speakers; rates.

    Attributes
    ----------
    speaker : str
    taken_before, taken_after : float
        False acceptances.
    refused_before, refused_after : float
        Rejected digits of other speakers.
    wrong_before, wrong_after : float
        Errors on digits of other speakers, without rejection.
    """

    speaker: str
    taken_before: float
    taken_after: float
    refused_before: float
    refused_after: float
    wrong_before: float
    wrong_after: float


def draw(outputs: Outputs, speaker: str, takes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the takes and of the evaluated recordings; `ValueError` if there are too few."""
    rng = np.random.default_rng([seed, *speaker.encode()])
    own = np.flatnonzero(outputs.speakers == speaker)
    chosen: list[int] = []
    for digit in range(10):
        places = own[(outputs.labels[own] == digit) & outputs.is_take[own]]
        if len(places) < takes + 1:
            raise ValueError(f"{speaker} has too few takes of {digit}")
        chosen += [int(place) for place in rng.permutation(places)[:takes]]
    # The order of the takes must not matter, so it is random.
    return rng.permutation(chosen), np.setdiff1d(own, chosen)


def takes_at(outputs: Outputs, places: np.ndarray) -> list[Take]:
    """The recordings at these indices as takes."""
    return [Take(int(outputs.labels[i]), outputs.logits[i], outputs.hidden[i]) for i in places]


def adapted(outputs: Outputs, places: np.ndarray, adaptation: Adaptation | None) -> np.ndarray:
    """Logits of the recordings with an adaptation, shape (n, 11)."""
    logits = outputs.logits[places, 0]
    return logits if adaptation is None else adaptation.adapt(logits, outputs.hidden[places, 0])


def is_rejected(logits: np.ndarray, is_early: np.ndarray, thresholds: Thresholds) -> np.ndarray:
    """Which results the pipeline rejects (`core.classifier`)."""
    digitness = 1.0 - softmax(logits)[:, 10]
    confidence = softmax(logits[:, :10] / thresholds.temperature).max(axis=1)
    low = (digitness < thresholds.min_digitness) | (confidence < thresholds.min_confidence)
    return is_early | low


def evaluate_speakers(outputs: Outputs, fold: int, thresholds: Thresholds) -> list[Drawn]:
    """All draws for all speakers of a fold."""
    rows: list[Drawn] = []
    for speaker in filter(has_enough_takes, sorted({str(s) for s in outputs.speakers})):
        for takes in COUNTS:
            for seed in range(DRAWS):
                try:
                    chosen, rest = draw(outputs, speaker, takes, seed)
                except ValueError:
                    continue
                learnt = learn(takes_at(outputs, chosen), thresholds).adaptation
                before, after = adapted(outputs, rest, None), adapted(outputs, rest, learnt)
                truth, early = outputs.labels[rest], outputs.is_early[rest]
                rows.append(
                    Drawn(
                        speaker,
                        fold,
                        takes,
                        seed,
                        len(rest),
                        learnt is not None,
                        int((before[:, :10].argmax(axis=1) != truth).sum()),
                        int((after[:, :10].argmax(axis=1) != truth).sum()),
                        int(is_rejected(before, early, thresholds).sum()),
                        int(is_rejected(after, early, thresholds).sum()),
                    )
                )
    return rows


def evaluate_other_speakers(outputs: Outputs, thresholds: Thresholds) -> list[OtherSpeakers]:
    """Effect of the speakers' profiles on other speakers' digits and on other sounds."""
    rows: list[OtherSpeakers] = []
    is_other = outputs.labels == OTHER
    is_real = ~np.isin(outputs.corpora, ("accent", "language"))
    for speaker in filter(has_enough_takes, sorted({str(s) for s in outputs.speakers})):
        others = np.flatnonzero(~is_other & is_real & (outputs.speakers != speaker))
        words = np.flatnonzero(is_other)
        truth = outputs.labels[others]
        for seed in range(3):
            chosen, _ = draw(outputs, speaker, 3, seed)
            learnt = learn(takes_at(outputs, chosen), thresholds).adaptation
            shares: list[float] = []
            for one in (None, learnt):
                digits, sounds = adapted(outputs, others, one), adapted(outputs, words, one)
                accepted = ~is_rejected(sounds, outputs.is_early[words], thresholds)
                rejected = is_rejected(digits, outputs.is_early[others], thresholds)
                wrong = digits[:, :10].argmax(axis=1) != truth
                shares += [float(x.mean()) for x in (accepted, rejected, wrong)]
            rows.append(
                OtherSpeakers(
                    speaker, shares[0], shares[3], shares[1], shares[4], shares[2], shares[5]
                )
            )
    return rows


def identify_speakers(outputs: Outputs) -> dict[str, float]:
    """Speaker identification by the most similar take, among the real speakers of a fold.

    Accuracy for single utterances, and for five utterances together; three takes per speaker.
    """
    names = [s for s in sorted({str(s) for s in outputs.speakers}) if has_enough_takes(s)]
    names = [s for s in names if s.split("/")[0] not in ("accent", "language")]
    if len(names) < 2:
        return {}
    rng = np.random.default_rng(0)
    unit = outputs.hidden / np.maximum(np.linalg.norm(outputs.hidden, axis=-1, keepdims=True), 1e-6)
    parts = [draw(outputs, name, 3, 0) for name in names]
    support = [unit[chosen].reshape(-1, unit.shape[-1]) for chosen, _ in parts]
    single: list[bool] = []
    five: list[bool] = []
    for number, (_, rest) in enumerate(parts):
        order = rng.permutation(rest)
        likeness = np.stack([(unit[order, 0] @ s.T).max(axis=1) for s in support])
        single += list(likeness.argmax(axis=0) == number)
        whole = likeness[:, : likeness.shape[1] // 5 * 5].reshape(len(names), -1, 5)
        five += list(whole.sum(axis=2).argmax(axis=0) == number)
    return {
        "people": len(names),
        "one_utterance": float(np.mean(single)),
        "five_utterances": float(np.mean(five)),
    }


def check_pipeline(outputs: Outputs, fold: int, bundle: Path, count: int = 20) -> None:
    """Check some results of the arrays against `recognize_recording` with the adapter."""
    classifier = Classifier(load_bundle(bundle))
    clips = [
        clip_of(r)
        for r in find_digits(data_folder())
        if has_enough_takes(r.speaker) and r.speaker in outputs.speakers
    ]
    for number in np.random.default_rng(fold).permutation(len(clips))[:count]:
        clip = clips[number]
        chosen, _ = draw(outputs, clip.speaker, 3, 0)
        learnt = learn(takes_at(outputs, chosen), classifier.bundle.thresholds).adaptation
        classifier.adapter = learnt
        result = recognize_recording(clip.sound(), classifier, reject=False)
        place = np.flatnonzero((outputs.names == clip.name) & (outputs.speakers == clip.speaker))
        logits = adapted(outputs, place, learnt)[0, :10] / classifier.thresholds.temperature
        if not np.allclose(softmax(logits), result.probabilities, atol=1e-4):
            raise SystemExit(
                f"{clip.name}: cached outputs differ from the pipeline; delete the cache"
            )


def seconds_to_learn(bundle: Path, takes: int) -> float:
    """Median time to adapt to `takes` takes of each digit, including their augmented copies."""
    classifier = Classifier(load_bundle(bundle))
    rng = np.random.default_rng(0)
    # About one second each, with varying lengths.
    sounds = [
        rng.normal(0.0, 0.1, int(length)).astype(np.float32)
        for length in rng.integers(12_000, 20_000, 10 * takes)
    ]
    times: list[float] = []
    for _ in range(3):
        begun = time.perf_counter()
        recorded = [make_take(n % 10, x, classifier.embed) for n, x in enumerate(sounds)]
        learn(recorded, classifier.bundle.thresholds)
        times.append(time.perf_counter() - begun)
    return sorted(times)[1]


def main() -> None:
    """Evaluate all folds and write the report."""
    parser = argparse.ArgumentParser(
        prog="python -m models.adaptation.measure", description=__doc__
    )
    parser.add_argument(
        "--bundles", type=Path, default=ROOT / "build", help="folder of fold0, fold1, ..."
    )
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "adaptation")
    parser.add_argument("--report", type=Path, default=SHIPPED / "report")
    parser.add_argument("--folds", type=int, default=FOLDS, help="number of folds")
    options = parser.parse_args()
    try:
        measured = _measure(options.bundles, options.folds, options.cache)
    except (DataError, SynthesizerError) as error:
        raise SystemExit(f"models.adaptation.measure: {error}") from None
    print(write_report(measured, options.report))


def _measure(bundles: Path, folds: int, cache: Path) -> dict[str, object]:
    drawn: list[Drawn] = []
    other_speakers: list[OtherSpeakers] = []
    identified: list[dict[str, float]] = []
    available = [
        fold for fold in range(folds) if (bundles / f"fold{fold}" / "bundle.json").exists()
    ]
    if not available:
        raise DataError(f"no bundles in {bundles}; make them with: make folds")
    for fold in available:
        bundle = bundles / f"fold{fold}"
        outputs = compute_outputs(clips_of(fold, folds), bundle, cache)
        check_pipeline(outputs, fold, bundle)
        thresholds = load_bundle(bundle).thresholds
        drawn += evaluate_speakers(outputs, fold, thresholds)
        other_speakers += evaluate_other_speakers(outputs, thresholds)
        identified.append(identify_speakers(outputs))
    return {
        "folds": [len(available), folds],
        "drawn": [asdict(row) for row in drawn],
        "bystanders": [asdict(row) for row in other_speakers],
        "who_speaks": [row for row in identified if row],
        # The shipped model has all fold networks, so it takes longest.
        "seconds_to_learn": {n: seconds_to_learn(SHIPPED, n) for n in (3, 10)},
    }


if __name__ == "__main__":
    main()
