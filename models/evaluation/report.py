"""The report of ``make evaluate``: figures about people whom the judging model never heard.

`write` measures what is not kept from the last time, and writes ``report.txt``, ``metrics.json``,
the pictures and the model card, whose figures come from ``metrics.json`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import OTHER, Recording
from models.evaluation import figures
from models.evaluation.card import write_card
from models.evaluation.crossfit import crossfit
from models.evaluation.evaluate import PIPELINE, Judged, in_parallel, judge, read
from models.evaluation.evaluate import digest as digest_of
from models.evaluation.evaluate import kept as kept_rows
from models.evaluation.false_digits import hear_streams
from models.evaluation.intervals import intraclass_correlation
from models.evaluation.mislabels import suspected
from models.evaluation.noise_levels import judge_in_noise
from models.evaluation.rivals import NAMES, judge_rivals
from models.evaluation.scores import (
    acceptance_rows,
    accuracy_row,
    accuracy_rows,
    by_speaker,
    calibration,
    digit_rows,
)
from models.evaluation.tables import as_text

Answers = dict[tuple[str, str], list[Judged]]
BASELINES = {"own": "baseline.jsonl", "cut": "baseline_cut.jsonl"}


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was heard, before it is counted.

    Attributes
    ----------
    judged : list of Judged
        Digits, words and noises, each by the bundle of its fold.
    crossfit : list of Judged
        The same, decided by thresholds that the other folds' answers chose.
    in_noise : dict
        (who, SNR in dB) -> a sample of the digits, in noise.
    streams : list of dict
        As `models.evaluation.false_digits.hear_streams` gives them.
    others : dict
        (name, "own" or "cut") -> the digits, as rivals and baseline heard them.
    """

    judged: list[Judged]
    crossfit: list[Judged]
    in_noise: dict[tuple[str, int], list[Judged]] = field(default_factory=dict)
    streams: list[dict[str, Any]] = field(default_factory=list)
    others: Answers = field(default_factory=dict)


def write(
    recordings: Sequence[Recording],
    folds: Mapping[str, int],
    bundles: Sequence[Path],
    shipped: Path,
    build: Path,
) -> str:
    """Measure, and write the report and the model card.

    Parameters
    ----------
    recordings : sequence of Recording
        Digits, words and noises.
    folds : mapping
        Speaker -> fold, 0 to ``len(bundles) - 1``.
    bundles : sequence of Path
        Each fold's, which has not heard the fold's speakers.
    shipped : Path
        The shipped bundle; the report goes into its folder ``report``, the card beside it.
    build : Path
        Where answers are kept until what they depend on changes.

    Returns
    -------
    str
        The tables for people, as ``report.txt`` has them.
    """
    judged = judge_out_of_fold(recordings, folds, bundles, build / "out_of_fold.jsonl")
    bundle = load_bundle(shipped)
    findings = Findings(
        judged,
        crossfit(judged, folds, load_bundle(bundles[0]).thresholds),
        judge_in_noise(recordings, folds, bundles, build / "in_noise.jsonl"),
        hear_streams(recordings, folds, bundles, build / "streams.jsonl"),
        {**judge_rivals(recordings, build / "rivals.jsonl"), **_baselines(build)},
    )
    return publish(findings, bundle, shipped)


def first_table(judged: list[Judged], folds: Mapping[str, int], shipped: Path) -> str:
    """What ``make train`` prints: the tables that need neither noise, streams nor rivals."""
    bundle = load_bundle(shipped)
    return as_text(measure(Findings(judged, crossfit(judged, folds, bundle.thresholds)), bundle))


def publish(findings: Findings, bundle: Bundle, shipped: Path) -> str:
    """Count what was heard and write the files; gives the text of ``report.txt``."""
    metrics = measure(findings, bundle)
    text = as_text(metrics)
    folder = shipped / "report"
    folder.mkdir(exist_ok=True)
    (folder / "report.txt").write_text(text + "\n")
    (folder / "metrics.json").write_text(json.dumps(_rounded(metrics), indent=1) + "\n")
    _draw(findings, metrics, folder)
    write_card(shipped)
    return text


