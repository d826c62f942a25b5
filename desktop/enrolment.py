"""Enrolment: collect takes of a speaker, one at a time; for terminal, window and history.

`Enrolment` says which digit to ask for, checks each utterance and stores each take immediately, so
that the user can stop at any time and continue later. Nothing here waits or draws.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.classifier import Classifier
from core.events import Utterance
from core.profiles.adaptation import doubt
from core.profiles.profile import Profile, ProfileError, write_profile
from core.profiles.takes import FaultCode, Take, fault_of, make_take
from desktop.profiles import (
    Opened,
    empty_profile,
    open_profile,
    profile_path,
    with_new_adaptation,
)

TAKES = 3
"""Takes of each digit, by default."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened to an utterance.

    Attributes
    ----------
    kind : {"taken", "confirmed", "again", "doubted"}
        ``taken``: accepted. ``confirmed``: accepted together with the doubted take before, since
        both agree. ``again``: unusable. ``doubted``: sounds like another digit.
    digit : int
        The digit that was asked for.
    reason : str
        In English; empty if it was accepted.
    heard : int or None
        The digit that a doubted take sounds like.
    fault : FaultCode or None
        Why it is unusable.
    """

    kind: Literal["taken", "confirmed", "again", "doubted"]
    digit: int
    reason: str = ""
    heard: int | None = None
    fault: FaultCode | None = None


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
        model.
    seed : int, optional
        For the order of the digits.
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
        self.total = 10 * takes
        self._classifier = classifier
        self._path = path
        self._takes = takes
        self._keeps_sound = keeps_sound
        self._doubted: tuple[Take, Utterance] | None = None
        self._queue = _order(profile, takes, random.Random(seed))  # noqa: S311 - no secret

    @property
    def wanted(self) -> int | None:
        """The digit to ask for; None when there are enough takes."""
        return self._queue[0] if self._queue else None

    @property
    def done(self) -> int:
        """Number of takes so far, of `total`."""
        return self.total - len(self._queue)

    def offer(self, utterance: Utterance) -> Answer:
        """Check an utterance of the wanted digit, and store it if it is accepted."""
        digit = self.wanted
        assert digit is not None, "there are enough takes"
        fault = fault_of(utterance)
        if fault is not None:
            return Answer("again", digit, fault.reason, fault=fault.code)
        take = make_take(digit, utterance.samples, self._classifier.embed)
        before, self._doubted = self._doubted, None
        heard = doubt(take, self.profile.takes)
        if heard is None:
            self._store(take, utterance)
            return Answer("taken", digit)
        if before is not None and doubt(take, [*self.profile.takes, before[0]]) is None:
            self._add(*before)
            self._store(take, utterance)
            return Answer("confirmed", digit)
        self._doubted = (take, utterance)
        return Answer("doubted", digit, f"sounds like {heard}", heard)

    def keep_doubted(self) -> Answer | None:
        """Store the last doubted take after all, because the user says that it is right."""
        if self._doubted is None:
            return None
        take, utterance = self._doubted
        self._doubted = None
        self._store(take, utterance)
        return Answer("taken", take.digit)

    def learn(self) -> Profile:
        """Compute the adaptation from all takes and store it; takes up to two seconds.

        Raises
        ------
        ProfileError
            The profile cannot be stored.
        """
        self.profile = with_new_adaptation(self.profile, self._classifier)
        write_profile(self.profile, self._path)
        return self.profile

    def _store(self, take: Take, utterance: Utterance) -> None:
        self._add(take, utterance)
        write_profile(self.profile, self._path)

    def _add(self, take: Take, utterance: Utterance) -> None:
        sound = utterance.samples if self._keeps_sound else None
        self.profile = self.profile.with_take(take, sound)
        if take.digit in self._queue:
            self._queue.remove(take.digit)


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
    if replace or not profile_path(name).exists():
        return empty_profile(name, classifier), ""
    opened = open_profile(name, classifier)
    _check_is_usable(opened)
    return opened.profile, opened.notice


def _check_is_usable(opened: Opened) -> None:
    """Raise `ProfileError` if takes cannot be added to a profile."""
    if opened.state == "unused":
        raise ProfileError(opened.notice, "other_model")
    if opened.state == "other_language":
        raise ProfileError(opened.notice, "other_language", opened.taught_in)


def add_correction(
    name: str,
    utterance: Utterance,
    digit: int,
    classifier: Classifier,
    *,
    keeps_sound: bool = False,
) -> Profile:
    """Add an utterance that the user corrected in the history to a profile, and learn from it.

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
    take = make_take(digit, utterance.samples, classifier.embed)
    sound = utterance.samples if keeps_sound else None
    profile = with_new_adaptation(opened.profile.with_take(take, sound), classifier)
    write_profile(profile, profile_path(name))
    return profile


def _order(profile: Profile, takes: int, rng: random.Random) -> list[int]:
    """The missing digits: rounds in random order, no digit twice in a row."""
    order: list[int] = []
    for number in range(takes):
        missing = [digit for digit in range(10) if profile.count(digit) <= number]
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
