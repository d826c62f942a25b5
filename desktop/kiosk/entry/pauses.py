"""What silence means: the end of a number, a digit that is missing, or that nobody is there.

All functions are pure. Durations are in seconds.
"""

from __future__ import annotations

from desktop.kiosk.entry.state import Rules, State

SETTLE_SECONDS = 0.4
"""Silence after the last box before the number counts as complete: the person may go on."""

LONG_SETTLE_SECONDS = 0.8
"""The same if one of the words was rejected and may have been a cough."""

NEXT_SECONDS = 3.0
"""After this time without a digit, the person is told which digit is next."""

REPEAT_TIMEOUT = 4.0
"""If a repetition stops for this many seconds, the previous number is read back again."""

PHRASE_SECONDS = 10.0
"""The longest phrase for which an idle entry is kept."""


def waits_for_change(state: State) -> bool:
    """Whether the complete number is wrong, and the person has not begun to correct it."""
    return state.is_changing and state.place is None and not state.previous


def has_ended(rules: Rules, state: State, silence: float) -> bool:
    """Whether the number is complete: all boxes are full, or a pause ends a shorter number."""
    if state.place is not None or waits_for_change(state):
        return False
    if len(state.boxes) == rules.max_digits:
        has_rejected = any(box.state == "rejected" for box in state.boxes)
        return silence >= (LONG_SETTLE_SECONDS if has_rejected else SETTLE_SECONDS)
    return len(state.boxes) >= rules.min_digits and silence >= rules.end_pause


def has_stopped_repeating(rules: Rules, state: State, silence: float) -> bool:
    """Whether the person began to say the number again, and has stopped before its end."""
    has_length = len(state.boxes) >= rules.min_digits  # then a pause ends it, as any number
    timeout = max(REPEAT_TIMEOUT, rules.end_pause + 1.0 if has_length else 0.0)
    return bool(state.previous) and silence >= timeout


def has_left(rules: Rules, state: State, now: float) -> bool:
    """Whether somebody has chosen a language, and not begun: the next person may need another."""
    is_silent = not state.is_speaking and not state.provisional
    return (
        state.language != rules.language and is_silent and now - state.active >= rules.idle_timeout
    )


def is_idle(rules: Rules, state: State, now: float) -> bool:
    """Whether there was no digit and no touch for so long that nobody is there."""
    return now - state.active >= rules.idle_timeout + _not_idle(rules, state)


def needs_next(rules: Rules, state: State, now: float) -> bool:
    """Whether the person may not know that the last digit was not heard."""
    is_between = state.screen == "entry" and 0 < len(state.boxes) < rules.min_digits
    is_open = is_between and state.place is None and state.hint == ""
    return is_open and now - state.active >= NEXT_SECONDS


def _not_idle(rules: Rules, state: State) -> float:
    """Time that does not count as idle: a phrase, and the silence that the screen asks for."""
    if state.provisional:
        return PHRASE_SECONDS
    if state.screen == "readback":
        return rules.confirm_pause_for(state) if rules.silence_confirms(state) else 0.0
    is_long_enough = state.screen == "entry" and len(state.boxes) >= rules.min_digits
    return rules.end_pause if is_long_enough and state.place is None else 0.0
