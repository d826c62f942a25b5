"""``spoken-digits profiles``: list, export, import and delete profiles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.profiles.profile import ProfileError, read_profile
from desktop.commands.output import complain, say, say_json
from desktop.languages import english_name
from desktop.profiles import (
    delete_profile,
    export_profile,
    import_profile,
    list_profiles,
    profile_path,
)


def run(
    *, export: Sequence[str] | None, source: Path | None, delete: str | None, as_json: bool
) -> int:
    """Export, import or delete a profile, or list all.

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
        elif delete is not None:
            delete_profile(delete)
            _say({"deleted": delete}, f"{delete}: deleted", as_json)
        else:
            return _list(as_json=as_json)
    except ProfileError as error:
        complain(str(error))
        return 1
    return 0


def _list(*, as_json: bool) -> int:
    exit_code = 0
    names = list_profiles()
    for name in names:
        try:
            profile = read_profile(profile_path(name))
        except ProfileError as error:
            complain(str(error))
            exit_code = 1
            continue
        keeps = any(sound is not None for sound in profile.sounds)
        record = {
            "profile": name,
            "language": profile.language,
            "takes": [profile.count(digit) for digit in range(10)],
            "is_used": profile.adaptation is not None,
            "keeps_audio": keeps,
            "bundle": profile.bundle,
        }
        takes = f"{len(profile.takes)} takes{' with audio' if keeps else ''}"
        text = f"{name}: {english_name(profile.language)}, {takes}. "
        _say(record, text + profile.summary, as_json)
    if not names and not as_json:
        say("There are no profiles. To create one: spoken-digits enroll --profile NAME")
    return exit_code


def _say(record: dict[str, object], text: str, as_json: bool) -> None:
    if as_json:
        say_json(record)
    else:
        say(text)
