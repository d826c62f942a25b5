"""The settings that are stored between starts, in one JSON file.

Settings that this version does not know are kept, so that an older version does not delete what a
newer one has stored. Values that it cannot use are replaced by their defaults, but stay in the file
for the version that can. A file that is not valid JSON is renamed, never overwritten.
docs/upgrading.md says what happens when the version changes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, Self, cast, get_args

from core.bundle_location import DEFAULT_LANGUAGE
from core.numbers.pauses import LONGEST_NUMBER_PAUSE, NUMBER_PAUSE
from core.segmenter_settings import Sensitivity
from desktop.atomic_write import write_atomically
from desktop.folders import NoHomeError, config_folder
from desktop.number_format import MAX_LENGTH, Doubtful, Unit, is_ending, is_grouping

ColourMap = Literal["magma", "viridis", "inferno", "cividis", "grey"]
FrequencyScale = Literal["mel", "linear"]
Theme = Literal["system", "light", "dark", "contrast"]
Language = Literal["system", "en", "de", "es", "fr"]
Listening = Literal["always", "push_to_talk"]
Typing = Literal["off", "clipboard", "keys"]

VERSION = 1
"""Version of the file format."""

LOWEST_DB, HIGHEST_DB = -120.0, 20.0
LOWEST_GAIN_DB, HIGHEST_GAIN_DB = -12.0, 30.0


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max  # not NaN, and no integer too large for a float


def _valid_if(is_valid: Callable[[Any], bool]) -> dict[str, Callable[[Any], bool]]:
    """Metadata of a field: the check of its stored value."""
    return {"is_valid": is_valid}


def _choice(choices: Any) -> dict[str, Callable[[Any], bool]]:
    return _valid_if(lambda value: value in get_args(choices))


def _number(lowest: float, highest: float) -> dict[str, Callable[[Any], bool]]:
    return _valid_if(lambda value: _is_number(value) and lowest <= value <= highest)


def _is_texts(value: Any) -> bool:
    """Whether a value is an object whose values are texts."""
    if not isinstance(value, dict):
        return False
    return all(isinstance(text, str) for text in cast("dict[str, Any]", value).values())


_SWITCH = _valid_if(lambda value: isinstance(value, bool))
_TEXT = _valid_if(lambda value: isinstance(value, str))
_OPTIONAL_TEXT = _valid_if(lambda value: value is None or (isinstance(value, str) and value != ""))


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    Attributes
    ----------
    device_name, device_host_api : str or None
        The chosen microphone; None for the system's default.
    colour_map : str
        Of the live spectrogram.
    frequency_scale : {"mel", "linear"}
    floor_db, ceiling_db : float
        Decibels shown as the darkest and the brightest colour.
    theme : {"system", "light", "dark", "contrast"}
    language : {"system", "en", "de", "es", "fr"}
        Of the window; changes apply at the next start.
    spoken_language : str or None
        Code of the language in which digits are spoken; None until the first start has chosen one.
        English in files of earlier versions.
    frame_rate : int
        Frames per second of the live spectrogram.
    gain_db : float
        Applied to microphones, before the spectrogram and the recognizer.
    listening : {"always", "push_to_talk"}
    sensitivity : {"low", "normal", "high"}
        How easily sound counts as speech.
    min_confidence : float or None
        Digits with less confidence are rejected; None for the model's own threshold.
    number_pause : float
        Pause that ends a number, in seconds; with 0 each phrase is a number.
    typing : {"off", "clipboard", "keys"}
        Where numbers are typed or copied, in addition to the window.
    typing_unit : {"digit", "number"}
        Whether each digit is typed at once, or the whole number when it is over.
    typing_end : str
        Typed after each number.
    typing_groups : str
        How digits are grouped, such as "4 3 2"; see `desktop.number_format`.
    typing_length : int
        Number of digits that a number must have; 0 for any.
    typing_doubtful : {"wait", "drop"}
        Whether a number with a doubtful digit waits for a confirmation or is not typed.
    shows_overlay : bool
        Whether the overlay shows what was typed.
    closes_to_tray : bool
        Whether closing the window leaves the program in the notification area.
    talk_shortcut, mute_shortcut, undo_shortcut : str
        Shortcuts that work while other programs have the focus, in Qt's portable form; empty for
        none.
    audio_folder : str
        Folder to save utterances to; empty, the default, saves none.
    logs_digits : bool
        Whether the log may contain digits, to report a fault.
    is_on_top : bool
        Whether the window stays above others.
    is_welcomed : bool
        Whether the welcome notification was closed.
    profile : str or None
        Profile of the speaker in the language of the digits; None for no profile.
    other_profiles : mapping of str to str
        Profiles for the other languages, by their codes.
    window_geometry : str
        Position and size of the window, from Qt, as base64.
    unknown : mapping
        Settings of another version of the program.
    unused : mapping
        Stored values that this version cannot use, until the setting is changed.
    """

    device_name: str | None = field(default=None, metadata=_OPTIONAL_TEXT)
    device_host_api: str | None = field(default=None, metadata=_OPTIONAL_TEXT)
    colour_map: ColourMap = field(default="magma", metadata=_choice(ColourMap))
    frequency_scale: FrequencyScale = field(default="mel", metadata=_choice(FrequencyScale))
    floor_db: float = field(default=-80.0, metadata=_number(LOWEST_DB, HIGHEST_DB))
    ceiling_db: float = field(default=0.0, metadata=_number(LOWEST_DB, HIGHEST_DB))
    theme: Theme = field(default="system", metadata=_choice(Theme))
    language: Language = field(default="system", metadata=_choice(Language))
    spoken_language: str | None = field(default=None, metadata=_OPTIONAL_TEXT)
    frame_rate: int = field(
        default=30, metadata=_valid_if(lambda value: type(value) is int and 5 <= value <= 120)
    )
    gain_db: float = field(default=0.0, metadata=_number(LOWEST_GAIN_DB, HIGHEST_GAIN_DB))
    listening: Listening = field(default="always", metadata=_choice(Listening))
    sensitivity: Sensitivity = field(default="normal", metadata=_choice(Sensitivity))
    min_confidence: float | None = field(
        default=None,
        metadata=_valid_if(lambda value: value is None or (_is_number(value) and 0 <= value <= 1)),
    )
    number_pause: float = field(default=NUMBER_PAUSE, metadata=_number(0.0, LONGEST_NUMBER_PAUSE))
    typing: Typing = field(default="off", metadata=_choice(Typing))
    typing_unit: Unit = field(default="number", metadata=_choice(Unit))
    typing_end: str = field(
        default="", metadata=_valid_if(lambda value: isinstance(value, str) and is_ending(value))
    )
    typing_groups: str = field(
        default="", metadata=_valid_if(lambda value: isinstance(value, str) and is_grouping(value))
    )
    typing_length: int = field(
        default=0,
        metadata=_valid_if(lambda value: type(value) is int and 0 <= value <= MAX_LENGTH),
    )
    typing_doubtful: Doubtful = field(default="wait", metadata=_choice(Doubtful))
    shows_overlay: bool = field(default=True, metadata=_SWITCH)
    closes_to_tray: bool = field(default=False, metadata=_SWITCH)
    talk_shortcut: str = field(default="", metadata=_TEXT)
    mute_shortcut: str = field(default="", metadata=_TEXT)
    undo_shortcut: str = field(default="", metadata=_TEXT)
    audio_folder: str = field(default="", metadata=_TEXT)
    logs_digits: bool = field(default=False, metadata=_SWITCH)
    is_on_top: bool = field(default=False, metadata=_SWITCH)
    is_welcomed: bool = field(default=False, metadata=_SWITCH)
    profile: str | None = field(default=None, metadata=_OPTIONAL_TEXT)
    other_profiles: Mapping[str, str] = field(default_factory=dict, metadata=_valid_if(_is_texts))
    window_geometry: str = field(default="", metadata=_TEXT)
    unknown: Mapping[str, Any] = field(default_factory=dict, repr=False)
    unused: Mapping[str, Any] = field(default_factory=dict, repr=False)


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    setting.name: setting.metadata["is_valid"]
    for setting in fields(Settings)
    if "is_valid" in setting.metadata
}

