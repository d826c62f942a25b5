"""Report and model card of a language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import OTHER
from models.evaluation.evaluate import Prediction
from models.evaluation.intervals import intraclass_correlation, wilson
from models.evaluation.rounding import rounded
from models.evaluation.scores import (
    accuracy_row,
    accuracy_rows,
    by_speaker,
    calibration,
    digit_rows,
)
from models.languages.lexicon import Language

TEMPLATE = Path(__file__).with_name("card.md")
CARD = "MODEL_CARD.md"

Metrics = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All predictions for a language.

    Attributes
    ----------
    language : Language
    digits : list of Prediction
        Its digits, each by the network that has not heard the speaker.
    english : list of Prediction
        English digits, other English words and noise, by the shipped model; their speakers, words
        and kinds of noise are in no training data.
    by_english : list of Prediction
        Its recorded digits by the English network that has not heard the speaker.
    """

    language: Language
    digits: list[Prediction]
    english: list[Prediction]
    by_english: list[Prediction]


def publish(found: Evaluation, shipped: Path) -> str:
    """Write report and card into the folder of the bundle; return the text of the report."""
    bundle = load_bundle(shipped)
    metrics: dict[str, Any] = rounded(measure(found, bundle))
    text = as_text(metrics)
    folder = shipped / "report"
    folder.mkdir(exist_ok=True)
    (folder / "report.txt").write_text(text + "\n")
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    (shipped / CARD).write_text(card(found.language, bundle, metrics))
    return text


def measure(found: Evaluation, bundle: Bundle) -> dict[str, Any]:
    """All figures of the report."""
    digits = found.digits
    correlation = intraclass_correlation(*by_speaker(digits))
    return {
        "language": found.language.name,
        "bundle": {
            "version": bundle.version,
            "sha256": bundle.sha256,
            "bytes": len(bundle.model),
            "thresholds": asdict(bundle.thresholds),
        },
        "all": accuracy_row("all digits", digits, correlation),
        "corpora": accuracy_rows(digits, lambda one: one.corpus),
        "speakers": accuracy_rows(digits, lambda one: one.speaker),
        "digits": digit_rows(digits),
        "answered_wrong": sum(not o.is_right and not o.rejected for o in digits) / len(digits),
        "calibration": calibration(digits),
        "accepted": _accepted(found),
    }


def _accepted(found: Evaluation) -> list[dict[str, Any]]:
    """False acceptances: shares of other words, of other languages' digits and of noise."""
    english = found.english
    words = [one for one in english if one.label == OTHER and not one.corpus.startswith("noise/")]
    names = "zero one two three four five six seven eight nine".split()
    digits = [one for one in english if one.label != OTHER]
    alike = found.language.homophones

    def is_alike(one: Prediction) -> bool:
        return (one.word if one.label == OTHER else names[one.label]) in alike

    groups = {
        "English words": [one for one in words if not is_alike(one)],
        "English digits": [one for one in digits if not is_alike(one)],
        **{f"  {name}": [o for o in digits if names[o.label] == name] for name in names},
        "noise": [one for one in english if one.corpus.startswith("noise/")],
        f"{found.language.name} digits, by the English model": found.by_english,
    }
    rows: list[dict[str, Any]] = []
    for name, members in groups.items():
        if members:
            count = sum(one.rejected is None for one in members)
            low, high = wilson(count, len(members))
            share = count / len(members)
            is_homophone = name.strip() in alike
            rows.append(
                {
                    "name": name + (" (homophone)" if is_homophone else ""),
                    "clips": len(members),
                    "share": share,
                    "low": low,
                    "high": high,
                }
            )
    return rows


