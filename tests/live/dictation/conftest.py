"""A virtual screen, and a text field on it that has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.text_fields import TextField, focus, gtk_field
from tests.harness.virtual_screen import display


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A display for one test, since layouts and modifiers belong to the whole display."""
    with display() as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield variables


@pytest.fixture
def field(screen: dict[str, str], tmp_path: Path) -> Iterator[TextField]:
    with gtk_field(screen, tmp_path / "field.txt") as running:
        focus(screen, running)
        yield running
