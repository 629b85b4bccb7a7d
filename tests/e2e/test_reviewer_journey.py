"""A reviewer comes by a private link, comments, proposes words and agrees; with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.serving import served_with
from e2e.settled import PATIENCE, settled

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of an installation of its own, and the token of a link to a draft in it."""
    with served_with(tmp_path, "review_data.py", "/editions/") as served:
        yield served


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

    page.wait_for_load_state()
    page.locator("main h1").first.wait_for()  # a click does not wait for the page that it leads to
    settled(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_a_reviewer_comments_and_agrees(browser: Any, served: tuple[str, str]) -> None:
    address, token = served
    for width, scripts in ((1280, True), (390, True), (390, False)):
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        _journey(context.new_page(), address, token, check=_no_violation if scripts else settled)
        context.close()


def _journey(page: Any, address: str, token: str, *, check: Callable[[Any], None]) -> None:
    page.goto(f"{address}/review/{token}/")
    assert page.url == f"{address}/review/"
    before = page.locator(".remark-list > li").count()
    check(page)
    page.get_by_role("link", name="People", exact=True).first.click()
    check(page)

    page.get_by_role("link", name="on paragraph 2").click()
    check(page)
    page.get_by_label("Your comment").fill("Say which schools.")
    page.get_by_role("button", name="Save the comment").click()
    assert page.get_by_role("status").text_content().strip().startswith("Saved")
    check(page)

    page.get_by_role("link", name="on paragraph 2").click()
    words = page.get_by_label("The paragraph in your words")
    words.fill(words.input_value().replace("good", "excellent"))
    page.get_by_role("button", name="Save the words").click()
    assert "good" in page.get_by_role("status").locator("del").text_content()
    assert "excellent" in page.get_by_role("status").locator("ins").text_content()

    page.goto(f"{address}/review/stand/people/")
    check(page)
    page.get_by_role("button", name="Save").click()
    assert "It was not saved." in page.get_by_role("alert").text_content()
    check(page)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Overview and your remarks").click()
    page.get_by_text("you agree", exact=True).wait_for()
    assert page.locator(".remark-list > li").count() == before + 3
    check(page)


def test_a_reviewer_objects_and_approves_and_sees_what_came_of_it(browser: Any, served: tuple[str, str]) -> None:
    address, token = served
    context = browser.new_context(viewport={"width": 320, "height": 640}, forced_colors="active")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/review/{token}/")

    page.goto(f"{address}/review/stand/people/")
    page.get_by_label("I object").check()
    page.locator("#id_text").fill("It says nothing of adults.")
    page.get_by_role("button", name="Save").click()
    _no_violation(page)
    page.get_by_role("link", name="Overview and your remarks").click()
    page.get_by_text("you object", exact=True).wait_for()
    page.get_by_text("It says nothing of adults.").first.wait_for()
    _no_violation(page)

    page.goto(f"{address}/review/approve/")
    _no_violation(page)
    page.get_by_role("button", name="Approve the edition").click()
    page.get_by_text("You approved it on").wait_for()
    _no_violation(page)
    page.goto(f"{address}/review/approve/")
    page.get_by_role("button", name="Take the approval back").click()
    page.goto(f"{address}/review/approve/")
    page.get_by_role("button", name="Approve the edition").wait_for()
    context.close()
