from __future__ import annotations

import numpy as np

from desktop.window.spectrogram.scroll_clock import ScrollClock


def test_time_runs_evenly_although_blocks_arrive_unevenly():
    clock, rng = ScrollClock(), np.random.default_rng(1)
    wall, shown = 100.0, []
    arrivals = 100.0 + np.arange(1, 500) * 0.02 + rng.uniform(0, 0.012, 499)
    ends = np.arange(1, 500) * 0.02
    next_block = 0
    while wall < 109.5:
        wall += 1 / 60
        while next_block < len(arrivals) and arrivals[next_block] <= wall:
            clock.arrived(ends[next_block], arrivals[next_block])
            next_block += 1
        shown.append(clock.at(wall))
    steps = np.diff(shown[120:])
    assert abs(steps.mean() - 1 / 60) < 1e-3
    assert steps.std() < 0.004  # 0.009 if positioned by arrival
    assert 0 < wall - 100.0 - shown[-1] < 0.08


def test_time_never_passes_the_newest_block_and_never_decreases():
    clock = ScrollClock()
    clock.arrived(1.0, wall=50.0)
    assert clock.at(60.0) == 1.0
    clock.arrived(1.02, wall=60.0)
    assert clock.at(60.0) >= 1.0
    assert clock.at(59.0) >= 1.0
    assert clock.at(99.0) == 1.02


def test_another_stream_starts_at_its_own_time():
    clock = ScrollClock()
    clock.arrived(30.0, wall=50.0)
    assert clock.at(51.0) == 30.0
    clock.arrived(0.02, wall=52.0)
    assert clock.at(53.0) == 0.02
