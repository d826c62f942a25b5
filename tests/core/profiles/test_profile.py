"""Profile files: what is written is read back; damaged files are refused in one line."""

from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.profiles.adaptation import Adaptation, Effect
from core.profiles.profile import Profile, ProfileError, enrol_command
from core.profiles.profile_file import read_outline, read_profile, write_profile
from core.profiles.takes import Take

WIDTH = 12
EFFECT = Effect(3, 2, 1, 1, (9,), 2, 1)


def profile(*, keeps_sound: bool = False) -> Profile:
    rng = np.random.default_rng(0)

    def numbers(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    takes = tuple(
        Take(digit, numbers(3, 11), numbers(3, WIDTH), digit == 0, 0.5 if digit == 0 else 0.0)
        for digit in (3, 0, 9)
    )
    sound = (np.round(rng.uniform(-0.5, 0.5, 800) * 32768) / 32768).astype(np.float32)
    learnt = Adaptation(numbers(9, WIDTH), numbers(9, 10), 1.0, split_seconds=(0.5, *[0.0] * 9))
    sounds = (sound, None, sound) if keeps_sound else (None,) * 3
    return Profile("Ann", "ab" * 32, takes, sounds, learnt, "Learnt.", EFFECT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles" / "Ann.voice"


@pytest.mark.parametrize("keeps_sound", [False, True])
def test_a_profile_is_read_as_it_was_written(path: Path, keeps_sound: bool) -> None:
    stored = profile(keeps_sound=keeps_sound)
    write_profile(stored, path)
    read = read_profile(path)
    assert (read.name, read.bundle, read.summary) == ("Ann", stored.bundle, "Learnt.")
    assert read.effect == EFFECT
    assert [take.digit for take in read.takes] == [3, 0, 9]
    assert [take.was_rejected for take in read.takes] == [False, True, False]
    assert [take.split_seconds for take in read.takes] == [0.0, 0.5, 0.0]
    for one, other in zip(stored.takes, read.takes, strict=True):
        assert np.array_equal(one.hidden, other.hidden)
        assert np.array_equal(one.logits, other.logits)
    assert read.adaptation is not None
    assert stored.adaptation is not None
    assert np.array_equal(read.adaptation.support, stored.adaptation.support)
    assert read.adaptation.readiness == 1.0
    assert read.adaptation.split_seconds == (0.5, *[0.0] * 9)
    for one, other in zip(stored.sounds, read.sounds, strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            assert other == pytest.approx(one, abs=1e-4)


def test_no_audio_is_stored_by_default(path: Path) -> None:
    write_profile(profile(), path)
    names = zipfile.ZipFile(path).namelist()
    assert {Path(name).suffix for name in names} == {".json", ".npy"}


def test_an_empty_profile_can_be_stored(path: Path) -> None:
    write_profile(Profile("Ann", "ab"), path)
    assert read_profile(path) == Profile("Ann", "ab")


def test_a_profile_knows_its_language(path: Path) -> None:
    write_profile(Profile("Ann", "ab", language="de"), path)
    assert read_profile(path).language == "de"


def test_the_outline_of_a_profile_is_read_alone(path: Path) -> None:
    stored = profile()
    write_profile(stored, path)
    outline = read_outline(path)
    assert (outline.language, outline.counts) == ("en", (1, 0, 0, 1, 0, 0, 0, 0, 0, 1))
    assert outline.is_unfinished
    assert stored.is_unfinished
    assert stored.missing == (1, 2, 4, 5, 6, 7, 8)


def test_the_takes_of_a_digit_can_be_removed() -> None:
    left = profile(keeps_sound=True).without(3)
    assert [take.digit for take in left.takes] == [0, 9]
    assert [sound is None for sound in left.sounds] == [True, False]


def test_profiles_of_earlier_versions_are_english(path: Path) -> None:
    write_profile(Profile("Ann", "ab", language="de"), path)
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("profile.json"))
    del described["language"]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("profile.json", json.dumps(described))
    assert read_profile(path).language == "en"


def test_damage_anywhere_is_reported_in_one_line(path: Path) -> None:
    write_profile(profile(keeps_sound=True), path)
    whole = path.read_bytes()
    rng = np.random.default_rng(1)
    refused, lines = 0, []
    for position in rng.integers(len(whole), size=80):
        content = bytearray(whole)
        content[position] ^= 0x55
        path.write_bytes(content)
        try:
            read_profile(path)  # succeeds if the byte is one of the zip's times or flags
        except ProfileError as error:
            refused += 1
            lines.append(str(error))
    assert refused > 50
    assert all("Ann.voice" in line and "\n" not in line for line in lines)
    for length in (0, 10, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:length])
        with pytest.raises(ProfileError, match="damaged"):
            read_profile(path)


def test_the_command_for_a_damaged_profile_teaches_its_language(path: Path) -> None:
    write_profile(replace(profile(), language="de"), path)
    content = bytearray(path.read_bytes())
    content[600] ^= 0x55
    path.write_bytes(content)
    assert read_outline(path).language == "de"
    command = "'spoken-digits enroll --profile Ann --language de --replace'"
    with pytest.raises(ProfileError, match=command):
        read_profile(path)


@pytest.mark.parametrize("language", [None, 7, "", "de; rm", "de\n", "x" * 2_000_000])
def test_a_damaged_profile_whose_language_cannot_be_read_has_a_usable_command(
    path: Path, language: object
) -> None:
    write_profile(replace(profile(), language="de"), path)
    _redescribed(path, language=language)
    _rewritten(path, "logits.npy", b"damaged")
    with pytest.raises(ProfileError, match="enroll --profile Ann --replace'"):
        read_profile(path)


def _rewritten(path: Path, name: str, content: bytes | None) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for part, old in parts.items():
            if part != name:
                archive.writestr(part, old)
            elif content is not None:
                archive.writestr(part, content)


def _npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=True)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hidden.npy", None),
        ("hidden.npy", _npy(np.zeros((3, 3, WIDTH + 1), np.float32))),
        ("hidden.npy", _npy(np.zeros((2, 3, WIDTH), np.float32))),
        ("logits.npy", _npy(np.full((3, 3, 11), np.nan, np.float32))),
        ("logits.npy", _npy(np.array([print, None], object))),
        ("adaptation_weights.npy", _npy(np.zeros((9, 11), np.float32))),
        ("profile.json", b"{}"),
        ("profile.json", b"[]"),
        ("profile.json", b"\xff"),
    ],
)
def test_invalid_parts_are_refused(path: Path, name: str, content) -> None:
    write_profile(profile(), path)
    _rewritten(path, name, content)
    with pytest.raises(ProfileError, match="damaged"):
        read_profile(path)


