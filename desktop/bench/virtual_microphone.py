"""A virtual microphone: a private PulseAudio server with a null sink; needs no sound card.

Sound that is played into the sink comes out of its monitor, which is the default source of the
server. PortAudio's ALSA backend records it through Debian's ``pulse`` plugin, like a microphone.
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
NOISE_RATE = 16_000
START_SECONDS = 10.0
COMMAND_SECONDS = 5.0

_PACKAGES = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "paplay": "pulseaudio-utils"}


class VirtualMicrophoneError(Exception):
    """The server or one of its tools failed; the text is one line."""


def missing_programs() -> str:
    """What is not installed, and the command that installs it; empty if nothing is missing."""
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

    With ``setpriv``, the server ends with the thread that started it, even if that is killed. While
    nothing plays, it delivers exact zeros, like a blocked microphone; `background_noise` prevents
    that. All methods may raise `VirtualMicrophoneError`.

    Parameters
    ----------
    rate : int
        Sample rate in Hz.
    """

    def __init__(self, rate: int = 48_000) -> None:
        self.rate = rate
        self._folder: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._sink_module: str | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self._noise: tuple[subprocess.Popen[bytes], threading.Thread] | None = None
        self._noise_dbfs: float | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """Additional environment variables for a client process."""
        return {"PULSE_SERVER": f"unix:{self._socket}"}

    @property
    def pids(self) -> list[int]:
        """Process IDs of the server and its players."""
        processes = [self._server, *self._players, *([self._noise[0]] if self._noise else [])]
        return [process.pid for process in processes if process and process.poll() is None]

    @property
    def sources(self) -> list[str]:
        """Names of the sources of the server; the microphone is ``vmic.monitor``."""
        return [line.split()[1] for line in self._pactl("list", "short", "sources").splitlines()]

    def start(self) -> None:
        """Start the server with the microphone; after `kill`, at the same address."""
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
        """End all processes in any state and remove the folder; may be called again."""
        self._end_all()
        self._noise_dbfs = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def kill(self) -> None:
        """Kill the server; `start` starts another one, with the background noise."""
        self._signal(signal.SIGKILL)
        self._end_all()
        self._socket.unlink(missing_ok=True)

    def shut_down(self) -> None:
        """End the server normally, like an update or a logout; `start` starts another one."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            assert self._server is not None
            self._server.wait(COMMAND_SECONDS)
        self._end_all()
        self._socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """Let the server hang: its clients get no sound and no error."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a hung server continue."""
        self._signal(signal.SIGCONT)

    def plug(self, rate: int | None = None) -> None:
        """Add the microphone as the default source, at `rate` Hz or the rate it had before."""
        if self._sink_module is not None:
            raise VirtualMicrophoneError("it is already plugged in")
        self.rate = rate or self.rate
        # Rewinding would take back sound that was already recorded.
        options = ["channels=1", "channel_map=mono", "format=s16le", "norewinds=1"]
        options += [f"rate={self.rate}", "sink_properties=device.description=VirtualMicrophone"]
        self._sink_module = self._pactl(
            "load-module", "module-null-sink", f"sink_name={SINK}", *options
        )
        self._pactl("set-default-sink", SINK)
        self._pactl("set-default-source", f"{SINK}.monitor")
        self.background_noise(self._noise_dbfs)

    def unplug(self) -> None:
        """Remove the microphone; this stops what is playing."""
        if self._sink_module is None:
            raise VirtualMicrophoneError("it is not plugged in")
        self._pactl("unload-module", self._sink_module)
        self._sink_module = None
        self._end_players()

    def play(
        self, sound: str | Path | NDArray[np.float32], rate: int = NOISE_RATE, *, wait: bool = True
    ) -> None:
        """Play a recording, or float32 samples of shape (n,) at `rate` Hz, to the microphone.

        Returns when all has been played; immediately with ``wait=False``.
        """
        environment, path = self._client_environment(), str(sound)
        if isinstance(sound, np.ndarray):
            handle, path = tempfile.mkstemp(suffix=".wav", dir=self._folder)
            os.close(handle)
            soundfile.write(path, sound, rate, subtype="PCM_16")
        if not Path(path).is_file():
            raise VirtualMicrophoneError(f"no such recording: {path}")
        command = ["paplay", "-d", SINK, path]
        player = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
        self._players.append(player)
        if not wait:
            return
        try:
            _, errors = player.communicate(timeout=soundfile.info(path).duration + COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            raise VirtualMicrophoneError(f"paplay did not finish {path}") from None
        finally:
            _end(player)
            self._players.remove(player)
        if player.returncode != 0:
            raise VirtualMicrophoneError(f"paplay: {errors.decode().strip()}")

    def background_noise(self, level_dbfs: float | None) -> None:
        """Play continuous noise at this level, for example -60 dBFS; None stops it."""
        self._stop_noise()
        self._noise_dbfs = level_dbfs
        if level_dbfs is None or self._sink_module is None:
            return
        # The noise comes from an inverse FFT, so it repeats without a discontinuity.
        noise = room_noise(10 * NOISE_RATE, seed=0, level_dbfs=level_dbfs)
        pcm = np.round(np.clip(noise, -1, 1) * 32767).astype("<i2").tobytes()
        form = f"--raw --format=s16le --rate={NOISE_RATE} --channels=1 --latency-msec=200"
        player = subprocess.Popen(
            ["paplay", "-d", SINK, *form.split()],
            env=self._client_environment(),
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert player.stdin is not None
        feeder = threading.Thread(target=_repeat, args=(player.stdin, pcm), daemon=True)
        feeder.start()
        self._noise = (player, feeder)

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
        # The server must not connect to the desktop's bus, display or sound server.
        foreign = {"PULSE_SERVER", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
        inherited = {name: os.environ[name] for name in os.environ.keys() - foreign}
        end_with_us = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        settings = "--daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes"
        # PulseAudio's default, the cheapest resampling, leaves audible images of the speech.
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
        raise VirtualMicrophoneError(f"PulseAudio did not start: {end}")

    def _end_all(self) -> None:
        self._end_players()
        if self._server is not None:
            # SIGKILL, since a hung server reacts to nothing else. It has nothing to save.
            _end(self._server)
        self._server = self._sink_module = None

    def _end_players(self) -> None:
        self._stop_noise()
        for player in self._players:
            _end(player)
        self._players.clear()

    def _stop_noise(self) -> None:
        if self._noise is not None:
            player, feeder = self._noise
            _end(player)
            feeder.join()
            self._noise = None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _repeat(pipe: IO[bytes], data: bytes) -> None:
    """Write the same bytes repeatedly until the reader closes the pipe."""
    with contextlib.suppress(OSError), pipe:
        while True:
            pipe.write(data)
