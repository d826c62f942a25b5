"""Settings survive power cuts, other versions and broken files."""

import json
import os
import stat
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import Settings, load_settings, save_settings, settings_path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_nothing_stored_is_no_fault(path):
    assert load_settings(path) == (Settings(), "")


def test_what_is_stored_comes_back(path):
    settings = Settings(device_name="USB Mikrofon ü", frequency_scale="linear", floor_db=-70.0)
    assert save_settings(settings, path) == ""
    assert load_settings(path) == (settings, "")


def test_a_broken_file_is_set_aside_and_said(path):
    path.parent.mkdir()
    path.write_text('{"theme": "dark"')
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "set aside" in warning
    assert len(warning.splitlines()) == 1
    kept = list(path.parent.glob("settings.json.broken-*"))
    assert [file.read_text() for file in kept] == ['{"theme": "dark"']
    assert load_settings(path) == (Settings(), "")


@pytest.mark.parametrize("text", ["[]", "null", "7", '"dark"', "", "\x00\x01", "[" * 100_000])
def test_what_is_no_settings_object_is_set_aside(path, text):
    path.parent.mkdir()
    path.write_text(text)
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "set aside" in warning


@given(st.binary(max_size=200))
def test_no_file_makes_it_fail(tmp_path_factory, content):
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
        ("floor_db", True),
        ("frame_rate", 30.5),
        ("frame_rate", 0),
        ("device_name", 3),
        ("device_name", ""),
    ],
)
def test_a_senseless_value_is_replaced_and_the_others_stay(path, name, value):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "colour_map": "viridis", name: value}))
    settings, warning = load_settings(path)
    assert settings == Settings(colour_map="viridis")
    assert name in warning


def test_nan_is_no_decibel(path):
    path.parent.mkdir()
    path.write_text('{"ceiling_db": NaN}')
    assert load_settings(path)[0] == Settings()


def test_an_upside_down_range_is_replaced(path):
    path.parent.mkdir()
    path.write_text('{"floor_db": 0, "ceiling_db": -20}')
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "floor_db" in warning


def test_what_another_version_stored_is_kept(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 9, "voices": {"name": "Ada"}, "theme": "dark"}))
    settings, warning = load_settings(path)
    assert warning == ""
    save_settings(replace(settings, theme="light"), path)
    stored = json.loads(path.read_text())
    assert stored["voices"] == {"name": "Ada"}
    assert stored["theme"] == "light"


def test_a_folder_that_cannot_be_made_is_said_and_not_raised(tmp_path):
    (tmp_path / "config").write_text("a file where a folder should be")
    warning = save_settings(Settings(), tmp_path / "config" / "settings.json")
    assert "cannot be stored" in warning


def test_an_unreadable_file_is_said_and_left_alone(tmp_path):
    path = tmp_path / "settings.json"
    path.mkdir()
    settings, warning = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in warning
    assert path.is_dir()


def test_a_crash_while_writing_leaves_the_old_file_whole(path, monkeypatch):
    save_settings(Settings(theme="dark"), path)

    def power_cut(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(KeyboardInterrupt):
        save_settings(Settings(theme="light"), path)
    assert load_settings(path)[0].theme == "dark"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_nobody_else_can_read_it(path):
    save_settings(Settings(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="XDG")
def test_it_lies_where_the_platform_wants_it(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in settings_path().parents
