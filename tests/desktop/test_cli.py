"""The command line: usage, versions, running without a screen, pipes and signals."""

import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.profiles import adaptation
from desktop.arguments import MAX_TAKES, parse
from desktop.cli import main
from tests.harness.program import (
    AUDIO,
    COMMAND,
    REPOSITORY,
    records,
    run,
    run_command,
    shimmed,
    start,
    the_line,
)

CLIP = AUDIO / "7_slt_0.flac"

COMMANDS = [
    [], ["listen"], ["predict"], ["enroll"], ["profiles"], ["devices"], ["doctor"], ["bench"],
    ["kiosk"], ["kiosk", "setup"], ["kiosk", "set-pin"], ["serve"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sing"], "there is no command 'sing'; the commands are listen, predict, "),
        (["lisen"], "there is no command 'lisen'; did you mean 'listen'?"),
        ([str(CLIP)], "is a file, not a command; to recognize it: spoken-digits predict FILE"),
        (["kiosk", "set-up"], "there is no command 'set-up'; did you mean 'setup'?"),
        (["kiosk", "status"], "there is no command 'status'; did you mean '--status'?"),
        (["kiosk", "staus"], "there is no command 'staus'; did you mean '--status'?"),
        (["profile"], "there is no command 'profile'; did you mean 'profiles'?"),
        (["listen", "a.wav"], "unrecognized arguments: a.wav (a recording needs --input FILE)"),
        (["predict", "--rate", "8000", "a.wav"], "spoken-digits predict: --rate needs '-'"),
        (["predict", "--resume", "a.wav"], "spoken-digits predict: --resume needs --output FILE"),
        (["predict"], "FILE"),
        (["listen", "--fast"], "--fast needs --input FILE or --demo"),
        (["listen", "--demo", "--input", "a.wav"], "not allowed with"),
        (["--demo", "--device", "1"], "not allowed with"),
        (["--demo", "listen"], "put --demo after the command"),
        (["--device=1", "listen"], "put --device after the command"),
        (["--device=1", "predict", "a.wav"], "--device is for the window; leave it out, or leave"),
        (["--hidden", "listen"], "--hidden is for the window; leave it out, or leave"),
        (["bench", "--words", "5"], "spoken-digits bench: --words needs --live"),
        (["bench", "--live", "--words", "-3"], "must be a number from 1 to 10000, not '-3'"),
        (["enroll", "--profile", "ann", "--takes", "25"], "must be a number from 1 to 20"),
        (["--dem"], "unrecognized arguments: --dem (did you mean --demo?)"),
        (["--inptu", "a.wav"], "unrecognized arguments: --inptu (did you mean --input?)"),
        (["--inptu=a.wav", "b.wav"], "unrecognized arguments: --inptu=a.wav (did you mean --inp"),
        (["--demo", "--frob", "x"], "spoken-digits: unrecognized arguments: --frob; see"),
        (["listen", "--device"], "expected one argument"),
        (["bench", "now"], "now"),
    ],
)
def test_invalid_usage_gives_one_line_and_2(arguments, says, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "command", "meant"),
    [
        (["predict", "--numbr", str(CLIP)], "spoken-digits predict", "--number"),
        (["kiosk", "--statu"], "spoken-digits kiosk", "--status"),
        (["kiosk", "setup", "--remov"], "spoken-digits kiosk setup", "--remove"),
        (["--hiden"], "spoken-digits", "--hidden"),
    ],
)
def test_unknown_options_lead_to_the_help_of_their_command(arguments, command, meant, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    option = next(one for one in arguments if one.startswith("--"))
    assert capsys.readouterr().err == (
        f"{command}: unrecognized arguments: {option} (did you mean {meant}?); "
        f"see {command} --help\n"
    )


@pytest.mark.parametrize("arguments", [["predict"], ["listen", "--input"]])
def test_the_name_of_a_file_may_begin_with_a_dash(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("-7.flac").write_bytes(CLIP.read_bytes())
    with pytest.raises(SystemExit) as left:
        main([*arguments, "-7.flac"])
    assert left.value.code == 2
    assert "'-7.flac' is taken for an option; write './-7.flac'" in capsys.readouterr().err
    parse([*arguments, "./-7.flac"], open_window=lambda _: 0)
    Path("-").write_bytes(b"")
    parse([*arguments, "-"], open_window=lambda _: 0)  # standard input, whatever files there are
    if arguments == ["predict"]:
        parse([*arguments, "--", "-7.flac"], open_window=lambda _: 0)


@pytest.mark.parametrize("arguments", [["--help"], ["listen", "--help"], ["predict", "--help"]])
def test_help_names_the_options(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    assert "--bundle" in capsys.readouterr().out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_help_begins_with_a_sentence_and_explains_every_option(words, capsys):
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    usage, sentence, *parts = capsys.readouterr().out.split("\n\n")
    assert usage.startswith("usage: spoken-digits")
    assert re.fullmatch(r"[A-Z].*\.|.*: spoken-digits kiosk setup", sentence, re.DOTALL)
    options = next(part for part in parts if part.startswith("options:"))
    entries = re.split(r"\n  (?=-)", options)[1:]
    assert len(entries) > 1
    for entry in entries:  # the name, then a text beside it or below it
        assert re.search(r"(  |\n) *\S.*[a-z]{2}", entry), entry


@pytest.mark.parametrize(
    ("words", "named", "not_named"),
    [
        (["kiosk"], ["--check", "--status", "setup", "set-pin"], "--purge"),
        (["kiosk", "setup"], ["--remove", "--purge", "--replace-display-manager"], "--check"),
        (["kiosk", "set-pin"], ["--config"], "--check"),
    ],
)
def test_each_command_of_the_kiosk_has_its_own_help(words, named, not_named, capsys):
    with pytest.raises(SystemExit) as left:
        main([*words, "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: spoken-digits {' '.join(words)} ")
    assert all(name in text for name in named)
    assert not_named not in text


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["sing"], 2), (["predict", "missing.wav", CLIP], 1)]
)
def test_run_does_what_a_start_from_a_shell_does(arguments, code, env):
    real = run_command([*COMMAND, *map(str, arguments)], env=env)
    done = run(*arguments, env=env)
    assert done.returncode == real.returncode == code
    assert (done.args, done.stdout, done.stderr) == (real.args, real.stdout, real.stderr)
    assert done.stdout + done.stderr


def test_run_ends_a_program_that_takes_too_long(env):
    with pytest.raises(subprocess.TimeoutExpired):
        run("listen", "--demo", env=env, timeout=0.5)
    assert run("--version", env=env).stdout.startswith("spoken-digits ")


class Interruption(BaseException):
    """As the exception of pytest's timeout."""


def test_an_interrupted_run_does_not_change_the_next_one(env):
    def interrupt(*_):
        raise Interruption

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(Interruption):
            run("listen", "--demo", env=env)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    done = run("--version", env=env)
    assert (done.returncode, done.stdout.split()[0]) == (0, "spoken-digits")


def test_as_many_takes_can_be_asked_for_as_a_profile_uses():
    assert MAX_TAKES == adaptation.MAX_TAKES


def test_version_and_help_import_no_large_libraries(env):
    code = (
        "import sys\nfrom desktop.cli import main\n"
        "try:\n    main([sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    for argument in ("--version", "--help"):
        done = subprocess.run(
            [COMMAND[0], "-c", code, argument],
            cwd=REPOSITORY,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith(("spoken-digits ", "usage: spoken-digits "))
        loaded = set(done.stderr.split())
        assert not loaded & {"numpy", "soundfile", "soxr", "sounddevice", "PySide6", "logging"}


def test_devices_without_a_microphone_gives_one_line_and_1(env):
    done = run("devices", "--json", env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "No microphone found. Plug one in" in the_line(done)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("missing", "PortAudio library is missing"),
        ("broken", "sound system does not start"),
    ],
)
def test_devices_without_portaudio_gives_advice(home, fault, says):
    done = run("devices", env=shimmed(home, fault))
    assert done.returncode == 1
    assert says in the_line(done)


def test_devices_are_listed_as_text_and_as_json(home):
    done = run("devices", "--json", env=shimmed(home, "hotplug"))
    assert done.returncode == 0
    assert records(done.stdout) == [
        {
            "index": 0,
            "name": "USB Audio: - (hw:1,0)",
            "host_api": "ALSA",
            "channels": 2,
            "rate": 44100,
            "default": True,
            "virtual": False,
        }
    ]
    done = run("devices", env=shimmed(home, "hotplug"))
    assert done.stdout == "*  0  USB Audio: - (hw:1,0)  ALSA, 44100 Hz, 2 channels\n"
    assert done.stderr == ""


def test_devices_lists_the_default_first_and_virtual_devices_on_request(home):
    env = shimmed(home, "virtual")
    microphones = [
        "* 14  default",
        "   0  USB Audio: - (hw:1,0)",
        "  12  desk_microphone",
        "  13  pulse",
    ]
    done = run("devices", env=env)
    assert [line.split("  ALSA")[0].rstrip() for line in done.stdout.splitlines()] == microphones
    assert the_line(done).startswith("4 virtual devices are not listed (sysdefault, front, surr")
    done = run("devices", "--all", env=env)
    assert done.stderr == ""
    assert [line.split("  ALSA")[0].rstrip() for line in done.stdout.splitlines()] == [
        *microphones, "   8  sysdefault", "   9  front", "  10  surround40", "  11  dmix",
    ]  # fmt: skip
    assert sum(line.endswith(", virtual") for line in done.stdout.splitlines()) == 4
    listed = records(run("devices", "--json", env=env).stdout)
    assert [one["name"] for one in listed if one["virtual"]] == [
        "sysdefault", "front", "surround40", "dmix",
    ]  # fmt: skip
    assert len(listed) == 8


@pytest.mark.slow
def test_without_screen_and_microphone_the_demo_is_played_in_the_terminal(env):
    program = start(env=env)
    assert program.stdout is not None
    first = program.stdout.readline()
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=30)
    assert " s  " in first
    screen, microphone, playing = said.splitlines()
    assert "no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)" in screen
    assert "No microphone found" in microphone
    assert "demo" in microphone
    assert "demo.flac" in playing
    assert program.returncode == 130


@pytest.mark.slow
def test_without_screen_a_file_is_played_in_the_terminal(env):
    done = run("--input", CLIP, env=env)
    assert done.returncode == 0
    assert "no screen" in done.stderr
    assert " s  " in done.stdout


def test_without_screen_an_unknown_device_is_an_error(env):
    done = run("--device", "webcam", env=env)
    assert done.returncode == 1
    assert done.stdout == ""


def test_a_missing_library_of_the_window_is_reported_with_advice(env, tmp_path):
    (tmp_path / "PySide6").mkdir()
    missing = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "PySide6" / "__init__.py").write_text(f"raise ImportError({missing!r})\n")
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    done = run("--demo", env={**env, "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    line = the_line(done)
    assert missing in line
    assert "spoken-digits listen" in line


def with_shell(redirection, *arguments, env):
    """Run the program from a shell, with a redirection of its streams."""
    return run_command(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *COMMAND, *map(str, arguments)],
        env=env,
    )


posix = pytest.mark.skipif(os.name == "nt", reason="POSIX streams")
FULL = Path("/dev/full")
has_full_device = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
PRINTING = [
    ["--version"],
    ["--help"],
    ["predict", CLIP],
    ["listen", "--fast", "--input", CLIP],
]


@posix
@pytest.mark.parametrize("arguments", PRINTING)
def test_a_closed_stdout_gives_one_line_and_1(arguments, env):
    done = with_shell(">&-", *arguments, env=env)
    assert done.returncode == 1
    assert "standard output is closed" in the_line(done)


@posix
@has_full_device
@pytest.mark.parametrize("arguments", PRINTING)
def test_a_full_disk_gives_one_line_and_1(arguments, env):
    done = with_shell(">/dev/full", *arguments, env=env)
    assert done.returncode == 1
    assert "the results cannot be written (No space left on device)" in the_line(done)


@posix
@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "<&- 2>&-"])
def test_stderr_may_be_closed_or_full(redirection, env, tmp_path):
    if "full" in redirection and not FULL.exists():
        pytest.skip("no /dev/full")
    missing = tmp_path / "missing.wav"
    done = with_shell(redirection, "predict", "--json", missing, CLIP, env=env)
    assert done.returncode == 1
    assert [record.get("digit") for record in records(done.stdout)] == [None, 7]
    done = with_shell(redirection, "listen", "--fast", "--json", "--input", CLIP, env=env)
    assert done.returncode == 0
    assert records(done.stdout)  # nothing but JSON
    done = with_shell(redirection, "sing", env=env)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.slow
