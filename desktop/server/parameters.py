"""Parameters in the address of a request. All functions raise `Problem` for a wrong one."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from desktop.server.problems import Problem

LEAST_RATE, MOST_RATE = 8000, 192_000
"""Sample rates that are accepted, in Hz."""

_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def allow_only(connection: HTTPConnection, *names: str) -> None:
    """Refuse other parameters: the server would ignore them, and the client would not know."""
    for name in connection.query_params:
        if name not in names:
            known = ", ".join(f"'{one}'" for one in names) or "none"
            raise Problem(
                "bad_parameter", f"There is no parameter '{name}' here. Parameters: {known}."
            )


def flag_of(connection: HTTPConnection, name: str, *, default: bool) -> bool:
    """A parameter that is true or false."""
    text = connection.query_params.get(name)
    if text is None:
        return default
    if text.lower() not in _TRUTH:
        raise Problem("bad_parameter", f"The parameter '{name}' must be true or false.")
    return _TRUTH[text.lower()]


def rate_of(connection: HTTPConnection) -> int:
    """The sample rate in Hz; 16,000 if none is given."""
    text = connection.query_params.get("rate", "16000")
    if not (text.isascii() and text.isdigit() and LEAST_RATE <= int(text[:9]) <= MOST_RATE):
        raise Problem(
            "bad_parameter",
            f"The parameter 'rate' must be a sample rate from {LEAST_RATE} to {MOST_RATE} Hz.",
        )
    return int(text)
