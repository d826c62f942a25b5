"""``spoken-digits serve``: where it listens, for whom, and how it starts and ends."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
from argparse import Namespace
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="not installed: the extra 'serve'")

from desktop.server.addresses import own_addresses
from tests.harness.program import AUDIO, REPOSITORY, environment, records, run, start, the_line

CLIP = (AUDIO / "7_slt_0.flac").read_bytes()


@pytest.mark.slow
def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    process = start("serve", "--port", 0, "--json", env=environment(tmp_path))
    try:
        assert process.stdout is not None
        (ready,) = records(process.stdout.readline())
        assert ready["url"].startswith("http://127.0.0.1:")
        connection = HTTPConnection("127.0.0.1", int(ready["url"].split(":")[2].strip("/")))
        connection.request("POST", "/api/number", CLIP)
        assert b'"number":"7"' in connection.getresponse().read()
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "some.host.example"])  # noqa: S104
def test_beyond_this_computer_it_asks_for_a_token(tmp_path: Path, host: str) -> None:
    done = run("serve", "--host", host, "--port", 0, env=environment(tmp_path))
    assert done.returncode == 2
    assert "--token" in the_line(done)


@pytest.mark.parametrize(
    ("token", "text"), [("", "empty"), (" ", "empty"), ("Schlüssel€", "ASCII")]
)
def test_a_token_that_clients_cannot_send(tmp_path: Path, token: str, text: str) -> None:
    """An empty one, for example from a variable that is not set, does not open the server."""
    options = ("--host", "0.0.0.0", "--port", 0, "--token", token)  # noqa: S104
    done = run("serve", *options, env=environment(tmp_path))
    assert done.returncode == 2
    assert text in the_line(done)


@pytest.mark.slow
def test_it_says_where_other_computers_find_it(tmp_path: Path) -> None:
    options = ("--host", "0.0.0.0", "--port", 0, "--token", "secret")  # noqa: S104
    said = until_ready(tmp_path, *options)
    assert all(f"http://{address}:" in said for address in own_addresses())
    assert "--https" in said
    secured = until_ready(tmp_path, *options, "--https")
    assert all(f"https://{address}:" in secured for address in own_addresses())
    assert "--https" not in secured


def until_ready(home: Path, *options: object) -> str:
    """What the server prints until it is interrupted."""
    process = start("serve", *options, env=environment(home))
    try:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = first + process.stderr.read()  # communicate() would lose what is in its buffer
        assert process.wait(60) == 0
        return said
    finally:
        process.kill()
        process.communicate()


def test_https_with_the_own_certificate(tmp_path: Path) -> None:
    process = start("serve", "--https", "--port", 0, "--json", env=environment(tmp_path))
    try:
        assert process.stdout is not None
        (ready,) = records(process.stdout.readline())
        assert ready["url"].startswith("https://127.0.0.1:")
        (kept,) = tmp_path.rglob("authority.pem")
        trusting = ssl.create_default_context(cafile=str(kept))
        port = int(ready["url"].split(":")[2].strip("/"))
        connection = HTTPSConnection("localhost", port, context=trusting)
        connection.request("POST", "/api/number", CLIP)
        assert b'"number":"7"' in connection.getresponse().read()
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        (["--key", "site.key"], 2, "--certificate FILE"),
        (["--https", "--certificate", "site.pem"], 2, "not both"),
        (["--certificate", "none.pem"], 1, "none.pem"),
        (["--certificate", __file__], 1, "certificate"),
    ],
)
def test_a_certificate_that_cannot_be_used(
    tmp_path: Path, options: list[str], code: int, text: str
) -> None:
    done = run("serve", "--port", 0, *options, env=environment(tmp_path))
    assert done.returncode == code
    assert text in the_line(done)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--port", "70000"], "0 to 65535"),
        (["--max-seconds", "0"], "1 to 3600"),
        (["--max-seconds", "nan"], "1 to 3600"),
        (["--workers", "0"], "1 to 256"),
        (["--allow", "https://digits.example.org"], "without https:// and port"),
        (["--allow", "digits.example.org:443"], "without https:// and port"),
    ],
)
def test_wrong_options(tmp_path: Path, options: list[str], text: str) -> None:
    done = run("serve", *options, env=environment(tmp_path))
    assert done.returncode == 2
    assert text in the_line(done)


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("ALLOW", "a.example,b:1")])
def test_wrong_variables(tmp_path: Path, name: str, value: str) -> None:
    variable = f"SPOKEN_DIGITS_{name}"
    done = run("serve", env=environment(tmp_path, **{variable: value}))
    assert done.returncode == 2
    assert variable in the_line(done)


def test_a_name_in_other_letters_is_allowed(tmp_path: Path) -> None:
    options = ("serve", "--port", 0, "--json", "--allow", "школа.рф")
    process = start(*options, env=environment(tmp_path))
    try:
        assert process.stdout is not None
        (ready,) = records(process.stdout.readline())
        connection = HTTPConnection("127.0.0.1", int(ready["url"].split(":")[2].strip("/")))
        connection.request("GET", "/healthz", headers={"Host": "xn--80atdl2c.xn--p1ai"})
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_a_port_that_is_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", port, env=environment(tmp_path))
    assert done.returncode == 1
    assert f"port {port}" in the_line(done)


def test_a_bundle_that_cannot_be_loaded(tmp_path: Path) -> None:
    done = run("serve", "--port", 0, "--bundle", tmp_path, env=environment(tmp_path))
    assert done.returncode == 1
    assert "bundle" in the_line(done)


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    blocked = tmp_path / "starlette"
    blocked.mkdir()
    (blocked / "__init__.py").write_text("raise ModuleNotFoundError(name='starlette')")
    done = run("serve", env=environment(tmp_path, PYTHONPATH=f"{tmp_path}:{REPOSITORY}"))
    assert done.returncode == 1
    assert "uv pip install --requirement requirements/serve.txt" in the_line(done)
    assert (REPOSITORY / "requirements" / "serve.txt").exists()


def test_no_other_command_imports_it() -> None:
    code = """
import sys
from desktop.arguments import parse
parse(["predict", "a.wav"], open_window=print)
import desktop.commands.batch, desktop.commands.listen.command, desktop.commands.predict
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"starlette", "uvicorn", "websockets", "prometheus_client", "asyncio"}
assert not [name for name in sys.modules if name.startswith("desktop.server")]
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True)


def test_the_package_without_the_server_says_how_to_get_it(monkeypatch, capsys) -> None:
    from desktop.commands.serve import run as serve

    monkeypatch.setitem(sys.modules, "desktop.server.running", None)
    assert serve(Namespace()) == 1
    assert "in the source tree: .venv/bin/uv" in capsys.readouterr().err
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert serve(Namespace()) == 1
    said = capsys.readouterr().err
    assert "this package does not have the server" in said
    assert "docs/serving.md" in said
    assert ".venv" not in said
    guide = (REPOSITORY / "docs" / "serving.md").read_text(encoding="utf-8")
    assert "requirements/serve.txt" in guide
    assert "pip install 'spoken-digits" not in said + guide  # it is in no package index