def judge_out_of_fold(
    recordings: Sequence[Recording],
    folds: Mapping[str, int],
    bundles: Sequence[Path],
    keep: Path,
) -> list[Judged]:
    """Let each fold's model judge those it has not heard; kept in the file `keep`."""
    parts: list[tuple[list[Recording], Path]] = []
    for fold, bundle in enumerate(bundles):
        unheard = [r for r in recordings if folds[r.speaker] == fold]
        parts += [(unheard[i : i + 200], bundle) for i in range(0, len(unheard), 200)]
    names = [str(recording.path) for recording in recordings]
    described = [bundle / "bundle.json" for bundle in bundles]
    key = digest_of(names, sorted(folds.items()), files=[*described, *PIPELINE])
    rows = kept_rows(keep, key, lambda: in_parallel(_judge_part, parts, "judged"))
    return [Judged(**row) for row in rows]


def _judge_part(part: tuple[list[Recording], Path]) -> list[dict[str, Any]]:
    return [asdict(one) for one in judge(*part)]


def _baselines(build: Path) -> Answers:
    """The origin's network, where ``python -m models.build baseline`` has been run."""
    return {
        ("baseline", front_end): read(build / name)
        for front_end, name in BASELINES.items()
        if (build / name).exists()
    }


def measure(findings: Findings, bundle: Bundle) -> dict[str, Any]:
    """All figures of the report, as ``metrics.json`` holds them."""
    judged = findings.judged
    digits = [one for one in judged if one.label != OTHER]
    correlation = intraclass_correlation(*by_speaker(digits))
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
        "taken_for_digits": acceptance_rows(judged),
        "calibration": {
            **calibration(digits),
            "error_of_accepted": calibration([o for o in digits if not o.rejected])["error"],
        },
        "crossfit": _crossfit(findings.crossfit),
        "noise_levels": _noise_rows(digits, findings, correlation),
        "streams": findings.streams,
        "side_by_side": _side_by_side(digits, findings.others),
        "suspected_mislabels": suspected(digits, _rivals_of(findings.others)),
    }


def _crossfit(judged: list[Judged]) -> dict[str, Any]:
    """Rejection by thresholds that nobody's own answers chose."""
    digits = [one for one in judged if one.label != OTHER]
    refused = sum(one.rejected is not None for one in digits)
    return {
        "rejected": refused / len(digits),
        "calibration_error": calibration(digits)["error"],
        "taken_for_digits": acceptance_rows(judged),
    }


def _rivals_of(others: Answers) -> Answers:
    return {key: answers for key, answers in others.items() if key[0] in NAMES}


def _noise_rows(
    digits: list[Judged], findings: Findings, correlation: float
) -> list[dict[str, Any]]:
    """Accuracy at each level; the sample's speakers weigh as in the whole."""
    if not findings.in_noise:
        return []
    sampled = {(o.speaker, o.file) for level in findings.in_noise.values() for o in level}
    total = {one.speaker: 0 for one in digits}
    chosen = dict.fromkeys(total, 0)
    for one in digits:
        total[one.speaker] += 1
        chosen[one.speaker] += (one.speaker, one.file) in sampled
    weights = {name: total[name] / count for name, count in chosen.items() if count}

    def of_sample(answers: list[Judged]) -> list[Judged]:
        return [one for one in answers if (one.speaker, one.file) in sampled]

    clean = of_sample(digits)
    levels: dict[tuple[str, int | None], list[Judged]] = {
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


def _side_by_side(digits: list[Judged], others: Answers) -> list[dict[str, Any]]:
    """Accuracy of everybody who was asked, on the same recordings."""
    titles = {**NAMES, "baseline": "baseline"}
    systems = {("Spoken Digits", "cut"): digits}
    systems.update({(titles[who], end): answers for (who, end), answers in others.items()})
    return [
        {"who": who, "front_end": front_end, **row}
        for (who, front_end), answers in systems.items()
        for row in [
            *accuracy_rows(answers, lambda one: one.corpus),
            *accuracy_rows(answers, lambda _: "all digits"),
        ]
    ]


def _draw(findings: Findings, metrics: dict[str, Any], folder: Path) -> None:
    digits = [one for one in findings.judged if one.label != OTHER]
    figures.draw_confusion(findings.judged, folder / "confusion.png")
    figures.draw_roc(digits, metrics["digits"], folder / "roc.png")
    figures.draw_det(findings.judged, folder / "det.png")
    figures.draw_reliability(digits, folder / "reliability.png")
    figures.draw_side_by_side(metrics["side_by_side"], folder / "side_by_side.png")
    if metrics["noise_levels"]:
        figures.draw_noise_levels(metrics["noise_levels"], folder / "noise_levels.png")


def _rounded(value: Any) -> Any:
    """Figures to six places: more is chance, and makes every remaking a change."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
