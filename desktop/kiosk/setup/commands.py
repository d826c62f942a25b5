"""Runs the system's own programs: useradd, systemctl and the like."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from desktop.kiosk.setup.paths import Paths

FOLDERS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Root's PATH may lack sbin, for example after ``su`` without ``-``."""


class SetupError(Exception):
    """The setup cannot be done; the text is one line that says what to do."""


def run(*words: str) -> str:
    """Run a program and return its output; raises `SetupError` if it fails."""
    try:
        done = subprocess.run(
            words,
            env={**os.environ, "PATH": FOLDERS, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{words[0]}: {error.strerror}") from None
    if done.returncode != 0:
        reason = (done.stderr.strip() or done.stdout.strip() or "failed").splitlines()[-1]
        raise SetupError(f"{' '.join(words)}: {reason}")
    return done.stdout.strip()


def systemctl(paths: Paths, *words: str) -> str:
    """Run systemctl, for the running system or for another root."""
    root = [] if paths.root == Path("/") else [f"--root={paths.root}"]
    return run("systemctl", *root, "--quiet", *words)


def prefixed(paths: Paths, program: str, *words: str) -> Sequence[str]:
    """A command of the shadow suite, for the running system or for another root."""
    root = [] if paths.root == Path("/") else ["--prefix", str(paths.root)]
    return [program, *root, *words]