_DEFAULTS: Mapping[str, Any] = {name: getattr(Settings(), name) for name in _CHECKS}


SettingsProblemCode = Literal[
    "no_home", "unreadable", "invalid", "damaged", "renamed", "not_stored"
]


class SettingsProblem(str):
    """A line for people about settings that cannot be read or stored.

    Attributes
    ----------
    code : SettingsProblemCode
    path : str
        The file that it is about; empty if there is none.
    detail : str
        The system's message, or the names of the settings; may be empty.
    """

    __slots__ = ("code", "detail", "path")

    code: SettingsProblemCode
    path: str
    detail: str

    def __new__(
        cls, text: str, code: SettingsProblemCode, path: Path | str = "", detail: str = ""
    ) -> Self:
        """Create the problem from its English text."""
        problem = super().__new__(cls, text)
        problem.code, problem.path, problem.detail = code, str(path), detail
        return problem


def settings_path() -> Path:
    """The settings file, in the platform's configuration folder; raises `NoHomeError`."""
    return config_folder() / "settings.json"


def load_settings(path: Path | None = None) -> tuple[Settings, SettingsProblem | str]:
    """Read the settings; never fails.

    Returns
    -------
    Settings
        Defaults if there is no usable file.
    SettingsProblem or str
        What is wrong; an empty string if nothing is.
    """
    try:
        path = path or settings_path()
    except NoHomeError as error:
        return Settings(), _without_home(error)
    try:
        # Editors on Windows put a byte-order mark in front.
        stored: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        text = f"The settings in {path} cannot be read ({error.strerror}). Using defaults."
        return Settings(), SettingsProblem(text, "unreadable", path, error.strerror or str(error))
    except (ValueError, RecursionError):  # not JSON, or not UTF-8
        return Settings(), _set_aside(path)
    if not isinstance(stored, dict):
        return Settings(), _set_aside(path)
    return _checked(cast("dict[str, Any]", stored), path)


