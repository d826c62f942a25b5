"""The state machine: its steps, and what is true after any sequence of events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.kiosk.entry.check_digits import is_valid
from desktop.kiosk.entry.events import (
    Command,
    Heard,
    Hidden,
    Language,
    Lost,
    Missed,
    Phrase,
    Press,
    Provisional,
    Select,
    Speech,
    Stored,
    Tick,
)
from desktop.kiosk.entry.pauses import LONG_SETTLE_SECONDS, NEXT_SECONDS, REPEAT_TIMEOUT
from desktop.kiosk.entry.rejected_words import MISSING_SECONDS
from desktop.kiosk.entry.state import Beep, Rules, State, Store
from desktop.kiosk.entry.state_machine import (
    CANCELLED_SECONDS,
    EARLY_SECONDS,
    RETRY_SECONDS,
    STAFF_SECONDS,
    step,
)

RULES = Rules()


def word(digit: int, confidence: float = 0.97, digitness: float = 0.99, is_digit: bool = True):
    rest = (1.0 - confidence) / 9
    probabilities = tuple(confidence if d == digit else rest for d in range(10))
    return Heard(probabilities, digitness, is_digit)


def said(*args, **fields):
    """One digit, with a pause after it."""
    return Phrase((word(*args, **fields),))


def in_one_breath(*words):
    """Digits without a pause between them; each is a digit or a `Heard`."""
    return Phrase(tuple(one if isinstance(one, Heard) else word(one) for one in words))


class Person:
    """A person at the kiosk, and the clock."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules = rules
        self.now = 100.0
        self.state = State(since=self.now, active=self.now, language=rules.language)
        self.effects = []

    def does(self, *inputs, every: float = 0.8):
        for event in inputs:
            self.now += every
            self.state, effects = step(self.rules, self.state, event, self.now)
            self.effects += effects
        return self

    def waits(self, seconds: float):
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
    person.waits(RULES.confirm_pause - 0.2)
    assert person.screen == "readback"
    person.waits(0.3)
    assert person.screen == "storing"
    assert [s.number for s in person.stored] == ["4071"]
    assert person.stored[0].entered_by == "voice"
    assert person.stored[0].seconds == pytest.approx(3 * 0.8 + RULES.confirm_pause, abs=0.3)
    person.does(Stored("an-id"), every=0.01)
    assert (person.screen, person.state.id) == ("done", "an-id")
    person.waits(RULES.result_seconds + 0.1)
    assert person.state == State(since=person.state.since, active=person.state.since)
    assert len(person.stored) == 1


def test_a_number_said_in_one_breath_fills_the_boxes():
    person = Person().does(Provisional((4,)), Provisional((4, 0)), every=0.3)
    assert (person.screen, person.digits) == ("attract", "")
    person.does(in_one_breath(4, 0, 7, 1))
    assert (person.screen, person.digits, person.state.provisional) == ("readback", "4071", ())
    person.waits(RULES.confirm_pause + 0.2)
    assert [s.number for s in person.stored] == ["4071"]
    # The time counts from the first provisional digit.
    assert person.stored[0].seconds == pytest.approx(0.3 + 0.8 + RULES.confirm_pause, abs=0.3)


def test_a_number_may_be_said_in_groups():
    person = Person().does(in_one_breath(4, 0), in_one_breath(7, 1))
    assert (person.screen, person.digits) == ("readback", "4071")


def test_of_a_number_in_one_breath_only_the_uncertain_digit_is_asked_again():
    unsure = word(0, 0.4, is_digit=False)
    person = Person().does(in_one_breath(4, unsure, 7, 1)).waits(LONG_SETTLE_SECONDS + 0.1)
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "again")
    assert [box.state for box in person.state.boxes] == [
        "certain", "rejected", "certain", "certain",
    ]  # fmt: skip
    person.does(said(0))
    assert (person.screen, person.digits) == ("readback", "4071")


def test_a_question_may_be_answered_with_the_whole_number():
    person = Person().does(in_one_breath(4, word(0, 0.4), 7, 1)).waits(1)
    person.does(in_one_breath(4, 0, 7, 1))
    assert (person.screen, person.digits) == ("readback", "4071")
    assert [box.asked for box in person.state.boxes] == [1, 1, 1, 1]


def test_a_question_is_not_answered_by_another_number_of_digits():
    person = Person().does(in_one_breath(4, word(0, 0.4), 7, 1)).waits(1)
    person.does(in_one_breath(0, 8))
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "again")
    cough = word(5, 0.3, 0.3, is_digit=False)
    assert (
        Person()
        .does(in_one_breath(4, word(0, 0.4), 7, 1))
        .waits(1)
        .does(in_one_breath(0, cough))
        .digits
        == "4071"
    )
    person.does(in_one_breath(0, 8))
    assert (person.screen, person.state.hint) == ("asking", "tap")


def test_the_whole_number_replaces_an_incomplete_one():
    person = Person().does(in_one_breath(4, 7, 1)).waits(NEXT_SECONDS + 0.2)
    assert (person.screen, person.digits, person.state.hint) == ("entry", "471", "next")
    person.does(in_one_breath(4, 0, 7, 1))
    assert (person.screen, person.digits) == ("readback", "4071")
    assert Person().does(in_one_breath(4, 0, 7), said(1)).digits == "4071"


def test_of_too_many_digits_the_doubtful_ones_are_noise():
    doubtful = (word(8, 0.4), word(8, 0.9, 0.4, is_digit=False))
    for extra in doubtful:
        person = Person().does(in_one_breath(4, 0, extra, 7, 1))
        assert (person.screen, person.digits) == ("readback", "4071")


