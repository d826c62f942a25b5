"""The write-ahead queue: what is in it survives, and half of something never counts."""

from __future__ import annotations

import os
import sys

import pytest

from desktop.kiosk.delivery.journal import SLOT_BYTES, Journal, QueueFullError


def keep(journal: Journal, number: str, id_: str = "") -> None:
    journal.append(
        number,
        kiosk="test",
        entered_by="voice",
        seconds=4.2,
        now="2026-11-25T12:00:00.000+00:00",
        id_=id_ or f"id-{number}",
    )


def numbers(journal: Journal) -> list[str]:
    return [record.number for record in journal.pending()]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal"


def test_numbers_come_out_in_order_and_stay_until_they_are_removed(path):
    journal = Journal(path, 8)
    for number in ("1", "2", "3"):
        keep(journal, number)
    first, *_ = journal.pending()
    journal.remove(first)
    keep(journal, "4")
    assert numbers(journal) == ["2", "3", "4"]
    assert numbers(Journal(path, 8)) == ["2", "3", "4"]
    assert [record.sequence for record in journal.pending()] == [2, 3, 4]


def test_nothing_of_a_delivered_number_is_left(path):
    journal = Journal(path, 8)
    keep(journal, "70419238")
    assert b"70419238" in path.read_bytes()
    journal.remove(journal.pending()[0])
    assert b"70419238" not in path.read_bytes()


def test_the_same_id_is_kept_once(path):
    journal = Journal(path, 8)
    for _ in range(3):
        keep(journal, "1", "same")
    assert numbers(journal) == ["1"]


def test_a_full_queue_takes_no_more_and_loses_nothing(path):
    journal = Journal(path, 4)
    for number in "1234":
        keep(journal, number)
    with pytest.raises(QueueFullError):
        keep(journal, "5")
    assert numbers(journal) == ["1", "2", "3", "4"]


def test_a_slot_that_was_half_written_does_not_count(path):
    journal = Journal(path, 4)
    keep(journal, "1")
    keep(journal, "2")
    with path.open("r+b") as file:
        for cut in range(SLOT_BYTES):
            file.seek(SLOT_BYTES + cut)
            file.write(b"\0")
            file.flush()
            assert numbers(journal) in (["1"], ["1", "2"])
    assert numbers(journal) == ["1"]


def test_a_file_of_rubbish_is_an_empty_queue(path):
    path.write_bytes(os.urandom(4 * SLOT_BYTES + 100))
    journal = Journal(path, 4)
    assert numbers(journal) == []
    keep(journal, "1")
    assert numbers(journal) == ["1"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_its_owner_may_read_it(path):
    Journal(path, 4)
    assert path.stat().st_mode & 0o777 == 0o600
