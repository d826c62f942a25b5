"""Figures are worth what their arithmetic is worth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.bundle import default_bundle_directory
from models import evaluate
from models.calibrate import choose_thresholds
from models.data import OTHER, Recording
from models.evaluate import Judged

CLIPS = Path(__file__).resolve().parent.parent / "audio"


def judged(label: int, digit: int, sure: float = 0.9, digitness: float = 0.95) -> Judged:
    rest = (1.0 - sure) / 9
    probabilities = [sure if d == digit else rest for d in range(10)]
    return Judged("f", "c", f"c/{label}", label, digit, probabilities, digitness, None)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (98, 102, 0.9035, 0.9846)],
)
def test_wilsons_interval(right: int, count: int, low: float, high: float) -> None:
    assert evaluate.interval(right, count) == pytest.approx((low, high), abs=2e-3)


def test_the_origins_table() -> None:
    # Threes: 3 of 4 found, and one two taken for a three.
    said = [(3, 3)] * 3 + [(3, 2)] + [(2, 2)] * 3 + [(2, 3)]
    rows = {row["digit"]: row for row in evaluate.digit_rows([judged(a, b) for a, b in said])}
    assert set(rows) == {2, 3}
    assert rows[3]["precision"] == pytest.approx(0.75)
    assert rows[3]["recall"] == pytest.approx(0.75)
    assert rows[3]["support"] == 4
    assert 0.5 < rows[3]["auc"] < 1.0


def test_what_is_no_digit_is_counted_apart() -> None:
    words = [judged(OTHER, 3) for _ in range(4)]
    refused = Judged("f", "c", "c/x", OTHER, 3, [0.1] * 10, 0.1, "not_a_digit")
    (row,) = evaluate.acceptance_rows([*words, refused, judged(1, 1)])
    assert (row["clips"], row["share"]) == (5, 0.8)


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
    text = evaluate.as_text(found, "Title")
    assert "flite" in text
    assert "taken for a digit" in text


def test_thresholds_refuse_few_true_digits() -> None:
    rng = np.random.default_rng(0)
    digits = [
        judged(i % 10, i % 10 if rng.random() < 0.95 else (i + 1) % 10, 0.8, rng.uniform(0.6, 1.0))
        for i in range(1_000)
    ]
    chosen = choose_thresholds(digits)
    refused = sum(one.digitness < chosen.min_digitness for one in digits)
    assert refused <= 0.02 * len(digits)
    # Right in 95 % where 80 % was said: the confidence has to grow.
    assert chosen.temperature < 1.0


def test_refitting_thresholds_starts_from_the_same_logits() -> None:
    digits = [judged(i % 10, i % 10 if i % 20 else (i + 1) % 10, 0.8) for i in range(200)]
    assert choose_thresholds(digits) == choose_thresholds(list(reversed(digits)))
