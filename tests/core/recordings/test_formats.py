"""The names of recordings come from the library that reads them."""

from __future__ import annotations

import pytest
import soundfile

from core.recordings.formats import (
    FOREIGN_SUFFIXES,
    SUFFIXES,
    foreign_format,
    is_any_recording_name,
    is_recording_name,
)


@pytest.mark.parametrize(
    "name", ["WhatsApp.opus", "a.oga", "B.AIFF", "c.aif", "d.wav", "e.mp3", "f.caf", "g.w64"]
)
def test_what_libsndfile_reads_is_a_recording(name: str) -> None:
    assert is_recording_name(name)


@pytest.mark.parametrize("name", ["memo.m4a", "notes.txt", "wav", "a.wav.part"])
def test_other_names_are_not(name: str) -> None:
    assert not is_recording_name(name)


def test_no_format_of_the_library_is_forgotten() -> None:
    left_out = {"MAT4", "MAT5", "RAW", "SD2", "SDS", "WVE", "XI", "WAVEX"}
    named = {"AIFF": ".aiff", "NIST": ".sph", "IRCAM": ".sf", "SVX": ".8svx"}
    for form in set(soundfile.available_formats()) - left_out:
        assert named.get(form, f".{form.lower()}") in SUFFIXES


def test_all_names_are_those_of_formats_of_the_library() -> None:
    forms = {form.lower() for form in soundfile.available_formats()}
    others = {
        *("aif", "aifc", "aiff", "snd", "mp2", "oga", "opus", "wave", "sf"),
        *("8svx", "iff", "svx", "nist", "sph"),
    }
    assert {suffix.removeprefix(".") for suffix in SUFFIXES} <= forms | others


def test_a_recording_is_no_foreign_format() -> None:
    for head in (b"RIFF\0\0\0\0WAVEfmt ", b"fLaC", b"OggS", b"ID3\4", b"\xff\xfb\x90\x64"):
        assert foreign_format(head.ljust(64, b"\0")) is None


@pytest.mark.parametrize("name", ["memo.m4a", "MEMO.AAC", "a.webm", "a.b.wav", "7.FLAC"])
def test_names_of_recordings_of_any_format(name: str) -> None:
    assert is_any_recording_name(name)
    assert not is_any_recording_name(f"{name}.txt")


def test_a_suffix_is_either_of_a_format_that_can_be_read_or_of_another() -> None:
    assert not set(SUFFIXES) & set(FOREIGN_SUFFIXES)
