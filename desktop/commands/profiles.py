"""``spoken-digits profiles``: list, export, import, rename and delete profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.profiles.profile import ProfileError
from core.profiles.profile_file import read_profile
from desktop.commands.output import PROGRAM, complain, note, say, say_json
from desktop.languages import english_name
from desktop.profiles import (
    delete_profile,
    export_profile,
    import_profile,
    is_of_shipped_model,
    list_profiles,
    profile_path,
    rename_profile,
    stored_name,
)
from desktop.settings import Settings, load_settings, save_settings, with_renamed_profile


def run(
    *,
    export: Sequence[str] | None,
    source: Path | None,
    rename: Sequence[str] | None,
    delete: str | None,
    as_json: bool,
) -> int:
    """Export, import, rename or delete a profile, or list all.

    Returns
    -------
    int
        1 if that failed, or a listed profile cannot be used.
    """
    try:
        if export is not None:
            name, target = export
            export_profile(name, Path(target))
            _say({"exported": name, "file": target}, f"{name}: exported to {target}", as_json)
        elif source is not None:
            name = import_profile(source)
            _say({"imported": name}, f"{name}: imported", as_json)
        elif rename is not None:
            return _rename(*rename, as_json=as_json)
        elif delete is not None:
            delete_profile(delete)
            _say({"deleted": delete}, f"{delete}: deleted", as_json)
        else:
            return _list(as_json=as_json)
    except ProfileError as error:
        wanted = export[0] if export else rename[0] if rename else delete
        if error.problem == "missing" and wanted is not None:
            complain(f"there is no profile {wanted}; to list all: {PROGRAM} profiles")
        else:
            complain(str(error))
        return 1
    return 0


def _rename(old: str, new: str, *, as_json: bool) -> int:
    stored = stored_name(old)
    rename_profile(old, new)
    is_in_window, problem = _rename_in_settings(stored, new)
    text = f"{old}: renamed to {new}"
    if is_in_window and not problem:
        # A window that is open stores the old name again.
        text += (
            ", also in the settings of the window. "
            f"If it is open, choose {new} there again, under Voice."
        )
    _say({"renamed": old, "name": new}, text, as_json)
    if problem:
        complain(f"{problem} The window looks for {stored}: choose {new} there, under Voice.")
        return 1
    return 0


def _rename_in_settings(old: str, new: str) -> tuple[bool, str]:
    """Let the window use a profile under its new name the next time.

    Returns
    -------
    bool
        Whether the window uses the profile.
    str
        Why the settings cannot be stored; an empty string if they were, or need not be.
    """
    settings, unreadable = load_settings()
    if unreadable:
        note(unreadable)
    if old not in _named_in(settings):
        return False, ""
    profile = new if settings.profile == old else settings.profile
    changes = with_renamed_profile(settings, old, new)
    return True, save_settings(replace(settings, profile=profile, **changes))


def _list(*, as_json: bool) -> int:
    exit_code = 0
    names = list_profiles()
    in_use = _in_use()
    for name in names:
        try:
            profile = read_profile(profile_path(name))
        except ProfileError as error:
            complain(str(error))
            exit_code = 1
            continue
        sounds = sum(sound is not None for sound in profile.sounds)
        record = {
            "profile": name,
            "language": profile.language,
            "takes": [profile.count(digit) for digit in range(10)],
            "is_used": profile.adaptation is not None,
            "keeps_audio": profile.has_all_audio,
            "bundle": profile.bundle,
            "missing": list(profile.missing),
            "is_unfinished": profile.is_unfinished,
            "is_in_use": name in in_use,
            "is_of_shipped_model": is_of_shipped_model(profile),
        }
        count = len(profile.takes)
        recordings = "1 recording" if count == 1 else f"{count} recordings"
        kept = ""
        if sounds:
            kept = ", audio kept" if sounds == count else f", audio of {sounds} of {count} kept"
        takes = f"{recordings}{kept}"
        where = ", in use in the window" if name in in_use else ""
        parts = [f"{name}: {english_name(profile.language)}, {takes}{where}."]
        if profile.is_unfinished:
            digits = ", ".join(map(str, profile.missing))
            parts.append(f"Unfinished: no recordings of {digits}." if digits else "Unfinished.")
        parts.append(profile.summary)
        if not record["is_of_shipped_model"]:
            will_be = "converted when it is used" if profile.has_all_audio else "not used"
            parts.append(f"Made for another model, {will_be}.")
        _say(record, " ".join(filter(None, parts)), as_json)
    if not names and not as_json:
        say("There are no profiles. To create one: spoken-digits enroll --profile NAME")
    return exit_code


def _in_use() -> set[str]:
    """The profiles that the window uses: one for each language."""
    settings, _ = load_settings()
    return _named_in(settings)


def _named_in(settings: Settings) -> set[str]:
    return {name for name in (settings.profile, *settings.other_profiles.values()) if name}


def _say(record: dict[str, object], text: str, as_json: bool) -> None:
    if as_json:
        say_json(record)
    else:
        say(text)
