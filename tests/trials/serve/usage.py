"""CPU time and memory of a server with its workers, and of the rest of the machine."""

from __future__ import annotations

import os
import resource
import time
from typing import Any

import psutil


class Usage:
    """Measures from its creation on.

    Parameters
    ----------
    server : psutil.Process
    """

    def __init__(self, server: psutil.Process) -> None:
        self._server = server
        self._begun = time.perf_counter()
        self._before = self._seconds()

    def _seconds(self) -> dict[str, float]:
        """CPU seconds so far; of the machine, those of all processes."""
        machine = psutil.cpu_times()
        clients = [
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        return {
            "server": _cpu(self._server),
            "workers": sum(map(_cpu, self._server.children(recursive=True))),
            "clients": sum(one.ru_utime + one.ru_stime for one in clients),
            "machine": sum(machine) - machine.idle - machine.iowait - machine.guest,
        }

    def figures(self, count: int = 0) -> dict[str, Any]:
        """What was used since the creation.

        Parameters
        ----------
        count : int
            Recordings answered in this time.

        Returns
        -------
        dict
            Cores used by each, and milliseconds of CPU time for each recording.
        """
        seconds = time.perf_counter() - self._begun
        used = {name: end - self._before[name] for name, end in self._seconds().items()}
        used["other programs"] = max(0.0, used.pop("machine") - sum(used.values()))
        figures: dict[str, Any] = {
            "cores": os.cpu_count(),
            "cores_used": {name: round(value / seconds, 2) for name, value in used.items()},
        }
        if count:
            del used["other programs"]
            figures["cpu_ms_each"] = {
                name: round(1e3 * value / count, 2) for name, value in used.items()
            }
        return figures


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def memory(server: psutil.Process) -> dict[str, float]:
    """RSS in MB: of the server, and of its workers together."""
    workers = server.children(recursive=True)
    return {
        "server": round(server.memory_info().rss / 1e6, 1),
        "workers": round(sum(worker.memory_info().rss for worker in workers) / 1e6, 1),
        "processes": 1 + len(workers),
    }
