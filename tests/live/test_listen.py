"""``listen`` with a virtual microphone through PortAudio, and how it recovers from losses."""

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
from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.harness.program import AUDIO, environment, records, run, start
from tests.harness.requirements import needs_microphone
from tests.live.conftest import NOISE_DBFS, NOISE_SECONDS

pytestmark = [pytest.mark.live, needs_microphone]

PATIENCE = 30.0

TRUTH = json.loads(DEMO.with_suffix(".json").read_text())


class Listening:
    """A running ``spoken-digits listen --json``, and its events so far."""

    def __init__(self, env: dict[str, str], *arguments: str) -> None:
        self.program = start(*arguments, env=env)
        self.events: list[dict[str, Any]] = []
        self.exit_code: int | None = None
        self.stderr = ""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        with suppress(ValueError):  # closed by `end`
            for line in self.program.stdout:
                self._lines.put(line)

    def wait_for(
        self, matches: Callable[[dict[str, Any]], bool], patience: float = PATIENCE
    ) -> None:
        """Read events until one matches."""
        end = time.monotonic() + patience
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(
                    f"no such event; there were {self.events}, exit code {self.program.poll()}"
                )
            self.events.append(json.loads(line))
            if matches(self.events[-1]):
                return

    def wait_for_state(self, state: str) -> None:
        """Read events until the device is in this state."""
        self.wait_for(lambda event: event.get("state") == state)

    def wait_for_final_result(self) -> None:
        """Read events until a word has its final result."""
        self.wait_for(lambda event: event["type"] in ("digit", "rejected"))

    def read_for(self, seconds: float) -> None:
        """Read all events of the next seconds."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            with suppress(queue.Empty):
                self.events.append(json.loads(self._lines.get(timeout=left)))

    def end(self, patience: float = PATIENCE) -> None:
        """Interrupt the program as Ctrl-C does, and wait."""
        if self.exit_code is None:
            self.program.send_signal(signal.SIGINT)
            try:
                _, self.stderr = self.program.communicate(timeout=patience)
            finally:
                self.program.kill()
            self.exit_code = self.program.returncode


@pytest.fixture
def env(microphone: VirtualMicrophone, tmp_path: Path) -> dict[str, str]:
    env = environment(tmp_path)
    del env["ALSA_CONFIG_PATH"]  # it hides all devices
    return {**env, **microphone.environment}


@pytest.fixture
def listening(env: dict[str, str]) -> Iterator[Listening]:
    """The program, listening to the microphone."""
    running = Listening(env, "listen", "--json")
    try:
        running.wait_for_state("listening")
        yield running
    finally:
        running.end()


def test_most_digits_of_the_demo_are_recognized(microphone, listening):
    microphone.play(DEMO)
    listening.wait_for_final_result()
    listening.read_for(3.0)
    listening.end()
    assert listening.exit_code == 0
    assert listening.stderr == ""
    digits = [event["digit"] for event in listening.events if event["type"] == "digit"]
    truth = [word["digit"] for word in TRUTH if word["digit"] is not None]
    assert _in_order(truth, digits) >= 0.8 * len(truth), digits
    for event in listening.events:
        if event["type"] == "digit":
            assert 0 < event["heard_to_known_ms"] < 5_000
            assert event["end"] > event["start"]


def _in_order(truth: list[int], heard: list[int]) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(heard) + 1)
    for word in truth:
        diagonal = 0
        for place, other in enumerate(heard, 1):
            above = lengths[place]
            lengths[place] = diagonal + 1 if word == other else max(above, lengths[place - 1])
            diagonal = above
    return lengths[-1]


def test_the_device_is_reported(listening):
    event = listening.events[-1]
    assert event["type"] == "device"
    assert event["rate"] > 0
    assert event["device"]
    assert event["digit"] is None


def assert_it_recognizes(microphone: VirtualMicrophone, listening: Listening) -> None:
    time.sleep(NOISE_SECONDS)
    microphone.play(AUDIO / "7_slt_0.flac")
    listening.wait_for_final_result()


def test_it_reconnects_after_unplugging(microphone, listening):
    for rate in (48_000, 16_000):  # the new microphone may have another rate
        microphone.unplug()
        listening.wait_for_state("recovering")
        assert "Plug it in" in listening.events[-1]["message"]
        microphone.plug(rate)
        listening.wait_for_state("listening")
        assert_it_recognizes(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.stderr == ""  # no messages from ALSA, no traceback


def test_it_reconnects_after_unplugging_several_times(microphone, listening):
    for _ in range(4):
        # Unplugged as soon as it was opened: PortAudio's thread may enter an endless loop
        # (see `desktop.stderr_filter`).
        microphone.unplug()
        listening.wait_for_state("recovering")
        time.sleep(0.5)
        microphone.plug()
        listening.wait_for_state("listening")
    assert_it_recognizes(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.stderr == ""


def test_it_reconnects_after_the_sound_server_was_killed(microphone, listening):
    microphone.kill()
    listening.wait_for_state("recovering")
    time.sleep(1.0)  # until at least one attempt to reconnect has failed
    microphone.start()
    microphone.background_noise(NOISE_DBFS)
    listening.wait_for_state("listening")
    assert_it_recognizes(microphone, listening)
    listening.end()
    assert listening.exit_code == 0
    assert listening.stderr == ""


def test_it_reconnects_after_the_sound_server_hung(microphone, listening):
    microphone.freeze()
    listening.wait_for_state("recovering")
    microphone.thaw()
    listening.wait_for_state("listening")
    assert_it_recognizes(microphone, listening)


def test_ctrl_c_works_while_the_sound_server_hangs(microphone, listening):
    microphone.freeze()
    listening.wait_for_state("recovering")
    listening.end(patience=20.0)
    microphone.thaw()
    assert listening.exit_code == 0


def test_a_blocked_microphone_is_reported_with_the_remedy(microphone, listening):
    microphone.background_noise(None)  # only zeros, like a microphone without permission
    listening.wait_for_state("blocked")
    assert "Unmute it" in listening.events[-1]["message"]
    microphone.background_noise(NOISE_DBFS)
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
def test_a_device_is_chosen_by_name_part_of_a_name_or_number(env, device):
    listening = Listening(env, "listen", "--json", "--device", device)
    try:
        listening.wait_for_state("listening")
    finally:
        listening.end()
    assert listening.exit_code == 0


def test_without_a_display_the_program_listens_in_the_terminal(microphone, env):
    program = start(env=env)
    assert program.stderr is not None
    assert program.stdout is not None
    try:
        assert "no screen" in program.stderr.readline()
        assert program.stderr.readline().startswith("Listening to ")
        time.sleep(NOISE_SECONDS)
        microphone.play(AUDIO / "7_slt_0.flac")
        assert "ms after the word" in program.stdout.readline()
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=PATIENCE)
        assert program.returncode == 0
    finally:
        program.kill()
        program.communicate()


def test_doctor_accepts_a_good_microphone_and_reports_a_silent_one(microphone, env):
    done = run("doctor", "--json", env=env)
    findings = {finding["check"]: finding for finding in records(done.stdout)}
    assert {*"devices microphone sound flow channels model screen home".split()} == findings.keys()
    assert findings["microphone"]["verdict"] == findings["sound"]["verdict"] == "well"
    assert "-6" in findings["sound"]["text"]  # the level of the background noise, about -62 dBFS
    assert done.returncode == 0
    microphone.background_noise(None)
    done = run("doctor", env=env)
    assert "X  sound: The microphone delivers only zeros" in done.stdout
    assert done.returncode == 1
