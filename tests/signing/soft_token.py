"""A token in software, its tools, and certificates of made-up persons."""

import io
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

PIN = "48151623"
NAME = "Nguyễn Thị Mẫu"
DRIVER = Path("/usr/lib/softhsm/libsofthsm2.so")
ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-I", str(ROOT / "main.py"), "--signing-host")


_ISSUING = ("key_cert_sign", "crl_sign")
_SIGNING = ("digital_signature", "content_commitment")
_OTHER_USES = (
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True)
class Token:
    """Where the token's files lie, and who issued its certificate."""

    home: Path
    issuer: x509.Certificate


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ủy ban nhân dân xã Phú Mẫu"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def certificate(
    common: str,
    key: rsa.RSAPrivateKey,
    issuer: str,
    by: rsa.RSAPrivateKey,
    *,
    ca: bool,
) -> x509.Certificate:
    """Return a certificate that holds for a year around the present."""
    now = datetime.now(UTC)
    granted = _ISSUING if ca else _SIGNING
    usage = {name: name in granted for name in (*_ISSUING, *_SIGNING, *_OTHER_USES)}
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(by, hashes.SHA256())
    )


def run(home: Path, *command: str) -> None:
    """Run a tool of the token with its own settings."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def self_signed(pdf: bytes, common: str) -> bytes:
    """Return a PDF signed with a certificate that vouches for itself."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)
    made = certificate(common, key, common, key, ca=False)
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    details = signers.PdfSignatureMetadata(field_name="Signature1")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(signers.sign_pdf(writer, details, signer=signer).getvalue())


def with_another_title(pdf: bytes) -> bytes:
    """Return a PDF with an update behind it that is no signature."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    held = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(held)
    writer.root["/PageMode"] = generic.NameObject("/FullScreen")
    writer.update_root()
    writer.write_in_place()
    return held.getvalue()
