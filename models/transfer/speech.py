"""Synthetic speakers of a language: its digits and other words, each said alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import numpy as np
from tqdm import tqdm

from core.decoding.viterbi import OTHER_WORD
from models.languages.lexicon import Language
from models.synthesis.kokoro import voices_folder, write_model
from models.synthesis.numbers import (
    SpokenLine,
    list_line,
    read_strings,
    save_strings,
    say_lines,
    single_words,
)
from models.synthesis.speakers import Speaker, draw, mixed_speakers, read_styles
from models.training.dataset import LabelledSound

_OTHER_WORDS = 8
"""Other words of each speaker."""

_LEAST_SHARE = 0.2
"""Of the voice of a native language in a mixture."""


def speak(language: Language, folder: Path, model: Path) -> Iterator[LabelledSound]:
    """Synthesize all speakers of a language, or read them from `folder`; yield their words.

    Parameters
    ----------
    language : Language
    folder : Path
        One file per speaker.
    model : Path
        Folder of Kokoro's model.
    """
    styles = read_styles(voices_folder())
    folder.mkdir(parents=True, exist_ok=True)
    model.mkdir(parents=True, exist_ok=True)
    write_model(model)
    speakers = mixed_speakers(styles, language.accents, seed=10, least_share=_LEAST_SHARE)
    numbers = range(len(speakers))
    with ProcessPoolExecutor() as pool:
        done = pool.map(_speak, numbers, speakers, repeat(language), repeat(folder), repeat(model))
        for path in tqdm(done, total=len(speakers), desc=language.name, unit="speaker"):
            yield from single_words(read_strings(path))


def lines_of(speaker: Speaker, language: Language, rng: np.random.Generator) -> list[SpokenLine]:
    """A speaker's lines: all digits in random order, and other words."""
    digits = [(int(digit), draw(speaker.digits[digit], rng)) for digit in rng.permutation(10)]
    words = list(language.near.values())
    chosen = rng.choice(len(words), min(_OTHER_WORDS, len(words)), replace=False)
    others = [(OTHER_WORD, words[number]) for number in chosen]
    return [list_line(digits, rng), list_line(others, rng)]


def _speak(number: int, speaker: Speaker, language: Language, folder: Path, model: Path) -> Path:
    path = folder / f"{number:04d}.npz"
    if not path.exists():
        lines = lines_of(speaker, language, np.random.default_rng([400, number]))
        save_strings(path, say_lines(speaker, lines, model, is_held_out=False))
    return path