def test_after_too_many_digits_the_person_is_asked_for_the_number_again():
    person = Person().does(in_one_breath(4, 0, 8, 7, 1))
    assert (person.screen, person.digits, person.state.hint) == ("entry", "", "too_many")
    person.does(in_one_breath(4, 0, 7, 1))
    assert (person.screen, person.digits) == ("readback", "4071")


def test_a_wrong_number_is_said_again_in_one_breath():
    person = Person().does(in_one_breath(4, 5, 7, 1)).waits(0.5)
    person.does(in_one_breath(4, 9, 7, 1))
    assert (person.screen, person.digits) == ("readback", "4971")
    # A repetition with too many digits does not replace the number.
    person.does(in_one_breath(4, 0, 8, 7, 1))
    assert (person.screen, person.state.hint) == ("entry", "too_many")
    person.waits(REPEAT_TIMEOUT + 0.2)
    assert (person.screen, person.digits) == ("readback", "4971")


def test_several_digits_do_not_change_a_selected_box():
    person = Person().does(in_one_breath(4, 5, 7, 1), Select(1), in_one_breath(9, 2))
    assert (person.screen, person.digits, person.state.place) == ("entry", "4571", 1)
    person.does(said(9))
    assert (person.screen, person.digits) == ("readback", "4971")


def test_a_number_can_be_entered_by_keys():
    person = Person().does(*map(Press, (1, 2, 3, 4)), Command("confirm"))
    assert [(s.number, s.entered_by) for s in person.stored] == [("1234", "touch")]


def test_a_number_can_be_entered_by_voice_and_touch():
    person = Person().does(said(1), Press(2), said(3), Press(4), Command("confirm"))
    assert [(s.number, s.entered_by) for s in person.stored] == [("1234", "both")]


def test_without_a_confirming_pause_only_a_touch_confirms():
    person = Person(replace(RULES, confirm_pause=0.0)).does(*map(said, (1, 2, 3, 4)))
    person.waits(RULES.idle_timeout - 1)
    assert person.screen == "readback"
    person.waits(2)
    assert (person.screen, person.stored) == ("cancelled", [])


def test_speech_restarts_the_confirming_pause():
    person = Person().does(*map(said, (1, 2, 3, 4)))
    person.does(Speech(True)).waits(5)
    assert person.screen == "readback"
    person.does(Speech(False)).waits(RULES.confirm_pause - 0.2)
    assert person.screen == "readback"
    person.waits(0.4)
    assert person.screen == "storing"


def test_only_an_uncertain_digit_is_asked_again_after_the_last_digit():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1), every=0.7)
    assert person.screen == "entry"
    person.waits(LONG_SETTLE_SECONDS + 0.1)
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "again")
    person.does(said(0, 0.9))
    assert (person.screen, person.digits) == ("readback", "4071")
    assert [box.asked for box in person.state.boxes] == [0, 1, 0, 0]


def test_two_attempts_that_agree_increase_the_confidence():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).waits(1)
    person.does(said(0, 0.4))
    assert person.screen == "readback"
    assert person.state.boxes[1].confidence > 0.7


def ambiguous(digit: int, other: int, by: float = 0.55):
    """Certainly one of these two digits."""
    return Phrase(
        (Heard(tuple(by if d == digit else 0.99 - by if d == other else 1e-3 for d in range(10))),)
    )


def test_of_two_digits_that_sound_alike_neither_is_certain_until_both_attempts_agree():
    person = Person().does(said(4), ambiguous(5, 9, 0.6), said(7), said(1)).waits(1)
    assert (person.screen, person.state.place) == ("asking", 1)
    person.does(ambiguous(9, 5, 0.6))  # now both are equally likely
    assert (person.screen, person.state.hint) == ("asking", "again")
    person.does(said(9))
    assert (person.screen, person.digits) == ("readback", "4971")


def test_an_excluded_digit_is_not_offered_again():
    person = Person().does(*map(said, (4, 5, 7, 1)), Select(1), said(5)).waits(1)
    assert (person.screen, person.state.place, person.state.hint) == ("asking", 1, "tap")
    assert Person().does(*map(said, (4, 5, 7, 1)), Select(1), said(9)).digits == "4971"
    # If the word sounds like both digits, it is the one that was not excluded.
    person = Person().does(*map(said, (4, 5, 7, 1)), Select(1), ambiguous(9, 5))
    assert (person.screen, person.digits) == ("readback", "4971")


def test_a_number_with_a_repeated_digit_is_read_back_for_longer():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).waits(1).does(said(0))
    person.waits(RULES.confirm_pause + 0.3)
    assert person.screen == "readback"
    person.waits(RULES.confirm_pause)
    assert person.screen == "storing"


def test_a_rejected_word_is_asked_again_if_a_digit_is_missing():
    noise = said(8, 0.3, RULES.min_digitness / 2, is_digit=False)
    person = Person().does(said(4), noise, said(7), said(1)).waits(MISSING_SECONDS + 0.2)
    assert (person.screen, person.state.place) == ("asking", 1)
    assert person.does(said(0)).digits == "4071"
    person = Person().does(noise, said(0), said(7), said(1)).waits(MISSING_SECONDS + 0.2)
    assert (person.screen, person.state.place) == ("asking", 0)
    # If no digit is missing, the word was noise.
    assert Person().does(said(4), noise, said(0), noise, said(7), said(1)).digits == "4071"


def test_after_two_failed_questions_the_person_is_asked_to_tap():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).waits(1)
    person.does(said(5, 0.4))
    assert (person.screen, person.state.hint) == ("asking", "again")
    person.does(said(9, 0.4))
    assert (person.screen, person.state.hint) == ("asking", "tap")
    person.does(Press(6))
    assert (person.screen, person.digits) == ("readback", "4671")


