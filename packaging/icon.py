"""Draws the program's icon in every size and form that the three systems want, from one SVG."""

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
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return Image.open(io.BytesIO(buffer.data().data()))


def write_png(folder: Path) -> dict[int, Path]:
    """For Linux: a PNG of each size, by size."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {size: folder / f"{size}.png" for size in LINUX_SIZES}
    for size, path in paths.items():
        draw(size).save(path, optimize=True)
    return paths


def write_ico(path: Path) -> Path:
    """For Windows: one file of all sizes, each drawn for itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = [draw(size) for size in WINDOWS_SIZES]
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(path, sizes=sizes, append_images=pictures[:-1])
    return path


def write_icns(path: Path) -> Path:
    """For macOS: one file of all sizes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = [draw(2**power) for power in range(4, 11)]
    pictures[-1].save(path, append_images=pictures[:-1])
    return path
