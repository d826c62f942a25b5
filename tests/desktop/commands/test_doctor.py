"""``spoken-digits doctor``; with a real microphone in ``tests/live``."""

import os
import shutil
import subprocess

import numpy as np
import pytest

from desktop.commands.kiosk_doctor import check_kiosk, for_kiosk, kiosk_config
from desktop.diagnosis.audio_check import judge_recording, judge_sound, why_no_device
from desktop.diagnosis.storage_check import check_folder
from desktop.kiosk.process.heartbeat import lock_path
from desktop.kiosk.process.single_instance import acquire_lock
from desktop.kiosk.setup.paths import DEFAULT_CONFIG, Paths
from tests.harness.program import COMMAND, environment, records, run, shimmed
from tests.harness.requirements import needs_linux, needs_xvfb
from tests.harness.virtual_screen import display, refusing_display


def findings(env, *arguments):
    done = run("doctor", "--json", *arguments, env=env)
    return done, {finding["check"]: finding for finding in records(done.stdout)}


def test_no_microphone_is_a_problem(tmp_path):
    done, found = findings(environment(tmp_path))
    assert done.returncode == 1
    assert found["devices"]["verdict"] == "problem"
    assert found["devices"]["text"].startswith("No microphone found")
    assert found["devices"]["remedy"]
    assert found["model"]["verdict"] != "problem"  # a warning if the machine is busy and slow
    assert found["screen"]["verdict"] == "warning"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("fault", "check", "says", "remedy"),
    [
        ("missing", "portaudio", "PortAudio library is missing", "libportaudio2"),
        ("busy", "microphone", "in use by another program", "Close that program"),
        ("refuses", "microphone", "no usable format", "another device"),
    ],
)
def test_errors_of_portaudio_are_explained_with_advice(tmp_path, fault, check, says, remedy):
    done, found = findings(shimmed(tmp_path, fault))
    assert done.returncode == 1
    assert found[check]["verdict"] == "problem"
    assert says in found[check]["text"]
    assert remedy in found[check]["remedy"]


def test_if_no_device_matches_the_advice_lists_the_devices(tmp_path):
    done, found = findings(shimmed(tmp_path, "hotplug"), "--device", "webcam")
    assert done.returncode == 1
    assert "USB Audio" in found["microphone"]["remedy"]


def test_opposite_phase_is_found_and_explained(tmp_path):
    _, found = findings(shimmed(tmp_path, "opposite"))
    assert found["phase"]["verdict"] == "warning"
    assert "opposite phase" in found["phase"]["text"]
    assert "channel 2 of 2 is inverted" in found["phase"]["text"]
    assert found["sound"]["verdict"] == "well"


def test_a_microphone_on_the_third_of_four_inputs_is_found(tmp_path):
    _, found = findings(shimmed(tmp_path, "third"))
    assert found["channels"]["verdict"] == "well"
    assert "only channel 3 of 4 has sound" in found["channels"]["text"]
    assert found["sound"]["verdict"] == "well"


def test_two_microphones_of_the_same_name_are_told_apart(tmp_path):
    env = shimmed(tmp_path, "twins")
    done, found = findings(env, "--device", "7")
    assert "'USB Audio: - (hw:1,0) #2' (number 7)" in found["names"]["text"]
    assert "USB Audio: - (hw:1,0) #2 opens" in found["microphone"]["text"]
    assert "Traceback" not in done.stderr
    done = run("devices", "--json", env=env)
    assert [device["name"] for device in records(done.stdout)] == [
        "USB Audio: - (hw:1,0)",
        "USB Audio: - (hw:1,0) #2",
    ]


KIOSK = """
[kiosk]
state = "state"
device = "desk"
languages = ["de"]
[number]
digits = 4
[sink]
kind = "file"
path = "state/numbers.jsonl"
"""


@pytest.fixture
def kiosk(tmp_path):
    """A configuration whose microphone is not the default."""
    path = tmp_path / "kiosk.toml"
    path.write_text(KIOSK)
    return path


@pytest.mark.slow
def test_a_kiosk_is_checked_with_its_own_microphone_and_models(tmp_path, kiosk):
    done, found = findings(shimmed(tmp_path, "virtual"), "--config", kiosk)
    assert done.returncode == 0
    assert found["kiosk"]["text"] == f"{kiosk} is valid; kiosk.device is 'desk'"
    assert found["microphone"]["text"].startswith("desk_microphone opens")
    assert found["state"]["verdict"] == "well"
    assert found["model"]["text"].startswith("German")
    assert not {"screen", "home"} & found.keys()  # of the window
    _, found = findings(shimmed(tmp_path, "virtual"), "--config", kiosk, "--device", "pulse")
    assert found["microphone"]["text"].startswith("pulse opens")


