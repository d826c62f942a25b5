"""The worker survives lost devices, broken models and failing listeners."""

from collections import deque

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import BundleError
from core.numbers.joiner import NumberJoiner
from desktop.audio import worker as working
from desktop.audio.errors import DeviceError, SourceLostError
from desktop.audio.health import CaptureHealth
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.muted import ZeroWatch, blocked_microphone
from desktop.audio.sleep import SleepWatch
from desktop.audio.sources import FileSource, demo
from tests.harness.program import AUDIO
from tests.harness.scripted_source import RecordingListener, Script, block, blocks, noise


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(working, "RECONNECT_PAUSES", (0.01,))


@pytest.mark.usefixtures("quick")
def test_a_lost_microphone_is_reopened_until_it_is_back(start, listener):
    gone = DeviceError("no_device", "no_microphone", "No microphone found.")
    source = Script([*blocks(noise(0.1)), SourceLostError("gone")], gone, gone, blocks(noise(0.1)))
    worker = start(source)
    listener.wait_for_code("listening", 2)
    assert listener.codes[:3] == ["opening", "listening", "recovering"]
    assert "no_device" not in listener.codes  # the state stays "recovering"
    assert source.opened == 4
    assert worker.health.recoveries == 1


@pytest.mark.usefixtures("quick")
def test_speech_before_a_disconnect_is_recognized_and_stream_time_continues(start, listener):
    word = load(AUDIO / "7_slt_0.flac")[: -round(0.3 * SAMPLE_RATE)]  # no pause after it
    source = Script(
        [*blocks(word), SourceLostError("gone")],
        [*blocks(load(AUDIO / "2_slt_0.flac")), block([], is_last=True)],
    )
    start(source)
    listener.wait_for_code("finished")
    assert len(listener.words) == 2
    first, second = listener.words
    assert second.start > len(word) / SAMPLE_RATE > first.end


@pytest.mark.parametrize("code", ["no_device", "busy", "unsupported"])
@pytest.mark.usefixtures("quick")
def test_a_microphone_that_cannot_be_opened_is_retried(start, listener, code):
    source = Script(DeviceError(code, "other", "Not now."), blocks(noise(0.1)))
    start(source)
    listener.wait_for_code("listening")
    assert listener.codes == ["opening", code, "listening"]
    assert listener.states[1].message == "Not now."


def test_without_keep_trying_it_is_tried_once(start, listener):
    source = Script(DeviceError("busy", "busy", "In use."))
    worker = start(source, keep_trying=False)
    listener.wait_for_code("busy")
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    assert source.opened == 1


def test_no_utterance_spans_a_dropout(start, listener):
    word = load(AUDIO / "7_slt_0.flac")
    cut = round(0.62 * SAMPLE_RATE)
    steps = [*blocks(word[:cut]), block(word[cut + 8000 :], lost=8000), block([], is_last=True)]
    worker = start(Script(steps))
    listener.wait_for_code("finished")
    assert worker.health.lost_samples == 8000
    spans = [(result.start, result.end) for result in listener.results]
    gap = cut / SAMPLE_RATE
    assert spans  # the first part of the word is long enough to be detected
    assert all(end <= gap + 0.01 or begin >= gap - 0.01 for begin, end in spans)


@pytest.mark.parametrize("lost", [0, 8000])
def test_a_number_in_which_sound_was_lost_is_cut(start, listener, lost):
    """Two digits, 0.5 s, and two more, as when the computer was too busy for a while."""
    words = [load(AUDIO / f"{digit}_slt_0.flac") for digit in (5, 7, 3, 4)]
    loud = [np.flatnonzero(np.abs(word) > 0.02) for word in words]
    parts = [word[at[0] : at[-1]] for word, at in zip(words, loud, strict=True)]
    pause, more = noise(0.08), noise(0.3)
    before = np.concatenate([noise(1.0), parts[0], pause, parts[1], more])
    after = np.concatenate([parts[2], pause, parts[3], noise(2.0)])
    steps = [*blocks(before), block(noise(0.02), lost=lost), *blocks(after)]
    start(
        Script([*steps, block([], is_last=True)]),
        listener=JoinedNumbers(listener, NumberJoiner()),
    )
    listener.wait_for_code("finished")
    numbers = [(number.text, number.is_cut) for number in listener.numbers]
    assert numbers == ([("57", True), ("34", True)] if lost else [("5734", False)])


def test_a_damaged_bundle_is_reported_and_the_thread_continues(start, listener, make_recognizer):
    broken = [BundleError("the bundle is damaged; install again")]

    def make():
        if broken:
            raise broken.pop()
        return make_recognizer()

    worker = start(demo(is_paced=False), maker=make)
    listener.wait_for_code("failed")
    assert listener.states[-1].message == "the bundle is damaged; install again"
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    assert len(listener.words) == 1


def one_after_the_other(makers):
    """Use the first function for the first recognizer, then the next one."""

    def make():
        return makers.popleft()()

    return make


