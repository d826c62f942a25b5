"""The file of a profile.

It is a zip archive with ``profile.json`` and NumPy arrays (``.npy``, never pickled), and with the
audio of the takes (FLAC) only if the user asked for it. The hash of the bundle's file ties it to a
model.
"""

from __future__ import annotations

import io
import json
import os
import re
import struct
import tempfile
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.lib import format as npy

from core.audio import SAMPLE_RATE, Float32Array
from core.bundle_location import DEFAULT_LANGUAGE
from core.profiles.adaptation import Adaptation, Effect
from core.profiles.profile import Profile, ProfileError, enrol_command
from core.profiles.takes import Take

FORMAT, FORMAT_WITH_LANGUAGE = 1, 2
"""Versions of the file format. English profiles have the first one, which all versions of the
program can read. Others have the second: a program that knows no languages must not convert them
for its English model. It refuses them and leaves the files unchanged."""

SUFFIX = ".voice"

_LARGEST = 500_000_000
"""Maximum size of all unpacked parts in bytes."""

_LARGEST_DESCRIPTION = 1_000_000
"""Maximum size of ``profile.json`` that is read for a message, in bytes."""

_DAMAGE = (
    ArithmeticError,
    EOFError,
    IndexError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    tokenize.TokenError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""Exceptions from reading a damaged archive, array or recording."""


Read = TypeVar("Read")


def write_profile(profile: Profile, path: Path) -> None:
    """Store a profile atomically: after a crash, the file is the old or the new one.

    Raises
    ------
    ProfileError
        The profile cannot be stored.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                _write_zip(profile, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"profile {path}: cannot be stored ({reason}); make room or choose another folder",
            "not_stored",
            reason,
        ) from None


def read_profile(path: Path) -> Profile:
    """Read and check a profile.

    Raises
    ------
    ProfileError
        The file does not exist, is damaged or was stored by a newer version of the program.
    """
    return _read(path, _checked)


@dataclass(frozen=True, slots=True)
class Outline:
    """The description of a profile, which is quick to read.

    Attributes
    ----------
    language : str
        Code of the language of the digits.
    counts : tuple of 10 int
        Number of takes of each digit.
    is_unfinished : bool
        See `Profile.is_unfinished`.
    bundle : str
        SHA-256 of its model.
    has_all_audio : bool
        See `Profile.has_all_audio`.
    """

    language: str
    counts: tuple[int, ...]
    is_unfinished: bool
    bundle: str
    has_all_audio: bool


def read_outline(path: Path) -> Outline:
    """Read only the description of a profile; raises as `read_profile`."""
    return _read(path, _outlined)


def _outlined(path: Path, archive: zipfile.ZipFile) -> Outline:
    described = _described(path, archive)
    digits = [_digit(value) for value in described["digits"]]
    counts = tuple(digits.count(digit) for digit in range(10))
    is_unfinished = min(counts) == 0 or not described["summary"]
    has_all_audio = 0 < len(digits) == len(described["sounds"])
    bundle = str(described["bundle"])
    return Outline(_language(described), counts, is_unfinished, bundle, has_all_audio)


def _read(path: Path, read: Callable[[Path, zipfile.ZipFile], Read]) -> Read:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise _refusal(path, "it is too large")
            return read(path, archive)
    except FileNotFoundError:
        raise ProfileError(
            f"profile {path.stem}: there is none of this name; create it with "
            f"'{enrol_command(path.stem)}'",
            "missing",
        ) from None
    except OSError as error:
        reason = str(error.strerror or error)
        raise ProfileError(
            f"profile {path}: cannot be read ({reason})", "unreadable", reason
        ) from None
    except KeyError as error:
        raise _refusal(path, f"{error} is missing") from None
    except _DAMAGE as error:
        raise _refusal(path, str(error).splitlines()[0] if str(error) else "no data") from None


def _write_zip(profile: Profile, file: Any) -> None:
    learnt = profile.adaptation
    described = {
        "format": FORMAT if profile.language == DEFAULT_LANGUAGE else FORMAT_WITH_LANGUAGE,
        "name": profile.name,
        "language": profile.language,
        "bundle": profile.bundle,
        "digits": [take.digit for take in profile.takes],
        "rejected": [number for number, take in enumerate(profile.takes) if take.was_rejected],
        "split": [take.split_seconds for take in profile.takes],
        "sounds": [number for number, kept in enumerate(profile.sounds) if kept is not None],
        "adaptation": None if learnt is None else learnt.numbers(),
        "summary": profile.summary,
        "effect": None if profile.effect is None else asdict(profile.effect),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "profile.json", (json.dumps(described, indent=2) + "\n").encode())
        if profile.takes:
            _write_array(archive, "logits", np.stack([take.logits for take in profile.takes]))
            _write_array(archive, "hidden", np.stack([take.hidden for take in profile.takes]))
        if learnt is not None:
            for name, array in learnt.arrays().items():
                _write_array(archive, f"adaptation_{name}", array)
        for number, sound in enumerate(profile.sounds):
            if sound is not None:
                _write(archive, _sound_name(number), _flac(sound))


def _described(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    described: Any = json.loads(archive.read("profile.json"))
    if not isinstance(described, dict):
        raise ValueError("profile.json is not an object")
    described = cast("dict[str, Any]", described)
    version = described["format"]
    if type(version) is int and version > FORMAT_WITH_LANGUAGE:
        raise ProfileError(
            f"profile {path}: was stored by a newer version of the program (format {version}) and "
            "is not changed; update the program to use it",
            "newer",
        )
    if version not in (FORMAT, FORMAT_WITH_LANGUAGE):
        raise ValueError(f"its format {version!r} is not valid")
    numbers: Any = described["adaptation"]
    if isinstance(numbers, dict) and not set(Adaptation.NUMBERS) <= numbers.keys():
        # Of versions with a model before 2.1.0. Only the takes are still of use.
        described |= {"adaptation": None, "summary": ""}
    return described


def _checked(path: Path, archive: zipfile.ZipFile) -> Profile:
    described = _described(path, archive)
    digits = [_digit(value) for value in described["digits"]]
    kept = {int(number) for number in described["sounds"]}
    takes: tuple[Take, ...] = ()
    if digits:
        logits, hidden = _read_array(archive, "logits"), _read_array(archive, "hidden")
        if logits.ndim != 3 or hidden.ndim != 3 or logits.shape[2] != 11:
            raise ValueError("its arrays have wrong shapes")
        if not len(digits) == len(logits) == len(hidden) or logits.shape[1] != hidden.shape[1]:
            raise ValueError("its arrays do not fit together")
        rows = zip(digits, logits, hidden, strict=True)
        rejected = {int(number) for number in described.get("rejected", ())}
        split = [float(seconds) for seconds in described.get("split", [0.0] * len(digits))]
        takes = tuple(
            Take(*row, number in rejected, split[number]) for number, row in enumerate(rows)
        )
    sounds = tuple(
        _unflac(archive.read(_sound_name(number))) if number in kept else None
        for number in range(len(digits))
    )
    return Profile(
        name=str(described["name"]),
        bundle=str(described["bundle"]),
        takes=takes,
        sounds=sounds,
        adaptation=_adaptation(archive, described["adaptation"], takes),
        summary=str(described["summary"]),
        effect=_effect(described.get("effect")),
        language=_language(described),
    )


def _adaptation(
    archive: zipfile.ZipFile, numbers: Mapping[str, Any] | None, takes: tuple[Take, ...]
) -> Adaptation | None:
    if numbers is None:
        return None
    arrays = {name: _read_array(archive, f"adaptation_{name}") for name in Adaptation.ARRAYS}
    adaptation = Adaptation.restored(numbers, arrays)
    if takes and not adaptation.fits(takes[0].hidden.shape[-1]):
        raise ValueError("its arrays do not fit together")
    return adaptation


def _effect(numbers: Mapping[str, Any] | None) -> Effect | None:
    if numbers is None:
        return None
    return Effect(
        takes=int(numbers["takes"]),
        judged=int(numbers["judged"]),
        wrong_before=int(numbers["wrong_before"]),
        wrong_after=int(numbers["wrong_after"]),
        still_wrong=tuple(_digit(value) for value in numbers.get("still_wrong", ())),
        rejected_before=int(numbers.get("rejected_before", 0)),
        rejected_after=int(numbers.get("rejected_after", 0)),
    )


def _language(described: Mapping[str, Any]) -> str:
    value = described.get("language", DEFAULT_LANGUAGE)
    if not isinstance(value, str) or not value:
        raise ValueError("its language is not valid")
    return value


def _digit(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 9:
        raise ValueError(f"{value!r} is not a digit")
    return value


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a part without its time, so that equal profiles give equal files."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(part, content)


def _write_array(archive: zipfile.ZipFile, name: str, array: Float32Array) -> None:
    content = io.BytesIO()
    npy.write_array(content, np.ascontiguousarray(array, np.float32), allow_pickle=False)
    _write(archive, f"{name}.npy", content.getvalue())


def _read_array(archive: zipfile.ZipFile, name: str) -> Float32Array:
    content = io.BytesIO(archive.read(f"{name}.npy"))
    array: Any = npy.read_array(content, allow_pickle=False)
    if array.dtype != np.float32 or not np.isfinite(array).all():
        raise ValueError(f"{name} has values that are not valid")
    return array


def _sound_name(number: int) -> str:
    return f"takes/{number:04d}.flac"


def _flac(samples: Float32Array) -> bytes:
    import soundfile  # pyright: ignore[reportMissingTypeStubs] - only takes need it

    content = io.BytesIO()
    soundfile.write(content, samples, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    return content.getvalue()


def _unflac(content: bytes) -> Float32Array:
    import soundfile  # pyright: ignore[reportMissingTypeStubs] - only takes need it

    samples, rate = cast(
        "tuple[Float32Array, int]", soundfile.read(io.BytesIO(content), dtype="float32")
    )
    if rate != SAMPLE_RATE or samples.ndim != 1:
        raise ValueError("the audio of a take has another sample rate or several channels")
    return samples


def _refusal(path: Path, why: str) -> ProfileError:
    command = enrol_command(path.stem, _remaining_language(path), replace=True)
    return ProfileError(
        f"profile {path}: is damaged or not a profile ({why}); record it again with "
        f"'{command}', or delete it and import a copy",
        "damaged",
        why,
    )


def _remaining_language(path: Path) -> str:
    """The language of a damaged profile if it can still be read, else the default."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("profile.json").file_size > _LARGEST_DESCRIPTION:
                return DEFAULT_LANGUAGE
            language = _language(_described(path, archive))
    except (OSError, KeyError, ProfileError, *_DAMAGE):
        return DEFAULT_LANGUAGE
    # It becomes part of a command.
    return language if re.fullmatch(r"[A-Za-z0-9-]{1,20}", language) else DEFAULT_LANGUAGE
