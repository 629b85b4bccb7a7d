"""A team builds, opens, closes and publishes a consultation and a survey in a browser; every page passes axe."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from e2e.serving import served_with
from e2e.settled import settled

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.enable_socket]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LONDON = ZoneInfo("Europe/London")
_FADED_IN = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))"
"""Waits until messages have their full colour."""
_STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth + 1;
  const scrolls = (one) => one.closest(".pw-scroll, .w-sr-only, iframe") !== null;
  return [...document.querySelectorAll("main *")]
    .filter((one) => one.getClientRects().length && !scrolls(one))
    .filter((one) => one.getBoundingClientRect().right > wide && one.getBoundingClientRect().left < wide)
    .map((one) => one.tagName + " " + one.className)
    .slice(0, 5);
}"""
"""What reaches over the right edge of the window, tables that scroll by themselves left out."""
TOLD = {
    "What it is for": "The answers decide where the bridge is built.",
    "What can still change, and what cannot": "The place can change; that there is a bridge cannot.",
    "Who decides": "The Vale Board",
    "How answers will be considered": "Two officers read each answer.",
    "Evidence": "/ledger.html",
    "Edition that is consulted on": "draft-1",
    "Controller of the data": "The Vale Council, which does not exist",
    "Who else sees the data": "Nobody else.",
    "E-mail for questions": "vale@vale.example",
    "Data protection officer": "officer@vale.example",
    "Data protection impact assessment": "DPIA 7",
    "Accessibility statement": "/accessibility.html",
    "Other ways to answer": "Ask for paper.",
}


