"""Nothing that the program uses is cut, and each cut says why."""

import ast
from pathlib import Path

import pytest
from pruning import FILES, MODULES, SYSTEM, excluded_modules, reason_to_cut

REPOSITORY = Path(__file__).resolve().parent.parent.parent

KEPT = [
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "ai_edge_litert/libpywrap_litert_common.so",
    "desktop/demo/demo.flac",
    "libportaudio.so.2",
    "models/digits/digits.tflite",
    "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
]

CUT = [
    "PySide6/Qt/lib/libQt6Network.so.6",
    "libQt6Qml.so.6",
    "PySide6/Qt6Quick.dll",
    "PySide6\\plugins\\tls\\qopensslbackend.dll",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/translations/qt_de.qm",
    "ai_edge_litert/libLiteRtWebGpuAccelerator.so",
    "libasound.so.2",
    "libstdc++.so.6",
]


def imported_modules():
    for room in ("core", "desktop"):
        for path in (REPOSITORY / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((path, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield path, node.module
                    yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def test_what_the_rooms_import_is_not_excluded():
    excluded = set(excluded_modules())
    found = list(imported_modules())
    assert ("PySide6.QtSvg") in {name for _, name in found}
    assert [(path.name, name) for path, name in found if name in excluded] == []


@pytest.mark.parametrize("path", KEPT)
def test_what_the_program_needs_stays(path):
    assert reason_to_cut(path) is None


@pytest.mark.parametrize("path", CUT)
def test_what_it_does_not_need_goes(path):
    assert reason_to_cut(path)


def test_the_systems_libraries_alone_are_cut_from_an_unpruned_build():
    assert reason_to_cut("libQt6Qml.so.6", SYSTEM) is None
    assert reason_to_cut("libasound.so.2", SYSTEM)


def test_each_cut_has_a_reason():
    for cut in (*MODULES, *FILES, *SYSTEM):
        assert cut.names
        assert len(cut.why) > 5
