"""The digits of a number, from provisional, withdrawn and final results."""

from desktop.dictation.phrase import NumberDigits, Spoken
from tests.desktop.dictation.conftest import number_of, result


def test_digits_appear_in_the_order_in_which_they_were_said() -> None:
    number = NumberDigits()
    assert number.add(result(2, 7, kind="provisional")) == Spoken(1, "7", "7")
    assert number.add(result(1, 4, kind="provisional")) == Spoken(1, "47", "47")


def test_a_withdrawn_digit_is_gone() -> None:
    number = NumberDigits()
    number.add(result(1, 4, kind="provisional"))
    number.add(result(2, 7, kind="provisional"))
    assert number.add(result(2, 7, kind="withdrawn")).text == "4"


def test_a_doubtful_digit_is_a_question_mark_with_a_guess() -> None:
    number = NumberDigits()
    number.add(result(1, 4))
    spoken = number.add(result(2, None, kind="rejected"))
    assert spoken == Spoken(1, "4?", "49")
    assert spoken.is_doubtful


def test_the_number_has_only_the_digits_that_count() -> None:
    number = NumberDigits()
    one, two, three = result(1, 1), result(2, 2), result(3, 3)
    number.add(two)
    number.add(three)
    assert number.finish(number_of(one, two, three)) == Spoken(1, "23", "23")


def test_a_number_of_which_nothing_counts_is_none() -> None:
    number = NumberDigits()
    assert number.finish(number_of(result(1, 1))) is None
    number.add(result(2, 5, phrase=2))
    assert number.finish(number_of(result(1, 1))) is None


def test_phrases_are_one_number_until_it_is_over() -> None:
    number = NumberDigits()
    one, two, three = result(1, 5), result(2, 7), result(3, 2, phrase=2)
    number.add(one)
    number.add(two)
    assert number.add(three) == Spoken(1, "572", "572")
    assert number.finish(number_of(one, two, three)) == Spoken(1, "572", "572")
    assert number.add(result(4, 8, phrase=3)) == Spoken(3, "8", "8")


def test_what_is_said_after_a_number_that_ends_late_is_the_next() -> None:
    number = NumberDigits()
    number.add(one := result(1, 5))
    number.add(two := result(2, 8, phrase=2))
    assert number.finish(number_of(one)) == Spoken(1, "5", "5")
    assert number.add(three := result(3, 9, phrase=2)) == Spoken(2, "89", "89")
    assert number.finish(number_of(two, three)) == Spoken(2, "89", "89")


def test_doubtful_digits_alone_are_not_shown_with_the_next_number() -> None:
    number = NumberDigits()
    number.add(doubt := result(1, None, kind="rejected"))
    assert number.add(sure := result(2, 7, phrase=2)) == Spoken(2, "7", "7")
    assert number.finish(number_of(doubt, sure)) == Spoken(2, "?7", "97")


def test_a_new_stream_starts_empty() -> None:
    number = NumberDigits()
    number.add(result(1, 1))
    number.begin_stream()
    assert number.add(result(1, 3, phrase=2)) == Spoken(2, "3", "3")
