"""What is fuzzed: each target reads one file, and may refuse it only with its own error."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.audio import AudioError, duration, load, stream, stream_live
from core.bundle import BundleError, default_bundle_directory, load_bundle
from core.profiles.profile import Profile, ProfileError
from core.profiles.profile_file import read_profile, write_profile
from core.profiles.takes import Take
from desktop.kiosk.config import ConfigError, load_config
from desktop.kiosk.delivery.journal import SLOT_BYTES, Journal, QueueFullError
from desktop.settings import Settings, load_settings, save_settings
from tests.trials.fuzz.mutations import mutated, mutated_text, with_ogg_checksums
from tests.trials.fuzz.recordings import Samples

EXAMPLE_CONFIG = Path(__file__).resolve().parents[3] / "desktop/kiosk/setup/kiosk.toml"


@dataclass(frozen=True)
class Target:
    """Something that reads files.

    Attributes
    ----------
    name : str
    make : callable
        Writes a damaged file into a folder, and returns it.
    read : callable
        Reads it and returns what came of it, in a word or two. An exception is a fault.
    """

    name: str
    make: Callable[[Path, random.Random], Path]
    read: Callable[[Path], str]


# -- recordings -----------------------------------------------------------------------------------


class _Recordings:
    """Damaged recordings; their file names begin with the kind."""

    def __init__(self) -> None:
        self._samples: Samples | None = None

    def __call__(self, folder: Path, rng: random.Random) -> Path:
        if self._samples is None:
            self._samples = Samples()
        for earlier in folder.glob("recording-*"):
            earlier.unlink()
        sample = self._samples.drawn(rng)
        # libsndfile looks at the name, too.
        suffix = f".{sample.suffix}" if rng.random() < 0.7 else ""
        path = folder / f"recording-{sample.kind}{suffix}"
        content = mutated(sample.content, rng)
        if sample.kind in ("Vorbis", "Opus") and rng.random() < 0.7:
            content = with_ogg_checksums(content)
        path.write_bytes(content)
        return path


def _hear(path: Path) -> str:
    is_decoded = False
    for read in (duration, _stream_live, _stream, _load):
        try:
            read(path)
            is_decoded = True
        except AudioError as error:
            _check_line(str(error))
            is_decoded = False
    kind = path.stem.removeprefix("recording-")
    return f"{kind} {'decoded' if is_decoded else 'refused'}"


def _load(path: Path) -> None:
    sound = load(path, warn=_check_line)
    assert sound.dtype == np.float32
    assert sound.ndim == 1
    assert np.isfinite(sound).all()


def _stream(path: Path) -> None:
    for block in stream(path, block_seconds=0.1, warn=_check_line):
        assert np.isfinite(block).all()


class _Pipe(io.BytesIO):
    """Bytes that can be read once, forward."""

    def seekable(self) -> bool:
        return False


def _stream_live(path: Path) -> None:
    for block in stream_live(_Pipe(path.read_bytes()), "pipe", block_seconds=0.1):
        assert np.isfinite(block).all()


def _check_line(text: str) -> None:
    assert text
    assert len(text.splitlines()) == 1, text


# -- the model, profiles --------------------------------------------------------------------------


def _make_bundle(folder: Path, rng: random.Random) -> Path:
    target = folder / "bundle"
    target.mkdir(exist_ok=True)
    for source in default_bundle_directory().iterdir():
        if source.suffix in (".json", ".tflite") and source.is_file():
            (target / source.name).write_bytes(source.read_bytes())
    description = target / "bundle.json"
    text = description.read_text("utf-8")
    if rng.random() < 0.3:
        path = rng.choice(sorted(target.glob("*.tflite")))
        path.write_bytes(mutated(path.read_bytes(), rng))
    elif rng.random() < 0.5:
        description.write_text(_with_odd_value(text, rng), "utf-8")
    else:
        description.write_bytes(mutated(text.encode(), rng))
    return target


def _with_odd_value(text: str, rng: random.Random) -> str:
    """A JSON object with another value somewhere."""
    values: Any = json.loads(text)
    place = values
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = rng.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and rng.random() < 0.7:
            place = place[key]
            continue
        if isinstance(place, dict) and rng.random() < 0.2:
            del place[key]
        else:
            place[key] = rng.choice(_ODD)
        break
    return json.dumps(values)


_ODD = (None, True, 0, -1, 1 << 70, 1e308, float("nan"), float("inf"), "", "x", "\0", "\ud800", [],
        {}, [[]], [0] * 100, {"a": {"b": []}}, 7.5, "../x", "a/b")  # fmt: skip


def _open_bundle(path: Path) -> str:
    try:
        load_bundle(path)
    except BundleError as error:
        _check_line(str(error))
        return "refused"
    return "read"


def _make_profile(folder: Path, rng: random.Random) -> Path:
    path = folder / "ann.voice"
    random_numbers = np.random.default_rng(rng.randrange(1 << 32))
    takes = tuple(
        Take(
            digit,
            random_numbers.normal(size=(4, 11)).astype(np.float32),
            random_numbers.normal(size=(4, 16)).astype(np.float32),
        )
        for digit in range(3)
    )
    sounds = tuple(random_numbers.normal(0, 0.1, 800).astype(np.float32) for _ in takes)
    write_profile(Profile("ann", "0" * 64, takes, sounds), path)
    if rng.random() < 0.5:
        path.write_bytes(mutated(path.read_bytes(), rng))
        return path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(parts))
    if name.endswith(".json") and rng.random() < 0.8:
        parts[name] = _with_odd_value(parts[name].decode(), rng).encode()
    else:
        parts[name] = mutated(parts[name], rng)
    with zipfile.ZipFile(
        path, "w", rng.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
    ) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _open_profile(path: Path) -> str:
    try:
        read_profile(path)
    except ProfileError as error:
        _check_line(str(error))
        return "refused"
    return "read"


# -- settings, configuration, journal -------------------------------------------------------------


def _make_settings(folder: Path, rng: random.Random) -> Path:
    path = folder / "settings.json"
    path.unlink(missing_ok=True)
    save_settings(Settings(device_name="USB Audio", unknown={"newer": {"a": [1]}}), path)
    text = path.read_text("utf-8")
    change = rng.random()
    if change < 0.4:
        path.write_text(_with_odd_value(text, rng), "utf-8")
    elif change < 0.7:
        path.write_bytes(mutated_text(text, rng).encode("utf-8", "surrogatepass"))
    else:
        path.write_bytes(mutated(text.encode(), rng))
    return path


def _open_settings(path: Path) -> str:
    settings, problem = load_settings(path)
    if problem:
        _check_line(problem)
    assert not save_settings(settings, path)
    again, problem_again = load_settings(path)
    assert not problem_again
    assert again == settings
    for broken in path.parent.glob("settings.json.broken-*"):
        broken.unlink()
    return "read with a warning" if problem else "read"


def _make_config(folder: Path, rng: random.Random) -> Path:
    path = folder / "kiosk.toml"
    text = EXAMPLE_CONFIG.read_text("utf-8")
    if rng.random() < 0.8:
        encoding = rng.choice(["utf-8", "utf-8-sig"])
        path.write_bytes(mutated_text(text, rng).encode(encoding, "surrogatepass"))
    else:
        path.write_bytes(mutated(text.encode(), rng))
    return path


def _open_config(path: Path) -> str:
    try:
        load_config(path)
    except ConfigError as error:
        for line in error.lines or [""]:
            _check_line(line)
        return "refused"
    return "read"


def _make_journal(folder: Path, rng: random.Random) -> Path:
    path = folder / "journal"
    path.unlink(missing_ok=True)
    journal = Journal(path, slots=8)
    for number in range(rng.randrange(8)):
        record = journal.append(
            str(number), kiosk="k", entered_by="voice", seconds=1.0, now="now", id_=str(number)
        )
        if rng.random() < 0.4:
            journal.remove(record)
    journal.close()
    content = path.read_bytes()
    if rng.random() < 0.5:
        # A slot with a valid checksum, but other content than this version writes.
        body = _with_odd_value(json.dumps(_RECORD), rng).encode()[: SLOT_BYTES - 10]
        content = content[: SLOT_BYTES * rng.randrange(8)] + _slot(body) + content[SLOT_BYTES:]
    path.write_bytes(mutated(content, rng) if rng.random() < 0.7 else content)
    return path


_RECORD = {
    "pending": True, "id": "a", "sequence": 3, "time": "t", "kiosk": "k", "number": "12",
    "entered_by": "voice", "seconds": 1.5,
}  # fmt: skip


def _slot(body: bytes) -> bytes:
    import zlib

    head = b"SDQ1" + zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(2, "little")
    return (head + body).ljust(SLOT_BYTES, b"\0")


def _open_journal(path: Path) -> str:
    journal = Journal(path, slots=8)
    try:
        before = journal.pending()
        try:
            record = journal.append(
                "42", kiosk="k", entered_by="touch", seconds=1.0, now="now", id_="new"
            )
        except QueueFullError:
            return "full"
        assert record in journal.pending()
        assert len(journal.pending()) == len(before) + 1
        journal.remove(record)
        assert [waiting.id for waiting in journal.pending()] == [waiting.id for waiting in before]
        return "read"
    finally:
        journal.close()


TARGETS = {
    target.name: target
    for target in (
        Target("audio", _Recordings(), _hear),
        Target("bundle", _make_bundle, _open_bundle),
        Target("profile", _make_profile, _open_profile),
        Target("settings", _make_settings, _open_settings),
        Target("config", _make_config, _open_config),
        Target("journal", _make_journal, _open_journal),
    )
}
