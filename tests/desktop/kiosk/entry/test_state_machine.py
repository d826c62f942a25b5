"""The entry flow, step by step, and what holds whatever anybody does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.kiosk.entry.check_digits import is_valid, with_check
from desktop.kiosk.entry.events import (
    Command,
    Guessed,
    Heard,
    Language,
    Missed,
    Press,
    Select,
    Speech,
    Stored,
    Tick,
)
from desktop.kiosk.entry.rejected_words import MISSING_SECONDS
from desktop.kiosk.entry.repetition import BROKEN_OFF
from desktop.kiosk.entry.state import Beep, Rules, State, Store
from desktop.kiosk.entry.state_machine import (
    CANCELLED_SECONDS,
    PRELUDE,
    RETRY_SECONDS,
    SETTLE,
    STAFF_SECONDS,
    step,
)

RULES = Rules()


def said(digit: int, confidence: float = 0.97, digitness: float = 0.99, is_digit: bool = True):
    rest = (1.0 - confidence) / 9
    probabilities = tuple(confidence if d == digit else rest for d in range(10))
    return Heard(probabilities, digitness, is_digit)


class Person:
    """Someone at the kiosk, and the clock on the wall."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules = rules
        self.now = 100.0
        self.state = State(since=self.now, active=self.now, language=rules.language)
        self.effects = []

    def does(self, *inputs, every: float = 0.8):
        for happened in inputs:
            self.now += every
            self.state, effects = step(self.rules, self.state, happened, self.now)
            self.effects += effects
        return self

    def rests(self, seconds: float):
        for _ in range(round(seconds * 10)):
            self.does(Tick(), every=0.1)
        return self

    @property
    def screen(self):
        return self.state.screen

    @property
    def digits(self):
        return "".join(str(box.digit) for box in self.state.boxes)

    @property
    def stored(self):
        return [effect for effect in self.effects if isinstance(effect, Store)]


def test_a_spoken_number_is_read_back_confirmed_by_a_pause_and_stored_once():
    person = Person().does(said(4), said(0), said(7))
    assert (person.screen, person.digits) == ("entry", "407")
    person.does(said(1))
    assert (person.screen, person.digits) == ("readback", "4071")
    person.rests(RULES.confirm_pause - 0.2)
    assert person.screen == "readback"
    person.rests(0.3)
    assert person.screen == "storing"
    assert [s.number for s in person.stored] == ["4071"]
    assert person.stored[0].entered_by == "voice"
    assert person.stored[0].seconds == pytest.approx(3 * 0.8 + RULES.confirm_pause, abs=0.3)
    person.does(Stored("an-id"), every=0.01)
    assert (person.screen, person.state.id) == ("done", "an-id")
    person.rests(RULES.result_seconds + 0.1)
    assert person.state == State(since=person.state.since, active=person.state.since)
    assert len(person.stored) == 1


def test_keys_do_the_same_as_the_voice():
    person = Person().does(*map(Press, (1, 2, 3, 4)), Command("confirm"))
    assert [(s.number, s.entered_by) for s in person.stored] == [("1234", "touch")]


def test_voice_and_touch_may_take_turns():
    person = Person().does(said(1), Press(2), said(3), Press(4), Command("confirm"))
    assert [(s.number, s.entered_by) for s in person.stored] == [("1234", "both")]


def test_without_a_confirming_pause_only_a_touch_confirms():
    person = Person(replace(RULES, confirm_pause=0.0)).does(*map(said, (1, 2, 3, 4)))
    person.rests(RULES.idle_timeout - 1)
    assert person.screen == "readback"
    person.rests(2)
    assert (person.screen, person.stored) == ("cancelled", [])


def test_speech_holds_off_the_confirming_pause():
    person = Person().does(*map(said, (1, 2, 3, 4)))
    person.does(Speech(True)).rests(5)
    assert person.screen == "readback"
    person.does(Speech(False)).rests(RULES.confirm_pause - 0.2)
    assert person.screen == "readback"
    person.rests(0.4)
    assert person.screen == "storing"


