"""The ledger desk: claims narrowed and sorted, signed off several at once, and as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils.html import escape

from placewright.core.errors import BadRecord
from placewright.web.common.models import LogEntry
from placewright.web.strategy.bench import judged_and_read, judged_now
from placewright.web.strategy.desk_rows import Asked, desk_rows, narrowed
from placewright.web.strategy.models import Build, Chapter, Claim, Decision, Review
from placewright.web.strategy.services.reviewing import sign_off, suspect_users, unseen_records
from strategy_tests import account_of, client_of

pytestmark = pytest.mark.django_db


def _changed_claim() -> Claim:
    """A claim whose evidence is another than when it was reviewed, live."""
    row = Claim.objects.get(slug="lead-lost")
    row.figures = {**row.figures, "now": row.figures["now"] | {"period": "2021"}}
    row.save_revision().publish(skip_permission_checks=True)
    return Claim.objects.get(slug="lead-lost")


def test_the_desk_shows_every_live_claim_with_its_verdict_and_where_it_is_used(live_pilot: Build) -> None:
    judged, unread = judged_and_read()
    assert judged is not None
    rows = {row.id: row for row in desk_rows(judged, unread)}
    assert set(rows) == set(Claim.objects.filter(live=True).values_list("slug", flat=True))
    row = rows["lead-lost"]
    assert row.verdict == "holds"
    assert "productivity" in [id for id, _title in row.chapters]
    assert row.reviewed_on is not None
    assert row.datasets


def test_the_desk_is_narrowed_and_sorted(live_pilot: Build) -> None:
    judged, unread = judged_and_read()
    assert judged is not None
    rows = desk_rows(judged, unread)
    assert {row.verdict for row in narrowed(rows, Asked(verdict="cannot tell"))} == {"cannot tell"}
    assert {row.stance for row in narrowed(rows, Asked(stance="need"))} == {"need"}
    assert all("productivity" in dict(row.chapters) for row in narrowed(rows, Asked(chapter="productivity")))
    dataset = rows[0].datasets[0]
    assert all(dataset in row.datasets for row in narrowed(rows, Asked(dataset=dataset)))
    by_review = [row.reviewed_on for row in narrowed(rows, Asked(sort="-reviewed")) if row.reviewed_on]
    assert by_review == sorted(by_review, reverse=True)
    assert Asked.of({"sort": "nonsense"}).sort == "id"


def test_the_desk_is_narrowed_to_claims_with_words_that_no_rule_took_and_names_them(live_pilot: Build) -> None:
    judged, unread = judged_and_read()
    assert judged is not None
    found = narrowed(desk_rows(judged, unread), Asked(mark="unread"))
    assert {f"claim:{row.id}" for row in found} == {name for name in unread if name.startswith("claim:")}
    assert 0 < len(found) < len(judged.results)
    page = client_of("viewer").get("/team/ledger/?mark=unread").content.decode()
    assert escape(found[0].unread[0]) in page


def test_a_changed_claim_is_suspect_with_its_old_sentence_until_it_is_signed_off(live_pilot: Build) -> None:
    before = Claim.objects.get(slug="lead-lost")
    row = _changed_claim()
    judged, unread = judged_and_read()
    assert judged is not None
    (shown,) = [one for one in desk_rows(judged, unread) if one.id == row.slug]
    assert "suspect" in shown.marks
    assert shown.before
    assert shown.before != shown.text
    names = (row.reference, *suspect_users(judged, row.reference))
    assert "chapter:productivity" in names
    decision = sign_off(names, by=account_of("analyst"), role="analyst", note="Read against the release of 2024")
    again = judged_now()
    assert again is not None
    assert not set(names) & set(unseen_records(again))
    assert not again.errors
    assert Review.objects.get(record=row.reference).said == again.results[row.slug].text
    assert decision.about == list(names)
    kept = Decision.objects.get(slug=decision.slug)
    assert kept.live
    assert not kept.has_unpublished_changes, "nothing of it waits to be published"
    assert kept.live_revision_id == kept.latest_revision_id
    assert LogEntry.objects.filter(verb="signed off").count() == len(names)
    assert before.pk == row.pk


@pytest.mark.parametrize(
    ("role", "note", "said"),
    [("analyst", " ", "what was looked at, and why it stands"), (" ", "Read.", "who read the record")],
)
def test_signing_off_needs_a_role_and_a_note_and_speaks_of_no_option_of_a_command(
    live_pilot: Build, role: str, note: str, said: str
) -> None:
    with pytest.raises(BadRecord, match=said) as refused:
        sign_off(["claim:lead-lost"], by=account_of("analyst"), role=role, note=note)
    assert "Say in which role" in str(refused.value)
    assert "--" not in str(refused.value)
    assert not Decision.objects.filter(kind_of="review", text=note).exists()


def test_several_are_signed_off_from_the_desk_by_those_who_may(live_pilot: Build) -> None:
    _changed_claim()
    data = {"record": ["claim:lead-lost", "chapter:productivity"], "role": "analyst", "note": "Read both"}
    assert client_of("viewer").post("/team/ledger/sign-off/", data).status_code == 404
    assert (
        client_of("analyst")
        .post("/team/ledger/sign-off/", data | {"next": "https://elsewhere.example/"})
        .headers["Location"]
        == "/team/ledger/"
    )
    judged = judged_now()
    assert judged is not None
    assert not {"claim:lead-lost", "chapter:productivity"} & set(unseen_records(judged))


def test_a_sign_off_that_is_refused_keeps_what_was_ticked_and_written_until_it_is_shown(live_pilot: Build) -> None:
    analyst = client_of("analyst")
    data = {"record": ["claim:lead-lost"], "role": "analyst", "note": " ", "next": "/team/ledger/"}

    page = analyst.post("/team/ledger/sign-off/", data, follow=True).content.decode()
    again = analyst.get("/team/ledger/").content.decode()

    ticked = re.findall(r'value="(claim:[^"]+)"[^>]* checked', page)
    assert ticked == ["claim:lead-lost"]
    assert 'id="role" value="analyst"' in page
    assert " checked" not in again


def test_a_record_that_names_a_changed_chapter_is_signed_off_on_a_narrowed_desk(
    live_pilot: Build,
) -> None:
    row = Chapter.objects.get(slug="productivity")
    row.title = "Anew"
    row.save_revision().publish(skip_permission_checks=True)
    page = client_of("analyst").get("/team/ledger/?mark=unseen").content.decode()
    assert 'name="record" value="checklist:' in page
    assert "Take a filter away" not in page
    for_viewers = client_of("viewer").get("/team/ledger/?mark=unseen").content.decode()
    assert "checklist:" in for_viewers and 'name="record"' not in for_viewers


def test_the_desk_as_csv_holds_what_is_asked_for(live_pilot: Build) -> None:
    answer = client_of("viewer").get("/team/ledger/claims.csv?stance=need")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    assert {row["stance"] for row in rows} == {"need"}
    assert all(not row["sentence"].startswith(("=", "+", "-", "@")) for row in rows)


def test_the_desk_asks_the_database_the_same_whatever_the_number_of_claims(
    live_pilot: Build, django_assert_max_num_queries: object
) -> None:
    client = client_of("viewer")
    client.get("/team/ledger/")
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        client.get("/team/ledger/")


def test_an_empty_desk_says_what_to_do(db: None) -> None:
    assert "Nothing is built yet" in client_of("viewer").get("/team/ledger/").content.decode()


def test_errors_of_a_stopped_build_are_told_on_the_desk(live_pilot: Build) -> None:
    trouble = [{"severity": "error", "where": "claims/x.md", "what": "It is wrong.", "fix": "Mend it."}]
    Build.objects.create(evidence=live_pilot.evidence, state="stopped", trouble=trouble)
    page = client_of("editor").get("/team/ledger/").content.decode()
    assert "stayed as they were" in page
    assert "claims/x.md: It is wrong. Mend it." in page
    assert Chapter.objects.exists()