def _redescribed(path: Path, **values: object) -> None:
    """Change parts of a profile's description."""
    described = json.loads(zipfile.ZipFile(path).read("profile.json"))
    _rewritten(path, "profile.json", json.dumps(described | values).encode())


def test_a_newer_format_is_not_called_damaged(path: Path) -> None:
    write_profile(profile(), path)
    _redescribed(path, format=3)
    with pytest.raises(ProfileError, match="stored by a newer version") as caught:
        read_profile(path)
    assert caught.value.problem == "newer"
    with pytest.raises(ProfileError, match="stored by a newer version"):
        read_outline(path)


@pytest.mark.parametrize("version", [0, -1, "1", 1.5, None, [2]])
def test_a_format_that_is_no_version_is_damage(path: Path, version: object) -> None:
    write_profile(profile(), path)
    _redescribed(path, format=version)
    with pytest.raises(ProfileError, match="is not valid") as caught:
        read_profile(path)
    assert caught.value.problem == "damaged"


@pytest.mark.parametrize(("language", "version"), [("en", 1), ("de", 2)])
def test_programs_that_know_no_languages_refuse_profiles_of_others(
    path: Path, language: str, version: int
) -> None:
    write_profile(Profile("Ann", "ab", language=language), path)
    assert json.loads(zipfile.ZipFile(path).read("profile.json"))["format"] == version
    assert read_profile(path).language == language


@pytest.mark.parametrize("numbers", [{"readiness": 1.0}, {"digitness_share": 0.5}])
def test_of_an_early_adaptation_only_the_takes_are_kept(
    path: Path, numbers: dict[str, float]
) -> None:
    write_profile(profile(keeps_sound=True), path)
    _redescribed(path, adaptation=numbers)
    found = read_profile(path)
    assert len(found.takes) == len(profile().takes)
    assert (found.adaptation, found.summary, found.is_unfinished) == (None, "", True)
    assert read_outline(path).is_unfinished


def test_a_profile_of_an_earlier_version_knows_nothing_of_rejections(path: Path) -> None:
    write_profile(profile(), path)
    described = json.loads(zipfile.ZipFile(path).read("profile.json"))
    del described["rejected"], described["effect"]["rejected_before"]
    del described["effect"]["rejected_after"]
    _rewritten(path, "profile.json", json.dumps(described).encode())
    read = read_profile(path)
    assert read.effect == replace(EFFECT, rejected_before=0, rejected_after=0)
    assert not any(take.was_rejected for take in read.takes)


def test_a_profile_of_an_earlier_version_knows_nothing_of_split_words(path: Path) -> None:
    write_profile(profile(), path)
    described = json.loads(zipfile.ZipFile(path).read("profile.json"))
    del described["split"], described["adaptation"]["split_seconds"]
    _rewritten(path, "profile.json", json.dumps(described).encode())
    read = read_profile(path)
    assert [take.split_seconds for take in read.takes] == [0.0] * 3
    assert read.adaptation is not None
    assert read.adaptation.split_seconds == (0.0,) * 10


def test_a_profile_of_an_earlier_version_has_no_effect(path: Path) -> None:
    write_profile(profile(), path)
    described = json.loads(zipfile.ZipFile(path).read("profile.json"))
    del described["effect"]
    _rewritten(path, "profile.json", json.dumps(described).encode())
    read = read_profile(path)
    assert read.effect is None
    assert read.summary == "Learnt."


def test_a_missing_profile_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(ProfileError, match="enroll --profile Ann"):
        read_profile(path)


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Ann", "en", "--profile Ann"),
        ("Jörg", "de", "--profile Jörg --language de"),
        ("Ann Lee", "en", '--profile "Ann Lee"'),
        ("A&B $1", "en", '--profile "A&B \\$1"'),
    ],
)
def test_the_command_in_a_message_can_be_typed_as_it_is(
    name: str, language: str, expected: str
) -> None:
    assert enrol_command(name, language) == f"spoken-digits enroll {expected}"
    assert enrol_command(name, language, replace=True).endswith(f"{expected} --replace")


def test_a_failed_write_keeps_the_old_profile(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_profile(profile(), path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)  # stands for a full disk
    with pytest.raises(ProfileError, match="No space left"):
        write_profile(replace(profile(), name="Bob"), path)
    assert read_profile(path).name == "Ann"
    assert list(path.parent.iterdir()) == [path]
