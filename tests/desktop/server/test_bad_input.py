"""Bad input gets a problem of 4xx (RFC 9457) or "busy", in time, and disturbs nothing else."""

from __future__ import annotations

import io
import json
import socket
import time

import numpy as np
import pytest
import soundfile

from desktop.server.problems import CAUSES
from desktop.server.settings import Limits, ServerSettings
from tests.harness.program import AUDIO
from tests.harness.running_server import FORM, Answer, RunningServer, form, running_server

CLIP = (AUDIO / "7_slt_0.flac").read_bytes()


def flac(samples: np.ndarray, rate: int = 16_000) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="FLAC")
    return file.getvalue()


def opus() -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(0).normal(0, 0.1, 96_000)  # several pages
    soundfile.write(file, noise, 16_000, format="OGG", subtype="OPUS")
    return file.getvalue()


OPUS = opus()


def assert_problem(answer: Answer, status: int, code: str) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.record
    assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
    assert set(problem) - {"cause", "value"} == {"type", "title", "status", "detail", "code"}
    assert problem.get("cause", CAUSES[0]) in CAUSES
    assert problem["type"] == f"/docs#{code}"
    assert "\n" not in problem["detail"]
    assert b"Traceback" not in answer.body


def assert_unharmed(server: RunningServer) -> None:
    assert server.ask("POST", "/api/predict", CLIP).record["digit"] == 7


