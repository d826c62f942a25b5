"""How right the model is for people it has never heard, through the app's own pipeline.

Each recording is judged by a bundle that has not heard its speaker: a fold's, or the shipped one
for people who are in none of its training folders.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score
from tqdm import tqdm

from core.audio import load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.recognizer import recognize_recording
from models.data import OTHER, Recording

DIGITS = list(range(10))


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one recording.

    Attributes
    ----------
    file, corpus, speaker : str
    label : int
        0-9 or `OTHER`.
    digit : int
        The likeliest digit, accepted or not.
    probabilities : list of 10 float
    digitness : float
        Probability of being a digit at all.
    rejected : str or None
        Why it was refused at the bundle's thresholds.
    """

    file: str
    corpus: str
    speaker: str
    label: int
    digit: int
    probabilities: list[float]
    digitness: float
    rejected: str | None


def judge(recordings: Iterable[Recording], bundle: Path) -> list[Judged]:
    """Run recordings of one word each through the pipeline, as ``predict`` does."""
    classifier = Classifier(load_bundle(bundle))
    judged: list[Judged] = []
    for recording in tqdm(list(recordings), desc=f"judged by {bundle.name}", unit="clip"):
        result = recognize_recording(load(recording.path), classifier)
        judged.append(
            Judged(
                recording.path.name,
                recording.corpus,
                recording.speaker,
                recording.label,
                int(np.argmax(result.probabilities)),
                [round(p, 6) for p in result.probabilities],
                round(result.digitness, 6),
                result.rejected,
            )
        )
    return judged


def interval(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson, 1927)."""
    if count == 0:
        return 0.0, 1.0
    share = right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z * z / count)
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def accuracy_rows(judged: list[Judged], key: Callable[[Judged], str]) -> list[dict[str, object]]:
    """Accuracy by corpus or by speaker, with the numbers of speakers and clips."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    rows: list[dict[str, object]] = []
    for name, members in sorted(groups.items()):
        right = sum(one.digit == one.label for one in members)
        low, high = interval(right, len(members))
        rows.append(
            {
                "name": name,
                "speakers": len({one.speaker for one in members}),
                "clips": len(members),
                "accuracy": right / len(members),
                "low": low,
                "high": high,
                "rejected": sum(one.rejected is not None for one in members) / len(members),
            }
        )
    return rows


def acceptance_rows(judged: list[Judged]) -> list[dict[str, object]]:
    """Share of what is no digit that was taken for one, by corpus."""
    others = [one for one in judged if one.label == OTHER]
    rows: list[dict[str, object]] = []
    for corpus in sorted({one.corpus for one in others}):
        refused = [one.rejected is not None for one in others if one.corpus == corpus]
        taken = refused.count(False)
        low, high = interval(taken, len(refused))
        rows.append(
            {
                "name": corpus,
                "clips": len(refused),
                "share": taken / len(refused),
                "low": low,
                "high": high,
            }
        )
    return rows


def digit_rows(judged: list[Judged]) -> list[dict[str, float]]:
    """The origin's table: precision, recall, F1, support and AUC of each digit."""
    truth = np.array([one.label for one in judged])
    said = np.array([one.digit for one in judged])
    probabilities = np.array([one.probabilities for one in judged])
    scores = precision_recall_fscore_support(truth, said, labels=DIGITS, zero_division=0)
    return [
        {
            "digit": digit,
            "precision": float(scores[0][digit]),
            "recall": float(scores[1][digit]),
            "f1": float(scores[2][digit]),
            "support": int(scores[3][digit]),
            "auc": float(roc_auc_score(truth == digit, probabilities[:, digit])),
        }
        for digit in DIGITS
        if (truth == digit).any() and (truth != digit).any()
    ]


def as_text(judged: list[Judged], title: str) -> str:
    """The tables for people."""
    digits = [one for one in judged if one.label != OTHER]
    lines = [title, "", "digit  precision  recall     F1  support    AUC"]
    lines += [
        f"{row['digit']:5d}  {row['precision']:9.3f}  {row['recall']:6.3f}  {row['f1']:5.3f}"
        f"  {row['support']:7d}  {row['auc']:5.3f}"
        for row in digit_rows(digits)
    ]
    lines += ["", f"{'corpus':20s} speakers  clips  accuracy  95 % interval  rejected"]
    for row in [
        *accuracy_rows(digits, lambda one: one.corpus),
        *accuracy_rows([o for o in digits if o.corpus == "fsdd"], lambda one: one.speaker),
        *accuracy_rows(digits, lambda _: "all digits"),
    ]:
        lines.append(
            f"{row['name']:20s} {row['speakers']:8d} {row['clips']:6d} {row['accuracy']:9.1%}"
            f"  {row['low']:5.1%}-{row['high']:5.1%}  {row['rejected']:8.1%}"
        )
    others = [one for one in judged if one.label == OTHER]
    for row in accuracy_rows(others, lambda one: one.corpus):
        accepted = 1.0 - float(str(row["rejected"]))
        lines.append(
            f"{row['name']:20s} {'':8s} {row['clips']:6d}  taken for a digit {accepted:.1%}"
        )
    return "\n".join(lines)


def save(judged: list[Judged], path: Path) -> None:
    """Keep what was judged, a line of JSON each."""
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in judged))


def read(path: Path) -> list[Judged]:
    """Read what `save` wrote."""
    return [Judged(**json.loads(line)) for line in path.read_text().splitlines()]