def test_a_word_that_was_not_recognized_gets_a_box():
    person = Person().does(said(4), said(0, 0.6, 0.5, is_digit=False), said(7), said(1)).waits(1)
    assert (person.screen, person.state.place) == ("asking", 1)
    person.does(said(0))
    assert person.digits == "4071"


def test_the_box_of_a_cough_is_removed_when_all_digits_are_there():
    person = Person().does(said(4), said(8, 0.3, 0.3, is_digit=False), said(0), said(7), said(1))
    assert (person.screen, person.digits) == ("readback", "4071")


def test_a_noise_gets_no_box():
    noise = said(8, 0.9, RULES.min_digitness / 2, is_digit=False)
    assert Person().does(noise).screen == "attract"
    assert Person().does(said(1), noise, said(2)).digits == "12"


def test_the_first_digit_may_be_uncertain():
    person = Person().does(said(4, 0.4))
    assert person.screen == "attract"
    person.does(said(0), said(7), said(1)).waits(1)
    assert (person.screen, person.state.place, len(person.state.boxes)) == ("asking", 0, 4)


def test_an_uncertain_word_long_before_the_number_is_not_part_of_it():
    person = Person().does(said(4, 0.4)).waits(EARLY_SECONDS + 0.1).does(said(0))
    assert person.digits == "0"


def test_talk_nearby_does_not_start_an_entry():
    person = Person().does(*[said(4, 0.4)] * 20, *[said(1, 0.9, 0.2, is_digit=False)] * 20)
    assert person.screen == "attract"


def test_with_start_by_touch_speech_does_not_start_an_entry():
    person = Person(replace(RULES, start_by="touch")).does(*map(said, (1, 2, 3, 4)))
    assert person.screen == "attract"
    person.does(Command("start"), *map(said, (1, 2, 3, 4)))
    assert person.screen == "readback"


def test_undo_removes_the_last_digit_and_clear_removes_all():
    person = Person().does(said(1), said(2), Command("undo"), said(3))
    assert person.digits == "13"
    person.does(Command("clear"))
    assert (person.screen, person.digits) == ("entry", "")
    person.does(*map(said, (5, 6, 7, 8)), Command("undo"))
    assert (person.screen, person.digits) == ("entry", "567")


def test_the_next_digit_replaces_the_one_in_a_touched_box():
    person = Person().does(*map(said, (1, 2, 3, 4)), Select(2))
    assert (person.screen, person.state.place) == ("entry", 2)
    person.waits(5)
    assert person.screen == "entry"
    person.does(Press(9))
    assert (person.screen, person.digits) == ("readback", "1294")


def test_change_leaves_the_readback_and_waits():
    person = Person().does(*map(said, (1, 2, 3, 4)), Command("change")).waits(5)
    assert (person.screen, person.state.hint, person.stored) == ("entry", "touch_to_change", [])


@pytest.mark.parametrize(
    "inputs",
    [
        [Press(7)],
        [said(7)],
        [in_one_breath(7, 8)],
        [Missed("louder")],
        [Select(2), Command("undo")],
        [Select(2), Missed("louder"), Command("undo")],
    ],
)
def test_a_number_that_is_to_be_changed_is_never_sent_unchanged_without_done(inputs):
    person = Person().does(*map(said, (1, 2, 3, 4)), Command("change"), *inputs).waits(8)
    assert (person.screen, person.digits, person.stored) == ("entry", "1234", [])
    person.does(Command("confirm"))
    assert person.screen == "readback"
    person.waits(2 * RULES.confirm_pause + 0.2)
    assert [s.number for s in person.stored] == ["1234"]


def test_a_changed_number_is_read_back_and_sent():
    again = [*map(said, (1, 7, 3, 4))]  # where numbers cannot be said in one breath
    for change in ([Select(1), Press(7)], [Select(1), said(7)], again, [in_one_breath(1, 7, 3, 4)]):
        person = Person().does(*map(said, (1, 2, 3, 4)), Command("change"), *change)
        person.waits(0.5)
        assert (person.screen, person.digits) == ("readback", "1734")
        person.waits(2 * RULES.confirm_pause + 0.2)
        assert [s.number for s in person.stored] == ["1734"]


def test_an_invalid_number_can_be_said_again_digit_by_digit():
    rules = replace(RULES, check="luhn")
    person = Person(rules).does(*map(Press, (1, 2, 3, 4))).waits(1)
    assert person.state.hint == "invalid"
    person.does(said(7)).waits(REPEAT_TIMEOUT + 0.2)
    assert (person.screen, person.digits, person.state.hint) == ("entry", "1234", "invalid")
    person.does(*map(said, (1, 8, 3, 4)))
    assert (person.screen, person.digits) == ("readback", "1834")


def test_noise_does_not_keep_an_invalid_number_on_the_screen():
    rules = replace(RULES, check="luhn")
    person = Person(rules).does(*map(Press, (1, 2, 3, 4)))
    person.waits(1)
    assert (person.screen, person.state.hint) == ("entry", "invalid")
    for _ in range(round(rules.idle_timeout)):
        person.does(Missed("louder"), every=0.1).waits(1)
    assert (person.screen, person.stored) == ("cancelled", [])


def test_a_language_that_was_chosen_without_an_entry_is_not_that_of_the_next_person():
    person = Person().does(Language("de")).waits(RULES.idle_timeout - 1)
    assert person.state.language == "de"
    person.waits(1.5)
    assert (person.screen, person.state.language) == ("attract", "en")
    # Whoever speaks is still there.
    person.does(Language("de"), Provisional((3,))).waits(RULES.idle_timeout + 1)
    assert person.state.language == "de"


