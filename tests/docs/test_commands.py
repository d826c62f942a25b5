"""Every command in the documentation runs.

All fenced blocks of all Markdown files are read. What comes after two blanks or a ``#`` on a line
explains it. How a command is tried depends on what it begins with:

- ``spoken-digits``: run, in a home of its own without screen or microphone, with a real recording
  (or the kiosk's example) for ``FILE`` and the shipped model for ``DIR``. It must end well, or say
  that it lacks a microphone, a screen or a running kiosk (`LACKING`). What takes long or changes
  the system (`ONLY_HELP`) is only asked for its ``--help``, which refuses what it does not know.
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
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.harness.program import AUDIO, COMMAND, REPOSITORY, environment

SHELL = ("", "sh", "shell", "console", "bash")
PROSE = ("text", "mermaid")
ONLY_HELP = (["bench"], ["serve"], ["kiosk", "setup"])
LACKING = {
    ("listen",): "No microphone found",
    ("devices",): "No microphone found",
    ("enroll",): "No microphone found",
    ("doctor",): "microphone",
    ("kiosk",): "the kiosk needs a screen",
    ("kiosk", "--config"): "not running",
    ("kiosk", "--status"): "not running",
}
"""What a command says, with exit code 1, where there is no microphone, screen or running kiosk."""

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
    return [
        pytest.param(
            command,
            id=f"{document}: {command}",
            marks=pytest.mark.slow if command == "spoken-digits" else (),  # plays the demo
        )
        for command, document in found.items()
    ]


def test_there_are_documents_and_commands():
    assert REPOSITORY / "README.md" in DOCUMENTS
    assert {"spoken-digits", "make"} <= {str(param.values[0]).split()[0] for param in commands()}


@pytest.mark.slow
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


def given(home: Path, words: list[str]) -> list[str]:
    """What the documentation's FILE and DIR stand for."""
    clip = home / "take.flac"
    shutil.copy(AUDIO / "7_slt_0.flac", clip)
    example = (REPOSITORY / "desktop/kiosk/setup/kiosk.toml").read_text(encoding="utf-8")
    config = home / "kiosk.toml"
    config.write_text(example.replace("/var/lib/spoken-digits", str(home / "state")))
    file = str(config if words[:1] == ["kiosk"] else clip)
    real = {"FILE": file, "FILE...": file, "DIR": str(REPOSITORY / "models/digits")}
    return [real.get(word, word) for word in words]


def run_program(arguments: list[str], home: Path) -> None:
    words: list[str] = given(home, arguments)
    if any(words[: len(start)] == start for start in ONLY_HELP):
        words = [*words, "--help"]
    elif words[:1] == ["kiosk"] and "--config" not in words:
        words = [*words, "--config", str(home / "kiosk.toml")]
    done = subprocess.run(
        [*COMMAND, *words],
        cwd=home,
        env=environment(home, PYTHONPATH=str(REPOSITORY)),
        input="48210\n",  # a PIN, for who asks for one
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode == 1:
        expected = [what for start, what in LACKING.items() if words[: len(start)] == list(start)]
        assert expected, said
        assert any(what in said for what in expected), said
        assert "Traceback" not in said
    else:
        assert done.returncode == 0, said
        assert said


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
        "ini": lambda unit: ConfigParser(interpolation=None).read_string(unit) or unit,
    }
    assert language in (*PROSE, *parsers), f"say in {Path(__file__).name} how this is to be tried"
    if language in parsers:
        assert parsers[language](text) is not None or language == "python"
