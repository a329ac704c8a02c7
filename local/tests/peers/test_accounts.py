"""The plain page of accounts in a real browser, from the first mail to the last device."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accounts import (
    ADDRESS, PASSWORD, call, let_cool_down, log_in_elsewhere, mailed_link, open_account, status,
)
from conftest import System, running

OTHER = "seven lemons under the bridge"
PATHS = {
    "account": "Log in",
    "devices": "Log in",
    "forgot-password": "Forgot your password?",
    "login": "Log in",
    "register": "Open an account",
    "reset-password": "Choose a new password",
    "verify-email": "Confirm your address",
}
expect.set_options(timeout=30_000)
# A browser reports refusals as errors; here they are answers that the page has to explain.
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4(00|01|29)")


@pytest.fixture
def system() -> Iterator[System]:
    """Every test has its own: limits would count what the others do."""
    with running() as system:
        yield system


@pytest.fixture(params=[320, 1280], ids=["phone", "desktop"])
def page(browser: Browser, request) -> Iterator[Page]:
    """A page that fails its test for any error in any window, and for what the last one cuts off."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    troubles: list[str] = []
    context.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda trouble: troubles.append(str(trouble.error)))
    yield context.new_page()
    boxes = "[...document.querySelectorAll('main *')].map((it) => it.getBoundingClientRect().right)"
    assert max(context.pages[-1].evaluate(boxes)) <= request.param - 16
    context.close()
    assert [trouble for trouble in troubles if not REFUSAL.match(trouble)] == []


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=1, name=name)


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True).filter(visible=True)


def alert(page: Page) -> Locator:
    return page.get_by_role("alert").filter(visible=True)


def log_in(page: Page, password: str = PASSWORD) -> None:
    """Logs in by the keyboard alone, from the first field on."""
    heading(page, "Log in").wait_for()
    field(page, "E-mail address").focus()
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def confirm(page: Page) -> None:
    """Confirms the address, knowing the password."""
    field(page, "Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm my address").click()


def test_a_person_registers_confirms_the_address_by_the_mail_and_logs_in(system, page):
    page.goto(system.page)
    page.get_by_role("link", name="Account").click()
    page.get_by_role("link", name="Open an account").click()
    field(page, "E-mail address").fill(ADDRESS)
    field(page, "Password").fill(PASSWORD)
    page.get_by_role("button", name="Register").click()
    expect(heading(page, "Look into your mail")).to_be_focused()
    mailed_link(system, "verify-email")
    page.get_by_role("link", name="Read the mail").click()
    page.get_by_role("link", name="/verify-email#token=").click()
    confirm(page)
    heading(page, "Your account is open").wait_for()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    log_in(page)
    heading(page, "Your account").wait_for()
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    kept = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert {name for name in kept if kept[name]["httpOnly"] and kept[name]["sameSite"] == "Strict"} == {
        "__Host-access", "__Host-device", "__Secure-refresh"}
    page.get_by_role("button", name="Log out").click()
    heading(page, "You are logged out").wait_for()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["__Host-device"]
    page.goto(f"{system.page}/account")
    heading(page, "Log in").wait_for()


def test_opening_a_mailed_link_uses_nothing_up_and_its_token_leaves_the_address_bar(system, page):
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    call(system, "/api/auth/register", email=ADDRESS, password=PASSWORD)
    link = mailed_link(system, "verify-email")
    for _ in range(2):
        page.goto("about:blank")
        page.goto(link)
        page.get_by_role("button", name="Confirm my address").wait_for()
        assert page.url == f"{system.page}/verify-email"
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("not whole")
    assert posts == []
    # The same document with another fragment: the address bar as somebody pastes a link into it.
    page.goto(link)
    confirm(page)
    heading(page, "Your account is open").wait_for()
    assert page.url == f"{system.page}/verify-email"
    page.go_back()
    assert "token" not in page.url
    page.goto("about:blank")
    page.goto(link)
    confirm(page)
    expect(alert(page)).to_contain_text("has been used")


def test_a_forgotten_password_is_set_anew_by_the_mail_and_the_old_one_is_refused(system, page):
    open_account(system)
    let_cool_down(system)
    elsewhere = log_in_elsewhere(system)
    page.goto(f"{system.page}/login")
    page.get_by_role("link", name="Forgot your password?").click()
    field(page, "E-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Mail me a link").click()
    heading(page, "Look into your mail").wait_for()
    expect(page.get_by_text("If there is an account with this address")).to_be_visible()
    mailed_link(system, "reset-password")
    page.get_by_role("link", name="Read the mail").click()
    # As in a mail program, the mail's HTML opens its links in a window of their own.
    with page.context.expect_page() as opened:
        page.locator("iframe").first.content_frame.get_by_role("link").first.click()
    fresh = opened.value
    fresh.get_by_text("For a***@e***.com.").wait_for()
    assert fresh.url == f"{system.page}/reset-password"
    field(fresh, "New password").fill("passwordpassword")
    fresh.get_by_role("button", name="Set the password").click()
    expect(alert(fresh)).to_contain_text("easy to guess")
    expect(field(fresh, "New password")).to_be_focused()
    field(fresh, "New password").fill(OTHER)
    fresh.get_by_role("button", name="Set the password").click()
    heading(fresh, "Your password is new").wait_for()
    assert status(system, elsewhere) == 401
    fresh.get_by_role("main").get_by_role("link", name="Log in").click()
    log_in(fresh)
    expect(alert(fresh)).to_contain_text("do not fit")
    field(fresh, "Password").fill(OTHER)
    fresh.get_by_role("button", name="Log in").click()
    heading(fresh, "Your account").wait_for()


