"""Signals made into claims, and traces as pictures with lists."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from placewright.build.drafts import check_claim
from placewright.build.signal_claims import claim_of_signal
from placewright.publish.diagrams.trace import WIDEST
from placewright.records.verdict import Verdict
from placewright.web.strategy.bench import authored_now, bench
from placewright.web.strategy.models import Build, Claim
from placewright.web.strategy.services.suggesting import UnknownSignal, claim_from_signal
from placewright.web.strategy.signals import key_of_signal, signals_now
from placewright.web.strategy.tracing import public_trace, team_trace
from strategy_tests import account_of, client_of

pytestmark = pytest.mark.django_db


def test_every_signal_of_the_pilot_makes_a_claim_whose_test_holds(live_pilot: Build) -> None:
    built, authored = bench(), authored_now()
    assert built is not None
    signals = signals_now()
    assert signals
    for signal in signals:
        claim = claim_of_signal(signal, built, authored, today=date(2026, 11, 1))
        checked = check_claim(claim, built, authored, today=date(2026, 11, 1))
        assert checked.result is not None
        assert checked.result.verdict is Verdict.HOLDS, (signal, checked.result)
        assert claim.id not in authored.claims
        assert claim.title and not checked.stops, (claim.title, checked.stops)
        assert len(claim.title) <= 85, claim.title


def test_a_signal_becomes_a_draft_with_an_id_of_its_own(live_pilot: Build) -> None:
    key, editor = key_of_signal(signals_now()[0]), account_of("editor")
    first, second = claim_from_signal(key, by=editor), claim_from_signal(key, by=editor)
    assert first.slug != second.slug
    assert not Claim.objects.get(pk=first.pk).live
    with pytest.raises(UnknownSignal):
        claim_from_signal("nothing", by=editor)


def test_a_signal_is_made_a_claim_in_two_clicks_by_those_who_write(live_pilot: Build) -> None:
    key = key_of_signal(signals_now()[0])
    assert client_of("viewer").post("/team/signals/claim/", {"signal": key}).status_code == 404
    editor = client_of("editor")
    assert key.partition("|")[0] in editor.get("/team/signals/").content.decode()
    answer = editor.post("/team/signals/claim/", {"signal": key})
    assert editor.get(answer.headers["Location"]).status_code == 200


def test_places_of_one_name_are_told_apart_by_their_codes(live_pilot: Build) -> None:
    page = client_of("editor").get("/team/signals/").content.decode()
    names = re.findall(r"<option[^>]*>([^<]*)</option>", page.partition('id="f-place"')[2].partition("</select>")[0])
    assert len(names) == len(set(names))
    assert "Stevenage" in names, "a name that one place has stands alone"


def test_a_claims_trace_leads_from_publishers_to_measures(live_pilot: Build) -> None:
    traced = team_trace("claim:lead-lost", href=lambda reference: f"/t/{reference}")
    assert traced is not None
    kinds = [kind for kind, _nodes in traced.groups]
    assert kinds.index("Publisher") < kinds.index("Release") < kinds.index("Indicator") < kinds.index("Figure")
    assert kinds.index("Figure") < kinds.index("Claim") < kinds.index("Chapter") < kinds.index("Action")
    assert {node.title for node in traced.view.nodes if node.kind == "Figure"} >= {"14.8%", "2.6%"}
    for node in traced.view.nodes:
        if node.kind != "Publisher":  # who publishes a release is said in its box
            assert not node.href or f'href="{node.href}"' in str(traced.svg)


def test_each_thing_of_the_picture_is_in_the_list_behind_it(live_pilot: Build) -> None:
    page = client_of("viewer").get("/team/trace/claim:lead-lost/").content.decode()
    assert "/team/trace/chapter:productivity/" in page.partition("As a list")[2]


@pytest.mark.parametrize(
    "reference",
    [
        "claim:lead-lost",
        "chapter:productivity",
        "indicator:gva-per-hour-index",
        "dataset:beis-place",
        "place:E10000015",
    ],
)
def test_the_public_sees_the_trace_of_what_is_live(live_pilot: Build, reference: str) -> None:
    answer = Client().get(f"/trace/{reference}/")
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()


def test_a_caveat_is_traced_to_what_it_troubles_and_the_claims_that_rest_on_it(live_pilot: Build) -> None:
    page = Client().get("/trace/caveat:county-section-n/").content.decode()
    assert "jump in 2021" in page and "bres-itl3-sections" in page
    assert "/trace/claim:gap-industry-mix/" in page and "/trace/chapter:productivity/" in page


def test_an_unknown_name_is_answered_with_the_nearest(live_pilot: Build) -> None:
    answer = Client().get("/trace/caveat:county-sectoin-n/")
    assert answer.status_code == 404
    assert "/trace/caveat:county-section-n/" in answer.content.decode()


def test_there_is_no_trace_of_what_is_not_there(live_pilot: Build) -> None:
    assert Client().get("/trace/claim:nothing/").status_code == 404
    Claim.objects.filter(slug="lead-lost").update(live=False)
    assert Client().get("/trace/claim:lead-lost/").status_code == 200  # the build that the public sees still says it


@pytest.mark.parametrize("reference", ["claim:lead-lost", "dataset:ons-productivity-itl", "intervention:border-panel"])
def test_the_picture_of_a_trace_fits_a_screen_and_names_who_publishes_each_release(
    live_pilot: Build, reference: str
) -> None:
    traced = public_trace(reference, href=lambda other: f"/trace/{other}/")
    assert traced is not None and traced.picture.width <= WIDEST
    assert "Office for National" in traced.picture.svg and "/trace/publisher" not in traced.picture.svg
    assert any(kind == "Publisher" for kind, _nodes in traced.groups)
