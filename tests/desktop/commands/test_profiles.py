"""Renaming a profile: its file, and the settings of the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.profiles.profile import Profile, ProfileError
from core.profiles.profile_file import read_profile, write_profile
from desktop.commands.profiles import run
from desktop.profiles import list_profiles, profile_path, rename_profile
from desktop.settings import Settings, load_settings, save_settings, settings_path


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))


def store(name: str) -> Path:
    path = profile_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_profile(Profile(name, "a model", summary="It helps."), path)
    return path


def rename(old: str, new: str, *, as_json: bool = False) -> int:
    return run(export=None, source=None, rename=[old, new], delete=None, as_json=as_json)


@pytest.mark.parametrize(
    ("typed", "new"),
    [("Benno", "BENNO"), ("benno", "BENNO"), ("benno", "Ben"), ("benno", "Benno")],
)
def test_the_case_of_the_old_name_does_not_matter(capsys, typed, new) -> None:
    store("Benno")
    assert rename(typed, new) == 0
    assert list_profiles() == [new]
    assert read_profile(profile_path(new)).name == new
    assert f"renamed to {new}" in capsys.readouterr().out


def test_the_name_of_another_profile_is_refused(capsys) -> None:
    store("Benno")
    store("Ann")
    assert rename("benno", "ANN") == 1
    assert "profile Ann: already exists" in capsys.readouterr().err
    assert list_profiles() == ["Ann", "Benno"]


def test_on_a_file_system_that_ignores_case_only_the_name_changes(monkeypatch) -> None:
    """There, the file of the new name exists already: it is that of the old name."""
    store("Benno")
    monkeypatch.setattr("desktop.profiles._is_same_file", lambda old, new: old.exists())
    rename_profile("benno", "BENNO")
    assert list_profiles() == ["BENNO"]
    assert read_profile(profile_path("BENNO")).name == "BENNO"


def test_the_window_uses_the_profile_under_its_new_name(capsys) -> None:
    store("Benno")
    others = {"de": "Benno", "es": "Ana"}
    before = Settings(profile="Benno", other_profiles=others, theme="dark", unknown={"new": 1})
    assert save_settings(before) == ""
    assert rename("benno", "Ben") == 0
    after, problem = load_settings()
    assert problem == ""
    assert (after.profile, after.other_profiles) == ("Ben", {"de": "Ben", "es": "Ana"})
    assert (after.theme, after.unknown) == ("dark", {"new": 1})
    out = capsys.readouterr().out
    assert "benno: renamed to Ben, also in the settings of the window." in out
    assert "If it is open, choose Ben there again, under Voice." in out


@pytest.mark.parametrize("content", [None, b'{"profile": "Ann", "theme": "dark"}'])
def test_settings_without_the_profile_are_not_written(capsys, content) -> None:
    store("Benno")
    path = settings_path()
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert rename("Benno", "Ben") == 0
    assert capsys.readouterr() == ("Benno: renamed to Ben\n", "")
    assert (path.read_bytes() if path.exists() else None) == content


def test_damaged_settings_are_reported_and_kept(capsys) -> None:
    store("Benno")
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"damaged")
    assert rename("Benno", "Ben") == 0
    told = capsys.readouterr()
    assert told.out == "Benno: renamed to Ben\n"
    assert "The settings were damaged and have been renamed" in told.err
    kept = [one.read_bytes() for one in path.parent.glob("settings.json*")]
    assert kept == [b"damaged"]


def test_settings_that_cannot_be_written_are_reported(capsys, monkeypatch) -> None:
    store("Benno")
    assert save_settings(Settings(profile="Benno")) == ""

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.settings.write_atomically", refuse)
    assert rename("Benno", "Ben", as_json=True) == 1
    told = capsys.readouterr()
    assert told.out == '{"renamed": "Benno", "name": "Ben"}\n'
    assert "No space left on device" in told.err
    assert "choose Ben there, under Voice" in told.err
    assert len(told.err.splitlines()) == 1
    assert list_profiles() == ["Ben"]


def test_an_old_file_that_cannot_be_removed_is_reported(monkeypatch) -> None:
    store("Benno")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ProfileError, match="cannot be deleted"):
        rename_profile("benno", "Ben")
    assert list_profiles() == ["Ben", "Benno"]