def test_a_doubtful_digit_is_asked_for_when_all_are_said_and_only_that_one():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1), every=0.7)
    assert person.screen == "entry"
    person.rests(SETTLE + 0.1)
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "again")
    person.does(said(0, 0.9))
    assert (person.screen, person.digits) == ("readback", "4071")
    assert [box.asked for box in person.state.boxes] == [0, 1, 0, 0]


def test_two_hearings_that_agree_are_surer_than_each():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).rests(1)
    person.does(said(0, 0.4))
    assert person.screen == "readback"
    assert person.state.boxes[1].confidence > 0.7


def torn(digit: int, other: int, by: float = 0.55):
    """Surely one of these two, and no other."""
    return Heard(tuple(by if d == digit else 0.99 - by if d == other else 1e-3 for d in range(10)))


def test_of_two_digits_that_sound_alike_neither_is_sure_until_both_hearings_agree():
    person = Person().does(said(4), torn(5, 9, 0.6), said(7), said(1)).rests(1)
    assert (person.screen, person.state.place) == ("asking", 1)
    person.does(torn(9, 5, 0.6))  # now it is as likely the one as the other
    assert (person.screen, person.state.hint) == ("asking", "again")
    person.does(said(9))
    assert (person.screen, person.digits) == ("readback", "4971")


def test_what_the_person_has_refused_is_not_offered_again():
    person = Person().does(*map(said, (4, 5, 7, 1)), Select(1), said(5)).rests(1)
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "tap")
    assert Person().does(*map(said, (4, 5, 7, 1)), Select(1), said(9)).digits == "4971"
    # Heard as one of the two, it must be the other.
    person = Person().does(*map(said, (4, 5, 7, 1)), Select(1), torn(9, 5))
    assert (person.screen, person.digits) == ("readback", "4971")


def test_a_number_that_was_doubtful_is_shown_for_longer():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).rests(1).does(said(0))
    person.rests(RULES.confirm_pause + 0.3)
    assert person.screen == "readback"
    person.rests(RULES.confirm_pause)
    assert person.screen == "storing"


def test_a_digit_that_was_taken_for_noise_is_asked_for_when_one_is_missing():
    noise = said(8, 0.3, RULES.min_digitness / 2, is_digit=False)
    person = Person().does(said(4), noise, said(7), said(1)).rests(MISSING_SECONDS + 0.2)
    assert (person.screen, person.state.place) == ("asking", 1)
    assert person.does(said(0)).digits == "4071"
    person = Person().does(noise, said(0), said(7), said(1)).rests(MISSING_SECONDS + 0.2)
    assert (person.screen, person.state.place) == ("asking", 0)
    # Where none is missing, it was noise.
    assert Person().does(said(4), noise, said(0), noise, said(7), said(1)).digits == "4071"


def test_after_two_vain_questions_the_person_is_asked_to_tap():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).rests(1)
    person.does(said(5, 0.4))
    assert (person.screen, person.state.hint) == ("asking", "again")
    person.does(said(9, 0.4))
    assert (person.screen, person.state.hint) == ("asking", "tap")
    person.does(Press(6))
    assert (person.screen, person.digits) == ("readback", "4671")


def test_a_word_that_was_not_understood_holds_its_place():
    person = Person().does(said(4), said(0, 0.6, 0.5, is_digit=False), said(7), said(1)).rests(1)
    assert (person.screen, person.state.place) == ("asking", 1)
    person.does(said(0))
    assert person.digits == "4071"


def test_a_cough_gives_way_when_all_digits_have_come():
    person = Person().does(said(4), said(8, 0.3, 0.3, is_digit=False), said(0), said(7), said(1))
    assert (person.screen, person.digits) == ("readback", "4071")


def test_a_noise_is_nothing():
    noise = said(8, 0.9, RULES.min_digitness / 2, is_digit=False)
    assert Person().does(noise).screen == "attract"
    assert Person().does(said(1), noise, said(2)).digits == "12"


def test_the_first_digit_may_be_the_doubtful_one():
    person = Person().does(said(4, 0.4))
    assert person.screen == "attract"
    person.does(said(0), said(7), said(1)).rests(1)
    assert (person.screen, person.state.place, len(person.state.boxes)) == ("asking", 0, 4)