BAD_BODIES = {
    "no audio": (b"This is a letter.\n" * 100, 415, "not_audio", "not_audio"),
    "M4A": (b"\0\0\0\x20ftypM4A " + bytes(1000), 415, "not_audio", "foreign_format"),
    "one byte": (b"x", 415, "not_audio", "not_audio"),
    "empty": (b"", 400, "empty", None),
    "FLAC that was cut": (CLIP[: len(CLIP) // 2], 422, "unusable", "cut_short"),
    "Opus that was cut": (OPUS[: len(OPUS) // 2], 422, "unusable", "cut_short"),
    "WAV of no samples": (None, 422, "unusable", "no_sound"),
    "two hours of silence": (None, 413, "too_long", "too_long"),
}


@pytest.fixture(scope="module")
def two_hours() -> bytes:
    return flac(np.zeros(2 * 3600 * 16_000, np.int16))


@pytest.mark.parametrize("name", BAD_BODIES)
@pytest.mark.parametrize("path", ["/api/predict", "/api/number"])
def test_a_bad_recording(server: RunningServer, two_hours: bytes, path: str, name: str) -> None:
    body, status, code, cause = BAD_BODIES[name]
    if name == "WAV of no samples":
        file = io.BytesIO()
        soundfile.write(file, np.zeros(0), 16_000, format="WAV")
        body = file.getvalue()
    elif name == "two hours of silence":
        body = two_hours
        assert len(body) < 1_000_000  # 230 MB of samples
    answer = server.ask("POST", path, body)
    assert_problem(answer, status, code)
    assert answer.record.get("cause") == cause
    assert_unharmed(server)


def test_silence_of_many_channels_is_not_decoded_to_its_end(server: RunningServer) -> None:
    body = flac(np.zeros((600 * 16_000, 8), np.int16))
    assert_problem(server.ask("POST", "/api/predict", body), 413, "too_long")


def test_a_hundred_megabytes(patient: RunningServer) -> None:
    answer = patient.ask("POST", "/api/predict", bytes(100_000_000))
    assert_problem(answer, 413, "too_large")
    pieces = (bytes(1_000_000) for _ in range(100))  # without a declared length
    assert_problem(patient.ask("POST", "/api/predict", pieces), 413, "too_large")
    assert_unharmed(patient)


def test_a_request_that_is_larger_than_the_memory_for_all_is_no_matter_of_waiting() -> None:
    settings = ServerSettings(max_seconds=3600.0, limits=Limits(body_bytes=2_000_000))
    with running_server(settings) as small:
        answer = small.ask("POST", "/api/predict", bytes(2_100_000))
    assert_problem(answer, 413, "too_large")
    assert "2 MB" in answer.record["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (form(("sound", "7.flac", CLIP)), FORM, "missing_field"),
        (form(("file", None, b"7")), FORM, "missing_field"),
        (form(), FORM, "missing_field"),
        (form(("file", "7.flac", b"")), FORM, "empty"),
        (b"no form at all", FORM, "bad_request"),
        (b"--x--", "multipart/form-data", "bad_request"),
        (form(("note", None, b"x" * 5000), ("file", "7.flac", CLIP)), FORM, "bad_request"),
    ],
)
def test_a_bad_form(server: RunningServer, body: bytes, kind: str, code: str) -> None:
    assert_problem(server.ask("POST", "/api/predict", body, content_type=kind), 400, code)


@pytest.mark.parametrize("count", [101, 102, 150])
def test_too_many_files(server: RunningServer, count: int) -> None:
    body = form(*[("file", "7.flac", b"x")] * count)
    answer = server.ask("POST", "/api/predict", body, content_type=FORM)
    assert_problem(answer, 413, "too_many_files")
    assert answer.record["detail"] == "Send at most 100 recordings in one request."


def test_another_type_of_content(server: RunningServer) -> None:
    answer = server.ask("POST", "/api/predict", b'{"file": 7}', content_type="application/json")
    assert_problem(answer, 415, "not_audio")


@pytest.mark.parametrize(
    "address", ["predict?reject=7", "predict?reject=true&langauge=de", "number?reject=true"]
)
def test_a_bad_parameter(server: RunningServer, address: str) -> None:
    assert_problem(server.ask("POST", f"/api/{address}", CLIP), 400, "bad_parameter")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method(server: RunningServer, method: str) -> None:
    answer = server.ask(method, "/api/predict")
    assert_problem(answer, 405, "wrong_method")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/", "/assets/../app.py", "/words/xx", "/assets/no"]
)
def test_a_wrong_address(server: RunningServer, path: str) -> None:
    assert_problem(server.ask("GET", path), 404, "not_found")


def test_a_stream_without_websocket(server: RunningServer) -> None:
    assert_problem(server.ask("GET", "/api/stream"), 426, "needs_websocket")


def received(connection: socket.socket) -> Answer:
    """The answer on a connection that the server closes then."""
    data = b""
    while piece := connection.recv(65_536):
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return Answer(int(status.split()[1]), headers, body)


@pytest.mark.parametrize(
    "request_head",
    [
        b"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nRIFF",
        b"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["too short", "chunks that do not come"],
)
def test_a_body_that_does_not_come(hurried: RunningServer, request_head: bytes) -> None:
    with hurried.connect() as connection:
        connection.sendall(request_head)
        assert_problem(received(connection), 408, "too_slow")


def test_a_body_that_never_ends(hurried: RunningServer) -> None:
    def drip(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"1\r\nx\r\n")
            time.sleep(0.05)

    with hurried.connect() as connection:
        connection.sendall(
            b"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        with pytest.raises(ConnectionError):  # the server closes while this sends
            drip(connection)
    while (answer := hurried.ask("POST", "/api/predict", CLIP)).status == 408:
        pass  # this process is too busy to send the recording in time
    assert answer.record["digit"] == 7


def test_headers_that_never_end(hurried: RunningServer) -> None:
    with hurried.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        assert_problem(received(connection), 408, "too_slow")


def test_a_silent_connection(hurried: RunningServer) -> None:
    with hurried.connect() as connection:
        assert_problem(received(connection), 408, "too_slow")


def test_what_is_not_http(server: RunningServer) -> None:
    with server.connect() as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS handshake\r\n\r\n")
        assert_problem(received(connection), 400, "bad_request")


def test_a_client_that_goes_away(server: RunningServer) -> None:
    head = f"POST /api/number HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(CLIP)}\r\n\r\n"
    for part in (CLIP[:100], CLIP):
        for _ in range(20):
            with server.connect() as connection:
                connection.sendall(head.encode() + part)
    assert_unharmed(server)


def test_a_thousand_connections(server: RunningServer) -> None:
    connections = [server.connect() for _ in range(1000)]
    try:
        assert_unharmed(server)
        request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        for connection in connections[:100]:
            connection.sendall(request)
        statuses = {received(connection).status for connection in connections[:100]}
        assert statuses <= {200, 408}
    finally:
        for connection in connections:
            connection.close()
    assert_unharmed(server)


def test_no_header_repeats_what_the_server_is(server: RunningServer) -> None:
    answer = server.ask("GET", "/healthz")
    assert "server" not in answer.headers
    assert json.loads(answer.body)["status"] == "ok"


def test_an_upload_is_refused_when_the_server_stops() -> None:
    with running_server(ServerSettings()) as stopped:
        client = socket.create_connection(("127.0.0.1", stopped.port), timeout=60)
        client.sendall(
            b"POST /api/number HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n\r\n"
            + bytes(1000)
        )
        assert stopped.ask("GET", "/healthz").status == 200  # the upload has begun
    with client:
        head, _, body = b"".join(iter(lambda: client.recv(65_536), b"")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert b"content-type: application/problem+json" in head
    assert b"retry-after: 1" in head.lower()
    problem = json.loads(body)
    assert problem["code"] == "busy"
    assert "is stopping" in problem["detail"]
