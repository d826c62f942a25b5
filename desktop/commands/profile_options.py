"""The options of ``enroll`` and ``profiles``, and the way to them; loads nothing heavy itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], argparse.ArgumentParser]
"""Makes a command from its name and what it does."""


def add_enroll(command: Command) -> None:
    """Add ``enroll``, but for ``--bundle``."""
    enroll = command("enroll", "learn a voice, from the microphone or from recordings")
    enroll.add_argument("--profile", metavar="NAME", required=True, help="whose voice it is")
    where = enroll.add_mutually_exclusive_group()
    where.add_argument(
        "--from",
        dest="folder",
        metavar="FOLDER",
        type=Path,
        help="recordings of one digit each; their names begin with the digit: 7_monday.wav",
    )
    where.add_argument("--device", metavar="D", help="microphone, by number or part of its name")
    enroll.add_argument(
        "--replace", action="store_true", help="begin anew; otherwise takes are added"
    )
    enroll.add_argument(
        "--takes", metavar="N", type=_takes, default=3, help="how many of each digit, in all (3)"
    )
    enroll.add_argument(
        "--keep-audio",
        action="store_true",
        help="store the takes' sound in the profile too, so that another model can learn from it",
    )


def add_profiles(command: Command) -> None:
    """Add ``profiles``."""
    profiles = command("profiles", "list the voices that were learnt; export, import, delete them")
    what = profiles.add_mutually_exclusive_group()
    what.add_argument("--export", nargs=2, metavar=("NAME", "FILE"), help="copy one to a file")
    what.add_argument("--import", dest="source", metavar="FILE", type=Path, help="take one in")
    what.add_argument("--delete", metavar="NAME", help="delete one for good")


def run(options: argparse.Namespace) -> int:
    """Run the one that was asked for."""
    if options.command == "profiles":
        from desktop.commands import profiles

        return profiles.run(
            export=options.export,
            source=options.source,
            delete=options.delete,
            as_json=options.json,
        )
    from desktop.audio.sources import microphone
    from desktop.commands import enroll
    from desktop.commands.enroll_report import EnrolRequest

    wish = EnrolRequest(
        options.profile, options.replace, options.takes, options.keep_audio, options.json
    )
    return enroll.run(wish, options.folder or microphone(options.device), options.bundle)


def _takes(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 20:
        raise ValueError
    return count
