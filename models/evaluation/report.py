"""The report of ``make evaluate``: accuracy for held-out speakers.

`write` runs all measurements that are not cached and writes ``report.txt``, ``metrics.json``, the
plots and the model card.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import OTHER, Recording
from models.data.splits import Judged
from models.evaluation.card import write_card
from models.evaluation.evaluate import (
    PIPELINE,
    Prediction,
    cached_rows,
    digest,
    in_parallel,
    predict,
    read,
)
from models.evaluation.false_digits import count_false_digits
from models.evaluation.intervals import intraclass_correlation
from models.evaluation.learning_curve import learning_curve
from models.evaluation.mislabels import suspected_mislabels
from models.evaluation.noise_levels import predict_in_noise
from models.evaluation.rivals import NAMES, predict_with_rivals
from models.evaluation.rounding import rounded
from models.evaluation.scores import (
    accuracy_row,
    accuracy_rows,
    by_speaker,
    calibration,
    digit_rows,
    false_acceptance_rows,
)
from models.evaluation.tables import as_text

Predictions = dict[tuple[str, str], list[Prediction]]
BASELINES = {"own": "baseline.jsonl", "cut": "baseline_cut.jsonl"}


@dataclass(frozen=True, slots=True)
class Findings:
    """All predictions of an evaluation.

    Attributes
    ----------
    predictions : list of Prediction
        Digits, other words and noise, each by a bundle that has not heard it.
    in_noise : dict
        (system, SNR in dB) -> predictions of a subsample of the digits in noise.
    streams : list of dict
        As returned by `models.evaluation.false_digits.count_false_digits`.
    others : dict
        (name, "own" or "cut") -> predictions of the digits by rivals and baseline.
    learning_curve : list of dict
        As returned by `models.evaluation.learning_curve.learning_curve`.
    """

    predictions: list[Prediction]
    in_noise: dict[tuple[str, int], list[Prediction]] = field(default_factory=dict)
    streams: list[dict[str, Any]] = field(default_factory=list)
    others: Predictions = field(default_factory=dict)
    learning_curve: list[dict[str, Any]] = field(default_factory=list)


def write(
    judged: Sequence[Judged],
    bundles: Sequence[Path],
    shipped: Path,
    build: Path,
) -> str:
    """Run the evaluation, and write the report and the model card.

    Parameters
    ----------
    judged : sequence of Judged
        Digits, other words and noise, each with a bundle that has not heard it.
    bundles : sequence of Path
    shipped : Path
        The shipped bundle. The report goes into its subfolder ``report``, the card next to it.
    build : Path
        Folder of the cached predictions.

    Returns
    -------
    str
        The text of ``report.txt``.
    """
    recordings = [one.recording for one in judged]
    predictions = predict_judged(judged, bundles, build / "predictions.jsonl")
    bundle = load_bundle(shipped)
    findings = Findings(
        predictions,
        predict_in_noise(judged, bundles, build / "in_noise.jsonl"),
        count_false_digits(judged, bundles, build / "streams.jsonl"),
        {**predict_with_rivals(recordings, build / "rivals.jsonl"), **_baselines(build)},
        learning_curve(build / "search"),
    )
    return publish(findings, bundle, shipped)


def first_table(predictions: list[Prediction], shipped: Path) -> str:
    """The tables that ``make train`` prints: without noise, streams and rivals."""
    return as_text(measure(Findings(predictions), load_bundle(shipped)))


def publish(findings: Findings, bundle: Bundle, shipped: Path) -> str:
    """Compute the metrics and write all files; return the text of ``report.txt``."""
    metrics = measure(findings, bundle)
    text = as_text(metrics)
    folder = shipped / "report"
    folder.mkdir(exist_ok=True)
    (folder / "report.txt").write_text(text + "\n")
    (folder / "metrics.json").write_text(json.dumps(rounded(metrics), indent=1) + "\n")
    _draw(findings, metrics, folder)
    write_card(shipped)
    return text


def predict_judged(
    judged: Sequence[Judged], bundles: Sequence[Path], cache: Path
) -> list[Prediction]:
    """Predict each recording with its bundle, cached in `cache`."""
    parts: list[tuple[list[Recording], Path]] = []
    for number, bundle in enumerate(bundles):
        own = [one.recording for one in judged if one.bundle == number]
        parts += [(own[i : i + 200], bundle) for i in range(0, len(own), 200)]
    names = [(str(one.recording.path), one.bundle) for one in judged]
    described = [bundle / "bundle.json" for bundle in bundles]
    key = digest(names, files=[*described, *PIPELINE])
    rows = cached_rows(cache, key, lambda: in_parallel(_predict_part, parts, "predictions"))
    return [Prediction(**row) for row in rows]


def _predict_part(part: tuple[list[Recording], Path]) -> list[dict[str, Any]]:
    return [asdict(one) for one in predict(*part)]


def _baselines(build: Path) -> Predictions:
    """Predictions of the baseline, if ``python -m models.build baseline`` has been run."""
    return {
        ("baseline", front_end): read(build / name)
        for front_end, name in BASELINES.items()
        if (build / name).exists()
    }


def measure(findings: Findings, bundle: Bundle) -> dict[str, Any]:
    """All figures of the report, as in ``metrics.json``."""
    predictions = findings.predictions
    digits = [one for one in predictions if one.label != OTHER]
    correlation = intraclass_correlation(*by_speaker(digits))
    suspected = suspected_mislabels(digits, _rivals_of(findings.others))
    excluded = {(row["speaker"], row["file"]) for row in suspected}
    kept = [one for one in digits if (one.speaker, one.file) not in excluded]
    return {
        "bundle": {
            "version": bundle.version,
            "sha256": bundle.sha256,
            "bytes": len(bundle.model),
            "thresholds": asdict(bundle.thresholds),
        },
        "all": accuracy_row("all digits", digits, correlation),
        "digits": digit_rows(digits),
        "corpora": accuracy_rows(digits, lambda one: one.corpus),
        "speakers": accuracy_rows(digits, lambda one: one.speaker),
        "answered_wrong": sum(not one.is_right and not one.rejected for one in digits)
        / len(digits),
        "taken_for_digits": false_acceptance_rows(predictions),
        "calibration": {
            **calibration(digits),
            "error_of_accepted": calibration([o for o in digits if not o.rejected])["error"],
        },
        "noise_levels": _noise_rows(digits, findings, correlation),
        "streams": findings.streams,
        "side_by_side": _side_by_side(digits, findings.others),
        "baseline": _beside_baseline(digits, findings.others),
        "suspected_mislabels": suspected,
        "without_suspected": accuracy_row("all digits", kept, correlation),
        "learning_curve": findings.learning_curve,
    }


def _rivals_of(others: Predictions) -> Predictions:
    return {key: answers for key, answers in others.items() if key[0] in NAMES}


def _noise_rows(
    digits: list[Prediction], findings: Findings, correlation: float
) -> list[dict[str, Any]]:
    """Accuracy at each SNR, weighted by each speaker's number of clips in all recordings."""
    if not findings.in_noise:
        return []
    sampled = {(o.speaker, o.file) for level in findings.in_noise.values() for o in level}
    total = {one.speaker: 0 for one in digits}
    chosen = dict.fromkeys(total, 0)
    for one in digits:
        total[one.speaker] += 1
        chosen[one.speaker] += (one.speaker, one.file) in sampled
    weights = {name: total[name] / count for name, count in chosen.items() if count}

    def of_sample(answers: list[Prediction]) -> list[Prediction]:
        return [one for one in answers if (one.speaker, one.file) in sampled]

    clean = of_sample(digits)
    levels: dict[tuple[str, int | None], list[Prediction]] = {
        ("ours", None): clean,
        ("ours_over", None): clean,
    }
    if cut := findings.others.get(("spelling_cnn", "cut")):
        levels["spelling_cnn", None] = of_sample(cut)
    levels.update(findings.in_noise)
    rows: list[dict[str, Any]] = []
    for (who, snr_db), answers in levels.items():
        groups = {"all digits": answers}
        for one in answers:
            groups.setdefault(one.corpus, []).append(one)
        rows += [
            {"who": who, "snr_db": snr_db, **accuracy_row(name, group, correlation, weights)}
            for name, group in groups.items()
        ]
    return rows


