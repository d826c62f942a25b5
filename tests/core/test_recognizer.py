"""The whole pipeline, audio in and digits out, on voices that are not in the training data."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import Thresholds, load_bundle
from core.classifier import Classifier
from core.events import Event, Result, results_of
from core.recognizer import (
    Recognizer,
    loudest_utterance,
    recognize_number,
    recognize_recording,
)
from tests.harness.installed_languages import describe, install

TESTS = Path(__file__).resolve().parent.parent
CLIPS = sorted((TESTS / "audio").glob("[0-9]_*.flac"))
OTHERS = sorted((TESTS / "audio").glob("word_*.flac"))
DEMO = TESTS.parent / "desktop" / "demo"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle())


def events_of(recognizer: Recognizer, sound: np.ndarray, block: int = 320) -> list[Event]:
    events: list[Event] = []
    for begin in range(0, len(sound), block):
        events += recognizer.feed(sound[begin : begin + block])
    return [*events, *recognizer.flush()]


def hear(recognizer: Recognizer, sound: np.ndarray, block: int = 320) -> list[Result]:
    return results_of(events_of(recognizer, sound, block))


def test_recognition_imports_nothing() -> None:
    script = (
        "import sys\n"
        "from core.audio import load\n"
        "from core.bundle import load_bundle\n"
        "from core.classifier import Classifier\n"
        "from core.recognizer import Recognizer\n"
        "recognizer = Recognizer(Classifier(load_bundle()))\n"
        "samples = load(sys.argv[1])\n"
        "before = set(sys.modules)\n"
        "assert [*recognizer.feed(samples), *recognizer.flush()]\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(CLIPS[0])],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_digits_of_held_out_speakers_are_recognized(classifier: Classifier) -> None:
    results = {path.name: recognize_recording(load(path), classifier) for path in CLIPS}
    wrong = {name: r.digit for name, r in results.items() if r.digit != int(name[0])}
    assert len(CLIPS) == 20
    assert len(wrong) <= 1, wrong


def test_most_other_words_are_rejected(classifier: Classifier) -> None:
    results = {path.name: recognize_recording(load(path), classifier) for path in OTHERS}
    accepted = {name: r.digit for name, r in results.items() if r.type == "digit"}
    assert len(OTHERS) == 6
    assert len(accepted) <= 1, accepted


@pytest.fixture(scope="module")
def demo_results(classifier: Classifier) -> list[Result]:
    """The results of the demo in blocks of 320 samples."""
    return hear(Recognizer(classifier), load(DEMO / "demo.flac"))


def test_every_digit_of_the_demo_is_recognized_at_its_time(demo_results: list[Result]) -> None:
    truth = json.loads((DEMO / "demo.json").read_text())
    spoken = [word for word in truth if word["digit"] is not None]
    heard = [r for r in demo_results if r.type == "digit"]
    assert [r.digit for r in heard] == [word["digit"] for word in spoken]
    for result, word in zip(heard, spoken, strict=True):
        assert result.start == pytest.approx(word["start"], abs=0.25)
        assert result.end == pytest.approx(word["end"], abs=0.25)
        assert sum(result.probabilities) == pytest.approx(1.0, abs=1e-4)
        assert result.confidence == max(result.probabilities)


def test_a_provisional_result_comes_before_each_final_one(demo_results: list[Result]) -> None:
    provisional: set[int] = set()
    for result in demo_results:
        if result.type == "provisional":
            provisional.add(result.id)
        elif result.type == "withdrawn":
            provisional.remove(result.id)
        else:
            assert result.id in provisional
            provisional.remove(result.id)
    assert not provisional


@pytest.mark.slow
@pytest.mark.parametrize("block", [100, 1_024, 400_000])
def test_results_do_not_depend_on_the_block_size(
    classifier: Classifier, demo_results: list[Result], block: int
) -> None:
    results = hear(Recognizer(classifier), load(DEMO / "demo.flac"), block)
    assert [(r.id, r.type, r.digit, r.start, r.end) for r in results] == [
        (r.id, r.type, r.digit, r.start, r.end) for r in demo_results
    ]


def test_a_recording_and_a_stream_give_the_same_digit(classifier: Classifier) -> None:
    sound = load(CLIPS[7])
    alone = recognize_recording(sound, classifier)
    around = np.random.default_rng(0).normal(0, 1e-3, SAMPLE_RATE).astype(np.float32)
    (streamed,) = [
        r
        for r in hear(Recognizer(classifier), np.concatenate([around, sound, around]))
        if r.type in ("digit", "rejected")
    ]
    assert streamed.digit == alone.digit
    assert streamed.start - 1.0 == pytest.approx(alone.start, abs=0.1)


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(16_000), np.full(16_000, 0.5)])
def test_silence_is_rejected_even_without_rejection(
    classifier: Classifier, sound: np.ndarray
) -> None:
    for reject in (True, False):
        result = recognize_recording(sound.astype(np.float32), classifier, reject=reject)
        assert (result.type, result.digit, result.rejected) == ("rejected", None, "silence")
        assert len(result.probabilities) == 10


def test_without_rejection_noise_is_a_digit(classifier: Classifier) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 8_000).astype(np.float32)
    result = recognize_recording(noise, classifier, reject=False)
    assert result.type == "digit"
    assert result.digit == int(np.argmax(result.probabilities))
    assert result.rejected is None


def test_without_speech_the_whole_recording_is_classified(classifier: Classifier) -> None:
    click = np.zeros(8_000, np.float32)
    click[4_000:4_020] = 0.3
    result = recognize_recording(click, classifier, reject=False)
    assert (result.start, result.end) == (0.0, 0.5)
    assert result.digit is not None


def with_thresholds(**changed: float) -> Classifier:
    """A classifier with thresholds of the user's own, which the decoder does not overrule."""
    classifier = Classifier(load_bundle())
    classifier.thresholds = replace(classifier.thresholds, **changed)
    return classifier