def test_talk_in_the_room_long_before_is_no_part_of_the_number():
    person = Person().does(said(4, 0.4)).rests(PRELUDE + 0.1).does(said(0))
    assert person.digits == "0"


def test_talk_in_the_room_opens_nothing():
    person = Person().does(*[said(4, 0.4)] * 20, *[said(1, 0.9, 0.2, is_digit=False)] * 20)
    assert person.screen == "attract"


def test_where_touch_begins_nothing_is_heard_before():
    person = Person(replace(RULES, start_by="touch")).does(*map(said, (1, 2, 3, 4)))
    assert person.screen == "attract"
    person.does(Command("start"), *map(said, (1, 2, 3, 4)))
    assert person.screen == "readback"


def test_undo_takes_the_last_digit_and_clear_takes_all():
    person = Person().does(said(1), said(2), Command("undo"), said(3))
    assert person.digits == "13"
    person.does(Command("clear"))
    assert (person.screen, person.digits) == ("entry", "")
    person.does(*map(said, (5, 6, 7, 8)), Command("undo"))
    assert (person.screen, person.digits) == ("entry", "567")


def test_a_box_that_is_touched_takes_the_next_digit():
    person = Person().does(*map(said, (1, 2, 3, 4)), Select(2))
    assert (person.screen, person.state.place) == ("entry", 2)
    person.rests(5)
    assert person.screen == "entry"
    person.does(Press(9))
    assert (person.screen, person.digits) == ("readback", "1294")


def test_change_leaves_the_readback_and_waits():
    person = Person().does(*map(said, (1, 2, 3, 4)), Command("change")).rests(5)
    assert (person.screen, person.state.hint, person.stored) == ("entry", "touch_to_change", [])


def test_a_number_that_is_read_back_wrong_is_said_again_and_needs_no_touch():
    heard = [said(4), torn(5, 9, 0.8), said(7), said(1)]
    person = Person().does(*heard).rests(0.5)
    assert (person.screen, person.digits) == ("readback", "4571")
    person.does(*heard[:3])  # misheard once more; but 4571 is known to be wrong
    assert (person.screen, person.digits, person.stored) == ("entry", "457", [])
    person.does(heard[3])
    assert (person.screen, person.digits) == ("readback", "4571")  # they may have agreed
    person.does(*heard)
    assert (person.screen, person.digits) == ("readback", "4971")
    person.rests(2 * RULES.confirm_pause + 0.2)
    assert [s.number for s in person.stored] == ["4971"]
    assert person.stored[0].seconds > 8 * 0.8


def test_said_again_with_another_digit_both_times_count():
    first = [said(4), torn(5, 9, 0.75), said(7), said(1)]
    second = [said(4), torn(9, 5, 0.6), said(7, 0.5), said(1)]
    person = Person().does(*first).does(*second).rests(SETTLE + 0.1)
    # Both times together are for 5 still, but that was contradicted.
    assert (person.screen, person.digits) == ("readback", "4971")
    person.does(*map(said, (4, 3, 7, 1)))
    assert person.digits not in ("4571", "4971")


def test_what_was_tapped_stands_when_the_number_is_said_again():
    person = Person().does(said(4), Press(9), said(7), said(1))
    assert (person.screen, person.digits) == ("readback", "4971")
    person.does(*map(said, (4, 5, 2, 1)))
    assert (person.screen, person.digits) == ("readback", "4921")


def test_a_number_of_another_length_said_again_is_another_number():
    rules = replace(RULES, min_digits=2, max_digits=5)
    person = Person(rules).does(*map(said, (1, 2, 3))).rests(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "123")
    person.does(*map(said, (1, 2, 4, 3))).rests(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "1243")


def test_who_breaks_off_gets_the_former_number_back_for_longer():
    person = Person().does(*map(said, (1, 2, 3, 4, 5)))
    assert (person.screen, person.digits) == ("entry", "5")
    person.rests(BROKEN_OFF + 0.2)
    assert (person.screen, person.digits, person.state.hint) == ("readback", "1234", "say_again")
    person.rests(RULES.confirm_pause + 0.5)
    assert person.stored == []
    person.rests(RULES.confirm_pause)
    assert [s.number for s in person.stored] == ["1234"]


