"""Listeners get whole numbers, also when a stream ends or is lost."""

from __future__ import annotations

from typing import Any

import pytest

from core.events import Activity, Result, StageTimings
from core.numbers.joiner import NumberJoiner
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.listener import SourceState, Stamps, StateCode


class Notes:
    """A `Listener` that notes what it is called with."""

    def __init__(self) -> None:
        self.notes: list[Any] = []
        self.is_cut = False  # the last number

    def on_state(self, state: SourceState) -> None:
        self.notes.append(state.code)

    def on_activity(self, activity: Activity) -> None:
        self.notes.append(activity.time)

    def on_columns(self, columns: Any) -> None:
        self.notes.append(columns)

    def on_result(self, result: Result, stamps: Stamps) -> None:
        self.notes.append(result.id)

    def on_number(self, number: Any, stamps: Stamps) -> None:
        assert stamps.known >= stamps.speech_end
        self.notes.append((number.text, stamps.speech_end))
        self.is_cut = number.is_cut


STAMPS = Stamps(12.0, 12.1, 11.5)


def say(joined: JoinedNumbers, number: int, phrase: int) -> None:
    start = float(number)
    result = Result(
        number, "digit", number, 0.9, (0.1,) * 10, 1.0, None, "", start, start + 0.3, start + 0.6,
        StageTimings(), phrase=phrase,
    )  # fmt: skip
    joined.on_result(result, STAMPS)


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def joined(notes: Notes) -> JoinedNumbers:
    return JoinedNumbers(notes, NumberJoiner(0.8))


def silent(time: float) -> Activity:
    return Activity(time, 0.0, 0.0, 0.0, False, False)


def test_a_number_comes_when_its_pause_is_over(joined: JoinedNumbers, notes: Notes) -> None:
    say(joined, 1, 1)
    say(joined, 2, 2)
    joined.on_activity(silent(3.0))
    assert notes.notes == [1, 2, 3.0]
    joined.on_activity(silent(3.2))
    assert notes.notes[3:] == [("12", 11.5), 3.2]


@pytest.mark.parametrize("code", ["finished", "recovering", "failed", "paused"])
def test_a_stream_that_ends_ends_the_number(
    joined: JoinedNumbers, notes: Notes, code: StateCode
) -> None:
    say(joined, 1, 1)
    joined.on_state(SourceState("listening", "microphone"))
    joined.on_state(SourceState(code, "microphone"))
    assert notes.notes == [1, "listening", ("1", 11.5), code]
    assert notes.is_cut == (code in ("recovering", "failed"))


@pytest.mark.parametrize(("code", "is_rest"), [("recovering", True), ("opening", False)])
def test_the_rest_of_a_number_is_cut_but_not_a_number_of_another_stream(
    joined: JoinedNumbers, notes: Notes, code: StateCode, is_rest: bool
) -> None:
    say(joined, 1, 1)
    joined.on_state(SourceState("recovering", "microphone"))
    joined.on_state(SourceState(code, "microphone", "No microphone found."))
    say(joined, 2, 2)
    joined.flush()
    assert notes.notes[-1] == ("2", 11.5)
    assert notes.is_cut == is_rest


def test_a_stream_that_is_stopped_is_flushed(joined: JoinedNumbers, notes: Notes) -> None:
    say(joined, 1, 1)
    joined.flush()
    joined.flush()
    assert notes.notes == [1, ("1", 11.5)]


@pytest.mark.parametrize("is_speech", [False, True])
def test_a_number_that_is_interrupted_may_be_incomplete(
    joined: JoinedNumbers, notes: Notes, is_speech: bool
) -> None:
    say(joined, 1, 1)
    joined.on_activity(Activity(1.7, 0.0, 0.0, 0.0, is_speech, False))
    joined.interrupt()
    assert notes.notes[2:] == [("1", 11.5)]
    assert notes.is_cut == is_speech
