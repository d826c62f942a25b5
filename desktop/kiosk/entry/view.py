"""What the screen shows in each state: texts, boxes, buttons. Pure functions, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from desktop.kiosk.entry.check_digits import is_valid
from desktop.kiosk.entry.digit_boxes import MAX_QUESTIONS, number
from desktop.kiosk.entry.state import Rules, State
from desktop.kiosk.entry.texts import Texts

BoxStyle = Literal["empty", "next", "provisional", "certain", "uncertain", "asked"]
HeadlineStyle = Literal["normal", "question", "success", "error"]
SpeechStatus = Literal["ok", "no_sound", "no_model"]

MASK = "•"


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on the screen."""

    text: str
    style: BoxStyle


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button: its command, its text, and whether it is the main choice."""

    command: str
    text: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The content of the screen.

    Attributes
    ----------
    headline : str
    detail : str
        Explains the headline.
    boxes : tuple of BoxView
    buttons : tuple of ButtonView
    headline_style : {"normal", "question", "success", "error"}
    progress : float or None
        The part of the confirming pause that has passed, 0 to 1.
    takes_digits : bool
        Whether the digits of the keypad are enabled.
    is_listening : bool
    """

    headline: str
    detail: str = ""
    boxes: tuple[BoxView, ...] = ()
    buttons: tuple[ButtonView, ...] = ()
    headline_style: HeadlineStyle = "normal"
    progress: float | None = None
    takes_digits: bool = True
    is_listening: bool = False


def view(  # noqa: PLR0911 - one return for each screen
    state: State, rules: Rules, texts: Texts, now: float, *, is_secret: bool, speech: SpeechStatus
) -> View:
    """The view of a state.

    Parameters
    ----------
    state : State
    rules : Rules
    texts : Texts
        In the language of the state.
    now : float
        Seconds on the clock of the state machine.
    is_secret : bool
        Show no digits.
    speech : {"ok", "no_sound", "no_model"}
        Whether there is sound from a microphone, and a model to recognize it.
    """
    match state.screen:
        case "attract":
            return _attract(state, rules, texts, is_secret=is_secret, speech=speech)
        case "entry" | "asking":
            return _entry(state, rules, texts, now, is_secret=is_secret, speech=speech)
        case "readback":
            return _readback(state, rules, texts, now, is_secret=is_secret, speech=speech)
        case "storing":
            boxes = _boxes(state, rules, is_secret=is_secret)
            headline = texts("storing")
            if state.hint == "staff":
                detail = texts("staff")
                return View(headline, detail, boxes, headline_style="error", takes_digits=False)
            return View(headline, boxes=boxes, takes_digits=False)
        case "done":
            boxes = _boxes(state, rules, is_secret=is_secret)
            return View(texts("done"), texts("done_detail"), boxes, headline_style="success")
        case "cancelled":
            return View(texts("cancelled"))


def _attract(
    state: State, rules: Rules, texts: Texts, *, is_secret: bool, speech: SpeechStatus
) -> View:
    by_voice = rules.start_by == "voice" and speech == "ok"
    # The first phrase already shows its digits.
    known = state if by_voice else replace(state, provisional=())
    boxes = _boxes(known, rules, is_secret=is_secret)
    if known.provisional:
        cancel = ButtonView("cancel", texts("cancel"))
        how = _how(rules, texts, speech)
        return View(texts("listening"), how, boxes, (cancel,), is_listening=True)
    start = ButtonView("start", texts("start" if by_voice else "start_touch"), is_primary=True)
    if speech != "ok":
        headline, detail = texts(speech), _with_length(rules, texts, texts("title_tap"))
        return View(headline, detail, boxes, (start,), headline_style="error")
    how = _how(rules, texts, speech)
    return View(texts("title"), how, boxes, (start,), is_listening=by_voice)


def _entry(
    state: State, rules: Rules, texts: Texts, now: float, *, is_secret: bool, speech: SpeechStatus
) -> View:
    buttons = [ButtonView("cancel", texts("cancel"))]
    is_long_enough = len(state.boxes) >= rules.min_digits
    # A number of fixed length ends by itself, unless the person has come back to change it.
    may_be_right = state.is_changing and not state.previous
    may_be_right = may_be_right and is_valid(number(state.boxes), rules.check)
    has_end = not _is_fixed(rules) or state.place is not None or may_be_right
    if is_long_enough and has_end and state.screen == "entry":
        buttons.insert(0, ButtonView("confirm", texts("finish"), is_primary=True))
    headline, detail, style = _entry_texts(state, rules, texts, speech)
    if rules.asks_if_present(state, now):
        # What the screen said before stays readable, except that it listens.
        lines = [] if headline in (texts("listening"), texts("title_tap")) else [headline]
        if detail and (not lines or detail != _how(rules, texts, speech)):
            lines.append(detail)
        headline, detail, style = texts("idle"), "\n".join(lines), "question"
    return View(
        headline,
        detail,
        _boxes(state, rules, is_secret=is_secret),
        tuple(buttons),
        headline_style=style,
        is_listening=speech == "ok",
    )


