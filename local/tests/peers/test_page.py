"""The plain page in a real browser, before the real system."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(params=[320, 1280], ids=["phone", "desktop"])
def page(browser: Browser, request) -> Iterator[Page]:
    """A page that fails its test for any error that a browser reports."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


def connect(page: Page, org: str) -> None:
    page.get_by_role("link", name="production or developer").click()
    page.get_by_label(re.compile(org)).check()
    page.get_by_role("button", name="Approve").click()


def test_a_newcomer_connects_an_org_reads_its_limits_and_disconnects(system, page):
    page.goto(system.page)
    connect(page, "Overland")
    page.wait_for_url("**/dashboard")
    heading = page.get_by_role("heading", level=1)
    heading.filter(has_text=re.compile("over the limit")).wait_for()
    assert page.locator("tbody tr").count() >= 55
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["__Host-session"]["httpOnly"] and cookies["__Host-session"]["secure"]
    page.get_by_role("button", name="Disconnect").click()
    page.get_by_role("heading", name="Which Salesforce limit runs out next?").wait_for()
    assert "__Host-session" not in {cookie["name"] for cookie in page.context.cookies()}


def test_whoever_denies_reads_why_nothing_was_connected(system, page):
    page.goto(system.page)
    page.get_by_role("link", name="sandbox").click()
    page.get_by_label(re.compile("UAT")).check()
    page.get_by_role("button", name="Deny").click()
    page.get_by_role("heading", name="You did not allow access").wait_for()
    assert page.url.endswith("/connect/denied")


def test_a_wrong_my_domain_is_explained_where_it_was_typed(system, page):
    page.goto(system.page)
    page.get_by_label("Or by your My Domain").fill("acme.my.salesforce.com")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url("**/services/oauth2/authorize**")
