"""Where the shipped models are; imports nothing heavy, so that ``--version`` is quick.

The English bundle is ``models/digits`` itself. The bundle of another language is the subfolder with
the language's code, such as ``models/digits/de``.
"""

from __future__ import annotations

import sys
from pathlib import Path

BUNDLE_FILE = "bundle.json"
"""The file that describes a bundle."""

DEFAULT_LANGUAGE = "en"
"""Language of a bundle that names none (ISO 639-1)."""


def default_bundle_directory() -> Path:
    """Folder of the shipped English bundle, in a source tree, installed or frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "models" / "digits"


def bundle_directory(language: str = DEFAULT_LANGUAGE) -> Path:
    """Folder of the shipped bundle of a language, whether or not it is installed.

    Parameters
    ----------
    language : str
        One of `installed_languages`; only these folders have a bundle.
    """
    english = default_bundle_directory()
    return english if language == DEFAULT_LANGUAGE else english / language


def installed_languages() -> tuple[str, ...]:
    """Codes of the languages whose bundle is installed: English, then the others by code."""
    folder = default_bundle_directory()
    others = sorted(path.parent.name for path in folder.glob(f"*/{BUNDLE_FILE}"))
    return (DEFAULT_LANGUAGE, *others)
