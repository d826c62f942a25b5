"""Version resource, Info.plist, menu entry, manual page and icons agree with the program."""

import argparse
import configparser
import io
import plistlib
import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from resources import info_plist, version_numbers, version_resource

from desktop import arguments

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PACKAGING = REPOSITORY / "packaging"
VERSION = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3rc1", (1, 2, 3, 0)), ("2.0.0.dev4", (2, 0, 0, 0))],
)
def test_a_windows_version_has_four_numbers(version, numbers):
    assert version_numbers(version) == numbers


def test_the_version_resource_is_valid_python(tmp_path):
    text = version_resource(tmp_path / "version.txt", VERSION).read_text()
    compile(text, "version.txt", "eval")
    assert f'StringStruct("ProductVersion", "{VERSION}")' in text


def test_macos_gets_a_reason_for_the_microphone():
    entries = info_plist(VERSION)
    plistlib.dumps(entries)
    assert "listens" in entries["NSMicrophoneUsageDescription"]
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert rights["com.apple.security.device.audio-input"] is True


def test_the_menu_entry_has_command_and_icon():
    entry = configparser.ConfigParser(interpolation=None)
    setattr(entry, "optionxform", str)  # noqa: B010 - names keep their capitals
    entry.read(PACKAGING / "linux" / "spoken-digits.desktop", encoding="utf-8")
    entries = entry["Desktop Entry"]
    assert entries["Exec"] == entries["Icon"] == "spoken-digits"
    # Qt uses this window class: see setDesktopFileName in app.py.
    assert entries["StartupWMClass"] == "spoken-digits"


def test_software_centres_know_how_to_start_it():
    root = ET.parse(PACKAGING / "linux" / "spoken-digits.metainfo.xml").getroot()  # noqa: S314
    assert root.findtext("launchable") == "spoken-digits.desktop"


@pytest.fixture(scope="module")
def parsers():
    """All commands, such as "kiosk setup", with their parsers; "" is the program itself."""
    made = []
    parse = argparse.ArgumentParser.parse_args

    def catch(parser, *arguments, **more):
        made.append(parser)
        return parse(parser, *arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", catch)
        arguments.parse(["devices"], lambda _: 0)

    def with_subcommands(name, parser):
        yield name, parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for word, one in action.choices.items():
                    yield from with_subcommands(f"{name} {word}".strip(), one)

    return dict(with_subcommands("", made[0]))


def test_the_manual_page_has_all_commands_and_options(parsers):
    manual = (PACKAGING / "linux" / "spoken-digits.1").read_text(encoding="utf-8")
    common, commands = manual.split(".Sh COMMANDS\n")
    named = re.split(r"^\.It Cm (\w+(?: [a-z][\w-]+)?)", commands, flags=re.MULTILINE)[1:]
    sections = dict(zip(named[::2], named[1::2], strict=True)) | {"": common}
    assert parsers.keys() <= sections.keys()
    for command, parser in parsers.items():
        if command in ("bench", "serve"):  # for developers; not in the package
            continue
        documented = set(re.findall(r"Fl -([\w-]+)", common + sections[command]))
        visible = (one for one in parser._actions if one.help != argparse.SUPPRESS)
        names = {name[2:] for one in visible for name in one.option_strings if name[:2] == "--"}
        assert names - {"help"} <= documented, command


def test_the_icon_has_all_sizes_and_formats(tmp_path):
    from icon import LINUX_SIZES, WINDOWS_SIZES, draw, write_icns, write_ico, write_png

    for size, path in write_png(tmp_path).items():
        with Image.open(path) as picture:
            assert picture.size == (size, size)
    assert set(LINUX_SIZES) == {int(path.stem) for path in tmp_path.glob("*.png")}
    with Image.open(write_ico(tmp_path / "icon.ico")) as picture:
        assert {(size, size) for size in WINDOWS_SIZES} == picture.info["sizes"]
    with Image.open(write_icns(tmp_path / "icon.icns")) as picture:
        assert (512, 512, 2) in picture.info["sizes"]
    # The corners are transparent, the middle is opaque.
    image = draw(64)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    assert np.asarray(image)[0, 0, 3] == 0
    assert np.asarray(image)[32, 32, 3] == 255
