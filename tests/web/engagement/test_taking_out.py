"""Who withdraws, or has it erased, is quoted and named in no tables any more; numbers that were published stand."""

from __future__ import annotations

import pytest
from django.test import Client

from placewright.questionnaires.results_frozen import tables_digest
from placewright.questionnaires.results_model import results_from_plain
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement.models import Response, ResponseState, ResultSet
from placewright.web.engagement.sealing import code_hash
from placewright.web.engagement.services import results as services
from placewright.web.engagement.services.answering import withdraw
from placewright.web.engagement.services.rights import erase
from placewright.web.engagement.text_reviews import texts_written
from web.engagement.results_made import answered, consulted

pytestmark = pytest.mark.django_db
PAGE = "/have-your-say/vale/results/"
CODE = "234567-89ABCD-EFGHJK"


@pytest.fixture
def published(analyst: Account) -> ResultSet:
    """Two people and an organisation are quoted, two of them with the same words, and two organisations are listed."""
    vale = consulted()
    answered(vale, (2, {"who": "person", "leave": "yes", "more": "Build it soon."}))
    bus = {"who": "organisation", "rail": "no", "body": "Vale Trams", "leave": "yes", "more": "Trams first."}
    answered(vale, (1, bus), receipt_hash=code_hash(CODE))
    for text in texts_written(vale):
        services.review_text(text, may_quote=True, redacted=text.text, by=analyst, has_looked=True)
    made = services.make_tables(vale, by=analyst)
    services.publish_results(made, "", by=analyst)
    return made


def said(words: str) -> Response:
    """The first response that says so."""
    return next(one for one in Response.objects.all() if words in one.answers.values())


def test_who_withdraws_with_the_receipt_is_quoted_and_named_no_more_and_numbers_stand(
    published: ResultSet, client: Client
) -> None:
    before = results_from_plain(published.tables)
    assert "Trams first." in client.get(PAGE).content.decode()
    client.post("/have-your-say/receipt/", {"code": CODE})
    told = client.get("/have-your-say/receipt/").content.decode()
    assert "your words, and the name of your organisation, are taken out" in told
    for _twice in range(2):
        client.post("/have-your-say/receipt/", {"go": "withdraw", "sure": "1"})

    page = client.get(PAGE).content.decode()
    assert "Trams first." not in page and "Vale Trams" not in page and "Vale Buses" in page
    for form in ("csv", "json"):
        assert "Vale Trams" not in client.get(f"/have-your-say/vale/results/tables.{form}").content.decode()
    published.refresh_from_db()
    after = results_from_plain(published.tables)
    assert after.questions == before.questions and after.respondents == before.respondents
    assert (after.listed, after.unlisted) == (("Vale Buses",), before.unlisted + 1)
    assert published.frozen["tables"] == tables_digest(published.tables), "whole still, as the log says"
    assert {"what": "texts", "why": "taken-back", "number": 1} in published.withheld
    assert LogEntry.objects.filter(verb="took a response out of").count() == 1


def test_who_is_erased_is_in_no_tables_and_another_who_said_the_same_stays(
    published: ResultSet, analyst: Account
) -> None:
    erase(said("Build it soon."), "They asked for it.", by=analyst)
    published.refresh_from_db()
    quotes = [quote.text for quote in results_from_plain(published.tables).quotes]
    assert sorted(quotes) == ["Build it soon.", "Trams first."]


def test_a_name_that_another_response_gives_too_stays_listed(published: ResultSet) -> None:
    withdraw(said("Vale Buses"))
    published.refresh_from_db()
    assert "Vale Buses" in results_from_plain(published.tables).listed
    assert Response.objects.filter(state=ResponseState.WITHDRAWN).count() == 1


def test_tables_that_somebody_changed_do_not_become_whole_by_it(published: ResultSet) -> None:
    published.tables = {**published.tables, "respondents": 7}  # type: ignore[misc]
    published.save()
    withdraw(said("Vale Trams"))
    published.refresh_from_db()
    assert published.frozen["tables"] != tables_digest(published.tables)