def as_text(metrics: Metrics) -> str:
    """The report."""
    whole = metrics["all"]
    single = metrics["speakers"]
    lines = [
        f"{metrics['language']} digits, model {metrics['bundle']['version']}",
        f"{whole['clips']} recordings of {whole['speakers']} speakers, each recognized by the",
        "network that was trained without its speaker",
        "",
        "Accuracy without rejection, with 95 % intervals: for more clips of the same speakers",
        "(Wilson), and for other speakers (Korn and Graubard). Two speakers are too few for it.",
        "",
        f"{'':40s} speakers  clips accuracy  same speakers  other speakers  rejected",
        *map(_accuracy, [*metrics["corpora"], whole]),
        "",
        *map(_accuracy, single if len(single) <= 40 else ()),
        "",
        "digit  precision  recall     F1  support",
        *(
            f"{row['digit']:5d}  {row['precision']:9.3f}  {row['recall']:6.3f}  {row['f1']:5.3f}"
            f"  {row['support']:7d}"
            for row in metrics["digits"]
        ),
        "",
        "Taken for digits, with 95 % intervals. English is recognized by the shipped model, and",
        "its speakers, words and kinds of noise are in no training data.",
        "",
        *map(_share, metrics["accepted"]),
        "",
        f"rejected digits: {_percent(whole['rejected'])}",
        f"wrong answers: {_percent(metrics['answered_wrong'])}",
        f"expected calibration error: {_percent(metrics['calibration']['error'])}",
    ]
    return "\n".join(lines)


def _accuracy(row: Metrics) -> str:
    others = _span(row["low_people"], row["high_people"]) if row["speakers"] > 2 else ""
    return (
        f"{row['name']:40s} {row['speakers']:8d} {row['clips']:6d} {_percent(row['accuracy']):>8s}"
        f"  {_span(row['low'], row['high']):14s} {others:15s} {_percent(row['rejected']):>8s}"
    )


def _share(row: Metrics) -> str:
    return (
        f"{row['name']:40s} {row['clips']:6d} {_percent(row['share']):>8s}"
        f"  {_span(row['low'], row['high'])}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _span(low: float, high: float) -> str:
    return f"{100 * low:.1f}-{100 * high:.1f} %"


def card(language: Language, bundle: Bundle, metrics: Metrics) -> str:
    """The text of the model card."""
    whole = metrics["all"]
    recall = min(metrics["digits"], key=lambda row: row["recall"])
    worst = min(metrics["speakers"], key=lambda row: row["accuracy"])
    recorded = bool(language.corpora)
    return Template(TEMPLATE.read_text()).substitute(
        language=language.name,
        code=language.code,
        version=bundle.version,
        sha=bundle.sha256[:16],
        size=f"{len(bundle.model) / 1e6:.1f} MB",
        words=", ".join(" or ".join(spoken) for spoken in language.words),
        starts_from=str(bundle.training["starts_from"]),
        whose="recordings of people" if recorded else "synthetic speakers; no person was recorded",
        corpora="\n".join(_table_row(row) for row in [*metrics["corpora"], whole]),
        worst_recall=f"{_percent(recall['recall'])} ({recall['digit']})",
        worst_speaker=f"{_percent(worst['accuracy'])} ({worst['name']})",
        rejected=_percent(whole["rejected"]),
        wrong=_percent(metrics["answered_wrong"]),
        accepted=_list([row for row in metrics["accepted"] if not row["name"].startswith(" ")]),
        made=str(bundle.training["made_speakers"]),
        sources="\n".join(
            f"| {corpus.name} | {corpus.content} | {corpus.licence} |"
            for corpus in language.corpora
        ),
        homophones=", ".join(sorted(language.homophones)) or "none",
    )


def _table_row(row: Metrics) -> str:
    others = _span(row["low_people"], row["high_people"]) if row["speakers"] > 2 else "unknown"
    return (
        f"| {row['name']} | {row['speakers']} | {row['clips']:,} | {_percent(row['accuracy'])} "
        f"| {_span(row['low'], row['high'])} | {others} |"
    )


def _list(rows: Sequence[Metrics]) -> str:
    return "\n".join(
        f"- {row['name']}: {_percent(row['share'])} of {row['clips']:,} are taken for digits."
        for row in rows
    )
