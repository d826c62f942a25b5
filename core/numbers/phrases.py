"""From utterances to results: single words by the classifier, several digits by the decoder.

Utterances that follow each other without the pause of a hangover are one phrase; its digits are a
number. The decoder decodes a phrase as a whole, since an utterance may end inside a number or even
inside a word. The digits of a phrase are provisional until it ends, and each is reported soon after
it was spoken. If the decoder does not find several digits, the classifier's results for the
utterances count.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.classifier import Classifier, unfit
from core.decoding.decoder import DecodedWord, Decoder
from core.events import (
    Classification,
    Event,
    Number,
    Result,
    StageTimings,
    Utterance,
    number_of,
    results_of,
)
from core.numbers.judgement import as_word, credible, digits_in, is_number

_NEEDED_AFTER = 0.08
"""Sound after a word that must be decoded before the word is reported, in seconds."""

_MARGIN = 0.06
"""Sound kept around a digit that is cut out of a phrase, in seconds."""

_LONGEST_STRETCH = 20.0
"""Seconds. A longer stretch ends with the utterance; its phrase continues in a new one."""


@dataclass(slots=True)
class _Word:
    """An utterance of a stretch, classified as one word."""

    utterance: Utterance
    heard: Classification
    timings: StageTimings


@dataclass(slots=True)
class _Stretch:
    """Sound without gaps that is decoded together, and the utterances of the open phrase in it."""

    begin: int  # stream index of its first sample
    decoder: Decoder
    pieces: list[Float32Array] = field(default_factory=list[Float32Array])
    length: int = 0  # samples
    closed: list[_Word] = field(default_factory=list[_Word])
    since: float = 0.0  # where the phrase begins, seconds from the beginning of the stretch

    @property
    def end(self) -> int:
        """Stream index after its last sample."""
        return self.begin + self.length

    def feed(self, utterance: Utterance) -> None:
        """Decode the part of an utterance that was not decoded before."""
        self.take(utterance.samples[self.end - _first_sample(utterance) :])

    def take(self, samples: Float32Array) -> None:
        """Decode the next samples."""
        self.decoder.feed(samples)
        self.pieces.append(samples)
        self.length += len(samples)

    def words(self) -> tuple[list[DecodedWord], list[DecodedWord]]:
        """The words that the decoder found before the open phrase, and those in it."""
        words = self.decoder.words()
        before = [word for word in words if 0.5 * (word.start + word.end) <= self.since]
        return before, words[len(before) :]

    def end_phrase(self) -> None:
        """Begin another phrase, to which later words belong."""
        self.closed = []
        self.since = self.length / SAMPLE_RATE

    @property
    def is_long(self) -> bool:
        """Whether it has reached its maximum length, and no other phrase may begin in it."""
        return self.length > _LONGEST_STRETCH * SAMPLE_RATE

    def sound(self) -> Float32Array:
        """All its samples so far."""
        self.pieces = [np.concatenate(self.pieces)]
        return self.pieces[0]


class Phrases:
    """Turns cuts of the segmenter into events.

    Parameters
    ----------
    classifier : Classifier
        If its bundle has no phrase model, every utterance is one word.

    Attributes
    ----------
    classifier : Classifier
        Replaced by `use`.
    """

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier
        self._ids = count(1)
        self._phrase = 0
        self._is_between = True  # no phrase is open
        self._stretch: _Stretch | None = None
        self._shown: list[Result] = []  # provisional results of the stretch
        self._said: list[Result] = []  # final results of the open phrase

    def reset(self) -> None:
        """Forget the open utterance and phrase, after a gap in the sound."""
        self._stretch = None
        self._shown, self._said = [], []
        self._is_between = True

    def use(self, classifier: Classifier) -> list[Event]:
        """Recognize with another model from now on.

        The other model also recognizes what was already said of the open phrase.

        Parameters
        ----------
        classifier : Classifier

        Returns
        -------
        list of Result or Number
            Provisional results are withdrawn. If the other model has no decoder, the utterances of
            the open phrase get their results.
        """
        self.classifier = classifier
        events: list[Event] = [_withdrawn(one) for one in self._shown]
        self._shown = []
        before, self._stretch = self._stretch, None
        if before is None or self._is_between:
            return events
        if classifier.phrases is not None:
            self._stretch = _Stretch(before.begin, Decoder(classifier.phrases), since=before.since)
            self._stretch.take(before.sound())
        closed = [self._as_word(one.utterance, self._stretch) for one in before.closed]
        if self._stretch is not None:
            self._stretch.closed = closed
            return events
        found = [result_of(one.utterance, one.heard, one.timings) for one in closed]
        final = self._reconciled(found, is_complete=True)
        self._shown = []
        self._said += _settled(final)
        return [*events, *final]

    def grow(self, utterance: Utterance) -> list[Event]:
        """Report the complete digits in an utterance that is still open, as provisional.

        Parameters
        ----------
        utterance : Utterance
            The utterance up to now.

        Returns
        -------
        list of Result
        """
        stretch = self._fed(utterance)
        if stretch is None:
            return []
        limit = stretch.decoder.seconds - _NEEDED_AFTER
        before, words = stretch.words()
        ended = [word for word in words[:-1] if word.end <= limit]
        # A last word that ends exactly there may not be over yet.
        ended += [word for word in words[-1:] if word.end < limit]
        digits = credible(ended)
        if not digits:
            return []
        found = self._digits(
            _joined(stretch, utterance), digits, StageTimings(), is_number([*before, *digits])
        )
        return self._reconciled(found, is_complete=False)

    def resume(self) -> list[Event]:
        """Note that speech goes on after a provisional cut.

        Returns
        -------
        list of Result
            Without a decoder, the provisional results are withdrawn, since they may be only the
            beginning of a word. With one they stay until it finds another word in their place.
        """
        if self.classifier.phrases is not None:
            return []
        events: list[Event] = [_withdrawn(one) for one in self._shown]
        self._shown = []
        return events

    def pause(self, utterance: Utterance) -> list[Event]:
        """Report the results of an utterance at its first short silence, as provisional.

        Returns
        -------
        list of Result
        """
        found, _ = self._judged(utterance)
        return self._reconciled(found, is_complete=True)

    def close(self, utterance: Utterance, segment_ms: float = 0.0) -> list[Event]:
        """Report the results of an utterance that has ended.

        They are final if it ends its phrase. If the next word has begun instead, they stay
        provisional until the phrase ends.

        Parameters
        ----------
        utterance : Utterance
        segment_ms : float
            Time the segmenter took for the block that closed the utterance, in milliseconds.

        Returns
        -------
        list of Result or Number
            The number comes last, if the phrase has ended.
        """
        known = self._stretch
        goes_on = (
            not utterance.ends_phrase
            and self.classifier.phrases is not None
            and (known is None or not known.is_long)
        )
        found, word = self._judged(replace(utterance, is_final=not goes_on))
        if goes_on:
            assert self._stretch is not None
            self._stretch.closed.append(replace(word, utterance=utterance))
            return self._reconciled(found, is_complete=True)
        found = [replace(one, timings=replace(one.timings, segment_ms=segment_ms)) for one in found]
        events = self._reconciled(found, is_complete=True)
        self._said += _settled(events)
        self._shown = []
        if self._stretch is not None:
            self._stretch.end_phrase()
        if utterance.ends_phrase:
            events += self._number()
            self._said = []
            self._is_between = True
        return events

    # -- judging --------------------------------------------------------------------------------

    def _judged(self, utterance: Utterance) -> tuple[list[Result], _Word]:
        """Return the results of the open phrase up to an utterance, and the utterance as a word."""
        started = time.perf_counter()
        stretch = self._fed(utterance)
        before, words = stretch.words() if stretch is not None else ([], [])
        decoding_ms = 1e3 * (time.perf_counter() - started)
        last = self._as_word(utterance, stretch)
        last.timings = replace(last.timings, decision_ms=last.timings.decision_ms + decoding_ms)
        if stretch is not None:
            return self._results(stretch, [*stretch.closed, last], before, words), last
        earlier: list[Result] = []
        if self._stretch is not None and self._stretch.closed:
            # An utterance that is too long is not decoded; those before it in the phrase were.
            earlier = self._earlier(self._stretch)
        return [*earlier, result_of(utterance, last.heard, last.timings)], last

    def _earlier(self, stretch: _Stretch) -> list[Result]:
        """The final results of the utterances of a phrase that are closed."""
        last = stretch.closed[-1].utterance
        before, words = stretch.words()
        end = last.end - stretch.begin / SAMPLE_RATE
        spoken = [word for word in words if word.start < end]
        return self._results(stretch, stretch.closed, before, spoken)

    def _results(
        self,
        stretch: _Stretch,
        alone: Sequence[_Word],
        before: Sequence[DecodedWord],
        words: Sequence[DecodedWord],
    ) -> list[Result]:
        """The digits of a phrase, or each of its utterances as one word.

        Parameters
        ----------
        stretch : _Stretch
        alone : sequence of _Word
            The utterances of the phrase.
        before, words : sequence of DecodedWord
            See `_Stretch.words`.
        """
        last = alone[-1]
        is_after_number = is_number(before)
        digits = digits_in(words, [one.heard for one in alone], is_after_number=is_after_number)
        if digits:
            is_in_number = is_after_number or is_number(digits)
            joined = _joined(stretch, last.utterance)
            return self._digits(joined, digits, last.timings, is_in_number)
        is_final = last.utterance.is_final
        return [self._word(one, words, stretch, is_final=is_final) for one in alone]

    def _word(
        self, one: _Word, words: Sequence[DecodedWord], stretch: _Stretch, *, is_final: bool
    ) -> Result:
        """The result of an utterance that is one word; `words` are those of its phrase."""
        own: list[DecodedWord] | None = None
        if self.classifier.adapter is None:
            begin = stretch.begin / SAMPLE_RATE
            start, end = one.utterance.start - begin, one.utterance.end - begin
            own = [word for word in words if word.start < end and word.end > start]
        heard = as_word(one.utterance, one.heard, own)
        return result_of(replace(one.utterance, is_final=is_final), heard, one.timings)

    def _as_word(self, utterance: Utterance, stretch: _Stretch | None) -> _Word:
        if stretch is None:
            return _Word(utterance, *self.classifier.classify(utterance))
        offset = (_first_sample(utterance) - stretch.begin) / SAMPLE_RATE
        return _Word(utterance, *self.classifier.classify(utterance, stretch.decoder, offset))

    def _fed(self, utterance: Utterance) -> _Stretch | None:
        """The stretch that an utterance belongs to, fed with all of it."""
        model = self.classifier.phrases
        if model is None or utterance.is_overlong:
            return None
        begin, known = _first_sample(utterance), self._stretch
        if known is None or begin > known.end or (self._is_between and known.is_long):
            known = self._stretch = _Stretch(begin, Decoder(model))
        known.feed(utterance)
        return known

    def _digits(
        self,
        utterance: Utterance,
        words: Sequence[DecodedWord],
        timings: StageTimings,
        is_in_number: bool,
    ) -> list[Result]:
        """The results of the digits in a phrase, each with its part of the sound."""
        results: list[Result] = []
        for word in words:
            part = _part(utterance, word.start, word.end)
            heard = self.classifier.judge_in_phrase(word, is_in_number=is_in_number)
            rejected, reason = unfit(part)
            if rejected is not None:
                heard = replace(heard, rejected=rejected, reason=reason)
            results.append(result_of(part, heard, timings))
        return results

    # -- events ---------------------------------------------------------------------------------

    def _reconciled(self, found: Sequence[Result], *, is_complete: bool) -> list[Event]:
        """Compare results with the provisional ones, which keep their id or are withdrawn.

        Parameters
        ----------
        found : sequence of Result
            Results of the stretch.
        is_complete : bool
            Whether provisional results that are not among them are withdrawn.
        """
        if self._is_between:
            self._phrase += 1
            self._is_between = False
        events: list[Event] = []
        left = list(self._shown)
        shown: list[Result] = []
        for one in found:
            known = next((other for other in left if _overlap(other, one)), None)
            if known is not None:
                left.remove(known)
            same = known is not None and (one.type != "provisional" or _same_answer(known, one))
            if known is not None and not same:
                events.append(_withdrawn(known))
            number = known.id if known is not None and same else next(self._ids)
            language = self.classifier.bundle.language
            result = replace(one, id=number, phrase=self._phrase, language=language)
            shown.append(result)
            if known is None or not same or result.type != "provisional":
                events.append(result)
        if is_complete:
            events = [*map(_withdrawn, left), *events]
        else:
            shown = sorted([*left, *shown], key=lambda one: one.start)
        self._shown = shown
        return events

    def _number(self) -> list[Number]:
        parts = [r for r in self._said if r.type == "digit" or r.rejected == "unsure"]
        number = number_of(parts)
        return [] if number is None else [number]


def _joined(stretch: _Stretch, last: Utterance) -> Utterance:
    """All utterances of a stretch, and the sound between them, as one."""
    first = stretch.closed[0].utterance if stretch.closed else last
    return replace(
        last,
        id=first.id,
        samples=stretch.sound(),
        samples_start=stretch.begin / SAMPLE_RATE,
        start=first.start,
    )


def _first_sample(utterance: Utterance) -> int:
    """Stream index of an utterance's first sample."""
    return round(utterance.samples_start * SAMPLE_RATE)


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
    settled = "digit" if is_accepted else "rejected"
    return Result(
        id=utterance.id,
        type=settled if utterance.is_final else "provisional",
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


def _part(utterance: Utterance, start: float, end: float) -> Utterance:
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


def _overlap(one: Result, other: Result) -> bool:
    """Whether two results share more than half of the shorter one's sound."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * min(one.end - one.start, other.end - other.start)


def _same_answer(one: Result, other: Result) -> bool:
    return (one.digit, one.rejected) == (other.digit, other.rejected)


def _settled(events: Iterable[Event]) -> list[Result]:
    """The final results among events."""
    return [result for result in results_of(events) if result.type in ("digit", "rejected")]


def _withdrawn(result: Result) -> Result:
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
