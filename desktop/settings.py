"""What the program remembers from one start to the next: typed, in one JSON file.

A setting this version does not know is kept as it is, so that an older version, run once, does
not erase what a newer one has stored. A value that makes no sense is replaced by its default. A
file that is no JSON at all is set aside under another name, never overwritten.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from core.segmenter_settings import Sensitivity

ColourMap = Literal["magma", "viridis", "inferno", "cividis", "grey"]
FrequencyScale = Literal["mel", "linear"]
Theme = Literal["system", "light", "dark", "contrast"]
Language = Literal["system", "en", "de", "es", "fr"]
Listening = Literal["always", "push_to_talk"]
Typing = Literal["off", "clipboard", "keys"]

VERSION = 1
"""Of the file's layout."""

LOWEST_DB, HIGHEST_DB = -120.0, 20.0
LOWEST_GAIN_DB, HIGHEST_GAIN_DB = -12.0, 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered.

    Attributes
    ----------
    device_name, device_host_api : str or None
        The chosen microphone; None follows the system's default.
    colour_map : str
        Of the live spectrogram.
    frequency_scale : {"mel", "linear"}
    floor_db, ceiling_db : float
        Decibels shown as the darkest and the brightest colour.
    theme : {"system", "light", "dark", "contrast"}
    language : {"system", "en", "de", "es", "fr"}
        Of the window; from the next start on.
    frame_rate : int
        Pictures a second of the live spectrogram.
    gain_db : float
        By which a microphone's sound is raised before anything else.
    listening : {"always", "push_to_talk"}
    sensitivity : {"low", "normal", "high"}
        How readily sound counts as speech.
    min_confidence : float or None
        Less sure digits are not shown; None leaves it to the model.
    typing : {"off", "clipboard", "keys"}
        Where final digits go beside the window.
    typing_end : str
        Typed after each digit: nothing, a space or a line's end.
    audio_folder : str
        Folder that utterances are saved in; empty, as it is until somebody asks, saves none.
    logs_digits : bool
        Whether the log may name digits, to report a fault.
    is_on_top : bool
        Whether the window stays above others.
    is_welcomed : bool
        Whether the first start is over.
    profile : str or None
        Whose voice is listened for; None is nobody in particular.
    window_geometry : str
        Where the window was, in Qt's own form as base64.
    unknown : mapping
        What another version of the program has stored.
    """

    device_name: str | None = None
    device_host_api: str | None = None
    colour_map: ColourMap = "magma"
    frequency_scale: FrequencyScale = "mel"
    floor_db: float = -80.0
    ceiling_db: float = 0.0
    theme: Theme = "system"
    language: Language = "system"
    frame_rate: int = 30
    gain_db: float = 0.0
    listening: Listening = "always"
    sensitivity: Sensitivity = "normal"
    min_confidence: float | None = None
    typing: Typing = "off"
    typing_end: str = ""
    audio_folder: str = ""
    logs_digits: bool = False
    is_on_top: bool = False
    is_welcomed: bool = False
    profile: str | None = None
    window_geometry: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict, repr=False)


def _is_decibel(value: Any) -> bool:
    return _is_number(value) and LOWEST_DB <= value <= HIGHEST_DB


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_optional_text(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value != "")


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "device_name": _is_optional_text,
    "device_host_api": _is_optional_text,
    "colour_map": lambda value: value in get_args(ColourMap),
    "frequency_scale": lambda value: value in get_args(FrequencyScale),
    "floor_db": _is_decibel,
    "ceiling_db": _is_decibel,
    "theme": lambda value: value in get_args(Theme),
    "language": lambda value: value in get_args(Language),
    "gain_db": lambda value: _is_number(value) and LOWEST_GAIN_DB <= value <= HIGHEST_GAIN_DB,
    "listening": lambda value: value in get_args(Listening),
    "sensitivity": lambda value: value in get_args(Sensitivity),
    "min_confidence": lambda value: value is None or (_is_number(value) and 0 <= value <= 1),
    "typing": lambda value: value in get_args(Typing),
    "typing_end": lambda value: value in ("", " ", "\n"),
    "audio_folder": lambda value: isinstance(value, str),
    "logs_digits": _is_switch,
    "is_on_top": _is_switch,
    "is_welcomed": _is_switch,
    "frame_rate": lambda value: type(value) is int and 5 <= value <= 120,
    "profile": _is_optional_text,
    "window_geometry": lambda value: isinstance(value, str),
}


def settings_path() -> Path:
    """The settings file, in the platform's folder for such things."""
    # Costs 30 ms to import: only who remembers something pays.
    from platformdirs import user_config_path

    return user_config_path("spoken-digits", appauthor=False) / "settings.json"


def load_settings(path: Path | None = None) -> tuple[Settings, str]:
    """Read what was remembered; never fails.

    Returns
    -------
    Settings
        Defaults where there is no file or it cannot be used.
    str
        One line for people where something was wrong, else empty.
    """
    path = path or settings_path()
    try:
        stored: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return (
            Settings(),
            f"The settings in {path} cannot be read ({error.strerror}); using defaults.",
        )
    except (ValueError, RecursionError):  # no JSON, or no UTF-8
        return Settings(), _set_aside(path)
    if not isinstance(stored, dict):
        return Settings(), _set_aside(path)
    return _checked(cast("dict[str, Any]", stored), path)


def _checked(stored: dict[str, Any], path: Path) -> tuple[Settings, str]:
    known = {name: stored[name] for name in _CHECKS if name in stored}
    bad = [name for name, value in known.items() if not _CHECKS[name](value)]
    for name in bad:
        del known[name]
    unknown = {name: value for name, value in stored.items() if name not in _CHECKS}
    unknown.pop("version", None)
    settings = Settings(**known, unknown=unknown)
    if settings.floor_db >= settings.ceiling_db:
        bad.append("floor_db")
        known = {k: v for k, v in known.items() if k not in ("floor_db", "ceiling_db")}
        settings = Settings(**known, unknown=unknown)
    if not bad:
        return settings, ""
    return settings, f"Some settings in {path} make no sense and were left out: {', '.join(bad)}."


def _set_aside(path: Path) -> str:
    kept = path.with_name(f"{path.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}")
    try:
        path.replace(kept)
    except OSError as error:
        return f"The settings in {path} are broken ({error.strerror}); using defaults."
    return f"The settings were broken and are set aside as {kept}; using defaults."


def save_settings(settings: Settings, path: Path | None = None) -> str:
    """Store the settings so that a crash or power cut leaves the old file or the new one whole.

    Returns
    -------
    str
        One line for people where they could not be stored, else empty.
    """
    path = path or settings_path()
    values = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name != "unknown"}
    text = json.dumps({"version": VERSION, **settings.unknown, **values}, indent=2) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        return f"The settings cannot be stored in {path} ({error.strerror or error})."
    return ""


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
