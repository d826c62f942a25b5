"""What the kiosk's listener logs about the microphone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.audio.listener import SourceState
from desktop.kiosk.entry.events import Lost
from desktop.kiosk.ui.kiosk_listener import KioskListener


@pytest.mark.usefixtures("qapp")
def test_a_missing_model_is_logged_as_such_and_not_as_a_fault_of_the_microphone(caplog):
    listener = KioskListener("en")
    listener.has_model = False
    for _ in range(2):
        listener.on_state(SourceState("failed", "USB", "model bundle /x: cannot be read"))
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        (
            "ERROR",
            "no model for speech recognition can be used: model bundle /x: cannot be read",
        ),
    ]


@pytest.mark.usefixtures("qapp")
def test_the_log_tells_when_the_microphone_fails_and_when_it_works_again(caplog):
    caplog.set_level("INFO")
    listener = KioskListener("en")
    states = [SourceState("opening", ""), SourceState("listening", "USB")]
    missing = SourceState("no_device", "USB", "Connect it.")
    states += [missing, SourceState("opening", ""), missing]
    states += [SourceState("blocked", "USB", "Unmute it."), SourceState("listening", "USB")]
    for state in states:
        listener.on_state(state)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "microphone (USB): no_device: Connect it."),
        ("WARNING", "microphone (USB): blocked: Unmute it."),
        ("INFO", "the microphone works again (USB)"),
    ]


@pytest.mark.usefixtures("qapp")
def test_lost_sound_is_reported_when_it_begins_and_when_the_microphone_is_back(
    make_recognizer,
):
    listener, events = KioskListener("en"), []
    listener.entry_event.connect(events.append)
    listening, lost = SourceState("listening", "USB"), SourceState("recovering", "USB", "Lost.")
    for state in (SourceState("opening", ""), listening):
        listener.on_state(state)
    assert events == []
    for state in (lost, SourceState("opening", ""), SourceState("no_device", "USB", "Lost.")):
        listener.on_state(state)
    assert events == [Lost()]
    listener.on_state(listening)
    assert events == [Lost(), Lost()]
    activity = make_recognizer().activity
    listener.on_activity(activity)
    assert events == [Lost(), Lost()]
    listener.on_activity(replace(activity, is_gap=True))
    assert events == [Lost(), Lost(), Lost()]
