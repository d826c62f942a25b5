"""From utterances to results: single words by the classifier, several digits by the decoder.

Utterances that follow each other without the pause of a hangover are one phrase. `Number` reports
its digits; `core.numbers.joiner` joins the phrases of one number. The decoder decodes a phrase as a
whole, since an utterance may end inside a number or even inside a word. The digits of a phrase are
provisional until it ends, and each is reported soon after it was spoken. If the decoder does not
find several digits, the classifier's results for the utterances count.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from core.audio import SAMPLE_RATE
from core.classifier import Classifier, unfit
from core.decoding.decoder import DecodedWord, Decoder
from core.events import (
    Event,
    Number,
    Result,
    StageTimings,
    Utterance,
    number_of,
)
from core.numbers.judgement import as_word, credible, digits_in, is_number, may_be_one
from core.numbers.results import cut_out, overlap, result_of, same_answer, settled, withdrawn
from core.numbers.stretch import Stretch, Word, first_sample

_NEEDED_AFTER = 0.08
"""Sound after a word that must be decoded before the word is reported, in seconds."""


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
        self._stretch: Stretch | None = None
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
        events: list[Event] = [withdrawn(one) for one in self._shown]
        self._shown = []
        before, self._stretch = self._stretch, None
        if before is None or self._is_between:
            return events
        if classifier.phrases is not None:
            self._stretch = Stretch(before.begin, Decoder(classifier.phrases), since=before.since)
            self._stretch.take(before.sound())
        closed = [self._as_word(one.utterance, self._stretch) for one in before.closed]
        if self._stretch is not None:
            self._stretch.closed = closed
            return events
        found = [result_of(one.utterance, one.heard, one.timings) for one in closed]
        final = self._reconciled(found, is_complete=True)
        self._shown = []
        self._said += settled(final)
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
        events: list[Event] = [withdrawn(one) for one in self._shown]
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
        self._said += settled(events)
        self._shown = []
        if self._stretch is not None:
            self._stretch.end_phrase()
        if utterance.ends_phrase:
            events += self._number()
            self._said = []
            self._is_between = True
        return events

    # -- judging --------------------------------------------------------------------------------

    def _judged(self, utterance: Utterance) -> tuple[list[Result], Word]:
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

    def _earlier(self, stretch: Stretch) -> list[Result]:
        """The final results of the utterances of a phrase that are closed."""
        last = stretch.closed[-1].utterance
        before, words = stretch.words()
        end = last.end - stretch.begin / SAMPLE_RATE
        spoken = [word for word in words if word.start < end]
        return self._results(stretch, stretch.closed, before, spoken)

    def _results(
        self,
        stretch: Stretch,
        alone: Sequence[Word],
        before: Sequence[DecodedWord],
        words: Sequence[DecodedWord],
    ) -> list[Result]:
        """The digits of a phrase, or each of its utterances as one word.

        Parameters
        ----------
        stretch : Stretch
        alone : sequence of Word
            The utterances of the phrase.
        before, words : sequence of DecodedWord
            See `Stretch.words`.
        """
        last = alone[-1]
        is_after_number = is_number(before)
        digits = digits_in(
            words,
            [one.heard for one in alone],
            is_after_number=is_after_number,
            split_seconds=self.classifier.split_seconds,
        )
        if digits:
            is_in_number = is_after_number or is_number(digits)
            joined = _joined(stretch, last.utterance)
            found = self._digits(joined, digits, last.timings, is_in_number)
            if may_be_one([one.heard for one in alone], digits):
                found = [replace(one, as_one=last.utterance) for one in found]
            return found
        is_final = last.utterance.is_final
        return [self._word(one, words, stretch, is_final=is_final) for one in alone]

    def _word(
        self, one: Word, words: Sequence[DecodedWord], stretch: Stretch, *, is_final: bool
    ) -> Result:
        """The result of an utterance that is one word; `words` are those of its phrase."""
        own: list[DecodedWord] | None = None
        if self.classifier.adapter is None:
            begin = stretch.begin / SAMPLE_RATE
            start, end = one.utterance.start - begin, one.utterance.end - begin
            own = [word for word in words if word.start < end and word.end > start]
        heard = as_word(one.utterance, one.heard, own)
        return result_of(replace(one.utterance, is_final=is_final), heard, one.timings)

    def _as_word(self, utterance: Utterance, stretch: Stretch | None) -> Word:
        if stretch is None:
            return Word(utterance, *self.classifier.classify(utterance))
        offset = (first_sample(utterance) - stretch.begin) / SAMPLE_RATE
        return Word(utterance, *self.classifier.classify(utterance, stretch.decoder, offset))

    def _fed(self, utterance: Utterance) -> Stretch | None:
        """The stretch that an utterance belongs to, fed with all of it."""
        model = self.classifier.phrases
        if model is None or utterance.is_overlong:
            return None
        begin, known = first_sample(utterance), self._stretch
        if known is None or begin > known.end or (self._is_between and known.is_long):
            known = self._stretch = Stretch(begin, Decoder(model))
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
            part = cut_out(utterance, word.start, word.end)
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
            known = next((other for other in left if overlap(other, one)), None)
            if known is not None:
                left.remove(known)
            same = known is not None and (one.type != "provisional" or same_answer(known, one))
            if known is not None and not same:
                events.append(withdrawn(known))
            number = known.id if known is not None and same else next(self._ids)
            language = self.classifier.bundle.language
            result = replace(one, id=number, phrase=self._phrase, language=language)
            shown.append(result)
            if known is None or not same or result.type != "provisional":
                events.append(result)
        if is_complete:
            events = [*map(withdrawn, left), *events]
        else:
            shown = sorted([*left, *shown], key=lambda one: one.start)
        self._shown = shown
        return events

    def _number(self) -> list[Number]:
        parts = [r for r in self._said if r.type == "digit" or r.rejected == "unsure"]
        number = number_of(parts)
        return [] if number is None else [number]


def _joined(stretch: Stretch, last: Utterance) -> Utterance:
    """All utterances of a stretch, and the sound between them, as one."""
    first = stretch.closed[0].utterance if stretch.closed else last
    return replace(
        last,
        id=first.id,
        samples=stretch.sound(),
        samples_start=stretch.begin / SAMPLE_RATE,
        start=first.start,
    )
