"""People's data are found whole, given out, erased, and removed on their day, with a proof."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement.identities import sealed_identity, search_hashes
from placewright.web.engagement.models import Identity, Instrument, Response, ResponseState, Shredding
from placewright.web.engagement.sealing import code_hash
from placewright.web.engagement.services import rights
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.services.retention import NotDue, schedule, shred, shred_what_is_due
from placewright.web.engagement.services.rights import copy_of, erase, find_person
from web.engagement.made import make_closed, make_instrument, make_open, make_response

pytestmark = pytest.mark.django_db
NAME = "Nobody Whoever"


def named(instrument: Instrument, **more: Any) -> Response:
    one = make_response(instrument, **more)
    Identity.objects.create(
        response=one,
        sealed=sealed_identity(one.reference, {"name": NAME}),
        search_hashes=search_hashes((NAME,)),
    )
    return one


def closed_long_ago(slug: str = "vale") -> Instrument:
    vale = make_closed(make_instrument(slug=slug))
    vale.opens_at, vale.closes_at = (timezone.now() - timedelta(days=days) for days in (900, 860))
    vale.save()
    return vale


def test_a_person_is_found_by_name_and_the_log_names_nobody(officer: Account) -> None:
    one = named(make_closed(make_instrument()))
    assert find_person("  nobody   WHOEVER ", by=officer).responses == (one,)
    assert find_person(one.reference, by=officer).responses == (one,)
    assert find_person("nobody else", by=officer).is_empty
    notes = " ".join(LogEntry.objects.values_list("note", flat=True))
    assert "whoever" not in notes.lower()


def test_a_response_without_a_name_is_found_by_receipt_and_organisation_and_mentions_are_listed(
    officer: Account,
) -> None:
    vale = make_instrument()
    version = working_version(vale)
    definition = version.definition
    definition["pages"][1]["groups"][0]["questions"].append(
        {"code": "body", "kind": "short-text", "label": "Which?", "part": "organisation"}
    )
    version.save()
    make_closed(vale)
    given = {"body": "Vale Widgets", "more": "Ask jo EXAMPLE.", "barriers": ["other"], "barriers.other": "Sam Example"}
    one = make_response(vale, given, receipt_hash=code_hash("H7KM2P-9QRSTV-XY2345"))
    gone = make_response(vale, given, shredded_at=timezone.now())

    for text in ("h7km2p 9qrstv xy2345", "vale  WIDGETS"):
        found = find_person(text, by=officer)
        assert (found.responses, found.mentions) == ((one,), ())
    for text in ("Jo Example", "Sam Example"):
        found = find_person(text, by=officer)
        assert (found.responses, found.mentions) == ((), (one,))
    assert gone not in find_person("Jo Example", by=officer).mentions
    assert find_person("Jo Nobody", by=officer).is_empty


def test_the_copy_holds_all_that_was_given_with_what_was_kept_apart() -> None:
    copy = copy_of(named(make_closed(make_instrument())))
    said = {line["code"]: line for line in copy["answers"]}
    assert said["name"]["answer"] == NAME
    assert said["name"]["kept_apart"]
    assert said["sales"]["answer"] == "preferred not to say"
    assert said["barriers"]["answer"] == "Finding skilled people, =SUM(trains)"
    assert said["area"]["answer"] == "St Albans"


def test_the_copy_never_says_that_somebody_declined_who_answered() -> None:
    vale = make_instrument()
    version = working_version(vale)
    questions = version.definition["pages"][1]["groups"][0]["questions"]
    mood = next(question for question in questions if question["code"] == "mood")
    mood["options"] = [{"code": "unsure", "label": "I do not know", "missing": True}]
    version.save()
    said = {line["code"]: line["answer"] for line in copy_of(make_response(make_closed(vale), {"mood": 4}))["answers"]}
    assert said["mood"] == "4"


def test_what_is_erased_is_gone_and_that_there_was_a_response_stays(officer: Account) -> None:
    one = named(make_closed(make_instrument()))
    erase(one, "They asked for it.", by=officer)
    one.refresh_from_db()
    assert (one.answers, one.state, one.receipt_hash) == ({}, ResponseState.WITHDRAWN, None)
    assert not Identity.objects.exists()
    assert find_person(NAME, by=officer).is_empty


def test_what_was_decided_to_be_a_duplicate_is_found_with_its_original(officer: Account) -> None:
    vale = make_closed(make_instrument())
    first = named(vale)
    second, third, other = (make_response(vale) for _each in range(3))
    for one, state in ((second, first), (third, first)):
        one.state, one.duplicate_of = ResponseState.DUPLICATE, state
        one.save()
    for text in (NAME, second.reference):
        assert set(find_person(text, by=officer).responses) == {first, second, third}
    assert set(find_person(other.reference, by=officer).responses) == {other}


def test_what_is_erased_leaves_the_journal_of_the_database_too(
    officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = named(make_closed(make_instrument()))
    left: list[dict[str, object]] = []
    monkeypatch.setattr(rights, "clear_pages", lambda: left.append(Response.objects.get(pk=one.pk).answers))
    erase(one, "They asked for it.", by=officer)
    assert left == [{}], "once it is gone"


def test_the_pages_find_copy_and_erase(browser: Client) -> None:
    one = named(make_closed(make_instrument()))
    page = browser.post("/team/engagement/people/", {"do": "find", "text": NAME})
    assert NAME in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    copy = browser.get(f"/team/engagement/people/{one.reference}.json")
    assert json.loads(copy.content)["reference"] == one.reference
    given = {"do": "erase", "reference": one.reference}
    browser.post("/team/engagement/people/", given)
    assert Identity.objects.exists()
    browser.post("/team/engagement/people/", given | {"reason": "They asked for it."})
    assert not Identity.objects.exists()


def test_each_class_is_removed_on_its_day_and_counts_stay() -> None:
    vale = closed_long_ago()
    kept = named(vale)
    before = vale.responses.count()
    assert [due.rule.name for due in schedule(vale) if due.is_due] == ["identities", "texts"]
    shred_what_is_due()
    kept.refresh_from_db()
    assert not Identity.objects.exists()
    assert "more" not in kept.answers
    assert "barriers.other" not in kept.answers
    assert kept.answers["size"] == "larger"
    assert vale.responses.count() == before
    proofs = {proof.rule: proof for proof in Shredding.objects.all()}
    assert proofs["identities"].counts == {"removed": 1}
    assert all(proof.checked["left"] == 0 for proof in proofs.values())
    shred_what_is_due()
    assert Shredding.objects.count() == len(proofs)


def test_nothing_goes_before_its_day_without_a_reason_or_while_it_is_open(officer: Account) -> None:
    vale = make_closed(make_instrument())
    named(vale)
    with pytest.raises(NotDue, match="day has not come"):
        shred(vale, "identities", "", by=officer)
    shred(vale, "identities", "Nobody needs the names.", by=officer)
    assert not Identity.objects.exists()
    other = make_open(make_instrument(slug="other"))
    named(other)
    with pytest.raises(NotDue, match="not closed"):
        shred(other, "answers", "Too early.", by=officer)


def test_removing_all_answers_leaves_rows_without_them(browser: Client) -> None:
    vale = make_closed(make_instrument())
    named(vale)
    done = browser.post("/team/engagement/vale/retention/", {"rule": "answers", "reason": "The study is over."})
    assert done.status_code == 302
    one = Response.objects.get()
    assert (one.answers, one.shredded_at is not None) == ({}, True)
    assert "The study is over." in browser.get("/team/engagement/vale/retention/").content.decode()


def test_the_record_of_processing_is_filled_with_what_is_known(browser: Client) -> None:
    make_closed(make_instrument())
    answer = browser.get("/team/engagement/vale/processing.docx")
    tables = docx.Document(io.BytesIO(answer.content)).tables
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "The Vale Council, which does not exist" in text
    assert "public task, Article 6(1)(e)" in text
    assert "public-task" not in text
    assert "Your name?" in text
    assert "to be written by the controller" in text
