"""Foreign pages, foreign names and wrong tokens are refused; allowed ones are not."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from desktop.server.access import SUBPROTOCOL
from desktop.server.addresses import own_names
from desktop.server.settings import ServerSettings
from tests.desktop.server.conftest import TOKEN
from tests.harness.program import AUDIO
from tests.harness.running_server import Answer, RunningServer, running_server

CLIP = (AUDIO / "7_slt_0.flac").read_bytes()
BEARER = f"Bearer {TOKEN}"


def token_protocol(token: str) -> str:
    """The subprotocol with which a page sends a token."""
    return "bearer." + urlsafe_b64encode(token.encode()).decode().rstrip("=")


def stream(server: RunningServer, *protocols: str, **options: Any) -> ClientConnection:
    address = f"ws://127.0.0.1:{server.port}/api/stream"
    offered = [Subprotocol(protocol) for protocol in protocols]
    return connect(address, subprotocols=offered or None, proxy=None, **options)


def code_of(answer: Answer) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status, answer.record["code"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://["]
)
@pytest.mark.parametrize("path", ["/api/predict", "/api/number"])
def test_a_page_of_another_site_is_refused(server: RunningServer, path: str, origin: str) -> None:
    answer = server.ask("POST", path, CLIP, origin=origin)
    assert code_of(answer) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.nip.io", "", "["],
)
def test_a_name_that_was_pointed_here_is_refused(server: RunningServer, host: str) -> None:
    assert code_of(server.ask("GET", "/healthz", host=host)) == (421, "foreign_host")


def test_the_name_of_this_computer_is_known_to_its_network(server: RunningServer) -> None:
    assert own_names()
    with running_server(ServerSettings(host="0.0.0.0")) as open_server:  # noqa: S104
        for name in own_names():
            assert open_server.ask("GET", "/healthz", host=f"{name}:7860").status == 200
            assert code_of(server.ask("GET", "/healthz", host=name)) == (421, "foreign_host")
        assert code_of(open_server.ask("GET", "/healthz", host="evil.example"))[0] == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "192.168.1.20:7860"])
def test_its_own_page_is_served(server: RunningServer, host: str) -> None:
    answer = server.ask("POST", "/api/predict", CLIP, host=host, origin=f"http://{host}")
    assert answer.record["digit"] == 7


def test_a_name_that_was_allowed(guarded: RunningServer) -> None:
    assert guarded.ask("GET", "/healthz", host="school.example").status == 200
    origin = "https://school.example"
    answer = guarded.ask("POST", "/api/predict", CLIP, origin=origin, authorization=BEARER)
    assert answer.record["digit"] == 7
    assert answer.headers["access-control-allow-origin"] == origin


def test_a_preflight_of_an_allowed_page(guarded: RunningServer) -> None:
    asked = {"origin": "https://school.example", "access_control_request_method": "POST"}
    answer = guarded.ask("OPTIONS", "/api/predict", **asked)
    assert answer.status == 204
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    refused = guarded.ask("OPTIONS", "/api/predict", **{**asked, "origin": "https://evil.example"})
    assert code_of(refused) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "header",
    [None, "Bearer wrong", "Bearer", "Basic b3Blbg==", "Bearer opén sesame", "open sesame"],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/predict"), ("GET", "/metrics"), ("GET", "/api/no")]
)
def test_a_wrong_token(guarded: RunningServer, method: str, path: str, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header.encode("utf-8").decode("latin-1")}
    answer = guarded.ask(method, path, CLIP if method == "POST" else None, **headers)
    assert code_of(answer) == (401, "wrong_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_right_token(guarded: RunningServer) -> None:
    assert guarded.ask("POST", "/api/predict", CLIP, authorization=BEARER).record["digit"] == 7
    assert guarded.ask("GET", "/metrics", authorization=BEARER).status == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/docs", "/openapi.json", "/words/de", "/needs"])
def test_the_page_itself_needs_no_token(guarded: RunningServer, path: str) -> None:
    assert guarded.ask("GET", path).status == 200


def test_a_stream_needs_the_token_too(guarded: RunningServer) -> None:
    for protocols in ((), (SUBPROTOCOL,), (SUBPROTOCOL, token_protocol("wrong"))):
        with pytest.raises(InvalidStatus, match="401"):
            stream(guarded, *protocols)
    with stream(guarded, SUBPROTOCOL, token_protocol(f"{TOKEN} ")):
        pass
    with stream(guarded, SUBPROTOCOL, token_protocol(TOKEN)) as accepted:
        assert accepted.subprotocol == SUBPROTOCOL
    with stream(guarded, additional_headers={"Authorization": BEARER}) as accepted:
        assert accepted.subprotocol is None


def test_a_stream_of_another_site_is_refused(server: RunningServer) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        stream(server, origin="https://evil.example")


def test_the_page_may_load_from_this_server_alone(guarded: RunningServer) -> None:
    policy = guarded.ask("GET", "/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'self' https://school.example"
