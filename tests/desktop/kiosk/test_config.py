"""The configuration: values are read, and errors name their line and key."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from desktop.kiosk.config import ConfigError, load_config
from desktop.kiosk.toml_reader import find_lines
from tests.harness.program import COMMAND, REPOSITORY, environment, run

EXAMPLE = REPOSITORY / "desktop/kiosk/setup/kiosk.toml"

MINIMAL = """\
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


def errors(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return [line.removeprefix(str(path)) for line in caught.value.lines]


def test_the_example_is_valid_and_shows_the_defaults(tmp_path):
    example, minimal = load_config(EXAMPLE), load_config(write(tmp_path, MINIMAL))
    assert example.rules == minimal.rules
    assert (example.chord, example.max_attempts, example.lockout) == (
        minimal.chord, minimal.max_attempts, minimal.lockout,
    )  # fmt: skip
    assert example.languages == minimal.languages == ("en", "de")
    assert example.texts["de"]["title"] == "Bitte sagen Sie Ihre Ticketnummer"


def test_relative_paths_start_at_the_folder_of_the_file(tmp_path):
    assert load_config(write(tmp_path, MINIMAL)).state == tmp_path / "state"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("digits = 4", "digits = 0", ":4: number.digits: must be a whole number from 1 to 24"),
        ("digits = 4", "digits = true", ":4: number.digits: must be a whole number"),
        ("digits = 4", "digits = 4.0", ":4: number.digits: must be a whole number"),
        ("digits = 4", 'digits = "4"', ":4: number.digits: must be a whole number"),
        ("digits = 4", "", ":3: number: add digits, or min_digits and max_digits"),
        ("digits = 4", "digits = 4\nmax_digits = 5", ":4: number.digits: cannot be used together"),
        ("digits = 4", "min_digits = 4\nmax_digits = 3", ":5: number.max_digits: must not be less"),
        ("digits = 4", 'digits = 2\ncheck = "luhn"', ":5: number.check: luhn needs numbers"),
        ("digits = 4", 'digits = 4\ncheck = "crc"', ":5: number.check: must be one of"),
        ("digits = 4", "digits = 4\nsecret = 1", ":5: number.secret: must be true or false"),
        ("digits = 4", "digits = 4\ncolour = 1", ":5: number.colour: unknown key"),
        ("[number]", "[numbers]", ":3: numbers: unknown key"),
        ('state = "state"', "", ":1: kiosk.state: is missing"),
        ('state = "state"', "state = 3", ":2: kiosk.state: must be a text"),
        ('state = "state"', 'state = "s"\nlanguages = []', ":3: kiosk.languages: must be a list"),
        ('state = "state"', 'state = "s"\nlanguages = ["it"]', ":3: kiosk.languages: 'it' is not"),
        ('state = "state"', f'state = "s"\nname = "{"x" * 33}"', ":3: kiosk.name: must have at mo"),
        ("[sink]\n", "[sink]\npath = 'x'\n", ":6: sink.path: not used by a sink of kind"),
        ('kind = "stdout"', 'kind = "email"', ":6: sink.kind: must be one of"),
        ('kind = "stdout"', "", ":5: sink.kind: is missing: must be one of"),
        ('kind = "stdout"', 'kind = "file"', ":5: sink.path: is missing"),
        ('kind = "stdout"', 'kind = "command"', ":5: sink.command: is missing"),
        ('kind = "stdout"', 'kind = "command"\ncommand = "rm -rf"', ":7: sink.command: must be a"),
        ('kind = "stdout"', 'kind = "stdout"\n[entry]\nconfirm_pause = -1', ":8: entry.confirm"),
        ('kind = "stdout"', 'kind = "stdout"\n[texts.fr]\ntitle = "x"', ":7: texts.fr: not one of"),
        ('kind = "stdout"', 'kind = "stdout"\n[texts.de]\nx = "x"', ":8: texts.de.x: unknown text"),
    ],
)  # fmt: skip
def test_an_error_names_line_and_key(tmp_path, before, after, message):
    assert before in MINIMAL
    lines = errors(tmp_path, MINIMAL.replace(before, after))
    assert any(line.startswith(message) for line in lines), lines


