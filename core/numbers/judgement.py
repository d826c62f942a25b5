"""Whether an utterance is one word or several digits, and which of its digits count.

The classifier recognizes the utterance as one word; the decoder finds the words in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.classifier import NOT_A_DIGIT
from core.decoding.decoder import DecodedWord
from core.events import Classification, Utterance

LONGEST_WORD = 1.8
"""Maximum duration of a digit in seconds. Longer speech consists of several words."""

_LONGEST_DIGIT = 0.9
"""Maximum duration in seconds of a digit that may be said in place of several."""

_NEIGHBOUR = 0.16
"""Seconds. Other speech that is closer to a digit is part of the same sentence."""

_SURE_CONFIDENCE, _SURE_DIGITNESS, _SURE_SECONDS = 0.9, 0.98, 0.2
"""Confidence, digit probability and duration in seconds from which a digit is certain."""

_LEAST_SHARE = 0.7
_SHARE_OF_NUMBER = 0.5
"""Minimum share of the speech that digits must have to be accepted as several digits: in general,
and if they are a number."""

_CLEAR_DIGITNESS, _CLEAR_SECONDS = (0.6, 0.9), 0.28
"""Minimum digit probabilities and duration in seconds of digits of which only one is certain. The
second probability applies if the classifier is certain that they are one word."""

_MEAN_DIGITNESS = 0.85
"""Minimum of the mean digit probability of several digits."""

_QUICK_DIGITNESS = 0.95
"""Minimum digit probability of each digit of a number that is spoken quickly."""

_SPLIT_LONGER = 1.25
"""How much longer a word may be than the takes of it in which the decoder finds several digits."""

_LONG_RUN = 3
"""Number of consecutive digits that are a number, even among other words."""

_SURE_RUN = 4
"""Number of certain digits from which all digits of the utterance count."""


def digits_in(
    words: Sequence[DecodedWord],
    heard: Sequence[Classification],
    *,
    is_after_number: bool = False,
    split_seconds: Sequence[float] = (),
) -> list[DecodedWord]:
    """Return the digits of a stretch of speech that consists of several, otherwise an empty list.

    Parameters
    ----------
    words : sequence of DecodedWord
        The words that the decoder found in it.
    heard : sequence of Classification
        Its utterances, each classified as one word.
    is_after_number : bool
        Whether it follows a number after a short pause. It is then probably the rest of it.
    split_seconds : sequence of float
        See `core.classifier.Adapter`. What the classifier recognizes as such a word is one word if
        it is not longer.
    """
    digits = credible(words)
    if _is_one(heard) and is_split(heard[0].digit, duration(digits), split_seconds):
        return []
    if is_after_number and len(digits) > 1 and _share(digits, words) >= _SHARE_OF_NUMBER:
        return digits
    return digits if _are_several(digits, words, heard) else []


def duration(digits: Sequence[DecodedWord]) -> float:
    """Return the seconds from the beginning of the first digit to the end of the last."""
    return digits[-1].end - digits[0].start if digits else 0.0


def is_split(digit: int, seconds: float, split_seconds: Sequence[float]) -> bool:
    """Return whether a word is like those of a speaker in which the decoder finds several digits.

    Parameters
    ----------
    digit : int
        The digit that the classifier recognizes, adapted to the speaker.
    seconds : float
        See `duration`.
    split_seconds : sequence of float
        See `core.classifier.Adapter`.
    """
    return bool(split_seconds) and 0.0 < seconds <= _SPLIT_LONGER * split_seconds[digit]


def as_word(
    utterance: Utterance, heard: Classification, words: Sequence[DecodedWord] | None
) -> Classification:
    """Reject the classification of an utterance that cannot be one word.

    Parameters
    ----------
    utterance : Utterance
    heard : Classification
        The utterance, classified as one word.
    words : sequence of DecodedWord or None
        The words that the decoder found in it. If there are none, the sound is noise, or the end
        of the word before it. None if only the classifier counts.

    Returns
    -------
    Classification
        `heard`, or the same rejected as "not a digit".
    """
    is_too_long = utterance.end - utterance.start > LONGEST_WORD
    is_empty = words is not None and len(words) == 0
    if heard.rejected is None and (is_too_long or is_empty):
        code, reason = NOT_A_DIGIT
        return replace(heard, rejected=code, reason=reason)
    return heard


def _are_several(
    digits: Sequence[DecodedWord], words: Sequence[DecodedWord], heard: Sequence[Classification]
) -> bool:
    """Whether a stretch is several digits rather than the words that the classifier recognized."""
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
        # Digits among much other speech are part of a sentence.
        and share >= _LEAST_SHARE
    )


def _is_quick_number(digits: Sequence[DecodedWord], words: Sequence[DecodedWord]) -> bool:
    """Whether only digits were found, at least three, and none of them is doubtful.

    Digits that are spoken quickly are too short to be certain one by one.
    """
    return len(digits) == len(words) >= _LONG_RUN and all(
        word.digitness >= _QUICK_DIGITNESS for word in digits
    )


def may_be_one(heard: Sequence[Classification], digits: Sequence[DecodedWord]) -> bool:
    """Whether several digits are as short as one, and the classifier is certain of one word."""
    return _is_one(heard) and duration(digits) <= _LONGEST_DIGIT


def _is_one(heard: Sequence[Classification]) -> bool:
    """Whether a stretch is one utterance in which the classifier is certain of one word."""
    return len(heard) == 1 and heard[0].rejected is None and heard[0].confidence >= _SURE_CONFIDENCE


def _are_clear(
    digits: Sequence[DecodedWord], words: Sequence[DecodedWord], heard: Sequence[Classification]
) -> bool:
    """Whether only digits were found, at least two, and all of them are long and clear."""
    least = _CLEAR_DIGITNESS[_is_one(heard)]
    return 2 <= len(digits) == len(words) and all(
        max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= least
        and word.end - word.start >= _CLEAR_SECONDS
        for word in digits
    )


def _share(digits: Sequence[DecodedWord], words: Sequence[DecodedWord]) -> float:
    """Share of the digits in the duration of the speech."""
    return _seconds(digits) / max(_seconds(words), 1e-6)


def _seconds(words: Sequence[DecodedWord]) -> float:
    return sum(word.end - word.start for word in words)


def is_number(digits: Sequence[DecodedWord]) -> bool:
    """Whether so many digits are certain that those between them need less evidence."""
    return sum(map(_is_sure, digits)) >= _LONG_RUN


def _is_sure(word: DecodedWord) -> bool:
    return (
        word.digit is not None
        and max(word.probabilities) >= _SURE_CONFIDENCE
        and word.digitness >= _SURE_DIGITNESS
        and word.end - word.start >= _SURE_SECONDS - 1e-6
    )


def credible(words: Sequence[DecodedWord]) -> list[DecodedWord]:
    """Return the digits that are not part of a sentence, where "for" and "to" sound like digits.

    A digit next to other speech counts only in a run of at least three.

    Parameters
    ----------
    words : sequence of DecodedWord
        Consecutive words.
    """
    if sum(map(_is_sure, words)) >= _SURE_RUN:
        return [word for word in words if word.digit is not None]
    credible: list[DecodedWord] = []
    run: list[DecodedWord] = []
    is_touching = False

    def end_run() -> None:
        if run and (not is_touching or len(run) >= _LONG_RUN):
            credible.extend(run)
        run.clear()

    before: DecodedWord | None = None
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
