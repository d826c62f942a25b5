"""Makes and compares results of utterances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.audio import SAMPLE_RATE
from core.events import Classification, Event, Result, StageTimings, Utterance, results_of

_MARGIN = 0.06
"""Sound kept around a digit that is cut out of a phrase, in seconds."""


def result_of(utterance: Utterance, heard: Classification, timings: StageTimings) -> Result:
    """Return the result of an utterance.

    Parameters
    ----------
    utterance : Utterance
    heard : Classification
    timings : StageTimings

    Returns
    -------
    Result
        Its id is that of the utterance, until `Phrases` gives it its own.
    """
    is_accepted = heard.rejected is None
    kind = "digit" if is_accepted else "rejected"
    return Result(
        id=utterance.id,
        type=kind if utterance.is_final else "provisional",
        digit=heard.digit if is_accepted else None,
        confidence=heard.confidence,
        probabilities=heard.probabilities,
        digitness=heard.digitness,
        rejected=heard.rejected,
        reason=heard.reason,
        start=utterance.start,
        end=utterance.end,
        closed_at=utterance.closed_at,
        timings=timings,
        utterance=utterance,
    )


def cut_out(utterance: Utterance, start: float, end: float) -> Utterance:
    """Cut one digit out of an utterance.

    Parameters
    ----------
    utterance : Utterance
    start, end : float
        Seconds from the first sample of the utterance.
    """
    total = len(utterance.samples)
    first = max(0, round((start - _MARGIN) * SAMPLE_RATE))
    last = min(total, round((end + _MARGIN) * SAMPLE_RATE))
    begin = utterance.samples_start
    return replace(
        utterance,
        samples=utterance.samples[first:last],
        samples_start=begin + first / SAMPLE_RATE,
        start=begin + start,
        end=begin + end,
        active=end - start,
    )


def overlap(one: Result, other: Result) -> bool:
    """Whether two results share more than half of the shorter one's sound."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * min(one.end - one.start, other.end - other.start)


def same_answer(one: Result, other: Result) -> bool:
    """Whether two results are the same digit, or the same rejection."""
    return (one.digit, one.rejected) == (other.digit, other.rejected)


def settled(events: Iterable[Event]) -> list[Result]:
    """The final results among events."""
    return [result for result in results_of(events) if result.type in ("digit", "rejected")]


def withdrawn(result: Result) -> Result:
    """Return the result that withdraws a provisional one."""
    return replace(
        result,
        type="withdrawn",
        digit=None,
        confidence=0.0,
        probabilities=(),
        digitness=0.0,
        rejected=None,
        reason="",
        timings=StageTimings(),
        utterance=None,
    )