def _entry_texts(
    state: State, rules: Rules, texts: Texts, speech: SpeechStatus
) -> tuple[str, str, HeadlineStyle]:
    """Headline, detail and style. If there is a problem, the headline names it."""
    headline, how = texts("listening"), _how(rules, texts, speech)
    style: HeadlineStyle = "normal"
    if speech != "ok":
        headline = texts("title_tap")
    elif state.previous:
        headline = texts("say_again")
    if state.hint == "next" and speech == "ok":
        headline = texts("next", place=len(state.boxes) + 1)
    if state.place is not None:
        question = _question(state, speech)
        headline, style = texts(question, place=state.place + 1), "question"
        if speech == "ok":
            # An example of a number would invite people to say all digits, one at a time; the
            # first would be taken for this one.
            how = "" if question == "tap" else texts("how_digit")
    details = {
        "louder": how if state.place is None else headline,
        "too_long": texts("too_long_detail") if state.place is None else headline,
        "full": texts("touch_to_change"),
        "too_many": texts("too_many_detail", length=_length(rules, texts)),
        "invalid": texts("invalid_detail"),
        "touch_to_change": how,
    }
    if state.hint in details:
        return texts(state.hint), details[state.hint], "question"
    return headline, texts("not_understood") if state.hint == "not_understood" else how, style


def _question(state: State, speech: SpeechStatus) -> str:
    """The key of the text that asks for the digit of a box."""
    assert state.place is not None
    if speech != "ok":
        return "tap"
    if state.screen == "entry" or state.place >= len(state.boxes):
        return "selected"
    return "tap" if state.boxes[state.place].asked >= MAX_QUESTIONS else "again"


def _how(rules: Rules, texts: Texts, speech: SpeechStatus) -> str:
    """How to enter a number, and how many digits it may have if the boxes do not show it."""
    return _with_length(rules, texts, texts("how") if speech == "ok" else texts(speech))


def _with_length(rules: Rules, texts: Texts, text: str) -> str:
    return text if _is_fixed(rules) else f"{_length(rules, texts)}\n{text}"


def _length(rules: Rules, texts: Texts) -> str:
    if _is_fixed(rules):
        return texts("length", count=rules.max_digits)
    return texts("length_range", least=rules.min_digits, most=rules.max_digits)


def _readback(
    state: State,
    rules: Rules,
    texts: Texts,
    now: float,
    *,
    is_secret: bool,
    speech: SpeechStatus,
) -> View:
    progress = None
    if rules.silence_confirms(state):
        progress = min(max(state.silence(now) / rules.confirm_pause_for(state), 0.0), 1.0)
    headline = texts("readback")
    if is_secret:
        headline = texts("readback_secret", count=len(state.boxes))
    # A person who cannot see the digits cannot know that they are wrong.
    detail = texts("touch_to_change" if is_secret or speech != "ok" else "wrong")
    if progress is not None:
        detail = texts("confirm_soon" if speech == "ok" else "confirm_soon_tap") + "\n" + detail
    elif state.is_doubted:
        detail = texts("confirm_tap", yes=texts("yes")) + "\n" + detail
    if rules.asks_if_present(state, now):
        headline, detail = texts("idle"), f"{headline}\n{detail}"
    buttons = (
        ButtonView("confirm", texts("yes"), is_primary=True),
        ButtonView("change", texts("change")),
        ButtonView("cancel", texts("cancel")),
    )
    return View(
        headline,
        detail,
        _boxes(state, rules, is_secret=is_secret),
        buttons,
        headline_style="question",
        progress=progress,
        takes_digits=len(state.boxes) < rules.max_digits,
    )


def _boxes(state: State, rules: Rules, *, is_secret: bool) -> tuple[BoxView, ...]:
    boxes = [
        _box(str(box.digit), box.state != "certain", place == state.place, is_secret)
        for place, box in enumerate(state.boxes)
    ]
    is_open = state.screen in ("attract", "entry", "asking")
    provisional = state.provisional if is_open and state.place is None else ()
    if boxes and len(boxes) + len(provisional) > rules.max_digits:
        boxes = []  # the whole number is said again
    for digit in provisional[: rules.max_digits - len(boxes)]:
        boxes.append(BoxView("" if is_secret else str(digit), "provisional"))
    if state.screen != "attract" and is_open and len(boxes) < rules.max_digits:
        boxes.append(BoxView("", "next"))
    least = rules.max_digits if _is_fixed(rules) else rules.min_digits
    boxes += [BoxView("", "empty")] * (least - len(boxes))
    return tuple(boxes)


def _box(digit: str, is_uncertain: bool, is_asked: bool, is_secret: bool) -> BoxView:
    if is_asked:
        return BoxView("?" if is_uncertain else MASK if is_secret else digit, "asked")
    if is_uncertain:
        return BoxView("?", "uncertain")
    return BoxView(MASK if is_secret else digit, "certain")


def _is_fixed(rules: Rules) -> bool:
    return rules.min_digits == rules.max_digits
