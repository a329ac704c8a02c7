"""Schemathesis holds the running API to openapi.json with made-up requests."""

import subprocess

import pytest

from conftest import ROOT

# The checks that are switched off, and why.
EXCLUDED = {
    "unsupported_method": "a REST API answers 404 for a method that a path does not have, where the check wants 405",
    "positive_data_acceptance": "a host has to be one of Salesforce's, which the description's types cannot say",
    "negative_data_rejection": "parameters that are not known are ignored on purpose, and fresh=yes is not true",
    "ignored_auth": "validating and disconnecting answer without a session too, by design",
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
