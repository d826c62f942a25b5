"""Every target takes some damaged files; the trials take thousands."""

from collections import Counter
from random import Random

import pytest

from core.audio import load
from tests.trials.fuzz.mutations import mutated, mutated_text, with_ogg_checksums
from tests.trials.fuzz.recordings import KINDS, OTHER, Samples
from tests.trials.fuzz.targets import TARGETS

CASES = 25


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_damaged_files_are_read_or_refused_in_one_line(name, tmp_path):
    target = TARGETS[name]
    outcomes = [
        target.read(target.make(tmp_path, Random(seed)))  # noqa: S311 - no secret
        for seed in range(CASES)
    ]
    assert all(len(outcome.splitlines()) == 1 for outcome in outcomes)


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


@pytest.mark.slow
def test_recordings_of_every_kind_are_damaged_and_many_still_decoded(tmp_path):
    target = TARGETS["audio"]
    outcomes = Counter(
        target.read(target.make(tmp_path, Random(seed)))  # noqa: S311 - no secret
        for seed in range(140)
    )
    assert {outcome.split()[0] for outcome in outcomes} == set(KINDS)
    for kind in ("MP3", "FLAC", "Vorbis", "Opus", "WAV", "AIFF"):
        assert outcomes[f"{kind} decoded"] > 0, outcomes


def test_checksums_of_undamaged_pages_are_right_already():
    rng = Random(5)  # noqa: S311 - no secret
    samples = Samples(count=3)
    found = [one for one in (samples.drawn(rng) for _ in range(80)) if one.kind == "Opus"]
    assert found
    for sample in found:
        if sample.content.count(b"OpusHead") == 1:
            assert with_ogg_checksums(sample.content) == sample.content
            damaged = sample.content.replace(b"OpusHead", b"OpusHeaD", 1)
            assert with_ogg_checksums(damaged)[22:26] != damaged[22:26]


def test_undamaged_samples_are_all_decoded(tmp_path):
    samples = Samples(count=4)
    rng = Random(3)  # noqa: S311 - no secret
    path = tmp_path / "recording"
    for _ in range(60):
        sample = samples.drawn(rng)
        if sample.kind == OTHER:
            continue
        path.write_bytes(sample.content)
        assert len(load(path)) > 1_000, sample.kind
