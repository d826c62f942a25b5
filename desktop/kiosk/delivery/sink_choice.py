"""The sink that a configuration asks for."""

from __future__ import annotations

from desktop.kiosk.config import SinkConfig
from desktop.kiosk.delivery.sinks import CommandSink, FileSink, Sink, StdoutSink
from desktop.kiosk.delivery.stream_sinks import PipeSink, SocketSink


def make_sink(config: SinkConfig) -> Sink:
    """The sink that was configured; nothing is opened before a record comes."""
    if config.kind == "stdout":
        return StdoutSink(config.timeout)
    if config.kind == "command":
        return CommandSink(config.command, config.timeout)
    assert config.path is not None, "checked by the configuration"
    if config.kind == "file":
        return FileSink(config.path, config.max_bytes)
    if config.kind == "socket":
        return SocketSink(config.path, config.timeout, acknowledge=config.acknowledge)
    return PipeSink(config.path, config.timeout)
