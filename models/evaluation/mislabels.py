"""Recordings whose label may be wrong: listed for a person to hear, never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.data.index import OTHER
from models.evaluation.evaluate import Judged


def suspected(
    judged: Sequence[Judged], rivals: Mapping[tuple[str, str], Sequence[Judged]]
) -> list[dict[str, Any]]:
    """Where the out-of-fold model and all rivals, each by itself, agree on another digit.

    Parameters
    ----------
    judged : sequence of Judged
        Out of fold.
    rivals : mapping
        As `judge_rivals` gives them; what they hear with their own front ends counts,
        since a word that our segmenter cut badly sounds wrong to everybody.

    Returns
    -------
    list of dict
        file, speaker, label, heard, our confidence and digitness; the surest first.
    """
    own = [answers for (_, front_end), answers in rivals.items() if front_end == "own"]
    if not own:
        return []
    heard = [{(one.speaker, one.file): one.digit for one in answers} for answers in own]
    rows: list[dict[str, Any]] = []
    for one in judged:
        said = {answers.get((one.speaker, one.file), -1) for answers in heard}
        if one.label != OTHER and not one.is_right and said == {one.digit}:
            rows.append(
                {
                    "file": one.file,
                    "speaker": one.speaker,
                    "label": one.label,
                    "heard": one.digit,
                    "confidence": max(one.probabilities),
                    "digitness": one.digitness,
                }
            )
    return sorted(rows, key=lambda row: -row["confidence"])
