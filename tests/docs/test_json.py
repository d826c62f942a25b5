"""docs/json.md describes every field that ``predict`` and ``listen`` print, and no other."""

import re
import subprocess
import sys
from typing import get_args

import pytest

from core.events import RejectionCode, ResultType
from desktop.audio.listener import SourceState, StateCode
from desktop.audio.sources import MicrophoneSource
from desktop.commands.listen.outputs import outcome_record
from desktop.commands.listen.reports import JsonReport
from desktop.dictation.outcome import Outcome, OutcomeKind
from tests.harness.program import AUDIO, COMMAND, REPOSITORY, environment, records, run

GUIDE = (REPOSITORY / "docs" / "json.md").read_text(encoding="utf-8")
FILE = AUDIO / "7_slt_0.flac"


def documented(title: str) -> list[str]:
    """The fields of the table that begins with this title or follows this heading."""
    table = GUIDE.split(title, 1)[1].split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return [
        name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])
    ]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    env = environment(tmp_path_factory.mktemp("home"))
    done = run("listen", "--demo", "--fast", "--json", "--on-number", "cat", env=env)
    assert done.returncode == 0
    return records(done.stdout)


def test_predict(tmp_path):
    (record,) = records(run("predict", "--json", FILE, env=environment(tmp_path)).stdout)
    assert sorted(record) == sorted(documented("## `predict`\n"))
    done = run("predict", "--number", "--json", FILE, env=environment(tmp_path))
    (record,) = records(done.stdout)
    assert sorted(record) == sorted(documented("## `predict --number`"))
    done = run("predict", "--json", tmp_path / "missing.wav", env=environment(tmp_path))
    assert list(*records(done.stdout)) == ["file", "error"]
    assert '`{"file": ..., "error": ...}`' in GUIDE


@pytest.mark.parametrize(
    ("types", "title"),
    [
        (get_args(ResultType), "| field of a result |"),
        (["number"], "| field of a number"),
        (["output"], "| field of an output"),
    ],
)
def test_events_of_listen(events, types, title):
    found = [sorted(event) for event in events if event["type"] in types]
    assert found
    assert all(fields == sorted(documented(title)) for fields in found)


def test_states_of_a_microphone(capsys):
    JsonReport(MicrophoneSource(None), is_paced=True).state(SourceState("busy", "Headset"))
    (record,) = records(capsys.readouterr().out)
    assert sorted(record) == sorted(documented("| field of a microphone's state"))


def test_all_codes_are_named():
    codes = {*get_args(RejectionCode), *get_args(ResultType)}
    codes |= set(get_args(StateCode)) - {"opening", "paused", "finished"}  # not printed
    codes |= set(get_args(OutcomeKind)) - {"taken_back"}  # only in the window
    assert {code for code in codes if f"`{code}`" not in GUIDE} == set()
    assert outcome_record(Outcome("typed"))["outcome"] == "typed"


def test_the_example_prints_numbers(tmp_path):
    (example,) = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    command = [*COMMAND, "listen", "--json", "--demo", "--fast"]
    script = example.replace('["spoken-digits", "listen", "--json"]', repr(command))
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY, env=environment(tmp_path), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["1", "2", "3", "740", "9", "5", "862", "03467", "9"]
