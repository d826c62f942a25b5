"""The OpenAPI description is right, and its examples work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE, load
from core.bundle import load_bundle
from core.bundle_location import bundle_directory
from desktop.server.description import examples
from desktop.server.problems import STATUS, TITLE
from desktop.server.settings import ServerSettings
from tests.desktop.server.conftest import TOKEN
from tests.harness.program import AUDIO
from tests.harness.running_server import RunningServer, running_server

DIRECT = {"NO_PROXY": "*", "no_proxy": "*"}


@pytest.mark.slow
def test_schemathesis_finds_nothing(server: RunningServer) -> None:
    # Not every sequence of bytes is a recording, so valid requests may be refused. In a multipart
    # body every value is bytes, so a value of a wrong type cannot be told from a recording.
    checks = "positive_data_acceptance,negative_data_rejection"
    options = ["--exclude-checks", checks, "--max-examples", "15"]
    program = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [program, "run", f"{server.url}/openapi.json", *options, "--no-color", "--seed", "1"],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env=DIRECT,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "5 selected / 5 total" in done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("token", [None, TOKEN])
def test_the_examples_work(
    server: RunningServer, guarded: RunningServer, tmp_path: Path, token: str | None
) -> None:
    """Run each as a person would, beside a recording."""
    samples = np.concatenate([np.zeros(8000, np.float32), load(AUDIO / "7_slt_0.flac")])
    soundfile.write(tmp_path / "recording.wav", samples, SAMPLE_RATE, subtype="PCM_16")
    running = server if token is None else guarded
    described = running.ask("GET", "/openapi.json").record
    said: dict[str, list[str]] = {}
    for operation, language, source in examples(described, running.url, token):
        command = ["sh", "-c", source] if language == "Shell" else [sys.executable, "-c", source]
        done = subprocess.run(
            command, cwd=tmp_path, env=DIRECT, capture_output=True, text=True, check=True,
            timeout=100,
        )  # fmt: skip
        said.setdefault(operation, []).append(done.stdout)
    one, several = map(json.loads, said["predict"])
    assert [one["digit"], *(record["digit"] for record in several)] == [7, 7, 7]
    assert [record["number"] for record in json.loads(said["number"][1])] == ["7", "7"]
    events = [json.loads(line) for line in said["stream"][0].splitlines()]
    assert [event["number"] for event in events if event["type"] == "number"] == ["7"]
    assert json.loads(said["health"][0])["status"] == "ok"
    assert "spoken_digits_recordings_total" in said["metrics"][0]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_an_example_that_reaches_nothing_says_why(server: RunningServer) -> None:
    described = server.ask("GET", "/openapi.json").record
    for _, language, source in examples(described, "http://127.0.0.1:9", None):
        if language == "Shell":
            done = subprocess.run(
                ["sh", "-c", source], env=DIRECT, capture_output=True, text=True, check=False
            )
            assert done.stderr.startswith("curl: "), source


def test_the_page_of_the_api_shows_everything(server: RunningServer) -> None:
    page = server.ask("GET", "/docs").body.decode()
    described = server.ask("GET", "/openapi.json").record
    for path in described["paths"]:
        assert f" {path}</code>" in page
    for code in STATUS:
        assert f"id='{code}'" in page
    assert "Answers: 200 the server runs, " in page
    assert "<script" not in page
    assert "at most 1 MB each; a larger message closes the stream" in page
    assert "200 figures for Prometheus, 403" in page


def test_another_language_is_named() -> None:
    """The server says which digits it hears, and the version of the model that it uses."""
    bundle = bundle_directory("de")
    with running_server(ServerSettings(workers=1, bundle=bundle)) as german:
        state = german.ask("GET", "/healthz").record
        said = german.ask("GET", "/openapi.json").record["info"]["description"]
    assert (state["language"], state["model"]) == ("de", load_bundle(bundle).version)
    assert said.startswith("Recognizes spoken German digits")
    assert "Numbers in one breath are not recognized in German" in said


def test_english_digits_are_named(server: RunningServer) -> None:
    state = server.ask("GET", "/healthz").record
    assert (state["language"], state["model"]) == ("en", load_bundle().version)
    said = server.ask("GET", "/openapi.json").record["info"]["description"]
    assert said.startswith("Recognizes spoken English digits")
    assert "one breath" not in said


def test_each_problem_has_a_title() -> None:
    assert list(STATUS) == list(TITLE)


def test_metrics_count_answers_and_refusals(server: RunningServer) -> None:
    def figure(line: str) -> float:
        text = server.ask("GET", "/metrics").body.decode()
        found = [one for one in text.splitlines() if one.startswith(line)]
        return float(found[0].split()[-1]) if found else 0.0

    answered = 'spoken_digits_recordings_total{outcome="answered",path="/api/predict"}'
    refused = 'spoken_digits_recordings_total{outcome="not_audio",path="/api/predict"}'
    before = figure(answered), figure(refused)
    server.ask("POST", "/api/predict", (AUDIO / "7_slt_0.flac").read_bytes())
    server.ask("POST", "/api/predict", b"no audio")
    assert (figure(answered), figure(refused)) == (before[0] + 1, before[1] + 1)
