"""The entry point of the command line: ``spoken-digits``."""

from __future__ import annotations

import os

# Set before numpy is imported. More BLAS threads do not speed up products this small, and cause
# outliers of up to 40 ms.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gc
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn

from core.bundle_location import bundle_directory
from desktop.arguments import make_source, parse
from desktop.commands.output import (
    PROGRAM,
    OutputError,
    abandon_stdout,
    complain,
    note,
    prepare_streams,
)
from desktop.folders import correct_environment

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 + SIGINT, the convention of shells."""

BROKEN_PIPE = 141
"""Exit code if the reader of stdout has closed the pipe: 128 + SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns
    -------
    int
        0: success; 1: an input failed or the program could not run; 130 and 141 as above.
        Invalid usage raises ``SystemExit(2)``, from argparse.
    """
    correct_environment()
    prepare_streams()
    try:
        options = parse(argv, open_window=_open_window)
        code = _run_guarded(options)
    except KeyboardInterrupt:  # also a second Ctrl-C, while the program ends after the first
        code = INTERRUPTED
    except OutputError as error:
        complain(str(error))
        return 1
    except BrokenPipeError:
        abandon_stdout()
        return BROKEN_PIPE
    if "PySide6.QtWidgets" in sys.modules:
        _leave(code)
    return code


def _run_guarded(options: argparse.Namespace) -> int:
    from desktop.log import start_logging
    from desktop.stderr_filter import chatter_filtered

    start_logging()
    with _interrupts_noted() as interrupted, chatter_filtered(on_flood=_note_runaway):
        try:
            return options.run(options)
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            abandon_stdout()
            return BROKEN_PIPE
        except OutputError as error:
            complain(str(error))
            return 1
        except Exception as error:  # noqa: BLE001 - one line for users, details in the log
            return INTERRUPTED if interrupted.is_set() else _report(error)


@contextmanager
def _interrupts_noted() -> Iterator[threading.Event]:
    """Note that Ctrl-C was pressed.

    Native modules that are being imported turn ``KeyboardInterrupt`` into other errors, such as
    "initialization failed".
    """
    interrupted = threading.Event()

    def interrupt(*_: object) -> NoReturn:
        interrupted.set()
        raise KeyboardInterrupt

    # Another handler belongs to a caller; in the background of a shell, the signal is ignored.
    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if is_ours:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupted
    finally:
        if is_ours and signal.getsignal(signal.SIGINT) is interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(code: int) -> NoReturn:
    """End the process without the finalization of the interpreter.

    On a busy machine, finalization crashed after the window had closed (SIGSEGV, PySide6 6.11.3 on
    Python 3.11.2): Qt's objects are deleted while threads still run native code. All data has been
    saved by now.
    """
    import logging

    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None without a console
            with suppress(OSError):
                stream.flush()
    os._exit(code)


def _open_window(options: argparse.Namespace) -> int:
    from desktop.screen import ScreenProbe, without_variables

    if problem := without_variables():
        return _without_window(options, problem.message)
    # Imports leave little garbage, and looking for it takes 3 % of the start. `GarbageCollector`
    # looks for it once the window is open.
    gc.disable()
    try:
        # A child starts Qt while this process loads the rest.
        import PySide6.QtGui  # noqa: F401

        probe = ScreenProbe()
        from desktop.app import run
    except ImportError as error:
        complain(
            f"the window cannot be opened ({error}). Install the missing library, or use "
            f"'{PROGRAM} listen', which needs no window."
        )
        return 1
    if problem := probe.wait():
        return _without_window(options, problem.message)
    is_microphone = not options.demo and options.input is None and options.device is None
    source = None if is_microphone else make_source(options)
    return run(
        source,
        bundle=options.bundle,
        language=options.language,
        profile=options.profile,
        is_hidden=options.hidden,
    )


def _without_window(options: argparse.Namespace, problem: str) -> int:
    gc.enable()
    note(f"{PROGRAM}: {problem.removesuffix('.')}. Listening in the terminal instead.")
    return _listen_in_terminal(options)


def _listen_in_terminal(options: argparse.Namespace) -> int:
    """Listen without a screen; play the demo if there is no microphone either."""
    from desktop.audio.devices import list_devices
    from desktop.audio.errors import DeviceError, no_microphone
    from desktop.audio.sources import demo
    from desktop.commands.listen import command

    source = make_source(options)
    bundle = bundle_directory(options.language) if options.language else options.bundle
    if source.is_live and options.device is None:
        try:
            problem = "" if list_devices() else no_microphone().message
        except DeviceError as error:
            problem = error.message
        if problem:
            note(f"{PROGRAM}: {problem} Playing the built-in demo instead.")
            source, bundle = demo(), options.bundle  # its digits are English
    return command.run(source, is_paced=True, bundle=bundle, profile=options.profile, as_json=False)


def _note_runaway() -> None:
    from desktop.audio.portaudio_thread import note_runaway

    note_runaway()


def _report(error: Exception) -> int:
    import logging

    from desktop.log import where_details_are

    logging.getLogger(__name__).error("unexpected", exc_info=error)
    first, *_ = str(error).splitlines() or [""]
    complain(f"internal error ({type(error).__name__}: {first}). {where_details_are()}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
