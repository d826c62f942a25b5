"""Scores a stream's events against the reference words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.data.index import OTHER
from models.evaluation.streams.scenes import Word

MIN_OVERLAP = 0.05
"""Least overlap of a result and a word to match, in seconds."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of ``listen --json``: its type, digit, bounds and VAD endpoint in stream time."""

    id: int
    type: str
    digit: int | None
    start: float
    end: float
    closed_at: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one spoken digit.

    Attributes
    ----------
    word : Word
    event : Event or None
        The final result; None if the word was missed.
    reference : int or None
        The classifier's result for the reference cut of the word, at the same thresholds.
    provisional_s, final_s : float
        Seconds from the end of the word to the results, in stream time; NaN if there is none.
    """

    word: Word
    event: Event | None
    reference: int | None
    provisional_s: float
    final_s: float

    @property
    def is_hit(self) -> bool:
        """Whether the result is the right digit."""
        return self.event is not None and self.event.digit == self.word.label


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a scene; counts refer to spoken digits unless stated otherwise.

    Attributes
    ----------
    words, speakers : int
    detected : int
        Words with an utterance of their own.
    hits, substitutions, rejected, missed : int
        Their sum is `words`.
    reference_hits : int
        Words whose reference cut is classified correctly.
    lost, gained : int
        Of these, words that are wrong in the stream; of the others, words that are right in it.
    inserted : int
        Digits without a word, or further digits for the same word.
    others, false_accepts : int
        Words that are not digits, and digits that were recognized in them.
    hours : float
        Duration of the recordings.
    onset_ms, offset_ms : tuple of float
        Median of the error (positive is late), and 95th percentile of its absolute value.
    provisional_ms, final_ms : tuple of float
        From the end of the word to the result in stream time: p50, p95.
    withdrawn : int
        Withdrawn provisional results.
    """

    words: int
    speakers: int
    detected: int
    hits: int
    substitutions: int
    rejected: int
    missed: int
    reference_hits: int
    lost: int
    gained: int
    inserted: int
    others: int
    false_accepts: int
    hours: float
    onset_ms: tuple[float, float]
    offset_ms: tuple[float, float]
    provisional_ms: tuple[float, float]
    final_ms: tuple[float, float]
    withdrawn: int


@dataclass(frozen=True, slots=True)
class RecordingScore:
    """Outcomes for the digits of one recording, and all other digit events."""

    outcomes: list[Outcome]
    inserted: list[Event]
    false_accepts: list[Event]
    others: int
    withdrawn: int
    hours: float


def score(
    words: Sequence[Word],
    events: Sequence[Event],
    reference: Sequence[int | None],
    hours: float,
) -> RecordingScore:
    """Match results to words, one to one, by their overlap.

    Parameters
    ----------
    words : sequence of Word
        Digits and others, in order.
    events : sequence of Event
        All events of a stream, in order.
    reference : sequence of int or None
        For each word, see `Outcome`.
    hours : float
    """
    finals = [e for e in events if e.type in ("digit", "rejected")]
    result_of = _match(words, finals)
    word_of = {event: word for word, event in result_of.items()}
    outcomes = [
        _outcome(word, finals, result_of.get(index), events, digit)
        for index, (word, digit) in enumerate(zip(words, reference, strict=True))
        if word.label != OTHER
    ]
    inserted: list[Event] = []
    false_accepts: list[Event] = []
    for index, event in enumerate(finals):
        if event.type != "digit":
            continue
        word = words[word_of[index]] if index in word_of else None
        if word is None:
            # A further utterance in a long word that is not a digit is a false acceptance.
            near = [w for w in words if _overlap(w, event) >= MIN_OVERLAP]
            (false_accepts if near and near[0].label == OTHER else inserted).append(event)
        elif word.label == OTHER:
            false_accepts.append(event)
    return RecordingScore(
        outcomes,
        inserted,
        false_accepts,
        sum(word.label == OTHER for word in words),
        sum(e.type == "withdrawn" for e in events),
        hours,
    )


def sum_up(scored: Sequence[RecordingScore]) -> Scores:
    """Scores over several recordings of one scene."""
    outcomes = [o for s in scored for o in s.outcomes]
    found = [o for o in outcomes if o.event is not None]
    onsets = [1e3 * (o.event.start - o.word.start) for o in found if o.event]
    offsets = [1e3 * (o.event.end - o.word.end) for o in found if o.event]
    reference_hits = [o for o in outcomes if o.reference == o.word.label]
    hits = sum(o.is_hit for o in outcomes)
    rejected = sum(o.event is not None and o.event.digit is None for o in outcomes)
    return Scores(
        words=len(outcomes),
        speakers=len({o.word.speaker for o in outcomes}),
        detected=len(found),
        hits=hits,
        substitutions=len(found) - hits - rejected,
        rejected=rejected,
        missed=len(outcomes) - len(found),
        reference_hits=len(reference_hits),
        lost=sum(not o.is_hit for o in reference_hits),
        gained=hits - sum(o.is_hit for o in reference_hits),
        inserted=sum(len(s.inserted) for s in scored),
        others=sum(s.others for s in scored),
        false_accepts=sum(len(s.false_accepts) for s in scored),
        hours=sum(s.hours for s in scored),
        onset_ms=_error(onsets),
        offset_ms=_error(offsets),
        provisional_ms=_delays([o.provisional_s for o in outcomes]),
        final_ms=_delays([o.final_s for o in outcomes]),
        withdrawn=sum(s.withdrawn for s in scored),
    )


def _overlap(word: Word, event: Event) -> float:
    return min(word.end, event.end) - max(word.start, event.start)


def _match(words: Sequence[Word], finals: Sequence[Event]) -> dict[int, int]:
    """Index of a word -> index of its result.

    Digits have priority over rejections, since users see them as the result; then the largest
    overlap decides.
    """
    pairs: list[tuple[bool, float, int, int]] = []
    begin = 0
    for index, word in enumerate(words):
        while begin < len(finals) and finals[begin].end < word.start:
            begin += 1
        for place in range(begin, len(finals)):
            if finals[place].start > word.end:
                break
            shared = _overlap(word, finals[place])
            if shared >= MIN_OVERLAP:
                pairs.append((finals[place].type == "digit", shared, index, place))
    result_of: dict[int, int] = {}
    used: set[int] = set()
    for *_, index, place in sorted(pairs, reverse=True):
        if index not in result_of and place not in used:
            result_of[index] = place
            used.add(place)
    return result_of


def _outcome(
    word: Word,
    finals: Sequence[Event],
    place: int | None,
    events: Sequence[Event],
    reference: int | None,
) -> Outcome:
    if place is None:
        return Outcome(word, None, reference, np.nan, np.nan)
    final = finals[place]
    early = [e for e in events if e.id == final.id and e.type == "provisional"]
    # After a withdrawal, only the last provisional result counts.
    provisional_s = early[-1].closed_at - word.end if early else np.nan
    return Outcome(word, final, reference, provisional_s, final.closed_at - word.end)


def _error(errors: Sequence[float]) -> tuple[float, float]:
    if not errors:
        return float("nan"), float("nan")
    return float(np.median(errors)), float(np.percentile(np.abs(errors), 95))


def _delays(seconds: Sequence[float]) -> tuple[float, float]:
    known = np.array([s for s in seconds if not np.isnan(s)])
    if len(known) == 0:
        return float("nan"), float("nan")
    p50, p95 = np.percentile(1e3 * known, (50, 95))
    return float(p50), float(p95)
