"""The parser of the command line: errors of one line that say what to do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection
from itertools import takewhile
from typing import Any, NoReturn

from desktop.commands.output import PROGRAM, note, say

Command = Callable[
    [str, str, Callable[[argparse.Namespace], int]],
    argparse.ArgumentParser,
]
"""Adds a command: name, description, and the function that runs it."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, and name the command that they are about."""

    # The base class has overloads, which add nothing here.
    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, args: Any = None, namespace: Any = None
    ) -> Any:
        """Refuse unknown arguments here, in the parser of the command, and not in the outer one."""
        self._arguments = list(sys.argv[1:] if args is None else args)
        if self._subparsers is None:
            self._refuse_files_like_options()
        options, unknown = super().parse_known_args(self._arguments, namespace)
        if unknown:
            hint = self._hint(unknown[0])
            self.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
        return options, unknown

    def _refuse_files_like_options(self) -> None:
        """Refuse the name of a file that begins with a dash; argparse would miss a file."""
        for argument in takewhile(lambda one: one != "--", self._arguments):
            is_dashed = argument.startswith("-") and argument != "-"  # standard input
            if is_dashed and not self.has_option(argument) and _is_file(argument):
                self.error(f"{argument!r} is taken for an option; write './{argument}'")

    def _hint(self, argument: str) -> str:
        """What may be meant by an argument that is not recognized."""
        from difflib import get_close_matches

        if not argument.startswith("-"):
            return " (a recording needs --input FILE)" if self.has_option("--input") else ""
        similar = get_close_matches(argument.partition("=")[0], self._options(), n=1)
        return f" (did you mean {similar[0]}?)" if similar else ""

    def _options(self) -> list[str]:
        """The names of the options that the help shows."""
        return [
            name
            for name, option in self._option_string_actions.items()
            if name.startswith("--") and option.help != argparse.SUPPRESS
        ]

    def has_option(self, name: str) -> bool:
        """Whether there is an option of this name, such as "--input"."""
        return name in self._option_string_actions

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        note(f"{self.prog}: {message}; see {self.prog} --help")
        self.exit(2)

    def print_help(self, file: Any = None) -> None:
        """Print the help; raises as `say`."""
        if file is None:
            say(self.format_help(), end="")
        else:
            super().print_help(file)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not a choice; argparse would list all commands, and no hint."""
        is_command = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        if is_command and action.choices and value not in action.choices:
            # argparse takes the value of an unknown option for a command.
            for argument in takewhile(lambda one: one != value, self._arguments):
                if argument.startswith("-") and not self.has_option(argument.partition("=")[0]):
                    self.error(f"unrecognized arguments: {argument}{self._hint(argument)}")
            self.error(unknown_command(str(value), list(action.choices), self._options()))
        super()._check_value(action, value)


def unknown_command(word: str, commands: Collection[str], options: Collection[str]) -> str:
    """Return a message for a word that should be a command, and may be an option without dashes."""
    from difflib import get_close_matches

    if _is_file(word):
        return f"{word!r} is a file, not a command; to recognize it: {PROGRAM} predict FILE"
    named = {option.removeprefix("--"): option for option in options}
    similar = get_close_matches(word, commands, n=1, cutoff=0.8)
    similar = similar or get_close_matches(word, [*commands, *named], n=1)
    if similar:
        meant = named.get(similar[0], similar[0]) if similar[0] not in commands else similar[0]
        return f"there is no command {word!r}; did you mean {meant!r}?"
    return f"there is no command {word!r}; the commands are {', '.join(commands)}"


def _is_file(name: str) -> bool:
    return os.path.isfile(name)  # noqa: PTH113 - Path.is_file raises for names that are too long
