"""Where people's profiles lie, and what can be done with them: open, list, export, import, delete.

A profile is one file (`core.profile`) in the platform's folder for a person's data.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from core.adaptation import learn
from core.classifier import Classifier
from core.profile import SUFFIX, Profile, ProfileError, read_profile, write_profile
from core.takes import make_take

_FORBIDDEN = set('<>:"/\\|?*')
_LONGEST = 80


def profiles_folder() -> Path:
    """The folder of all profiles; it need not exist."""
    # Costs 30 ms to import: only who uses a profile pays.
    from platformdirs import user_data_path

    return user_data_path("spoken-digits", appauthor=False) / "profiles"


def profile_path(name: str) -> Path:
    """The file of a profile.

    Raises
    ------
    ProfileError
        If the name cannot be a file's on every system.
    """
    is_fit = (
        0 < len(name) <= _LONGEST
        and name == name.strip()
        and not name.startswith(".")
        and not name.endswith(".")
        and not any(sign in _FORBIDDEN or ord(sign) < 32 for sign in name)
    )
    if not is_fit:
        raise ProfileError(
            f"profile {name!r}: cannot be a name; use letters, digits, spaces, '-' and '_', "
            f"{_LONGEST} at the most"
        )
    return profiles_folder() / f"{name}{SUFFIX}"


def list_profiles() -> list[str]:
    """The names of all profiles, in alphabetical order."""
    return sorted(path.stem for path in profiles_folder().glob(f"*{SUFFIX}") if path.is_file())


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile that was opened for a model.

    Attributes
    ----------
    profile : Profile
        Fits the model; without takes where it was another model's and no sound was kept.
    notice : str
        One line for people where something is to be known, else empty.
    is_set_aside : bool
        Whether it is another model's and cannot be used with this one; its file is left alone.
    """

    profile: Profile
    notice: str = ""
    is_set_aside: bool = False


def open_profile(name: str, classifier: Classifier) -> Opened:
    """Read a profile for use with a model.

    One of another model is learnt anew where the sound of all its takes was kept, and stored;
    otherwise it is set aside: its file stays as it is, and nothing of it is used.

    Raises
    ------
    ProfileError
        If there is none of this name, or it cannot be used.
    """
    path = profile_path(name)
    profile = read_profile(path)
    if profile.bundle == classifier.bundle.sha256:
        return Opened(profile)
    if not profile.takes or any(sound is None for sound in profile.sounds):
        return Opened(
            Profile(name, classifier.bundle.sha256),
            f"profile {name}: was made with another model and is set aside; use that model, or "
            f"enrol again with 'spoken-digits enroll --profile {name} --replace'",
            is_set_aside=True,
        )
    takes = tuple(
        make_take(take.digit, sound, classifier.embed)
        for take, sound in zip(profile.takes, profile.sounds, strict=True)
        if sound is not None
    )
    anew = relearnt(replace(profile, bundle=classifier.bundle.sha256, takes=takes), classifier)
    write_profile(anew, path)
    return Opened(anew, f"profile {name}: was learnt anew for this model from its kept takes")


def relearnt(profile: Profile, classifier: Classifier) -> Profile:
    """The profile with what its takes teach; nothing is stored."""
    learnt = learn(profile.takes, classifier.bundle.thresholds)
    return replace(profile, adaptation=learnt.adaptation, summary=learnt.summary)


def use_profile(name: str, classifier: Classifier) -> str:
    """Let a classifier hear this person.

    Returns
    -------
    str
        One line for people where something is to be known, else empty.

    Raises
    ------
    ProfileError
        As `open_profile`.
    """
    opened = open_profile(name, classifier)
    classifier.adapter = opened.profile.adaptation
    return opened.notice


def export_profile(name: str, target: Path, *, overwrite: bool = False) -> None:
    """Copy a profile out of the folder; raises `ProfileError`."""
    path = profile_path(name)
    read_profile(path)
    if target.exists() and not overwrite:
        raise ProfileError(f"{target}: is already there; choose another name")
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise ProfileError(f"{target}: cannot be written ({error.strerror or error})") from None


def import_profile(source: Path) -> str:
    """Copy a profile into the folder under its own name, which is given; raises `ProfileError`."""
    profile = read_profile(source)
    path = profile_path(profile.name)
    if path.exists():
        raise ProfileError(
            f"profile {profile.name}: is already there; delete it first with "
            f"'spoken-digits profiles --delete {profile.name}'"
        )
    write_profile(profile, path)
    return profile.name


def delete_profile(name: str) -> None:
    """Delete a profile, damaged or not; raises `ProfileError` if there is none."""
    try:
        profile_path(name).unlink()
    except FileNotFoundError:
        raise ProfileError(f"profile {name}: there is none of this name") from None
    except OSError as error:
        raise ProfileError(
            f"profile {name}: cannot be deleted ({error.strerror or error})"
        ) from None
