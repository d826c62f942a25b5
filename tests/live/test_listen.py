"""The real program on the virtual microphone: through PortAudio, over every kind of loss."""

from __future__ import annotations

import json
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from desktop.audio.sources import DEMO
from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.program import AUDIO, environment, records, run, start

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(bool(missing_programs()), reason=missing_programs()),
]

PATIENCE = 30.0
ROOM_DBFS = -62.0
TRUTH = json.loads(DEMO.with_suffix(".json").read_text())


class Listening:
    """A running ``spoken-digits listen --json``, and what it has said so far."""

    def __init__(self, env: dict[str, str], *arguments: str) -> None:
        self.program = start(*arguments, env=env)
        self.events: list[dict[str, Any]] = []
        self.exit_code: int | None = None
        self.said = ""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        with suppress(ValueError):  # closed under us, at the end
            for line in self.program.stdout:
                self._lines.put(line)

    def wait_for(self, is_it: Callable[[dict[str, Any]], bool], patience: float = PATIENCE) -> None:
        """Read on until an event is the one."""
        end = time.monotonic() + patience
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"it did not come; there was {self.events}, {self.program.poll()}")
            self.events.append(json.loads(line))
            if is_it(self.events[-1]):
                return

    def wait_for_state(self, state: str) -> None:
        """Read on until the device is in this state."""
        self.wait_for(lambda event: event.get("state") == state)

    def wait_for_answer(self) -> None:
        """Read on until a word has its final answer."""
        self.wait_for(lambda event: event["type"] in ("digit", "rejected"))

    def end(self, patience: float = PATIENCE) -> None:
        """Press Ctrl-C and wait."""
        if self.exit_code is None:
            self.program.send_signal(signal.SIGINT)
            try:
                _, self.said = self.program.communicate(timeout=patience)
            finally:
                self.program.kill()
            self.exit_code = self.program.returncode


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    """A microphone in a still room."""
    with VirtualMicrophone() as running:
        running.bed(ROOM_DBFS)
        yield running


@pytest.fixture
def env(microphone: VirtualMicrophone, tmp_path: Path) -> dict[str, str]:
    env = environment(tmp_path)
    del env["ALSA_CONFIG_PATH"]  # it would hide the microphone too
    return {**env, **microphone.environment}


@pytest.fixture
def listening(env: dict[str, str]) -> Iterator[Listening]:
    """The program, once it hears the microphone."""
    running = Listening(env, "listen", "--json")
    try:
        running.wait_for_state("listening")
        yield running
    finally:
        running.end()


def test_the_demo_is_heard_word_by_word(microphone, listening):
    microphone.play(DEMO)
    listening.wait_for_answer()
    deadline = time.monotonic() + 3.0
    while time.monotonic() < deadline:  # whatever still comes
        with suppress(pytest.fail.Exception):
            listening.wait_for(lambda _: True, patience=0.5)
    listening.end()
    assert listening.exit_code == 0
    assert listening.said == ""
    digits = [event["digit"] for event in listening.events if event["type"] == "digit"]
    truth = [word["digit"] for word in TRUTH if word["digit"] is not None]
    assert _in_order(truth, digits) >= 0.8 * len(truth), digits
    for event in listening.events:
        if event["type"] == "digit":
            assert 0 < event["heard_to_known_ms"] < 5_000
            assert event["end"] > event["start"]


def _in_order(truth: list[int], heard: list[int]) -> int:
    """Length of the longest common subsequence: words heard, none counted out of order."""
    lengths = [0] * (len(heard) + 1)
    for word in truth:
        diagonal = 0
        for place, other in enumerate(heard, 1):
            above = lengths[place]
            lengths[place] = diagonal + 1 if word == other else max(above, lengths[place - 1])
            diagonal = above
    return lengths[-1]


def test_the_device_is_told(listening):
    event = listening.events[-1]
    assert event["type"] == "device"
    assert event["rate"] > 0
    assert event["device"]
    assert event["digit"] is None


