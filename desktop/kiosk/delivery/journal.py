"""The journal: confirmed numbers on the disk until they are delivered.

The journal is one file of slots, all allocated at the start, so that a disk that fills up later
cannot prevent writing. Each slot holds a JSON record with a checksum. Only the window turns a free
slot into a pending one; only the courier turns a pending slot into a free one. Each does this with
one write of a whole slot and an fsync. So they need no lock and can be killed at any time. A slot
that was written only in part has a wrong checksum; its number was not confirmed yet. A damaged slot
has one too, but may be a confirmed number: it is kept and reported. `slot` tells them apart.

On a file system with copy-on-write (btrfs, ZFS), a full disk can prevent even this. The person is
then asked to wait.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from desktop.kiosk.delivery.slot import (
    SLOT_BYTES,
    Content,
    Record,
    Slot,
    free_slot,
    newest_sequence,
    parse_slots,
    pending_slot,
)

log = logging.getLogger(__name__)

SLOTS = 1024


class QueueFullError(Exception):
    """Every slot holds a number that waits for delivery."""


def journal_path(state: Path) -> Path:
    """The journal in the state folder."""
    return state / "journal"


class Journal:
    """The journal's file.

    Parameters
    ----------
    path : Path
        Created with mode 0600 if it is missing.
    slots : int

    Raises
    ------
    OSError
        The file cannot be created or opened.
    """

    def __init__(self, path: Path, slots: int = SLOTS) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        self._file = os.open(path, flags, 0o600)
        self._content = b""
        self._parsed: list[Slot] = []
        size = os.fstat(self._file).st_size
        self._slots = max(slots, size // SLOT_BYTES)
        if size < self._slots * SLOT_BYTES:
            self._allocate(size)
            sync_folder(path.parent)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def append(
        self, number: str, *, kiosk: str, entered_by: str, seconds: float, now: str, id_: str
    ) -> Record:
        """Store a number. It is on the disk when this returns.

        Parameters
        ----------
        number, kiosk, entered_by, seconds
            See `Record`.
        now : str
            The time, ISO 8601.
        id_ : str
            Unique among all kiosks. A number with a known id is not stored again.

        Raises
        ------
        QueueFullError
            No slot is free.
        OSError
            The number cannot be written.
        """
        slots = self._read()
        for slot in slots:
            if slot.record is not None and slot.record.id == id_:
                os.fsync(self._file)
                return slot.record
        # The record that was not completed, if any, has to be the newest: see `slot`.
        self.clear_incomplete()
        slots = self._read()
        place = _choose_place(slots)
        record = Record(
            id=id_,
            sequence=_next_sequence(slots),
            time=now,
            kiosk=kiosk,
            number=number,
            entered_by=entered_by,
            seconds=round(seconds, 2),
        )
        self._write(place, pending_slot(record))
        return record

    def clear_incomplete(self) -> None:
        """Free the slots that were written only in part. Only the window may do this.

        Raises
        ------
        OSError
        """
        for place, slot in enumerate(self._read()):
            if slot.content is Content.HALF_FREED:
                self._write(place, free_slot(slot.sequence))
            elif slot.content is Content.INCOMPLETE:
                # The next number gets its sequence number, which no delivered number has.
                self._write(place, free_slot(max(slot.sequence - 1, 0)))
                log.warning(
                    "the journal had a record that was not written to its end, %s; its number was "
                    "not confirmed to the person",
                    sequence_text([slot.sequence]),
                )

    def pending(self) -> list[Record]:
        """The records waiting for delivery, oldest first."""
        found = [slot.record for slot in self._read() if slot.record is not None]
        return sorted(found, key=lambda record: record.sequence)

    def count_foreign(self) -> int:
        """Number of slots with records of another version, which are kept for that version."""
        return sum(slot.content is Content.FOREIGN for slot in self._read())

    def damaged(self) -> dict[int, int]:
        """Damaged slots: place -> sequence number, which is 0 if it cannot be read.

        They are kept as long as another slot is free.
        """
        return {
            place: slot.sequence
            for place, slot in enumerate(self._read())
            if slot.content is Content.DAMAGED
        }

    def remove(self, record: Record) -> None:
        """Free the slot of a delivered record and overwrite the number."""
        for place, slot in enumerate(self._read()):
            if slot.content is Content.PENDING and slot.sequence == record.sequence:
                self._write(place, free_slot(record.sequence))
                return

    def _read(self) -> list[Slot]:
        content = _pread(self._file, self._slots * SLOT_BYTES, 0)
        if content != self._content:  # the courier reads often, and seldom finds a change
            begins = range(0, self._slots * SLOT_BYTES, SLOT_BYTES)
            self._parsed = parse_slots([content[begin : begin + SLOT_BYTES] for begin in begins])
            self._content = content
        return self._parsed

    def _write(self, place: int, content: bytes) -> None:
        _pwrite(self._file, content, place * SLOT_BYTES)
        os.fsync(self._file)

    def _allocate(self, begin: int) -> None:
        """Allocate disk space for all slots, without a change of what is there."""
        _pwrite(self._file, bytes(self._slots * SLOT_BYTES - begin), begin)
        os.fsync(self._file)


def sequence_text(sequences: list[int]) -> str:
    """Sequence numbers for a message; a few of them, if there are many."""
    shown = [str(sequence) if sequence else "unknown" for sequence in sequences[:5]]
    return f"sequence {', '.join(shown)}{', ...' if len(sequences) > len(shown) else ''}"


def _choose_place(slots: list[Slot]) -> int:
    """The slot for a new record: a free one, or else a damaged one."""
    for content in (Content.FREE, Content.DAMAGED):
        for place, slot in enumerate(slots):
            if slot.content is content:
                return place
    raise QueueFullError


def _next_sequence(slots: list[Slot]) -> int:
    """A sequence number that no other record has, damaged ones included."""
    damaged = {slot.sequence for slot in slots if slot.content is Content.DAMAGED}
    sequence = 1 + newest_sequence(slots)
    while sequence in damaged:
        sequence += 1
    return sequence


def sync_folder(folder: Path) -> None:
    """Write a folder to the disk, so that a new file in it survives a power failure."""
    if os.name == "nt":
        return  # not possible and not needed: NTFS keeps a journal of its folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if hasattr(os, "pread"):

    def _pread(file: int, size: int, offset: int) -> bytes:
        return os.pread(file, size, offset)

    def _pwrite(file: int, content: bytes, offset: int) -> None:
        while content:
            written = os.pwrite(file, content, offset)
            content, offset = content[written:], offset + written

else:  # Windows: each process has its own file position, used by one thread

    def _pread(file: int, size: int, offset: int) -> bytes:
        os.lseek(file, offset, os.SEEK_SET)
        return os.read(file, size)

    def _pwrite(file: int, content: bytes, offset: int) -> None:
        os.lseek(file, offset, os.SEEK_SET)
        os.write(file, content)
