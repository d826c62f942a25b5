"""Why there is no microphone: on Linux each layer between card and program can be asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.audio.devices import NO_MICROPHONE

_PLUGIN = "libasound_module_pcm_{}.so"


def why_no_device(root: Path = Path("/"), platform: str = sys.platform) -> tuple[str, str]:
    """What is missing, and what to do about it.

    Parameters
    ----------
    root : Path
        Where the file system begins; tests have their own.
    platform : str
        As ``sys.platform``.
    """
    what, _, generally = NO_MICROPHONE.partition(": ")
    generally = generally[:1].upper() + generally[1:]
    if not platform.startswith("linux"):
        return what, generally
    server = _sound_server(root)
    if server is not None and not _has_plugin(root, server):
        package = "pipewire-alsa" if server == "pipewire" else "libasound2-plugins"
        return (
            f"{what}: the sound server runs, but programs that use ALSA cannot reach it",
            f"Install {package} (Debian, Ubuntu: sudo apt install {package}) and start again.",
        )
    cards = sorted((root / "dev" / "snd").glob("pcmC*c"))
    if server is None and not cards:
        return (
            f"{what}: the system knows no sound card that records, and no sound server runs",
            "Plug a microphone in; in a container or on a server there may be none at all.",
        )
    if server is None and not any(os.access(card, os.R_OK | os.W_OK) for card in cards):
        return (
            f"{what}: there is a sound card, but you may not use it",
            "Add yourself to the group that may (sudo usermod -aG audio $USER) and log in again.",
        )
    return what, generally


def _sound_server(root: Path) -> str | None:
    """Which sound server has its socket where programs look for it."""
    runtime = root / "run" / "user" / str(os.getuid())
    if (runtime / "pipewire-0").exists():
        return "pipewire"
    named = os.environ.get("PULSE_SERVER", "").removeprefix("unix:")
    if (runtime / "pulse" / "native").exists() or (named and Path(named).exists()):
        return "pulse"
    return None


def _has_plugin(root: Path, server: str) -> bool:
    names = {server, "pulse", "pipewire"}
    folders = (root / "usr").glob("lib*/**/alsa-lib")
    return any((folder / _PLUGIN.format(name)).exists() for folder in folders for name in names)
