"""What the screen shows in every language and state, and whether it is readable."""

from __future__ import annotations

import itertools
import string
from dataclasses import replace

import pytest

from desktop.kiosk.entry.digit_boxes import MAX_QUESTIONS, Box
from desktop.kiosk.entry.events import Command, Press, Provisional, Select
from desktop.kiosk.entry.state import Hint, Rules, State
from desktop.kiosk.entry.state_machine import step
from desktop.kiosk.entry.texts import LANGUAGES, Texts
from desktop.kiosk.entry.view import MASK, SpeechStatus, view
from desktop.kiosk.ui import style
from desktop.window.theme.palettes import contrast
from tests.desktop.kiosk.entry.test_state_machine import said

RULES = Rules()


def after(*inputs, rules=RULES):
    state = State()
    for number, event in enumerate(inputs):
        state, _ = step(rules, state, event, float(number))
    return state


def shown(state, *, is_secret=False, speech: SpeechStatus = "ok", now=0.0, rules=RULES, code="en"):
    return view(state, rules, Texts(code, {}), now, is_secret=is_secret, speech=speech)


def digits(of):
    return [box.text for box in of.boxes]


def test_all_languages_have_the_same_texts_with_the_same_values():
    def values(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english = LANGUAGES["en"]
    for language in LANGUAGES.values():
        assert language.keys() == english.keys()
        for key, text in language.items():
            assert text.strip()
            assert values(text) == values(english[key])


def test_uncertain_digits_are_shown_as_question_marks():
    of = shown(after(said(4), said(0, 0.4)))
    assert digits(of) == ["4", "?", "", ""]
    assert [box.style for box in of.boxes] == ["certain", "uncertain", "next", "empty"]


def test_provisional_digits_are_marked_and_taken_back():
    of = shown(after(Provisional((4, 0))))
    assert digits(of) == ["4", "0", "", ""]
    assert of.headline == LANGUAGES["en"]["listening"]
    assert [box.style for box in of.boxes] == ["provisional", "provisional", "empty", "empty"]
    of = shown(after(Provisional((4, 0)), Provisional((4,))))
    assert digits(of) == ["4", "", "", ""]
    of = shown(after(said(4), Provisional((0, 7))))
    assert digits(of) == ["4", "0", "7", ""]
    assert [box.style for box in of.boxes] == ["certain", "provisional", "provisional", "next"]
    assert digits(shown(after(Provisional((4, 0, 7, 1, 1))))) == ["4", "0", "7", "1"]
    # The whole number is said again.
    assert digits(shown(after(said(4), Provisional((4, 0, 7, 1))))) == ["4", "0", "7", "1"]


def test_provisional_digits_are_hidden_if_secret_or_if_a_touch_starts():
    state = after(Provisional((4, 0)))
    assert digits(shown(state, is_secret=True)) == ["", "", "", ""]
    by_touch = replace(RULES, start_by="touch")
    assert {box.style for box in shown(state, rules=by_touch).boxes} == {"empty"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_asks_for_pauses(code):
    texts = {key: text for key, text in LANGUAGES[code].items() if key != "how_apart"}
    assert not any("paus" in text.lower() for text in texts.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_secret_number_is_not_on_the_screen(code):
    rules = replace(RULES, confirm_pause=0.0)
    steps = [Press(d) for d in (7, 0, 4, 1)] + [Command("confirm")]
    for count in range(1, len(steps) + 1):
        of = shown(after(*steps[:count], rules=rules), is_secret=True, rules=rules, code=code)
        assert set(digits(of)) <= {MASK, ""}
        all_texts = of.headline + of.detail + "".join(button.text for button in of.buttons)
        assert not set(all_texts) & set("7014") - {"4"}  # "4" is the number of digits


def test_the_progress_of_the_confirming_pause_is_shown():
    state = after(*map(Press, (1, 2, 3, 4)))
    assert shown(state, now=3.0).progress == 0.0
    assert shown(state, now=3.0 + RULES.confirm_pause / 2).progress == 0.5
    assert shown(state, now=9.0).progress == 1.0
    assert shown(replace(state, is_speaking=True), now=9.0).progress == 0.0


def test_the_keypad_works_in_the_readback_if_the_number_may_be_longer():
    rules = Rules(min_digits=3, max_digits=5)
    for count in (3, 5):
        state = State(screen="readback", boxes=(Box(1),) * count)
        assert shown(state, rules=rules).takes_digits == (count < rules.max_digits)


def test_the_readback_offers_to_say_the_number_again_if_digits_are_visible_and_speech_works():
    state = after(*map(said, (4, 0, 7, 1)))
    english = LANGUAGES["en"]
    assert english["wrong"] in shown(state).detail
    assert english["confirm_soon"] in shown(state).detail
    for of in (shown(state, is_secret=True), shown(state, speech="no_sound")):
        assert english["wrong"] not in of.detail
        assert english["touch_to_change"] in of.detail
    again = shown(after(*map(said, (4, 0, 7, 1, 4))))
    assert (again.headline, digits(again)) == (english["say_again"], ["4", "", "", ""])


def test_the_headline_names_the_problem():
    english = LANGUAGES["en"]
    hints: tuple[Hint, ...] = ("louder", "too_long", "full", "too_many", "invalid")
    for hint in hints:
        of = shown(replace(after(said(4)), hint=hint))
        assert (of.headline, of.headline_style) == (english[hint], "question")
        assert of.headline not in of.detail
    of = shown(replace(after(said(4)), hint="too_many"))
    assert of.detail == "4 digits: please say the number again."
    # Asked again for a digit, the person still reads which one.
    asked = replace(after(said(4)), screen="asking", place=0, hint="louder")
    assert (shown(asked).headline, shown(asked).detail) == (
        english["louder"], "Please say digit 1 again",
    )  # fmt: skip
    assert shown(after(said(4), Command("cancel"))).headline_style == "normal"


LATE = RULES.idle_timeout / 2 + 10.0
"""More than half of `idle_timeout` after all that `after` does."""


def test_no_other_message_hides_the_question_whether_the_person_is_still_there():
    english = LANGUAGES["en"]
    readback = after(*map(said, (4, 0, 7, 1)))
    for state in states():
        of = shown(state, now=LATE)
        is_asked = state.screen in ("entry", "asking", "readback") and not state.provisional
        assert (of.headline == english["idle"]) is is_asked, state
        if is_asked:
            assert of.headline_style == "question"
            before = shown(state)
            if before.headline != english["listening"]:
                assert of.detail.startswith(before.headline)
    of = shown(replace(after(said(4)), hint="invalid"), now=LATE)
    assert of.detail == f"{english['invalid']}\n{english['invalid_detail']}"
    of = shown(after(said(4)), now=LATE)
    assert of.detail == shown(after(said(4))).detail
    touch = replace(RULES, confirm_pause=0.0)  # nothing is sent without a touch
    of = shown(readback, now=LATE, rules=touch)
    assert of.detail == f"{english['readback']}\n{english['wrong']}"


def test_a_number_of_variable_length_says_how_many_digits_it_may_have():
    rules = replace(RULES, min_digits=3, max_digits=6)
    for state in (State(), after(said(4), rules=rules)):
        assert shown(state, rules=rules).detail.startswith("3 to 6 digits\n")
        assert "digits" not in shown(state).detail
    assert "3 to 6 digits" in shown(State(), rules=rules, speech="no_sound").detail


def test_whoever_wants_to_change_a_complete_number_can_go_back_to_sending_it():
    steps = [*map(Press, (4, 0, 7, 1)), Command("change")]
    assert commands(after(*steps)) == ["confirm", "cancel"]
    assert commands(after(*steps, Press(5))) == ["confirm", "cancel"]
    assert commands(after(*steps, Select(2))) == ["confirm", "cancel"]
    state = after(*steps, Select(2), Command("confirm"))
    assert state.screen == "readback"
    assert digits(shown(state)) == ["4", "0", "7", "1"]
    assert commands(after(*map(Press, (4, 0)))) == ["cancel"]  # the boxes show when it ends


def test_a_number_that_is_not_valid_cannot_be_done():
    rules = replace(RULES, check="luhn")
    steps = [*map(Press, (1, 2, 3, 4)), Press(5)]
    assert commands(after(*steps, rules=rules), rules) == ["cancel"]


def test_while_the_first_digits_are_being_said_the_entry_can_be_cancelled():
    state = after(Provisional((4, 0)))
    assert commands(state) == ["cancel"]
    assert commands(replace(state, provisional=())) == ["start"]


def commands(state: State, rules: Rules = RULES) -> list[str]:
    return [button.command for button in shown(state, rules=rules).buttons]


def test_without_a_microphone_the_screen_says_so_and_the_keypad_works():
    statuses: tuple[SpeechStatus, ...] = ("no_sound", "no_model")
    for speech in statuses:
        for state in (State(), after(Press(1))):
            of = shown(state, speech=speech)
            texts = [LANGUAGES["en"][speech], LANGUAGES["en"]["title_tap"]]
            # Before an entry the headline names the problem; then, it asks for the number.
            is_attract = state.screen == "attract"
            assert [of.headline, of.detail] == (texts if is_attract else texts[::-1])
            assert of.headline_style == ("error" if is_attract else "normal")
            assert of.takes_digits
            assert not of.is_listening


def test_without_a_microphone_nobody_is_asked_to_speak():
    english = LANGUAGES["en"]
    waiting = replace(after(Press(1), Press(2)), hint="next")
    assert shown(waiting, speech="no_sound").headline == english["title_tap"]
    readback = after(*map(Press, (1, 2, 3, 4)))
    for place_state in (
        step(RULES, readback, Select(2), 5.0)[0],
        replace(after(said(4)), screen="asking", place=0, hint="again"),
    ):
        assert place_state.place is not None
        of = shown(place_state, speech="no_sound")
        assert of.headline == Texts("en", {})("tap", place=place_state.place + 1)
    assert english["confirm_soon_tap"] in shown(readback, speech="no_sound").detail
    assert english["confirm_soon"] not in shown(readback, speech="no_sound").detail


@pytest.mark.parametrize("code", LANGUAGES)
def test_below_the_question_for_one_digit_there_is_no_example_of_a_number(code):
    rules = Rules(min_digits=3, max_digits=5)
    example = Texts(code, {})("how").splitlines()[-1]
    readback = after(*map(said, (4, 0, 7, 1)))
    selected = step(RULES, readback, Select(2), 5.0)[0]
    asked = replace(readback, screen="asking", place=0, hint="again")
    assert example in shown(after(said(4)), code=code).detail
    for state in (selected, asked):
        for of in (shown(state, code=code), shown(state, code=code, rules=rules)):
            assert of.detail == Texts(code, {})("how_digit")
        assert example not in shown(state, code=code, now=state.active + LATE).detail


def test_a_person_who_has_to_tap_is_not_told_how_to_speak():
    boxes = (Box(4, state="uncertain", asked=MAX_QUESTIONS), Box(0), Box(7), Box(1))
    state = State(screen="asking", boxes=boxes, place=0, hint="tap")
    question = Texts("en", {})("tap", place=1)
    assert (shown(state).headline, shown(state).detail) == (question, "")
    late = shown(state, now=LATE)
    assert (late.headline, late.detail) == (LANGUAGES["en"]["idle"], question)
    assert shown(state, speech="no_sound").detail == LANGUAGES["en"]["no_sound"]


def test_texts_of_the_configuration_replace_the_built_in_ones():
    texts = Texts("de", {"de": {"title": "Ihr Zimmer? {x}"}})
    assert texts("title", y=1) == "Ihr Zimmer? {x}"
    assert texts("done") == LANGUAGES["de"]["done"]


def test_texts_have_enough_contrast():
    pairs = [
        *style.HEADLINES.values(),
        (style.ON_ACCENT, style.ACCENT),
        (style.TEXT, style.PRESSED),
    ]
    pairs += [
        (style.TEXT, style.PALE),
        (style.MUTED, style.BACKGROUND),
        (style.TEXT, style.QUESTION),
    ]
    assert min(contrast(text, background) for text, background in pairs) >= 7.0


SIZES = [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920), (1024, 600)]


def states():
    """A state for every text of the page."""
    readback = after(*map(said, (4, 0, 7, 1)))
    entry = after(said(4))
    yield from (State(), entry, readback, after(*map(said, (4, 0, 7, 1, 4))))
    yield replace(readback, screen="storing", hint="staff")
    yield from (replace(readback, screen="done"), replace(readback, screen="cancelled"))
    hints: tuple[Hint, ...] = (
        "next", "louder", "too_long", "full", "too_many", "invalid", "touch_to_change",
        "not_understood",
    )  # fmt: skip
    for hint in hints:
        yield replace(entry, hint=hint)
    yield replace(entry, place=0)
    yield after(Provisional((4,)))
    for hint in ("again", "louder", "not_understood"):
        yield replace(entry, screen="asking", place=0, hint=hint)


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (1024, 600)])
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_clipped(qapp, qtbot, size, code):
    from desktop.kiosk.ui.kiosk_page import KioskPage

    page = KioskPage(("en", "de"))
    qtbot.addWidget(page)
    unit = style.unit_for(*size)
    page.setStyleSheet(style.style_sheet(unit))
    page.fit(unit, is_portrait=size[1] > size[0])
    page.set_language(Texts(code, {}), code)
    page.show_problem(Texts(code, {})("trouble_records"))  # the longest
    page.resize(*size)
    page.show()
    modes: list[tuple[SpeechStatus, bool]] = [
        ("ok", False), ("no_sound", False), ("no_model", True),
    ]  # fmt: skip
    rules = [RULES, replace(RULES, min_digits=3, max_digits=12)]
    for state, rule, is_late in itertools.product(states(), rules, (False, True)):
        for speech, is_secret in modes:
            now = LATE if is_late else 0.0
            of = shown(state, code=code, speech=speech, is_secret=is_secret, rules=rule, now=now)
            page.show_view(of)
            qapp.processEvents()
            qapp.processEvents()  # the layouts inside the layout
            assert (page.width(), page.height()) == size
            for label in (page.headline, page.detail, page.footer):
                assert label.heightForWidth(label.width()) <= label.height(), label.text()
            for button in page.buttons[: len(of.buttons)]:
                text = button.fontMetrics().horizontalAdvance(button.text())
                assert 1.05 * text < button.width(), button.text()
            for place in page.boxes.places():
                assert place.height() >= 0.08 * min(size), of.headline


@pytest.mark.parametrize("size", SIZES)
def test_keys_are_large_enough_for_a_finger(qapp, qtbot, size):
    from desktop.kiosk.ui.kiosk_page import KioskPage

    page = KioskPage(("en", "de"))
    qtbot.addWidget(page)
    unit = style.unit_for(*size)
    page.setStyleSheet(style.style_sheet(unit))
    page.fit(unit, is_portrait=size[1] > size[0])
    page.set_language(Texts("de", {}), "de")
    page.show_view(shown(after(*map(Press, (1, 2, 3, 4))), code="de"))
    page.resize(*size)
    page.show()
    assert (page.width(), page.height()) == size  # no widget is larger than its space
    least = 0.055 * min(size)
    for button in [*page.keypad._digits, *page.buttons, *page.languages.values()]:
        assert min(button.width(), button.height()) >= least, button.text()
    for button in page.buttons:
        text = button.fontMetrics().horizontalAdvance(button.text())
        assert 1.05 * text < button.width(), button.text()
    if size[1] > size[0]:
        assert page.keypad.mapTo(page, page.keypad.rect().topLeft()).y() > size[1] * 0.45
