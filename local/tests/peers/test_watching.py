"""A watched org, as Prometheus and the owner of a webhook meet it."""

import hashlib
import hmac
import http.server
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest
import requests
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from accounts import log_in_elsewhere, open_account
from conftest import ROOT, System, running

# What the simulation's org gives its own app.
OWN_APP = {
    "method": "clientCredentials",
    "host": "overland.my.salesforce.com",
    "clientId": "3MVG9.simulated.overland",
    "clientSecret": "simulated-secret-overland",
}


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running() as system:
        yield system


def call(system: System, method: str, path: str, token: str, ask: dict | None = None) -> requests.Response:
    headers = {"authorization": f"Bearer {token}"}
    answer = requests.request(method, f"{system.page}{path}", json=ask, headers=headers, timeout=10)
    assert answer.ok, answer.text
    return answer


@pytest.fixture(scope="module")
def org(system: System) -> str:
    """An org that the operator watches."""
    return call(system, "POST", "/api/orgs", system.ops_token, OWN_APP).json()["org"]["id"]


@pytest.fixture(scope="module")
def link(system: System, org: str) -> str:
    """The token of a link to that org."""
    return call(system, "POST", "/api/shares", system.ops_token, {"name": "Prometheus", "org": org}).json()["token"]


def test_metrics_are_openmetrics_for_every_kind_of_token(system, org, link):
    open_account(system)
    account = log_in_elsewhere(system)
    call(system, "POST", "/api/orgs", account, OWN_APP)
    for token in (system.ops_token, link, account):
        answer = call(system, "GET", "/metrics", token)
        assert answer.headers["content-type"].startswith("application/openmetrics-text")
        families = {family.name: family for family in text_string_to_metric_families(answer.text)}
        assert {family.type for family in families.values()} == {"gauge"}
        for family in families.values():
            assert all(set(sample.labels) <= {"org", "limit", "app"} for sample in family.samples), family
        lost = {s.labels["org"]: s.value for s in families["salesforce_connection_lost"].samples}
        assert lost[org] == 0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_prometheus_scrapes_with_the_token_of_a_link(system, org, link, tmp_path):
    port = free_port()
    scrape = {
        "job_name": "force-monitor",
        "metrics_path": "/metrics",
        "scrape_interval": "1s",
        "scrape_timeout": "1s",
        "authorization": {"credentials": link},
        "static_configs": [{"targets": [system.page.removeprefix("http://")]}],
    }
    # JSON is YAML too.
    (tmp_path / "prometheus.yml").write_text(json.dumps({"scrape_configs": [scrape]}))
    command = [
        "prometheus", f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/data",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        found = first_sample(port, f'salesforce_limits_fresh{{org="{org}"}}')
        targets = requests.get(f"http://127.0.0.1:{port}/api/v1/targets", timeout=5).json()["data"]["activeTargets"]
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert [(target["health"], target["lastError"]) for target in targets] == [("up", "")]
    assert found["metric"]["job"] == "force-monitor" and found["value"][1] in ("0", "1")


def first_sample(port: int, query: str) -> dict:
    """The first sample that Prometheus has of a series, as soon as it has one."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            answer = requests.get(f"http://127.0.0.1:{port}/api/v1/query", params={"query": query}, timeout=5)
            if answer.ok and (found := answer.json()["data"]["result"]):
                return found[0]
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"Prometheus has no {query}")


def is_ours(*arguments) -> bool:
    """What the page on alerts tells receivers to do."""
    page = (ROOT / "docs/alerts.md").read_text()
    names: dict = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], names)  # noqa: S102
    return names["is_ours"](*arguments)


def test_a_webhook_is_verified_by_what_the_page_on_alerts_says(system, org):
    got: list[tuple[dict, bytes]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        hook = {"kind": "webhook", "id": "h", "name": "Pager", "url": f"http://127.0.0.1:{server.server_port}/hook"}
        settings = {"rules": [], "channels": [hook]}
        secret = call(system, "PUT", f"/api/orgs/{org}/alerts", system.ops_token, settings).json()["secrets"]["h"]
        call(system, "POST", f"/api/orgs/{org}/alerts/test", system.ops_token, {"channel": "h"})
        end = time.monotonic() + 30
        while not got and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        server.shutdown()
    [(headers, body)] = got
    assert json.loads(body)["type"] == "test"
    assert is_ours(secret, headers, body)
    assert not is_ours(secret, headers, body + b" ")
    assert not is_ours(secret[:-1], headers, body)
    old = {**headers, "x-force-monitor-timestamp": str(int(time.time()) - 301)}
    signed = hmac.new(secret.encode(), old["x-force-monitor-timestamp"].encode() + b"." + body, hashlib.sha256)
    assert not is_ours(secret, {**old, "x-force-monitor-signature": f"v1={signed.hexdigest()}"}, body)
