"""Without a connection: a visitor is told so in the site's looks, and who answers loses nothing that they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from e2e.serving import served_with
from e2e.settled import PATIENCE, settled

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
KEPT = ("", "back.js", "mark.svg", "site.css", "source-sans-3.woff2", "theme.js")
UNSENT = "Your answers on this page have not been sent: they stay on this page."
CONTROLLED = """navigator.serviceWorker.ready.then((one) => one.active.state === "activated"
    || new Promise((done) => one.active.addEventListener("statechange", () => done(true))))"""
LATE = """() => {
    const real = window.fetch;
    window.fetch = () => new Promise((done, fail) => {
        window.fetch = real;
        window.tell = (is) => is ? done() : fail();
    });
}"""
"""The next answer to whether the site can be reached is told to the page when a test says so."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of an installation of its own where a consultation is open, and the code of a tablet for it."""
    with served_with(tmp_path_factory.mktemp("served"), "offline_data.py", "/have-your-say/") as found:
        yield found


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def _page(browser: Any, width: int = 390) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def _kept(page: Any) -> list[str]:
    found: list[str] = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)"
        ".then((one) => one.keys())))).then((all) => all.flat().map((one) => new URL(one.url).pathname).sort())"
    )
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_a_visitor_without_a_connection_is_told_so_and_comes_to_the_page_once_it_is_back(
    browser: Any, served: tuple[str, str], width: int
) -> None:
    from playwright.sync_api import Error

    address, _code = served
    page = _page(browser, width)
    page.goto(f"{address}/have-your-say/")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    answer = page.goto(f"{address}/have-your-say/vale/")
    assert answer.status == 503
    page.get_by_role("heading", name="No connection to this site").wait_for()
    assert page.evaluate("document.fonts.load('16px \"Source Sans 3\"').then((all) => all.length)") == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.head')).borderBottomStyle") == "solid"
    _no_violation(page)
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("heading", name="No connection to this site").wait_for()
    for private in ("/team/", "/api/", "/account/login/"):
        other = page.context.new_page()
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            other.goto(address + private)
        other.close()
    page.goto(f"{address}/have-your-say/vale/")
    page.context.set_offline(False)
    page.get_by_role("button", name="Begin").wait_for()
    assert _kept(page) == [f"/offline/{name}" for name in KEPT]
    page.context.close()


