"""Settings survive power failures, other versions and damaged files."""

import json
import os
import re
import stat
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import (
    _CHECKS,
    Settings,
    in_language,
    load_settings,
    save_settings,
    settings_path,
    with_renamed_profile,
)

OLD = Settings(spoken_language="en")
"""What a file gives that says nothing: one of an earlier version, which knew only English."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_without_a_file_the_settings_are_defaults(path):
    assert load_settings(path) == (Settings(), "")


def test_stored_settings_are_loaded(path):
    settings = Settings(device_name="USB Mikrofon ü", frequency_scale="linear", floor_db=-70.0)
    assert save_settings(settings, path) == ""
    assert load_settings(path) == (settings, "")


def test_a_damaged_file_is_renamed_and_reported(path):
    path.parent.mkdir()
    path.write_text('{"theme": "dark"')
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "renamed" in warning
    assert len(warning.splitlines()) == 1
    kept = list(path.parent.glob("settings.json.broken-*"))
    assert [file.read_text() for file in kept] == ['{"theme": "dark"']
    assert load_settings(path) == (Settings(), "")


@pytest.mark.parametrize("text", ["[]", "null", "7", '"dark"', "", "\x00\x01", "[" * 100_000])
def test_a_file_without_a_settings_object_is_renamed(path, text):
    path.parent.mkdir()
    path.write_text(text)
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "renamed" in warning


@given(st.binary(max_size=200))
def test_loading_never_fails(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_bytes(content)
    settings, _ = load_settings(path)
    assert isinstance(settings, Settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", []),
        ("floor_db", "low"),
        ("floor_db", -1e9),
        ("floor_db", -(10**400)),
        ("gain_db", 10**400),
        ("min_confidence", 10**400),
        ("number_pause", 10**400),
        ("floor_db", True),
        ("frame_rate", 30.5),
        ("frame_rate", 0),
        ("device_name", 3),
        ("device_name", ""),
        ("spoken_language", 3),
        ("other_profiles", ["Ada"]),
        ("other_profiles", {"de": 3}),
    ],
)
def test_an_invalid_value_is_replaced_and_the_others_are_kept(path, name, value):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "colour_map": "viridis", name: value}))
    settings, warning = load_settings(path)
    assert settings == replace(OLD, colour_map="viridis", unused={name: value})
    assert name in warning


def test_nan_is_invalid(path):
    path.parent.mkdir()
    path.write_text('{"ceiling_db": NaN}')
    assert replace(load_settings(path)[0], unused={}) == OLD


def test_an_inverted_range_is_replaced(path):
    path.parent.mkdir()
    path.write_text('{"floor_db": 0, "ceiling_db": -20}')
    settings, warning = load_settings(path)
    assert replace(settings, unused={}) == OLD
    assert warning.endswith(": floor_db, ceiling_db.")
    save_settings(settings, path)
    assert json.loads(path.read_text())["unused"] == {"floor_db": 0, "ceiling_db": -20}


def test_settings_of_another_version_are_kept(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 9, "voices": {"name": "Ada"}, "theme": "dark"}))
    settings, warning = load_settings(path)
    assert warning == ""
    save_settings(replace(settings, theme="light"), path)
    stored = json.loads(path.read_text())
    assert stored["voices"] == {"name": "Ada"}
    assert stored["theme"] == "light"


def stored_by_a_newer_version(path, **values):
    """Settings of a version with another theme, loaded by this one."""
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 2, "theme": "sepia", **values}))
    return load_settings(path)


def test_a_value_of_a_newer_version_stays_in_the_file(path):
    settings, warning = stored_by_a_newer_version(path)
    assert settings.theme == "system"
    assert "theme" in warning
    save_settings(replace(settings, gain_db=3.0), path)
    stored = json.loads(path.read_text())
    assert (stored["version"], stored["theme"], stored["unused"]) == (
        2,
        "system",
        {"theme": "sepia"},
    )
    again, warning = load_settings(path)
    assert warning == ""  # said once
    assert again == replace(settings, gain_db=3.0)


def test_a_value_that_can_be_used_again_is_used(path, monkeypatch):
    settings, _ = stored_by_a_newer_version(path)
    save_settings(settings, path)
    monkeypatch.setitem(_CHECKS, "theme", lambda value: isinstance(value, str))
    again, warning = load_settings(path)
    assert (again.theme, again.unused, warning) == ("sepia", {}, "")


def test_a_changed_setting_is_not_replaced_by_the_kept_value(path, monkeypatch):
    settings, _ = stored_by_a_newer_version(path)
    save_settings(replace(settings, theme="dark"), path)
    assert "unused" not in json.loads(path.read_text())
    monkeypatch.setitem(_CHECKS, "theme", lambda value: isinstance(value, str))
    assert load_settings(path)[0].theme == "dark"


@pytest.mark.parametrize("unused", [[], 3, {"theme": "pink", "voices": 3}])
def test_kept_values_may_be_anything(path, unused):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "unused": unused}))
    settings, warning = load_settings(path)
    assert warning == ""
    assert replace(settings, unused={}) == OLD
    save_settings(settings, path)
    assert json.loads(path.read_text()).get("unused", unused) == unused


def test_a_folder_that_cannot_be_created_is_reported(tmp_path):
    (tmp_path / "config").write_text("a file where a folder should be")
    warning = save_settings(Settings(), tmp_path / "config" / "settings.json")
    assert "cannot be stored" in warning


def test_an_unreadable_file_is_reported_and_kept(tmp_path):
    path = tmp_path / "settings.json"
    path.mkdir()
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in warning
    assert path.is_dir()


def test_a_crash_while_writing_leaves_the_old_file(path, monkeypatch):
    save_settings(Settings(theme="dark"), path)

    def power_failure(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", power_failure)
    with pytest.raises(KeyboardInterrupt):
        save_settings(Settings(theme="light"), path)
    assert load_settings(path)[0].theme == "dark"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_other_users_cannot_read_the_file(path):
    save_settings(Settings(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="XDG")
def test_the_file_is_in_the_configuration_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in settings_path().parents


def test_every_setting_is_checked():
    assert set(_CHECKS) == {field.name for field in fields(Settings)} - {"unknown", "unused"}
    assert all(_CHECKS[name](getattr(Settings(), name)) for name in _CHECKS)


def test_a_byte_order_mark_is_no_damage(path):
    path.parent.mkdir()
    path.write_text('{"theme": "dark"}', encoding="utf-8-sig")
    settings, problem = load_settings(path)
    assert (settings.theme, problem) == ("dark", "")
    assert not save_settings(settings, path)
    assert load_settings(path) == (settings, "")


def test_each_language_has_a_profile_of_its_own(path):
    settings = Settings(spoken_language="en", profile="ann")
    german = replace(settings, **in_language(settings, "de"))
    assert (german.spoken_language, german.profile) == ("de", None)
    german = replace(german, profile="anna")
    english = replace(german, **in_language(german, "en"))
    assert (english.spoken_language, english.profile) == ("en", "ann")
    assert save_settings(english, path) == ""
    assert load_settings(path) == (english, "")
    again = replace(english, **in_language(english, "de"))
    assert (again.profile, again.other_profiles) == ("anna", {"en": "ann"})


def test_a_renamed_profile_stays_that_of_its_language():
    settings = Settings(profile="ann", other_profiles={"de": "anna", "es": "ana"})
    renamed = replace(settings, **with_renamed_profile(settings, "anna", "Anna"))
    assert (renamed.profile, renamed.other_profiles) == ("ann", {"de": "Anna", "es": "ana"})
    deleted = replace(renamed, **with_renamed_profile(renamed, "ana", ""))
    assert deleted.other_profiles == {"de": "Anna"}


def test_the_language_is_open_until_it_is_chosen(path):
    assert load_settings(path)[0].spoken_language is None
    save_settings(Settings(), path)
    assert load_settings(path)[0].spoken_language is None


def test_each_setting_is_described():
    described = re.findall(r"^    (\w+(?:, \w+)*) : ", Settings.__doc__ or "", re.MULTILINE)
    names = [name for line in described for name in line.split(", ")]
    assert sorted(names) == sorted(one.name for one in fields(Settings))