@dataclass
class Journey:
    """The team's page of a browser with scripts, and a respondent's phone without."""

    address: str
    slug: str
    team: Any
    phone: Any
    reader: Any
    """A phone with scripts, in which axe looks at what the respondent sees."""
    violations: list[str] = field(default_factory=list)
    """What axe found on any page, so that a test tells all of it at once."""

    def check(self, page: Any = None) -> None:
        """Have axe look at a page: the team's, where no other is given."""
        self.violations += _violations(page or self.team)

    def check_phone(self) -> None:
        """The page that the respondent is at, looked at with the same cookies in a browser with scripts."""
        self.reader.context.clear_cookies()
        self.reader.context.add_cookies(self.phone.context.cookies())
        self.reader.goto(self.phone.url)
        self.check(self.reader)
        if self.reader.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.violations.append(f"{self.reader.url} is wider than a phone")

    def goto(self, part: str) -> None:
        """Open one of the team's pages of the survey or consultation."""
        self.team.goto(f"{self.address}/team/engagement/{self.slug}/{part}")

    def press(self, name: str) -> None:
        """Press a button of the team's page."""
        self.team.get_by_role("button", name=name, exact=True).first.click()

    def says(self, text: str) -> None:
        """A message stands at the head of the team's page."""
        self.team.locator(".messages").get_by_text(text).first.wait_for()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of an installation of its own, and the cookie that signs an officer in."""
    data = tmp_path_factory.mktemp("served")
    with served_with(data, "engagement_data.py", "/have-your-say/", PLACEWRIGHT_SECOND_FACTOR="optional") as (
        address,
        said,
    ):
        yield address, json.loads(said)


@pytest.fixture
def journey(served: tuple[str, dict[str, str]], chromium: str) -> Iterator[Journey]:
    """An officer's browser and somebody's phone."""
    from playwright.sync_api import sync_playwright

    address, cookie = served
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        office = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        office.add_cookies([cookie | {"url": address}])  # type: ignore[list-item]
        phone = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
        reader = browser.new_context(viewport={"width": 390, "height": 800})
        pages = [one.new_page() for one in (office, phone, reader)]
        for page in pages:
            page.set_default_timeout(60_000)
            page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield Journey(address, "the-bridge", *pages)
        browser.close()


def test_a_consultation_from_an_empty_page_to_its_published_counts(journey: Journey) -> None:
    _build(journey, "The bridge", "consultation")
    _is_asked_before_what_was_written_is_lost(journey)
    _preview(journey)
    _rehearse(journey)
    _open(journey, times=(timedelta(hours=-2), timedelta(days=9)), waived=("time",))
    receipt = _answer_on_the_phone(journey)
    _correct_and_withdraw(journey, receipt)
    for answers in (("Yes", "At the ford, please."), ("No", "")):
        _answer_quickly(journey, *answers)
    _type_in_a_form(journey)
    _enlarge(journey)
    _leave_a_tablet(journey)
    _close(journey)
    _decide(journey)
    _publish(journey)
    assert "stand for nobody else and have no margin of error" in journey.phone.content()
    assert journey.violations == []


def test_a_survey_of_those_who_were_drawn_is_weighted_and_published(journey: Journey) -> None:
    journey.slug = "the-ford"
    _build(journey, "The ford", "survey")
    _plan_weights(journey)
    links = _invite(journey)
    _open(journey, times=(timedelta(hours=-2), timedelta(days=60)))
    for link in links:
        journey.phone.context.clear_cookies()
        journey.phone.goto(link)
        _answer_screens(journey, "Yes", "")
    _close(journey)
    _publish(journey)
    assert "A sample was drawn by chance." in journey.phone.content()
    assert journey.violations == []


def _build(journey: Journey, title: str, kind: str) -> None:
    team = journey.team
    team.goto(f"{journey.address}/team/engagement/")
    journey.check()
    team.goto(f"{journey.address}/team/engagement/new/")
    journey.check()
    team.get_by_label("Title").fill(title)
    team.get_by_label("Summary").fill("Where a bridge is to be built, and whether.")
    team.locator(f"input[name=kind][value={kind}]").check()
    journey.press("Begin")
    team.wait_for_url(f"**/{journey.slug}/**")
    journey.goto("questions/")
    journey.check()
    _add_question(journey, "first", "single")
    team.get_by_label("Question").fill("Should the bridge be built?")
    for number, words in enumerate(("Yes", "No"), 1):
        team.get_by_label(f"Answer {number}", exact=True).fill(words)
        team.get_by_label(f"Code of answer {number}").fill(words.lower())
    team.get_by_label("Code (required)", exact=True).fill("built")
    team.get_by_label("It must be answered").check()
    journey.check()
    journey.press("Save")
    team.locator('button[value^="add-group:"]').click()
    fresh = team.locator('select[name^="kind-"]').nth(1).get_attribute("name").removeprefix("kind-")
    _add_question(journey, fresh, "long-text")
    team.get_by_label("Question").fill("Where should it stand?")
    team.get_by_label("Code (required)", exact=True).fill("place")
    journey.press("Save")
    journey.check()


def _is_asked_before_what_was_written_is_lost(journey: Journey) -> None:
    team, asked = journey.team, []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    team.on("dialog", stay)
    journey.goto("launch/")
    purpose = team.get_by_label("What it is for")
    purpose.click()
    team.keyboard.type("The answers decide.")
    team.get_by_role("link", name="Questions", exact=True).click(no_wait_after=True)
    team.wait_for_timeout(500)
    assert asked == ["beforeunload"], "by a link"
    assert purpose.input_value() == "The answers decide."
    journey.press("Keep who may answer")
    journey.says("It is kept.")
    assert len(asked) == 1, "another button of the page keeps it too"
    assert purpose.input_value() == "The answers decide."
    team.remove_listener("dialog", stay)


def _preview(journey: Journey) -> None:
    journey.goto("preview/")
    shown = journey.team.frame_locator("iframe").first
    shown.get_by_role("button", name="Begin").click()
    shown.get_by_text("Should the bridge be built?").wait_for()
    journey.check()


def _add_question(journey: Journey, group: str, kind: str) -> None:
    journey.team.locator(f'select[name="kind-{group}"]').select_option(kind)
    journey.team.locator(f'button[value="add-question:{group}"]').click()
    journey.team.wait_for_url("**/questions/one/**")


def _rehearse(journey: Journey) -> None:
    team = journey.team
    journey.goto("rehearsal/")
    journey.check()
    team.get_by_label("How many answer").fill("60")
    journey.press("Rehearse")
    journey.says("every answer in it is invented")
    journey.check()
    team.goto(f"{journey.address}/team/engagement/{journey.slug}-rehearsal/results/")
    journey.press("Make the tables")
    journey.says("Tables 1 are made.")
    assert team.get_by_role("note").get_by_text("every answer here is invented").is_visible()
    assert not team.get_by_role("button", name="Publish these results").count()
    journey.check()
    journey.goto("rehearsal/")
    journey.press("Delete the rehearsal")
    journey.says("with every invented answer")


def _open(journey: Journey, times: tuple[timedelta, timedelta], *, waived: tuple[str, ...] = ()) -> None:
    team = journey.team
    now = datetime.now(LONDON).replace(second=0, microsecond=0)
    journey.goto("reach/")
    journey.check()
    team.locator("#id_plan").fill("question,code,label,target,population,source,how\nbuilt,yes,In favour,5,,,letters\n")
    journey.press("Keep the plan")
    journey.goto("launch/")
    journey.check()
    for label, text in TOLD.items():
        team.locator("main").get_by_label(label, exact=True).fill(text)
    team.get_by_label("Lawful basis").select_option("public-task")
    closes = now + times[1]
    team.get_by_label("When it is decided").fill(f"{closes + timedelta(days=30):%Y-%m-%d}")
    team.get_by_label("By when you answer what was said").fill(f"{closes + timedelta(days=40):%Y-%m-%d}")
    team.locator('button[value="facts"]').click()
    journey.says("It is kept.")
    team.locator("#id_opens_at").fill(f"{now + times[0]:%Y-%m-%dT%H:%M}")
    team.locator("#id_closes_at").fill(f"{closes:%Y-%m-%dT%H:%M}")
    journey.press("Keep the times")
    journey.says("The times are kept.")
    if waived:
        journey.press("Approve: it opens at its time")
        team.locator(".messages").get_by_text("Not ready").wait_for()
        for name in waived:
            check = team.locator(f"#check-{name}")
            check.locator("summary").click()
            check.get_by_label("Why it may open all the same").fill("The board meets in ten days and asked for it.")
            check.get_by_role("button", name="Waive").click()
            team.locator(f"#check-{name}").get_by_text(re.compile("Waived by")).wait_for()
    journey.press("Approve: it opens at its time")
    journey.says("nobody can change its questions")
    team.locator(".pw-standing").get_by_text("open").first.wait_for()
    journey.check()


def _answer_on_the_phone(journey: Journey) -> str:
    """Begin, save, go on with the code in a browser that has forgotten everything, and send in; the receipt's code."""
    phone = journey.phone
    phone.goto(f"{journey.address}/have-your-say/")
    journey.check_phone()
    phone.get_by_role("link", name="The bridge").click()
    journey.check_phone()
    phone.get_by_role("button", name="Begin").click()
    phone.get_by_role("button", name="Go on", exact=True).click()
    assert "There is something to mend" in phone.get_by_role("alert").text_content()
    phone.get_by_label("Yes", exact=True).check()
    phone.get_by_role("button", name="Go on", exact=True).click()
    phone.get_by_label("Where should it stand?").fill("By the mi")
    phone.get_by_role("button", name="Save and go on later").click()
    code = phone.locator(".say-code").text_content()
    journey.check_phone()

    phone.context.clear_cookies()
    phone.goto(f"{journey.address}/have-your-say/continue/")
    journey.check_phone()
    phone.get_by_label("Code", exact=True).fill(code)
    phone.get_by_role("button", name="Go on", exact=True).click()
    assert phone.get_by_label("Where should it stand?").input_value() == "By the mi"
    journey.check_phone()
    phone.get_by_label("Where should it stand?").fill("By the mill, where the road is wide.")
    phone.get_by_role("button", name="Save and check").click()
    journey.check_phone()
    phone.get_by_role("button", name="Send in my answers").click()
    phone.wait_for_url("**/done/")
    journey.check_phone()
    return str(phone.locator(".say-code").text_content())


