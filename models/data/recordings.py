"""Everything there is to learn from and to judge by: what was given, and what was fetched."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from models.data.corpora import SOURCES, corpora_folder
from models.data.index import (
    DATA_VARIABLE,
    OTHER,
    DataError,
    Recording,
    data_folder,
    find_digits,
    find_others,
)
from models.data.unpack import is_unpacked

MOST = 6_000
"""Recordings of a fetched corpus that are used, digits and words each: Speech Commands has 105,829,
and what more of them would teach is not worth days of making other people from each."""


def all_recordings() -> list[Recording]:
    """Digits, words and noises, in a stable order.

    Where ``SPOKEN_DIGITS_DATA`` names a folder, only what is in it. Else fetched corpora stand
    before ``../shared/data``, which has parts of the same: a corpus is taken from one place alone.

    Raises
    ------
    DataError
        If there are none.
    """
    if os.environ.get(DATA_VARIABLE):
        return _found_in(data_folder())
    fetched = fetched_folders()
    found = [
        recording
        for folder in fetched
        for corpus in _by_corpus(_found_in(folder)).values()
        for recording in at_most(corpus)
    ]
    try:
        given = _found_in(data_folder())
    except DataError:
        if not found:
            raise
        given = []
    have = {recording.corpus for recording in found}
    found += [recording for recording in given if recording.corpus not in have]
    return sorted(found, key=lambda recording: recording.label == OTHER)


def fetched_folders() -> list[Path]:
    """The corpora that ``make fetch`` brought, each in the layout of `models.data.index`."""
    folder = corpora_folder()
    return [folder / source.name for source in SOURCES if is_unpacked(source, folder)]


def at_most(recordings: Iterable[Recording], count: int = MOST) -> list[Recording]:
    """So many recordings of a corpus, evenly over its people and digits, always the same ones."""
    shuffled = sorted(recordings, key=lambda r: hashlib.sha256(r.path.name.encode()).digest())
    taken: dict[tuple[str, int], int] = {}
    turns: list[tuple[int, Recording]] = []
    for recording in shuffled:
        who = (recording.speaker, recording.label)
        taken[who] = taken.get(who, 0) + 1
        turns.append((taken[who], recording))
    turns.sort(key=lambda turn: turn[0])
    return sorted((recording for _, recording in turns[:count]), key=lambda r: r.path)


def _found_in(folder: Path) -> list[Recording]:
    return [*find_digits(folder), *find_others(folder)]


def _by_corpus(recordings: Iterable[Recording]) -> dict[str, list[Recording]]:
    corpora: dict[str, list[Recording]] = {}
    for recording in recordings:
        corpora.setdefault(recording.corpus, []).append(recording)
    return corpora
