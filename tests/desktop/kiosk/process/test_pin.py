"""The PIN for staff, and the limit on wrong attempts."""

from __future__ import annotations

import json

import pytest

from desktop.kiosk.process import pin
from desktop.kiosk.process.pin import (
    MAX_LOCKOUT,
    Attempts,
    PinError,
    is_correct,
    pin_path,
    set_pin,
)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setitem(pin._COST, "n", 1 << 8)  # only the first test uses the real cost
    set_pin(tmp_path, "493017")
    return tmp_path


def test_only_the_correct_pin_is_accepted(tmp_path):
    set_pin(tmp_path, "493017")
    assert json.loads(pin_path(tmp_path).read_text())["n"] >= 1 << 14
    assert is_correct(tmp_path, "493017")
    assert not is_correct(tmp_path, "493018")
    assert not is_correct(tmp_path, "")


def test_the_same_pin_has_another_hash_each_time(state):
    first = json.loads(pin_path(state).read_text())
    set_pin(state, "493017")
    second = json.loads(pin_path(state).read_text())
    assert first["salt"] != second["salt"]
    assert first["hash"] != second["hash"]


def test_a_new_pin_replaces_the_old_one(state):
    set_pin(state, "8261")
    assert is_correct(state, "8261")
    assert not is_correct(state, "493017")


def test_each_lockout_after_wrong_pins_takes_twice_as_long(state, clock):
    attempts = Attempts(state, 3, 60.0, clock)
    for length in (60, 120, 240):
        assert [attempts.check("0001") for _ in range(3)] == ["wrong"] * 3
        assert attempts.locked_for == length
        assert attempts.check("493017") == "locked"
        clock.now += length + 1
    assert attempts.check("493017") == "correct"
    assert attempts.locked_for == 0


def test_the_correct_pin_is_accepted_at_the_last_attempt(state, clock):
    attempts = Attempts(state, 3, 60.0, clock)
    assert [attempts.check(tried) for tried in ("1234", "2345", "493017")] == [
        "wrong",
        "wrong",
        "correct",
    ]


def test_a_restart_gives_no_further_attempt(state, clock):
    for _ in range(3):
        Attempts(state, 3, 60.0, clock).check("0001")
    assert Attempts(state, 3, 60.0, clock).check("493017") == "locked"


def test_setting_the_clock_back_does_not_extend_a_lockout(state, clock):
    attempts = Attempts(state, 1, 60.0, clock)
    attempts.check("0001")
    clock.now -= 10_000_000
    assert attempts.locked_for <= 60
    for _ in range(12):
        clock.now += 2 * MAX_LOCKOUT + 20_000_000
        attempts.check("0001")
    assert attempts.locked_for == MAX_LOCKOUT


def test_a_damaged_file_is_reported(state):
    pin_path(state).write_text("{}")
    with pytest.raises(PinError, match="cannot be used"):
        is_correct(state, "493017")
