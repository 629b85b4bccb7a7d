"""Promises about the pages beside the built ones: the front page, themes, feeds, the map of the site, cards."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from placewright.web.site import consultations
from placewright.web.site.consultations import OpenConsultation
from placewright.web.site.front_page import PLACE
from placewright.web.strategy.building import show
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.models import Build, BuildState
from placewright.web.strategy.public_changes import changes_in_words
from placewright.web.strategy.stores import share_tree

pytestmark = pytest.mark.django_db


def one_consultation() -> list[OpenConsultation]:
    """What an app that runs consultations gives."""
    return [OpenConsultation("Homes and land", "/consult/homes/", "What should be built where?")]


def test_the_front_page_is_the_built_one_with_what_only_the_application_knows(client: Client, public: Build) -> None:
    built = (public.site / "index.html").read_bytes()
    before, place, after = built.partition(PLACE)
    assert place, "a build that is served leaves a place"
    page = client.get("/").content
    assert page.startswith(before) and page.endswith(after)
    inside = page[len(before) : len(page) - len(after)].decode()
    assert "No consultation is open at the moment" in inside
    assert "What changed lately" in inside and "First published" in inside


@pytest.mark.parametrize(("address", "last"), [("/themes/", "Themes"), ("/have-your-say/", "Have your say")])
def test_a_page_says_where_it_stands(client: Client, public: Build, address: str, last: str) -> None:
    text = client.get(address).content.decode()
    assert 'aria-label="Breadcrumb"' in text and f'<span aria-current="page">{last}</span>' in text


def test_the_front_page_invites_to_what_is_open(client: Client, public: Build, settings: object) -> None:
    settings.PLACEWRIGHT_CONSULTATIONS = (f"{__name__}.one_consultation",)  # type: ignore[attr-defined]
    assert [item.title for item in consultations.open_consultations()] == ["Homes and land"]
    assert "What should be built where?" in client.get("/").content.decode()


def test_the_front_page_need_not_be_sent_twice(client: Client, public: Build) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content


def test_every_built_page_leads_to_privacy_and_themes_and_says_what_it_is_to_machines(
    client: Client, public: Build
) -> None:
    text = client.get("/ledger.html").content.decode()
    assert 'href="privacy/"' in text and 'href="themes/"' in text
    assert '<meta property="og:title"' in text and '<meta property="og:description"' in text


def test_no_built_page_shows_a_reader_a_day_in_digits(public: Build) -> None:
    hidden = re.compile(r"<(script|style|pre|code)\b.*?</\1>|<[^>]+>", re.DOTALL)
    digits = re.compile(r"(?<![\w/-])20\d\d-\d\d-\d\d\b")
    shown = {
        str(path.relative_to(public.site)): digits.findall(hidden.sub(" ", path.read_text(encoding="utf-8")))
        for path in public.site.rglob("*.html")
    }
    assert {path: found for path, found in shown.items() if found} == {}
    claim = (public.site / "ledger" / "fast-broadband.html").read_text(encoding="utf-8")
    assert "Last read against its evidence on 29 November 2026 by" in claim


def test_the_foot_says_which_edition_is_the_newest_and_since_when(client: Client, public: Build) -> None:
    assert "Draft.</p>" in client.get("/method.html").content.decode()
    under_way = EditionUnderWay.objects.create(slug="one", title="First draft")
    made = MadeEdition.objects.create(
        under_way=under_way,
        slug="one-draft",
        title="First draft",
        kind="draft",
        day=date(2026, 5, 1),
        build=public,
        state=BuildState.READY,
        public_since=datetime(2026, 5, 2, 12, tzinfo=UTC),
    )
    for page in ("/method.html", "/", "/themes/"):
        said = client.get(page).content.decode()
        assert "“First draft”, published on 2 May 2026." in said and "Draft.</p>" not in said, page
    first = client.get("/method.html")
    assert client.get("/method.html", headers={"If-None-Match": first["ETag"]}).status_code == 304
    made.build = Build.objects.create(evidence=public.evidence, state=BuildState.READY)
    made.save()
    changed = client.get("/method.html", headers={"If-None-Match": first["ETag"]})
    assert "The text as it is now, after “First draft”, which was published on 2 May 2026." in changed.content.decode()


def test_a_theme_lists_its_claims_with_their_verdicts(client: Client, public: Build) -> None:
    assert "Business environment" in client.get("/themes/").content.decode()
    page = client.get("/themes/business-environment/").content.decode()
    assert 'href="/ledger/lead-lost.html"' in page and "Holds" in page
    assert client.get("/themes/unheard-of/").status_code == 404


def test_the_feed_holds_what_was_shown_to_the_public(client: Client, public: Build) -> None:
    show(public, note="an internal remark")
    answer = client.get("/changes.xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in feed.iter() if "entry" in entry.tag]
    assert "First published" in titles and "Brought up to date" in titles
    assert b"internal remark" not in answer.content


def test_a_chapter_has_a_feed_of_what_changed_in_it_alone(client: Client, public: Build) -> None:
    page = client.get("/strategy/people.html").content.decode()
    assert 'type="application/atom+xml" title="What changed in this chapter" href="../strategy/people.xml"' in page
    again = Build.objects.create(evidence=public.evidence, state=BuildState.READY)
    share_tree(public.workspace, again.workspace)
    share_tree(public.out, again.out)
    words = json.loads((public.out / "words.json").read_text(encoding="utf-8"))
    chapter = next(one for one in words["chapters"] if one["id"] == "people")
    chapter["paragraphs"][-1]["text"] += " And more."
    (again.out / "words.json").unlink()
    (again.out / "words.json").write_text(json.dumps(words), encoding="utf-8")

    show(again)
    feeds = {id: client.get(f"/strategy/{id}.xml") for id in ("people", "the-place")}

    assert feeds["people"]["Content-Type"].startswith("application/atom+xml")
    said = {id: [node.text for node in ElementTree.fromstring(answer.content).iter()] for id, answer in feeds.items()}
    assert "1 paragraph reads differently." in said["people"]
    assert "People and inclusive growth" in " ".join(text or "" for text in said["people"])
    assert "1 paragraph reads differently." not in said["the-place"]
    assert "The chapter was published." in said["the-place"]
    assert client.get("/strategy/no-such-chapter.xml").status_code == 404


def test_the_map_of_the_site_lists_built_pages_and_those_of_editors(client: Client, public: Build) -> None:
    answer = client.get("/sitemap.xml")
    places = {node.text for node in ElementTree.fromstring(answer.content).iter() if node.tag.endswith("loc")}
    assert {"http://testserver/", "http://testserver/ledger.html", "http://testserver/privacy/"} <= places
    assert "http://testserver/404.html" not in places
    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content


@pytest.mark.parametrize("page", ["index", "ledger/lead-lost", "strategy/people"])
def test_a_card_is_drawn_once_and_kept_with_the_build(client: Client, public: Build, page: str) -> None:
    answer = client.get(f"/cards/{page}.png")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"\x89PNG")
    kept = public.folder / "cards" / f"{page}.png"
    assert kept.read_bytes() == content
    kept.write_bytes(b"kept")
    assert b"".join(client.get(f"/cards/{page}.png").streaming_content) == b"kept"  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["unheard-of", "../../workspace/workspace", "404/../../report"])
def test_there_is_no_card_of_what_is_no_page(client: Client, public: Build, page: str) -> None:
    assert client.get(f"/cards/{page}.png").status_code == 404


def test_a_page_that_is_not_there_is_answered_in_the_look_of_the_site(client: Client, public: Build) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert "Hertfordshire" in answer.content.decode()


def test_before_anything_is_published_the_front_page_says_so(client: Client) -> None:
    assert "Nothing has been published yet" in client.get("/").content.decode()
    assert client.get("/sitemap.xml").status_code == 404


def test_changes_are_counted_in_words() -> None:
    assert changes_in_words({"figures": 2, "turned": 1}) == "2 figures moved, 1 claim has another verdict."
    assert changes_in_words({}).startswith("No claim and no figure differs")