def test_talk_beside_the_read_back_changes_nothing():
    person = Person().does(*map(said, (1, 2, 3, 4))).does(said(7, 0.4), said(8, 0.4))
    assert (person.screen, person.digits) == ("readback", "1234")


def test_said_again_a_number_with_check_digits_stays_one():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    wrong, right = with_check("1294", "luhn"), with_check("1234", "luhn")
    person = Person(rules).does(*[said(int(c)) for c in wrong])
    assert (person.screen, person.digits) == ("readback", wrong)
    person.does(*[said(int(c), 0.99) for c in right])
    assert (person.screen, person.digits) == ("readback", right)


def test_a_number_of_variable_length_ends_with_a_pause_or_a_touch():
    rules = replace(RULES, min_digits=2, max_digits=5)
    person = Person(rules).does(said(1)).rests(rules.end_pause + 1)
    assert person.screen == "entry"
    person.does(said(2)).rests(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "12")
    person = Person(rules).does(said(1), said(2), said(3), Command("confirm"))
    assert (person.screen, person.digits) == ("readback", "123")
    person = Person(rules).does(*map(said, (1, 2, 3, 4, 5)))
    assert person.screen == "readback"


@pytest.mark.parametrize(("kind", "number"), [("luhn", "79927398713"), ("mod97", "79444")])
def test_a_number_with_the_right_check_digits_is_read_back(kind, number):
    rules = replace(RULES, min_digits=len(number), max_digits=len(number), check=kind)
    assert is_valid(number, kind)
    assert Person(rules).does(*[said(int(c)) for c in number]).screen == "readback"


def test_a_wrong_check_digit_asks_for_the_least_sure_box_and_then_gives_up():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    right = with_check("1234", "luhn")
    wrong = [said(int(c)) for c in right]
    wrong[2] = said(8, 0.85)
    person = Person(rules).does(*wrong)
    assert (person.screen, person.state.place) == ("asking", 2)
    assert Person(rules).does(*wrong, said(3)).digits == right
    person.does(said(8))
    assert (person.screen, person.state.hint) == ("entry", "invalid")
    person.rests(5).does(Command("confirm"))
    assert person.stored == []


def test_a_wrong_check_digit_asks_for_the_box_whose_other_reading_would_mend_it():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    right = with_check("1234", "luhn")
    heard = [said(int(c)) for c in right]
    heard[1] = said(2, 0.6)  # less sure, but none of its other readings helps as much
    heard[2] = torn(8, 3, 0.75)
    person = Person(rules).does(*heard)
    assert (person.screen, person.state.place) == ("asking", 2)
    assert person.does(said(3, 0.8)).digits == right
    assert person.screen == "readback"


def test_a_wrong_number_that_was_tapped_is_never_stored():
    rules = replace(RULES, min_digits=5, max_digits=5, check="mod97")
    person = Person(rules).does(*map(Press, (1, 2, 3, 4, 5)), *[Command("confirm")] * 3)
    assert (person.screen, person.state.hint, person.stored) == ("entry", "invalid", [])


def test_without_a_sign_of_life_it_is_given_up_and_nothing_is_sent():
    person = Person().does(said(1)).rests(RULES.idle_timeout / 2 + 0.2)
    assert person.state.hint == "idle"
    person.rests(RULES.idle_timeout / 2)
    assert (person.screen, person.state.boxes) == ("cancelled", ())
    person.rests(CANCELLED_SECONDS + 0.1)
    assert person.screen == "attract"
    assert person.stored == []


def test_noise_for_ever_keeps_nothing_open():
    person = Person().does(said(1), Speech(True))
    for _ in range(60):
        person.does(Speech(False), Speech(True), Tick(), every=0.3)
    assert person.screen in ("cancelled", "attract")


