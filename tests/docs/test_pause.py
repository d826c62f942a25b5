"""One pause between digits, in every document, and the segmenter keeps the promise."""

import itertools
import re

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.events import Utterance
from core.levels import FRAME, frame_levels
from core.noise import room_noise
from core.segmenter import Segmenter
from core.segmenter_settings import RECOMMENDED_PAUSE
from tests.harness.program import AUDIO, REPOSITORY

DOCUMENTS = [
    *REPOSITORY.glob("*.md"),
    *(REPOSITORY / "docs").glob("*.md"),
    REPOSITORY / "models/evaluation/card.md",
    REPOSITORY / "models/digits/MODEL_CARD.md",
    REPOSITORY / "packaging/linux/spoken-digits.1",
]
PAUSE = re.compile(r"(?:pauses? of |leave at least )(\d[\d.]*) s\b")


@pytest.mark.parametrize("document", ["README.md", "CHANGELOG.md"])
def test_documents_that_ask_for_a_pause_give_its_length(document):
    assert PAUSE.search((REPOSITORY / document).read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_gives_the_same_pause(document):
    text = " ".join(document.read_text(encoding="utf-8").split())
    assert {float(pause) for pause in PAUSE.findall(text)} <= {RECOMMENDED_PAUSE}
    assert not re.search(r"(third|quarter|fifth|sixth) of a second", text)


def trimmed(path):
    """A clip without the quiet around its word."""
    sound = load(path)
    levels = frame_levels(sound)
    loud = np.flatnonzero(levels > levels.max() - 24.0)
    return sound[loud[0] * FRAME : (loud[-1] + 1) * FRAME]


@pytest.mark.parametrize("speaker", ["awb", "slt"])
def test_digits_with_this_pause_between_them_are_separated(speaker):
    words = {digit: trimmed(AUDIO / f"{digit}_{speaker}_0.flac") for digit in range(10)}
    silence = np.zeros(SAMPLE_RATE, np.float32)
    pause = np.zeros(round(RECOMMENDED_PAUSE * SAMPLE_RATE), np.float32)
    merged = []
    for first, second in itertools.product(words, repeat=2):
        sound = np.concatenate([silence, words[first], pause, words[second], silence])
        segmenter = Segmenter()
        cuts = [*segmenter.feed(sound + room_noise(len(sound), seed=1)), *segmenter.flush()]
        final = [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]
        if len(final) != 2:
            merged.append((first, second, len(final)))
    assert not merged
