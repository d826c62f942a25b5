"""Modules and files that are excluded from the packaged program, with reasons.

PyInstaller's hooks include everything that might be needed. The program needs Qt widgets with
raster painting, audio input and a small network; the rest costs size, start time and attack
surface. `spoken-digits.spec` applies these lists. ``SPOKEN_DIGITS_UNPRUNED=1`` makes a build
without them, for comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Modules or files that are excluded.

    Attributes
    ----------
    what : str
        Module names, or patterns of paths in the packaged program, separated by spaces.
    why : str
    """

    what: str
    why: str

    @property
    def names(self) -> list[str]:
        """The names as a list."""
        return self.what.split()


MODULES = (
    Exclusion(
        "tensorflow keras librosa scipy sklearn numba matplotlib", "only needed for training"
    ),
    Exclusion("PyQt5 PyQt6 PySide2", "other Qt bindings; the program uses PySide6"),
    Exclusion(
        "OpenGL pyqtgraph.opengl cupy h5py", "options of pyqtgraph; nothing is drawn with OpenGL"
    ),
    Exclusion("pyqtgraph.examples pyqtgraph.jupyter jupyter_rfb IPython", "examples and notebooks"),
    Exclusion(
        "PIL PyInstaller cyclonedx setuptools pkg_resources pip", "only needed for the build"
    ),
    Exclusion("pytest hypothesis unittest.mock PySide6.QtTest", "only needed for tests"),
    Exclusion("tkinter turtle idlelib lib2to3 test", "Python's GUI toolkit and development tools"),
    Exclusion("readline curses", "there is no prompt; GNU readline would also require the GPL"),
    Exclusion("sqlite3 _sqlite3", "no database is used"),
    Exclusion("ssl _ssl", "no network connections"),
    Exclusion(
        "desktop.server starlette uvicorn httptools websockets python_multipart prometheus_client "
        "anyio h11 cryptography ifaddr",
        "the server is an extra of the Python package; the desktop program listens nowhere",
    ),
    Exclusion(
        "PySide6.QtNetwork PySide6.QtQml PySide6.QtQuick PySide6.QtQuickWidgets PySide6.QtSql",
        "no network, no QML, no database",
    ),
    Exclusion(
        "PySide6.QtOpenGL",
        "OpenGL is not used; hooks/without_opengl.py stands in, since pyqtgraph imports it",
    ),
)
"""Modules that PyInstaller does not analyse."""

