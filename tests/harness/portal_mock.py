"""A template for python-dbusmock: the portals RemoteDesktop and GlobalShortcuts.

It runs in Debian's Python, as ``python3 -m dbusmock --template``. Parameters: ``log``, a file to
which each key press is appended; ``answer``, the response to ``Start`` and ``BindShortcuts`` (0
agreed, 1 refused); ``devices``, what the user has allowed.
"""

# ruff: noqa: N802 - methods have their names on the bus

from pathlib import Path

import dbus  # pyright: ignore[reportMissingImports]
from dbusmock import mockobject  # pyright: ignore[reportMissingImports]
from gi.repository import GLib  # pyright: ignore[reportMissingImports]

BUS_NAME = "org.freedesktop.portal.Desktop"
MAIN_OBJ = "/org/freedesktop/portal/desktop"
MAIN_IFACE = "org.freedesktop.portal.RemoteDesktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SYSTEM_BUS = False


def load(mock, parameters):
    mock.answer = int(parameters.get("answer", 0))
    mock.devices = int(parameters.get("devices", 1))
    mock.log_path = Path(str(parameters["log"]))
    mock.sessions = {}
    mock.AddProperty(MAIN_IFACE, "AvailableDeviceTypes", dbus.UInt32(7))


def _note(mock, *words):
    with mock.log_path.open("a") as file:
        print(*words, file=file)


def _respond(mock, sender, options, code, results):
    name = sender[1:].replace(".", "_")
    path = f"{MAIN_OBJ}/request/{name}/{options['handle_token']}"

    def emit():
        mock.AddObject(path, "org.freedesktop.portal.Request", {}, [])
        signal = ("org.freedesktop.portal.Request", "Response", "ua{sv}")
        mockobject.objects[path].EmitSignal(*signal, [dbus.UInt32(code), results])
        mock.RemoveObject(path)
        return False

    GLib.timeout_add(20, emit)
    return dbus.ObjectPath(path)


def _create_session(mock, options, sender):
    name = sender[1:].replace(".", "_")
    path = f"{MAIN_OBJ}/session/{name}/{options['session_handle_token']}"
    mock.AddObject(path, "org.freedesktop.portal.Session", {}, [])
    mock.sessions[path] = True
    return _respond(mock, sender, options, 0, {"session_handle": path})


@dbus.service.method(MAIN_IFACE, in_signature="a{sv}", out_signature="o", sender_keyword="sender")
def CreateSession(self, options, sender):
    return _create_session(self, options, sender)


@dbus.service.method(MAIN_IFACE, in_signature="oa{sv}", out_signature="o", sender_keyword="sender")
def SelectDevices(self, session, options, sender):
    _note(self, "select", int(options["types"]), str(options.get("restore_token", "-")))
    return _respond(self, sender, options, 0, {})


@dbus.service.method(MAIN_IFACE, in_signature="osa{sv}", out_signature="o", sender_keyword="sender")
def Start(self, session, parent, options, sender):
    _note(self, "start")
    results = {"devices": dbus.UInt32(self.devices), "restore_token": "token-1"}
    return _respond(self, sender, options, self.answer, {} if self.answer else results)


@dbus.service.method(MAIN_IFACE, in_signature="oa{sv}iu", out_signature="")
def NotifyKeyboardKeysym(self, session, options, keysym, state):
    if not self.sessions.get(str(session)):
        raise dbus.exceptions.DBusException(
            "Invalid session", name="org.freedesktop.DBus.Error.AccessDenied"
        )
    _note(self, "key", int(keysym), int(state))


@dbus.service.method(MAIN_IFACE, in_signature="b", out_signature="")
def Revoke(self, is_told):
    """The user ends all sessions; `is_told` also emits the signal."""
    for path in list(self.sessions):
        self.sessions[path] = False
        if is_told:
            interface = "org.freedesktop.portal.Session"
            mockobject.objects[path].EmitSignal(interface, "Closed", "a{sv}", [{}])


class Shortcuts(dbus.service.Object):
    """A second method of this name, since templates have one namespace for all interfaces."""

    @dbus.service.method(
        SHORTCUTS, in_signature="a{sv}", out_signature="o", sender_keyword="sender"
    )
    def CreateSession(self, options, sender):
        return _create_session(self, options, sender)


mockobject.DBusMockObject.__bases__ = (Shortcuts, *mockobject.DBusMockObject.__bases__)


@dbus.service.method(
    SHORTCUTS, in_signature="oa(sa{sv})sa{sv}", out_signature="o", sender_keyword="sender"
)
def BindShortcuts(self, session, shortcuts, parent, options, sender):
    for name, details in shortcuts:
        _note(self, "bind", str(name), str(details["preferred_trigger"]))
    self.session = str(session)
    return _respond(self, sender, options, self.answer, {})


@dbus.service.method(MAIN_IFACE, in_signature="ss", out_signature="")
def Press(self, signal, name):
    """The user presses or releases a shortcut: "Activated" or "Deactivated"."""
    values = [dbus.ObjectPath(self.session), name, dbus.UInt64(1), {}]
    self.EmitSignal(SHORTCUTS, signal, "osta{sv}", values)
