"""A Debian with nothing in it, to try the package on: no Python, no PortAudio, no network.

debootstrap makes the base once, into ``build/smoke``; each trial writes into a layer over it
(overlayfs) that is thrown away. All mounts live in a namespace of their own, which ends with the
process. Needs root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PERSON = "anna"
"""Who uses the program: no rights, and a home with blanks and umlauts in its folders."""

_COMPLETE = ".complete"


class SystemTroubleError(Exception):
    """The bare system cannot be had; the text is one clear line."""


def enter_namespace() -> None:
    """Start this program once more, in a mount namespace: what it mounts ends with it."""
    if os.geteuid() != 0:
        raise SystemTroubleError("this needs root: it makes and enters a root file system")
    if os.environ.get("SPOKEN_DIGITS_NAMESPACE"):
        return
    environment = {**os.environ, "SPOKEN_DIGITS_NAMESPACE": "1"}
    command = ["unshare", "--mount", sys.executable, *sys.argv]
    os.execvpe("unshare", command, environment)  # noqa: S606 - no shell is wanted


class BareSystem:
    """A root file system, mounted.

    Parameters
    ----------
    folder : Path
        Keeps the base and what apt has fetched from one trial to the next.
    """

    def __init__(self, folder: Path) -> None:
        self._base, self._archives = folder / "base", folder / "archives"
        self.root = folder / "root"
        self._layers = folder / "layers"
        self._mounts: list[Path] = []

    def make(self) -> None:
        """Make the base where there is none, and lay a fresh layer over it."""
        sources = _package_sources()
        if not (self._base / _COMPLETE).exists():
            shutil.rmtree(self._base, ignore_errors=True)
            self._base.mkdir(parents=True)
            site, release = sources[0]
            command = ["debootstrap", "--variant=minbase", release, str(self._base), site]
            _run(command, "debootstrap")
            (self._base / _COMPLETE).touch()
        self._archives.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._layers, ignore_errors=True)
        for path in (self.root, self._layers / "upper", self._layers / "work"):
            path.mkdir(parents=True, exist_ok=True)
        layers = f"lowerdir={self._base},upperdir={self._layers}/upper,workdir={self._layers}/work"
        self._mount("overlay", self.root, "-t", "overlay", "-o", layers)
        self._mount("proc", self.root / "proc", "-t", "proc")
        self._mount("/dev", self.root / "dev", "--rbind")
        self._mount(str(self._archives), self.root / "var/cache/apt/archives", "--bind")
        lines = [f"deb {site} {release} main\n" for site, release in sources]
        (self.root / "etc/apt/sources.list").write_text("".join(lines))
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(Path("/etc") / name, self.root / "etc" / name)
        self.as_root("useradd", "--create-home", PERSON)

    def bind(self, outside: Path, inside: str) -> None:
        """Let a folder of ours be seen in the system."""
        self._mount(str(outside), self.root / inside.lstrip("/"), "--bind")

    def as_root(self, *command: str) -> str:
        """Run something with the network, as the administrator who installs; it must succeed."""
        environment = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        # The way to the mirror is this machine's own.
        environment |= {n: v for n, v in os.environ.items() if n.lower().endswith("_proxy")}
        return _run(
            ["chroot", str(self.root), "env", "-i", *_assignments(environment), *command],
            command[0],
        )

    def person_command(
        self, command: Sequence[str], environment: Mapping[str, str], folder: str
    ) -> list[str]:
        """What runs a program as a person without rights or network, in a folder of theirs."""
        own = {"HOME": f"/home/{PERSON}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        assignments = _assignments({**own, **environment})
        inside = ["env", "-i", *assignments, "sh", "-c", 'cd "$0" && exec "$@"', folder, *command]
        root = ["chroot", f"--userspec={PERSON}:{PERSON}", str(self.root)]
        return ["unshare", "--net", *root, *inside]

    def as_person(
        self,
        *command: str,
        environment: Mapping[str, str] | None = None,
        folder: str = f"/home/{PERSON}",
        seconds: float = 120.0,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, as `person_command` says."""
        return subprocess.run(
            self.person_command(command, environment or {}, folder),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def path(self, inside: str) -> Path:
        """Where a file of the system is for us."""
        return self.root / inside.lstrip("/")

    def _mount(self, what: str, where: Path, *options: str) -> None:
        where.mkdir(parents=True, exist_ok=True)
        _run(["mount", *options, what, str(where)], "mount")


def _assignments(environment: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in environment.items()]


def _package_sources() -> list[tuple[str, str]]:
    """Name this machine's own mirrors of Debian, as address and release; the main one is first."""
    said = _run(["apt-get", "indextargets", "--format", "$(ORIGIN)|$(SITE)|$(RELEASE)"], "apt-get")
    with Path("/etc/os-release").open(encoding="utf-8") as lines:
        known = dict(line.rstrip().split("=", 1) for line in lines if "=" in line)
    codename = known.get("VERSION_CODENAME", "").strip('"')
    found = {tuple(line.split("|")[1:]) for line in said.splitlines() if line.startswith("Debian|")}
    ordered = sorted(found, key=lambda pair: (pair[1] != codename, pair))
    if not ordered or ordered[0][1] != codename:
        raise SystemTroubleError("apt knows no mirror of Debian: run apt-get update, on a Debian")
    return [(site, release) for site, release in ordered]


def _run(command: Sequence[str], name: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise SystemTroubleError(f"{name} failed: {' '.join(last)}")
    return done.stdout