def test_what_cannot_be_stored_is_kept_on_the_screen_and_tried_again():
    person = Person().does(*map(Press, (1, 2, 3, 4)), Command("confirm"))
    person.rests(3 * STAFF_SECONDS)
    assert len(person.stored) == 1  # a slow disk is given the number once
    for count in range(2, 6):
        person.does(Command("unstored"), every=0.1).rests(RETRY_SECONDS + 0.2)
        assert len(person.stored) == count
    assert {s.number for s in person.stored} == {"1234"}
    person.does(Command("unstored"), every=0.1)
    assert (person.screen, person.state.hint, person.digits) == ("storing", "staff", "1234")
    person.does(Command("cancel"), Command("clear"), Command("undo"), Press(5), Select(0))
    assert (person.screen, person.digits) == ("storing", "1234")
    person.does(Stored("x"))
    assert person.screen == "done"


def test_the_language_stays_for_one_person():
    person = Person().does(
        Language("de"), *map(Press, (1, 2, 3, 4)), Command("confirm"), Stored("x")
    )
    assert person.state.language == "de"
    person.rests(RULES.result_seconds + 0.1)
    assert person.state.language == "en"


def test_hints_are_given_and_taken_back():
    person = Person().does(said(1), Missed("louder"))
    assert person.state.hint == "louder"
    assert person.does(said(2)).state.hint == ""
    assert person.does(Guessed(3)).state.guess == 3
    assert person.does(Guessed(None)).state.guess is None


def test_each_step_can_be_heard():
    person = Person().does(*map(said, (1, 2, 3, 4)), Command("confirm"), Stored("x"))
    sounds = [effect.sound for effect in person.effects if isinstance(effect, Beep)]
    assert sounds == ["digit", "digit", "digit", "readback", "done"]


probabilities = st.integers(0, 9).flatmap(lambda d: st.floats(0.2, 1.0).map(lambda c: (d, c)))
COMMANDS = [
    Command("start"),
    Command("undo"),
    Command("clear"),
    Command("confirm"),
    Command("change"),
    Command("cancel"),
    Command("unstored"),
]
inputs = st.one_of(
    probabilities.flatmap(
        lambda dc: st.tuples(st.floats(0, 1), st.booleans()).map(
            lambda rest: said(dc[0], dc[1], rest[0], rest[1])
        )
    ),
    st.sampled_from(COMMANDS),
    st.integers(0, 9).map(Press),
    st.integers(-1, 9).map(Select),
    st.booleans().map(Speech),
    st.sampled_from([Tick(), Guessed(3), Missed("pause"), Stored("x"), Language("de")]),
)
rules = st.sampled_from(
    [
        RULES,
        replace(RULES, confirm_pause=0.0, start_by="touch"),
        replace(RULES, min_digits=2, max_digits=6, check="luhn"),
        replace(RULES, min_digits=3, max_digits=9, check="mod97"),
    ]
)


@settings(max_examples=100, deadline=None)
@given(rules, st.lists(st.tuples(inputs, st.floats(0.01, 3.0)), max_size=60))
def test_whatever_happens_only_a_number_that_was_read_back_whole_is_stored(rules, happenings):
    person = Person(rules)
    for happened, seconds in happenings:
        before, count = person.state, len(person.stored)
        person.does(happened, every=seconds)
        state = person.state
        assert len(state.boxes) <= rules.max_digits
        assert state.place is None or state.place < len(state.boxes)
        for new in person.stored[count:]:
            assert before.screen in ("readback", "storing")
            assert new.number == "".join(str(box.digit) for box in before.boxes)
            assert rules.min_digits <= len(new.number) <= rules.max_digits
            assert is_valid(new.number, rules.check)
            assert all(box.state == "sure" for box in before.boxes)
        if before.screen == "storing":  # a confirmed number leaves the screen only when it is safe
            assert state.screen == "storing" or happened == Stored("x")
    # Left alone, it is at its begin again.
    if person.screen == "storing":
        person.does(Stored("x"))
    person.does(Speech(False)).rests(2 * rules.idle_timeout + 15)
    if person.screen == "storing":
        person.does(Stored("x")).rests(rules.result_seconds + 0.2)
    assert person.screen == "attract"
