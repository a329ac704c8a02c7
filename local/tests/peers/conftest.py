"""The whole system as `make run` starts it, on free ports and in memory, for clients that are not ours."""

import os
import pathlib
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest
import requests
from playwright.sync_api import Browser, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = ROOT / "target/debug/force-monitor"
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


@dataclass(frozen=True)
class System:
    """Where the running system is."""

    page: str
    salesforce: str
    dsn: str
    ops_token: str = ""

    def connect(self, org: str) -> str:
        """Connects an org as a person would, and gives the session's value."""
        start = requests.get(f"{self.page}/auth/salesforce", timeout=10)
        address, _, query = start.json()["authUrl"].partition("?")
        form = {**dict(parse_qsl(query)), "org": org, "decision": "approve"}
        back = requests.post(address, data=form, allow_redirects=False, timeout=10).headers["location"]
        login = re.search(r"__Host-login=([^;]+)", start.headers["set-cookie"]).group(1)
        # The cookie is marked Secure, and only browsers count 127.0.0.1 as secure.
        done = requests.get(back, headers={"cookie": f"__Host-login={login}"}, allow_redirects=False, timeout=10)
        assert done.headers["location"].endswith("/dashboard"), done.headers["location"]
        return re.search(r"__Host-session=([^;]+)", done.headers["set-cookie"]).group(1)


@contextmanager
def running(data: str = "") -> Iterator[System]:
    """Starts the system, in memory unless it is given a folder, and stops it in the end."""
    environment = {**os.environ, "PORT": "0", "DATA_DIR": data, "SALESFORCE_CLIENT_ID": "", "SALESFORCE_CLIENT_SECRET": ""}
    process = subprocess.Popen([BINARY], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield announced(process)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """One system for all tests that do not mind the others."""
    with running() as system:
        yield system


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)


def announced(process: subprocess.Popen) -> System:
    """Reads where the system is from what it prints. With a folder of data the token stands in a file there."""
    names = {"page": "page", "Salesforce": "salesforce", "errors": "dsn"}
    found = {}
    for line in process.stdout:
        named = rf"\s+({'|'.join(names)})\s+(?:simulated, at )?(http://\S+?)/?(?:  \(.*)?$"
        if match := re.match(named, line):
            found[names[match[1]]] = match[2]
        if match := re.match(r"\s+ops token\s+(\S+)$", line):
            found["ops_token"] = match[1]
        if line.startswith("Stop with"):
            return System(**found)
    raise AssertionError("the system ended before it served")


@pytest.fixture(scope="session")
def bearer(system: System) -> dict[str, str]:
    """The header of a session of the org that is over its limits."""
    return {"authorization": f"Bearer {system.connect('overland')}"}
