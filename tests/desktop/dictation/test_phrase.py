"""The digits of a phrase, from provisional, withdrawn and final results."""

from desktop.dictation.phrase import PhraseDigits, Spoken
from tests.desktop.dictation.conftest import number_of, result


def test_digits_appear_in_the_order_in_which_they_were_said() -> None:
    phrase = PhraseDigits()
    assert phrase.add(result(2, 7, kind="provisional")) == Spoken(1, "7", "7")
    assert phrase.add(result(1, 4, kind="provisional")) == Spoken(1, "47", "47")


def test_a_withdrawn_digit_is_gone() -> None:
    phrase = PhraseDigits()
    phrase.add(result(1, 4, kind="provisional"))
    phrase.add(result(2, 7, kind="provisional"))
    assert phrase.add(result(2, 7, kind="withdrawn")).text == "4"


def test_a_doubtful_digit_is_a_question_mark_with_a_guess() -> None:
    phrase = PhraseDigits()
    phrase.add(result(1, 4))
    spoken = phrase.add(result(2, None, kind="rejected"))
    assert spoken == Spoken(1, "4?", "49")
    assert spoken.is_doubtful


def test_the_number_has_only_the_digits_that_count() -> None:
    phrase = PhraseDigits()
    one, two, three = result(1, 1), result(2, 2), result(3, 3)
    phrase.add(two)
    phrase.add(three)
    assert phrase.finish(number_of(one, two, three)) == Spoken(1, "23", "23")


def test_a_number_of_which_nothing_counts_is_none() -> None:
    phrase = PhraseDigits()
    assert phrase.finish(number_of(result(1, 1))) is None
    phrase.add(result(2, 5, phrase=2))
    assert phrase.finish(number_of(result(1, 1))) is None


def test_a_new_phrase_and_a_new_stream_start_empty() -> None:
    phrase = PhraseDigits()
    phrase.add(result(1, 1))
    assert phrase.add(result(2, 2, phrase=2)).text == "2"
    phrase.begin_stream()
    assert phrase.add(result(1, 3, phrase=2)).text == "3"