def assert_it_hears(microphone: VirtualMicrophone, listening: Listening) -> None:
    time.sleep(1.0)  # the room, before somebody speaks
    microphone.play(AUDIO / "7_slt_0.flac")
    listening.wait_for_answer()


def test_unplugging_is_survived(microphone, listening):
    for rate in (48_000, 16_000):  # what is plugged in may be another one
        microphone.unplug()
        listening.wait_for_state("recovering")
        assert "plug" in listening.events[-1]["message"]
        microphone.plug(rate)
        listening.wait_for_state("listening")
        assert_it_hears(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.said == ""  # no chatter of ALSA's, no traceback


def test_a_loose_plug_is_survived(microphone, listening):
    for _ in range(4):
        # Gone again in the very moment in which it was opened: this may send PortAudio's own thread
        # into a loop without end (see `desktop.stderr_filter`).
        microphone.unplug()
        listening.wait_for_state("recovering")
        time.sleep(0.5)
        microphone.plug()
        listening.wait_for_state("listening")
    assert_it_hears(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.said == ""


def test_the_death_of_the_server_is_survived(microphone, listening):
    microphone.kill()
    listening.wait_for_state("recovering")
    time.sleep(1.0)
    microphone.start()
    microphone.bed(ROOM_DBFS)
    listening.wait_for_state("listening")
    assert_it_hears(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.said == ""


def test_a_hanging_server_is_survived(microphone, listening):
    microphone.freeze()
    listening.wait_for_state("recovering")
    microphone.thaw()
    listening.wait_for_state("listening")
    assert_it_hears(microphone, listening)


def test_a_hanging_server_keeps_nobody_from_leaving(microphone, listening):
    microphone.freeze()
    listening.wait_for_state("recovering")
    listening.end(patience=20.0)
    microphone.thaw()
    assert listening.exit_code == 0


def test_a_blocked_microphone_is_told_with_how_to_allow_it(microphone, listening):
    microphone.bed(None)  # the null sink gives exact zeros, as a forbidden microphone does
    listening.wait_for_state("blocked")
    assert "Privacy" in listening.events[-1]["message"]
    microphone.bed(ROOM_DBFS)
    listening.wait_for_state("listening")


@pytest.mark.usefixtures("microphone")
def test_devices_are_listed(env):
    done = run("devices", "--json", env=env)
    assert done.returncode == 0
    assert done.stderr == ""
    listed = records(done.stdout)
    assert sum(device["default"] for device in listed) == 1
    assert "pulse" in {device["name"] for device in listed}


@pytest.mark.parametrize("device", ["pulse", "PULS", "0"])
def test_a_device_is_taken_by_name_part_or_number(env, device):
    listening = Listening(env, "listen", "--json", "--device", device)
    try:
        listening.wait_for_state("listening")
    finally:
        listening.end()
    assert listening.exit_code == 0


def test_without_a_screen_the_program_listens_in_the_terminal(microphone, env):
    program = start(env=env)
    assert program.stderr is not None
    assert program.stdout is not None
    try:
        assert "no screen" in program.stderr.readline()
        assert program.stderr.readline().startswith("Listening to ")
        time.sleep(1.0)
        microphone.play(AUDIO / "7_slt_0.flac")
        assert "ms after the word" in program.stdout.readline()
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=PATIENCE)
        assert program.returncode == 0
    finally:
        program.kill()
        program.communicate()


def test_the_doctor_finds_a_well_microphone_well(microphone, env):
    done = run("doctor", "--json", env=env)
    findings = {finding["check"]: finding for finding in records(done.stdout)}
    assert {"devices", "microphone", "sound", "flow", "model", "screen"} == findings.keys()
    assert findings["microphone"]["verdict"] == findings["sound"]["verdict"] == "well"
    assert "-6" in findings["sound"]["text"]  # the bed's level, about -62 dBFS
    assert done.returncode == 0
    microphone.bed(None)
    done = run("doctor", env=env)
    assert "X  sound: The microphone delivers nothing" in done.stdout
    assert done.returncode == 1
