"""``--version``."""

from __future__ import annotations

import argparse
from typing import NoReturn

from desktop.commands.output import PROGRAM


class ShowVersion(argparse.Action):
    """``--version``; looks the version up only when it is asked for, since that takes 50 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print it and leave."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            text = version("spoken-digits")
        except PackageNotFoundError:
            text = "(not installed)"
        print(f"{PROGRAM} {text}")
        parser.exit()
