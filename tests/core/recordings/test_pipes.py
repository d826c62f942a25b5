"""Recordings that come through a pipe."""

from __future__ import annotations

import io

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, AudioError, AudioWarning, load, stream_live
from core.recordings.pipes import KEPT_BYTES, PipeFile
from tests.core.recordings.containers import tone, with_length, written


class Pipe(io.BytesIO):
    """Bytes that are read once, forward, and arrive in small pieces."""

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 1_000) if size is not None and size >= 0 else -1)


def heard(content: bytes, raw_rate: int | None = None) -> np.ndarray:
    return np.concatenate(list(stream_live(Pipe(content), "x", raw_rate=raw_rate)))


SOUND = tone(1.0)


@pytest.mark.parametrize("form", ["WAV", "RF64", "AU", "FLAC", "AIFF", "CAF", "OGG", "MP3"])
def test_every_container_is_heard(form: str) -> None:
    content = written(SOUND, form)
    assert len(heard(content)) == pytest.approx(len(load(io.BytesIO(content))), abs=2)


@pytest.mark.parametrize("form", ["WAV", "FLAC", "OGG"])
def test_a_pipe_is_loaded_to_its_end(form: str) -> None:
    content = written(SOUND, form)
    warnings: list[AudioWarning] = []
    sound = load(Pipe(content), name="x", warn=warnings.append)
    np.testing.assert_array_equal(sound, load(io.BytesIO(content)))
    assert not warnings


@pytest.mark.parametrize("length", [0, 0x7FFF_F000, 0xFFFF_FFFF])
def test_a_wav_that_is_being_recorded_is_heard(length: int) -> None:
    content = with_length(written(SOUND, "WAV", "PCM_16"), "WAV", length)
    np.testing.assert_allclose(heard(content), SOUND, atol=1e-4)


@pytest.mark.parametrize("subtype", ["GSM610", "IMA_ADPCM", "G721_32"])
def test_codings_in_blocks_end(subtype: str) -> None:
    assert len(heard(written(SOUND, "WAV", subtype))) == pytest.approx(len(SOUND), abs=1_000)


def test_samples_without_a_header_are_heard() -> None:
    samples = (SOUND * 32_767).astype("<i2").tobytes()
    np.testing.assert_allclose(heard(samples, raw_rate=SAMPLE_RATE), SOUND, atol=1e-4)
    assert len(heard(samples, raw_rate=8_000)) == pytest.approx(2 * len(SOUND), abs=2)


def test_a_long_recording_needs_no_more_memory_than_a_short_one() -> None:
    content = with_length(written(tone(60.0), "WAV", "PCM_16"), "WAV", 0)
    file = PipeFile(Pipe(content))
    while file.read(4_096):
        assert len(file._kept) <= KEPT_BYTES + 8_192
    assert len(heard(content)) == 60 * SAMPLE_RATE


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "empty"), (b"Dear reader, " * 50, "not a recording")]
)
def test_no_recording_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(AudioError, match=says):
        heard(content)
