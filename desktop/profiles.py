"""Profiles on disk: open, list, rename, export, import, delete.

A profile is one file (`core.profiles.profile`) in the platform's folder for user data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from core.audio import Float32Array
from core.bundle import BundleError, load_bundle
from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory
from core.classifier import Classifier
from core.profiles.adaptation import learn
from core.profiles.profile import Profile, ProfileError, as_argument, enrol_command
from core.profiles.profile_file import SUFFIX, Outline, read_outline, read_profile, write_profile
from core.profiles.takes import Take, judged_take
from core.recognizer import loudest_utterance, whole_recording
from desktop.atomic_write import write_atomically
from desktop.folders import NoHomeError, data_folder
from desktop.languages import english_name

FileState = tuple[int, int, int] | None
"""What tells whether a file has changed (`file_state`); None if there is no file."""

_FORBIDDEN = set('<>:"/\\|?*')
_LONGEST = 80
_MOST_BYTES = 230
"""File systems allow 255, also for the temporary file of a profile, whose name is longer."""


def profiles_folder() -> Path:
    """The folder of all profiles; it may not exist.

    Raises
    ------
    ProfileError
        There is no home folder.
    """
    try:
        return data_folder() / "profiles"
    except NoHomeError as error:
        raise ProfileError(f"profiles cannot be used: {error.strerror}") from None


def stored_name(name: str) -> str:
    """The name of the profile that differs at most in case; the name itself if there is none.

    Some file systems do not distinguish case, and people do not either.
    """
    names = list_profiles()
    if name in names:
        return name
    return next((one for one in names if one.casefold() == name.casefold()), name)


def profile_path(name: str) -> Path:
    """The file of a profile; the case of its name does not matter if it exists.

    Raises
    ------
    ProfileError
        The name cannot be a file name on every system.
    """
    return _path_of(stored_name(name)) if is_valid_name(name) else _path_of(name)


def is_valid_name(name: str) -> bool:
    """Whether a name can be a file name on every system."""
    return (
        0 < len(name) <= _LONGEST
        and len(name.encode(errors="surrogatepass")) <= _MOST_BYTES
        and name == name.strip()
        and not name.startswith(".")
        and not name.endswith(".")
        and not any(char in _FORBIDDEN or ord(char) < 32 for char in name)
    )


def _path_of(name: str) -> Path:
    """The file for exactly this name.

    Raises
    ------
    ProfileError
        The name cannot be a file name on every system.
    """
    if not is_valid_name(name):
        raise ProfileError(
            f"profile {name!r}: not a valid name; use up to {_LONGEST} letters, digits, spaces, "
            "'-' and '_'",
            "invalid_name",
        )
    return profiles_folder() / f"{name}{SUFFIX}"


def list_profiles() -> list[str]:
    """The names of all profiles, in alphabetical order; none if there is no home folder."""
    try:
        folder = profiles_folder()
    except ProfileError:
        return []
    # macOS adds a file "._NAME.voice" to each on a foreign disk.
    paths = (path for path in folder.glob(f"*{SUFFIX}") if is_valid_name(path.stem))
    return sorted(path.stem for path in paths if path.is_file())


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile, opened for a model.

    Attributes
    ----------
    profile : Profile
        Usable with the model; without takes if it is ``unused`` or of another language.
    state : {"ready", "converted", "unused", "other_language"}
        ``converted``: it belonged to another model and was converted. ``unused``: it belongs to
        another model and cannot be converted; its file is unchanged. ``other_language``: it was
        taught in another language than the model's; its file is unchanged.
    taught_in : str
        Code of the language in which it was taught.
    not_stored : str
        Why a converted profile could not be stored; empty if it was.
    """

    profile: Profile
    state: Literal["ready", "converted", "unused", "other_language"] = "ready"
    taught_in: str = DEFAULT_LANGUAGE
    not_stored: str = ""

    @property
    def is_used(self) -> bool:
        """Whether recognition can use it."""
        return self.state in ("ready", "converted")

    @property
    def notice(self) -> str:
        """The state in one line of English; empty if it is ``ready``."""
        name, language = self.profile.name, self.profile.language
        if self.state == "converted":
            text = f"profile {name}: was converted for this model from its audio"
            if self.not_stored:
                text += (
                    f"; it cannot be stored ({self.not_stored}) and is converted again next time"
                )
            return text
        if self.state == "unused":
            return (
                f"profile {name}: was made for another model and is not used; use that model, or "
                f"enrol again with '{enrol_command(name, language, replace=True)}'"
            )
        if self.state == "other_language":
            return (
                f"profile {name}: was taught in {english_name(self.taught_in)} and is not used "
                f"for {english_name(language)}; use --language {self.taught_in}, or "
                "another profile"
            )
        if self.profile.is_unfinished:
            return (
                f"profile {name}: is unfinished and changes little or nothing"
                f"{_missing_text(self.profile)}; continue with '{enrol_command(name, language)}'"
            )
        if self.profile.adaptation is None:
            return f"profile {name}: is not used. {self.profile.summary}"
        return ""


