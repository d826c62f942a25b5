"""Index of the recordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.data.index import (
    OTHER,
    DataError,
    data_folder,
    find_recordings,
    find_strings,
    noise_kind,
)
from tests.models.data.files import touch


def test_recordings_are_found_with_labels_speakers_and_words(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "digits/fsdd/theo/3_theo_0.flac",
        "digits/heidelberg/hd00/1_hd00_4.ogg",
        "digits/heidelberg/hd00/notes.txt",
        "words/speech_commands/stop_0a1b_0.ogg",
        "words/picovoice/alexa_0001.flac",
        "words/dspspeech20/153_153-07-02.ogg",
        "words/freeswitch_callie/base256_16000_Babylon.ogg",
        "words/asterisk_allison/letters_q.ogg",
        "words/mycroft/0308.flac",
        "sentences/ljspeech/one.ogg",
        "noise/esc10/dog_1-187207-A.flac",
        "noise/README.txt",
        "languages/de/heidelberg/hd00/1_hd00_4.ogg",
    )
    found = [(r.corpus, r.speaker, r.label, r.word) for r in find_recordings(tmp_path)]
    assert found == [
        ("fsdd", "fsdd/theo", 3, ""),
        ("heidelberg", "heidelberg/hd00", 1, ""),
        ("words/asterisk_allison", "asterisk_allison/letters_q", OTHER, "q"),
        ("words/dspspeech20", "dspspeech20/153", OTHER, "dspspeech20-07"),
        ("words/freeswitch_callie", "freeswitch_callie/base256_16000_Babylon", OTHER, "babylon"),
        ("words/mycroft", "mycroft/0308", OTHER, ""),
        ("words/picovoice", "picovoice/alexa_0001", OTHER, "alexa"),
        ("words/speech_commands", "speech_commands/0a1b", OTHER, "stop"),
        ("sentences/ljspeech", "ljspeech/one", OTHER, ""),
        ("noise/esc10", "noise/dog", OTHER, ""),
        # The same person as the one who says English digits.
        ("languages/de", "heidelberg/hd00", OTHER, ""),
    ]


def test_recorded_numbers_need_a_text(tmp_path: Path) -> None:
    touch(tmp_path, "strings/corpus/12.ogg", "strings/corpus/without_text.ogg")
    (tmp_path / "strings/corpus/12.txt").write_text("1 2\n")
    assert find_strings(tmp_path) == [(tmp_path / "strings/corpus/12.ogg", "12")]


@pytest.mark.parametrize(
    ("corpus", "stem", "kind"),
    [
        ("esc10", "dog_1-187207-A", "dog"),
        ("esc50_cc0_ccby", "glass_breaking_3-216284-A", "glass_breaking"),
        ("esc10", "baby-cry_1-187207-A", "baby"),
        ("donateacry", "9f3a_hungry", "baby"),
        ("mechvibes", "a", "keyboard"),
        ("esc50_cc0_ccby", "keyboard_typing_3-216284-A", "keyboard"),
        ("ambie", "Sounds_birds", "ambie"),
    ],
)
def test_kinds_of_noise(corpus: str, stem: str, kind: str) -> None:
    assert noise_kind(corpus, stem) == kind


def test_missing_recordings_are_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPOKEN_DIGITS_DATA", str(tmp_path))
    with pytest.raises(DataError, match="SPOKEN_DIGITS_DATA"):
        data_folder()
