"""The command line: ``spoken-digits``, as README.md and ``--help`` describe it.

Starting must be quick, so whatever a command needs is imported by that command alone.
"""

from __future__ import annotations

import os

# Before anything imports numpy: a second BLAS thread gains nothing on products this small, and
# costs outliers of up to 40 ms.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from desktop.arguments import parse
from desktop.commands import kiosk, profile_options
from desktop.commands.output import PROGRAM, complain, note, prepare_streams

if TYPE_CHECKING:
    from desktop.audio.sources import Source

INTERRUPTED = 130
"""Exit code where Ctrl-C broke work off, by the shells' convention 128 + SIGINT."""

NOBODY_READS = 141
"""Exit code where the reader of a pipe has left, 128 + SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns
    -------
    int
        0 all well; 1 an input failed or it could not run; 130 and 141 as above. Wrong usage
        raises ``SystemExit(2)``, as argparse does.
    """
    prepare_streams()
    options = parse(argv)
    code = _run_guarded(options)
    if "PySide6.QtWidgets" in sys.modules:
        _leave(code)
    return code


def _run_guarded(options: argparse.Namespace) -> int:
    from desktop.log import start_logging
    from desktop.stderr_filter import chatter_filtered

    start_logging()
    with chatter_filtered(on_flood=_note_runaway):
        try:
            return _run(options)
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            # Python would complain once more when it flushes stdout at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return NOBODY_READS
        except Exception as error:  # noqa: BLE001 - people get a line, developers the log
            return _confess(error)


def _leave(code: int) -> NoReturn:
    """End the process without taking the interpreter apart.

    On a busy machine that crashed after the window had closed (SIGSEGV, PySide6 6.11.3 on Python
    3.11.2): Qt's objects go while threads still wait inside native code. All is saved by now.
    """
    import logging

    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console has none
            with suppress(OSError):
                stream.flush()
    os._exit(code)


def _run(options: argparse.Namespace) -> int:
    if options.command == "predict":
        from desktop.commands import predict

        return predict.run(
            options.files,
            reject=not options.no_reject,
            bundle=options.bundle,
            profile=options.profile,
            as_json=options.json,
        )
    if options.command in ("enroll", "profiles", "kiosk"):
        return (kiosk if options.command == "kiosk" else profile_options).run(options)
    if options.command == "devices":
        from desktop.commands import devices

        return devices.run(as_json=options.json)
    if options.command in ("doctor", "bench"):
        return _examine(options)
    if options.command == "listen":
        from desktop.commands import listen

        return listen.run(
            _source(options, is_paced=not options.fast),
            is_paced=not options.fast,
            bundle=options.bundle,
            profile=options.profile,
            as_json=options.json,
            sensitivity=options.sensitivity,
        )
    return _open_window(options)


def _examine(options: argparse.Namespace) -> int:
    if options.command == "doctor":
        from desktop.commands import doctor

        return doctor.run(_device(options), bundle=options.bundle, as_json=options.json)
    if options.live:
        from desktop.commands import bench_live

        return bench_live.run(
            words=options.words,
            picture=options.picture,
            as_json=options.json,
            is_busy=options.busy,
        )
    if options.window:
        from desktop.commands import bench_window

        return bench_window.run(as_json=options.json)
    from desktop.commands import bench

    return bench.run(as_json=options.json, is_busy=options.busy)


def _source(options: argparse.Namespace, *, is_paced: bool = True) -> Source:
    from desktop.audio.sources import FileSource, demo, microphone

    if options.demo:
        return demo(is_paced=is_paced)
    if options.input is not None:
        return FileSource(options.input, is_paced=is_paced)
    return microphone(options.device)


def _device(options: argparse.Namespace) -> str | int | None:
    device: str | None = options.device
    return int(device) if device is not None and device.isdigit() else device


def _open_window(options: argparse.Namespace) -> int:
    from desktop.screen import screen_problem

    problem = screen_problem()
    if problem is not None:
        note(f"{PROGRAM}: {problem}: no window, listening in the terminal instead")
        return _listen_instead(options)
    try:
        from desktop.app import run
    except ImportError as error:
        complain(
            f"the window cannot open ({error}): install what is missing, or use "
            f"'{PROGRAM} listen', which needs no window"
        )
        return 1
    is_microphone = not options.demo and options.input is None and options.device is None
    source = None if is_microphone else _source(options)
    return run(source, bundle=options.bundle, profile=options.profile)


def _listen_instead(options: argparse.Namespace) -> int:
    """Without a screen: in the terminal, and without a microphone the built-in recording."""
    from desktop.audio.devices import list_devices
    from desktop.audio.errors import DeviceError, no_microphone
    from desktop.audio.sources import demo
    from desktop.commands import listen

    source = _source(options)
    if source.is_live and options.device is None:
        try:
            problem = "" if list_devices() else no_microphone().message
        except DeviceError as error:
            problem = error.message
        if problem:
            note(f"{PROGRAM}: {problem} Playing the built-in demo instead")
            source = demo()
    return listen.run(
        source, is_paced=True, bundle=options.bundle, profile=options.profile, as_json=False
    )


def _note_runaway() -> None:
    from desktop.audio.portaudio import note_runaway

    note_runaway()


def _confess(error: Exception) -> int:
    import logging

    from desktop.log import log_path

    logging.getLogger(__name__).error("unexpected", exc_info=error)
    first, *_ = str(error).splitlines() or [""]
    complain(
        f"something went wrong inside the program ({type(error).__name__}: {first}); "
        f"details are in {log_path()}"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
