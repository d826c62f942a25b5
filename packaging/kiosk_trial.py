"""The kiosk's trial: ``make kiosk-trial``.

Numbers are entered by voice while processes are killed, the disk is full and the consumer dies;
then 10,000 random inputs try to get out. Everything is the real program, but that the first numbers
come from files as fast as they go (`kiosk_fast_window`), since a voice takes its time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from desktop.kiosk.fixed_file import read_fixed
from desktop.kiosk.part import PartName, beat_path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from kiosk_fast_window import read_ledger, spoken  # noqa: E402 - its neighbour

from tests.live.running_kiosk import RunningKiosk  # noqa: E402
from tests.live.running_window import REPOSITORY, display  # noqa: E402
from tests.live.virtual_microphone import VirtualMicrophone  # noqa: E402

PARTS: tuple[PartName, ...] = ("window", "courier", "supervisor")

CONFIG = """\
[kiosk]
name = "trial"
state = "state"
[number]
digits = 4
[sink]
{sink}
[self_test]
every_hours = 0
"""

SUPERVISOR = """
import signal, sys
from pathlib import Path
from desktop.kiosk.self_test import SelfTest
from desktop.kiosk.supervisor import Supervisor
config, folder, here = sys.argv[1:]
program = [sys.executable, "-m", "desktop.cli", "kiosk", "--config", config, "--part", "courier"]
window = [sys.executable, here + "/kiosk_fast_window.py", config, folder]
stops = []
signal.signal(signal.SIGTERM, lambda number, _: stops.append(number))
Supervisor(Path(config).parent / "state", {"window": window, "courier": program},
           SelfTest([], 0)).run(lambda: bool(stops))
"""


class Consumer(threading.Thread):
    """Takes lines at a socket and acknowledges them, and dies now and then with some in hand.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.records: list[dict[str, str]] = []
        self.deaths = 0
        self._chance = np.random.default_rng(1)

    def run(self) -> None:
        """Live, die, live again."""
        while True:
            self.path.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
                server.bind(str(self.path))
                server.listen()
                connection, _ = server.accept()
                with connection, connection.makefile("rw") as stream:
                    for line in stream:
                        if self._chance.random() < 0.1:
                            break  # with a line that it has not taken
                        self.records.append(json.loads(line))
                        if self._chance.random() < 0.1:
                            break  # with a line that it has taken and not acknowledged
                        stream.write(f"{self.records[-1]['id']}\n")
                        stream.flush()
            self.deaths += 1
            time.sleep(0.5)


class Killer:
    """Kills parts at random moments, and measures how soon they are back.

    Parameters
    ----------
    state : Path
    restart : callable
        Starts the supervisor again, as the system would.
    """

    def __init__(self, state: Path, restart: Callable[[], int]) -> None:
        self.recoveries: dict[str, list[float]] = {part: [] for part in PARTS}
        self.supervisor = restart()
        self._state = state
        self.restart = restart
        self._chance = np.random.default_rng(0)
        self.count = 0

    def strike(self) -> None:
        """Kill one part, and wait until all are back."""
        part = PARTS[self.count % 3]
        self.count += 1
        before = {p: self._beat(p) for p in PARTS}
        pid = self.supervisor if part == "supervisor" else before[part].get("pid", 0)
        struck = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        if part == "supervisor":
            os.waitpid(pid, 0)
            self.supervisor = self.restart()
        hit = ("window", "courier") if part == "supervisor" else (part,)
        while not all(self._is_new(p, before[p]) for p in hit):
            time.sleep(0.02)
            if time.monotonic() - struck > 120:
                raise RuntimeError(f"{part} does not come back")
        self.recoveries[part].append(time.monotonic() - struck)

    def pause(self) -> float:
        """Seconds until the next one."""
        return float(self._chance.uniform(2.0, 20.0))

    def _beat(self, part: PartName) -> dict[str, int]:
        return read_fixed(beat_path(self._state, part))

    def _is_new(self, part: PartName, before: dict[str, int]) -> bool:
        now = self._beat(part)
        return bool(now) and now.get("pid") != before.get("pid")

    def told(self) -> dict[str, object]:
        """Kills and recoveries, in seconds."""
        return {
            part: {
                "kills": len(times),
                "recovery_median_s": round(statistics.median(times), 2) if times else None,
                "recovery_most_s": round(max(times), 2) if times else None,
            }
            for part, times in self.recoveries.items()
        }