def _correct_and_withdraw(journey: Journey, receipt: str) -> None:
    phone = journey.phone
    phone.get_by_role("link", name="Use your receipt").click()
    phone.get_by_label("Code", exact=True).fill(receipt)
    phone.get_by_role("button", name="Go on", exact=True).click()
    phone.get_by_text("By the mill, where the road is wide.").wait_for()
    journey.check_phone()
    phone.get_by_role("button", name="Correct my answers").click()
    phone.get_by_label("No", exact=True).check()
    phone.get_by_role("button", name="Go on", exact=True).click()
    phone.get_by_role("button", name="Save and check").click()
    phone.get_by_role("button", name="Send in the correction").click()
    phone.wait_for_url("**/done/")
    phone.get_by_text("Your correction was taken.").wait_for()
    phone.goto(f"{journey.address}/have-your-say/receipt/")
    phone.get_by_label("Yes, withdraw my answers").check()
    phone.get_by_role("button", name="Withdraw", exact=True).click()
    phone.get_by_text("You withdrew it").wait_for()


def _answer_quickly(journey: Journey, choice: str, text: str) -> None:
    journey.phone.context.clear_cookies()
    journey.phone.goto(f"{journey.address}/have-your-say/the-bridge/")
    _answer_screens(journey, choice, text)