def test_devices_are_listed_and_logged_out_one_or_all_others(system, page):
    open_account(system)
    first = log_in_elsewhere(system)
    page.goto(f"{system.page}/login")
    log_in(page)
    devices = page.get_by_role("listitem")
    expect(devices).to_have_count(2)
    expect(devices.filter(has_text="This device")).to_contain_text("Chrome on Linux")
    page.get_by_role("button", name="Log out Python").click()
    expect(page.get_by_role("status")).to_have_text("Python: logged out.")
    expect(page.get_by_role("heading", name="Devices")).to_be_focused()
    expect(devices).to_have_count(1)
    others = [log_in_elsewhere(system), log_in_elsewhere(system)]
    page.goto(f"{system.page}/devices")
    expect(devices).to_have_count(3)
    page.get_by_role("button", name="Log out all others").click()
    expect(devices).to_have_count(1)
    assert [status(system, bearer) for bearer in [first, *others]] == [401, 401, 401]
    expect(page.get_by_role("button", name="Log out all others")).to_be_hidden()


def test_the_password_is_changed_and_what_is_wrong_is_told_at_its_field(system, page):
    open_account(system)
    elsewhere = log_in_elsewhere(system)
    page.goto(f"{system.page}/login")
    log_in(page)
    present, new = field(page, "Present password"), field(page, "New password")
    for shown, chosen, wrong, told in [
        ("wrong", OTHER, present, "another one"),
        (PASSWORD, "short", new, "at least 15"),
    ]:
        present.fill(shown)
        new.fill(chosen)
        page.get_by_role("button", name="Change the password").click()
        expect(alert(page)).to_contain_text(told)
        expect(wrong).to_be_focused()
        expect(wrong).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Show new password").click()
    expect(new).to_have_attribute("type", "text")
    new.fill(OTHER)
    new.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your password is new")
    expect(new).to_have_attribute("type", "password")
    expect(new).to_have_value("")
    assert status(system, elsewhere) == 401


def test_an_access_token_is_fetched_anew_and_who_has_to_log_in_comes_back_to_the_same_page(system, page):
    open_account(system)
    refreshes: list[int] = []
    page.on("response", lambda answer: answer.url.endswith("/refresh") and refreshes.append(answer.status))
    page.goto(f"{system.page}/login")
    log_in(page)
    heading(page, "Your account").wait_for()
    page.context.clear_cookies(name="__Host-access")
    page.goto(f"{system.page}/devices")
    heading(page, "Your account").wait_for()
    assert refreshes == [200]
    page.context.clear_cookies()
    field(page, "Present password").fill(PASSWORD)
    field(page, "New password").fill(OTHER)
    page.get_by_role("button", name="Change the password").click()
    expect(heading(page, "Log in")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Log in to go on.")
    assert refreshes == [200, 401]
    log_in(page)
    heading(page, "Your account").wait_for()
    assert page.url == f"{system.page}/devices"


def test_whoever_tries_too_often_sees_how_long_to_wait(system, page):
    for _ in range(5):
        call(system, "/api/auth/login", email=ADDRESS, password="wrong")
    page.clock.install(time="2026-11-20T14:30:00Z")
    page.goto(f"{system.page}/login")
    page.clock.pause_at("2026-11-20T14:31:00Z")
    log_in(page)
    expect(alert(page)).to_contain_text("Too many attempts. Try again at")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^Wait 1[45]:\d\d$"))
    page.clock.run_for(840_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^Wait [01]:\d\d$"))
    page.clock.run_for(60_000)
    expect(alert(page)).to_have_text("You can try again now.")
    expect(page.get_by_role("timer")).to_be_empty()


def test_every_path_has_its_page_and_every_field_a_label_and_a_word_for_password_managers(system, page):
    for path, name in PATHS.items():
        page.goto(f"{system.page}/{path}")
        heading(page, name).wait_for()
    fields = page.locator("input:not([type=hidden], [hidden])")
    told = "(all) => all.map((it) => [it.name, it.type, it.autocomplete, it.labels.length])"
    assert sorted(map(tuple, fields.evaluate_all(told))) == [
        ("currentPassword", "password", "current-password", 1),
        *[("email", "email", "username", 1)] * 3,
        *[("newPassword", "password", "new-password", 1)] * 2,
        *[("password", "password", "current-password", 1)] * 2,
        ("password", "password", "new-password", 1),
    ]
    assert all(text.strip() for text in page.locator("label").all_text_contents())
