"""Keys of small invented layouts."""

import pytest

from desktop.dictation.keyboards.keyboard import TypingError, keysym
from desktop.dictation.keyboards.x11_keymap import (
    LOCK,
    Keymap,
    Layout,
    Plan,
    State,
    Stroke,
    key_events,
)

SHIFT, LEVEL3, CONTROL = 0x01, 0x80, 0x04
SHIFT_KEY, LEVEL3_KEY, CONTROL_KEY = 50, 92, 37
MODIFIER_KEYS = {SHIFT: [SHIFT_KEY], LEVEL3: [LEVEL3_KEY], CONTROL: [CONTROL_KEY]}
CONTROL_L, SHIFT_L, ISO_LEVEL3_SHIFT = 0xFFE3, 0xFFE1, 0xFE03


def layout(
    keys: dict[tuple[int, int, int], str], unused: tuple[int, ...] = (), caps_is_shift: bool = False
) -> Layout:
    """A layout, given (keycode, modifiers, group) -> character."""
    fixed = {SHIFT_KEY: SHIFT_L, LEVEL3_KEY: ISO_LEVEL3_SHIFT, CONTROL_KEY: CONTROL_L}

    def translate(keycode: int, modifiers: int, group: int) -> int:
        if keycode in fixed:
            return fixed[keycode]
        if modifiers & LOCK:
            modifiers = modifiers ^ LOCK ^ (SHIFT if caps_is_shift else 0)
        return keysym(keys[found]) if (found := (keycode, modifiers, group)) in keys else 0

    return Layout(Keymap(range(8, 100), translate, MODIFIER_KEYS, unused))


@pytest.mark.parametrize(
    ("modifiers", "pressed"),
    [
        (0, ()),
        (SHIFT, (SHIFT_KEY,)),
        (LEVEL3, (LEVEL3_KEY,)),
        (SHIFT | LEVEL3, (SHIFT_KEY, LEVEL3_KEY)),
    ],
)
def test_a_digit_gets_the_modifiers_of_its_level(modifiers: int, pressed: tuple[int, ...]) -> None:
    plan = layout({(10, modifiers, 0): "1"}).plan("1", State(0, 0))
    assert plan == Plan(0, 0, {}, (Stroke(10, pressed),))


def test_control_is_never_pressed_for_a_character() -> None:
    with pytest.raises(TypingError):
        layout({(10, CONTROL, 0): "1"}).plan("1", State(0, 0))


def test_the_stroke_with_the_fewest_modifiers_is_taken() -> None:
    plan = layout({(10, SHIFT, 0): "1", (87, 0, 0): "1"}).plan("1", State(0, 0))
    assert plan.strokes == (Stroke(87),)


def test_the_active_group_is_searched_before_the_others() -> None:
    keys = layout({(10, 0, 0): "1", (11, SHIFT, 1): "1"})
    assert keys.plan("1", State(1, 0)).strokes == (Stroke(11, (SHIFT_KEY,)),)
    assert keys.plan("1", State(1, 0)).group == 1


def test_another_group_is_used_for_the_whole_text_if_the_active_one_lacks_a_digit() -> None:
    keys = layout({(10, 0, 0): "1", (11, 0, 0): "2", (10, 0, 1): "1"})
    plan = keys.plan("12", State(1, 0))
    assert plan == Plan(0, 0, {}, (Stroke(10), Stroke(11)))


def test_what_no_group_has_gets_an_unused_keycode() -> None:
    plan = layout({(10, 0, 0): "1"}, unused=(97, 98)).plan("121", State(0, 0))
    assert plan == Plan(0, 0, {98: ord("2")}, (Stroke(10), Stroke(98), Stroke(10)))


def test_without_an_unused_keycode_it_cannot_be_typed() -> None:
    with pytest.raises(TypingError, match="no key for '3'") as caught:
        layout({(10, 0, 0): "1"}, unused=(98,)).plan("123", State(0, 0))
    assert caught.value.code == "no_key"


def test_caps_lock_stays_on_for_digits_and_shift_makes_up_for_it() -> None:
    keys = layout({(10, SHIFT, 0): "1", (10, 0, 0): "!"}, caps_is_shift=True)
    assert keys.plan("1", State(0, LOCK)) == Plan(0, LOCK, {}, (Stroke(10),))
    assert keys.plan("!", State(0, LOCK)) == Plan(0, LOCK, {}, (Stroke(10, (SHIFT_KEY,)),))


def test_caps_lock_is_off_for_letters() -> None:
    keys = layout({(38, 0, 0): "a", (38, SHIFT, 0): "A"})
    assert keys.plan("a", State(0, LOCK)) == Plan(0, 0, {}, (Stroke(38),))


@pytest.mark.parametrize(
    ("character", "expected"),
    [("7", 0x37), ("\n", 0xFF0D), ("\b", 0xFF08), ("ä", 0xE4), ("€", 0x10020AC), ("🙂", 0x101F642)],
)
def test_keysyms(character: str, expected: int) -> None:
    assert keysym(character) == expected


def test_modifiers_stay_pressed_while_they_are_needed() -> None:
    strokes = [Stroke(10, (50,)), Stroke(11, (50,)), Stroke(12), Stroke(13, (50, 92))]
    assert key_events(strokes) == [
        (50, True), (10, True), (10, False), (11, True), (11, False), (50, False),
        (12, True), (12, False),
        (50, True), (92, True), (13, True), (13, False), (92, False), (50, False),
    ]  # fmt: skip
