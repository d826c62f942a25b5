"""A microphone without a sound card: a PulseAudio server of the test's own, with a null sink.

What is played into the sink comes out of its monitor, which is the server's default source; so
PortAudio's ALSA backend, through Debian's ``pulse`` plugin, records it like any microphone.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

import numpy as np
import soundfile
from numpy.typing import NDArray

from core.noise import room_noise

SINK = "vmic"
BED_RATE = 16_000
START_SECONDS = 10.0
COMMAND_SECONDS = 5.0

_PACKAGES = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "paplay": "pulseaudio-utils"}


class VirtualMicrophoneError(Exception):
    """The server or a program around it failed; the text is one clear line."""


def missing_programs() -> str:
    """Say what this machine lacks, and the command that installs it; empty when nothing."""
    missing = {name: package for name, package in _PACKAGES.items() if not shutil.which(name)}
    if not any(_pulse_plugins()):
        missing["ALSA's pulse plugin"] = "libasound2-plugins"
    if ctypes.util.find_library("portaudio") is None:
        missing["PortAudio"] = "libportaudio2"
    if not missing:
        return ""
    command = "apt-get install -y --no-install-recommends"
    return f"not installed: {', '.join(missing)}; {command} {' '.join(sorted({*missing.values()}))}"


def _pulse_plugins() -> Iterator[Path]:
    """ALSA's plugin for PulseAudio, where distributions put it: `**` would search all of /usr."""
    for folder in ("lib*", "lib*/*"):
        yield from Path("/usr").glob(f"{folder}/alsa-lib/libasound_module_pcm_pulse.so")


