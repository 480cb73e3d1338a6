"""Certificates for simulated portals: an authority made anew in memory each time, never a real one's."""

from __future__ import annotations

import os
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LEGACY_SERVER_HELLO = bytes.fromhex("160303002a0200002603035b1d") + b"\x27" * 30 + bytes.fromhex("00c02f00")
"""A TLS 1.2 ServerHello with no extension at all: OpenSSL 3 ends it with UNSAFE_LEGACY_RENEGOTIATION_DISABLED."""


class Authority:
    """A certificate authority for one test or demo run. `folder` takes its public certificate for clients to trust."""

    def __init__(self, folder: Path) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "specimen town")])
        now = datetime.now(UTC)
        self._certificate = (
            self._builder(
                self._name, self._key.public_key(), now - timedelta(days=1), now + timedelta(days=30)
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.certificate_file = folder / "specimen-authority.pem"
        self.certificate_file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, begins: datetime, ends: datetime
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
        )

    def context(self, host: str, *, expired: bool = False, only_p256: bool = False) -> ssl.SSLContext:
        """A server's TLS settings with a certificate for `host`."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        ends = now - timedelta(hours=1) if expired else now + timedelta(days=10)
        certificate = (
            self._builder(
                x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]),
                key.public_key(),
                now - timedelta(days=2),
                ends,
            )
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if only_p256:
            context.set_ecdh_curve("prime256v1")
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        # ssl reads certificates from files only; this one lives for a moment and only its owner may read it.
        handle, name = tempfile.mkstemp(suffix=".pem")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(private + certificate.public_bytes(serialization.Encoding.PEM))
            context.load_cert_chain(name)
        finally:
            Path(name).unlink()
        return context
