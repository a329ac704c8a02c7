"""A person with an account who needs no browser."""

import html
import re
import time

import requests

from conftest import System

ADDRESS = "ada@example.com"
PASSWORD = "walnut umbrella on a tuesday"


def open_account(system: System) -> None:
    """Registers and confirms the address."""
    assert call(system, "/api/auth/register", email=ADDRESS, password=PASSWORD).status_code == 202
    token = mailed_link(system, "verify-email").partition("#token=")[2]
    assert call(system, "/api/auth/verify-email", token=token).status_code == 200


def log_in_elsewhere(system: System) -> str:
    """Logs in as a program, and gives its access token."""
    answer = call(system, "/api/auth/login", email=ADDRESS, password=PASSWORD, client="api")
    assert answer.status_code == 200, answer.text
    return answer.json()["accessToken"]


def status(system: System, token: str) -> int:
    """What somebody with this access token is answered."""
    headers = {"authorization": f"Bearer {token}"}
    return requests.get(f"{system.page}/api/auth/me", headers=headers, timeout=10).status_code


def call(system: System, path: str, **ask: str) -> requests.Response:
    return requests.post(f"{system.page}{path}", json=ask, timeout=10)


def mailed_link(system: System, path: str) -> str:
    """The link of this kind in the newest mail that has one, as soon as there is one."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        mails = html.unescape(requests.get(f"{system.page}/dev/mail", timeout=10).text)
        if found := re.search(rf"http://[^\s\"<]+/{path}#token=[\w-]+", mails):
            return found[0]
    raise AssertionError(f"no mail led to {path}")
