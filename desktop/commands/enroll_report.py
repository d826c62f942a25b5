"""What somebody wants to be learnt, and what they are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from core.profile import Profile
from desktop.commands.output import say, say_json
from desktop.profiles import profile_path


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """What the person asked for.

    Attributes
    ----------
    name : str
    replace : bool
        Whether to begin anew; otherwise takes are added.
    takes : int
        Of each digit, in all, where they are spoken now.
    keeps_sound : bool
        Whether the takes' sound is stored too.
    as_json : bool
    """

    name: str
    replace: bool
    takes: int
    keeps_sound: bool
    as_json: bool


def report(wish: EnrolRequest, profile: Profile) -> None:
    """Say what was learnt."""
    if not wish.as_json:
        say(f"{profile.name}: {len(profile.takes)} takes. {profile.summary}")
        return
    say_json(
        {
            "profile": profile.name,
            "takes": [profile.count(digit) for digit in range(10)],
            "is_used": profile.adaptation is not None,
            "summary": profile.summary,
            "path": str(profile_path(profile.name)),
        }
    )
