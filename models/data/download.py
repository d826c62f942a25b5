"""Download of one file by HTTP: resumes after an interruption and verifies the checksum."""

from __future__ import annotations

import errno
import hashlib
import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

CHUNK = 1 << 18
TIMEOUT = 30.0
"""Seconds without data after which a connection counts as broken."""

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FetchError(Exception):
    """A corpus could not be fetched; the text is one line that says what to do."""


class _ConnectionLostError(Exception):
    """The connection ended early; another attempt may succeed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to download, identified by its checksum.

    Attributes
    ----------
    url : str
        HTTP or HTTPS.
    size : int
        Bytes.
    sha256 : str
        Hexadecimal.
    """

    url: str
    size: int
    sha256: str


def download(wanted: Wanted, path: Path, *, tries: int = 5, pause: float = 1.0) -> None:
    """Download a file; a partial download in ``path.part`` is resumed.

    Parameters
    ----------
    wanted : Wanted
    path : Path
        Is created only when the file is complete and its checksum is right.
    tries : int
        Number of attempts in a row without new data before giving up.
    pause : float
        Seconds before the second attempt; doubles with each further one.

    Raises
    ------
    FetchError
        If the server cannot be reached, serves another file, or the disk is full.
    """
    part = path.with_name(path.name + ".part")
    if path.exists():
        path.replace(part)  # its checksum is verified below
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _complete(wanted, part, tries, pause)
        _check(wanted, part)
        part.replace(path)
    except OSError as error:
        raise fetch_error(error, path.parent) from None


def fetch_error(error: OSError, folder: Path) -> FetchError:
    """Describe an error of the file system in one line."""
    if error.errno in DISK_FULL:
        return FetchError(
            f"{folder}: disk full; free some space or set SPOKEN_DIGITS_CORPORA to another folder, "
            "then run this again; it resumes the download"
        )
    return FetchError(
        f"{error.filename or folder}: {error.strerror or error}; fix this and run it again"
    )


def _complete(wanted: Wanted, part: Path, tries: int, pause: float) -> None:
    failures, best = 0, _size(part)
    name = wanted.url.rpartition("/")[2]
    with tqdm(total=wanted.size, desc=name, unit="B", unit_scale=True, unit_divisor=1024) as bar:
        while (have := _size(part)) != wanted.size:
            if have > wanted.size:
                part.unlink()
                continue
            try:
                _continue(wanted, part, bar)
            except _ConnectionLostError as broken:
                # Only new data counts as progress: a server without ranges may restart forever.
                failures = 1 if _size(part) > best else failures + 1
                best = max(best, _size(part))
                if failures >= tries:
                    raise FetchError(
                        f"{wanted.url}: {broken}; check the connection and run this again; "
                        f"{_size(part) / 1e6:.1f} of {wanted.size / 1e6:.1f} MB are downloaded"
                    ) from None
                time.sleep(pause * 2 ** (failures - 1))
        bar.n = wanted.size


def _continue(wanted: Wanted, part: Path, bar: Any) -> None:
    """Request the missing part and append it to the file."""
    have = _size(part)
    headers = {"Range": f"bytes={have}-"} if have else {}
    # The addresses come from `models.data.corpora`, not from users.
    request = urllib.request.Request(wanted.url, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            # A server without ranges answers 200 with the whole file.
            begin = _first_byte(answer) if answer.status == http.client.PARTIAL_CONTENT else 0
            if begin != have:
                have = 0
            promised = answer.headers.get("Content-Length")
            if promised is not None and have + int(promised) != wanted.size:
                raise _another_file(wanted)
            with part.open("r+b" if have else "wb") as file:
                file.seek(have)
                _copy(answer, file, wanted, bar)
    except urllib.error.HTTPError as error:
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink()
            raise _ConnectionLostError("the server does not resume") from None
        if error.code >= 500 or error.code == http.client.TOO_MANY_REQUESTS:
            raise _ConnectionLostError(f"the server answers {error.code} {error.reason}") from None
        raise FetchError(
            f"{wanted.url}: the server answers {error.code} {error.reason}; the file may have "
            "moved; update its address in models/data/corpora.py"
        ) from None
    except urllib.error.URLError as error:
        raise _ConnectionLostError(f"connection failed ({error.reason})") from None
    except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
        raise _ConnectionLostError(f"connection lost ({type(error).__name__})") from None


def _first_byte(answer: Any) -> int:
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else 0


def _copy(answer: Any, file: Any, wanted: Wanted, bar: Any) -> None:
    done = file.tell()
    while chunk := answer.read(CHUNK):
        done += len(chunk)
        if done > wanted.size:
            raise _another_file(wanted)
        file.write(chunk)
        bar.n = done
        bar.refresh() if done == wanted.size else bar.update(0)
    if done < wanted.size:
        raise _ConnectionLostError("connection lost before the end of the file")


def _another_file(wanted: Wanted) -> FetchError:
    return FetchError(
        f"{wanted.url}: its size is not the pinned {wanted.size:,} bytes; the publisher has "
        "changed the file; check models/data/corpora.py"
    )


def _check(wanted: Wanted, part: Path) -> None:
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted.sha256:
        part.unlink()
        raise FetchError(
            f"{wanted.url}: wrong checksum ({found[:16]}..., not {wanted.sha256[:16]}...); the "
            "download was deleted; run this again; if the error persists, the publisher has "
            "changed the file"
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
