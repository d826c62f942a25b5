"""The configuration: values are read, and errors name their line and key."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from desktop.kiosk.config import ConfigError, load_config
from desktop.kiosk.delivery.journal import journal_path
from desktop.kiosk.process.heartbeat import heartbeat_path, lock_path
from desktop.kiosk.process.pin import pin_path
from desktop.kiosk.process.status import PROCESSES, problem_path
from desktop.kiosk.setup.paths import DEFAULT_CONFIG
from desktop.kiosk.toml_reader import find_lines
from tests.harness.program import COMMAND, REPOSITORY, environment, run, shimmed

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
    assert example.texts == {}  # every language shows its built-in texts


def test_the_example_works_with_any_language_and_its_texts_are_valid(tmp_path):
    text = EXAMPLE.read_text("utf-8").replace('["en", "de"]', '["en"]')
    assert load_config(write(tmp_path, text)).languages == ("en",)
    own = EXAMPLE.read_text("utf-8")
    for line in ("[texts.en]", "title = ", "[texts.de]"):
        assert f"# {line}" in own
        own = own.replace(f"# {line}", line)
    assert load_config(write(tmp_path, own)).texts["de"]["title"].endswith("Ticketnummer")


def test_an_outdated_text_is_no_error_and_is_named(tmp_path):
    path = write(tmp_path, MINIMAL + '[texts.en]\npause = "Pause."\ntitle = "Ticket number"\n')
    config = load_config(path)
    assert config.texts == {"en": {"title": "Ticket number"}}
    assert config.outdated == ("texts.en.pause",)
    done = run("kiosk", "--check", "--config", path, env=environment(tmp_path))
    assert done.returncode == 0
    assert f"{path}: texts.en.pause: has no effect in this version; remove it" in done.stderr


def test_relative_paths_start_at_the_folder_of_the_file(tmp_path):
    assert load_config(write(tmp_path, MINIMAL)).state == tmp_path / "state"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("./take.sh", "{0}/take.sh"),
        ("bin/take.sh", "{0}/bin/take.sh"),
        ("/usr/bin/take", "/usr/bin/take"),
        ("take", "take"),
    ],
)
def test_a_relative_command_starts_there_too_and_a_name_is_looked_for_on_path(
    tmp_path, program, expected
):
    sink = f'"command"\ncommand = ["{program}", "./a"]'
    command = load_config(write(tmp_path, MINIMAL.replace('"stdout"', sink))).sink.command
    expected = str(Path(expected.format(tmp_path)).absolute()) if "/" in expected else expected
    assert command == (expected, "./a")


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
        ('kind = "stdout"', 'kind = "url"', ":6: sink.kind: the kiosk sends nothing over a netw"),
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


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('kind = "stdout"', 'kind = "command"\ncommand = "x"', ":7: sink.command: must be a list"),
        (
            'kind = "stdout"',
            'kind = "file"\npath = "x"\ncommand = ["x"]',
            ":8: sink.command: not u",
        ),
        ('kind = "stdout"', 'kind = "stdout"\n[texts.fr]\ntitle = "x"', ":7: texts.fr: not one of"),
        (
            'kind = "stdout"',
            'kind = "stdout"\n[texts.de]\ntitel = "x"',
            ":8: texts.de.titel: unknown text; did you mean title",
        ),
        ('state = "state"', 'state = ""', ":2: kiosk.state: must not be empty"),
    ],
)
def test_one_mistake_is_one_line(tmp_path, before, after, message):
    (line,) = errors(tmp_path, MINIMAL.replace(before, after))
    assert line.startswith(message)


def test_a_sink_does_not_write_into_the_kiosks_own_files(tmp_path):
    state = tmp_path / "state"
    own = [journal_path(state), pin_path(state), problem_path(state), state / "attempts"]
    own += [path(state, name) for path in (heartbeat_path, lock_path) for name in PROCESSES]
    for path in (*own, state / "x/../journal", tmp_path / "kiosk.toml"):
        text = MINIMAL.replace('"stdout"', f'"file"\npath = "{path.as_posix()}"')
        (line,) = errors(tmp_path, text)
        assert line.startswith(f":7: sink.path: {path} is one of the kiosk's own files"), line
    for path in (state / "numbers.jsonl", tmp_path / "journal"):
        text = MINIMAL.replace('"stdout"', f'"file"\npath = "{path.as_posix()}"')
        assert load_config(write(tmp_path, text)).sink.path == path


@pytest.mark.parametrize(
    "chord", ["Ctrl+Foo", "5", "K", "Shift+K", "Return", "Ctrl", "Ctrl+", "++"]
)
def test_a_chord_that_does_not_exist_or_that_people_press_is_an_error(tmp_path, chord):
    (line,) = errors(tmp_path, f'{MINIMAL}[staff]\nchord = "{chord}"\n')
    assert line.startswith(":8: staff.chord: must be a key together with Ctrl, Alt or Meta")


@pytest.mark.parametrize(
    "chord", ["Ctrl+Alt+Shift+K", "F12", "ctrl+5", "Alt+Home", "Meta+Shift+F1"]
)
def test_chords_that_are_accepted_are_known_to_qt(tmp_path, chord):
    from PySide6.QtGui import QKeySequence

    text = f'{MINIMAL}[staff]\nchord = "{chord}"\n'
    assert load_config(write(tmp_path, text)).chord == chord
    assert (
        QKeySequence(chord).toString().casefold().split("+")[-1] == chord.casefold().split("+")[-1]
    )


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
    assert line.startswith(':6: sink.kind: must be one of "file", "stdout", "command"')


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
    config = write(tmp_path, MINIMAL.replace('"stdout"', '"file"\npath = "numbers.jsonl"'))
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


@pytest.mark.skipif(DEFAULT_CONFIG.exists(), reason="this computer is a kiosk")
def test_before_the_setup_the_message_says_what_to_run(tmp_path):
    done = run("kiosk", "--check", env=environment(tmp_path))
    assert done.returncode == 2
    assert "does not exist; create it with: sudo spoken-digits kiosk setup" in done.stderr


@pytest.mark.parametrize(
    ("sink", "problem"),
    [
        ('"file"\npath = "none/numbers.jsonl"', "sink.path: the folder {0}/none does not exist"),
        ('"file"\npath = "."', "sink.path: {0} is a folder"),
        ('"command"\ncommand = ["/no/such/program"]', "sink.command: /no/such/program does not ex"),
    ],
)
def test_check_finds_a_sink_that_cannot_work(tmp_path, sink, problem):
    config = write(tmp_path, MINIMAL.replace('"stdout"', sink))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 1
    assert f"{config}: {problem.format(tmp_path)}" in done.stderr
    assert "is valid" not in done.stdout


def test_a_state_folder_that_is_a_file_is_reported(tmp_path):
    config = write(tmp_path, MINIMAL.replace("[number]", 'device = "x"\n[number]'))
    (tmp_path / "state").write_text("")
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 1
    assert f"kiosk.state: {tmp_path / 'state'} is not a folder" in done.stderr
    assert "internal error" not in done.stderr
    done = run("kiosk", "--config", config, "--status", env=environment(tmp_path))
    assert (done.returncode, done.stdout) == (1, "the kiosk is not running\n")


def test_check_says_if_the_microphone_is_not_there(tmp_path):
    config = write(tmp_path, MINIMAL.replace("[number]", 'device = "no such name"\n[number]'))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 0  # it may be plugged in later
    assert "kiosk.device: " in done.stderr
    assert "The kiosk is running" not in done.stderr
    config.write_text(MINIMAL)  # without kiosk.device, and without any microphone
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert (done.returncode, "No microphone found" in done.stderr) == (0, True)


def test_check_while_the_kiosk_runs_says_what_it_cannot_know_of_the_microphone(tmp_path):
    from desktop.kiosk.process.heartbeat import lock_path
    from desktop.kiosk.process.single_instance import acquire_lock

    config = write(tmp_path, MINIMAL.replace("[number]", 'device = "no such name"\n[number]'))
    (tmp_path / "state").mkdir()
    env = shimmed(tmp_path, "hotplug")
    with acquire_lock(lock_path(tmp_path / "state", "supervisor")):
        done = run("kiosk", "--config", config, "--check", env=env)
    assert done.returncode == 0
    assert "kiosk.device: No microphone matches 'no such name'" in done.stderr
    assert "After the restart, see: spoken-digits kiosk --status" in done.stderr
    assert "The kiosk is running" not in run("kiosk", "--config", config, "--check", env=env).stderr


def test_check_says_which_fields_of_own_texts_are_not_filled_in(tmp_path):
    own = '[texts.en]\nhow = "{spoken}: {word}"\ntitle = "Room {x}?"\n'
    config = write(tmp_path, MINIMAL + own)
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 0
    assert "texts.en.how: {word} is shown as it is; known: {spoken}, {words}\n" in done.stderr
    assert "texts.en.title: {x} is shown as it is; known: none\n" in done.stderr
    assert done.stderr.count("is shown as it is") == 2


def test_a_model_of_the_configuration_that_cannot_be_used_is_named_with_its_key(tmp_path):
    config = write(tmp_path, MINIMAL.replace("[number]", 'bundle = "none"\n[number]'))
    done = run("kiosk", "--config", config, "--check", env=environment(tmp_path))
    assert done.returncode == 1
    assert f"{config}: kiosk.bundle: model bundle {tmp_path / 'none'}" in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv (util-linux)")
def test_a_user_who_may_not_set_the_pin_is_told_before_typing_it(tmp_path):
    config = write(tmp_path, MINIMAL)
    (tmp_path / "state").mkdir(mode=0o500)
    drop = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    done = run("kiosk", "set-pin", "--config", config, env=environment(tmp_path), prefix=drop)
    assert done.returncode == 1
    assert "may not write to it; run this as root (sudo)" in done.stderr
    assert "PIN" not in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
def test_check_by_a_user_who_may_not_read_the_state_folder(tmp_path):
    from desktop.commands.kiosk_check import _is_pin_set

    config = load_config(write(tmp_path, MINIMAL))
    config.state.mkdir(mode=0o700)
    folders = [one for one in tmp_path.parents if Path(tempfile.gettempdir()) in one.parents]
    for folder in (tmp_path, *folders):
        folder.chmod(0o755)
    assert _is_pin_set(config) is False
    child = os.fork()
    if not child:
        os.setuid(65534)
        os._exit(0 if _is_pin_set(config) is None else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_configuration_with_errors_still_has_a_status(tmp_path):
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    done = run("kiosk", "--config", config, "--status", "--json", env=environment(tmp_path))
    assert done.returncode == 1
    status = json.loads(done.stdout)
    assert not status["is_healthy"]
    assert status["problems"][0] == "the kiosk is not running"
    assert status["problems"][1].startswith(f"configuration: {config}:4: number.digits")
    config.write_text("[kiosk\n")  # not even the state folder is known
    done = run("kiosk", "--config", config, "--status", "--json", env=environment(tmp_path))
    assert (done.returncode, json.loads(done.stdout)["is_running"]) == (1, None)


def test_before_the_start_errors_are_noted_for_the_status(tmp_path):
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    state = tmp_path / "state"
    state.mkdir()
    env = {**environment(tmp_path), "STATE_DIRECTORY": str(state)}
    done = run("kiosk", "--config", config, "--before-start", env=env)
    assert done.returncode == 2
    assert "number.digits" in done.stderr
    write(tmp_path, MINIMAL)
    status = run("kiosk", "--config", config, "--status", env=environment(tmp_path))
    assert f"the configuration is not valid: {config}:4: number.digits" in status.stdout
    assert run("kiosk", "--config", config, "--before-start", env=env).returncode == 0


def log_of(state):
    return state / "spoken-digits" / "log" / "spoken-digits.log"


@pytest.mark.parametrize("words", [["--before-start"], []], ids=["unit", "by hand"])
def test_an_error_before_the_start_is_in_the_kiosks_log_once(tmp_path, words):
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    state = tmp_path / "state"
    state.mkdir()
    env = {**environment(tmp_path), "STATE_DIRECTORY": str(state)}
    for _ in range(3):  # systemd tries again and again
        assert run("kiosk", "--config", config, *words, env=env).returncode == 2
    (entry,) = log_of(state).read_text().splitlines()
    assert " ERROR " in entry
    assert f"the configuration is not valid: {config}:4: number.digits" in entry
    with log_of(state).open("a") as log:
        log.write("2026-01-01 12:00:00.000+00:00 INFO desktop.kiosk.x: the kiosk starts\n")
    assert run("kiosk", "--config", config, *words, env=env).returncode == 2
    assert len(log_of(state).read_text().splitlines()) == 3


@pytest.mark.parametrize("words", [["--check"], ["--status"], ["set-pin"]])
def test_what_does_not_start_the_kiosk_logs_nothing(tmp_path, words):
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    state = tmp_path / "state"
    state.mkdir()
    env = {**environment(tmp_path), "STATE_DIRECTORY": str(state)}
    assert run("kiosk", *words, "--config", config, env=env).returncode != 0
    assert list(state.rglob("*")) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
def test_root_logs_errors_as_the_kiosks_user(tmp_path):
    """The kiosk must be able to go on with the log, and to trick root into nothing."""
    config = write(tmp_path, MINIMAL.replace("4", "99"))
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    os.chown(state, 54321, 54322)
    folders = [one for one in tmp_path.parents if Path(tempfile.gettempdir()) in one.parents]
    for folder in (tmp_path, *folders):
        folder.chmod(0o755)
    env = {**environment(tmp_path), "STATE_DIRECTORY": str(state)}
    assert run("kiosk", "--config", config, "--before-start", env=env).returncode == 2
    for path in (log_of(state), log_of(state).parent):
        assert (path.stat().st_uid, path.stat().st_gid) == (54321, 54322)
    log_of(state).unlink()
    precious = tmp_path / "precious"
    precious.write_text("kept")
    log_of(state).symlink_to(precious)
    assert run("kiosk", "--config", config, "--before-start", env=env).returncode == 2
    assert precious.read_text() == "kept"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user")
def test_root_does_not_write_to_the_folder_of_the_kiosks_user(tmp_path):
    config = write(tmp_path, MINIMAL)
    state = tmp_path / "state"
    state.mkdir()
    os.chown(state, 65534, 65534)
    done = run("kiosk", "--config", config, env=environment(tmp_path))
    assert done.returncode == 1
    assert "systemctl start spoken-digits-kiosk" in done.stderr
    assert not list(state.iterdir())


def test_a_file_that_is_not_utf_8_is_reported_with_its_line(tmp_path):
    path = tmp_path / "kiosk.toml"
    path.write_bytes(b"[kiosk]\nname = 'B\xfcro'\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.lines == [f"{path}:2: not UTF-8 text; save the file as UTF-8"]


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals of this kind")
@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (b"\x04", 1, "no PIN was entered; the PIN was not changed"),
        # A PIN that is not allowed need not be typed again.
        (b"1111\n4821\n4821\n", 0, "is easy to guess; try again"),
        (b"4821\n4822\n4821\n4821\n", 0, "the two PINs are different; try again"),
        (3 * b"4821\n4822\n", 1, "the two PINs are different; the PIN was not changed"),
    ],
)
def test_a_pin_from_the_keyboard(tmp_path, typed, code, message):
    config = write(tmp_path, MINIMAL)
    keyboard, terminal = os.openpty()
    command = [*COMMAND, "kiosk", "set-pin", "--config", str(config)]
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stderr=subprocess.PIPE,
        cwd=REPOSITORY,
        env=environment(tmp_path),
        start_new_session=True,  # without a terminal of its own, it asks on stderr
    )
    stderr = process.stderr
    assert isinstance(stderr, io.BufferedReader)
    try:
        shown = b""
        # Each prompt discards what was typed before it.
        for line in typed.splitlines(keepends=True):
            while not shown.endswith(b": "):
                shown += stderr.read1()
            shown += b"\n"
            os.write(keyboard, line)
        shown += stderr.read()
        assert process.wait() == code
    finally:
        process.kill()
        stderr.close()
        process.wait()
        os.close(keyboard)
        os.close(terminal)
    assert b"New PIN for staff (4 to 12 digits, not all the same): " in shown
    assert message in shown.decode()
    assert b"Traceback" not in shown


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
