"""Formats of recordings: those that libsndfile reads, and names of others."""

from __future__ import annotations

FORMATS = "WAV, FLAC, OGG, Opus, MP3 or AIFF"
"""The most common formats that can be read, for messages."""

SUFFIXES = (
    *(".aif", ".aifc", ".aiff"),
    *(".au", ".snd"),
    *(".flac", ".ogg", ".oga", ".opus", ".mp2", ".mp3"),
    *(".rf64", ".w64", ".wav", ".wave"),
    *(".8svx", ".iff", ".svx"),
    *(".nist", ".sph"),
    *(".avr", ".caf", ".htk", ".mpc2k", ".paf", ".pvf", ".sf", ".voc"),
)
"""Endings of the names of recordings that libsndfile can read, in lower case, with the dot. This
is a list, since asking libsndfile would load it at each start of the program. Its other formats are
no recordings (instruments, measurements), or need a sample rate (RAW) or a second file (SD2)."""


FOREIGN_SUFFIXES = (
    *(".3ga", ".3gp", ".aac", ".amr", ".ape", ".m4a", ".m4b", ".mka", ".ra"),
    *(".tta", ".weba", ".webm", ".wma", ".wv"),
)
"""Endings of the names of recordings that cannot be read, such as those of phones."""


def is_recording_name(name: str) -> bool:
    """Whether a file's name ends as a recording's that can be read."""
    return name.casefold().endswith(SUFFIXES)


def is_any_recording_name(name: str) -> bool:
    """Whether a file's name ends as a recording's, also if its format cannot be read."""
    return name.casefold().endswith(SUFFIXES + FOREIGN_SUFFIXES)


NEVER_DECODED = b"\xf0\x7e"
"""First bytes of a MIDI sample dump, whose errors libsndfile would print to standard output."""

_FOREIGN = (
    (0, NEVER_DECODED, "a MIDI sample dump"),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska file"),
    (4, b"ftyp3g", "a 3GP file"),
    (4, b"ftyp", "an M4A or MP4 file"),
    (0, b"ADIF", "an AAC file"),
    (0, b"#!AMR", "an AMR file"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a WMA file"),
    (0, b"MAC ", "a Monkey's Audio file"),
    (0, b"wvpk", "a WavPack file"),
    (0, b"TTA1", "a True Audio file"),
    (0, b".RMF", "a RealAudio file"),
    (0, b"DSD ", "a DSD file"),
    (0, b"MThd", "a MIDI file"),
    (8, b"AVI ", "an AVI file"),
    (28, b"Speex   ", "a Speex file"),
)
"""Offset, the bytes at this offset, and the format of such a file."""


def foreign_format(head: bytes) -> str | None:
    """Return a format that libsndfile cannot read, with its article, or None.

    Parameters
    ----------
    head : bytes
        The file's first bytes.
    """
    for offset, mark, name in _FOREIGN:
        if head[offset : offset + len(mark)] == mark:
            return name
    # ADTS: twelve bits of sync, and a layer that MPEG audio does not have.
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "an AAC file"
    return None


def short_name(foreign: str) -> str:
    """Return a name from `foreign_format` for use in any language: "M4A/MP4"."""
    _, _, name = foreign.partition(" ")
    return name.removesuffix(" file").replace(" or ", "/")
