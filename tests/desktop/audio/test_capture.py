"""A capture sees every way in which sound stops coming. The real device is in ``tests/live``."""

from contextlib import suppress

import numpy as np
import pytest

from desktop.audio import capture as capturing
from desktop.audio import portaudio
from desktop.audio.capture import Capture, SourceLostError
from desktop.audio.devices import DeviceError
from desktop.audio.ring import WakeUp
from desktop.audio.sources import MicrophoneSource
from tests.harness.program import load_shim


class Clock:
    """Time passes while somebody waits for a callback, and where a test says so."""

    def __init__(self):
        self.now = 100.0
        self.late = 0.0  # by so much a wait takes longer than was asked for

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
    """An open capture, and a function that does as PortAudio's callback would."""
    opened = Capture(None)
    opened.open(shim)
    yield opened
    opened.close(shim)


def call_back(shim, samples=882, status=None):
    stream = shim.InputStream.opened[-1]
    stream.arguments["callback"](np.full((samples, 2), 0.5, np.float32), samples, None, status)


def test_it_opens_as_the_device_likes_it(capture, shim):
    asked = shim.InputStream.opened[-1].arguments
    assert asked["samplerate"] == 44_100
    assert asked["blocksize"] == 882
    assert asked["latency"] == "low"
    assert asked["dtype"] == "float32"
    assert capture.device.name == "USB Audio: - (hw:1,0)"
    assert shim.InputStream.opened[-1].is_running


def test_a_block_comes_out_with_the_time_of_its_callback(capture, shim, clock):
    clock.now = 123.25
    call_back(shim)
    block = capture.read(0.0)
    assert block is not None
    assert block.captured == 123.25
    assert block.samples.tolist() == [0.5] * 882


def test_half_a_second_without_a_callback_is_loss(capture, shim, clock):
    call_back(shim)
    assert capture.read(0.1) is not None
    assert capture.read(0.49) is None
    with pytest.raises(SourceLostError, match="half a second"):
        capture.read(0.02)
    assert clock.now == pytest.approx(100.51)


def test_each_block_begins_the_half_second_anew(capture, shim, clock):
    for _ in range(5):
        call_back(shim)
        assert capture.read(0.1) is not None
        assert capture.read(0.4) is None
    assert clock.now == pytest.approx(102.0)


def test_a_worker_that_did_not_get_its_turn_does_not_take_the_stream_for_lost(capture, shim, clock):
    call_back(shim)
    assert capture.read(0.1) is not None
    clock.now += 7.0  # away, or kept away
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
    with pytest.raises(SourceLostError, match="no sound came"):
        opened.read(0.2)
    opened.close(shim)


def test_a_slow_opening_is_not_counted_as_a_wait_for_sound(shim, clock, monkeypatch):
    start = shim.InputStream.start

    def start_slowly(stream):
        clock.now += 5.0  # the sound server stood still, and goes on
        start(stream)

    monkeypatch.setattr(shim.InputStream, "start", start_slowly)
    opened = Capture(None)
    opened.open(shim)
    assert opened.read(2.9) is None
    opened.close(shim)


def test_a_device_that_was_heard_is_given_less_time_when_it_is_opened_again(
    shim, clock, monkeypatch
):
    monkeypatch.setattr(portaudio, "_sounddevice", lambda: shim)
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
    # It may have been a headset that takes its time after all.
    assert patience() == pytest.approx(3.0, abs=0.2)


def test_a_stream_that_ends_unasked_is_lost_after_what_it_still_gave(capture, shim):
    call_back(shim)
    shim.InputStream.opened[-1].arguments["finished_callback"]()
    assert capture.read(0.0) is not None
    with pytest.raises(SourceLostError, match="ended by itself"):
        capture.read(0.0)


def test_an_exception_in_the_callback_does_not_get_out_is_counted_and_reported(capture, shim):
    capture.ring.write = None  # what a bug would be like
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


def test_it_is_closed_where_opening_fails_halfway(shim, monkeypatch):
    def fail(_):
        raise shim.PortAudioError("Error starting stream: Device unavailable", -9985)

    monkeypatch.setattr(shim.InputStream, "start", fail)
    with pytest.raises(DeviceError) as caught:
        Capture(None).open(shim)
    assert caught.value.code == "busy"
    assert not shim.InputStream.opened[-1].is_running


def test_closing_twice_is_harmless(capture, shim):
    capture.close(shim)
    capture.close(shim)
