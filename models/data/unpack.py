"""Unpacks a corpus' archive into the layout of `models.data.index`.

Names in the archive are never used as paths: `Source.path_of` maps them to new names. Recordings
are decoded and encoded again as FLAC, so that only audio is written.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import soundfile
import soxr
from tqdm import tqdm

from core.audio import SAMPLE_RATE, to_mono
from models.data.corpora import Source
from models.data.download import FetchError, fetch_error

MARKER = "SOURCE.json"
"""Written last into an unpacked corpus; describes its source."""

MAX_MEMBER = 1 << 26
"""Size limit of a member in bytes, against decompression bombs."""


def is_unpacked(source: Source, folder: Path) -> bool:
    """Whether `folder` contains the complete corpus in the pinned version."""
    try:
        marked = json.loads((folder / source.name / MARKER).read_text())
    except (OSError, ValueError):
        return False
    return isinstance(marked, dict) and marked.get("sha256") == source.sha256


def unpack(archive: Path, source: Source, folder: Path) -> None:
    """Unpack into ``folder/NAME``, which is created only when it is complete.

    Raises
    ------
    FetchError
        If the archive is damaged or incomplete, or the disk is full.
    """
    partial = folder / f"{source.name}.part"
    done = folder / source.name
    try:
        shutil.rmtree(partial, ignore_errors=True)
        found = _write_all(archive, source, partial)
        if found != source.clips:
            raise FetchError(
                f"{source.name}: the archive has {found} recordings instead of {source.clips}; "
                "check models/data/corpora.py"
            )
        (partial / MARKER).write_text(
            json.dumps(
                {
                    "url": source.url,
                    "sha256": source.sha256,
                    "checksum_from": source.checksum_from,
                    "licence": source.licence,
                    "clips": found,
                },
                indent=1,
            )
            + "\n"
        )
        shutil.rmtree(done, ignore_errors=True)
        partial.replace(done)
    except OSError as error:
        raise fetch_error(error, folder) from None
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FetchError(f"{archive}: damaged ({error}); delete it and run this again") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write_all(archive: Path, source: Source, folder: Path) -> int:
    paths: set[Path] = set()
    bar = tqdm(total=source.clips, desc=f"{source.name}: unpacking", unit="clip")
    with bar:
        for name, content in _members(archive, source):
            path_inside = source.path_of(name)
            assert path_inside is not None
            path = folder / path_inside
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(name, content, path)
            paths.add(path)
            bar.update()
    return len(paths)


def _members(archive: Path, source: Source) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the used files of a ``.zip`` or ``.tar.gz``."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                if source.path_of(info.filename) and _is_small(info.filename, info.file_size):
                    yield info.filename, packed.read(info)
        return
    with tarfile.open(archive, "r|gz") as stream:
        for member in stream:
            if (
                member.isreg()
                and source.path_of(member.name)
                and _is_small(member.name, member.size)
            ):
                file = stream.extractfile(member)
                assert file is not None
                yield member.name, file.read()


def _is_small(name: str, size: int) -> bool:
    if size > MAX_MEMBER:
        raise FetchError(f"{name}: too large for a recording ({size:,} bytes); not unpacked")
    return True


def _write(name: str, content: bytes, path: Path) -> None:
    """Decode and write as FLAC, 16 bits, mono, at 16 kHz or less."""
    try:
        frames, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        raise FetchError(f"{name}: cannot be decoded; the archive has changed") from None
    mono = to_mono(frames)
    if rate > SAMPLE_RATE:
        mono, rate = soxr.resample(mono, rate, SAMPLE_RATE), SAMPLE_RATE
    encoded = io.BytesIO()
    soundfile.write(encoded, mono, rate, format="FLAC", subtype="PCM_16")
    # libsndfile does not report a full disk as such, so Python writes the file.
    path.write_bytes(encoded.getbuffer())
