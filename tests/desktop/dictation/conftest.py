"""A keyboard that writes into a text, and results without sound."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from core.events import Number, Result, StageTimings
from desktop.dictation.dictation import Dictation
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.outcome import Outcome


@dataclass
class FakeKeyboard:
    """Types into `texts`, one for each window."""

    name: str = "fake"
    window: int = 1
    texts: dict[int, str] = field(default_factory=lambda: {0: "", 1: "", 2: ""})
    problem: TypingError | None = None
    calls: list[str] = field(default_factory=list)
    gate: threading.Event | None = None

    def open(self) -> None:
        self.calls.append("open")
        if self.gate is not None:
            self.gate.wait(30)
        if self.problem is not None:
            raise self.problem

    def focus(self) -> int:
        return self.window

    def type(self, text: str, focus: int = 0) -> None:
        if self.problem is not None:
            raise self.problem
        window = focus or self.window
        for character in text:
            before = self.texts[window]
            self.texts[window] = before[:-1] if character == "\b" else before + character

    def close(self) -> None:
        self.calls.append("close")


class Typist:
    """A `Dictation` with a fake keyboard, and its outcomes."""

    def __init__(self) -> None:
        self.keyboard = FakeKeyboard()
        self.outcomes: list[Outcome] = []
        self.dictation = Dictation(self.keyboard, self.outcomes.append)

    def finish(self) -> None:
        """Wait until everything requested so far is done."""
        done = threading.Event()
        self.dictation._requests.put(done.set)
        assert done.wait(30)

    @property
    def text(self) -> str:
        self.finish()
        return self.keyboard.texts[1]

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        self.finish()
        kept = [one for one in self.outcomes if one.kind != "partial"]
        return [(one.kind, one.number, one.code) for one in kept]


@pytest.fixture
def typist() -> Iterator[Typist]:
    typist = Typist()
    yield typist
    assert typist.dictation.stop()


def result(
    number: int,
    digit: int | None,
    *,
    kind: str = "digit",
    phrase: int = 1,
    start: float | None = None,
) -> Result:
    """A result; a digit None is one that was rejected as unsure, most likely 9."""
    probabilities = tuple(0.91 if n == (9 if digit is None else digit) else 0.01 for n in range(10))
    start = float(number) if start is None else start
    is_withdrawn = kind == "withdrawn"
    return Result(
        id=number,
        type=kind,  # pyright: ignore[reportArgumentType]
        digit=None if is_withdrawn else digit,
        confidence=0.9,
        probabilities=() if is_withdrawn else probabilities,
        digitness=1.0,
        rejected="unsure" if digit is None and not is_withdrawn else None,
        reason="",
        start=start,
        end=start + 0.5,
        closed_at=start + 0.8,
        timings=StageTimings(),
        phrase=phrase,
    )


def number_of(*results: Result) -> Number:
    """The number of these results."""
    text = "".join("?" if one.digit is None else str(one.digit) for one in results)
    return Number(results[0].phrase, text, results, results[-1].closed_at)
