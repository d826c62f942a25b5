"""The JSON objects of results: what ``--json`` prints, and what the server sends.

`recording_record` and `number_record` answer for a whole recording, `result_record` and
`stream_number_record` are the events of a stream. Fields are only ever added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.events import Number, Result

Record = dict[str, Any]


def recording_record(file: str, result: Result) -> Record:
    """The answer for a recording that holds one word, as `predict` gives it."""
    return {
        "file": file,
        "digit": result.digit,
        "confidence": round(result.confidence, 4),
        "probabilities": [round(p, 6) for p in result.probabilities],
        "rejected": result.rejected,
        "reason": result.reason,
        "latency_ms": round(result.latency_ms, 3),
    }


def number_record(file: str, numbers: Sequence[Number]) -> Record:
    """The answer for a recording that holds a number, as `predict --number` gives it."""
    return {
        "file": file,
        "number": "".join(number.text for number in numbers),
        "digits": [_digit_record(digit) for number in numbers for digit in number.digits],
    }


def error_record(file: str, message: str) -> Record:
    """The answer for a recording that cannot be used."""
    return {"file": file, "error": message}


def result_record(
    result: Result, heard_to_known_ms: float | None, stages_ms: Mapping[str, float] | None
) -> Record:
    """A provisional, withdrawn, final or rejected digit of a stream.

    Parameters
    ----------
    result : Result
    heard_to_known_ms : float or None
        From the last sound to the result; None where the stream does not run in real time.
    stages_ms : mapping of str to float, or None
        What that time consists of.
    """
    return {
        "id": result.id,
        "type": result.type,
        "digit": result.digit,
        "confidence": round(result.confidence, 4),
        "start": round(result.start, 3),
        "end": round(result.end, 3),
        "latency_ms": round(result.latency_ms, 3),
        "rejected": result.rejected,
        "reason": result.reason,
        "probabilities": [round(p, 6) for p in result.probabilities],
        "closed_at": round(result.closed_at, 3),
        "heard_to_known_ms": _rounded(heard_to_known_ms, 1),
        "stages_ms": None
        if stages_ms is None
        else {name: round(ms, 2) for name, ms in stages_ms.items()},
        "phrase": result.phrase,
    }


def stream_number_record(number: Number, heard_to_known_ms: float | None) -> Record:
    """The digits of a number that is over, with the ids of their results and their phrases."""
    return {
        "id": None,
        "type": "number",
        "digit": None,
        "confidence": round(number.confidence, 4),
        "start": round(number.start, 3),
        "end": round(number.end, 3),
        "latency_ms": None,
        "phrase": number.phrase,
        "number": number.text,
        "digits": [{"id": digit.id, **_digit_record(digit)} for digit in number.digits],
        "closed_at": round(number.closed_at, 3),
        "heard_to_known_ms": _rounded(heard_to_known_ms, 1),
        "phrases": sorted({digit.phrase for digit in number.digits}),
        "is_cut": number.is_cut,
    }


def _digit_record(digit: Result) -> Record:
    return {
        "digit": digit.digit,
        "confidence": round(digit.confidence, 4),
        "start": round(digit.start, 3),
        "end": round(digit.end, 3),
        "rejected": digit.rejected,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