def from_files(folder: Path, count: int, kind: str) -> dict[str, object]:
    """Enter numbers from files, with kills, and a full disk or a dying consumer.

    The folder is a small disk of its own where that can be had (root on Linux).
    """
    disk, work = folder / "disk", folder / "work"
    disk.mkdir(parents=True)
    work.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    has_disk = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    (disk / "state").mkdir()
    consumer = Consumer(disk / "socket")
    if kind == "socket":
        consumer.start()
    sink = f'kind = "{kind}"\npath = "{"socket" if kind == "socket" else "numbers.jsonl"}"'
    config = disk / "kiosk.toml"
    config.write_text(CONFIG.format(sink=sink))
    chance = np.random.default_rng(count)
    numbers = [f"{chance.integers(10_000):04}" for _ in range(count)]
    (work / "numbers.txt").write_text("\n".join(numbers))
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    errors = (work / "stderr.txt").open("a")

    def restart() -> int:
        command = [sys.executable, "-c", SUPERVISOR, str(config), str(work), str(HERE)]
        return subprocess.Popen(command, env=environment, stderr=errors).pid

    begun = time.monotonic()
    killer = Killer(disk / "state", restart)
    due, full_until, full_times = begun + 5.0, 0.0, 0
    full = disk / "full"

    def seen() -> int:
        return sum("sees" in line for line in read_ledger(work / "ledger"))

    while seen() < count:
        now = time.monotonic()
        if full_until and now > full_until:
            full.unlink()
            full_until = 0.0
        if now > due:
            killer.strike()
            due = time.monotonic() + killer.pause()
            if has_disk and kind == "file" and not full_until and killer.count % 4 == 0:
                fill(full)
                full_until, full_times = time.monotonic() + 4.0, full_times + 1
        time.sleep(0.1)
    full.unlink(missing_ok=True)
    arrived = lambda: consumer.records if kind == "socket" else lines_of(disk / "numbers.jsonl")  # noqa: E731
    wait_until_empty(disk / "state")
    os.kill(killer.supervisor, signal.SIGTERM)
    os.waitpid(killer.supervisor, 0)
    result = judge(read_ledger(work / "ledger"), arrived())
    errors.close()
    if has_disk:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(disk)], check=True)
    extra = {"deaths": consumer.deaths} if kind == "socket" else {"full_disk": full_times}
    minutes = round((time.monotonic() - begun) / 60, 1)
    return {"sink": kind, **result, **extra, "minutes": minutes, **killer.told()}


def wait_until_empty(state: Path) -> None:
    """Wait until the courier has delivered everything."""
    deadline = time.monotonic() + 120
    rounds = 0
    while rounds < 5 and time.monotonic() < deadline:
        rounds = rounds + 1 if read_fixed(beat_path(state, "courier")).get("pending") == 0 else 0
        time.sleep(0.5)


def fill(path: Path) -> None:
    """Take all the room there is."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return


def lines_of(path: Path) -> list[dict[str, str]]:
    """The records of a file."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def judge(ledger: list[dict[str, str]], arrived: list[dict[str, str]]) -> dict[str, object]:
    """Compare what people have seen confirmed with what has arrived."""
    seen = {line["sees"]: line["number"] for line in ledger if "sees" in line}
    wanted = {line["wants"]: line["number"] for line in ledger if "wants" in line}
    came = {record["id"]: record["number"] for record in arrived}
    spoken_right = [line["spoken"] == line["number"] for line in ledger if "sees" in line]
    return {
        "confirmed": len(seen),
        "lost": sum(came.get(id_) != number for id_, number in seen.items()),
        "invented": sum(wanted.get(id_) != number for id_, number in came.items()),
        "arrived_twice": len(arrived) - len(came),
        "as_spoken": sum(spoken_right),
    }


