"""What became of a number that was to be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.dictation.keyboards.keyboard import KeyboardCode

OutcomeKind = Literal[
    "typed", "partial", "waiting", "not_typed", "dismissed", "taken_back", "ready",
]  # fmt: skip

OutcomeCode = Literal[
    "", "length", "doubtful", "cut", "replaced", "incomplete", "nothing_to_undo", "cannot_undo",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a number or a request.

    Attributes
    ----------
    kind : str
        ``typed``, ``partial`` (the digits so far were typed), ``waiting`` (for
        `Dictation.confirm`), ``not_typed``, ``dismissed``, ``taken_back`` or ``ready`` (the
        keyboard is open).
    number : str
        Digits; "?" for each doubtful one that was not typed.
    code : str
        Why it was not typed: an `OutcomeCode` or `KeyboardCode`.
    message : str
        The reason as a text of one line.
    detail : str
        The character, program, path, required length or digits that the message is about; for
        ``replaced``, why the number waited.
    latency_ms : float or None
        From the end of the last digit until it was typed.
    can_undo : bool
        Whether `Dictation.undo` can take it back. It cannot after Return or Tab.
    is_undo : bool
        Whether it was ``not_typed`` because the number could not be taken back.
    said : str
        The number as it was said, with "?" for doubtful digits: if it was confirmed, or dropped
        because the user wanted it or has said it again.
    is_open : bool
        Whether the number that was ``taken_back`` is still being said. It is taken back again
        when it is over, with all its digits.
    still_waits : bool
        Whether it was ``not_typed`` after it was confirmed, and can be confirmed again.
    utterances : tuple of int
        What `Spoken.utterances` was for a number that is over.
    """

    kind: OutcomeKind
    number: str = ""
    code: OutcomeCode | KeyboardCode = ""
    message: str = ""
    detail: str = ""
    latency_ms: float | None = None
    can_undo: bool = False
    is_undo: bool = False
    said: str = ""
    is_open: bool = False
    still_waits: bool = False
    utterances: tuple[int, ...] = ()
