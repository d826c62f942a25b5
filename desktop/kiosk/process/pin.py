"""The PIN for staff: stored as a salted scrypt hash, with a limit on wrong attempts."""

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

from desktop.atomic_write import write_atomically
from desktop.kiosk.process.fixed_file import FixedFile, read_fixed

MIN_DIGITS, MAX_DIGITS = 4, 12

_COST = {"n": 1 << 14, "r": 8, "p": 1}
_MEMORY = 32 << 20
"""Bytes that scrypt may use; the cost above needs 16 MiB."""

MAX_LOCKOUT = 3600.0
"""Seconds."""


RULES = f"{MIN_DIGITS} to {MAX_DIGITS} digits, not all the same"


class PinError(Exception):
    """A PIN that is not allowed, or a PIN file that cannot be used. The text is one line."""


def pin_path(state: Path) -> Path:
    """The file with the hash."""
    return state / "pin.json"


def set_pin(state: Path, pin: str) -> None:
    """Store the hash of a new PIN, in place of the old one.

    Raises
    ------
    PinError
        See `check_rules`.
    OSError
        The file cannot be written.
    """
    check_rules(pin)
    salt = os.urandom(16)
    content = {"salt": salt.hex(), **_COST, "hash": _hash(pin, salt, _COST).hex()}
    # If root sets the PIN, the kiosk's own account must still be able to read it.
    folder = state.stat()
    owner = (folder.st_uid, folder.st_gid)
    write_atomically(pin_path(state), json.dumps(content).encode("ascii"), owner=owner)


def check_rules(pin: str) -> None:
    """Raise `PinError` unless a PIN has 4 to 12 digits that are not all the same."""
    if not (pin.isascii() and pin.isdigit() and MIN_DIGITS <= len(pin) <= MAX_DIGITS):
        raise PinError(f"a PIN has {MIN_DIGITS} to {MAX_DIGITS} digits and no other characters")
    if len(set(pin)) == 1:
        raise PinError("the digits of a PIN must not all be the same: such a PIN is easy to guess")


def has_pin(state: Path) -> bool:
    """Whether a PIN has been set."""
    return pin_path(state).is_file()


def is_correct(state: Path, pin: str) -> bool:
    """Whether this is the PIN. Takes about 0.1 s.

    Raises
    ------
    PinError
        The file is missing or damaged.
    """
    try:
        content: Any = json.loads(pin_path(state).read_bytes())
        cost = {name: int(content[name]) for name in _COST}
        expected = bytes.fromhex(content["hash"])
        actual = _hash(pin, bytes.fromhex(content["salt"]), cost)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PinError(f"{pin_path(state)}: cannot be used ({error})") from None
    return hmac.compare_digest(expected, actual)


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
    """Limits wrong PINs. The count survives restarts and power failures.

    Parameters
    ----------
    state : Path
    max_attempts : int
        Wrong PINs in a row before a lockout.
    lockout : float
        Seconds of the first lockout. Each further one takes twice as long, up to an hour.
    clock : callable
        Seconds since 1970.
    """

    def __init__(
        self,
        state: Path,
        max_attempts: int,
        lockout: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._state = state
        self._max_attempts = max_attempts
        self._lockout = lockout
        self._clock = clock
        path = state / "attempts"
        stored = read_fixed(path)
        names = ("failures", "lockouts", "locked_at")
        self._count = _Count(**{name: stored[name] for name in names if name in stored})
        self._file = FixedFile(path)

    @property
    def locked_for(self) -> float:
        """Seconds until a PIN is accepted again; 0 if there is no lockout."""
        if not self._count.lockouts:
            return 0.0
        length = min(self._lockout * 2.0 ** (self._count.lockouts - 1), MAX_LOCKOUT)
        since = self._clock() - self._count.locked_at
        # If the clock was set back, the lockout must not take longer.
        return min(max(length - max(since, 0.0), 0.0), length)

    def check(self, pin: str) -> Literal["correct", "wrong", "locked"]:
        """Check a PIN; raises `PinError` if the stored PIN cannot be used."""
        if self.locked_for > 0:
            return "locked"
        # Counted before the check, so that pulling the plug does not give another attempt.
        self._count.failures += 1
        if self._count.failures >= self._max_attempts:
            self._count.failures = 0
            self._count.lockouts += 1
            self._count.locked_at = self._clock()
        self._save()
        if not is_correct(self._state, pin):
            return "wrong"
        self._count = _Count()
        self._save()
        return "correct"

    def _save(self) -> None:
        values = {
            "failures": self._count.failures,
            "lockouts": self._count.lockouts,
            "locked_at": self._count.locked_at,
        }
        self._file.write(values, sync=True)