def _answer_screens(journey: Journey, choice: str, text: str) -> None:
    phone = journey.phone
    phone.get_by_role("button", name="Begin").click()
    phone.get_by_label(choice, exact=True).check()
    phone.get_by_role("button", name="Go on", exact=True).click()
    phone.get_by_label("Where should it stand?").fill(text)
    phone.get_by_role("button", name="Save and check").click()
    phone.get_by_role("button", name="Send in my answers").click()
    phone.wait_for_url("**/done/")


def _type_in_a_form(journey: Journey) -> None:
    team = journey.team
    journey.goto("entry/")
    journey.check()
    team.get_by_label("How it came").select_option("paper")
    team.get_by_label("Day on which it was answered").fill(f"{datetime.now(LONDON):%Y-%m-%d}")
    team.get_by_label("Yes", exact=True).check()
    journey.press("Keep, and go on to the next")
    journey.says("Write this on the form.")
    for part in ("watch/", "desks/", "bring/", "invitations/"):
        journey.goto(part)
        journey.check()


def _enlarge(journey: Journey) -> None:
    """The team's pages in a window of 320 pixels, as one of 1280 enlarged fourfold: nothing sticks out of it."""
    team = journey.team
    team.set_viewport_size({"width": 320, "height": 256})
    for part in ("", "questions/", "launch/", "reach/", "watch/", "desks/", "entry/", "responses/", "retention/"):
        journey.goto(part)
        out = team.evaluate(_STICKS_OUT)
        if out:
            journey.violations.append(f"{team.url} at 320 pixels: {out}")
    team.set_viewport_size({"width": 1280, "height": 900})


def _leave_a_tablet(journey: Journey) -> None:
    """Start a desk; somebody goes away from its tablet, comes back in time, and goes away for good."""
    team = journey.team
    journey.goto("desks/")
    team.get_by_label("Event").fill("Market day")
    journey.press("Start")
    team.locator(".messages").get_by_text("The code is shown this once").wait_for()
    code = re.search(r"[A-Z2-9]{6}-[A-Z2-9]{6}-[A-Z2-9]{6}", team.content())
    assert code is not None
    journey.check()
    tablet = journey.reader
    tablet.context.clear_cookies()
    tablet.goto(f"{journey.address}/have-your-say/desk/")
    tablet.get_by_label("Code", exact=True).fill(code[0])
    tablet.get_by_role("button", name="Go on", exact=True).click()
    tablet.clock.install()
    tablet.get_by_role("button", name="Begin").click()
    tablet.get_by_label("Yes", exact=True).check()
    tablet.get_by_role("button", name="Go on", exact=True).click()
    words = tablet.get_by_label("Where should it stand?")
    words.fill("Half a sen")
    tablet.clock.fast_forward(200_000)
    tablet.get_by_role("heading", name="Are you still there?").wait_for()
    tablet.get_by_role("button", name="Yes, go on").click()
    tablet.evaluate("document.getElementById('still').showModal()")  # as it is asked, without a minute that runs out
    journey.check(tablet)
    tablet.evaluate("document.getElementById('still').close()")
    assert words.input_value() == "Half a sen"
    tablet.clock.fast_forward(200_000)
    tablet.get_by_role("heading", name="Are you still there?").wait_for()
    tablet.locator("#still").dispatch_event("close")  # that the first window closed may be told as late as this
    tablet.clock.fast_forward(61_000)
    tablet.wait_for_url(f"**/have-your-say/{journey.slug}/")
    tablet.get_by_role("button", name="Begin").click()
    assert not tablet.get_by_label("Yes", exact=True).is_checked()


