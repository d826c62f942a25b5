"""Load on the server of this computer: recordings by wrk, and live streams in real time.

Prints one JSON object for each part:

- ``recordings``: clips of one second as WAV at 16 connections (requests a second, latency);
- ``connections``: the same at 1,000 connections (answers by status, errors);
- ``streams``: live streams in real time (time from the last sound of a digit to its result, and how
  late blocks were recognized);
- ``memory``: RSS of the server and its workers at the start and at the end.

It needs wrk (``apt-get install wrk``). The load generator shares the cores with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import soundfile
from websockets.asyncio.client import connect

from core.audio import SAMPLE_RATE, load
from desktop.audio.sources import DEMO
from tests.harness.program import AUDIO, REPOSITORY

BLOCK_SECONDS = 0.04

SCRIPT = """
wrk.method = "POST"
local file = io.open("{clip}", "rb")
wrk.body = file:read("*all")
file:close()
wrk.headers["Content-Type"] = "audio/wav"
local threads = {{}}
function setup(thread) table.insert(threads, thread) end
function init(args) statuses = {{}} end
function response(status, headers, body)
  local key = "s" .. status
  statuses[key] = (statuses[key] or 0) + 1
  _G[key] = statuses[key]
end
function done(summary, latency, requests)
  local counts = {{}}
  for _, thread in ipairs(threads) do
    for _, status in ipairs({{200, 408, 413, 500, 503}}) do
      local count = thread:get("s" .. status) or 0
      counts[status] = (counts[status] or 0) + count
    end
  end
  io.write(string.format(
    '{{"requests": %d, "seconds": %.2f, "p50_ms": %.1f, "p99_ms": %.1f, "max_ms": %.1f, ' ..
    '"answers_200": %d, "answers_408": %d, "answers_413": %d, "answers_500": %d, ' ..
    '"answers_503": %d, "errors_connect": %d, "errors_read": %d, "errors_write": %d, ' ..
    '"errors_timeout": %d}}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    counts[200], counts[408], counts[413], counts[500], counts[503],
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


def wrk(url: str, folder: Path, *, connections: int, seconds: int) -> dict[str, Any]:
    """Run wrk and read its figures."""
    program = shutil.which("wrk")
    if program is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    clip, script = folder / "clip.wav", folder / "load.lua"
    clip.write_bytes(clip_of_a_second())
    script.write_text(SCRIPT.format(clip=clip))
    options = [f"-c{connections}", "-t2", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
    done = subprocess.run(
        [program, *options, f"{url}api/predict"], capture_output=True, text=True, check=True
    )
    found = re.search(r"^\{.*\}$", done.stdout, re.MULTILINE)
    assert found is not None, done.stdout
    figures = json.loads(found[0])
    return {**figures, "a_second": round(figures["answers_200"] / figures["seconds"], 1)}


async def stream(url: str, samples: np.ndarray, seconds: float, begin: float) -> list[float]:
    """Send sound in real time; the times from the last sound of each digit to its result, in ms."""
    size = round(BLOCK_SECONDS * SAMPLE_RATE)
    sound = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    heard: list[float] = []
    async with connect(f"{url}api/stream?rate={SAMPLE_RATE}", proxy=None) as socket:

        async def receive(started: float) -> None:
            async for message in socket:
                event = json.loads(message)
                if event["type"] == "digit":
                    heard.append(1e3 * (time.perf_counter() - started - event["end"]))

        await asyncio.sleep(begin)
        started = time.perf_counter()
        receiving = asyncio.create_task(receive(started))
        for number in range(round(seconds / BLOCK_SECONDS)):
            at = number * size % (len(sound) - size)
            await asyncio.sleep(started + (number + 1) * BLOCK_SECONDS - time.perf_counter())
            await socket.send(sound[at : at + size].tobytes())
        await socket.send("end")
        await receiving
    return heard


async def streams(url: str, count: int, seconds: float) -> dict[str, Any]:
    """Many streams at once, none in step with another."""
    samples = load(DEMO)
    url = url.replace("http", "ws", 1)
    found = await asyncio.gather(
        *(stream(url, samples, seconds, number * 0.137 % 2.0) for number in range(count))
    )
    waits = np.array([wait for one in found for wait in one])
    return {
        "streams": count,
        "seconds": seconds,
        "digits": len(waits),
        "heard_to_received_ms": {
            name: round(float(np.percentile(waits, share)), 1)
            for name, share in (("p50", 50), ("p95", 95), ("p99", 99), ("max", 100))
        },
    }


def memory(server: psutil.Process) -> dict[str, float]:
    """RSS in MB: of the server, and of its workers together."""
    workers = server.children(recursive=True)
    return {
        "server": round(server.memory_info().rss / 1e6, 1),
        "workers": round(sum(worker.memory_info().rss for worker in workers) / 1e6, 1),
        "processes": 1 + len(workers),
    }


def main() -> None:
    """Run all parts against a server that is started for them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=60, help="of each part (default: 60)")
    parser.add_argument("--streams", type=int, default=50, help="live streams (default: 50)")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if soft < 4096 else soft, hard))
    command = [sys.executable, "-m", "desktop.cli", "serve", "--port", "0", "--json"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            url = json.loads(server.stdout.readline())["url"]
            process = psutil.Process(server.pid)
            wrk(url, Path(folder), connections=16, seconds=3)  # warm
            before = memory(process)
            load_now = os.getloadavg()[0]

            def tell(part: str, figures: dict[str, Any]) -> None:
                print(json.dumps({"part": part, **figures}), flush=True)

            tell("machine", {"cores": os.cpu_count(), "load_before": round(load_now, 1)})
            seconds = options.seconds
            tell("recordings", wrk(url, Path(folder), connections=16, seconds=seconds))
            tell("connections", wrk(url, Path(folder), connections=1000, seconds=seconds))
            tell("streams", asyncio.run(streams(url, options.streams, float(seconds))))
            tell("memory", {"before": before, "after": memory(process)})
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
