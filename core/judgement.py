"""Whether an utterance holds one word or several digits, and which of its words are credible.

The classifier answers for the utterance as one word; the decoder says which words it found in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.classifier import Classifier
from core.decoding.decoder import Decoder, Spoken
from core.events import Classification, StageTimings, Utterance

LONGEST_WORD = 1.8
"""No digit lasts longer, in seconds; what does holds several words."""

_NEIGHBOUR = 0.16
"""Other speech nearer to a digit than this, in seconds, belongs to the same talk."""

_SURE_CONFIDENCE, _SURE_DIGITNESS, _SURE_SECONDS = 0.9, 0.98, 0.2
"""A digit as sure and long as this is hardly a part of another."""

_LEAST_SHARE = 0.7
_SHARE_OF_NUMBER = 0.5
"""In an utterance that holds several digits they take up at least this share of the speech; if it
holds a number, at least the second."""

_CLEAR_DIGITNESS, _CLEAR_SECONDS = (0.6, 0.9), 0.28
"""Digits as long as this, of which only one is sure, are at least this much of a digit: where the
classifier is not sure of one word, and where it is."""

_MEAN_DIGITNESS = 0.85
"""The digits of an utterance that holds several are, in the mean, at least this much of a digit."""

_LEAST_DIGITNESS = 0.5
"""The decoder confirms a word that is at least this much of a digit."""

_REVISED = ("not_a_digit", "unsure", "too_short")
_REVISING, _REVISING_DIGITNESS = 0.8, 0.99
"""A rejected word is accepted if the decoder hears the same digit at least as surely."""

_LONG_RUN = 3
"""So many digits in a row are a number, even among other words."""

_SURE_RUN = 4
"""With so many sure digits in an utterance, no other digit in it is part of other talk."""


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
    digits = credible(words)
    if _are_several(digits, words, heard):
        return digits, heard, timings
    if classifier.phrases is not None and heard.rejected != "too_long":
        if classifier.adapter is None and classifier.thresholds == classifier.bundle.thresholds:
            heard = _confirmed(heard, words)
        if heard.rejected is None and utterance.end - utterance.start > LONGEST_WORD:
            heard = replace(heard, rejected="not_a_digit", reason="not a digit")
    return [], heard, timings


def _are_several(digits: Sequence[Spoken], words: Sequence[Spoken], heard: Classification) -> bool:
    """Whether an utterance holds several digits rather than the one that the classifier heard."""
    share = _seconds(digits) / max(_seconds(words), 1e-6)
    if is_number(digits):
        return share >= _SHARE_OF_NUMBER
    sure = sum(map(_is_sure, digits))
    if sure == 1 and _are_clear(digits, words, heard):
        return True
    is_enough = sure == 2 or (sure == 1 and len(digits) >= _LONG_RUN and not _is_one(heard))
    return (
        is_enough
        # Noise and other words resemble digits, but rarely several in a row.
        and sum(word.digitness for word in digits) >= _MEAN_DIGITNESS * len(digits)
        # Digits among much other speech are talk.
        and share >= _LEAST_SHARE
    )


def _is_one(heard: Classification) -> bool:
    """Whether the classifier is sure of one word."""
    return heard.rejected is None and heard.confidence >= _SURE_CONFIDENCE


def _are_clear(digits: Sequence[Spoken], words: Sequence[Spoken], heard: Classification) -> bool:
    """Whether nothing but at least two long digits was found, one of which may be doubtful."""
    least = _CLEAR_DIGITNESS[_is_one(heard)]
    return 2 <= len(digits) == len(words) and all(
        max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= least
        and word.end - word.start >= _CLEAR_SECONDS
        for word in digits
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


def is_number(digits: Sequence[Spoken]) -> bool:
    """Whether so many digits are sure that those between them need less evidence."""
    return sum(map(_is_sure, digits)) >= _LONG_RUN


def _is_sure(word: Spoken) -> bool:
    return (
        word.digit is not None
        and max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= _SURE_DIGITNESS
        and word.end - word.start >= _SURE_SECONDS - 1e-6
    )


def credible(words: Sequence[Spoken]) -> list[Spoken]:
    """The digits that are not part of other talk: "for" and "to" in a sentence sound like digits.

    A digit next to other speech counts only in a run of at least three.
    """
    if sum(map(_is_sure, words)) >= _SURE_RUN:
        return [word for word in words if word.digit is not None]
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
