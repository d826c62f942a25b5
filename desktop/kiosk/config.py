"""The kiosk's configuration: one TOML file, typed, read once at the start; see docs/kiosk.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from desktop.kiosk.entry.state import Rules
from desktop.kiosk.entry.texts import LANGUAGES
from desktop.kiosk.toml_reader import Table, find_lines

SinkKind = Literal["file", "stdout", "command", "socket", "pipe"]

MOST_DIGITS = 24
"""As many boxes as can be read on a screen held upright."""

DEFAULT_CHORD = "Ctrl+Alt+Shift+K"


class ConfigError(Exception):
    """A configuration that cannot be used; each of `lines` names the file, the line and the key."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class SinkConfig:
    """Where the numbers go.

    Attributes
    ----------
    kind : {"file", "stdout", "command", "socket", "pipe"}
    path : Path or None
        Of the file, the socket or the pipe.
    command : tuple of str
        Program and arguments; the number comes on its stdin.
    timeout : float
        Seconds that a command or a consumer may take.
    max_bytes : int
        A file that has grown so large is put aside under its date, and another begun; 0: never.
    acknowledge : bool
        Whether the consumer at a socket answers with the id of what it has taken.
    """

    kind: SinkKind = "file"
    path: Path | None = None
    command: tuple[str, ...] = ()
    timeout: float = 10.0
    max_bytes: int = 10_000_000
    acknowledge: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that is configured.

    Attributes
    ----------
    path : Path
        The file itself.
    name : str
        Which kiosk it is, in every number's record.
    state : Path
        The one folder that is written to.
    languages : tuple of str
        Offered on the screen; the first is shown at the start.
    texts : dict
        Own words in place of the built-in ones: language -> key -> text.
    device : str or None
        The microphone; None is the system's default.
    bundle : Path or None
        Another model than the shipped one.
    profile : str or None
        The voice profile, where one person uses the kiosk.
    beep : bool
    is_secret : bool
        Numbers are masked on the screen and in all that is told of them.
    rules : Rules
    sink : SinkConfig
    chord : str
        Keys that open the staff's page, as Qt writes them.
    max_attempts : int
        Wrong PINs before the staff's page is locked.
    lockout : float
        Seconds that it is locked; doubled each time, up to an hour.
    quiet_minutes : float
        Nobody has used the kiosk for so long: the daily self-test may run.
    self_test_hours : float
        Between two self-tests; 0: none.
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


def load_config(path: Path) -> Config:
    """Read and check a configuration; nothing that it names is opened.

    Raises
    ------
    ConfigError
        With a line for everything that is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read ({error.strerror or error})"]) from None
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: is no UTF-8 text (byte {error.start})"]) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: is no valid TOML: {error}"]) from None
    root = Table(path, values, find_lines(text))
    config = _read(root, path)
    root.refuse_unknown()
    if root.errors:
        raise ConfigError([complaint.text for complaint in sorted(root.errors)])
    return config


def _read(root: Table, path: Path) -> Config:
    kiosk, staff, test = root.table("kiosk"), root.table("staff"), root.table("self_test")
    languages = kiosk.texts("languages", ("en", "de"))
    for code in languages:
        if code not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            kiosk.complain("languages", f"{code!r} is not built in; there are {known}")
    rules, is_secret = _rules(root, languages[0])
    return Config(
        path=path,
        name=kiosk.text("name", "kiosk", most=32),
        state=_path(kiosk, "state", path) or Path(),
        languages=languages,
        texts=_texts(root, languages),
        device=kiosk.optional_text("device"),
        bundle=_path(kiosk, "bundle", path, needed=False),
        profile=kiosk.optional_text("profile"),
        beep=kiosk.flag("beep", default=True),
        is_secret=is_secret,
        rules=rules,
        sink=_sink(root.table("sink", needed=True), path),
        chord=staff.text("chord", DEFAULT_CHORD),
        max_attempts=staff.integer("max_attempts", 5, 1, 20),
        lockout=staff.number("lockout", 60.0, 1.0, 3600.0),
        quiet_minutes=test.number("quiet_minutes", 10.0, 0.0, 720.0),
        self_test_hours=test.number("every_hours", 24.0, 0.0, 720.0),
    )


def _rules(root: Table, language: str) -> tuple[Rules, bool]:
    number, entry = root.table("number", needed=True), root.table("entry")
    digits = number.integer("digits", 0, 1, MOST_DIGITS)
    if digits and (number.has("min_digits") or number.has("max_digits")):
        number.complain("digits", "stands beside min_digits or max_digits: give one or the other")
    least = number.integer("min_digits", digits or 1, 1, MOST_DIGITS)
    most = number.integer("max_digits", digits or least, 1, MOST_DIGITS)
    if not number.has("digits") and not number.has("max_digits"):
        number.complain("", "needs digits, or min_digits and max_digits")
    elif least > most:
        number.complain("max_digits", f"must not be less than min_digits, {least}")
    defaults = Rules()
    check = number.choice("check", ("none", "luhn", "mod97"), "none")
    if check != "none" and least < 3:
        number.complain("check", f"{check} needs numbers of at least 3 digits")
    rules = Rules(
        min_digits=least,
        max_digits=most,
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


def _sink(table: Table, config: Path) -> SinkConfig:
    kinds = ("stdout", "file", "command", "socket", "pipe")
    kind = cast("SinkKind", table.choice("kind", kinds, None))
    has_path = kind in ("file", "socket", "pipe")
    defaults = SinkConfig()
    for key, fits in (
        ("path", has_path),
        ("max_bytes", kind == "file"),
        ("command", kind == "command"),
        ("timeout", kind in ("command", "socket", "pipe")),
        ("acknowledge", kind == "socket"),
    ):
        if table.has(key) and not fits:
            table.complain(key, f"has no meaning for a sink of kind {kind!r}")
    command = table.texts("command", ()) if kind == "command" else ()
    if kind == "command" and not command:
        table.complain("command", 'is missing: give ["/path/to/program", "argument", ...]')
    return SinkConfig(
        kind=kind,
        path=_path(table, "path", config) if has_path else None,
        command=command,
        timeout=table.number("timeout", defaults.timeout, 0.1, 600.0),
        max_bytes=table.integer("max_bytes", defaults.max_bytes, 0, 1 << 40),
        acknowledge=table.flag("acknowledge", default=True),
    )


def _path(table: Table, key: str, config: Path, *, needed: bool = True) -> Path | None:
    """A path; relative ones are counted from the configuration's folder."""
    text = table.optional_text(key)
    if text is None:
        if needed and not table.has(key):
            table.complain(key, "is missing")
        return None
    return (config.parent / Path(text).expanduser()).absolute()


def _texts(root: Table, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    own: dict[str, dict[str, str]] = {}
    texts = root.table("texts")
    for code in texts.keys():  # noqa: SIM118 - a Table is no mapping
        table = texts.table(code)
        if code not in languages:
            texts.complain(code, "is none of kiosk.languages")
            continue
        own[code] = {}
        for key in table.keys():  # noqa: SIM118
            if key not in LANGUAGES[code]:
                table.complain(key, f"is no text; there are {', '.join(LANGUAGES[code])}")
            else:
                own[code][key] = table.text(key, "", most=200)
    return own
