"""From utterances to events, with a network that hears tones instead of words.

Each state of a word is a tone in a mel band of its own, so the network only has to name the loudest
band of a patch. Everything else is the real code.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.classifier import Classifier
from core.decoding.decoder import PATCH, DecoderSettings, PhraseModel
from core.decoding.viterbi import CLASSES, OTHER, SILENCE, STATES
from core.events import Event, Number, Result, Utterance
from core.numbers.phrases import Phrases
from core.spectrogram import SpectrogramSettings, hz_to_mel, mel_to_hz

SETTINGS = SpectrogramSettings()
STATE_SECONDS = 0.08
ENDS = hz_to_mel(np.array([SETTINGS.fmin, SETTINGS.fmax]))
CENTRES = mel_to_hz(np.linspace(ENDS[0], ENDS[1], SETTINGS.n_mels + 2)[1:-1])
FIRST_BAND = 4
TALK = OTHER - 1  # the band of other speech comes after those of the words


def tone(band: int, seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return 0.3 * np.sin(2 * np.pi * CENTRES[FIRST_BAND + band] * time)


def sound(*parts: int | str) -> np.ndarray:
    """Words by their numbers, "-" for 0.1 s of silence and "talk" for 0.3 s of other speech."""
    pieces: list[np.ndarray] = []
    for part in parts:
        if part == "-":
            pieces.append(np.zeros(SAMPLE_RATE // 10))
        elif part == "talk":
            pieces.append(tone(TALK, 0.32))
        else:
            pieces += [tone(STATES * int(part) + state, STATE_SECONDS) for state in range(STATES)]
    noise = np.random.default_rng(0).normal(0, 1e-4, sum(map(len, pieces)))
    return (np.concatenate(pieces) + noise).astype(np.float32)


def network(window: np.ndarray) -> np.ndarray:
    """Name the loudest of the bands that stand for classes, or silence where none is loud."""
    patches = window.reshape(-1, PATCH, SETTINGS.n_mels).mean(axis=1)
    bands = patches[:, FIRST_BAND : FIRST_BAND + SILENCE + 1]
    logits = np.zeros((len(patches), CLASSES), np.float32)
    loudest = bands.argmax(axis=1)
    classes = np.where(loudest == TALK, OTHER, loudest)
    is_silent = bands.max(axis=1) < 0.5
    logits[np.arange(len(patches)), np.where(is_silent, SILENCE, classes)] = 12.0
    return logits


@pytest.fixture
def classifier(shipped_classifier: Classifier) -> Classifier:
    """The shipped classifier of single words, with the tones' network for phrases."""
    priors = np.full(CLASSES, 1 / CLASSES, np.float32)
    model = PhraseModel(network, SETTINGS, priors, DecoderSettings())
    made = object.__new__(Classifier)
    made.__dict__.update(shipped_classifier.__dict__)
    made.phrases = model
    return made


@pytest.fixture(scope="module")
def shipped_classifier() -> Classifier:
    from core.bundle import load_bundle

    return Classifier(load_bundle())


