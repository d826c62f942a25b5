"""Injects every fault of `microphone_faults` many times: is it shown, does audio return?"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import psutil

from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import MicrophoneSource
from desktop.audio.worker import Worker
from desktop.bench.virtual_microphone import VirtualMicrophone, VirtualMicrophoneError
from tests.harness.microphone_faults import Fault, FaultyCalls, all_faults
from tests.trials.soak.listener import (
    NOISE_DBFS,
    TIMEOUT,
    CountingListener,
    Limit,
    report_progress,
    with_limits,
)

RECOVERED_WITHIN = 3.0
MORE_FILES = 8
"""Allowed increase of open files; a leak would add one for each fault or for each of a kind."""

RESTARTS = 3
"""Attempts to restart the virtual microphone before the trial gives up."""

Outcome = dict[str, float | None]


def inject(fault: Fault, listener: CountingListener, pause: float) -> Outcome:
    """Make and undo a fault; seconds until it is shown, and until audio returns."""
    before = listener.codes[fault.state]
    fault.make()
    shown = listener.wait_for(lambda: listener.codes[fault.state] > before)
    time.sleep(pause)
    fault.undo()
    begun = time.perf_counter()
    listening = listener.wait_for(lambda: listener.code == "listening")
    so_far = listener.heard_until
    flowing = listener.wait_for(
        lambda: listener.code == "listening" and listener.heard_until > so_far + 0.1
    )
    is_back = listening is not None and flowing is not None
    return {"shown": shown, "recovered": time.perf_counter() - begun if is_back else None}


def soak_faults(times: int, seed: int) -> dict[str, Any]:
    """Inject every fault `times` times in random order; Ctrl-C ends with the results so far."""
    rng = random.Random(seed)  # noqa: S311 - not a secret
    listener, process = CountingListener(), psutil.Process()
    outcomes: dict[str, list[Outcome]] = {}
    begun = time.monotonic()
    restarts, is_complete = 0, False
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.background_noise(NOISE_DBFS)
        import sounddevice  # finds the server by the environment

        calls = FaultyCalls(sounddevice)
        with calls.active():
            worker = Worker(listener, recognizer_maker(), MicrophoneSource())
            worker.start()
            if listener.wait_for(lambda: listener.code == "listening") is None:
                raise SystemExit(f"soak: the microphone did not open: {worker.state}")
            files = _open_files(process, listener)
            order = all_faults(microphone, calls, NOISE_DBFS) * times
            rng.shuffle(order)
            try:
                for done, fault in enumerate(order, 1):
                    time.sleep(rng.uniform(0.2, 0.6))
                    pause = rng.uniform(0.1, 1.2)
                    try:
                        outcome = inject(fault, listener, pause)
                    except VirtualMicrophoneError as error:
                        # The virtual microphone failed, not the program: not a measurement.
                        restarts += 1
                        report_progress(f"restarted the virtual microphone ({error})")
                        restart(microphone, listener)
                        continue
                    outcomes.setdefault(fault.name, []).append(outcome)
                    report_progress(f"{done}/{len(order)} {fault.name}: {_in_words(outcome)}")
                is_complete = True
            except (KeyboardInterrupt, VirtualMicrophoneError) as error:
                report_progress(f"stopped: {error or 'Ctrl-C'}")
            files = _open_files(process, listener) - files if is_complete else 0
            worker.stop()
    table = {name: _summary(some) for name, some in sorted(outcomes.items())}
    health = worker.health
    record = {
        "minutes": round((time.monotonic() - begun) / 60.0, 1),
        "faults": table,
        "restarts_of_the_virtual_microphone": restarts,
        "more_open_files": files,
        "health": asdict(health),
    }
    limits = [
        limit
        for name, row in table.items()
        for limit in (
            Limit(f"{name}: not shown", row["times"] - row["shown"]),
            Limit(
                f"{name}: not recovered within {RECOVERED_WITHIN:g} s",
                row["times"] - row["recovered"],
            ),
        )
    ]
    limits += [
        Limit("exceptions in the worker", health.failures),
        Limit("exceptions in the audio callback", health.capture.errors),
        Limit("additional open files", files, MORE_FILES),
    ]
    return with_limits(record, limits, is_complete=is_complete)


def _open_files(process: psutil.Process, listener: CountingListener) -> int:
    """Number of open files while audio arrives; there are more during a reconnect."""
    so_far = listener.heard_until
    listener.wait_for(lambda: listener.heard_until > so_far + 1.0)
    return process.num_fds()


def restart(microphone: VirtualMicrophone, listener: CountingListener) -> None:
    """Restart the virtual microphone from any state.

    Raises
    ------
    VirtualMicrophoneError
        If it does not start, or the program receives no audio.
    """
    for attempt in range(RESTARTS):
        with suppress(VirtualMicrophoneError):
            microphone.kill()
        try:
            microphone.start()
            os.environ.update(microphone.environment)  # its address may have changed
            microphone.background_noise(NOISE_DBFS)
        except VirtualMicrophoneError:
            if attempt == RESTARTS - 1:
                raise
            continue
        if listener.wait_for(lambda: listener.code == "listening") is not None:
            return
    raise VirtualMicrophoneError(f"no audio within {TIMEOUT:g} s of a restart")


def _summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    back = [seconds for o in outcomes if (seconds := o["recovered"]) is not None]
    return {
        "times": len(outcomes),
        "shown": sum(o["shown"] is not None for o in outcomes),
        "recovered": sum(seconds <= RECOVERED_WITHIN for seconds in back),
        "recovered_late": sum(seconds > RECOVERED_WITHIN for seconds in back),
        "median_s": round(sorted(back)[len(back) // 2], 2) if back else None,
        "slowest_s": round(max(back), 2) if back else None,
    }


def _in_words(outcome: Outcome) -> str:
    return ", ".join(
        f"{name} " + ("never" if seconds is None else f"after {seconds:.2f} s")
        for name, seconds in outcome.items()
    )
