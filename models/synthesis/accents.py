"""Synthetic speakers with foreign accents, to evaluate adaptation: espeak-ng in other languages.

Each speaker reads the English digits, spelled for another language, with the sounds of that
language. espeak-ng is never used for training. Each take varies in tempo, pitch, intonation, room
and microphone.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import soundfile
import soxr

from core.audio import SAMPLE_RATE, Float32Array


class SynthesizerError(Exception):
    """espeak-ng is missing; the text is one line."""


@dataclass(frozen=True, slots=True)
class Accent:
    """One synthetic speaker.

    Attributes
    ----------
    name : str
    voice : str
        Voice of espeak-ng with its variant, such as "de+f2".
    pitch : int
        0-99, on espeak-ng's scale.
    words : tuple of 10 str
        The digits 0-9, spelled for the voice.
    """

    name: str
    voice: str
    pitch: int
    words: tuple[str, ...]


def _accent(name: str, voice: str, pitch: int, words: str) -> Accent:
    return Accent(name, voice, pitch, tuple(words.split()))


_ENGLISH = "zero one two three four five six seven eight nine"

ACCENTS = (
    _accent("german", "de+m3", 40, "siro uann tuh sri for faif ßix sewen eht nain"),
    _accent("french", "fr-fr+f2", 55, "ziro ouanne tou sri for faïve six sèvenne éite naïne"),
    _accent("italian", "it+f3", 50, "ziro uan tu tri for faiv six seven eit nain"),
    _accent("indian", "hi+m1", 45, "ज़ीरो वन टू थ्री फोर फाइव सिक्स सेवन एट नाइन"),
    _accent("azerbaijani", "az+m4", 40, "ziro van tu tri for fayv siks sevin eyt nayn"),
    _accent("turkish", "tr+f4", 55, "ziro van tu tri for fayv siks sevın eyt nayn"),
    _accent("russian", "ru+m2", 40, "зиро уан ту сри фор файв сикс севен эйт найн"),
    _accent("spanish", "es+m5", 45, "siro uan tu tri for faiv six seven eit nain"),
    _accent("polish", "pl+f1", 55, "ziro łan tu tri for fajw siks sewen ejt najn"),
    _accent("swedish", "sv+m6", 40, "siro oann to tri får fajv six seven ejt najn"),
    _accent("scottish", "en-gb-scotland+m7", 35, _ENGLISH),
    _accent("caribbean", "en-029+f5", 60, _ENGLISH),
)
"""Speakers of English digits."""

LANGUAGES = (
    _accent("Azerbaijani", "az+f1", 50, "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz"),
    _accent("German", "de+f2", 50, "null eins zwei drei vier fünf sechs sieben acht neun"),
    _accent("French", "fr-fr+m3", 45, "zéro un deux trois quatre cinq six sept huit neuf"),
    _accent("Turkish", "tr+m1", 45, "sıfır bir iki üç dört beş altı yedi sekiz dokuz"),
    _accent("Polish", "pl+f3", 50, "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć"),
    _accent("Hindi", "hi+f4", 50, "शून्य एक दो तीन चार पाँच छह सात आठ नौ"),
)
"""Speakers of digits in another language."""


@dataclass(frozen=True, slots=True)
class SpokenTake:
    """One take of a synthetic speaker: mono float32 at ``SAMPLE_RATE``, and its digit."""

    speaker: str
    digit: int
    samples: Float32Array


def speak(accents: Sequence[Accent], takes: int, kind: str = "accent") -> Iterator[SpokenTake]:
    """Synthesize `takes` takes of each digit by each speaker; deterministic.

    Raises
    ------
    SynthesizerError
        If espeak-ng is not installed.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise SynthesizerError(
            "espeak-ng is not installed; install it with: "
            "packaging/setup/system_libraries.sh accents"
        )
    for turn, accent in enumerate(accents):
        rng = np.random.default_rng(1000 + turn)
        noise_db = float(rng.uniform(-65.0, -45.0))  # noise level of this speaker, dBFS
        for digit, word in enumerate(accent.words):
            for _ in range(takes):
                word_and_mark = word + str(rng.choice([".", "", "!", "?", ","]))
                pitch = int(np.clip(accent.pitch + rng.normal(0.0, 7.0), 0, 99))
                tempo = int(rng.uniform(105, 185))  # words a minute
                options = ["-v", accent.voice, "-p", str(pitch), "-s", str(tempo), "--stdout"]
                done = subprocess.run(
                    [program, *options, "--", word_and_mark], capture_output=True, check=True
                )
                sound, rate = soundfile.read(io.BytesIO(done.stdout), dtype="float32")
                samples = soxr.resample(sound, rate, SAMPLE_RATE).astype(np.float32)
                yield SpokenTake(
                    f"{kind}/{accent.name}", digit, _as_recorded(samples, noise_db, rng)
                )


def _as_recorded(voice: Float32Array, noise_db: float, rng: np.random.Generator) -> Float32Array:
    """Add room reverberation, a spectral tilt for the microphone, and noise."""
    before, after = (round(float(rng.uniform(0.2, 0.5)) * SAMPLE_RATE) for _ in range(2))
    sound = np.pad(voice, (before, after)).astype(np.float64)
    echo = np.exp(-np.arange(round(0.12 * SAMPLE_RATE)) / (0.03 * SAMPLE_RATE))
    echo *= rng.normal(0.0, 0.06, len(echo))
    echo[0] = 1.0
    spectrum = np.fft.rfft(sound, 2 * len(sound)) * np.fft.rfft(echo, 2 * len(sound))
    octaves = np.log2(np.maximum(np.arange(len(spectrum)), 1) / len(spectrum) * 8.0)
    tilted = spectrum * 10.0 ** (rng.normal(0.0, 1.5) * octaves / 20.0)
    sound = np.fft.irfft(tilted)[: len(sound)]
    sound *= 10.0 ** (rng.uniform(-26.0, -8.0) / 20.0) / max(float(np.abs(sound).max()), 1e-6)
    hiss = np.fft.rfft(rng.normal(0.0, 1.0, len(sound)))
    noise = np.fft.irfft(hiss / np.sqrt(np.arange(len(hiss)) + 50.0), len(sound))
    noise *= 10.0 ** (noise_db / 20.0) / noise.std()
    return np.clip(sound + noise, -1.0, 1.0).astype(np.float32)
