"""Texts for the states and problems of audio devices."""

from __future__ import annotations

from typing import get_args

import pytest

from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError
from desktop.audio.listener import Reason, SourceState, StateCode
from desktop.window.device_texts import device_error_text, state_advice, state_text, state_title


def test_a_device_that_does_not_respond_is_not_said_to_be_missing() -> None:
    assert state_title("no_device", "no_microphone") == "No microphone found"
    assert state_title("no_device", "not_responding") == "The microphone cannot be used"
    assert state_title("recovering", "not_responding") == "The microphone was disconnected"


def test_every_state_has_a_text() -> None:
    for code in get_args(StateCode):
        assert state_text(code)
        assert state_title(code)


def test_every_reason_has_a_text_of_its_own() -> None:
    reasons = [reason for reason in get_args(Reason) if reason != "other"]
    texts = {
        device_error_text(DeviceError("failed", reason, "English", detail="some {detail}"))
        for reason in reasons
    }
    assert len(texts) == len(reasons)
    assert not any("English" in text for text in texts)


def test_the_advice_does_not_repeat_the_title() -> None:
    busy = SourceState("busy", "USB", "USB is in use. Close it.", reason="busy")
    assert state_advice(busy).startswith("Close the program")
    failed = SourceState("failed", "USB", "USB hangs.", reason="cannot_open", detail="Error 7")
    assert state_advice(failed).startswith("The device cannot be opened (Error 7). Select")


def test_the_text_of_a_file_is_shown_as_it_is() -> None:
    missing = SourceState("failed", "a.wav", "a.wav: not found", reason="other")
    assert state_advice(missing) == "a.wav: not found"


@pytest.mark.parametrize("error", [None, GivenUpError(), SourceLostError("no sound arrived")])
def test_a_device_that_hangs_does_not_respond(error: Exception | None) -> None:
    assert "does not respond" in device_error_text(error)


def test_an_unexpected_error_is_named() -> None:
    assert device_error_text(ValueError("what")) == "Internal error (what)."
