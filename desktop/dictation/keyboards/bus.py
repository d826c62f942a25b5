"""D-Bus by jeepney: calls, and the requests and sessions of the desktop portals.

The portals' documentation: https://flatpak.github.io/xdg-desktop-portal/docs/
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

CALL_SECONDS = 5.0
"""How long to wait for an answer that needs no consent."""

PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")

DBusValue = tuple[str, Any]
"""A variant: its signature and its value."""


class BusError(Exception):
    """The bus or a service on it is missing, or refuses a call.

    Attributes
    ----------
    is_missing : bool
        Whether there is no such bus, service or method.
    """

    def __init__(self, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.is_missing = is_missing


class CancelledError(Exception):
    """The user has refused a request."""


class Bus:
    """A connection to a message bus.

    Parameters
    ----------
    name : {"SESSION", "SYSTEM"}

    Raises
    ------
    BusError
        If there is no such bus.
    """

    def __init__(self, name: str = "SESSION") -> None:
        from jeepney.io.blocking import open_dbus_connection

        try:
            self.connection: DBusConnection = open_dbus_connection(name)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise BusError(f"no {name.lower()} bus: {error}", is_missing=True) from error
        self._numbers = count(1)

    def close(self) -> None:
        """Close the connection; its portal sessions end."""
        self.connection.close()

    def call(
        self,
        service: tuple[str, str, str],
        method: str,
        signature: str = "",
        values: Sequence[Any] = (),
        timeout: float | None = CALL_SECONDS,
    ) -> tuple[Any, ...]:
        """Call a method and return its results.

        Parameters
        ----------
        service : (str, str, str)
            Bus name, object path and interface.
        method, signature : str
        values : sequence
        timeout : float or None
            In seconds.

        Raises
        ------
        BusError
        """
        call = self.message(service, method, signature, values)
        try:
            return self._results(self.connection.send_and_get_reply(call, timeout=timeout))
        except (OSError, EOFError) as error:  # TimeoutError is an OSError
            raise BusError(f"{service[0]} does not answer: {error}") from error

    def message(
        self,
        service: tuple[str, str, str],
        method: str,
        signature: str = "",
        values: Sequence[Any] = (),
    ) -> Message:
        """Make a method call that is not sent yet."""
        from jeepney import DBusAddress, new_method_call

        name, path, interface = service
        address = DBusAddress(path, bus_name=name, interface=interface)
        return new_method_call(address, method, signature or None, tuple(values))

    def property(self, service: tuple[str, str, str], name: str) -> Any:
        """Return the value of a property."""
        where = (service[0], service[1], "org.freedesktop.DBus.Properties")
        return self.call(where, "Get", "ss", (service[2], name))[0][1]

    def has_service(self, name: str) -> bool:
        """Return whether a program owns a bus name at this moment."""
        bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        return bool(self.call(bus, "NameHasOwner", "s", (name,))[0])

    def send_at_once(self, messages: Sequence[Message]) -> None:
        """Send calls that expect no reply, in one piece: all of them or none.

        Raises
        ------
        BusError
        """
        from jeepney import MessageFlag

        data = b""
        for message in messages:
            message.header.flags |= MessageFlag.no_reply_expected
            data += message.serialise(serial=next(self.connection.outgoing_serial))
        try:
            self.connection.sock.sendall(data)
        except OSError as error:
            raise BusError(f"the bus is gone: {error}") from error

    # -- signals --------------------------------------------------------------------------------

    def watch(self, path: str, interface: str, member: str | None = None) -> deque[Message]:
        """Collect the signals of an object from now on; see `receive`."""
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", path=path, interface=interface, member=member)
        found: deque[Message] = deque()
        self.connection.filter(rule, queue=found)
        try:
            self._results(self.connection.send_and_get_reply(message_bus.AddMatch(rule)))
        except (OSError, EOFError) as error:
            raise BusError(f"the bus is gone: {error}") from error
        return found

    def receive(self, timeout: float = 0.0) -> None:
        """Take signals that have arrived, waiting at most `timeout` seconds for the first one.

        Raises
        ------
        BusError
            The connection is closed.
        """
        try:
            while True:
                self.connection.recv_messages(timeout=timeout)
                timeout = 0.0
        except TimeoutError:
            pass
        except (OSError, EOFError, ValueError) as error:
            raise BusError(f"the bus is gone: {error}") from error

    # -- portals --------------------------------------------------------------------------------

    def request(
        self,
        interface: str,
        method: str,
        signature: str,
        values: Sequence[Any],
        options: dict[str, DBusValue],
    ) -> dict[str, Any]:
        """Call a method of a portal and wait for its response, which the user may have to give.

        Parameters
        ----------
        interface, method : str
        signature : str
            Of `values` and the options after them.
        values : sequence
        options : dict
            A handle token is added.

        Raises
        ------
        CancelledError
            The user has refused.
        BusError
        """
        token = self._token()
        sender = (self.connection.unique_name or "")[1:].replace(".", "_")
        path = f"{PORTAL[1]}/request/{sender}/{token}"
        responses = self.watch(path, "org.freedesktop.portal.Request", "Response")
        options = {**options, "handle_token": ("s", token)}
        self.call((*PORTAL, interface), method, signature, (*values, options))
        try:
            response = self.connection.recv_until_filtered(responses)
        except (OSError, EOFError) as error:
            raise BusError(f"the portal is gone: {error}") from error
        code, results = response.body
        if code == 1:
            raise CancelledError(method)
        if code != 0:
            raise BusError(f"{method} has failed (response {code})")
        return {name: value for name, (_, value) in results.items()}

    def create_session(self, interface: str) -> str:
        """Create a session of a portal, and return its path."""
        options = {"session_handle_token": ("s", self._token())}
        results = self.request(interface, "CreateSession", "a{sv}", (), options)
        return str(results["session_handle"])

    def _token(self) -> str:
        return f"spoken_digits_{next(self._numbers)}"

    def _results(self, reply: Message) -> tuple[Any, ...]:
        from jeepney import DBusErrorResponse
        from jeepney.wrappers import unwrap_msg

        try:
            return unwrap_msg(reply)
        except DBusErrorResponse as error:
            unknown = ("ServiceUnknown", "UnknownMethod", "UnknownInterface", "UnknownObject")
            text = error.data[0] if error.data else error.name
            is_missing = error.name.rpartition(".")[2] in unknown
            raise BusError(str(text), is_missing=is_missing) from error
