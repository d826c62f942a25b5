"""A TOML file, read key by key; what is wrong is collected with its line.

`tomllib` reads values and forgets on which line they were: `find_lines` knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")

_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")
_QUOTES = ('"""', "'''")


def find_lines(text: str) -> dict[str, int]:
    """The first line of every table and key.

    Parameters
    ----------
    text : str
        TOML that `tomllib` has accepted.

    Returns
    -------
    dict
        Dotted name, such as ``sink.path``, to its line, counted from 1. Keys of inline tables are
        not told apart from the table's own.
    """
    lines: dict[str, int] = {}
    table, closing = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:  # inside a string of several lines
            if closing in line:
                closing = ""
            continue
        if found := _TABLE.match(line):
            table = _plain(found[1])
            lines.setdefault(table, number)
        elif found := _KEY.match(line):
            name = _plain(found[1])
            lines.setdefault(f"{table}.{name}" if table else name, number)
            value = line[found.end() :]
            closing = next((quote for quote in _QUOTES if value.count(quote) == 1), "")
    return lines


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


class Complaint(NamedTuple):
    """What is wrong: the line (0: none of them), and a text that names file, line and key."""

    line: int
    text: str


class Table:
    """Gives typed values, and defaults where one is missing or wrong.

    Parameters
    ----------
    path : Path
        Of the file, for what is told of it.
    values : Any
        As `tomllib` read them.
    lines : dict
        See `find_lines`.
    name : str
        The table's dotted name; empty for the file itself.
    errors : list of Complaint, optional
        Where they are collected.

    Attributes
    ----------
    errors : list of Complaint
    """

    def __init__(
        self,
        path: Path,
        values: Any,
        lines: dict[str, int],
        name: str = "",
        errors: list[Complaint] | None = None,
    ) -> None:
        self.errors: list[Complaint] = [] if errors is None else errors
        self._path = path
        self._values: dict[str, Any] = values
        self._lines = lines
        self._name = name
        self._known: dict[str, Table | None] = {}

    def has(self, key: str) -> bool:
        """Whether the key stands in the file."""
        return key in self._values

    def keys(self) -> list[str]:
        """All that stand in the file."""
        return list(self._values)

    def complain(self, key: str, what: str) -> None:
        """Note what is wrong with a key, or with the table itself."""
        full = self._full(key)
        line = self._lines.get(full) or self._lines.get(self._name)
        place = f"{self._path}:{line}" if line else f"{self._path}"
        error = f"{place}: {full}: {what}" if full else f"{place}: {what}"
        self.errors.append(Complaint(line or 0, error))

    def refuse_unknown(self) -> None:
        """Complain of every key that nobody has asked for, here and in the tables below."""
        for key in self._values:
            if key not in self._known:
                known = ", ".join(sorted(self._known)) or "none"
                self.complain(key, f"is not known here; known are {known}")
            elif (table := self._known[key]) is not None:
                table.refuse_unknown()

    def table(self, key: str, *, needed: bool = False) -> Table:
        """A table below this one; an empty one where it is missing."""
        values: Any = self._values.get(key)
        if values is None and needed:
            self.complain(key, f"is missing: add [{self._full(key)}]")
        elif values is not None and not isinstance(values, dict):
            self.complain(key, f"must be a table, [{self._full(key)}]")
            values = None
        below = Table(self._path, values or {}, self._lines, self._full(key), self.errors)
        self._known[key] = below
        return below

    def text(self, key: str, default: str, most: int = 1000) -> str:
        """A text that is not empty, of at most so many characters."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            return self._wrong(key, "must be a text in quotes", value, default)
        if len(value) > most:
            self.complain(key, f"must have at most {most} characters, not {len(value)}")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where it is missing."""
        return self.text(key, "") or None

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts, not empty."""
        value = self._take(key)
        if value is None:
            return default
        is_list = isinstance(value, list) and value
        if not is_list or not all(isinstance(item, str) and item for item in value):
            return self._wrong(key, 'must be a list of texts, like ["one", "two"]', value, default)
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            return self._wrong(key, "must be true or false", value, default)
        return value

    def integer(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            what = f"must be a whole number from {least} to {most}"
            return self._wrong(key, what, value, default)
        return value

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._take(key)
        if value is None:
            return default
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            what = f"must be a number from {least:g} to {most:g}"
            return self._wrong(key, what, value, default)
        return float(value)

    def choice(self, key: str, choices: Sequence[str], default: str | None) -> str:
        """One of several words; the key is needed where there is no default."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if value not in choices:
            what = "is missing" if value is None else "must be"
            listed = ", ".join(f'"{choice}"' for choice in choices)
            return self._wrong(key, f"{what} one of {listed}", value, choices[0])
        return str(value)

    def _take(self, key: str) -> Any:
        self._known[key] = None
        return self._values.get(key)

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self._name, key) if part)

    def _wrong(self, key: str, what: str, value: Any, default: _T) -> _T:
        self.complain(key, what if value is None else f"{what}, not {value!r}")
        return default
