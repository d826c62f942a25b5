"""``MODEL_CARD.md``: the template ``card.md``, filled from the bundle and the metrics.

No figure is written by hand, so none can go stale; a test fills the card again and compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from core.bundle import Bundle, load_bundle
from models.data.index import DataError

TEMPLATE = Path(__file__).with_name("card.md")
CARD = "MODEL_CARD.md"

SOURCES = {
    "fsdd": ("Free Spoken Digit Dataset: 8 kHz, cut tight", "CC BY-SA 4.0"),
    "audiomnist": ("AudioMNIST", "MIT"),
    "iitg": ("Sai004, jayskhatri: students' recordings, Indian English", "Apache-2.0, MIT"),
    "inspektral": ("inspektral/audioMNIST-classifier, Italian accent", "MIT"),
    "speech_commands": ("Speech Commands (Google): crowd microphones", "CC BY 4.0"),
    "words/speech_commands": ("Speech Commands: other words", "CC BY 4.0"),
    "words/picovoice": ("Picovoice wake-word-benchmark: other words", "Apache-2.0"),
    "words/mycroft": ("Mycroft Precise community data: other words, talk", "public domain"),
    "noise/esc10": ("ESC-10 (K. J. Piczak)", "CC BY 3.0"),
    "noise/speech_commands": ("Speech Commands: background noise", "CC BY 4.0"),
    "made/kokoro": ("voices of Kokoro-82M v1.0 and mixtures of them", "Apache-2.0"),
    "made/native": ("the same, speaking American or British English", "Apache-2.0"),
    "made/accent": ("the same, speaking English with accents", "Apache-2.0"),
}
"""Corpus -> what it is, and its licence. A corpus that is not here cannot be shipped."""


def write_card(shipped: Path) -> None:
    """Write the card of the bundle in a folder that has ``report/metrics.json``."""
    metrics = json.loads((shipped / "report" / "metrics.json").read_text())
    (shipped / CARD).write_text(card(load_bundle(shipped), metrics))


def card(bundle: Bundle, metrics: Mapping[str, Any]) -> str:
    """The card's text.

    Raises
    ------
    DataError
        If the model learnt from a corpus that has no licence in `SOURCES`.
    """
    return Template(TEMPLATE.read_text()).substitute(_facts(bundle, metrics))


def _facts(bundle: Bundle, metrics: Mapping[str, Any]) -> dict[str, str]:
    whole, apart = metrics["all"], metrics["crossfit"]
    recall = min(metrics["digits"], key=lambda row: row["recall"])
    auc = min(metrics["digits"], key=lambda row: row["auc"])
    people = [row for row in metrics["speakers"] if row["clips"] >= 20]
    worst = min(people or metrics["speakers"], key=lambda row: row["accuracy"])
    taken = {row["name"]: row for row in apart["taken_for_digits"]}
    return {
        "version": bundle.version,
        "sha": bundle.sha256[:16],
        "size": f"{len(bundle.model) / 1e6:.1f} MB",
        "bands": str(bundle.spectrogram.n_mels),
        "corpora": "\n".join(map(_accuracy, [*metrics["corpora"], whole])),
        "worst_recall": f"{_percent(recall['recall'])} ({recall['digit']})",
        "worst_auc": f"{auc['auc']:.4f} ({auc['digit']})",
        "worst_person": f"{worst['name']} with {_percent(worst['accuracy'])}",
        "refused": f"{_percent(apart['rejected'])}",
        "words_taken": _taken(taken.get("all words")),
        "noise_taken": _taken(taken.get("all noise")),
        "calibration": f"{_percent(apart['calibration_error'])}",
        "in_noise": _in_noise(metrics["noise_levels"]),
        "streams": _streams(metrics["streams"]),
        "side_by_side": _side_by_side(metrics["side_by_side"]),
        "sources": "\n".join(map(_source, sorted(bundle.training["corpora"]))),
        "mislabels": _mislabels(metrics),
    }


def _accuracy(row: Mapping[str, Any]) -> str:
    few = row["speakers"] < 3
    others = "unknown" if few else _span(row["low_people"], row["high_people"])
    return (
        f"| {row['name']} | {row['speakers']} | {row['clips']:,} | {_percent(row['accuracy'])} "
        f"| {_span(row['low'], row['high'])} | {others} |"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _span(low: float, high: float) -> str:
    return f"{100 * low:.1f}-{100 * high:.1f} %"


def _taken(row: Mapping[str, Any] | None) -> str:
    return f"{_percent(row['share'])} of {row['clips']:,} recordings" if row else "none were tried"


def _in_noise(rows: Sequence[Mapping[str, Any]]) -> str:
    ours = [row for row in rows if row["who"] == "ours" and row["name"] == "all digits"]
    if not ours:
        return "not measured"
    levels = (
        f"{_percent(row['accuracy'])} "
        + ("clean" if row["snr_db"] is None else f"at {row['snr_db']} dB")
        for row in ours
    )
    return ", ".join(levels)


def _streams(rows: Sequence[Mapping[str, Any]]) -> str:
    named = {row["name"]: row for row in rows}
    said = [
        f"{row['false']} false digits in {row['minutes']:.0f} minutes of {what} "
        f"({row['per_hour']:.1f} an hour, 95 %: {row['low']:.1f}-{row['high']:.1f})"
        for name, what in (("all words", "speech"), ("all noise", "noise"))
        if (row := named.get(name))
    ]
    return "; ".join(said) or "not measured"


def _side_by_side(rows: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"{row['who']} {_percent(row['accuracy'])}"
        for row in rows
        if row["name"] == "all digits" and row["front_end"] == "cut"
    ]
    return ", ".join(said)


def _source(corpus: str) -> str:
    if corpus not in SOURCES:
        raise DataError(
            f"{corpus}: models/evaluation/card.py does not know its licence; add it to SOURCES"
        )
    what, licence = SOURCES[corpus]
    return f"| {corpus} | {what} | {licence} |"


def _mislabels(metrics: Mapping[str, Any]) -> str:
    count = len(metrics["suspected_mislabels"])
    if not count:
        return "No label is suspected to be wrong, or no rival was there to say so."
    return (
        f"{count} labels may be wrong (all recognizers hear the same other digit); they are listed "
        "in the report and count as errors above."
    )
