"""The stages of the kiosk trial on a virtual screen: spoken numbers, and random inputs."""

from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path

import numpy as np

from desktop.bench.virtual_microphone import VirtualMicrophone
from desktop.kiosk.process.pin import set_pin
from tests.harness.running_kiosk import RunningKiosk
from tests.harness.running_window import REPOSITORY
from tests.harness.virtual_screen import display
from tests.trials.kiosk.fast_window import spoken
from tests.trials.kiosk.killer import Killer

NUMBERS_A_KILL = 8
INPUTS_A_BATCH = 25
INPUTS_A_CHECK = 1000
ARRIVAL_SECONDS = 30.0


def on_microphone(folder: Path, count: int, deadline: float) -> dict[str, object]:
    """Speak numbers into a virtual microphone while the kiosk's processes are killed."""
    folder.mkdir(parents=True)
    chance = np.random.default_rng(3)
    entered = right = repeated = lost = 0
    with display() as screen, VirtualMicrophone() as microphone:
        microphone.background_noise(-62.0)
        kiosk = RunningKiosk(
            folder, {**screen, **microphone.environment}, entry="result_seconds = 1.0"
        )
        with kiosk:
            killer = Killer(kiosk.state, lambda: _restart(kiosk))
            while entered < count and time.monotonic() < deadline:
                number = f"{chance.integers(10_000):04}"
                timer = None
                if entered % NUMBERS_A_KILL == NUMBERS_A_KILL - 1:
                    timer = threading.Timer(float(chance.uniform(0.0, 6.0)), killer.kill_next)
                    timer.start()
                before = len(kiosk.records())
                while len(kiosk.records()) == before and time.monotonic() < deadline:
                    kiosk.wait_for(kiosk.is_ready, 60)
                    kiosk.wait_for_screen("attract", 60)
                    microphone.play(spoken(number, chance))
                    was_done = wait_for_end(kiosk, before)
                    if len(kiosk.records()) == before:
                        lost += was_done
                        repeated += 1
                if timer is not None:
                    timer.join()
                entered += 1
                records = kiosk.records()
                right += len(records) > before and records[-1]["number"] == number
            records = kiosk.records()
    seconds = [record["seconds"] for record in records]
    return {
        "sink": "file, virtual microphone",
        "wanted": count,
        "arrived": len({record["id"] for record in records}),
        "as_spoken": right,
        "spoken_again": repeated,
        "confirmed_but_lost": lost,
        "median_seconds": round(statistics.median(seconds), 2) if seconds else None,
        **killer.summary(),
    }


def _restart(kiosk: RunningKiosk) -> int:
    if kiosk.process is None or kiosk.process.poll() is not None:
        kiosk.start()
    assert kiosk.process is not None
    return kiosk.process.pid


def wait_for_end(kiosk: RunningKiosk, before: int) -> bool:
    """Wait until a number was delivered, or the attract screen shows that none will be.

    Returns
    -------
    bool
        Whether the kiosk showed the result.
    """
    deadline, was_done, attract_since = time.monotonic() + 40, False, 0.0
    while len(kiosk.records()) == before and time.monotonic() < deadline:
        if kiosk.screen == "done" and not was_done:
            was_done = True
            deadline = time.monotonic() + ARRIVAL_SECONDS  # the courier may just have been killed
        is_attract = kiosk.screen == "attract" and kiosk.is_ready() and not was_done
        if not is_attract:
            attract_since = 0.0
        elif not attract_since:
            attract_since = time.monotonic()
        elif time.monotonic() - attract_since > 5.0:
            break
        time.sleep(0.05)
    return was_done


def random_inputs(folder: Path, count: int, deadline: float) -> dict[str, object]:
    """Send random inputs, and enter a number from time to time."""
    from tests.live.test_kiosk import QUIET, enter, is_on_top
    from tests.live.test_kiosk import random_inputs as xdotool_inputs

    folder.mkdir(parents=True)
    (folder / "state").mkdir()
    set_pin(folder / "state", "92740163")
    chance = np.random.default_rng(11)
    hidden = {"ALSA_CONFIG_PATH": str(REPOSITORY / "tests/harness/shim/no_devices.conf")}
    done = covered = checks = 0
    with display() as screen:
        environment = {**screen, **hidden}
        entry = "idle_timeout = 6.0\nconfirm_pause = 4.0"
        with RunningKiosk(folder, environment, *QUIET, entry=entry) as kiosk:
            window = kiosk.pid("window")
            while done < count and time.monotonic() < deadline:
                batch = min(INPUTS_A_BATCH, count - done)
                kiosk.xdotool(*xdotool_inputs(chance, batch))
                done += batch
                covered += not is_on_top(kiosk)
                if done % INPUTS_A_CHECK == 0 or done == count:
                    kiosk.key("Escape")
                    kiosk.wait_for_screen("attract", 60)
                    enter(kiosk, "4711")
                    checks += 1
            return {
                "inputs": done,
                "not_on_top": covered,
                "numbers_entered_between": checks,
                "same_window": kiosk.pid("window") == window,
                "still_works": checks > 0,
                "restarts": kiosk.heartbeat("supervisor").get("restarts"),
            }
