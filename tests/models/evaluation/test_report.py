"""The report, from recordings to files: the tests' clips with the shipped bundle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE
from core.bundle import default_bundle_directory, load_bundle
from models.data.index import OTHER, DataError, Recording
from models.data.peers import peers_file
from models.data.splits import Judged
from models.evaluation import report
from models.evaluation.card import CARD, SOURCES, card
from models.evaluation.false_digits import count_false_digits
from models.evaluation.noise_levels import LEVELS_DB, SURROUND, add_noise, subsample
from models.evaluation.rivals import predict_with_rivals
from models.evaluation.tables import as_text

CLIPS = Path(__file__).resolve().parents[2] / "audio"
SHIPPED = default_bundle_directory()


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.evaluation.evaluate.os.cpu_count", lambda: 1)


def some_recordings(folder: Path) -> list[Recording]:
    """Digits and other words of two synthetic speakers, and two noises."""
    spoken = [
        Recording(path, "flite", f"flite/{path.stem.split('_')[1]}", int(path.name[0]))
        for path in sorted(CLIPS.glob("[0-9]_*.flac"))
    ]
    words = [
        Recording(path, "words/flite", f"flite/{path.stem.split('_')[2]}", OTHER)
        for path in sorted(CLIPS.glob("word_*.flac"))
    ]
    rng = np.random.default_rng(0)
    noises: list[Recording] = []
    for name in ("hiss", "rumble"):
        path = folder / f"{name}.flac"
        soundfile.write(path, rng.normal(0, 0.02, 2 * SAMPLE_RATE), SAMPLE_RATE)
        noises.append(Recording(path, "noise/made", f"noise/{name}", OTHER))
    return [*spoken, *words, *noises]


BUNDLES = {"flite/awb": 0, "flite/slt": 1, "noise/hiss": 0, "noise/rumble": 1}


def judged(recordings: list[Recording]) -> list[Judged]:
    return [Judged(recording, BUNDLES[recording.speaker]) for recording in recordings]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_complete_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOKEN_DIGITS_PEERS", str(tmp_path / "nobody"))
    shipped, build = tmp_path / "digits", tmp_path / "build"
    shipped.mkdir()
    for name in ("bundle.json", "digits.tflite", "phrases.tflite"):
        shutil.copy(SHIPPED / name, shipped / name)
    recordings = some_recordings(tmp_path)
    text = report.write(judged(recordings), [shipped, shipped], shipped, build)

    folder = shipped / "report"
    assert (folder / "report.txt").read_text() == text + "\n"
    metrics = json.loads((folder / "metrics.json").read_text())
    assert metrics["bundle"]["sha256"] == load_bundle(shipped).sha256
    assert metrics["all"]["clips"] == 20
    assert [row["support"] for row in metrics["digits"]] == [2] * 10
    assert {row["name"] for row in metrics["speakers"]} == {"flite/awb", "flite/slt"}
    levels = {
        row["snr_db"]: row
        for row in metrics["noise_levels"]
        if (row["who"], row["name"]) == ("ours", "all digits")
    }
    assert set(levels) == {None, *LEVELS_DB}
    assert levels[None]["accuracy"] == metrics["all"]["accuracy"]
    assert {row["clips"] for row in levels.values()} == {20}
    streams = {row["name"]: row for row in metrics["streams"]}
    assert set(streams) == {"words/flite", "noise/made", "all words", "all noise"}
    assert streams["all noise"]["minutes"] == pytest.approx(4 / 60, abs=1e-5)
    plots = sorted(path.name for path in folder.glob("*.png"))
    assert plots == [
        "confusion.png", "det.png", "noise_levels.png", "reliability.png", "roc.png",
        "side_by_side.png",
    ]  # fmt: skip
    assert all((folder / name).stat().st_size < 80_000 for name in plots)
    assert (shipped / CARD).read_text() == card(load_bundle(shipped), metrics, [])

    # The second run uses the cache and writes the same files.
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr("models.evaluation.evaluate.load", lambda _: pytest.fail("predicted again"))
    assert report.write(judged(recordings), [shipped, shipped], shipped, build) == text
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_processes_give_the_same_predictions_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = some_recordings(tmp_path)[8:12]
    alone = report.predict_judged(judged(clips), [SHIPPED] * 2, tmp_path / "alone.jsonl")
    monkeypatch.setattr("models.evaluation.evaluate.os.cpu_count", lambda: 2)
    both = report.predict_judged(judged(clips), [SHIPPED] * 2, tmp_path / "both.jsonl")
    assert both == alone
    assert {one.speaker for one in both} == {"flite/awb", "flite/slt"}


def test_noise_is_added_at_the_requested_snr() -> None:
    rng = np.random.default_rng(1)
    speech = rng.normal(0, 0.05, SAMPLE_RATE // 2).astype(np.float32)
    noise = rng.normal(0, 0.3, SAMPLE_RATE // 3).astype(np.float32)
    for snr_db in (20, 0):
        mixed = add_noise(speech, noise, snr_db, np.random.default_rng(2))
        assert len(mixed) == len(speech) + 2 * SURROUND
        around = np.r_[mixed[:SURROUND], mixed[-SURROUND:]]
        power = np.square(mixed[SURROUND:-SURROUND]).mean() - np.square(around).mean()
        found = 10 * np.log10(power / np.square(around).mean())
        assert found == pytest.approx(snr_db, abs=0.6)


def test_silent_parts_of_a_noise_recording_are_not_used() -> None:
    noise = np.zeros(5 * SAMPLE_RATE, np.float32)
    noise[:SAMPLE_RATE] = np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE)
    speech = np.full(SAMPLE_RATE // 4, 0.01, np.float32)
    for seed in range(5):
        mixed = add_noise(speech, noise, 0, np.random.default_rng(seed))
        assert np.abs(mixed[:SURROUND]).max() > 0 or np.abs(mixed[-SURROUND:]).max() > 0
        assert np.isfinite(mixed).all()
        assert np.abs(mixed).max() <= 1.0


def test_a_subsample_is_even_over_speakers_and_digits() -> None:
    many = [Recording(Path(f"{d}_a_{n}.flac"), "c", "c/a", d) for d in range(10) for n in range(50)]
    few = [Recording(Path("3_b_0.flac"), "c", "c/b", 3), Recording(Path("w"), "w", "c/b", OTHER)]
    chosen = subsample([*many, *few])
    counts = [sum(r.label == d for r in chosen if r.speaker == "c/a") for d in range(10)]
    assert counts == [4] * 10
    assert sum(r.speaker == "c/b" for r in chosen) == 1


def test_a_digit_in_a_stream_counts_as_false(tmp_path: Path) -> None:
    """The stream has a digit labelled as another word, so it must be counted."""
    digit = Recording(CLIPS / "7_slt_0.flac", "words/planted", "flite/slt", OTHER)
    rows = count_false_digits(
        judged([digit, *some_recordings(tmp_path)[-2:]]), [SHIPPED] * 2, tmp_path / "k"
    )
    found = {row["name"]: row for row in rows}
    assert found["all words"]["false"] == 1
    assert found["all words"]["low"] > 0
    assert found["all noise"]["false"] == 0
    assert found["all noise"]["high"] > 0


@pytest.mark.slow
@pytest.mark.skipif(not peers_file().is_file(), reason="no recognizers in ../shared/peers")
def test_rivals_are_run_with_both_front_ends(tmp_path: Path) -> None:
    clips = [r for r in some_recordings(tmp_path) if r.label in (3, 7)]
    found = predict_with_rivals(clips, tmp_path / "rivals.jsonl")
    assert set(found) == {
        (who, end) for who in ("spelling_cnn", "pocketsphinx") for end in ("own", "cut")
    }
    assert all(len(answers) == len(clips) for answers in found.values())
    right = sum(one.is_right for answers in found.values() for one in answers)
    assert right >= 10  # of 16: synthetic speech is easy


def test_the_model_card_is_up_to_date() -> None:
    """If this fails, the card was edited or the model has changed; run: make evaluate."""
    metrics = json.loads((SHIPPED / "report" / "metrics.json").read_text())
    if "bundle" not in metrics:
        pytest.skip("the report does not describe its bundle")
    assert metrics["bundle"]["sha256"] == load_bundle().sha256
    strings = json.loads((SHIPPED / "report" / "strings.json").read_text())["sets"]
    assert (SHIPPED / CARD).read_text() == card(load_bundle(), metrics, strings)


def test_the_report_is_up_to_date() -> None:
    """If this fails, report.txt was edited or the texts have changed; run: make evaluate."""
    metrics = json.loads((SHIPPED / "report" / "metrics.json").read_text())
    assert (SHIPPED / "report" / "report.txt").read_text() == as_text(metrics) + "\n"


def test_every_corpus_of_the_shipped_bundle_has_a_licence() -> None:
    assert set(load_bundle().training["corpora"]) <= set(SOURCES)


def test_a_corpus_without_a_licence_is_an_error() -> None:
    from models.evaluation.card import _source

    with pytest.raises(DataError, match=r"made/parrots: its licence is unknown"):
        _source("made/parrots")
