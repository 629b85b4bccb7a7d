"""A visitor explores the evidence and takes figures away: by keyboard, wide or narrow, with scripts or without."""

from __future__ import annotations

import csv
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from e2e.held import HELD
from e2e.settled import PATIENCE
from explored_pilot import show_build
from explored_pilot import store as store

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/explore/",
    "/explore/?indicator=gva-per-hour&view=map",
    "/explore/place/",
    "/search/?q=pay",
    "/account/login/",
)
WIDTH = "document.documentElement.scrollWidth"
A4 = 688
"""The width of a sheet of paper between its margins, in pixels."""
VIEWS = ("line", "bars", "map", "scatter", "table")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all the tests here; beside its loop Django must be told that waiting is meant."""
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def address(settings: LazySettings, store: Path, browser: Any, live_server: LiveServer) -> Iterator[str]:
    """The application with the pilot's evidence, served on this machine alone.

    What pages still ask for in the background is answered before the tables are emptied, which it would lock.
    """
    show_build(settings, store)
    yield str(live_server.url)
    for context in browser.contexts:
        context.close()
    answering = [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
    for thread in answering:
        thread.join(timeout=120)


def opened(browser: Any, url: str, *, width: int = 1280, **options: Any) -> Any:
    """A page in a context of its own, which keeps what its console said."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", accept_downloads=True, **options
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: message.type in ("error", "warning") and page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(url)
    return page


def violations(page: Any) -> list[tuple[str, Any]]:
    """What axe finds wrong with the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [(item["id"], item["nodes"][0]["target"]) for item in found]


def test_a_visitor_explores_with_the_keyboard_alone_and_downloads(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/explore/")
    page.focus("#find-indicator")
    page.keyboard.type("pay workplace")
    page.keyboard.press("ArrowDown")
    page.select_option("#ask-indicator", "annual-pay-workplace")
    page.focus("#ask-add")
    page.keyboard.type("Stevenage")
    page.keyboard.press("Enter")
    page.wait_for_url("**place=E07000243**")
    assert "add=" not in page.url
    assert page.locator("h1").inner_text().startswith("Median annual pay")
    page.focus(".views a >> text=Bars")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=bars**")
    page.wait_for_selector(".chart.live svg")
    assert "Stevenage stood at" in page.locator("#look .says").inner_text()
    page.focus(".takes a >> text=CSV")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    with Path(waiting.value.path()).open(encoding="utf-8", newline="") as stream:
        got = {row["place"] for row in csv.DictReader(stream)}
    assert {"E07000243", "E10000015"} & got
    assert page.said == []


def test_places_that_are_offered_late_do_not_take_the_place_of_those_for_what_is_typed_now(
    browser: Any, address: str
) -> None:
    page = opened(browser, f"{address}/explore/")
    page.evaluate(HELD)
    for number, typed in enumerate(("Luton", "Watford"), 1):
        page.fill("#ask-add", typed)
        page.wait_for_function(f"() => window.held.length === {number}")
    page.evaluate("window.held[1]()")
    offered = "[...document.getElementById('ask-add').list.options].map((one) => one.label).join()"
    page.wait_for_function(f"() => {offered}.includes('Watford')")
    page.evaluate("new Promise((done) => { window.held[0](); window.setTimeout(done, 100); })")
    assert "Watford" in page.evaluate(offered)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_view_has_an_axe_violation_or_scrolls_sideways(browser: Any, address: str, width: int, scheme: str) -> None:
    paths = [f"/explore/?indicator=gva-per-hour&set=members&compare=country&view={view}" for view in VIEWS]
    paths += ["/explore/embed/?indicator=gva-per-hour", "/explore/place/E06000032/", "/search/?q=pay"]
    for path in paths:
        page = opened(browser, address + path, width=width, color_scheme=scheme)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.said == [], path
        page.context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_on_paper_fits_the_sheet_and_has_no_controls(browser: Any, address: str, view: str) -> None:
    page = opened(browser, f"{address}/explore/?indicator=gva-per-hour&view={view}", width=A4)
    page.emulate_media(media="print")
    assert page.evaluate(WIDTH) <= A4
    for control in (".panel", ".views", ".takes", ".share"):
        assert not page.locator(control).is_visible()
    picture = page.locator(".look .chart svg, .look .map svg")
    frame = page.locator(".look")
    if view != "table":
        assert picture.first.bounding_box()["width"] > 0.85 * frame.bounding_box()["width"]
    table = page.locator(".tabled table").bounding_box()
    assert table["x"] + table["width"] <= A4
    assert page.get_by_text("This view:").is_visible()


def test_a_map_is_walked_by_tab_and_says_what_is_under_the_focus(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/explore/?indicator=gva-per-hour&view=map")
    page.focus(".map a[data-code=E07000243]")
    assert page.locator(".readout").inner_text().startswith("Stevenage: £")


def test_without_scripts_the_picture_the_words_and_the_form_are_there(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/explore/?indicator=gva-per-hour&place=E07000243", java_script_enabled=False)
    assert page.locator("#look svg").first.is_visible()
    page.fill("#ask-add", "Luton")
    page.click("#choose button[type=submit]")
    assert "place=E06000032" in page.url
    assert "Luton:" in page.locator("#look .says").inner_text()


@pytest.fixture
def other_site(address: str, tmp_path: Path) -> Iterator[str]:
    """A site of another origin, with a page that frames a view."""
    framing = f'<iframe src="{address}/explore/embed/?indicator=gva-per-hour" title="View"></iframe>'
    (tmp_path / "index.html").write_text(framing, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def test_the_frame_stands_on_another_site(browser: Any, other_site: str) -> None:
    page = opened(browser, other_site)
    title = page.frame_locator("iframe").locator("#look h2")
    title.wait_for()
    assert "per hour worked" in title.inner_text()


def test_no_page_scrolls_sideways_with_text_twice_as_large_or_at_320_pixels(browser: Any, address: str) -> None:
    for path in PAGES:
        page = opened(browser, address + path, width=640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(WIDTH) <= 640, f"{path} with large text"
        assert opened(browser, address + path, width=320).evaluate(WIDTH) <= 320, f"{path} at 320 pixels"


def test_forced_colours_underline_the_current_entry_alone(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/explore/", forced_colors="active")
    edge = "link => getComputedStyle(link).borderBottomColor"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    links = page.locator(".head nav a").all()
    marked = [link for link in links if link.evaluate(edge) != ground]
    assert [link.get_attribute("aria-current") is not None for link in marked] == [True]


def test_the_keyboard_reaches_the_content_first_and_always_shows_where_it_is(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/explore/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    seen = []
    for _step in range(25):
        page.keyboard.press("Tab")
        shown = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{shown}.outlineStyle !== 'none' || {shown}.boxShadow !== 'none'")
        seen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert len(set(seen)) > 20