def test_who_answers_is_told_before_anything_is_lost_and_sends_it_afterwards(
    browser: Any, served: tuple[str, str]
) -> None:
    address, _code = served
    page = _page(browser)
    page.goto(f"{address}/have-your-say/vale/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("so this was not sent").wait_for()
    page.context.set_offline(False)
    page.get_by_text("The connection is back.").wait_for()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("10 people or more").check()
    page.context.set_offline(True)
    page.get_by_text(UNSENT).wait_for()
    page.get_by_label("Year", exact=True).fill("1999")
    page.get_by_label("Day", exact=True).fill("28")
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_function("document.activeElement.id === 'unsent'")
    _no_violation(page)
    assert page.get_by_label("Year", exact=True).input_value() == "1999"

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.locator("a.brand").click(no_wait_after=True)
    assert asked == ["beforeunload"] and page.get_by_label("10 people or more").is_checked()

    page.context.set_offline(False)
    page.get_by_text("The connection is back.").wait_for()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_label("How many?").wait_for()
    assert page.get_by_label("Year", exact=True).input_value() == "1999"
    page.context.close()


def test_a_tablet_that_lost_its_connection_shows_nobody_what_was_answered_and_goes_on_by_itself(
    browser: Any, served: tuple[str, str]
) -> None:
    address, code = served
    tablet = _page(browser, 1280)
    tablet.goto(f"{address}/have-your-say/desk/")
    tablet.get_by_label("Code", exact=True).fill(code)
    tablet.get_by_role("button", name="Go on", exact=True).click()
    tablet.get_by_role("button", name="Begin").click()
    tablet.get_by_label("10 people or more").check()
    tablet.context.set_offline(True)
    tablet.get_by_text(UNSENT).wait_for()
    tablet.get_by_role("button", name="Stop, and forget").click()
    tablet.get_by_text("This tablet has no connection just now.").wait_for()
    assert not tablet.get_by_label("10 people or more").count()
    _no_violation(tablet)
    tablet.context.set_offline(False)
    tablet.get_by_role("button", name="Begin").wait_for()

    tablet.clock.install()
    tablet.get_by_role("button", name="Begin").click()
    tablet.get_by_label("10 people or more").check()
    tablet.context.set_offline(True)
    tablet.clock.fast_forward(200_000)
    tablet.get_by_role("heading", name="Are you still there?").wait_for()
    tablet.clock.fast_forward(61_000)
    tablet.get_by_text("This tablet has no connection just now.").wait_for()
    assert not tablet.get_by_label("10 people or more").count()
    tablet.clock.fast_forward(400_000)
    tablet.context.set_offline(False)
    tablet.get_by_role("button", name="Begin").wait_for()
    tablet.context.close()


def test_that_there_was_no_connection_is_not_said_once_it_is_back(browser: Any, served: tuple[str, str]) -> None:
    address, _code = served
    page = _page(browser)
    page.goto(f"{address}/have-your-say/vale/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("10 people or more").check()
    page.evaluate(LATE)
    page.evaluate("['offline', 'online'].forEach((one) => window.dispatchEvent(new Event(one)))")
    page.evaluate("new Promise((done) => { window.tell(false); window.setTimeout(done, 300); })")
    assert not page.get_by_text(UNSENT).is_visible()
    page.context.close()


@pytest.mark.parametrize("is_reached", [False, True])
def test_who_stops_on_a_tablet_is_heard_while_it_looks_for_the_site(
    browser: Any, served: tuple[str, str], is_reached: bool
) -> None:
    tablet = _at_a_tablet(browser, *served)
    tablet.get_by_label("10 people or more").check()
    tablet.evaluate(LATE)
    tablet.get_by_role("button", name="Go on", exact=True).click()
    tablet.get_by_role("button", name="Stop, and forget").click()
    tablet.evaluate(f"window.tell({str(is_reached).lower()})")
    if is_reached:
        tablet.get_by_role("button", name="Begin").wait_for()
    else:
        tablet.get_by_text("This tablet has no connection just now.").wait_for()
    assert not tablet.get_by_label("10 people or more").count()
    tablet.context.close()


def test_who_closes_the_question_on_a_tablet_by_key_keeps_what_was_answered(
    browser: Any, served: tuple[str, str]
) -> None:
    tablet = _at_a_tablet(browser, *served)
    tablet.clock.install()
    tablet.reload()
    tablet.get_by_label("10 people or more").check()
    tablet.clock.fast_forward(200_000)
    tablet.get_by_role("heading", name="Are you still there?").wait_for()
    tablet.evaluate(LATE)
    tablet.locator("#still").dispatch_event("cancel")  # that it is being closed; that it has closed is told later
    tablet.clock.fast_forward(61_000)
    assert tablet.evaluate("window.tell === undefined"), "what was answered is on its way out"
    tablet.context.close()


def _at_a_tablet(browser: Any, address: str, code: str) -> Any:
    """The first page of questions on a tablet of the event."""
    tablet = _page(browser, 1280)
    tablet.goto(f"{address}/have-your-say/desk/")
    tablet.get_by_label("Code", exact=True).fill(code)
    tablet.get_by_role("button", name="Go on", exact=True).click()
    tablet.get_by_role("button", name="Begin").click()
    tablet.get_by_label("10 people or more").wait_for()
    return tablet


@contextmanager
def _answering(files: dict[str, tuple[str, bytes]]) -> Iterator[str]:
    """A site of these files alone, which can become others while it is served."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = files.get(self.path.partition("?")[0], ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def on_and_off(client: Client, settings: Any, db: None) -> list[dict[str, tuple[str, bytes]]]:
    """What the application answers while the page is kept, and once the settings switch it off."""
    found = []
    for is_on in (True, False):
        settings.PLACEWRIGHT_OFFLINE_PAGE = is_on
        files = {"/": ("text/html", b"<!doctype html><title>x</title><script src='/assets/site.js'></script>")}
        for address in ("/offline-worker.js", "/assets/site.js", *(f"/offline/{name}" for name in KEPT)):
            answer = client.get(address)
            files[address] = (answer.headers["Content-Type"], answer.content)
        found.append(files)
    return found


def test_browsers_forget_the_page_once_the_settings_switch_it_off(
    on_and_off: list[dict[str, tuple[str, bytes]]], browser: Any
) -> None:
    on, off = on_and_off
    files = dict(on)
    with _answering(files) as address:
        page = _page(browser)
        page.goto(address)
        page.evaluate(CONTROLLED)
        assert _kept(page) == [f"/offline/{name}" for name in KEPT]
        files.update(off)
        page.goto(address)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one && one.update()).catch(() => null)")
        for _ in range(1200):
            if not page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"):
                break
            page.wait_for_timeout(50)
        assert _kept(page) == []
        page.context.close()
