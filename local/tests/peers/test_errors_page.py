"""Somebody else's page in a real browser reports to the real system: with Sentry's SDK, and without one."""

import http.server
import json
import re
import subprocess
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from conftest import ROOT
from errors import Project, compare

NODE = ROOT / ".tools/node"
SHOP = """
function total(cart) {
  return cart.items.total;
}

function pay() {
  total({});
}

document.querySelector('button').addEventListener('click', () => pay());
"""
START = """
Sentry.init({ dsn: %s, release: 'shop@1.4.0', environment: 'production', initialScope: {
  user: { id: 'u-7', username: 'ada' }, tags: { theme: 'dark' } } });
window.answers = [];
Sentry.getClient().on('afterSendEvent', (event, answer) => answers.push([event.message, answer.statusCode]));
"""
PLAIN = """
(url) => fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'the cart is empty' }),
}).then((answer) => answer.status)
"""
# A browser reports a refusal as an error; here it is an answer that the SDK has to understand.
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 429")


@pytest.fixture(scope="session")
def sdk() -> bytes:
    """The SDK for browsers in one file, as bundlers make it."""
    command = ["node_modules/.bin/esbuild", "--bundle", "--minify", "--format=iife", "--global-name=Sentry"]
    source = b"export * from '@sentry/browser'"
    return subprocess.run(command, cwd=NODE, input=source, capture_output=True, check=True, timeout=60).stdout


@pytest.fixture
def project(system) -> Project:
    return Project.new(system)


@pytest.fixture
def shop(sdk) -> Iterator["Shop"]:
    with Shop(sdk) as shop:
        yield shop


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test for any error that a browser reports and the test does not expect."""
    context = browser.new_context()
    page = context.new_page()
    page.troubles, page.envelopes = [], []
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("request", lambda sent: page.envelopes.append(sent) if "/envelope/" in sent.url else None)
    yield page
    context.close()
    assert [trouble for trouble in page.troubles if not REFUSAL.match(trouble)] == []


class Shop(http.server.ThreadingHTTPServer):
    """A shop on an origin of its own."""

    daemon_threads = True

    def __init__(self, sdk: bytes):
        super().__init__(("127.0.0.1", 0), Shelf)
        self.files = {"/sdk.js": sdk, "/shop.js": SHOP.encode()}
        self.url = f"http://localhost:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def opens(self, page: Page, dsn: str = "") -> None:
        """Opens the shop's page, with the SDK if there is a DSN."""
        start = f"<script src=sdk.js></script><script>{START % json.dumps(dsn)}</script>" if dsn else ""
        html = f"<!doctype html><link rel=icon href=data:><title>Shop</title>{start}<button>Pay</button>"
        self.files["/"] = f"{html}<script src=shop.js></script>".encode()
        page.goto(self.url)


class Shelf(http.server.BaseHTTPRequestHandler):
    """Hands out the shop's files."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/javascript" if self.path.endswith(".js") else "text/html")
        self.end_headers()
        self.wfile.write(self.server.files[self.path])

    def log_message(self, *_: object) -> None:
        """What is asked for here is of no interest."""


def items(request: Request) -> list[tuple[str, dict]]:
    """The items of an envelope, each with its type."""
    lines = [json.loads(line) for line in request.post_data.splitlines()[1:]]
    return [(header["type"], payload) for header, payload in zip(lines[::2], lines[1::2], strict=True)]


def sent(page: Page, kind: str) -> list[dict]:
    """What was sent of a kind."""
    return [payload for envelope in page.envelopes for found, payload in items(envelope) if found == kind]


def flush(page: Page) -> None:
    assert page.evaluate("Sentry.flush(30000)")


def test_what_a_page_throws_and_says_is_kept_field_by_field(shop, project, page):
    shop.opens(page, project.dsn)
    page.get_by_role("button").click()
    flush(page)
    crumb = {"category": "cart", "level": "info", "message": "emptied", "data": {"items": 2}}
    page.evaluate("(crumb) => Sentry.addBreadcrumb(crumb)", crumb)
    page.evaluate("Sentry.captureMessage('the cart is empty', 'warning')")
    flush(page)
    text = "Cannot read properties of undefined (reading 'total')"
    assert page.troubles == [text]
    page.troubles.clear()
    thrown, said = sent(page, "event")
    for event in (thrown, said):
        kept, group = project.event(event["event_id"])
        compare(event, kept)
        assert kept["request"] == event["request"]
        assert (kept["user"], kept["tags"]) == ({"id": "u-7", "username": "ada"}, {"theme": "dark"})
        assert (group["count"], group["users"], group["release"]) == (1, 1, "shop@1.4.0")
        assert (group["environments"], group["status"]) == (["production"], "open")
    kept, group = project.event(thrown["event_id"])
    assert (group["title"], group["severity"]) == (f"TypeError: {text}", "error")
    assert [frame["function"] for frame in kept["exceptions"][0]["frames"][-2:]] == ["pay", "total"]
    assert (kept["exceptions"][0]["frames"][-1]["lineno"], kept["exceptions"][0]["handled"]) == (3, False)
    assert kept["breadcrumbs"][-1]["category"] == "ui.click"
    kept, group = project.event(said["event_id"])
    assert (kept["message"], group["severity"]) == ("the cart is empty", "warning")
    assert kept["breadcrumbs"][-1]["message"] == "emptied"


def test_after_the_first_answer_the_sdk_sends_no_more_sessions(shop, project, page):
    with page.expect_response(re.compile("/envelope/")) as answered:
        shop.opens(page, project.dsn)
    flush(page)
    assert [kind for kind, _ in items(answered.value.request)] == ["session"]
    assert answered.value.status == 200
    assert answered.value.header_value("x-sentry-rate-limits") == "86400:session:organization:discarded"
    # Another person is another session.
    page.evaluate("Sentry.setUser({ id: 'u-8' })")
    page.evaluate("Sentry.captureMessage('somebody else is here')")
    flush(page)
    assert [len(sent(page, kind)) for kind in ("session", "event")] == [1, 1]
    assert page.evaluate("answers") == [["somebody else is here", 200]]


def test_the_sdk_may_read_that_the_quota_is_used_up_and_stops(shop, system, page):
    project = Project.new(system, perFiveMinutes=2)
    # As long as the session's envelope is on its way, it may hold one of the two.
    with page.expect_response(re.compile("/envelope/")):
        shop.opens(page, project.dsn)
    flush(page)
    for number in range(5):
        page.evaluate("(number) => Sentry.captureMessage(`message ${'abcde'[number]}`)", number)
        flush(page)
    # The third one hears it, and the other two stay where they are.
    assert page.evaluate("answers") == [["message a", 200], ["message b", 200], ["message c", 429],
                                        ["message d", None], ["message e", None]]
    assert len(sent(page, "event")) == 3
    assert sum(group["count"] for group in project.groups().values()) == 2


def test_five_lines_of_plain_script_are_enough(shop, project, page):
    shop.opens(page)
    assert page.evaluate(PLAIN, project.log) == 202
    assert project.groups()["the cart is empty"]["count"] == 1


def test_a_page_that_is_left_can_still_report(shop, project, page):
    shop.opens(page)
    with page.expect_response(project.log) as answered:
        text = json.dumps({"message": "the page was left"})
        assert page.evaluate("([url, text]) => navigator.sendBeacon(url, text)", [project.log, text])
    assert answered.value.status == 202
    assert answered.value.request.header_value("content-type") == "text/plain;charset=UTF-8"
    assert project.groups()["the page was left"]["count"] == 1
