"""Recordings sent by wrk, a public load generator (https://github.com/wg/wrk)."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE, load
from tests.harness.program import AUDIO

STATUSES = (200, 408, 413, 500, 503)
"""Answers that are counted one by one."""

_SCRIPT = """
wrk.method = "POST"
local file = io.open("{clip}", "rb")
wrk.body = file:read("*all")
file:close()
wrk.headers["Content-Type"] = "audio/wav"
local threads = {{}}
function setup(thread) table.insert(threads, thread) end
function response(status, headers, body)
  local key = "s" .. status
  _G[key] = (_G[key] or 0) + 1
end
function done(summary, latency, requests)
  local answers = {{}}
  for _, status in ipairs({{{statuses}}}) do
    local count = 0
    for _, thread in ipairs(threads) do count = count + (thread:get("s" .. status) or 0) end
    table.insert(answers, string.format('"%d": %d', status, count))
  end
  io.write(string.format(
    '{{"requests": %d, "seconds": %.2f, "p50_ms": %.1f, "p99_ms": %.1f, "max_ms": %.1f, ' ..
    '"answers": {{%s}}, "errors": {{"connect": %d, "read": %d, "write": %d, "timeout": %d}}}}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, table.concat(answers, ", "),
    summary.errors.connect, summary.errors.read, summary.errors.write, summary.errors.timeout))
end
"""


def clip_of_a_second() -> bytes:
    """A spoken seven of exactly one second, as WAV."""
    samples = np.zeros(SAMPLE_RATE, np.float32)
    spoken = load(AUDIO / "7_slt_0.flac")[:SAMPLE_RATE]
    samples[: len(spoken)] = spoken
    file = io.BytesIO()
    soundfile.write(file, samples, SAMPLE_RATE, format="WAV", subtype="PCM_16")
    return file.getvalue()


class LoadGenerator:
    """Sends the clip as fast as it is answered.

    Parameters
    ----------
    folder : Path
        For the clip and the script.
    """

    def __init__(self, folder: Path) -> None:
        program = shutil.which("wrk")
        if program is None:
            sys.exit("wrk is not installed: apt-get install wrk")
        clip, script = folder / "clip.wav", folder / "load.lua"
        clip.write_bytes(clip_of_a_second())
        statuses = ", ".join(map(str, STATUSES))
        script.write_text(_SCRIPT.format(clip=clip, statuses=statuses))
        self._command = [program, "-t2", "--timeout", "30s", "-s", str(script)]

    def run(self, url: str, *, connections: int, seconds: int) -> dict[str, Any]:
        """Send clips to `url`, each connection one after the other.

        Returns
        -------
        dict
            Latencies and the number of answers by status; ``a_second`` counts those with 200.
        """
        options = [f"-c{connections}", f"-d{seconds}s", url]
        done = subprocess.run(
            [*self._command, *options], capture_output=True, text=True, check=True
        )
        found = re.search(r"^\{.*\}$", done.stdout, re.MULTILINE)
        assert found is not None, done.stdout
        figures = json.loads(found[0])
        return {
            "connections": connections,
            "a_second": round(figures["answers"]["200"] / figures["seconds"], 1),
            **figures,
        }