def _missing_text(profile: Profile) -> str:
    digits = ", ".join(map(str, profile.missing))
    return f" (no recordings of {digits})" if digits else ""


def empty_profile(name: str, classifier: Classifier) -> Profile:
    """A new profile for a model, without takes."""
    return Profile(name, classifier.bundle.sha256, language=classifier.bundle.language)


def open_profile(name: str, classifier: Classifier) -> Opened:
    """Read a profile for use with a model.

    A profile of another model is converted and stored if it contains the audio of all its takes; it
    is also used if it cannot be stored. Otherwise it is not used, and its file is unchanged. A
    profile of another language is never used or converted.

    Raises
    ------
    ProfileError
        There is no such profile, or it cannot be used.
    """
    path = profile_path(name)
    # A copied file still contains the name of the original.
    profile = replace(read_profile(path), name=path.stem)
    language = profile.language
    if language != classifier.bundle.language:
        return Opened(empty_profile(name, classifier), "other_language", language)
    if profile.bundle == classifier.bundle.sha256:
        return Opened(profile, taught_in=language)
    if not profile.has_all_audio:
        return Opened(empty_profile(name, classifier), "unused", language)
    takes = tuple(
        _converted(take, sound, classifier)
        for take, sound in zip(profile.takes, profile.sounds, strict=True)
        if sound is not None
    )
    converted = with_new_adaptation(
        replace(profile, bundle=classifier.bundle.sha256, takes=takes), classifier
    )
    try:
        write_profile(converted, path)
    except ProfileError as error:
        return Opened(converted, "converted", language, not_stored=error.detail)
    return Opened(converted, "converted", language)


def _converted(take: Take, sound: Float32Array, classifier: Classifier) -> Take:
    """A take, made again from its audio for another model."""
    # Where the word is in it decides whether it is too long for one word.
    utterance = loudest_utterance(sound) or whole_recording(sound)
    return judged_take(take.digit, replace(utterance, samples=sound), classifier)[0]


def file_state(path: Path) -> FileState:
    """The state of a profile's file, for `write_unchanged`."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def write_unchanged(profile: Profile, path: Path, known: FileState) -> FileState:
    """Store a profile, unless another program has changed its file meanwhile.

    Parameters
    ----------
    known : FileState
        The state of the file before the profile was read or last stored.

    Returns
    -------
    FileState
        Of the file that was stored.

    Raises
    ------
    ProfileError
        The file has changed, or cannot be stored.
    """
    _check_is_unchanged(path, known)
    write_profile(profile, path)
    return file_state(path)


def _check_is_unchanged(path: Path, known: FileState) -> None:
    """Raise `ProfileError` if another program has changed a profile's file meanwhile."""
    if file_state(path) != known:
        raise ProfileError(
            f"profile {path.stem}: was changed, renamed or deleted by another program in the "
            "meantime, so this was not stored; start again",
            "changed",
        )


@dataclass(frozen=True, slots=True)
class Backup:
    """The content of a profile's file, to put it back; None if there was no file."""

    content: bytes | None


def back_up(path: Path) -> Backup | None:
    """Read a profile's file, even if it is damaged; None if it cannot be read."""
    try:
        return Backup(path.read_bytes())
    except FileNotFoundError:
        return Backup(None)
    except OSError:
        return None


