"""The team's own pages at four times the size, in forced colours and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from strategy_tests.serving import served_pilot

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

PAGES = (
    "/team/",
    *(
        f"/team/{name}/"
        for name in ("ledger", "signals", "comments", "choice", "data", "builds", "co-design", "delivery")
    ),
    *(f"/team/{name}/" for name in ("people", "log", "exchange", "copies", "snippets/strategy/claim")),
    "/team/delivery/measures/kept-jobs/",
)
OVER = "(() => { const main = document.querySelector('main'); return main.scrollWidth - main.clientWidth; })()"
FOCUSED = """(() => { const one = document.activeElement, seen = getComputedStyle(one);
    return { is: one.tagName + (one.getAttribute("href") || one.id || one.name || one.textContent.trim()).slice(0, 60),
        shown: seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) > 0 || seen.boxShadow !== "none" }; })()"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Any]:
    """A browser of 320 pixels in forced colours, in which an administrator is signed in."""
    from playwright.sync_api import sync_playwright

    data = tmp_path_factory.mktemp("served")
    with served_pilot(data, "administrator") as (address, cookie), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(
            base_url=address, viewport={"width": 320, "height": 640}, forced_colors="active", reduced_motion="reduce"
        )
        context.add_cookies([cookie | {"url": address}])  # type: ignore[list-item]
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        yield opened
        browser.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_scrolls_in_one_direction_at_four_times_the_size(page: Any, path: str) -> None:
    assert page.goto(path).ok
    page.locator("main").first.wait_for()
    assert page.evaluate(OVER) <= 0


@pytest.mark.parametrize("path", ["/team/", "/team/ledger/", "/team/data/", "/team/delivery/"])
def test_the_keyboard_moves_on_through_a_page_and_shows_where_it_is(page: Any, path: str) -> None:
    page.goto(path)
    page.locator("main").first.wait_for()
    walked = []
    for _ in range(20):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
    there = [one for one in walked if not one["is"].startswith("BODY")]
    assert [one["is"] for one in there if not one["shown"]] == []
    assert len({one["is"] for one in there}) > 5, "it is not held anywhere"
