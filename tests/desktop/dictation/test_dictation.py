"""What is typed, with a keyboard that writes into a text."""

import threading
from dataclasses import replace

import pytest

from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.phrase import Spoken
from desktop.number_format import NumberFormat
from tests.desktop.dictation.conftest import Typist

OWN = TypingError("own_window", "This window has the focus.")


def said(text: str, phrase: int = 1) -> Spoken:
    return Spoken(phrase, text, text.replace("?", "9"))


def say(typist: Typist, text: str, phrase: int = 1) -> None:
    """Say a number digit by digit."""
    for count in range(1, len(text) + 1):
        typist.dictation.show(said(text[:count], phrase))
    typist.dictation.end(said(text, phrase))


def test_a_number_is_typed_when_it_is_over(typist: Typist) -> None:
    typist.dictation.show(said("1"))
    typist.dictation.show(said("12"))
    assert typist.text == ""
    typist.dictation.end(said("12"))
    assert typist.text == "12"
    assert typist.kinds == [("typed", "12", "")]


def test_digits_are_typed_at_once_and_the_ending_follows_the_number(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(unit="digit", end="\t")
    typist.dictation.show(said("1"))
    assert typist.text == "1"
    typist.dictation.show(said("12"))
    assert typist.text == "12"
    typist.dictation.end(said("12"))
    assert typist.text == "12\t"


def test_a_digit_that_is_withdrawn_is_taken_back(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(unit="digit")
    typist.dictation.show(said("12"))
    typist.dictation.show(said("1"))
    assert typist.text == "1"
    typist.dictation.show(said("17"))
    typist.dictation.end(said("178"))
    assert typist.text == "178"
    assert typist.kinds == [("typed", "178", "")]


@pytest.mark.parametrize("unit", ["digit", "number"])
def test_groups_and_ending(typist: Typist, unit: str) -> None:
    typist.dictation.format = NumberFormat(unit=unit, groups="4 3 2", end="; ")  # pyright: ignore[reportArgumentType]
    say(typist, "017155501")
    say(typist, "12", phrase=2)
    assert typist.text == "0171 555 01; 12; "


@pytest.mark.parametrize("unit", ["digit", "number"])
def test_a_number_of_the_wrong_length_is_not_left(typist: Typist, unit: str) -> None:
    typist.dictation.format = NumberFormat(unit=unit, length=6, end=" ")  # pyright: ignore[reportArgumentType]
    say(typist, "12345")
    assert typist.text == ""
    say(typist, "123456", phrase=2)
    assert typist.text == "123456 "
    assert typist.kinds == [("not_typed", "12345", "length"), ("typed", "123456", "")]
    (refused,) = [one for one in typist.outcomes if one.kind == "not_typed"]
    assert refused.message == "12345 has 5 digits instead of 6."


@pytest.mark.parametrize("unit", ["digit", "number"])
def test_a_doubtful_number_waits_until_it_is_confirmed(typist: Typist, unit: str) -> None:
    typist.dictation.format = NumberFormat(unit=unit, end=" ")  # pyright: ignore[reportArgumentType]
    say(typist, "1?3")
    assert typist.text == ""
    typist.dictation.confirm()
    assert typist.text == "193 "
    assert typist.kinds == [("waiting", "193", "doubtful"), ("typed", "193", "")]


@pytest.mark.parametrize(
    ("first", "again"), [("1?34", "1234"), ("1?3", "193"), ("1??", "199"), ("1?3", "?93")]
)
def test_a_doubtful_number_is_dropped_when_it_is_said_again(
    typist: Typist, first: str, again: str
) -> None:
    say(typist, first)
    say(typist, again, phrase=2)
    typist.dictation.confirm()
    assert typist.text == again.replace("?", "9")
    assert "replaced" not in [code for *_, code in typist.kinds]


@pytest.mark.parametrize("following", ["1234", "789", "123"])
def test_it_is_told_that_a_doubtful_number_was_lost_to_the_next_one(
    typist: Typist, following: str
) -> None:
    say(typist, "1?3")
    say(typist, following, phrase=2)
    typist.finish()
    assert typist.text == following
    assert typist.kinds[-2:] == [("typed", following, ""), ("not_typed", "193", "replaced")]
    assert typist.outcomes[-1].message == "193 was not sure, and another number followed."


def test_of_an_incomplete_number_that_was_lost_it_is_not_said_that_it_was_not_sure(
    typist: Typist,
) -> None:
    typist.dictation.end(replace(said("12"), is_cut=True))
    say(typist, "789", phrase=2)
    typist.finish()
    lost = typist.outcomes[-1]
    assert (lost.number, lost.code, lost.detail) == ("12", "replaced", "cut")
    assert lost.message == "12 was perhaps not complete, and another number followed."


def test_the_question_about_a_doubtful_number_comes_after_what_was_lost(typist: Typist) -> None:
    say(typist, "1?3")
    say(typist, "7?", phrase=2)
    typist.dictation.confirm()
    assert typist.text == "79"
    assert [kind for kind, *_ in typist.kinds] == [
        "waiting", "dismissed", "not_typed", "waiting", "typed",
    ]  # fmt: skip


def test_a_doubtful_number_can_be_dismissed(typist: Typist) -> None:
    say(typist, "?3")
    typist.dictation.dismiss()
    typist.dictation.confirm()
    assert typist.text == ""


def test_a_confirmed_number_goes_where_the_focus_was(typist: Typist) -> None:
    say(typist, "1?")
    typist.finish()
    typist.keyboard.window = 2
    typist.dictation.confirm()
    assert typist.text == "19"


def test_doubtful_numbers_are_not_typed_if_so_chosen(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(doubtful="drop")
    say(typist, "1?3")
    typist.dictation.confirm()
    assert typist.text == ""
    assert typist.kinds == [("not_typed", "1?3", "doubtful")]


def test_a_number_goes_where_the_focus_was_when_its_last_digit_ended(typist: Typist) -> None:
    typist.dictation.show(said("1"))
    typist.dictation.show(said("12"))
    typist.finish()
    typist.keyboard.window = 2
    typist.dictation.end(said("12"))
    say(typist, "34", phrase=2)
    assert typist.text == "12"
    assert typist.keyboard.texts[2] == "34"


def test_digits_of_one_number_stay_together(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(unit="digit")
    typist.dictation.show(said("1"))
    typist.finish()
    typist.keyboard.window = 2
    typist.dictation.show(said("12"))
    typist.dictation.end(said("12"))
    assert typist.text == "12"
    assert typist.keyboard.texts[2] == ""


def test_nothing_is_typed_while_the_own_window_has_the_focus(typist: Typist) -> None:
    typist.dictation.show(said("1"), OWN)
    typist.dictation.end(said("1"))
    typist.dictation.show(said("2", 2))
    typist.dictation.end(said("2", 2))
    typist.dictation.end(said("3", 3), OWN)
    assert typist.text == "2"
    assert typist.kinds == [
        ("not_typed", "1", "own_window"),
        ("typed", "2", ""),
        ("not_typed", "3", "own_window"),
    ]


@pytest.mark.parametrize("unit", ["digit", "number"])
def test_undo_takes_back_one_number_after_the_other(typist: Typist, unit: str) -> None:
    typist.dictation.format = NumberFormat(unit=unit, groups="2 2", end=" ")  # pyright: ignore[reportArgumentType]
    say(typist, "123")
    say(typist, "45", phrase=2)
    typist.dictation.undo()
    assert typist.text == "12 3 "
    typist.dictation.undo()
    assert typist.text == ""
    typist.dictation.undo()
    assert [one[::2] for one in typist.kinds[2:]] == [
        ("taken_back", ""),
        ("taken_back", ""),
        ("not_typed", "nothing_to_undo"),
    ]


def test_undo_goes_where_it_was_typed(typist: Typist) -> None:
    say(typist, "12")
    typist.finish()
    typist.keyboard.window, typist.keyboard.texts[2] = 2, "abc"
    typist.dictation.undo()
    assert typist.text == ""
    assert typist.keyboard.texts[2] == "abc"


def test_undo_goes_where_it_was_typed_also_if_all_digits_came_at_once(typist: Typist) -> None:
    """As when the results of a number all come before the one before it is over."""
    typist.dictation.end(said("12"))
    typist.finish()
    typist.keyboard.window, typist.keyboard.texts[2] = 2, "abc"
    typist.dictation.undo()
    assert typist.text == ""
    assert typist.keyboard.texts[2] == "abc"


def test_a_doubtful_number_goes_where_the_focus_was_also_if_all_digits_came_at_once(
    typist: Typist,
) -> None:
    typist.dictation.end(said("1?"))
    typist.finish()
    typist.keyboard.window = 2
    typist.dictation.confirm()
    assert typist.text == "19"


@pytest.mark.parametrize("end", ["\n", "\t"])
def test_undo_refuses_what_backspace_cannot_take_back(typist: Typist, end: str) -> None:
    typist.dictation.format = NumberFormat(end=end)
    say(typist, "12")
    typist.dictation.undo()
    assert typist.text == "12" + end
    assert typist.kinds[-1] == ("not_typed", "12", "cannot_undo")
    assert [one.can_undo for one in typist.outcomes if one.kind == "typed"] == [False]


def test_undo_within_a_phrase_drops_all_of_it(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(unit="digit", end=" ")
    typist.dictation.show(said("12"))
    typist.dictation.undo()
    typist.dictation.show(said("123"))
    typist.dictation.end(said("123"))
    say(typist, "4", phrase=2)
    assert typist.text == "4 "


def test_undo_takes_back_the_number_that_is_being_said_before_one_that_was_typed(
    typist: Typist,
) -> None:
    typist.dictation.format = NumberFormat(end=" ")
    say(typist, "12")
    typist.dictation.show(said("34", phrase=2))
    typist.dictation.undo()
    typist.dictation.show(said("345", phrase=2))
    typist.dictation.end(said("345", phrase=2))
    assert typist.text == "12 "
    assert typist.kinds[1:] == [("taken_back", "34", ""), ("taken_back", "345", "")]
    assert [one.is_open for one in typist.outcomes[-2:]] == [True, False]
    typist.dictation.undo()
    assert typist.text == ""


def test_undo_drops_a_number_that_waits_before_one_that_was_typed(typist: Typist) -> None:
    say(typist, "12")
    say(typist, "3?", phrase=2)
    typist.dictation.undo()
    typist.dictation.confirm()
    assert typist.text == "12"
    assert typist.kinds[-1] == ("dismissed", "39", "")


def test_a_number_that_waits_still_does_when_the_next_one_is_taken_back(typist: Typist) -> None:
    say(typist, "3?")
    typist.dictation.show(said("4", phrase=2))
    typist.dictation.undo()
    typist.dictation.end(said("4", phrase=2))
    typist.finish()
    assert typist.outcomes[-1].kind == "waiting"
    typist.dictation.confirm()
    assert typist.text == "39"


def test_a_sound_that_may_be_a_digit_does_not_keep_undo_from_the_last_number(
    typist: Typist,
) -> None:
    say(typist, "12")
    typist.dictation.show(said("?", phrase=2))
    typist.dictation.undo()
    assert typist.text == ""


@pytest.mark.parametrize("unit", ["digit", "number"])
def test_a_number_that_was_cut_waits_until_it_is_confirmed(typist: Typist, unit: str) -> None:
    typist.dictation.format = NumberFormat(unit=unit, end=" ")  # pyright: ignore[reportArgumentType]
    typist.dictation.show(said("12"))
    typist.dictation.end(replace(said("12"), is_cut=True))
    assert typist.text == ""
    assert typist.kinds == [("waiting", "12", "cut")]
    typist.dictation.confirm()
    assert typist.text == "12 "


def test_a_number_that_was_cut_is_dropped_when_all_of_it_is_said_again(typist: Typist) -> None:
    typist.dictation.end(replace(said("12"), is_cut=True))
    say(typist, "1234", phrase=2)
    assert typist.text == "1234"
    assert [kind for kind, *_ in typist.kinds] == ["waiting", "dismissed", "typed"]


def test_a_number_that_was_cut_is_not_typed_if_so_chosen(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(doubtful="drop")
    typist.dictation.end(replace(said("12"), is_cut=True))
    typist.dictation.confirm()
    assert typist.text == ""
    assert typist.kinds == [("not_typed", "12", "cut")]


def test_what_cannot_be_typed_is_told_once_per_number(typist: Typist) -> None:
    typist.keyboard.problem = TypingError("no_key", "There is no key for '7'.", "7")
    typist.dictation.format = NumberFormat(unit="digit")
    say(typist, "777")
    assert typist.kinds == [("not_typed", "777", "no_key")]
    typist.keyboard.problem = None
    say(typist, "12", phrase=2)
    assert typist.text == "12"


@pytest.mark.parametrize("has_own_window", [True, False])
def test_digits_that_were_typed_at_once_are_removed_if_the_number_fails(
    typist: Typist, has_own_window: bool
) -> None:
    typist.dictation.format = NumberFormat(unit="digit", end=" ")
    typist.dictation.show(said("42"))
    typist.finish()
    held = TypingError("held_modifier", "Release Shift.")
    typist.keyboard.problem = None if has_own_window else held
    typist.dictation.show(said("4271"), OWN if has_own_window else None)
    typist.finish()
    typist.keyboard.problem = None
    typist.dictation.end(said("4271"), OWN if has_own_window else None)
    assert typist.text == ""
    code = "own_window" if has_own_window else "held_modifier"
    assert typist.kinds == [("not_typed", "4271", code)]


def test_digits_that_cannot_be_removed_are_told_and_can_be_taken_back(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(unit="digit", end=" ")
    typist.dictation.show(said("42"))
    typist.finish()
    typist.keyboard.problem = TypingError("keyboard_in_use", "A menu is open.")
    typist.dictation.end(said("427"))
    assert typist.kinds == [("not_typed", "427", "incomplete")]
    assert typist.outcomes[-1].message == "Only 42 of 427 was typed. A menu is open."
    assert typist.outcomes[-1].can_undo
    typist.keyboard.problem = None
    typist.dictation.undo()
    assert typist.text == ""
    assert typist.kinds[-1] == ("taken_back", "427", "")


def test_backspace_never_goes_to_the_own_window(typist: Typist) -> None:
    """As on Wayland, where the focus is not known."""
    typist.dictation.format = NumberFormat(unit="digit", end=" ")
    typist.keyboard.window = 0
    typist.dictation.show(said("42"))
    typist.dictation.end(said("427"), OWN)
    typist.finish()
    assert typist.keyboard.texts[0] == "42"
    assert typist.kinds == [("not_typed", "427", "incomplete")]


def test_a_number_of_the_wrong_length_leaves_the_one_that_waits(typist: Typist) -> None:
    typist.dictation.format = NumberFormat(length=4, end=" ")
    say(typist, "42?1")
    say(typist, "5", phrase=2)
    assert [kind for kind, *_ in typist.kinds] == ["waiting", "not_typed", "waiting"]
    typist.dictation.confirm()
    assert typist.text == "4291 "


@pytest.mark.parametrize("next_number", ["4291", "555"])
def test_a_number_that_could_not_be_typed_leaves_the_one_that_waits(
    typist: Typist, next_number: str
) -> None:
    say(typist, "42?1")
    typist.finish()
    typist.keyboard.problem = TypingError("keyboard_in_use", "A menu is open.")
    say(typist, next_number, phrase=2)
    assert [kind for kind, *_ in typist.kinds] == ["waiting", "not_typed", "waiting"]
    typist.keyboard.problem = None
    typist.dictation.confirm()
    assert typist.text == "4291"


def test_a_number_that_could_not_be_typed_when_it_was_confirmed_still_waits(
    typist: Typist,
) -> None:
    say(typist, "1?")
    typist.finish()
    typist.keyboard.problem = TypingError("held_modifier", "Release Shift.")
    typist.dictation.confirm()
    typist.finish()
    assert typist.outcomes[-1].still_waits
    typist.keyboard.problem = None
    typist.dictation.confirm()
    assert typist.text == "19"


def test_a_lost_connection_is_made_again(typist: Typist) -> None:
    typist.keyboard.problem = TypingError("failed", "The X server refused.")
    say(typist, "1")
    typist.finish()
    assert typist.keyboard.calls == ["close"]
    typist.keyboard.problem = None
    say(typist, "2", phrase=2)
    assert typist.text == "2"


def test_what_waited_too_long_is_not_typed(typist: Typist) -> None:
    typist.dictation._too_late = 0.05
    typist.keyboard.gate = threading.Event()
    typist.dictation.prepare()  # waits for the user's consent
    say(typist, "12")
    threading.Event().wait(0.1)
    typist.keyboard.gate.set()
    assert typist.text == ""
    assert typist.kinds == [("ready", "", ""), ("not_typed", "12", "late")]


def test_nothing_is_typed_while_the_screen_is_locked(typist: Typist) -> None:
    class Lock:
        locked = True

        def is_locked(self) -> bool:
            return self.locked

    typist.dictation._lock = lock = Lock()
    say(typist, "12")
    assert typist.text == ""
    lock.locked = False
    say(typist, "34", phrase=2)
    assert typist.text == "34"
    assert typist.kinds[0] == ("not_typed", "12", "locked")


def test_a_refusal_is_reported_and_asking_again_is_possible(typist: Typist) -> None:
    typist.keyboard.problem = TypingError("refused", "Not allowed.")
    typist.dictation.prepare()
    assert typist.kinds == [("not_typed", "", "refused")]
    typist.keyboard.problem = None
    typist.dictation.prepare()
    assert typist.kinds[-1] == ("ready", "", "")
