"""The configuration: what is right is read, and what is wrong is named with its line and key."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from desktop.kiosk.config import ConfigError, load_config
from desktop.kiosk.toml_reader import find_lines
from tests.harness.program import COMMAND, REPOSITORY, environment, run

EXAMPLE = REPOSITORY / "packaging" / "kiosk.toml"

LEAST = """\
[kiosk]
state = "state"
[number]
digits = 4
[sink]
kind = "stdout"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaints(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return [line.removeprefix(str(path)) for line in caught.value.lines]


def test_the_example_is_right_and_says_what_the_defaults_are(tmp_path):
    example, least = load_config(EXAMPLE), load_config(write(tmp_path, LEAST))
    assert example.rules == least.rules
    assert (example.chord, example.max_attempts, example.lockout) == (
        least.chord, least.max_attempts, least.lockout,
    )  # fmt: skip
    assert example.languages == least.languages == ("en", "de")
    assert example.texts["de"]["title"] == "Bitte sagen Sie Ihre Ticketnummer"


def test_paths_are_counted_from_the_file(tmp_path):
    assert load_config(write(tmp_path, LEAST)).state == tmp_path / "state"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("digits = 4", "digits = 0", ":4: number.digits: must be a whole number from 1 to 24"),
        ("digits = 4", "digits = true", ":4: number.digits: must be a whole number"),
        ("digits = 4", "digits = 4.0", ":4: number.digits: must be a whole number"),
        ("digits = 4", 'digits = "4"', ":4: number.digits: must be a whole number"),
        ("digits = 4", "", ":3: number: needs digits, or min_digits and max_digits"),
        ("digits = 4", "digits = 4\nmax_digits = 5", ":4: number.digits: stands beside"),
        ("digits = 4", "min_digits = 4\nmax_digits = 3", ":5: number.max_digits: must not be less"),
        ("digits = 4", 'digits = 2\ncheck = "luhn"', ":5: number.check: luhn needs numbers"),
        ("digits = 4", 'digits = 4\ncheck = "crc"', ":5: number.check: must be one of"),
        ("digits = 4", "digits = 4\nsecret = 1", ":5: number.secret: must be true or false"),
        ("digits = 4", "digits = 4\ncolour = 1", ":5: number.colour: is not known here"),
        ("[number]", "[numbers]", ":3: numbers: is not known here"),
        ('state = "state"', "", ":1: kiosk.state: is missing"),
        ('state = "state"', "state = 3", ":2: kiosk.state: must be a text"),
        ('state = "state"', 'state = "s"\nlanguages = []', ":3: kiosk.languages: must be a list"),
        ('state = "state"', 'state = "s"\nlanguages = ["fr"]', ":3: kiosk.languages: 'fr' is not"),
        ('state = "state"', f'state = "s"\nname = "{"x" * 33}"', ":3: kiosk.name: must have at mo"),
        ("[sink]\n", "[sink]\npath = 'x'\n", ":6: sink.path: has no meaning for a sink of kind"),
        ('kind = "stdout"', 'kind = "email"', ":6: sink.kind: must be one of"),
        ('kind = "stdout"', "", ":5: sink.kind: is missing one of"),
        ('kind = "stdout"', 'kind = "file"', ":5: sink.path: is missing"),
        ('kind = "stdout"', 'kind = "command"', ":5: sink.command: is missing"),
        ('kind = "stdout"', 'kind = "command"\ncommand = "rm -rf"', ":7: sink.command: must be a"),
        ('kind = "stdout"', 'kind = "stdout"\n[entry]\nconfirm_pause = -1', ":8: entry.confirm"),
        ('kind = "stdout"', 'kind = "stdout"\n[texts.fr]\ntitle = "x"', ":7: texts.fr: is none of"),
        ('kind = "stdout"', 'kind = "stdout"\n[texts.de]\nx = "x"', ":8: texts.de.x: is no text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_line_and_key(tmp_path, before, after, said):
    assert before in LEAST
    lines = complaints(tmp_path, LEAST.replace(before, after))
    assert any(line.startswith(said) for line in lines), lines


def test_everything_that_is_wrong_is_said_at_once_in_order(tmp_path):
    text = LEAST.replace("4", "0").replace("stdout", "email").replace('"state"', "1")
    lines = complaints(tmp_path, text)
    assert [line.split(":")[1] for line in lines] == ["2", "4", "6"]


@pytest.mark.parametrize("text", ["[kiosk\n", "a = \n", "[kiosk]\nstate = 'x'\nstate = 'y'\n"])
def test_what_is_no_toml_is_named_with_its_line(tmp_path, text):
    (line,) = complaints(tmp_path, text)
    assert "is no valid TOML" in line
    assert "(at line " in line


def test_lines_are_found_behind_long_strings_and_dotted_keys():
    text = 'a = """\n[no]\nb = 1\n"""\n[c.d]\ne.f = 1\n"g h" = 2 # [i]\n'
    assert find_lines(text) == {"a": 1, "c.d": 5, "c.d.e.f": 6, "c.d.g h": 7}


def test_check_touches_nothing(tmp_path):
    config = write(tmp_path, LEAST.replace('"stdout"', '"file"\npath = "out/numbers.jsonl"'))
    before = sorted(tmp_path.rglob("*"))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (0, f"{config}: well.\n")
    assert "set-pin" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_check_says_what_is_wrong_and_leaves_with_2(tmp_path):
    config = write(tmp_path, LEAST.replace("4", "99"))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 2
    assert f"{config}:4: number.digits" in done.stderr
    missing = run("kiosk", "--config", tmp_path / "none", "--check", env=environment(tmp_path))
    assert missing.returncode == 2
    assert "cannot be read" in missing.stderr


def test_without_a_screen_it_says_so(tmp_path):
    config = write(tmp_path, LEAST)
    done = run("kiosk", "--config", config, env=environment(tmp_path))
    assert done.returncode == 1
    assert "no screen" in done.stderr


def test_the_status_of_a_kiosk_that_does_not_run(tmp_path):
    config = write(tmp_path, LEAST)
    done = run("kiosk", "--config", config, "--status", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (1, "the kiosk is not running\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_pin_is_set_from_a_pipe_and_kept_as_a_hash(tmp_path):
    config = write(tmp_path, LEAST)
    for pin, code in (("493017", 0), ("12", 1), ("1111", 1), ("12a456", 1)):
        done = run_with_input(pin, config, tmp_path)
        assert done.returncode == code, done.stderr
    path = tmp_path / "state" / "pin.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "493017" not in path.read_text()


def run_with_input(pin: str, config: Path, home: Path):
    return subprocess.run(
        [*COMMAND, "kiosk", "set-pin", "--config", str(config)],
        input=pin + "\n",
        cwd=REPOSITORY,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
