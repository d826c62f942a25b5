"""Adaptation to a speaker is used where it helps, near the takes, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.bundle import Thresholds
from core.classifier import softmax
from core.profiles import adaptation
from core.profiles.adaptation import READINESS, Adaptation, Effect, agree, doubt, learn
from core.profiles.takes import Take

WIDTH, COPIES = 48, 2
THRESHOLDS = Thresholds(1.0, 0.5, 0.4)


class Speaker:
    """Makes takes whose hidden features lie around one point for each digit.

    The model mishears the digits in `confused`. Takes of one digit have a cosine similarity of
    0.95, as those of real people (docs/decisions/0041).
    """

    def __init__(
        self,
        seed: int = 0,
        confused: dict[int, int] | None = None,
        other: float = -3.0,
        spread: float = 0.15,
    ):
        self.rng = np.random.default_rng(seed)
        self.centres = np.maximum(self.rng.normal(0.0, 1.0, (10, WIDTH)), 0.0)
        self.confused = confused or {}
        self.other = other
        self.spread = spread

    def take(self, digit: int) -> Take:
        hidden = self.centres[digit] + self.rng.normal(0.0, self.spread, (1 + COPIES, WIDTH))
        logits = self.rng.normal(0.0, 0.5, (1 + COPIES, 11))
        logits[:, self.confused.get(digit, digit)] += 6.0
        logits[:, 10] = self.other
        return Take(digit, logits.astype(np.float32), np.maximum(hidden, 0).astype(np.float32))

    def takes(self, count: int = 3) -> list[Take]:
        return [self.take(digit) for _ in range(count) for digit in range(10)]


def correct(adapter: Adaptation, takes: list[Take]) -> int:
    said = [adapter.adapt(take.logits[0], take.hidden[0])[:10].argmax() for take in takes]
    return sum(int(heard) == take.digit for heard, take in zip(said, takes, strict=True))


def test_systematic_errors_are_corrected() -> None:
    speaker = Speaker(confused={9: 5, 2: 4, 6: 8})
    learnt = learn(speaker.takes(), THRESHOLDS)
    assert learnt.effect.takes == 30
    assert learnt.effect.wrong_before == 9
    assert learnt.effect.wrong_after == 0
    assert learnt.adaptation is not None
    assert correct(learnt.adaptation, speaker.takes(10)) == 100
    assert "9 of 30 recordings are wrong" in learnt.summary
    assert (learnt.effect.verdict, learnt.effect.still_wrong) == ("helps", ())


def with_rejected_sixes(other: float) -> list[Take]:
    """Takes of a speaker whose "six" is heard as "six", but rejected: "not a digit"."""

    def reject(take: Take) -> Take:
        logits = np.where(np.arange(11) == 10, np.float32(other), take.logits)
        return replace(take, logits=logits, was_rejected=True)

    return [reject(take) if take.digit == 6 else take for take in Speaker().takes()]


def test_digits_that_are_only_rejected_are_a_reason_for_a_profile() -> None:
    """A strong accent: the model is right about "six", but does not accept it as a digit."""
    learnt = learn(with_rejected_sixes(6.0), THRESHOLDS)
    effect = learnt.effect
    assert (effect.wrong_before, effect.rejected_before) == (0, 3)
    assert (effect.wrong_after, effect.rejected_after, effect.still_wrong) == (0, 0, ())
    assert effect.verdict == "helps"
    assert "3 of 30 recordings are wrong or rejected without it, 0 with it" in learnt.summary


def test_digits_that_stay_rejected_are_named() -> None:
    effect = learn(with_rejected_sixes(30.0), THRESHOLDS).effect
    assert (effect.rejected_before, effect.rejected_after, effect.still_wrong) == (3, 3, (6,))
    assert effect.verdict == "no_help"


def with_split_zeros(*seconds: float) -> list[Take]:
    """Takes of a speaker in whose words for "zero" the decoder finds two digits."""
    takes = Speaker().takes()
    zeros = [take for take in takes if take.digit == 0]
    split = [
        replace(take, was_rejected=one > 0.0, split_seconds=one)
        for take, one in zip(zeros, seconds, strict=True)
    ]
    return [*split, *(take for take in takes if take.digit != 0)]


def test_words_that_the_decoder_splits_are_a_reason_for_a_profile() -> None:
    learnt = learn(with_split_zeros(0.5, 0.55, 0.6), THRESHOLDS)
    assert (learnt.effect.rejected_before, learnt.effect.rejected_after) == (3, 0)
    assert (learnt.effect.verdict, learnt.effect.still_wrong) == ("helps", ())
    assert learnt.adaptation is not None
    assert learnt.adaptation.split_seconds == (0.6, *[0.0] * 9)


def test_a_split_word_that_is_longer_than_the_others_stays_split() -> None:
    effect = learn(with_split_zeros(0.0, 0.5, 0.9), THRESHOLDS).effect
    assert (effect.rejected_before, effect.rejected_after) == (2, 1)


def test_whoever_is_understood_needs_no_profile_that_rejects() -> None:
    """Recognition without a profile also has the decoder, which the takes do not know."""
    accepted = [replace(take, was_rejected=False) for take in with_rejected_sixes(30.0)]
    effect = learn(accepted, THRESHOLDS).effect
    assert (effect.failed_before, effect.rejected_after) == (0, 3)
    assert (effect.verdict, effect.still_wrong) == ("not_needed", ())


def test_leave_one_out_equals_refitting_without_the_take() -> None:
    # With this spread some takes stay wrong after adaptation.
    takes = Speaker(seed=3, confused={1: 7, 2: 5, 8: 0, 9: 1}, spread=1.0).takes(2)
    wrong = 0
    for place, own in enumerate(takes):
        refitted = learn([*takes[:place], *takes[place + 1 :]], THRESHOLDS).adaptation
        assert refitted is not None
        wrong += int(refitted.adapt(own.logits[0], own.hidden[0])[:10].argmax()) != own.digit
    learnt = learn(takes, THRESHOLDS)
    assert 0 < learnt.effect.wrong_after < len(takes)
    assert learnt.effect.wrong_after == wrong


def test_an_adaptation_that_does_not_help_is_not_used() -> None:
    speaker = Speaker()
    rng = np.random.default_rng(1)
    takes = speaker.takes()
    said = rng.permutation([take.digit for take in takes])
    # The model is right but unsure, and the hidden features are those of random digits.
    shuffled = [
        Take(take.digit, take.logits * np.float32(0.25), speaker.take(int(d)).hidden)
        for take, d in zip(takes, said, strict=True)
    ]
    learnt = learn(shuffled, THRESHOLDS)
    assert learnt.adaptation is None
    assert "does not help" in learnt.summary
    assert learnt.effect.still_wrong
    assert str(learnt.effect.still_wrong[0]) in learnt.summary


def test_without_takes_there_is_no_adaptation() -> None:
    assert learn([], THRESHOLDS).adaptation is None
    assert learn([], THRESHOLDS).summary


def test_utterances_far_from_the_takes_are_not_affected() -> None:
    learnt = learn(Speaker(confused={3: 8}).takes(), THRESHOLDS).adaptation
    assert learnt is not None
    far = -np.ones(WIDTH, np.float32)
    logits = np.random.default_rng(5).normal(0.0, 3.0, 11).astype(np.float32)
    assert learnt.adapt(logits, far) == pytest.approx(logits, abs=0.05)


def test_adaptation_does_not_change_the_probability_of_not_a_digit() -> None:
    speaker = Speaker(confused={3: 8})
    learnt = learn(speaker.takes(), THRESHOLDS).adaptation
    assert learnt is not None
    assert learnt.readiness == 0.0  # no take was rejected
    for take in speaker.takes(2):
        adapted = learnt.adapt(take.logits, take.hidden)
        assert softmax(adapted)[:, 10] == pytest.approx(softmax(take.logits)[:, 10], abs=1e-4)


def test_rejection_is_relaxed_only_near_the_takes() -> None:
    speaker = Speaker(confused={3: 8}, other=6.8)
    learnt = learn(speaker.takes(), THRESHOLDS).adaptation
    assert learnt is not None
    assert learnt.readiness in READINESS[1:]
    take = speaker.take(4)
    before = 1 - softmax(take.logits[0])[10]
    assert 1 - softmax(learnt.adapt(take.logits[0], take.hidden[0]))[10] > before + 0.05
    far = np.maximum(np.random.default_rng(9).normal(0.0, 1.0, WIDTH), 0).astype(np.float32)
    assert 1 - softmax(learnt.adapt(take.logits[0], far))[10] < before + 0.02


def test_the_order_of_the_takes_does_not_matter() -> None:
    speaker = Speaker(confused={0: 6})
    takes, fresh = speaker.takes(), speaker.take(0)
    one, other = (learn(order, THRESHOLDS).adaptation for order in (takes, takes[::-1]))
    assert one is not None
    assert other is not None
    assert one.adapt(fresh.logits, fresh.hidden) == pytest.approx(
        other.adapt(fresh.logits, fresh.hidden), abs=1e-3
    )


def test_only_the_newest_takes_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adaptation, "MAX_TAKES", 2)
    speaker = Speaker(confused={0: 6})
    takes = speaker.takes(5)
    learnt = learn(takes, THRESHOLDS)
    assert learnt.effect.takes == 20
    assert learnt.adaptation is not None
    assert learn(takes[-20:], THRESHOLDS).effect == learnt.effect


def test_takes_of_a_few_digits_do_not_affect_the_other_digits() -> None:
    speaker = Speaker(confused={3: 8})
    some = [take for take in speaker.takes() if take.digit in (1, 3, 7)]
    # The model is right but unsure.
    others = [
        Take(take.digit, take.logits * np.float32(0.4), take.hidden)
        for take in speaker.takes(10)
        if take.digit not in (1, 3, 7)
    ]
    learnt = learn(some, THRESHOLDS).adaptation
    assert learnt is not None
    assert correct(learnt, others) == len(others)


def test_an_adaptation_is_restored_from_its_numbers_and_arrays() -> None:
    arrays = {"support": np.eye(1, 8, dtype=np.float32), "weights": np.ones((1, 10), np.float32)}
    now = learn(Speaker().takes(), THRESHOLDS).adaptation
    assert now is not None
    assert Adaptation.restored(now.numbers(), now.arrays()).sharpness == now.sharpness == 16.0
    with pytest.raises(ValueError, match="sharpness"):
        Adaptation.restored({"readiness": 0.0, "sharpness": -1.0}, arrays)


def test_two_takes_of_one_digit_are_enough() -> None:
    speaker = Speaker(confused={3: 8})
    learnt = learn([speaker.take(3), speaker.take(3)], THRESHOLDS)
    assert learnt.effect.wrong_after == 0
    assert learnt.adaptation is not None


def test_a_take_is_doubted_if_the_model_and_the_nearest_take_disagree_with_its_label() -> None:
    speaker = Speaker(confused={3: 8})
    takes = speaker.takes()
    assert doubt(speaker.take(5), takes) is None
    assert doubt(speaker.take(3), takes) is None  # misheard, like the earlier takes of 3
    wrong_digit = speaker.take(7)
    assert doubt(Take(1, wrong_digit.logits, wrong_digit.hidden), takes) == 7
    assert doubt(speaker.take(3), []) == 8  # no earlier take supports it


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": np.zeros((3, 11), np.float32)},
        {"support": np.zeros(3, np.float32)},
        {"support": np.zeros((0, 8), np.float32), "weights": np.zeros((0, 10), np.float32)},
    ],
)
def test_invalid_arrays_and_numbers_are_refused(wrong: dict[str, np.ndarray]) -> None:
    arrays = {"support": np.zeros((3, 8), np.float32), "weights": np.zeros((3, 10), np.float32)}
    assert Adaptation.restored({"readiness": 1.0, "sharpness": 16.0}, arrays).fits(8)
    with pytest.raises(ValueError, match="shapes"):
        Adaptation.restored({"readiness": 1.0, "sharpness": 16.0}, arrays | wrong)
    with pytest.raises(ValueError, match="readiness"):
        Adaptation.restored({"readiness": 99.0, "sharpness": 16.0}, arrays)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 0, "not_needed"),
        (0, 1, "no_help"),
        (3, 3, "no_help"),
        (3, 1, "helps"),
        (30, 12, "helps"),
        (12, 10, "poor"),
        (6, 9, "poor"),
    ],
)
def test_the_verdict_is_honest(before: int, after: int, expected: str) -> None:
    assert Effect(30, 30, before, after).verdict == expected


def test_the_effect_of_single_takes_is_unknown() -> None:
    learnt = learn(Speaker(confused={9: 5}).takes(1), THRESHOLDS)
    assert learnt.effect.verdict == "unknown"
    assert "unknown" in learnt.summary


def test_two_takes_agree_if_they_are_the_same_word() -> None:
    speaker = Speaker(confused={9: 5})
    assert agree(speaker.take(9), speaker.take(9))
    assert not agree(speaker.take(9), speaker.take(5))  # heard alike, but they sound different
    unlike = Speaker(confused={9: 4}).take(9)
    assert not agree(speaker.take(9), unlike)  # they sound alike, but are heard differently


def test_a_take_far_from_all_others_is_doubted_whatever_they_are() -> None:
    speaker = Speaker(confused={9: 5})
    assert doubt(speaker.take(9), [speaker.take(9)]) is None
    slip = replace(speaker.take(5), digit=4)
    assert doubt(slip, [speaker.take(4)]) == 5
