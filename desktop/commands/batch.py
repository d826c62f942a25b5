"""``spoken-digits predict`` over many files and folders, with all cores.

Answers come in the order of the files. At most a few files for each process are on their way at a
time, and the names of a folder are read as they are needed, so that memory does not grow with the
number of files. With ``--resume`` the files that the output already answers are left out.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Protocol, TextIO

from core.bundle import BundleError, load_bundle
from core.classifier import Classifier
from core.profiles.profile import ProfileError
from core.recordings.formats import is_any_recording_name
from core.recordings.refusals import printable, refusal_of_os
from desktop.commands.output import complain, note, say, say_json
from desktop.commands.predict import Answer, answer_for, prepare
from desktop.log import start_logging
from desktop.profiles import use_profile
from desktop.records import error_record

CSV_COLUMNS = (
    *("file", "digit", "number", "confidence", "rejected", "reason", "latency_ms", "error"),
    "warnings",
)

_AHEAD = 16
"""Files queued for each process, so that no process waits for work."""

_FOREIGN = "was not written by predict"

_FLUSH_EVERY = 100
"""Files; an interrupted run repeats at most so many."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to recognize, and where to write the answers.

    Attributes
    ----------
    files : tuple of str
        Files, and folders that are searched for recordings, with all subfolders.
    jobs : int
        Processes.
    output : Path or None
        Ends in ``.csv`` or ``.jsonl``; None for stdout.
    resume : bool
        Append to `output`, and skip the files that it already contains.
    reject, is_number : bool
    bundle : Path or None
    profile : str or None
    as_json : bool
        Print JSON lines on stdout instead of text.
    """

    files: tuple[str, ...]
    jobs: int
    output: Path | None = None
    resume: bool = False
    reject: bool = True
    is_number: bool = False
    bundle: Path | None = None
    profile: str | None = None
    as_json: bool = False


def run(request: Request) -> int:
    """Recognize all files.

    Returns
    -------
    int
        0, or 1 if a file, the model or the output cannot be used. With ``resume``, files of the
        earlier run count, too.
    """
    try:
        classifier = Classifier(load_bundle(request.bundle))  # to fail here, not in each process
        prepare(classifier, request.profile, is_number=request.is_number)
    except (BundleError, ProfileError) as error:
        complain(str(error))
        return 1
    try:
        with _writer(request) as writer:
            return _answer_all(request, writer)
    except OSError as error:
        if isinstance(error, BrokenPipeError) or request.output is None:
            raise
        complain(f"{request.output}: cannot be written ({error.strerror or error})")
        return 1
    except ValueError as error:
        complain(f"{request.output}: {error}; choose another --output, or leave --resume out")
        return 1


def recordings(files: Iterable[str]) -> Iterator[str]:
    """The files in order; of a folder, those that are recordings by their names, sorted.

    Recordings in formats that cannot be read get an error, so that nobody misses them. Hidden files
    and folders are left out: macOS adds a file to each recording on a USB stick, and deleted
    recordings are in a folder there. Links to folders are not followed, since they may lead in a
    circle; a line on stderr tells.

    A folder without recordings, or one that cannot be read, stays, so that it gets an error.
    """
    unread: list[str] = []
    for file in files:
        if not os.path.isdir(file):  # noqa: PTH112 - a Path would change the name
            yield file
            continue
        is_empty = True
        for folder, folders, names in os.walk(file, onerror=lambda e: unread.append(e.filename)):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for path in (os.path.join(folder, name) for name in folders):  # noqa: PTH118
                if os.path.islink(path):  # noqa: PTH114
                    note(f"{printable(path)}: is a link to a folder, left out; name it to read it")
            for name in sorted(names):
                path = os.path.join(folder, name)  # noqa: PTH118
                if is_any_recording_name(name) and not name.startswith(".") and not _blocks(path):
                    is_empty = False
                    yield path
        if is_empty and file not in unread:
            yield file
        yield from unread
        unread.clear()


def _blocks(path: str) -> bool:
    """Whether reading it may wait for ever: a named pipe, or the like, is no recording."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError:
        return False  # it gets an error
    return not stat.S_ISREG(mode)


