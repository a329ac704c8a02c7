"""Public Salesforce clients take the simulated Salesforce for the real one."""

import pathlib
import subprocess
import sys

from conftest import ROOT

HERE = pathlib.Path(__file__).parent


def run(command: list[str], folder: pathlib.Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok: ") >= 5, done.stdout


def test_simple_salesforce_logs_in_and_reads_limits_and_versions(system):
    run([sys.executable, HERE / "simple_salesforce_reads.py", system.salesforce], ROOT)


def test_jsforce_logs_in_refreshes_and_reads_limits_and_versions(system):
    run(["node", HERE / "jsforce_reads.mjs", system.salesforce], ROOT / ".tools/node")
