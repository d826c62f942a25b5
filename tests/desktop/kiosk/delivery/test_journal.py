"""The journal: numbers survive, incomplete writes are ignored, damage is told."""

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


def slot(path, place: int) -> bytes:
    return path.read_bytes()[place * SLOT_BYTES : (place + 1) * SLOT_BYTES]


def put(path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place * SLOT_BYTES)
        file.write(content)


def changed(content: bytes, at: int, by: int) -> bytes:
    return content[:at] + bytes([content[at] ^ by]) + content[at + 1 :]


@pytest.mark.parametrize("is_reused", [False, True])
def test_a_new_record_that_was_written_only_in_part_leaves_no_trace(path, is_reused):
    journal = Journal(path, 4)
    append(journal, "1")
    append(journal, "2")
    if is_reused:
        journal.remove(journal.pending()[1])
    else:
        put(path, 1, bytes(SLOT_BYTES))
    old = slot(path, 1)
    append(journal, "3")
    new = slot(path, 1)
    (record,) = journal.pending()[1:]
    for cut in range(len(new.rstrip(b"\0"))):
        put(path, 1, new[:cut] + old[cut:])
        assert numbers(journal) == ["1"]
        assert (journal.damaged(), journal.count_foreign()) == ({}, 0)
        append(journal, "4")
        assert numbers(journal) == ["1", "4"]
        if not is_reused or b'"sequence":3,' in new[:cut]:
            assert journal.pending()[1].sequence == record.sequence
        assert (journal.damaged(), journal.count_foreign()) == ({}, 0)


def test_a_record_that_was_not_completed_is_logged_once(path, caplog):
    journal = Journal(path, 4)
    append(journal, "71")
    put(path, 0, slot(path, 0)[:100].ljust(SLOT_BYTES, b"\0"))
    for _ in range(2):
        journal.clear_incomplete()
    (message,) = caplog.messages
    assert "not written to its end, sequence 1" in message
    assert "71" not in message


def test_a_delivered_record_that_was_overwritten_only_in_part_is_no_damage(path):
    journal = Journal(path, 4)
    for number in "123":
        append(journal, number)
    old = slot(path, 1)
    journal.remove(journal.pending()[1])
    new = slot(path, 1)
    checksum = range(4, 8)
    for cut in range(SLOT_BYTES):
        put(path, 1, new[:cut] + old[cut:])
        if cut <= checksum.start:  # as if it was not overwritten: it is delivered again
            assert numbers(journal) == ["1", "2", "3"]
        elif cut < checksum.stop:  # not told apart from damage
            assert journal.damaged() == {1: 2}
        else:
            assert numbers(journal) == ["1", "3"]
            assert (journal.damaged(), journal.count_foreign()) == ({}, 0)
            journal.clear_incomplete()
            assert old[100:150] not in path.read_bytes()


@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize("by", [0x01, 0x20, 0xFF])
def test_a_damaged_record_is_kept_and_counted(path, place, by):
    journal = Journal(path, 6)
    for number in "123":
        append(journal, number)
    before = slot(path, place)
    for at in range(len(before.rstrip(b"\0"))):
        damaged = changed(before, at, by)
        put(path, place, damaged)
        assert len(numbers(journal)) == 2
        assert len(journal.damaged()) + journal.count_foreign() == 1
        append(journal, "4", f"at-{at}")
        assert slot(path, place) == damaged
        (added,) = [record for record in journal.pending() if record.number == "4"]
        assert added.sequence > 2
        journal.remove(added)


def test_the_sequence_number_of_a_damaged_record_is_read_and_not_used_again(path):
    journal = Journal(path, 6)
    for number in "123":
        append(journal, number)
    put(path, 2, changed(slot(path, 2), 150, 1))
    assert journal.damaged() == {2: 3}
    append(journal, "4")
    assert [record.sequence for record in journal.pending()] == [1, 2, 4]


def test_a_record_whose_end_was_lost_is_damaged_if_it_is_not_the_newest(path):
    journal = Journal(path, 6)
    for number in "123":
        append(journal, number)
    put(path, 1, slot(path, 1)[:100].ljust(SLOT_BYTES, b"\0"))
    journal.clear_incomplete()
    assert journal.damaged() == {1: 2}


def test_a_damaged_record_is_overwritten_only_if_there_is_no_other_room(path):
    journal = Journal(path, 3)
    for number in "123":
        append(journal, number)
    put(path, 0, changed(slot(path, 0), 150, 1))
    journal.remove(journal.pending()[1])
    append(journal, "4")
    assert list(journal.damaged()) == [0]
    append(journal, "5")
    assert numbers(journal) == ["2", "4", "5"]
    with pytest.raises(QueueFullError):
        append(journal, "6")


def test_a_file_of_random_bytes_is_damaged_and_can_be_used(path):
    path.write_bytes(b"".join(b"x" + os.urandom(SLOT_BYTES - 1) for _ in range(4)) + b"x" * 100)
    journal = Journal(path, 5)
    assert numbers(journal) == []
    assert journal.damaged() == dict.fromkeys(range(5), 0)
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
