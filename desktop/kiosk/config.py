"""The kiosk's configuration: a TOML file that is read once at the start. See docs/kiosk.md."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, cast, get_args

from desktop.kiosk.entry.state import Rules
from desktop.kiosk.entry.texts import LANGUAGES
from desktop.kiosk.toml_reader import Table, find_lines

SinkKind = Literal["file", "stdout", "command", "socket", "pipe"]

MAX_DIGITS = 24
"""More boxes cannot be read on a screen in portrait."""

POSIX_SINKS = ("socket", "pipe")
HAS_POSIX_SINKS = os.name != "nt"

DEFAULT_CHORD = "Ctrl+Alt+Shift+K"

_KEY = (
    r"[A-Z0-9]|F(?:[1-9]|[12][0-9]|3[0-5])|Home|End|PgUp|PgDown|Ins|Del|Space|Tab|Esc|Return|Enter"
    r"|Backspace|Left|Right|Up|Down|Pause|Print|Menu"
)
_CHORD = re.compile(rf"((?:(?:Ctrl|Alt|Shift|Meta)\+)*)({_KEY})", re.IGNORECASE)
_FUNCTION_KEY = re.compile(r"F[0-9]+", re.IGNORECASE)


OWN_FILES = re.compile(r"journal|pin\.json|attempts|problem|.+\.(beat|lock)")
"""Names of the kiosk's own files in its state folder."""

OUTDATED_TEXTS = ("pause",)
"""Texts of earlier versions that no screen shows any more. They are no error: a kiosk must start
after an update."""


class ConfigError(Exception):
    """The configuration is not valid. Each of `lines` names the file, the line and the key."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class SinkConfig:
    """Where numbers are delivered.

    Attributes
    ----------
    kind : {"file", "stdout", "command", "socket", "pipe"}
    path : Path or None
        The file, the socket or the pipe.
    command : tuple of str
        Program and arguments. The program gets the number on its stdin.
    timeout : float
        Seconds that a command or a consumer may take.
    max_bytes : int
        A file of this size is renamed with the date, and a new one is started; 0: never.
    acknowledge : bool
        Whether the consumer at a socket answers with the id of each record.
    """

    kind: SinkKind = "file"
    path: Path | None = None
    command: tuple[str, ...] = ()
    timeout: float = 10.0
    max_bytes: int = 10_000_000
    acknowledge: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration.

    Attributes
    ----------
    path : Path
        The configuration file.
    name : str
        Name of the kiosk, part of every record.
    state : Path
        The folder for all files that the kiosk writes.
    languages : tuple of str
        Languages on the screen, the first one at the start.
    texts : dict
        Texts that replace the built-in ones: language -> key -> text.
    device : str or None
        The microphone; None: the system's default.
    bundle : Path or None
        Another model; None: the built-in one.
    profile : str or None
        The voice profile, if only one person uses the kiosk.
    beep : bool
    is_secret : bool
        Numbers are masked on the screen and never logged.
    rules : Rules
    sink : SinkConfig
    chord : str
        Keys that open the staff page, in Qt's notation.
    max_attempts : int
        Wrong PINs before a lockout.
    lockout : float
        Seconds of the first lockout; doubled each time, up to an hour.
    quiet_minutes : float
        The self-test runs only if nobody has used the kiosk for this time.
    self_test_hours : float
        Interval of the self-test; 0: never.
    outdated : tuple of str
        Keys of earlier versions, which have no effect.
    """

    path: Path
    name: str = "kiosk"
    state: Path = Path()
    languages: tuple[str, ...] = ("en",)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    device: str | None = None
    bundle: Path | None = None
    profile: str | None = None
    beep: bool = True
    is_secret: bool = False
    rules: Rules = field(default_factory=Rules)
    sink: SinkConfig = field(default_factory=SinkConfig)
    chord: str = DEFAULT_CHORD
    max_attempts: int = 5
    lockout: float = 60.0
    quiet_minutes: float = 10.0
    self_test_hours: float = 24.0
    outdated: tuple[str, ...] = ()


def load_config(path: Path) -> Config:
    """Read and check a configuration. This does not open the files that it names.

    Raises
    ------
    ConfigError
        With one line for each error.
    """
    try:
        # Editors on Windows put a byte-order mark in front.
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read ({error.strerror or error})"]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError([f"{path}:{line}: not UTF-8 text; save the file as UTF-8"]) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: not valid TOML: {error}"]) from None
    root = Table(path, values, find_lines(text))
    config = _read(root, path)
    root.report_unknown_keys()
    if root.errors:
        raise ConfigError([error.text for error in sorted(root.errors)])
    return config


