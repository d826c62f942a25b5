"""Whether an utterance holds one word or several digits, and which of its words are credible.

The classifier answers for the utterance as one word; the decoder says which words it found in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.decoding.decoder import Spoken
from core.events import Classification, Utterance

LONGEST_WORD = 1.8
"""No digit lasts longer, in seconds; longer speech holds several words."""

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

_QUICK_DIGITNESS = 0.95
"""The digits of a quick number are at least this much of a digit."""

_LONG_RUN = 3
"""So many digits in a row are a number, even among other words."""

_SURE_RUN = 4
"""With so many sure digits in an utterance, no other digit in it is part of other talk."""


def digits_in(
    words: Sequence[Spoken],
    heard: Sequence[Classification],
    *,
    is_after_number: bool = False,
) -> list[Spoken]:
    """The digits of a stretch of speech that holds several; empty if it does not.

    Parameters
    ----------
    words : sequence of Spoken
        What the decoder found in it.
    heard : sequence of Classification
        Its utterances, each as one word.
    is_after_number : bool
        Whether it follows a number after a short pause. Then it probably goes on with it.
    """
    digits = credible(words)
    if is_after_number and len(digits) > 1 and _share(digits, words) >= _SHARE_OF_NUMBER:
        return digits
    return digits if _are_several(digits, words, heard) else []


def as_word(
    utterance: Utterance, heard: Classification, words: Sequence[Spoken] | None
) -> Classification:
    """Reject the answer for an utterance that cannot be one word.

    Parameters
    ----------
    utterance : Utterance
    heard : Classification
        The utterance as one word.
    words : sequence of Spoken or None
        What the decoder found in it. Where it found nothing, the sound is noise, or the end of a
        word before it. None if the classifier answers alone.
    """
    is_too_long = utterance.end - utterance.start > LONGEST_WORD
    is_empty = words is not None and len(words) == 0
    if heard.rejected is None and (is_too_long or is_empty):
        return replace(heard, rejected="not_a_digit", reason="not a digit")
    return heard


def _are_several(
    digits: Sequence[Spoken], words: Sequence[Spoken], heard: Sequence[Classification]
) -> bool:
    """Whether a stretch holds several digits rather than the words that the classifier heard."""
    share = _share(digits, words)
    if is_number(digits):
        return share >= _SHARE_OF_NUMBER
    if _is_quick_number(digits, words):
        return True
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


def _is_quick_number(digits: Sequence[Spoken], words: Sequence[Spoken]) -> bool:
    """Whether nothing but at least three digits was found, none of them doubtful.

    Quick digits are too short to be sure, one by one.
    """
    return len(digits) == len(words) >= _LONG_RUN and all(
        word.digitness >= _QUICK_DIGITNESS for word in digits
    )


def _is_one(heard: Sequence[Classification]) -> bool:
    """Whether a stretch is one utterance, and the classifier is sure of one word."""
    return len(heard) == 1 and heard[0].rejected is None and heard[0].confidence >= _SURE_CONFIDENCE


def _are_clear(
    digits: Sequence[Spoken], words: Sequence[Spoken], heard: Sequence[Classification]
) -> bool:
    """Whether nothing but at least two long digits was found, one of which may be doubtful."""
    least = _CLEAR_DIGITNESS[_is_one(heard)]
    return 2 <= len(digits) == len(words) and all(
        max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= least
        and word.end - word.start >= _CLEAR_SECONDS
        for word in digits
    )


def _share(digits: Sequence[Spoken], words: Sequence[Spoken]) -> float:
    """Which part of the speech the digits are."""
    return _seconds(digits) / max(_seconds(words), 1e-6)


def _seconds(words: Sequence[Spoken]) -> float:
    return sum(word.end - word.start for word in words)


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
