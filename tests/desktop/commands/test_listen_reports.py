"""What ``listen`` prints of results that are made here."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from core.events import Activity, Result, StageTimings
from core.numbers.joiner import NumberJoiner
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.listener import SourceState, Stamps, StateCode
from desktop.audio.sources import FileSource
from desktop.commands.listen.command import Printer
from desktop.commands.listen.reports import JsonReport, Report, TextReport
from desktop.languages import spoken_with


class Terminal(io.StringIO):
    """A terminal that remembers what it received."""

    def isatty(self) -> bool:
        return True


class Listening:
    """``listen`` up to the point where results arrive."""

    def __init__(self, report: Report | None = None) -> None:
        joiner = NumberJoiner(0.8)
        source = FileSource("some.wav", is_paced=True)
        self.printer = Printer(report or TextReport(source, True, spoken_with(None), joiner))
        self.joined = JoinedNumbers(self.printer, joiner)
        self._phrases = 0

    def hear(self, *digits: int | None, at: float, kind: Any = None) -> None:
        """A phrase; None is a digit that is not sure."""
        self._phrases += 1
        for place, digit in enumerate(digits):
            start = at + 0.5 * place
            is_sure = digit is not None
            result = Result(
                10 * self._phrases + place, kind or ("digit" if is_sure else "rejected"), digit,
                0.9, (0.1,) * 10, 1.0, None if is_sure else "unsure",
                "" if is_sure else "unsure: 1 or 9", start, start + 0.3, start + 0.6,
                StageTimings(), phrase=self._phrases,
            )  # fmt: skip
            self.joined.on_result(result, Stamps(start + 0.6, start + 0.61, start + 0.3))

    def be_quiet(self, until: float) -> None:
        self.joined.on_activity(Activity(until, -60.0, -60.0, -60.0, False, False))

    def end(self) -> None:
        self.joined.on_state(SourceState("finished", "some.wav"))


@pytest.fixture
def listening() -> Listening:
    return Listening()


def test_a_doubtful_digit_alone_gets_a_line(
    listening: Listening, capsys: pytest.CaptureFixture[str]
) -> None:
    listening.hear(None, at=1.0)
    listening.be_quiet(1.7)
    assert capsys.readouterr().out == ""  # the rest of a number may follow
    listening.be_quiet(3.0)
    (line,) = capsys.readouterr().out.splitlines()
    assert "unsure: 1 or 9" in line
    listening.hear(7, at=4.0)
    listening.end()
    (line,) = capsys.readouterr().out.splitlines()
    assert "seven  7" in line


def test_a_doubtful_digit_of_a_number_is_in_its_line_only(
    listening: Listening, capsys: pytest.CaptureFixture[str]
) -> None:
    listening.hear(None, 7, at=1.0)
    listening.be_quiet(3.0)
    listening.end()
    (line,) = capsys.readouterr().out.splitlines()
    assert " ?7 " in line


def test_a_doubtful_digit_at_the_end_gets_a_line(
    listening: Listening, capsys: pytest.CaptureFixture[str]
) -> None:
    listening.hear(None, at=1.0)
    listening.end()
    (line,) = capsys.readouterr().out.splitlines()
    assert "unsure: 1 or 9" in line


def test_messages_and_rejected_sounds_do_not_break_the_line_of_a_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    listening = Listening()
    listening.hear(4, 2, at=1.0)
    listening.printer.message("A message.")
    listening.be_quiet(3.0)
    lines = [line.split("\x1b[K")[-1] for line in terminal.getvalue().split("\n")]
    assert lines[0] == "A message."
    assert lines[1].startswith("   1.00 s  42   90 %")
    assert terminal.getvalue().count("42") == 3  # before the message, after it, and as a whole line


def test_a_number_that_is_too_long_for_the_terminal_shows_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    listening = Listening()
    listening.hear(*[1] * 90, 2, at=1.0, kind="provisional")
    last = terminal.getvalue().split("\x1b[K")[-1]
    assert len(last) == 79
    assert last.startswith("...1")
    assert last.endswith("112 ...")


@pytest.mark.parametrize(("code", "is_cut"), [("recovering", True), ("finished", False)])
def test_a_number_is_called_incomplete_if_the_microphone_is_lost_within_it(
    listening: Listening, code: StateCode, is_cut: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    listening.hear(4, 2, at=1.0)
    listening.joined.on_state(SourceState(code, "some.wav"))
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "42" in line)
    assert ("digits may be missing" in line) == is_cut


@pytest.mark.parametrize(("code", "is_cut"), [("recovering", True), ("finished", False)])
def test_json_says_that_a_number_is_incomplete(
    code: StateCode, is_cut: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    report = JsonReport(FileSource("some.wav", is_paced=True), is_paced=True)
    listening = Listening(report)
    listening.hear(4, 2, at=1.0)
    listening.joined.on_state(SourceState(code, "some.wav"))
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    numbers = [(event["number"], event["is_cut"]) for event in events if event["type"] == "number"]
    assert numbers == [("42", is_cut)]
