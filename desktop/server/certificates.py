"""Certificates for HTTPS: one of the user's, or the server's own for networks without public names.

Browsers allow the microphone only on pages with HTTPS, and public authorities sign no certificates
for the addresses of a private network. There the server has an authority of its own. It signs a
certificate for the addresses and names of this computer. Browsers warn of it, until its authority
is installed on the device.

What the authority may sign is limited to private addresses, to names ending in ``.local``, and to
what this computer is called. So a device that trusts it is not at risk on other sites, even if its
key is stolen.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.atomic_write import write_atomically

AUTHORITY_DAYS = 5 * 365
SERVER_DAYS = 365
"""iOS refuses certificates for more than 825 days."""

RENEWED_DAYS = 30
"""A certificate is replaced when fewer days than this are left."""

CLOCK = timedelta(days=1)
"""Clocks of devices may be late by this much."""

ALWAYS = ("localhost", "127.0.0.1", "::1")

_PRIVATE = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
)


class CertificateError(Exception):
    """A certificate cannot be used; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate of the server's own.

    Attributes
    ----------
    path : Path
        PEM file of the key, the certificate, and that of its authority.
    authority : bytes
        The certificate of the authority (DER), for installing on devices.
    """

    path: Path
    authority: bytes


@dataclass(frozen=True, slots=True)
class _Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + self.certificate.public_bytes(Encoding.PEM)


def ssl_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """The context of a server with this certificate; raises `CertificateError`.

    Parameters
    ----------
    certificate : Path
        PEM file of the certificate, with those that lead to its authority.
    key : Path or None
        PEM file of its key; None if it is in the same file.
    """

    def no_password() -> str:
        raise CertificateError(f"the key of {certificate} has a password; remove it (openssl pkey)")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, no_password)
    except ssl.SSLError as error:
        reason = "they do not belong together" if "MISMATCH" in str(error) else "it is not PEM"
        if key is None and reason == "it is not PEM":
            reason = "it holds no certificate with its key; is the key in another file? (--key)"
        raise CertificateError(f"cannot use the certificate {certificate}: {reason}") from error
    except OSError as error:
        both = f"{certificate}, {key}" if key is not None else str(certificate)
        raise CertificateError(
            f"cannot read the certificate or its key ({both}): {error.strerror or error}"
        ) from error
    return context


def own_certificate(folder: Path, names: Iterable[str]) -> OwnCertificate:
    """Return the server's own certificate; makes it, or a new one, if necessary.

    Devices remember a certificate that they were told to accept. So it stays the same as long as
    it is good for these names.

    Parameters
    ----------
    folder : Path
        Where certificates and keys are kept; readable only for the user.
    names : iterable of str
        Addresses and host names of this computer, besides `ALWAYS`.

    Raises
    ------
    CertificateError
        The folder cannot be written.
    """
    wanted = [_general_name(name) for name in dict.fromkeys([*ALWAYS, *names])]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        authority = _read(folder / "authority.pem")
        if authority is None or not _may_sign(authority.certificate, wanted):
            authority = _make_authority(wanted)
            write_atomically(folder / "authority.pem", authority.pem())
        path = folder / "server.pem"
        server = _read(path)
        if server is None or not _is_for(server.certificate, wanted, authority.certificate):
            server = _make_server(wanted, authority)
            chain = authority.certificate.public_bytes(Encoding.PEM)
            write_atomically(path, server.pem() + chain)
    except OSError as error:
        raise CertificateError(
            f"cannot keep a certificate in {folder}: {error.strerror or error}"
        ) from error
    return OwnCertificate(path, authority.certificate.public_bytes(Encoding.DER))


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _read(path: Path) -> _Signed | None:
    """The certificate and key of a file; None if there is none, or it is damaged."""
    try:
        data = path.read_bytes()
        key = load_pem_private_key(data, None)
        certificate = x509.load_pem_x509_certificate(data)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    return _Signed(certificate, key) if certificate.public_key() == key.public_key() else None


def _is_fresh(certificate: x509.Certificate) -> bool:
    return certificate.not_valid_after_utc - datetime.now(UTC) > timedelta(days=RENEWED_DAYS)


def _may_sign(authority: x509.Certificate, wanted: list[x509.GeneralName]) -> bool:
    if not _is_fresh(authority):
        return False
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return all(_is_within(name, limits.permitted_subtrees or []) for name in wanted)


def _is_within(name: x509.GeneralName, permitted: list[x509.GeneralName]) -> bool:
    if isinstance(name, x509.IPAddress):
        address = ipaddress.ip_address(str(name.value))
        networks = [str(limit.value) for limit in permitted if isinstance(limit, x509.IPAddress)]
        return any(address in ipaddress.ip_network(network) for network in networks)
    domains = [limit.value for limit in permitted if isinstance(limit, x509.DNSName)]
    return any(name.value == domain or name.value.endswith(f".{domain}") for domain in domains)


def _is_for(
    certificate: x509.Certificate, wanted: list[x509.GeneralName], authority: x509.Certificate
) -> bool:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    try:
        certificate.verify_directly_issued_by(authority)
    except Exception:  # noqa: BLE001 - of another authority, in whatever way
        return False
    return _is_fresh(certificate) and set(wanted) <= set(names)


def _make_authority(wanted: list[x509.GeneralName]) -> _Signed:
    permitted: list[x509.GeneralName] = [
        x509.DNSName("local"),
        *(x509.IPAddress(ipaddress.ip_network(network)) for network in _PRIVATE),
    ]
    for name in wanted:
        if not _is_within(name, permitted):
            permitted.append(
                x509.IPAddress(ipaddress.ip_network(name.value))
                if isinstance(name, x509.IPAddress)
                else name
            )
    key = ec.generate_private_key(ec.SECP256R1())
    # Devices show this name in their list of authorities, where several need to be told apart.
    subject = _subject(f"Spoken Digits {datetime.now(UTC):%Y-%m-%d %H:%M}")
    builder = (
        _builder(subject, subject, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
    )
    return _Signed(builder.sign(key, hashes.SHA256()), key)


def _make_server(wanted: list[x509.GeneralName], authority: _Signed) -> _Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate.subject
    authority_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _builder(_subject("Spoken Digits"), issuer, key, SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(authority_id, critical=False)
    )
    return _Signed(builder.sign(authority.key, hashes.SHA256()), key)


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(identifier, critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
