"""The report on connected digits: ``strings.txt`` and ``strings.json`` of a bundle's report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.classifier import Classifier
from core.recognizer import recognize_number
from models.evaluation.evaluate import cached_classifier, in_parallel
from models.evaluation.rounding import rounded
from models.evaluation.strings import rivals
from models.evaluation.strings.said import Said
from models.evaluation.strings.score import (
    Heard,
    by_length,
    by_pace,
    correlation_of,
    score_row,
)
from models.evaluation.talk import as_lines

SETS = {
    "joined": "words of test speakers, joined without pauses",
    "paused": "words of test speakers, joined with pauses of 0.2 to 0.5 s",
    "recorded": "numbers said fluently by one or two speakers, who also chose the settings",
    "synthesized": "strings of synthetic speakers who are not in training",
}
"""Sets of strings, as they are named in the report."""

_PART = 50
"""Strings in a job."""


def recognize(said: Said, classifier: Classifier) -> Heard:
    """Recognize a string as the command ``predict --number`` does; all its numbers together."""
    numbers = recognize_number(said.samples, classifier)
    heard = "".join(number.text for number in numbers)
    return Heard(said.speaker, said.digits, heard, said.pace)


def recognize_all(strings: Sequence[Said], bundle: Path, what: str) -> list[Heard]:
    """Recognize strings on all cores."""
    jobs = [(strings[n : n + _PART], bundle) for n in range(0, len(strings), _PART)]
    return in_parallel(_recognize_part, jobs, what)


def _recognize_part(job: tuple[Sequence[Said], Path]) -> list[Heard]:
    strings, bundle = job
    classifier = cached_classifier(bundle)
    return [recognize(one, classifier) for one in strings]


def write(
    sets: Mapping[str, Sequence[Said]],
    bundle: Path,
    folder: Path,
    *,
    talk: Mapping[str, Any] | None = None,
    beside: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Recognize all sets and write the report.

    Parameters
    ----------
    sets : mapping
        Name in `SETS` -> strings; empty ones are left out.
    bundle : Path
        Its phrase network has not been trained with the speakers of the strings.
    folder : Path
        Of the report.
    talk : mapping, optional
        See `models.evaluation.talk.count_in_talk`.
    beside : sequence of dict, optional
        See `models.evaluation.strings.rivals.compare`.

    Returns
    -------
    str
        The text of ``strings.txt``.
    """
    heard = {
        name: recognize_all(strings, bundle, name) for name, strings in sets.items() if strings
    }
    metrics = measure(heard)
    if talk is not None:
        metrics["talk"] = talk
    if beside:
        metrics["beside"] = list(beside)
    text = as_text(metrics)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "strings.txt").write_text(text + "\n")
    (folder / "strings.json").write_text(json.dumps(rounded(metrics), indent=1) + "\n")
    return text


def measure(heard: Mapping[str, Sequence[Heard]]) -> dict[str, Any]:
    """All figures of the report."""
    return {
        "sets": [
            {**score_row(name, found, correlation_of(found)), "content": SETS[name]}
            for name, found in heard.items()
        ],
        "pace": {name: by_pace(found) for name, found in heard.items()},
        "length": {name: by_length(found) for name, found in heard.items()},
        "wrong": {
            name: [
                {"speaker": one.speaker, "said": one.said, "heard": one.heard}
                for one in found
                if one.said != one.heard
            ]
            for name, found in heard.items()
        },
    }


def as_text(metrics: Mapping[str, Any]) -> str:
    """The text of the report."""
    lines = [
        "Connected digits, recognized as by the command predict --number.",
        "Digits right: 1 - edit distance / digits. A rejected digit counts as an error.",
        "In brackets: 95 % intervals for other speakers.",
        "The network measured here was trained without these recordings, the shipped one with.",
        "",
        _HEAD,
        *map(_line, metrics["sets"]),
    ]
    lines += ["", *(f"{name}: {content}" for name, content in SETS.items())]
    if "talk" in metrics:
        lines += ["", *as_lines(metrics["talk"])]
    if "beside" in metrics:
        lines += ["", *rivals.as_lines(metrics["beside"])]
    for what, unit in (("pace", "digits per second"), ("length", "digits in the number")):
        for name, rows in metrics[what].items():
            lines += ["", f"{name}, by {unit}", _HEAD, *map(_line, rows)]
    for name, rows in metrics["wrong"].items():
        if rows:
            lines += ["", f"{name}: {len(rows)} numbers wrong"]
            lines += [
                f"{row['speaker']:40s} said {row['said']:14s} heard {row['heard']}" for row in rows
            ]
    return "\n".join(lines)


_HEAD = (
    f"{'':12s} {'speakers':>8s} {'numbers':>8s} {'numbers right':>24s} {'digits':>7s} "
    f"{'digits right':>24s} {'ins':>4s} {'del':>4s} {'sub':>4s}"
)


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['name']:12s} {row['speakers']:8d} {row['numbers']:8d} "
        f"{_share(row['numbers_right'], row['numbers_interval_people'], row['speakers']):>24s} "
        f"{row['digits']:7d} "
        f"{_share(row['digits_right'], row['digits_interval_people'], row['speakers']):>24s} "
        f"{row['insertions']:4d} {row['deletions']:4d} {row['substitutions']:4d}"
    )


def _share(share: float, interval: Sequence[float], speakers: int) -> str:
    """A share in per cent; two speakers are too few for an interval."""
    spread = f"[{100 * interval[0]:.1f}-{100 * interval[1]:.1f}]" if speakers > 2 else "[unknown]"
    return f"{100 * share:.2f} % {spread}"