def test_a_wrong_number_is_corrected_by_saying_it_again():
    heard = [said(4), ambiguous(5, 9, 0.8), said(7), said(1)]
    person = Person().does(*heard).waits(0.5)
    assert (person.screen, person.digits) == ("readback", "4571")
    person.does(*heard[:3])  # recognized wrong again, but 4571 was read back and not confirmed
    assert (person.screen, person.digits, person.stored) == ("entry", "457", [])
    person.does(heard[3])
    assert (person.screen, person.digits) == (
        "readback",
        "4571",
    )  # the person may have confirmed it
    person.does(*heard)
    assert (person.screen, person.digits) == ("readback", "4971")
    person.waits(2 * RULES.confirm_pause + 0.2)
    assert [s.number for s in person.stored] == ["4971"]
    assert person.stored[0].seconds > 8 * 0.8


def test_a_repetition_is_combined_with_the_first_attempt():
    first = [said(4), ambiguous(5, 9, 0.75), said(7), said(1)]
    second = [said(4), ambiguous(9, 5, 0.6), said(7, 0.5), said(1)]
    person = Person().does(*first).does(*second).waits(LONG_SETTLE_SECONDS + 0.1)
    # Both attempts together are still closer to 5, but the person rejected 4571.
    assert (person.screen, person.digits) == ("readback", "4971")
    person.does(*map(said, (4, 3, 7, 1)))
    assert person.digits not in ("4571", "4971")


@pytest.mark.parametrize("sure", [0.93, 0.97, 0.995])
@pytest.mark.parametrize(
    ("first", "second"), [("4217", "4271"), ("4271", "9053"), ("5906", "5096")]
)
def test_another_number_in_the_read_back_is_taken_as_it_was_said(first, second, sure):
    """The person had said two digits in the wrong order, or the next one began to speak."""
    person = Person().does(*(said(int(digit)) for digit in first))
    assert (person.screen, person.digits) == ("readback", first)
    person.does(*(said(int(digit), sure) for digit in second))
    assert (person.screen, person.digits) == ("readback", second)
    person.waits(2 * RULES.confirm_pause + 0.2)
    assert [one.number for one in person.stored] == [second]


def test_silence_does_not_confirm_a_number_other_than_the_one_that_was_said_last():
    person = Person().does(*map(said, (1, 2, 3)), ambiguous(5, 9, 0.75))
    person.does(*map(said, (1, 2, 3)), ambiguous(9, 5, 0.9))
    assert (person.screen, person.digits) == ("readback", "1239")
    person.does(*map(said, (1, 2, 3, 5)))  # 1235 is known to be wrong
    assert person.screen == "readback"
    assert person.digits not in ("1235", "1239")
    person.waits(3 * RULES.confirm_pause)
    assert (person.screen, person.stored) == ("readback", [])


def test_tapped_digits_stay_when_the_number_is_said_again():
    person = Person().does(said(4), Press(9), said(7), said(1))
    assert (person.screen, person.digits) == ("readback", "4971")
    person.does(*map(said, (4, 5, 2, 1)))
    assert (person.screen, person.digits) == ("readback", "4921")


def test_a_repetition_of_another_length_is_a_new_number():
    rules = replace(RULES, min_digits=2, max_digits=5)
    person = Person(rules).does(*map(said, (1, 2, 3))).waits(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "123")
    person.does(*map(said, (1, 2, 4, 3))).waits(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "1243")


VARIABLE = replace(RULES, min_digits=4, max_digits=10)


@pytest.mark.parametrize(
    "events",
    [
        (Lost(), *map(said, (3, 4, 5, 6))),
        (*map(said, (1, 2, 3)), Lost(), said(6)),
        (Provisional((1,)), Lost(), Phrase((word(1),)), *map(said, (4, 5, 6))),
        (*map(said, (1, 2, 3, 4)), Lost()),
    ],
    ids=["before the first digit", "between digits", "in a phrase", "after the last digit"],
)
def test_silence_does_not_confirm_a_number_in_which_sound_was_lost(events):
    person = Person(VARIABLE).does(*events).waits(VARIABLE.end_pause + 0.2)
    assert (person.screen, person.state.is_doubted) == ("readback", True)
    person.waits(3 * RULES.confirm_pause)
    assert (person.screen, person.stored) == ("readback", [])
    person.does(Command("confirm"))
    assert [s.number for s in person.stored] == [person.digits]


def test_sound_that_is_lost_in_the_read_back_may_have_been_a_no():
    person = Person().does(*map(said, (1, 2, 3, 4)), Lost()).waits(3 * RULES.confirm_pause)
    assert (person.screen, person.stored) == ("readback", [])


def test_sound_lost_long_before_a_number_or_while_it_is_typed_does_not_matter():
    person = Person(VARIABLE).does(Lost()).waits(EARLY_SECONDS + 0.1)
    person.does(*map(said, (1, 2, 3, 4))).waits(VARIABLE.end_pause + RULES.confirm_pause + 0.4)
    assert [s.number for s in person.stored] == ["1234"]
    person = Person(VARIABLE).does(*map(Press, (1, 2)), Lost(), *map(Press, (3, 4)))
    person.waits(VARIABLE.end_pause + RULES.confirm_pause + 0.4)
    assert [s.number for s in person.stored] == ["1234"]


def test_after_an_incomplete_repetition_silence_does_not_confirm_the_previous_number():
    person = Person().does(*map(said, (1, 2, 3, 4, 5)))
    assert (person.screen, person.digits) == ("entry", "5")
    person.waits(REPEAT_TIMEOUT + 0.2)
    assert (person.screen, person.digits, person.state.is_doubted) == ("readback", "1234", True)
    person.waits(3 * RULES.confirm_pause)
    assert (person.screen, person.stored) == ("readback", [])
    person.does(Command("confirm"))
    assert [s.number for s in person.stored] == ["1234"]


