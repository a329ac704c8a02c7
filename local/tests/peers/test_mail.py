"""The mails of one machine in a real browser."""

import re
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page

from accounts import ADDRESS, PASSWORD, call, mailed_link
from conftest import System, running


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running() as system:
        call(system, "/api/auth/register", email=ADDRESS, password=PASSWORD)
        mailed_link(system, "verify-email")
        yield system


@pytest.fixture(params=[(320, "light"), (320, "dark"), (1280, "light")], ids=["phone", "phone at night", "desktop"])
def page(browser: Browser, request) -> Iterator[Page]:
    """A page that fails its test for any error in any window, and for what is cut off."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    troubles: list[str] = []
    context.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda trouble: troubles.append(str(trouble.error)))
    yield context.new_page()
    assert context.pages[0].evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
    assert troubles == []


def test_a_mail_is_shown_as_text_and_as_a_mail_program_would_show_it(system, page):
    page.goto(f"{system.page}/dev/mail")
    assert page.get_by_role("banner").get_by_role("link", name="Force Monitor").get_attribute("href") == "/"
    page.get_by_role("heading", level=2).first.wait_for()
    shown = page.get_by_role("link", name="/verify-email#token=")
    assert shown.get_attribute("href").startswith(f"{system.page}/verify-email#token=")
    frame = page.locator("iframe").first.content_frame
    assert re.search(r"/verify-email#token=", frame.get_by_role("link").first.get_attribute("href"))
    # As in a mail program, links of the mail's HTML open in a window of their own.
    assert frame.locator("base").get_attribute("target") == "_blank"
    alone = page.get_by_role("link", name=re.compile("^The HTML of .* alone$")).first
    assert requests.get(system.page + alone.get_attribute("href"), timeout=10).status_code == 200
