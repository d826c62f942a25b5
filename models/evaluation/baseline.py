"""The origin's network, beside which ours is reported: an MLP on a flattened spectrogram.

A web demo had it: sound resampled to 22,050 Hz by librosa, STFT in decibels, z-scored, flattened;
512-256-128 ReLU with dropout .3/.3/.2, softmax over the ten digits; Adam 1e-3, batch 32, 20
epochs. Its STFT's size was not told: n_fft 2048, hop 512 (librosa's own) and one second are taken.
The weights, some 90 MB, are not kept.
"""

from __future__ import annotations

import argparse
import json
import time
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
from models.evaluation.evaluate import Judged

RATE = 22_050
N_FFT = 2048
HOP = 512


def features(path: Path) -> Float32Array:
    """Flattened z-scored STFT in dB of a recording's first second, shape (45100,), float32."""
    sound, _ = librosa.load(path, sr=RATE, mono=True, duration=1.0)
    return spectrogram(sound)


def features_of_the_cut(path: Path) -> Float32Array:
    """The same of the utterance that our segmenter cuts out of the recording."""
    samples = load(path)
    heard = loudest_utterance(samples) or whole_recording(samples)
    return spectrogram(librosa.resample(heard.samples, orig_sr=SAMPLE_RATE, target_sr=RATE))


def spectrogram(sound: Float32Array) -> Float32Array:
    """The same of sound at 22,050 Hz."""
    sound = librosa.util.fix_length(sound, size=RATE)
    stft = np.abs(librosa.stft(sound, n_fft=N_FFT, hop_length=HOP))
    picture = librosa.amplitude_to_db(stft, ref=np.max)
    picture = (picture - picture.mean()) / (picture.std() + 1e-8)
    return picture.astype(np.float32).ravel()


def build_baseline() -> keras.Model:
    """The origin's network, untrained and compiled."""
    inputs = (1 + N_FFT // 2) * (1 + RATE // HOP)
    network = keras.Sequential(
        [
            keras.Input((inputs,)),
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


def train_baseline(pictures: Float32Array, labels: np.ndarray, *, seed: int) -> keras.Model:
    """Train it as the origin did, on recordings as they are."""
    keras.utils.set_random_seed(seed)
    network = build_baseline()
    network.fit(pictures, labels, batch_size=32, epochs=20, verbose="auto")
    return network


def judge_out_of_fold(
    recordings: list[Recording], folds: dict[str, int]
) -> tuple[list[Judged], list[Judged]]:
    """Train it without each fold's people and judge it on them.

    Parameters
    ----------
    recordings : list of Recording
        Digits only; the origin's network knows nothing else.
    folds : dict
        Speaker -> fold.

    Returns
    -------
    as_the_origin_did : list of Judged
        Of each recording's first second.
    cut_by_us : list of Judged
        By the same networks, of what our segmenter cuts out of the recording.
    """
    kinds = (features, features_of_the_cut)
    bar = tqdm(recordings, desc="baseline: spectrograms")
    pairs = [[front_end(r.path) for front_end in kinds] for r in bar]
    own, cut = (np.stack(rows) for rows in zip(*pairs, strict=True))
    labels = np.array([r.label for r in recordings])
    fold_of = np.array([folds[r.speaker] for r in recordings])
    judged: tuple[list[Judged], list[Judged]] = ([], [])
    for fold in sorted(set(fold_of)):
        network = train_baseline(own[fold_of != fold], labels[fold_of != fold], seed=int(fold))
        unheard = np.flatnonzero(fold_of == fold)
        for pictures, answers in zip((own, cut), judged, strict=True):
            said = network.predict(pictures[unheard])
            answers += [_judged(recordings[i], p) for i, p in zip(unheard, said, strict=True)]
    return judged


def _judged(recording: Recording, probabilities: Float32Array) -> Judged:
    return Judged(
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
    """Time the untrained network as the origin used it: features and `predict` of one second.

    Returns
    -------
    dict
        p50, p95 and p99 in ms, parameters, and size in MB as float32.
    """
    network = build_baseline()
    sound = np.random.default_rng(0).normal(0.0, 0.1, RATE).astype(np.float32)
    network.predict(spectrogram(sound)[None], verbose=0)
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        network.predict(spectrogram(sound)[None], verbose=0)
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
    """Print the baseline's time, for ``spoken-digits bench``."""
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
