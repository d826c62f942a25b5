"""``/api/stream`` hears live sound like `listen`, within its limits."""

from __future__ import annotations

import json
import threading
import time

import numpy as np
import pytest
import soxr
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from core.audio import load
from desktop.audio.sources import DEMO
from desktop.server.settings import Limits, ServerSettings
from tests.harness.program import AUDIO, environment, records, run
from tests.harness.running_server import RunningServer, running_server


def open_stream(server: RunningServer, rate: int = 16_000) -> ClientConnection:
    address = f"ws://127.0.0.1:{server.port}/api/stream?rate={rate}"
    return connect(address, proxy=None, max_queue=None)


def pcm(samples: np.ndarray) -> bytes:
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def heard(server: RunningServer, samples: np.ndarray, rate: int, size: int) -> list[dict]:
    sound = pcm(samples)
    with open_stream(server, rate) as stream:
        for begin in range(0, len(sound), size):
            stream.send(sound[begin : begin + size])
        stream.send("end")
        return [json.loads(message) for message in stream]


def finals(events: list[dict]) -> list[tuple]:
    return [
        (event["id"], event["type"], event["digit"], event["start"], event.get("number"))
        for event in events
        if event["type"] in ("digit", "rejected", "number")
    ]


@pytest.mark.slow
def test_the_demo_is_heard_as_by_listen(server: RunningServer, tmp_path) -> None:
    done = run("listen", "--demo", "--fast", "--json", env=environment(tmp_path))
    expected = records(done.stdout)
    found = heard(server, load(DEMO), 16_000, 3200)
    assert [event[2] for event in finals(found)] == [event[2] for event in finals(expected)]
    assert {key for event in found for key in event} == {key for event in expected for key in event}


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 44_100, 48_000, 192_000])
def test_any_rate(server: RunningServer, rate: int) -> None:
    samples = np.concatenate([np.zeros(8000, np.float32), load(AUDIO / "7_slt_0.flac")])
    resampled = soxr.resample(samples, 16_000, rate)
    digits = [e for e in heard(server, resampled, rate, 4096) if e["type"] == "digit"]
    assert [event["digit"] for event in digits] == [7]


def test_events_come_while_the_sound_goes_on(server: RunningServer) -> None:
    clip = load(AUDIO / "7_slt_0.flac")
    samples = np.concatenate([np.zeros(8000, np.float32), clip, np.zeros(16_000, np.float32)])
    with open_stream(server) as stream:
        stream.send(pcm(samples))
        events = (json.loads(stream.recv(timeout=20)) for _ in range(20))
        digit = next(event for event in events if event["type"] == "digit")
        assert digit["digit"] == 7
        assert digit["heard_to_known_ms"] is not None


def word(digit: int) -> np.ndarray:
    """The sound of a word without the silence around it."""
    sound = load(AUDIO / f"{digit}_slt_0.flac")
    begin, *_, end = np.flatnonzero(np.abs(sound) > 0.02)
    return sound[begin:end]


@pytest.mark.parametrize(("begun", "is_cut"), [(0.0, False), (0.3, True)])
def test_a_number_is_cut_if_somebody_speaks_at_the_end(
    server: RunningServer, begun: float, is_cut: bool
) -> None:
    four, six, nine = (word(digit) for digit in (4, 6, 9))
    pause = np.zeros(6400, np.float32)
    parts = (pause, four, pause, six, pause, nine[: round(begun * 16_000)])
    events = heard(server, np.concatenate(parts), 16_000, 3200)
    numbers = [event for event in events if event["type"] == "number"]
    assert [(event["number"][:2], event["is_cut"]) for event in numbers] == [("46", is_cut)]


def test_progress_is_said_to_those_who_ask(server: RunningServer) -> None:
    silence = pcm(np.zeros(3 * 16_000, np.float32))
    address = f"ws://127.0.0.1:{server.port}/api/stream?progress="
    said = {}
    for asked in ("true", "false"):
        with connect(address + asked, proxy=None) as stream:
            for begin in range(0, len(silence), 6400):
                stream.send(silence[begin : begin + 6400])
            stream.send("end")
            said[asked] = [json.loads(message) for message in stream]
    assert said["false"] == []
    assert {event["type"] for event in said["true"]} == {"progress"}
    seconds = [event["seconds"] for event in said["true"]]
    assert seconds == sorted(set(seconds))
    assert 2.0 <= seconds[-1] <= 3.0


