"""Version resource for Windows and Info.plist for macOS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

NAME = "Spoken Digits"
COPYRIGHT = "MIT licence, Spoken Digits contributors"
MICROPHONE = (
    "Spoken Digits listens for spoken digits. Sound stays on this computer and is stored only if "
    "you ask for it."
)

_VERSION_RESOURCE = """\
VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
    kids=[
        StringFileInfo([StringTable("040904B0", [
            StringStruct("FileDescription", "{name}"),
            StringStruct("FileVersion", "{version}"),
            StringStruct("LegalCopyright", "{copyright}"),
            StringStruct("OriginalFilename", "spoken-digits.exe"),
            StringStruct("ProductName", "{name}"),
            StringStruct("ProductVersion", "{version}"),
        ])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
    ],
)
"""


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Convert a version such as "1.2.3rc1" to the four numbers of a Windows version."""
    numbers = []
    for part in version.split(".")[:4]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        numbers.append(int(digits or 0))
    first, second, third, fourth = (*numbers, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def version_resource(path: Path, version: str) -> Path:
    """Write the version resource of the Windows programs in PyInstaller's format."""
    text = _VERSION_RESOURCE.format(
        numbers=version_numbers(version), name=NAME, version=version, copyright=COPYRIGHT
    )
    path.write_text(text, encoding="utf-8")
    return path


def info_plist(version: str) -> dict[str, Any]:
    """Entries of macOS' Info.plist in addition to those of PyInstaller."""
    return {
        "CFBundleDisplayName": NAME,
        # Apple allows three numbers and nothing else.
        "CFBundleShortVersionString": ".".join(map(str, version_numbers(version)[:3])),
        "LSApplicationCategoryType": "public.app-category.utilities",
        # LiteRT has no wheel for Intel Macs.
        "LSArchitecturePriority": ["arm64"],
        "LSMinimumSystemVersion": "12.0",
        "LSEnvironment": {"OPENBLAS_NUM_THREADS": "1"},
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
        "NSMicrophoneUsageDescription": MICROPHONE,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }
