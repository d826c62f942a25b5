"""``spoken-digits bench --window`` measures real windows; the tests do not check the speed."""

from __future__ import annotations

import pytest

from desktop.bench.window import BUDGETS, Measured, measure, verdicts
from desktop.commands.bench import window


@pytest.mark.slow
def test_the_window_an_empty_one_and_np_roll_are_measured():
    ours = measure("ours", starts=1, seconds=2.0)
    assert ours.ready_s is not None
    assert 0 < ours.visible_s < ours.ready_s
    assert ours.frame_p50_ms is not None
    assert ours.frame_p99_ms is not None
    assert 0 < ours.frame_p50_ms <= ours.frame_p99_ms
    assert ours.cpu_percent is not None
    assert ours.cpu_percent > 0
    assert 30 < ours.rss_mb < 1000
    bare = measure("bare", starts=1, seconds=0.0)
    assert (bare.ready_s, bare.cpu_percent) == (None, None)
    assert bare.rss_mb < ours.rss_mb
    assert (measure("roll", starts=1, seconds=1.0).frame_p50_ms or 0) > 0


def test_each_budget_has_a_verdict():
    well = Measured(0.3, 0.5, 4.0, 2.0, 30.0, 1.5, 2.0, 8.0, 40.0, 130.0, 10)
    assert verdicts(well) == dict.fromkeys(BUDGETS, True)
    late = Measured(0.4, 0.5, 4.0, 2.0, 30.0, 1.5, 2.0, 30.0, 40.0, 130.0, 10)
    assert [name for name, kept in verdicts(late).items() if not kept] == [
        "visible_s",
        "frame_p99_ms",
    ]


def test_a_window_that_does_not_run_gives_one_line(monkeypatch, capsys):
    def fail():
        raise RuntimeError("no Qt platform plugin could be initialized")

    monkeypatch.setattr(window, "report", fail)
    assert window.run(as_json=True) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "no Qt platform plugin" in said.err
