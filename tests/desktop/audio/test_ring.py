"""The ring buffer between the audio callback and the worker."""

import threading
import time

import numpy as np
import pytest

from core.channels import ChannelMixer
from desktop.audio.ring import Block, BlockRing, WakeUp


def frames(*values, channels=1):
    return np.repeat(np.array(values, np.float32)[:, None], channels, axis=1)


def test_blocks_are_read_as_they_were_written_with_their_time_stamps():
    ring = BlockRing(block_size=4, slots=3)
    assert ring.write(frames(1, 2, 3, 4), captured=10.0)
    assert ring.write(frames(5, 6), captured=20.0)
    first, second = ring.read(0.0), ring.read(0.0)
    assert first is not None
    assert second is not None
    assert first.samples.tolist() == [1, 2, 3, 4]
    assert second.samples.tolist() == [5, 6]
    assert (first.captured, second.captured) == (10.0, 20.0)
    assert ring.read(0.0) is None


def test_a_block_does_not_change_when_its_slot_is_overwritten():
    ring = BlockRing(block_size=2, slots=1)
    ring.write(frames(1, 2), 0.0)
    block = ring.read(0.0)
    ring.write(frames(8, 9), 0.0)
    assert block is not None
    assert block.samples.tolist() == [1, 2]


def test_channels_are_mixed_down():
    ring = BlockRing(block_size=2, slots=1, mixer=ChannelMixer(16_000, 2))
    ring.write(np.array([[1.0, 0.0], [0.5, -0.5]], np.float32), 0.0)
    block = ring.read(0.0)
    assert block is not None
    assert block.samples.tolist() == [0.5, 0.0]


def test_channels_of_opposite_phase_are_not_silence():
    noise = np.random.default_rng(0).normal(0, 0.1, 960).astype(np.float32)
    ring = BlockRing(block_size=960, slots=1, mixer=ChannelMixer(48_000, 2))
    ring.write(np.stack([noise, -noise], axis=1), 0.0)
    block = ring.read(0.0)
    assert block is not None
    assert np.abs(block.samples).max() > 0.1


def test_a_device_that_delivers_nan_gives_zeros():
    ring = BlockRing(block_size=2, slots=1)
    ring.write(frames(np.nan, 0.5), 0.0)
    block = ring.read(0.0)
    assert block is not None
    assert block.samples.tolist() == [0.0, 0.5]


def test_a_block_longer_than_a_slot_takes_several():
    ring = BlockRing(block_size=2, slots=4)
    assert ring.write(frames(1, 2, 3, 4, 5), 0.0)
    read = [ring.read(0.0) for _ in range(3)]
    assert [block.samples.tolist() for block in read if block] == [[1, 2], [3, 4], [5]]


def test_a_full_ring_drops_new_blocks_and_the_next_block_says_how_much_was_lost():
    ring = BlockRing(block_size=2, slots=2)
    assert ring.write(frames(1, 1), 0.0)
    assert ring.write(frames(2, 2), 0.0)
    assert not ring.write(frames(3, 3), 0.0)
    assert not ring.write(frames(4, 4), 0.0)
    assert ring.overflows == 2
    assert len(ring) == 2
    kept = [ring.read(0.0), ring.read(0.0)]
    assert [block.lost for block in kept if block] == [0, 0]
    assert ring.write(frames(5, 5), 0.0)
    after = ring.read(0.0)
    assert after is not None
    assert after.samples.tolist() == [5, 5]
    assert after.lost == 4


def test_the_writer_allocates_no_ring_memory():
    ring = BlockRing(block_size=8, slots=4)
    before = ring._frames
    for _ in range(20):
        ring.write(frames(*range(8)), 0.0)
        ring.read(0.0)
    assert ring._frames is before


def test_two_threads_pass_every_sample_once_and_in_order():
    ring = BlockRing(block_size=16, slots=8)
    count = 20_000
    written = np.arange(count * 16, dtype=np.float32).reshape(count, 16, 1) % 4096

    def write():
        for block in written:
            while len(ring) >= 8:  # a callback would not wait
                time.sleep(0)
            ring.write(block, time.perf_counter())

    writer = threading.Thread(target=write)
    writer.start()
    read = []
    while len(read) < count:
        block = ring.read(1.0)
        if block is not None:
            read.append(block.samples)
    writer.join()
    assert ring.overflows == 0
    np.testing.assert_array_equal(np.concatenate(read), written.ravel())


def test_waking_never_blocks_and_two_wakes_count_as_one():
    wake_up = WakeUp()
    wake_up.wake()
    wake_up.wake()  # must not block although no thread waits
    assert wake_up.wait(0.0)
    assert not wake_up.wait(0.0)


def test_a_block_wakes_a_waiting_reader():
    ring = BlockRing(block_size=2, slots=2)
    timer = threading.Timer(0.1, ring.write, args=(frames(1, 2), 0.0))
    timer.start()
    block = ring.read(600.0)
    timer.join()
    assert block is not None
    np.testing.assert_array_equal(block.samples, frames(1, 2)[:, 0])


def test_a_waiting_reader_returns_without_a_block_when_it_is_woken():
    ring = BlockRing(block_size=2, slots=2)
    timer = threading.Timer(0.1, ring.wake_up.wake)
    timer.start()
    assert ring.read(600.0) is None  # the test is stopped earlier if nothing wakes the reader
    timer.join()


@pytest.mark.parametrize("gain_db", [-6.0, 0.0, 30.0])
def test_gain_is_in_decibels_and_clips_at_full_scale(gain_db):
    block = Block(np.array([0.0, 0.01, -0.5, 1.0], np.float32), captured=7.0, lost=3)
    louder = block.amplified(gain_db)
    expected = np.clip(block.samples * 10 ** (gain_db / 20), -1.0, 1.0)
    np.testing.assert_allclose(louder.samples, expected, atol=1e-5)
    assert (louder.captured, louder.lost) == (7.0, 3)