class Broken:
    """A recognizer with a bug."""

    time = 0.0

    def feed(self, samples):
        raise ZeroDivisionError("a bug\nin two lines")

    def flush(self):
        return []

    def reset(self):
        pass


@pytest.mark.usefixtures("quick")
def test_a_failing_recognizer_is_reported_logged_and_replaced(
    start, listener, make_recognizer, caplog
):
    makers = deque([Broken, make_recognizer])
    source = Script(blocks(noise(0.2)))
    worker = start(source, maker=one_after_the_other(makers))
    listener.wait_for_code("listening", 2)
    listener.wait_for(lambda: len(listener.activities) > 3)
    failed = next(state for state in listener.states if state.code == "failed")
    assert "ZeroDivisionError: a bug" in failed.message
    assert len(failed.message.splitlines()) == 1
    assert worker.health.failures == 1
    assert "a bug" in caplog.text


def test_a_failing_recognizer_stops_a_file_but_not_the_thread(start, listener, make_recognizer):
    makers = deque([Broken, make_recognizer])
    worker = start(demo(is_paced=False), maker=one_after_the_other(makers))
    listener.wait_for_code("failed")
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    assert len(listener.words) == 1


class FailsOnce(RecordingListener):
    """A listener whose method fails at the first call."""

    def __init__(self, method):
        super().__init__()
        real = getattr(self, method)
        faults = [RuntimeError("the window is gone")]

        def fail(*arguments):
            if faults:
                raise faults.pop()
            real(*arguments)

        setattr(self, method, fail)


@pytest.mark.parametrize("method", ["on_state", "on_activity", "on_columns", "on_result"])
@pytest.mark.usefixtures("quick")
def test_a_failing_listener_does_not_stop_the_worker(start, method):
    listener = FailsOnce(method)
    word = blocks(load(AUDIO / "7_slt_0.flac"))
    worker = start(Script(word, [*word, block([], is_last=True)]), listener=listener)
    # What was said until the failure is passed on before it is counted.
    listener.wait_for(lambda: listener.words and worker.health.failures >= 1)


def test_exact_zeros_are_reported_as_a_blocked_microphone(start, listener):
    zeros = np.zeros(4 * SAMPLE_RATE, np.float32)
    start(Script([*blocks(zeros), *blocks(noise(0.5))]))
    listener.wait_for_code("listening", 2)
    assert listener.codes == ["opening", "listening", "blocked", "listening"]
    assert "blocked" in listener.states[2].message


def test_a_silent_file_is_not_reported_as_blocked(start, listener, tmp_path):
    zeros = [*blocks(np.zeros(4 * SAMPLE_RATE, np.float32)), block([], is_last=True)]
    start(Script(zeros, is_live=False))
    listener.wait_for_code("finished")
    assert "blocked" not in listener.codes


def test_zeros_are_measured_in_seconds_at_any_sample_rate():
    watch = ZeroWatch()
    assert not watch.feed(np.zeros(2 * 48_000, np.float32), 48_000)
    assert watch.feed(np.zeros(48_000, np.float32), 48_000)
    assert not watch.feed(np.full(1, 1e-6, np.float32), 48_000)
    assert not watch.feed(np.zeros(48_000, np.float32), 48_000)


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_the_advice_fits_the_platform(platform):
    text = blocked_microphone(platform).message
    assert len(text.splitlines()) == 1
    assert {"win32": "Settings >", "darwin": "System Settings", "linux": "pactl"}[platform] in text
    assert ("Privacy" in text) == (platform != "linux")  # Linux has no such page


def test_sleep_is_detected_by_a_clock_that_stopped():
    wall, running = [1_000.0], [50.0]
    watch = SleepWatch(lambda: wall[0], lambda: running[0])
    wall[0], running[0] = 1_030.0, 80.0  # a busy machine
    assert not watch.has_slept()
    wall[0], running[0] = 4_630.0, 80.1
    assert watch.has_slept()
    wall[0], running[0] = 4_630.1, 80.2
    assert not watch.has_slept()
    wall[0] = 1_000.0  # set back
    assert not watch.has_slept()


@pytest.mark.usefixtures("quick")
def test_after_sleep_the_microphone_is_reopened(start, listener, monkeypatch):
    slept = deque([False, False, True])
    monkeypatch.setattr(
        working.SleepWatch, "has_slept", lambda _: slept.popleft() if slept else False
    )
    source = Script(blocks(noise(0.2)))
    start(source)
    listener.wait_for_code("listening", 2)
    assert listener.codes == ["opening", "listening", "recovering", "listening"]
    assert source.opened == 2


@pytest.mark.usefixtures("quick")
def test_counters_continue_across_reconnects(start, listener):
    source = Script([*blocks(noise(0.1)), SourceLostError("gone")], blocks(noise(0.1)))
    source.health = CaptureHealth(callbacks=5, status_flags=2, overflows=1)
    worker = start(source)
    listener.wait_for_code("listening", 2)
    assert worker.health.capture == CaptureHealth(callbacks=10, status_flags=4, overflows=2)
    assert worker.health.recoveries == 1
