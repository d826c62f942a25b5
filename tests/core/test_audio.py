"""Audio files of all formats load alike; errors are one line."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile

from core import audio
from core.audio import SAMPLE_RATE, AudioError, Resampler, duration, load, stream


def tone(rate: int, seconds: float = 0.5, channels: int = 1) -> np.ndarray:
    wave = 0.4 * np.sin(2 * np.pi * 440.0 * np.arange(round(rate * seconds)) / rate)
    return np.repeat(wave[:, None].astype(np.float32), channels, axis=1)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_file_becomes_mono_at_16_khz(
    tmp_path: Path, suffix: str, rate: int, channels: int
) -> None:
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, tone(rate, channels=channels), rate)
    sound = load(path)
    assert sound.dtype == np.float32
    assert sound.ndim == 1
    # MP3 pads with silence at both ends.
    assert len(sound) == pytest.approx(8_000, abs=3_500 if suffix == "mp3" else 2)
    middle = sound[2_000:6_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(middle) == pytest.approx(440.0, abs=4.0)
    assert np.abs(middle).max() == pytest.approx(0.4, abs=0.04)


@pytest.mark.slow
@pytest.mark.timeout(600)  # librosa takes seconds to import, and compiles functions
def test_resampling_matches_librosa(tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    sound = np.random.default_rng(0).normal(0, 0.1, 22_050).astype(np.float32)
    soundfile.write(path, sound, 22_050, subtype="FLOAT")
    expected = librosa.resample(sound, orig_sr=22_050, target_sr=SAMPLE_RATE)
    np.testing.assert_allclose(load(path), expected, atol=1e-6)


def test_channels_are_averaged_and_nan_becomes_zero() -> None:
    frames = np.array([[1.0, 0.0], [0.5, -0.5], [np.nan, 0.2], [np.inf, 0.0]], np.float32)
    np.testing.assert_allclose(audio.to_mono(frames), [0.5, 0.0, 0.1, 0.5])


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_streamed_blocks_equal_the_loaded_file(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, tone(rate), rate, subtype="FLOAT")
    blocks = list(stream(path, block_seconds=0.02))
    assert len(blocks) >= 25
    together = np.concatenate(blocks)
    whole = load(path)
    assert len(together) == pytest.approx(len(whole), abs=2)
    shared = min(len(together), len(whole))
    np.testing.assert_allclose(together[200 : shared - 200], whole[200 : shared - 200], atol=2e-3)


def test_the_resampler_keeps_the_length() -> None:
    resampler = Resampler(48_000)
    sound = tone(48_000)[:, 0]
    parts = [resampler.feed(sound[i : i + 960]) for i in range(0, len(sound), 960)]
    parts.append(resampler.feed(np.zeros(0, np.float32), last=True))
    assert sum(map(len, parts)) == pytest.approx(8_000, abs=2)


def test_duration_is_read_from_the_header(tmp_path: Path) -> None:
    path = tmp_path / "tone.flac"
    soundfile.write(path, tone(8_000, 2.5), 8_000)
    assert duration(path) == pytest.approx(2.5)


def assert_refused(path: Path, words: str) -> None:
    for read in (load, lambda p: list(stream(p))):
        with pytest.raises(AudioError, match=words) as caught:
            read(path)
        assert "\n" not in str(caught.value)
        assert str(path) in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path / "nothing.wav", "no such file")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path, "is a folder")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()
    assert_refused(path, "empty")


def test_a_file_without_samples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no_samples.wav"
    soundfile.write(path, np.zeros((0, 1)), 16_000)
    assert_refused(path, "no sound")


@pytest.mark.parametrize("name", ["letter.wav", "letter.txt", "letter.mp3"])
def test_a_file_that_is_not_audio_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Dear reader, this is not a recording. " * 50)
    assert_refused(path, "not a recording|damaged")


@pytest.mark.parametrize("suffix", ["wav", "flac"])
def test_a_truncated_file_is_used_with_a_warning(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cut.{suffix}"
    soundfile.write(path, np.random.default_rng(0).normal(0, 0.1, 16_000), 16_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    warnings: list[str] = []
    assert 3_000 < len(load(path, warn=warnings.append)) < 9_000
    (warning,) = warnings
    assert warning.startswith(f"{path}: is cut short")


def test_a_file_that_is_cut_within_its_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.flac"
    soundfile.write(path, tone(16_000), 16_000)
    path.write_bytes(path.read_bytes()[:30])
    assert_refused(path, "damaged")


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
@pytest.mark.parametrize("name", [b"caf\xe9.wav", b"two\nlines.wav", b"x" * 251 + b".wav"])
def test_any_name_is_read(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    with path.open("wb") as file:
        soundfile.write(file, tone(16_000), 16_000, format="WAV")
    assert len(load(path)) == 8_000
    path.write_bytes(b"no sound")
    with pytest.raises(AudioError) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "no/such/folder.wav"])
def test_an_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioError, match="no such file"):
        load(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_a_device_is_refused() -> None:
    assert_refused(Path("/dev/zero"), "is a device")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_named_pipe_is_heard(tmp_path: Path) -> None:
    content = io.BytesIO()
    soundfile.write(content, tone(16_000), 16_000, format="WAV")
    path = tmp_path / "pipe"
    os.mkfifo(path)
    for read in (load, lambda p: np.concatenate(list(stream(p)))):
        writer = threading.Thread(target=path.write_bytes, args=(content.getvalue(),))
        writer.start()
        assert len(read(path)) == 8_000
        writer.join()


def test_an_open_file_is_read_and_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "tone.flac"
    soundfile.write(path, tone(16_000), 16_000)
    with path.open("rb") as file:
        assert len(load(file, name="standard input")) == 8_000
        assert not file.closed


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x20ftypM4A ", "an M4A or MP4 file"),
        (b"\x1a\x45\xdf\xa3webm", "a WebM or Matroska file"),
        (b"\xff\xf1\x50\x80", "an AAC file"),
        (b"#!AMR\n", "an AMR file"),
    ],
)
def test_the_recording_of_a_phone_is_named_and_how_to_convert_it(
    tmp_path: Path, head: bytes, kind: str
) -> None:
    path = tmp_path / "my memo.m4a"
    path.write_bytes(head + bytes(2_000))
    assert_refused(path, f"is {kind}, which cannot be read; convert it to WAV first")
    with pytest.raises(AudioError, match=r"ffmpeg -i '.*my memo.m4a' 'my memo.wav'"):
        load(path)
    path = path.rename(tmp_path / "memo.WAV")  # the wrong ending
    with pytest.raises(AudioError, match=r"ffmpeg -i .*memo.WAV memo-converted.wav"):
        load(path)


def test_a_wav_of_unknown_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "piped.wav"
    soundfile.write(path, tone(16_000), 16_000)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"data") + 4
    raw[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(raw)
    assert len(load(path)) == 8_000


def test_a_long_file_is_refused_as_one_word_but_can_be_streamed(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, tone(8_000, 3.0), 8_000)
    with pytest.raises(AudioError, match="listen --fast"):
        load(path, max_seconds=2.0)
    assert sum(map(len, stream(path))) == pytest.approx(48_000, abs=2)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_file_without_read_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.wav"
    soundfile.write(path, tone(16_000), 16_000)
    path.chmod(0)
    if os.geteuid() == 0:
        # Root can read everything; tests/desktop/test_cli.py tries it as another user.
        def denied(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
    assert_refused(path, "may not be read")
