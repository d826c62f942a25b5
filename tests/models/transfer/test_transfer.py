"""Models of other languages: examples, folds, thresholds and training from English weights."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.bundle import Thresholds, default_bundle_directory
from core.decoding.viterbi import OTHER_WORD
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER, Recording
from models.evaluation.calibrate import choose_thresholds
from models.evaluation.evaluate import Prediction
from models.languages.lexicon import read_language
from models.synthesis.speakers import Speaker
from models.training.cuts import WINDOW
from models.training.dataset import Dataset
from models.training.recipe import Cycle, Shape
from models.transfer import pipeline
from models.transfer.examples import ENGLISH, as_others, recordings_of
from models.transfer.recipe import transfer_recipe
from models.transfer.speech import lines_of

GERMAN = read_language("de")


def dataset(rows: list[tuple[int, str, str]]) -> Dataset:
    """Random columns with label, speaker and corpus."""
    rng = np.random.default_rng(3)
    labels, speakers, corpora = zip(*rows, strict=True)
    count = len(rows)
    return Dataset(
        rng.normal(-50, 10, (count, WINDOW, 40)).astype(np.float16),
        np.full(count, 40, np.int16),
        np.full(count, 90, np.int16),
        np.array(labels, np.uint8),
        np.array(speakers),
        np.array(corpora),
        np.ones(count, bool),
    )


def test_what_another_version_of_the_file_made_is_removed(tmp_path: Path) -> None:
    description, folder = tmp_path / "language.toml", tmp_path / "build" / "ar"
    description.write_text("words = 1")
    pipeline.remove_outdated(folder, description)
    (folder / "spoken").mkdir()
    made = folder / "spoken" / "0000.npz"
    made.write_bytes(b"speech")
    pipeline.remove_outdated(folder, description)
    assert made.exists()
    description.write_text("words = 2")
    pipeline.remove_outdated(folder, description)
    assert [path.name for path in folder.iterdir()] == ["language.toml"]


def test_the_digits_of_a_language_are_found_by_corpus() -> None:
    folder = Path("data/languages")
    recordings = [
        Recording(
            folder / "de/heidelberg/hd00/7_hd00_1.ogg", "languages/de", "heidelberg/hd00", 10
        ),
        Recording(folder / "de/unnamed/ann/7_ann_1.ogg", "languages/de", "unnamed/ann", 10),
        Recording(folder / "es/lanre97/spk0/3_spk0_1.ogg", "languages/es", "lanre97/spk0", 10),
        Recording(Path("data/digits/heidelberg/hd00/7_hd00_1.ogg"), "heidelberg", "h/hd00", 7),
    ]
    (found,) = recordings_of(GERMAN, recordings)
    assert (found.label, found.corpus, found.speaker) == (
        7,
        "languages/de/heidelberg",
        "heidelberg/hd00",
    )


def test_english_digits_and_words_are_other_words_and_german_is_left_out() -> None:
    english = dataset(
        [
            (9, "speech_commands/a", "speech_commands"),
            (OTHER, "speech_commands/a", "words/speech_commands"),
            (OTHER, "heidelberg/hd00", "languages/de"),
            (OTHER, "lanre97/spk0", "languages/es"),
            (3, "made/anna", "made/native"),
            (OTHER, "made/anna", "made/native"),
            (OTHER, "noise/rain", "noise/esc10"),
        ]
    )
    others = as_others(english, GERMAN)
    assert set(others.label) == {OTHER}
    assert sorted(others.corpus) == sorted(
        [ENGLISH, "words/speech_commands", "languages/es", "made/native", "noise/esc10"]
    )


@pytest.mark.slow  # imports TensorFlow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_every_example_can_be_drawn(code: str) -> None:
    """Corpora have the same names in the recipe and in the examples."""
    from models.training.train import sampling_distribution

    language = read_language(code)
    rows = [
        (n, f"{c.name}/x", f"languages/{code}/{c.name}") for c in language.corpora for n in (1, 2)
    ]
    rows += [(4, "made/anna", "made/accent"), (OTHER, "made/anna", "made/accent")]
    rows += [(OTHER, "speech_commands/a", ENGLISH), (OTHER, "noise/rain", "noise/esc10")]
    odds = np.diff(sampling_distribution(dataset(rows), transfer_recipe(language, 0)), prepend=0.0)
    assert (odds > 0).all()
    shares = {corpus.name: corpus.share for corpus in language.corpora}
    drawn = {name: odds[[name in row[2] for row in rows]].sum() for name in shares}
    for name, share in shares.items():
        assert drawn[name] / sum(drawn.values()) == pytest.approx(share / sum(shares.values()))


def test_each_speaker_says_all_digits_and_some_other_words() -> None:
    speaker = Speaker("anna", np.zeros((510, 1, 256), "f4"), GERMAN.accents[0].digits, "german")
    digits, others = lines_of(speaker, GERMAN, np.random.default_rng(0))
    assert sorted(word for word, _ in digits.words) == list(range(10))
    assert all(said in GERMAN.accents[0].digits[word].split("|") for word, said in digits.words)
    assert {word for word, _ in others.words} == {OTHER_WORD}
    assert len(set(others.words)) == len(others.words)


def test_rejection_is_judged_with_thresholds_of_other_speakers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles = [tmp_path / "fold0", tmp_path / "fold1", tmp_path / "fold2", tmp_path / "shipped"]
    for bundle in bundles:
        bundle.mkdir()
        shutil.copy(default_bundle_directory() / "bundle.json", bundle)
    rng = np.random.default_rng(1)
    own = [
        Recording(Path(f"{digit}_{speaker}.wav"), "languages/de/heidelberg", speaker, digit)
        for speaker in "abc"
        for digit in range(10)
        for _ in range(8)
    ]
    folds = {"a": 0, "b": 1, "c": 2}
    surest = {"a": 0.9, "b": 0.8, "c": 0.3}
    raw = []
    for one in own:
        spread = rng.dirichlet(np.ones(10)) * 0.3 + 0.7 * np.eye(10)[one.label]
        digitness = surest[one.speaker] + 0.1 * rng.random()
        raw.append(
            Prediction(
                one.path.name, one.corpus, one.speaker, one.label, one.label, list(spread),
                digitness, None,
            )
        )  # fmt: skip
    monkeypatch.setattr(pipeline, "predict_judged", lambda *_: raw)
    found = pipeline._choose_thresholds(GERMAN, own, [], folds, tmp_path, bundles[3])
    assert found == raw
    chosen = [
        Thresholds(**json.loads((b / "bundle.json").read_text())["thresholds"]) for b in bundles
    ]
    for fold in range(3):
        assert chosen[fold] == choose_thresholds(
            [o for o in raw if folds[o.speaker] != fold], GERMAN.rejected
        )
    assert chosen[3] == choose_thresholds(raw, GERMAN.rejected)
    # The unsure speaker lowers the threshold of the others, not their own.
    assert chosen[2].min_digitness > 0.7
    assert chosen[0].min_digitness < 0.5


@pytest.mark.slow
@pytest.mark.timeout(600)
# Keras copies TensorFlow's variables in a way that NumPy 2 warns of.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_training_starts_from_the_english_weights_and_new_logits(tmp_path: Path) -> None:
    import keras

    from models.training.network import LOGITS, build_network
    from models.transfer.train import train_from

    settings = SpectrogramSettings()
    shape = Shape(patch=10, width=8, blocks=1, hidden=16)
    keras.utils.set_random_seed(5)
    english = build_network(settings, shape)
    english.save_weights(tmp_path / "network.weights.h5")
    rows = [(digit, "heidelberg/x", "languages/de/heidelberg") for digit in range(10)]
    rows += [(OTHER, "noise/rain", "noise/esc10")] * 4
    cycle = Cycle(steps=20, peak_rate=1e-9, adam_rate=1e-9)
    recipe = replace(transfer_recipe(GERMAN, 0), shape=shape, cycles=(cycle,), batch=8, decay=0.0)
    network = build_network(settings, shape)
    noise = np.random.default_rng(0).random((400, 40)).astype(np.float32)
    train_from(network, tmp_path / "network.weights.h5", dataset(rows), noise, settings, recipe)
    for ours, theirs in zip(network.weights, english.weights, strict=True):
        is_close = np.allclose(ours.value.numpy(), theirs.value.numpy(), atol=1e-5)
        is_new = ours is network.get_layer(LOGITS).kernel
        assert is_close != is_new, ours.path
