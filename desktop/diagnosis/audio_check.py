"""Check devices, microphone and sound; a part of ``spoken-digits doctor``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.audio import Float32Array
from desktop.audio.devices import TWIN, Device, choose, list_devices, microphones_first
from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError, no_microphone
from desktop.audio.muted import blocked_microphone
from desktop.audio.sources import MicrophoneSource
from desktop.diagnosis.finding import Finding

RECORD_SECONDS = 2.0

LOUD_NOISE_DBFS = -40.0
"""Background noise above this makes quiet voices hard to recognize."""

OPEN_TIMEOUT = 8.0

_PLUGIN = "libasound_module_pcm_{}.so"


def examine(wanted: str | int | None, host_api: str | None = None) -> list[Finding]:
    """List the devices, open the microphone and record for two seconds.

    Parameters
    ----------
    wanted, host_api
        As for `devices.choose`.
    """
    try:
        devices = list_devices()
    except DeviceError as error:
        check = "portaudio" if error.code == "no_portaudio" else "devices"
        return [_problem(check, error)]
    if not devices:
        return [_problem("devices", why_no_device())]
    microphones, _ = microphones_first(devices)
    names = ", ".join(f"{device.name!r}" for device in microphones)
    count = "one microphone" if len(microphones) == 1 else f"{len(microphones)} microphones"
    findings = [Finding("devices", "well", f"{count}: {names}"), *_judge_names(devices)]
    try:
        device = choose(devices, wanted, host_api)
    except DeviceError as error:
        return [*findings, _problem("microphone", error)]
    return [*findings, *_check_device(device)]


def _check_device(device: Device) -> list[Finding]:
    source = MicrophoneSource(device.name, device.host_api)
    deadline = time.perf_counter() + OPEN_TIMEOUT
    try:
        source.open(lambda: time.perf_counter() > deadline)
    except DeviceError as error:
        return [_problem("microphone", error)]
    except GivenUpError:
        return [
            Finding(
                "microphone",
                "problem",
                f"{device.name} does not open: the sound server does not respond",
                "Wait, restart it (PipeWire: systemctl --user restart pipewire), or restart the "
                "computer.",
            )
        ]
    try:
        sound, gap = _record(source)
        weights = source.weights
        opened = Finding("microphone", "well", f"{source.name} opens at {source.rate} Hz")
        health = source.health
    except SourceLostError as error:
        text = f"{device.name} opens, but then {error}"
        remedy = "Plug it in again, or choose another microphone."
        return [Finding("microphone", "problem", text, remedy)]
    finally:
        source.close()
    findings = [opened, *judge_recording(sound, source.rate, weights)]
    if health.status_flags or health.overflows or gap > 0.2:
        findings.append(
            Finding(
                "flow",
                "warning",
                f"the sound has dropouts: {health.status_flags} interruptions, longest gap "
                f"{1e3 * gap:.0f} ms",
                "Close programs that keep the processor busy. With Bluetooth, move closer.",
            )
        )
    else:
        findings.append(Finding("flow", "well", f"no dropouts ({health.callbacks} blocks)"))
    return findings


def _record(
    source: MicrophoneSource, clock: Callable[[], float] = time.perf_counter
) -> tuple[Float32Array, float]:
    """Record two seconds.

    Returns
    -------
    ndarray, shape (n,)
        At the sample rate of the source.
    float
        Longest time between two blocks, in seconds.
    """
    blocks: list[Float32Array] = []
    stamps: list[float] = []
    end = clock() + RECORD_SECONDS + 3.0
    while clock() < end and sum(map(len, blocks)) < RECORD_SECONDS * source.rate:
        block = source.read(0.1)
        if block is not None:
            blocks.append(block.samples)
            stamps.append(block.captured)
    gap = float(np.diff(stamps).max()) if len(stamps) > 1 else 0.0
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32), gap


def judge_recording(samples: Float32Array, rate: int, weights: Float32Array) -> list[Finding]:
    """Judge a recording as `judge_sound` does and, if there is sound, its channels."""
    sound = judge_sound(samples, rate)
    return [sound, *judge_channels(weights)] if samples.any() else [sound]


def judge_sound(samples: Float32Array, rate: int) -> Finding:
    """Judge a recording of two seconds of silence, shape (n,): zeros, clipping, noise."""
    if len(samples) == 0:
        text = "The microphone is open, but no sound arrives"
        return Finding("sound", "problem", text, "Plug it in again.")
    if not samples.any():
        return _problem("sound", blocked_microphone())
    if float(np.mean(np.abs(samples) >= 0.999)) > 0.001:
        return Finding(
            "sound",
            "problem",
            "the sound is clipped: the microphone's level is too high",
            "Lower its level in the system's sound settings, and switch any boost off.",
        )
    size = max(1, rate // 50)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    floor = float(np.percentile(10.0 * np.log10(frames.var(axis=1) + 1e-12), 15))
    if floor > LOUD_NOISE_DBFS:
        return Finding(
            "sound",
            "warning",
            f"the background noise is loud ({floor:.0f} dBFS)",
            "Move away from fans, lower the level, or speak closer to the microphone.",
        )
    return Finding("sound", "well", f"sound arrives; background noise {floor:.0f} dBFS")


def judge_channels(weights: Float32Array) -> list[Finding]:
    """Judge how the channels are mixed, by their weights in `ChannelMixer`, shape (channels,)."""
    count = len(weights)
    used = [number for number, weight in enumerate(weights, 1) if weight != 0.0]
    inverted = [number for number, weight in enumerate(weights, 1) if weight < 0.0]
    findings: list[Finding] = []
    if inverted:
        findings.append(
            Finding(
                "phase",
                "warning",
                f"the channels are of opposite phase, and added they would be silence; channel "
                f"{_listed(inverted)} of {count} is inverted to prevent that",
                "Nothing has to be done here. For other programs, check the cable and its plugs.",
            )
        )
    if len(used) < count:
        text = f"only channel {_listed(used)} of {count} has sound; the others are left out"
        findings.append(Finding("channels", "well", text))
    elif count > 1 and not inverted:
        findings.append(Finding("channels", "well", f"all {count} channels have sound"))
    return findings


def _listed(numbers: list[int]) -> str:
    return " and ".join(map(str, numbers))


def _judge_names(devices: list[Device]) -> list[Finding]:
    """Say which of several devices with the same name is which."""
    twins = [device for device in devices if TWIN.search(device.name)]
    if not twins:
        return []
    names = ", ".join(f"{device.name!r} (number {device.index})" for device in twins)
    return [
        Finding(
            "names",
            "warning",
            f"several microphones have the same name; the further ones are listed as {names}",
            "Choose one by this name or by its number (see: spoken-digits devices). Numbers may "
            "change when devices are plugged in or out.",
        )
    ]


def _problem(check: str, error: DeviceError) -> Finding:
    return Finding(check, "problem", error.problem, error.advice)


def why_no_device(root: Path = Path("/"), platform: str = sys.platform) -> DeviceError:
    """The reason why there is no input device; on Linux, sound server and cards are checked.

    Parameters
    ----------
    root : Path
        Root of the file system; replaced in tests.
    platform : str
        As ``sys.platform``.
    """
    general = no_microphone()
    if not platform.startswith("linux"):
        return general
    server = _sound_server(root)
    if server is not None and not _has_plugin(root, server):
        package = "pipewire-alsa" if server == "pipewire" else "libasound2-plugins"
        return DeviceError(
            "no_device",
            "no_microphone",
            f"{general.problem}: the sound server runs, but programs that use ALSA cannot reach it",
            f"Install {package} (Debian, Ubuntu: sudo apt install {package}) and start again.",
        )
    cards = sorted((root / "dev" / "snd").glob("pcmC*c"))
    if server is None and not cards:
        return DeviceError(
            "no_device",
            "no_microphone",
            f"{general.problem}: there is no sound card that records, and no sound server runs",
            "Plug a microphone in. Containers and servers often have none.",
        )
    if server is None and not any(os.access(card, os.R_OK | os.W_OK) for card in cards):
        return DeviceError(
            "no_device",
            "no_microphone",
            f"{general.problem}: there is a sound card, but you do not have permission to use it",
            "Add yourself to the group audio (sudo usermod -aG audio $USER) and log in again.",
        )
    return general


def _sound_server(root: Path) -> str | None:
    """The sound server whose socket exists."""
    runtime = root / "run" / "user" / str(os.getuid())
    if (runtime / "pipewire-0").exists():
        return "pipewire"
    named = os.environ.get("PULSE_SERVER", "").removeprefix("unix:")
    if (runtime / "pulse" / "native").exists() or (named and Path(named).exists()):
        return "pulse"
    return None


def _has_plugin(root: Path, server: str) -> bool:
    names = {server, "pulse", "pipewire"}
    folders = (root / "usr").glob("lib*/**/alsa-lib")
    return any((folder / _PLUGIN.format(name)).exists() for folder in folders for name in names)
