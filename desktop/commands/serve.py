"""``spoken-digits serve``: the page and the API for browsers and other programs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from core.bundle_location import bundle_directory
from desktop.commands.output import PROGRAM, complain, note, say_json
from desktop.commands.shared_options import installed_language, whole_number

ENVIRONMENT = "SPOKEN_DIGITS_"
"""Prefix of the environment variables that replace options, for containers."""

EVERYBODY = "none"
"""Value of the token that allows access without a token."""

_port = whole_number(0, 65535)
_workers = whole_number(1, 256)


def add(
    command: Callable[
        [str, str, Callable[[argparse.Namespace], int]],
        argparse.ArgumentParser,
    ],
) -> argparse.ArgumentParser:
    """Add the command and its options to the program's."""
    parser = command("serve", "serve a page and an API over HTTP (extra: serve)", run)
    parser.add_argument(
        "--host", metavar="ADDRESS", help="where to listen (default: 127.0.0.1, this computer only)"
    )
    parser.add_argument("--port", metavar="N", type=_port, help="port (default: 7860)")
    parser.add_argument(
        "--token",
        metavar="SECRET",
        help="what clients must send; needed beyond this computer. "
        f"'{EVERYBODY}': everybody may use the server",
    )
    parser.add_argument(
        "--allow",
        metavar="NAME",
        action="append",
        help="a host name under which the server is reached, or whose pages may use it; repeatable",
    )
    parser.add_argument(
        "--max-seconds",
        metavar="S",
        type=_seconds,
        help="refuse longer recordings (default: 60)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_workers,
        help="processes that recognize recordings (default: one per core)",
    )
    parser.epilog = (
        "The variables SPOKEN_DIGITS_HOST, _PORT, _TOKEN, _ALLOW (names separated by commas), "
        "_MAX_SECONDS, _WORKERS and _LANGUAGE stand for options that are not given."
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Returns
    -------
    int
        0 after a normal end; 1 if the server cannot run; 2 if it may not listen there.
    """
    try:
        from desktop.server.running import listen_at, serve
        from desktop.server.settings import ServerSettings, is_loopback
    except ImportError as error:
        complain(
            f"the server is not installed ({error.name or error} is missing); install it with: "
            f"pip install '{PROGRAM}[serve]'"
        )
        return 1
    try:
        given = _given(options, os.environ)
    except argparse.ArgumentTypeError as error:
        complain(str(error))
        return 2
    settings = ServerSettings(**given)
    if not is_loopback(settings.host) and settings.token is None:
        complain(
            f"other computers can reach {settings.host}: give --token SECRET (or the variable "
            f"{ENVIRONMENT}TOKEN), or --token {EVERYBODY} to let everybody use the server"
        )
        return 2
    if settings.token in (EVERYBODY, ""):
        settings = ServerSettings(**{**given, "token": None})
    try:
        listening = listen_at(settings.host, settings.port)
    except OSError as error:
        complain(
            f"cannot listen at {settings.host}, port {settings.port} "
            f"({error.strerror or error}); choose another --host or --port"
        )
        return 1
    _log_to_stderr()
    port = listening.getsockname()[1]
    return _serve(settings, port, listening, serve, as_json=options.json)


def _serve(
    settings: Any, port: int, listening: Any, serve: Callable[..., None], *, as_json: bool
) -> int:
    from desktop.server.workers.processes import WorkerError

    address = f"http://{_as_url_host(settings.host)}:{port}/"

    def tell() -> None:
        if as_json:
            say_json({"url": address, "workers": settings.workers})
        else:
            note(f"{_where(settings.host, address, port)} Press Ctrl-C to stop.")

    try:
        serve(settings, listening, tell)
    except WorkerError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _given(options: argparse.Namespace, environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of the options or, where an option is missing, of its variable."""
    readers: dict[str, Callable[[str], object]] = {
        "host": str,
        "port": _port,
        "token": str,
        "max_seconds": _seconds,
        "workers": _workers,
        "language": installed_language,
    }
    given: dict[str, Any] = {"workers": os.cpu_count() or 1, "bundle": options.bundle}
    given["profile"] = options.profile
    for name, read in readers.items():
        variable = ENVIRONMENT + name.upper()
        if (value := getattr(options, name)) is not None:
            given[name] = value
        elif text := environment.get(variable):
            try:
                given[name] = read(text)
            except argparse.ArgumentTypeError as error:
                raise argparse.ArgumentTypeError(f"{variable}: {error}") from None
    # The option --language has already named the bundle.
    language = given.pop("language", None)
    if language is not None and given["bundle"] is None:
        given["bundle"] = bundle_directory(language)
    names = options.allow or environment.get(f"{ENVIRONMENT}ALLOW", "").split(",")
    # Hugging Face sets this to the name under which it shows the container.
    names = [*names, environment.get("SPACE_HOST", "")]
    given["allowed"] = tuple(name.strip() for name in names if name.strip())
    return given


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1.0 <= seconds <= 3600.0:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 3600, not {text!r}")
    return seconds


def _where(host: str, address: str, port: int) -> str:
    """Where people find the page."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104
        return f"Open {address} in a browser."
    return (
        f"Open http://127.0.0.1:{port}/ in a browser, or the address of this computer from another "
        "one, with the same port."
    )


def _as_url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _log_to_stderr() -> None:
    """Write warnings and errors also to stderr, which containers and systemd record."""
    # Imported here because other commands do not need it.
    import logging

    class OneLine(logging.Formatter):
        """Leaves tracebacks to the log file."""

        def format(self, record: logging.LogRecord) -> str:
            error = record.exc_info[1] if record.exc_info else None
            reason = f" ({type(error).__name__}: {error})" if error is not None else ""
            return " ".join(f"{PROGRAM}: {record.getMessage()}{reason}".splitlines())

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