def test_a_microphone_of_a_kiosk_that_is_not_there_is_a_problem(tmp_path, kiosk):
    done, found = findings(shimmed(tmp_path, "hotplug"), "--config", kiosk)
    assert done.returncode == 1
    assert found["microphone"]["text"] == "No microphone matches 'desk'"
    assert "USB Audio" in found["microphone"]["remedy"]


@needs_linux
def test_the_advice_for_a_muted_microphone_of_a_kiosk_needs_no_desktop():
    muted = judge_sound(np.zeros(32_000, np.float32), 16_000)
    assert "wpctl" in muted.remedy
    assert "alsamixer" in for_kiosk(muted).remedy
    assert "wpctl" not in for_kiosk(muted).remedy
    quiet = judge_sound(np.zeros(0, np.float32), 16_000)
    assert for_kiosk(quiet) == quiet


@pytest.mark.slow
def test_errors_in_the_configuration_of_a_kiosk_are_a_problem(tmp_path, kiosk):
    kiosk.write_text(KIOSK.replace("digits = 4", "digits = 0"))
    done, found = findings(shimmed(tmp_path, "hotplug"), "--config", kiosk)
    assert done.returncode == 1
    assert found["kiosk"]["verdict"] == "problem"
    assert "number.digits" in found["kiosk"]["text"]
    assert f"kiosk --check --config {kiosk}" in found["kiosk"]["remedy"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="changes the owner of a folder")
def test_another_user_than_the_kiosks_is_told_so(kiosk, monkeypatch):
    state = kiosk.parent / "state"
    state.mkdir()
    os.chown(state, 54321, 54321)
    (user,) = [one for one in check_kiosk(kiosk).findings if one.check == "user"]
    assert user.verdict == "warning"
    assert user.remedy == (
        f'Run this as that user: su -s /bin/sh 54321 -c "spoken-digits doctor --config {kiosk}"'
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (user,) = [one for one in check_kiosk(kiosk).findings if one.check == "user"]
    assert "as that user, which needs root (sudo): su -s" in user.remedy


def test_a_kiosk_whose_disk_is_full_does_not_work(kiosk, monkeypatch):
    (kiosk.parent / "state").mkdir()
    assert [one.verdict for one in check_kiosk(kiosk).findings if one.check == "state"] == ["well"]
    full = shutil.disk_usage(kiosk.parent)._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    owners = [None, 54321] if os.name != "nt" and os.geteuid() == 0 else [None]
    for owner in owners:  # root is told, too
        if owner:
            os.chown(kiosk.parent / "state", owner, owner)
        (disk,) = [one for one in check_kiosk(kiosk).findings if one.check == "numbers"]
        assert (disk.verdict, "is full" in disk.text) == ("problem", True)


def test_a_running_kiosk_is_told(kiosk):
    state = kiosk.parent / "state"
    state.mkdir()
    with acquire_lock(lock_path(state, "supervisor")):
        (running,) = [one for one in check_kiosk(kiosk).findings if one.check == "running"]
    assert "kiosk --status" in running.remedy
    assert all(one.check != "running" for one in check_kiosk(kiosk).findings)


def test_a_computer_that_is_set_up_as_a_kiosk_is_checked_as_one(tmp_path):
    paths = Paths(tmp_path)
    assert kiosk_config(None, paths) is None
    paths.record.parent.mkdir(parents=True)
    paths.record.write_text("{}")
    assert kiosk_config(None, paths) == DEFAULT_CONFIG
    assert kiosk_config(tmp_path / "other.toml", paths) == tmp_path / "other.toml"


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "relative/folder"}])
def test_no_home_folder_is_found(tmp_path, home):
    env = {name: value for name, value in environment(tmp_path).items() if "XDG_" not in name}
    # A user without an entry in the list of users.
    code = "import os, pwd\npwd.getpwuid = {}.__getitem__\nfrom desktop.cli import main\n"
    del env["HOME"]
    done = subprocess.run(
        [*COMMAND[:1], "-c", f"{code}main(['doctor', '--json'])"],
        env={**env, **home},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    (finding,) = [finding for finding in records(done.stdout) if finding["check"] == "home"]
    assert finding["verdict"] == "warning"
    assert "there is no home folder" in finding["text"]
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def screen_finding(env):
    """What `doctor` finds about the screen; it tells people the same as programs."""
    done, found = findings(env)
    told = run("doctor", env=env)
    for output in (done, told):
        assert "Traceback" not in output.stderr
    finding = found["screen"]
    assert f" !  screen: {finding['text']}\n    -> {finding['remedy']}" in told.stdout
    assert finding["verdict"] == "warning"
    assert finding["remedy"].endswith("use: spoken-digits listen")
    return finding


@pytest.mark.slow
@needs_linux
@needs_xvfb
def test_a_missing_library_of_the_window_is_found(tmp_path):
    (tmp_path / "libxcb-cursor.so.0").touch()  # cannot be loaded, and hides the system's
    with display() as screen:
        finding = screen_finding(environment(tmp_path, **screen, LD_LIBRARY_PATH=str(tmp_path)))
    assert finding["text"] == "a library is missing: libxcb-cursor.so.0"
    assert "sudo apt install libxcb-cursor0" in finding["remedy"]


@pytest.mark.slow
@needs_linux
@needs_xvfb
def test_a_screen_that_refuses_is_found(tmp_path):
    with refusing_display(tmp_path) as screen:
        finding = screen_finding(environment(tmp_path, **screen))
    assert finding["text"] == f"the screen {screen['DISPLAY']} refuses the connection"
    assert "XAUTHORITY" in finding["remedy"]


@pytest.mark.slow
@needs_linux
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv (util-linux)")
def test_settings_that_cannot_be_stored_are_found(tmp_path):
    env = environment(tmp_path)
    folder = tmp_path / "config"
    folder.mkdir(mode=0o500)
    # Without this capability, not even root may write to it.
    drop = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    prefix = drop if os.geteuid() == 0 else ()
    for arguments in (["--json"], []):
        done = run("doctor", *arguments, env=env, prefix=prefix)
        assert f"{folder} cannot be written to: the settings cannot be stored" in done.stdout
        assert f"chmod u+rwx {folder}" in done.stdout
        assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path, monkeypatch):
    assert check_folder("settings", tmp_path / "new" / "folder") is None
    (tmp_path / "file").touch()
    found = check_folder("settings", tmp_path / "file" / "folder")
    assert found is not None
    assert "is a file" in found.text
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    found = check_folder("settings", tmp_path)
    assert found is not None
    assert "cannot be written to" in found.text
    assert found.remedy


