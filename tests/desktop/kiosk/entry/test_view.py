"""What the screen shows, in every language and state, and how well it can be read."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest

from desktop.kiosk.entry.events import Command, Press
from desktop.kiosk.entry.state import Rules, State
from desktop.kiosk.entry.state_machine import step
from desktop.kiosk.entry.texts import LANGUAGES, Texts
from desktop.kiosk.entry.view import MASK, Sound, view
from desktop.kiosk.ui import style
from desktop.window.theme.palettes import contrast
from tests.desktop.kiosk.entry.test_state_machine import said

RULES = Rules()


def after(*inputs, rules=RULES):
    state = State()
    for number, happened in enumerate(inputs):
        state, _ = step(rules, state, happened, float(number))
    return state


def shown(state, *, is_secret=False, sound: Sound = "well", now=0.0, rules=RULES, code="en"):
    words = Texts(code, {})
    return view(state, rules, words, now, is_secret=is_secret, sound=sound)


def texts(of):
    return [box.text for box in of.boxes]


def test_each_language_says_everything_with_the_same_values():
    def values(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english = LANGUAGES["en"]
    for language in LANGUAGES.values():
        assert language.keys() == english.keys()
        for key, text in language.items():
            assert text.strip()
            assert values(text) == values(english[key])


def test_digits_are_shown_and_doubtful_ones_are_not_claimed():
    of = shown(after(said(4), said(0, 0.4)))
    assert texts(of) == ["4", "?", "", ""]
    assert [box.look for box in of.boxes] == ["sure", "unsure", "next", "empty"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_secret_number_is_nowhere_on_the_screen(code):
    rules = replace(RULES, confirm_pause=0.0)
    steps = [Press(d) for d in (7, 0, 4, 1)] + [Command("confirm")]
    for count in range(1, len(steps) + 1):
        of = shown(after(*steps[:count], rules=rules), is_secret=True, rules=rules, code=code)
        assert set(texts(of)) <= {MASK, ""}
        said_all = of.headline + of.detail + "".join(button.text for button in of.buttons)
        assert not set(said_all) & set("7014") - {"4"}  # "4" is how many there are


def test_the_pause_that_confirms_can_be_seen_to_pass():
    state = after(*map(Press, (1, 2, 3, 4)))
    assert shown(state, now=3.0).progress == 0.0
    assert shown(state, now=3.0 + RULES.confirm_pause / 2).progress == 0.5
    assert shown(state, now=9.0).progress == 1.0
    assert shown(replace(state, is_speaking=True), now=9.0).progress == 0.0


def test_a_wrong_number_may_be_said_again_where_it_is_seen_and_heard():
    state = after(*map(said, (4, 0, 7, 1)))
    english = LANGUAGES["en"]
    assert english["wrong"] in shown(state).detail
    assert english["confirm_soon"] in shown(state).detail
    for of in (shown(state, is_secret=True), shown(state, sound="no_sound")):
        assert english["wrong"] not in of.detail
        assert english["touch_to_change"] in of.detail
    again = shown(after(*map(said, (4, 0, 7, 1, 4))))
    assert (again.headline, texts(again)) == (english["say_again"], ["4", "", "", ""])


def test_without_a_microphone_it_says_so_and_the_keypad_works():
    sounds: tuple[Sound, ...] = ("no_sound", "no_model")
    for sound in sounds:
        for state in (State(), after(Press(1))):
            of = shown(state, sound=sound)
            assert of.detail == LANGUAGES["en"][sound]
            assert of.takes_digits
            assert not of.is_listening


def test_own_words_take_the_place_of_the_built_in_ones():
    words = Texts("de", {"de": {"title": "Ihr Zimmer? {x}"}})
    assert words("title", y=1) == "Ihr Zimmer? {x}"
    assert words("done") == LANGUAGES["de"]["done"]


def test_texts_stand_out_from_their_ground():
    pairs = [*style.MOODS.values(), (style.ON_ACCENT, style.ACCENT), (style.INK, style.PRESSED)]
    pairs += [(style.INK, style.PALE), (style.QUIET, style.GROUND), (style.INK, style.ASK)]
    assert min(contrast(text, ground) for text, ground in pairs) >= 7.0


@pytest.mark.parametrize(
    "size", [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920), (1024, 600)]
)
def test_keys_are_large_enough_for_a_finger(qapp, qtbot, size):
    from desktop.kiosk.ui.kiosk_page import KioskPage

    page = KioskPage(("en", "de"))
    qtbot.addWidget(page)
    unit = style.unit_for(*size)
    page.setStyleSheet(style.style_sheet(unit))
    page.fit(unit, is_upright=size[1] > size[0])
    page.say(Texts("de", {}), "de")
    page.show_view(shown(after(*map(Press, (1, 2, 3, 4))), code="de"))
    page.resize(*size)
    page.show()
    assert (page.width(), page.height()) == size  # nothing asks for more room than there is
    least = 0.055 * min(size)
    for button in [*page.keypad._digits, *page.buttons, *page.languages.values()]:
        assert min(button.width(), button.height()) >= least, button.text()
    for button in page.buttons:
        text = button.fontMetrics().horizontalAdvance(button.text())
        assert 1.05 * text < button.width(), button.text()
    if size[1] > size[0]:
        assert page.keypad.mapTo(page, page.keypad.rect().topLeft()).y() > size[1] * 0.45
