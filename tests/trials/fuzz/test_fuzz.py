"""Every target takes some damaged files; the trials take thousands."""

from random import Random

import pytest

from tests.trials.fuzz.mutations import mutated, mutated_text
from tests.trials.fuzz.targets import TARGETS

CASES = 25


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_files_are_read_or_refused_in_one_line(name, tmp_path):
    target = TARGETS[name]
    for seed in range(CASES):
        target.read(target.make(tmp_path, Random(seed)))  # noqa: S311 - no secret


def generators():
    return [Random(seed) for seed in range(50)]  # noqa: S311 - no secret


def test_the_same_seed_does_the_same_damage():
    content = bytes(range(256)) * 4
    first, again = ([mutated(content, rng) for rng in generators()] for _ in range(2))
    assert first == again
    assert len(set(first)) > 40
    text = "a = 1\nb = 2\n"
    first, again = ([mutated_text(text, rng) for rng in generators()] for _ in range(2))
    assert first == again
