"""A slot of the journal: how it is written, and what its content says.

A slot has a header (name and version of the format, checksum, length) and a body of JSON, filled up
with zeros. It is written from its beginning to its end. If the power is cut meanwhile, its
beginning may be new and its end old. There are only two such writes, and both leave traces that are
told apart from damage:

- A new record over a free slot: the end of the record is missing. It was not confirmed yet.
- A free slot over a record: the header is that of the free slot. The record has been delivered.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum, auto
from typing import Any

SLOT_BYTES = 512

_MAGIC = b"SDQ1"
_NAME = b"SDQ"
"""Begins the magic of every version of the format; a letter or a digit follows."""

_CHECKSUM_END = len(_MAGIC) + 4
_HEADER = _CHECKSUM_END + 2  # and the length

_FREE = b'{"pending":false'
_VALUE = len(b'{"pending":')
"""Where the bodies of a free and of a pending slot begin to differ."""

_LONGEST_FREE = 64
"""Bytes. The body of a free slot is shorter, and that of a record is longer."""

_SEQUENCE = re.compile(rb'"sequence":(\d{1,18}),')
_FREE_SEQUENCE = re.compile(rb'"sequence":(\d{1,18})[,}]')


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


class Content(Enum):
    """What a slot contains."""

    FREE = auto()
    PENDING = auto()
    FOREIGN = auto()
    """A record of another version of the program."""
    INCOMPLETE = auto()
    """A new record that was not written to its end, so it was not confirmed."""
    HALF_FREED = auto()
    """A delivered record that was not completely overwritten, or a damaged free slot."""
    DAMAGED = auto()
    """Nothing that this program has written: perhaps a confirmed number."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot.

    Attributes
    ----------
    content : Content
    sequence : int
        Of the record that is or was there; 0 if it is unknown. Of a damaged slot, it may be wrong.
    record : Record or None
        If it is pending.
    """

    content: Content
    sequence: int = 0
    record: Record | None = None


def pending_slot(record: Record) -> bytes:
    """The bytes of a slot with a record that waits for delivery."""
    return _pack(_dump({"pending": True, **asdict(record)}))


def free_slot(sequence: int) -> bytes:
    """The bytes of a slot whose record, with this sequence number, was delivered."""
    return _pack(_dump({"pending": False, "sequence": sequence}))


def parse_slots(slots: Sequence[bytes]) -> list[Slot]:
    """What each slot of a journal contains."""
    parsed = [_parse(content) for content in slots]
    newest = newest_sequence(parsed)
    return [_with_sequence_checked(slot, newest) for slot in parsed]


def newest_sequence(slots: Sequence[Slot]) -> int:
    """The largest sequence number that is surely right; 0 if there is none."""
    sure = (Content.FREE, Content.PENDING)
    return max((slot.sequence for slot in slots if slot.content in sure), default=0)


def _with_sequence_checked(slot: Slot, newest: int) -> Slot:
    """An incomplete record is the newest, since the next one is written only after its removal."""
    if slot.content is Content.INCOMPLETE and 0 < slot.sequence <= newest:
        return replace(slot, content=Content.DAMAGED)
    return slot


def _dump(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()


def _pack(body: bytes) -> bytes:
    if len(body) > SLOT_BYTES - _HEADER:
        raise ValueError("the record is too long for its slot")
    head = _MAGIC + zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(2, "little")
    return (head + body).ljust(SLOT_BYTES, b"\0")


def _parse(content: bytes) -> Slot:
    written = content.rstrip(b"\0")
    if not written:
        return Slot(Content.FREE)
    if not written.startswith(_MAGIC):
        if _MAGIC.startswith(written):
            return Slot(Content.INCOMPLETE)
        # Never overwrite what another version has stored.
        is_foreign = written.startswith(_NAME) and written[len(_NAME) : len(_MAGIC)].isalnum()
        return Slot(Content.FOREIGN if is_foreign else Content.DAMAGED)
    length = int.from_bytes(content[_CHECKSUM_END:_HEADER], "little")
    body = content[_HEADER : _HEADER + length]
    checksum = int.from_bytes(content[len(_MAGIC) : _CHECKSUM_END], "little")
    if length == 0 or zlib.crc32(body) != checksum:
        return _parse_invalid(content, written[_HEADER:], length)
    return _parse_valid(body, is_filled=len(written) > _HEADER + length)


def _parse_valid(body: bytes, *, is_filled: bool) -> Slot:
    """What a slot with a valid checksum contains; `is_filled`: there is more behind the body."""
    try:
        values: Any = json.loads(body)
        sequence = values["sequence"]
        if type(sequence) is not int:
            raise TypeError("the sequence is no integer")
        if values["pending"] is False:
            return Slot(Content.HALF_FREED if is_filled else Content.FREE, sequence)
        # A newer version may have stored more.
        record = Record(**{field.name: values[field.name] for field in fields(Record)})
    except (ValueError, KeyError, TypeError, RecursionError):
        # Whole, but not of this version: never overwritten, since it may be a number.
        return Slot(Content.FOREIGN)
    return Slot(Content.PENDING, sequence, record)


def _parse_invalid(content: bytes, text: bytes, length: int) -> Slot:
    """What a slot with a wrong checksum contains; `text` is its body without the zeros."""
    is_free = text.startswith(_FREE)
    found = (_FREE_SEQUENCE if is_free else _SEQUENCE).search(text)
    sequence = int(found[1]) if found else 0
    if is_free or _is_half_freed(content, text, length, sequence):
        return Slot(Content.HALF_FREED, sequence)
    # A record that has its end was written completely, so another byte was changed later.
    is_complete = len(text) > _LONGEST_FREE and _is_json(text)
    is_cut = len(text) < max(length, 1) and not is_complete
    return Slot(Content.INCOMPLETE if is_cut else Content.DAMAGED, sequence)


def _is_half_freed(content: bytes, text: bytes, length: int, sequence: int) -> bool:
    """Whether the beginning of a record was overwritten by that of a free slot.

    The whole checksum of the free slot has to be there: a single byte may also be damage.
    """
    if length < _LONGEST_FREE and text.startswith(_FREE[: _VALUE + 1]):
        return True
    old, new = _pack(text), free_slot(sequence)
    cuts = range(_CHECKSUM_END, _HEADER + _VALUE + 1)
    return any(content == new[:cut] + old[cut:] for cut in cuts)


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
