"""Files as audio sources."""

import time

import numpy as np
import pytest
import soundfile

from core.audio import AudioError, load
from desktop.audio.sources import DEMO, FileSource, demo
from tests.harness.program import AUDIO

CLIP = AUDIO / "7_slt_0.flac"


def never():
    return False


def read_all(source, blocks=None):
    blocks = [] if blocks is None else blocks
    source.open(never)
    while not (blocks and blocks[-1].is_last):
        block = source.read(1.0)
        if block is not None:
            blocks.append(block)
    source.close()
    return blocks


def test_a_file_delivers_all_samples_in_blocks():
    blocks = read_all(FileSource(CLIP, is_paced=False))
    np.testing.assert_array_equal(np.concatenate([b.samples for b in blocks]), load(CLIP))
    assert max(len(block.samples) for block in blocks) == 1600
    assert [block.is_last for block in blocks].count(True) == 1


@pytest.mark.slow
def test_a_paced_file_delivers_blocks_as_short_as_those_of_a_microphone():
    blocks = read_all(FileSource(CLIP))
    np.testing.assert_array_equal(np.concatenate([b.samples for b in blocks]), load(CLIP))
    assert max(len(block.samples) for block in blocks) == 320


def test_a_file_starts_again_when_it_is_reopened():
    source = FileSource(CLIP, is_paced=False)
    first, second = read_all(source), read_all(source)
    assert len(first) == len(second)


@pytest.mark.slow
def test_a_paced_file_runs_in_real_time_and_a_fast_one_does_not():
    begun = time.perf_counter()
    read_all(FileSource(CLIP, is_paced=False))
    fast = time.perf_counter() - begun
    begun = time.perf_counter()
    read_all(FileSource(CLIP))
    paced = time.perf_counter() - begun
    seconds = soundfile.info(CLIP).duration
    assert paced > 0.9 * seconds
    assert fast < paced


def test_a_paced_file_respects_the_timeout():
    source = FileSource(CLIP)
    source.open(never)
    assert source.read(1.0) is not None
    assert source.read(0.0) is None
    source.close()


def test_a_paced_file_does_not_catch_up_after_a_pause():
    source = FileSource(CLIP)
    source.open(never)
    source.read(1.0)
    time.sleep(0.4)
    assert source.read(0.0) is not None
    assert source.read(0.0) is None
    source.close()


def test_the_demo_can_be_read():
    source = demo(is_paced=False)
    assert source.name == DEMO.name
    assert sum(len(block.samples) for block in read_all(source)) == len(load(DEMO))


def test_a_missing_file_cannot_be_opened(tmp_path):
    with pytest.raises(AudioError, match="no such file"):
        FileSource(tmp_path / "none.wav").open(never)


def test_a_file_that_is_cut_short_is_read_and_said_to_be(tmp_path):
    path = tmp_path / "cut.wav"
    soundfile.write(path, np.full(16_000, 0.1, np.float32), 16_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    delivered = []
    source = FileSource(path, is_paced=False)
    read_all(source, delivered)
    assert source.warnings == [f"{path}: is cut short: by its header, 0.5 s of sound are missing"]
    assert sum(len(block.samples) for block in delivered) > 7_000
