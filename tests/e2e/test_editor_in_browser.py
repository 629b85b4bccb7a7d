"""An editor in a browser: writes a claim, is stopped by a lie, mends it and publishes; every page passes axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.held import HELD
from e2e.settled import settled
from strategy_tests.serving import served_pilot

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
TRUE = (
    "In {{ here.period }} an hour's work in Hertfordshire made {{ here }} on a scale where the United Kingdom is 100."
)
LIE = " The county has 62,000 firms."


WRITTEN_ON = """() => {
    const field = document.querySelector("textarea[name=text]");
    window.marked = [];
    new MutationObserver(() => window.marked.push(
        ...[...document.querySelectorAll(".pw-marks mark")].map((one) => one.textContent))
    ).observe(document.querySelector(".pw-marks"), { childList: true });
    field.value = `Since then, ${field.value}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    window.held.shift()();
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The web application with the pilot live, served on this machine alone; its address and an editor's cookie."""
    with served_pilot(tmp_path_factory.mktemp("served"), "editor") as served:
        yield served


@pytest.fixture(scope="module")
def editor(served: tuple[str, dict[str, str]], chromium: str) -> Iterator[Any]:
    """A page of a browser in which an editor is signed in."""
    from playwright.sync_api import sync_playwright

    address, cookie = served
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        context.add_cookies([cookie | {"url": address}])  # type: ignore[list-item]
        page = context.new_page()
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def test_an_editor_writes_a_claim_and_is_stopped_by_a_lie(editor: Any) -> None:
    troubles: list[str] = []
    editor.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    editor.on("pageerror", lambda error: troubles.append(str(error)))
    editor.goto("/team/snippets/strategy/claim/add/")
    editor.fill("[name=slug]", "an-hours-work")
    editor.fill("textarea[name=text]", TRUE + LIE)
    editor.select_option("[name=stance]", "strength")
    editor.select_option("[name=foundation]", "business-environment")
    _add_row(editor, "figures", {"name-of-row": "here", "indicator": "gva-per-hour-index", "place": "TLH23"})
    _add_row(editor, "holds", {"figure": "here", "is": "above", "than": "100"})
    answer = editor.locator("[data-live-answer]")
    # each change is answered, and the answer to the last field alone has all of it
    answer.locator(".pw-sentence", has_text="102.6").wait_for()
    answer.locator(".pw-verdict", has_text="Holds").wait_for()
    answer.get_by_text("'62,000' is typed").wait_for()
    assert editor.locator(".pw-marks mark").all_inner_texts() == ["62,000"]
    _no_violation(editor)

    _publish(editor)
    assert "cannot be published" in editor.locator(".messages").inner_text()
    assert editor.input_value("[name=slug]") == "an-hours-work"
    assert editor.locator(".w-field__errors").filter(has_text="'62,000' is typed").count() == 1

    editor.fill("textarea[name=text]", TRUE)
    editor.locator("[data-live-answer]").get_by_text("Nothing stops publication.").wait_for()
    _publish(editor)
    assert "created and published" in editor.locator(".messages").inner_text()
    assert not troubles


def test_a_slip_at_the_end_of_a_long_chapter_is_brought_into_view(editor: Any) -> None:
    editor.goto("/team/snippets/strategy/chapter/")
    editor.get_by_role("link", name="The productivity challenge").first.click()
    field = editor.locator("textarea[name=text]")
    field.fill(f"{field.input_value()}\n\n{LIE.strip()}")
    slip = editor.locator(".pw-issue", has_text="'62,000' is typed")
    slip.get_by_role("button", name="Show it in the text").click()
    editor.wait_for_function(
        """() => {
            const marks = [...document.querySelectorAll(".pw-marks mark")];
            const slip = marks.find((one) => one.textContent === "62,000")?.getBoundingClientRect();
            return slip && slip.top >= 0 && slip.bottom <= window.innerHeight;
        }"""
    )


def test_an_answer_that_comes_late_marks_no_words_of_a_text_that_was_written_on(editor: Any) -> None:
    editor.goto("/team/snippets/strategy/claim/add/")
    editor.fill("textarea[name=text]", "The county has 61,000 firms.")
    marks = editor.locator(".pw-marks mark")
    marks.get_by_text("61,000").wait_for()
    editor.evaluate(HELD)
    editor.fill("textarea[name=text]", LIE.strip())
    editor.wait_for_function("() => window.held.length === 1")
    editor.evaluate(WRITTEN_ON)
    editor.wait_for_function("() => window.held.length === 1")
    editor.evaluate("window.held.shift()()")
    marks.get_by_text("62,000").wait_for()
    assert editor.evaluate("window.marked") == ["62,000"]
    editor.evaluate("window.onbeforeunload = null")


def test_what_is_looked_for_last_stands_in_the_list_to_pick_from(editor: Any) -> None:
    editor.goto("/team/snippets/strategy/chapter/add/")
    words, found = editor.locator("[data-picker-words]"), editor.locator("[data-picker-found]")
    found.locator("[data-insert]").first.wait_for()
    editor.evaluate(HELD)
    for number, asked in enumerate(("house prices", "broadband"), 1):
        words.fill(asked)
        editor.wait_for_function(f"() => window.held.length === {number}")
    editor.evaluate("window.held[1]()")
    found.get_by_text("broadband").first.wait_for()
    editor.evaluate("new Promise((done) => { window.held[0](); window.setTimeout(done, 100); })")
    assert "roadband" in found.inner_text()


def test_a_waiver_that_is_being_written_outlives_an_answer_of_the_ledger(editor: Any) -> None:
    editor.goto("/team/snippets/strategy/claim/add/")
    editor.fill("[name=slug]", "some-firms")
    editor.fill("textarea[name=text]", LIE.strip())
    link = editor.locator("[data-waive]").first
    link.wait_for()
    link.click()
    why = editor.locator("[data-waiver-field=why]")
    why.fill("The board gave the number.")
    editor.evaluate(HELD)
    editor.fill("[name=title]", "Firms")
    editor.wait_for_function("() => window.held.length === 1")
    editor.evaluate("window.held.shift()()")
    editor.wait_for_function("() => !document.querySelector('[data-live-state]').textContent")
    assert why.input_value() == "The board gave the number."
    editor.evaluate("window.onbeforeunload = null")


def test_rows_are_moved_and_removed_by_keyboard_and_turned_into_text(editor: Any) -> None:
    editor.goto("/team/snippets/strategy/claim/add/")
    for name in ("first", "second"):
        _add_row(editor, "figures", {"name-of-row": name, "indicator": "gva-per-hour-index"})
    group = editor.locator('[data-parts][data-name="figures"]')
    names = group.locator('input[name$="-name-of-row"]')
    names.nth(1).focus()
    editor.keyboard.press("Alt+ArrowUp")
    assert [one.input_value() for one in names.all()] == ["second", "first"]
    group.locator("[data-parts-to-text]").click()
    text = group.locator("textarea.pw-code")
    text.wait_for()
    assert "[figures.second]" in text.input_value()
    text.fill("[figures.only]\nindicator = 'gva-per-hour-index'\nperiodd = 3\n")
    group.locator("[data-parts-to-rows]").click()
    group.get_by_text("line 3").wait_for()
    text.fill("[figures.only]\nindicator = 'gva-per-hour-index'\n")
    group.locator("[data-parts-to-rows]").click()
    group.locator("[data-parts-add]").wait_for()
    assert [one.input_value() for one in names.all()] == ["only"]
    group.locator("[data-parts-remove]").first.focus()
    editor.keyboard.press("Enter")
    assert names.count() == 0
    editor.evaluate("window.onbeforeunload = null")


def test_what_is_written_while_rows_become_text_is_in_the_text_and_nothing_is_lost_without_an_answer(
    editor: Any,
) -> None:
    editor.goto("/team/snippets/strategy/claim/add/")
    _add_row(editor, "figures", {"name-of-row": "first", "indicator": "gva-per-hour-index"})
    group = editor.locator('[data-parts][data-name="figures"]')
    name, text = group.locator('input[name$="-name-of-row"]'), group.locator("textarea.pw-code")
    converts = "**/figures/"
    editor.route(converts, lambda route: route.abort())
    group.locator("[data-parts-to-text]").click()
    group.get_by_text("The site did not answer. Nothing is lost: try again.").wait_for()
    assert name.input_value() == "first"
    editor.unroute(converts)

    held: list[Any] = []
    editor.route(converts, lambda route: route.continue_() if held else held.append(route))
    group.locator("[data-parts-to-text]").click()
    for _ in range(1200):
        if held:
            break
        editor.wait_for_timeout(50)
    name.fill("second")
    held[0].continue_()
    text.wait_for()
    editor.unroute(converts)
    assert "[figures.second]" in text.input_value() and "first" not in text.input_value()
    editor.evaluate("window.onbeforeunload = null")


@pytest.mark.parametrize(
    "path",
    [
        "/team/ledger/",
        "/team/signals/",
        "/team/waivers/",
        "/team/trace/claim:lead-lost/",
        "/trace/claim:lead-lost/",
        "/team/editing/picker/",
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_of_the_editors_has_no_violation_and_no_sideways_scroll(editor: Any, path: str, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto(path)
    _no_violation(editor)
    assert editor.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    editor.set_viewport_size({"width": 1280, "height": 900})


def test_the_ledger_desk_is_narrowed_ticked_and_signed_off_by_keyboard_alone(editor: Any) -> None:
    editor.goto("/team/ledger/")
    all_rows = editor.get_by_role("row").count()
    editor.get_by_label("Verdict", exact=True).focus()
    editor.keyboard.type("Cannot tell")
    editor.get_by_role("button", name="Narrow").focus()
    editor.keyboard.press("Enter")
    editor.get_by_role("link", name="Show all claims").wait_for()
    assert 1 < editor.get_by_role("row").count() < all_rows
    first = editor.get_by_role("checkbox", name="Sign off: ").first
    title = first.get_attribute("aria-label").removeprefix("Sign off: ")
    assert editor.get_by_role("link", name=f"Trace of {title}").count() == 1
    first.focus()
    editor.keyboard.press("Space")
    editor.get_by_role("status").get_by_text("Ticked: 1 of ").wait_for()
    editor.get_by_role("link", name="to signing off").focus()
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")  # past what is above the form: the next stop is its first field
    assert editor.evaluate("document.activeElement.id") == "role"
    editor.keyboard.type("analyst")
    editor.keyboard.press("Tab")
    editor.keyboard.type("Read against the new figures.")
    editor.keyboard.press("Enter")
    editor.locator(".messages").get_by_text("1 record was signed off.").wait_for()
    assert "verdict=cannot" in editor.url, "what was narrowed stays narrowed"
    editor.get_by_role("link", name="Show all claims").click()
    editor.get_by_role("row").nth(all_rows - 1).wait_for()


def test_on_a_phone_the_cards_of_the_ledger_desk_are_still_rows_of_a_table_to_who_listens(editor: Any) -> None:
    editor.set_viewport_size({"width": 390, "height": 900})
    editor.goto("/team/ledger/?verdict=cannot+tell")
    row = editor.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").count() == 1 and row.get_by_role("cell").count() > 4
    editor.set_viewport_size({"width": 1280, "height": 900})


def test_no_letter_in_the_picture_of_a_trace_is_below_eleven_pixels(editor: Any) -> None:
    editor.goto("/team/trace/claim:lead-lost/")
    sizes = editor.locator(".pw-trace-picture svg").evaluate(
        """(drawing) => {
          const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
          return [...drawing.querySelectorAll("text")].map((one) => parseFloat(getComputedStyle(one).fontSize) * scale);
        }"""
    )
    assert sizes and min(sizes) >= 11


def _add_row(page: Any, name: str, cells: dict[str, str]) -> None:
    group = page.locator(f'[data-parts][data-name="{name}"]')
    group.locator("[data-parts-add]").click()
    row = group.locator("[data-parts-list] > [data-parts-row]").last
    for key, value in cells.items():
        field = row.locator(f'[name$="-{key}"]').last
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def _publish(page: Any) -> None:
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_load_state()


def _no_violation(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(one["id"], one["nodes"][0]["target"]) for one in found]
