"""Listens for very long and through everything that can go wrong: ``make soak``.

``faults``   every fault of `microphone_faults` so many times: is it shown, and recovered from?
``realtime`` so many minutes of a still room and words on the virtual microphone: drops, memory, CPU
``fast``     so many hours of sound as fast as it goes: memory, and whether each pass hears the same

Each tells its progress on stderr; prints its bars, kept or missed, and as the last line all of it
as JSON; and fails where a bar is missed. Ctrl-C ends it with what there is by then.
"""

from __future__ import annotations

import os

# As the program does, before anything imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import Any

from desktop.audio.portaudio import note_runaway
from desktop.bench.virtual_microphone import missing_programs
from desktop.stderr_filter import chatter_filtered
from tests.trials.soak.faults import soak_faults
from tests.trials.soak.streams import soak_fast, soak_realtime


def table(record: dict[str, Any]) -> str:
    """The bars, a line each, for people."""
    lines = [
        f"{'kept' if bar['holds'] else 'MISSED':7}{bar['what']}: {bar['measured']:.4g}"
        f" (at most {bar['most']:g})"
        for bar in record["bars"]
    ]
    if not record["is_complete"]:
        lines.append("MISSED it did not come to its end")
    lines.append(f"(load average of this machine {record.get('load_average', '?')})")
    return "\n".join(lines)


def main() -> int:
    """Soak; 1 where something does not hold."""
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
        # A stream that hangs must not keep us, and what it still complains of is not for people.
        os._exit(0 if record["holds"] else 1)


if __name__ == "__main__":
    sys.exit(main())