def restore_unchanged(backup: Backup, path: Path, known: FileState) -> FileState:
    """Put a profile's file back, unless another program has changed it meanwhile.

    Parameters and errors are those of `write_unchanged`.
    """
    _check_is_unchanged(path, known)
    if backup.content is None:
        _unlink(path, path.stem)
        return None
    try:
        write_atomically(path, backup.content)
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"profile {path}: cannot be stored ({reason}); make room", "not_stored", reason
        ) from None
    return file_state(path)


def model_hash(bundle: Path) -> str:
    """SHA-256 of the model in a folder, as in the profiles for it; empty if it cannot be read."""
    try:
        return load_bundle(bundle).sha256
    except BundleError:
        return ""


def is_of_shipped_model(profile: Profile) -> bool:
    """Whether a profile belongs to the shipped model of its language; never fails."""
    return model_hash(bundle_directory(profile.language)) == profile.bundle


def with_new_adaptation(profile: Profile, classifier: Classifier) -> Profile:
    """The profile with its adaptation computed from its takes; stores nothing."""
    learnt = learn(profile.takes, classifier.bundle.thresholds)
    return replace(
        profile, adaptation=learnt.adaptation, summary=learnt.summary, effect=learnt.effect
    )


def outline_of(name: str) -> Outline | None:
    """The description of a profile, which is quick to read; None if it cannot be read."""
    try:
        return read_outline(profile_path(name))
    except ProfileError:
        return None


def use_profile(name: str, classifier: Classifier) -> str:
    """Adapt a classifier to a profile.

    Returns
    -------
    str
        A line for people, or empty.

    Raises
    ------
    ProfileError
        As `open_profile`.
    """
    opened = open_profile(name, classifier)
    classifier.adapter = opened.profile.adaptation
    return opened.notice


def export_profile(name: str, target: Path, *, overwrite: bool = False) -> None:
    """Copy a profile to a file; raises `ProfileError`."""
    path = profile_path(name)
    read_profile(path)
    try:
        if target.exists() and not overwrite:
            raise ProfileError(f"{target}: already exists; choose another name", "exists")
        write_atomically(target, path.read_bytes())
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"{target}: cannot be written ({reason})", "not_stored", reason
        ) from None


def import_profile(source: Path) -> str:
    """Copy a profile from a file and return its name; raises `ProfileError`."""
    try:
        profile = read_profile(source)
    except ProfileError as error:
        if error.problem == "missing":
            text = f"{source}: there is no such file"
        elif error.problem == "damaged":
            text = (
                f"{source}: is not a profile, or is damaged ({error.detail}); export it again, or "
                "choose another file"
            )
        else:
            raise
        raise ProfileError(text, "not_a_profile", error.detail) from None
    path = profile_path(profile.name)
    if path.exists():
        raise ProfileError(
            f"profile {path.stem}: already exists; give it another name first with "
            f"'spoken-digits profiles --rename {as_argument(path.stem)} NEW', or delete it",
            "exists",
            path.stem,
        )
    write_profile(profile, path)
    return profile.name


def rename_profile(name: str, new: str) -> None:
    """Give a profile another name; raises `ProfileError`."""
    old, target = profile_path(name), _path_of(new)
    taken = stored_name(new)
    if taken != old.stem and taken in list_profiles():
        raise ProfileError(f"profile {taken}: already exists", "exists", taken)
    renamed = replace(read_profile(old), name=new)
    if old == target:
        write_profile(renamed, target)
    elif _is_same_file(old, target):
        # The file system ignores case, and may keep the old name if the file is replaced.
        _move(old, target)
        write_profile(renamed, target)
    else:
        write_profile(renamed, target)
        # Not by its name: this may mean the new file now, since case does not matter.
        _unlink(old, old.stem)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # there is no other file
        return False


def _move(old: Path, new: Path) -> None:
    try:
        old.rename(new)
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"profile {new}: cannot be stored ({reason})", "not_stored", reason
        ) from None


def delete_profile(name: str) -> None:
    """Delete a profile, even if it is damaged; raises `ProfileError` if there is none."""
    _unlink(profile_path(name), name)


def _unlink(path: Path, name: str) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        raise ProfileError(f"there is no profile {name}", "missing") from None
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"profile {name}: cannot be deleted ({reason})", "not_deleted", reason
        ) from None