FILES = (
    Exclusion("PySide6/Qt/qml/* PySide6/qml/*", "QML is not used"),
    Exclusion(
        "*Qt6Qml* *Qt6Quick* *Qt6VirtualKeyboard* *pyside6qml*",
        "QML; only needed by the plugin of its virtual keyboard",
    ),
    Exclusion("*Qt6Network* *plugins/tls/* *plugins/networkinformation/*", "no network"),
    Exclusion("*Qt6Pdf* *plugins/imageformats/*qpdf*", "no PDF files are shown"),
    Exclusion(
        "*Qt6Test* *Qt6Sql* *plugins/sqldrivers/* *plugins/qmltooling/*",
        "tests, databases, QML tools",
    ),
    Exclusion("*plugins/platforminputcontexts/*virtualkeyboard*", "needs QML"),
    Exclusion(
        "*plugins/platformthemes/*gtk3*",
        "would load the system's GTK; the program has its own style",
    ),
    Exclusion(
        "*plugins/egldeviceintegrations/* *Qt6EglF* *plugins/platforms/*eglfs* "
        "*plugins/platforms/*linuxfb* *plugins/platforms/*minimal* *plugins/platforms/*vkkhr* "
        "*plugins/platforms/*vnc* *plugins/generic/*",
        "frame buffer platforms; the kiosk also runs on X or Wayland",
    ),
    Exclusion(
        "*plugins/wayland-graphics-integration-* *Qt6WaylandCompositor*",
        "OpenGL on Wayland; the window uses raster painting",
    ),
    Exclusion(
        "*PySide6/QtOpenGL.* *plugins/xcbglintegrations/*",
        "OpenGL; the window uses raster painting",
    ),
    Exclusion(
        "*plugins/imageformats/*qgif* *plugins/imageformats/*qicns* *plugins/imageformats/*qjpeg* "
        "*plugins/imageformats/*qtga* *plugins/imageformats/*qtiff* "
        "*plugins/imageformats/*qwbmp* *plugins/imageformats/*qwebp* *plugins/imageformats/*qpdf*",
        "all images are SVG or PNG",
    ),
    Exclusion("*opengl32sw.dll *d3dcompiler_*.dll", "software OpenGL for Windows, 20 MB"),
    Exclusion(
        "*Qt/translations/qt_* *Qt/translations/qtdeclarative* *Qt/translations/qtlocation* "
        "*Qt/translations/qtmultimedia* *Qt/translations/qtwebengine* "
        "*Qt/translations/qtconnectivity* *Qt/translations/qtserialport* "
        "*Qt/translations/qtwebsockets* *Qt/translations/assistant* *Qt/translations/designer* "
        "*Qt/translations/linguist* *Qt/translations/qt_help* *PySide6/translations/qt_*",
        "translations of other modules; qtbase has those of buttons and menus",
    ),
    Exclusion(
        "*/translations/qtbase_[!def]* */translations/qtbase_d[!e]* */translations/qtbase_e[!ns]* "
        "*/translations/qtbase_f[!r]*",
        "Qt's buttons in languages that the program itself does not have",
    ),
    Exclusion(
        "*WebGpuAccelerator* *ai_edge_litert/libLiteRt.* *ai_edge_litert/vendors/*",
        "LiteRT on GPUs and phone chips; the program uses the CPU",
    ),
    Exclusion("pyqtgraph/examples/* pyqtgraph/icons/peegee/*", "examples, pyqtgraph's logo"),
    Exclusion(
        "*libreadline* *libncurses* *libtinfo* *libsqlite3* *libssl*",
        "libraries of excluded modules",
    ),
)
"""Files that are not copied, by path in the packaged program."""

SYSTEM = (
    Exclusion("libasound.so.*", "must match the system's ALSA plugins and configuration"),
    Exclusion(
        "libfontconfig.so.* libfreetype.so.* libexpat.so.*",
        "must match the system's font configuration",
    ),
    Exclusion(
        "libX11.so.* libX11-xcb.so.* libxcb.so.* libXau.so.* libXdmcp.so.* libXext.so.*",
        "must match the graphics drivers",
    ),
    Exclusion(
        "libdbus-1.so.* libglib-2.0.so.* libgthread-2.0.so.*",
        "connect to session services; copies would need systemd's libraries",
    ),
    Exclusion("libmvec.so.*", "part of the C library; PyInstaller excludes the rest of it"),
    Exclusion(
        "libEGL.so.* libGL.so.* libGLX.so.* libOpenGL.so.* libGLdispatch.so.*", "graphics drivers"
    ),
    Exclusion("libstdc++.so.* libgcc_s.so.* libz.so.*", "drivers may need newer versions"),
)
"""Libraries that must come from the system on Linux (from AppImage's exclude list).

They are excluded from every build, including the unpruned one.
"""


def excluded_modules() -> list[str]:
    """All module names of `MODULES`."""
    return [name for exclusion in MODULES for name in exclusion.names]


def exclusion_reason(
    destination: str, exclusions: Iterable[Exclusion] = (*FILES, *SYSTEM)
) -> str | None:
    """Why a path in the packaged program is excluded; None if it is included."""
    path = Path(destination).as_posix().replace("\\", "/")
    for exclusion in exclusions:
        names = exclusion.names
        if any(fnmatch(path, name) or fnmatch(path, f"*/{name}") for name in names):
            return exclusion.why
    return None
