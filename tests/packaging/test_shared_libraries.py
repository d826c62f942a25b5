"""What files ask the loader for, read from Qt's own libraries."""

import shutil
import sys
from pathlib import Path

import PySide6
import pytest
from shared_libraries import is_elf, needed, orphans

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is Linux's"),
    pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump is not installed"),
]

QT = Path(PySide6.__file__).parent / "Qt" / "lib"


def path_of(name):
    return str(QT / name)


def test_a_library_is_known_by_its_first_bytes(tmp_path):
    text = tmp_path / "libtext.so"
    text.write_text("no library")
    assert not is_elf(text)
    assert is_elf(QT / "libQt6Core.so.6")


def test_names_and_versions_are_read(tmp_path):
    text = tmp_path / "libtext.so"
    text.write_text("no library")
    found = needed([str(text), path_of("libQt6Widgets.so.6")])
    assert list(found) == [path_of("libQt6Widgets.so.6")]
    wants = found[path_of("libQt6Widgets.so.6")]
    assert {"libQt6Gui.so.6", "libQt6Core.so.6", "libc.so.6"} <= wants.libraries
    assert ("libc.so.6", "GLIBC_2.14") in wants.versions


def test_only_what_nothing_needs_any_more_is_an_orphan():
    names = ["libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6", "libQt6Svg.so.6"]
    files = {name: path_of(name) for name in names}
    assert orphans(files, {"libQt6Gui.so.6", "libQt6Core.so.6"}) == set()
    # Gui was asked for by Svg and Widgets; when they go, it goes after them.
    assert orphans(files, set(names)) == set(names)