def _checked(stored: dict[str, Any], path: Path) -> tuple[Settings, SettingsProblem | str]:
    known = {name: stored[name] for name in _CHECKS if name in stored}
    bad = [name for name, value in known.items() if not _CHECKS[name](value)]
    unused = {name: known.pop(name) for name in bad}
    unknown = {name: value for name, value in stored.items() if name not in _CHECKS}
    kept = unknown.pop("unused", None)
    if isinstance(kept, dict):
        for name, value in cast("dict[str, Any]", kept).items():
            is_usable = name in _CHECKS and _CHECKS[name](value)
            if is_usable and known.get(name, _DEFAULTS.get(name)) == _DEFAULTS[name]:
                known[name] = value
            else:
                unused.setdefault(name, value)
    if not _is_newer(unknown.get("version")):
        unknown.pop("version", None)
    known.setdefault("spoken_language", DEFAULT_LANGUAGE)  # no earlier version knew another
    if known.get("typing") == "keys" and "typing_unit" not in stored:
        known["typing_unit"] = "digit"  # version 0.1.0 typed each digit at once
    settings = Settings(**known, unknown=unknown, unused=unused)
    if settings.floor_db >= settings.ceiling_db:
        pair = [name for name in ("floor_db", "ceiling_db") if name in known]
        bad += pair
        unused |= {name: known.pop(name) for name in pair}
        settings = Settings(**known, unknown=unknown, unused=unused)
    if not bad:
        return settings, ""
    names = ", ".join(bad)
    text = f"Invalid settings in {path} were ignored: {names}."
    return settings, SettingsProblem(text, "invalid", path, names)


def _is_newer(version: Any) -> bool:
    return type(version) is int and version > VERSION


def in_language(settings: Settings, language: str) -> dict[str, Any]:
    """The settings that change with the language of the digits: each has a profile of its own."""
    profiles = dict(settings.other_profiles)
    if settings.profile is not None and settings.spoken_language is not None:
        profiles[settings.spoken_language] = settings.profile
    profile = profiles.pop(language, None)
    return {"spoken_language": language, "profile": profile, "other_profiles": profiles}


def with_renamed_profile(settings: Settings, name: str, new: str) -> dict[str, Any]:
    """The settings that change with the name of a profile; an empty new name means deleted.

    The profile in use is not among them: it is opened under its new name.
    """
    others = {
        language: new if profile == name else profile
        for language, profile in settings.other_profiles.items()
    }
    return {"other_profiles": {language: one for language, one in others.items() if one}}


def _set_aside(path: Path) -> SettingsProblem:
    kept = path.with_name(f"{path.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}")
    try:
        path.replace(kept)
    except OSError as error:
        text = f"The settings in {path} are damaged ({error.strerror}). Using defaults."
        return SettingsProblem(text, "damaged", path, error.strerror or str(error))
    text = f"The settings were damaged and have been renamed to {kept}. Using defaults."
    return SettingsProblem(text, "renamed", kept)


def _without_home(error: NoHomeError) -> SettingsProblem:
    return SettingsProblem(f"The settings cannot be stored: {error.strerror}.", "no_home")


def save_settings(settings: Settings, path: Path | None = None) -> SettingsProblem | str:
    """Store the settings atomically.

    Returns
    -------
    SettingsProblem or str
        Why they cannot be stored; an empty string if they were.
    """
    values = {name: getattr(settings, name) for name in _CHECKS}
    unused = {
        name: value
        for name, value in settings.unused.items()
        if values.get(name) == _DEFAULTS.get(name)
    }
    if unused:
        values["unused"] = unused
    text = json.dumps({"version": VERSION, **settings.unknown, **values}, indent=2) + "\n"
    try:
        path = path or settings_path()
    except NoHomeError as error:
        return _without_home(error)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"The settings cannot be stored in {path} ({reason})."
        return SettingsProblem(text, "not_stored", path, reason)
    return ""
