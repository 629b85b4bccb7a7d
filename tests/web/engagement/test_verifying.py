"""Frozen tables are made again figure by figure; texts that are nearly the same are found by the worker too."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from placewright import __version__
from placewright.questionnaires.results_frozen import tables_digest
from placewright.questionnaires.results_layouts import in_layout
from placewright.questionnaires.results_model import Why
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement.flag_words import WORDS, flag_words
from placewright.web.engagement.history_words import withheld_words
from placewright.web.engagement.models import Instrument, Response, ResponseFlag, ResponseState, ResultSet
from placewright.web.engagement.services import noticing
from placewright.web.engagement.services.responses import decide
from placewright.web.engagement.services.results import make_tables
from placewright.web.engagement.services.verifying import verify
from web.engagement.made import make_closed, make_instrument, make_response

pytestmark = pytest.mark.django_db

WORDS_SENT = "the bridge should stand where the ford was and be wide enough for carts and for sheep on market days"


@pytest.fixture
def vale() -> Instrument:
    made = make_closed(make_instrument())
    for _number in range(12):
        make_response(made)
    return made


@pytest.fixture
def tables(vale: Instrument, analyst: Account) -> ResultSet:
    return make_tables(vale, by=analyst)


def test_every_figure_agrees_where_nothing_changed_and_that_it_was_looked_at_is_logged(tables: ResultSet) -> None:
    found = verify(tables)
    assert found.agrees
    assert found.comparison is not None
    assert found.comparison.figures > 20
    assert "every one agrees" in found.in_words
    assert LogEntry.objects.filter(verb="verified results of", key="vale").exists()


def test_a_figure_changed_in_the_database_is_found_and_named(tables: ResultSet) -> None:
    tables.tables = tables.tables | {"respondents": 4_000}
    tables.save()
    found = verify(tables)
    assert not found.agrees
    assert "changed them in the database" in found.in_words
    assert "respondents" in found.in_words


def test_answers_that_were_taken_out_since_are_named_as_the_reason(tables: ResultSet, analyst: Account) -> None:
    first = Response.objects.first()
    assert first is not None
    decide(tables.instrument, [first.reference], ResponseState.HELD, "It was a test.", by=analyst)
    found = verify(tables)
    assert found.changed == ("data",)
    assert "the answers that count" in found.in_words
    Response.objects.update(answers={}, shredded_at=timezone.now())
    assert "no answer is left" in verify(tables).in_words


def test_the_page_has_a_button_for_it_and_the_command_ends_with_an_error_where_a_figure_differs(
    tables: ResultSet, analyst: Account
) -> None:
    browser = Client()
    browser.force_login(analyst)
    page = browser.post("/team/engagement/vale/results/", {"do": "verify"}, follow=True)
    assert "every one agrees" in page.content.decode()

    said = StringIO()
    call_command("verify_results", "vale", stdout=said)
    assert "vale, tables 1: The kept tables are, byte for byte, those that were frozen." in said.getvalue()
    ResultSet.objects.update(tables=tables.tables | {"respondents": 1})
    with pytest.raises(CommandError, match="could not be confirmed"):
        call_command("verify_results", "vale", stdout=said)
    with pytest.raises(CommandError, match="no survey or consultation 'dale'"):
        call_command("verify_results", "dale", stdout=said)
    call_command("verify_results", stdout=said)
    assert "no tables to verify" in said.getvalue()


def test_tables_of_an_older_version_are_confirmed_as_they_are_and_say_who_made_them(tables: ResultSet) -> None:
    tables.frozen = {name: kept for name, kept in tables.frozen.items() if name != "layout"} | {
        "version": "0.0.9",
        "code": "of another time",
        "tables": tables_digest(in_layout(tables.tables, 1)),
    }
    tables.tables = in_layout(tables.tables, 1)
    tables.save()

    found = verify(tables)

    assert found.agrees
    assert found.comparison is not None
    assert found.comparison.is_same
    assert f"Version 0.0.9 of the program made them; version {__version__} runs now." in found.in_words
    assert "The tables came out again byte for byte." in found.in_words


def test_another_program_that_counts_otherwise_is_told_from_tables_that_somebody_changed(tables: ResultSet) -> None:
    otherwise = tables.tables | {"threshold": 11}
    tables.frozen = tables.frozen | {"code": "of another time", "tables": tables_digest(otherwise)}
    tables.tables = otherwise
    tables.save()

    found = verify(tables)

    assert not found.agrees
    assert "The kept tables are, byte for byte, those that were frozen." in found.in_words
    assert "with other code than runs now" in found.in_words
    assert (
        "Make the tables anew to have those of today: they get a number of their own, and these stay." in found.in_words
    )


def test_tables_made_anew_leave_the_earlier_ones_to_be_fetched_and_confirmed(
    tables: ResultSet, analyst: Account
) -> None:
    browser = Client()
    browser.force_login(analyst)
    before = browser.get("/team/engagement/vale/results/tables.json").content
    make_response(tables.instrument)
    make_tables(tables.instrument, by=analyst)

    page = browser.post("/team/engagement/vale/results/", {"do": "verify", "number": "1"}, follow=True).content.decode()

    assert "Tables 1. The kept tables are, byte for byte, those that were frozen." in page
    assert "have changed: the answers that count" in page
    assert f"by version {__version__} of the program" in page
    assert browser.get("/team/engagement/vale/results/tables.json?number=1").content == before
    assert browser.get("/team/engagement/vale/results/tables.json").content != before
    assert LogEntry.objects.filter(verb="downloaded results of", note="1 json").count() == 2
    for unknown in ("3", "x", "²", "9" * 30):
        assert browser.get(f"/team/engagement/vale/results/tables.json?number={unknown}").status_code == 404


def test_the_worker_looks_for_like_texts_once_until_something_comes_in(
    vale: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(noticing, "_seen", {})
    mark = noticing.mark_alike
    monkeypatch.setattr(noticing, "mark_alike", lambda one: looked.append(one.slug) or mark(one))
    for more in (WORDS_SENT, f"{WORDS_SENT} please"):
        make_response(vale, {"more": more})
    noticing.mark_alike_everywhere()
    noticing.mark_alike_everywhere()
    assert looked == ["vale"]
    assert ResponseFlag.objects.filter(kind="same-text").count() == 2
    make_response(vale, {"more": "Nothing that others said."})
    noticing.mark_alike_everywhere()
    assert looked == ["vale", "vale"]


def test_flags_are_said_in_words_with_a_link_to_the_other_response(vale: Instrument, analyst: Account) -> None:
    one, other = (make_response(vale, {"more": f"{WORDS_SENT}{end}"}) for end in ("", " please"))
    browser = Client()
    browser.force_login(analyst)
    page = browser.post("/team/engagement/vale/responses/", {"do": "alike"}, follow=True).content.decode()
    assert "2 responses were flagged." in page
    assert "nearly the same words under “more”" in page
    assert f"/team/engagement/vale/responses/{other.reference}/" in page
    assert (
        f'responses/{one.reference}/">{one.reference}'
        in browser.get(f"/team/engagement/vale/responses/{other.reference}/").content.decode()
    )
    page = browser.post("/team/engagement/vale/responses/", {"do": "alike"}, follow=True).content.decode()
    assert "No more texts are nearly the same." in page


@pytest.mark.parametrize("why", [*(one for one in Why if one is not Why.SHOWN), "no-leave", "not-read", "decided"])
def test_each_reason_to_withhold_has_words(why: str) -> None:
    assert withheld_words([{"what": "texts", "why": why, "number": 2}])[0]["why"] != why


@pytest.mark.parametrize("kind", [*WORDS, "of-a-later-time"])
def test_every_flag_has_words(kind: str) -> None:
    assert flag_words(kind, "more: ab12")
    assert "%" not in flag_words(kind, "")
