"""A workspace leaves by a browser, is changed elsewhere and comes back: its changed lines are marked and taken over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.serving import served_with
from e2e.settled import settled
from placewright.build.archives import export_workspace, import_workspace

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture
def page(tmp_path: Path, chromium: str) -> Iterator[Any]:
    """A narrow browser in which an administrator is signed in."""
    from playwright.sync_api import sync_playwright

    data = tmp_path / "data"
    data.mkdir()
    with (
        served_with(data, "import_data.py", "/account/login/", PLACEWRIGHT_SECOND_FACTOR="optional") as served,
        sync_playwright() as playwright,
    ):
        address, session = served
        worker = subprocess.Popen(
            [sys.executable, "-m", "placewright.web", "work"],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("PLACEWRIGHT_")},
                "PLACEWRIGHT_DATA": str(data),
                "DJANGO_SETTINGS_MODULE": "placewright.web.config.settings",
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            },
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        opened = context.new_page()
        opened.set_default_timeout(90_000)
        try:
            yield opened
        finally:
            browser.close()
            worker.send_signal(signal.SIGINT)
            worker.wait(timeout=60)


def test_what_was_changed_elsewhere_is_seen_line_by_line_and_taken_over(page: Any, tmp_path: Path) -> None:
    page.goto("/team/exchange/")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Export the workspace").click()
    fetched.value.save_as(tmp_path / "out.zip")
    import_workspace(tmp_path / "out.zip", tmp_path / "out")
    claim = tmp_path / "out" / "claims" / "lead-lost.md"
    claim.write_text(claim.read_text(encoding="utf-8").replace("A lead lost", "A lead that was lost"), encoding="utf-8")
    export_workspace(tmp_path / "out", tmp_path / "changed.zip", id="hertfordshire")

    page.locator("input[type=file]").set_input_files(tmp_path / "changed.zip")
    page.get_by_role("button", name="Send in and compare").click()
    page.get_by_role("button", name="Take it over").wait_for()
    page.locator("summary", has_text="lead-lost.md").click()
    assert page.locator(".pw-diff-added ins").all_inner_texts() == ["that was "]
    assert page.locator(".pw-diff-removed").count() == 1
    _no_violation(page)

    page.get_by_role("button", name="Take it over").click()
    page.get_by_text("Taken over", exact=False).first.wait_for()
    _no_violation(page)
    page.goto("/team/snippets/strategy/claim/?q=that+was+lost")
    page.get_by_role("link", name="A lead that was lost").first.wait_for()


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], page.url
    assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
