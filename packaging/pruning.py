"""What is left out of the packaged program, and why: `spoken-digits.spec` obeys these lists.

PyInstaller takes along what any hook thinks might be wanted. The program is a window of widgets
that draws by raster, a sound device and a small network: the rest is size, start time and attack
surface. ``SPOKEN_DIGITS_UNPRUNED=1`` makes a build without these cuts, to measure them by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that is left out.

    Attributes
    ----------
    what : str
        Modules, parted by blanks; or patterns of paths in the bundle.
    why : str
    """

    what: str
    why: str

    @property
    def names(self) -> list[str]:
        """Each on its own."""
        return self.what.split()


MODULES = (
    Cut("tensorflow keras librosa scipy sklearn numba matplotlib", "only training needs them"),
    Cut("PyQt5 PyQt6 PySide2", "pyqtgraph takes one binding of Qt; ours is PySide6"),
    Cut("OpenGL pyqtgraph.opengl cupy h5py", "pyqtgraph's options: nothing is drawn by OpenGL"),
    Cut("pyqtgraph.examples pyqtgraph.jupyter jupyter_rfb IPython", "demonstrations, notebooks"),
    Cut("PIL PyInstaller cyclonedx setuptools pkg_resources pip", "of the build alone"),
    Cut("pytest hypothesis unittest.mock PySide6.QtTest", "of the tests"),
    Cut("tkinter turtle idlelib lib2to3 test", "Python's own window and workshop"),
    Cut("readline curses", "no prompt is typed at; GNU readline would also make it all GPL"),
    Cut("sqlite3 _sqlite3", "nothing is kept in a database"),
    Cut("ssl _ssl", "no network connection is ever made"),
    Cut(
        "PySide6.QtNetwork PySide6.QtQml PySide6.QtQuick PySide6.QtQuickWidgets PySide6.QtSql",
        "no network, no QML, no database",
    ),
)
"""Modules that are not followed."""

FILES = (
    Cut("PySide6/Qt/qml/* PySide6/qml/*", "QML is not used"),
    Cut(
        "*Qt6Qml* *Qt6Quick* *Qt6VirtualKeyboard* *pyside6qml*",
        "QML; only a plugin for its keyboard on the screen asks for it",
    ),
    Cut("*Qt6Network* *plugins/tls/* *plugins/networkinformation/*", "no network"),
    Cut("*Qt6Pdf* *plugins/imageformats/*qpdf*", "no PDF is shown"),
    Cut("*Qt6Test* *Qt6Sql* *plugins/sqldrivers/* *plugins/qmltooling/*", "of other programs"),
    Cut("*plugins/platforminputcontexts/*virtualkeyboard*", "see QML"),
    Cut("*plugins/platformthemes/*gtk3*", "would load the system's GTK; the program has its look"),
    Cut(
        "*plugins/egldeviceintegrations/* *Qt6EglF* *plugins/platforms/*eglfs* "
        "*plugins/platforms/*linuxfb* *plugins/platforms/*minimal* *plugins/platforms/*vkkhr* "
        "*plugins/platforms/*vnc* *plugins/generic/*",
        "a bare frame buffer: the kiosk, too, runs under X or Wayland",
    ),
    Cut(
        "*plugins/wayland-graphics-integration-* *Qt6WaylandCompositor*",
        "sharing OpenGL with Wayland: the window is drawn by raster",
    ),
    Cut(
        "*plugins/imageformats/*qgif* *plugins/imageformats/*qicns* *plugins/imageformats/*qjpeg* "
        "*plugins/imageformats/*qtga* *plugins/imageformats/*qtiff* "
        "*plugins/imageformats/*qwbmp* *plugins/imageformats/*qwebp* *plugins/imageformats/*qpdf*",
        "the pictures are SVG and PNG",
    ),
    Cut("*opengl32sw.dll *d3dcompiler_*.dll", "OpenGL in software, for Windows: 20 MB"),
    Cut(
        "*Qt/translations/qt_* *Qt/translations/qtdeclarative* *Qt/translations/qtlocation* "
        "*Qt/translations/qtmultimedia* *Qt/translations/qtwebengine* "
        "*Qt/translations/qtconnectivity* *Qt/translations/qtserialport* "
        "*Qt/translations/qtwebsockets* *Qt/translations/assistant* *Qt/translations/designer* "
        "*Qt/translations/linguist* *Qt/translations/qt_help* *PySide6/translations/qt_*",
        "of modules that are not there; qtbase has the words of buttons and menus",
    ),
    Cut(
        "*WebGpuAccelerator* *ai_edge_litert/libLiteRt.* *ai_edge_litert/vendors/*",
        "LiteRT on graphics and phone chips: the interpreter on the CPU does without",
    ),
    Cut("pyqtgraph/examples/* pyqtgraph/icons/peegee/*", "demonstrations, pyqtgraph's own logo"),
    Cut("*libreadline* *libncurses* *libtinfo* *libsqlite3* *libssl*", "see the modules"),
)
"""Files that are not copied, by their path in the bundle."""

SYSTEM = (
    Cut("libasound.so.*", "its plugins and configuration belong to the system's sound"),
    Cut(
        "libfontconfig.so.* libfreetype.so.* libexpat.so.*",
        "the system's fonts, read by the system's configuration and version of it",
    ),
    Cut(
        "libX11.so.* libX11-xcb.so.* libxcb.so.* libXau.so.* libXdmcp.so.* libXext.so.*",
        "must fit the X server's drivers",
    ),
    Cut(
        "libdbus-1.so.* libglib-2.0.so.* libgthread-2.0.so.*",
        "speak with the session's own services; a copy would bring systemd's libraries along",
    ),
    Cut("libmvec.so.*", "part of the C library, which PyInstaller leaves out but for this"),
    Cut("libEGL.so.* libGL.so.* libGLX.so.* libOpenGL.so.* libGLdispatch.so.*", "drivers"),
    Cut("libstdc++.so.* libgcc_s.so.* libz.so.*", "drivers bring newer ones than we could"),
)
"""On Linux, libraries that every desktop has and that must be its own (AppImage's list of what
never to bundle). They are cut from every build, also from the unpruned one."""


def excluded_modules() -> list[str]:
    """All of `MODULES`, each on its own."""
    return [name for cut in MODULES for name in cut.names]


def reason_to_cut(destination: str, cuts: Iterable[Cut] = (*FILES, *SYSTEM)) -> str | None:
    """Why a file is left out, given its path in the bundle; None where it stays."""
    path = Path(destination).as_posix().replace("\\", "/")
    for cut in cuts:
        if any(fnmatch(path, name) or fnmatch(path, f"*/{name}") for name in cut.names):
            return cut.why
    return None
