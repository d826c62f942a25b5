"""Load on the server of this computer: recordings, connections, live streams, memory.

Prints one JSON object for each part:

- ``recordings``: clips of one second as WAV at 16 connections;
- ``flask``: the same for the web demo that this project started from, and how many times more the
  server answers; needs the part ``recordings``;
- ``connections``: the same clips at 1,000 connections. Refusals (503) are no errors;
- ``streams``: live streams in real time, compared with the events that the same sound gives without
  a server;
- ``memory``: RSS every minute under a mixed load, and its growth over the second half.

The load generator, the clients and everything else that runs share the cores with the server. So
each part also says how many cores other programs used meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.harness.program import REPOSITORY
from tests.trials.serve.streams import run_streams
from tests.trials.serve.usage import Usage, memory
from tests.trials.serve.wrk import LoadGenerator

PARTS = ("recordings", "flask", "connections", "streams", "memory")

CONNECTIONS = 16
MANY_CONNECTIONS = 1000


@dataclass(frozen=True, slots=True)
class Running:
    """A server that was started for the trial."""

    url: str
    process: psutil.Process


@contextmanager
def started(*arguments: str) -> Iterator[Running]:
    """Start a server that prints its address, as JSON or alone."""
    command = [sys.executable, "-m", *arguments]
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            url = json.loads(line)["url"] if line.startswith("{") else line.strip()
            yield Running(url, psutil.Process(server.pid))
        finally:
            server.terminate()


class Trial:
    """The parts, each against the same server.

    Parameters
    ----------
    server : Running
    generator : LoadGenerator
    options : Namespace
        Of the command line.
    """

    def __init__(
        self, server: Running, generator: LoadGenerator, options: argparse.Namespace
    ) -> None:
        self._server = server
        self._generator = generator
        self._options = options
        self._a_second = 0.0

    def recordings(self) -> dict[str, Any]:
        """Clips at a few connections."""
        figures = self._clips(self._server, CONNECTIONS)
        self._a_second = figures["a_second"]
        return figures

    def flask(self) -> dict[str, Any]:
        """The same for the web demo."""
        with started("tests.trials.serve.flask_demo") as demo:
            figures = self._clips(demo, CONNECTIONS)
        if figures["a_second"]:
            figures["times_as_many"] = round(self._a_second / figures["a_second"], 1)
        return figures

    def connections(self) -> dict[str, Any]:
        """Clips at many connections."""
        return self._clips(self._server, MANY_CONNECTIONS)

    def _clips(self, server: Running, connections: int) -> dict[str, Any]:
        url = f"{server.url}api/predict"
        self._generator.run(url, connections=4, seconds=2)  # warm
        usage = Usage(server.process)
        seconds = self._options.seconds
        figures = self._generator.run(url, connections=connections, seconds=seconds)
        return {**figures, **usage.figures(figures["answers"]["200"])}

    def streams(self) -> dict[str, Any]:
        """Live streams."""
        usage = Usage(self._server.process)
        figures = run_streams(self._server.url, self._options.streams, self._options.seconds)
        return {**figures, **usage.figures()}

    def memory(self) -> dict[str, Any]:
        """Memory under streams, many recordings, and a pause in each minute."""
        minutes = [memory(self._server.process)]
        url = f"{self._server.url}api/predict"
        for _ in range(self._options.minutes):
            end = time.monotonic() + 60.0
            streaming = threading.Thread(target=run_streams, args=(self._server.url, 5, 30.0))
            streaming.start()
            self._generator.run(url, connections=16, seconds=10)
            streaming.join()
            time.sleep(max(0.0, end - time.monotonic()))
            minutes.append(memory(self._server.process))
            print(json.dumps({"minute": len(minutes) - 1, **minutes[-1]}), flush=True)
        totals = [one["server"] + one["workers"] for one in minutes]
        middle = len(totals) // 2
        return {
            "minutes": self._options.minutes,
            "first": minutes[0],
            "last": minutes[-1],
            "growth_in_the_second_half_mb": round(totals[-1] - totals[middle], 1),
        }


def main() -> None:
    """Run the chosen parts against a server that is started for them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (all)")
    parser.add_argument("--seconds", type=int, default=60, help="of each part (default: 60)")
    parser.add_argument("--streams", type=int, default=50, help="live streams (default: 50)")
    parser.add_argument("--minutes", type=int, default=30, help="of the part memory (default: 30)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if soft < 4096 else soft, hard))
    with (
        tempfile.TemporaryDirectory() as folder,
        started("desktop.cli", "serve", "--port", "0", "--json") as server,
    ):
        trial = Trial(server, LoadGenerator(Path(folder)), options)
        for part in options.parts or PARTS:
            figures = getattr(trial, part)()
            print(json.dumps({"part": part, **figures}), flush=True)


if __name__ == "__main__":
    main()
