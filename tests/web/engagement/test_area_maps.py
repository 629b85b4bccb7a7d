"""An area can be chosen on a map beside the list, with a mouse, a finger or keys; the list stays the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.contrib.staticfiles import finders
from django.test import Client

from kept import PILOT
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.engagement import area_maps
from placewright.web.engagement.area_maps import area_map
from placewright.web.engagement.services.questionnaires import make_instrument
from placewright.web.engagement.services.rehearsing import rehearse
from placewright.workspace.folder import open_workspace

pytestmark = pytest.mark.django_db
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DISTRICTS = {
    "E07000240": "St Albans",
    "E07000102": "Three Rivers",
    "E07000103": "Watford",
    "E07000243": "Stevenage",
}
AREA = Question(
    "area",
    QuestionKind.AREA,
    "In which district do you work?",
    areas=tuple(DISTRICTS),
    options=(Option("outside", "Outside the county"),),
)
ASKED = Questionnaire(
    "where", "Where you work", pages=(Page("one", "Where", groups=(Group("only", questions=(AREA,)),)),)
)


@pytest.fixture
def with_outlines(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A build of the pilot is what the public sees, as far as its outlines go."""
    now = SimpleNamespace(number=0, out=PILOT / "build", workspace=open_workspace(PILOT))
    monkeypatch.setattr(area_maps, "shown", lambda: now)
    monkeypatch.setattr(area_maps, "opened", lambda number, folder: now)
    area_maps._outlines.cache_clear()
    yield
    area_maps._outlines.cache_clear()


@pytest.fixture
def officer(client: Client) -> Account:
    """Who may build a questionnaire, signed in."""
    account = Account.objects.create_user("officer@vale.example", "a password of no use", name="Nobody Real")
    account.groups.add(AccountGroup.objects.get(name=str(Role.ENGAGEMENT_OFFICER)))
    client.force_login(account)
    return account


def preview(client: Client, slug: str) -> str:
    """The screen with the question, as the preview shows it."""
    return client.get(f"/team/engagement/{slug}/preview/screen/", {"at": "only"}).content.decode()


def test_the_map_has_the_areas_of_the_question_in_the_order_of_the_list(with_outlines: None) -> None:
    found = area_map(DISTRICTS)
    assert found is not None
    assert [(area.code, area.name) for area in found.areas] == list(DISTRICTS.items())
    assert all(area.path.startswith("M") for area in found.areas)
    assert found.land, "the other districts are land around"


def test_an_area_without_an_outline_is_named_as_one_of_the_list_alone(with_outlines: None) -> None:
    found = area_map({**DISTRICTS, "E10000015": "Hertfordshire"})
    assert found is not None
    assert found.unmapped == ("Hertfordshire",)


def test_one_area_or_none_with_an_outline_makes_no_map(with_outlines: None) -> None:
    assert area_map({"E07000240": "St Albans", "E10000015": "Hertfordshire"}) is None
    assert area_map({}) is None


def test_without_a_build_there_is_the_list_alone() -> None:
    assert area_map(DISTRICTS) is None


def test_outlines_that_cannot_be_read_leave_the_list(
    with_outlines: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = replace(open_workspace(PILOT), folder=tmp_path)
    monkeypatch.setattr(area_maps, "opened", lambda number, folder: SimpleNamespace(workspace=broken))
    assert area_map(DISTRICTS) is None


def test_preview_and_rehearsal_show_the_map_hidden_until_a_script_shows_it(
    client: Client, officer: Account, with_outlines: None
) -> None:
    made = make_instrument(title="Where", kind="consultation", questionnaire=ASKED, by=officer)
    rehearsed = rehearse(made, 5, 1, by=officer)
    for slug in (made.slug, rehearsed.slug):
        page = preview(client, slug)
        assert '<div class="area-map" data-list="f-area" hidden>' in page
        assert page.count('role="radio"') == len(DISTRICTS)
        assert '<select name="area" id="f-area"' in page


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.parametrize("width", [390, 1280])
def test_map_and_list_say_the_same_by_pointer_and_by_keys(
    client: Client, officer: Account, with_outlines: None, chromium: str, width: int
) -> None:
    made = make_instrument(title="Where", kind="consultation", questionnaire=ASKED, by=officer)
    address = f"/team/engagement/{made.slug}/preview/screen/?at=only"
    answer = client.get(address)
    found = _in_browser(_with_files(client, answer.content.decode()), answer.headers, chromium, width)
    assert found == {
        "first": "",
        "clicked": "E07000103",
        "said": "Chosen: Watford",
        "after_arrow": "E07000243",
        "after_home": "E07000240",
        "checked_by_list": "E07000102",
        "outside": "Chosen: Outside the county",
        "still_checked": 0,
        "wide": False,
        "troubles": [],
        "refused": [],
    }


def _with_files(client: Client, page: str) -> dict[str, bytes]:
    """The page, and the styles and scripts that it names, by their paths."""
    files = {"/page": page.encode()}
    for path in re.findall(r'(?:href|src)="(/(?:static|assets)/[^"?]+\.(?:css|js))', page):
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        files[path] = Path(str(file)).read_bytes() if file else client.get(path).content
    return files


def _in_browser(files: Mapping[str, bytes], headers: Mapping[str, str], chromium: str, width: int) -> dict[str, Any]:
    """What happens to the page in a browser: it is given as it was answered, with its policy and its files."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    kinds = {"css": "text/css", "js": "text/javascript"}
    policy = {"Content-Security-Policy": headers["Content-Security-Policy"]}

    def give(route: Any) -> None:
        path = route.request.url.split("vale.example", 1)[1].split("?")[0]
        kind = kinds.get(path.rpartition(".")[2], "text/html")
        status = 200 if path in files else 404
        route.fulfill(status=status, body=files.get(path, b""), content_type=kind, headers=policy)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        page.route("**/*", give)
        page.goto("http://vale.example/page")
        chosen = page.locator("#f-area")
        found: dict[str, Any] = {"first": chosen.input_value()}
        page.locator('[data-area="E07000103"]').click()
        found["clicked"] = chosen.input_value()
        found["said"] = page.locator(".area-map-said").inner_text()
        page.keyboard.press("ArrowRight")
        found["after_arrow"] = chosen.input_value()
        page.keyboard.press("Home")
        found["after_home"] = chosen.input_value()
        chosen.select_option("E07000102")
        found["checked_by_list"] = page.locator('[role="radio"][aria-checked="true"]').get_attribute("data-area")
        found["troubles"] = [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]
        chosen.select_option("outside")
        found["outside"] = page.locator(".area-map-said").inner_text()
        found["still_checked"] = page.locator('[role="radio"][aria-checked="true"]').count()
        found["wide"] = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found["refused"] = refused
        browser.close()
    return found
