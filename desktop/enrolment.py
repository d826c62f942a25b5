"""Enrolment: collect takes of a speaker, one at a time; for terminal, window and history.

`Enrolment` says which digit to ask for, checks each utterance and stores each take immediately, so
that the user can stop at any time and continue later. Nothing here waits or draws.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from core.classifier import Classifier
from core.events import Utterance
from core.profiles.adaptation import agree, doubt, resembles
from core.profiles.profile import Profile, ProfileError
from core.profiles.takes import (
    MIN_DIGITNESS,
    Fault,
    FaultCode,
    Take,
    digitness,
    fault_of,
    judged_take,
)
from desktop.profiles import (
    Backup,
    Opened,
    back_up,
    empty_profile,
    file_state,
    open_profile,
    profile_path,
    restore_unchanged,
    with_new_adaptation,
    write_unchanged,
)

TAKES = 3
"""Takes of each digit, by default."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened to an utterance.

    Attributes
    ----------
    kind : {"taken", "confirmed", "again", "doubted", "differed", "removed"}
        ``taken``: accepted. ``confirmed``: accepted, since the doubted take before was the same
        word. ``again``: unusable. ``doubted``: sounds like another digit. ``differed``: sounds like
        another digit, and unlike the doubted take before. ``removed``: the last accepted take was
        taken back.
    digit : int
        The digit that was asked for.
    reason : str
        In English; empty if it was accepted.
    heard : int or None
        The digit that a doubted take sounds like.
    fault : FaultCode or None
        Why it is unusable.
    """

    kind: Literal["taken", "confirmed", "again", "doubted", "differed", "removed"]
    digit: int
    reason: str = ""
    heard: int | None = None
    fault: FaultCode | None = None


NOT_A_WORD = Fault("not_a_digit", "that was not a digit")
"""The fault of a sound that is no word, or another word than a digit."""


def is_refusal(answer: Answer) -> bool:
    """Whether a take was refused that could be kept nevertheless (`Enrolment.keep_pending`)."""
    return answer.kind in ("doubted", "differed") or answer.fault == NOT_A_WORD.code


class Enrolment:
    """One enrolment session; not thread-safe.

    Parameters
    ----------
    profile : Profile
        New takes are added to it.
    classifier : Classifier
        Must not be used by another thread at the same time.
    path : Path
        File of the profile.
    takes : int
        Takes of each digit in total.
    keeps_sound : bool
        Whether to store the audio of the takes, so that the profile can be converted for another
        model. All takes must have it for that.
    seed : int, optional
        For the order of the digits.

    Attributes
    ----------
    recorded : int
        Number of takes that this session added, without those that were taken back.
    """

    def __init__(
        self,
        profile: Profile,
        classifier: Classifier,
        path: Path,
        *,
        takes: int = TAKES,
        keeps_sound: bool = False,
        seed: int | None = None,
    ) -> None:
        self.profile = profile
        self.recorded = 0
        self._classifier = classifier
        self._path = path
        self._stored = file_state(path)
        self._takes = takes
        self._keeps_sound = keeps_sound
        self._pending: _Refused | None = None
        self._rng = random.Random(seed)  # noqa: S311 - no secret
        self._queue = _order(profile, takes, self._rng)
        self._replaced: set[int] = set()  # digits whose takes the next take of them replaces
        self._steps: list[_Step] = []
        self._backup: Backup | None = None  # of the file before the first step
        self._total = 10 * takes

    @property
    def wanted(self) -> int | None:
        """The digit to ask for; None when there are enough takes."""
        return self._queue[0] if self._queue else None

    @property
    def total(self) -> int:
        """Number of takes that are asked for, with those that the profile had before."""
        return self._total

    @property
    def done(self) -> int:
        """Number of takes so far, of `total`."""
        return self._total - len(self._queue)

    @property
    def can_take_back(self) -> bool:
        """Whether there is a take of this session to take back."""
        return bool(self._steps)

    def offer(self, utterance: Utterance) -> Answer:
        """Check an utterance of the wanted digit, and store it if it is accepted.

        A take that sounds like another digit is stored only if the next one is the same word. One
        that sounds like no digit is stored only if it resembles a take of the digit, such as one
        that the user has kept.

        Raises
        ------
        ProfileError
            The take cannot be stored, and is asked for again.
        """
        digit = self.wanted
        assert digit is not None, "there are enough takes"
        fault = fault_of(utterance)
        if fault is not None:
            return Answer("again", digit, fault.reason, fault=fault.code)
        take, words = judged_take(digit, utterance, self._classifier)
        before, self._pending = self._pending, None
        others = self._others(digit)
        is_strange = digitness(take) < MIN_DIGITNESS and not resembles(take, others)
        is_empty = words is not None and not words  # as of most noises
        if is_strange or is_empty:
            self._pending = _Refused(take, utterance, is_word=not is_empty)
            if is_empty and before is not None and before.is_word:
                # The user wants to keep what they said, not a noise after it. But the noise is
                # between it and the next word, so that these do not confirm each other.
                self._pending = replace(before, is_doubted=False)
            return Answer("again", digit, NOT_A_WORD.reason, fault=NOT_A_WORD.code)
        heard = doubt(take, others)
        if heard is None:
            self._store((take, utterance))
            return Answer("taken", digit)
        doubted = before if before is not None and before.is_doubted else None
        if doubted is not None and agree(doubted.take, take):
            # As many as were asked for, so that each digit has the same number of takes.
            needed = self._queue.count(digit)
            self._store(*[(doubted.take, doubted.utterance), (take, utterance)][-needed:])
            return Answer("confirmed", digit)
        self._pending = _Refused(take, utterance, is_doubted=True)
        kind = "doubted" if doubted is None else "differed"
        return Answer(kind, digit, f"sounds like {heard}", heard)

    @property
    def can_keep(self) -> bool:
        """Whether there is a refused take for `keep_pending`; a short noise does not change it."""
        return self._pending is not None

    def keep_pending(self) -> Answer | None:
        """Store the last take that was not accepted, because the user says that it is right.

        A sound without a word is stored only if no word was refused before it.

        Raises
        ------
        ProfileError
            The take cannot be stored; this can be tried again.
        """
        pending = self._pending
        if pending is None:
            return None
        self._store((pending.take, pending.utterance))
        self._pending = None
        return Answer("taken", pending.take.digit)

    def take_back(self) -> Answer | None:
        """Remove the last accepted take, and ask for its digit again; None if there is none.

        Without the first take, the profile's file is as it was before. So a profile that is to be
        replaced stays as long as nothing new is recorded.

        Raises
        ------
        ProfileError
            The profile cannot be stored, and nothing was removed.
        """
        if not self._steps:
            return None
        current = self._step()
        self._go_to(self._steps[-1])
        backup = self._backup if len(self._steps) == 1 else None
        self._write_or_go_to(current, backup)
        self._steps.pop()
        self._pending = None
        return Answer("removed", self._queue[0])

    def repeat(self, digits: Collection[int]) -> None:
        """Ask for some digits again; the first new take of a digit replaces all earlier ones."""
        self._replaced |= set(digits)
        chosen = [digit for digit in digits if digit not in self._queue]
        self._queue += _rounds(chosen, self._takes, self._rng)

    def learn(self) -> Profile:
        """Compute the adaptation from all takes and store it; takes up to two seconds.

        Raises
        ------
        ProfileError
            The profile cannot be stored.
        """
        self.profile = with_new_adaptation(self.profile, self._classifier)
        self._steps.clear()
        self._write()
        return self.profile

    def _others(self, digit: int) -> Sequence[Take]:
        """The takes to compare a new one with."""
        if digit in self._replaced:
            return [take for take in self.profile.takes if take.digit != digit]
        return self.profile.takes

    def _store(self, *accepted: tuple[Take, Utterance]) -> None:
        step = self._step()
        if not self._steps:
            self._backup = back_up(self._path)
        for take, utterance in accepted:
            if take.digit in self._replaced:
                self._replaced.remove(take.digit)
                self.profile = self.profile.without(take.digit)
            sound = utterance.samples if self._keeps_sound else None
            self.profile = self.profile.with_take(take, sound)
            self.recorded += 1
            if take.digit in self._queue:
                self._queue.remove(take.digit)
        self._write_or_go_to(step)
        self._steps.append(step)

    def _step(self) -> _Step:
        return _Step(self.profile, list(self._queue), set(self._replaced), self.recorded)

    def _go_to(self, step: _Step) -> None:
        self.profile, self.recorded = step.profile, step.recorded
        self._queue, self._replaced = list(step.queue), set(step.replaced)

    def _write_or_go_to(self, step: _Step, backup: Backup | None = None) -> None:
        """Store the profile or put its file back; if that fails, go to a step.

        The same digit is asked for again then.
        """
        try:
            if backup is None:
                self._write()
            else:
                self._stored = restore_unchanged(backup, self._path, self._stored)
        except ProfileError:
            self._go_to(step)
            raise

    def _write(self) -> None:
        self._stored = write_unchanged(self.profile, self._path, self._stored)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A take that was not accepted, and may be kept nevertheless."""

    take: Take
    utterance: Utterance
    is_word: bool = True
    is_doubted: bool = False  # whether the same word again confirms it