def on_microphone(folder: Path, count: int) -> dict[str, object]:
    """Speak numbers into the whole kiosk's virtual microphone, and kill its parts meanwhile."""
    folder.mkdir(parents=True)
    chance = np.random.default_rng(3)
    right = repeated = 0
    done_without_arrival = 0
    begun = time.monotonic()
    with display() as screen, VirtualMicrophone() as microphone:
        microphone.bed(-62.0)
        kiosk = RunningKiosk(folder, {**screen, **microphone.environment})
        with kiosk:
            killer = Killer(kiosk.state, lambda: kiosk.process.pid if kiosk.process else 0)

            def restart() -> int:
                kiosk.start()
                assert kiosk.process is not None
                return kiosk.process.pid

            killer.restart = restart
            for index in range(count):
                number = f"{chance.integers(10_000):04}"
                before = len(kiosk.records())
                struck = threading.Timer(float(chance.uniform(0.0, 6.0)), killer.strike)
                if index % 8 == 7:
                    struck.start()
                while True:
                    kiosk.wait_for(kiosk.is_there, 60)
                    kiosk.wait_for_screen("attract", 60)
                    microphone.play(spoken(number, chance))
                    seen_done = wait_for_end(kiosk, before)
                    if len(kiosk.records()) > before:
                        break
                    done_without_arrival += seen_done
                    repeated += 1
                if index % 8 == 7:
                    struck.join()
                right += kiosk.records()[-1]["number"] == number
            records = kiosk.records()
    seconds = [record["seconds"] for record in records]
    return {
        "sink": "file, virtual microphone",
        "entered": count,
        "arrived": len({record["id"] for record in records}),
        "as_spoken": right,
        "spoken_again": repeated,
        "confirmed_but_lost": done_without_arrival,
        "median_seconds": round(statistics.median(seconds), 2),
        "minutes": round((time.monotonic() - begun) / 60, 1),
        **killer.told(),
    }


def wait_for_end(kiosk: RunningKiosk, before: int) -> bool:
    """Wait until a number has arrived or the kiosk is at its begin again; whether it said done."""
    deadline, was_done, rested = time.monotonic() + 40, False, 0
    while len(kiosk.records()) == before and time.monotonic() < deadline:
        was_done |= kiosk.screen == "done"
        rested = rested + 1 if kiosk.screen == "attract" and kiosk.is_there() else 0
        if rested > 100:
            return was_done
        time.sleep(0.05)
    return was_done


def random_inputs(folder: Path, count: int) -> dict[str, object]:
    """Try to get out by chance."""
    from tests.live.test_kiosk import QUIET, enter, is_on_top
    from tests.live.test_kiosk import random_inputs as words

    folder.mkdir(parents=True)
    chance = np.random.default_rng(11)
    with display() as screen:
        hidden = {"ALSA_CONFIG_PATH": str(REPOSITORY / "tests/desktop/shim/no_devices.conf")}
        with RunningKiosk(folder, {**screen, **hidden}, *QUIET) as kiosk:
            window, beneath = kiosk.pid("window"), 0
            for _ in range(count // 50):
                kiosk.xdotool(*words(chance, 50))
                beneath += not is_on_top(kiosk)
            kiosk.wait_for_screen("attract", 200)
            enter(kiosk, "4711")
            return {
                "random_inputs": count,
                "not_on_top": beneath,
                "same_window": kiosk.pid("window") == window,
                "still_works": True,
            }


def main() -> int:
    """Run the parts that are asked for; exit code 1 where a number was lost or invented."""
    parser = argparse.ArgumentParser(description="try the kiosk hard")
    parser.add_argument("--files", type=int, default=900, help="numbers from files")
    parser.add_argument("--spoken", type=int, default=100, help="on the virtual microphone")
    parser.add_argument("--inputs", type=int, default=10_000, help="random inputs")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kiosk-trial."))
    results: list[dict[str, object]] = []
    half = options.files // 2
    try:
        for name, count, run in (
            ("file", options.files - half, lambda f, n: from_files(f, n, "file")),
            ("socket", half, lambda f, n: from_files(f, n, "socket")),
            ("microphone", options.spoken, on_microphone),
            ("inputs", options.inputs, random_inputs),
        ):
            if count:
                results.append(run(folder / name, count))
                print(json.dumps(results[-1]), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    bad = ("lost", "invented", "confirmed_but_lost", "not_on_top")
    return int(any(result.get(key) for result in results for key in bad))


if __name__ == "__main__":
    sys.exit(main())
