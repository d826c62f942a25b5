"""On which line of a TOML file a key stands: `tomllib` reads values and forgets where they were."""

from __future__ import annotations

import re

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
