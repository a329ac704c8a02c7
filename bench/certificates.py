"""A certificate authority for one run, and a certificate for localhost: root, intermediate and leaf with RSA keys of
2,048 bits, the shape of the chain that AWS's own endpoints send."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

AMAZON_ROOTS = Path(__file__).resolve().parent.parent / "shared/src/aws/amazon-roots.pem"
AUTHORITY = "basicConstraints=critical,CA:TRUE"
SERVER = "subjectAltName=DNS:localhost"

# Without it the machine's own openssl.cnf would add extensions.
NOTHING_ELSE = "[req]\ndistinguished_name=name\n[name]\n"


@dataclass
class Certificates:
    # The run's own root after Amazon's, so that a function reads as many as it does in AWS.
    roots: Path
    chain: Path
    key: Path


def make(folder: Path) -> Certificates:
    """Makes the three certificates in `folder`."""
    (folder / "openssl.cnf").write_text(NOTHING_ELSE)
    root = _sign(folder, "root", AUTHORITY, issuer=None)
    _sign(folder, "intermediate", AUTHORITY, issuer="root")
    leaf = _sign(folder, "leaf", SERVER, issuer="intermediate")
    chain = folder / "chain.pem"
    chain.write_text(leaf.read_text() + (folder / "intermediate.pem").read_text())
    roots = folder / "roots.pem"
    roots.write_text(AMAZON_ROOTS.read_text() + root.read_text())
    return Certificates(roots=roots, chain=chain, key=folder / "leaf.key")


def _sign(folder: Path, name: str, extension: str, issuer: str | None) -> Path:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config", "openssl.cnf"]
    command += ["-subj", f"/CN=bench {name}", "-addext", extension, "-keyout", f"{name}.key", "-out", f"{name}.pem"]
    if issuer:
        command += ["-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return folder / f"{name}.pem"
