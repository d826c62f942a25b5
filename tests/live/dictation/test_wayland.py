"""A text field on a headless wlroots compositor receives what is typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.dictation.keyboards.choice import choose_keyboard
from desktop.dictation.keyboards.keyboard import TypingError
from desktop.dictation.keyboards.virtual_keyboard import VirtualKeyboard
from tests.harness.text_fields import TextField, gtk_field, needs_gtk, wait_until

pytestmark = [
    pytest.mark.live,
    needs_gtk,
    pytest.mark.skipif(
        shutil.which("sway") is None,
        reason="sway is not installed; packaging/setup/system_libraries.sh test",
    ),
]


NOBODY = 65534


@pytest.fixture(scope="module", params=["us", "fr", "np"])
def compositor(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """A headless sway with a keyboard layout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o700)
        config = folder / "config"
        config.write_text(f'xwayland disable\ninput * xkb_layout "{request.param}"\n')
        own = {
            "XDG_RUNTIME_DIR": name,
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "WLR_RENDERER_ALLOW_SOFTWARE": "1",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={name}/no-bus",
        }
        inherited = {n: v for n, v in os.environ.items() if n not in ("DISPLAY", "WAYLAND_DISPLAY")}
        log = (folder / "log").open("w")
        command = ["sway", "-c", str(config)]
        if os.getuid() == 0:  # sway refuses to run as root
            os.chown(folder, NOBODY, NOBODY)
            user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            command = ["setpriv", *user, *command]
        sway = subprocess.Popen(command, env={**inherited, **own}, stderr=log)
        try:
            wait_until(
                lambda: _sockets(folder), lambda: f"sway: {(folder / 'log').read_text()[-2000:]}"
            )
            yield {**own, "WAYLAND_DISPLAY": _sockets(folder)[0], "GDK_BACKEND": "wayland"}
        finally:
            sway.terminate()
            sway.wait()
            log.close()


def _sockets(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("wayland-*") if path.suffix != ".lock"]


@pytest.fixture
def field(
    compositor: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TextField]:
    for name, value in compositor.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DISPLAY", raising=False)
    with gtk_field(compositor, tmp_path / "field.txt") as running:
        yield running


def test_digits_arrive_with_any_layout(field: TextField) -> None:
    keyboard = VirtualKeyboard()

    def has_focus() -> bool:  # the compositor gives it a moment after the field is shown
        keyboard.type("7")
        return "7" in field.text

    wait_until(has_focus)
    wait_until(lambda: set(field.text) == {"7"})
    keyboard.type("\b" * 40)
    field.wait_for("")
    expected = ""
    for text in ("0123456789 77\n", "5 °C; Ω\t", "0171 555 01", "\b\b98", "12 ½", "34"):
        keyboard.type(text)
        for character in text:
            expected = expected[:-1] if character == "\b" else expected + character
    field.wait_for(expected)
    keyboard.type("\b\b")
    field.wait_for(expected[:-2])
    keyboard.close()
    keyboard.type("6")  # connects again
    field.wait_for(expected[:-2] + "6")
    keyboard.close()


def test_it_is_chosen_where_there_is_no_portal(field: TextField) -> None:
    keyboard = choose_keyboard("linux", os.environ)
    keyboard.open()
    assert keyboard.name == "virtual keyboard"
    keyboard.close()


def test_a_compositor_that_is_gone_is_told(tmp_path: Path) -> None:
    keyboard = VirtualKeyboard({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-9"})
    with pytest.raises(TypingError, match="does not respond") as caught:
        keyboard.type("1")
    assert caught.value.code == "no_display"
