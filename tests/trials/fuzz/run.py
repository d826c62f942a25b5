"""Fuzz one target: ``python -m tests.trials.fuzz.run TARGET --minutes 60``.

Each case runs in the same process, so that memory that is not freed is found, with a time limit. A
case that fails is kept, and its seed is printed: ``--seed N --cases 1`` repeats it. A crash or a
hang ends the process; then ``SEED`` in the folder of the trial names the case. What a library
prints on standard output is a fault, since it would be among the lines of ``--json``.
"""

from __future__ import annotations

import argparse
import ctypes
import faulthandler
import gc
import os
import random
import resource
import shutil
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.trials.fuzz.targets import TARGETS

MOST_SECONDS = 5.0
"""Of processor time, since the machine may be busy."""

DEADLOCK_SECONDS = 300.0
MOST_MEMORY_MB = 300


def main() -> int:
    """Run a trial; returns 1 if it found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--cases", type=int, default=0, help="stop after so many; 0: by time")
    parser.add_argument("--seed", type=int, default=0, help="of the first case")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    target = TARGETS[options.target]
    folder = options.folder / target.name
    folder.mkdir(parents=True, exist_ok=True)
    # Decoders print what they find wrong.
    log = os.open(folder / "stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 2)
    output = _StandardOutput(folder / "stdout.txt")
    outcomes: Counter[str] = Counter()
    faults, slowest, seed = 0, 0.0, options.seed
    deadline = time.monotonic() + 60.0 * options.minutes
    while time.monotonic() < deadline and not 0 < options.cases <= seed - options.seed:
        (folder / "SEED").write_text(f"{seed}\n")
        path = target.make(folder, random.Random(seed))  # noqa: S311 - no secret
        output.taken()  # encoders print, too
        faulthandler.dump_traceback_later(DEADLOCK_SECONDS, exit=True, file=log)
        begun = time.process_time()
        try:
            outcomes[target.read(path)] += 1
        except Exception:  # noqa: BLE001 - what the trial looks for
            faults += 1
            output.report(f"seed {seed}: {traceback.format_exc()}")
            _keep(path, folder / f"fault-{seed}")
        took = time.process_time() - begun
        if printed := output.taken():
            faults += 1
            output.report(f"seed {seed}: printed {printed!r}")
            _keep(path, folder / f"fault-{seed}")
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, took)
        if took > MOST_SECONDS:
            faults += 1
            output.report(f"seed {seed}: took {took:.1f} s")
            _keep(path, folder / f"slow-{seed}")
        seed += 1
        if seed % 500 == 0:
            gc.collect()
            os.ftruncate(log, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    output.report(
        f"{target.name}: {seed - options.seed} cases, {faults} faults, slowest {slowest:.2f} s, "
        f"largest memory {memory:.0f} MB"
    )
    for outcome, count in sorted(outcomes.items()):
        output.report(f"  {outcome}: {count}")
    return 1 if faults or memory > MOST_MEMORY_MB else 0


class _StandardOutput:
    """Standard output of all libraries, in a file."""

    def __init__(self, path: Path) -> None:
        self._real = os.dup(1)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(self._file, 1)
        self._c_library = ctypes.CDLL(None)

    def taken(self) -> bytes:
        """What was printed since the last call."""
        self._c_library.fflush(None)
        printed = os.pread(self._file, 1000, 0)
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        return printed

    def report(self, text: str) -> None:
        """Print for the person who runs the trial."""
        os.write(self._real, f"{text}\n".encode())


def _keep(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, dirs_exist_ok=True)
    else:
        shutil.copy(path, target)


if __name__ == "__main__":
    sys.exit(main())