def test_a_damaged_model_is_a_problem(tmp_path, bad_bundle):
    _, found = findings(environment(tmp_path), "--bundle", bad_bundle)
    assert found["model"]["verdict"] == "problem"


def test_without_json_findings_have_marks_and_advice(tmp_path):
    done = run("doctor", env=environment(tmp_path))
    assert " X  devices: No microphone found" in done.stdout
    assert "    -> " in done.stdout
    assert done.stdout.rstrip().endswith("found, marked X.")


def tone(peak, floor_db):
    rng = np.random.default_rng(0)
    noise = rng.normal(0.0, 10 ** (floor_db / 20), 96_000)
    noise[40_000:50_000] += peak * np.sin(np.arange(10_000) / 10)
    return noise.clip(-1, 1).astype(np.float32)


@pytest.mark.parametrize(
    ("samples", "verdict", "says"),
    [
        (np.zeros(0, np.float32), "problem", "no sound arrives"),
        (np.zeros(96_000, np.float32), "problem", "muted or blocked"),
        (tone(3.0, -60), "problem", "clipped"),
        (tone(0.3, -30), "warning", "is loud"),
        (tone(0.3, -60), "well", "-60 dBFS"),
    ],
)
def test_the_recording_shows_zeros_clipping_and_noise(samples, verdict, says):
    found = judge_sound(samples, 48_000)
    assert found.verdict == verdict
    assert says in found.text
    assert bool(found.remedy) == (verdict != "well")


def test_silent_channels_are_not_said_to_have_sound():
    both = np.full(2, 0.5, np.float32)
    checks = [one.check for one in judge_recording(np.zeros(96_000, np.float32), 48_000, both)]
    assert checks == ["sound"]
    heard = judge_recording(tone(0.3, -60), 48_000, both)
    assert heard[1].text == "all 2 channels have sound"


@pytest.fixture
def linux(tmp_path, monkeypatch):
    """A file system without a sound server; the function adds files to it."""
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr("os.getuid", lambda: 1000)

    def put(path):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
        return tmp_path

    put("run/user/1000/bus")
    return put


def test_on_linux_the_missing_component_is_named(linux):
    root = linux("usr/lib/nothing")
    assert "no sound card" in why_no_device(root, "linux").problem
    linux("run/user/1000/pulse/native")
    found = why_no_device(root, "linux")
    assert "cannot reach it" in found.problem
    assert "libasound2-plugins" in found.advice
    linux("usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so")
    assert why_no_device(root, "linux").problem == "No microphone found"


def test_missing_permission_is_reported(linux, monkeypatch):
    root = linux("dev/snd/pcmC0D0c")
    monkeypatch.setattr("os.access", lambda *_: False)
    found = why_no_device(root, "linux")
    assert "permission" in found.problem
    assert "audio" in found.advice


def test_on_other_systems_the_sound_settings_are_named(linux):
    assert "system's sound settings" in why_no_device(linux("x"), "darwin").advice
