"""A screen is asked for before Qt, which would end the process without one."""

import socket
import tempfile
from pathlib import Path

import pytest

from desktop import screen
from desktop.screen import screen_problem


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macs_have_one(platform):
    assert screen_problem({}, platform) is None


def test_linux_without_any_display():
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in str(screen_problem({}, "linux"))


@pytest.mark.parametrize("name", ["offscreen", "minimal", "eglfs", "vnc:size=800x600"])
def test_some_of_qts_platforms_need_none(name):
    assert screen_problem({"QT_QPA_PLATFORM": name}, "linux") is None


@pytest.mark.parametrize("name", ["xcb", "wayland"])
def test_the_others_do(name):
    assert screen_problem({"QT_QPA_PLATFORM": name}, "linux") is not None


@pytest.mark.parametrize("display", [":4711", ":4711.0", "unix:4711"])
def test_a_display_that_does_not_answer(display):
    assert "does not answer" in str(screen_problem({"DISPLAY": display}, "linux"))


def test_a_display_over_the_network_is_left_to_qt():
    assert screen_problem({"DISPLAY": "localhost:10.0"}, "linux") is None


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets")
def test_an_x_server_that_answers(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(screen, "X11_SOCKET", f"{folder}/X")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
            server.bind(f"{folder}/X7")
            server.listen()
            assert screen_problem({"DISPLAY": ":7.0"}, "linux") is None
        assert screen_problem({"DISPLAY": ":7"}, "linux") is not None


def test_a_wayland_socket(tmp_path: Path):
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "wayland-0 does not answer" in str(screen_problem(environment, "linux"))
    (tmp_path / "wayland-0").touch()
    assert screen_problem(environment, "linux") is None