@posix
def test_a_recording_is_read_from_standard_input(env):
    for arguments in (["predict", "-"], ["listen", "--fast", "--input", "-"]):
        done = with_shell(f"<'{CLIP}'", *arguments, env=env)
        assert "seven" in done.stdout
        done = with_shell("", *arguments, env=env)  # no standard input here: the test's own
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["predict", "-"], ["listen", "--fast", "--input", "-"]])
def test_samples_without_a_header_come_through_a_pipe(arguments, env):
    samples, rate = soundfile.read(CLIP, dtype="int16")
    done = subprocess.run(
        [*COMMAND, *arguments, "--rate", str(rate)],
        cwd=REPOSITORY,
        env=env,
        input=samples.tobytes(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b"seven" in done.stdout


@pytest.mark.slow
def test_a_pipe_is_recognized_while_it_arrives(env):
    content = io.BytesIO()
    samples, rate = soundfile.read(CLIP, dtype="int16")
    soundfile.write(content, np.concatenate([samples, 0 * samples]), rate, format="WAV")
    header = bytearray(content.getvalue())
    header[40:44] = b"\xff" * 4  # as arecord and ffmpeg write it
    program = subprocess.Popen(
        [*COMMAND, "listen", "--input", "-"],
        cwd=REPOSITORY,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(header)
    program.stdin.flush()  # and it is not closed
    assert b"seven" in program.stdout.readline()
    program.stdin.close()
    assert program.wait(timeout=30) == 0
    program.stdout.close()


@pytest.mark.slow
def test_standard_input_that_is_closed_or_empty_is_refused(env):
    for redirection, says in (("<&-", "holds no recording"), ("</dev/null", "empty")):
        for arguments in (["predict", "-"], ["listen", "--fast", "--input", "-"]):
            done = with_shell(redirection, *arguments, env=env)
            assert done.returncode == 1
            assert says in the_line(done)


@pytest.mark.slow
@posix
@pytest.mark.parametrize("variables", [{"HOME": ""}, {}])
def test_without_a_home_folder_everything_works_but_storing(variables, env, tmp_path):
    bare = {name: value for name, value in env.items() if "XDG_" not in name and name != "HOME"}
    # A user without an entry in the list of users.
    code = "import os, pwd, sys\npwd.getpwuid = {}.__getitem__\nfrom desktop.cli import main\n"
    here = tmp_path / "here"
    here.mkdir()

    def run_bare(*arguments):
        return subprocess.run(
            [COMMAND[0], "-c", f"{code}sys.exit(main(sys.argv[1:]))", *map(str, arguments)],
            cwd=here,
            env={**bare, **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert run_bare("predict", CLIP).returncode == 0
    done = run_bare("predict", "--profile", "ann", CLIP)
    assert done.returncode == 1
    assert "there is no home folder; set HOME to one" in the_line(done)
    assert run_bare("profiles").returncode == 0
    (tmp_path / "soxr.py").write_text("raise RuntimeError('a broken wheel')\n")
    bare["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    done = run_bare("predict", CLIP)
    assert done.returncode == 1
    assert "RuntimeError: a broken wheel" in the_line(done)
    assert "There is no log" in the_line(done)
    assert list(here.iterdir()) == []


@posix
def test_without_home_the_list_of_users_is_asked(env):
    bare = {name: value for name, value in env.items() if "XDG_" not in name and name != "HOME"}
    code = (
        "import os, pwd\nfrom types import SimpleNamespace\n"
        "pwd.getpwuid = lambda _: SimpleNamespace(pw_dir='/home/ann')\n"
        "from desktop.folders import correct_environment, config_folder\n"
        "os.environ['XDG_CONFIG_HOME'] = 'relative'\n"
        "correct_environment()\nprint(os.environ['HOME'], config_folder())\n"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", code],
        cwd=REPOSITORY,
        env=bare,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("/home/ann /home/ann/")


def test_a_reader_may_close_the_pipe(env):
    program = start("listen", "--demo", "--fast", "--json", env=env)
    assert program.stdout is not None
    assert program.stderr is not None
    assert json.loads(program.stdout.readline())["id"] == 1
    program.stdout.close()
    said = program.stderr.read()
    program.stderr.close()
    assert program.wait(timeout=30) == 141
    assert said == ""


def test_predict_may_write_to_a_closed_pipe(env):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "predict", str(CLIP)],
        cwd=REPOSITORY,
        env=env,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == ""


@pytest.mark.slow
def test_ctrl_c_interrupts_a_file_without_a_traceback(env):
    program = start("listen", "--demo", env=env)
    assert program.stdout is not None
    program.stdout.readline()
    begun = time.monotonic()
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=30)
    assert program.returncode == 130
    assert "Traceback" not in said
    assert time.monotonic() - begun < 20.0  # the demo is longer


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_while_a_native_module_is_imported(env, tmp_path):
    """Native modules turn the interrupt into an error of their own."""
    (tmp_path / "soxr.py").write_text(
        "import signal\n"
        "try:\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "except KeyboardInterrupt:\n"
        "    raise ImportError('initialization failed')\n"
    )
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    done = run("predict", CLIP, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    "interruption",
    [
        pytest.param("cli.parse = interrupted", id="start"),
        pytest.param("stderr_filter.chatter_filtered = interrupted_at_its_end", id="end"),
    ],
)
def test_ctrl_c_while_the_program_starts_or_ends(interruption, env):
    code = f"""
import sys
from contextlib import contextmanager
from desktop import cli, stderr_filter

def interrupted(*_, **__):
    raise KeyboardInterrupt

@contextmanager
def interrupted_at_its_end(*_, **__):
    yield
    raise KeyboardInterrupt

{interruption}
sys.exit(cli.main(["profiles"]))
"""
    command = [COMMAND[0], "-c", code]
    done = run_command(command, env=env)
    assert (done.returncode, done.stderr) == (130, "")


def test_an_unexpected_error_gives_one_line_and_a_traceback_in_the_log(env, home, tmp_path):
    (tmp_path / "soxr.py").write_text("raise RuntimeError('a broken wheel')\n")
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    done = run("predict", CLIP, env=env)
    assert done.returncode == 1
    line = the_line(done)
    assert "RuntimeError: a broken wheel" in line
    (log,) = home.rglob("spoken-digits.log")
    assert str(log) in line
    assert "Traceback" in log.read_text()


def test_a_file_name_may_contain_characters_that_the_terminal_cannot_show(env, tmp_path):
    env["LC_ALL"] = "C"
    env["PYTHONIOENCODING"] = "ascii:strict"
    path = tmp_path / "sieben \N{SNOWMAN}\nzwei.flac"
    path.write_bytes(CLIP.read_bytes())
    done = run("predict", path, env=env)
    assert done.returncode == 0
    assert "\\u2603" in done.stdout
    done = run("predict", tmp_path / "\N{SNOWMAN}\n.wav", env=env)
    assert done.returncode == 1
    assert "no such file" in the_line(done)