@pytest.mark.parametrize(
    "speech",
    [
        said(0, 0.4, digitness=0.05, is_digit=False),  # "no"
        in_one_breath(word(3, 0.3, digitness=0.02, is_digit=False), word(1, 0.4, digitness=0.1)),
        said(9, 0.4),
        Missed("too_long"),
    ],
)
def test_other_words_in_the_readback_keep_silence_from_confirming(speech):
    person = Person().does(*map(said, (1, 2, 3, 4)))
    person.does(Speech(True), speech, Speech(False), every=0.5)
    assert (person.screen, person.digits) == ("readback", "1234")
    assert person.effects[-1] == Beep("again")
    person.waits(3 * RULES.confirm_pause)
    assert (person.screen, person.stored) == ("readback", [])
    person.does(*map(said, (1, 2, 3, 4))).waits(2 * RULES.confirm_pause + 0.1)  # it was right
    assert [s.number for s in person.stored] == ["1234"]


def test_a_sound_that_is_too_quiet_does_not_keep_silence_from_confirming():
    person = Person().does(*map(said, (1, 2, 3, 4)), Missed("louder"))
    assert person.waits(RULES.confirm_pause + 0.1).screen == "storing"


def test_other_words_before_the_readback_do_not_keep_silence_from_confirming():
    cough = said(3, 0.3, digitness=0.02, is_digit=False)
    person = Person().does(said(1), cough, *map(said, (2, 3, 4)))
    assert person.waits(RULES.confirm_pause + 0.1).screen == "storing"


def no(digitness: float = 0.05) -> Heard:
    return word(0, 0.4, digitness, is_digit=False)


def is_sent_by_silence(person: Person) -> bool:
    person.waits(30)
    return bool(person.stored)


def test_an_objection_in_the_breath_of_the_number_keeps_silence_from_confirming():
    person = Person().does(in_one_breath(1, 5, 6, 2, no()))
    assert (person.screen, person.digits) == ("readback", "1562")
    assert not is_sent_by_silence(person)


@pytest.mark.parametrize("provisional", [Provisional((1, 9, 7)), Provisional(())])
def test_silence_does_not_confirm_a_number_that_was_ended_within_a_phrase(provisional):
    rules = replace(RULES, min_digits=4, max_digits=8)
    person = Person(rules).does(in_one_breath(1, 5, 6, 2), Speech(True), Provisional((1,)))
    person.does(provisional, Command("confirm"), every=0.2)
    person.does(Provisional((1, 9, 7)), in_one_breath(1, 9, 7, 2), Speech(False), every=0.2)
    assert (person.screen, person.digits) == ("readback", "1562")
    assert not is_sent_by_silence(person)


@pytest.mark.parametrize("begun", [(), (said(9),)])
def test_a_key_counts_more_than_the_phrase_that_is_being_said(begun):
    rules = replace(RULES, min_digits=3, max_digits=8)
    person = Person(rules).does(*begun, Provisional((1, 2)), Press(4), Press(5), every=0.2)
    person.does(Provisional(()), Provisional((1, 2)), in_one_breath(1, 2, 3), every=0.2)
    assert person.digits == ("9" if begun else "") + "45"
    person.does(said(6))  # only that phrase is ignored
    assert person.digits.endswith("456")


def test_talk_nearby_does_not_block_the_keypad():
    person = Person(replace(RULES, start_by="touch")).does(Provisional((5,)), Command("clear"))
    person.does(Phrase((no(),)), *map(Press, (1, 2, 3, 4)))
    assert (person.screen, person.digits) == ("readback", "1234")


def test_a_tapped_answer_is_not_also_that_to_the_next_question():
    doubtful = [word(1, 0.4), word(2), word(3, 0.4), word(4)]
    person = Person().does(in_one_breath(*doubtful)).waits(1)
    assert (person.screen, person.state.place) == ("asking", 0)
    person.does(Provisional((1,)), Press(1), said(1), every=0.2)
    assert (person.screen, person.state.place, person.digits[0]) == ("asking", 2, "1")
    assert person.state.boxes[2].asked == 0


@pytest.mark.parametrize(
    ("rules", "inputs"),
    [
        (
            replace(RULES, min_digits=3, max_digits=8),
            [in_one_breath(1, 2, 3, 4, 5, 6), Phrase((no(),)), in_one_breath(4, word(5, 0.4), 6)],
        ),
        (RULES, [in_one_breath(1, word(5, 0.4), 6, 2, no())]),
    ],
)
def test_a_question_does_not_end_the_doubt(rules, inputs):
    person = Person(rules)
    for event in inputs:
        person.does(event).waits(rules.end_pause + 0.2)
    assert (person.screen, person.state.place) == ("asking", 1)
    person.does(said(5))
    assert person.screen == "readback"
    assert not is_sent_by_silence(person)


def test_undo_of_a_touched_box_during_a_question_leaves_all_digits():
    person = Person().does(in_one_breath(1, 2, word(3, 0.4), 4)).waits(1)
    assert (person.screen, person.state.place) == ("asking", 2)
    person.does(Select(0), Command("undo"))
    assert person.digits == "1234"
    person.waits(1).does(said(3))
    assert (person.screen, person.digits) == ("readback", "1234")
    person.does(*map(said, (1, 2, 3, 4)))
    assert (person.screen, person.digits) == ("readback", "1234")


def test_an_invalid_number_stays_called_so_after_a_box_was_touched_and_left():
    rules = replace(RULES, min_digits=4, max_digits=4, check="luhn")
    person = Person(rules).does(*map(Press, (1, 5, 6, 2)), Select(1), Command("undo"))
    assert person.state.hint == "invalid"


def test_a_part_of_a_number_of_variable_length_is_not_sent_by_silence():
    rules = replace(RULES, min_digits=3, max_digits=8)
    person = Person(rules).does(in_one_breath(1, 2, 3, 4, 5, 6)).waits(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "123456")
    person.does(Phrase((no(),)), in_one_breath(4, 5, 6)).waits(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "456")
    assert not is_sent_by_silence(person)


