"""Fetch the public corpora, for those with a network: ``make fetch``.

Speech Commands v2, the Free Spoken Digit Dataset and AudioMNIST come from their public homes at
pinned versions, 3.4 GB in all, and are unpacked into a cache folder in the layout of
`index`. ``make train`` uses them when they are there. What was interrupted goes on where it
stopped.
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
"""Exit code after Ctrl-C, as shells have it."""


def fetch(sources: Sequence[Source], folder: Path, *, tries: int = 5, pause: float = 1.0) -> None:
    """Download and unpack what is not there yet.

    Parameters
    ----------
    sources : sequence of Source
    folder : Path
        Each corpus gets a folder of its name in it.
    tries, pause
        As for `download`.

    Raises
    ------
    FetchError
        At the first corpus that cannot be had; those before it are there.
    """
    for source in sources:
        if is_unpacked(source, folder):
            print(f"{source.name}: is there ({folder / source.name})")
            continue
        archive = folder / f"{source.name}.archive"
        _see_to_room(source, folder, archive)
        download(Wanted(source.url, source.size, source.sha256), archive, tries=tries, pause=pause)
        unpack(archive, source, folder)
        archive.unlink()
        print(f"{source.name}: {source.clips:,} recordings ({source.licence})")


def _see_to_room(source: Source, folder: Path, archive: Path) -> None:
    """Say before hours of downloading that the disk will not do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise FetchError(
            f"{folder}: {error.strerror}; set {CORPORA_VARIABLE} to a folder that can be written"
        ) from None
    come = (archive, archive.with_name(archive.name + ".part"))
    have = sum(path.stat().st_size for path in come if path.exists())
    needed = source.size - have + source.unpacked
    if free < needed:
        raise FetchError(
            f"{source.name} needs {needed / 1e9:.1f} GB and {folder} has {free / 1e9:.1f}: free "
            f"some, or set {CORPORA_VARIABLE} to another folder"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m models.data.fetch``; gives the exit code."""
    names = [source.name for source in SOURCES]
    parser = argparse.ArgumentParser(
        prog="python -m models.data.fetch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", nargs="*", help=f"of {', '.join(names)}; all where none is named")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.corpus) - set(names):
        parser.error(f"no corpus {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    wanted = [source for source in SOURCES if not asked.corpus or source.name in asked.corpus]
    try:
        fetch(wanted, corpora_folder())
    except FetchError as error:
        print(f"models.data.fetch: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "models.data.fetch: interrupted; run it again and it goes on from here", file=sys.stderr
        )
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
