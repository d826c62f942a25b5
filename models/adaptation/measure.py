"""How much a few takes help people whom the model has not heard: ``make adaptation``.

Each speaker is judged by the fold's bundle that was trained without them, through the app's own
pipeline. Of their recordings some are drawn as takes, the others are judged; several draws each.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from core.adaptation import Adaptation, learn
from core.bundle import Thresholds, load_bundle
from core.classifier import Classifier, softmax
from core.recognizer import recognize_recording
from core.takes import Take, make_take
from models.adaptation.cache import Heard, clip_of, hear
from models.adaptation.report import write_report
from models.adaptation.speakers import clips_of, is_learner
from models.data.index import FOLDS, OTHER, DataError, data_folder, find_digits
from models.synthesis.accents import SynthesizerError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "models" / "digits"
COUNTS = (1, 2, 3, 5, 10)
DRAWS = 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """One speaker, one draw of so many takes of each digit.

    Attributes
    ----------
    speaker : str
    fold, takes, draw, clips : int
        `clips` were judged.
    is_used : bool
        Whether leave-one-take-out chose what was learnt.
    wrong_before, wrong_after : int
        Likeliest digit, without rejection.
    refused_before, refused_after : int
        At the bundle's thresholds.
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
class Bystanders:
    """What one speaker's profile of three takes does to everybody else; shares.

    Attributes
    ----------
    speaker : str
    taken_before, taken_after : float
        Of what is no digit, taken for one.
    refused_before, refused_after : float
        Of other people's digits, refused.
    wrong_before, wrong_after : float
        Of other people's digits, without rejection.
    """

    speaker: str
    taken_before: float
    taken_after: float
    refused_before: float
    refused_after: float
    wrong_before: float
    wrong_after: float


