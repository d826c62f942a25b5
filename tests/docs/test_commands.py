"""Every command in the documentation runs.

All fenced blocks of all Markdown files are read. What comes after two blanks or a ``#`` on a line
explains it. How a command is tried depends on what it begins with:

- ``spoken-digits``: run, in a home of its own without screen or microphone, with a real recording
  for ``FILE`` and the shipped model for ``DIR``. It must end well, or, where it can only work with
  a microphone, say in one line that there is none. What would run for minutes (`LONG`) is only
  asked for its ``--help``, which refuses what it does not know.
- ``make``: the target and its variables are tried with ``make --dry-run``.
- a program of the repository (``.ci/run``, ``packaging/...``): it exists and may be executed.
- what installs (`INSTALLS`): its form is checked by the shell; ``make smoke`` really does it.

A block with a language (```` ```toml ````) is parsed in that language. A command that begins in
any other way fails here, so that whoever writes it says how it is to be tried.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.desktop.program import AUDIO, COMMAND, REPOSITORY, environment

SHELL = ("", "sh", "shell", "console", "bash")
PROSE = ("text", "mermaid")
LONG = ("bench",)
INSTALLS = ("sudo", "apt", "tar")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)

DOCUMENTS = sorted(
    [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
        *(REPOSITORY / "models").rglob("*.md"),
    ]
)


def blocks():
    for document in DOCUMENTS:
        for _, language, text in FENCE.findall(document.read_text(encoding="utf-8")):
            yield str(document.relative_to(REPOSITORY)), language, text


def commands():
    found = {}
    for document, language, text in blocks():
        if language not in SHELL:
            continue
        for line in text.replace("\\\n", " ").splitlines():
            command = re.split(r"\s{2,}|\s#", line.strip().removeprefix("$ "), maxsplit=1)[0]
            if command:
                found.setdefault(command, document)
    return [pytest.param(command, id=f"{doc}: {command}") for command, doc in found.items()]


def test_there_are_documents_and_commands():
    assert REPOSITORY / "README.md" in DOCUMENTS
    assert {"spoken-digits", "make"} <= {str(param.values[0]).split()[0] for param in commands()}


@pytest.mark.parametrize("command", commands())
def test_a_command_runs(command, tmp_path):
    words = shlex.split(command)
    if words[0] in ("spoken-digits", ".venv/bin/spoken-digits"):
        run_program(words[1:], tmp_path)
    elif words[0] == "make":
        dry_run(words)
    elif (REPOSITORY / words[0]).is_file():
        assert os.access(REPOSITORY / words[0], os.X_OK)
    else:
        assert words[0] in INSTALLS, f"say in {Path(__file__).name} how this is to be tried"
        subprocess.run(["sh", "-n", "-c", command], check=True)


def run_program(arguments, home):
    clip = home / "take.flac"
    shutil.copy(AUDIO / "7_slt_0.flac", clip)
    given = {"FILE": str(clip), "FILE...": str(clip), "DIR": str(REPOSITORY / "models/digits")}
    words: list[str] = [given.get(word, word) for word in arguments]
    if words and words[0] in LONG:
        words = [*words, "--help"]
    done = subprocess.run(
        [*COMMAND, *words],
        cwd=home,
        env=environment(home, PYTHONPATH=str(REPOSITORY)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    if done.returncode == 1:
        assert len(done.stderr.splitlines()) == 1
        assert "No microphone found" in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert done.stdout


def dry_run(words):
    if shutil.which("make") is None or sys.platform == "win32":
        pytest.skip("make is not installed")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [words[0], "--dry-run", *words[1:]],
        cwd=REPOSITORY,
        env=inherited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("document", "language", "text"),
    [block for block in blocks() if block[1] not in SHELL],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "block",
)
def test_a_block_in_another_language_is_in_that_language(document, language, text):
    parsers = {
        "toml": tomllib.loads,
        "json": lambda lines: [json.loads(line) for line in lines.splitlines()],
        "python": lambda code: compile(code, document, "exec"),
    }
    assert language in (*PROSE, *parsers), f"say in {Path(__file__).name} how this is to be tried"
    if language in parsers:
        assert parsers[language](text) is not None or language == "python"
