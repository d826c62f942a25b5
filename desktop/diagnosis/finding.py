"""The result of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["well", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check.

    Attributes
    ----------
    check : str
        Stable code: ``portaudio``, ``devices``, ``microphone``, ``sound``, ...
    verdict : {"well", "warning", "problem"}
        "well": no problem.
    text : str
        The result as a text.
    remedy : str
        What to do about it; empty if there is no problem.
    """

    check: str
    verdict: Verdict
    text: str
    remedy: str = ""
