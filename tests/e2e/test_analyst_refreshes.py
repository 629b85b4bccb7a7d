"""An analyst's journey in a browser: upload a publisher's file, refresh, read what changed, accept, show, go back."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from free_ports import free_port

from e2e.settled import settled

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PILOT = Path(__file__).resolve().parents[2] / "places" / "hertfordshire"
LONG = 240_000
"""Milliseconds in which a build has to be done on a busy machine."""


@dataclass(frozen=True)
class Served:
    """A running application: its address, and the path with which its first administrator signs in."""

    address: str
    join: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application with the pilot, web server and worker in processes of their own."""
    port = free_port()
    data = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "placewright.cli.main", "serve", str(PILOT), "--port", str(port)]
    environment = os.environ | {"PLACEWRIGHT_SECOND_FACTOR": "optional", "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for name in [one for one in environment if one.startswith("PLACEWRIGHT_") and "FACTOR" not in one]:
        del environment[name]
    process = subprocess.Popen(
        [*command, "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(2))
        found = re.search(r"Placewright is at (http://\S+)/ .*?(/account/join/\S+)", said, re.DOTALL)
        assert found, said
        _wait_for(port)
        yield Served(found[1], found[2])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=300)


def _wait_for(port: int) -> None:
    """The address is printed before the server listens at it."""
    for _ in range(3000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing ever listened at port {port}")


@pytest.fixture(scope="module")
def page(served: Served) -> Iterator[Any]:
    """A browser in which the first administrator has signed in."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        opened.set_default_timeout(LONG)
        opened.goto(served.address + served.join)
        opened.get_by_label("E-mail address").fill("analyst@example.org")
        opened.get_by_label("Your name").fill("An Analyst")
        opened.get_by_label("Password", exact=True).fill("four words put together")
        opened.get_by_label("Password again").fill("four words put together")
        opened.locator("main form button[type=submit]").click()
        opened.wait_for_load_state()
        yield opened
        browser.close()


def ratios(times: float) -> bytes:
    """A publisher's file of house prices to earnings, Stevenage's newest ratio multiplied."""
    rows = [
        {"geography_code": row["place"], "date": str(row["period"]), "value": row["value"]}
        for row in pq.read_table(PILOT / "figures" / "ons-affordability.parquet").to_pylist()
        if str(row["period"]).isdecimal() and row["value"] is not None
    ]
    newest = max(row["date"] for row in rows)
    for row in rows:
        if row["geography_code"] == "E07000243" and row["date"] == newest:
            row["value"] = round(row["value"] * times, 2)
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


def fit(page: Any) -> None:
    """The page has no axe violation of ours, and does not scroll sideways on a phone."""
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page, context="main", options=RULES).response["violations"]
    assert not [(item["id"], item["nodes"][0]["target"]) for item in found], page.url
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_analyst_refreshes_reviews_shows_and_takes_back(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/team/data/")
    fit(page)
    page.get_by_label("Publishers’ files").set_input_files(
        {"name": "hp_to_wage_ratio.parquet", "mimeType": "application/octet-stream", "buffer": ratios(1.006)}
    )
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("hp_to_wage_ratio.parquet was kept.").wait_for()

    page.get_by_role("button", name="Refresh", exact=True).click()
    page.get_by_role("heading", name="What changed").wait_for()
    fit(page)
    assert page.get_by_text("still hold and have to be read again").count()
    for _ in range(page.get_by_role("button", name=re.compile("^Accept")).count()):
        waiting = page.locator(".pw-open").first
        if not waiting.count():
            break
        waiting.get_by_label("Your role").fill("economist")
        waiting.get_by_label("What you looked at").fill("A revision in the second decimal.")
        waiting.get_by_role("button", name=re.compile("^Accept")).click()
        page.wait_for_load_state()
    page.get_by_role("button", name="Build again").click()
    page.get_by_role("button", name="Show to the public").wait_for()

    page.get_by_role("button", name="Show to the public").click()
    page.get_by_text("The public sees the new figures now.").wait_for()
    page.goto(served.address)
    assert "Brought up to date" in page.content()
    page.go_back()
    page.reload()
    page.get_by_role("button", name="Back to the evidence before").click()
    page.get_by_text("The public sees the evidence from before the refresh again.").wait_for()
    page.goto(f"{served.address}/team/builds/")
    fit(page)


def test_a_web_page_in_place_of_a_file_is_refused_with_words(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/team/data/")
    wrong = b"<!doctype html><title>Sign in</title>"
    page.get_by_label("Publishers’ files").set_input_files(
        {"name": "spi_by_la.csv", "mimeType": "text/csv", "buffer": wrong}
    )
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("This is a web page, not the publisher's file.").wait_for()
