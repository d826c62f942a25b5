"""The journal: numbers survive, and incomplete writes are ignored."""

from __future__ import annotations

import os
import sys

import pytest

from desktop.kiosk.delivery.journal import SLOT_BYTES, Journal, QueueFullError


def append(journal: Journal, number: str, id_: str = "") -> None:
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


def test_the_longest_name_and_number_fit_in_a_slot(path):
    journal = Journal(path, 8)
    journal.append(
        "7" * 32,
        kiosk="\N{BELL}" * 32,
        entered_by="voice",
        seconds=12345.678,
        now="2026-11-25T12:00:00.000+00:00",
        id_=32 * "f",
    )
    (found,) = journal.pending()
    assert (found.number, found.kiosk) == ("7" * 32, "\N{BELL}" * 32)


def test_numbers_are_in_order_and_stay_until_they_are_removed(path):
    journal = Journal(path, 8)
    for number in ("1", "2", "3"):
        append(journal, number)
    first, *_ = journal.pending()
    journal.remove(first)
    append(journal, "4")
    assert numbers(journal) == ["2", "3", "4"]
    assert numbers(Journal(path, 8)) == ["2", "3", "4"]
    assert [record.sequence for record in journal.pending()] == [2, 3, 4]


def test_a_delivered_number_is_overwritten(path):
    journal = Journal(path, 8)
    append(journal, "70419238")
    assert b"70419238" in path.read_bytes()
    journal.remove(journal.pending()[0])
    assert b"70419238" not in path.read_bytes()


def test_the_same_id_is_stored_once(path):
    journal = Journal(path, 8)
    for _ in range(3):
        append(journal, "1", "same")
    assert numbers(journal) == ["1"]


def test_a_full_journal_refuses_numbers_and_loses_none(path):
    journal = Journal(path, 4)
    for number in "1234":
        append(journal, number)
    with pytest.raises(QueueFullError):
        append(journal, "5")
    assert numbers(journal) == ["1", "2", "3", "4"]


def test_a_slot_that_was_written_only_in_part_is_ignored(path):
    journal = Journal(path, 4)
    append(journal, "1")
    append(journal, "2")
    with path.open("r+b") as file:
        for cut in range(SLOT_BYTES):
            file.seek(SLOT_BYTES + cut)
            file.write(b"\0")
            file.flush()
            assert numbers(journal) in (["1"], ["1", "2"])
    assert numbers(journal) == ["1"]


def test_a_file_of_random_bytes_is_an_empty_journal(path):
    path.write_bytes(os.urandom(4 * SLOT_BYTES + 100))
    journal = Journal(path, 4)
    assert numbers(journal) == []
    append(journal, "1")
    assert numbers(journal) == ["1"]


def test_what_another_version_has_stored_is_never_overwritten(path):
    newer = b"SDQ2" + os.urandom(SLOT_BYTES - 4)
    path.write_bytes(newer + bytes(2 * SLOT_BYTES))
    journal = Journal(path, 3)
    append(journal, "1")
    append(journal, "2")
    with pytest.raises(QueueFullError):
        append(journal, "3")
    assert numbers(journal) == ["1", "2"]
    assert journal.count_foreign() == 1
    assert path.read_bytes()[:SLOT_BYTES] == newer


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_the_journal(path):
    Journal(path, 4)
    assert path.stat().st_mode & 0o777 == 0o600
