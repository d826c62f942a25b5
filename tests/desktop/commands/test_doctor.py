"""The doctor names what is wrong and how to mend it; with a real microphone in ``tests/live``."""

import numpy as np
import pytest

from desktop.audio.diagnosis import judge_sound
from desktop.audio.linux_sound import why_no_device
from tests.harness.program import environment, records, run, shimmed


def findings(env, *arguments):
    done = run("doctor", "--json", *arguments, env=env)
    return done, {finding["check"]: finding for finding in records(done.stdout)}


def test_without_a_microphone_it_says_so_and_fails(tmp_path):
    done, found = findings(environment(tmp_path))
    assert done.returncode == 1
    assert found["devices"]["verdict"] == "problem"
    assert found["devices"]["text"].startswith("No microphone found")
    assert found["devices"]["remedy"]
    assert found["model"]["verdict"] == "well"
    assert found["screen"]["verdict"] == "warning"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("fault", "check", "says", "remedy"),
    [
        ("missing", "portaudio", "PortAudio library is missing", "libportaudio2"),
        ("busy", "microphone", "in use by another program", "Close that program"),
        ("refuses", "microphone", "no format that can be used", "another microphone"),
    ],
)
def test_what_portaudio_refuses_is_explained(tmp_path, fault, check, says, remedy):
    done, found = findings(shimmed(tmp_path, fault))
    assert done.returncode == 1
    assert found[check]["verdict"] == "problem"
    assert says in found[check]["text"]
    assert remedy in found[check]["remedy"]


def test_a_device_that_is_not_there_is_named_with_those_that_are(tmp_path):
    done, found = findings(shimmed(tmp_path, "hotplug"), "--device", "webcam")
    assert done.returncode == 1
    assert "USB Audio" in found["microphone"]["remedy"]


def test_a_damaged_model_is_a_problem(tmp_path, bad_bundle):
    _, found = findings(environment(tmp_path), "--bundle", bad_bundle)
    assert found["model"]["verdict"] == "problem"


def test_people_read_marks_and_remedies(tmp_path):
    done = run("doctor", env=environment(tmp_path))
    assert " X  devices: No microphone found" in done.stdout
    assert "    -> " in done.stdout
    assert done.stdout.rstrip().endswith("to mend, marked X.")


def tone(peak, floor_db):
    rng = np.random.default_rng(0)
    noise = rng.normal(0.0, 10 ** (floor_db / 20), 96_000)
    noise[40_000:50_000] += peak * np.sin(np.arange(10_000) / 10)
    return noise.clip(-1, 1).astype(np.float32)


@pytest.mark.parametrize(
    ("samples", "verdict", "says"),
    [
        (np.zeros(0, np.float32), "problem", "no sound comes"),
        (np.zeros(96_000, np.float32), "problem", "muted or blocked"),
        (tone(3.0, -60), "problem", "overdriven"),
        (tone(0.3, -30), "warning", "is loud"),
        (tone(0.3, -60), "well", "-60 dBFS"),
    ],
)
def test_two_seconds_of_sound_tell_how_the_microphone_is(samples, verdict, says):
    found = judge_sound(samples, 48_000)
    assert found.verdict == verdict
    assert says in found.text
    assert bool(found.remedy) == (verdict != "well")


@pytest.fixture
def linux(tmp_path, monkeypatch):
    """A file system without sound, and a function that puts files into it."""
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr("os.getuid", lambda: 1000)

    def put(path):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
        return tmp_path

    put("run/user/1000/bus")
    return put


def test_on_linux_the_missing_layer_is_named(linux):
    root = linux("usr/lib/nothing")
    assert "no sound card" in why_no_device(root, "linux")[0]
    linux("run/user/1000/pulse/native")
    what, remedy = why_no_device(root, "linux")
    assert "cannot reach it" in what
    assert "libasound2-plugins" in remedy
    linux("usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so")
    assert why_no_device(root, "linux")[0] == "No microphone found"


def test_a_forbidden_card_is_told(linux, monkeypatch):
    root = linux("dev/snd/pcmC0D0c")
    monkeypatch.setattr("os.access", lambda *_: False)
    what, remedy = why_no_device(root, "linux")
    assert "may not use it" in what
    assert "audio" in remedy


def test_elsewhere_the_systems_settings_are_named(linux):
    assert "system's sound settings" in why_no_device(linux("x"), "darwin")[1]
