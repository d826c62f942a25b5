"""A listener that records what it gets, and a source that follows a script."""

import threading
import time
from collections import deque

import numpy as np

from core.audio import SAMPLE_RATE
from desktop.audio.health import CaptureHealth
from desktop.audio.ring import Block

PATIENCE = 30.0


class RecordingListener:
    """Records what it gets, and can wait for it."""

    def __init__(self):
        self.states, self.results, self.numbers, self.stamps = [], [], [], []
        self.activities, self.columns = [], []
        self.changed = threading.Condition()

    def on_state(self, state):
        self._add(self.states, state)

    def on_activity(self, activity):
        self._add(self.activities, activity)

    def on_columns(self, columns):
        self._add(self.columns, columns)

    def on_result(self, result, stamps):
        self.stamps.append(stamps)
        self._add(self.results, result)

    def on_number(self, number, stamps):
        self._add(self.numbers, number)

    def _add(self, some, one):
        with self.changed:
            some.append(one)
            self.changed.notify_all()

    def wait_for(self, is_true):
        with self.changed:
            assert self.changed.wait_for(is_true, PATIENCE), self.codes

    @property
    def codes(self):
        return [state.code for state in self.states]

    @property
    def words(self):
        """Final results, without those that are too short for a word."""
        final = [result for result in self.results if result.type in ("digit", "rejected")]
        return [result for result in final if result.rejected != "too_short"]

    def wait_for_code(self, code, count=1):
        self.wait_for(lambda: self.codes.count(code) >= count)


class Script:
    """A source that delivers the given blocks and raises the given exceptions, in this order."""

    name = "scripted"
    health = CaptureHealth()
    warnings = ()

    def __init__(self, *openings, is_live=True, rate=SAMPLE_RATE):
        self.openings = deque(openings)
        self.is_live = is_live
        self.rate = rate
        self.opened = self.closed = 0

    def open(self, should_stop):
        self.opened += 1
        steps = self.openings.popleft() if len(self.openings) > 1 else self.openings[0]
        if isinstance(steps, Exception):
            raise steps
        if callable(steps):
            steps(should_stop)
        else:
            self.steps = deque(steps)

    def read(self, timeout):
        if not self.steps:
            time.sleep(min(timeout, 0.01))
            return None
        step = self.steps.popleft()
        if isinstance(step, Exception):
            raise step
        return step

    def close(self):
        self.closed += 1


def block(samples, **more):
    return Block(np.asarray(samples, np.float32), time.perf_counter(), **more)


def noise(seconds, rate=SAMPLE_RATE):
    return np.random.default_rng(0).normal(0, 1e-3, (round(seconds * rate),)).astype(np.float32)


def blocks(samples, size=320):
    return [block(samples[begin : begin + size]) for begin in range(0, len(samples), size)]