@pytest.mark.parametrize("flag", ["", "yes", "2", "true&rates=8000"])
def test_a_wrong_flag(server: RunningServer, flag: str) -> None:
    with pytest.raises(InvalidStatus, match="400"):
        connect(f"ws://127.0.0.1:{server.port}/api/stream?progress={flag}", proxy=None)


@pytest.mark.parametrize("rate", ["0", "7999", "192001", "-1", "x", "1e4", "9" * 5000, "٣"])
def test_a_wrong_rate(server: RunningServer, rate: str) -> None:
    with pytest.raises(InvalidStatus, match="400"):
        connect(f"ws://127.0.0.1:{server.port}/api/stream?rate={rate}", proxy=None)


@pytest.mark.parametrize(
    ("message", "code"), [("hello", 1003), (b"odd", 1007), (b"x" * 1_100_000, 1009)]
)
def test_a_wrong_message_closes_the_stream(
    server: RunningServer, message: str | bytes, code: int
) -> None:
    with open_stream(server) as stream:
        stream.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            stream.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


def test_a_stream_without_sound_is_closed(hurried: RunningServer) -> None:
    with open_stream(hurried) as stream:
        with pytest.raises(ConnectionClosed) as closed:
            stream.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert "No sound" in closed.value.rcvd.reason


def test_a_client_that_goes_away_leaves_its_place(server: RunningServer) -> None:
    for _ in range(5):
        with open_stream(server) as stream:
            stream.send(bytes(3200))
            stream.socket.close()
    deadline = time.monotonic() + 30
    while b"spoken_digits_streams 0.0" not in server.ask("GET", "/metrics").body:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_number_of_streams_is_limited() -> None:
    settings = ServerSettings(limits=Limits(streams=2))
    with running_server(settings) as server, open_stream(server), open_stream(server):
        with pytest.raises(InvalidStatus) as refused:
            open_stream(server).__enter__()
        response = refused.value.response
        assert response.status_code == 503
        assert json.loads(response.body)["code"] == "busy"
        assert "Retry-After" in response.headers


@pytest.mark.slow
def test_a_client_that_sends_too_fast_is_slowed_down(server: RunningServer) -> None:
    """Back-pressure: the server holds no more than TCP's buffers and a message or two."""
    hour = pcm(np.random.default_rng(0).normal(0, 0.001, 16_000).astype(np.float32)) * 30
    sent = 0
    with open_stream(server) as stream:
        done = threading.Event()

        def send() -> None:
            nonlocal sent
            while not done.is_set():
                stream.send(hour)
                sent += len(hour)

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(1.0)
        metrics = server.ask("GET", "/metrics").body.decode()
        done.set()
        sender.join(60)
        line = next(x for x in metrics.splitlines() if x.startswith("spoken_digits_stream_sound"))
        waiting = sent - 32_000 * float(line.split()[1])
    assert sent > 0
    assert waiting < 12_000_000


@pytest.mark.slow
def test_a_stream_whose_worker_dies_is_closed_and_the_next_one_works() -> None:
    import psutil

    with running_server(ServerSettings()) as server:
        before = set(psutil.Process().children())
        with open_stream(server) as stream:
            stream.send(bytes(3200))
            deadline = time.monotonic() + 30
            while not (new := set(psutil.Process().children()) - before):
                assert time.monotonic() < deadline
                time.sleep(0.01)
            time.sleep(0.5)
            for process in new:
                process.kill()
            stream.send(bytes(3200))
            with pytest.raises(ConnectionClosed) as closed:
                stream.recv(timeout=20)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1011
        clip = load(AUDIO / "7_slt_0.flac")
        events = heard(server, np.concatenate([np.zeros(8000, np.float32), clip]), 16_000, 3200)
        assert [event["digit"] for event in events if event["type"] == "digit"] == [7]
