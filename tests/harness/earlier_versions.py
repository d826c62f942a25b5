"""The files of earlier versions, put where today's program looks for them."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from tests.harness.program import REPOSITORY
from tests.harness.running_kiosk import FILE_SINK

SAMPLES = REPOSITORY / "tests/desktop/upgrades/samples"

VERSIONS = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
KIOSK_VERSIONS = [name for name in VERSIONS if (SAMPLES / name / "journal.gz").exists()]

BROKEN_SINK = 'kind = "command"\ncommand = ["/bin/false"]'

PIN = "48210"
NUMBERS = ("4271", "0042", "9385")


def make_home(version: str, home: Path) -> Path:
    """Put settings and profiles of a version into a home folder; returns the profiles' folder."""
    config, profiles = home / "config/spoken-digits", home / "data/spoken-digits/profiles"
    config.mkdir(parents=True)
    profiles.mkdir(parents=True)
    shutil.copyfile(SAMPLES / version / "settings.json", config / "settings.json")
    for path in (SAMPLES / version).glob("*.voice"):
        shutil.copyfile(path, profiles / path.name)
    return profiles


def make_kiosk(version: str, folder: Path) -> Path:
    """Put configuration and state of a version's kiosk into a folder; returns the configuration.

    Its sink is repaired: it writes numbers to ``numbers.jsonl``.
    """
    sample = SAMPLES / version
    text = (sample / "kiosk.toml").read_text(encoding="utf-8")
    assert BROKEN_SINK in text
    config = folder / "kiosk.toml"
    config.write_text(text.replace(BROKEN_SINK, FILE_SINK), encoding="utf-8")
    state = folder / "state"
    state.mkdir(mode=0o700)
    (state / "journal").write_bytes(gzip.decompress((sample / "journal.gz").read_bytes()))
    shutil.copyfile(sample / "pin.json", state / "pin.json")
    return config