def test_another_single_digit_is_not_sent_by_silence():
    rules = replace(RULES, min_digits=1, max_digits=1)
    person = Person(rules).does(said(7), said(0))
    assert person.screen == "readback"
    assert not is_sent_by_silence(person)


def test_a_box_that_was_touched_and_left_keeps_its_digit():
    person = Person().does(*map(said, (1, 5, 6, 2)), Select(1), Command("undo"))
    assert (person.screen, person.state.hint) == ("entry", "touch_to_change")
    person.does(*map(said, (1, 5, 6, 2)))
    assert (person.screen, person.digits) == ("readback", "1562")


def test_only_the_box_that_was_touched_last_changes():
    person = Person().does(*map(said, (1, 2, 3, 4)), Select(2), Select(0), said(8))
    assert (person.screen, person.digits) == ("readback", "8234")
    person.does(*map(said, (8, 2, 3, 4)))
    assert (person.screen, person.digits) == ("readback", "8234")


def test_a_box_that_was_touched_and_left_does_not_confirm_what_was_objected_to():
    person = Person().does(*map(said, (1, 2, 3, 4)), Phrase((no(),)), Select(1), Command("undo"))
    assert not is_sent_by_silence(person)


def test_a_part_of_the_number_and_a_cough_are_not_sent_by_silence():
    person = Person().does(*map(said, (1, 2, 3, 4)))
    person.does(*map(said, (2, 3, 4)), Phrase((no(0.1),)))
    assert not is_sent_by_silence(person)


@pytest.mark.parametrize(("check", "number"), [("luhn", "1562"), ("mod97", "12345670")])
def test_a_check_digit_does_not_put_in_a_digit_that_was_not_heard(check, number):
    rules = replace(RULES, min_digits=len(number), max_digits=len(number), check=check)
    person = Person(rules)
    for _ in range(4):
        person.does(in_one_breath(*[word(int(c), 0.999) for c in number])).waits(1)
    assert person.state.hint == "invalid"
    assert not is_sent_by_silence(person)


def test_a_number_that_was_said_three_times_is_not_replaced_by_a_digit_that_was_not_heard():
    person = Person()
    for _ in range(3):
        person.does(in_one_breath(*[word(digit, 0.9999) for digit in (1, 2, 3, 4)]))
    assert (person.screen, person.digits) == ("readback", "1234")
    assert not is_sent_by_silence(person)


def test_a_number_is_not_cancelled_while_it_is_being_said():
    rules = replace(RULES, min_digits=4, max_digits=8)
    person = Person(rules).does(in_one_breath(1, 2, 3)).waits(rules.idle_timeout - 1)
    person.does(Speech(True), Provisional((4, 5)), every=0.2).waits(2)
    person.does(in_one_breath(4, 5, 6, 7), Speech(False), every=0.2)
    assert (person.screen, person.digits) == ("entry", "1234567")


@pytest.mark.parametrize("pause", [12.0, 20.0])
def test_a_long_pause_is_not_idle_time(pause):
    person = Person(replace(RULES, confirm_pause=pause)).does(*map(said, (1, 2, 3)), said(4, 0.8))
    person.waits(2 * pause + 0.2)
    assert [store.number for store in person.stored] == ["1234"]


def test_a_repetition_may_be_ended_by_a_long_pause():
    rules = replace(RULES, min_digits=3, max_digits=8, end_pause=5.0)
    person = Person(rules).does(in_one_breath(1, 2, 3, 4, 9)).waits(5.2)
    person.does(in_one_breath(1, 2, 3, 4, 5)).waits(5.2)
    assert (person.screen, person.digits) == ("readback", "12345")


@pytest.mark.parametrize("digits", [list(map(said, (1, 2, 3, 4))), list(map(Press, (1, 2, 3, 4)))])
def test_after_too_many_digits_all_of_them_are_entered_again(digits):
    person = Person().does(in_one_breath(1, 2), in_one_breath(3, 4, 5))
    assert (person.state.hint, person.digits) == ("too_many", "")
    person.does(Missed("louder"), *digits)
    assert (person.screen, person.digits) == ("readback", "1234")


def test_too_many_digits_are_not_sent_in_part():
    rules = replace(RULES, min_digits=4, max_digits=8)
    person = Person(rules).does(in_one_breath(1, 2, 3, 4, 5, 6, 7), in_one_breath(8, 9, 0))
    assert not is_sent_by_silence(person)


def test_a_sound_that_was_taken_for_a_digit_can_be_undone():
    rules = replace(RULES, min_digits=3, max_digits=8)
    person = Person(rules).does(said(7, 0.3, is_digit=False, digitness=0.3), *map(said, (1, 2, 3)))
    person.waits(rules.end_pause + 0.2)
    assert (person.screen, person.state.place) == ("asking", 0)
    assert person.does(Command("undo")).digits == "123"


def test_a_repeated_number_still_has_valid_check_digits():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    wrong, right = "12948", "12344"  # both are valid
    person = Person(rules).does(*[said(int(c)) for c in wrong])
    assert (person.screen, person.digits) == ("readback", wrong)
    person.does(*[said(int(c), 0.99) for c in right])
    assert (person.screen, person.digits) == ("readback", right)


def test_a_number_of_variable_length_ends_with_a_pause_or_a_touch():
    rules = replace(RULES, min_digits=2, max_digits=5)
    person = Person(rules).does(said(1)).waits(rules.end_pause + 1)
    assert person.screen == "entry"
    person.does(said(2)).waits(rules.end_pause + 0.2)
    assert (person.screen, person.digits) == ("readback", "12")
    person = Person(rules).does(said(1), said(2), said(3), Command("confirm"))
    assert (person.screen, person.digits) == ("readback", "123")
    person = Person(rules).does(*map(said, (1, 2, 3, 4, 5)))
    assert person.screen == "readback"


