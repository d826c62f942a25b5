"""Limits, faults and restarts of the soak trials."""

from __future__ import annotations

from typing import ClassVar

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophoneError
from tests.harness.microphone_faults import Fault
from tests.trials.soak.faults import inject, restart
from tests.trials.soak.listener import Limit, growth, with_limits
from tests.trials.soak.run import table


def test_a_trial_fails_if_one_limit_is_exceeded():
    record = with_limits(
        {}, [Limit("dropouts", 0), Limit("idle CPU, %", 6.2, 6.0)], is_complete=True
    )
    assert not record["passed"]
    assert table(record).splitlines() == [
        "ok     dropouts: 0 (limit 0)",
        "FAILED idle CPU, %: 6.2 (limit 6)",
        "(load average of this machine ?)",
    ]


def test_a_trial_that_was_stopped_fails():
    record = with_limits({}, [Limit("dropouts", 0)], is_complete=False)
    assert not record["passed"]
    assert "FAILED not completed" in table(record)
    assert with_limits({}, [Limit("dropouts", 0)], is_complete=True)["passed"]


def test_growth_excludes_the_warm_up():
    steady = [(float(t), 50.0 if t < 10 else 80.0) for t in range(100)]
    assert growth(steady)["growth_mb"] == pytest.approx(0.0, abs=0.01)
    rising = [(float(t), 80.0 + 0.1 * t) for t in range(100)]
    assert growth(rising)["growth_mb"] == pytest.approx(8.9, abs=0.01)
    assert growth([])["growth_mb"] == 0.0


class FakeListener:
    """A listener whose conditions are true at once, or never."""

    def __init__(self, *, receives: bool) -> None:
        self.codes = {"recovering": 0}
        self.code, self.heard_until = "listening", 0.0
        self._receives = receives

    def wait_for(self, condition):
        return 0.5 if self._receives else None


@pytest.mark.parametrize("receives", [True, False])
def test_a_fault_is_undone_whether_or_not_it_was_shown(receives):
    done: list[str] = []
    fault = Fault("some", lambda: done.append("made"), lambda: done.append("undone"))
    outcome = inject(fault, FakeListener(receives=receives), 0.0)  # type: ignore[arg-type]
    assert done == ["made", "undone"]
    assert (outcome["shown"] is not None, outcome["recovered"] is not None) == (receives, receives)


class FailingMicrophone:
    """A virtual microphone that does not start at the first attempts."""

    environment: ClassVar[dict[str, str]] = {}

    def __init__(self, failures: int) -> None:
        self.failures, self.started = failures, 0

    def kill(self):
        raise VirtualMicrophoneError("it is not running")

    def start(self):
        self.started += 1
        if self.started <= self.failures:
            raise VirtualMicrophoneError("PulseAudio did not come up")

    def background_noise(self, level):
        pass


def test_the_virtual_microphone_is_restarted_a_few_times():
    slow = FailingMicrophone(failures=2)
    restart(slow, FakeListener(receives=True))  # type: ignore[arg-type]
    assert slow.started == 3
    with pytest.raises(VirtualMicrophoneError, match="did not come up"):
        restart(FailingMicrophone(failures=9), FakeListener(receives=True))  # type: ignore[arg-type]
    with pytest.raises(VirtualMicrophoneError, match="no audio within"):
        restart(FailingMicrophone(failures=0), FakeListener(receives=False))  # type: ignore[arg-type]
