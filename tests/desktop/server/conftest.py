from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("uvicorn", reason="not installed: the extra 'serve'")

from desktop.server.settings import Limits, ServerSettings
from tests.harness.running_server import RunningServer, running_server

BRIEF = Limits(header_seconds=0.5, body_seconds=0.5, drain_seconds=0.1, idle_seconds=0.5)
"""Limits that tests can wait for. On a busy machine, a good request may exceed them too."""

TOKEN = "open sesame"  # noqa: S105


@pytest.fixture(scope="package")
def server() -> Iterator[RunningServer]:
    with running_server(ServerSettings(max_seconds=30.0)) as running:
        yield running


@pytest.fixture(scope="package")
def hurried() -> Iterator[RunningServer]:
    """Waits only briefly for its clients."""
    with running_server(ServerSettings(limits=BRIEF)) as running:
        yield running


@pytest.fixture
def patient() -> Iterator[RunningServer]:
    """Reads the rest of a refused body for long, so that a slow client sees its answer."""
    with running_server(ServerSettings(limits=Limits(drain_seconds=60.0))) as running:
        yield running


@pytest.fixture(scope="package")
def guarded() -> Iterator[RunningServer]:
    """Needs a token, and may be used by the pages of one other site."""
    settings = ServerSettings(token=TOKEN, allowed=("school.example",))
    with running_server(settings) as running:
        yield running