@pytest.mark.parametrize(("kind", "number"), [("luhn", "79927398713"), ("mod97", "79444")])
def test_a_number_with_valid_check_digits_is_read_back(kind, number):
    rules = replace(RULES, min_digits=len(number), max_digits=len(number), check=kind)
    assert is_valid(number, kind)
    assert Person(rules).does(*[said(int(c)) for c in number]).screen == "readback"


def test_after_a_failed_check_the_least_certain_digit_is_asked_again_once():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    right = "12344"
    wrong = [said(int(c)) for c in right]
    wrong[2] = said(8, 0.85)
    person = Person(rules).does(*wrong)
    assert (person.screen, person.state.place) == ("asking", 2)
    assert Person(rules).does(*wrong, said(3)).digits == right
    person.does(said(8))
    assert (person.screen, person.state.hint) == ("entry", "invalid")
    person.waits(5).does(Command("confirm"))
    assert person.stored == []


def test_after_a_failed_check_the_digit_whose_alternative_is_valid_is_asked_again():
    rules = replace(RULES, min_digits=5, max_digits=5, check="luhn")
    right = "12344"
    heard = [said(int(c)) for c in right]
    heard[1] = said(2, 0.6)  # less certain, but none of its alternatives makes the number valid
    heard[2] = ambiguous(8, 3, 0.75)
    person = Person(rules).does(*heard)
    assert (person.screen, person.state.place) == ("asking", 2)
    assert person.does(said(3, 0.8)).digits == right
    assert person.screen == "readback"


def test_an_invalid_number_that_was_tapped_is_never_stored():
    rules = replace(RULES, min_digits=5, max_digits=5, check="mod97")
    person = Person(rules).does(*map(Press, (1, 2, 3, 4, 5)), *[Command("confirm")] * 3)
    assert (person.screen, person.state.hint, person.stored) == ("entry", "invalid", [])


def test_a_person_who_types_slowly_goes_on_in_the_read_back():
    rules = Rules(min_digits=3, max_digits=5)
    person = Person(rules).does(*map(Press, (1, 2, 3))).waits(rules.end_pause + 0.2)
    assert person.screen == "readback"
    person.does(Press(4))
    assert (person.screen, person.digits) == ("entry", "1234")
    person.waits(rules.end_pause + 0.2).does(Press(5), Press(6))
    assert (person.screen, person.digits) == ("readback", "12345")  # no more digits fit
    person.waits(rules.confirm_pause + 0.1)
    assert [store.number for store in person.stored] == ["12345"]


def test_an_idle_entry_is_cancelled_and_nothing_is_sent():
    person = Person().does(said(1)).waits(RULES.idle_timeout / 2 + 0.2)
    assert RULES.asks_if_present(person.state, person.now)
    person.waits(RULES.idle_timeout / 2)
    assert (person.screen, person.state.boxes) == ("cancelled", ())
    person.waits(CANCELLED_SECONDS + 0.1)
    assert person.screen == "attract"
    assert person.stored == []


def test_a_touch_and_a_digit_answer_the_question_whether_the_person_is_still_there():
    for answer in (Press(2), said(2), Select(0), Language("de")):
        person = Person().does(said(1)).waits(RULES.idle_timeout / 2 + 0.2)
        person.does(answer)
        assert not RULES.asks_if_present(person.state, person.now)
        assert person.screen == "entry"


def test_continuous_noise_does_not_keep_an_entry_open():
    person = Person().does(said(1), Speech(True))
    for _ in range(60):
        person.does(Speech(False), Speech(True), Tick(), every=0.3)
    assert person.screen in ("cancelled", "attract")


def test_a_number_that_cannot_be_stored_stays_on_the_screen_and_is_stored_later():
    person = Person().does(*map(Press, (1, 2, 3, 4)), Command("confirm"))
    person.waits(3 * STAFF_SECONDS)
    assert len(person.stored) == 1  # a slow disk gets the number once
    for count in range(2, 6):
        person.does(Command("store_failed"), every=0.1).waits(RETRY_SECONDS + 0.2)
        assert len(person.stored) == count
    assert {s.number for s in person.stored} == {"1234"}
    person.does(Command("store_failed"), every=0.1)
    assert (person.screen, person.state.hint, person.digits) == ("storing", "staff", "1234")
    person.does(Command("cancel"), Command("clear"), Command("undo"), Press(5), Select(0))
    assert (person.screen, person.digits) == ("storing", "1234")
    person.does(Stored("x"))
    assert person.screen == "done"


def test_the_language_is_reset_after_each_person():
    person = Person().does(
        Language("de"), *map(Press, (1, 2, 3, 4)), Command("confirm"), Stored("x")
    )
    assert person.state.language == "de"
    person.waits(RULES.result_seconds + 0.1)
    assert person.state.language == "en"


def test_a_person_who_has_cancelled_can_say_the_number_at_once_in_the_same_language():
    person = Person().does(Language("de"), said(9), Command("cancel"))
    person.does(Provisional((4,)))
    assert (person.screen, person.state.provisional, person.state.language) == (
        "attract", (4,), "de",
    )  # fmt: skip
    assert person.does(in_one_breath(4, 0, 7, 1)).digits == "4071"
    person.does(Command("cancel"), in_one_breath(2, 4, 6, 8))
    assert (person.digits, person.state.language) == ("2468", "de")
    person.does(Command("cancel")).waits(CANCELLED_SECONDS + 0.1)
    assert (person.screen, person.state.language) == ("attract", "de")
    assert person.waits(RULES.idle_timeout + 0.1).state.language == "en"


