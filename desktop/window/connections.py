"""Connects the main window to the audio worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.window.main_window import MainWindow
from desktop.window.recognition.listening import Listening
from desktop.window.recognition.loss_watch import LossWatch

if TYPE_CHECKING:
    from desktop.audio.sources import Source


def listen_for(
    window: MainWindow, make_source: Callable[[], Source], bundle: Path | None = None
) -> Listening:
    """Create the `Listening` of a window and connect their signals."""
    listening = Listening(window.bridge, window.settings, make_source, bundle)
    queued = Qt.ConnectionType.QueuedConnection
    listening.model_failed.connect(window.show_model_error, queued)
    listening.model_loaded.connect(window.show_model, queued)
    listening.language_failed.connect(window.keep_language, queued)
    listening.file_started.connect(window.file_progress.start, queued)
    # The window owns it: as a child of `listening`, it would be in a cycle of references, which
    # Python may also break up in another thread.
    watch = LossWatch(lambda: listening.health, window)
    window.bridge.state.connect(watch.note_state, queued)
    watch.changed.connect(window.notifications.show_loss)
    window.microphone_requested.connect(listening.use_microphone)
    window.file_requested.connect(listening.play_file)
    window.demo_requested.connect(listening.play_demo)
    window.retry_requested.connect(listening.retry)
    window.pause_requested.connect(listening.pause)
    window.settings_changed.connect(listening.use_settings)
    return listening
