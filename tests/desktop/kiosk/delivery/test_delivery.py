"""Delivery from the journal to the sink: failures, killed couriers, a full disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from desktop.kiosk.delivery.courier import PAUSES, POLL_SECONDS, Courier
from desktop.kiosk.delivery.journal import SLOT_BYTES, Journal, Record, journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.delivery.sinks import FileSink, SinkError
from desktop.kiosk.entry.state import Store
from desktop.kiosk.process.fixed_file import FixedFile, read_fixed
from desktop.kiosk.process.heartbeat import heartbeat_path
from tests.desktop.kiosk.delivery.test_journal import append
from tests.harness.program import COMMAND, REPOSITORY, environment

CONFIG = """\
[kiosk]
state = "state"
[number]
min_digits = 1
max_digits = 12
[sink]
kind = "file"
path = "numbers.jsonl"
"""

TIMEOUT = 60.0


class FailingSink:
    """A sink that fails while it has a problem."""

    def __init__(self) -> None:
        self.taken: list[Record] = []
        self.problem = ""

    def deliver(self, record: Record) -> None:
        if self.problem:
            raise SinkError(self.problem)
        self.taken.append(record)


def test_a_failed_delivery_is_repeated_with_increasing_pauses_and_in_order(tmp_path):
    journal, sink = Journal(tmp_path / "journal", 8), FailingSink()
    courier = Courier(journal, sink)
    for number in "123":
        append(journal, number)
    sink.problem = "the disk is full"
    assert [courier.work() for _ in range(8)] == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert courier.progress.report() == {
        "pending": 3, "delivered": 0, "problem": "the disk is full",
    }  # fmt: skip
    sink.problem = ""
    assert courier.work() == POLL_SECONDS
    assert [record.number for record in sink.taken] == ["1", "2", "3"]
    assert courier.progress.report() == {"pending": 0, "delivered": 3, "problem": ""}
    assert journal.pending() == []


def test_a_damaged_record_is_a_problem_and_is_logged_once(tmp_path, caplog):
    journal, sink = Journal(tmp_path / "journal", 8), FailingSink()
    courier = Courier(journal, sink)
    for number in "123":
        append(journal, number)
    with (tmp_path / "journal").open("r+b") as file:
        file.seek(SLOT_BYTES + 150)
        file.write(b"\xff")
    for _ in range(3):
        courier.work()
    assert [record.number for record in sink.taken] == ["1", "3"]
    problem = "a stored record is damaged and cannot be delivered; sequence 2"
    assert courier.progress.report() == {"pending": 0, "delivered": 2, "problem": problem}
    assert caplog.messages == [f"the journal: {problem}"]
    journal.close()
    writer = JournalWriter(tmp_path / "journal", "test")  # another number does not overwrite it
    writer.store(Store("4", "touch", 1.0), "another")
    assert Journal(tmp_path / "journal").damaged() == {1: 2}


def test_the_log_tells_when_delivery_fails_and_when_it_works_again(tmp_path, caplog):
    caplog.set_level("INFO")
    journal, sink = Journal(tmp_path / "journal", 8), FailingSink()
    courier = Courier(journal, sink)
    for number in ("7041", "7042"):
        append(journal, number)
    sink.problem = "the disk is full"
    for _ in range(3):
        courier.work()
    sink.problem = ""
    courier.work()
    assert [record.getMessage() for record in caplog.records] == [
        "delivery fails: the disk is full; numbers waiting: 2",
        "delivery works again",
    ]


def arrived(folder: Path) -> list[tuple[str, str]]:
    path = folder / "numbers.jsonl"
    if not path.exists():
        return []
    whole = path.read_text().rpartition("\n")[0]
    lines = [json.loads(line) for line in whole.splitlines()]
    return [(line["id"], line["number"]) for line in lines]


def start_courier(folder: Path) -> subprocess.Popen[bytes]:
    config = folder / "kiosk.toml"
    return subprocess.Popen(
        [*COMMAND, "kiosk", "--config", str(config), "--process", "courier"],
        cwd=REPOSITORY,
        env=environment(folder),
        stdin=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    assert process.stdin is not None
    process.stdin.close()


def wait_for(is_so, seconds: float = TIMEOUT) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "timeout"
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kiosk.toml").write_text(CONFIG)
    (tmp_path / "state").mkdir()
    return tmp_path


@pytest.mark.slow
def test_a_courier_that_is_killed_repeatedly_delivers_everything(folder):
    journal = Journal(journal_path(folder / "state"))
    stored, chance = {}, np.random.default_rng(0)
    for turn in range(6):
        courier = start_courier(folder)
        wait_for(
            lambda: read_fixed(heartbeat_path(folder / "state", "courier")).get("count", 0) > 0
        )
        for count in range(40):
            number = str(1000 * turn + count)
            append(journal, number, f"id-{number}")
            stored[f"id-{number}"] = number
        time.sleep(chance.uniform(0.0, 0.15))
        end(courier)
    last = start_courier(folder)
    wait_for(lambda: not journal.pending())
    end(last)
    assert set(arrived(folder)) == set(stored.items())


def test_a_courier_exits_with_its_parent(folder):
    courier = start_courier(folder)
    wait_for(lambda: read_fixed(heartbeat_path(folder / "state", "courier")).get("count", 0) > 0)
    assert courier.stdin is not None
    courier.stdin.close()
    assert courier.wait(10) == 0


def fill(file: IO[bytes]) -> None:
    while True:
        if file.write(bytes(4096)) < 4096:
            file.write(bytes(1))


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs root to mount a file system"
)
def test_numbers_are_stored_on_a_full_disk_and_delivered_later(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("cannot mount a file system here")
    try:
        journal_writer = JournalWriter(disk / "journal", "test")
        assert journal_writer.open() == ""
        heartbeat = FixedFile(disk / "beat")
        full = disk / "full"
        with full.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            fill(file)
        sink = FileSink(disk / "numbers.jsonl")
        journal = Journal(disk / "journal")
        courier = Courier(journal, sink)
        for number in range(50):
            answer = journal_writer.store(Store(str(number), "voice", 1.0), f"id-{number}")
            assert type(answer).__name__ == "Stored"
        courier.work()
        assert "No space left" in courier.progress.problem
        heartbeat.write({"count": 1})
        assert read_fixed(disk / "beat") == {"count": 1}
        full.unlink()
        courier.work()
        lines = (disk / "numbers.jsonl").read_text().splitlines()
        assert [json.loads(line)["number"] for line in lines] == [str(n) for n in range(50)]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_the_message_about_a_number_that_cannot_be_stored_does_not_contain_it(tmp_path, caplog):
    journal_writer = JournalWriter(tmp_path / "none" / "journal", "test")
    answer = journal_writer.store(Store("7041923", "voice", 1.0), "id-1")
    assert getattr(answer, "name", "") == "store_failed"
    assert "7041923" not in caplog.text
    assert "cannot store a confirmed number" in caplog.text
