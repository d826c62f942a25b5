"""Recordings whose label may be wrong. The report lists them; none is excluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.data.index import OTHER
from models.evaluation.evaluate import Prediction


def suspected_mislabels(
    predictions: Sequence[Prediction], rivals: Mapping[tuple[str, str], Sequence[Prediction]]
) -> list[dict[str, Any]]:
    """Recordings in which the out-of-fold model and all rivals agree on another digit.

    Parameters
    ----------
    predictions : sequence of Prediction
        Out of fold.
    rivals : mapping
        As returned by `predict_with_rivals`. Only results with their own front ends count, since a
        bad cut of our segmenter can mislead all of them.

    Returns
    -------
    list of dict
        file, speaker, label, heard, our confidence and digitness; highest confidence first.
    """
    own = [answers for (_, front_end), answers in rivals.items() if front_end == "own"]
    if not own:
        return []
    digits = [{(one.speaker, one.file): one.digit for one in answers} for answers in own]
    rows: list[dict[str, Any]] = []
    for one in predictions:
        others = {answers.get((one.speaker, one.file), -1) for answers in digits}
        if one.label != OTHER and not one.is_right and others == {one.digit}:
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
