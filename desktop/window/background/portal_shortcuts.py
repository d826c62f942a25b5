"""Global shortcuts on Wayland, by the GlobalShortcuts portal; the desktop asks for the keys."""

from __future__ import annotations

import queue
import threading
from typing import Any

from PySide6.QtCore import QTimer

from desktop.dictation.keyboards.bus import PORTAL, Bus, BusError, CancelledError
from desktop.window.background.shortcuts import Shortcut, Shortcuts

INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
_POLL_MS = 20
_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}


def trigger(keys: str) -> str:
    """Return a shortcut in the form of the XDG shortcuts specification: "CTRL+ALT+space"."""
    *modifiers, key = keys.split("+")
    name = {"Space": "space"}.get(key, key.lower() if len(key) == 1 else key)
    return "+".join([*(_MODIFIERS.get(one, one) for one in modifiers), name])


class PortalShortcuts(Shortcuts):
    """A session of the portal, in a thread of its own; its signals are polled."""

    def __init__(self) -> None:
        super().__init__()
        self._events: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._poll)

    def use(self, shortcuts: list[Shortcut]) -> None:
        """Ask for these shortcuts in a new session."""
        self.close()
        wanted = [one for one in shortcuts if one.keys]
        if not wanted:
            return
        self._stop = stop = threading.Event()
        thread = threading.Thread(
            target=self._listen, args=(wanted, stop), name="shortcuts", daemon=True
        )
        thread.start()
        self._timer.start(_POLL_MS)

    def close(self) -> None:
        """End the session."""
        self._stop.set()
        self._timer.stop()

    def _listen(self, wanted: list[Shortcut], stop: threading.Event) -> None:
        try:
            bus = Bus()
        except BusError as error:
            self._events.put(("failed", str(error)))
            return
        try:
            session = bus.create_session(INTERFACE)
            activated = bus.watch(PORTAL[1], INTERFACE, "Activated")
            deactivated = bus.watch(PORTAL[1], INTERFACE, "Deactivated")
            described: list[Any] = [
                (
                    one.name,
                    {
                        "description": ("s", one.description),
                        "preferred_trigger": ("s", trigger(one.keys)),
                    },
                )
                for one in wanted
            ]
            bus.request(
                INTERFACE, "BindShortcuts", "oa(sa{sv})sa{sv}", (session, described, ""), {}
            )
            while not stop.is_set():
                bus.receive(0.1)
                for found, kind in ((activated, "pressed"), (deactivated, "released")):
                    while found:
                        body = found.popleft().body
                        if body[0] == session:
                            self._events.put((kind, str(body[1])))
        except CancelledError:
            self._events.put(("refused", ""))
        except BusError as error:
            self._events.put(("failed", "" if error.is_missing else str(error)))
        finally:
            bus.close()

    def _poll(self) -> None:
        while True:
            try:
                kind, text = self._events.get_nowait()
            except queue.Empty:
                return
            if kind == "pressed":
                self.pressed.emit(text)
            elif kind == "released":
                self.released.emit(text)
            elif kind == "refused":
                self.failed.emit(self.tr("The desktop was told not to allow the shortcuts."))
            else:
                self.failed.emit(
                    text or self.tr("This desktop has no global shortcuts for programs.")
                )
