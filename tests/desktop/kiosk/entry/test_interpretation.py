"""From events of the recognizer to events of the state machine."""

from __future__ import annotations

from core.events import Number, Result, StageTimings
from desktop.kiosk.entry.events import Heard, Missed, Phrase, Provisional, Speech
from desktop.kiosk.entry.interpretation import MIN_DIGITNESS, Interpreter


def result(kind, digit=None, *, id_=1, phrase=1, start=1.0, rejected=None, digitness=0.99):
    probabilities = tuple(0.91 if d == (digit or 0) else 0.01 for d in range(10))
    return Result(
        id=id_,
        type=kind,
        digit=digit,
        confidence=0.91,
        probabilities=() if kind == "withdrawn" else probabilities,
        digitness=digitness,
        rejected=rejected,
        reason="",
        start=start,
        end=start + 0.3,
        closed_at=start + 0.4,
        timings=StageTimings(),
        phrase=phrase,
    )


def heard(digit, digitness=0.99, is_digit=True):
    return Heard(tuple(0.91 if d == digit else 0.01 for d in range(10)), digitness, is_digit)


def events_of(interpreter, *events):
    return [found for event in events for found in interpreter.hear(event)]


def test_the_digits_of_a_phrase_appear_one_by_one_and_end_as_one_event():
    interpreter = Interpreter()
    assert interpreter.speak(True) == [Speech(True)]
    assert events_of(interpreter, result("provisional", 4)) == [Provisional((4,))]
    assert events_of(interpreter, result("provisional", 2, id_=2, start=1.4)) == [
        Provisional((4, 2))
    ]
    finals = [result("digit", 4), result("digit", 2, id_=2, start=1.4)]
    assert events_of(interpreter, *finals) == []
    number = Number(1, "42", tuple(finals), 2.0)
    assert interpreter.hear(number) == [Phrase((heard(4), heard(2)))]
    assert interpreter.speak(False) == [Speech(False)]


def test_a_withdrawn_digit_disappears_and_a_changed_one_keeps_its_place():
    interpreter = Interpreter()
    events_of(interpreter, result("provisional", 4), result("provisional", 5, id_=2, start=1.4))
    assert interpreter.hear(result("withdrawn")) == [Provisional((5,))]
    assert interpreter.hear(result("provisional", 7, id_=3)) == [Provisional((7, 5))]


def test_a_phrase_without_digits_ends_with_the_speech():
    interpreter = Interpreter()
    interpreter.speak(True)
    events_of(interpreter, result("provisional", 4))
    unsure = result("rejected", rejected="unsure")
    assert interpreter.hear(unsure) == [Provisional(())]
    assert interpreter.speak(False) == [Phrase((heard(0, is_digit=False),)), Speech(False)]
    assert interpreter.end() == []


def test_the_next_phrase_ends_the_one_before():
    interpreter = Interpreter()
    interpreter.hear(result("rejected", rejected="not_a_digit", digitness=0.2))
    found = interpreter.hear(result("provisional", 3, id_=2, phrase=2, start=3.0))
    assert found == [Phrase((heard(0, 0.2, is_digit=False),)), Provisional((3,))]


def test_if_the_source_is_lost_provisional_digits_are_withdrawn():
    interpreter = Interpreter()
    interpreter.hear(result("provisional", 4))
    assert interpreter.end() == [Phrase(())]


def test_withdrawn_digits_do_not_end_the_phrase():
    interpreter = Interpreter()
    assert interpreter.hear(result("provisional", 4)) == [Provisional((4,))]
    assert interpreter.hear(result("withdrawn")) == [Provisional(())]
    assert interpreter.hear(result("provisional", 3)) == [Provisional((3,))]
    assert interpreter.end() == [Phrase(())]
    assert interpreter.end() == []


def test_a_sound_that_cannot_be_judged_gives_a_hint_or_nothing():
    quiet = result("rejected", rejected="too_quiet", digitness=MIN_DIGITNESS / 2)
    assert Interpreter().hear(quiet) == [Missed("louder")]
    assert Interpreter().hear(result("rejected", rejected="too_long")) == [Missed("too_long")]
    brief = result("rejected", rejected="too_short", digitness=MIN_DIGITNESS / 2)
    interpreter = Interpreter()
    assert interpreter.hear(brief) == []
    assert interpreter.end() == []
    likely = result("rejected", rejected="too_short", digitness=0.9)
    interpreter.hear(likely)
    assert interpreter.end() == [Phrase((heard(0, 0.9, is_digit=False),))]