@dataclass(frozen=True, slots=True)
class _Step:
    """A state of the enrolment, such as before a take was stored."""

    profile: Profile
    queue: list[int]
    replaced: set[int]
    recorded: int


def is_recommended(profile: Profile) -> bool:
    """Whether a new profile should be used without asking: it helps, as far as its takes tell."""
    effect = profile.effect
    return profile.adaptation is not None and (
        effect is None or effect.verdict in ("helps", "unknown")
    )


def takes_to_reach(counts: Sequence[int], takes: int, *, is_learned: bool = True) -> int:
    """How many takes of each digit a profile should have in the end.

    Parameters
    ----------
    counts : sequence of 10 int
        Takes of each digit so far.
    takes : int
        The number that the user chose. If there are so many already, so many more are recorded.
    is_learned : bool
        Whether the profile has learned from its takes. If not, since the program was ended before
        that, nothing more needs to be recorded.
    """
    least = min(counts)
    return takes if least < takes or not is_learned else least + takes


def begin_profile(
    name: str, classifier: Classifier, *, replace: bool = False
) -> tuple[Profile, str]:
    """Return the profile to add takes to: the existing one, or a new one.

    Returns
    -------
    Profile
    str
        A line for people, or empty.

    Raises
    ------
    ProfileError
        The name is not valid, or the profile cannot be extended.
    """
    path = profile_path(name)
    if replace or not path.exists():
        return empty_profile(path.stem, classifier), ""
    opened = open_profile(name, classifier)
    _check_is_usable(opened)
    if opened.state == "converted" or not opened.profile.takes:
        return opened.profile, opened.notice
    return opened.profile, (
        f"profile {path.stem}: has {len(opened.profile.takes)} recordings, and new ones are added; "
        "--replace starts over, and another person needs another name"
    )


