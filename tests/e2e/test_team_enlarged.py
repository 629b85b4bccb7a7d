"""The team's own pages at four times the size, in forced colours and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.settled import settled
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
RECORDS = (
    "alignment", "chapter", "checklist", "claim", "decision", "edition", "event", "finding", "fundingstream",
    "intervention", "measure", "namedplace", "priority", "programme", "study",
)  # fmt: skip
LISTS = (
    *(f"/team/snippets/strategy/{kind}/" for kind in (*RECORDS, "summary")),
    *(f"/team/{name}/" for name in ("waivers", "engagement", "pages/3", "images", "documents", "api-tokens")),
)
DETAILS = (
    *(f"/team/snippets/strategy/{kind}/edit/1/" for kind in RECORDS),
    "/team/account/",
    "/team/snippets/strategy/summary/add/",
    "/team/snippets/strategy/claim/history/1/",
    "/team/comments/claim/1/",
    "/team/trace/claim:lead-lost/",
    "/team/waivers/add/",
    "/team/builds/1/",
    "/team/co-design/begin/",
    "/team/collections/add/",
    *(f"/team/delivery/{name}/" for name in ("import", "returns", "returns/new", "spending")),
    "/team/documents/add/",
    "/team/documents/multiple/add/",
    "/team/engagement/new/",
    "/team/images/add/",
    "/team/images/multiple/add/",
    "/team/pages/3/edit/",
    "/team/pages/4/edit/",
    *(f"/team/people/{name}/" for name in ("invite", "organisations", "1")),
    "/team/redirects/add/",
    "/team/workflows/edit/1/",
    "/team/workflows/edit/2/",
    "/team/workflows/tasks/edit/2/",
)
"""A page of one thing for each entry of the team's menu."""

CUT = """[...document.querySelector("main").querySelectorAll("*")].filter((one) => {
    const at = one.getBoundingClientRect();
    const apart = one.closest(".w-minimap, aside, .w-overflow-x-auto, .pw-scroll, #listing-results, [class*=sr-only]");
    return at.width > 1 && at.right > innerWidth + 1 && !apart && !one.closest("svg");
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What a window cuts off: Wagtail draws panels that come in from the side beyond it."""

OVER = "(() => { const main = document.querySelector('main'); return main.scrollWidth - main.clientWidth; })()"
FOCUSED = """(() => { const one = document.activeElement, seen = getComputedStyle(one);
    return { is: one.tagName + (one.getAttribute("href") || one.id || one.name || one.textContent.trim()).slice(0, 60),
        shown: seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) > 0 || seen.boxShadow !== "none" }; })()"""


MOVING = """[...document.querySelectorAll("*")].filter((one) => {
    const seen = getComputedStyle(one), long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
    return long(seen.transitionDuration) || (seen.animationName !== "none" && long(seen.animationDuration));
}).map((one) => one.outerHTML.slice(0, 120))"""


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


@pytest.mark.parametrize("path", ["/team/", "/team/ledger/", "/team/data/", "/team/engagement/"])
def test_nothing_is_cut_off_on_a_phone_with_text_alone_twice_as_large(page: Any, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.locator("main").first.wait_for()
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    assert page.evaluate(OVER) <= 0
    page.set_viewport_size({"width": 320, "height": 640})


@pytest.mark.parametrize("path", ["/team/", "/team/ledger/", "/team/pages/4/edit/"])
def test_nothing_moves_for_whoever_asked_for_less_movement(page: Any, path: str) -> None:
    page.goto(path)
    page.locator("main").first.wait_for()
    assert page.evaluate(MOVING) == []


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


@pytest.mark.parametrize("path", [*LISTS, *DETAILS])
def test_one_thing_or_a_list_is_whole_at_four_times_the_size_has_no_violation_and_is_reached_by_keyboard(
    page: Any, path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    assert page.goto(path).ok
    page.locator("main").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(CUT) == []
    settled(page)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    walked = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        walked.add(page.evaluate(FOCUSED)["is"])
    assert len(walked) > 2, "it is not held anywhere"


@pytest.mark.parametrize("path", ["/team/images/add/", "/team/documents/add/"])
def test_the_field_for_tags_is_called_what_its_label_says(page: Any, path: str) -> None:
    page.goto(path)
    page.get_by_role("textbox", name="Tags", exact=True).first.wait_for()
