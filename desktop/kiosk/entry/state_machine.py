"""The entry flow: from the attract screen through the boxes and the read-back to the result.

A pure state machine: `step` takes a state, something that happened and the time, and gives the
next state and what is to be done. It knows no window, no sound and no file.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.kiosk.entry import digit_boxes, rejected_words, repetition
from desktop.kiosk.entry.check_digits import is_valid
from desktop.kiosk.entry.digit_boxes import Box, Boxes
from desktop.kiosk.entry.events import (
    Command,
    Guessed,
    Heard,
    Input,
    Language,
    Missed,
    Press,
    Select,
    Speech,
    Stored,
    Tick,
)
from desktop.kiosk.entry.state import Beep, Hint, Outcome, Rules, Screen, State, Store

SETTLE = 0.8
"""After the last box the person may still be speaking, in seconds, where one of the words may have
been a cough: only then a box is asked for."""

SETTLE_WHOLE = 0.4
"""The same where as many digits have come as there are boxes."""

NEXT_SECONDS = 3.0
"""After so long without a digit the person is told which one comes next."""

PRELUDE = 2.0
"""A word that was not understood counts if the first digit follows within so many seconds."""

CANCELLED_SECONDS = 3.0
RETRY_SECONDS = 1.0
STAFF_SECONDS = 6.0
"""A number that cannot be stored for so long is a matter for the staff."""


def step(  # noqa: PLR0911 - one case, one answer
    rules: Rules, state: State, happened: Input, now: float
) -> Outcome:
    """Take what happened.

    Parameters
    ----------
    rules : Rules
    state : State
    happened : Input
    now : float
        Seconds on a clock that never goes back.

    Returns
    -------
    state : State
    effects : tuple of Effect
        What is to be done, in order.
    """
    match happened:
        case Tick():
            return _tick(rules, state, now)
        case Speech(is_speaking):
            # A number that is to be confirmed by a pause is not, while somebody speaks.
            return replace(state, is_speaking=is_speaking, spoke=now), ()
        case Heard():
            return _heard(rules, replace(state, guess=None), happened, now)
        case Guessed(digit):
            return replace(state, guess=digit), ()
        case Missed(hint):
            return (replace(state, hint=hint) if state.screen in _OPEN else state), ()
        case Press(digit):
            return _press(rules, state, digit, now)
        case Select(place):
            return _select(state, place, now), ()
        case Language(code):
            return replace(state, language=code, active=now), ()
        case Stored(id_):
            if state.screen != "storing":
                return state, ()
            return _go(state, "done", now, id=id_, is_trying=False), (Beep("done"),)
        case Command(name):
            return _command(rules, state, name, now)


_OPEN = ("entry", "asking")


def _go(state: State, screen: Screen, now: float, **changes: object) -> State:
    known = {"hint": "", "guess": None, "place": None, "passed": (), "former": ()}
    return replace(state, screen=screen, since=now, active=now, **(known | changes))


def _attract(rules: Rules, now: float, state: State) -> State:
    return State(since=now, active=now, is_speaking=state.is_speaking, language=rules.language)


# -- what is heard and tapped -------------------------------------------------------------------


def _heard(rules: Rules, state: State, heard: Heard, now: float) -> Outcome:
    if not heard.is_digit and heard.digitness < rules.min_digitness:
        return rejected_words.note(rules, state, heard, now), ()
    may_begin = state.screen == "attract" and rules.start_by == "voice"
    if may_begin or state.screen == "readback":
        return _begin_by_voice(rules, state, heard, now)
    if state.screen not in _OPEN:
        return state, ()
    if state.place is not None and state.place < len(state.boxes):
        boxes = digit_boxes.answer(state.boxes, state.place, heard, rules.limits)
        return _filled(rules, replace(state, boxes=boxes, place=None), now)
    return _add(rules, state, digit_boxes.heard_box(heard, rules.limits), now)


def _begin_by_voice(rules: Rules, state: State, heard: Heard, now: float) -> Outcome:
    """Begin a number, or in answer to the read-back the same one again."""
    box = digit_boxes.heard_box(heard, rules.limits)
    recent = state.prelude if now - state.prelude_at <= PRELUDE else ()
    if box.state != "sure":
        # Talk in the room alone opens nothing; but it may be the first digit of what follows.
        return replace(state, prelude=(*recent, box)[-rules.max_digits :], prelude_at=now), ()
    noises = state.passed if now - state.passed_at <= PRELUDE else ()
    began, former = (state.began, state.boxes) if state.screen == "readback" else (now, ())
    awake = _go(state, "entry", now, prelude=(), began=began, passed=noises, former=former)
    boxes: Boxes = ()
    for one in (*recent, box):
        boxes = digit_boxes.append(boxes, one, rules.max_digits)
    return _filled(rules, replace(awake, boxes=boxes), now)


def _press(rules: Rules, state: State, digit: int, now: float) -> Outcome:
    if state.screen in ("attract", "done", "cancelled"):
        state = _go(_attract(rules, now, state), "entry", now, began=now, language=state.language)
    if state.screen not in _OPEN:
        return replace(state, active=now), ()
    if state.place is not None and state.place < len(state.boxes):
        boxes = digit_boxes.put(state.boxes, state.place, Box(digit))
        return _filled(rules, replace(state, boxes=boxes, place=None), now)
    return _add(rules, state, Box(digit), now)


def _add(rules: Rules, state: State, box: Box, now: float) -> Outcome:
    boxes = digit_boxes.append(state.boxes, box, rules.max_digits)
    if boxes == state.boxes:
        return replace(state, hint="full", active=now), ()
    began = state.began if state.boxes else now
    return _filled(rules, replace(state, boxes=boxes, began=began), now)


def _filled(rules: Rules, state: State, now: float) -> Outcome:
    """A box has been filled: say so, and go on where all are."""
    state = replace(state, hint="", active=now)
    if state.screen == "asking" or len(state.boxes) == rules.max_digits:
        is_sure = digit_boxes.first_open(state.boxes) is None
        if is_sure and len(state.boxes) >= rules.min_digits:
            return _complete(rules, state, now)
        if state.screen == "asking":
            return _ask(state, now)
    return state, (Beep("digit"),)


def _complete(rules: Rules, state: State, now: float) -> Outcome:
    """Read back, or ask for what is not sure or, as the check digit says, wrong."""
    state = repetition.settle(state, rules.check)
    if digit_boxes.first_open(state.boxes) is not None:
        return _ask(state, now)
    if is_valid(digit_boxes.number(state.boxes), rules.check):
        return _go(state, "readback", now), (Beep("readback"),)
    place = digit_boxes.least_sure(state.boxes, rules.check)
    has_asked = any(box.by == "voice" and box.asked for box in state.boxes)
    if place is None or has_asked:
        return _go(state, "entry", now, hint="invalid"), (Beep("again"),)
    # Something is wrong in there, so what was heard before does not count for its answer.
    doubted = replace(state.boxes[place], state="doubtful", probabilities=())
    return _ask(replace(state, boxes=digit_boxes.put(state.boxes, place, doubted)), now)


def _ask(state: State, now: float) -> Outcome:
    place = digit_boxes.first_open(state.boxes)
    if place is None:  # all that was asked for is answered, but more digits are to come
        return _go(state, "entry", now), (Beep("digit"),)
    hint: Hint = "tap" if state.boxes[place].asked >= digit_boxes.MOST_ASKED else "again"
    return _go(state, "asking", now, place=place, hint=hint), (Beep("again"),)


def _select(state: State, place: int, now: float) -> State:
    if state.screen not in (*_OPEN, "readback") or not 0 <= place < len(state.boxes):
        return state
    screen: Screen = "entry" if state.screen == "readback" else state.screen
    return _go(state, screen, now, place=place, boxes=digit_boxes.refuse(state.boxes, place))


# -- buttons ------------------------------------------------------------------------------------


def _command(  # noqa: PLR0911
    rules: Rules, state: State, name: str, now: float
) -> Outcome:
    match name:
        case "start" if state.screen in ("attract", "done", "cancelled"):
            fresh = _attract(rules, now, state)
            return _go(fresh, "entry", now, language=state.language), ()
        case "undo" if state.screen in (*_OPEN, "readback"):
            return _undo(state, now), ()
        case "clear" if state.screen in (*_OPEN, "readback"):
            return _go(state, "entry", now, boxes=()), ()
        case "change" if state.screen == "readback":
            return _go(state, "entry", now, hint="touch_to_change"), ()
        case "cancel" if state.screen in (*_OPEN, "readback"):
            return _cancel(state, now)
        case "confirm":
            return _confirm(rules, state, now)
        case "unstored" if state.screen == "storing":
            is_long = now - state.since >= STAFF_SECONDS
            hint: Hint = "staff" if is_long else ""
            return replace(state, hint=hint, is_trying=False, tried=now), ()
    return state, ()


def _undo(state: State, now: float) -> State:
    """Take back a selection, or else the last box."""
    is_selection = state.screen == "entry" and state.place is not None
    boxes = state.boxes if is_selection else state.boxes[:-1]
    return _go(state, "entry", now, boxes=boxes)


def _cancel(state: State, now: float) -> Outcome:
    return _go(state, "cancelled", now, boxes=()), (Beep("cancelled"),)


def _confirm(rules: Rules, state: State, now: float) -> Outcome:
    if state.screen == "readback":
        store = _store(state, now)
        return _go(state, "storing", now, is_trying=True), (store,)
    if state.screen == "entry" and len(state.boxes) >= rules.min_digits:
        return _complete(rules, replace(state, place=None), now)
    return replace(state, active=now), ()


def _store(state: State, now: float) -> Store:
    return Store(
        digit_boxes.number(state.boxes), digit_boxes.entered_by(state.boxes), now - state.began
    )


# -- time ---------------------------------------------------------------------------------------


def _tick(rules: Rules, state: State, now: float) -> Outcome:  # noqa: PLR0911
    rested = 0.0 if state.is_speaking else now - max(state.active, state.spoke)
    match state.screen:
        case "entry" if _is_said(rules, state, rested):
            return _confirm(rules, state, now)
        case "entry" if rejected_words.is_one_missing(rules, state, rested):
            return _confirm(rules, rejected_words.reveal(rules, state), now)
        case "entry" if state.former and rested >= repetition.BROKEN_OFF:
            return _go(state, "readback", now, boxes=state.former, hint="say_again"), ()
        case "entry" | "asking":
            return _grow_idle(rules, state, now)
        case "readback" if rules.confirm_pause and rested >= rules.pause_for(state):
            return _confirm(rules, state, now)
        case "readback":
            return _grow_idle(rules, state, now)
        case "storing" if not state.is_trying and now - state.tried >= RETRY_SECONDS:
            return replace(state, is_trying=True), (_store(state, now),)
        case "done" if now - state.since >= rules.result_seconds:
            return _attract(rules, now, state), ()
        case "cancelled" if now - state.since >= CANCELLED_SECONDS:
            return _attract(rules, now, state), ()
    return state, ()


def _is_said(rules: Rules, state: State, rested: float) -> bool:
    """Whether the number has ended by itself: full, or long enough and followed by a pause."""
    if state.place is not None or state.hint in ("invalid", "touch_to_change"):
        return False
    if len(state.boxes) == rules.max_digits:
        is_whole = all(box.state != "unheard" for box in state.boxes)
        return rested >= (SETTLE_WHOLE if is_whole else SETTLE)
    return len(state.boxes) >= rules.min_digits and rested >= rules.end_pause


def _grow_idle(rules: Rules, state: State, now: float) -> Outcome:
    idle = now - state.active  # noise is no sign of a person
    if idle >= rules.idle_timeout:
        if not state.boxes:
            return _attract(rules, now, state), ()
        return _cancel(state, now)
    if idle >= rules.idle_timeout / 2 and state.hint in ("", "next"):
        return replace(state, hint="idle"), ()
    is_between = state.screen == "entry" and 0 < len(state.boxes) < rules.min_digits
    if is_between and state.place is None and state.hint == "" and idle >= NEXT_SECONDS:
        return replace(state, hint="next"), ()  # a digit was not heard at all
    return state, ()
