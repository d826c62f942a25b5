"""``spoken-digits listen`` on files; the microphone is in ``tests/live/test_listen.py``."""

import json
import os
import pty
import re
import signal
import subprocess
from itertools import pairwise

import pytest

from core.audio import load
from core.noise import room_noise
from core.numbers.pauses import NUMBER_PAUSE
from desktop.audio.sources import DEMO
from tests.harness.program import (
    AUDIO,
    COMMAND,
    REPOSITORY,
    environment,
    records,
    run,
    shimmed,
    start,
    the_line,
)

CLIP = AUDIO / "7_slt_0.flac"
FIELDS = {"id", "type", "digit", "confidence", "start", "end", "latency_ms"}
TRUTH = json.loads(DEMO.with_suffix(".json").read_text())


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """The events of the demo."""
    home = tmp_path_factory.mktemp("home")
    done = run("listen", "--demo", "--fast", "--json", env=environment(home))
    assert done.returncode == 0
    assert done.stderr == ""
    return records(done.stdout)


def test_every_event_has_the_documented_fields(events):
    for event in events:
        assert set(event) >= FIELDS
        assert event["type"] in ("provisional", "withdrawn", "digit", "rejected", "number")
        assert event["end"] >= event["start"]
        assert (event["digit"] is not None) <= (event["type"] in ("provisional", "digit"))


def test_a_provisional_event_shares_its_id_with_the_event_that_replaces_it(events):
    fates = {}
    for event in events:
        if event["type"] != "number":
            fates.setdefault(event["id"], []).append(event["type"])
    assert list(fates) == sorted(fates)
    for fate in fates.values():
        assert re.fullmatch(r"p*(w|[dr])", "".join(kind[0] for kind in fate)), fate


def test_each_word_of_the_demo_gives_one_event_at_its_time(events):
    heard = [event for event in events if event["type"] in ("digit", "rejected")]
    for word in TRUTH:
        over = [e for e in heard if e["start"] < word["end"] and e["end"] > word["start"]]
        assert len(over) == 1, word
        assert over[0]["start"] == pytest.approx(word["start"], abs=0.12)
        assert over[0]["end"] == pytest.approx(word["end"], abs=0.12)


def test_a_number_event_ends_the_phrases_of_each_number(events):
    numbers = [event for event in events if event["type"] == "number"]
    digits = [event for event in events if event["type"] == "digit"]
    assert "".join(event["number"] for event in numbers).replace("?", "") == "".join(
        str(event["digit"]) for event in digits
    )
    for event in numbers:
        own = [digit for digit in digits if digit["phrase"] in event["phrases"]]
        assert event["phrase"] == event["phrases"][0]
        assert [digit["id"] for digit in event["digits"] if digit["rejected"] is None] == [
            digit["id"] for digit in own
        ]
        assert event["start"] == own[0]["start"]
        assert event["confidence"] == min(digit["confidence"] for digit in event["digits"])


def test_the_digits_of_the_demo_are_recognized(events):
    heard = [(event["start"], event["digit"]) for event in events if event["type"] == "digit"]
    digits = [word for word in TRUTH if word["digit"] is not None]
    right = sum(
        any(abs(start - word["start"]) < 0.3 and digit == word["digit"] for start, digit in heard)
        for word in digits
    )
    assert right >= 0.8 * len(digits)


def test_no_number_has_a_pause_that_ends_it_and_shorter_ones_do_not(events):
    numbers = [event for event in events if event["type"] == "number"]
    assert any(len(event["phrases"]) > 1 for event in numbers)
    for before, after in pairwise(numbers):
        assert after["start"] - before["end"] > NUMBER_PAUSE - 0.35  # until speech is detected
    for event in numbers:
        for before, after in pairwise(event["digits"]):
            assert after["start"] - before["end"] <= NUMBER_PAUSE


