"""From utterances to results: one word by the classifier, several by the decoder.

While an utterance is open, the decoder follows it and shows each digit soon after its end, as
provisional. When the utterance closes, the digits become final; where the decoder found no more
than one word, the classifier's answer for the whole utterance counts. Utterances that follow each
other without the pause of a hangover are one phrase; its digits are a number.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from core.audio import SAMPLE_RATE
from core.classifier import Classifier, unfit
from core.decoding.decoder import Decoder, Spoken
from core.events import (
    Classification,
    Event,
    Number,
    Result,
    StageTimings,
    Utterance,
)
from core.judgement import credible, is_number, judge

_NEEDED_AFTER = 0.08
"""A word is shown when so much of what follows has been decoded, in seconds."""

_MARGIN = 0.06
"""Sound kept around a digit that is cut out of a phrase, in seconds."""


@dataclass(slots=True)
class _Open:
    """The utterance that is being heard."""

    utterance_id: int
    begin: int  # stream index of its first sample
    fed: int  # stream index after the last sample decoded
    decoder: Decoder


class Phrases:
    """Turns cuts of the segmenter into events.

    Parameters
    ----------
    classifier : Classifier
        Without a phrase model in its bundle every utterance is one word.

    Attributes
    ----------
    classifier : Classifier
        See `use` for another one.
    """

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier
        self._ids = count(1)
        self._phrase = 0
        self._is_between = True  # no phrase is open
        self._open: _Open | None = None
        self._shown: list[Result] = []  # provisional results of the open utterance
        self._said: list[Result] = []  # final results of the open phrase

    def reset(self) -> None:
        """Forget the open utterance and phrase, after a gap in the sound."""
        self._open = None
        self._shown, self._said = [], []
        self._is_between = True

    def use(self, classifier: Classifier) -> list[Event]:
        """Recognize with another model from now on, and withdraw what is provisional.

        An utterance that is open is judged by the other model, from its beginning.
        """
        self.classifier = classifier
        events: list[Event] = [_withdrawn(one) for one in self._shown]
        self._open, self._shown = None, []
        return events

    def grow(self, utterance: Utterance) -> list[Event]:
        """Show what has become clear in an utterance that is still open.

        Parameters
        ----------
        utterance : Utterance
            Everything heard of it so far.
        """
        decoder = self._decoded(utterance)
        if decoder is None:
            return []
        limit = decoder.seconds - _NEEDED_AFTER
        words = decoder.words()
        ended = [word for word in words[:-1] if word.end <= limit]
        # A last word that ends just now may still go on.
        ended += [word for word in words[-1:] if word.end < limit]
        digits = credible(ended)
        if not digits:
            return []
        is_in_number = is_number(digits)
        found = [self._digit(utterance, word, StageTimings(), is_in_number) for word in digits]
        return self._reconciled(found, is_complete=False)

    def resume(self) -> list[Event]:
        """Speech goes on after a provisional cut: what was shown may not be all of a word.

        With a decoder it stays, until the decoder hears something else there.
        """
        if self.classifier.phrases is not None:
            return []
        events: list[Event] = [_withdrawn(one) for one in self._shown]
        self._shown = []
        return events

    def pause(self, utterance: Utterance) -> list[Event]:
        """Judge an utterance at its first short silence: provisional."""
        return self._reconciled(self._judged(utterance), is_complete=True)

    def close(self, utterance: Utterance, segment_ms: float = 0.0) -> list[Event]:
        """Judge an utterance for good, and end the phrase where the utterance ends it."""
        found = self._judged(utterance)
        found = [replace(one, timings=replace(one.timings, segment_ms=segment_ms)) for one in found]
        events = self._reconciled(found, is_complete=True)
        self._said += [event for event in events if _is_final(event)]
        self._shown, self._open = [], None
        if utterance.ends_phrase:
            events += self._number()
            self._said = []
            self._is_between = True
        return events

    # -- judging --------------------------------------------------------------------------------

    def _judged(self, utterance: Utterance) -> list[Result]:
        started = time.perf_counter()
        decoder = self._decoded(utterance)
        words = decoder.words() if decoder is not None else []
        decoding_ms = 1e3 * (time.perf_counter() - started)
        digits, heard, timings = judge(utterance, words, self.classifier)
        timings = replace(timings, decision_ms=timings.decision_ms + decoding_ms)
        if digits:
            is_in_number = is_number(digits)
            return [self._digit(utterance, word, timings, is_in_number) for word in digits]
        return [result_of(utterance, heard, timings)]

    def _decoded(self, utterance: Utterance) -> Decoder | None:
        """The decoder of an utterance, fed with all of it."""
        model = self.classifier.phrases
        if model is None or utterance.is_overlong:
            return None
        begin = round(utterance.samples_start * SAMPLE_RATE)
        end = begin + len(utterance.samples)
        known = self._open
        # A final cut may end before what was decoded already: at the next word's beginning.
        if (
            known is None
            or known.utterance_id != utterance.id
            or known.begin != begin
            or known.fed > end
        ):
            known = self._open = _Open(utterance.id, begin, begin, Decoder(model))
        known.decoder.feed(utterance.samples[known.fed - begin :])
        known.fed = end
        return known.decoder

    def _digit(
        self,
        utterance: Utterance,
        word: Spoken,
        timings: StageTimings,
        is_in_number: bool,
    ) -> Result:
        """The result of one digit in a phrase."""
        part = _part(utterance, word.start, word.end)
        heard = self.classifier.judge_in_phrase(word, is_in_number=is_in_number)
        rejected, reason = unfit(part)
        if rejected is not None:
            heard = replace(heard, rejected=rejected, reason=reason)
        return result_of(part, heard, timings)

    # -- events ---------------------------------------------------------------------------------

    def _reconciled(self, found: Sequence[Result], *, is_complete: bool) -> list[Event]:
        """Compare with what is shown: what stays keeps its id, what is gone is withdrawn."""
        if self._is_between:
            self._phrase += 1
            self._is_between = False
        events: list[Event] = []
        left = list(self._shown)
        shown: list[Result] = []
        for one in found:
            known = next((shown for shown in left if _overlap(shown, one)), None)
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
        if all(part.type != "digit" for part in parts):
            return []
        text = "".join("?" if part.digit is None else str(part.digit) for part in parts)
        return [Number(self._phrase, text, tuple(parts), parts[-1].closed_at)]


def result_of(utterance: Utterance, heard: Classification, timings: StageTimings) -> Result:
    """A result without an id of its own yet: that of its utterance."""
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
    """The stretch of an utterance that holds one digit; `start` and `end` from its first sample."""
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
    """Whether two results are about the same sound, for the most part."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * min(one.end - one.start, other.end - other.start)


def _same_answer(one: Result, other: Result) -> bool:
    return (one.digit, one.rejected) == (other.digit, other.rejected)


def _is_final(event: Event) -> bool:
    return isinstance(event, Result) and event.type in ("digit", "rejected")


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
