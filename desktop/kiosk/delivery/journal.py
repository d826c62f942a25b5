"""The write-ahead queue: a confirmed number is here before anybody is told that it was taken.

One file of slots, all allocated at the start: to keep a number needs no new space, so that a disk
that fills up later cannot refuse one. Each slot holds a JSON record with its checksum. The window
alone turns a free slot into a pending one, the courier alone a pending one into a free one, each
by one write of a whole slot and an fsync; so they need no lock, and may be killed at any moment. A
slot that was half written has a wrong checksum: its number was not confirmed yet.

The file is as safe as its disk: on a file system that copies on write (btrfs, ZFS) a full disk can
refuse even this, and the person is then asked to wait.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SLOT_BYTES = 512
SLOTS = 1024

_MAGIC = b"SDQ1"
_HEADER = len(_MAGIC) + 4 + 2  # checksum and length


class QueueFullError(Exception):
    """Every slot holds a number that is still to be delivered."""


@dataclass(frozen=True, slots=True)
class Record:
    """A confirmed number on its way.

    Attributes
    ----------
    id : str
        Unique; a number that arrives twice arrives under the same id.
    sequence : int
        Counts the numbers of this kiosk.
    time : str
        When it was confirmed: ISO 8601, UTC.
    kiosk : str
        Which kiosk.
    number : str
        Its digits.
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


class Journal:
    """The queue's file.

    Parameters
    ----------
    path : Path
        Made if it is missing, with mode 0600; raises ``OSError`` where that cannot be done.
    slots : int
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
        """Let go of the file."""
        os.close(self._file)

    def append(
        self, number: str, *, kiosk: str, entered_by: str, seconds: float, now: str, id_: str
    ) -> Record:
        """Keep a number; it is on the disk when this returns.

        Parameters
        ----------
        number, kiosk, entered_by, seconds
            See `Record`.
        now : str
            The time, ISO 8601.
        id_ : str
            Unique over all kiosks; a number that is given again under its id is kept once.

        Raises
        ------
        QueueFullError
        OSError
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
        """What is still to be delivered, oldest first."""
        found = [slot.record for slot in self._read() if slot.is_pending and slot.record]
        return sorted(found, key=lambda record: record.sequence)

    def remove(self, record: Record) -> None:
        """The record has been delivered: free its slot, and leave nothing of the number in it."""
        for place, slot in enumerate(self._read()):
            if slot.is_pending and slot.sequence == record.sequence:
                self._write(place, {"pending": False, "sequence": record.sequence})
                return

    def _read(self) -> Iterator[_Slot]:
        content = _pread(self._file, self._slots * SLOT_BYTES, 0)
        for place in range(self._slots):
            yield _parse(content[place * SLOT_BYTES : (place + 1) * SLOT_BYTES])

    def _write(self, place: int, values: dict[str, Any]) -> None:
        body = json.dumps(values, separators=(",", ":")).encode()
        if len(body) > SLOT_BYTES - _HEADER:
            raise ValueError("the record is too long for its slot")
        head = _MAGIC + zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(2, "little")
        _pwrite(self._file, (head + body).ljust(SLOT_BYTES, b"\0"), place * SLOT_BYTES)
        os.fsync(self._file)

    def _allocate(self, begin: int) -> None:
        """Take the disk's space for all slots now."""
        begin -= begin % SLOT_BYTES
        _pwrite(self._file, bytes(self._slots * SLOT_BYTES - begin), begin)
        os.fsync(self._file)


def _parse(content: bytes) -> _Slot:
    free = _Slot(is_pending=False, sequence=0, record=None)
    if content[: len(_MAGIC)] != _MAGIC:
        return free
    length = int.from_bytes(content[_HEADER - 2 : _HEADER], "little")
    body = content[_HEADER : _HEADER + length]
    if zlib.crc32(body) != int.from_bytes(content[len(_MAGIC) : len(_MAGIC) + 4], "little"):
        return free
    values: dict[str, Any] = json.loads(body)
    if not values.pop("pending"):
        return _Slot(is_pending=False, sequence=values["sequence"], record=None)
    record = Record(**values)
    return _Slot(is_pending=True, sequence=record.sequence, record=record)


def sync_folder(folder: Path) -> None:
    """A new file's name is on the disk when this returns."""
    if os.name == "nt":
        return  # Windows has no such thing; its file systems keep names by a journal
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

else:  # Windows: each process has the file's place to itself, and one thread uses it

    def _pread(file: int, size: int, offset: int) -> bytes:
        os.lseek(file, offset, os.SEEK_SET)
        return os.read(file, size)

    def _pwrite(file: int, content: bytes, offset: int) -> None:
        os.lseek(file, offset, os.SEEK_SET)
        os.write(file, content)
