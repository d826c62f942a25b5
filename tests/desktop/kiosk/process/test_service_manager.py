"""Messages to systemd, received by a socket like its own."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.kiosk.process.self_test import SelfTest
from desktop.kiosk.process.service_manager import (
    EXITED_BY_STAFF,
    FOLDER_VARIABLE,
    VARIABLE,
    ServiceManager,
)
from desktop.kiosk.process.supervisor import Supervisor
from desktop.kiosk.setup.paths import SHIPPED_UNIT

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX"), reason="this system has no Unix sockets"
)


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[socket.socket, dict[str, str]]]:
    """The socket of a service manager, and the environment that names it."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(path))
        server.setblocking(False)
        yield server, {VARIABLE: str(path)}


def received(server: socket.socket) -> list[str]:
    """All messages so far."""
    messages: list[str] = []
    while True:
        try:
            messages.append(server.recv(4096).decode())
        except BlockingIOError:
            return messages


def test_messages_arrive_and_ready_only_once(manager):
    server, environment = manager
    service = ServiceManager(environment)
    service.ready()
    service.ready()
    service.works()
    service.stopping()
    assert received(server) == ["READY=1", "WATCHDOG=1", "STOPPING=1"]


def test_other_programs_do_not_inherit_the_address(manager):
    _, environment = manager
    ServiceManager(environment)
    assert environment == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such addresses")
def test_an_abstract_address_works(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(f"\0{tmp_path.name}-{time.monotonic_ns()}")
        address = server.getsockname().decode().replace("\0", "@")
        ServiceManager({VARIABLE: address}).works()
        server.setblocking(False)
        assert received(server) == ["WATCHDOG=1"]


@pytest.mark.parametrize("address", ["", "/no/such/socket", "relative", "vsock:2:1234"])
def test_without_the_socket_of_a_service_manager_nothing_is_sent(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
        other.bind("relative")  # a program's own socket in the current folder
        other.setblocking(False)
        service = ServiceManager({VARIABLE: address})
        service.ready()
        service.works()
        assert received(other) == []


WINDOW = """
import sys, time
from pathlib import Path
from desktop.kiosk.process.heartbeat import KioskProcess
process = KioskProcess(Path(sys.argv[1]), "window")
process.exit_with_parent()
while True:
    process.beat(**eval(sys.argv[2]))
    time.sleep(0.05)
"""


def supervise(
    state: Path,
    environment: dict[str, str],
    window: list[str],
    self_test: SelfTest,
    until: Callable[[], bool],
) -> None:
    """Supervise a window until a condition is true."""
    deadline = time.monotonic() + 60
    service = ServiceManager(environment)
    supervisor = Supervisor(state, {"window": window}, self_test, service)
    supervisor.run(lambda: until() or time.monotonic() > deadline)
    supervisor._process._lock.close()  # otherwise, only the end of the process does this
    assert time.monotonic() <= deadline


def test_the_supervisor_is_ready_when_the_window_is_and_then_works(manager, tmp_path):
    server, environment = manager
    messages: list[str] = []

    def has_worked() -> bool:
        messages.extend(received(server))
        return "READY=1" in messages and messages[-1] == "WATCHDOG=1"

    window = [sys.executable, "-c", WINDOW, str(tmp_path), "{}"]
    supervise(tmp_path, environment, window, SelfTest([], 0), has_worked)
    messages += received(server)
    assert messages.count("READY=1") == 1
    assert messages[-1] == "STOPPING=1"


@pytest.mark.slow
def test_without_a_window_the_watchdog_is_not_fed_for_ever(manager, tmp_path, monkeypatch):
    server, environment = manager
    monkeypatch.setattr("desktop.kiosk.process.supervisor.WINDOW_SECONDS", 0.0)
    rounds: list[int] = []

    def is_over() -> bool:
        rounds.append(0)
        return len(rounds) > 25

    never = [sys.executable, "-c", "raise SystemExit(1)"]
    supervise(tmp_path, environment, never, SelfTest([], 0), is_over)
    assert received(server) == ["STOPPING=1"]


@pytest.mark.slow
@pytest.mark.parametrize(("code", "is_final"), [(40, True), (0, False)])
def test_only_an_exit_by_staff_is_final(tmp_path, code, is_final):
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    rounds: list[int] = []

    def is_over() -> bool:
        rounds.append(0)
        return len(rounds) > 400 if is_final else len(rounds) > 40

    window = [sys.executable, "-c", f"raise SystemExit({code})"]
    environment = {FOLDER_VARIABLE: str(runtime)}
    supervise(tmp_path, environment, window, SelfTest([], 0), is_over)
    names = [path.name for path in runtime.iterdir()]
    assert names == (["exited-by-staff"] if is_final else [])
    unit = SHIPPED_UNIT.read_text(encoding="utf-8")
    assert f"ExecCondition=/usr/bin/test ! -e %t/spoken-digits-kiosk/{EXITED_BY_STAFF}\n" in unit


@pytest.mark.slow
def test_staff_can_ask_for_a_self_test_even_if_it_never_runs_by_itself(tmp_path):
    output = '[print(\'{"type": "digit", "digit": 1}\')]'
    self_test = SelfTest([sys.executable, "-c", output], hours=0)
    window = [sys.executable, "-c", WINDOW, str(tmp_path), "{'tests_wanted': 1}"]
    results: list[object] = []

    def has_result() -> bool:
        if self_test.result() is not None:
            results.append(self_test.is_running)
        return len(results) > 20  # one request is one test

    supervise(tmp_path, {}, window, self_test, has_result)
    result = self_test.result()
    assert result is not None
    assert str(result["detail"]).startswith("recognized 1, expected")
    assert not any(results)