def _side_by_side(digits: list[Prediction], others: Predictions) -> list[dict[str, Any]]:
    """Accuracy of all systems on the same recordings; of the baseline on the test speakers only."""
    titles = {**NAMES, "baseline": "baseline"}
    systems = {("Spoken Digits", "cut"): digits}
    systems.update({(titles[who], end): answers for (who, end), answers in others.items()})
    return [
        {"who": who, "front_end": front_end, **row}
        for (who, front_end), answers in systems.items()
        for row in [
            *accuracy_rows(answers, lambda one: one.corpus),
            *accuracy_rows(answers if len(answers) == len(digits) else [], lambda _: "all digits"),
        ]
    ]


def _beside_baseline(digits: list[Prediction], others: Predictions) -> dict[str, Any]:
    """Precision, recall, F1, support and AUC of each digit, ours and the baseline's."""
    theirs = others.get(("baseline", "own"))
    if not theirs:
        return {}
    clips = {(one.speaker, one.file) for one in theirs}
    ours = [one for one in digits if (one.speaker, one.file) in clips]
    correlation = intraclass_correlation(*by_speaker(ours))
    return {
        who: {**accuracy_row(who, answers, correlation), "digits": digit_rows(answers)}
        for who, answers in (("Spoken Digits", ours), ("baseline", theirs))
    }


def _draw(findings: Findings, metrics: dict[str, Any], folder: Path) -> None:
    from models.evaluation import figures  # matplotlib takes seconds to import

    digits = [one for one in findings.predictions if one.label != OTHER]
    figures.draw_confusion(findings.predictions, folder / "confusion.png")
    figures.draw_roc(digits, metrics["digits"], folder / "roc.png")
    figures.draw_det(findings.predictions, folder / "det.png")
    figures.draw_reliability(digits, folder / "reliability.png")
    figures.draw_side_by_side(metrics["side_by_side"], folder / "side_by_side.png")
    if metrics["learning_curve"]:
        figures.draw_learning_curve(metrics["learning_curve"], folder / "learning_curve.png")
    if metrics["noise_levels"]:
        figures.draw_noise_levels(metrics["noise_levels"], folder / "noise_levels.png")