def utterance(
    samples: np.ndarray,
    *,
    number: int = 1,
    begin: float = 0.0,
    end: float | None = None,
    ends_phrase: bool = True,
) -> Utterance:
    """An utterance that the segmenter cuts out of a sound, from `begin` to `end` in seconds."""
    end = len(samples) / SAMPLE_RATE if end is None else end
    cut = samples[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    first, last = 10.0 + begin, 10.0 + end
    return Utterance(number, cut, first, first, last, last, ends_phrase=ends_phrase)


def results(events: list[Event]) -> list[Result]:
    return [event for event in events if isinstance(event, Result)]


def numbers(events: list[Event]) -> list[Number]:
    return [event for event in events if isinstance(event, Number)]


def test_the_digits_of_an_utterance_are_results_and_a_number(classifier: Classifier) -> None:
    events = Phrases(classifier).close(utterance(sound("-", 4, 2, 2, 10, "-", "-")))
    found = results(events)
    assert [one.digit for one in found] == [4, 2, 2, 0]
    assert [one.type for one in found] == ["digit"] * 4
    assert len({one.id for one in found}) == 4
    assert {one.phrase for one in found} == {1}
    (number,) = numbers(events)
    assert number.text == "4220"
    assert number.digits == tuple(found)
    assert number.confidence == min(one.confidence for one in found)


def test_each_digit_carries_its_own_part_of_the_sound(classifier: Classifier) -> None:
    found = results(Phrases(classifier).close(utterance(sound("-", 4, 2, 7, "-", "-"))))
    for place, one in enumerate(found):
        begin = 10.1 + place * STATES * STATE_SECONDS
        assert one.start == pytest.approx(begin, abs=0.05)
        assert one.end == pytest.approx(begin + STATES * STATE_SECONDS, abs=0.05)
        assert one.utterance is not None
        assert one.utterance.samples_start <= one.start
        length = len(one.utterance.samples) / SAMPLE_RATE
        assert one.end - one.start < length < one.end - one.start + 0.2


def test_digits_are_shown_while_the_utterance_is_open(classifier: Classifier) -> None:
    whole = sound("-", 4, 2, 7, "-", "-", "-")
    phrases = Phrases(classifier)
    shown: list[Result] = []
    step = round(0.08 * SAMPLE_RATE)
    for end in range(step, len(whole), step):
        open_part = replace(utterance(whole[:end]), is_final=False)
        shown += results(phrases.grow(open_part))
    assert [one.digit for one in shown if one.type == "provisional"] == [4, 2, 7]
    assert not [one for one in shown if one.type == "withdrawn"]
    for one in shown:
        assert one.closed_at - one.end <= 0.33
    final = results(phrases.close(utterance(whole)))
    assert [one.id for one in final] == [one.id for one in shown]
    assert [one.digit for one in final] == [4, 2, 7]


def test_utterances_without_a_pause_between_them_are_one_number(classifier: Classifier) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "-", 7, 1, "-", "-", *["-"] * 20, 5, 5, "-", "-")
    first = phrases.close(utterance(whole, end=0.75, ends_phrase=False))
    assert [(one.type, one.digit) for one in results(first)] == [
        ("provisional", 4),
        ("provisional", 2),
    ]
    second = phrases.close(utterance(whole, number=2, begin=0.6, end=1.36))
    (number,) = numbers(second)
    assert number.text == "4271"
    assert number.digits == tuple(results(second))
    assert [one.id for one in results(second)][:2] == [one.id for one in results(first)]
    assert {one.phrase for one in [*results(first), *results(second)]} == {number.phrase}
    third = phrases.close(utterance(whole, number=3, begin=3.3))
    assert [one.text for one in numbers(third)] == ["55"]
    assert numbers(third)[0].phrase == number.phrase + 1


def test_digits_before_an_utterance_that_is_too_long_are_kept(classifier: Classifier) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "-", "-", *["talk"] * 8, "-")
    phrases.close(utterance(whole, end=0.75, ends_phrase=False))
    phrases.grow(replace(utterance(whole, number=2, begin=0.7), is_final=False))
    overlong = replace(utterance(whole, number=2, begin=0.7), is_overlong=True)
    events = phrases.close(overlong)
    assert [one.digit for one in results(events) if one.type == "digit"] == [4, 2]
    assert [one.rejected for one in results(events) if one.type == "rejected"] == ["too_long"]
    assert [one.text for one in numbers(events)] == ["42"]


def test_a_word_in_which_an_utterance_ends_is_decoded_as_one(classifier: Classifier) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, 7, "-", "-")
    phrases.close(utterance(whole, end=0.45, ends_phrase=False))
    events = phrases.close(utterance(whole, number=2, begin=0.42))
    assert [one.digit for one in results(events) if one.type == "digit"] == [4, 2, 7]
    assert [one.text for one in numbers(events)] == ["427"]


