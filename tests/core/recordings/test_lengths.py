"""A recording is decoded to its end, whatever its header says of its length."""

from __future__ import annotations

import io
import re
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audio import AudioError, load, stream
from core.recordings.layout import parts_of
from tests.core.recordings.containers import patched, tone, with_length, written

SOUND = tone()
FORMS = ("WAV", "AIFF", "AU", "RF64", "W64", "CAF", "FLAC")
RECORDINGS = {form: written(SOUND, form, "PCM_16") for form in FORMS}
WIDE = ("RF64", "W64", "CAF")


def heard(content: bytes) -> tuple[int, list[str]]:
    """Number of samples, and the warnings; loaded and streamed alike."""
    warnings: list[str] = []
    whole = load(io.BytesIO(content), name="x", warn=warnings.append)
    streamed: list[str] = []
    blocks = np.concatenate(list(stream(io.BytesIO(content), name="x", warn=streamed.append)))
    assert len(blocks) == pytest.approx(len(whole), abs=2)
    assert streamed == warnings
    return len(whole), warnings


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "length", [0, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, (1 << 63) - 1, (1 << 64) - 1]
)
def test_a_length_that_was_not_known_yet_is_ignored(form: str, length: int) -> None:
    largest = (1 << 36) - 1 if form == "FLAC" else (1 << (64 if form in WIDE else 32)) - 1
    samples, warnings = heard(with_length(RECORDINGS[form], form, min(length, largest)))
    assert samples == len(SOUND)
    # 0x7FFFF000 samples or, in the wide formats, bytes may have been meant.
    assert not warnings or form in (*WIDE, "FLAC")


@given(form=st.sampled_from(FORMS), length=st.integers(0, (1 << 32) - 1))
@settings(deadline=None, max_examples=60)
def test_any_length_in_the_header_loses_no_sound(form: str, length: int) -> None:
    samples, _ = heard(with_length(RECORDINGS[form], form, length))
    # A rest of less than 50 ms behind the sound is taken for something else.
    assert len(SOUND) - 800 <= samples <= len(SOUND)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("surplus", [1, 8, 44, 100])
def test_a_length_that_is_a_little_too_large_is_no_fault(form: str, surplus: int) -> None:
    length = len(SOUND) * (1 if form == "FLAC" else 2)
    samples, warnings = heard(with_length(RECORDINGS[form], form, length + surplus))
    assert samples == pytest.approx(len(SOUND), abs=4)
    assert warnings == []