def test_thresholds_decide_about_rejection() -> None:
    sound = load(CLIPS[0])
    strict = with_thresholds(min_digitness=1.1)
    assert recognize_recording(sound, strict).rejected == "not_a_digit"
    unsure = with_thresholds(min_digitness=0.0, min_confidence=1.1)
    result = recognize_recording(sound, unsure)
    assert result.rejected == "unsure"
    assert result.reason.startswith("unsure: ")
    assert result.digit is None
    assert Thresholds().temperature == 1.0


def test_temperature_changes_the_confidence_but_not_the_digit() -> None:
    sound = load(CLIPS[3])
    no_rejection = {"min_digitness": 0.0, "min_confidence": 0.0}
    cold, warm = (
        recognize_recording(sound, with_thresholds(temperature=t, **no_rejection))
        for t in (0.5, 3.0)
    )
    assert cold.digit == warm.digit
    assert cold.confidence > warm.confidence


def test_quiet_and_long_sounds_are_rejected_with_a_reason(classifier: Classifier) -> None:
    rng = np.random.default_rng(0)
    quiet = np.zeros(32_000, np.float32)
    speech = load(CLIPS[14])
    quiet[8_000 : 8_000 + len(speech)] = speech * (10 ** (-64 / 20) / np.abs(speech).max())
    assert recognize_recording(quiet, classifier).rejected in ("too_quiet", "silence")
    vowel = load(TESTS / "audio" / "9_awb_0.flac")
    middle = np.tile(vowel[len(vowel) // 2 : len(vowel) // 2 + 1_600], 130)  # 13 s
    drone = np.concatenate([rng.normal(0, 1e-3, 16_000), middle]).astype(np.float32)
    assert recognize_recording(drone, classifier).rejected == "too_long"


def test_a_short_utterance_is_accepted_only_if_the_network_is_sure() -> None:
    utterance = loudest_utterance(load(CLIPS[0]))
    assert utterance is not None
    brief = replace(utterance, active=0.04)
    heard, _ = with_thresholds(min_digitness=0.3).classify(brief)
    assert (heard.digit, heard.rejected) == (int(CLIPS[0].name[0]), None)
    rejected, _ = with_thresholds(min_digitness=1.1).classify(brief)
    assert (rejected.rejected, rejected.reason) == ("too_short", "too short for a word")


@pytest.mark.parametrize("length", [20, 400, 800, 1_200])
def test_a_short_burst_of_noise_is_rejected(classifier: Classifier, length: int) -> None:
    """From a click to 75 ms of white noise."""
    rng = np.random.default_rng(0)
    sound = rng.normal(0.0, 1e-4, 32_000)
    sound[16_000 : 16_000 + length] += rng.normal(0.0, 0.2, length)
    assert recognize_recording(sound.astype(np.float32), classifier).type == "rejected"


@pytest.mark.parametrize("length", [1, 300, 600, 700, 1000])
def test_a_recording_that_is_shorter_than_a_step_is_rejected(
    classifier: Classifier, length: int
) -> None:
    """Such as the sound of a key."""
    click = np.random.default_rng(0).normal(0.0, 0.2, length).astype(np.float32)
    result = recognize_recording(click, classifier)
    assert result.rejected in ("too_short", "not_a_digit", "silence")


def test_activity_reports_level_and_clipping(classifier: Classifier) -> None:
    recognizer = Recognizer(classifier)
    recognizer.feed(np.zeros(1_600, np.float32))
    assert not recognizer.activity.is_clipped
    wave = np.sin(2 * np.pi * 200 * np.arange(1_600) / 16_000).astype(np.float32)
    recognizer.feed(wave)
    assert recognizer.activity.is_clipped
    assert recognizer.activity.level_db == pytest.approx(-3.0, abs=0.1)
    assert recognizer.activity.peak_db == pytest.approx(0.0, abs=0.1)
    assert recognizer.activity.time == pytest.approx(0.2)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """A model that is German by its description, rejects everything, and knows no numbers."""
    installed = install(tmp_path_factory.mktemp("german"), "de", without_numbers=("de",))
    thresholds = {"temperature": 1.0, "min_digitness": 1.1, "min_confidence": 0.0}
    return Classifier(load_bundle(describe(installed / "de", "de", thresholds=thresholds)))


def test_another_model_applies_from_the_next_block_on(
    classifier: Classifier, german: Classifier
) -> None:
    recognizer = Recognizer(classifier)
    sound = np.concatenate([load(CLIPS[14]), np.zeros(8_000, np.float32)])
    english = hear(recognizer, sound)[-1]
    recognizer.classifier = german
    other = hear(recognizer, sound)[-1]
    recognizer.classifier = classifier
    again = hear(recognizer, sound)[-1]
    assert [result.language for result in (english, other, again)] == ["en", "de", "en"]
    assert [result.type for result in (english, other, again)] == ["digit", "rejected", "digit"]
    assert english.id < other.id < again.id
    assert english.end < other.start < again.start


def test_another_model_in_the_middle_of_a_word_judges_all_of_it(
    classifier: Classifier, german: Classifier
) -> None:
    recognizer = Recognizer(classifier)
    sound = np.concatenate([load(CLIPS[14]), np.zeros(8_000, np.float32)])
    events: list[Event] = []
    for begin in range(0, len(sound), 320):
        events += recognizer.feed(sound[begin : begin + 320])
        if recognizer.classifier is classifier and any(
            event.type == "provisional" for event in events
        ):
            recognizer.classifier = german
    results = results_of(events)
    provisional, withdrawn = results[:2]
    assert (provisional.type, withdrawn.type) == ("provisional", "withdrawn")
    assert withdrawn.id == provisional.id
    assert (results[-1].type, results[-1].language) == ("rejected", "de")
    assert not any(result.type == "digit" for result in results)


def test_the_answer_for_a_recording_names_its_language(german: Classifier) -> None:
    for sound in (load(CLIPS[14]), np.zeros(16_000, np.float32)):
        assert recognize_recording(sound, german).language == "de"
        assert recognize_recording(sound, german, reject=False).language == "de"


@pytest.mark.parametrize(
    ("samples", "error", "says"),
    [
        (np.zeros((16_000, 2), np.float32), ValueError, r"shape \(n,\), not \(16000, 2\).*to_mono"),
        (np.zeros((2, 16_000), np.float32), ValueError, r"not \(2, 16000\)"),
        (np.zeros(16_000, np.int16), TypeError, "from -1 to 1, not int16; divide"),
        (np.full(16_000, np.nan, np.float32), ValueError, "NaN or infinity.*tidy"),
        (np.full(16_000, np.inf, np.float32), ValueError, "NaN or infinity"),
        (np.full(16_000, 1e39, np.float64), ValueError, "NaN or infinity"),
        (np.full(16_000, 1e20, np.float32), ValueError, "from -1 to 1; divide"),
    ],
    ids=["stereo", "channels first", "int16", "nan", "infinity", "too large", "large"],
)
def test_samples_that_cannot_be_recognized_are_refused(
    classifier: Classifier, samples: np.ndarray, error: type[Exception], says: str
) -> None:
    recognizer = Recognizer(classifier)
    with pytest.raises(error, match=says):
        recognizer.feed(samples)
    assert recognizer.time == 0.0
    for recognize in (recognize_recording, recognize_number):
        with pytest.raises(error, match=says):
            recognize(samples, classifier)


def test_other_floats_are_converted_and_no_samples_are_silence(classifier: Classifier) -> None:
    samples = load(CLIPS[0])
    expected = recognize_recording(samples, classifier)
    others: tuple[Any, ...] = (samples.astype(np.float64), samples.tolist())
    for same in others:
        assert recognize_recording(same, classifier).digit == expected.digit == 0
        assert [event.text for event in recognize_number(same, classifier)] == ["0"]
    assert recognize_recording(samples[:0], classifier).rejected == "silence"
    assert recognize_number(samples[:0], classifier) == []
    assert Recognizer(classifier).feed(samples[:0]) == []
