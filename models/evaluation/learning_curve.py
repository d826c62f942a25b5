"""Learning curve: accuracy by the number of Speech Commands speakers in the training.

The networks are variants of `models.compare_recipes`, with a short training. They are evaluated on
the validation speakers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.data.index import OTHER
from models.data.splits import SPEECH_COMMANDS, split_of_speaker
from models.evaluation.evaluate import read
from models.evaluation.intervals import intraclass_correlation
from models.evaluation.scores import accuracy_row, by_speaker

SPEAKERS = {"70-speakers": 70, "280-speakers": 280, "short": 1285}
"""Variant -> speakers; `models.compare_recipes` trains "short" with all of them."""


def learning_curve(search: Path) -> list[dict[str, Any]]:
    """A row for each variant that has been trained.

    Parameters
    ----------
    search : Path
        Folder of `models.compare_recipes`.
    """
    rows: list[dict[str, Any]] = []
    for name, speakers in SPEAKERS.items():
        paths = sorted((search / name).glob("fold*/predictions.jsonl"))
        if not paths:
            continue
        # Each fold's network predicts the validation speakers; one of them is enough.
        predictions = [
            one
            for one in read(paths[0])
            if one.label != OTHER
            and one.speaker.startswith(SPEECH_COMMANDS)
            and split_of_speaker(one.speaker) == "validation"
        ]
        correlation = intraclass_correlation(*by_speaker(predictions))
        rows.append({"trained_with": speakers, **accuracy_row(name, predictions, correlation)})
    return rows
