"""The encoder is removed from ALSA's configuration, and nothing else."""

import ctypes
import os
import subprocess
import sys

import pytest

from desktop.audio.alsa_plugins import skip_encoder
from tests.harness.program import REPOSITORY

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is Linux's")

REMAINING = """
import ctypes
import sys
from desktop.audio.alsa_plugins import skip_encoder
skip_encoder()
alsa = ctypes.CDLL("libasound.so.2")
if alsa.snd_config_update() < 0:
    sys.exit()
top, node = ctypes.c_void_p.in_dll(alsa, "snd_config"), ctypes.c_void_p()
for name in (b"a52", b"other"):
    if alsa.snd_config_search(top, b"pcm." + name, ctypes.byref(node)) == 0:
        print(name.decode())
"""


def remaining(tmp_path, configuration):
    """The devices a52 and other that are left, in a new process, and what it printed as errors."""
    path = tmp_path / "asound.conf"
    path.write_text(configuration)
    done = subprocess.run(
        [sys.executable, "-c", REMAINING],
        env={**os.environ, "ALSA_CONFIG_PATH": str(path)},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(), done.stderr


def test_the_encoder_is_removed(tmp_path):
    configuration = "pcm.a52 { type a52 }\npcm.other { type null }\n"
    assert remaining(tmp_path, configuration) == (["other"], "")


def test_a_device_of_another_type_stays(tmp_path):
    configuration = "pcm.a52 { type null }\npcm.other { type null }\n"
    assert remaining(tmp_path, configuration) == (["a52", "other"], "")


def test_a_configuration_without_the_encoder_stays_as_it_is(tmp_path):
    assert remaining(tmp_path, "pcm.other { type null }\n") == (["other"], "")


def test_a_configuration_with_errors_is_left_to_portaudio(tmp_path):
    names, errors = remaining(tmp_path, "pcm.other { type null\n")
    assert names == []
    assert "Traceback" not in errors


def test_without_alsa_nothing_happens(monkeypatch):
    asked = []

    def missing(name):
        asked.append(name)
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    skip_encoder()
    assert asked == ["libasound.so.2"]
