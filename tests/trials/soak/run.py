"""Soak trials: ``make soak``.

``faults``   inject every fault of `microphone_faults` many times: is it shown, does audio return?
``realtime`` minutes of silence and words on the virtual microphone: dropouts, memory, CPU
``fast``     hours of audio at full speed: memory, and whether all passes give the same results

Each trial prints its progress to stderr, then its limits, and the results as JSON in the last line.
It fails if a limit is exceeded. Ctrl-C ends it with the results so far.
"""

from __future__ import annotations

import os

# As in the program; must be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import Any

from desktop.audio.portaudio_thread import note_runaway
from desktop.bench.virtual_microphone import missing_programs
from desktop.stderr_filter import chatter_filtered
from tests.trials.soak.faults import soak_faults
from tests.trials.soak.streams import soak_fast, soak_realtime


def table(record: dict[str, Any]) -> str:
    """A line for each limit."""
    lines = [
        f"{'ok' if limit['is_met'] else 'FAILED':7}{limit['what']}: {limit['measured']:.4g}"
        f" (limit {limit['maximum']:g})"
        for limit in record["limits"]
    ]
    if not record["is_complete"]:
        lines.append("FAILED not completed")
    lines.append(f"(load average of this machine {record.get('load_average', '?')})")
    return "\n".join(lines)


def main() -> int:
    """Run a trial; 1 if it fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    faults = kinds.add_parser("faults")
    faults.add_argument("--times", type=int, default=50)
    faults.add_argument("--seed", type=int, default=0)
    kinds.add_parser("realtime").add_argument("--minutes", type=float, default=60.0)
    fast = kinds.add_parser("fast")
    fast.add_argument("--hours", type=float, default=24.0)
    fast.add_argument("recordings", nargs="*", type=Path, help="such as build/stream/*.flac")
    options = parser.parse_args()
    if options.kind != "fast" and (missing := missing_programs()):
        print(f"soak: no virtual microphone: {missing}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C
    with chatter_filtered(on_flood=note_runaway):
        if options.kind == "faults":
            record = soak_faults(options.times, options.seed)
        elif options.kind == "realtime":
            record = soak_realtime(options.minutes)
        else:
            record = soak_fast(options.hours, options.recordings)
        record["load_average"] = round(os.getloadavg()[0], 1)
        print(table(record))
        print(json.dumps({"soak": options.kind, **record}), flush=True)
        # Do not wait for a stream that hangs, and skip its messages at exit.
        os._exit(0 if record["passed"] else 1)


if __name__ == "__main__":
    sys.exit(main())
