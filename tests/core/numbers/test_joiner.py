"""Phrases become numbers by the pauses between them, in stream time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Activity, Number, Result, StageTimings
from core.noise import room_noise
from core.numbers.joiner import NumberJoiner
from core.numbers.pauses import LENGTH_PAUSE
from core.recognizer import Recognizer

AUDIO = Path(__file__).resolve().parents[2] / "audio"

DIGIT = 0.3
HANGOVER = 0.26
STEP = 0.02


class Talk:
    """Feeds a joiner with phrases at stream times, as a recognizer does, and collects numbers."""

    def __init__(self, pause: float = 0.8, length: int = 0) -> None:
        self.joiner = NumberJoiner(pause, length)
        self.time = 0.0
        self.numbers: list[Number] = []
        self.ended: list[float] = []  # stream times at which numbers were returned
        self._phrase = self._id = 0

    def _take(self, numbers: list[Number]) -> None:
        self.numbers += numbers
        self.ended += [self.time] * len(numbers)

    def _wait(self, until: float, speech_since: float | None = None) -> None:
        while self.time < until - 1e-9:
            self.time = round(self.time + STEP, 6)
            is_speech = speech_since is not None
            state = Activity(self.time, 0.0, 0.0, 0.0, is_speech, False, speech_since)
            self._take(self.joiner.tick(state))

    def silence(self, seconds: float) -> Talk:
        """Wait; the hangover of the last phrase is part of it."""
        self._wait(self.time + seconds)
        return self

    def noise(self, seconds: float) -> Talk:
        """Speech without digits."""
        self._wait(self.time + seconds, self.time)
        return self

    def say(self, text: str) -> Talk:
        """Say a phrase; "?" is unsure, "x" not a digit, and "n" nearly one."""
        start = self.time
        self._phrase += 1
        results: list[Result] = []
        for place, character in enumerate(text):
            self._id += 1
            begin = start + place * DIGIT
            code = {"?": "unsure", "x": "not_a_digit", "n": "not_a_digit"}.get(character)
            results.append(
                Result(
                    self._id,
                    "digit" if code is None else "rejected",
                    None if code else int(character),
                    0.9,
                    (0.1,) * 10,
                    {"x": 0.05, "n": 0.3}.get(character, 1.0),
                    code,  # pyright: ignore[reportArgumentType]
                    "",
                    begin,
                    begin + DIGIT,
                    begin + DIGIT + HANGOVER,
                    StageTimings(),
                    phrase=self._phrase,
                )
            )
        end = start + DIGIT * len(text)
        self._wait(end + HANGOVER, start)
        for result in results:
            self.joiner.add(result)
        if any(one.digit is not None for one in results):
            self._take(self.joiner.end_phrase())
        return self

    @property
    def texts(self) -> list[str]:
        return [number.text for number in self.numbers]


def test_a_short_pause_does_not_end_a_number() -> None:
    talk = Talk().say("573").silence(0.2).say("2").silence(1.0)
    assert talk.texts == ["5732"]
    number = talk.numbers[0]
    assert (number.phrase, [one.phrase for one in number.digits]) == (1, [1, 1, 1, 2])


def test_a_longer_pause_ends_a_number_as_soon_as_it_is_over() -> None:
    talk = Talk().say("573").silence(1.0).say("2").silence(1.0)
    assert talk.texts == ["573", "2"]
    assert talk.ended[0] == pytest.approx(0.9 + 0.8, abs=STEP)
    assert talk.numbers[0].closed_at == pytest.approx(0.9 + 0.8)


def test_speech_that_has_begun_in_time_is_awaited() -> None:
    talk = Talk(0.5).say("573").silence(0.2).say("2222").silence(1.0)
    assert talk.texts == ["5732222"]


def test_speech_that_began_too_late_does_not_delay_a_number() -> None:
    talk = Talk().say("57").silence(0.52)
    assert talk.texts == []
    talk.silence(STEP).noise(1.0)
    assert talk.texts == ["57"]
    assert talk.ended[0] == pytest.approx(0.6 + 0.8, abs=2 * STEP)


def test_the_end_of_the_stream_ends_a_number() -> None:
    talk = Talk().say("573")
    assert talk.texts == []
    assert [number.text for number in talk.joiner.flush()] == ["573"]
    assert not talk.joiner.is_open
    assert talk.joiner.flush() == []


def test_without_a_pause_each_phrase_is_a_number() -> None:
    assert Talk(0.0).say("573").say("2").texts == ["573", "2"]


@pytest.mark.parametrize("phrases", [("57?", "2"), ("57", "?", "2"), ("57", "2", "?")])
def test_a_doubtful_digit_stays_in_the_number(phrases: tuple[str, ...]) -> None:
    talk = Talk()
    for phrase in phrases:
        talk.say(phrase).silence(0.2)
    talk.silence(1.0)
    assert talk.texts == ["".join(phrases)]


def test_doubtful_digits_alone_are_no_number() -> None:
    assert Talk().say("?").silence(2.0).say("?").silence(2.0).texts == []


def test_what_is_not_a_digit_does_not_count() -> None:
    talk = Talk(1.2).say("57").silence(0.1).say("x").silence(0.1).say("2").silence(2.0)
    assert talk.texts == ["572"]


def test_what_is_nearly_a_digit_is_doubtful_in_a_number_only() -> None:
    talk = Talk().say("57").silence(0.1).say("n").silence(0.1).say("2").silence(2.0)
    assert talk.texts == ["57?2"]
    assert talk.say("n").silence(0.1).say("2").silence(2.0).texts == ["57?2", "2"]


class TestFixedLength:
    def test_the_number_ends_when_it_is_complete(self) -> None:
        talk = Talk(0.8, 4).say("82").silence(0.2).say("25")
        assert talk.texts == ["8225"]

    def test_missing_digits_are_awaited_for_longer(self) -> None:
        assert Talk(0.8, 4).say("82").silence(1.3).say("25").texts == ["8225"]

    def test_a_doubtful_digit_can_be_the_last(self) -> None:
        assert Talk(0.8, 4).say("822").silence(0.2).say("?").silence(STEP).texts == ["822?"]

    def test_it_is_not_awaited_for_ever(self) -> None:
        talk = Talk(0.8, 4).say("82").silence(3.0)
        assert talk.texts == ["82"]
        assert talk.ended[0] == pytest.approx(0.6 + LENGTH_PAUSE, abs=STEP)

    def test_what_comes_late_and_is_too_much_is_another_number(self) -> None:
        assert Talk(0.8, 4).say("82").silence(1.3).say("8225").texts == ["82", "8225"]

    def test_what_comes_late_and_has_no_number_after_it(self) -> None:
        talk = Talk(0.8, 2).say("8").silence(1.3).say("?5?").silence(0.5)
        assert talk.texts == ["8", "?5?"]

    def test_too_many_digits_in_time_are_one_number(self) -> None:
        assert Talk(0.8, 4).say("822").silence(0.2).say("57").texts == ["82257"]


def test_a_number_of_which_nothing_more_is_awaited_ends_at_once() -> None:
    """As when the key of push to talk is released."""
    talk = Talk().say("57")
    talk.joiner.waits = False
    assert talk.silence(STEP).texts == ["57"]


def test_a_phrase_that_has_begun_is_awaited_all_the_same() -> None:
    talk = Talk().say("57").silence(0.2)
    talk.joiner.waits = False
    talk._wait(talk.time + 0.1, talk.time)
    assert talk.texts == []
    talk.say("2").silence(STEP)
    assert talk.texts == ["572"]


def test_a_new_stream_starts_empty() -> None:
    talk = Talk().say("57")
    talk.joiner.clear()
    assert talk.silence(2.0).texts == []


def hear(talk: Talk, seconds: float, level_db: float) -> Talk:
    """Feed sound in which no speech is detected; the noise floor is at -60 dB."""
    for _ in range(round(seconds / STEP)):
        talk.time = round(talk.time + STEP, 6)
        state = Activity(talk.time, level_db, level_db, -60.0, False, False, None)
        talk._take(talk.joiner.tick(state))
    return talk


def test_the_pause_ends_when_a_word_begins_not_when_it_is_detected() -> None:
    """As for "six": its beginning is heard 0.3 s before speech is detected."""
    talk = hear(Talk().say("57"), 0.44, -60.0)  # 0.7 s after the last digit
    assert hear(talk, 0.3, -40.0).texts == []
    assert talk.say("6").silence(1.0).texts == ["576"]


def test_sound_that_is_no_word_delays_a_number_only_briefly() -> None:
    talk = hear(hear(Talk().say("57"), 0.44, -60.0), 2.0, -40.0)
    assert talk.texts == ["57"]
    assert talk.ended[0] == pytest.approx(0.6 + 0.7 + 0.35, abs=2 * STEP)


def test_a_word_that_begins_after_the_pause_is_another_number() -> None:
    talk = hear(hear(Talk().say("57"), 0.6, -60.0), 0.2, -40.0)
    assert talk.texts == ["57"]
    assert talk.say("6").silence(1.0).texts == ["57", "6"]


@pytest.mark.parametrize(("gap", "numbers"), [(0.45, ["5734"]), (1.6, ["573", "4"])])
@pytest.mark.parametrize("block", [320, 1600, 64_000])
def test_numbers_of_a_real_stream(gap: float, numbers: list[str], block: int) -> None:
    """Words of one voice with 80 ms between them, except for a gap before the last one."""
    recognizer = Recognizer(Classifier(load_bundle()))
    joiner = NumberJoiner()
    silence = np.zeros(SAMPLE_RATE, np.float32)
    parts = [silence]
    for digit, pause in ((5, 0.08), (7, 0.08), (3, gap), (4, 2.0)):
        samples = load(AUDIO / f"{digit}_slt_0.flac")
        loud = np.flatnonzero(np.abs(samples) > 0.02)
        parts += [samples[loud[0] : loud[-1]], np.zeros(round(pause * SAMPLE_RATE), np.float32)]
    sound = np.concatenate(parts)
    sound += room_noise(len(sound), seed=1)
    found: list[Number] = []
    for begin in range(0, len(sound), block):
        for event in recognizer.feed(sound[begin : begin + block]):
            if isinstance(event, Number):
                found += joiner.end_phrase()
            else:
                joiner.add(event)
        found += joiner.tick(recognizer.activity)
    assert [number.text for number in found] == numbers


@pytest.mark.parametrize(("late", "is_rest"), [(0.4, True), (1.4, False)])
def test_the_rest_of_a_number_in_which_listening_stopped_is_also_called_cut(
    late: float, is_rest: bool
) -> None:
    talk = Talk().say("68")
    (cut,) = talk.joiner.flush(is_cut=True)
    assert (cut.text, cut.is_cut) == ("68", True)
    talk.silence(late).say("90").silence(1.0).say("12").silence(1.0)
    assert [(one.text, one.is_cut) for one in talk.numbers] == [("90", is_rest), ("12", False)]


@pytest.mark.parametrize("doubtful", ["", "?"])
def test_the_rest_is_called_cut_however_often_listening_stopped(doubtful: str) -> None:
    """As while a lost microphone cannot be opened; or all of it was doubtful, and no number."""
    talk = Talk().say(doubtful or "68")
    assert len(talk.joiner.flush(is_cut=True)) == (not doubtful)
    assert talk.joiner.flush(is_cut=True) == []
    talk.silence(0.4).say("90").silence(1.0).say("12").silence(1.0)
    assert [(one.text, one.is_cut) for one in talk.numbers] == [("90", True), ("12", False)]


def test_without_a_pause_only_the_phrase_that_follows_at_once_is_the_rest() -> None:
    talk = Talk()
    talk.joiner.pause = 0.0
    lose_sound(talk.say("68")).silence(0.1).say("90").silence(0.5).say("12")
    numbers = [(one.text, one.is_cut) for one in talk.numbers]
    assert numbers == [("68", False), ("90", True), ("12", False)]


def lose_sound(talk: Talk) -> Talk:
    """Note a gap in the sound; stream time stands still."""
    state = Activity(talk.time, 0.0, 0.0, 0.0, False, False, is_gap=True)
    talk._take(talk.joiner.tick(state))
    return talk


def test_a_number_in_which_sound_is_lost_is_cut_and_so_is_its_rest() -> None:
    talk = lose_sound(Talk().say("68").silence(0.3))
    talk.silence(0.3).say("90").silence(1.0).say("12").silence(1.0)
    numbers = [(one.text, one.is_cut) for one in talk.numbers]
    assert numbers == [("68", True), ("90", True), ("12", False)]


@pytest.mark.parametrize(("pause", "is_cut"), [(0.3, True), (1.0, False)])
def test_a_number_soon_after_lost_sound_may_lack_its_first_digits(
    pause: float, is_cut: bool
) -> None:
    talk = lose_sound(Talk().silence(2.0)).silence(pause).say("90").silence(1.0)
    assert [(one.text, one.is_cut) for one in talk.numbers] == [("90", is_cut)]


def test_a_number_of_another_stream_is_not_called_the_rest_of_one() -> None:
    talk = Talk().silence(0.2).say("68")
    assert talk.joiner.flush(is_cut=True)
    talk.joiner.clear()
    talk.time = 0.0
    talk.silence(0.2).say("90").silence(1.0)
    assert [(one.text, one.is_cut) for one in talk.numbers] == [("90", False)]