def _answer_all(request: Request, writer: Writer) -> int:
    from tqdm import tqdm

    done = writer.done
    names = (name for name in recordings(request.files) if writer.name_of(name) not in done)
    progress = tqdm(unit=" files", desc="predict", disable=not sys.stderr.isatty(), mininterval=0.5)
    failed, number = 0, 0
    with progress:
        for number, (file, answer) in enumerate(_answers(names, request), start=1):
            writer.write(file, answer)
            progress.update()
            failed += answer.text is None
            for line in answer.lines:
                if progress.disable:
                    complain(line)
                else:
                    progress.write(line, file=sys.stderr)
            if number % _FLUSH_EVERY == 0:
                writer.flush()
    if request.output is not None:
        note(f"{request.output}: {_count(number, failed)}{' added' if done else ''}.")
    return 1 if failed or any(done.values()) else 0


def _count(answers: int, errors: int) -> str:
    """The number of answers as text."""

    def counted(number: int, what: str) -> str:
        return f"{number} {what}" if number == 1 else f"{number} {what}s"

    text = counted(answers, "answer")
    return f"{text} ({counted(errors, 'error')})" if errors else text


def _answers(names: Iterator[str], request: Request) -> Iterator[tuple[str, Answer]]:
    """Yield the answers in order; for a file that crashes its process, an error."""
    waiting: deque[tuple[str, Future[Answer] | None]] = deque()
    pool = _pool(request)
    is_exhausted = False
    try:
        while not is_exhausted or waiting:
            try:
                while not is_exhausted and len(waiting) < request.jobs * _AHEAD:
                    name = next(names, None)
                    if name is None:
                        is_exhausted = True
                    else:
                        waiting.append((name, None))  # in case the pool is broken already
                        with _without_interrupts():
                            waiting[-1] = (name, pool.submit(_recognize, name))
                if not waiting:
                    break
                name, future = waiting[0]
                assert future is not None
                answer = future.result()
            except BrokenProcessPool:
                # Whichever file it was: those without an answer are tried one by one.
                pool.shutdown()
                lost = list(waiting)
                waiting.clear()
                yield from _one_by_one(lost, request)
                pool = _pool(request)
                continue
            waiting.popleft()
            yield name, answer
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(
    lost: Iterable[tuple[str, Future[Answer] | None]], request: Request
) -> Iterator[tuple[str, Answer]]:
    """Yield the answers for the files of a pool that broke; some have theirs already."""
    pool = _pool(request, jobs=1)
    try:
        for name, future in lost:
            if future is not None and future.exception() is None:
                yield name, future.result()
                continue
            try:
                with _without_interrupts():
                    waiting = pool.submit(_recognize, name)
                answer = waiting.result()
            except BrokenProcessPool:
                why = f"{printable(name)}: cannot be decoded; the decoder crashed"
                answer = Answer(error_record(name, why), None, [why])
                pool = _pool(request, jobs=1)
            yield name, answer
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(request: Request, jobs: int | None = None) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    # A fresh interpreter: a forked one would share LiteRT's and BLAS's locks.
    return ProcessPoolExecutor(
        jobs or request.jobs, get_context("spawn"), partial(_prepare, request)
    )


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Delay Ctrl-C, and hide it from processes that are started meanwhile.

    The terminal sends it to all processes; one that is still importing would print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass(slots=True)
class _Prepared:
    """What a process loads once."""

    classifier: Classifier | None = None
    request: Request | None = None


_prepared = _Prepared()