def find_state(path: Path) -> Path | None:
    """The state folder of a configuration that may have errors; None if it cannot be read."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        return (path.parent / Path(values["kiosk"]["state"]).expanduser()).absolute()
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _read(root: Table, path: Path) -> Config:
    kiosk, staff, test = root.table("kiosk"), root.table("staff"), root.table("self_test")
    languages = kiosk.texts("languages", ("en", "de"))
    for code in languages:
        if code not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            kiosk.add_error("languages", f"{code!r} is not supported; supported: {known}")
    rules, is_secret = _rules(root, languages[0])
    texts, outdated = _texts(root, languages)
    state = _path(kiosk, "state", path) or Path()
    table = root.table("sink", is_required=True)
    sink = _sink(table, path)
    if sink.path is not None and _is_own_file(sink.path, state, path):
        table.add_error("path", f"{sink.path} is one of the kiosk's own files; use another name")
    return Config(
        path=path,
        name=kiosk.text("name", "kiosk", max_length=32),
        state=state,
        languages=languages,
        texts=texts,
        device=kiosk.optional_text("device"),
        bundle=_path(kiosk, "bundle", path, is_required=False),
        profile=kiosk.optional_text("profile"),
        beep=kiosk.flag("beep", default=True),
        is_secret=is_secret,
        rules=rules,
        sink=sink,
        chord=_chord(staff),
        max_attempts=staff.integer("max_attempts", 5, 1, 20),
        lockout=staff.number("lockout", 60.0, 1.0, 3600.0),
        quiet_minutes=test.number("quiet_minutes", 10.0, 0.0, 720.0),
        self_test_hours=test.number("every_hours", 24.0, 0.0, 720.0),
        outdated=outdated,
    )


def _rules(root: Table, language: str) -> tuple[Rules, bool]:
    number, entry = root.table("number", is_required=True), root.table("entry")
    digits = number.integer("digits", 0, 1, MAX_DIGITS)
    if digits and (number.has("min_digits") or number.has("max_digits")):
        number.add_error("digits", "cannot be used together with min_digits or max_digits")
    min_digits = number.integer("min_digits", digits or 1, 1, MAX_DIGITS)
    max_digits = number.integer("max_digits", digits or min_digits, 1, MAX_DIGITS)
    if not number.has("digits") and not number.has("max_digits"):
        number.add_error("", "add digits, or min_digits and max_digits")
    elif min_digits > max_digits:
        number.add_error("max_digits", f"must not be less than min_digits ({min_digits})")
    defaults = Rules()
    check = number.choice("check", ("none", "luhn", "mod97"), "none")
    if check != "none" and min_digits < 3:
        number.add_error("check", f"{check} needs numbers of at least 3 digits")
    rules = Rules(
        min_digits=min_digits,
        max_digits=max_digits,
        check=cast("Literal['none', 'luhn', 'mod97']", check),
        start_by=cast(
            "Literal['voice', 'touch']",
            entry.choice("start_by", ("voice", "touch"), defaults.start_by),
        ),
        min_confidence=entry.number("min_confidence", defaults.min_confidence, 0.1, 0.9999),
        min_margin=entry.number("min_margin", defaults.min_margin, 0.0, 0.9999),
        min_digitness=entry.number("min_digitness", defaults.min_digitness, 0.0, 1.0),
        confirm_pause=entry.number("confirm_pause", defaults.confirm_pause, 0.0, 60.0),
        end_pause=entry.number("end_pause", defaults.end_pause, 0.5, 60.0),
        idle_timeout=entry.number("idle_timeout", defaults.idle_timeout, 5.0, 600.0),
        result_seconds=entry.number("result_seconds", defaults.result_seconds, 0.5, 60.0),
        language=language,
    )
    return rules, number.flag("secret", default=False)


def _chord(staff: Table) -> str:
    """Keys that a visitor does not press by accident, and that enter nothing."""
    chord = staff.text("chord", DEFAULT_CHORD)
    found = _CHORD.fullmatch(chord.replace(" ", ""))
    modifiers = found[1].casefold() if found else ""
    is_safe = any(name in modifiers for name in ("ctrl", "alt", "meta"))
    if found is None or not (is_safe or _FUNCTION_KEY.fullmatch(found[2])):
        staff.add_error(
            "chord",
            f'must be a key together with Ctrl, Alt or Meta, such as "{DEFAULT_CHORD}", '
            f'or a function key, such as "F12", not {chord!r}',
        )
    return chord


_NO_NETWORK = (
    "the kiosk sends nothing over a network itself; a program of yours can, which gets each number "
    'through a "socket" (see "Get the numbers out" in kiosk.md)'
)


def _sink(table: Table, config: Path) -> SinkConfig:
    kinds: tuple[str, ...] = get_args(SinkKind)
    kind = cast("SinkKind", table.choice("kind", kinds, None))
    if not table.has_choice("kind", kinds):
        # Which of the other keys are wrong depends on the kind that was meant.
        table.ignore_other_keys()
        if table.has_choice("kind", ("http", "https", "url", "webhook")):
            table.add_error("kind", _NO_NETWORK)
        return SinkConfig()
    has_path = kind in ("file", "socket", "pipe")
    if kind in POSIX_SINKS and not HAS_POSIX_SINKS:
        table.add_error("kind", f'"{kind}" works only on Linux and macOS')
    defaults = SinkConfig()
    for key, is_used in (
        ("path", has_path),
        ("max_bytes", kind == "file"),
        ("command", kind == "command"),
        ("timeout", kind in ("command", "socket", "pipe")),
        ("acknowledge", kind == "socket"),
    ):
        if table.has(key) and not is_used:
            table.add_error(key, f'not used by a sink of kind "{kind}"')
            table.ignore(key)
    command = _command(table, config) if kind == "command" else ()
    if kind == "command" and not table.has("command"):
        table.add_error("command", 'is missing: set it to ["/path/to/program", "argument", ...]')
    return SinkConfig(
        kind=kind,
        path=_path(table, "path", config) if has_path else None,
        command=command,
        timeout=table.number("timeout", defaults.timeout, 0.1, 600.0),
        max_bytes=table.integer("max_bytes", defaults.max_bytes, 0, 1 << 40),
        acknowledge=table.flag("acknowledge", default=True),
    )


def _is_own_file(path: Path, state: Path, config: Path) -> bool:
    """Whether a sink would write into a file of the kiosk, such as the journal."""
    path, state = Path(os.path.normpath(path)), Path(os.path.normpath(state))
    is_own = path.parent == state and OWN_FILES.fullmatch(path.name) is not None
    return is_own or path == config.absolute()


def _path(table: Table, key: str, config: Path, *, is_required: bool = True) -> Path | None:
    """A path; a relative one starts at the folder of the configuration file."""
    text = table.optional_text(key)
    if text is None:
        if is_required and not table.has(key):
            table.add_error(key, "is missing")
        return None
    return _resolved(table, key, text, config)


def _resolved(table: Table, key: str, text: str, config: Path) -> Path | None:
    try:
        return (config.parent / Path(text).expanduser()).absolute()
    except RuntimeError:
        table.add_error(key, f"there is no home folder for {text!r}; write the whole path")
        return None


def _command(table: Table, config: Path) -> tuple[str, ...]:
    """A program and its arguments. A name without a folder is looked for on ``PATH``."""
    command = table.texts("command", ())
    has_folder = bool(command) and any(
        separator in command[0] for separator in (os.sep, os.altsep) if separator
    )
    if not has_folder:
        return command
    program = _resolved(table, "command", command[0], config)
    return command if program is None else (str(program), *command[1:])


def _texts(
    root: Table, languages: tuple[str, ...]
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """The texts of the file, and the keys of those that are outdated."""
    own: dict[str, dict[str, str]] = {}
    outdated: list[str] = []
    texts = root.table("texts")
    for code in texts.keys():  # noqa: SIM118 - a Table is not a mapping
        table = texts.table(code)
        table.ignore_other_keys()
        if code not in languages:
            texts.add_error(code, "not one of kiosk.languages; remove it, or add the language")
            continue
        own[code] = {}
        for key in table.keys():  # noqa: SIM118
            if key in LANGUAGES[code]:
                own[code][key] = table.text(key, "", max_length=200)
            elif key in OUTDATED_TEXTS:
                outdated.append(f"texts.{code}.{key}")
            else:
                table.add_error(key, _unknown_text(key, LANGUAGES[code]))
    return own, tuple(outdated)


def _unknown_text(key: str, known: dict[str, str]) -> str:
    similar = get_close_matches(key, known, n=3)
    if similar:
        return f"unknown text; did you mean {' or '.join(similar)}?"
    return f"unknown text; known: {', '.join(known)}"
