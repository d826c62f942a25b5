"""Fuzz one target: ``python -m tests.trials.fuzz.run TARGET --minutes 60``.

Each case runs in the same process, so that memory that is not freed is found, with a time limit. A
case that fails is kept, and its seed is printed: ``--seed N --cases 1`` repeats it. A crash or a
hang ends the process; then ``SEED`` in the folder of the trial names the case.
"""

from __future__ import annotations

import argparse
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
    outcomes: Counter[str] = Counter()
    faults, slowest, seed = 0, 0.0, options.seed
    deadline = time.monotonic() + 60.0 * options.minutes
    while time.monotonic() < deadline and not 0 < options.cases <= seed - options.seed:
        (folder / "SEED").write_text(f"{seed}\n")
        path = target.make(folder, random.Random(seed))  # noqa: S311 - no secret
        faulthandler.dump_traceback_later(10 * MOST_SECONDS, exit=True, file=log)
        begun = time.perf_counter()
        try:
            outcomes[target.read(path)] += 1
        except Exception:  # noqa: BLE001 - what the trial looks for
            faults += 1
            print(f"seed {seed}: {traceback.format_exc()}", flush=True)
            _keep(path, folder / f"fault-{seed}")
        took = time.perf_counter() - begun
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, took)
        if took > MOST_SECONDS:
            faults += 1
            print(f"seed {seed}: took {took:.1f} s", flush=True)
            _keep(path, folder / f"slow-{seed}")
        seed += 1
        if seed % 500 == 0:
            gc.collect()
            os.ftruncate(log, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{target.name}: {seed - options.seed} cases, {faults} faults, slowest {slowest:.2f} s, "
        f"largest memory {memory:.0f} MB"
    )
    for outcome, count in sorted(outcomes.items()):
        print(f"  {outcome}: {count}")
    return 1 if faults or memory > MOST_MEMORY_MB else 0


def _keep(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, dirs_exist_ok=True)
    else:
        shutil.copy(path, target)


if __name__ == "__main__":
    sys.exit(main())