def test_a_language_that_the_next_person_chooses_below_a_result_is_kept():
    for end in ((Command("confirm"), Stored("x")), (Command("cancel"),)):
        person = Person().does(*map(Press, (1, 2, 3, 4)), *end, Language("de"))
        assert (person.screen, person.state.boxes) == ("attract", ())
        assert person.waits(RULES.result_seconds + 0.1).state.language == "de"


def test_the_language_of_a_person_who_has_left_is_not_kept():
    person = Person().does(Language("de"), Press(1)).waits(RULES.idle_timeout + 0.1)
    assert (person.screen, person.state.language) == ("cancelled", "en")


def test_after_a_cancellation_speech_does_not_begin_where_a_touch_must():
    person = Person(Rules(start_by="touch")).does(Press(1), Command("cancel"))
    assert person.does(Provisional((4,)), in_one_breath(4, 0, 7, 1)).screen == "cancelled"


def test_an_answer_that_is_no_digit_is_told_and_does_not_count_as_a_question():
    person = Person().does(said(4), said(0, 0.4), said(7), said(1)).waits(1)
    assert (person.state.screen, person.state.place) == ("asking", 1)
    asked = person.state.boxes[1].asked
    person.does(said(5, is_digit=False, digitness=0.01))
    assert (person.state.hint, person.state.boxes[1].asked) == ("not_understood", asked)
    person.does(said(0))
    assert person.state.screen == "readback"
    person = Person().does(*map(Press, (4, 0, 7, 1)), Select(2))
    person.does(said(5, is_digit=False, digitness=0.01))
    assert (person.state.screen, person.state.hint) == ("entry", "not_understood")


@pytest.mark.parametrize("name", ["undo", "clear", "cancel"])
@pytest.mark.parametrize("end", [in_one_breath(4, 0, 7, 1), Phrase(())], ids=["said", "empty"])
def test_what_is_being_said_can_be_removed_or_cancelled(name, end):
    person = Person().does(Provisional((4, 0)), Command(name), Provisional((4, 0, 7)))
    person.does(Provisional(()), Provisional((4, 0, 7)), end)  # withdrawn for a moment
    assert (person.state.boxes, person.state.provisional) == ((), ())
    assert person.state.screen == ("cancelled" if name == "cancel" else "entry")
    person.waits(CANCELLED_SECONDS).does(in_one_breath(4, 0, 7, 1))  # only that phrase is ignored
    assert person.digits == "4071"


def test_what_is_said_while_staff_see_their_own_page_is_not_entered():
    person = Person().does(Hidden(True), in_one_breath(1, 3, 7, 0)).waits(10)
    assert (person.screen, person.stored) == ("attract", [])
    # The phrase during which the page is closed does not count, the next one does.
    person.does(Provisional((1,)), Hidden(False), Provisional((1, 3)), in_one_breath(1, 3, 7, 0))
    assert (person.screen, person.state.boxes) == ("attract", ())
    assert person.does(in_one_breath(2, 4, 6, 8)).digits == "2468"


def test_an_entry_behind_the_staff_page_is_not_sent_by_silence():
    for inputs in ((said(1),), (in_one_breath(1, 3, 7, 0),), (Provisional((1, 3)),)):
        person = Person().does(*inputs, Hidden(True))
        assert person.screen == "cancelled"
        assert person.waits(10).screen == "attract"
        assert person.stored == []


def test_a_confirmed_number_is_stored_behind_the_staff_page():
    person = Person().does(in_one_breath(1, 3, 7, 0), Command("confirm"), Hidden(True))
    assert person.screen == "storing"
    assert person.does(Stored("x")).screen == "done"


def test_undo_removes_what_is_being_said_before_what_was_said():
    person = Person().does(said(4), Provisional((0, 7)), Command("undo"), in_one_breath(0, 7))
    assert person.digits == "4"
    person.does(Command("undo"))
    assert person.digits == ""


def test_hints_and_provisional_results_are_cleared():
    person = Person().does(said(1), Missed("louder"))
    assert person.state.hint == "louder"
    assert person.does(said(2)).state.hint == ""
    assert person.does(Provisional((3,))).state.provisional == (3,)
    assert person.does(Provisional(())).state.provisional == ()


def test_each_step_has_a_sound():
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
    Command("store_failed"),
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
    st.booleans().map(Hidden),
    st.lists(probabilities, min_size=2, max_size=6).map(
        lambda some: in_one_breath(*(word(digit, confidence) for digit, confidence in some))
    ),
    st.sampled_from(
        [Tick(), Provisional((3, 0)), Missed("too_long"), Lost(), Stored("x"), Language("de")]
    ),
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
def test_only_a_number_that_was_read_back_is_stored_whatever_the_events(rules, events):
    person = Person(rules)
    for event, seconds in events:
        before, count = person.state, len(person.stored)
        person.does(event, every=seconds)
        state = person.state
        assert len(state.boxes) <= rules.max_digits
        assert state.place is None or state.place < len(state.boxes)
        for new in person.stored[count:]:
            assert before.screen in ("readback", "storing")
            assert new.number == "".join(str(box.digit) for box in before.boxes)
            assert rules.min_digits <= len(new.number) <= rules.max_digits
            assert is_valid(new.number, rules.check)
            assert all(box.state == "certain" for box in before.boxes)
        if before.screen == "storing":  # a confirmed number stays on the screen until it is stored
            assert state.screen == "storing" or event == Stored("x")
    # Without further events, the attract screen appears again.
    if person.screen == "storing":
        person.does(Stored("x"))
    person.does(Speech(False)).waits(2 * rules.idle_timeout + 15)
    if person.screen == "storing":
        person.does(Stored("x")).waits(rules.result_seconds + 0.2)
    assert person.screen == "attract"
