"""Types on Wayland by the RemoteDesktop portal of GNOME and KDE, once the user has agreed."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import Any

from desktop.atomic_write import write_atomically
from desktop.dictation.keyboards.bus import PORTAL, Bus, BusError, CancelledError
from desktop.dictation.keyboards.keyboard import TypingError, keysym
from desktop.folders import state_folder

INTERFACE = "org.freedesktop.portal.RemoteDesktop"
_SERVICE = (*PORTAL, INTERFACE)
_KEYBOARD = 1
_UNTIL_REVOKED = 2


def token_path() -> Path:
    """The file with the token by which the portal recognizes an earlier consent."""
    return state_folder() / "typing-portal.json"


class PortalKeyboard:
    """A session of the RemoteDesktop portal with a keyboard.

    Parameters
    ----------
    token_file : Path, optional
        By default `token_path`.
    """

    name = "RemoteDesktop portal"

    def __init__(self, token_file: Path | None = None) -> None:
        self._token_file = token_file
        self._bus: Bus | None = None
        self._session = ""
        self._closed: deque[Any] = deque()
        self._refusal: TypingError | None = None

    @staticmethod
    def is_available() -> bool:
        """Return whether the desktop has this portal, for keyboards."""
        try:
            bus = Bus()
        except BusError:
            return False
        try:
            return bool(bus.property(_SERVICE, "AvailableDeviceTypes") & _KEYBOARD)
        except (BusError, TypeError):
            return False
        finally:
            bus.close()

    def open(self) -> None:
        """Ask the user, unless there is a token of an earlier consent.

        Once the user has refused or revoked the permission, this fails immediately until `close` is
        called, so that the user is not asked again for each number.
        """
        if self._refusal is not None:
            raise self._refusal
        if self._session:
            return
        try:
            self._bus = bus = Bus()
            session = bus.create_session(INTERFACE)
            self._closed = bus.watch(session, "org.freedesktop.portal.Session", "Closed")
            options: dict[str, tuple[str, Any]] = {
                "types": ("u", _KEYBOARD),
                "persist_mode": ("u", _UNTIL_REVOKED),
            }
            if token := self._read_token():
                options["restore_token"] = ("s", token)
            bus.request(INTERFACE, "SelectDevices", "oa{sv}", (session,), options)
            results = bus.request(INTERFACE, "Start", "osa{sv}", (session, ""), {})
        except CancelledError as error:
            raise self._refuse(
                "refused",
                "Typing into other programs was not allowed. Turn it on again to be asked.",
            ) from error
        except BusError as error:
            self._disconnect()
            code = "unsupported" if error.is_missing else "failed"
            raise TypingError(code, f"The RemoteDesktop portal: {error}.", str(error)) from error
        if not results.get("devices", 0) & _KEYBOARD:
            raise self._refuse(
                "refused", "The keyboard was not allowed. Turn typing on again to be asked."
            )
        self._session = session
        self._write_token(results.get("restore_token", ""))

    def focus(self) -> int:
        """Return 0: Wayland does not tell."""
        return 0

    def type(self, text: str, focus: int = 0) -> None:
        """Press the keys of a text; the desktop finds them in the layout that is active."""
        self.open()
        assert self._bus is not None
        try:
            self._bus.receive()
        except BusError as error:
            raise self._lost(error) from error
        if self._closed:
            raise self._revoked()
        keys = [self._key(keysym(c), is_down) for c in text for is_down in (True, False)]
        try:
            self._bus.send_at_once(keys[:-1])
            last = keysym(text[-1])
            self._bus.call(
                _SERVICE, "NotifyKeyboardKeysym", "oa{sv}iu", (self._session, {}, last, 0)
            )
            self._bus.receive()
        except BusError as error:
            if self._closed or self._is_closed():
                raise self._revoked() from error
            raise self._lost(error) from error
        if self._closed:
            raise self._revoked()

    def close(self) -> None:
        """End the session; the next `open` may ask the user."""
        self._disconnect()
        self._refusal = None

    # -- internals ------------------------------------------------------------------------------

    def _key(self, symbol: int, is_down: bool) -> Any:
        assert self._bus is not None
        values = (self._session, {}, symbol, int(is_down))
        return self._bus.message(_SERVICE, "NotifyKeyboardKeysym", "oa{sv}iu", values)

    def _is_closed(self) -> bool:
        assert self._bus is not None
        try:
            self._bus.receive(0.2)
        except BusError:
            return False
        return bool(self._closed)

    def _refuse(self, code: Any, message: str) -> TypingError:
        self._disconnect()
        self._refusal = TypingError(code, message)
        return self._refusal

    def _revoked(self) -> TypingError:
        self._write_token("")
        return self._refuse(
            "revoked",
            "The desktop has ended the permission to type. Turn typing on again to be asked.",
        )

    def _lost(self, error: BusError) -> TypingError:
        self._disconnect()
        return TypingError("failed", f"The RemoteDesktop portal: {error}.", str(error))

    def _disconnect(self) -> None:
        self._session = ""
        self._closed = deque()
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _read_token(self) -> str:
        try:
            stored = json.loads((self._token_file or token_path()).read_text(encoding="utf-8"))
            return str(stored["restore_token"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _write_token(self, token: str) -> None:
        try:
            path = self._token_file or token_path()
            if token:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, json.dumps({"restore_token": token}).encode())
            else:
                path.unlink(missing_ok=True)
        except OSError:
            pass  # the user is asked again at the next start
