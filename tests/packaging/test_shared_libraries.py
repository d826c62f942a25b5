"""Needed libraries, read from Qt's libraries."""

import shutil
import sys
from pathlib import Path

import PySide6
import pytest
from shared_libraries import is_elf, needed, orphans

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux"),
    pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump is not installed"),
]

QT = Path(PySide6.__file__).parent / "Qt" / "lib"


def path_of(name):
    return str(QT / name)


def test_elf_files_are_detected(tmp_path):
    text = tmp_path / "libtext.so"
    text.write_text("no library")
    assert not is_elf(text)
    assert is_elf(QT / "libQt6Core.so.6")


def test_libraries_and_symbol_versions_are_read(tmp_path):
    text = tmp_path / "libtext.so"
    text.write_text("no library")
    found = needed([str(text), path_of("libQt6Widgets.so.6")])
    assert list(found) == [path_of("libQt6Widgets.so.6")]
    needs = found[path_of("libQt6Widgets.so.6")]
    assert {"libQt6Gui.so.6", "libQt6Core.so.6", "libc.so.6"} <= needs.libraries
    assert ("libc.so.6", "GLIBC_2.14") in needs.versions


def test_orphans_are_libraries_that_no_other_file_needs():
    names = ["libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6", "libQt6Svg.so.6"]
    files = {name: path_of(name) for name in names}
    assert orphans(files, {"libQt6Gui.so.6", "libQt6Core.so.6"}) == set()
    # Svg and Widgets need Gui; without them, Gui is an orphan too.
    assert orphans(files, set(names)) == set(names)
