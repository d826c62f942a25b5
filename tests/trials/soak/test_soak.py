"""A soak says what holds and what does not, even where it was broken off."""

from __future__ import annotations

from typing import ClassVar

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophoneError
from tests.harness.microphone_faults import Fault
from tests.trials.soak.faults import repair, suffer
from tests.trials.soak.listener import Bar, growth, verdict
from tests.trials.soak.run import table


def test_one_missed_bar_is_a_missed_soak_and_is_told():
    record = verdict({}, [Bar("drops", 0), Bar("idle CPU, %", 6.2, 6.0)], is_complete=True)
    assert not record["holds"]
    assert table(record).splitlines() == [
        "kept   drops: 0 (at most 0)",
        "MISSED idle CPU, %: 6.2 (at most 6)",
        "(load average of this machine ?)",
    ]


def test_a_soak_that_was_broken_off_does_not_hold():
    record = verdict({}, [Bar("drops", 0)], is_complete=False)
    assert not record["holds"]
    assert "did not come to its end" in table(record)
    assert verdict({}, [Bar("drops", 0)], is_complete=True)["holds"]


def test_growth_is_that_after_the_warm_up():
    steady = [(float(t), 50.0 if t < 10 else 80.0) for t in range(100)]
    assert growth(steady)["growth_mb"] == pytest.approx(0.0, abs=0.01)
    rising = [(float(t), 80.0 + 0.1 * t) for t in range(100)]
    assert growth(rising)["growth_mb"] == pytest.approx(8.9, abs=0.01)
    assert growth([])["growth_mb"] == 0.0


class Waiting:
    """Stands for the ear: a listener to which everything happens at once, or nothing ever."""

    def __init__(self, *, hears: bool) -> None:
        self.codes = {"recovering": 0}
        self.code, self.heard_until = "listening", 0.0
        self._hears = hears

    def wait_for(self, is_so):
        return 0.5 if self._hears else None


@pytest.mark.parametrize("hears", [True, False])
def test_a_fault_is_undone_whether_or_not_it_was_shown(hears):
    done: list[str] = []
    fault = Fault("some", lambda: done.append("made"), lambda: done.append("undone"))
    outcome = suffer(fault, Waiting(hears=hears), 0.0)  # type: ignore[arg-type]
    assert done == ["made", "undone"]
    assert (outcome["shown"] is not None, outcome["recovered"] is not None) == (hears, hears)


class Stubborn:
    """A virtual microphone that does not come up the first times."""

    environment: ClassVar[dict[str, str]] = {}

    def __init__(self, failures: int) -> None:
        self.failures, self.started = failures, 0

    def kill(self):
        raise VirtualMicrophoneError("it is not running")

    def start(self):
        self.started += 1
        if self.started <= self.failures:
            raise VirtualMicrophoneError("PulseAudio did not come up")

    def bed(self, level):
        pass


def test_a_microphone_that_does_not_come_up_is_tried_again_but_not_for_ever():
    slow = Stubborn(failures=2)
    repair(slow, Waiting(hears=True))  # type: ignore[arg-type]
    assert slow.started == 3
    with pytest.raises(VirtualMicrophoneError, match="did not come up"):
        repair(Stubborn(failures=9), Waiting(hears=True))  # type: ignore[arg-type]
    with pytest.raises(VirtualMicrophoneError, match="nothing was heard"):
        repair(Stubborn(failures=0), Waiting(hears=False))  # type: ignore[arg-type]
