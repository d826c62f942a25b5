"""Models of other languages: examples, folds, thresholds and training from English weights."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio import load
from core.bundle import Thresholds, default_bundle_directory
from core.decoding.viterbi import OTHER_WORD
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER, Recording
from models.data.splits import split_of_speaker, split_of_word
from models.evaluation.calibrate import choose_thresholds
from models.evaluation.evaluate import Prediction
from models.languages.lexicon import read_language
from models.synthesis.speakers import Speaker
from models.training.cuts import WINDOW
from models.training.dataset import Dataset, LabelledSound
from models.training.recipe import Cycle, Shape
from models.transfer import pipeline
from models.transfer.examples import ENGLISH, as_others, in_other_voices, recordings_of
from models.transfer.recipe import transfer_recipe
from models.transfer.speech import lines_of
from models.transfer.thresholds import REJECTED, choose, validation_words

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


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ('homophones = ["dry"]', ["cuts.npz", "fold0", "recorded.npz", "spoken", "synthetic.npz"]),
        ('corpora = [{name = "x"}]', ["spoken", "synthetic.npz"]),
        ('near = {nein = "nˈIn"}', []),
        ('accents = [{name = "southern"}]', []),
    ],
)
def test_another_version_of_the_file_repeats_what_depends_on_the_change(
    tmp_path: Path, change: str, kept: list[str]
) -> None:
    description, folder = tmp_path / "language.toml", tmp_path / "build" / "ar"
    description.write_text("words = 1", "utf-8")
    pipeline.remove_outdated(folder, description)
    everything = ["cuts.npz", "fold0", "recorded.npz", "spoken", "synthetic.npz"]

    def others() -> list[str]:
        return sorted(path.name for path in folder.iterdir() if path.name != "language.toml")

    for name in everything:
        (folder / name).write_bytes(b"") if "." in name else (folder / name).mkdir()
    pipeline.remove_outdated(folder, description)
    assert others() == everything
    description.write_text("words = 1\n" + change, "utf-8")
    pipeline.remove_outdated(folder, description)
    assert others() == kept
    assert (folder / "language.toml").read_bytes() == description.read_bytes()


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


def test_each_recording_is_also_heard_in_other_voices() -> None:
    path = next((Path(__file__).parents[2] / "audio").glob("7_*.flac"))
    one = LabelledSound(load(path), 7, "heidelberg/hd00", "languages/de/heidelberg")
    found = list(in_other_voices([one]))
    assert {(sound.label, sound.speaker, sound.corpus) for sound in found} == {
        (7, one.speaker, one.corpus)
    }
    assert len(found) == 2
    assert not np.array_equal(found[0].samples, found[1].samples)
    assert np.array_equal(found[0].samples, next(in_other_voices([one])).samples)


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
    words = [Recording(Path(f"{n}.wav"), "words/x", f"x/{n}", OTHER, "up") for n in range(50)]
    heard = [said(OTHER, f"x/{n}", n / 100) for n in range(50)]
    monkeypatch.setattr(
        pipeline,
        "predict_judged",
        lambda judged, *_: raw if judged[0].recording.label != OTHER else heard,
    )
    found = pipeline._choose_thresholds(GERMAN, own, [], words, folds, tmp_path, bundles[3])
    assert found == raw
    chosen = [
        Thresholds(**json.loads((b / "bundle.json").read_text())["thresholds"]) for b in bundles
    ]
    for fold in range(3):
        others = [one for one in raw if folds[one.speaker] != fold]
        assert chosen[fold] == choose(others, heard, GERMAN.accepted)
    assert chosen[3] == choose(raw, heard, GERMAN.accepted)
    # Speaker c is unsure, but the words do not allow a threshold that accepts c.
    by_words = choose([said(0, "d", 0.0)], heard, GERMAN.accepted).min_digitness
    assert chosen[0].min_digitness == chosen[3].min_digitness == by_words > 0.4
    assert chosen[2].min_digitness > 0.7


def said(
    label: int, speaker: str, digitness: float, rejected: str | None = None, digit: int = 3
) -> Prediction:
    odds = list(0.03 + 0.7 * np.eye(10)[digit])
    return Prediction("x.wav", "words/x", speaker, label, digit, odds, digitness, rejected)


@pytest.mark.parametrize("accepted", [0.0, 0.1, 0.5])
def test_the_threshold_accepts_a_share_of_the_english_words(accepted: float) -> None:
    digits = [said(digit, speaker, 0.1, digit=digit) for digit in range(10) for speaker in "ab"]
    words = [said(OTHER, str(n), (n % 97) / 97) for n in range(200)]
    # Too long for a word, whatever the threshold is.
    words += [said(OTHER, str(n), 1.0, "too_long") for n in range(200, 250)]
    least = choose(digits, words, accepted).min_digitness
    taken = sum(one.digitness >= least for one in words if one.rejected is None) / len(words)
    assert taken <= accepted
    assert taken >= accepted - 0.02


def test_where_no_word_is_near_a_share_of_the_digits_is_rejected() -> None:
    digits = [said(n % 10, "ab"[n % 2], 0.8 + n / 1000, digit=n % 10) for n in range(100)]
    words = [said(OTHER, str(n), n / 200) for n in range(100)]
    least = choose(digits, words, 0.1).min_digitness
    assert least == choose_thresholds(digits, REJECTED).min_digitness
    assert sum(one.digitness < least for one in digits) == 1


def test_thresholds_are_chosen_on_words_that_are_for_validation() -> None:
    by_split: dict[str, str] = {}
    for number in range(200):
        by_split.setdefault(split_of_word(f"word{number}"), f"word{number}")
    people = [f"speech_commands/{number:08x}" for number in range(200)]
    person = {split_of_speaker(one): one for one in people}

    def recording(speaker: str, word: str, corpus: str = "words/speech_commands") -> Recording:
        return Recording(Path(f"{word}.wav"), corpus, speaker, OTHER, word)

    expected = [
        recording(person["train"], by_split["validation"]),
        recording(person["validation"], by_split["train"]),
    ]
    unused = [
        recording(person["train"], by_split["train"]),
        recording(person["validation"], by_split["test"]),
        recording(person["test"], by_split["train"]),
        Recording(Path("3.wav"), "speech_commands", person["validation"], 3),
        Recording(Path("x.wav"), "noise/esc10", person["validation"], OTHER),
    ]
    assert validation_words([*unused, *expected]) == expected


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
