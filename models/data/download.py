"""One file by HTTP: resumed where it broke off, and used only when its checksum is right."""

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
"""Seconds without a byte after which a connection is taken for dead."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FetchError(Exception):
    """A corpus could not be had; the text is one clear line that says what to do."""


class _BrokenOffError(Exception):
    """The connection ended before the file did: worth another try."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be had, known by its checksum.

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
    """Fetch a file; what came of an earlier try is kept in ``path.part`` and not fetched again.

    Parameters
    ----------
    wanted : Wanted
    path : Path
        Comes into being whole and checked, or not at all.
    tries : int
        So often without a single new byte is the server asked again before giving up.
    pause : float
        Seconds before the first new try; doubled with each.

    Raises
    ------
    FetchError
        If the server cannot be reached, has another file, or there is no room.
    """
    part = path.with_name(path.name + ".part")
    if path.exists():
        path.replace(part)  # never trusted unseen: its checksum is taken below
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _complete(wanted, part, tries, pause)
        _check(wanted, part)
        part.replace(path)
    except OSError as error:
        raise told(error, path.parent) from None


def told(error: OSError, folder: Path) -> FetchError:
    """An error of the file system, in one line for people."""
    if error.errno in NO_ROOM:
        return FetchError(
            f"no room left in {folder}: free some, or set SPOKEN_DIGITS_CORPORA to another "
            "folder, and run it again; what has come is kept"
        )
    return FetchError(
        f"{error.filename or folder}: {error.strerror or error}; see to it, run again"
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
            except _BrokenOffError as broken:
                # Further than ever is progress; a server without ranges may begin anew for ever.
                failures = 1 if _size(part) > best else failures + 1
                best = max(best, _size(part))
                if failures >= tries:
                    raise FetchError(
                        f"{wanted.url}: {broken}; check the connection and run it again: "
                        f"{_size(part) / 1e6:.1f} of {wanted.size / 1e6:.1f} MB are kept"
                    ) from None
                time.sleep(pause * 2 ** (failures - 1))
        bar.n = wanted.size


def _continue(wanted: Wanted, part: Path, bar: Any) -> None:
    """Ask for what is missing, and append it as it comes."""
    have = _size(part)
    headers = {"Range": f"bytes={have}-"} if have else {}
    # The addresses are those of `models.data.corpora`, not a stranger's.
    request = urllib.request.Request(wanted.url, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            # A server that knows no ranges answers 200 with the file from its begin.
            begin = _begin(answer) if answer.status == http.client.PARTIAL_CONTENT else 0
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
            raise _BrokenOffError("the server would not continue") from None
        if error.code >= 500 or error.code == http.client.TOO_MANY_REQUESTS:
            raise _BrokenOffError(f"the server says {error.code} {error.reason}") from None
        raise FetchError(
            f"{wanted.url}: the server says {error.code} {error.reason}; the file has moved: "
            "models/data/corpora.py has to learn its new place"
        ) from None
    except urllib.error.URLError as error:
        raise _BrokenOffError(f"cannot be reached ({error.reason})") from None
    except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
        raise _BrokenOffError(f"broke off ({type(error).__name__})") from None


def _begin(answer: Any) -> int:
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
        raise _BrokenOffError("broke off before its end")


def _another_file(wanted: Wanted) -> FetchError:
    return FetchError(
        f"{wanted.url}: is not {wanted.size:,} bytes long as it was when it was pinned; its makers "
        "have changed it: models/data/corpora.py has to be looked at"
    )


def _check(wanted: Wanted, part: Path) -> None:
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted.sha256:
        part.unlink()
        raise FetchError(
            f"{wanted.url}: its checksum is wrong ({found[:16]}..., not {wanted.sha256[:16]}...) "
            "and it was deleted; run it again; if it stays wrong, its makers have changed the file"
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