def _check_is_usable(opened: Opened) -> None:
    """Raise `ProfileError` if takes cannot be added to a profile."""
    if opened.state == "unused":
        raise ProfileError(opened.notice, "other_model")
    if opened.state == "other_language":
        raise ProfileError(opened.notice, "other_language", opened.taught_in)


def add_correction(name: str, utterance: Utterance, digit: int, classifier: Classifier) -> Profile:
    """Add an utterance that the user corrected in the history to a profile, and learn from it.

    Its audio is kept if the profile has that of all other takes, so that it can still be converted.
    Takes up to two seconds. The classifier must not be used by another thread at the same time.

    Parameters
    ----------
    name : str
        An existing profile.
    utterance : Utterance
        From a `core.events.Result`.
    digit : int
        The correct digit.

    Returns
    -------
    Profile
        Use it with ``classifier.adapter = profile.adaptation``.

    Raises
    ------
    ProfileError
        The profile cannot be used or stored.
    """
    opened = open_profile(name, classifier)
    _check_is_usable(opened)
    path = profile_path(name)
    known = file_state(path)
    take, _ = judged_take(digit, utterance, classifier)
    sound = utterance.samples if opened.profile.has_all_audio else None
    profile = with_new_adaptation(opened.profile.with_take(take, sound), classifier)
    write_unchanged(profile, path, known)
    return profile


def _order(profile: Profile, takes: int, rng: random.Random) -> list[int]:
    """The missing digits: rounds in random order, no digit twice in a row."""
    counts = [profile.count(digit) for digit in range(10)]
    rounds = ([digit for digit in range(10) if counts[digit] <= n] for n in range(takes))
    return _shuffled(rounds, rng)


def _rounds(digits: Collection[int], takes: int, rng: random.Random) -> list[int]:
    """Some digits, each so many times, in random order."""
    return _shuffled(([*digits] for _ in range(takes)), rng)


def _shuffled(rounds: Iterable[list[int]], rng: random.Random) -> list[int]:
    order: list[int] = []
    for missing in rounds:
        rng.shuffle(missing)
        if len(missing) > 1 and order and missing[0] == order[-1]:
            missing.append(missing.pop(0))
        order += missing
    return order


def doubted_takes(takes: Sequence[Take]) -> dict[int, int]:
    """Takes that sound unlike the others of their digit: index -> the digit they sound like."""
    found = {
        index: doubt(take, [*takes[:index], *takes[index + 1 :]])
        for index, take in enumerate(takes)
    }
    return {index: digit for index, digit in found.items() if digit is not None}
