"""Report and model card of a language."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.bundle import load_bundle
from core.bundle_location import bundle_directory, installed_languages
from models.data.index import OTHER
from models.evaluation.evaluate import Prediction
from models.languages.lexicon import read_language
from models.transfer.report import CARD, Evaluation, as_text, card, measure

OTHERS = [code for code in installed_languages() if code != "en"]
GERMAN = read_language("de")


def prediction(
    label: int, digit: int, speaker: str, corpus: str, rejected: str | None, word: str = ""
) -> Prediction:
    return Prediction(
        "x.wav", corpus, speaker, label, digit, list(np.eye(10)[digit]), 0.9, rejected, word
    )


@pytest.mark.slow
def test_homophones_are_no_false_acceptances() -> None:
    digits = [
        prediction(d, d if d or s != "b" else 1, s, "languages/de/heidelberg", None)
        for s in "abc"
        for d in range(10)
    ]
    english = [
        prediction(OTHER, 3, "e/1", "words/speech_commands", None, "dry"),
        prediction(OTHER, 3, "e/1", "words/speech_commands", None, "tree"),
        prediction(OTHER, 3, "e/2", "words/speech_commands", None, "tree"),
        prediction(OTHER, 3, "e/2", "words/speech_commands", "not_a_digit", "house"),
        prediction(9, 9, "e/2", "speech_commands", None),
        prediction(1, 1, "e/2", "speech_commands", "not_a_digit"),
        prediction(OTHER, 3, "noise/rain", "noise/esc10", "not_a_digit"),
        prediction(OTHER, 6, "e/3", "words/dspspeech20", None, "dspspeech20-01"),
        prediction(OTHER, 6, "e/3", "words/dspspeech20", "not_a_digit", "dspspeech20-14"),
    ]
    by_english = [prediction(4, 4, "a", "languages/de/heidelberg", None)]
    by_shipped = [prediction(4, 4, "a", "languages/de/heidelberg", "not_a_digit")]
    metrics = measure(Evaluation(GERMAN, digits, english, by_english, by_shipped), load_bundle())
    shares = {row["name"]: (row["clips"], row["share"]) for row in metrics["accepted"]}
    assert shares["English words"] == (4, 0.5)
    assert shares["  mean of these words"] == (3, pytest.approx(1 / 3))
    assert shares["Chinese words"] == (1, 1.0)
    assert shares["English digits"] == (2, 0.5)
    assert shares["  nine"] == (1, 1.0)
    assert shares["noise"] == (1, 0.0)
    assert shares["German digits, by the English model"] == (1, 0.0)
    assert shares["German digits, by English networks"] == (1, 1.0)
    assert metrics["all"]["accuracy"] == pytest.approx(29 / 30)
    assert metrics["digits"][0]["recall"] == pytest.approx(2 / 3)
    text = as_text(metrics)
    assert "30 recordings of 3 speakers" in text
    assert max(map(len, text.splitlines())) <= 120


def test_rejections_have_an_interval_for_other_speakers() -> None:
    digits = [
        prediction(d, d, s, "languages/de/heidelberg", "not_a_digit" if s == "b" else None)
        for s in "abcd"
        for d in range(10)
    ]
    metrics = measure(Evaluation(GERMAN, digits, [], [], []), load_bundle())
    rejected = metrics["rejected"]
    assert rejected["share"] == pytest.approx(0.25)
    # One of four people is rejected always: for a fifth nearly anything is possible.
    assert rejected["low"] < 0.01
    assert rejected["high"] > 0.8
    assert "rejected digits: 25.0 %, of other speakers 0." in as_text(metrics)


@pytest.mark.parametrize("code", OTHERS)
def test_the_shipped_card_and_report_are_generated(code: str) -> None:
    folder = bundle_directory(code)
    bundle = load_bundle(folder)
    metrics = json.loads((folder / "report" / "metrics.json").read_text("utf-8"))
    assert metrics["bundle"]["sha256"] == bundle.sha256
    assert (folder / CARD).read_text("utf-8") == card(read_language(code), bundle, metrics)
    assert (folder / "report" / "report.txt").read_text("utf-8") == as_text(metrics) + "\n"


@pytest.mark.parametrize("code", OTHERS)
def test_the_shipped_bundles_are_small(code: str) -> None:
    sizes = [path.stat().st_size for path in bundle_directory(code).iterdir() if path.is_file()]
    assert sum(sizes) < 2_000_000


@pytest.mark.parametrize("code", OTHERS)
def test_the_card_names_every_corpus_with_its_licence(code: str) -> None:
    text = Path(bundle_directory(code) / CARD).read_text("utf-8")
    for corpus in read_language(code).corpora:
        assert f"| {corpus.name} | {corpus.content} | {corpus.licence} |" in text
