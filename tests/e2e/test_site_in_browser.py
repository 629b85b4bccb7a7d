"""The site in a browser: charts under a strict policy and from a disk, no axe violation, no sideways scroll."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from e2e.settled import PATIENCE
from placewright.publish import site

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
PAGES = (
    "index.html",
    "indicators/index.html",
    "indicators/pay.html",
    "places/index.html",
    "places/E07000902.html",
    "analysis/index.html",
    "analysis/productivity.html",
    "data.html",
    "method.html",
    "accessibility.html",
    "404.html",
)
WITH_CHARTS = ("indicators/pay.html", "analysis/productivity.html")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves files under the policy that the web application will send."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of invented figures, with the chart library."""
    out = tmp_path_factory.mktemp("site")
    unit_pages = _load("test_pages")
    for path, content in (unit_pages.whole_site() | site.chart_library()).items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return out


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site, served on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all the tests here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Opens pages in fresh contexts and keeps what their console said."""
    contexts = []

    def open_page(url: str, *, width: int = 1280, until: str = "load", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: message.type in ("error", "warning") and page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(url, wait_until=until)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_an_axe_violation_or_scrolls_sideways(opened: Any, address: str, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme, width in (("light", 1280), ("dark", 390)):
        page = opened(address + path, width=width, color_scheme=scheme)
        _wait_for_charts(page)
        found = Axe().run(page, options=RULES).response["violations"]
        assert not [(item["id"], item["nodes"][0]["target"]) for item in found], f"{path} {scheme} {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.said == []


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_charts_are_drawn_under_a_strict_policy(opened: Any, address: str, path: str) -> None:
    page = opened(address + path)
    _wait_for_charts(page)
    assert page.locator(".chart .drawn svg").count() == page.locator("[data-chart]").count() > 0
    assert page.said == []


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_charts_are_drawn_from_a_disk(opened: Any, folder: Path, path: str) -> None:
    page = opened((folder / path).as_uri())
    _wait_for_charts(page)
    assert page.locator(".chart .drawn svg").count() == page.locator("[data-chart]").count() > 0
    assert page.said == []


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_every_chart_can_be_taken_away_as_a_png_from_a_disk(opened: Any, folder: Path, path: str) -> None:
    page = opened((folder / path).as_uri())
    _wait_for_charts(page)
    buttons = page.locator(".source button")
    assert buttons.count() == page.locator("[data-chart]").count()
    with page.expect_download() as waiting:
        buttons.first.click()
    assert waiting.value.suggested_filename.endswith(".png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    assert page.said == []


def test_the_chart_library_leaves_one_name(opened: Any, address: str) -> None:
    plain = opened(address + "index.html").evaluate("Object.keys(window)")
    page = opened(address + "indicators/pay.html")
    _wait_for_charts(page)
    assert set(page.evaluate("Object.keys(window)")) - set(plain) <= {"placewrightCharts", "VEGA_DEBUG"}


def test_pointing_at_a_line_names_its_place_and_value(opened: Any, address: str) -> None:
    page = opened(address + "indicators/pay.html")
    _wait_for_charts(page)
    page.locator("#pay .drawn svg").scroll_into_view_if_needed()
    box = page.locator("#pay .drawn svg").bounding_box()
    for step in (0.4, 0.45, 0.5):
        page.mouse.move(box["x"] + box["width"] * step, box["y"] + box["height"] * 0.5)
        page.wait_for_timeout(60)
    tooltip = page.locator("#vg-tooltip-element", has_text="£")
    tooltip.wait_for()
    assert "undefined" not in tooltip.inner_text()


def test_without_a_script_a_picture_and_the_words_remain(opened: Any, address: str) -> None:
    page = opened(address + "indicators/pay.html", java_script_enabled=False)
    assert page.locator("#pay .chart img").is_visible()
    assert page.get_by_text("Pay in North Vale was £612 a week in 2024").is_visible()
    assert page.locator("table th button").count() == 0


def test_a_table_sorts_by_its_numbers(opened: Any, address: str) -> None:
    page = opened(address + "indicators/pay.html")
    table = page.locator("table").first
    head = table.get_by_role("button", name="Value")
    head.click()
    assert table.locator("thead [aria-sort]").get_attribute("aria-sort") == "descending"
    assert table.locator("tbody th").all_inner_texts() == ["Crossley", "Brook & Mill", "Ashby"]
    head.click()
    assert table.locator("tbody th").all_inner_texts() == ["Ashby", "Brook & Mill", "Crossley"]


def test_the_list_of_indicators_narrows_as_one_types(opened: Any, address: str) -> None:
    page = opened(address + "indicators/index.html")
    page.get_by_label("Find an indicator").fill("pay")
    assert page.locator(".indicator-list li:visible").count() == 1
    assert page.get_by_role("status").inner_text() == "1 indicator"


def test_the_map_shows_another_indicator_when_asked(opened: Any, address: str) -> None:
    page = opened(address + "index.html")
    assert "£612" in page.locator(".map").inner_text()
    page.get_by_label("Show on the map").select_option(label="Employment rate, 2024")
    assert page.locator(".map a").first.get_attribute("aria-label") == "Ashby: 70.0%"
    assert page.locator("#map-table caption").inner_text() == "Employment rate, 2024"
    assert "72.0%" in page.locator("#map-table tbody tr").first.inner_text()


def test_a_district_on_the_map_can_be_reached_by_keyboard(opened: Any, address: str) -> None:
    page = opened(address + "indicators/pay.html")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.map')"):
            break
    assert page.locator(".readout").first.inner_text().startswith("Ashby:")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/E07000901.html")


def test_the_first_tab_skips_to_the_content(opened: Any, address: str) -> None:
    page = opened(address + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_the_choice_of_dark_is_kept_on_the_next_page(opened: Any, address: str) -> None:
    page = opened(address + "index.html", color_scheme="light")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.goto(address + "data.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 22)"


@pytest.mark.parametrize("path", ["index.html", "indicators/pay.html", "analysis/productivity.html"])
def test_nothing_is_lost_at_400_per_cent(opened: Any, address: str, path: str) -> None:
    page = opened(address + path, width=320)
    _wait_for_charts(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_print_is_light_and_hides_what_paper_cannot_use(opened: Any, address: str) -> None:
    page = opened(address + "indicators/pay.html", color_scheme="dark")
    _wait_for_charts(page)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#1b2421"
    assert not page.locator(".head nav").is_visible()


@pytest.fixture(scope="module")
def ledger(folder: Path, address: str) -> str:
    """The ledger of an invented strategy, beside the small site."""
    files = _load("test_pages").whole_site() | _load("test_strategy_site").strategy_files()
    for path, content in files.items():
        target = folder / "strategy-site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return address + "strategy-site/ledger.html"


@pytest.fixture(scope="module")
def chapter(ledger: str) -> str:
    """A chapter of the invented strategy."""
    return ledger.replace("ledger.html", "strategy/work.html")


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_every_page_of_the_navigation_is_in_sight_at_every_width(opened: Any, ledger: str, width: int) -> None:
    page = opened(ledger, width=width)
    if width <= 640:
        assert not page.locator(".head nav a").first.is_visible()
        page.get_by_role("button", name="Menu").click()
    links = [link.bounding_box() for link in page.locator(".head nav a").all()]
    assert links
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 24 for box in links)
    assert page.locator(".head nav [aria-current]").inner_text() == "Ledger"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_on_a_phone_the_text_begins_high_and_notice_and_contents_unfold_without_a_script(
    opened: Any, chapter: str, has_scripts: bool
) -> None:
    page = opened(chapter, width=390, java_script_enabled=has_scripts)
    assert page.locator("h1").bounding_box()["y"] < 300
    notice, contents = page.locator(".notice details"), page.locator(".contents details")
    for part in (notice, contents):
        inner = part.locator("p, ol").first
        assert not inner.is_visible()
        part.locator("summary").click()
        assert inner.is_visible()


def test_on_a_wide_screen_and_on_paper_notice_and_contents_are_all_there(opened: Any, chapter: str) -> None:
    page = opened(chapter, width=1280)
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert page.locator(".notice details p").is_visible() and page.locator(".contents ol").is_visible()
        assert not page.locator(".notice summary").is_visible() and not page.locator(".contents summary").is_visible()
        assert not page.locator(".upwards").is_visible()


def test_on_a_phone_long_lists_are_folded_and_links_into_them_paper_and_a_missing_script_show_all(
    opened: Any, chapter: str
) -> None:
    page = opened(chapter, width=390)
    fold, entry = page.locator(".trace-list .folds > summary"), page.locator(".trace-list .entry").first
    assert not entry.is_visible() and fold.is_visible()
    page.evaluate("anchor => { window.location.hash = anchor; }", entry.get_attribute("id"))
    entry.wait_for(state="visible")
    page.evaluate("() => { document.querySelector('.trace-list .folds').open = false; }")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert entry.is_visible()
    for more in ({"width": 1280}, {"width": 390, "java_script_enabled": False}):
        assert opened(chapter, **more).locator(".trace-list .entry").first.is_visible()
    assert not opened(chapter, width=1280).locator(".folds > summary").first.is_visible()


def test_on_a_phone_a_priority_says_what_it_is_and_folds_the_rest_without_losing_any(opened: Any, ledger: str) -> None:
    priorities = ledger.replace("ledger.html", "priorities.html")
    page = opened(priorities, width=390)
    first = page.locator(".priority").first
    parts = first.locator(".folds h3, .folds .claim-line")
    assert first.locator("> p").is_visible() and parts.count() > 1
    assert not any(part.is_visible() for part in parts.all())
    first.locator(".folds > summary").click()
    assert all(part.is_visible() for part in parts.all())
    for more in ({"width": 1280}, {"width": 390, "java_script_enabled": False}):
        shown = opened(priorities, **more).locator(".priority").first.locator(".folds h3, .folds .claim-line")
        assert all(part.is_visible() for part in shown.all())


def test_a_table_that_goes_on_beyond_the_edge_says_so_without_a_script(opened: Any, address: str) -> None:
    page = opened(address + "places/E07000902.html", width=320, java_script_enabled=False)
    table = page.locator(".table").first
    table.locator("table").evaluate("(one) => { one.style.minWidth = '46rem'; }")
    at_first = table.screenshot()
    table.evaluate("(one) => { one.scrollLeft = 9999; }")
    assert _ground_at_the_right(at_first) < _ground_at_the_right(table.screenshot()) - 30
    assert table.get_attribute("tabindex") == "0" and table.get_attribute("aria-labelledby")


def _ground_at_the_right(png: bytes) -> int:
    """How light most of the last column of a picture is, from 0 to 255."""
    from PIL import Image

    image = Image.open(BytesIO(png)).convert("L")
    return sorted(image.getpixel((image.width - 1, y)) for y in range(image.height))[image.height // 2]


def test_a_long_page_leads_back_to_its_top_on_a_phone(opened: Any, chapter: str) -> None:
    page = opened(chapter, width=390)
    page.set_viewport_size({"width": 390, "height": 300})
    page.mouse.wheel(0, 900)
    page.get_by_role("link", name="Back to top").click()
    page.wait_for_function("window.scrollY === 0")


def test_on_a_phone_the_rank_stands_beside_a_value_with_an_interval_and_a_long_period(
    opened: Any, address: str
) -> None:
    page = opened(address + "places/E07000902.html", width=390)
    theme, fold = (page.locator(f"section:has(> details.folds){part}").first for part in ("", " > details.folds"))
    assert fold.get_attribute("open") is None
    page.goto(f"{page.url}#{theme.get_attribute('id')}")
    page.locator("section > details.folds[open] td.number").first.wait_for()
    page.locator("details.folds").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    value = page.locator("td.number:has(.span)").first
    value.locator(".span").evaluate("(one) => { one.textContent = '(2.1 to 5.7%) year to September 2023'; }")
    rank = value.locator("xpath=ancestor::table").get_by_role("columnheader", name="Rank").bounding_box()
    assert rank["x"] + rank["width"] <= 390


def test_the_trail_to_a_page_is_listened_to_without_its_strokes(opened: Any, address: str) -> None:
    page = opened(address + "places/E07000902.html")
    told = page.get_by_role("navigation", name="Breadcrumb").aria_snapshot().splitlines()
    assert not [line for line in told if "/" in line and "/url" not in line]


def test_on_a_phone_each_claim_is_a_card_that_the_filter_still_narrows(opened: Any, ledger: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(ledger, width=390)
    rows = page.locator("#claims tbody tr")
    total = rows.count()
    assert all(
        cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390 for cell in rows.first.locator("td").all()
    )
    assert page.get_by_role("columnheader", name="Verdict").count() == 1
    page.get_by_label("Find", exact=True).fill(rows.first.get_attribute("id"))
    said = page.get_by_role("status").inner_text()
    assert said.startswith(f"{page.locator('#claims tbody tr:visible').count()} of {total} claim")
    assert page.locator("#claims-caption").text_content() == said
    page.locator("#claims thead button").nth(1).focus()
    assert page.locator("#claims thead button").nth(1).bounding_box()["width"] > 24
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(item["id"], item["nodes"][0]["target"]) for item in found]
    assert page.said == []


def test_the_ledger_stays_narrowed_when_a_reader_comes_back_to_it(opened: Any, ledger: str) -> None:
    page = opened(ledger, width=1280)
    page.locator("form[data-table-filter] select").first.select_option("holds")
    narrowed, whole = page.locator("tbody tr:visible").count(), page.locator("tbody tr").count()
    page.locator("tbody tr:visible a").first.click()
    page.wait_for_url("**/ledger/*.html")
    page.go_back()
    page.wait_for_function(
        "n => [...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).length === n", arg=narrowed
    )
    assert page.locator("form[data-table-filter] select").first.input_value() == "holds" and narrowed < whole


def test_without_a_script_the_ledger_says_how_many_claims_it_holds(opened: Any, ledger: str) -> None:
    page = opened(ledger, width=390, java_script_enabled=False)
    assert page.locator("#claims-caption").bounding_box()["height"] > 10
    assert "claim" in page.locator("#claims-caption").inner_text()


def _wait_for_charts(page: Any) -> None:
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-chart]')].every(box => box.classList.contains('live'))"
    )


def _load(name: str) -> ModuleType:
    """The unit tests' module of that name, whose small site serves here too."""
    path = Path(__file__).parents[1] / "unit" / "publish"
    for part in ("invented", name):
        full = f"unit_publish.{part}"
        if "unit_publish" not in sys.modules:
            package = ModuleType("unit_publish")
            package.__path__ = [str(path)]
            sys.modules["unit_publish"] = package
        if full not in sys.modules:
            spec = importlib.util.spec_from_file_location(full, path / f"{part}.py")
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[full] = module
            spec.loader.exec_module(module)
    return sys.modules[f"unit_publish.{name}"]
