"""Profiles: the takes of a speaker, and the adaptation computed from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from core.audio import Float32Array
from core.bundle_location import DEFAULT_LANGUAGE
from core.profiles.adaptation import Adaptation, Effect
from core.profiles.takes import Take

ProfileProblem = Literal[
    "invalid_name",
    "missing",
    "unreadable",
    "damaged",
    "newer",
    "not_a_profile",
    "other_model",
    "other_language",
    "exists",
    "changed",
    "not_stored",
    "not_deleted",
    "other",
]


def as_argument(name: str) -> str:
    """A profile's name as it is written on a command line, on all systems."""
    if re.fullmatch(r"[\w.+@-]+", name):
        return name
    return '"' + re.sub(r"([$`])", r"\\\1", name) + '"'


def enrol_command(name: str, language: str = DEFAULT_LANGUAGE, *, replace: bool = False) -> str:
    """The command that records a profile, for messages.

    Parameters
    ----------
    name : str
    language : str
        Code of the language of its digits.
    replace : bool
        Whether to start over.
    """
    spoken = "" if language == DEFAULT_LANGUAGE else f" --language {language}"
    again = " --replace" if replace else ""
    return f"spoken-digits enroll --profile {as_argument(name)}{spoken}{again}"


class ProfileError(Exception):
    """A profile that cannot be used or stored.

    Attributes
    ----------
    problem : ProfileProblem
    detail : str
        The reason in more detail, such as the system's message; may be empty.

    The text is one line of English.
    """

    def __init__(self, text: str, problem: ProfileProblem = "other", detail: str = "") -> None:
        super().__init__(text)
        self.problem: ProfileProblem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of a speaker.

    Attributes
    ----------
    name : str
    bundle : str
        SHA-256 of the model that processed the takes, hexadecimal.
    takes : tuple of Take
    sounds : tuple of (ndarray or None)
        The audio of each take if it was kept, mono float32 at ``SAMPLE_RATE``.
    adaptation : Adaptation or None
        None if it has not been computed or does not help.
    summary : str
        The effect of the adaptation in one line of English.
    effect : Effect or None
        The same as numbers; None in files of earlier versions.
    language : str
        Code of the language of the digits. Files of earlier versions are English.
    """

    name: str
    bundle: str
    takes: tuple[Take, ...] = ()
    sounds: tuple[Float32Array | None, ...] = field(default=(), repr=False)
    adaptation: Adaptation | None = None
    summary: str = ""
    effect: Effect | None = None
    language: str = DEFAULT_LANGUAGE

    def count(self, digit: int) -> int:
        """Number of takes of a digit."""
        return sum(take.digit == digit for take in self.takes)

    @property
    def missing(self) -> tuple[int, ...]:
        """The digits that have no take."""
        return tuple(digit for digit in range(10) if self.count(digit) == 0)

    @property
    def is_unfinished(self) -> bool:
        """Whether digits are missing, or nothing has been learned from the takes."""
        return bool(self.missing) or not self.summary

    @property
    def has_all_audio(self) -> bool:
        """Whether there are takes, and the audio of each was kept: for a conversion."""
        return bool(self.takes) and all(sound is not None for sound in self.sounds)

    def without(self, digit: int) -> Profile:
        """Return the profile without the takes of a digit; the adaptation is not updated."""
        kept = [n for n, take in enumerate(self.takes) if take.digit != digit]
        takes, sounds = (tuple(all_of[n] for n in kept) for all_of in (self.takes, self.sounds))
        return replace(self, takes=takes, sounds=sounds)

    def with_take(self, take: Take, sound: Float32Array | None = None) -> Profile:
        """Return the profile with one more take; the adaptation is not updated.

        Parameters
        ----------
        take : Take
        sound : ndarray, shape (n,), float32, optional
            The audio of the take, mono at ``SAMPLE_RATE``, if it is kept.
        """
        return replace(self, takes=(*self.takes, take), sounds=(*self.sounds, sound))

    def with_sound(self, index: int, sound: Float32Array) -> Profile:
        """Return the profile with the audio of a take that it has already."""
        sounds = (*self.sounds[:index], sound, *self.sounds[index + 1 :])
        return replace(self, sounds=sounds)
