"""Somebody answers at the width of a phone without scripts, comes back with a code, corrects and withdraws it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.serving import served_with
from e2e.settled import PATIENCE, settled

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of an installation of its own, where a consultation is open."""
    with served_with(tmp_path, "answering_data.py", "/have-your-say/") as (address, _said):
        yield address


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.locator("[aria-busy=true]").wait_for(state="detached")  # the form looks whether the site can be reached
    page.wait_for_load_state()
    page.locator("main h1").first.wait_for()
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_somebody_answers_comes_back_corrects_and_withdraws(browser: Any, served: str) -> None:
    for width, scripts in ((390, False), (390, True), (1280, True), (320, True)):
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        _journey(page, browser, served, scripts=scripts, check=_no_violation if scripts else settled)
        context.close()


def _journey(page: Any, browser: Any, address: str, *, scripts: bool, check: Callable[[Any], None]) -> None:
    page.goto(f"{address}/have-your-say/")
    check(page)
    page.get_by_role("link", name="Work in the Vale").click()
    check(page)
    page.get_by_role("button", name="Begin").click()
    check(page)

    page.get_by_role("button", name="Go on", exact=True).click()
    assert "There is something to mend" in page.get_by_role("alert").text_content()
    check(page)
    page.get_by_label("10 people or more").check()
    page.get_by_label("Day", exact=True).fill("28")
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_label("Year", exact=True).fill("1999")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_label("How many?").fill("about twelve")
    page.get_by_role("button", name="Save and go on later").click()
    code = page.locator(".say-code").text_content()
    check(page)
    page.get_by_role("button", name="I have the code").click()

    elsewhere = browser.new_context(viewport=page.viewport_size, java_script_enabled=scripts)
    elsewhere.set_default_timeout(PATIENCE)
    page = elsewhere.new_page()
    page.goto(f"{address}/have-your-say/continue/")
    check(page)
    page.get_by_label("Code", exact=True).fill("H7KM2P-9QRSTV-XY2345")
    page.get_by_role("button", name="Go on", exact=True).click()
    check(page)
    page.get_by_label("Code", exact=True).fill(code.lower())
    page.get_by_role("button", name="Go on", exact=True).click()
    assert page.get_by_label("How many?").input_value() == "about twelve"
    check(page)
    page.get_by_label("How many?").fill("12")
    page.get_by_role("button", name="Go on", exact=True).click()
    check(page)
    page.get_by_label("Something else", exact=True).check()
    page.get_by_label("“Something else”").fill("Trains")
    page.get_by_label("4", exact=True).check()
    page.get_by_label("Anything else?").fill("Build the bridge.")
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("Year", exact=True).input_value() == "1999"
    page.get_by_role("button", name="Go on", exact=True).click()
    assert page.get_by_label("“Something else”").input_value() == "Trains"
    page.get_by_role("button", name="Save and check").click()
    page.get_by_text("28 February 1999").wait_for()
    check(page)
    page.get_by_role("link", name=re.compile("Change.*Your views")).click()
    page.get_by_label("Anything else?").fill("Build the bridge at the ford.")
    page.get_by_role("button", name="Save and check").click()
    page.get_by_role("button", name="Send in my answers").click()
    page.wait_for_url("**/done/")
    assert page.get_by_text("A person looks at them").is_visible() is not scripts
    receipt = page.locator(".say-code").text_content()
    check(page)

    page.get_by_role("link", name="Use your receipt").click()
    page.get_by_label("Code", exact=True).fill(receipt)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_text("Build the bridge at the ford.").wait_for()
    check(page)
    page.get_by_role("button", name="Correct my answers").click()
    page.get_by_label("How many?").fill("15")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("button", name="Save and check").click()
    page.get_by_role("button", name="Send in the correction").click()
    page.wait_for_url("**/done/")
    page.get_by_text("Your correction was taken.").wait_for()
    page.goto(f"{address}/have-your-say/receipt/")
    page.get_by_label("Yes, withdraw my answers").check()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_text("You withdrew it").wait_for()
    check(page)
    elsewhere.close()