def _prepare(request: Request) -> None:
    Thread(target=_end_with_parent, name="parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the pool from the main process
    start_logging()
    _prepared.request = request
    _prepared.classifier = Classifier(load_bundle(request.bundle))
    if request.profile is not None:
        use_profile(request.profile, _prepared.classifier)


def _end_with_parent() -> None:
    """End this process when the main process was killed: its queue alone does not tell."""
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _recognize(file: str) -> Answer:
    assert _prepared.classifier is not None
    assert _prepared.request is not None
    if os.path.isdir(file):  # noqa: PTH112 - a Path would change the name
        why = _why_not_read(file)
        return Answer(error_record(file, why), None, [why])
    request = _prepared.request
    return answer_for(
        file, _prepared.classifier, reject=request.reject, is_number=request.is_number
    )


def _why_not_read(folder: str) -> str:
    """Why a folder has no answers."""
    name = printable(folder)
    try:
        with os.scandir(folder):
            return f"{name}: is a folder with no recordings; name another"
    except OSError as error:
        return str(refusal_of_os(name, error))


class Writer(Protocol):
    """Where answers go.

    Attributes
    ----------
    done : mapping of str to bool
        Files that were answered by an earlier run, by their names in the output, and whether the
        answer is an error.
    """

    done: Mapping[str, bool]

    def name_of(self, file: str) -> str:
        """Return the name of a file in the output."""
        ...

    def write(self, file: str, answer: Answer) -> None:
        """Write an answer."""
        ...

    def flush(self) -> None:
        """Make sure that what was written is on the disk."""
        ...


@dataclass(slots=True)
class _Stdout:
    as_json: bool
    done: Mapping[str, bool] = field(default_factory=dict)

    def name_of(self, file: str) -> str:
        return file

    def write(self, file: str, answer: Answer) -> None:
        if self.as_json:
            say_json(answer.record)
        elif answer.text is not None:
            say(f"{printable(file)}: {answer.text}")

    def flush(self) -> None:
        """Each line is written at once."""


class _JsonLines:
    def __init__(self, file: TextIO, done: Mapping[str, bool]) -> None:
        self._file = file
        self.done = done

    def name_of(self, file: str) -> str:
        return file

    def write(self, file: str, answer: Answer) -> None:
        self._file.write(json.dumps(answer.record, allow_nan=False) + "\n")

    def flush(self) -> None:
        self._file.flush()


class _Csv:
    def __init__(self, file: TextIO, done: Mapping[str, bool]) -> None:
        self._file = file
        self._rows: csv.DictWriter[str] = csv.DictWriter(
            file, CSV_COLUMNS, extrasaction="ignore", restval=""
        )
        self.done = done
        if file.tell() == 0:
            self._rows.writeheader()

    def name_of(self, file: str) -> str:
        """Return the name as text, with undecodable bytes escaped."""
        return file.encode("utf-8", "backslashreplace").decode("utf-8")

    def write(self, file: str, answer: Answer) -> None:
        record = answer.record
        row = {**record, "file": self.name_of(file)}
        row["warnings"] = "; ".join(record.get("warnings", ()))
        if record.get("digits"):
            row["confidence"] = min(digit["confidence"] for digit in record["digits"])
        self._rows.writerow(row)

    def flush(self) -> None:
        self._file.flush()


@contextmanager
def _writer(request: Request) -> Iterator[Writer]:
    if request.output is None:
        yield _Stdout(request.as_json)
        return
    is_csv = request.output.suffix.casefold() == ".csv"
    done: dict[str, bool] = {}
    if request.resume and request.output.exists():
        done = _answered(request.output, is_csv=is_csv)
        errors = sum(done.values())
        kept = " Errors are kept: to try their files again, leave --resume out." if errors else ""
        count = _count(len(done), errors)
        note(f"{request.output}: contains {count}; the others follow.{kept}")
    mode = "a" if request.resume else "w"
    with request.output.open(mode, encoding="utf-8", newline="" if is_csv else "\n") as file:
        yield _Csv(file, done) if is_csv else _JsonLines(file, done)


def _answered(path: Path, *, is_csv: bool) -> dict[str, bool]:
    """The files that an output answers, and whether with an error.

    A last line that was cut off is removed, but only from an output of this command.

    Raises
    ------
    ValueError
        If it is no output of this command.
    """
    begin = (",".join(CSV_COLUMNS) if is_csv else '{"file":').encode()
    with path.open("rb") as file:
        head = file.read(len(begin))
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - (1 << 20)))
        tail = file.read()
    if head != begin[: len(head)]:
        raise ValueError(_FOREIGN)
    cut = len(tail) - (tail.rfind(b"\n") + 1)
    # A name may be cut off within a letter.
    with path.open(encoding="utf-8", errors="replace", newline="" if is_csv else "\n") as file:
        lines = (line for line in file if line.endswith("\n"))
        try:
            if is_csv:
                rows = csv.DictReader(lines)
                if rows.fieldnames is not None and tuple(rows.fieldnames) != CSV_COLUMNS:
                    raise ValueError(_FOREIGN)
                done = {row["file"]: bool(row["error"]) for row in rows}
            else:
                answers = map(json.loads, lines)
                done = {answer["file"]: "error" in answer for answer in answers}
        except (KeyError, TypeError, json.JSONDecodeError):
            raise ValueError(_FOREIGN) from None
    with path.open("rb+") as file:
        file.truncate(size - cut)
    return done
