"""Scores, intervals, calibration, thresholds and the cache of predictions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.bundle import default_bundle_directory
from models.data.index import OTHER, Recording
from models.evaluation import evaluate
from models.evaluation.calibrate import FALSE_REJECTION_RATE, NOT_A_DIGIT_SHARE, choose_thresholds
from models.evaluation.evaluate import Prediction
from models.evaluation.intervals import (
    clopper_pearson,
    intraclass_correlation,
    korn_graubard,
    poisson,
    wilson,
)
from models.evaluation.mislabels import suspected_mislabels
from models.evaluation.scores import (
    accuracy_row,
    accuracy_rows,
    calibration,
    confusion,
    digit_rows,
    false_acceptance_rows,
)

CLIPS = Path(__file__).resolve().parents[2] / "audio"


def prediction(
    label: int, digit: int, confidence: float = 0.9, digitness: float = 0.95
) -> Prediction:
    rest = (1.0 - confidence) / 9
    probabilities = [confidence if d == digit else rest for d in range(10)]
    return Prediction("f", "c", f"c/{label}", label, digit, probabilities, digitness, None)


def of(speaker: str, right: int, count: int, corpus: str = "c") -> list[Prediction]:
    """Clips of a speaker, `right` of which are correct."""
    return [
        Prediction(f"{n}", corpus, speaker, 1, 1 if n < right else 2, [0.1] * 10, 1.0, None)
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (98, 102, 0.9035, 0.9846)],
)
def test_wilsons_interval(right: int, count: int, low: float, high: float) -> None:
    assert wilson(right, count) == pytest.approx((low, high), abs=2e-3)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (7, 20, 0.1539, 0.5922)],
)
def test_clopper_and_pearsons_interval(right: int, count: int, low: float, high: float) -> None:
    assert clopper_pearson(right, count) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39)]
)
def test_garwoods_interval(events: int, low: float, high: float) -> None:
    assert poisson(events) == pytest.approx((low, high), abs=5e-3)


def test_differences_between_speakers_widen_the_interval() -> None:
    right, count = [100, 80, 60, 100, 90, 95], [100] * 6
    low, high = korn_graubard(right, count)
    assert low < 525 / 600 < high
    clips = wilson(525, 600)
    assert high - low > 4 * (clips[1] - clips[0])


def test_with_one_clip_per_speaker_the_interval_is_nearly_exact() -> None:
    """Without clusters, it differs from Clopper and Pearson only by Student's t."""
    right = [1.0] * 95 + [0.0] * 5
    low, high = korn_graubard(right, [1.0] * 100)
    assert (low, high) == pytest.approx(clopper_pearson(95, 100), abs=0.005)


def test_few_speakers_give_wide_intervals() -> None:
    assert korn_graubard([50], [50]) == (0.0, 1.0)
    low, high = korn_graubard([300, 270], [300, 393])
    assert high - low > 0.9


def test_full_accuracy_has_an_interval_too() -> None:
    """Ten speakers with 50 correct clips each are worth less than 500 independent clips."""
    low, high = korn_graubard([50] * 10, [50] * 10, correlation=0.1)
    assert high == 1.0
    independent, _ = clopper_pearson(500, 500)
    assert 0.9 < low < independent


def test_intraclass_correlation() -> None:
    assert intraclass_correlation([100, 0, 100, 0], [100] * 4) == pytest.approx(1.0)
    rng = np.random.default_rng(0)
    equal = rng.binomial(50, 0.9, 400).tolist()
    assert intraclass_correlation(equal, [50] * 400) < 0.02


def test_weights_of_a_subsample() -> None:
    sample = [*of("c/many", 5, 10), *of("c/few", 10, 10)]
    row = accuracy_row("all", sample, 0.0, {"c/many": 9.0, "c/few": 1.0})
    assert row["accuracy"] == pytest.approx(0.55)
    assert row["clips"] == 20


def test_rows_by_corpus_have_both_intervals() -> None:
    clips = [*of("a/1", 9, 10, "a"), *of("a/2", 10, 10, "a"), *of("b/1", 1, 2, "b")]
    first, second = accuracy_rows(clips, lambda one: one.corpus)
    assert (first["name"], first["speakers"], first["clips"]) == ("a", 2, 20)
    assert first["accuracy"] == pytest.approx(0.95)
    assert first["low_people"] < first["low"] < 0.95 < first["high"] <= first["high_people"]
    assert (second["low_people"], second["high_people"]) == (0.0, 1.0)


def test_precision_recall_and_auc_by_digit() -> None:
    # 3 of 4 threes are recognized, and one two is recognized as three.
    pairs = [(3, 3)] * 3 + [(3, 2)] + [(2, 2)] * 3 + [(2, 3)]
    rows = {row["digit"]: row for row in digit_rows([prediction(a, b) for a, b in pairs])}
    assert set(rows) == {2, 3}
    assert rows[3]["precision"] == pytest.approx(0.75)
    assert rows[3]["recall"] == pytest.approx(0.75)
    assert rows[3]["support"] == 4
    assert 0.5 < rows[3]["auc"] < 1.0


