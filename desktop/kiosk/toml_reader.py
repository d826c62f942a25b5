"""Reads typed values from a TOML file, and collects errors with their lines.

`tomllib` does not tell the line of a value; `find_lines` finds it.
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
    """Find the line of every table and key.

    Parameters
    ----------
    text : str
        Valid TOML.

    Returns
    -------
    dict
        Dotted name, such as ``sink.path`` -> number of its first line, from 1. Keys of inline
        tables are not included.
    """
    lines: dict[str, int] = {}
    table, closing = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:  # inside a multi-line string
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


class TomlError(NamedTuple):
    """An error: its line (0 if unknown), and a text that names file, line and key."""

    line: int
    text: str


class Table:
    """Returns typed values, or the default if a value is missing or wrong.

    Parameters
    ----------
    path : Path
        The file, for error messages.
    values : Any
        From `tomllib`.
    lines : dict
        See `find_lines`.
    name : str
        The dotted name of the table; empty for the whole file.
    errors : list of TomlError, optional
        The list that errors are added to.

    Attributes
    ----------
    errors : list of TomlError
    """

    def __init__(
        self,
        path: Path,
        values: Any,
        lines: dict[str, int],
        name: str = "",
        errors: list[TomlError] | None = None,
    ) -> None:
        self.errors: list[TomlError] = [] if errors is None else errors
        self._path = path
        self._values: dict[str, Any] = values
        self._lines = lines
        self._name = name
        self._known: dict[str, Table | None] = {}

    def has(self, key: str) -> bool:
        """Whether the file has this key."""
        return key in self._values

    def keys(self) -> list[str]:
        """All keys in the file."""
        return list(self._values)

    def add_error(self, key: str, message: str) -> None:
        """Add an error about a key, or about the table if `key` is empty."""
        full = self._full(key)
        line = self._lines.get(full) or self._lines.get(self._name)
        place = f"{self._path}:{line}" if line else f"{self._path}"
        text = f"{place}: {full}: {message}" if full else f"{place}: {message}"
        self.errors.append(TomlError(line or 0, text))

    def report_unknown_keys(self) -> None:
        """Add an error for every key that was not read, here and in the tables below."""
        for key in self._values:
            if key not in self._known:
                known = ", ".join(sorted(self._known)) or "none"
                self.add_error(key, f"unknown key; known: {known}")
            elif (table := self._known[key]) is not None:
                table.report_unknown_keys()

    def table(self, key: str, *, is_required: bool = False) -> Table:
        """A table in this one; empty if it is missing."""
        values: Any = self._values.get(key)
        if values is None and is_required:
            self.add_error(key, f"is missing: add [{self._full(key)}]")
        elif values is not None and not isinstance(values, dict):
            self.add_error(key, f"must be a table, [{self._full(key)}]")
            values = None
        below = Table(self._path, values or {}, self._lines, self._full(key), self.errors)
        self._known[key] = below
        return below

    def text(self, key: str, default: str, max_length: int = 1000) -> str:
        """A text that is not empty."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, str):
            return self._wrong(key, "must be a text in quotes", value, default)
        if not value.strip():
            self.add_error(key, "must not be empty; write a text, or remove the line")
            return default
        if len(value) > max_length:
            self.add_error(key, f"must have at most {max_length} characters, not {len(value)}")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None if it is missing."""
        return self.text(key, "") or None

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts that is not empty."""
        value = self._take(key)
        if value is None:
            return default
        is_list = isinstance(value, list) and value
        if not is_list or not all(isinstance(item, str) and item for item in value):
            return self._wrong(
                key, 'must be a list of texts, such as ["one", "two"]', value, default
            )
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """A Boolean."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            return self._wrong(key, "must be true or false", value, default)
        return value

    def integer(self, key: str, default: int, minimum: int, maximum: int) -> int:
        """A whole number in a range."""
        value = self._take(key)
        if value is None:
            return default
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        if not is_integer or not minimum <= value <= maximum:
            message = f"must be a whole number from {minimum} to {maximum}"
            return self._wrong(key, message, value, default)
        return value

    def number(self, key: str, default: float, minimum: float, maximum: float) -> float:
        """A number in a range."""
        value = self._take(key)
        if value is None:
            return default
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not minimum <= value <= maximum:
            message = f"must be a number from {minimum:g} to {maximum:g}"
            return self._wrong(key, message, value, default)
        return float(value)

    def choice(self, key: str, choices: Sequence[str], default: str | None) -> str:
        """One of several texts. Without a default, the key is required."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if value not in choices:
            listed = ", ".join(f'"{choice}"' for choice in choices)
            message = f"must be one of {listed}"
            if value is None:
                message = f"is missing: {message}"
            return self._wrong(key, message, value, choices[0])
        return str(value)

    def has_choice(self, key: str, choices: Sequence[str]) -> bool:
        """Whether the file has this key with one of these texts."""
        return self._values.get(key) in choices

    def ignore_other_keys(self) -> None:
        """Report no unknown keys in this table."""
        for key in self._values:
            self.ignore(key)

    def ignore(self, key: str) -> None:
        """Do not report this key as unknown."""
        self._known.setdefault(key, None)

    def _take(self, key: str) -> Any:
        self._known[key] = None
        return self._values.get(key)

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self._name, key) if part)

    def _wrong(self, key: str, message: str, value: Any, default: _T) -> _T:
        self.add_error(key, message if value is None else f"{message}, not {value!r}")
        return default
