"""The versions of the program and of a model; imports nothing heavy."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.bundle_location import BUNDLE_FILE, default_bundle_directory

PACKAGE = "spoken-digits"


def package_version(package: str = PACKAGE) -> str:
    """Version of an installed package; of the program, if none is named."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def model_version(bundle: Path | None = None) -> str:
    """Version of a model, or "unknown" if its description cannot be read.

    Parameters
    ----------
    bundle : Path, optional
        Its folder; by default that of the shipped English model.
    """
    try:
        path = (bundle or default_bundle_directory()) / BUNDLE_FILE
        described = json.loads(path.read_text("utf-8"))
        return str(described["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown"


def both_versions(bundle: Path | None = None) -> str:
    """Both for people: "1.2.3, model 4.5.6"; the parameter is that of `model_version`."""
    return f"{package_version()}, model {model_version(bundle)}"