def test_the_decoder_goes_on_after_a_phrase_but_its_digits_do_not_return(
    classifier: Classifier,
) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "-", "-", "-", "-", 7, 1, "-", "-")
    first = phrases.close(utterance(whole, end=0.9))
    assert [one.text for one in numbers(first)] == ["42"]
    second = phrases.close(utterance(whole, number=2, begin=0.8))
    assert [one.digit for one in results(second)] == [7, 1]
    assert [one.text for one in numbers(second)] == ["71"]


def test_digits_inside_other_speech_do_not_count(classifier: Classifier) -> None:
    talk = sound("-", "talk", 2, "talk", "talk", 4, "talk", "talk", "talk", "-")
    events = Phrases(classifier).close(utterance(talk))
    assert [one.type for one in results(events)] == ["rejected"]
    assert numbers(events) == []


def test_a_long_run_of_digits_counts_among_other_speech(classifier: Classifier) -> None:
    events = Phrases(classifier).close(utterance(sound("-", "talk", 4, 2, 7, 1, "-", "-")))
    assert [one.text for one in numbers(events)] == ["4271"]


def test_digits_that_turn_out_to_be_talk_are_withdrawn(classifier: Classifier) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "talk", "talk", "talk", "talk", "-", "-")
    shown = results(phrases.grow(replace(utterance(whole, end=0.72), is_final=False)))
    assert [one.digit for one in shown] == [4, 2]
    events = phrases.close(utterance(whole))
    withdrawn = {one.id for one in results(events) if one.type == "withdrawn"}
    (last,) = (one for one in results(events) if one.type != "withdrawn")
    assert last.type == "rejected"
    assert withdrawn | {last.id} >= {one.id for one in shown}
    assert numbers(events) == []


def test_a_model_replaced_in_a_phrase_decodes_it_from_its_beginning(classifier: Classifier) -> None:
    other = object.__new__(Classifier)
    other.__dict__.update(classifier.__dict__)
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "-", 7, 1, "-", "-")
    shown = results(phrases.close(utterance(whole, end=0.75, ends_phrase=False)))
    withdrawn = results(phrases.use(other))
    assert [(one.type, one.id) for one in withdrawn] == [("withdrawn", one.id) for one in shown]
    events = phrases.close(utterance(whole, number=2, begin=0.6))
    assert [one.text for one in numbers(events)] == ["4271"]


def test_a_reset_ends_the_phrase(classifier: Classifier) -> None:
    phrases = Phrases(classifier)
    whole = sound("-", 4, 2, "-", 7, 1, "-", "-")
    phrases.close(utterance(whole, end=0.75, ends_phrase=False))
    phrases.reset()
    events = phrases.close(utterance(whole, number=2, begin=0.6))
    assert [one.text for one in numbers(events)] == ["71"]


def test_a_doubtful_digit_is_a_question_mark(classifier: Classifier) -> None:
    assert classifier.phrases is not None
    strict = replace(classifier.phrases.settings, min_confidence=1.1)
    classifier.phrases = replace(classifier.phrases, settings=strict)
    events = Phrases(classifier).close(utterance(sound("-", 4, 2, "-", "-")))
    assert {one.rejected for one in results(events)} == {"unsure"}
    assert numbers(events) == []  # nothing but doubts is no number


def test_the_threshold_of_the_user_applies_inside_a_number(classifier: Classifier) -> None:
    """Another one than the bundle's replaces that of the phrase model, and back."""
    before = classifier.thresholds
    said = utterance(sound("-", 4, 2, "-", "-"))
    classifier.thresholds = replace(before, min_confidence=1.1)
    events = Phrases(classifier).close(said)
    assert {one.rejected for one in results(events)} == {"unsure"}
    classifier.thresholds = before
    assert [one.text for one in numbers(Phrases(classifier).close(said))] == ["42"]
