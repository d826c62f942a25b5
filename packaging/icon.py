"""Renders the icon from an SVG in the sizes and formats of Linux, Windows and macOS."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent / "icon.svg"

LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def draw(size: int) -> Image.Image:
    """The icon, `size` pixels wide, with a transparent border."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return Image.open(io.BytesIO(buffer.data().data()))


def write_png(folder: Path) -> dict[int, Path]:
    """For Linux: a PNG file of each size."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {size: folder / f"{size}.png" for size in LINUX_SIZES}
    for size, path in paths.items():
        draw(size).save(path, optimize=True)
    return paths


def write_ico(path: Path) -> Path:
    """For Windows: one file with all sizes, each rendered separately."""
    path.parent.mkdir(parents=True, exist_ok=True)
    images = [draw(size) for size in WINDOWS_SIZES]
    sizes = [image.size for image in images]
    images[-1].save(path, sizes=sizes, append_images=images[:-1])
    return path


def write_icns(path: Path) -> Path:
    """For macOS: one file with all sizes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    images = [draw(2**power) for power in range(4, 11)]
    images[-1].save(path, append_images=images[:-1])
    return path
