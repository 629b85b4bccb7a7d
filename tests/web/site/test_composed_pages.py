"""Promises about pages that editors compose: figures come from the shown build, lies and typed numbers are refused."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from placewright.web.accounts.models import Account
from placewright.web.site import fragments
from placewright.web.site.first_texts import first_pages
from placewright.web.site.models import HomePage, StandardPage, StoryPage
from placewright.web.site.publishing import PublicationRefused, reasons_against
from placewright.web.strategy.models import Build
from pseudo_language import speak_pseudo

pytestmark = pytest.mark.django_db


def page_of(*blocks: tuple[str, Any], slug: str = "homes", model: type[Any] = StandardPage) -> Any:
    """A live page below the front page's section, holding these blocks."""
    page = model(title="Homes", slug=slug, lede="What is said of homes.")
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    HomePage.objects.get().add_child(instance=page)
    return page


def test_a_claim_and_a_figure_are_those_of_the_shown_build_and_lead_to_their_trace(
    client: Client, public: Build
) -> None:
    page_of(("claim", {"claim": "lead-lost"}), ("figure", {"figure": "lead-lost.now", "label": "The lead now"}))
    text = html.unescape(client.get("/homes/").content.decode())
    claim = fragments.claim_shown("lead-lost")
    figure = fragments.figure_shown("lead-lost", "now")
    assert claim is not None and figure is not None
    assert claim.text.split(".")[0][:40] in text and figure.text in text
    assert text.count('href="/ledger/lead-lost.html"') == 2


def test_pictures_maps_tables_and_priorities_are_pieces_of_built_pages(client: Client, public: Build) -> None:
    chart = next(value for value, _ in fragments.chart_choices() if value.startswith("indicators/"))
    with_map = next(value for value, _ in fragments.indicator_choices() if fragments.map_shown(value))
    priority = fragments.priority_choices()[0][0]
    page_of(
        ("chart", {"chart": chart, "caption": "How it went."}),
        ("map", {"indicator": with_map}),
        ("table", {"indicator": with_map}),
        ("priority", {"priority": priority}),
        ("timeline", {"moments": [{"when": "May", "title": "A start", "text": ""}]}),
        ("quotation", {"words": "Build more.", "who": "A resident", "source": ""}),
        model=StoryPage,
    )
    text = client.get("/homes/").content.decode()
    for piece in ('aria-label="How it went."', '<div class="map"', "<table", "priority-card", "A start", "A resident"):
        assert piece in text, piece
    assert 'href="../' not in text


def test_a_claim_that_no_longer_holds_is_hidden_from_the_public_and_named_to_editors(
    client: Client, public: Build, analyst: Account
) -> None:
    page = page_of(("claim", {"claim": "gone"}), ("text", "<p>Words.</p>"))
    assert "no longer holds" not in client.get("/homes/").content.decode()
    assert any("gone" in reason for reason in reasons_against(page))
    request = client.get("/homes/").wsgi_request
    request.is_preview = True
    shown = page.serve_preview(request, "").render().content.decode()
    assert "This claim no longer holds" in shown and "This page cannot be published yet" in shown


@pytest.mark.parametrize("text", ["We made 300 jobs.", "The rate is 45.2 %."])
def test_a_number_that_somebody_typed_stops_the_publication(public: Build, text: str) -> None:
    page = page_of(("text", f"<p>{text}</p>"))
    revision = page.save_revision()
    with pytest.raises(PublicationRefused, match="is typed"):
        revision.publish()


def test_the_editor_keeps_the_draft_and_says_why_it_was_not_published(
    client: Client, public: Build, analyst: Account, settings: object
) -> None:
    settings.PLACEWRIGHT_SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    page = page_of(("text", "<p>Words.</p>"))
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    posted = {
        "title": "Homes",
        "slug": "homes",
        "lede": "We made 300 jobs.",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "yes",
    }
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted, follow=True)
    assert "&#x27;300&#x27; is typed" in answer.content.decode()
    page.refresh_from_db()
    assert page.lede == "What is said of homes."
    assert page.get_latest_revision().as_object().lede == "We made 300 jobs."


@pytest.mark.parametrize("slug", ["strategy", "explore", "team", "account", "themes", "api", "assets", "documents"])
def test_a_page_never_stands_at_an_address_that_is_taken(public: Build, slug: str) -> None:
    with pytest.raises(ValidationError, match="has this address already"):
        page_of(slug=slug)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("picture", {"image": 99, "alt": "A field for 4,000 homes", "caption": ""}),
        ("picture", {"image": 99, "alt": "A field", "caption": "Room for 4,000 homes"}),
        ("download", {"words": "The plan for 4,000 homes", "built": "", "document": 99}),
    ],
)
def test_a_number_typed_beside_a_picture_or_link_is_named_to_editors(
    public: Build, kind: str, value: dict[str, Any]
) -> None:
    (reason,) = reasons_against(page_of((kind, value), ("text", "<p>Words.</p>")))
    assert "'4,000' is typed" in reason


def test_what_editors_put_on_the_front_page_is_shown_there(client: Client, public: Build) -> None:
    home = HomePage.objects.get()
    home.body = json.dumps([{"type": "text", "value": "<p>Come to the forum in May.</p>"}])
    home.save()
    assert "Come to the forum in May." in client.get("/").content.decode()


@pytest.mark.parametrize("slug", ["privacy", "about"])
def test_the_first_pages_are_there_and_nothing_stands_against_them(client: Client, public: Build, slug: str) -> None:
    assert client.get(f"/{slug}/").status_code == 200
    assert reasons_against(StandardPage.objects.get(slug=slug)) == []


def test_an_image_or_document_that_was_removed_leaves_the_rest_of_the_page(client: Client, public: Build) -> None:
    page_of(
        ("picture", {"image": 99, "alt": "A river", "caption": ""}),
        ("download", {"words": "The plan", "built": "", "document": 99}),
        ("text", "<p>Words.</p>"),
    )
    text = client.get("/homes/").content.decode()
    assert "Words." in text
    assert "A river" not in text and "The plan" not in text


def test_the_first_texts_can_be_said_in_any_language_and_hold_only_words_that_translators_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [(one.slug, one.title) for one in first_pages()] == [("about", "About this site"), ("privacy", "Privacy")]
    assert all("<script" not in one.text and one.text.startswith("<p>This ") for one in first_pages())
    speak_pseudo(monkeypatch)
    with override("cy"):
        told = [re.sub(r"<[^>]+>", "", f"{one.title} {one.lede} {one.text}") for one in first_pages()]
    assert not [found for words in told for found in re.findall(r"[A-Za-z]{3,}", words)]