def draw(heard: Heard, speaker: str, takes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places of the takes and of the recordings to judge; raises `ValueError` if too few."""
    rng = np.random.default_rng([seed, *speaker.encode()])
    own = np.flatnonzero(heard.speakers == speaker)
    chosen: list[int] = []
    for digit in range(10):
        places = own[(heard.labels[own] == digit) & heard.is_take[own]]
        if len(places) < takes + 1:
            raise ValueError(f"{speaker} has too few takes of {digit}")
        chosen += [int(place) for place in rng.permutation(places)[:takes]]
    # In the order of a sitting, as it would be spoken: it must not matter, and is drawn.
    return rng.permutation(chosen), np.setdiff1d(own, chosen)


def takes_at(heard: Heard, places: np.ndarray) -> list[Take]:
    """The recordings at these places as takes."""
    return [Take(int(heard.labels[i]), heard.logits[i], heard.hidden[i]) for i in places]


def adapted(heard: Heard, places: np.ndarray, adaptation: Adaptation | None) -> np.ndarray:
    """The logits of the recordings themselves, shape (n, 11)."""
    logits = heard.logits[places, 0]
    return logits if adaptation is None else adaptation.adapt(logits, heard.hidden[places, 0])


def refused(logits: np.ndarray, is_early: np.ndarray, thresholds: Thresholds) -> np.ndarray:
    """Which answers the pipeline would refuse (`core.classifier`)."""
    digitness = 1.0 - softmax(logits)[:, 10]
    confidence = softmax(logits[:, :10] / thresholds.temperature).max(axis=1)
    low = (digitness < thresholds.min_digitness) | (confidence < thresholds.min_confidence)
    return is_early | low


def judge_speakers(heard: Heard, fold: int, thresholds: Thresholds) -> list[Drawn]:
    """All draws of all speakers of a fold."""
    rows: list[Drawn] = []
    for speaker in filter(is_learner, sorted({str(s) for s in heard.speakers})):
        for takes in COUNTS:
            for seed in range(DRAWS):
                try:
                    chosen, rest = draw(heard, speaker, takes, seed)
                except ValueError:
                    continue
                learnt = learn(takes_at(heard, chosen), thresholds).adaptation
                before, after = adapted(heard, rest, None), adapted(heard, rest, learnt)
                truth, early = heard.labels[rest], heard.is_early[rest]
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
                        int(refused(before, early, thresholds).sum()),
                        int(refused(after, early, thresholds).sum()),
                    )
                )
    return rows


def judge_bystanders(heard: Heard, thresholds: Thresholds) -> list[Bystanders]:
    """What the speakers' profiles do to other people's digits and to what is no digit."""
    rows: list[Bystanders] = []
    is_word = heard.labels == OTHER
    is_real = ~np.isin(heard.corpora, ("accent", "language"))
    for speaker in filter(is_learner, sorted({str(s) for s in heard.speakers})):
        others = np.flatnonzero(~is_word & is_real & (heard.speakers != speaker))
        words = np.flatnonzero(is_word)
        truth = heard.labels[others]
        for seed in range(3):
            chosen, _ = draw(heard, speaker, 3, seed)
            learnt = learn(takes_at(heard, chosen), thresholds).adaptation
            shares: list[float] = []
            for one in (None, learnt):
                said, sounds = adapted(heard, others, one), adapted(heard, words, one)
                taken = ~refused(sounds, heard.is_early[words], thresholds)
                kept_out = refused(said, heard.is_early[others], thresholds)
                wrong = said[:, :10].argmax(axis=1) != truth
                shares += [float(x.mean()) for x in (taken, kept_out, wrong)]
            rows.append(
                Bystanders(
                    speaker, shares[0], shares[3], shares[1], shares[4], shares[2], shares[5]
                )
            )
    return rows


def who_speaks(heard: Heard) -> dict[str, float]:
    """How often the likest take is the speaker's own, among a fold's real learners.

    For one utterance, and by vote for five in a row; three takes each.
    """
    names = [s for s in sorted({str(s) for s in heard.speakers}) if is_learner(s)]
    names = [s for s in names if s.split("/")[0] not in ("accent", "language")]
    if len(names) < 2:
        return {}
    rng = np.random.default_rng(0)
    unit = heard.hidden / np.maximum(np.linalg.norm(heard.hidden, axis=-1, keepdims=True), 1e-6)
    parts = [draw(heard, name, 3, 0) for name in names]
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


def check_pipeline(heard: Heard, fold: int, bundle: Path, count: int = 20) -> None:
    """Stop where the arrays say otherwise than `recognize_recording` with the adapter."""
    classifier = Classifier(load_bundle(bundle))
    clips = [
        clip_of(r)
        for r in find_digits(data_folder())
        if is_learner(r.speaker) and r.speaker in heard.speakers
    ]
    for number in np.random.default_rng(fold).permutation(len(clips))[:count]:
        clip = clips[number]
        chosen, _ = draw(heard, clip.speaker, 3, 0)
        learnt = learn(takes_at(heard, chosen), classifier.bundle.thresholds).adaptation
        classifier.adapter = learnt
        result = recognize_recording(clip.sound(), classifier, reject=False)
        place = np.flatnonzero((heard.names == clip.name) & (heard.speakers == clip.speaker))
        logits = adapted(heard, place, learnt)[0, :10] / classifier.thresholds.temperature
        if not np.allclose(softmax(logits), result.probabilities, atol=1e-4):
            raise SystemExit(
                f"{clip.name}: the pipeline says otherwise than the arrays; clear the cache"
            )


def seconds_to_learn(bundle: Path, takes: int) -> float:
    """Median time from so many takes of each digit to the adaptation, copies included."""
    classifier = Classifier(load_bundle(bundle))
    rng = np.random.default_rng(0)
    # About a second, of lengths as they come.
    sounds = [
        rng.normal(0.0, 0.1, int(length)).astype(np.float32)
        for length in rng.integers(12_000, 20_000, 10 * takes)
    ]
    times: list[float] = []
    for _ in range(3):
        begun = time.perf_counter()
        made = [make_take(n % 10, x, classifier.embed) for n, x in enumerate(sounds)]
        learn(made, classifier.bundle.thresholds)
        times.append(time.perf_counter() - begun)
    return sorted(times)[1]


def main() -> None:
    """Measure all folds and write the report."""
    parser = argparse.ArgumentParser(
        prog="python -m models.adaptation.measure", description=__doc__
    )
    parser.add_argument(
        "--bundles", type=Path, default=ROOT / "build", help="holds fold0, fold1, …"
    )
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "adaptation")
    parser.add_argument("--report", type=Path, default=SHIPPED / "report")
    parser.add_argument("--folds", type=int, default=FOLDS, help="into how many people were dealt")
    options = parser.parse_args()
    try:
        measured = _measure(options.bundles, options.folds, options.kept)
    except (DataError, SynthesizerError) as error:
        raise SystemExit(f"models.adaptation.measure: {error}") from None
    print(write_report(measured, options.report))


def _measure(bundles: Path, folds: int, kept: Path) -> dict[str, object]:
    drawn: list[Drawn] = []
    bystanders: list[Bystanders] = []
    speaking: list[dict[str, float]] = []
    there = [fold for fold in range(folds) if (bundles / f"fold{fold}" / "bundle.json").exists()]
    if not there:
        raise DataError(f"no bundles in {bundles}; make them with: make folds")
    for fold in there:
        bundle = bundles / f"fold{fold}"
        heard = hear(clips_of(fold, folds), bundle, kept)
        check_pipeline(heard, fold, bundle)
        thresholds = load_bundle(bundle).thresholds
        drawn += judge_speakers(heard, fold, thresholds)
        bystanders += judge_bystanders(heard, thresholds)
        speaking.append(who_speaks(heard))
    return {
        "folds": [len(there), folds],
        "drawn": [asdict(row) for row in drawn],
        "bystanders": [asdict(row) for row in bystanders],
        "who_speaks": [row for row in speaking if row],
        # The shipped model is all the folds' networks, so it takes the longest.
        "seconds_to_learn": {n: seconds_to_learn(SHIPPED, n) for n in (3, 10)},
    }


if __name__ == "__main__":
    main()
