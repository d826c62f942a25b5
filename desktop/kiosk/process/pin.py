"""The staff's PIN: kept as a salted scrypt hash, and guessed at only so often."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from desktop.kiosk.process.fixed_file import FixedFile, read_fixed

LEAST_DIGITS, MOST_DIGITS = 4, 12

_COST = {"n": 1 << 14, "r": 8, "p": 1}
_MEMORY = 32 << 20
"""Bytes that scrypt may use; 16 MiB are needed with the cost above."""

LONGEST_LOCKOUT = 3600.0


class PinError(Exception):
    """A PIN that will not do, or a PIN file that cannot be used; one line for people."""


def pin_path(state: Path) -> Path:
    """Where the hash is kept."""
    return state / "pin.json"


def set_pin(state: Path, pin: str) -> None:
    """Keep the hash of a new PIN; the old one is void.

    Raises
    ------
    PinError
        If the PIN is not 4 to 12 digits, or all of them are the same.
    OSError
    """
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise PinError(f"a PIN has {LEAST_DIGITS} to {MOST_DIGITS} digits, and nothing else")
    if len(set(pin)) == 1:
        raise PinError("a PIN of one digit repeated is the first that anybody tries")
    salt = os.urandom(16)
    described = {"salt": salt.hex(), **_COST, "hash": _hash(pin, salt, _COST).hex()}
    path = pin_path(state)
    new = path.with_suffix(".new")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as out:
        json.dump(described, out)
        out.flush()
        os.fsync(file)
    if os.name != "nt":
        # Set by root, it is still for the kiosk's own account to read.
        owner = state.stat()
        os.chown(new, owner.st_uid, owner.st_gid)
    new.replace(path)


def has_pin(state: Path) -> bool:
    """Whether a PIN has been set."""
    return pin_path(state).is_file()


def is_right(state: Path, pin: str) -> bool:
    """Whether this is the PIN; takes a tenth of a second.

    Raises
    ------
    PinError
        If the file is missing or damaged.
    """
    try:
        described: Any = json.loads(pin_path(state).read_bytes())
        cost = {name: int(described[name]) for name in _COST}
        wanted = bytes.fromhex(described["hash"])
        found = _hash(pin, bytes.fromhex(described["salt"]), cost)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PinError(f"{pin_path(state)}: cannot be used ({error})") from None
    return hmac.compare_digest(wanted, found)


def _hash(pin: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=cost["n"], r=cost["r"], p=cost["p"], maxmem=_MEMORY
    )


@dataclass(slots=True)
class _Count:
    failures: int = 0
    lockouts: int = 0
    locked_at: float = 0.0


class Attempts:
    """Limits how often a PIN may be tried; remembers over restarts and power cuts.

    Parameters
    ----------
    state : Path
    most : int
        Wrong PINs in a row before the lock.
    lockout : float
        Seconds of the first lock; each further one is twice as long, up to an hour.
    clock : callable
        Seconds since 1970.
    """

    def __init__(
        self, state: Path, most: int, lockout: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._state = state
        self._most = most
        self._lockout = lockout
        self._clock = clock
        path = state / "attempts"
        kept = read_fixed(path)
        known = {name: kept[name] for name in ("failures", "lockouts", "locked_at") if name in kept}
        self._count = _Count(**known)
        self._file = FixedFile(path)

    @property
    def locked_for(self) -> float:
        """Seconds that no PIN is taken; 0 where one is."""
        if not self._count.lockouts:
            return 0.0
        length = min(self._lockout * 2.0 ** (self._count.lockouts - 1), LONGEST_LOCKOUT)
        since = self._clock() - self._count.locked_at
        # A clock that was set back must not lock for longer than it would have.
        return min(max(length - max(since, 0.0), 0.0), length)

    def check(self, pin: str) -> Literal["right", "wrong", "locked"]:
        """Try a PIN; raises `PinError` where there is none to compare with."""
        if self.locked_for > 0:
            return "locked"
        # Counted before it is looked at: pulling the plug gains no further try.
        self._count.failures += 1
        if self._count.failures >= self._most:
            self._count.failures = 0
            self._count.lockouts += 1
            self._count.locked_at = self._clock()
        self._keep()
        if not is_right(self._state, pin):
            return "wrong"
        self._count = _Count()
        self._keep()
        return "right"

    def _keep(self) -> None:
        values = {
            "failures": self._count.failures,
            "lockouts": self._count.lockouts,
            "locked_at": self._count.locked_at,
        }
        self._file.write(values, sync=True)
