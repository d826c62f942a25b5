"""Fetched corpora replace those in the data folder."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from models.data.corpora import SOURCES
from models.data.index import OTHER, DataError, Recording
from models.data.recordings import all_recordings, subsample
from tests.models.data.files import touch


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    given, fetched = tmp_path / "given", tmp_path / "fetched"
    monkeypatch.delenv("SPOKEN_DIGITS_DATA", raising=False)
    monkeypatch.setattr("models.data.index.DATA_FOLDER", given)
    monkeypatch.setenv("SPOKEN_DIGITS_CORPORA", str(fetched))
    return given, fetched


def mark(fetched: Path, name: str) -> None:
    (source,) = [one for one in SOURCES if one.name == name]
    (fetched / name / "SOURCE.json").write_text(json.dumps({"sha256": source.sha256}))


GIVEN = (
    "digits/speech_commands/0a1b2c3d/1_0a1b2c3d_0.flac",
    "digits/iitg/Sai004/4_Sai004_0.flac",
    "words/mycroft/hey_0.flac",
)
FETCHED = (
    "speech_commands/digits/speech_commands/ffffffff/2_ffffffff_0.flac",
    "speech_commands/words/speech_commands/tree_ffffffff_0.flac",
)


def names(found: list[Recording]) -> list[str]:
    return [recording.path.name for recording in found]


def test_a_fetched_corpus_replaces_the_one_in_the_data_folder(folders: tuple[Path, Path]) -> None:
    given, fetched = folders
    touch(given, *GIVEN)
    touch(fetched, *FETCHED)
    # Without the marker, as if unpacking had been interrupted.
    assert names(all_recordings()) == [
        "4_Sai004_0.flac", "1_0a1b2c3d_0.flac", "hey_0.flac",
    ]  # fmt: skip
    mark(fetched, "speech_commands")
    assert names(all_recordings()) == [
        "2_ffffffff_0.flac", "4_Sai004_0.flac", "tree_ffffffff_0.flac", "hey_0.flac",
    ]  # fmt: skip


def test_fetched_corpora_are_used_without_a_data_folder(folders: tuple[Path, Path]) -> None:
    with pytest.raises(DataError):
        all_recordings()
    touch(folders[1], *FETCHED)
    mark(folders[1], "speech_commands")
    assert len(all_recordings()) == 2


def test_only_the_folder_in_the_environment_variable_is_used(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, fetched = folders
    touch(given, *GIVEN)
    touch(fetched, *FETCHED)
    mark(fetched, "speech_commands")
    monkeypatch.setenv("SPOKEN_DIGITS_DATA", str(given))
    assert len(all_recordings()) == 3
    assert "2_ffffffff_0.flac" not in names(all_recordings())


def test_subsample_is_even_over_speakers_and_labels() -> None:
    many = [
        Recording(Path(f"{digit}_{who}_{n}"), "c", f"c/{who}", digit)
        for who, count in (("often", 30), ("seldom", 2))
        for digit in range(10)
        for n in range(count)
    ]
    words = [Recording(Path(f"{w}_often_0"), "c", "c/often", OTHER) for w in "abcdefghij"]
    chosen = subsample(many, 60)
    counts = Counter((r.speaker, r.label) for r in chosen)
    assert {counts["c/often", d] for d in range(10)} == {4}
    assert {counts["c/seldom", d] for d in range(10)} == {2}
    assert subsample(list(reversed(many)), 60) == chosen
    assert names(subsample(words, 3)) != ["a_often_0", "b_often_0", "c_often_0"]
    assert subsample(many, 10_000) == sorted(many, key=lambda r: r.path)
