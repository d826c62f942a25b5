"""The public corpora: address, pinned version, and layout of the unpacked files.

The sizes and checksums were not measured here, since they were written without network access; each
names its source. GitHub generates its archives on request. If it ever packs them differently, the
checksum no longer matches and `fetch` reports an error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import platformdirs

CORPORA_VARIABLE = "SPOKEN_DIGITS_CORPORA"

WORDS = "zero one two three four five six seven eight nine".split()


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus as it is published.

    Attributes
    ----------
    name : str
        Also the name of its folder.
    url : str
    size : int
        Of the archive, in bytes.
    sha256 : str
        Of the archive, hexadecimal.
    checksum_from : str
        Where size and checksum were published.
    clips : int
        Number of recordings in the archive; any other number is an error.
    unpacked : int
        Approximate size of the unpacked recordings, in bytes.
    licence : str
    path_of : callable
        Maps a member's name to its path in the layout of `index`, or to None if it is not used.
    """

    name: str
    url: str
    size: int
    sha256: str
    checksum_from: str
    clips: int
    unpacked: int
    licence: str
    path_of: Callable[[str], PurePosixPath | None]


def corpora_folder() -> Path:
    """Folder of the fetched corpora: ``SPOKEN_DIGITS_CORPORA``, or the user's cache folder."""
    named = os.environ.get(CORPORA_VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("spoken-digits") / "corpora"


def _path_in_speech_commands(member: str) -> PurePosixPath | None:
    if noise := re.fullmatch(r"(?:\./)?_background_noise_/(\w+)\.wav", member):
        return PurePosixPath("noise/speech_commands", f"{noise[1]}.flac")
    spoken = re.fullmatch(r"(?:\./)?([a-z]+)/([0-9a-f]{8})_nohash_(\d+)\.wav", member)
    if spoken is None:
        return None
    word, speaker, take = spoken.groups()
    if word in WORDS:
        name = f"{WORDS.index(word)}_{speaker}_{take}.flac"
        return PurePosixPath("digits/speech_commands", speaker, name)
    return PurePosixPath("words/speech_commands", f"{word}_{speaker}_{take}.flac")


def _path_in_fsdd(member: str) -> PurePosixPath | None:
    found = re.fullmatch(r"[\w.-]+/recordings/(\d)_([a-z]+)_(\d+)\.wav", member)
    if found is None:
        return None
    digit, speaker, take = found.groups()
    return PurePosixPath("digits/fsdd", speaker, f"{digit}_{speaker}_{take}.flac")


def _path_in_audiomnist(member: str) -> PurePosixPath | None:
    found = re.fullmatch(r"[\w.-]+/data/(\d\d)/(\d)_\1_(\d+)\.wav", member)
    if found is None:
        return None
    speaker, digit, take = found.groups()
    return PurePosixPath("digits/audiomnist", speaker, f"{digit}_{speaker}_{take}.flac")


SOURCES = (
    Source(
        name="speech_commands",
        url="https://storage.googleapis.com/download.tensorflow.org/data/speech_commands_v0.02.tar.gz",
        size=2_428_923_189,
        sha256="af14739ee7dc311471de98f5f9d2c9191b18aedfe957f4a6ff791c709868ff58",
        checksum_from="TensorFlow Datasets, url_checksums/speech_commands.txt",
        clips=105_829 + 6,  # one-second words (Warden, 2018), and background noises
        unpacked=2_000_000_000,
        licence="CC BY 4.0",
        path_of=_path_in_speech_commands,
    ),
    Source(
        name="fsdd",
        # The tag's commit is d6938f9bf1545aa66d8489fc9f1385a7abd64282.
        url="https://codeload.github.com/Jakobovski/free-spoken-digit-dataset/zip/refs/tags/v1.0.10",
        size=16_419_872,
        sha256="c680098f5d2355ba7cc4bd8b0ca9e0a24c00ebe3b4c552208889a4d28d4fbc2b",
        checksum_from="a third party's audit of 2026-08-02; FSDD itself publishes none",
        clips=3_000,
        unpacked=25_000_000,
        licence="CC BY-SA 4.0",
        path_of=_path_in_fsdd,
    ),
    Source(
        name="audiomnist",
        url="https://codeload.github.com/soerenab/AudioMNIST/zip/630d7dab4c040882834de6fa21baf9a60372accd",
        size=996_621_372,
        sha256="f0420069d684baff1688658d1ba53316f9b3f742a7d0ab2963a064c591f9c573",
        checksum_from="a third party's loader, pinned to this commit; AudioMNIST publishes none",
        clips=30_000,
        unpacked=350_000_000,
        licence="MIT",
        path_of=_path_in_audiomnist,
    ),
)