@pytest.mark.parametrize("kind", ["socket", "pipe"])
def test_a_sink_that_only_posix_systems_have_is_reported_on_others(tmp_path, monkeypatch, kind):
    text = MINIMAL.replace('"stdout"', f'"{kind}"\npath = "x"')
    assert load_config(write(tmp_path, text)).sink.kind == kind
    monkeypatch.setattr("desktop.kiosk.config.HAS_POSIX_SINKS", False)
    assert errors(tmp_path, text) == [f':6: sink.kind: "{kind}" works only on Linux and macOS']


@pytest.mark.parametrize("kind", ['"fiel"', "3", '["file"]', "{ name = 'file' }"])
def test_a_wrong_kind_of_sink_is_one_error(tmp_path, kind):
    text = MINIMAL.replace('"stdout"', f'{kind}\npath = "x"\nmax_bytes = 5\ntimeout = 1')
    (line,) = errors(tmp_path, text)
    assert line.startswith(':6: sink.kind: must be one of "stdout", "file", "command"')


def test_a_missing_kind_of_sink_is_one_error(tmp_path):
    text = MINIMAL.replace('kind = "stdout"', 'path = "x"\nmax_bytes = 5')
    (line,) = errors(tmp_path, text)
    assert line.startswith(":5: sink.kind: is missing: must be one of")


def test_all_errors_are_reported_at_once_and_in_order(tmp_path):
    text = MINIMAL.replace("4", "0").replace("stdout", "email").replace('"state"', "1")
    lines = errors(tmp_path, text)
    assert [line.split(":")[1] for line in lines] == ["2", "4", "6"]


@pytest.mark.parametrize("text", ["[kiosk\n", "a = \n", "[kiosk]\nstate = 'x'\nstate = 'y'\n"])
def test_a_syntax_error_is_reported_with_its_line(tmp_path, text):
    (line,) = errors(tmp_path, text)
    assert "not valid TOML" in line
    assert "(at line " in line


def test_lines_are_found_after_multi_line_strings_and_dotted_keys():
    text = 'a = """\n[no]\nb = 1\n"""\n[c.d]\ne.f = 1\n"g h" = 2 # [i]\n'
    assert find_lines(text) == {"a": 1, "c.d": 5, "c.d.e.f": 6, "c.d.g h": 7}


def test_check_changes_no_file(tmp_path):
    config = write(tmp_path, MINIMAL.replace('"stdout"', '"file"\npath = "out/numbers.jsonl"'))
    before = sorted(tmp_path.rglob("*"))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (0, f"{config} is valid.\n")
    assert "set-pin" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_check_reports_errors_with_exit_code_2(tmp_path):
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 2
    assert f"{config}:4: number.digits" in done.stderr
    missing = run("kiosk", "--config", tmp_path / "none", "--check", env=environment(tmp_path))
    assert missing.returncode == 2
    assert "cannot be read" in missing.stderr


def test_a_missing_screen_is_reported(tmp_path):
    config = write(tmp_path, MINIMAL)
    done = run("kiosk", "--config", config, env=environment(tmp_path))
    assert done.returncode == 1
    assert "no screen" in done.stderr


def test_the_status_of_a_kiosk_that_is_not_running(tmp_path):
    config = write(tmp_path, MINIMAL)
    done = run("kiosk", "--config", config, "--status", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (1, "the kiosk is not running\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_a_pin_is_read_from_a_pipe_and_stored_as_a_hash(tmp_path):
    config = write(tmp_path, MINIMAL)
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


def test_a_byte_order_mark_is_no_error(tmp_path):
    path = tmp_path / "kiosk.toml"
    path.write_text(MINIMAL, encoding="utf-8-sig")
    assert load_config(path).rules.max_digits == 4


def test_a_home_folder_that_does_not_exist_is_an_error_of_its_key(tmp_path):
    text = MINIMAL.replace('"state"', '"~nobody-of-this-name/state"')
    (line,) = errors(tmp_path, text)
    assert line.startswith(":2: kiosk.state: there is no home folder for '~nobody-of-this-name/")