@pytest.mark.parametrize("form", FORMS)
def test_missing_sound_is_told_and_the_rest_is_heard(form: str) -> None:
    content = RECORDINGS[form]
    cut = content[: -len(content) // 4] if form == "FLAC" else content[: -len(SOUND) // 2]
    samples, warnings = heard(cut)
    assert len(SOUND) / 4 < samples < len(SOUND)
    assert len(warnings) == 1
    assert warnings[0].startswith("x: is ")


def test_the_missing_length_is_told() -> None:
    content = written(tone(2.0), "WAV", "PCM_16")
    _, (warning,) = heard(content[: 44 + 32_000])
    assert warning == "x: is cut short: by its header, 1.0 s of sound are missing"


def test_chunks_behind_the_sound_are_no_sound() -> None:
    chunk = b"LIST" + (4000).to_bytes(4, "little") + bytes(4000)
    assert heard(RECORDINGS["WAV"] + chunk) == (len(SOUND), [])


def test_a_recording_without_samples_is_refused_though_chunks_follow() -> None:
    empty = written(np.zeros(0, np.float32), "WAV", "PCM_16")
    with pytest.raises(AudioError, match="x: holds no sound"):
        heard(empty + b"LIST" + (4).to_bytes(4, "little") + bytes(4))


@pytest.mark.parametrize("form", ["WAV", "AIFF", "FLAC", "OGG"])
def test_joined_recordings_are_heard_one_after_the_other(form: str) -> None:
    first = RECORDINGS.get(form) or written(SOUND, form)
    second = written(tone(0.75, rate=8_000), form, rate=8_000)
    samples, warnings = heard(first + second)
    assert samples == pytest.approx(len(SOUND) + 12_000, abs=4)
    assert warnings == []


def test_a_chain_of_opus_is_heard_to_its_end() -> None:
    opus = written(SOUND, "OGG", "OPUS")
    assert heard(opus * 3) == (3 * len(SOUND), [])


# Noise fills several pages, as speech does.
NOISE = np.random.default_rng(0).normal(0, 0.1, 64_000).astype(np.float32)


def pages_of(content: bytes) -> list[int]:
    """Where the pages of an Ogg file begin."""
    return [match.start() for match in re.finditer(b"OggS", content)]


@pytest.mark.parametrize("coding", ["VORBIS", "OPUS"])
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_an_ogg_file_that_is_cut_short_is_heard_and_said_to_be(coding: str, share: float) -> None:
    content = written(NOISE, "OGG", coding)
    samples, warnings = heard(content[: round(share * len(content))])
    assert 0 < samples < len(NOISE)
    assert warnings == ["x: is cut short: the file ends too early"]


@pytest.mark.parametrize("kept", [1, 3, 4, 20, 27, 30])
def test_an_ogg_file_may_be_cut_within_the_header_of_a_page(kept: int) -> None:
    content = written(NOISE, "OGG", "VORBIS")
    samples, warnings = heard(content[: pages_of(content)[-1] + kept])
    assert 0 < samples < len(NOISE)
    assert warnings == ["x: is cut short: the file ends too early"]


def test_an_ogg_file_is_cut_short_if_its_last_packet_is_incomplete() -> None:
    pages = ogg_page(0, b"first", 0x02) + ogg_page(1, bytes(255), is_complete=False)
    assert parts_of(io.BytesIO(pages), len(pages))[0].is_cut
    pages += ogg_page(2, bytes(20))
    assert not parts_of(io.BytesIO(pages), len(pages))[0].is_cut


def ogg_page(number: int, packet: bytes, flags: int = 0, *, is_complete: bool = True) -> bytes:
    lengths = [255] * (len(packet) // 255) + ([len(packet) % 255] if is_complete else [])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, 1, number, 0, len(lengths))
    return head + bytes(lengths) + packet


@pytest.mark.parametrize("coding", ["VORBIS", "OPUS"])
def test_an_ogg_file_whose_last_page_is_not_marked_is_whole(coding: str) -> None:
    # As the recorder of Android writes it. An encoder sets the mark on the last page.
    content = written(NOISE, "OGG", coding)
    assert content[pages_of(content)[-1] + 5] & 4
    whole_pages = content[: pages_of(content)[-1]]
    samples, warnings = heard(whole_pages)
    assert 0 < samples < len(NOISE)
    assert warnings == []


def test_an_ogg_file_with_a_tag_behind_it_is_whole() -> None:
    content = written(NOISE, "OGG", "VORBIS")
    assert heard(content + b"TAG" + bytes(125)) == (len(NOISE), [])


@pytest.mark.parametrize("coding", ["VORBIS", "OPUS"])
def test_the_last_recording_of_a_chain_may_be_cut_short(coding: str) -> None:
    content = written(NOISE, "OGG", coding)
    samples, warnings = heard(content + content[: len(content) // 2])
    assert len(NOISE) < samples < 2 * len(NOISE)
    assert warnings == ["x: is cut short: the file ends too early"]


def mp3(sound: np.ndarray, mode: str, level: float) -> bytes:
    return written(sound, "MP3", bitrate_mode=mode, compression_level=level)


# A second of silence first: its small frames make an estimate of the length far too short.
LATE = np.concatenate([np.zeros(16_000, np.float32), tone(2.0)])


@pytest.mark.parametrize("mode", ["CONSTANT", "VARIABLE"])
@pytest.mark.parametrize("has_tag", [True, False])
def test_an_mp3_is_heard_to_its_end(mode: str, has_tag: bool) -> None:
    content = mp3(LATE, mode, 0.3)
    if not has_tag:
        at = max(content.find(b"Xing"), content.find(b"Info"))
        content = content[content.index(content[:2], at) :]
    warnings: list[str] = []
    sound = load(io.BytesIO(content), name="x", warn=warnings.append)
    assert len(sound) == pytest.approx(len(LATE), abs=3_500)
    assert np.abs(sound[-8_000:-5_000]).max() > 0.3
    assert warnings == []


def test_joined_mp3_files_are_heard_to_the_end() -> None:
    content = mp3(LATE, "VARIABLE", 0.3)
    samples, warnings = heard(content + content)
    assert samples == pytest.approx(2 * len(LATE), abs=7_000)
    assert warnings == []


def test_an_mp3_with_tags_in_front_and_behind_is_whole() -> None:
    tag = b"ID3\x04\x00\x00\x00\x00\x07\x68" + bytes(1000)
    content = tag + mp3(LATE, "VARIABLE", 0.3) + b"TAG" + bytes(125)
    samples, warnings = heard(content)
    assert samples == pytest.approx(len(LATE), abs=3_500)
    assert warnings == []


def test_an_mp3_that_is_cut_short_is_heard_and_said_to_be() -> None:
    content = mp3(LATE, "CONSTANT", 0.3)
    samples, warnings = heard(content[: len(content) // 2])
    assert samples == pytest.approx(len(LATE) / 2, abs=3_500)
    assert len(warnings) == 1
    assert "cut short" in warnings[0]


def test_an_mp3_goes_on_behind_damage() -> None:
    content = mp3(LATE, "CONSTANT", 0.3)
    middle = len(content) // 2
    samples, warnings = heard(content[:middle] + b"x" * 5_000 + content[middle + 5_000 :])
    assert samples > 0.6 * len(LATE)
    assert len(warnings) == 1


def test_streamed_mp3_equals_the_loaded_one() -> None:
    # Blocks must not move the decoder: it would lose the bits kept for the next frame.
    noise = np.random.default_rng(0).normal(0, 0.1, 64_000).astype(np.float32)
    content = mp3(noise, "CONSTANT", 0.99)
    whole = load(io.BytesIO(content))
    blocks = np.concatenate(list(stream(io.BytesIO(content))))
    np.testing.assert_allclose(blocks, whole, atol=1e-6)


@pytest.mark.parametrize("form", ["FLAC", "OGG"])
def test_a_hole_is_told(form: str) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 64_000).astype(np.float32)
    content = written(noise, form)
    middle = len(content) // 2
    samples, warnings = heard(content[:middle] + bytes(500) + content[middle + 500 :])
    assert 8_000 < samples < len(noise)
    assert len(warnings) == 1


@pytest.mark.parametrize("subtype", ["GSM610", "G721_32", "NMS_ADPCM_32", "IMA_ADPCM", "ULAW"])
def test_every_coding_of_wav_is_read(subtype: str) -> None:
    samples, warnings = heard(written(SOUND, "WAV", subtype))
    assert samples == pytest.approx(len(SOUND), abs=1_000)
    assert warnings == []


def test_floats_in_the_range_of_integers_are_scaled() -> None:
    content = written(SOUND * 32_768, "WAV", "FLOAT")
    sound = load(io.BytesIO(content))
    np.testing.assert_allclose(sound, SOUND / SOUND.max(), atol=1e-5)
    blocks = np.concatenate(list(stream(io.BytesIO(content))))
    assert 0.5 < np.abs(blocks).max() <= 1.0


@pytest.mark.parametrize("rate", [1, 50, 4_000_000_000])
def test_a_sample_rate_of_no_speech_is_refused(rate: int) -> None:
    content = patched(RECORDINGS["WAV"], 24, rate, "<I")
    with pytest.raises(AudioError, match=r"x: is damaged|x: holds no sound"):
        heard(content)
