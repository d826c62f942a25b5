"""Enrolment: which utterances become takes, and what can be taken back or said again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Utterance
from core.noise import room_noise
from core.profiles.profile import Profile, ProfileError
from core.profiles.profile_file import read_profile, write_profile
from core.profiles.takes import make_take
from core.recognizer import recognize_number, recognize_recording
from desktop.enrolment import Enrolment, add_correction, is_recommended, takes_to_reach
from desktop.profiles import empty_profile, open_profile, profile_path

AUDIO = Path(__file__).resolve().parents[1] / "audio"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle())


@pytest.fixture(scope="module")
def said(classifier: Classifier) -> dict[str, Utterance]:
    """The digits by two speakers, by names such as "7_slt"."""
    found: dict[str, Utterance] = {}
    for path in sorted(AUDIO.glob("[0-9]_*_0.flac")):
        utterance = recognize_recording(load(path), classifier).utterance
        assert utterance is not None
        found[path.name.removesuffix("_0.flac")] = replace(utterance, floor_db=-90.0)
    return found


@pytest.fixture
def enrolment(classifier: Classifier, tmp_path: Path) -> Enrolment:
    return start(empty_profile("ann", classifier), classifier, tmp_path, takes=1)


def start(profile: Profile, classifier: Classifier, folder: Path, takes: int) -> Enrolment:
    return Enrolment(profile, classifier, folder / "ann.voice", takes=takes, seed=0)


def another(digit: int, step: int = 1) -> int:
    return (digit + step) % 10


def say(enrolment: Enrolment, said: dict[str, Utterance], step: int = 0, who: str = "slt") -> str:
    """Say the wanted digit, or the one `step` after it; return the kind of the answer."""
    assert enrolment.wanted is not None
    return enrolment.offer(said[f"{another(enrolment.wanted, step)}_{who}"]).kind


def noise(kind: str) -> Utterance:
    """Sounds that are no words, as loud as speech."""
    rng = np.random.default_rng(0)
    samples = rng.normal(0.0, 0.001, SAMPLE_RATE)
    if kind == "hiss":
        samples[4000:12000] += rng.normal(0.0, 0.1, 8000)
    elif kind == "clicks":
        for begin in range(3000, 13000, 2000):
            samples[begin : begin + 40] += rng.normal(0.0, 0.5, 40)
    else:
        time = np.arange(8000) / SAMPLE_RATE
        samples[4000:12000] += 0.2 * np.sin(2 * np.pi * 1000.0 * time)
    return Utterance(1, samples.astype(np.float32), 0.0, 0.25, 0.75, 1.0)


def joined(said: dict[str, Utterance], *names: str) -> np.ndarray:
    """Words without a pause between them, in a quiet room."""
    sounds = [said[name].samples for name in names]
    words = [sound[np.flatnonzero(np.abs(sound) > 0.05)[0] :] for sound in sounds]
    ends = [word[: np.flatnonzero(np.abs(word) > 0.05)[-1]] for word in words]
    quiet = np.zeros(SAMPLE_RATE // 2, np.float32)
    sound = np.concatenate([quiet, *ends, quiet])
    return sound + room_noise(len(sound), seed=1)


@pytest.mark.parametrize("kind", ["hiss", "clicks", "whistle"])
def test_a_sound_that_is_no_word_is_not_recorded(enrolment, kind) -> None:
    for _ in range(4):
        answer = enrolment.offer(noise(kind))
        assert (answer.kind, answer.fault) == ("again", "not_a_digit")
    assert enrolment.done == 0
    assert enrolment.profile.takes == ()


def test_two_wrong_digits_that_differ_are_not_recorded(enrolment, said) -> None:
    assert say(enrolment, said, step=1) == "doubted"
    assert say(enrolment, said, step=2) == "differed"
    assert say(enrolment, said, step=3) == "differed"
    assert enrolment.done == 0


def test_noise_between_two_wrong_takes_does_not_confirm_them(enrolment, said) -> None:
    assert say(enrolment, said, step=1) == "doubted"
    assert enrolment.offer(noise("hiss")).kind == "again"
    assert say(enrolment, said, step=1) == "doubted"


def test_the_same_word_twice_is_recorded_as_often_as_it_is_wanted(
    classifier, said, tmp_path
) -> None:
    for takes in (1, 3):
        enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes)
        digit = enrolment.wanted
        assert digit is not None
        assert say(enrolment, said, step=1) == "doubted"
        assert say(enrolment, said, step=1) == "confirmed"
        assert enrolment.profile.count(digit) == enrolment.done == min(takes, 2)


@pytest.mark.slow
def test_a_wrong_digit_like_no_take_of_the_wanted_one_is_doubted(
    classifier, said, tmp_path
) -> None:
    """Also if the profile has takes of the wanted digit only."""
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    digit = enrolment.wanted
    assert say(enrolment, said) == "taken"
    taught = enrolment.profile
    enrolment = start(taught, classifier, tmp_path, takes=2)
    while enrolment.wanted != digit:
        enrolment.offer(said[f"{enrolment.wanted}_slt"])
        enrolment.profile = taught
    assert say(enrolment, said, step=1) == "doubted"


def test_the_last_takes_can_be_taken_back(enrolment, said) -> None:
    assert enrolment.take_back() is None
    first = enrolment.wanted
    say(enrolment, said)
    second = enrolment.wanted
    say(enrolment, said)
    assert (enrolment.recorded, enrolment.done) == (2, 2)
    for digit, left in ((second, 1), (first, 0)):
        answer = enrolment.take_back()
        assert answer is not None
        assert (answer.kind, answer.digit, enrolment.wanted) == ("removed", digit, digit)
        assert len(enrolment.profile.takes) == enrolment.done == left
        if left:
            assert len(read_profile(enrolment._path).takes) == left
    assert not enrolment.can_take_back
    assert not enrolment._path.exists()  # as before the first take


def taught(said: dict[str, Utterance], classifier: Classifier, path: Path) -> bytes:
    """Store a profile that was taught before; return the content of its file."""
    take = make_take(7, said["7_awb"].samples, classifier.embed)
    profile = empty_profile("ann", classifier).with_take(take, said["7_awb"].samples)
    write_profile(replace(profile, summary="It helps."), path)
    return path.read_bytes()


def test_the_old_profile_is_back_when_the_first_take_of_a_new_one_is_taken_back(
    enrolment, said, classifier
) -> None:
    path = enrolment._path
    old = taught(said, classifier, path)
    enrolment = start(empty_profile("ann", classifier), classifier, path.parent, takes=1)
    for _ in range(2):
        say(enrolment, said)
        say(enrolment, said)
        assert len(read_profile(path).takes) == 2
        enrolment.take_back()
        assert len(read_profile(path).takes) == 1
        enrolment.take_back()
        assert (enrolment.recorded, enrolment.profile.takes) == (0, ())
        assert path.read_bytes() == old


def test_the_old_profile_is_not_put_over_what_another_program_has_stored(
    enrolment, said, classifier
) -> None:
    path = enrolment._path
    taught(said, classifier, path)
    enrolment = start(empty_profile("ann", classifier), classifier, path.parent, takes=1)
    say(enrolment, said)
    other = replace(read_profile(path), summary="by another program")
    write_profile(other, path)
    with pytest.raises(ProfileError, match="by another program"):
        enrolment.take_back()
    assert read_profile(path).summary == "by another program"
    assert enrolment.recorded == 1


def test_an_old_profile_that_cannot_be_read_can_be_started_over(
    enrolment, said, classifier, monkeypatch
) -> None:
    path = enrolment._path
    taught(said, classifier, path)
    enrolment = start(empty_profile("ann", classifier), classifier, path.parent, takes=1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", _unreadable)
        say(enrolment, said)
    assert enrolment.take_back() is not None
    assert read_profile(path).takes == ()


def _unreadable(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied", path)


def test_a_take_that_was_refused_can_be_kept(enrolment, said) -> None:
    digit = enrolment.wanted
    assert enrolment.keep_pending() is None
    enrolment.offer(noise("hiss"))
    answer = enrolment.keep_pending()
    assert answer is not None
    assert (answer.kind, enrolment.profile.count(digit)) == ("taken", 1)
    assert enrolment.keep_pending() is None  # only once


@pytest.mark.parametrize("refusal", ["again", "doubted"])
@pytest.mark.parametrize("kind", ["hiss", "clicks", "whistle"])
def test_a_sound_without_a_word_is_not_kept_in_place_of_a_refused_word(
    enrolment, said, monkeypatch, refusal, kind
) -> None:
    with monkeypatch.context() as patch:
        if refusal == "again":
            patch.setattr("desktop.enrolment.MIN_DIGITNESS", 1.1)  # nothing sounds like a digit
        assert say(enrolment, said, step=1) == refusal
        assert enrolment._pending is not None
        word = enrolment._pending.take
        for _ in range(2):
            assert enrolment.offer(noise(kind)).kind == "again"
    assert enrolment.keep_pending() is not None
    assert len(enrolment.profile.takes) == 1
    assert enrolment.profile.takes[0] is word


def test_a_refused_word_can_be_kept_also_after_a_knock(enrolment, said) -> None:
    assert say(enrolment, said, step=1) == "doubted"
    knock = Utterance(2, noise("hiss").samples[4000:5000], 2.0, 2.0, 2.06, 2.4, active=0.03)
    assert enrolment.offer(knock).fault == "too_short"
    assert enrolment.can_keep
    assert enrolment.keep_pending() is not None
    assert not enrolment.can_keep
    assert len(enrolment.profile.takes) == 1


def test_of_several_sounds_without_a_word_the_last_one_can_be_kept(enrolment) -> None:
    """The decoder may find no word in a word with a strong accent."""
    for kind in ("hiss", "whistle"):
        assert enrolment.offer(noise(kind)).kind == "again"
    last = enrolment._pending
    assert last is not None
    assert np.array_equal(last.utterance.samples, noise("whistle").samples)
    assert enrolment.keep_pending() is not None
    assert len(enrolment.profile.takes) == 1
    assert enrolment.profile.takes[0] is last.take


def test_of_several_refused_words_the_last_one_can_be_kept(enrolment, said) -> None:
    digit = enrolment.wanted
    assert digit is not None
    for step in (1, 2):
        say(enrolment, said, step=step)
    last = enrolment._pending
    assert last is not None
    assert last.utterance is said[f"{another(digit, 2)}_slt"]
    assert enrolment.keep_pending() is not None
    assert len(enrolment.profile.takes) == 1
    assert enrolment.profile.takes[0] is last.take


@pytest.mark.slow
def test_digits_that_are_said_again_replace_the_earlier_takes(classifier, said, tmp_path) -> None:
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    while enrolment.wanted is not None:
        assert say(enrolment, said) == "taken"
    learnt = enrolment.learn()
    enrolment.repeat([3, 7])
    assert (enrolment.done, enrolment.total) == (16, 20)
    assert enrolment.profile is learnt  # until they are said
    while enrolment.wanted is not None:
        assert say(enrolment, said, who="awb") == "taken"
    assert [enrolment.profile.count(digit) for digit in range(10)] == [2] * 10
    kept = [take for take in learnt.takes if take.digit not in (3, 7)]
    assert list(enrolment.profile.takes[: len(kept)]) == kept


@pytest.mark.slow
def test_a_profile_is_recommended_only_if_it_helps(classifier, said, tmp_path) -> None:
    """Whoever is understood anyway needs none; whoever says other digits does."""
    verdicts = {}
    for step in (0, 1):
        enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
        while enrolment.wanted is not None:
            say(enrolment, said, step)
        profile = enrolment.learn()
        assert profile.effect is not None
        assert len(profile.takes) == profile.effect.takes == enrolment.total
        verdicts[profile.effect.verdict] = is_recommended(profile)
    assert verdicts == {"not_needed": False, "helps": True}


@pytest.mark.parametrize(
    ("counts", "chosen", "expected"),
    [
        ([0] * 10, 3, 3),
        ([2] * 10, 3, 3),
        ([3] * 10, 3, 6),
        ([3] * 9 + [1], 3, 3),
        ([8] * 10, 2, 10),
    ],
)
def test_a_complete_profile_gets_as_many_takes_more(counts, chosen, expected) -> None:
    assert takes_to_reach(counts, chosen) == expected


def test_a_profile_with_all_takes_that_has_not_learned_gets_no_more() -> None:
    assert takes_to_reach([3] * 10, 3, is_learned=False) == 3
    assert takes_to_reach([2] * 10, 3, is_learned=False) == 3


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A full disk, until the function is called."""

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        yield patch.undo


