"""From utterances to results: one word by the classifier, several by the decoder.

While an utterance is open, the decoder follows it and shows each digit soon after its end, as
provisional. When the utterance closes, the digits become final; where the decoder found no more
than one word, the classifier's answer for the whole utterance counts. Utterances that follow each
other without the pause of a hangover are one phrase; its digits are a number.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from core.audio import SAMPLE_RATE
from core.classifier import Classifier, unfit
from core.decoder import Decoder, Spoken
from core.events import (
    Classification,
    Event,
    Number,
    Result,
    StageTimings,
    Utterance,
)

LONGEST_WORD = 1.8
"""No digit lasts longer, in seconds; what does holds several words."""

_NEEDED_AFTER = 0.08
"""A word is shown when so much of what follows has been decoded, in seconds."""

_MARGIN = 0.06
"""Sound kept around a digit that is cut out of a phrase, in seconds."""

_NEIGHBOUR = 0.16
"""Other speech nearer to a digit than this, in seconds, belongs to the same talk."""

_SURE_CONFIDENCE, _SURE_DIGITNESS, _SURE_SECONDS = 0.9, 0.98, 0.2
"""A digit as sure and long as this is hardly a part of another."""

_LEAST_SHARE = 0.7
"""In an utterance that holds several digits they take up at least this share of the speech."""

_MEAN_DIGITNESS = 0.85
"""The digits of an utterance that holds several are, in the mean, at least this much of a digit."""

_LEAST_DIGITNESS = 0.5
"""The decoder confirms a word that is at least this much of a digit."""

_REVISED = ("not_a_digit", "unsure", "too_short")
_REVISING, _REVISING_DIGITNESS = 0.8, 0.99
"""A rejected word is accepted if the decoder hears the same digit at least as surely."""

_LONG_RUN = 3
"""So many digits in a row are a number, even among other words."""


@dataclass(slots=True)
class _Open:
    """The utterance that is being heard."""

    utterance_id: int
    begin: int  # stream index of its first sample
    fed: int  # stream index after the last sample decoded
    decoder: Decoder | None


class Phrases:
    """Turns cuts of the segmenter into events.

    Parameters
    ----------
    classifier : Classifier
        Without a phrase model in its bundle every utterance is one word.
    """

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
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
        if len(words) > 0 and words[-1].end < decoder.seconds - _NEEDED_AFTER:
            ended.append(words[-1])
        digits = _credible(ended)
        if not digits:
            return []
        found = [self._digit(utterance, word, StageTimings()) for word in digits]
        return self._reconciled(found, is_complete=False)

    def resume(self) -> list[Event]:
        """Speech goes on after a provisional cut: what was shown may not be all of a word.

        With a decoder it stays, until the decoder hears something else there.
        """
        if self._classifier.phrases is not None:
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
        digits, heard, timings = judge(utterance, words, self._classifier)
        timings = replace(timings, decision_ms=timings.decision_ms + decoding_ms)
        if digits:
            return [self._digit(utterance, word, timings) for word in digits]
        return [result_of(utterance, heard, timings)]

    def _decoded(self, utterance: Utterance) -> Decoder | None:
        """The decoder of an utterance, fed with all of it."""
        model = self._classifier.phrases
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
        assert known.decoder is not None
        known.decoder.feed(utterance.samples[known.fed - begin :])
        known.fed = end
        return known.decoder

    def _digit(
        self,
        utterance: Utterance,
        word: Spoken,
        timings: StageTimings,
    ) -> Result:
        """The result of one digit in a phrase."""
        part = _part(utterance, word.start, word.end)
        heard = self._classifier.judge_in_phrase(word)
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
            result = replace(one, id=number, phrase=self._phrase)
            shown.append(result)
            if known is None or not same or result.type != "provisional":
                events.append(result)
        if is_complete:
            events = [*map(_withdrawn, left), *events]
        else:
            shown = sorted([*left, *shown], key=lambda one: one.start)
        self._shown = shown
        return events

    def _number(self) -> Iterator[Number]:
        parts = [r for r in self._said if r.type == "digit" or r.rejected == "unsure"]
        if any(part.type == "digit" for part in parts):
            yield Number(
                self._phrase,
                "".join("?" if part.digit is None else str(part.digit) for part in parts),
                tuple(parts),
                parts[-1].closed_at,
            )


def words_in(utterance: Utterance, classifier: Classifier) -> list[Spoken]:
    """What the decoder finds in an utterance; empty without a phrase model."""
    if classifier.phrases is None or utterance.is_overlong:
        return []
    decoder = Decoder(classifier.phrases)
    decoder.feed(utterance.samples)
    return decoder.words()


def judge(
    utterance: Utterance, words: Sequence[Spoken], classifier: Classifier
) -> tuple[list[Spoken], Classification, StageTimings]:
    """Decide whether an utterance holds one word or several.

    Parameters
    ----------
    utterance : Utterance
    words : sequence of Spoken
        What the decoder found in it.
    classifier : Classifier

    Returns
    -------
    digits : list of Spoken
        The digits of an utterance that holds several; empty if it is one word.
    heard : Classification
        Of the utterance as one word.
    timings : StageTimings
        Of the classification.
    """
    heard, timings = classifier.classify(utterance)
    digits = _credible(words)
    if _are_several(digits, words, heard):
        return digits, heard, timings
    if classifier.phrases is not None and heard.rejected != "too_long":
        if classifier.adapter is None and classifier.thresholds == classifier.bundle.thresholds:
            heard = _confirmed(heard, words)
        if heard.rejected is None and utterance.end - utterance.start > LONGEST_WORD:
            heard = replace(heard, rejected="not_a_digit", reason="not a digit")
    return [], heard, timings


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


def _are_several(digits: Sequence[Spoken], words: Sequence[Spoken], heard: Classification) -> bool:
    """Whether an utterance holds several digits rather than the one that the classifier heard."""
    sure = sum(map(_is_sure, digits))
    is_one = heard.rejected is None and heard.confidence >= _SURE_CONFIDENCE
    return (
        (sure >= 2 or (len(digits) >= 3 and sure >= 1 and not is_one))
        # Noise and other words resemble digits, but rarely several in a row.
        and sum(word.digitness for word in digits) >= _MEAN_DIGITNESS * len(digits)
        # Digits among much other speech are talk.
        and _seconds(digits) >= _LEAST_SHARE * _seconds(words)
    )


def _seconds(words: Sequence[Spoken]) -> float:
    return sum(word.end - word.start for word in words)


def _confirmed(heard: Classification, words: Sequence[Spoken]) -> Classification:
    """Compare the classifier's answer for one word with the decoder's.

    The two networks differ in what they take for a digit by mistake. With a profile, which knows
    its speaker better than the decoder, or with thresholds of the user's own, the classifier
    decides alone.
    """
    same = [word for word in words if word.digit == heard.digit]
    if heard.rejected is None:
        if all(word.digitness < _LEAST_DIGITNESS for word in same):
            return replace(heard, rejected="not_a_digit", reason="not a digit")
    elif heard.rejected in _REVISED and len(words) == 1 and same:
        (word,) = same
        if word.digitness >= _REVISING_DIGITNESS and max(word.probabilities) >= _REVISING:
            return replace(heard, rejected=None, reason="")
    return heard


def _is_sure(word: Spoken) -> bool:
    return (
        max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= _SURE_DIGITNESS
        and word.end - word.start >= _SURE_SECONDS - 1e-6
    )


def _credible(words: Sequence[Spoken]) -> list[Spoken]:
    """The digits that are not part of other talk: "for" and "to" in a sentence sound like digits.

    A digit next to other speech counts only in a run of at least three.
    """
    credible: list[Spoken] = []
    run: list[Spoken] = []
    is_touching = False

    def end_run() -> None:
        if run and (not is_touching or len(run) >= _LONG_RUN):
            credible.extend(run)
        run.clear()

    before: Spoken | None = None
    for word in words:
        is_near = before is not None and word.start - before.end < _NEIGHBOUR
        if word.digit is None:
            is_touching = is_touching or (bool(run) and is_near)
            end_run()
        else:
            if not run:
                is_touching = is_near and before is not None and before.digit is None
            run.append(word)
        before = word
    end_run()
    return credible


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
