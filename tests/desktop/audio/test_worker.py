"""The worker runs one source after another and reports results with their times."""

import threading
import time

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from desktop.audio.errors import GivenUpError
from desktop.audio.sources import DEMO, FileSource, demo
from desktop.audio.worker import Worker
from tests.harness.program import AUDIO
from tests.harness.scripted_source import PATIENCE, Script, block, blocks, noise


def test_a_file_is_recognized_from_start_to_end(start, listener):
    start(demo(is_paced=False))
    listener.wait_for_code("finished")
    assert listener.codes == ["opening", "listening", "finished"]
    assert len(listener.words) >= 18
    total = sum(len(columns.decibels) for columns in listener.columns)
    assert total == pytest.approx(len(load(DEMO)) / 160, abs=4)
    assert listener.activities[-1].time == pytest.approx(len(load(DEMO)) / SAMPLE_RATE, abs=0.02)


def test_columns_are_contiguous_in_stream_time(start, listener):
    start(FileSource(AUDIO / "3_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    ends = [columns.start + columns.step * len(columns.decibels) for columns in listener.columns]
    starts = [columns.start for columns in listener.columns]
    np.testing.assert_allclose(starts[1:], ends[:-1], atol=1e-9)


@pytest.mark.slow
def test_stamps_give_the_wall_time_of_the_end_of_the_word(start, listener):
    start(FileSource(AUDIO / "7_slt_0.flac"))  # paced, as from a microphone
    listener.wait_for_code("finished")
    result, stamps = listener.results[-1], listener.stamps[-1]
    waited = result.closed_at - result.end  # in stream time
    assert stamps.known >= stamps.captured >= stamps.speech_end
    assert stamps.captured - stamps.speech_end == pytest.approx(waited, abs=0.05)


def test_other_sample_rates_are_resampled(start, listener):
    import soxr

    sound = soxr.resample(load(AUDIO / "7_slt_0.flac"), SAMPLE_RATE, 44_100)
    steps = [*blocks(sound, 882), block([], is_last=True)]
    start(Script(steps, rate=44_100))
    listener.wait_for_code("finished")
    assert len(listener.words) == 1


def test_stopping_ends_the_thread_and_closes_the_source(listener, make_recognizer):
    source = Script(blocks(noise(0.1)))
    worker = Worker(listener, make_recognizer, source)
    worker.start()
    listener.wait_for(lambda: listener.activities)
    assert worker.stop(PATIENCE)
    assert source.closed == source.opened == 1


@pytest.mark.parametrize(("is_live", "level_db"), [(True, -20.0), (False, -40.0)])
def test_gain_applies_to_microphones_and_not_to_files(start, listener, is_live, level_db):
    samples = np.tile([0.01, -0.01], 160)
    start(Script([block(samples)], is_live=is_live), gain_db=lambda: 20.0)
    listener.wait_for(lambda: listener.activities)
    assert listener.activities[0].level_db == pytest.approx(level_db, abs=0.1)


def test_switch_opens_the_other_source_immediately(start, listener):
    first = Script(blocks(noise(0.1)))
    worker = start(first)
    listener.wait_for(lambda: listener.activities)
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    assert first.closed == 1
    assert len(listener.words) == 1
    assert listener.results[-1].start < 2.0  # stream time starts again


def test_switch_works_after_the_end_of_a_file(start, listener):
    worker = start(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    worker.switch(FileSource(AUDIO / "2_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished", 2)
    assert len(listener.words) == 2


def test_a_paused_microphone_is_closed_and_reopened(start, listener):
    source = Script(blocks(noise(0.1)))
    worker = start(source)
    listener.wait_for_code("listening")
    worker.pause()
    listener.wait_for_code("paused")
    assert source.closed == 1
    worker.pause(False)
    listener.wait_for_code("listening", 2)
    assert source.opened == 2
    assert worker.health.recoveries == 0


@pytest.mark.slow
def test_a_paused_file_continues_where_it_was(start, listener):
    worker = start(FileSource(AUDIO / "7_slt_0.flac"))
    listener.wait_for(lambda: len(listener.activities) > 5)
    worker.pause()
    listener.wait_for_code("paused")
    worker.pause(False)
    listener.wait_for_code("finished")
    times = [activity.time for activity in listener.activities]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(len(load(AUDIO / "7_slt_0.flac")) / SAMPLE_RATE, abs=0.02)


def test_a_device_that_hangs_in_open_does_not_delay_a_switch(start, listener):
    hanging = threading.Event()

    def hang(should_stop):
        hanging.set()
        while not should_stop():
            time.sleep(0.01)
        raise GivenUpError

    worker = start(Script(hang))
    assert hanging.wait(PATIENCE)
    worker.switch(FileSource(AUDIO / "7_slt_0.flac", is_paced=False))
    listener.wait_for_code("finished")
    assert len(listener.words) == 1
