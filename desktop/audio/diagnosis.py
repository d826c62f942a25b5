"""What is wrong with this machine's audio, and how to mend it: one finding a check."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.audio import Float32Array
from desktop.audio.capture import SourceLostError
from desktop.audio.devices import Device, DeviceError, choose, list_devices
from desktop.audio.linux_sound import why_no_device
from desktop.audio.muted import advice
from desktop.audio.portaudio import GivenUpError
from desktop.audio.sources import MicrophoneSource

Verdict = Literal["well", "warning", "problem"]

LISTEN_SECONDS = 2.0

LOUD_ROOM_DBFS = -40.0
"""A room above this drowns soft voices."""

OPEN_TIMEOUT = 8.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has found.

    Attributes
    ----------
    check : str
        A stable name: ``portaudio``, ``devices``, ``microphone``, ``sound``, ...
    verdict : {"well", "warning", "problem"}
    text : str
        What was found, in plain words.
    remedy : str
        What to do about it; empty where all is well.
    """

    check: str
    verdict: Verdict
    text: str
    remedy: str = ""


def examine(wanted: str | int | None, host_api: str | None = None) -> list[Finding]:
    """Look for devices, open the microphone and listen to the room for two seconds.

    Parameters
    ----------
    wanted, host_api
        As for `devices.choose`.
    """
    try:
        devices = list_devices()
    except DeviceError as error:
        check = "portaudio" if error.code == "no_portaudio" else "devices"
        return [_problem(check, error.message)]
    if not devices:
        return [_problem("devices", *why_no_device())]
    names = ", ".join(f"{device.name!r}" for device in devices)
    count = "one microphone" if len(devices) == 1 else f"{len(devices)} microphones"
    findings = [Finding("devices", "well", f"{count}: {names}")]
    try:
        device = choose(devices, wanted, host_api)
    except DeviceError as error:
        return [*findings, _problem("microphone", error.message)]
    return [*findings, *_listen(device)]


def _listen(device: Device) -> list[Finding]:
    source = MicrophoneSource(device.name, device.host_api)
    deadline = time.perf_counter() + OPEN_TIMEOUT
    try:
        source.open(lambda: time.perf_counter() > deadline)
    except DeviceError as error:
        return [_problem("microphone", error.message)]
    except GivenUpError:
        return [
            _problem(
                "microphone",
                f"{device.name} does not open: the sound server does not answer.",
                "Wait; restart it (PipeWire: systemctl --user restart pipewire) or the computer.",
            )
        ]
    try:
        sound, gap = _record(source)
        opened = Finding("microphone", "well", f"{source.name} opens at {source.rate} Hz")
        health = source.health
    except SourceLostError as error:
        what = f"{device.name} opens, but then {error}."
        return [_problem("microphone", what, "Plug it in again, or choose another microphone.")]
    finally:
        source.close()
    findings = [opened, judge_sound(sound, source.rate)]
    if health.status_flags or health.overflows or gap > 0.2:
        findings.append(
            Finding(
                "flow",
                "warning",
                f"sound comes unevenly: {health.status_flags} interruptions, longest wait "
                f"{1e3 * gap:.0f} ms",
                "Close programs that keep the processor busy; with Bluetooth, come nearer.",
            )
        )
    else:
        findings.append(Finding("flow", "well", f"sound comes evenly ({health.callbacks} blocks)"))
    return findings


def _record(
    source: MicrophoneSource, clock: Callable[[], float] = time.perf_counter
) -> tuple[Float32Array, float]:
    """Two seconds of sound at the source's rate, and the longest wait between blocks in seconds."""
    blocks: list[Float32Array] = []
    stamps: list[float] = []
    end = clock() + LISTEN_SECONDS + 3.0
    while clock() < end and sum(map(len, blocks)) < LISTEN_SECONDS * source.rate:
        block = source.read(0.1)
        if block is not None:
            blocks.append(block.samples)
            stamps.append(block.captured)
    gap = float(np.diff(stamps).max()) if len(stamps) > 1 else 0.0
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32), gap


def judge_sound(samples: Float32Array, rate: int) -> Finding:
    """What two seconds of a room, shape (n,), say about its microphone."""
    if len(samples) == 0:
        return _problem("sound", "The microphone is open, but no sound comes.", "Plug it in again.")
    if not samples.any():
        what, _, way = advice().partition("; ")
        return _problem("sound", what, way[:1].upper() + way[1:])
    if float(np.mean(np.abs(samples) >= 0.999)) > 0.001:
        return Finding(
            "sound",
            "problem",
            "the microphone is overdriven: its loudest sounds are cut off",
            "Lower its level in the system's sound settings (no 'boost').",
        )
    size = max(1, rate // 50)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    floor = float(np.percentile(10.0 * np.log10(frames.var(axis=1) + 1e-12), 15))
    if floor > LOUD_ROOM_DBFS:
        return Finding(
            "sound",
            "warning",
            f"the room, or the microphone itself, is loud ({floor:.0f} dBFS)",
            "Move away from fans, lower the level or come nearer to the microphone.",
        )
    return Finding("sound", "well", f"sound comes; the room is at {floor:.0f} dBFS")


def _problem(check: str, text: str, remedy: str = "") -> Finding:
    """A problem; our messages say after their colon what to do (device names have some too)."""
    if not remedy:
        text, remedy = [*re.split(r": (?=[a-z])", text, maxsplit=1), ""][:2]
        remedy = remedy[:1].upper() + remedy[1:]
    return Finding(check, "problem", text, remedy)
