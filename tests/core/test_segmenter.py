"""Where utterances start and end, in silence, in noise and in a sequence of words."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.events import Utterance, Withdrawn
from core.levels import band_levels, level_db
from core.segmenter import Cut, Segmenter
from core.segmenter_settings import SENSITIVITIES, SegmenterSettings

CLIPS = Path(__file__).resolve().parent.parent / "audio"


def room(seconds: float, db: float = -60.0, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    scale = 10 ** (db / 20)
    return rng.normal(0.0, scale, round(seconds * SAMPLE_RATE)).astype(np.float32)


def word(name: str) -> np.ndarray:
    """The word of a test clip, without the silence around it."""
    sound = load(CLIPS / f"{name}.flac")
    levels = level_db(sound[: len(sound) // 160 * 160].reshape(-1, 160))
    # The threshold leaves out the click before "seven".
    spoken = np.flatnonzero(levels > levels.max() - 24.0)
    return sound[spoken[0] * 160 : (spoken[-1] + 1) * 160]


def hear(segmenter: Segmenter, sound: np.ndarray, block: int = 320) -> list[Cut]:
    cuts: list[Cut] = []
    for begin in range(0, len(sound), block):
        cuts += segmenter.feed(sound[begin : begin + block])
    return [*cuts, *segmenter.flush()]


def finals(cuts: list[Cut]) -> list[Utterance]:
    return [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]


def sequence(*names: str, pause: float = 0.6, db: float = -60.0) -> tuple[np.ndarray, list[float]]:
    """Words with pauses between them and background noise, and the start of each word."""
    sound, starts = [np.zeros(round(0.8 * SAMPLE_RATE), np.float32)], []
    for name in names:
        starts.append(sum(map(len, sound)) / SAMPLE_RATE)
        sound += [word(name), np.zeros(round(pause * SAMPLE_RATE), np.float32)]
    together = np.concatenate(sound)
    return together + room(len(together) / SAMPLE_RATE, db), starts


@pytest.mark.parametrize("db", [-90.0, -60.0, -45.0, -35.0])
def test_background_noise_is_not_speech(db: float) -> None:
    assert finals(hear(Segmenter(), room(8.0, db))) == []


def test_digital_silence_is_not_speech() -> None:
    assert hear(Segmenter(), np.zeros(5 * SAMPLE_RATE, np.float32)) == []


@pytest.mark.parametrize("block", [37, 160, 320, 4_000, 200_000])
def test_each_word_is_found_once_with_any_block_size(block: int) -> None:
    sound, starts = sequence("0_slt_0", "6_awb_0", "8_slt_0", "7_awb_0", "5_slt_0")
    found = finals(hear(Segmenter(), sound, block))
    assert [u.id for u in found] == [1, 2, 3, 4, 5]
    for utterance, start in zip(found, starts, strict=True):
        assert utterance.start == pytest.approx(start, abs=0.12)
        assert utterance.samples_start <= utterance.start - 0.1
        assert utterance.end <= utterance.closed_at
        assert len(utterance.samples) == round(
            (utterance.closed_at - utterance.samples_start) * SAMPLE_RATE
        )


def test_utterances_do_not_depend_on_the_block_size() -> None:
    sound, _ = sequence("3_slt_0", "9_awb_0")
    one, many = (finals(hear(Segmenter(), sound, block)) for block in (len(sound), 111))
    for a, b in zip(one, many, strict=True):
        assert (a.start, a.end, a.closed_at) == (b.start, b.end, b.closed_at)
        np.testing.assert_array_equal(a.samples, b.samples)


def test_words_from_a_quiet_microphone_are_found() -> None:
    sound, _ = sequence("1_slt_0", "4_awb_0", "6_slt_0", db=-90.0)
    assert len(finals(hear(Segmenter(), sound * 10 ** (-25 / 20)))) == 3


def test_words_are_found_in_steady_noise() -> None:
    sound, _ = sequence("1_slt_0", "4_awb_0", "2_slt_0", "9_awb_0", pause=0.9, db=-40.0)
    noisy = np.concatenate([room(4.0, -40.0, seed=5), sound])
    assert len(finals(hear(Segmenter(), noisy))) == 4


def test_the_provisional_utterance_comes_first_and_has_the_same_id() -> None:
    sound, _ = sequence("1_awb_0")
    cuts = [cut for cut in hear(Segmenter(), sound) if isinstance(cut, Utterance)]
    assert [cut.is_final for cut in cuts] == [False, True]
    assert cuts[0].id == cuts[1].id
    assert cuts[0].closed_at < cuts[1].closed_at


def test_speech_that_continues_withdraws_the_provisional_utterance() -> None:
    sound, _ = sequence("1_slt_0", "4_slt_0", pause=0.1)
    cuts = hear(Segmenter(), sound)
    kinds = [
        "withdrawn" if isinstance(cut, Withdrawn) else ("final" if cut.is_final else "provisional")
        for cut in cuts
    ]
    assert kinds == ["provisional", "withdrawn", "provisional", "final"]
    assert len({cut.id for cut in cuts}) == 1


def test_speech_without_a_pause_is_cut_once() -> None:
    vowels = word("9_awb_0")
    sound = np.concatenate([room(0.8), np.tile(vowels[len(vowels) // 4 : -len(vowels) // 4], 100)])
    after, _ = sequence("3_slt_0")
    found = finals(hear(Segmenter(), np.concatenate([sound, after])))
    assert [u.is_overlong for u in found] == [True, False]


def test_the_pre_roll_does_not_overlap_the_previous_word() -> None:
    sound, starts = sequence("1_slt_0", "4_slt_0", pause=0.35)
    first, second = finals(hear(Segmenter(), sound))
    assert second.samples_start >= first.end
    assert second.start == pytest.approx(starts[1], abs=0.12)


def test_a_reset_drops_the_open_utterance_but_keeps_the_time() -> None:
    sound, _ = sequence("5_awb_0")
    segmenter = Segmenter()
    half = round(1.0 * SAMPLE_RATE)
    segmenter.feed(sound[:half])
    assert segmenter.is_open
    segmenter.reset()
    assert not segmenter.is_open
    assert segmenter.flush() == []
    assert segmenter.time == pytest.approx(1.0)
    again, _ = sequence("2_awb_0")
    (utterance,) = finals(hear(segmenter, again))
    assert utterance.start > 1.5
    assert utterance.samples_start >= 1.0


def test_the_length_of_utterances_is_stable_in_a_long_stream() -> None:
    segmenter = Segmenter(SegmenterSettings(max_speech=1.0))
    sound, _ = sequence("9_slt_0", pause=1.0)
    found = finals(hear(segmenter, np.tile(sound, 20), block=1_000))
    assert len(found) == 20
    lengths = [len(u.samples) for u in found[1:]]
    assert max(lengths) - min(lengths) < 0.1 * SAMPLE_RATE


def test_words_170_ms_apart_are_separate_utterances() -> None:
    sound, starts = sequence("1_slt_0", "4_slt_0", "9_awb_0", pause=0.17)
    found = finals(hear(Segmenter(), sound))
    assert [u.start for u in found] == pytest.approx(starts, abs=0.12)
    assert all(a.end <= b.samples_start for a, b in itertools.pairwise(found))


def test_a_closure_inside_a_word_does_not_end_it() -> None:
    sound, _ = sequence("6_awb_0", "8_slt_0", "7_awb_0", "6_slt_0")
    assert len(finals(hear(Segmenter(), sound))) == 4


def test_noise_that_rises_after_a_word_is_not_part_of_it() -> None:
    sound, starts = sequence("3_slt_0", "9_awb_0", pause=1.2)
    # Rises in half a second from the background level to 22 dB below the peak of the word.
    level = np.interp(np.arange(len(sound)) / SAMPLE_RATE, [0.8, 1.3, 3.0], [-60.0, -43.0, -43.0])
    noise = room(len(sound) / SAMPLE_RATE, 0.0, seed=3) * 10 ** (level / 20)
    found = finals(hear(Segmenter(), sound + noise.astype(np.float32)))
    assert [u.start for u in found] == pytest.approx(starts, abs=0.12)
    assert not any(u.is_overlong for u in found)


def test_words_in_loud_noise_are_found() -> None:
    sound, starts = sequence("1_slt_0", "4_awb_0", "2_slt_0", "9_awb_0", pause=0.6, db=-90.0)
    loud = np.concatenate([np.zeros(3 * SAMPLE_RATE, np.float32), sound])
    loud = loud + room(len(loud) / SAMPLE_RATE, -36.0, seed=7)
    found = finals(hear(Segmenter(), loud))
    assert [u.start - 3.0 for u in found] == pytest.approx(starts, abs=0.2)


def test_a_higher_sensitivity_finds_quieter_words() -> None:
    sound, _ = sequence("1_slt_0", "4_awb_0", "6_slt_0", db=-90.0)
    whisper = sound * 10 ** (-46 / 20) + room(len(sound) / SAMPLE_RATE, -86.0)
    heard = {
        name: len(finals(hear(Segmenter(settings), whisper)))
        for name, settings in SENSITIVITIES.items()
    }
    assert heard["low"] < heard["high"] == 3


def test_white_noise_has_the_same_level_in_every_band() -> None:
    levels = [band_levels(room(0.02, -40.0, seed=n)) for n in range(300)]
    power = (10 ** (np.array(levels) / 10)).mean(axis=0)
    assert 10 * np.log10(power) == pytest.approx(np.full(7, -40.0), abs=1.0)