@pytest.mark.slow
@pytest.mark.parametrize("pace", [["--fast"], []], ids=["fast", "real time"])
def test_the_pause_that_ends_a_number_can_be_chosen(env, tmp_path, pace):
    """Three words with pauses of 0.8 s are one number, or three; the same at any speed."""
    import numpy as np
    import soundfile

    parts = [np.zeros(8000, np.float32)]
    for digit in "737":
        parts += [load(AUDIO / f"{digit}_slt_0.flac"), np.zeros(2000, np.float32)]
    sound = np.concatenate(parts)
    soundfile.write(tmp_path / "number.wav", sound + room_noise(len(sound), seed=1), 16_000)
    arguments = ["listen", "--json", *pace, "--input", tmp_path / "number.wav"]
    found = []
    for pause in ("1.5", "0.2", "0"):
        done = run(*arguments, "--number-pause", pause, env=env)
        events = records(done.stdout)
        found.append([event["number"] for event in events if event["type"] == "number"])
    assert found == [["737"], ["7", "3", "7"], ["7", "3", "7"]]


@pytest.mark.slow
def test_without_json_each_result_is_a_line_of_text(env):
    done = run("listen", "--input", CLIP, env=env)
    assert done.returncode == 0
    assert "7_slt_0.flac" in the_line(done)
    assert re.search(r"^ +\d\.\d\d s  .*\(\d+ ms after the word\)$", done.stdout, re.MULTILINE)


def in_terminal(arguments, env, streams=("stdout", "stderr")):
    """Run the program with a terminal for some of its streams: what each received, and its code."""
    control, terminal = pty.openpty()
    program = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=REPOSITORY,
        env=env,
        stdout=terminal if "stdout" in streams else subprocess.PIPE,
        stderr=terminal if "stderr" in streams else subprocess.PIPE,
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(control, 65_536)
        except OSError:  # on Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(control)
    piped = program.communicate(timeout=30)
    return shown.decode(), *[(text or b"").decode() for text in piped], program.returncode


ERASE = "\r\x1b[K"


@pytest.mark.slow
def test_in_a_terminal_a_digit_is_there_before_its_number_is_over(env, spoken_numbers):
    """The number 73: first 7, provisional and final, then 73, then the end of the line."""
    shown, *_, code = in_terminal(["listen", "--input", spoken_numbers], env)
    assert code == 0
    line, *_ = shown.split(f"{ERASE}", 1)[1].split("\r\n")
    states = [re.sub(r"\d+ ms", "N ms", state) for state in line.split(ERASE)]
    start = states[0].split(" s ")[0]
    digits = [re.sub(r" +\d+ %", "", state.removeprefix(f"{start} s  ")) for state in states]
    assert list(dict.fromkeys(digits)) == [
        "7 ...",
        "seven  7  (N ms after the word)",
        "73 ...",
        "73  (N ms after the last word)",
    ]
    assert states[-1] == states[-2]  # what ends the line had been shown


@pytest.fixture
def spoken_numbers(tmp_path):
    """A recording of the numbers 73 and 7."""
    import numpy as np
    import soundfile

    parts = [np.zeros(8000, np.float32)]
    for digit, pause in ((7, 0), (3, 24_000), (7, 24_000)):
        # The clips begin and end with silence.
        parts += [load(AUDIO / f"{digit}_slt_0.flac")[4000:-4000], np.zeros(pause, np.float32)]
    sound = np.concatenate(parts)
    soundfile.write(tmp_path / "numbers.wav", sound + room_noise(len(sound), seed=1), 16_000)
    return tmp_path / "numbers.wav"


@pytest.mark.slow
def test_with_a_terminal_for_messages_digits_are_shown_there(env, spoken_numbers):
    """As with ``| tee FILE``: the pipe gets whole lines."""
    shown, piped, _, code = in_terminal(["listen", "--input", spoken_numbers], env, ["stderr"])
    assert code == 0
    assert [re.sub(r"^.* s +| +\d+ %.*$", "", line) for line in piped.splitlines()] == [
        "73",
        "seven  7",
    ]
    assert "\x1b" not in piped
    assert re.search(r"seven  7 .*\x1b.* 73 ", shown)
    assert shown.endswith(ERASE)  # nothing is left there


