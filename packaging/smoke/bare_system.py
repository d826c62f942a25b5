"""A minimal Debian system to test the package in: no Python, no PortAudio, no network.

debootstrap creates the base once, in ``build/smoke``. Each test writes into an overlay (overlayfs)
that is discarded. All mounts are in a mount namespace that ends with the process. Needs root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

USER = "anna"
"""The unprivileged user who runs the program."""

_COMPLETE = ".complete"


class BareSystemError(Exception):
    """The system cannot be created or used; the text is one line."""


def enter_namespace() -> None:
    """Restart this program in a mount namespace, so that its mounts end with it."""
    if os.geteuid() != 0:
        raise BareSystemError("needs root, to create and enter a root file system")
    if os.environ.get("SPOKEN_DIGITS_NAMESPACE"):
        return
    environment = {**os.environ, "SPOKEN_DIGITS_NAMESPACE": "1"}
    command = ["unshare", "--mount", sys.executable, *sys.argv]
    os.execvpe("unshare", command, environment)  # noqa: S606 - without a shell


class BareSystem:
    """A root file system, mounted.

    Parameters
    ----------
    folder : Path
        Stores the base and apt's archives for later runs.
    """

    def __init__(self, folder: Path) -> None:
        self._base, self._archives = folder / "base", folder / "archives"
        self.root = folder / "root"
        self._layers = folder / "layers"
        self._mounts: list[Path] = []

    def make(self) -> None:
        """Create the base if it is missing, and mount a new overlay."""
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
        self.as_root("useradd", "--create-home", USER)

    def bind(self, outside: Path, inside: str) -> None:
        """Mount a folder of the host in the system."""
        self._mount(str(outside), self.root / inside.lstrip("/"), "--bind")

    def release(self) -> None:
        """Unmount what `as_root` needs, so that the system can boot. It cannot be used after this.

        The root file system stays mounted.
        """
        for path in reversed(self._mounts):
            if path != self.root:
                _run(["umount", "--recursive", "--lazy", str(path)], "umount")
        self._mounts = [self.root]

    def as_root(self, *command: str) -> str:
        """Run a command as root with network access; raise an error if it fails."""
        environment = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        # The mirror may need the host's proxy.
        environment |= {n: v for n, v in os.environ.items() if n.lower().endswith("_proxy")}
        return _run(
            ["chroot", str(self.root), "env", "-i", *_assignments(environment), *command],
            command[0],
        )

    def user_command(
        self, command: Sequence[str], environment: Mapping[str, str], folder: str
    ) -> list[str]:
        """Command that runs a program as the user, without network, in one of their folders."""
        own = {"HOME": f"/home/{USER}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        assignments = _assignments({**own, **environment})
        inside = ["env", "-i", *assignments, "sh", "-c", 'cd "$0" && exec "$@"', folder, *command]
        root = ["chroot", f"--userspec={USER}:{USER}", str(self.root)]
        return ["unshare", "--net", *root, *inside]

    def as_user(
        self,
        *command: str,
        environment: Mapping[str, str] | None = None,
        folder: str = f"/home/{USER}",
        seconds: float = 120.0,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program with `user_command` and wait for it."""
        return subprocess.run(
            self.user_command(command, environment or {}, folder),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def path(self, inside: str) -> Path:
        """Path of the system's file on the host."""
        return self.root / inside.lstrip("/")

    def _mount(self, what: str, where: Path, *options: str) -> None:
        where.mkdir(parents=True, exist_ok=True)
        _run(["mount", *options, what, str(where)], "mount")
        self._mounts.append(where)


def _assignments(environment: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in environment.items()]


def _package_sources() -> list[tuple[str, str]]:
    """The host's Debian mirrors as address and release; the main one comes first."""
    output = _run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN)|$(SITE)|$(RELEASE)"], "apt-get"
    )
    with Path("/etc/os-release").open(encoding="utf-8") as lines:
        known = dict(line.rstrip().split("=", 1) for line in lines if "=" in line)
    codename = known.get("VERSION_CODENAME", "").strip('"')
    found = {
        tuple(line.split("|")[1:]) for line in output.splitlines() if line.startswith("Debian|")
    }
    ordered = sorted(found, key=lambda pair: (pair[1] != codename, pair))
    if not ordered or ordered[0][1] != codename:
        raise BareSystemError("apt has no Debian mirror; this needs Debian, after apt-get update")
    return [(site, release) for site, release in ordered]


def _run(command: Sequence[str], name: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise BareSystemError(f"{name} failed: {' '.join(last)}")
    return done.stdout
