"""The options of the command, and what is printed at its end."""

from __future__ import annotations

from dataclasses import dataclass

from core.bundle_location import DEFAULT_LANGUAGE
from core.profiles.profile import Profile, as_argument
from desktop.commands.output import PROGRAM, say, say_json
from desktop.profiles import profile_path

LIMIT = (
    "It applies to digits with a short pause between them. Several digits in one breath are "
    "recognized without it."
)
"""The decoder does not use the profile."""


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """The options of the command.

    Attributes
    ----------
    name : str
        Of the profile.
    replace : bool
        Whether to replace the profile; otherwise takes are added.
    takes : int or None
        Takes of each digit in total, with a microphone; None for the default number, or as many
        more if the profile has them already.
    keeps_sound : bool
        Whether to store the audio of the takes.
    as_json : bool
    """

    name: str
    replace: bool
    takes: int | None
    keeps_sound: bool
    as_json: bool


def print_summary(request: EnrolRequest, profile: Profile) -> None:
    """Print what the profile contains, whether it helps, and how to use it."""
    if not request.as_json:
        count = len(profile.takes)
        recordings = "1 recording" if count == 1 else f"{count} recordings"
        say(f"{profile.name}: {recordings}. {profile.summary}")
        if profile.missing:
            digits = ", ".join(map(str, profile.missing))
            say(f"It is unfinished: there are no recordings of {digits}.")
            return
        language = "" if profile.language == DEFAULT_LANGUAGE else f" --language {profile.language}"
        say(f"To use it: {PROGRAM} listen --profile {as_argument(profile.name)}{language}")
        if profile.adaptation is not None:
            say(LIMIT)
        return
    say_json(
        {
            "profile": profile.name,
            "language": profile.language,
            "takes": [profile.count(digit) for digit in range(10)],
            "is_used": profile.adaptation is not None,
            "verdict": profile.effect.verdict if profile.effect else None,
            "still_wrong": list(profile.effect.still_wrong) if profile.effect else [],
            "summary": profile.summary,
            "path": str(profile_path(profile.name)),
        }
    )
