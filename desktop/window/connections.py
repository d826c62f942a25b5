"""Connects the main window to the worker that listens for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.window.main_window import MainWindow
from desktop.window.recognition.listening import Listening

if TYPE_CHECKING:
    from desktop.audio.sources import Source


def listen_for(
    window: MainWindow, make_source: Callable[[], Source], bundle: Path | None = None
) -> Listening:
    """Make what listens for a window, connected to it in both directions; see `Listening`."""
    listening = Listening(window.settings, make_source, bundle)
    queued = Qt.ConnectionType.QueuedConnection
    window.take = listening.bridge.take
    listening.bridge.state.connect(window.show_state, queued)
    listening.bridge.result.connect(window.show_result, queued)
    listening.model_failed.connect(window.notifications.show_model_failure, queued)
    listening.model_loaded.connect(window.show_model, queued)
    listening.file_begun.connect(window.file_strip.begin, queued)
    window.microphone_wanted.connect(listening.use_microphone)
    window.file_wanted.connect(listening.play_file)
    window.demo_wanted.connect(listening.play_demo)
    window.retry_wanted.connect(listening.retry)
    window.pause_wanted.connect(listening.pause)
    window.settings_changed.connect(listening.use_settings)
    return listening
