"""Teaching the program a voice, take by take; the terminal, the window and the history use it.

Nothing in here waits or draws. `Enrolment` says which digit to ask for, judges what was heard, and
stores each take at once, so that a person can stop at any moment and go on another day.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.adaptation import doubt
from core.classifier import Classifier
from core.events import Utterance
from core.profile import Profile, ProfileError, write_profile
from core.takes import Take, fault_of, make_take
from desktop.profiles import open_profile, profile_path, relearnt

TAKES = 3
"""Of each digit, where nobody asks for fewer or more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an utterance.

    Attributes
    ----------
    kind : {"taken", "confirmed", "again", "doubted"}
        ``confirmed``: taken together with the doubted one before, with which it agrees.
    digit : int
        Which digit it was offered as.
    reason : str
        For people; empty where it was simply taken.
    heard : int or None
        As which digit a doubted take was heard.
    """

    kind: Literal["taken", "confirmed", "again", "doubted"]
    digit: int
    reason: str = ""
    heard: int | None = None


class Enrolment:
    """One person's sitting.

    Not safe for use from two threads at once.

    Parameters
    ----------
    profile : Profile
        As far as it has come; new takes are added to it.
    classifier : Classifier
        For this sitting alone; another thread must not use it meanwhile.
    path : Path
        Where the profile is stored.
    takes : int
        How many of each digit there are to be in all.
    keeps_sound : bool
        Whether the takes' sound is stored too, so that another model can learn from it.
    seed : int, optional
        Of the order in which the digits are asked for.
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
        """The digit to ask for now; None when there are enough."""
        return self._queue[0] if self._queue else None

    @property
    def done(self) -> int:
        """How many of `total` there are."""
        return self.total - len(self._queue)

    def offer(self, utterance: Utterance) -> Answer:
        """Judge what was heard after the wanted digit was shown, and store it if it is good."""
        digit = self.wanted
        assert digit is not None, "there are enough takes"
        fault = fault_of(utterance)
        if fault:
            return Answer("again", digit, fault)
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
        return Answer("doubted", digit, f"heard as {heard}", heard)

    def keep_doubted(self) -> Answer | None:
        """Store the take that was doubted last, since the person says that it is right."""
        if self._doubted is None:
            return None
        take, utterance = self._doubted
        self._doubted = None
        self._store(take, utterance)
        return Answer("taken", take.digit)

    def learn(self) -> Profile:
        """Learn from all takes and store it; takes up to two seconds.

        Raises
        ------
        ProfileError
            If it cannot be stored.
        """
        self.profile = relearnt(self.profile, self._classifier)
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


def begin_profile(name: str, classifier: Classifier, *, anew: bool = False) -> tuple[Profile, str]:
    """The profile to add takes to: a new one, or the one there is.

    Returns
    -------
    Profile
    str
        One line for people where something is to be known, else empty.

    Raises
    ------
    ProfileError
        If the name is none, or the profile there is cannot be added to.
    """
    if anew or not profile_path(name).exists():
        return Profile(name, classifier.bundle.sha256), ""
    opened = open_profile(name, classifier)
    if opened.is_set_aside:
        raise ProfileError(opened.notice)
    return opened.profile, opened.notice


def add_correction(
    name: str,
    utterance: Utterance,
    digit: int,
    classifier: Classifier,
    *,
    keeps_sound: bool = False,
) -> Profile:
    """Take an utterance that a person has corrected in the history, and learn from it at once.

    Takes up to two seconds; the classifier must not be in use by another thread.

    Parameters
    ----------
    name : str
        An existing profile.
    utterance : Utterance
        As `core.events.Result` carries it.
    digit : int
        What the person says it was.

    Returns
    -------
    Profile
        To be used from now on: ``classifier.adapter = profile.adaptation``.

    Raises
    ------
    ProfileError
        If the profile cannot be used or stored.
    """
    opened = open_profile(name, classifier)
    take = make_take(digit, utterance.samples, classifier.embed)
    sound = utterance.samples if keeps_sound else None
    profile = relearnt(opened.profile.with_take(take, sound), classifier)
    write_profile(profile, profile_path(name))
    return profile


def _order(profile: Profile, takes: int, rng: random.Random) -> list[int]:
    """The digits that are missing, in rounds of random order and no digit twice in a row."""
    order: list[int] = []
    for number in range(takes):
        missing = [digit for digit in range(10) if profile.count(digit) <= number]
        rng.shuffle(missing)
        if len(missing) > 1 and order and missing[0] == order[-1]:
            missing.append(missing.pop(0))
        order += missing
    return order


def doubted_takes(takes: Sequence[Take]) -> dict[int, int]:
    """Takes that the model and all the others doubt: their places, and as what they are heard."""
    found = {
        place: doubt(take, [*takes[:place], *takes[place + 1 :]])
        for place, take in enumerate(takes)
    }
    return {place: heard for place, heard in found.items() if heard is not None}
