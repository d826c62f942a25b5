"""A display and a microphone for the live tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.harness.program import NO_DEVICES
from tests.harness.virtual_screen import display

NOISE_DBFS = -62.0
"""Background noise of a quiet room."""

NOISE_SECONDS = 1.0
"""The segmenter needs so much background noise before the first word."""


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """Variables for programs that are to use a private display."""
    with display() as variables:
        yield variables


@pytest.fixture
def no_microphone(screen: dict[str, str]) -> dict[str, str]:
    """Variables for programs that are to use the display and find no sound device."""
    return {**screen, "ALSA_CONFIG_PATH": str(NO_DEVICES)}


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    """A virtual microphone in a quiet room."""
    with VirtualMicrophone() as running:
        running.background_noise(NOISE_DBFS)
        yield running
