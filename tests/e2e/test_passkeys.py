"""A passkey in a browser: it is added, signs in without a password, is the second step, and is removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.settled import settled
from strategy_tests.serving import served_pilot

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

EMAIL, PASSWORD = "editor@example.org", "a password of no use"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Any]:
    """A page of a browser with a device that holds passkeys; nobody is signed in."""
    from playwright.sync_api import sync_playwright

    with served_pilot(tmp_path_factory.mktemp("served"), "editor") as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        named = address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
        page = browser.new_context(base_url=named).new_page()
        page.set_default_timeout(60_000)
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        browser.close()


def test_a_passkey_is_added_signs_in_and_is_removed(page: Any) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    _sign_in_with_password(page)

    page.goto("/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=name]").fill("My telephone")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/account/2fa/recovery-codes/**")
    _no_violation(page)
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("heading", name="My telephone").wait_for()
    _no_violation(page)

    _sign_out(page)
    page.goto("/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/team/")

    _sign_out(page)
    _sign_in_with_password(page)
    assert "/2fa/authenticate/" in page.url
    _no_violation(page)
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/team/")

    page.goto("/account/2fa/webauthn/")
    page.locator("main a[href*=remove]").first.click()
    if "reauthenticate" in page.url:
        page.locator("#mfa_webauthn_reauthenticate").click()
        page.wait_for_url("**/remove/**")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.goto("/account/2fa/webauthn/")
    assert page.get_by_role("heading", name="My telephone").count() == 0
    assert not said


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], page.url


def _sign_in_with_password(page: Any) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_load_state()


def _sign_out(page: Any) -> None:
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
