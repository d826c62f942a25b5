"""Enrolment through the virtual microphone, and recognition with the new profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.harness.program import AUDIO, environment, run, start
from tests.harness.requirements import needs_microphone

pytestmark = [pytest.mark.live, needs_microphone]

MAX_REQUESTS = 40
"""More than ten, because a busy machine can lose a word, which is then asked again."""


def test_a_profile_is_enrolled_by_voice_and_used(microphone, tmp_path):
    env = environment(tmp_path)
    del env["ALSA_CONFIG_PATH"]  # it hides all devices
    env["XDG_DATA_HOME"] = str(tmp_path / "data")
    events: list[dict[str, Any]] = []
    command = ("enroll", "--profile", "ann", "--takes", "1", "--json")
    with start(*command, env={**env, **microphone.environment}) as program:
        try:
            assert program.stdout is not None
            for line in program.stdout:
                events.append(json.loads(line))
                if events[-1].get("type") == "wanted":
                    assert len(events) < 2 * MAX_REQUESTS, events
                    microphone.play(AUDIO / f"{events[-1]['digit']}_slt_0.flac")
                if "profile" in events[-1]:
                    break
            assert program.wait(60) == 0
        finally:
            program.kill()
    enrolled = events[-1]
    assert min(enrolled["takes"]) >= 1  # a take that was doubted and repeated counts twice
    assert enrolled["is_used"]
    predicted = run("predict", "--profile", "ann", "--json", AUDIO / "4_slt_0.flac", env=env)
    assert predicted.returncode == 0, predicted.stderr
    assert json.loads(predicted.stdout.splitlines()[0])["digit"] == 4
