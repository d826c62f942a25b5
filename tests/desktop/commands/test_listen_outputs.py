"""``listen --on-number`` and its options; typing itself is in ``tests/live/dictation``."""

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.events import Activity, Number, Result, StageTimings
from desktop.audio.listener import Stamps
from desktop.audio.sources import FileSource
from desktop.commands.listen.command import Printer
from desktop.commands.listen.outputs import OutputRequest, Outputs
from desktop.commands.listen.reports import JsonReport
from desktop.dictation.keyboards.command import CommandKeyboard, split_command
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.number_format import NumberFormat
from tests.harness.program import AUDIO, REPOSITORY, environment, records, run, the_line


def collector(path: Path) -> str:
    """A command that appends its arguments and its stdin to a file, and prints."""
    script = path.with_suffix(".py")
    script.write_text(
        "import sys\n"
        f"with open({str(path)!r}, 'a') as file:\n"
        "    file.write(repr((sys.argv[1:], sys.stdin.read())) + '\\n')\n"
        "print('stored')\n"
    )
    return f"'{sys.executable}' '{script}'"


def test_a_command_gets_each_number_once_on_stdin(tmp_path: Path) -> None:
    command = f"{collector(tmp_path / 'numbers')} 'two words' $HOME ;"
    done = run(
        "listen", "--demo", "--fast", "--json", "--number-pause", 0, "--on-number", command,
        env=environment(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    events = records(done.stdout)
    numbers = [event["number"] for event in events if event["type"] == "number"]
    received = [eval(line) for line in (tmp_path / "numbers").read_text().splitlines()]  # noqa: S307
    assert received == [(["two words", "$HOME", ";"], f"{number}\n") for number in numbers]
    assert len(numbers) > 10
    outputs = [event for event in events if event["type"] == "output"]
    assert [event["number"] for event in outputs] == numbers
    assert {event["outcome"] for event in outputs} == {"typed"}
    assert done.stderr.splitlines() == ["stored"] * len(numbers)


@pytest.mark.slow
def test_a_failing_command_is_told_and_listening_goes_on(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -c 'import sys; sys.exit(3)'"
    done = run(
        "listen", "--demo", "--fast", "--number-pause", 0, "--on-number", command,
        env=environment(tmp_path),
    )  # fmt: skip
    lines = done.stderr.splitlines()
    assert len(lines) > 10
    assert all("exit code 3 for " in line for line in lines)
    assert done.returncode == 1


def test_only_numbers_of_the_required_length_are_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    done = run(
        "listen", "--input", AUDIO / "7_slt_0.flac", "--fast", "--length", 2,
        "--on-number", collector(path), env=environment(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0
    assert not path.exists()
    assert "instead of 2" in done.stderr


def test_a_number_of_fixed_length_waits_for_missing_digits(tmp_path: Path) -> None:
    """The words of the demo are more than the usual pause apart."""
    path = tmp_path / "numbers"
    done = run(
        "listen", "--demo", "--fast", "--json", "--number-pause", 0.1, "--length", 2,
        "--on-number", collector(path), env=environment(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0
    events = records(done.stdout)
    numbers = [event["number"] for event in events if event["type"] == "number"]
    assert sum(len(number) == 2 for number in numbers) > 5
    received = [eval(line)[1].strip() for line in path.read_text().splitlines()]  # noqa: S307
    assert received == [number for number in numbers if len(number) == 2 and "?" not in number]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--number-pause", "-1"], "must be a number of seconds from 0 to 5, not '-1'"),
        (["--number-pause", "nan"], "must be a number of seconds from 0 to 5, not 'nan'"),
        (["--number-pause", "x"], "must be a number of seconds from 0 to 5, not 'x'"),
        (["--on-number", "no-such-program"], "there is no program 'no-such-program'"),
        (["--on-number", ""], "the command is empty"),
        (["--on-number", "echo 'a"], "no closing quotation"),
        (["--groups", "4 3"], "--groups needs --type or --on-number"),
        (["--then", "tab"], "--then needs --type"),
        (["--each-digit"], "--each-digit needs --type"),
        (["--type", "--groups", "4  3"], "must be sizes with separators"),
        (["--type", "--length", "0"], "must be a number from 1 to 20"),
        (["--type", "--then", "x" * 41], "at most 40 characters"),
        (["--type", "--doubtful", "wait"], "needs a terminal"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = run("listen", "--demo", "--fast", *arguments, env=environment(tmp_path))
    assert done.returncode == 2
    assert message in the_line(done)


IN_A_TERMINAL = """
import fcntl, subprocess, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
asks = "from desktop.commands.listen.options import _has_terminal; print(_has_terminal())"
for job in ({}, {"process_group": 0}):
    subprocess.run([sys.executable, "-c", asks], **job)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no background jobs")
def test_a_job_in_the_background_does_not_read_the_terminal() -> None:
    """It would be stopped at once."""
    terminal, reading = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", IN_A_TERMINAL],
            stdin=reading, capture_output=True, text=True, check=False, start_new_session=True,
            cwd=REPOSITORY,
        )  # fmt: skip
    finally:
        os.close(reading)
        os.close(terminal)
    assert done.stdout.split() == ["True", "False"], done.stderr


def test_without_a_screen_typing_says_so_and_listening_goes_on(tmp_path: Path) -> None:
    done = run("listen", "--demo", "--fast", "--type", env=environment(tmp_path))
    assert done.returncode == 1
    assert "There is no screen" in done.stderr
    assert "03467" in done.stdout


def test_commands_are_split_without_a_shell() -> None:
    python = sys.executable
    assert split_command(f"'{python}' -c 'a b' $X > y") == [python, "-c", "a b", "$X", ">", "y"]


def test_a_command_cannot_be_taken_back() -> None:
    with pytest.raises(TypingError, match="cannot be taken back"):
        CommandKeyboard([sys.executable]).type("\b\b")


def test_a_command_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(TypingError, match="No such file"):
        CommandKeyboard([str(tmp_path / "gone")]).type("12")


@pytest.mark.parametrize("is_cut", [False, True])
def test_a_number_in_which_listening_was_stopped_is_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cut: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # in place of a terminal
    path, messages = tmp_path / "numbers", list[str]()
    request = OutputRequest(
        command=split_command(collector(path)), number_format=NumberFormat(doubtful="wait")
    )
    source = FileSource("some.wav")
    printer = Printer(JsonReport(source, is_paced=False))
    outputs = Outputs(request, printer, messages.append, as_json=False, is_paced=False)
    digits = tuple(
        Result(
            number, "digit", number, 0.9, (0.1,) * 10, 1.0, None, "", 0.5 * number, 0.5 * number,
            0.5 * number, StageTimings(), phrase=1,
        )
        for number in (1, 2)
    )  # fmt: skip
    stamps = Stamps(0.0, 0.0, 0.0)
    for digit in digits:
        outputs.on_result(digit, stamps)
    outputs.stop_waiting()
    outputs.on_number(Number(1, "12", digits, 1.0, is_cut=is_cut), stamps)
    outputs.stop()
    assert path.exists() == (not is_cut)
    assert outputs.has_failed == is_cut
    expected = ["Listening stopped within 12. Say it again."] if is_cut else []
    assert messages == expected


@pytest.mark.parametrize("answer", ["", "\n", "no\n"])
def test_a_number_that_nobody_confirms_is_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    path, messages = tmp_path / "numbers", list[str]()
    is_asked = threading.Event()

    def returns() -> Iterator[str]:
        assert is_asked.wait(30)
        yield from answer.splitlines(keepends=True)

    monkeypatch.setattr(sys, "stdin", returns())  # in place of a terminal
    request = OutputRequest(
        command=split_command(collector(path)), number_format=NumberFormat(doubtful="wait")
    )

    def tell(message: str) -> None:
        messages.append(message)
        is_asked.set()

    printer = Printer(JsonReport(FileSource("some.wav"), is_paced=False))
    outputs = Outputs(request, printer, tell, as_json=False, is_paced=False)
    first, second = (
        Result(
            number, "rejected" if number == 2 else "digit", None if number == 2 else number, 0.9,
            tuple(float(digit == number) for digit in range(10)), 1.0,
            "unsure" if number == 2 else None, "", 0.5 * number, 0.5 * number, 0.5 * number,
            StageTimings(), phrase=1,
        )
        for number in (1, 2)
    )  # fmt: skip
    stamps = Stamps(0.0, 0.0, 0.0)
    outputs.on_result(first, stamps)
    outputs.on_result(second, stamps)
    outputs.on_number(Number(1, "1?", (first, second), 1.0), stamps)
    activity = Activity(2.0, 0.0, 0.0, 0.0, False, False)
    deadline = time.monotonic() + 30
    while not is_asked.is_set() or (answer and outputs._asked):
        assert time.monotonic() < deadline
        outputs.on_activity(activity)
        time.sleep(0.01)
    outputs.stop()
    told = ["12 was not confirmed before listening ended."] if not answer else []
    assert messages == ["Not sure: 1?. Press Return for 12, or say it again.", *told]
    assert outputs.has_failed == (not answer)
    assert path.exists() == (answer == "\n")