class VirtualMicrophone:
    """A PulseAudio server in a temporary folder, as a context manager.

    Where ``setpriv`` exists the server dies with the thread that started it, so that not even a
    killed test run leaves it behind. While nothing plays it delivers exact zeros, as a microphone
    does that the system blocks: call `bed` where that is not the point. What fails raises
    `VirtualMicrophoneError`.

    Parameters
    ----------
    rate : int
        The microphone's own rate in Hz.
    """

    def __init__(self, rate: int = 48_000) -> None:
        self.rate = rate
        self._folder: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._sink_module: str | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self._bed: tuple[subprocess.Popen[bytes], threading.Thread] | None = None
        self._bed_dbfs: float | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """Variables that a client process needs beside its own."""
        return {"PULSE_SERVER": f"unix:{self._socket}"}

    @property
    def pids(self) -> list[int]:
        """Ids of the processes that run for this microphone: the server and its players."""
        processes = [self._server, *self._players, *([self._bed[0]] if self._bed else [])]
        return [process.pid for process in processes if process and process.poll() is None]

    @property
    def sources(self) -> list[str]:
        """Names of the sources that the server offers; the microphone is ``vmic.monitor``."""
        return [line.split()[1] for line in self._pactl("list", "short", "sources").splitlines()]

    def start(self) -> None:
        """Start the server and plug the microphone in; also after `kill`, at the same address."""
        if self._server is not None:
            raise VirtualMicrophoneError("it is already running")
        if missing := missing_programs():
            raise VirtualMicrophoneError(missing)
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="vmic."))
        try:
            self._start_server(self._folder)
            self.plug()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End every process, whatever its state, and remove the folder; harmless when repeated."""
        self._end_all()
        self._bed_dbfs = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def kill(self) -> None:
        """Crash the server; `start` starts another, and the bed with it."""
        self._signal(signal.SIGKILL)
        self._end_all()
        self._socket.unlink(missing_ok=True)

    def shut_down(self) -> None:
        """End the server in good order, as an update or a logout does; `start` starts another."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            assert self._server is not None
            self._server.wait(COMMAND_SECONDS)
        self._end_all()
        self._socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """Let the server hang: its clients hear nothing more, and no error."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a hung server go on."""
        self._signal(signal.SIGCONT)

    def plug(self, rate: int | None = None) -> None:
        """Add the microphone as the default, at `rate` Hz or its old one; the bed goes on."""
        if self._sink_module is not None:
            raise VirtualMicrophoneError("it is already plugged in")
        self.rate = rate or self.rate
        # Rewinding would take back sound that a recorder has already been given.
        options = ["channels=1", "channel_map=mono", "format=s16le", "norewinds=1"]
        options += [f"rate={self.rate}", "sink_properties=device.description=VirtualMicrophone"]
        self._sink_module = self._pactl(
            "load-module", "module-null-sink", f"sink_name={SINK}", *options
        )
        self._pactl("set-default-sink", SINK)
        self._pactl("set-default-source", f"{SINK}.monitor")
        self.bed(self._bed_dbfs)

    def unplug(self) -> None:
        """Take the microphone away; what plays into it ends."""
        if self._sink_module is None:
            raise VirtualMicrophoneError("it is not plugged in")
        self._pactl("unload-module", self._sink_module)
        self._sink_module = None
        self._end_players()

    def play(
        self, sound: str | Path | NDArray[np.float32], rate: int = BED_RATE, *, wait: bool = True
    ) -> None:
        """Let the microphone hear a recording, or float32 samples of shape (n,) at `rate` Hz.

        It returns when all has been played; at once with ``wait=False``.
        """
        environment, path = self._client_environment(), str(sound)
        if isinstance(sound, np.ndarray):
            handle, path = tempfile.mkstemp(suffix=".wav", dir=self._folder)
            os.close(handle)
            soundfile.write(path, sound, rate, subtype="PCM_16")
        if not Path(path).is_file():
            raise VirtualMicrophoneError(f"there is no recording {path}")
        command = ["paplay", "-d", SINK, path]
        player = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
        self._players.append(player)
        if not wait:
            return
        try:
            _, errors = player.communicate(timeout=soundfile.info(path).duration + COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            raise VirtualMicrophoneError(f"paplay did not come to the end of {path}") from None
        finally:
            _end(player)
            self._players.remove(player)
        if player.returncode != 0:
            raise VirtualMicrophoneError(f"paplay: {errors.decode().strip()}")

    def bed(self, level_dbfs: float | None) -> None:
        """Play room noise of this level (about -60 dBFS) from now on; None ends it."""
        self._end_bed()
        self._bed_dbfs = level_dbfs
        if level_dbfs is None or self._sink_module is None:
            return
        # Made by an inverse FFT, the noise repeats without a seam.
        noise = room_noise(10 * BED_RATE, seed=0, level_dbfs=level_dbfs)
        pcm = np.round(np.clip(noise, -1, 1) * 32767).astype("<i2").tobytes()
        form = f"--raw --format=s16le --rate={BED_RATE} --channels=1 --latency-msec=200"
        player = subprocess.Popen(
            ["paplay", "-d", SINK, *form.split()],
            env=self._client_environment(),
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert player.stdin is not None
        feeder = threading.Thread(target=_repeat, args=(player.stdin, pcm), daemon=True)
        feeder.start()
        self._bed = (player, feeder)

    @property
    def _socket(self) -> Path:
        if self._folder is None:
            raise VirtualMicrophoneError("it is not running")
        return self._folder / "native"

    def _signal(self, number: signal.Signals) -> None:
        if self._server is None:
            raise VirtualMicrophoneError("it is not running")
        self._server.send_signal(number)

    def _client_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment, "LC_ALL": "C"}

    def _pactl(self, *arguments: str) -> str:
        done = subprocess.run(
            ["timeout", "-s", "KILL", str(COMMAND_SECONDS), "pactl", *arguments],
            env=self._client_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            reason = done.stderr.strip() or "no answer"
            raise VirtualMicrophoneError(f"pactl {arguments[0]}: {reason}")
        return done.stdout.strip()

    def _start_server(self, folder: Path) -> None:
        script = folder / "start.pa"
        protocol = "module-native-protocol-unix auth-anonymous=1"
        script.write_text(f".fail\nload-module {protocol} socket={self._socket}\n")
        own = {name: str(folder) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")}
        own |= {f"PULSE_{name}_PATH": str(folder) for name in ("RUNTIME", "STATE", "CONFIG")}
        # No desktop's bus, display or sound server is asked for anything.
        foreign = {"PULSE_SERVER", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
        inherited = {name: os.environ[name] for name in os.environ.keys() - foreign}
        end_with_us = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        settings = "--daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes"
        # The cheapest resampling, PulseAudio's own choice, leaves audible images of the speech.
        settings += " --realtime=no --high-priority=no --resample-method=speex-float-5"
        log = folder / "server.log"
        with log.open("wb") as output:
            self._server = subprocess.Popen(
                [*end_with_us, "pulseaudio", "-n", "-F", str(script), *settings.split()],
                env={**inherited, **own, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            if self._socket.exists():
                with contextlib.suppress(VirtualMicrophoneError):
                    self._pactl("info")
                    return
            time.sleep(0.02)
        end = " | ".join(log.read_text(errors="replace").splitlines()[-3:])
        raise VirtualMicrophoneError(f"PulseAudio did not come up: {end}")

    def _end_all(self) -> None:
        self._end_players()
        if self._server is not None:
            # SIGKILL: a frozen server would hear nothing else; nor has it anything to save.
            _end(self._server)
        self._server = self._sink_module = None

    def _end_players(self) -> None:
        self._end_bed()
        for player in self._players:
            _end(player)
        self._players.clear()

    def _end_bed(self) -> None:
        if self._bed is not None:
            player, feeder = self._bed
            _end(player)
            feeder.join()
            self._bed = None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _repeat(pipe: IO[bytes], data: bytes) -> None:
    """Write the same bytes again and again until the reader is gone."""
    with contextlib.suppress(OSError), pipe:
        while True:
            pipe.write(data)
