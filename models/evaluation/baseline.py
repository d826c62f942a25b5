"""The baseline: the network of the web demo that this project started from.

It is an MLP on a flattened spectrogram: audio resampled to 22,050 Hz by librosa, STFT in decibels,
z-scored; 512-256-128 ReLU with dropout .3/.3/.2, softmax over the ten digits; Adam 1e-3, batch 32,
20 epochs. The size of its STFT is not known; n_fft 2048, hop 512 (librosa's defaults) and one
second are assumed. The weights, about 90 MB, are not kept.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import librosa
import numpy as np
from keras import layers
from tqdm import tqdm

from core.audio import SAMPLE_RATE, Float32Array, load
from core.recognizer import loudest_utterance, whole_recording
from models.data.index import Recording
from models.data.splits import TEST, VALIDATION
from models.evaluation.evaluate import Prediction

RATE = 22_050
N_FFT = 2048
HOP = 512

_INPUTS = (1 + N_FFT // 2) * (1 + RATE // HOP)
"""Values of a flattened spectrogram."""


def features(path: Path) -> Float32Array:
    """Features of a recording's first second, shape (45100,), float32; see `flat_spectrogram`."""
    sound, _ = librosa.load(path, sr=RATE, mono=True, duration=1.0)
    return flat_spectrogram(sound)


def features_of_utterance(path: Path) -> Float32Array:
    """Features of the utterance that our segmenter finds in the recording."""
    samples = load(path)
    utterance = loudest_utterance(samples) or whole_recording(samples)
    return flat_spectrogram(
        librosa.resample(utterance.samples, orig_sr=SAMPLE_RATE, target_sr=RATE)
    )


def flat_spectrogram(sound: Float32Array) -> Float32Array:
    """Z-scored STFT in dB of sound at 22,050 Hz, flattened."""
    sound = librosa.util.fix_length(sound, size=RATE)
    stft = np.abs(librosa.stft(sound, n_fft=N_FFT, hop_length=HOP))
    level = librosa.amplitude_to_db(stft, ref=np.max)
    level = (level - level.mean()) / (level.std() + 1e-8)
    return level.astype(np.float32).ravel()


def build_baseline() -> keras.Model:
    """The web demo's network, untrained and compiled."""
    network = keras.Sequential(
        [
            keras.Input((_INPUTS,)),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return network


def train_baseline(inputs: Float32Array, labels: np.ndarray, *, seed: int) -> keras.Model:
    """Train it as the web demo did, without augmentation."""
    keras.utils.set_random_seed(seed)
    network = build_baseline()
    network.fit(inputs, labels, batch_size=32, epochs=20, verbose="auto")
    return network


def predict_test_speakers(
    recordings: list[Recording], folds: dict[str, int]
) -> tuple[list[Prediction], list[Prediction]]:
    """Train the baseline on the speakers of our shipped model, and predict the test speakers.

    Parameters
    ----------
    recordings : list of Recording
        Digits only; the web demo's network has no other classes. Of speakers in `folds`.
    folds : dict
        Speaker -> fold. Test and validation speakers are not used for training.

    Returns
    -------
    first_second : list of Prediction
        From each recording's first second, as in the web demo.
    utterance : list of Prediction
        By the same network, from the utterance that our segmenter finds.
    """
    used = [r for r in recordings if folds[r.speaker] not in (TEST, VALIDATION)]
    tested = [r for r in recordings if folds[r.speaker] == TEST]
    labels = np.array([r.label for r in used])
    network = train_baseline(_stacked(features, used), labels, seed=0)
    first_second, utterance = (
        [
            _prediction(recording, probabilities)
            for recording, probabilities in zip(
                tested, network.predict(_stacked(front_end, tested)), strict=True
            )
        ]
        for front_end in (features, features_of_utterance)
    )
    return first_second, utterance


def _stacked(front_end: Callable[[Path], Float32Array], recordings: list[Recording]) -> np.ndarray:
    """Features of recordings; in half precision, or all of them would need 3 GB."""
    stacked = np.empty((len(recordings), _INPUTS), np.float16)
    for i, recording in enumerate(tqdm(recordings, desc="baseline: spectrograms")):
        stacked[i] = front_end(recording.path)
    return stacked


def _prediction(recording: Recording, probabilities: Float32Array) -> Prediction:
    return Prediction(
        recording.path.name,
        recording.corpus,
        recording.speaker,
        recording.label,
        int(np.argmax(probabilities)),
        [round(float(p), 6) for p in probabilities],
        1.0,
        None,
    )


def timing(runs: int = 100) -> dict[str, Any]:
    """Time features and `model.predict` for one second of audio, as in the web demo.

    Returns
    -------
    dict
        p50, p95 and p99 in ms, parameters, and size in MB as float32.
    """
    network = build_baseline()
    sound = np.random.default_rng(0).normal(0.0, 0.1, RATE).astype(np.float32)
    network.predict(flat_spectrogram(sound)[None], verbose=0)
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        network.predict(flat_spectrogram(sound)[None], verbose=0)
        times.append(1e3 * (time.perf_counter() - begun))
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    parameters = network.count_params()
    return {
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "p99_ms": round(float(p99), 2),
        "parameters": parameters,
        "size_mb": round(parameters * 4 / 1e6, 1),
    }


def main() -> None:
    """Print the latency of the baseline, for ``spoken-digits bench``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--time", action="store_true", required=True)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    arguments = parser.parse_args()
    measured = timing()
    if arguments.json:
        print(json.dumps(measured))
    else:
        print("\n".join(f"{name}: {value}" for name, value in measured.items()))


if __name__ == "__main__":
    main()
