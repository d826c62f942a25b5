"""A voice is learnt where it helps, near its own takes, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from core import adaptation
from core.adaptation import READINESS, Adaptation, doubt, learn
from core.bundle import Thresholds
from core.classifier import softmax
from core.takes import Take

WIDTH, COPIES = 48, 2
THRESHOLDS = Thresholds(1.0, 0.5, 0.4)


class Person:
    """Says digits that lie around ten places of the hidden layer; `confused` are misheard.

    Takes of one digit have a cosine of 0.95, as real people's have (docs/decisions/0041).
    """

    def __init__(
        self,
        seed: int = 0,
        confused: dict[int, int] | None = None,
        other: float = -3.0,
        spread: float = 0.15,
    ):
        self.rng = np.random.default_rng(seed)
        self.places = np.maximum(self.rng.normal(0.0, 1.0, (10, WIDTH)), 0.0)
        self.confused = confused or {}
        self.other = other
        self.spread = spread

    def take(self, digit: int) -> Take:
        hidden = self.places[digit] + self.rng.normal(0.0, self.spread, (1 + COPIES, WIDTH))
        logits = self.rng.normal(0.0, 0.5, (1 + COPIES, 11))
        logits[:, self.confused.get(digit, digit)] += 6.0
        logits[:, 10] = self.other
        return Take(digit, logits.astype(np.float32), np.maximum(hidden, 0).astype(np.float32))

    def takes(self, count: int = 3) -> list[Take]:
        return [self.take(digit) for _ in range(count) for digit in range(10)]


def right(adapter: Adaptation, takes: list[Take]) -> int:
    said = [adapter.adapt(take.logits[0], take.hidden[0])[:10].argmax() for take in takes]
    return sum(int(heard) == take.digit for heard, take in zip(said, takes, strict=True))


def test_what_is_misheard_in_a_regular_way_is_learnt() -> None:
    person = Person(confused={9: 5, 2: 4, 6: 8})
    learnt = learn(person.takes(), THRESHOLDS)
    assert learnt.takes == 30
    assert learnt.wrong_before == 9
    assert learnt.wrong_after == 0
    assert learnt.adaptation is not None
    assert right(learnt.adaptation, person.takes(10)) == 100
    assert "9 wrong" in learnt.summary


def test_leaving_one_take_out_is_what_refitting_without_it_gives() -> None:
    # Spread so far that some of the takes are wrong either way.
    takes = Person(seed=3, confused={1: 7, 2: 5, 8: 0, 9: 1}, spread=1.0).takes(2)
    wrong = 0
    for place, own in enumerate(takes):
        refitted = learn([*takes[:place], *takes[place + 1 :]], THRESHOLDS).adaptation
        assert refitted is not None
        wrong += int(refitted.adapt(own.logits[0], own.hidden[0])[:10].argmax()) != own.digit
    learnt = learn(takes, THRESHOLDS)
    assert 0 < learnt.wrong_after < len(takes)
    assert learnt.wrong_after == wrong


def test_learning_that_does_not_help_is_not_used() -> None:
    person = Person()
    rng = np.random.default_rng(1)
    takes = person.takes()
    said = rng.permutation([take.digit for take in takes])
    # The model is right, but not sure; where a take lies is chance, and teaches nothing.
    shuffled = [
        Take(take.digit, take.logits * np.float32(0.25), person.take(int(d)).hidden)
        for take, d in zip(takes, said, strict=True)
    ]
    learnt = learn(shuffled, THRESHOLDS)
    assert learnt.adaptation is None
    assert "would not help" in learnt.summary


def test_nothing_is_learnt_from_nothing() -> None:
    assert learn([], THRESHOLDS).adaptation is None
    assert learn([], THRESHOLDS).summary


def test_far_from_the_takes_nothing_changes() -> None:
    learnt = learn(Person(confused={3: 8}).takes(), THRESHOLDS).adaptation
    assert learnt is not None
    far = -np.ones(WIDTH, np.float32)
    logits = np.random.default_rng(5).normal(0.0, 3.0, 11).astype(np.float32)
    assert learnt.adapt(logits, far) == pytest.approx(logits, abs=0.05)


def test_whether_it_is_a_digit_stays_the_general_models_word() -> None:
    person = Person(confused={3: 8})
    learnt = learn(person.takes(), THRESHOLDS).adaptation
    assert learnt is not None
    assert learnt.readiness == 0.0  # none of the takes was refused
    for take in person.takes(2):
        adapted = learnt.adapt(take.logits, take.hidden)
        assert softmax(adapted)[:, 10] == pytest.approx(softmax(take.logits)[:, 10], abs=1e-4)


def test_who_is_refused_is_believed_more_readily_near_the_takes_only() -> None:
    person = Person(confused={3: 8}, other=6.8)
    learnt = learn(person.takes(), THRESHOLDS).adaptation
    assert learnt is not None
    assert learnt.readiness in READINESS[1:]
    take = person.take(4)
    before = 1 - softmax(take.logits[0])[10]
    assert 1 - softmax(learnt.adapt(take.logits[0], take.hidden[0]))[10] > before + 0.05
    far = np.maximum(np.random.default_rng(9).normal(0.0, 1.0, WIDTH), 0).astype(np.float32)
    assert 1 - softmax(learnt.adapt(take.logits[0], far))[10] < before + 0.02


def test_the_order_of_the_takes_does_not_matter() -> None:
    person = Person(confused={0: 6})
    takes, fresh = person.takes(), person.take(0)
    one, other = (learn(order, THRESHOLDS).adaptation for order in (takes, takes[::-1]))
    assert one is not None
    assert other is not None
    assert one.adapt(fresh.logits, fresh.hidden) == pytest.approx(
        other.adapt(fresh.logits, fresh.hidden), abs=1e-3
    )


def test_only_the_newest_takes_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adaptation, "MOST_TAKES", 2)
    person = Person(confused={0: 6})
    takes = person.takes(5)
    learnt = learn(takes, THRESHOLDS)
    assert learnt.takes == 20
    assert learnt.adaptation is not None
    assert learn(takes[-20:], THRESHOLDS).wrong_after == learnt.wrong_after


def test_a_few_digits_taught_do_not_draw_the_others_to_themselves() -> None:
    person = Person(confused={3: 8})
    some = [take for take in person.takes() if take.digit in (1, 3, 7)]
    # A model that is right, but not sure of itself.
    others = [
        Take(take.digit, take.logits * np.float32(0.4), take.hidden)
        for take in person.takes(10)
        if take.digit not in (1, 3, 7)
    ]
    learnt = learn(some, THRESHOLDS).adaptation
    assert learnt is not None
    assert right(learnt, others) == len(others)


def test_what_is_stored_of_an_adaptation_makes_it_again() -> None:
    arrays = {"support": np.eye(1, 8, dtype=np.float32), "weights": np.ones((1, 10), np.float32)}
    now = learn(Person().takes(), THRESHOLDS).adaptation
    assert now is not None
    assert Adaptation.restored(now.numbers(), now.arrays()).sharpness == now.sharpness == 16.0
    with pytest.raises(ValueError, match="sharpness"):
        Adaptation.restored({"readiness": 0.0, "sharpness": -1.0}, arrays)


def test_one_take_of_some_digits_is_enough_to_begin() -> None:
    person = Person(confused={3: 8})
    learnt = learn([person.take(3), person.take(3)], THRESHOLDS)
    assert learnt.wrong_after == 0
    assert learnt.adaptation is not None


def test_a_take_is_doubted_where_the_model_and_the_nearest_take_say_otherwise() -> None:
    person = Person(confused={3: 8})
    takes = person.takes()
    assert doubt(person.take(5), takes) is None
    assert doubt(person.take(3), takes) is None  # the model mishears it, but so it did before
    slip = person.take(7)
    assert doubt(Take(1, slip.logits, slip.hidden), takes) == 7
    assert doubt(person.take(3), []) == 8  # nobody is there to speak for it


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": np.zeros((3, 11), np.float32)},
        {"support": np.zeros(3, np.float32)},
        {"support": np.zeros((0, 8), np.float32), "weights": np.zeros((0, 10), np.float32)},
    ],
)
def test_arrays_of_other_shapes_are_refused(wrong: dict[str, np.ndarray]) -> None:
    arrays = {"support": np.zeros((3, 8), np.float32), "weights": np.zeros((3, 10), np.float32)}
    assert Adaptation.restored({"readiness": 1.0, "sharpness": 16.0}, arrays).fits(8)
    with pytest.raises(ValueError, match="shapes"):
        Adaptation.restored({"readiness": 1.0, "sharpness": 16.0}, arrays | wrong)
    with pytest.raises(ValueError, match="readiness"):
        Adaptation.restored({"readiness": 99.0, "sharpness": 16.0}, arrays)