def test_false_acceptances_by_corpus_and_kind() -> None:
    words = [Prediction("f", "words/x", "x/1", OTHER, 3, [0.1] * 10, 0.9, None)] * 4
    rejected = Prediction("f", "words/y", "y/1", OTHER, 3, [0.1] * 10, 0.1, "not_a_digit")
    rows = {row["name"]: row for row in false_acceptance_rows([*words, rejected, prediction(1, 1)])}
    assert {name: (row["clips"], row["share"]) for name, row in rows.items()} == {
        "words/x": (4, 1.0),
        "words/y": (1, 0.0),
        "all words": (5, 0.8),
    }


def test_the_confusion_matrix_has_rejections_and_other_sounds() -> None:
    rejected = Prediction("f", "c", "c/1", 4, 4, [0.1] * 10, 0.1, "not_a_digit")
    counts = confusion([prediction(4, 4), prediction(4, 9), rejected, prediction(OTHER, 2)])
    assert counts.sum() == 4
    assert (counts[4, 4], counts[4, 9], counts[4, 10], counts[10, 2]) == (1, 1, 1, 1)


def test_expected_calibration_error() -> None:
    # 18 of 20 with a confidence of 90 % are right, 5 of 10 with 70 %.
    confident = [prediction(1, 1 if n < 18 else 2, 0.9) for n in range(20)]
    unsure = [prediction(1, 1 if n < 5 else 2, 0.7) for n in range(10)]
    found = calibration([*confident, *unsure])
    assert found["error"] == pytest.approx(10 / 30 * 0.2)
    assert [b["clips"] for b in found["bins"]] == [10, 20]


def test_a_mislabel_is_suspected_only_if_all_recognizers_agree() -> None:
    ours = [
        Prediction(f"{n}.flac", "c", "c/x", 1, digit, [0.0] * 9 + [1.0], 1.0, None)
        for n, digit in enumerate([7, 7, 1, 7])
    ]

    def rival(*digits: int) -> list[Prediction]:
        return [
            Prediction(f"{n}.flac", "c", "c/x", 1, digit, [], 1.0, None)
            for n, digit in enumerate(digits)
        ]

    answers = {
        ("spelling_cnn", "own"): rival(7, 7, 7, 7),
        ("pocketsphinx", "own"): rival(7, 1, 7, -1),
        ("pocketsphinx", "cut"): rival(1, 1, 1, 1),
    }
    (row,) = suspected_mislabels(ours, answers)
    assert (row["file"], row["label"], row["heard"]) == ("0.flac", 1, 7)
    assert suspected_mislabels(ours, {}) == []


def test_predictions_come_from_the_pipeline(tmp_path: Path) -> None:
    recordings = [
        Recording(CLIPS / "4_slt_0.flac", "flite", "flite/slt", 4),
        Recording(CLIPS / "word_stop_awb.flac", "words", "flite/awb", OTHER),
    ]
    found = evaluate.predict(recordings, default_bundle_directory())
    assert [one.label for one in found] == [4, OTHER]
    assert found[0].digit == int(np.argmax(found[0].probabilities))
    evaluate.save(found, tmp_path / "predictions.jsonl")
    assert evaluate.read(tmp_path / "predictions.jsonl") == found


def test_cached_rows_are_used_until_the_key_changes(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> list[dict[str, object]]:
        made.append(name)
        return [{"name": name}]

    cache = tmp_path / "rows.jsonl"
    dependency = tmp_path / "bundle.json"
    dependency.write_text("1")
    for _ in range(2):
        rows = evaluate.cached_rows(
            cache, evaluate.digest(1, files=[dependency]), lambda: make("a")
        )
        assert rows == [{"name": "a"}]
    assert made == ["a"]
    dependency.write_text("2")
    assert evaluate.cached_rows(
        cache, evaluate.digest(1, files=[dependency]), lambda: make("b")
    ) == [{"name": "b"}]
    cache.write_text("damaged")
    evaluate.cached_rows(cache, evaluate.digest(1, files=[dependency]), lambda: make("c"))
    assert made == ["a", "b", "c"]


def test_thresholds_reject_few_digits() -> None:
    rng = np.random.default_rng(0)
    digits = [
        prediction(
            i % 10, i % 10 if rng.random() < 0.95 else (i + 1) % 10, 0.8, rng.uniform(0.6, 1.0)
        )
        for i in range(1_000)
    ]
    chosen = choose_thresholds(digits)
    rejected = sum(one.digitness < chosen.min_digitness for one in digits)
    assert 0 < rejected <= FALSE_REJECTION_RATE * NOT_A_DIGIT_SHARE * len(digits) + 1
    # The confidence is 80 %, the accuracy 95 %: the temperature must raise the confidence.
    assert chosen.temperature < 1.0


def test_thresholds_do_not_depend_on_the_order_of_predictions() -> None:
    digits = [prediction(i % 10, i % 10 if i % 20 else (i + 1) % 10, 0.8) for i in range(200)]
    assert choose_thresholds(digits) == choose_thresholds(list(reversed(digits)))
