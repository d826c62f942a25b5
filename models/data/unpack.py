"""A corpus' archive -> its recordings in the layout of `models.data.index`.

No name of the archive ever becomes a path: what is wanted is recognized by `Source.place` and
written under a name made here. A recording is decoded and written again as FLAC, so that nothing
but sound comes out.
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
from models.data.download import FetchError, told

MARK = "SOURCE.json"
"""Written last into an unpacked corpus: what it was made of."""

MAX_MEMBER = 1 << 26
"""No recording is larger, in bytes; a larger one is a bomb."""


def is_unpacked(source: Source, folder: Path) -> bool:
    """Whether a corpus lies in `folder`, whole and of the pinned version."""
    try:
        marked = json.loads((folder / source.name / MARK).read_text())
    except (OSError, ValueError):
        return False
    return isinstance(marked, dict) and marked.get("sha256") == source.sha256


def unpack(archive: Path, source: Source, folder: Path) -> None:
    """Unpack into ``folder/NAME``, which comes into being whole or not at all.

    Raises
    ------
    FetchError
        If the archive is damaged, does not hold what the corpus should, or there is no room.
    """
    made = folder / f"{source.name}.part"
    done = folder / source.name
    try:
        shutil.rmtree(made, ignore_errors=True)
        found = _write_all(archive, source, made)
        if found != source.clips:
            raise FetchError(
                f"{source.name}: {found} recordings in the archive where {source.clips} should be; "
                "models/data/corpora.py has to be looked at"
            )
        (made / MARK).write_text(
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
        made.replace(done)
    except OSError as error:
        raise told(error, folder) from None
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FetchError(f"{archive}: is damaged ({error}); delete it and run it again") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write_all(archive: Path, source: Source, made: Path) -> int:
    paths: set[Path] = set()
    bar = tqdm(total=source.clips, desc=f"{source.name}: unpacking", unit="clip")
    with bar:
        for name, content in _members(archive, source):
            place = source.place(name)
            assert place is not None
            path = made / place
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(name, content, path)
            paths.add(path)
            bar.update()
    return len(paths)


def _members(archive: Path, source: Source) -> Iterator[tuple[str, bytes]]:
    """The wanted regular files of a ``.zip`` or ``.tar.gz``, one after another."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                if source.place(info.filename) and _is_small(info.filename, info.file_size):
                    yield info.filename, packed.read(info)
        return
    with tarfile.open(archive, "r|gz") as stream:
        for member in stream:
            if member.isreg() and source.place(member.name) and _is_small(member.name, member.size):
                file = stream.extractfile(member)
                assert file is not None
                yield member.name, file.read()


def _is_small(name: str, size: int) -> bool:
    if size > MAX_MEMBER:
        raise FetchError(f"{name}: is {size:,} bytes long, which no recording is; not unpacked")
    return True


def _write(name: str, content: bytes, path: Path) -> None:
    """Decode and write as FLAC, 16 bits, mono, at 16 kHz or less."""
    try:
        frames, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        raise FetchError(f"{name}: cannot be decoded; the archive is not what it was") from None
    mono = to_mono(frames)
    if rate > SAMPLE_RATE:
        mono, rate = soxr.resample(mono, rate, SAMPLE_RATE), SAMPLE_RATE
    encoded = io.BytesIO()
    soundfile.write(encoded, mono, rate, format="FLAC", subtype="PCM_16")
    # By Python, and not by libsndfile, which does not tell a full disk from other errors.
    path.write_bytes(encoded.getbuffer())
