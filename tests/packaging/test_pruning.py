"""Nothing that the program uses is excluded, and each exclusion has a reason."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest
from pruning import FILES, MODULES, SYSTEM, excluded_modules, exclusion_reason

from desktop.window.translations import LANGUAGES

REPOSITORY = Path(__file__).resolve().parent.parent.parent
HOOKS = REPOSITORY / "packaging" / "hooks"

INCLUDED = [
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
    "PySide6/QtOpenGLWidgets.abi3.so",
    "ai_edge_litert/libpywrap_litert_common.so",
    "desktop/demo/demo.flac",
    "libportaudio.so.2",
    "models/digits/digits.tflite",
    "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
]

EXCLUDED = [
    "PySide6/Qt/lib/libQt6Network.so.6",
    "libQt6Qml.so.6",
    "PySide6/Qt6Quick.dll",
    "PySide6\\plugins\\tls\\qopensslbackend.dll",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/translations/qt_de.qm",
    "PySide6/Qt/translations/qtbase_pt_BR.qm",
    "PySide6/QtOpenGL.abi3.so",
    "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "ai_edge_litert/libLiteRtWebGpuAccelerator.so",
    "libasound.so.2",
    "libstdc++.so.6",
]


SERVER = REPOSITORY / "desktop" / "server"
"""An extra of the Python package; not in the packaged program."""


def imported_modules():
    for folder in ("core", "desktop"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            if SERVER in path.parents:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((path, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield path, node.module
                    yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def test_imported_modules_are_not_excluded():
    excluded = set(excluded_modules())
    found = list(imported_modules())
    assert ("PySide6.QtSvg") in {name for _, name in found}
    assert [(path.name, name) for path, name in found if name in excluded] == []


def test_the_server_is_not_in_the_package():
    excluded = set(excluded_modules())
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    names = {re.split(r"[><=]", line)[0].replace("-", "_") for line in extras["serve"]}
    assert {"starlette", "uvicorn"} <= names
    assert {"desktop.server", *names} <= excluded
    spec = (REPOSITORY / "packaging" / "spoken-digits.spec").read_text(encoding="utf-8")
    assert 'startswith("desktop.server")' in spec
    assert '"server/**"' in spec


@pytest.mark.parametrize("path", INCLUDED)
def test_files_that_the_program_needs_are_included(path):
    assert exclusion_reason(path) is None


@pytest.mark.parametrize("path", EXCLUDED)
def test_other_files_are_excluded(path):
    assert exclusion_reason(path)


def test_plots_need_no_module_of_opengl():
    code = (
        f"exec(open({str(HOOKS / 'without_opengl.py')!r}).read())\n"
        "import pyqtgraph\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "plot = pyqtgraph.PlotWidget()\n"
        "plot.plot([1, 2, 3], [1, 3, 2])\n"
        "plot.addItem(pyqtgraph.ImageItem())\n"
        "image = plot.grab().toImage()\n"
        "size = image.size()\n"
        "points = ((x, y) for x in range(size.width()) for y in range(size.height()))\n"
        "colours = {image.pixel(x, y) for x, y in points}\n"
        "print(len(colours) > 2)\n"
        "import sys\n"
        "print(hasattr(sys.modules['PySide6.QtOpenGL'], 'QOpenGLBuffer'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "False"]


def test_buttons_are_translated_into_the_languages_of_the_window():
    folder = Path(PySide6.__file__).parent / "Qt" / "translations"
    if not folder.is_dir():
        pytest.skip("Qt's translations are elsewhere on this system")
    names = [path.name for path in folder.glob("qtbase_*.qm")]
    assert len(names) > 20
    kept = {name for name in names if exclusion_reason(f"PySide6/Qt/translations/{name}") is None}
    assert kept == {f"qtbase_{language}.qm" for language in ("en", *LANGUAGES)}


def test_an_unpruned_build_excludes_only_system_libraries():
    assert exclusion_reason("libQt6Qml.so.6", SYSTEM) is None
    assert exclusion_reason("libasound.so.2", SYSTEM)


def test_each_exclusion_has_a_reason():
    for exclusion in (*MODULES, *FILES, *SYSTEM):
        assert exclusion.names
        assert len(exclusion.why) > 5
