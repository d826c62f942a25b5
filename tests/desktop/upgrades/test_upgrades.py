"""Today's program with the files that earlier versions have written; see samples/README.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle import load_bundle
from core.profiles.profile_file import read_profile
from desktop.kiosk.config import load_config
from desktop.kiosk.delivery.courier import Courier
from desktop.kiosk.delivery.journal import Journal, journal_path
from desktop.kiosk.delivery.sinks import make_sink
from desktop.kiosk.process.pin import is_correct
from desktop.settings import load_settings, save_settings
from tests.harness.earlier_versions import (
    KIOSK_VERSIONS,
    NUMBERS,
    PIN,
    SAMPLES,
    VERSIONS,
    make_home,
    make_kiosk,
)
from tests.harness.program import AUDIO, environment, run

SEVEN = AUDIO / "7_slt_0.flac"

versions = pytest.mark.parametrize("version", VERSIONS)
kiosk_versions = pytest.mark.parametrize("version", KIOSK_VERSIONS)


def is_of_this_model(path: Path) -> bool:
    return read_profile(path).bundle == load_bundle().sha256


@versions
def test_settings_are_taken_along(version: str, tmp_path: Path) -> None:
    make_home(version, tmp_path)
    path = tmp_path / "config/spoken-digits/settings.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    settings, problem = load_settings(path)
    assert problem == ""
    assert save_settings(settings, path) == ""
    again = json.loads(path.read_text(encoding="utf-8"))
    assert {name: again[name] for name in stored} == stored
    # What the version did not have yet is as it was for its users.
    assert again["spoken_language"] == "en"
    assert again["typing_unit"] == ("digit" if "typing" in stored else "number")


@versions
def test_profiles_are_listed(version: str, tmp_path: Path) -> None:
    profiles = make_home(version, tmp_path)
    done = run("profiles", "--json", env=environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    listed = {one["profile"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert listed.keys() == {"with audio", "without audio"}
    for name, one in listed.items():
        assert one["language"] == "en"
        assert one["keeps_audio"] == (name == "with audio")
        assert one["is_of_shipped_model"] == is_of_this_model(profiles / f"{name}.voice")
    stored = json.loads((SAMPLES / version / "settings.json").read_text(encoding="utf-8"))
    assert listed["with audio"]["is_in_use"] == ("profile" in stored)


def predict(profile: str, home: Path) -> tuple[int | None, list[str]]:
    """The digit that is recognized with a profile, and the lines on stderr."""
    done = run("predict", "--json", "--profile", profile, SEVEN, env=environment(home))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["digit"], done.stderr.splitlines()


@versions
def test_a_profile_with_audio_is_converted_once(version: str, tmp_path: Path) -> None:
    path = make_home(version, tmp_path) / "with audio.voice"
    before, is_current = read_profile(path), is_of_this_model(path)
    digit, lines = predict("with audio", tmp_path)
    assert digit == 7
    if not is_current:
        assert lines == ["profile with audio: was converted for this model from its audio"]
    after = read_profile(path)
    assert after.bundle == load_bundle().sha256
    assert [take.digit for take in after.takes] == [take.digit for take in before.takes]
    for old, new in zip(before.sounds, after.sounds, strict=True):
        assert old is not None
        assert new is not None
        assert (old == new).all()
    _, lines = predict("with audio", tmp_path)
    assert not [line for line in lines if "converted" in line]


@versions
def test_a_profile_without_audio_is_set_aside_unchanged(version: str, tmp_path: Path) -> None:
    path = make_home(version, tmp_path) / "without audio.voice"
    content, is_current = path.read_bytes(), is_of_this_model(path)
    digit, lines = predict("without audio", tmp_path)
    assert digit == 7
    assert path.read_bytes() == content
    if not is_current:
        (line,) = lines
        assert "made for another model and is not used" in line
        assert 'enroll --profile "without audio" --replace' in line


@versions
def test_a_profile_is_converted_also_where_it_cannot_be_stored(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.classifier import Classifier
    from desktop.profiles import open_profile

    path = make_home(version, tmp_path) / "with audio.voice"
    if is_of_this_model(path):
        pytest.skip("it need not be converted")
    for name, value in environment(tmp_path).items():
        if name.startswith("XDG_"):
            monkeypatch.setenv(name, value)
    content = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("core.profiles.profile_file.tempfile.mkstemp", fail)
    opened = open_profile("with audio", Classifier(load_bundle()))
    assert opened.is_used
    assert "cannot be stored (Read-only file system)" in opened.notice
    assert path.read_bytes() == content


@kiosk_versions
def test_a_kiosk_goes_on(version: str, tmp_path: Path) -> None:
    config_path = make_kiosk(version, tmp_path)
    done = run("kiosk", "--check", "--config", config_path, env=environment(tmp_path))
    assert done.returncode == 0, done.stderr
    outdated = "pause" in config_path.read_text(encoding="utf-8").partition("[texts.en]")[2]
    assert ("texts.en.pause: has no effect" in done.stderr) == outdated
    assert "No PIN" not in done.stderr
    config = load_config(config_path)
    assert config.texts["en"] == {"title": "Please say your ticket number"}
    assert is_correct(config.state, PIN)


@kiosk_versions
def test_waiting_numbers_are_delivered(version: str, tmp_path: Path) -> None:
    config = load_config(make_kiosk(version, tmp_path))
    journal = Journal(journal_path(config.state))
    assert journal.count_foreign() == 0
    ids = [record.id for record in journal.pending()]
    courier = Courier(journal, make_sink(config.sink))
    courier.work()
    assert courier.progress.delivered == len(NUMBERS)
    records = list(map(json.loads, (tmp_path / "numbers.jsonl").read_text().splitlines()))
    assert tuple(record["number"] for record in records) == NUMBERS
    assert [record["id"] for record in records] == ids
    assert [record["sequence"] for record in records] == [1, 2, 3]
    assert journal.pending() == []
    journal.append("5", kiosk="test", entered_by="touch", seconds=1.0, now="now", id_="next")
    assert journal.pending()[0].sequence == 4
