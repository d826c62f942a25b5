"""The virtual microphone: a real sound server, recorded by PortAudio in another process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from desktop.bench.virtual_microphone import (
    VirtualMicrophone,
    VirtualMicrophoneError,
    missing_programs,
)
from tests.harness.requirements import needs_microphone

pytestmark = [pytest.mark.live, needs_microphone]

RECORD = """
import os, queue, sys
import sounddevice, soundfile

path, seconds = sys.argv[1], float(sys.argv[2])
rate = int(sounddevice.query_devices(kind="input")["default_samplerate"])
blocks = queue.Queue()
with sounddevice.InputStream(
    samplerate=rate, channels=1, dtype="float32", blocksize=rate // 50,
    callback=lambda block, frames, times, status: blocks.put(block.copy()),
), soundfile.SoundFile(path, "w", rate, 1, "FLOAT") as recording:
    print("recording", flush=True)
    while recording.tell() < seconds * rate:
        try:
            recording.write(blocks.get(timeout=1.0))
        except queue.Empty:
            print("no block for a second", file=sys.stderr, flush=True)
            os._exit(1)  # closing a stream of a frozen server hangs
"""


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as running:
        yield running


def start_recorder(
    microphone: VirtualMicrophone, path: Path, seconds: float
) -> subprocess.Popen[str]:
    """Start a process that records through PortAudio, and wait until its stream runs."""
    recorder = subprocess.Popen(
        [sys.executable, "-c", RECORD, str(path), str(seconds)],
        env={**os.environ, **microphone.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert recorder.stdout is not None
    if recorder.stdout.readline() != "recording\n":
        pytest.fail(recorder.communicate(timeout=10)[1])
    return recorder


def finish(recorder: subprocess.Popen[str]) -> str:
    """The stderr of a recorder, which is killed if it does not end by itself."""
    try:
        return recorder.communicate(timeout=20)[1]
    finally:
        recorder.kill()
        recorder.wait()


def level_dbfs(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_portaudio_records_a_tone(tmp_path: Path, rate: int) -> None:
    frequency, amplitude = 997.0, 0.25
    times = np.arange(4 * 16_000) / 16_000
    tone = (amplitude * np.sin(2 * np.pi * frequency * times)).astype(np.float32)
    with VirtualMicrophone(rate) as microphone:
        microphone.play(tone, 16_000, wait=False)
        recorder = start_recorder(microphone, tmp_path / "heard.wav", seconds=2.5)
        assert finish(recorder) == ""
    heard, heard_rate = soundfile.read(tmp_path / "heard.wav", dtype="float32")
    middle = heard[heard_rate : 2 * heard_rate]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    peak = int(np.argmax(spectrum))
    assert abs(peak - frequency) <= 1.0  # one second of sound: a bin is one hertz
    assert level_dbfs(middle) == pytest.approx(20 * np.log10(amplitude) - 3.01, abs=0.5)
    others = np.delete(spectrum, range(peak - 5, peak + 6))
    assert others.max() < spectrum[peak] * 0.01


def test_it_is_silent_or_has_background_noise_of_the_given_level(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    assert finish(start_recorder(microphone, tmp_path / "silent.wav", seconds=1.0)) == ""
    microphone.background_noise(-55.0)
    assert finish(start_recorder(microphone, tmp_path / "noise.wav", seconds=2.0)) == ""
    silent, _ = soundfile.read(tmp_path / "silent.wav")
    noise, rate = soundfile.read(tmp_path / "noise.wav")
    assert not silent.any()
    assert level_dbfs(noise[rate // 2 :]) == pytest.approx(-55.0, abs=1.5)


def test_a_file_is_played_completely(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    clip = Path(__file__).parent.parent / "audio" / "7_slt_0.flac"
    recorder = start_recorder(microphone, tmp_path / "heard.wav", seconds=3.0)
    microphone.play(clip)
    assert finish(recorder) == ""
    played, rate = soundfile.read(clip)
    heard, heard_rate = soundfile.read(tmp_path / "heard.wav")
    loud = np.flatnonzero(np.abs(heard) > 0)
    assert (loud[-1] - loud[0]) / heard_rate == pytest.approx(len(played) / rate, abs=0.1)
    assert np.abs(heard).max() == pytest.approx(np.abs(played).max(), rel=0.1)


def test_unplugging_removes_the_source_and_plugging_adds_it_again(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    microphone.background_noise(-50.0)
    assert microphone.sources == ["vmic.monitor"]
    recorder = start_recorder(microphone, tmp_path / "cut.wav", seconds=60.0)
    microphone.unplug()
    assert microphone.sources == []
    assert "no block for a second" in finish(recorder)
    with pytest.raises(VirtualMicrophoneError, match="not plugged in"):
        microphone.unplug()
    microphone.plug(44_100)
    assert microphone.sources == ["vmic.monitor"]
    assert finish(start_recorder(microphone, tmp_path / "again.wav", seconds=2.0)) == ""
    heard, rate = soundfile.read(tmp_path / "again.wav")
    assert level_dbfs(heard[rate:]) == pytest.approx(-50.0, abs=1.5)


def test_a_frozen_server_goes_on_when_thawed(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    recorder = start_recorder(microphone, tmp_path / "frozen.wav", seconds=60.0)
    microphone.freeze()
    assert "no block for a second" in finish(recorder)
    with pytest.raises(VirtualMicrophoneError, match="no answer"):
        _ = microphone.sources
    microphone.thaw()
    assert finish(start_recorder(microphone, tmp_path / "thawed.wav", seconds=0.5)) == ""


@pytest.mark.parametrize("state", ["running", "frozen", "unplugged", "killed"])
def test_stop_leaves_no_process_and_no_file(state: str) -> None:
    microphone = VirtualMicrophone()
    microphone.start()
    folder = Path(microphone.environment["PULSE_SERVER"].removeprefix("unix:")).parent
    microphone.background_noise(-60.0)
    microphone.play(np.zeros(16_000 * 30, np.float32), wait=False)
    pids = microphone.pids
    assert len(pids) == 3  # the server, the player, the noise
    action = {"frozen": "freeze", "unplugged": "unplug", "killed": "kill"}.get(state)
    if action:
        getattr(microphone, action)()
    microphone.stop()
    assert not [pid for pid in pids if is_alive(pid)]
    assert not folder.exists()
    microphone.stop()


def test_a_killed_server_starts_again_at_the_same_address(
    microphone: VirtualMicrophone,
) -> None:
    address, pids = microphone.environment, microphone.pids
    microphone.kill()
    assert not [pid for pid in pids if is_alive(pid)]
    assert microphone.pids == []
    microphone.start()
    assert microphone.environment == address
    assert microphone.sources == ["vmic.monitor"]


def test_it_stops_when_a_test_fails() -> None:
    pids: list[int] = []

    def fail() -> None:
        with VirtualMicrophone() as microphone:
            pids.extend(microphone.pids)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert pids
    assert not [pid for pid in pids if is_alive(pid)]


def test_it_stops_when_the_test_run_is_killed() -> None:
    script = (
        "import time\n"
        "from desktop.bench.virtual_microphone import VirtualMicrophone\n"
        "with VirtualMicrophone() as microphone:\n"
        "    microphone.background_noise(-60.0)\n"
        "    print(*microphone.pids, microphone.environment['PULSE_SERVER'], flush=True)\n"
        "    time.sleep(60)\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout is not None
    *pids, server = run.stdout.readline().split()
    run.kill()
    run.wait()
    run.stdout.close()
    assert len(pids) == 2
    try:
        assert wait_until(lambda: not any(is_alive(int(pid)) for pid in pids))
    finally:
        shutil.rmtree(Path(server.removeprefix("unix:")).parent)


def test_errors_are_one_line(
    microphone: VirtualMicrophone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VirtualMicrophoneError, match=r"no such recording: /nowhere\.wav"):
        microphone.play("/nowhere.wav")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "apt-get install -y --no-install-recommends" in missing_programs()
    assert "pulseaudio pulseaudio-utils" in missing_programs()
    with pytest.raises(VirtualMicrophoneError, match="not installed"):
        VirtualMicrophone().start()
