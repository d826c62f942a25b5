"""Finds the keys of an X11 keyboard layout that produce a text. Pure functions.

The keysym of a key depends on the group (the layout in use, of up to four) and on the modifiers.
`Keymap.translate` tells it for any combination, so all combinations are searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop.dictation.keyboards.keyboard import keysym, no_key

LOCK = 0x02
"""Modifier bit of Caps Lock."""

MAX_GROUPS = 4

_MOMENTARY = {
    0xFFE1: "Shift_L",
    0xFFE2: "Shift_R",
    0xFE03: "ISO_Level3_Shift",
    0xFF7E: "Mode_switch",
    0xFE11: "ISO_Level5_Shift",
}
"""Keys that select another keysym while they are held."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The layout, as the X server describes it.

    Attributes
    ----------
    keycodes : range
    translate : callable
        Returns the keysym for a keycode, modifier bits and a group; 0 if there is none.
    modifier_keys : mapping
        Modifier bit -> keycodes of the keys that set it.
    unused : sequence of int
        Keycodes without any keysym.
    """

    keycodes: range
    translate: Callable[[int, int, int], int]
    modifier_keys: Mapping[int, Sequence[int]]
    unused: Sequence[int]


@dataclass(frozen=True, slots=True)
class State:
    """The state of the keyboard.

    Attributes
    ----------
    group : int
        The active group, from 0.
    locked : int
        Locked modifiers, such as Caps Lock.
    """

    group: int
    locked: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key with the modifiers that are pressed for it.

    Attributes
    ----------
    keycode : int
    modifiers : tuple of int
        Keycodes of the modifier keys.
    """

    keycode: int
    modifiers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a text is typed.

    Attributes
    ----------
    group, locked : int
        To be set before the first stroke.
    spare : mapping
        Keycode -> keysym, for unused keycodes that get a keysym first.
    strokes : tuple of Stroke
    """

    group: int
    locked: int
    spare: Mapping[int, int]
    strokes: tuple[Stroke, ...]


class Layout:
    """All keysyms of a keyboard, looked up once for each group and lock state.

    Parameters
    ----------
    keymap : Keymap
    """

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._tables: dict[tuple[int, int], dict[int, Stroke]] = {}

    def plan(self, text: str, state: State) -> Plan:
        """Find the keys for a text.

        The active group is searched first, with Caps Lock as it is and then without it, and then
        the other groups. What no group has gets an unused keycode. Caps Lock is always turned off
        for letters, since programs may capitalize them themselves.

        Raises
        ------
        TypingError
            If a character cannot be typed.
        """
        needed = {character: keysym(character) for character in dict.fromkeys(text)}
        if any(character.lower() != character.upper() for character in needed):
            state = State(state.group, state.locked & ~LOCK)
        group, locked, found = self._best(set(needed.values()), state)
        missing = [character for character, symbol in needed.items() if symbol not in found]
        unused = self._keymap.unused
        if len(missing) > len(unused):
            raise no_key(missing[len(unused)])
        # From the end: programs that map keycodes themselves usually take the first ones.
        spare = {code: needed[character] for code, character in zip(unused[::-1], missing)}  # noqa: B905
        table = {**found, **{symbol: Stroke(code) for code, symbol in spare.items()}}
        return Plan(group, locked, spare, tuple(table[needed[character]] for character in text))

    def _best(self, symbols: set[int], state: State) -> tuple[int, int, dict[int, Stroke]]:
        """Return the first group and locked modifiers that have all keysyms, or most of them."""
        settings = [
            (group, locked)
            for group in _groups(state.group)
            for locked in dict.fromkeys((state.locked, state.locked & ~LOCK))
        ]
        best = (*settings[0], self._table(*settings[0]))
        for setting in settings[1:]:
            if symbols <= best[2].keys():
                break
            table = self._table(*setting)
            if len(symbols & table.keys()) > len(symbols & best[2].keys()):
                best = (*setting, table)
        return best

    def _table(self, group: int, locked: int) -> dict[int, Stroke]:
        """Keysym -> stroke, for one group; the stroke with the fewest modifiers."""
        if (group, locked) not in self._tables:
            found: dict[int, Stroke] = {}
            translate = self._keymap.translate
            keys = _momentary_keys(self._keymap, group, locked)
            for count in range(len(keys) + 1):
                for bits in combinations(keys, count):
                    modifiers = locked | sum(bits)
                    for keycode in self._keymap.keycodes:
                        symbol = translate(keycode, modifiers, group)
                        if symbol and symbol not in found:
                            found[symbol] = Stroke(keycode, tuple(keys[bit] for bit in bits))
            self._tables[group, locked] = found
        return self._tables[group, locked]


def key_events(strokes: Iterable[Stroke]) -> list[tuple[int, bool]]:
    """Return the key presses (True) and releases (False) of strokes, by keycode.

    Modifiers stay pressed from one stroke to the next if that needs the same ones.
    """
    events: list[tuple[int, bool]] = []
    pressed: tuple[int, ...] = ()
    for stroke in strokes:
        if stroke.modifiers != pressed:
            events += [(code, False) for code in reversed(pressed)]
            events += [(code, True) for code in stroke.modifiers]
            pressed = stroke.modifiers
        events += [(stroke.keycode, True), (stroke.keycode, False)]
    return events + [(code, False) for code in reversed(pressed)]


def _groups(active: int) -> list[int]:
    return [active, *(group for group in range(MAX_GROUPS) if group != active)]


def _momentary_keys(keymap: Keymap, group: int, locked: int) -> dict[int, int]:
    """Modifier bit -> keycode, for modifiers that only select another keysym."""
    found: dict[int, int] = {}
    for bit, keycodes in keymap.modifier_keys.items():
        for keycode in keycodes:
            if keymap.translate(keycode, locked, group) in _MOMENTARY:
                found[bit] = keycode
                break
    return found
