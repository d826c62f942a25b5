"""What the screen shows for each state of the flow: texts, boxes, buttons. Pure, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.kiosk.entry.state import Rules, State
from desktop.kiosk.entry.texts import Texts

BoxLook = Literal["empty", "next", "guess", "sure", "unsure", "asked"]
Mood = Literal["plain", "ask", "good", "bad"]
Sound = Literal["well", "no_sound", "no_model"]

MASK = "•"


@dataclass(frozen=True, slots=True)
class BoxView:
    """One box on the screen: its character, and how it stands out."""

    text: str
    look: BoxLook


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button: what it does, what it says, and whether it is the one to expect."""

    command: str
    text: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The whole screen.

    Attributes
    ----------
    headline : str
        What matters now.
    detail : str
        What helps with it.
    boxes : tuple of BoxView
    buttons : tuple of ButtonView
    mood : {"plain", "ask", "good", "bad"}
    progress : float or None
        How much of the pause that confirms has passed, 0 to 1.
    takes_digits : bool
        Whether the keypad's digits do something.
    is_listening : bool
    """

    headline: str
    detail: str = ""
    boxes: tuple[BoxView, ...] = ()
    buttons: tuple[ButtonView, ...] = ()
    mood: Mood = "plain"
    progress: float | None = None
    takes_digits: bool = True
    is_listening: bool = False


def view(  # noqa: PLR0911 - one case, one answer
    state: State, rules: Rules, words: Texts, now: float, *, is_secret: bool, sound: Sound
) -> View:
    """Show a state.

    Parameters
    ----------
    state : State
    rules : Rules
    words : Texts
        In the state's language.
    now : float
        Seconds, on the flow's clock.
    is_secret : bool
        No digit is shown.
    sound : {"well", "no_sound", "no_model"}
        Whether speech is heard and understood.
    """
    match state.screen:
        case "attract":
            return _attract(rules, words, sound)
        case "entry" | "asking":
            return _entry(state, rules, words, is_secret=is_secret, sound=sound)
        case "readback":
            return _readback(state, rules, words, now, is_secret=is_secret, sound=sound)
        case "storing":
            shown = _boxes(state, rules, is_secret=is_secret)
            if state.hint == "staff":
                return View(words("storing"), words("staff"), shown, mood="bad", takes_digits=False)
            return View(words("storing"), boxes=shown, takes_digits=False)
        case "done":
            shown = _boxes(state, rules, is_secret=is_secret)
            detail = words("done_detail")
            return View(words("done"), detail, shown, mood="good")
        case "cancelled":
            return View(words("cancelled"), mood="bad")


def _attract(rules: Rules, words: Texts, sound: Sound) -> View:
    by_voice = rules.start_by == "voice" and sound == "well"
    start = ButtonView("start", words("start" if by_voice else "start_touch"), is_primary=True)
    boxes = (BoxView("", "empty"),) * (rules.max_digits if _is_fixed(rules) else rules.min_digits)
    detail = words("how") if sound == "well" else words(sound)
    mood: Mood = "plain" if sound == "well" else "bad"
    title = words("title" if sound == "well" else "title_tap")
    return View(title, detail, boxes, (start,), mood=mood, is_listening=by_voice)


def _entry(state: State, rules: Rules, words: Texts, *, is_secret: bool, sound: Sound) -> View:
    buttons = [ButtonView("cancel", words("cancel"))]
    is_enough = len(state.boxes) >= rules.min_digits
    if is_enough and not _is_fixed(rules) and state.screen == "entry":
        buttons.insert(0, ButtonView("confirm", words("finish"), is_primary=True))
    headline, mood = words("listening"), "plain"
    if sound != "well":
        headline = words("title_tap")
    elif state.former:
        headline = words("say_again")
    if state.place is not None:
        key = state.hint if state.hint in ("again", "tap") else "selected"
        headline, mood = words(key, place=state.place + 1), "ask"
    elif state.hint == "next":
        headline = words("next", place=len(state.boxes) + 1)
    detail = words("how") if sound == "well" else words(sound)
    if state.hint in ("louder", "pause", "full", "invalid", "touch_to_change", "idle"):
        detail = words(state.hint)
    if state.hint in ("invalid", "idle"):
        mood = "ask"
    return View(
        headline,
        detail,
        _boxes(state, rules, is_secret=is_secret),
        tuple(buttons),
        mood=mood,
        is_listening=sound == "well",
    )


def _readback(
    state: State, rules: Rules, words: Texts, now: float, *, is_secret: bool, sound: Sound
) -> View:
    progress = None
    if rules.confirm_pause:
        rested = 0.0 if state.is_speaking else now - max(state.active, state.spoke)
        progress = min(max(rested / rules.pause_for(state), 0.0), 1.0)
    headline = words("readback")
    if is_secret:
        headline = words("readback_secret", count=len(state.boxes))
    # Where the digits are not shown, nobody can see that they are wrong.
    to_change = "touch_to_change" if is_secret or sound != "well" else "wrong"
    detail = words(to_change)
    if progress is not None:
        detail = words("confirm_soon") + "\n" + detail
    buttons = (
        ButtonView("confirm", words("yes"), is_primary=True),
        ButtonView("change", words("change")),
        ButtonView("cancel", words("cancel")),
    )
    shown = _boxes(state, rules, is_secret=is_secret)
    return View(headline, detail, shown, buttons, progress=progress, takes_digits=False, mood="ask")


def _boxes(state: State, rules: Rules, *, is_secret: bool) -> tuple[BoxView, ...]:
    shown = [
        _box(str(box.digit), box.state != "sure", place == state.place, is_secret)
        for place, box in enumerate(state.boxes)
    ]
    is_open = state.screen in ("entry", "asking")
    if is_open and len(shown) < rules.max_digits:
        is_guess = state.guess is not None and state.place is None
        guess = "" if is_secret or not is_guess else str(state.guess)
        shown.append(BoxView(guess, "guess" if is_guess else "next"))
    least = rules.max_digits if _is_fixed(rules) else rules.min_digits
    shown += [BoxView("", "empty")] * (least - len(shown))
    return tuple(shown)


def _box(digit: str, is_unsure: bool, is_asked: bool, is_secret: bool) -> BoxView:
    if is_asked:
        return BoxView("?" if is_unsure else MASK if is_secret else digit, "asked")
    if is_unsure:
        return BoxView("?", "unsure")
    return BoxView(MASK if is_secret else digit, "sure")


def _is_fixed(rules: Rules) -> bool:
    return rules.min_digits == rules.max_digits
