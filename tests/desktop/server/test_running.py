"""A server that cannot start says why."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette

from desktop.server import running
from desktop.server.settings import ServerSettings
from desktop.server.workers.processes import RecordingPool


def serve(settings: ServerSettings) -> None:
    with running.listen_at("127.0.0.1", 0) as listening:
        running.serve(settings, listening, lambda: pytest.fail("it is not ready"))


def test_clients_that_go_away_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnicodeEncodeError):
        serve(ServerSettings(allowed=("школа.рф",)))  # as far as the logging is set up
    log = logging.getLogger("asyncio")
    log.warning("socket.send() raised exception.")
    log.warning("SSL connection is closed")
    log.warning("another %s", "warning")
    assert [record.getMessage() for record in caplog.records] == ["another warning"]


def test_headers_that_cannot_be_made() -> None:
    with pytest.raises(UnicodeEncodeError):
        serve(ServerSettings(allowed=("школа.рф",)))


def test_workers_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: RecordingPool) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(RecordingPool, "start", fail)
    with pytest.raises(OSError, match="no more processes"):
        serve(ServerSettings())


def test_another_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        raise ValueError
        yield

    monkeypatch.setattr(running, "make_app", lambda _: Starlette(lifespan=lifespan))
    with pytest.raises(RuntimeError, match="before it was ready"):
        serve(ServerSettings())
