"""What a stream's events are worth, against the truth of who said what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.data.index import OTHER
from models.evaluation.streams.scenes import Word

MIN_OVERLAP = 0.05
"""Seconds that an answer and a word must share to be about each other."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of ``listen --json``: its type, digit, bounds and the VAD's close in stream time."""

    id: int
    type: str
    digit: int | None
    start: float
    end: float
    closed_at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """One spoken digit, and what became of it.

    Attributes
    ----------
    word : Word
    event : Event or None
        The final answer about it; None where it was missed.
    by_hand : int or None
        What the classifier alone says of the word cut by hand out of the same sound, at the same
        thresholds.
    provisional_s, final_s : float
        Seconds of the stream from the word's last sound to the answers; NaN where there is none.
    """

    word: Word
    event: Event | None
    by_hand: int | None
    provisional_s: float
    final_s: float

    @property
    def is_hit(self) -> bool:
        """Whether the right digit was given."""
        return self.event is not None and self.event.digit == self.word.label


@dataclass(frozen=True, slots=True)
class Scores:
    """A scene in figures; counts are of spoken digits unless said otherwise.

    Attributes
    ----------
    words, people : int
    detected : int
        Words that an utterance of their own was cut for.
    hits, substitutions, refused, missed : int
        They add up to `words`.
    by_hand : int
        Words that the classifier alone gets right when they are cut by hand.
    lost, gained : int
        Of these, those that the stream did not get right; and of the others, those that it did.
    inserted : int
        Digits given where nothing was said, or twice for one word.
    others, taken : int
        Words that are no digits, and those of them taken for one.
    hours : float
        Length of the recordings.
    onset_ms, offset_ms : tuple of float
        Median of the error (later is positive), and the 95th percentile of its size.
    provisional_ms, final_ms : tuple of float
        From the word's last sound to the answer in stream time: p50, p95.
    withdrawn : int
        Provisional answers taken back.
    """

    words: int
    people: int
    detected: int
    hits: int
    substitutions: int
    refused: int
    missed: int
    by_hand: int
    lost: int
    gained: int
    inserted: int
    others: int
    taken: int
    hours: float
    onset_ms: tuple[float, float]
    offset_ms: tuple[float, float]
    provisional_ms: tuple[float, float]
    final_ms: tuple[float, float]
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Verdicts on the digits of one recording, and what else was answered in it."""

    verdicts: list[Verdict]
    inserted: list[Event]
    taken: list[Event]
    others: int
    withdrawn: int
    hours: float


def judge(
    words: Sequence[Word],
    events: Sequence[Event],
    by_hand: Sequence[int | None],
    hours: float,
) -> Judgement:
    """Match answers to words, one to one, by the time that they share.

    Parameters
    ----------
    words : sequence of Word
        Digits and others, in order.
    events : sequence of Event
        All of a stream's events, in order.
    by_hand : sequence of int or None
        For each word, see `Verdict`.
    hours : float
    """
    finals = [e for e in events if e.type in ("digit", "rejected")]
    answer_to = _match(words, finals)
    word_of = {event: word for word, event in answer_to.items()}
    verdicts = [
        _verdict(word, finals, answer_to.get(index), events, hand)
        for index, (word, hand) in enumerate(zip(words, by_hand, strict=True))
        if word.label != OTHER
    ]
    inserted: list[Event] = []
    taken: list[Event] = []
    for index, event in enumerate(finals):
        if event.type != "digit":
            continue
        word = words[word_of[index]] if index in word_of else None
        if word is None:
            # A second cut of a long word that is no digit is that word taken for one.
            near = [w for w in words if _overlap(w, event) >= MIN_OVERLAP]
            (taken if near and near[0].label == OTHER else inserted).append(event)
        elif word.label == OTHER:
            taken.append(event)
    return Judgement(
        verdicts,
        inserted,
        taken,
        sum(word.label == OTHER for word in words),
        sum(e.type == "withdrawn" for e in events),
        hours,
    )


def sum_up(judgements: Sequence[Judgement]) -> Scores:
    """The figures of several recordings of one scene."""
    verdicts = [v for j in judgements for v in j.verdicts]
    found = [v for v in verdicts if v.event is not None]
    onsets = [1e3 * (v.event.start - v.word.start) for v in found if v.event]
    offsets = [1e3 * (v.event.end - v.word.end) for v in found if v.event]
    right_by_hand = [v for v in verdicts if v.by_hand == v.word.label]
    hits = sum(v.is_hit for v in verdicts)
    refused = sum(v.event is not None and v.event.digit is None for v in verdicts)
    return Scores(
        words=len(verdicts),
        people=len({v.word.speaker for v in verdicts}),
        detected=len(found),
        hits=hits,
        substitutions=len(found) - hits - refused,
        refused=refused,
        missed=len(verdicts) - len(found),
        by_hand=len(right_by_hand),
        lost=sum(not v.is_hit for v in right_by_hand),
        gained=hits - sum(v.is_hit for v in right_by_hand),
        inserted=sum(len(j.inserted) for j in judgements),
        others=sum(j.others for j in judgements),
        taken=sum(len(j.taken) for j in judgements),
        hours=sum(j.hours for j in judgements),
        onset_ms=_error(onsets),
        offset_ms=_error(offsets),
        provisional_ms=_delays([v.provisional_s for v in verdicts]),
        final_ms=_delays([v.final_s for v in verdicts]),
        withdrawn=sum(j.withdrawn for j in judgements),
    )


def _overlap(word: Word, event: Event) -> float:
    return min(word.end, event.end) - max(word.start, event.start)


def _match(words: Sequence[Word], finals: Sequence[Event]) -> dict[int, int]:
    """Index of a word -> index of its answer.

    Digits come before refusals, since they are what a person takes for the answer; then who shares
    most with whom.
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
    answer_to: dict[int, int] = {}
    taken: set[int] = set()
    for *_, index, place in sorted(pairs, reverse=True):
        if index not in answer_to and place not in taken:
            answer_to[index] = place
            taken.add(place)
    return answer_to


def _verdict(
    word: Word,
    finals: Sequence[Event],
    place: int | None,
    events: Sequence[Event],
    by_hand: int | None,
) -> Verdict:
    if place is None:
        return Verdict(word, None, by_hand, np.nan, np.nan)
    final = finals[place]
    early = [e for e in events if e.id == final.id and e.type == "provisional"]
    # Of an answer that was taken back only the last one counts: it is what stood until the final.
    provisional_s = early[-1].closed_at - word.end if early else np.nan
    return Verdict(word, final, by_hand, provisional_s, final.closed_at - word.end)


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
