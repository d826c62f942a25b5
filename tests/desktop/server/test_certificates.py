"""The server's own certificate, and those of users."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="not installed: the extra 'serve'")

from cryptography import x509

from desktop.server import certificates
from desktop.server.certificates import CertificateError, own_certificate, ssl_context
from desktop.server.settings import ServerSettings
from tests.harness.running_server import running_server


def served_names(path: Path) -> list[str]:
    names = x509.load_pem_x509_certificate(path.read_bytes()).extensions
    values = names.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in values]


def test_a_device_that_knows_the_authority_trusts_the_server(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, ["192.168.1.20", "laptop.local"])
    trusting = ssl.create_default_context(cadata=own.authority)
    settings = ServerSettings(certificate=own.path, authority=own.authority)
    with running_server(settings) as server:
        for name in ("127.0.0.1", "192.168.1.20", "laptop.local"):
            with (
                socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection,
                trusting.wrap_socket(connection, server_hostname=name) as secured,
            ):
                request = "GET /authority.crt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                secured.sendall(f"{request}\r\n".encode())
                answer = b"".join(iter(lambda: secured.recv(65_536), b""))
            assert answer.startswith(b"HTTP/1.1 200")
            assert answer.endswith(own.authority)
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            trusting.wrap_socket(connection, server_hostname="192.168.1.21")


def test_without_an_own_authority_there_is_none_to_install() -> None:
    with running_server(ServerSettings()) as server:
        assert server.ask("GET", "/authority.crt").status == 404
        assert server.ask("GET", "/needs").record["authority"] is False


def test_it_stays_the_same_for_the_same_computer(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, ["192.168.1.20", "laptop.local"])
    kept = first.path.read_bytes()
    assert own_certificate(tmp_path, ["laptop.local"]) == first
    assert first.path.read_bytes() == kept


def test_another_address_gets_a_certificate_of_the_same_authority(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, ["192.168.1.20"])
    second = own_certificate(tmp_path, ["10.0.0.7"])
    assert second.authority == first.authority
    assert "10.0.0.7" in served_names(second.path)


def test_the_authority_may_sign_for_this_computer_only(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, ["192.168.1.20", "laptop"])
    limits = x509.load_der_x509_certificate(first.authority).extensions
    constraints = limits.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert constraints.value.permitted_subtrees is not None
    names = [str(name.value) for name in constraints.value.permitted_subtrees]
    assert {"local", "laptop", "localhost", "192.168.0.0/16"} <= set(names)
    assert not {"0.0.0.0/0", "::/0", ""} & set(names)
    # A public address or name needs an authority that was made for it.
    second = own_certificate(tmp_path, ["198.51.100.7", "digits.example.org"])
    assert second.authority != first.authority
    assert {"198.51.100.7", "digits.example.org"} <= set(served_names(second.path))


def test_openssl_refuses_what_the_authority_may_not_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own_certificate(tmp_path, [])
    monkeypatch.setattr(certificates, "_may_sign", lambda *_: True)  # as a thief of its key would
    stolen = own_certificate(tmp_path, ["bank.example"])
    assert stolen.authority == first.authority
    trusting = ssl.create_default_context(cadata=first.authority)
    with (
        running_server(ServerSettings(certificate=stolen.path)) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection,
        pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"),
    ):
        trusting.wrap_socket(connection, server_hostname="bank.example")


def test_it_is_renewed_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "SERVER_DAYS", certificates.RENEWED_DAYS - 1)
    first = own_certificate(tmp_path, [])
    old = first.path.read_bytes()
    monkeypatch.undo()
    second = own_certificate(tmp_path, [])
    assert second.authority == first.authority
    assert second.path.read_bytes() != old
    ends = x509.load_pem_x509_certificate(second.path.read_bytes()).not_valid_after_utc
    assert ends - dt.datetime.now(dt.UTC) > dt.timedelta(days=300)


@pytest.mark.parametrize("name", ["authority.pem", "server.pem"])
@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_damaged_file_is_made_again(tmp_path: Path, name: str, content: bytes) -> None:
    own_certificate(tmp_path, [])
    (tmp_path / name).write_bytes(content)
    ssl_context(own_certificate(tmp_path, []).path, None)


def test_nobody_else_can_read_the_keys(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    own_certificate(folder, [])
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir() if path.stat().st_mode & 0o077] == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CertificateError, match="cannot keep"):
        own_certificate(tmp_path / "file" / "server", [])


def test_a_certificate_of_the_user(tmp_path: Path) -> None:
    own = own_certificate(tmp_path / "own", [])
    text = own.path.read_text()
    end = text.index("-----BEGIN CERTIFICATE-----")
    certificate, key = tmp_path / "site.pem", tmp_path / "site.key"
    certificate.write_text(text[end:])
    key.write_text(text[:end])
    ssl_context(certificate, key)
    with pytest.raises(CertificateError, match="--key"):
        ssl_context(certificate, None)
    with pytest.raises(CertificateError, match="cannot read"):
        ssl_context(certificate, tmp_path / "none.key")
    other = own_certificate(tmp_path / "other", [])
    with pytest.raises(CertificateError, match="do not belong together"):
        ssl_context(certificate, other.path)


def test_a_key_with_a_password_is_not_asked_for(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, [])
    locked = tmp_path / "locked.key"
    command = ["openssl", "pkey", "-aes256", "-passout", "pass:secret", "-in", str(own.path)]
    subprocess.run([*command, "-out", str(locked)], check=True)
    with pytest.raises(CertificateError, match="has a password"):
        ssl_context(own.path, locked)