@pytest.mark.slow
@pytest.mark.parametrize("more", [["--fast"], ["--json"]])
def test_only_what_is_said_to_people_is_shown_beside_a_pipe(env, spoken_numbers, more):
    shown, piped, _, code = in_terminal(
        ["listen", "--input", spoken_numbers, *more], env, ["stderr"]
    )
    assert code == 0
    assert shown == ""
    assert piped


@pytest.mark.slow
def test_a_pipe_gets_a_line_for_each_number(env, spoken_numbers):
    done = run("listen", "--input", spoken_numbers, env=env)
    assert [line.split(" s ")[1].split()[0] for line in done.stdout.splitlines()] == ["73", "seven"]
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_terminal_that_cannot_replace_a_line_gets_whole_lines(env, spoken_numbers):
    shown, *_ = in_terminal(["listen", "--input", spoken_numbers], {**env, "TERM": "dumb"})
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 3  # the first says what is played


def test_on_a_terminal_the_demo_is_shown_digit_by_digit(env):
    shown, _, _, code = in_terminal(["listen", "--demo", "--fast"], env)
    assert code == 0
    assert re.search(
        r"\r\x1b\[K[^\r\n]* \.\.\.\r\x1b\[K[^\r\n]*\(recognized in [0-9.]+ ms\)", shown
    )
    assert len(shown.splitlines()) >= len(TRUTH) / 3  # some are one number


def test_a_bad_file_gives_one_line_and_1(env, bad_file):
    done = run(
        "listen", "--fast", "--json", "--input", bad_file.path, env=env, prefix=bad_file.prefix
    )
    assert done.returncode == 1
    assert bad_file.says in the_line(done)


def test_a_silent_file_is_reported(env, tmp_path):
    import numpy as np
    import soundfile

    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(16_000, np.float32), 16_000)
    done = run("listen", "--fast", "--input", path, env=env)
    assert done.returncode == 0
    assert the_line(done) == "silence.wav: no speech found."


@pytest.mark.slow
def test_two_hours_are_recognized_as_they_are_read(env, two_hours):
    program = subprocess.Popen(
        [*COMMAND, "listen", "--fast", "--json", "--input", str(two_hours)],
        cwd=REPOSITORY,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    first = json.loads(program.stdout.readline())
    assert first["start"] < 3.0
    assert program.poll() is None  # reading two hours takes longer, even with --fast
    resident = _resident_mb(program.pid)
    program.terminate()
    program.communicate(timeout=30)
    assert resident is None or resident < 200


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a process can get")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"]
)
def test_the_open_number_is_printed_when_listening_is_stopped(env, number, code):
    program = start("listen", "--demo", "--json", env=env)
    assert program.stdout is not None
    for line in program.stdout:
        if json.loads(line)["type"] == "digit":
            program.send_signal(number)  # before the pause that ends the number is over
            break
    printed, said = program.communicate(timeout=30)
    assert (program.returncode, said.count("Traceback")) == (code, 0)
    last = records(printed)[-1]
    assert (last["type"], last["number"], last["is_cut"]) == ("number", "1", False)


def _resident_mb(pid):
    psutil = pytest.importorskip("psutil")
    return psutil.Process(pid).memory_info().rss / 1e6


def test_a_broken_bundle_gives_one_line_and_1(env, bad_bundle):
    done = run("listen", "--demo", "--fast", "--bundle", bad_bundle, env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert str(bad_bundle) in the_line(done)


def test_no_microphone_gives_one_line_and_1(env):
    done = run("listen", env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "No microphone found. Plug one in" in the_line(done)


@pytest.mark.parametrize(
    ("fault", "says", "state"),
    [
        ("missing", "Install it", "no_portaudio"),
        ("broken", "does not start", "failed"),
        ("busy", "in use by another program", "busy"),
        ("refuses", "no usable format", "unsupported"),
    ],
)
def test_a_microphone_that_cannot_be_opened_gives_one_line_and_1(home, fault, says, state):
    done = run("listen", "--json", env=shimmed(home, fault))
    assert done.returncode == 1
    assert says in the_line(done)
    (event,) = records(done.stdout)
    assert set(event) >= FIELDS
    assert (event["type"], event["state"]) == ("device", state)
    assert event["message"] in done.stderr
