"""The worker runs one source after the other, and tells what it hears and when."""

import threading
import time

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from desktop.audio.portaudio import GivenUpError
from desktop.audio.sources import DEMO, FileSource, demo
from desktop.audio.worker import Worker
from tests.harness.program import AUDIO
from tests.harness.scripted_source import PATIENCE, Script, block, blocks, noise


def test_a_file_is_heard_from_begin_to_end(start, ear):
    start(demo(is_paced=False))
    ear.wait_for_code("finished")
    assert ear.codes == ["opening", "listening", "finished"]
    assert len(ear.words) >= 18
    total = sum(len(columns.decibels) for columns in ear.columns)
    assert total == pytest.approx(len(load(DEMO)) / 160, abs=4)
    assert ear.activities[-1].time == pytest.approx(len(load(DEMO)) / SAMPLE_RATE, abs=0.02)


def test_columns_follow_each_other_on_the_streams_clock(start, ear):
    start(FileSource(AUDIO / "3_slt_0.flac", is_paced=False))
    ear.wait_for_code("finished")
    ends = [columns.start + columns.step * len(columns.decibels) for columns in ear.columns]
    starts = [columns.start for columns in ear.columns]
    np.testing.assert_allclose(starts[1:], ends[:-1], atol=1e-9)


def test_stamps_tell_when_the_word_ended_on_the_clock_of_the_room(start, ear):
    start(FileSource(AUDIO / "7_slt_0.flac"))  # paced, as from a microphone
    ear.wait_for_code("finished")
    result, stamps = ear.results[-1], ear.stamps[-1]
    waited = result.closed_at - result.end  # the pause that ended the word, on the stream's clock
    assert stamps.known >= stamps.captured >= stamps.speech_end
    assert stamps.captured - stamps.speech_end == pytest.approx(waited, abs=0.05)


def test_a_device_rate_is_resampled(start, ear):
    import soxr

    sound = soxr.resample(load(AUDIO / "7_slt_0.flac"), SAMPLE_RATE, 44_100)
    steps = [*blocks(sound, 882), block([], is_last=True)]
    start(Script(steps, rate=44_100))
    ear.wait_for_code("finished")
    assert len(ear.words) == 1


def test_stopping_ends_the_thread_and_closes_the_source(ear, make_recognizer):
    source = Script(blocks(noise(0.1)))
    worker = Worker(ear, make_recognizer, source)
    worker.start()
    ear.wait_for(lambda: ear.activities)
    assert worker.stop(PATIENCE)
    assert source.closed == source.opened == 1


def test_switching_takes_the_other_source_at_once(start, ear):
    first = Script(blocks(noise(0.1)))
    worker = start(first)
    ear.wait_for(lambda: ear.activities)
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    ear.wait_for_code("finished")
    assert first.closed == 1
    assert len(ear.words) == 1
    assert ear.results[-1].start < 2.0  # the new source has a clock of its own


def test_switching_works_after_a_file_has_ended(start, ear):
    worker = start(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    ear.wait_for_code("finished")
    worker.switch(FileSource(AUDIO / "2_slt_0.flac", is_paced=False))
    ear.wait_for_code("finished", 2)
    assert len(ear.words) == 2


def test_a_paused_microphone_is_closed_and_opened_again(start, ear):
    source = Script(blocks(noise(0.1)))
    worker = start(source)
    ear.wait_for_code("listening")
    worker.pause()
    ear.wait_for_code("paused")
    assert source.closed == 1
    worker.pause(False)
    ear.wait_for_code("listening", 2)
    assert source.opened == 2
    assert worker.health.recoveries == 0


def test_a_paused_file_keeps_its_place(start, ear):
    worker = start(FileSource(AUDIO / "7_slt_0.flac"))
    ear.wait_for(lambda: len(ear.activities) > 5)
    worker.pause()
    ear.wait_for_code("paused")
    worker.pause(False)
    ear.wait_for_code("finished")
    times = [activity.time for activity in ear.activities]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(len(load(AUDIO / "7_slt_0.flac")) / SAMPLE_RATE, abs=0.02)


def test_a_device_that_hangs_while_opening_does_not_hold_up_a_switch(start, ear):
    hanging = threading.Event()

    def hang(should_stop):
        hanging.set()
        while not should_stop():
            time.sleep(0.01)
        raise GivenUpError

    worker = start(Script(hang))
    assert hanging.wait(PATIENCE)
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    ear.wait_for_code("finished")
    assert len(ear.words) == 1
