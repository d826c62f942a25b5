"""Report and model card of a language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import OTHER
from models.evaluation.evaluate import Prediction
from models.evaluation.intervals import intraclass_correlation, korn_graubard
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

_CHINESE = {f"dspspeech20-{number:02d}" for number in range(12)}
"""The words of DSPSpeech-20 that are Chinese; the other eight are English."""

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
        Its recorded digits by the English network that has not heard the speaker, and which has no
        phrase network.
    by_shipped_english : list of Prediction
        The same by the shipped English model, whose training data include them as other words.
    """

    language: Language
    digits: list[Prediction]
    english: list[Prediction]
    by_english: list[Prediction]
    by_shipped_english: list[Prediction]


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
        "rejected": _share_of("rejected", digits, lambda one: one.rejected is not None),
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

    def is_alike(one: Prediction) -> bool:
        word = one.word if one.label == OTHER else names[one.label]
        return word in found.language.homophones

    name = found.language.name
    groups = {
        "English words": [o for o in words if not is_alike(o) and o.word not in _CHINESE],
        "Chinese words": [o for o in words if o.word in _CHINESE],
        "English digits": [one for one in digits if not is_alike(one)],
        **{f"  {name}": [o for o in digits if names[o.label] == name] for name in names},
        "noise": [one for one in english if one.corpus.startswith("noise/")],
        f"{name} digits, by the English model": found.by_shipped_english,
        f"{name} digits, by English networks": found.by_english,
    }
    rows = [
        _share_of(name, members, lambda one: one.rejected is None)
        for name, members in groups.items()
        if members
    ]
    return [*rows[:1], *_each_word_alike(groups["English words"]), *rows[1:]]


def _each_word_alike(words: Sequence[Prediction]) -> list[dict[str, Any]]:
    """The mean over words of the share that is accepted; a quarter of the clips is one word."""
    clips: dict[str, list[bool]] = {}
    for one in words:
        clips.setdefault(one.word, []).append(one.rejected is None)
    if len(clips) < 2:
        return []
    shares = [sum(some) / len(some) for some in clips.values()]
    low, high = korn_graubard(shares, [1.0] * len(shares))
    share = sum(shares) / len(shares)
    name = "  mean of these words"
    return [{"name": name, "clips": len(shares), "share": share, "low": low, "high": high}]


def _share_of(
    name: str, members: Sequence[Prediction], counts: Callable[[Prediction], bool]
) -> dict[str, Any]:
    """The share of the predictions that count, with its interval for other people or kinds."""
    counted: dict[str, float] = {}
    all_of: dict[str, float] = {}
    for one in members:
        counted[one.speaker] = counted.get(one.speaker, 0.0) + counts(one)
        all_of[one.speaker] = all_of.get(one.speaker, 0.0) + 1.0
    low, high = korn_graubard(list(counted.values()), list(all_of.values()))
    return {
        "name": name,
        "clips": len(members),
        "share": sum(counted.values()) / len(members),
        "low": low,
        "high": high,
    }


def as_text(metrics: Metrics) -> str:
    """The report."""
    whole = metrics["all"]
    single = metrics["speakers"]
    rejected = metrics["rejected"]
    interval = _span(rejected["low"], rejected["high"])
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
        "Taken for digits, with 95 % intervals for other people (of noise: for other kinds). Words",
        "and English digits are recognized by the shipped model; their speakers, the words and the",
        "kinds of noise are in no training data. The shipped English model has heard the digits of",
        "this language as other words; each English network has not heard the speaker.",
        "",
        *map(_share, metrics["accepted"]),
        "",
        f"rejected digits: {_percent(rejected['share'])}, of other speakers {interval}",
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
