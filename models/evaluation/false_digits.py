"""False acceptances in streams: continuous speech and noise without digits.

The recordings of a corpus that a model has not heard are joined into one stream, which it processes
like a microphone. Every final digit is a false acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.recognizer import Recognizer
from models.data.index import OTHER
from models.data.splits import Judged
from models.evaluation.evaluate import PIPELINE, cached_classifier, cached_rows, digest, in_parallel
from models.evaluation.intervals import poisson

FADE = SAMPLE_RATE // 100
"""Length of the fade at both ends of a recording, in samples; avoids clicks."""

BLOCK = SAMPLE_RATE // 50


@dataclass(frozen=True, slots=True)
class _Part:
    """The recordings of one corpus that a bundle has not heard."""

    corpus: str
    paths: list[Path]
    bundle: Path


def count_false_digits(
    judged: Sequence[Judged], bundles: Sequence[Path], cache: Path
) -> list[dict[str, Any]]:
    """Count false digits by corpus and by kind of sound.

    Parameters
    ----------
    judged : sequence of Judged
    bundles : sequence of Path
    cache : Path
        File to cache the counts in.

    Returns
    -------
    list of dict
        name, minutes, utterances, false (digits), shown (provisional digits that were withdrawn or
        rejected), per_hour and its exact 95 % interval (low, high).
    """
    others = [one for one in judged if one.recording.label == OTHER]
    parts: list[_Part] = []
    for number, bundle in enumerate(bundles):
        own = [one.recording for one in others if one.bundle == number]
        parts += [
            _Part(corpus, [r.path for r in own if r.corpus == corpus], bundle)
            for corpus in sorted({r.corpus for r in own})
        ]
    names = [str(one.recording.path) for one in others]
    described = [bundle / "bundle.json" for bundle in bundles]
    key = digest(FADE, BLOCK, names, files=[*described, *PIPELINE])
    counts = cached_rows(cache, key, lambda: in_parallel(_run_stream, parts, "streams"))
    corpora = sorted({count["corpus"] for count in counts})
    groups = {corpus: [c for c in counts if c["corpus"] == corpus] for corpus in corpora}
    for kind in ("words", "sentences", "noise"):
        groups[f"all {kind}"] = [c for c in counts if c["corpus"].startswith(kind)]
    return [_row(name, members) for name, members in groups.items() if members]


def _row(name: str, counts: list[dict[str, Any]]) -> dict[str, Any]:
    total = {
        what: sum(c[what] for c in counts) for what in ("seconds", "utterances", "false", "shown")
    }
    hours = total["seconds"] / 3600
    low, high = poisson(total["false"])
    return {
        "name": name,
        "minutes": total["seconds"] / 60,
        "utterances": total["utterances"],
        "false": total["false"],
        "shown": total["shown"],
        "per_hour": total["false"] / hours,
        "low": low / hours,
        "high": high / hours,
    }


def _run_stream(part: _Part) -> list[dict[str, Any]]:
    recognizer = Recognizer(cached_classifier(part.bundle))
    finals = false = 0
    shown: set[int] = set()
    final_digits: set[int] = set()
    results = (r for block in _stream(part.paths) for r in recognizer.feed(block))
    for result in [*results, *recognizer.flush()]:
        if result.type == "provisional" and result.digit is not None:
            shown.add(result.id)
        elif result.type in ("digit", "rejected"):
            finals += 1
            if result.type == "digit":
                false += 1
                final_digits.add(result.id)
    return [
        {
            "corpus": part.corpus,
            "seconds": recognizer.time,
            "utterances": finals,
            "false": false,
            "shown": len(shown - final_digits),
        }
    ]


def _stream(paths: Sequence[Path]) -> Iterator[Float32Array]:
    ramp = np.linspace(0.0, 1.0, FADE, dtype=np.float32)
    for path in paths:
        samples = load(path).copy()
        if len(samples) > 2 * FADE:
            samples[:FADE] *= ramp
            samples[-FADE:] *= ramp[::-1]
        yield from (samples[i : i + BLOCK] for i in range(0, len(samples), BLOCK))