def test_a_take_that_cannot_be_stored_is_asked_for_again(enrolment, said, full_disk) -> None:
    digit = enrolment.wanted
    for _ in range(2):
        with pytest.raises(ProfileError, match="No space left"):
            say(enrolment, said)
        assert (enrolment.wanted, enrolment.done, enrolment.recorded) == (digit, 0, 0)
        assert not enrolment.can_take_back
    full_disk()
    assert say(enrolment, said) == "taken"
    assert [take.digit for take in read_profile(enrolment._path).takes] == [digit]


def test_a_take_that_was_refused_can_be_kept_when_there_is_room(enrolment, said, full_disk) -> None:
    digit = enrolment.wanted
    assert say(enrolment, said, step=1) == "doubted"
    with pytest.raises(ProfileError):
        enrolment.keep_pending()
    full_disk()
    assert enrolment.keep_pending() is not None
    assert enrolment.profile.count(digit) == 1


@pytest.mark.parametrize("takes", [1, 2])
def test_a_take_that_cannot_be_removed_stays(
    enrolment, said, classifier, monkeypatch, takes
) -> None:
    taught(said, classifier, enrolment._path)
    enrolment = start(enrolment.profile, classifier, enrolment._path.parent, takes=1)
    for _ in range(takes):
        say(enrolment, said)
    wanted, profile, stored = enrolment.wanted, enrolment.profile, enrolment._path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        with pytest.raises(ProfileError, match="No space left"):
            enrolment.take_back()
    assert (enrolment.wanted, enrolment.profile, enrolment.done) == (wanted, profile, takes)
    assert enrolment._path.read_bytes() == stored
    assert enrolment.take_back() is not None
    assert enrolment.done == takes - 1


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("change", ["recorded", "deleted"])
def test_what_another_program_has_changed_is_not_overwritten(
    classifier, said, tmp_path, change
) -> None:
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=1)
    say(enrolment, said)
    path = enrolment._path
    if change == "recorded":
        other = start(read_profile(path), classifier, tmp_path, takes=1)
        say(other, said)
        say(other, said)
    else:
        path.unlink()
    with pytest.raises(ProfileError, match="by another program") as refused:
        say(enrolment, said)
    assert refused.value.problem == "changed"
    assert path.exists() == (change == "recorded")
    if path.exists():
        assert len(read_profile(path).takes) == 3


