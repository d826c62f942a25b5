"""The journal: confirmed numbers on the disk until they are delivered.

The journal is one file of slots, all allocated at the start, so that a disk that fills up later
cannot prevent writing. Each slot holds a JSON record with a checksum. Only the window turns a free
slot into a pending one; only the courier turns a pending slot into a free one. Each does this with
one write of a whole slot and an fsync. So they need no lock and can be killed at any time. A slot
that was written only in part has a wrong checksum; its number was not confirmed yet.

On a file system with copy-on-write (btrfs, ZFS), a full disk can prevent even this. The person is
then asked to wait.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

SLOT_BYTES = 512
SLOTS = 1024

_MAGIC = b"SDQ1"
_NAME = b"SDQ"
"""Begins the magic of every version of the format; a letter or a digit follows."""

_HEADER = len(_MAGIC) + 4 + 2  # checksum and length


class QueueFullError(Exception):
    """Every slot holds a number that waits for delivery."""


@dataclass(frozen=True, slots=True)
class Record:
    """A confirmed number.

    Attributes
    ----------
    id : str
        Unique. A number that is delivered twice has the same id both times.
    sequence : int
        Counts the numbers of this kiosk.
    time : str
        Of the confirmation: ISO 8601, UTC.
    kiosk : str
        Name of the kiosk.
    number : str
        The digits.
    entered_by : {"voice", "touch", "both"}
    seconds : float
        From the first digit to the confirmation.
    """

    id: str
    sequence: int
    time: str
    kiosk: str
    number: str
    entered_by: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Slot:
    is_pending: bool
    sequence: int
    record: Record | None


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
        slots = list(self._read())
        for slot in slots:
            if slot.record is not None and slot.record.id == id_:
                os.fsync(self._file)
                return slot.record
        sequence = 1 + max((slot.sequence for slot in slots), default=0)
        free = next((place for place, slot in enumerate(slots) if not slot.is_pending), None)
        if free is None:
            raise QueueFullError
        record = Record(
            id=id_,
            sequence=sequence,
            time=now,
            kiosk=kiosk,
            number=number,
            entered_by=entered_by,
            seconds=round(seconds, 2),
        )
        self._write(free, {"pending": True, **asdict(record)})
        return record

    def pending(self) -> list[Record]:
        """The records waiting for delivery, oldest first."""
        found = [slot.record for slot in self._read() if slot.is_pending and slot.record]
        return sorted(found, key=lambda record: record.sequence)

    def count_foreign(self) -> int:
        """Number of slots with records of another version, which are kept for that version."""
        return sum(slot.is_pending and slot.record is None for slot in self._read())

    def remove(self, record: Record) -> None:
        """Free the slot of a delivered record and overwrite the number."""
        for place, slot in enumerate(self._read()):
            if slot.is_pending and slot.sequence == record.sequence:
                self._write(place, {"pending": False, "sequence": record.sequence})
                return

    def _read(self) -> Iterator[_Slot]:
        content = _pread(self._file, self._slots * SLOT_BYTES, 0)
        for place in range(self._slots):
            yield _parse(content[place * SLOT_BYTES : (place + 1) * SLOT_BYTES])

    def _write(self, place: int, values: dict[str, Any]) -> None:
        body = json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()
        if len(body) > SLOT_BYTES - _HEADER:
            raise ValueError("the record is too long for its slot")
        head = _MAGIC + zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(2, "little")
        _pwrite(self._file, (head + body).ljust(SLOT_BYTES, b"\0"), place * SLOT_BYTES)
        os.fsync(self._file)

    def _allocate(self, begin: int) -> None:
        """Allocate disk space for all slots."""
        begin -= begin % SLOT_BYTES
        _pwrite(self._file, bytes(self._slots * SLOT_BYTES - begin), begin)
        os.fsync(self._file)


def _parse(content: bytes) -> _Slot:
    free = _Slot(is_pending=False, sequence=0, record=None)
    if content[: len(_MAGIC)] != _MAGIC:
        # Never overwrite what another version has stored.
        is_foreign = content.startswith(_NAME) and content[len(_NAME) : len(_MAGIC)].isalnum()
        return _Slot(is_pending=True, sequence=0, record=None) if is_foreign else free
    length = int.from_bytes(content[_HEADER - 2 : _HEADER], "little")
    body = content[_HEADER : _HEADER + length]
    if zlib.crc32(body) != int.from_bytes(content[len(_MAGIC) : len(_MAGIC) + 4], "little"):
        return free
    try:
        values: Any = json.loads(body)
        sequence = values["sequence"]
        if type(sequence) is not int:
            raise TypeError("the sequence is no integer")
        if values["pending"] is False:
            return _Slot(is_pending=False, sequence=sequence, record=None)
        # A newer version may have stored more.
        record = Record(**{field.name: values[field.name] for field in fields(Record)})
    except (ValueError, KeyError, TypeError, RecursionError):
        # Whole, but not of this version: never overwritten, since it may be a number.
        return _Slot(is_pending=True, sequence=0, record=None)
    return _Slot(is_pending=True, sequence=sequence, record=record)


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
