"""Generates the built-in demo recording and the synthetic clips of the tests.

The voices are those of Flite. This synthesizer is never used for training, so the model does not
know them. All random numbers are seeded: the same version of Flite gives the same samples.

``python -m models.synthesis.demo`` writes ``desktop/demo`` and ``tests/audio``. With ``--check`` it
writes nothing and compares the committed audio with newly generated audio. It needs Debian's
package ``flite``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.noise import room_noise

FLITE_VERSION = "flite-2.2"
"""The committed audio was made with this version; others may differ."""

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO_DIRECTORY = REPOSITORY / "desktop" / "demo"
CLIP_DIRECTORY = REPOSITORY / "tests" / "audio"

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CLIP_VOICES = ("slt", "awb")
CLIP_WORDS = ("hello", "stop", "computer")
CLIP_PADDING = 0.4
SPEECH_BELOW_PEAK_DB = 30.0

Samples = NDArray[np.float32]


class FliteError(Exception):
    """Flite is missing or failed; the text is one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the script and its delivery.

    Attributes
    ----------
    text : str
    voice : {"slt", "rms", "awb"}
        Voice of Flite: woman (US), man (US), man (Scotland).
    stretch : float
        Duration relative to the voice's default; above 1 is slower.
    pitch_hz : float or None
        Mean fundamental frequency; None is the voice's default.
    peak_dbfs : float
        Level of the loudest sample.
    """

    text: str
    voice: str
    stretch: float = 1.0
    pitch_hz: float | None = None
    peak_dbfs: float = -12.0

    @property
    def digit(self) -> int | None:
        """The digit, or None for other words."""
        return DIGIT_WORDS.index(self.text) if self.text in DIGIT_WORDS else None


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """Reference for one word of a recording: bounds of the speech, in seconds."""

    digit: int | None
    word: str
    start: float
    end: float


DEMO_SCRIPT = (
    (Word("one", "slt"),),
    (Word("two", "slt", peak_dbfs=-14),),
    (Word("three", "slt", stretch=0.9),),
    (
        Word("seven", "awb", peak_dbfs=-10),
        Word("four", "awb", stretch=1.1, peak_dbfs=-13),
        Word("zero", "awb", peak_dbfs=-11),
    ),
    (Word("nine", "slt", stretch=1.15, pitch_hz=200, peak_dbfs=-16),),
    (Word("five", "slt", stretch=0.95, pitch_hz=200, peak_dbfs=-9),),
    (
        Word("eight", "rms", peak_dbfs=-12),
        Word("six", "rms", stretch=0.9, peak_dbfs=-14),
        Word("two", "rms", stretch=1.1, pitch_hz=110, peak_dbfs=-18),
    ),
    (
        Word("zero", "slt", stretch=0.9, pitch_hz=150, peak_dbfs=-12),
        Word("three", "slt", pitch_hz=150, peak_dbfs=-10),
        Word("four", "slt", pitch_hz=150, peak_dbfs=-15),
        Word("six", "slt", stretch=1.1, pitch_hz=150, peak_dbfs=-13),
        Word("seven", "slt", stretch=1.1, pitch_hz=150, peak_dbfs=-13),
    ),
    (Word("hello", "slt", peak_dbfs=-12),),
    (Word("nine", "rms", peak_dbfs=-12),),
)
"""Single digits, numbers of several digits, and a word that is rejected."""

PAUSES_IN_NUMBERS = (0.3, 0.4)
PAUSES_BETWEEN_NUMBERS = (1.1, 1.3)
"""Seconds. A number ends after `core.numbers.pauses.NUMBER_PAUSE`, which is between the two."""


def synthesize(word: Word) -> Samples:
    """Synthesize a single word with Flite.

    Returns
    -------
    ndarray, shape (n,), float32
        Mono speech at ``SAMPLE_RATE`` without reverberation; its peak is at ``word.peak_dbfs``.

    Raises
    ------
    FliteError
        If Flite is not installed, fails, or gives no sound at the expected rate.
    """
    program = shutil.which("flite")
    if program is None:
        raise FliteError("Flite is not installed. Install it with: apt-get install -y flite")
    options = ["-voice", word.voice, "--setf", f"duration_stretch={word.stretch}"]
    if word.pitch_hz is not None:
        options += ["--setf", f"int_f0_target_mean={word.pitch_hz}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "word.wav"
        # The full stop gives the word the falling intonation of a single word.
        command = [program, *options, "-t", f"{word.text}.", "-o", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not path.exists():
            raise FliteError(f"Flite could not say {word.text!r}: {done.stderr.strip()}")
        samples, rate = soundfile.read(path, dtype="float32")
    peak = float(np.abs(samples).max(initial=0.0))
    if rate != SAMPLE_RATE or samples.ndim != 1 or peak == 0.0:
        raise FliteError(f"Flite's voice {word.voice!r} gave no mono sound at {SAMPLE_RATE} Hz")
    return samples * np.float32(10 ** (word.peak_dbfs / 20) / peak)


def speech_bounds(samples: Samples) -> tuple[int, int]:
    """First sample within 30 dB of the peak, and the one after the last."""
    level = np.abs(samples)
    loud = np.flatnonzero(level >= level.max() * 10 ** (-SPEECH_BELOW_PEAK_DB / 20))
    return int(loud[0]), int(loud[-1]) + 1


def room_response(seed: int, decay_seconds: float = 0.22, level_db: float = -20.0) -> Samples:
    """Impulse response of a small furnished room, shape (n,): a unit impulse and decaying noise.

    `decay_seconds` is the reverberation time (RT60), `level_db` the energy of the reverberation
    relative to the direct sound.
    """
    times = np.arange(round(decay_seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tail = np.random.default_rng(seed).normal(size=len(times)) * 10 ** (-3 * times / decay_seconds)
    # The first reflection travels at least a metre further: 3 ms after the direct sound.
    tail[times < 0.003] = 0.0
    tail *= 10 ** (level_db / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return tail.astype(np.float32)


def record(
    words: tuple[Word, ...], pauses: NDArray[np.float64], seed: int
) -> tuple[Samples, list[SpokenWord]]:
    """Place words in a recording with reverberation and noise; return it with the reference.

    Parameters
    ----------
    words : tuple of Word
    pauses : ndarray, shape (len(words) + 1,), float64
        Seconds without speech before each word and after the last.
    seed : int
        Of the noise.
    """
    gaps = [round(pause * SAMPLE_RATE) for pause in pauses]
    starts: list[int] = []
    spoken: list[tuple[Samples, int, int]] = []
    position = 0
    for word, gap in zip(words, gaps, strict=False):
        dry = synthesize(word)
        start, end = speech_bounds(dry)
        starts.append(position + gap)
        spoken.append((dry, start, end))
        position += gap + end - start
    length = position + gaps[-1]

    dry_sum = np.zeros(length, np.float32)
    truth: list[SpokenWord] = []
    for word, at, (dry, start, end) in zip(words, starts, spoken, strict=True):
        # Flite's fades overlap the pauses; they are cut where a pause is shorter.
        first, last = max(0, at - start), min(length, at - start + len(dry))
        dry_sum[first:last] += dry[first - (at - start) : last - (at - start)]
        bounds = (round(sample / SAMPLE_RATE, 4) for sample in (at, at + end - start))
        truth.append(SpokenWord(word.digit, word.text, *bounds))
    reverberant = np.convolve(dry_sum, room_response(seed=1))[:length]
    return reverberant + room_noise(length, seed), truth


def make_demo() -> tuple[Samples, list[SpokenWord]]:
    """The built-in demo: `DEMO_SCRIPT`, with pauses that separate its numbers; see `record`."""
    random = np.random.default_rng(2)
    # The VAD adapts to the noise in the first second; the last number ends in a pause.
    pauses = [1.0]
    for number in DEMO_SCRIPT:
        pauses += [random.uniform(*PAUSES_IN_NUMBERS) for _ in number[1:]]
        pauses.append(random.uniform(*PAUSES_BETWEEN_NUMBERS))
    words = tuple(word for number in DEMO_SCRIPT for word in number)
    return record(words, np.array(pauses), seed=3)


def make_clips() -> Iterator[tuple[str, Samples]]:
    """Clips of the tests: ``DIGIT_voice_0.flac`` and, for other words, ``word_NAME_voice.flac``."""
    pauses = np.array([CLIP_PADDING, CLIP_PADDING])
    for seed, text in enumerate((*DIGIT_WORDS, *CLIP_WORDS), start=100):
        for voice in CLIP_VOICES:
            word = Word(text, voice)
            digit = word.digit
            name = f"word_{text}_{voice}.flac" if digit is None else f"{digit}_{voice}_0.flac"
            yield name, record((word,), pauses, seed)[0]


def _make_all() -> Iterator[tuple[Path, Samples | str]]:
    """Path and content of each file; the content is samples or text."""
    samples, truth = make_demo()
    yield DEMO_DIRECTORY / "demo.flac", samples
    lines = [json.dumps(asdict(word)) for word in truth]
    yield DEMO_DIRECTORY / "demo.json", "[\n  " + ",\n  ".join(lines) + "\n]\n"
    for name, clip in make_clips():
        yield CLIP_DIRECTORY / name, clip


def _pcm(samples: Samples) -> NDArray[np.int16]:
    return np.round(np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16)


def _is_same(path: Path, content: Samples | str) -> bool:
    """Whether a committed file has the generated content.

    Samples may differ by one 16-bit step, since floating-point libraries differ in the last bit.
    Bytes are not compared, since versions of libFLAC encode the same samples differently.
    """
    if not path.exists():
        return False
    if isinstance(content, str):
        return path.read_text() == content
    stored, rate = soundfile.read(path, dtype="int16")
    made = _pcm(content)
    return (
        rate == SAMPLE_RATE
        and stored.shape == made.shape
        and int(np.abs(stored.astype(np.int32) - made).max()) <= 1
    )


def main(argv: list[str] | None = None) -> int:
    """Generate the audio, or check it; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.synthesis.demo", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed audio; write nothing"
    )
    options = parser.parse_args(argv)
    try:
        files = list(_make_all())
    except FliteError as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        differing = [path for path, content in files if not _is_same(path, content)]
        for path in differing:
            print(
                f"{path.relative_to(REPOSITORY)} differs from the generated file", file=sys.stderr
            )
        if differing:
            print(f"The committed audio was made with {FLITE_VERSION}.", file=sys.stderr)
        return 1 if differing else 0
    for path, content in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content)
        else:
            soundfile.write(path, _pcm(content), SAMPLE_RATE, subtype="PCM_16", format="FLAC")
    return 0


if __name__ == "__main__":
    sys.exit(main())