def test_a_correction_is_not_lost_to_another_program(classifier, said, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    path = profile_path("ann")
    path.parent.mkdir(parents=True)
    write_profile(empty_profile("ann", classifier), path)
    enrolment = Enrolment(read_profile(path), classifier, path, takes=1, seed=0)
    add_correction("ann", said["7_slt"], 7, classifier)
    with pytest.raises(ProfileError, match="by another program"):
        say(enrolment, said)
    assert read_profile(path).count(7) == 1


@pytest.fixture
def home(tmp_path, monkeypatch) -> None:
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_correction_is_kept_with_its_sound_like_the_other_takes(
    classifier, said, home, is_kept
) -> None:
    first = make_take(4, said["4_slt"].samples, classifier.embed)
    sound = said["4_slt"].samples if is_kept else None
    path = profile_path("ann")
    write_profile(empty_profile("ann", classifier).with_take(first, sound), path)
    profile = add_correction("ann", said["7_slt"], 7, classifier)
    assert profile.has_all_audio == read_profile(path).has_all_audio == is_kept


def test_a_split_word_stays_split_by_a_correction_and_by_a_conversion(
    classifier, said, home
) -> None:
    word = joined(said, "3_slt", "0_slt")
    utterance = recognize_recording(word, classifier).utterance
    assert utterance is not None
    path = profile_path("ann")
    first = make_take(4, said["4_slt"].samples, classifier.embed)
    write_profile(empty_profile("ann", classifier).with_take(first, said["4_slt"].samples), path)
    profile = add_correction("ann", utterance, 0, classifier)
    assert [take.was_rejected for take in profile.takes] == [False, True]
    assert profile.takes[1].split_seconds > 0.3

    write_profile(replace(profile, bundle="of another model"), path)
    opened = open_profile("ann", classifier)
    assert opened.state == "converted"
    assert [take.was_rejected for take in opened.profile.takes] == [False, True]
    seconds = [take.split_seconds for take in opened.profile.takes]
    assert seconds == [0.0, pytest.approx(profile.takes[1].split_seconds, abs=0.05)]


def test_a_word_that_was_kept_is_recorded_at_once_the_next_time(
    classifier, said, tmp_path, monkeypatch
) -> None:
    """For a speaker whose word for a digit sounds like no digit at all to the model."""
    monkeypatch.setattr("desktop.enrolment.MIN_DIGITNESS", 1.1)  # nothing sounds like a digit
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    digit = enrolment.wanted
    assert digit is not None
    assert say(enrolment, said, step=1) == "again"
    assert say(enrolment, said, step=1) == "again"
    enrolment.keep_pending()
    while enrolment.wanted != digit:
        say(enrolment, said)
        enrolment.keep_pending()
    assert say(enrolment, said, step=2) == "again"  # another word
    assert enrolment.offer(noise("hiss")).kind == "again"
    assert say(enrolment, said, step=1) == "taken"
    assert enrolment.profile.count(digit) == 2


def test_a_word_in_which_the_decoder_finds_two_digits_is_one_digit_with_the_profile(
    classifier, said, tmp_path
) -> None:
    """As "zero" with a strong accent, heard as "three oh"; here another sound stands for it."""
    zero, number = joined(said, "3_slt", "0_slt"), joined(said, "7_slt", "3_slt")
    assert [one.text for one in recognize_number(zero, classifier)] == ["30"]
    spoken = recognize_recording(zero, classifier).utterance
    assert spoken is not None
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    while enrolment.wanted is not None:
        if enrolment.wanted == 0:
            enrolment.offer(replace(spoken, floor_db=-90.0))
            enrolment.keep_pending()
        else:
            say(enrolment, said)
    effect = enrolment.learn().effect
    assert effect is not None
    assert (effect.failed_before, effect.failed_after) == (2, 0)
    learner = Classifier(load_bundle(), read_profile(tmp_path / "ann.voice").adaptation)
    assert [one.text for one in recognize_number(zero, learner)] == ["0"]
    assert recognize_recording(zero, learner).digit == 0
    assert [one.text for one in recognize_number(number, learner)] == ["73"]
