"""Figures are worth what their arithmetic is worth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.bundle import Thresholds, default_bundle_directory
from core.classifier import softmax
from models.data.index import OTHER, Recording
from models.evaluation import evaluate
from models.evaluation.calibrate import AS_NO_DIGIT, FALSE_REJECTIONS, choose_thresholds
from models.evaluation.crossfit import _at, crossfit
from models.evaluation.evaluate import Judged
from models.evaluation.intervals import (
    clopper_pearson,
    intraclass_correlation,
    korn_graubard,
    poisson,
    wilson,
)
from models.evaluation.mislabels import suspected
from models.evaluation.scores import (
    acceptance_rows,
    accuracy_row,
    accuracy_rows,
    calibration,
    confusion,
    digit_rows,
)

CLIPS = Path(__file__).resolve().parents[2] / "audio"


def judged(label: int, digit: int, sure: float = 0.9, digitness: float = 0.95) -> Judged:
    rest = (1.0 - sure) / 9
    probabilities = [sure if d == digit else rest for d in range(10)]
    return Judged("f", "c", f"c/{label}", label, digit, probabilities, digitness, None)


def of(speaker: str, right: int, count: int, corpus: str = "c") -> list[Judged]:
    """A person's clips, so many of them heard right."""
    return [
        Judged(f"{n}", corpus, speaker, 1, 1 if n < right else 2, [0.1] * 10, 1.0, None)
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


def test_people_who_differ_say_less_of_others_than_their_clips_do() -> None:
    right, count = [100, 80, 60, 100, 90, 95], [100] * 6
    low, high = korn_graubard(right, count)
    assert low < 525 / 600 < high
    clips = wilson(525, 600)
    assert high - low > 4 * (clips[1] - clips[0])


def test_one_clip_each_is_nearly_an_exact_interval() -> None:
    """Without clusters only the t of so many people is left beside Clopper and Pearson."""
    right = [1.0] * 95 + [0.0] * 5
    low, high = korn_graubard(right, [1.0] * 100)
    assert (low, high) == pytest.approx(clopper_pearson(95, 100), abs=0.005)


def test_few_people_say_little_and_one_says_nothing() -> None:
    assert korn_graubard([50], [50]) == (0.0, 1.0)
    low, high = korn_graubard([300, 270], [300, 393])
    assert high - low > 0.9


def test_all_right_is_not_certain() -> None:
    """Ten people of fifty clips without a fault: fewer than 500 independent clips."""
    low, high = korn_graubard([50] * 10, [50] * 10, correlation=0.1)
    assert high == 1.0
    independent, _ = clopper_pearson(500, 500)
    assert 0.9 < low < independent


def test_intraclass_correlation() -> None:
    assert intraclass_correlation([100, 0, 100, 0], [100] * 4) == pytest.approx(1.0)
    rng = np.random.default_rng(0)
    alike = rng.binomial(50, 0.9, 400).tolist()
    assert intraclass_correlation(alike, [50] * 400) < 0.02


def test_weights_make_a_sample_stand_for_the_whole() -> None:
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


def test_the_origins_table() -> None:
    # Threes: 3 of 4 found, and one two taken for a three.
    said = [(3, 3)] * 3 + [(3, 2)] + [(2, 2)] * 3 + [(2, 3)]
    rows = {row["digit"]: row for row in digit_rows([judged(a, b) for a, b in said])}
    assert set(rows) == {2, 3}
    assert rows[3]["precision"] == pytest.approx(0.75)
    assert rows[3]["recall"] == pytest.approx(0.75)
    assert rows[3]["support"] == 4
    assert 0.5 < rows[3]["auc"] < 1.0


def test_what_is_no_digit_is_counted_apart() -> None:
    words = [Judged("f", "words/x", "x/1", OTHER, 3, [0.1] * 10, 0.9, None)] * 4
    refused = Judged("f", "words/y", "y/1", OTHER, 3, [0.1] * 10, 0.1, "not_a_digit")
    rows = {row["name"]: row for row in acceptance_rows([*words, refused, judged(1, 1)])}
    assert {name: (row["clips"], row["share"]) for name, row in rows.items()} == {
        "words/x": (4, 1.0),
        "words/y": (1, 0.0),
        "all words": (5, 0.8),
    }


def test_the_confusion_matrix_has_refusals_and_what_is_none() -> None:
    refused = Judged("f", "c", "c/1", 4, 4, [0.1] * 10, 0.1, "not_a_digit")
    counts = confusion([judged(4, 4), judged(4, 9), refused, judged(OTHER, 2)])
    assert counts.sum() == 4
    assert (counts[4, 4], counts[4, 9], counts[4, 10], counts[10, 2]) == (1, 1, 1, 1)


def test_expected_calibration_error() -> None:
    # Of twenty that say 90 % eighteen are right; of ten that say 70 % five.
    sure = [judged(1, 1 if n < 18 else 2, 0.9) for n in range(20)]
    unsure = [judged(1, 1 if n < 5 else 2, 0.7) for n in range(10)]
    found = calibration([*sure, *unsure])
    assert found["error"] == pytest.approx(10 / 30 * 0.2)
    assert [b["clips"] for b in found["bins"]] == [10, 20]


def test_a_label_is_suspected_only_where_all_agree_on_another() -> None:
    ours = [
        Judged(f"{n}.flac", "c", "c/x", 1, said, [0.0] * 9 + [1.0], 1.0, None)
        for n, said in enumerate([7, 7, 1, 7])
    ]

    def rival(*said: int) -> list[Judged]:
        return [
            Judged(f"{n}.flac", "c", "c/x", 1, digit, [], 1.0, None) for n, digit in enumerate(said)
        ]

    answers = {
        ("spelling_cnn", "own"): rival(7, 7, 7, 7),
        ("pocketsphinx", "own"): rival(7, 1, 7, -1),
        ("pocketsphinx", "cut"): rival(1, 1, 1, 1),
    }
    (row,) = suspected(ours, answers)
    assert (row["file"], row["label"], row["heard"]) == ("0.flac", 1, 7)
    assert suspected(ours, {}) == []


def test_judging_goes_through_the_pipeline(tmp_path: Path) -> None:
    recordings = [
        Recording(CLIPS / "4_slt_0.flac", "flite", "flite/slt", 4),
        Recording(CLIPS / "word_stop_awb.flac", "words", "flite/awb", OTHER),
    ]
    found = evaluate.judge(recordings, default_bundle_directory())
    assert [one.label for one in found] == [4, OTHER]
    assert found[0].digit == int(np.argmax(found[0].probabilities))
    evaluate.save(found, tmp_path / "judged.jsonl")
    assert evaluate.read(tmp_path / "judged.jsonl") == found


def test_answers_are_kept_until_what_they_depend_on_changes(tmp_path: Path) -> None:
    asked: list[str] = []

    def make(name: str) -> list[dict[str, object]]:
        asked.append(name)
        return [{"name": name}]

    keep = tmp_path / "kept.jsonl"
    depends = tmp_path / "bundle.json"
    depends.write_text("1")
    for _ in range(2):
        rows = evaluate.kept(keep, evaluate.digest(1, files=[depends]), lambda: make("a"))
        assert rows == [{"name": "a"}]
    assert asked == ["a"]
    depends.write_text("2")
    assert evaluate.kept(keep, evaluate.digest(1, files=[depends]), lambda: make("b")) == [
        {"name": "b"}
    ]
    keep.write_text("damaged")
    evaluate.kept(keep, evaluate.digest(1, files=[depends]), lambda: make("c"))
    assert asked == ["a", "b", "c"]


def test_thresholds_refuse_few_true_digits() -> None:
    rng = np.random.default_rng(0)
    digits = [
        judged(i % 10, i % 10 if rng.random() < 0.95 else (i + 1) % 10, 0.8, rng.uniform(0.6, 1.0))
        for i in range(1_000)
    ]
    chosen = choose_thresholds(digits)
    refused = sum(one.digitness < chosen.min_digitness for one in digits)
    assert 0 < refused <= FALSE_REJECTIONS * AS_NO_DIGIT * len(digits) + 1
    # Right in 95 % where 80 % was said: the confidence has to grow.
    assert chosen.temperature < 1.0


def test_each_fold_is_decided_by_the_others_thresholds() -> None:
    """The strangers of fold 1 are heard less surely: their own answers would be kinder to them."""
    used = Thresholds(temperature=0.5, min_digitness=0.0, min_confidence=0.0)
    rng = np.random.default_rng(0)
    answers = [
        replace(
            judged(i % 10, i % 10, rng.uniform(0.7, 0.9), low + 0.1 * rng.random()),
            speaker=f"c/{fold}",
        )
        for fold, low in ((0, 0.9), (1, 0.5))
        for i in range(200)
    ]
    odd = replace(answers[0], rejected="too_quiet")
    brief = replace(answers[0], rejected="too_short", digitness=1.0)
    decided = crossfit([*answers, brief, odd], {"c/0": 0, "c/1": 1}, used)
    refused = [sum(one.rejected is not None for one in decided[n : n + 200]) for n in (0, 200)]
    assert refused[0] <= 6
    assert refused[1] == 200
    assert decided[-2].rejected is None  # a threshold refused it, so another may take it
    assert decided[-1].rejected == "too_quiet"
    assert [one.digit for one in decided[:400]] == [one.digit for one in answers]


def test_undoing_a_temperature() -> None:
    logits = np.array([2.0, 1.0, 0.5, *[0.0] * 7], np.float32)
    sharp = replace(judged(0, 0), probabilities=softmax(logits / 0.5).tolist())
    assert crossfit([sharp], {"c/0": 0}, Thresholds(0.5, 0.0, 0.0)) == [sharp]  # nobody else
    undone = _at(sharp, 0.5).probabilities
    np.testing.assert_allclose(undone, softmax(logits), atol=1e-4)


def test_refitting_thresholds_starts_from_the_same_logits() -> None:
    digits = [judged(i % 10, i % 10 if i % 20 else (i + 1) % 10, 0.8) for i in range(200)]
    assert choose_thresholds(digits) == choose_thresholds(list(reversed(digits)))
