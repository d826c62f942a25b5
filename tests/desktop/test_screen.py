"""The check for a screen."""

import socket
import tempfile
from pathlib import Path

import pytest

from desktop import screen
from desktop.screen import screen_problem


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_screen(platform):
    assert screen_problem({}, platform) is None


def test_linux_without_a_display_has_no_screen():
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in str(screen_problem({}, "linux"))


@pytest.mark.parametrize("name", ["offscreen", "minimal", "eglfs", "vnc:size=800x600"])
def test_some_platforms_of_qt_need_no_screen(name):
    assert screen_problem({"QT_QPA_PLATFORM": name}, "linux") is None


@pytest.mark.parametrize("name", ["xcb", "wayland"])
def test_other_platforms_of_qt_need_a_screen(name):
    assert screen_problem({"QT_QPA_PLATFORM": name}, "linux") is not None


@pytest.mark.parametrize("display", [":4711", ":4711.0", "unix:4711"])
def test_a_display_that_does_not_respond_is_a_problem(display):
    assert "does not respond" in str(screen_problem({"DISPLAY": display}, "linux"))


def test_a_display_on_another_machine_is_left_to_qt():
    assert screen_problem({"DISPLAY": "localhost:10.0"}, "linux") is None


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets")
def test_an_x_server_is_found_by_its_socket(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(screen, "X11_SOCKET", f"{folder}/X")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
            server.bind(f"{folder}/X7")
            server.listen()
            assert screen_problem({"DISPLAY": ":7.0"}, "linux") is None
        assert screen_problem({"DISPLAY": ":7"}, "linux") is not None


def test_wayland_is_found_by_its_socket(tmp_path: Path):
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "wayland-0 does not respond" in str(screen_problem(environment, "linux"))
    (tmp_path / "wayland-0").touch()
    assert screen_problem(environment, "linux") is None
