"""Wagtail's administration under its policy for content: what people use there works, and the console stays empty."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from e2e.settled import settled
from strategy_tests.serving import served_pilot

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SAYING = """document.addEventListener("securitypolicyviolation", (one) =>
    console.error(`${one.effectiveDirective} refused ${one.blockedURI} at ${one.sourceFile}:${one.lineNumber}`))"""
KINDS = """alignment chapter checklist claim decision edition event finding fundingstream intervention measure
    namedplace priority programme study summary"""
PAGES = """pages/ pages/3/ pages/3/add_subpage/ pages/4/history/ pages/4/delete/ images/ images/multiple/add/
    documents/ documents/multiple/add/ collections/add/ workflows/list/ workflows/add/ workflows/edit/1/
    workflows/tasks/edit/1/ redirects/ reports/locked/ reports/workflow/ reports/site-history/ account/
    people/ people/invite/ people/organisations/ log/ ledger/ signals/ waivers/ choice/ data/ builds/
    co-design/ copies/ exchange/ api-tokens/ delivery/ trace/claim:lead-lost/"""
BOLD = """(html) => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", "x");
    document.querySelector(".public-DraftEditor-content").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""


@pytest.fixture(scope="module")
def browser_page(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[tuple[Any, list[str]]]:
    """A page of a browser in which an administrator is signed in, and what its console has said."""
    from playwright.sync_api import sync_playwright

    said: list[str] = []
    data = tmp_path_factory.mktemp("served")
    with served_pilot(data, "administrator") as (address, cookie), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        context.add_cookies([cookie | {"url": address}])  # type: ignore[list-item]
        context.add_init_script(SAYING)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("console", lambda one: said.append(f"{page.url}: {one.text}") if one.type == "error" else None)
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        yield page, said
        browser.close()


@pytest.fixture
def page(browser_page: tuple[Any, list[str]]) -> Iterator[Any]:
    """The page, whose console must have said nothing by the end."""
    page, said = browser_page
    said.clear()
    yield page
    assert not said


def test_every_kind_of_record_is_listed_added_and_edited(page: Any) -> None:
    for kind in KINDS.split():
        below = f"/team/snippets/strategy/{kind}/"
        assert page.goto(below).ok
        links = page.locator(f'main a[href^="{below}edit/"]').evaluate_all("(all) => all.map((one) => one.pathname)")
        if kind != "edition":  # one is made at a desk of its own
            assert page.goto(f"{below}add/").ok
        for link in links[:1]:
            assert page.goto(link).ok
            assert page.goto(link.replace("/edit/", "/history/")).ok


@pytest.mark.parametrize("path", PAGES.split())
def test_a_page_of_the_administration_breaks_no_rule(page: Any, path: str) -> None:
    assert page.goto(f"/team/{path}").ok
    page.locator("main").first.wait_for()
    _no_violation(page)


def test_the_page_for_what_is_not_there_has_links_that_a_thumb_can_hit(browser_page: tuple[Any, list[str]]) -> None:
    page, said = browser_page
    assert page.goto("/team/nothing-of-this-name/").status == 404
    _no_violation(page)
    said.clear()  # a browser says itself that there was no such page


def test_a_page_is_composed_of_every_block_with_rich_text_and_choosers(page: Any) -> None:
    page.goto("/team/pages/4/edit/")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Words ")
    page.keyboard.press("Control+B")
    page.keyboard.type("in bold ")
    page.evaluate(BOLD, '<p>and <span style="font-weight:700">pasted</span> ones</p>')
    bold = page.locator('.public-DraftEditor-content span[style*="bold"]')
    bold.filter(has_text="pasted").first.wait_for()
    page.keyboard.press("Control+K")
    page.locator(".modal").get_by_text("External link").click()
    page.locator(".modal input[name$=url]").wait_for()
    _close(page)
    for number in range(11):
        page.locator("button.c-sf-add-button").last.click()
        page.locator("[role=option]").nth(number).click()
        page.locator("[role=option]").first.wait_for(state="detached")
    for number in range(page.locator("[data-chooser-action-choose]:visible").count()):
        page.locator("[data-chooser-action-choose]:visible").nth(number).click()
        page.locator(".modal [role=tab]").last.click()
        _close(page)


def test_a_day_for_publication_is_picked_from_a_calendar(page: Any) -> None:
    page.goto("/team/pages/5/edit/")
    page.locator('[data-side-panel-toggle="status"]').first.click()
    page.get_by_text("Set schedule").first.click()
    page.locator("#id_go_live_at").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()


def test_drafts_are_compared_and_commented_and_previewed(page: Any) -> None:
    for words in ("Who makes it.", "Who makes it, and how."):
        page.goto("/team/pages/5/edit/")
        page.fill("#id_lede", words)
        page.locator("footer button", has_text="Save draft").click()
        page.get_by_text("has been saved").or_(page.locator(".messages .success")).first.wait_for()
    page.goto("/team/pages/5/history/")
    page.locator("td [data-w-dropdown-target=toggle]").first.click()
    page.get_by_text("Compare with previous").locator("visible=true").first.click()
    page.get_by_text(", and how").first.wait_for()
    page.goto("/team/pages/5/edit/")
    page.locator('[data-side-panel-toggle="comments"]').first.click()
    page.locator("#id_lede").hover()
    page.locator("[data-comment-add]:visible").first.click()
    page.locator(".comment textarea").first.fill("Say since when.")
    page.locator(".comment button[type=submit]").first.click()
    page.locator(".comment").get_by_text("Say since when.").first.wait_for()
    page.locator('[data-side-panel-toggle="preview"]').first.click()
    page.frame_locator("[data-side-panel=preview] iframe").first.get_by_text("Who makes it, and how.").first.wait_for()


def test_a_picture_is_uploaded_and_shown_in_its_editor(page: Any) -> None:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "PNG")
    page.goto("/team/images/add/")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "river.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    if page.locator("input[name=title]:visible").input_value() == "":
        page.fill("input[name=title]", "River")
    page.locator("main form [type=submit]").last.click()
    page.get_by_text("added").first.wait_for()
    page.goto("/team/images/1/")
    page.locator(".jcrop-holder, .jcrop-tracker").first.wait_for(state="attached")
    assert page.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth > 0)")


def test_the_task_of_an_approval_is_chosen_in_a_dialogue(page: Any) -> None:
    page.goto("/team/workflows/add/")
    page.locator("button", has_text="Add task").first.click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    page.locator(".modal [role=tab]").last.click()
    _close(page)


def _close(page: Any) -> None:
    page.locator(".modal button.close, .modal [data-dismiss=modal]").first.click()
    page.locator(".modal").first.wait_for(state="hidden")


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(item["id"], item["nodes"][0]["target"]) for item in found], page.url
