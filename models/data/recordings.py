"""All recordings for training and evaluation: those in ``../shared/data`` and fetched corpora."""

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
    find_recordings,
)
from models.data.unpack import is_unpacked

MAX_RECORDINGS = 6_000
"""Most recordings used of a fetched corpus, for digits and other words each.

Speech Commands has 105,829 recordings; converting the voices of all of them would take days.
"""


def all_recordings() -> list[Recording]:
    """Digits, words and noises, in a stable order.

    If ``SPOKEN_DIGITS_DATA`` names a folder, only recordings in it are used. Otherwise, fetched
    corpora replace those of the same name in ``../shared/data``.

    Raises
    ------
    DataError
        If there are none.
    """
    if os.environ.get(DATA_VARIABLE):
        return find_recordings(data_folder())
    fetched = fetched_folders()
    found = [
        recording
        for folder in fetched
        for corpus in _by_corpus(find_recordings(folder)).values()
        for recording in subsample(corpus)
    ]
    try:
        given = find_recordings(data_folder())
    except DataError:
        if not found:
            raise
        given = []
    fetched_corpora = {recording.corpus for recording in found}
    found += [recording for recording in given if recording.corpus not in fetched_corpora]
    return sorted(found, key=lambda recording: recording.label == OTHER)


def fetched_folders() -> list[Path]:
    """Folders of the fetched corpora, each in the layout of `models.data.index`."""
    folder = corpora_folder()
    return [folder / source.name for source in SOURCES if is_unpacked(source, folder)]


def subsample(recordings: Iterable[Recording], count: int = MAX_RECORDINGS) -> list[Recording]:
    """At most `count` recordings, evenly over speakers and labels, always the same ones."""
    shuffled = sorted(recordings, key=lambda r: hashlib.sha256(r.path.name.encode()).digest())
    taken: dict[tuple[str, int], int] = {}
    turns: list[tuple[int, Recording]] = []
    for recording in shuffled:
        key = (recording.speaker, recording.label)
        taken[key] = taken.get(key, 0) + 1
        turns.append((taken[key], recording))
    turns.sort(key=lambda turn: turn[0])
    return sorted((recording for _, recording in turns[:count]), key=lambda r: r.path)


def _by_corpus(recordings: Iterable[Recording]) -> dict[str, list[Recording]]:
    corpora: dict[str, list[Recording]] = {}
    for recording in recordings:
        corpora.setdefault(recording.corpus, []).append(recording)
    return corpora
