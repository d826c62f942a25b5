"""An installation with several languages, made from copies of the English model.

The copies hear English digits, but each has its own language, so that tests can tell them apart.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from core.bundle_location import BUNDLE_FILE
from tests.harness.program import INSTALLATION, REPOSITORY

SHIPPED = REPOSITORY / "models" / "digits"


def install(folder: Path, *languages: str, without_numbers: tuple[str, ...] = ()) -> Path:
    """Make an installation with English and other languages.

    Parameters
    ----------
    folder : Path
    languages : str
        Codes of the other languages.
    without_numbers : tuple of str
        Those of them that have no phrase model.

    Returns
    -------
    Path
        The folder of the English bundle.
    """
    english = folder / "models" / "digits"
    _copy(english)
    for language in languages:
        describe(_copy(english / language), language, has_numbers=language not in without_numbers)
    return english


def describe(bundle: Path, language: str, *, has_numbers: bool = True, **changes: Any) -> Path:
    """Change the language of a bundle, and other fields of its description."""
    path = bundle / BUNDLE_FILE
    described = {**json.loads(path.read_text("utf-8")), "language": language, **changes}
    if not has_numbers:
        del described["phrases"]
    path.write_text(json.dumps(described), "utf-8")
    return bundle


def installed_in(folder: Path, env: dict[str, str]) -> dict[str, str]:
    """The variables for a program that finds its models in this installation."""
    path = f"{INSTALLATION}{os.pathsep}{env['PYTHONPATH']}"
    return {**env, "PYTHONPATH": path, "TEST_INSTALLATION": str(folder)}


def _copy(target: Path) -> Path:
    target.mkdir(parents=True)
    for name in (BUNDLE_FILE, "digits.tflite", "phrases.tflite"):
        shutil.copy(SHIPPED / name, target / name)
    return target
