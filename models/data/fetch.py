"""Download the public corpora: ``make fetch``.

Downloads pinned versions of Speech Commands v2, the Free Spoken Digit Dataset and AudioMNIST, 3.4
GB in all, and unpacks them into a cache folder. ``make train`` uses them if they are there. An
interrupted download is resumed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from models.data.corpora import CORPORA_VARIABLE, SOURCES, Source, corpora_folder
from models.data.download import FetchError, Wanted, download
from models.data.unpack import is_unpacked, unpack

INTERRUPTED = 130
"""Exit code after Ctrl-C, as in shells."""


def fetch(sources: Sequence[Source], folder: Path, *, tries: int = 5, pause: float = 1.0) -> None:
    """Download and unpack the corpora that are missing.

    Parameters
    ----------
    sources : sequence of Source
    folder : Path
        Each corpus gets a subfolder with its name.
    tries, pause
        As for `download`.

    Raises
    ------
    FetchError
        At the first corpus that cannot be fetched; those before it are complete.
    """
    for source in sources:
        if is_unpacked(source, folder):
            print(f"{source.name}: already in {folder / source.name}")
            continue
        archive = folder / f"{source.name}.archive"
        _check_disk_space(source, folder, archive)
        download(Wanted(source.url, source.size, source.sha256), archive, tries=tries, pause=pause)
        unpack(archive, source, folder)
        archive.unlink()
        print(f"{source.name}: {source.clips:,} recordings ({source.licence})")


def _check_disk_space(source: Source, folder: Path, archive: Path) -> None:
    """Report a disk that is too small before the download starts."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise FetchError(
            f"{folder}: {error.strerror}; set {CORPORA_VARIABLE} to a writable folder"
        ) from None
    parts = (archive, archive.with_name(archive.name + ".part"))
    have = sum(path.stat().st_size for path in parts if path.exists())
    needed = source.size - have + source.unpacked
    if free < needed:
        raise FetchError(
            f"{source.name} needs {needed / 1e9:.1f} GB, {folder} has {free / 1e9:.1f} GB; free "
            f"some space or set {CORPORA_VARIABLE} to another folder"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m models.data.fetch``; return the exit code."""
    names = [source.name for source in SOURCES]
    parser = argparse.ArgumentParser(
        prog="python -m models.data.fetch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", nargs="*", help=f"one of {', '.join(names)}; default: all")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.corpus) - set(names):
        parser.error(f"unknown corpus {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    wanted = [source for source in SOURCES if not asked.corpus or source.name in asked.corpus]
    try:
        fetch(wanted, corpora_folder())
    except FetchError as error:
        print(f"models.data.fetch: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("models.data.fetch: interrupted; run it again to resume", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
