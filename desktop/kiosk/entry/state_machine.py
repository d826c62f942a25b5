"""The state machine of an entry: attract screen, boxes, questions, read-back and result.

`step` is a pure function: it takes a state, an event and the time, and returns the next state and
its effects.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.kiosk.entry import digit_boxes, pauses, rejected_words, repetition
from desktop.kiosk.entry.check_digits import is_valid
from desktop.kiosk.entry.digit_boxes import Box, Boxes
from desktop.kiosk.entry.events import (
    Command,
    Event,
    Hidden,
    Language,
    Lost,
    Missed,
    Phrase,
    Press,
    Provisional,
    Select,
    Speech,
    Stored,
    Tick,
)
from desktop.kiosk.entry.state import Beep, Hint, Outcome, Rules, Screen, State, Store

EARLY_SECONDS = 2.0
"""An uncertain word counts as the start of a number if a certain digit follows this soon, and a
digit may have been lost if the first one follows this soon after lost sound."""

CANCELLED_SECONDS = 3.0
RETRY_SECONDS = 1.0
STAFF_SECONDS = 6.0
"""If a number cannot be stored for this long, the person is asked to call staff."""


def step(  # noqa: PLR0911 - one return for each event
    rules: Rules, state: State, event: Event, now: float
) -> Outcome:
    """Handle an event.

    Parameters
    ----------
    rules : Rules
    state : State
    event : Event
    now : float
        Seconds on a monotonic clock.

    Returns
    -------
    state : State
    effects : tuple of Effect
        To be carried out in this order.
    """
    match event:
        case Tick():
            return _tick(rules, state, now)
        case Speech(is_speaking):
            # While somebody speaks, a pause cannot confirm the number.
            return replace(state, is_speaking=is_speaking, speech_changed=now), ()
        case Phrase() | Provisional():
            return _hear(rules, state, event, now)
        case Missed() | Lost():
            return _miss(state, event, now)
        case Press(digit):
            return _press(rules, state, digit, now)
        case Select(place):
            return _select(state, place, now), ()
        case Language(code):
            return _choose_language(rules, state, code, now), ()
        case Hidden(is_hidden):
            return _hide(rules, state, now, is_hidden=is_hidden)
        case Stored(id_):
            if state.screen != "storing":
                return state, ()
            return _go(state, "done", now, id=id_, is_storing=False), (Beep("done"),)
        case Command(name):
            return _command(rules, state, name, now)


_OPEN = ("entry", "asking")


def _go(state: State, screen: Screen, now: float, **changes: object) -> State:
    reset = {"hint": "", "is_changing": False, "provisional": (), "place": None}
    reset |= {"rejected_words": (), "previous": (), "is_doubted": False}
    return replace(state, screen=screen, since=now, active=now, **(reset | changes))


def _attract(rules: Rules, now: float, state: State) -> State:
    return State(
        since=now,
        active=now,
        is_speaking=state.is_speaking,
        is_in_phrase=state.is_in_phrase,
        is_discarding=state.is_discarding,
        is_hidden=state.is_hidden,
        lost_at=state.lost_at,
        language=rules.language,
    )


def _choose_language(rules: Rules, state: State, code: str, now: float) -> State:
    if state.screen in ("done", "cancelled"):  # this is the next person
        state = _attract(rules, now, state)
    return replace(state, language=code, active=now)


def _again(rules: Rules, state: State, now: float) -> State:
    """After a cancellation: the person may try again, in the same language."""
    return replace(_attract(rules, now, state), language=state.language)


# -- digits -------------------------------------------------------------------------------------


def _hear(rules: Rules, state: State, event: Phrase | Provisional, now: float) -> Outcome:
    is_over = isinstance(event, Phrase)
    state = replace(state, is_in_phrase=not is_over)
    if state.is_discarding or state.is_hidden:
        return replace(state, is_discarding=not is_over, provisional=()), ()
    if is_over:
        return _hear_phrase(rules, state, event, now)
    if event.digits:
        if state.screen == "cancelled" and rules.start_by == "voice":
            state = _again(rules, state, now)
        state = replace(state, started=_started(state, now))
    return replace(state, provisional=event.digits), ()


def _discard_phrase(state: State) -> State:
    """A touch or a key counts more than what is being said, which may be talk nearby."""
    is_discarding = state.is_discarding or state.is_in_phrase
    return replace(state, is_discarding=is_discarding, provisional=())


def _hear_phrase(rules: Rules, state: State, phrase: Phrase, now: float) -> Outcome:
    if not phrase.words:
        return replace(state, provisional=()), ()
    state = replace(state, started=_started(state, now), provisional=())
    said, state = rejected_words.set_aside(rules, state, phrase.words, now)
    if not said:
        is_asked = state.screen in _OPEN and state.place is not None and state.hint != "tap"
        # Perhaps an answer in another language; perhaps a noise, so it does not count as an answer.
        return (replace(state, hint="not_understood"), ()) if is_asked else _doubt(state, now)
    may_begin = state.screen in ("attract", "cancelled") and rules.start_by == "voice"
    is_repeated = state.screen == "readback" or pauses.waits_for_change(state)
    if may_begin or is_repeated:
        return _begin_by_voice(rules, state, said, now)
    if state.screen not in _OPEN:
        return state, ()
    if state.place is not None and state.place < len(state.boxes):
        return _answer(rules, state, state.place, said, now)
    return _enter(rules, state, said, now)


def _miss(state: State, event: Missed | Lost, now: float) -> Outcome:
    """A sound was too quiet or too long, or was lost."""
    if isinstance(event, Lost):
        return _doubt(replace(state, lost_at=now), now)
    if state.screen in _OPEN:
        return replace(state, hint=event.hint), ()
    return _doubt(state, now) if event.hint == "too_long" else (state, ())


def _doubt(state: State, now: float) -> Outcome:
    """In the read-back, sound was lost, or was not a number. It may have been "no"."""
    if state.screen != "readback" or state.is_doubted:
        return state, ()
    return replace(state, is_doubted=True, active=now), (Beep("again"),)


def _started(state: State, now: float) -> float:
    """The time of the first digit: now, if there is none yet."""
    is_first = not (state.boxes or state.previous or state.provisional)
    return now if is_first else state.started


def _begin_by_voice(rules: Rules, state: State, said: Boxes, now: float) -> Outcome:
    """Start a number, or say the number in the read-back again."""
    early = state.early_boxes if now - state.early_at <= EARLY_SECONDS else ()
    if all(box.state != "certain" for box in said):
        # Talk nearby does not start an entry, but this may be the start of a number.
        early = (*early, *said)[-rules.max_digits :]
        return _doubt(replace(state, early_boxes=early, early_at=now), now)
    if len(early) + len(said) > rules.max_digits:
        early = ()
    rejected = state.rejected_words if now - state.rejected_at <= EARLY_SECONDS else ()
    begun = _go(
        state,
        "entry",
        now,
        boxes=(),
        early_boxes=(),
        rejected_words=rejected,
        previous=state.boxes,
        is_changing=state.is_changing,
    )
    return _enter(rules, begun, (*early, *said), now)


def _answer(rules: Rules, state: State, place: int, said: Boxes, now: float) -> Outcome:
    """Take what was said for the box that was asked again or selected."""
    boxes = digit_boxes.answer(state.boxes, place, said, rules.limits)
    if boxes is not None:
        return _filled(rules, replace(state, boxes=boxes, place=None), now)
    if state.screen == "entry":
        return replace(state, active=now), (Beep("again"),)
    failed = replace(state.boxes[place], asked=state.boxes[place].asked + 1)
    return _ask(replace(state, boxes=digit_boxes.put(state.boxes, place, failed)), now)


def _enter(rules: Rules, state: State, said: Boxes, now: float) -> Outcome:
    """Add the words of a phrase to the number, or replace the number by them."""
    boxes = digit_boxes.extend(state.boxes, said, rules.min_digits, rules.max_digits)
    if boxes is None and len(said) > 1:  # all of it is said again
        return replace(state, boxes=(), hint="too_many", active=now), (Beep("again"),)
    if boxes is None or boxes == state.boxes:
        hint: Hint = "full" if len(said) == 1 else "too_many"
        return replace(state, hint=hint, active=now), (Beep("again"),)
    return _filled(rules, replace(state, boxes=boxes), now)


def _press(rules: Rules, state: State, digit: int, now: float) -> Outcome:
    state = _discard_phrase(state)
    if state.screen in ("attract", "done", "cancelled"):
        state = _go(_attract(rules, now, state), "entry", now, started=now, language=state.language)
    if state.screen == "readback" and len(state.boxes) < rules.max_digits:
        # The person is looking for the next key, and the pause has ended the number too early.
        state = _go(state, "entry", now)
    if state.screen not in _OPEN:
        return replace(state, active=now), ()
    if state.place is not None and state.place < len(state.boxes):
        boxes = digit_boxes.put(state.boxes, state.place, Box(digit))
        return _filled(rules, replace(state, boxes=boxes, place=None), now)
    return _add(rules, state, Box(digit), now)


def _add(rules: Rules, state: State, box: Box, now: float) -> Outcome:
    if len(state.boxes) >= rules.max_digits:
        return replace(state, hint="full", active=now), ()
    started = state.started if state.boxes else now
    return _filled(rules, replace(state, boxes=(*state.boxes, box), started=started), now)


def _filled(rules: Rules, state: State, now: float) -> Outcome:
    """Continue after a digit: complete the number, ask again, or wait for the next digit."""
    # If the number is being said again, the previous one is still known to be wrong.
    is_changing = state.is_changing and bool(state.previous)
    state = replace(state, hint="", is_changing=is_changing, active=now)
    if state.screen == "asking" or len(state.boxes) == rules.max_digits:
        is_certain = digit_boxes.first_open(state.boxes) is None
        if is_certain and len(state.boxes) >= rules.min_digits:
            return _complete(rules, state, now)
        if state.screen == "asking":
            return _ask(state, now)
    return state, (Beep("digit"),)


def _complete(rules: Rules, state: State, now: float) -> Outcome:
    """Read the number back, or ask for a digit that is uncertain or fails the check."""
    if rejected_words.is_last_rejected(state) or _has_lost_sound(state):
        state = replace(state, is_doubted=True)
    state = repetition.combine_attempts(state, rules.check)
    if digit_boxes.first_open(state.boxes) is not None:
        return _ask(state, now)
    if is_valid(digit_boxes.number(state.boxes), rules.check):
        return _go(state, "readback", now, is_doubted=state.is_doubted), (Beep("readback"),)
    place = digit_boxes.least_certain(state.boxes, rules.check)
    has_asked = any(box.by == "voice" and box.asked for box in state.boxes)
    if place is None or has_asked:
        return _go(state, "entry", now, hint="invalid", is_changing=True), (Beep("again"),)
    # The check failed, so the first attempt at this digit does not count.
    uncertain = replace(state.boxes[place], state="uncertain", probabilities=())
    return _ask(replace(state, boxes=digit_boxes.put(state.boxes, place, uncertain)), now)


def _has_lost_sound(state: State) -> bool:
    """Whether a digit may be missing, since sound was lost while the number was said."""
    is_spoken = any(box.by == "voice" for box in state.boxes)
    return is_spoken and state.lost_at >= state.started - EARLY_SECONDS


def _ask(state: State, now: float) -> Outcome:
    place = digit_boxes.first_open(state.boxes)
    if place is None:  # no question is left, but digits are missing
        return _go(state, "entry", now, is_doubted=state.is_doubted), (Beep("digit"),)
    hint: Hint = "tap" if state.boxes[place].asked >= digit_boxes.MAX_QUESTIONS else "again"
    asking = _go(state, "asking", now, place=place, hint=hint, is_doubted=state.is_doubted)
    return asking, (Beep("again"),)


def _select(state: State, place: int, now: float) -> State:
    if state.screen not in (*_OPEN, "readback") or not 0 <= place < len(state.boxes):
        return state
    boxes = digit_boxes.allow_again(state.boxes, state.place)
    return _go(
        _discard_phrase(state),
        "entry",
        now,
        place=place,
        boxes=digit_boxes.exclude(boxes, place),
        is_changing=state.is_changing or state.screen == "readback",
        is_doubted=state.is_doubted,
    )


# -- buttons ------------------------------------------------------------------------------------


def _command(  # noqa: PLR0911
    rules: Rules, state: State, name: str, now: float
) -> Outcome:
    is_heard = state.screen in _OPEN or (state.screen == "attract" and rules.start_by == "voice")
    is_said = is_heard and bool(state.provisional)
    has_entry = is_said or state.screen in (*_OPEN, "readback")
    if name in ("undo", "clear", "cancel"):
        state = _discard_phrase(state)
    match name:
        case "undo" if is_said:  # what is being said is the last input
            return _go(state, "entry", now), ()
        case "undo" if has_entry:
            return _undo(rules, state, now), ()
        case "clear" if has_entry:
            return _go(state, "entry", now, boxes=()), ()
        case "cancel" if has_entry:
            return _cancel(state, now)
        case "start" if state.screen in ("attract", "done", "cancelled"):
            fresh = _attract(rules, now, state)
            return _go(fresh, "entry", now, language=state.language), ()
        case "change" if state.screen == "readback":
            return _go(state, "entry", now, hint="touch_to_change", is_changing=True), ()
        case "confirm":
            return _confirm(rules, state, now)
        case "store_failed" if state.screen == "storing":
            is_long = now - state.since >= STAFF_SECONDS
            hint: Hint = "staff" if is_long else ""
            return replace(state, hint=hint, is_storing=False, failed_at=now), ()
    return state, ()


def _undo(rules: Rules, state: State, now: float) -> State:
    """Undo the selection of a box, or remove a sound that was asked for, or the last box."""
    if state.screen == "entry" and state.place is not None:
        boxes = digit_boxes.allow_again(state.boxes, state.place)
        hint = _change_hint(rules, boxes) if state.is_changing else ""
        return _go(
            state, "entry", now, boxes=boxes, hint=hint,
            is_changing=state.is_changing, is_doubted=state.is_doubted,
        )  # fmt: skip
    place = digit_boxes.first_open(state.boxes)
    if state.screen == "asking" and place is not None and state.boxes[place].state == "rejected":
        boxes = (*state.boxes[:place], *state.boxes[place + 1 :])
        return _go(state, "entry", now, boxes=boxes)
    return _go(state, "entry", now, boxes=state.boxes[:-1])


def _cancel(state: State, now: float) -> Outcome:
    return _go(state, "cancelled", now, boxes=()), (Beep("cancelled"),)


def _hide(rules: Rules, state: State, now: float, *, is_hidden: bool) -> Outcome:
    """Cancel what nobody can see any more: silence must not send it."""
    state = replace(state, is_hidden=is_hidden)
    return _command(rules, state, "cancel", now) if is_hidden else (state, ())


def _confirm(rules: Rules, state: State, now: float) -> Outcome:
    if state.screen == "readback":
        store = _store(state, now)
        return _go(state, "storing", now, is_storing=True), (store,)
    if state.screen == "entry" and len(state.boxes) >= rules.min_digits:
        boxes = digit_boxes.allow_again(state.boxes, state.place)
        # Digits that were being said are missing, if they belong to the number.
        is_doubted = state.is_doubted or state.is_in_phrase
        state = _discard_phrase(state)
        state = replace(state, boxes=boxes, place=None, is_doubted=is_doubted)
        return _complete(rules, state, now)
    return replace(state, active=now), ()


def _store(state: State, now: float) -> Store:
    return Store(
        digit_boxes.number(state.boxes), digit_boxes.entered_by(state.boxes), now - state.started
    )


# -- time ---------------------------------------------------------------------------------------


def _tick(rules: Rules, state: State, now: float) -> Outcome:  # noqa: PLR0911
    silence = state.silence(now)
    match state.screen:
        case "entry":
            return _tick_entry(rules, state, silence, now)
        case "asking":
            return _check_idle(rules, state, now)
        case "readback" if rules.is_confirmed(state, silence):
            return _confirm(rules, state, now)
        case "readback":
            return _check_idle(rules, state, now)
        case "storing" if not state.is_storing and now - state.failed_at >= RETRY_SECONDS:
            return replace(state, is_storing=True), (_store(state, now),)
        case "attract" if pauses.has_left(rules, state, now):
            return replace(state, language=rules.language), ()
        case "done" if now - state.since >= rules.result_seconds:
            return _attract(rules, now, state), ()
        case "cancelled" if now - state.since >= CANCELLED_SECONDS:
            return _again(rules, state, now), ()
    return state, ()


def _tick_entry(rules: Rules, state: State, silence: float, now: float) -> Outcome:
    if pauses.has_ended(rules, state, silence):
        return _confirm(rules, state, now)
    if rejected_words.is_digit_missing(rules, state, silence):
        return _confirm(rules, rejected_words.insert_missing(rules, state), now)
    if pauses.has_stopped_repeating(rules, state, silence):
        return _return_to_previous(rules, state, now), ()
    return _check_idle(rules, state, now)


def _return_to_previous(rules: Rules, state: State, now: float) -> State:
    """The number that was there before, since its repetition has stopped."""
    boxes = state.previous
    if not state.is_changing:
        return _go(state, "readback", now, boxes=boxes, is_doubted=True)
    hint = _change_hint(rules, boxes)
    return _go(state, "entry", now, boxes=boxes, hint=hint, is_changing=True)


def _change_hint(rules: Rules, boxes: Boxes) -> Hint:
    is_right = is_valid(digit_boxes.number(boxes), rules.check)
    return "touch_to_change" if is_right else "invalid"


def _check_idle(rules: Rules, state: State, now: float) -> Outcome:
    if pauses.is_idle(rules, state, now):
        if not state.boxes:
            return _attract(rules, now, state), ()
        return _cancel(replace(state, language=rules.language), now)
    is_next_unclear = pauses.needs_next(rules, state, now)
    return (replace(state, hint="next") if is_next_unclear else state), ()
