"""The options of the command line, and the function that each command runs.

The program must start quickly. So the module of a command is imported only when the command runs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from core.bundle_location import DEFAULT_LANGUAGE, bundle_directory
from desktop.audio.standard_input import STANDARD_INPUT
from desktop.commands import kiosk_options, serve, shared_options
from desktop.commands.bench import options as bench_options
from desktop.commands.listen import options as listen_options
from desktop.commands.output import PROGRAM, say
from desktop.commands.parser import Command, Parser

if TYPE_CHECKING:
    from desktop.audio.sources import Source

MAX_TAKES = 20
"""That of `core.profiles.adaptation`, whose import takes too long here."""


class ShowVersion(argparse.Action):
    """``--version``; looks the versions up only when it is used, since that takes 50 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the versions of program and model, and exit."""
        from desktop.versions import both_versions

        say(f"{PROGRAM} {both_versions()}")
        parser.exit()


def parse(
    argv: Sequence[str] | None, open_window: Callable[[argparse.Namespace], int]
) -> argparse.Namespace:
    """Parse the arguments. Invalid ones end the program with one line and exit code 2.

    Parameters
    ----------
    argv : sequence of str or None
        None for those of the process.
    open_window : callable
        Runs the program without a command.

    Returns
    -------
    Namespace
        ``run(options)`` runs the command and returns the exit code.
    """
    parser = Parser(
        prog=PROGRAM,
        description="Recognize spoken digits and numbers, offline. Without a command, open the "
        "window.",
        epilog=f"Help of a command: {PROGRAM} COMMAND --help. Exit codes: 0 success; 1 an input "
        "or output failed, or the program could not run; 2 invalid usage.",
        allow_abbrev=False,
    )
    parser.set_defaults(run=open_window)
    parser.add_argument(
        "--version", action=ShowVersion, nargs=0, help="print the versions of program and model"
    )
    shared_options.add_source(parser)
    shared_options.add_model(parser)
    parser.add_argument(
        "--hidden", action="store_true", help="start with the window hidden, in the tray"
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")

    def command(
        name: str, what: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        sentence = f"{what[0].upper()}{what[1:]}."
        made = commands.add_parser(name, help=what, description=sentence, allow_abbrev=False)
        made.add_argument("--json", action="store_true", help="print one JSON object per line")
        made.set_defaults(run=run)
        return made

    listen = _add_listen(command)
    predict = _add_predict(command)
    _add_enroll(command)
    _add_profiles(command)
    _add_devices(command)
    _add_doctor(command)
    bench = bench_options.add(command)
    _add_kiosk(command)
    shared_options.add_model(serve.add(command))

    options = parser.parse_args(argv)
    if _is_foreign_demo(options):
        parser.error("--demo is a recording of English digits; leave --language out")
    if options.command is None:
        return options
    _refuse_misplaced(parser, commands.choices[options.command], argv)
    if getattr(options, "language", None) is not None:
        options.bundle = bundle_directory(options.language)
    if getattr(options, "rate", None) is not None:
        names = options.files if options.command == "predict" else [options.input]
        if STANDARD_INPUT not in names:
            reader = predict if options.command == "predict" else listen
            reader.error("--rate needs '-', which is standard input")
    if options.command == "predict" and (problem := _misuse_of_batch(options)):
        predict.error(problem)
    if options.command == "bench" and (problem := bench_options.misuse(options)):
        bench.error(problem)
    if options.command == "listen" and options.fast and not (options.input or options.demo):
        listen.error("--fast needs --input FILE or --demo")
    if options.command == "listen" and (problem := listen_options.misuse(options)):
        listen.error(problem)
    return options


def make_source(options: argparse.Namespace, *, is_paced: bool = True) -> Source:
    """The source chosen with ``--device``, ``--input`` or ``--demo``."""
    from desktop.audio.sources import FileSource, MicrophoneSource, PipeSource, demo

    if options.demo:
        return demo(is_paced=is_paced)
    if options.input == STANDARD_INPUT:
        return PipeSource(raw_rate=getattr(options, "rate", None), is_paced=is_paced)
    if options.input is not None:
        return FileSource(options.input, is_paced=is_paced)
    return MicrophoneSource(options.device)


def _add_listen(command: Command) -> argparse.ArgumentParser:
    listen = command(
        "listen", "recognize digits and numbers in the terminal, as they are said", _listen
    )
    listen.epilog = listen_options.OUTPUT
    shared_options.add_source(listen)
    shared_options.add_rate(listen)
    listen.add_argument(
        "--fast", action="store_true", help="read the recording as fast as possible"
    )
    listen.add_argument(
        "--sensitivity",
        choices=("low", "normal", "high"),
        default="normal",
        help="low: with noise or other people talking; high: for quiet voices and fast speakers "
        "(default: normal)",
    )
    listen_options.add(listen)
    shared_options.add_model(listen)
    return listen


def _listen(options: argparse.Namespace) -> int:
    from desktop.commands.listen import command

    return command.run(
        make_source(options, is_paced=not options.fast),
        is_paced=not options.fast,
        bundle=options.bundle,
        profile=options.profile,
        as_json=options.json,
        sensitivity=options.sensitivity,
        outputs=listen_options.request(options),
    )


def _add_predict(command: Command) -> argparse.ArgumentParser:
    predict = command("predict", "recognize one digit or number per recording", _predict)
    predict.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a recording (WAV, FLAC, OGG, Opus, MP3, AIFF, ...), or a folder of them; '-' is "
        "standard input",
    )
    shared_options.add_rate(predict)
    predict.add_argument(
        "--jobs",
        metavar="N",
        type=shared_options.whole_number(1, 256),
        help="recognize with N processes (for folders, by default one per core)",
    )
    predict.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write the answers to a file: JSON lines (.jsonl) or a table (.csv)",
    )
    predict.add_argument(
        "--resume",
        action="store_true",
        help="with --output: skip the files that the output contains already, to continue an "
        "interrupted run; give the same options as before",
    )
    answer = predict.add_mutually_exclusive_group()
    answer.add_argument(
        "--no-reject",
        action="store_true",
        help="print the most likely digit even if it is doubtful or probably no digit",
    )
    answer.add_argument(
        "--number",
        action="store_true",
        help="print all digits of a recording as a number (otherwise, it has one digit)",
    )
    shared_options.add_model(predict)
    return predict


def _misuse_of_batch(options: argparse.Namespace) -> str | None:
    """Why the options of a batch do not fit together."""
    if options.resume and options.output is None:
        return "--resume needs --output FILE"
    if options.output is not None and options.output.suffix.casefold() not in (".csv", ".jsonl"):
        return "--output needs a name that ends in .jsonl or .csv"
    # Not Path.is_dir, which raises for names that are too long.
    has_folder = any(map(os.path.isdir, options.files))
    if STANDARD_INPUT in options.files and (options.jobs or options.output or has_folder):
        return "'-' cannot be used with --jobs, --output or a folder"
    return None


def _predict(options: argparse.Namespace) -> int:
    from desktop.commands import predict

    if options.jobs or options.output or any(map(os.path.isdir, options.files)):
        return _predict_many(options)
    return predict.run(
        options.files,
        reject=not options.no_reject,
        raw_rate=options.rate,
        is_number=options.number,
        bundle=options.bundle,
        profile=options.profile,
        as_json=options.json,
    )


def _predict_many(options: argparse.Namespace) -> int:
    from desktop.commands import batch

    return batch.run(
        batch.Request(
            tuple(options.files),
            jobs=options.jobs or os.cpu_count() or 1,
            output=options.output,
            resume=options.resume,
            reject=not options.no_reject,
            is_number=options.number,
            bundle=options.bundle,
            profile=options.profile,
            as_json=options.json,
        )
    )


def _add_enroll(command: Command) -> None:
    enroll = command(
        "enroll", "teach the program a voice, from the microphone or from recordings", _enroll
    )
    enroll.description = (
        "Teach the program a voice. It asks for each digit three times and stores what it learns "
        "as a profile. You can stop with Ctrl-C and continue with the same command. To use the "
        "profile, add --profile NAME to listen or predict."
    )
    enroll.add_argument(
        "--profile",
        metavar="NAME",
        required=True,
        help="name of the profile, one for each person; if it exists, recordings are added",
    )
    where = enroll.add_mutually_exclusive_group()
    where.add_argument(
        "--from",
        dest="folder",
        metavar="FOLDER",
        type=Path,
        help="recordings of one digit each, with names that begin with the digit: 7_monday.wav",
    )
    shared_options.add_device(where)
    enroll.add_argument(
        "--replace",
        action="store_true",
        help="start over: the new recordings replace the earlier ones",
    )
    enroll.add_argument(
        "--takes",
        metavar="N",
        type=shared_options.whole_number(1, MAX_TAKES),
        help=f"recordings of each digit in total, 1 to {MAX_TAKES} (default: 3, or 3 more if the "
        "profile has them already); not with --from",
    )
    enroll.add_argument(
        "--keep-audio",
        action="store_true",
        help="also store the audio of the recordings, so that the profile can be converted for "
        "another model; always done for a profile that has the audio of all its recordings",
    )
    shared_options.add_bundle(enroll)


def _enroll(options: argparse.Namespace) -> int:
    from desktop.audio.sources import MicrophoneSource
    from desktop.commands.enroll.command import run
    from desktop.commands.enroll.request import EnrolRequest
    from desktop.commands.output import complain

    if options.folder is not None and options.takes is not None:
        complain("--takes cannot be used with --from, which uses all recordings of the folder")
        return 2
    request = EnrolRequest(
        options.profile, options.replace, options.takes, options.keep_audio, options.json
    )
    return run(request, options.folder or MicrophoneSource(options.device), options.bundle)


def _add_profiles(command: Command) -> None:
    profiles = command(
        "profiles",
        "list the profiles of voices, or export, import, rename or delete one",
        _profiles,
    )
    what = profiles.add_mutually_exclusive_group()
    what.add_argument(
        "--export", nargs=2, metavar=("NAME", "FILE"), help="copy a profile to a file"
    )
    what.add_argument(
        "--import", dest="source", metavar="FILE", type=Path, help="add a profile from a file"
    )
    what.add_argument(
        "--rename", nargs=2, metavar=("NAME", "NEW"), help="give a profile another name"
    )
    what.add_argument("--delete", metavar="NAME", help="delete a profile")


def _profiles(options: argparse.Namespace) -> int:
    from desktop.commands import profiles

    return profiles.run(
        export=options.export,
        source=options.source,
        rename=options.rename,
        delete=options.delete,
        as_json=options.json,
    )


def _add_devices(command: Command) -> None:
    devices = command("devices", "list the microphones", _devices)
    devices.epilog = (
        "The star marks the default. Choose a microphone with --device, by its number or a part "
        "of its name."
    )
    devices.add_argument(
        "--all",
        action="store_true",
        help="list virtual devices, too: other names of ALSA for the same microphones (always with "
        "--json)",
    )


def _devices(options: argparse.Namespace) -> int:
    from desktop.commands import devices

    return devices.run(lists_all=options.all, as_json=options.json)


def _add_doctor(command: Command) -> None:
    doctor = command(
        "doctor", "find problems with microphone, model and screen, with advice", _doctor
    )
    doctor.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="check a kiosk with this configuration: its microphone, its models, its state folder "
        "(default on a computer that is set up as a kiosk: its own)",
    )
    shared_options.add_device(doctor)
    shared_options.add_bundle(doctor)


def _doctor(options: argparse.Namespace) -> int:
    from desktop.commands import doctor

    return doctor.run(
        options.device, bundle=options.bundle, config=options.config, as_json=options.json
    )


def _is_foreign_demo(options: argparse.Namespace) -> bool:
    is_foreign = getattr(options, "language", None) not in (None, DEFAULT_LANGUAGE)
    return is_foreign and bool(getattr(options, "demo", False))


def _add_kiosk(command: Command) -> None:
    """The kiosk has no ``--language``: it listens in the language of its screen."""
    parser = kiosk_options.add(command, _kiosk)
    shared_options.add_profile(parser)
    shared_options.add_bundle_option(parser)


def _kiosk(options: argparse.Namespace) -> int:
    from desktop.commands import kiosk

    return kiosk.run(options)


def _refuse_misplaced(parser: Parser, command: Parser, argv: Sequence[str] | None) -> None:
    """Refuse options of the window before a command, where they would have no effect."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0].split("=")[0] if arguments else ""
    if not first.startswith("-"):
        return
    if command.has_option(first):
        parser.error(f"put {first} after the command")
    parser.error(f"{first} is for the window; leave it out, or leave the command out")
