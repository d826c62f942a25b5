"""The health check of the container."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="not installed: the extra 'serve'")

from desktop.server.certificates import own_certificate
from desktop.server.settings import ServerSettings
from tests.harness.program import REPOSITORY
from tests.harness.running_server import running_server

CHECK = REPOSITORY / "packaging" / "container" / "health.py"


def check(port: int, **more: str) -> int:
    env = {**os.environ, "SPOKEN_DIGITS_PORT": str(port), **more}
    return subprocess.run([sys.executable, CHECK], env=env, check=False).returncode


def test_a_server_that_answers() -> None:
    with running_server(ServerSettings()) as server:
        assert check(server.port) == 0


def test_a_server_with_https(tmp_path: Path) -> None:
    certificate = own_certificate(tmp_path, ["192.168.1.20"]).path
    with running_server(ServerSettings(certificate=certificate)) as server:
        assert check(server.port, SPOKEN_DIGITS_CERTIFICATE=str(certificate)) == 0
        assert check(server.port) == 1


def test_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert check(port) == 1
