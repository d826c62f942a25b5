"""Renaming a profile: its file, and the settings of the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.profiles.profile import Profile, ProfileError
from core.profiles.profile_file import read_profile, write_profile
from desktop.commands.profiles import run
from desktop.profiles import list_profiles, profile_path, rename_profile


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


def test_an_old_file_that_cannot_be_removed_is_reported(monkeypatch) -> None:
    store("Benno")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ProfileError, match="cannot be deleted"):
        rename_profile("benno", "Ben")
    assert list_profiles() == ["Ben", "Benno"]
