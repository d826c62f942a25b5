"""Every fault of `microphone_faults` again and again: shown and recovered from each time."""

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
from tests.trials.soak.listener import PATIENCE, ROOM_DBFS, Bar, CountingListener, tell, verdict

RECOVERED_WITHIN = 3.0
MORE_FILES = 8
"""What leaks would leak with each fault, or with each of one kind."""

REPAIRS = 3
"""So often in a row the virtual microphone itself may fail before the soak gives up."""

Outcome = dict[str, float | None]


def suffer(fault: Fault, ear: CountingListener, pause: float) -> Outcome:
    """Do a fault and undo it; how long until it was shown, and until sound came again."""
    before = ear.codes[fault.state]
    fault.make()
    shown = ear.wait_for(lambda: ear.codes[fault.state] > before)
    time.sleep(pause)
    fault.undo()
    begun = time.perf_counter()
    listening = ear.wait_for(lambda: ear.code == "listening")
    so_far = ear.heard_until
    flowing = ear.wait_for(lambda: ear.code == "listening" and ear.heard_until > so_far + 0.1)
    is_back = listening is not None and flowing is not None
    return {"shown": shown, "recovered": time.perf_counter() - begun if is_back else None}


def soak_faults(times: int, seed: int) -> dict[str, Any]:
    """Every fault so many times, in a random order; Ctrl-C ends it with what there is."""
    rng = random.Random(seed)  # noqa: S311 - an order, not a secret
    ear, process = CountingListener(), psutil.Process()
    outcomes: dict[str, list[Outcome]] = {}
    begun = time.monotonic()
    repairs, is_complete = 0, False
    with VirtualMicrophone() as microphone:
        os.environ.update(microphone.environment)
        microphone.background_noise(ROOM_DBFS)
        import sounddevice  # finds the server by the environment

        calls = FaultyCalls(sounddevice)
        with calls.active():
            worker = Worker(ear, recognizer_maker(), MicrophoneSource())
            worker.start()
            if ear.wait_for(lambda: ear.code == "listening") is None:
                raise SystemExit(f"soak: the microphone did not open: {worker.state}")
            files = _open_files(process, ear)
            order = all_faults(microphone, calls, ROOM_DBFS) * times
            rng.shuffle(order)
            try:
                for done, fault in enumerate(order, 1):
                    time.sleep(rng.uniform(0.2, 0.6))
                    pause = rng.uniform(0.1, 1.2)
                    try:
                        outcome = suffer(fault, ear, pause)
                    except VirtualMicrophoneError as error:
                        # The scenery fell, not the program; what it does then is no measurement.
                        repairs += 1
                        tell(f"repaired the virtual microphone ({error})")
                        repair(microphone, ear)
                        continue
                    outcomes.setdefault(fault.name, []).append(outcome)
                    tell(f"{done}/{len(order)} {fault.name}: {_in_words(outcome)}")
                is_complete = True
            except (KeyboardInterrupt, VirtualMicrophoneError) as error:
                tell(f"broken off: {error or 'Ctrl-C'}")
            files = _open_files(process, ear) - files if is_complete else 0
            worker.stop()
    table = {name: _summary(some) for name, some in sorted(outcomes.items())}
    health = worker.health
    record = {
        "minutes": round((time.monotonic() - begun) / 60.0, 1),
        "faults": table,
        "repairs_of_the_virtual_microphone": repairs,
        "more_open_files": files,
        "health": asdict(health),
    }
    bars = [
        bar
        for name, row in table.items()
        for bar in (
            Bar(f"{name}: not shown", row["times"] - row["shown"]),
            Bar(
                f"{name}: not recovered within {RECOVERED_WITHIN:g} s",
                row["times"] - row["recovered"],
            ),
        )
    ]
    bars += [
        Bar("exceptions in the worker", health.failures),
        Bar("exceptions in the audio callback", health.capture.errors),
        Bar("more open files than at the beginning", files, MORE_FILES),
    ]
    return verdict(record, bars, is_complete=is_complete)


def _open_files(process: psutil.Process, ear: CountingListener) -> int:
    """Open files while sound flows: in between there are more."""
    so_far = ear.heard_until
    ear.wait_for(lambda: ear.heard_until > so_far + 1.0)
    return process.num_fds()


def repair(microphone: VirtualMicrophone, ear: CountingListener) -> None:
    """Set up the microphone anew, whatever state it is in.

    Raises
    ------
    VirtualMicrophoneError
        Where it does not come up, or the program does not hear it.
    """
    for attempt in range(REPAIRS):
        with suppress(VirtualMicrophoneError):
            microphone.kill()
        try:
            microphone.start()
            os.environ.update(microphone.environment)  # it may have another address now
            microphone.background_noise(ROOM_DBFS)
        except VirtualMicrophoneError:
            if attempt == REPAIRS - 1:
                raise
            continue
        if ear.wait_for(lambda: ear.code == "listening") is not None:
            return
    raise VirtualMicrophoneError(f"nothing was heard within {PATIENCE:g} s of a repair")


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
