"""Capture notices every way in which a stream can fail; real streams are in ``tests/live``."""

from contextlib import suppress

import numpy as np
import pytest

from desktop.audio import portaudio_stream as capturing
from desktop.audio import portaudio_thread
from desktop.audio.errors import DeviceError, SourceLostError
from desktop.audio.portaudio_stream import Capture
from desktop.audio.ring import WakeUp
from desktop.audio.sources import MicrophoneSource
from tests.harness.program import load_shim


class Clock:
    """A clock that advances while a thread waits for a callback, or when a test sets it."""

    def __init__(self):
        self.now = 100.0
        self.late = 0.0  # how much longer than its timeout a wait takes

    def perf_counter(self):
        return self.now

    def wait(self, timeout):
        self.now += timeout + self.late
        return False


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(capturing, "time", clock)
    monkeypatch.setattr(WakeUp, "wait", clock.wait)
    return clock


@pytest.fixture
def shim():
    return load_shim("hotplug")


@pytest.fixture
def capture(shim):
    """An open capture."""
    opened = Capture(None)
    opened.open(shim)
    yield opened
    opened.close(shim)


def call_back(shim, samples=882, status=None):
    stream = shim.InputStream.opened[-1]
    stream.arguments["callback"](np.full((samples, 2), 0.5, np.float32), samples, None, status)


def test_the_stream_is_opened_with_the_formats_of_the_device(capture, shim):
    asked = shim.InputStream.opened[-1].arguments
    assert asked["samplerate"] == 44_100
    assert asked["blocksize"] == 882
    assert asked["latency"] == "low"
    assert asked["dtype"] == "float32"
    assert capture.device.name == "USB Audio: - (hw:1,0)"
    assert shim.InputStream.opened[-1].is_running


def test_a_block_carries_the_time_of_its_callback(capture, shim, clock):
    clock.now = 123.25
    call_back(shim)
    block = capture.read(0.0)
    assert block is not None
    assert block.captured == 123.25
    assert block.samples.tolist() == [0.5] * 882


def test_half_a_second_without_a_callback_means_that_the_device_is_lost(capture, shim, clock):
    call_back(shim)
    assert capture.read(0.1) is not None
    assert capture.read(0.49) is None
    with pytest.raises(SourceLostError, match="half a second"):
        capture.read(0.02)
    assert clock.now == pytest.approx(100.51)


def test_each_block_restarts_the_half_second(capture, shim, clock):
    for _ in range(5):
        call_back(shim)
        assert capture.read(0.1) is not None
        assert capture.read(0.4) is None
    assert clock.now == pytest.approx(102.0)


def test_a_delayed_worker_does_not_report_a_lost_stream(capture, shim, clock):
    call_back(shim)
    assert capture.read(0.1) is not None
    clock.now += 7.0  # the worker was not running
    assert capture.read(0.1) is None
    clock.late = 3.0
    assert capture.read(0.1) is None
    clock.late = 0.0
    call_back(shim)
    assert capture.read(0.1) is not None


def test_the_first_block_may_take_longer(shim, clock):
    opened = Capture(None)
    opened.open(shim)
    assert opened.read(2.9) is None
    with pytest.raises(SourceLostError, match="no sound arrived"):
        opened.read(0.2)
    opened.close(shim)


def test_the_time_to_open_a_stream_does_not_count_as_waiting(shim, clock, monkeypatch):
    start = shim.InputStream.start

    def start_slowly(stream):
        clock.now += 5.0  # the sound server hung for a while
        start(stream)

    monkeypatch.setattr(shim.InputStream, "start", start_slowly)
    opened = Capture(None)
    opened.open(shim)
    assert opened.read(2.9) is None
    opened.close(shim)


def test_a_device_that_delivered_sound_gets_less_time_when_it_is_reopened(shim, clock, monkeypatch):
    monkeypatch.setattr(portaudio_thread, "_sounddevice", lambda: shim)
    source = MicrophoneSource()

    def patience():
        """Seconds that the source waits for the first sound, to a tenth."""
        source.open(lambda: False)
        begun = clock.now
        with suppress(SourceLostError):
            while source.read(0.1) is None:
                pass
        source.close()
        return clock.now - begun

    assert patience() == pytest.approx(3.0, abs=0.2)
    source.open(lambda: False)
    call_back(shim)
    source.close()
    assert patience() == pytest.approx(1.5, abs=0.2)
    # It may be a slow headset after all.
    assert patience() == pytest.approx(3.0, abs=0.2)


def test_a_stream_that_ends_is_lost_after_its_last_block(capture, shim):
    call_back(shim)
    shim.InputStream.opened[-1].arguments["finished_callback"]()
    assert capture.read(0.0) is not None
    with pytest.raises(SourceLostError, match="ended"):
        capture.read(0.0)


def test_an_exception_in_the_callback_is_caught_counted_and_reported(capture, shim):
    capture.ring.write = None  # a bug
    call_back(shim)
    assert capture.health.errors == 1
    with pytest.raises(SourceLostError, match="callback failed"):
        capture.read(0.0)


def test_status_flags_and_overflows_are_counted(capture, shim):
    call_back(shim, status="input overflow")
    for _ in range(500):
        call_back(shim)
    health = capture.health
    assert health.status_flags == 1
    assert health.callbacks == 501
    assert health.overflows == 501 - 400
    assert health.errors == 0


def test_the_stream_is_closed_if_it_cannot_be_started(shim, monkeypatch):
    def fail(_):
        raise shim.PortAudioError("Error starting stream: Device unavailable", -9985)

    monkeypatch.setattr(shim.InputStream, "start", fail)
    with pytest.raises(DeviceError) as caught:
        Capture(None).open(shim)
    assert caught.value.code == "busy"
    assert not shim.InputStream.opened[-1].is_running


def test_closing_twice_is_harmless(capture, shim):
    call_back(shim)
    capture.close(shim)
    closed = capture.health
    capture.close(shim)
    assert not shim.InputStream.opened[-1].is_running
    assert capture.health == closed
