"""Where the parts of an installed kiosk are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

USER = "spoken-digits"
UNIT = "spoken-digits-kiosk.service"
DEFAULT_CONFIG = Path("/etc/spoken-digits/kiosk.toml")
PROGRAM = "/usr/bin/spoken-digits"
"""The program in the unit that the package installs."""

EXAMPLE = Path(__file__).with_name("kiosk.toml")
SHIPPED_UNIT = Path(__file__).with_name(UNIT)


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths below the root of a system: "/", or the folder of another system."""

    root: Path = Path("/")

    @property
    def is_running(self) -> bool:
        """Whether this is the running system, and systemd runs it."""
        return self.root == Path("/") and Path("/run/systemd/system").is_dir()

    @property
    def config(self) -> Path:
        """The configuration."""
        return self.root / DEFAULT_CONFIG.relative_to("/")

    @property
    def state(self) -> Path:
        """The state folder, as in the unit and in the example."""
        return self.root / "var/lib/spoken-digits"

    @property
    def packaged_unit(self) -> Path:
        """The unit that the package installs."""
        return self.root / "usr/lib/systemd/system" / UNIT

    @property
    def own_unit(self) -> Path:
        """The unit that `kiosk setup` writes if there is no package."""
        return self.root / "etc/systemd/system" / UNIT

    @property
    def changes_of_unit(self) -> Path:
        """Changes of the unit that staff have made (``systemctl edit``)."""
        return self.root / "etc/systemd/system" / f"{UNIT}.d"

    @property
    def logind(self) -> Path:
        """What logind is told."""
        return self.root / "etc/systemd/logind.conf.d/spoken-digits-kiosk.conf"

    @property
    def record(self) -> Path:
        """What `kiosk setup` has changed, for `--remove`."""
        return self.root / "etc/spoken-digits/setup.json"
