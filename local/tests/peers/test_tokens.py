"""Access tokens are read, and forged, by PyJWT over OpenSSL, of which nothing is ours.

The signing key follows from the accounts' secret. The test chooses that: it lies in the data folder before
the system starts, as it does after an earlier run.
"""

import base64
import hmac
import time
from collections.abc import Iterator

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accounts import log_in_elsewhere, open_account, status
from conftest import System, running

SECRET = "a-secret-that-only-this-test-has-of-43-letters"
AUDIENCE = "force-monitor"


def derived(label: str) -> bytes:
    return hmac.digest(SECRET.encode(), label.encode(), "sha256")


KEY = Ed25519PrivateKey.from_private_bytes(derived("force-monitor signing key"))
PUBLIC = KEY.public_key()
KEY_ID = base64.urlsafe_b64encode(derived("force-monitor signing key id")[:6]).decode()
FOREIGN = Ed25519PrivateKey.generate()
HEADER = {"typ": "at+jwt", "kid": KEY_ID}
# Our own algorithm under a name that is not its own.
jwt.register_algorithm("misnamed", jwt.algorithms.OKPAlgorithm())


@pytest.fixture(scope="module")
def system(tmp_path_factory) -> Iterator[System]:
    folder = tmp_path_factory.mktemp("data")
    (folder / "accounts-key").write_text(SECRET)
    with running(str(folder)) as system:
        open_account(system)
        yield system


@pytest.fixture(scope="module")
def token(system: System) -> str:
    return log_in_elsewhere(system)


@pytest.fixture
def claims(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_pyjwt_takes_a_token_and_finds_in_it_what_it_promises_and_no_more(system, token):
    claims = jwt.decode(token, PUBLIC, algorithms=["EdDSA"], audience=AUDIENCE, issuer=system.page)
    assert jwt.get_unverified_header(token) == {"alg": "EdDSA", **HEADER}
    assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "exp"}
    assert claims["exp"] - claims["iat"] == 900 and abs(claims["iat"] - time.time()) < 60
    assert status(system, token) == 200


@pytest.mark.parametrize(("key", "algorithms", "audience", "issuer", "error"), [
    (PUBLIC, ["none"], AUDIENCE, None, jwt.InvalidAlgorithmError),
    ("", ["HS256"], AUDIENCE, None, jwt.InvalidAlgorithmError),
    (PUBLIC, ["ES256"], AUDIENCE, None, jwt.InvalidAlgorithmError),
    (FOREIGN.public_key(), ["EdDSA"], AUDIENCE, None, jwt.InvalidSignatureError),
    (PUBLIC, ["EdDSA"], "somebody-else", None, jwt.InvalidAudienceError),
    (PUBLIC, ["EdDSA"], AUDIENCE, "https://fm.example", jwt.InvalidIssuerError),
])
def test_pyjwt_refuses_it_under_another_name_or_key(token, key, algorithms, audience, issuer, error):
    with pytest.raises(error):
        jwt.decode(token, key, algorithms=algorithms, audience=audience, issuer=issuer)


def test_a_token_that_pyjwt_makes_with_our_key_is_taken(system, claims):
    assert status(system, jwt.encode(claims, KEY, "EdDSA", headers=HEADER)) == 200


@pytest.mark.parametrize(("algorithm", "key"), [
    ("none", None),
    ("HS256", PUBLIC.public_bytes_raw()),
    ("HS256", b"a secret that is long enough for PyJWT"),
    ("ES256", ec.generate_private_key(ec.SECP256R1())),
    ("misnamed", KEY),
    ("EdDSA", FOREIGN),
])
def test_a_token_under_another_algorithm_or_key_is_refused(system, claims, algorithm, key):
    assert status(system, jwt.encode(claims, key, algorithm, headers=HEADER)) == 401


@pytest.mark.parametrize("header", [
    {"kid": KEY_ID},
    {"typ": "JWT", "kid": KEY_ID},
    {"typ": "at+jwt"},
    {"typ": "at+jwt", "kid": "another"},
    {"typ": "at+jwt", "kid": "", "jku": "https://fm.example/keys"},
])
def test_a_token_of_another_type_or_without_the_name_of_its_key_is_refused(system, claims, header):
    assert status(system, jwt.encode(claims, KEY, "EdDSA", headers=header)) == 401


@pytest.mark.parametrize("change", [
    {"aud": "somebody-else"},
    {"iss": "https://fm.example"},
    {"sub": "somebody-else"},
    {"sid": "AAAAAAAAAAAAAAAAAAAAAA"},
    {"exp": 1_760_000_000},
    {"iat": 4_000_000_000, "exp": 4_000_000_900},
])
def test_a_token_for_somebody_or_some_time_else_is_refused(system, claims, change):
    assert status(system, jwt.encode({**claims, **change}, KEY, "EdDSA", headers=HEADER)) == 401
