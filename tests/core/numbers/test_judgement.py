"""Whether an utterance holds one word or several digits."""

from __future__ import annotations

import numpy as np
import pytest

from core.bundle import load_bundle
from core.classifier import MIN_DIGITNESS_IN_NUMBER, Classifier
from core.decoding.decoder import DecodedWord
from core.events import Classification, Utterance
from core.numbers.judgement import LONGEST_WORD, as_word, credible, digits_in, is_number, may_be_one


def digit(
    value: int,
    start: float,
    *,
    digitness: float = 1.0,
    confidence: float = 0.99,
    seconds: float = 0.4,
) -> DecodedWord:
    probabilities = np.full(10, (1 - confidence) / 9)
    probabilities[value] = confidence
    return DecodedWord(value, start, start + seconds, tuple(probabilities.tolist()), digitness)


def other(start: float, seconds: float = 0.4) -> DecodedWord:
    return DecodedWord(None, start, start + seconds, (), 0.0)


def heard(confidence: float, rejected: bool = False) -> Classification:
    reason = "not a digit" if rejected else ""
    code = "not_a_digit" if rejected else None
    return Classification(5, confidence, (0.1,) * 10, 1.0, code, reason)


ONE, DOUBTFUL = heard(0.99), heard(0.6)


@pytest.mark.parametrize(
    ("words", "one", "expected"),
    [
        ([digit(3, 0.0), digit(5, 0.5)], ONE, True),
        # One is sure: the other must be clear, more so where one word was heard.
        ([digit(3, 0.0, digitness=0.67), digit(2, 0.5)], DOUBTFUL, True),
        ([digit(3, 0.0, digitness=0.67), digit(2, 0.5)], ONE, False),
        ([digit(3, 0.0, digitness=0.95), digit(5, 0.5)], ONE, True),
        ([digit(3, 0.0, digitness=0.67), digit(2, 0.5, seconds=0.12)], DOUBTFUL, False),
        ([digit(3, 0.0, digitness=0.67), digit(2, 0.5), other(1.0)], DOUBTFUL, False),
        # Three are sure: the fourth may be doubtful.
        ([digit(4, 0.0, digitness=0.2), *(digit(n, 0.5 * n) for n in (1, 2, 3))], DOUBTFUL, True),
        # One of three is sure, and the classifier is not.
        ([digit(n, 0.5 * n, digitness=(0.8, 1.0, 0.8)[n]) for n in range(3)], DOUBTFUL, True),
        ([digit(n, 0.5 * n, digitness=(0.8, 1.0, 0.8)[n]) for n in range(3)], ONE, False),
        # None is sure.
        ([digit(3, 0.0, digitness=0.9), digit(2, 0.5, digitness=0.9)], DOUBTFUL, False),
        # Digits among much other speech are talk.
        ([digit(3, 0.0), digit(5, 0.5), other(1.0, 1.0)], DOUBTFUL, False),
    ],
)
def test_several(words: list[DecodedWord], one: Classification, expected: bool) -> None:
    digits = [word for word in words if word.digit is not None]
    assert digits_in(words, [one]) == (digits if expected else [])


@pytest.mark.parametrize(
    ("one", "seconds", "is_one"),
    [
        (ONE, 0.9, True),
        (ONE, 0.75, True),
        (ONE, 0.7, False),
        (ONE, 0.0, False),
        (DOUBTFUL, 0.9, False),
    ],
)
def test_a_word_that_is_split_in_the_takes_is_one_word(
    one: Classification, seconds: float, is_one: bool
) -> None:
    words = [digit(3, 0.0), digit(5, 0.5)]  # 0.9 s
    split_seconds = [seconds if n == one.digit else 0.0 for n in range(10)]
    expected = [] if is_one else words
    assert digits_in(words, [one], split_seconds=split_seconds) == expected
    after = digits_in(words, [one], is_after_number=True, split_seconds=split_seconds)
    assert after == expected
    assert digits_in(words, [one, one], split_seconds=split_seconds) == words


def test_two_short_digits_may_be_one_word() -> None:
    short = [digit(3, 0.0, seconds=0.24), digit(0, 0.24)]
    assert may_be_one([ONE], short)
    assert not may_be_one([DOUBTFUL], short)
    assert not may_be_one([ONE, ONE], short)
    assert not may_be_one([ONE], [digit(3, 0.0), digit(0, 0.6)])


def test_of_two_utterances_neither_is_the_only_word() -> None:
    words = [digit(n, 0.5 * n, digitness=(0.8, 1.0, 0.8)[n]) for n in range(3)]
    assert digits_in(words, [ONE]) == []
    assert digits_in(words, [ONE, ONE]) == words


def test_no_word_lasts_as_long_as_a_sentence() -> None:
    def lasting(seconds: float) -> Utterance:
        return Utterance(1, np.zeros(16, np.float32), 0.0, 1.0, 1.0 + seconds, 4.0)

    for words in ([digit(5, 0.0)], [other(0.0)], None):
        assert as_word(lasting(LONGEST_WORD - 0.1), ONE, words) == ONE
        assert as_word(lasting(LONGEST_WORD + 0.1), ONE, words).rejected == "not_a_digit"


def test_where_the_decoder_finds_nothing_there_is_no_digit() -> None:
    short = Utterance(1, np.zeros(16, np.float32), 0.0, 1.0, 1.4, 4.0)
    assert as_word(short, ONE, []).rejected == "not_a_digit"
    unsure = heard(0.6, rejected=True)
    assert as_word(short, unsure, []) == unsure


def test_a_digit_next_to_other_speech_needs_a_long_run() -> None:
    few = [digit(1, 0.0), digit(2, 0.4), other(0.8)]
    assert credible(few) == []
    many = [digit(1, 0.0), digit(2, 0.4), digit(3, 0.8), other(1.2)]
    assert credible(many) == many[:3]


def test_among_four_sure_digits_all_are_credible() -> None:
    words = [digit(5, 0.0), digit(6, 0.4), other(0.8), digit(9, 1.2), digit(0, 1.6)]
    assert credible(words) == [word for word in words if word.digit is not None]
    assert is_number(words)


def test_in_a_number_a_digit_needs_less_evidence() -> None:
    classifier = Classifier(load_bundle())
    assert classifier.phrases is not None
    assert MIN_DIGITNESS_IN_NUMBER < 0.3 < classifier.phrases.settings.min_digitness
    doubtful = digit(7, 0.0, digitness=0.3)
    assert classifier.judge_in_phrase(doubtful).rejected == "not_a_digit"
    assert classifier.judge_in_phrase(doubtful, is_in_number=True).rejected is None
