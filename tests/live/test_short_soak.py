"""Short versions of the soak trials."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.harness.program import REPOSITORY, environment
from tests.harness.requirements import needs_microphone


def soak(tmp_path, *arguments: str) -> dict[str, Any]:
    env = environment(tmp_path)
    del env["ALSA_CONFIG_PATH"]  # it hides all devices
    done = subprocess.run(
        [sys.executable, "-m", "tests.trials.soak.run", *arguments],
        cwd=REPOSITORY,
        env=env,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.live
@pytest.mark.slow
@needs_microphone
def test_each_fault_is_shown_and_recovered_from(tmp_path):
    record = soak(tmp_path, "faults", "--times", "1")
    assert len(record["faults"]) == 9
    for name, row in record["faults"].items():
        assert row["shown"] == 1, name
        # `make soak` checks how fast.
        assert row["recovered"] + row["recovered_late"] == 1, name
    assert record["health"]["failures"] == 0
    assert record["health"]["capture"]["errors"] == 0
    assert record["health"]["recoveries"] >= 8  # all faults except exact zeros lose the stream
    assert record["is_complete"]
    assert len(record["limits"]) == 2 * 9 + 3


@pytest.mark.slow
def test_every_pass_over_the_same_sound_gives_the_same_results(tmp_path):
    record = soak(tmp_path, "fast", "--hours", "0.02")
    assert record["passes"] >= 3
    assert record["results_of_a_pass"]["digit"] >= 10
    assert record["passes_that_differ"] == 0
    assert record["failures"] == 0
    assert record["cpu_seconds"] > 0
    assert record["is_complete"]
    # Leaking the sound itself would take 4 MB a minute.
    assert record["growth_mb"] < 20


@pytest.mark.live
@needs_microphone
def test_a_short_real_time_soak_measures_cpu_and_losses(tmp_path):
    record = soak(tmp_path, "realtime", "--minutes", "0.2")
    assert record["minutes"] >= 0.2
    assert record["idle_cpu_percent"] > 0
    assert record["heard_share"] > 0.5
    assert record["recoveries"] == 0