def _close(journey: Journey) -> None:
    team = journey.team
    journey.goto("launch/")
    team.get_by_text("Close it now").click()
    team.locator("#id_close-reason").fill("The board meets sooner than was thought.")
    journey.press("Close now; everybody is told")
    journey.says("It is closed.")


def _decide(journey: Journey) -> None:
    """Accept what waits for a look, hold the one on paper, and take that back."""
    team = journey.team
    journey.goto("responses/?state=held")
    held = team.locator("input[name=reference]")
    assert held.count() == 2, "without scripts nobody does the small sum"
    assert team.get_by_text("the browser did not do the small sum").count() == 2
    journey.check()
    for box in held.all():
        box.check()
    team.get_by_label("They count as").select_option("accepted")
    team.get_by_label("Why").fill("Read: they are what people write.")
    journey.press("Decide")
    journey.says("2 changed.")
    journey.goto("responses/")
    paper = team.locator("tr", has_text=re.compile("[Pp]aper"))
    paper.locator("input[name=reference]").check()
    team.get_by_label("They count as").select_option("held")
    team.get_by_label("Why").fill("The form is torn.")
    journey.press("Decide")
    journey.says("1 changed.")
    team.locator("tr", has_text=re.compile("[Pp]aper")).get_by_role("link").first.click()
    journey.check()
    journey.press("Take back the last decision")
    team.get_by_text("the decision was taken back").first.wait_for()
    journey.goto("texts/")
    journey.check()


def _plan_weights(journey: Journey) -> None:
    team = journey.team
    journey.goto("weights/")
    journey.check()
    team.get_by_label("Population").fill("Households of the Vale, which does not exist")
    team.get_by_label("A share is a share of").fill("households")
    team.get_by_label("Strata").fill("all; All households; 900; 2")
    journey.press("Keep the plan")
    journey.says("The plan is kept.")


def _invite(journey: Journey) -> list[str]:
    """Invite two people who do not exist; their links, as the file for letters has them."""
    team = journey.team
    journey.goto("invitations/")
    contacts = "name,email,stratum\nA. Ford,ford@vale.example,all\nB. Mill,mill@vale.example,all\n"
    sent = {"name": "contacts.csv", "mimeType": "text/csv", "buffer": contacts.encode()}
    team.locator("input[type=file]").set_input_files(sent)
    journey.press("Look at the list")
    team.get_by_text("2 rows; can be taken in: 2.").wait_for()
    journey.check()
    journey.press("Take it in")
    journey.says("2 invitations were made")
    journey.check()
    with team.expect_download() as taken:
        journey.press("CSV for a mail merge")
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    return [row["link"] for row in csv.DictReader(io.StringIO(text))]


def _publish(journey: Journey) -> None:
    team, phone = journey.team, journey.phone
    journey.goto("results/")
    journey.press("Make the tables")
    journey.says("Tables 1 are made.")
    journey.check()
    team.locator("summary", has_text="Digests of what the tables were made of").click()
    journey.press("Make them again and compare every figure")
    journey.says("every one agrees")
    team.get_by_label("What readers should know").fill("Two letters came too late.")
    journey.press("Publish these results")
    journey.says("The results are public")
    phone.goto(f"{journey.address}/have-your-say/{journey.slug}/results/")
    phone.get_by_text("Two letters came too late.").wait_for()
    journey.check_phone()


def _violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    page.locator("h1").first.wait_for()
    settled(page)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {one['id']}: {[node['html'][:160] for node in one['nodes'][:5]]}" for one in found]
