"""Schemathesis holds the running API to openapi.json with made-up requests."""

import subprocess

import pytest

from conftest import ROOT

# What is switched off, and why.
EXCLUDED = {
    # A REST API has one answer for a path that does not exist and a method that a path does not have: 404.
    "unsupported_method": "API Gateway answers 404 where the check wants 405",
    # Unknown hosts and accepted types are refused by rules that a schema does not show.
    "positive_data_acceptance": "a host has to be Salesforce's, which no pattern says",
    # Query parameters that are not known are ignored, as the contract says of unknown fields.
    "negative_data_rejection": "unknown and repeated parameters are ignored on purpose",
    # `fresh=yes` is not true, and is read as not given.
    "ignored_auth": "validate and disconnect answer with and without a session by design",
}


@pytest.mark.parametrize("which", ["--exclude-operation-id", "--include-operation-id"])
def test_every_answer_is_described(system, which):
    """Ending the session comes by itself: a session that has ended would leave nothing of the others to try."""
    session = system.connect("brimful")
    command = [
        ROOT / ".tools/venv/bin/schemathesis", "run", ROOT / "openapi.json", "--url", system.page,
        which, "sessionEnd", "--header", f"authorization: Bearer {session}",
        "--exclude-checks", ",".join(EXCLUDED), "--max-examples", "100", "--seed", "1", "--no-color",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
