"""``spoken-digits serve``: the page and the API for browsers and other programs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.bundle_location import bundle_directory
from desktop.commands.output import PROGRAM, complain, say_json, write_note
from desktop.commands.shared_options import installed_language, whole_number
from desktop.folders import NoHomeError, data_folder

if TYPE_CHECKING:
    from desktop.server.settings import ServerSettings

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
        type=_token,
        help="clients must send this token; required if other computers can reach the server. "
        f"'{EVERYBODY}': everybody may use it",
    )
    parser.add_argument(
        "--allow",
        metavar="NAME",
        action="append",
        help="a host name under which the server is reached, or whose pages may use it; repeatable",
    )
    parser.add_argument(
        "--https",
        action="store_true",
        help="use HTTPS with a certificate of the program's own, so that browsers on other "
        "computers may use their microphones",
    )
    parser.add_argument(
        "--certificate", metavar="FILE", type=Path, help="use HTTPS with this certificate (PEM)"
    )
    parser.add_argument(
        "--key", metavar="FILE", type=Path, help="key of the certificate, if in a file of its own"
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
        "_CERTIFICATE, _KEY, _MAX_SECONDS, _WORKERS and _LANGUAGE stand for options that are not "
        "given."
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Returns
    -------
    int
        0 after a normal end; 1 if the server cannot run; 2 if it may not listen there, or options
        do not fit.
    """
    try:
        from desktop.server.certificates import CertificateError
        from desktop.server.running import listen_at, serve
    except ImportError as error:
        if getattr(sys, "frozen", False):
            complain(
                "this package does not have the server; install it from the source code: "
                "docs/serving.md there says how"
            )
            return 1
        complain(
            f"the server is not installed ({error.name or error} is missing); in the source tree: "
            ".venv/bin/uv pip install --requirement requirements/serve.txt"
        )
        return 1
    try:
        settings = _settings(options)
    except argparse.ArgumentTypeError as error:
        complain(str(error))
        return 2
    except (CertificateError, NoHomeError) as error:
        complain(f"--https: {error}")
        return 1
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
    settings: ServerSettings,
    port: int,
    listening: Any,
    serve: Callable[..., None],
    *,
    as_json: bool,
) -> int:
    from desktop.server.certificates import CertificateError
    from desktop.server.settings import is_loopback
    from desktop.server.workers.processes import WorkerError

    def tell() -> None:
        address, others = _addresses(settings, port)
        if as_json:
            say_json({"url": address, "others": others, "workers": settings.workers})
            return
        lines = [f"Open {address} in a browser. Press Ctrl-C to stop."]
        if others:
            lines.append(f"On other computers: {' or '.join(others)}")
        if not is_loopback(settings.host) and settings.certificate is None:
            lines.append(
                "Their browsers allow the microphone only with HTTPS: use --https, --certificate, "
                "or a proxy with HTTPS."
            )
        if settings.authority is not None:
            lines.append(
                "Browsers warn of the certificate at first: see docs/serving.md, "
                "Tablets and phones in the same network."
            )
        write_note("".join(f"{line}\n" for line in lines))

    try:
        serve(settings, listening, tell)
    except (WorkerError, CertificateError) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _settings(options: argparse.Namespace) -> ServerSettings:
    """Return the settings that the options and variables ask for.

    Raises
    ------
    argparse.ArgumentTypeError
        A value is wrong, or options do not fit.
    CertificateError, NoHomeError
        The program's own certificate cannot be made.
    """
    from desktop.server.settings import ServerSettings, is_loopback

    settings = ServerSettings(**_given(options, os.environ))
    if settings.key is not None and settings.certificate is None:
        raise argparse.ArgumentTypeError(
            "--key belongs to a certificate: give --certificate FILE as well"
        )
    if options.https and settings.certificate is not None:
        raise argparse.ArgumentTypeError(
            "give --https for a certificate of the program's own, or --certificate, not both"
        )
    if not is_loopback(settings.host) and settings.token is None:
        raise argparse.ArgumentTypeError(
            f"other computers can reach {settings.host}: give --token SECRET (or the variable "
            f"{ENVIRONMENT}TOKEN), or --token {EVERYBODY} to let everybody use the server"
        )
    if settings.token == EVERYBODY:
        settings = replace(settings, token=None)
    return _with_own_certificate(settings) if options.https else settings


def _given(options: argparse.Namespace, environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of the options or, where an option is missing, of its variable."""
    readers: dict[str, Callable[[str], object]] = {
        "host": str,
        "port": _port,
        "token": _token,
        "max_seconds": _seconds,
        "workers": _workers,
        "certificate": Path,
        "key": Path,
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
    given["allowed"] = _allowed(options, environment)
    return given


def _allowed(options: argparse.Namespace, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the option or of its variable, and that of a Space."""
    from desktop.server.addresses import as_browsers_send

    variable = f"{ENVIRONMENT}ALLOW"
    names = options.allow or environment.get(variable, "").split(",")
    allowed: list[str] = []
    for name in filter(str.strip, names):
        if (host := as_browsers_send(name)) is None:
            raise argparse.ArgumentTypeError(
                f"{'--allow' if options.allow else variable}: give a host name such as "
                f"digits.example.org, without https:// and port, not {name.strip()!r}"
            )
        allowed.append(host)
    # Hugging Face sets this to the name under which it shows the container.
    if (host := as_browsers_send(environment.get("SPACE_HOST", ""))) is not None:
        allowed.append(host)
    return tuple(allowed)


def _token(text: str) -> str:
    """A token that a browser and `curl` can send in a header, in the same way."""
    token = text.strip()
    if not token:
        raise argparse.ArgumentTypeError(f"must not be empty ('{EVERYBODY}': no token)")
    if not (token.isascii() and token.isprintable()):
        raise argparse.ArgumentTypeError(
            f"must have letters, digits and signs of ASCII only, not {text!r}"
        )
    return token


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1.0 <= seconds <= 3600.0:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 3600, not {text!r}")
    return seconds


def _with_own_certificate(settings: ServerSettings) -> ServerSettings:
    """Use the program's own certificate; raises `CertificateError` or `NoHomeError`."""
    from desktop.server.addresses import EVERY_ADDRESS, is_host, own_addresses, own_names
    from desktop.server.certificates import own_certificate

    names = [*own_addresses(), *own_names(), *settings.allowed]
    if settings.host not in EVERY_ADDRESS:
        names.append(settings.host)
    own = own_certificate(
        data_folder() / "server", (name.lower() for name in names if is_host(name.lower()))
    )
    return replace(settings, certificate=own.path, authority=own.authority)


def _addresses(settings: ServerSettings, port: int) -> tuple[str, list[str]]:
    """The address of the page, and those for other computers."""
    from desktop.server.addresses import EVERY_ADDRESS, own_addresses

    scheme = "http" if settings.certificate is None else "https"
    if settings.host not in EVERY_ADDRESS:
        return f"{scheme}://{_as_url_host(settings.host)}:{port}/", []
    others = [f"{scheme}://{address}:{port}/" for address in own_addresses()]
    return f"{scheme}://127.0.0.1:{port}/", others


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
