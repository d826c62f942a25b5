"""Find the length of files that consist of frames or pages: FLAC, Ogg, MP3 and AU.

libsndfile decodes the number of frames in the header. For MP3 without such a header it estimates
the number from the first frame, and of an Ogg file it decodes only the first recording. With the
parts from here it decodes everything.
"""

from __future__ import annotations

from typing import BinaryIO

from core.recordings.parts import Part, positions, read_at

_ID3 = 10

_MAX_REPORTED_FACTOR = 64
"""The estimate for an MP3 that starts at 320 kbit/s and continues at 8 is 40 times too short."""

_LONGEST_JUNK = 4096
"""Maximum number of bytes before the first MP3 frame that are skipped."""

_TAG_BYTES = 512
"""More bytes than an ID3 tag at the end and a first frame that is not counted have."""


def id3_length(head: bytes) -> int:
    """Return the length of an ID3 tag before the sound, in bytes; 0 if there is none."""
    if head[:3] != b"ID3" or len(head) < _ID3 or any(byte & 0x80 for byte in head[6:10]):
        return 0
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte
    return _ID3 + length


# -- FLAC -----------------------------------------------------------------------------------------

_FLAC_BEGIN = b"fLaC\x00\x00\x00\x22"


def is_flac(head: bytes) -> bool:
    """Whether a FLAC stream begins with these bytes."""
    return head[:4] == b"fLaC"


def flac_part(file: BinaryIO, begin: int, size: int) -> Part:
    """The FLAC stream that begins at an offset, up to the next one or the file's end.

    Parameters and result are those of `core.recordings.chunks.chunked_part`.
    """
    end = next(positions(file, _FLAC_BEGIN, begin + 4, size), size)
    stated = read_at(file, begin + 21, 5)
    if len(stated) < 5:
        return Part(begin, end)
    frames = int.from_bytes(stated, "big") & 0xF_FFFF_FFFF
    unknown = bytes([stated[0] & 0xF0, 0, 0, 0, 0])
    is_stated = 0 < frames < 0xF_FFFF_0000
    return Part(
        begin,
        end,
        patches=((21, unknown),),
        header_frames=frames if is_stated else None,
        is_estimate=True,
    )


# -- Ogg ------------------------------------------------------------------------------------------

_PAGE = 27
_FIRST_PAGE = 2


def is_ogg(head: bytes) -> bool:
    """Whether an Ogg page begins with these bytes."""
    return head[:4] == b"OggS"


def ogg_part(file: BinaryIO, begin: int, size: int) -> Part:
    """The Ogg recording that begins at an offset, up to the next one or the file's end.

    A recording begins with the first pages of its streams. A first page after other pages begins
    the next recording. Parameters and result are those of `core.recordings.chunks.chunked_part`.

    The recording is cut short if its last page or the last packet of a stream is incomplete. Its
    last page need not say that it is the last one: the recorders of Android (AOSP's ``OggWriter``)
    and of some messengers never do, and live streams cannot.
    """
    at, is_begun = begin, False
    open_packets: set[bytes] = set()  # streams whose last packet continues on their next page
    while at + _PAGE <= size:
        page = read_at(file, at, _PAGE + 255)
        if page[:4] != b"OggS":
            at = next(positions(file, b"OggS", at + 1, size), size)
            continue
        is_first = bool(page[5] & _FIRST_PAGE)
        if is_first and is_begun:
            return Part(begin, at, is_cut=bool(open_packets))
        is_begun = is_begun or not is_first
        segments, stream = page[26], page[14:18]
        lengths = page[_PAGE : _PAGE + segments]
        if lengths:
            # A packet ends with a segment of less than 255 bytes.
            (open_packets.add if lengths[-1] == 255 else open_packets.discard)(stream)
        at += _PAGE + segments + sum(lengths)
    rest = read_at(file, at, 4) if at < size else b""
    is_within_page = at > size or (rest != b"" and b"OggS".startswith(rest))
    return Part(begin, size, is_cut=is_within_page or bool(open_packets))


# -- MP3 ------------------------------------------------------------------------------------------


def is_mpeg(head: bytes) -> bool:
    """Whether a frame of MPEG audio begins with these bytes."""
    return (
        len(head) >= 4
        and head[0] == 0xFF
        and head[1] & 0xE0 == 0xE0
        and head[1] & 0x18 != 0x08
        and head[1] & 0x06 != 0
        and head[2] & 0xF0 != 0xF0
        and head[2] & 0x0C != 0x0C
    )


def mpeg_part(file: BinaryIO, begin: int, size: int) -> Part:
    """A stream of MPEG audio frames.

    A tag named Xing or Info in the first frame has the number of frames and bytes of the stream. If
    the number of bytes is that of the file, libsndfile decodes everything. Otherwise the tag is
    hidden from it, and it gets a length that no stream of this size exceeds. Parameters and result
    are those of `core.recordings.chunks.chunked_part`.
    """
    head = read_at(file, begin, _ID3)
    first = begin + id3_length(head)
    frame = read_at(file, first, _LONGEST_JUNK)
    at = next((i for i in range(len(frame)) if is_mpeg(frame[i : i + 4])), 0)
    tag = frame[at : at + 200]
    place = max(tag.find(b"Xing"), tag.find(b"Info"))
    reported_size = (size - begin) * _MAX_REPORTED_FACTOR
    if place < 0:
        return Part(begin, size, reported_size=reported_size, is_estimate=True)
    fields = tag[place + 8 :]
    flags = int.from_bytes(tag[place + 4 : place + 8], "big")
    frames = int.from_bytes(fields[:4], "big") if flags & 1 else 0
    stated = int.from_bytes(fields[4 * (flags & 1) :][:4], "big") if flags & 2 else 0
    held = size - first - at
    if frames and abs(stated - held) <= _TAG_BYTES:
        return Part(begin, size)
    per_frame = 1152 if frame[at + 1] & 0x08 else 576
    hidden = (first - begin + at + place, bytes(4))
    return Part(
        begin,
        size,
        patches=(hidden,),
        reported_size=reported_size,
        header_frames=frames * per_frame if stated > held else None,
        is_estimate=True,
    )


# -- AU -------------------------------------------------------------------------------------------


def is_au(head: bytes) -> bool:
    """Whether an AU file begins with these bytes."""
    return head[:4] == b".snd" and len(head) >= 24


def au_part(file: BinaryIO, begin: int, size: int) -> Part:
    """An AU file. A length of 0xFFFFFFFF means up to the end of the file.

    Parameters and result are those of `core.recordings.chunks.chunked_part`.
    """
    head = read_at(file, begin, 24)
    offset, stated = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
    held = max(0, size - begin - offset)
    if stated == held:
        return Part(begin, size)
    rate, channels = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    width = {1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8, 27: 1}.get(
        int.from_bytes(head[12:16], "big"), 0
    )
    is_missing = held < stated < 0x7FFF_0000 and rate * channels * width > 0
    missing = (stated - held) / (rate * channels * width) if is_missing else 0.0
    return Part(begin, size, patches=((8, b"\xff\xff\xff\xff"),), missing=missing)
