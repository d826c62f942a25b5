"""A voice is taught to the real program through the virtual microphone, and used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.program import AUDIO, environment, run, start

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(bool(missing_programs()), reason=missing_programs()),
]

ROOM_DBFS = -62.0
MOST_ASKED = 40
"""So often it may ask for ten digits: a busy machine can lose a word."""


def test_a_voice_is_learnt_from_the_microphone_and_used(tmp_path):
    env = environment(tmp_path)
    del env["ALSA_CONFIG_PATH"]  # it would hide the microphone too
    env["XDG_DATA_HOME"] = str(tmp_path / "data")
    events: list[dict[str, Any]] = []
    with VirtualMicrophone() as microphone:
        microphone.bed(ROOM_DBFS)
        command = ("enroll", "--profile", "ann", "--takes", "1", "--json")
        program_environment = {**env, **microphone.environment}
        with start(*command, env=program_environment) as program:
            try:
                assert program.stdout is not None
                for line in program.stdout:
                    events.append(json.loads(line))
                    if events[-1].get("type") == "wanted":
                        assert len(events) < 2 * MOST_ASKED, events
                        microphone.play(AUDIO / f"{events[-1]['digit']}_slt_0.flac")
                    if "profile" in events[-1]:
                        break
                assert program.wait(60) == 0
            finally:
                program.kill()
    learnt = events[-1]
    assert min(learnt["takes"]) >= 1  # what is doubted and said again the same way is kept twice
    assert learnt["is_used"]
    heard = run("predict", "--profile", "ann", "--json", AUDIO / "4_slt_0.flac", env=env)
    assert heard.returncode == 0, heard.stderr
    assert json.loads(heard.stdout.splitlines()[0])["digit"] == 4
