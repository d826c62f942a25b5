"""The consumer that the guide shows takes each number exactly once."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from desktop.kiosk.delivery.journal import Record
from desktop.kiosk.delivery.sinks import SinkError, SocketSink
from tests.harness.program import REPOSITORY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no Unix sockets")


def blocks(language: str) -> list[str]:
    guide = (REPOSITORY / "docs/kiosk.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)


def start(script: Path, socket: Path, taken: Path) -> subprocess.Popen[bytes]:
    socket.unlink(missing_ok=True)
    process = subprocess.Popen([sys.executable, script, socket, taken])
    deadline = time.monotonic() + 60
    while not socket.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


def deliver(sink: SocketSink, record: Record) -> None:
    """Deliver a record. Like the courier, try again while the consumer does not listen yet."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return sink.deliver(record)
        except SinkError:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_the_consumer_of_the_guide_takes_each_number_once_also_after_a_crash(tmp_path):
    (code,) = blocks("python")
    script, socket, taken = (tmp_path / name for name in ("take", "socket", "taken"))
    script.write_text(code, "utf-8")
    records = [
        Record(id=f"id{n}", sequence=n, time="", kiosk="k", number=str(n), entered_by="touch",
               seconds=1.0)
        for n in range(3)
    ]  # fmt: skip
    process = start(script, socket, taken)
    try:
        sink = SocketSink(socket, 60.0)
        for record in (records[0], records[1], records[1]):
            deliver(sink, record)
        process.kill()
        process.wait()
        sink.close()
        process = start(script, socket, taken)
        for record in records[1:]:
            deliver(sink, record)
        sink.close()
    finally:
        process.kill()
        process.wait()
    with sqlite3.connect(taken) as database:
        rows = database.execute("SELECT id, number FROM numbers").fetchall()
    database.close()
    assert rows == [("id0", "0"), ("id1", "1"), ("id2", "2")]


def test_the_unit_and_the_configuration_of_the_guide_use_the_same_socket():
    (unit,) = blocks("ini")
    (config,) = blocks("toml")
    assert tomllib.loads(config)["sink"]["path"] in unit
