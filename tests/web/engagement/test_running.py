"""Nothing opens unchecked, everybody is told when closing moves, and nobody reads answers while it is open."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement import launching
from placewright.web.engagement.launching import checks_of
from placewright.web.engagement.models import Instrument, InstrumentKind, Response, ResponseState, Stage, StepCount
from placewright.web.engagement.monitoring import monitor
from placewright.web.engagement.open_now import open_now
from placewright.web.engagement.running_forms import FactsForm, TimesForm, in_zone
from placewright.web.engagement.services import running
from placewright.web.engagement.services.questionnaires import change_details, working_version
from placewright.web.engagement.services.questionnaires import make_instrument as begin
from placewright.web.engagement.services.responses import NotDecided, decide, undo_decision
from unit.questionnaires.asked import EVERY_KIND
from web.engagement.made import make_closed, make_instrument, make_open, make_ready, make_response

pytestmark = pytest.mark.django_db


def test_what_fails_a_check_does_not_open_until_somebody_waives_it(officer: Account) -> None:
    vale = make_ready(make_instrument())
    vale.reach.all().delete()
    with pytest.raises(running.CannotBeDone, match="planned who is to be heard"):
        running.approve(vale, by=officer)
    with pytest.raises(running.CannotBeDone, match="reason"):
        running.waive(vale, "reach", "no", by=officer)
    running.waive(vale, "reach", "The panel names every firm.", by=officer)
    running.approve(vale, by=officer)
    vale.refresh_from_db()
    assert vale.stage() is Stage.SCHEDULED
    assert working_version(vale).frozen_at is not None
    assert LogEntry.objects.filter(verb="waived a launch check of", key="vale").exists()


def test_it_opens_and_closes_to_the_minute(officer: Account) -> None:
    vale = make_ready(make_instrument())
    running.approve(vale, by=officer)
    vale.refresh_from_db()
    assert vale.opens_at is not None
    assert vale.closes_at is not None
    assert vale.stage(vale.opens_at - timedelta(seconds=1)) is Stage.SCHEDULED
    assert vale.stage(vale.opens_at) is Stage.OPEN
    assert vale.stage(vale.closes_at - timedelta(seconds=1)) is Stage.OPEN
    assert vale.stage(vale.closes_at) is Stage.CLOSED


def test_times_are_those_of_the_clock_where_it_is_held() -> None:
    london = ZoneInfo("Europe/London")
    assert in_zone(datetime(2027, 7, 1, 9, tzinfo=UTC), london).utcoffset() == timedelta(hours=1)
    assert in_zone(datetime(2027, 1, 1, 9, tzinfo=UTC), london).utcoffset() == timedelta(0)


def _moved(opens: str, closes: str, zone: str = "Europe/London") -> tuple[datetime | None, datetime | None]:
    made = Instrument.objects.get(slug="vale")
    form = TimesForm({"opens_at": opens, "closes_at": closes, "time_zone": zone})
    assert form.is_valid(), form.errors
    held = form.cleaned_data
    found = (in_zone(held[name], ZoneInfo(zone)).astimezone(UTC) for name in ("opens_at", "closes_at"))
    opens_at, closes_at = found
    running.keep_times(made, opens_at, closes_at, by=Account.objects.get(), time_zone=zone)
    made.refresh_from_db()
    return made.opens_at, made.closes_at


def test_a_time_that_the_clock_skips_or_strikes_twice_is_taken(officer: Account) -> None:
    make_instrument()

    opens, closes = _moved("2027-03-28T01:30", "2027-10-31T01:30")

    assert opens == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert closes == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_place_elsewhere_opens_by_its_own_clock(officer: Account, settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    questions = begin(title="Vale", kind="consultation", questionnaire=EVERY_KIND, by=officer, slug="vale")
    assert questions.time_zone == "America/New_York"

    opens, closes = _moved("2027-03-28T01:30", "2027-11-07T01:30", "America/New_York")

    assert opens == datetime(2027, 3, 28, 5, 30, tzinfo=UTC)
    assert closes == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_the_page_sets_the_clock_with_the_times(officer: Account, client: Client) -> None:
    make_instrument()
    client.force_login(officer)
    wanted = {"do": "times", "opens_at": "2027-07-01T09:00", "closes_at": "2027-09-01T17:00", "time_zone": "Asia/Tokyo"}

    page = client.post("/team/engagement/vale/launch/", wanted, follow=True).content.decode()

    assert Instrument.objects.get().opens_at == datetime(2027, 7, 1, tzinfo=UTC)
    assert "Times are those of Asia/Tokyo." in page
    assert 'value="2027-07-01T09:00"' in page


def test_an_extension_needs_a_later_time_and_a_reason_and_is_kept(officer: Account) -> None:
    vale = make_open(make_instrument())
    assert vale.closes_at is not None
    with pytest.raises(running.CannotBeDone, match="no extension"):
        running.extend(vale, vale.closes_at - timedelta(days=1), "Fewer firms answered.", by=officer)
    made = running.extend(vale, vale.closes_at + timedelta(days=7), "Letters went out late.", by=officer)
    vale.refresh_from_db()
    assert vale.closes_at == made.after
    assert [item.reason for item in vale.extensions.all()] == ["Letters went out late."]


def test_what_is_open_cannot_be_moved_but_can_be_closed_with_a_reason(officer: Account) -> None:
    vale = make_open(make_instrument())
    with pytest.raises(running.CannotBeDone, match="open already"):
        running.keep_times(vale, timezone.now(), timezone.now() + timedelta(days=40), by=officer)
    running.close_now(vale, "The draft was withdrawn.", by=officer)
    vale.refresh_from_db()
    assert vale.stage() is Stage.CLOSED


def test_a_survey_without_a_sample_does_not_open() -> None:
    vale = make_ready(make_instrument(InstrumentKind.SURVEY))
    assert [check.name for check in checks_of(vale).unwaived] == ["sample"]


def test_counts_are_shown_against_the_plan_and_held_ones_are_not_counted() -> None:
    vale = make_open(make_instrument())
    make_response(vale)
    make_response(vale, {"size": "micro"})
    make_response(vale, {"size": "micro"}, state=ResponseState.HELD)
    StepCount.objects.create(version=working_version(vale), step="about", day=timezone.localdate(), shown=4, passed=3)
    now = monitor(vale)
    assert (now.total, now.held) == (2, 1)
    assert (now.reached[0].came, now.reached[0].gap) == (1, 39)
    assert [row.lost for row in now.drops] == [0.25, None]


def test_answers_stay_closed_until_it_has_closed_and_reading_them_is_logged(browser: Client) -> None:
    vale = make_open(make_instrument())
    one = make_response(vale)
    address = f"/team/engagement/vale/responses/{one.reference}/"
    assert browser.get(address).status_code == 404
    assert browser.get("/team/engagement/vale/answers.csv").status_code == 404
    watched = browser.get("/team/engagement/vale/watch/")
    assert watched.status_code == 200
    assert "Nothing more." not in watched.content.decode()
    Instrument.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    page = browser.get(address)
    assert "Nothing more." in page.content.decode()
    assert LogEntry.objects.filter(verb="read", kind="response", key=one.reference).count() == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "sav", "dictionary.csv"])
def test_every_file_of_answers_is_given_and_logged(browser: Client, form: str) -> None:
    vale = make_closed(make_instrument())
    make_response(vale)
    answer = browser.get(f"/team/engagement/vale/answers.{form}")
    assert answer.status_code == 200
    assert answer.content
    assert LogEntry.objects.filter(verb="downloaded answers of", key="vale", note=form).exists()


def test_withdrawn_answers_are_in_no_file(browser: Client) -> None:
    vale = make_closed(make_instrument())
    kept, gone = make_response(vale), make_response(vale, state=ResponseState.WITHDRAWN)
    content = browser.get("/team/engagement/vale/answers.csv").content.decode()
    assert kept.reference in content
    assert gone.reference not in content


def test_a_decision_keeps_its_history_and_can_be_taken_back(officer: Account) -> None:
    vale = make_closed(make_instrument())
    first, second = make_response(vale), make_response(vale)
    with pytest.raises(NotDecided, match="of which"):
        decide(vale, [second.reference], ResponseState.DUPLICATE, "The same words.", by=officer)
    given = {"by": officer, "duplicate_of": first.reference}
    assert decide(vale, [second.reference], ResponseState.DUPLICATE, "The same words.", **given) == 1
    second.refresh_from_db()
    assert second.duplicate_of == first
    undo_decision(second, by=officer)
    assert Response.objects.get(pk=second.pk).state == ResponseState.ACCEPTED
    assert [change.what for change in second.changes.all()] == ["decided", "undone"]
    assert next(iter(second.changes.all())).in_words.startswith("decided on: accepted → ")
    with pytest.raises(NotDecided, match="no decision"):
        undo_decision(second, by=officer)


def test_who_withdrew_stays_withdrawn(officer: Account) -> None:
    vale = make_closed(make_instrument())
    gone = make_response(vale, state=ResponseState.WITHDRAWN)
    assert decide(vale, [gone.reference], ResponseState.ACCEPTED, "A mistake.", by=officer) == 0


def test_the_pages_prepare_waive_approve_and_extend(browser: Client) -> None:
    vale = make_ready(make_instrument())
    vale.reach.all().delete()
    page = "/team/engagement/vale/launch/"
    assert "does not pass" in browser.get(page).content.decode()
    plan = "question,code,label,target,population,source,how\nsize,micro,Small firms,40,100,counts,letters\n"
    assert browser.post("/team/engagement/vale/reach/", {"plan": plan}).status_code == 302
    assert browser.post(page, {"do": "approve"}).status_code == 302
    assert Instrument.objects.get().approved_at is not None
    Instrument.objects.update(opens_at=timezone.now() - timedelta(hours=1))
    late = (timezone.now() + timedelta(days=90)).strftime("%Y-%m-%dT%H:%M")
    done = browser.post(page, {"do": "extend", "extend-closes_at": late, "extend-reason": "Letters went out late."})
    assert done.status_code == 302
    assert "Letters went out late." in browser.get(page).content.decode()


def test_what_is_to_be_done_goes_once_it_is_approved(browser: Client) -> None:
    vale = make_instrument(note="Still to be filled in: who is the controller.")
    page = "/team/engagement/vale/launch/"
    before = browser.get(page).content.decode()
    assert "who is the controller" in before and "No check stops it from opening now" not in before
    make_ready(vale)
    assert "No check stops it from opening now" in browser.get(page).content.decode()
    browser.post(page, {"do": "approve"})
    assert "who is the controller" not in browser.get(page).content.decode()


def test_a_wrong_line_of_the_reach_plan_is_named(browser: Client) -> None:
    make_instrument()
    answer = browser.post("/team/engagement/vale/reach/", {"plan": "size,huge,Huge firms,3"})
    assert answer.status_code == 422
    assert "Line 1" in answer.content.decode()
    assert "huge" in answer.content.decode()


def test_a_drawn_sample_is_answered_by_those_who_were_drawn_alone(officer: Account) -> None:
    drawn = begin(title="Firms", kind="survey", questionnaire=EVERY_KIND, by=officer)
    assert not drawn.has_open_link
    with pytest.raises(running.CannotBeDone, match="margin of error"):
        running.keep_who(drawn, has_open_link=True, asks_for_proof=True, fewest_seconds=20, by=officer)
    change_details(drawn, title="Firms", summary="", kind="quota", by=officer)
    assert Instrument.objects.get(pk=drawn.pk).has_open_link


def test_a_drawn_survey_that_was_left_open_to_all_takes_nobody_who_was_not_drawn(browser: Client) -> None:
    left = make_open(make_instrument(InstrumentKind.SURVEY, has_open_link=True))

    began = Client().post("/have-your-say/vale/begin/", {"go": "anew"})

    assert began["Location"] == "/have-your-say/vale/"
    assert "/begin/" not in Client().get("/have-your-say/vale/").content.decode()
    assert list(open_now()) == []
    form = re.search(
        r"<input[^>]*who-has_open_link[^>]*>", browser.get("/team/engagement/vale/launch/").content.decode()
    )
    assert form is not None
    assert "checked" not in form[0]
    left.kind = InstrumentKind.QUOTA
    assert left.is_open_to_all, "a survey without a drawn sample may be"


def test_the_open_links_of_drawn_surveys_are_closed_in_the_database_too() -> None:
    for kind in InstrumentKind:
        make_instrument(kind, slug=kind.value, has_open_link=True)
    step = import_module("placewright.web.engagement.migrations.0006_drawn_samples_answer_alone")

    for _time in range(2):
        step.close_open_links(apps, None)

    open_still = Instrument.objects.filter(has_open_link=True).values_list("kind", flat=True)
    assert set(open_still) == {InstrumentKind.QUOTA, InstrumentKind.CONSULTATION}


def test_who_may_answer_is_set_on_the_page_and_holds_for_who_begins_next(browser: Client) -> None:
    vale = make_open(make_instrument())
    page = browser.post("/team/engagement/vale/launch/", {"do": "who", "who-fewest_seconds": "5"}, follow=True)
    assert "It is kept." in page.content.decode()
    vale.refresh_from_db()
    assert (vale.has_open_link, vale.asks_for_proof, vale.fewest_seconds) == (False, False, 5)
    wrong = browser.post("/team/engagement/vale/launch/", {"do": "who", "who-fewest_seconds": "a while"})
    assert wrong.status_code == 422
    assert 'id="id_who-fewest_seconds_error"' in wrong.content.decode()
    assert Client().post("/have-your-say/vale/begin/", {"go": "anew"})["Location"] == "/have-your-say/vale/"


@pytest.mark.parametrize("part", ["entry", "bring", "desks"])
def test_pages_of_ways_in_say_why_nothing_can_come_in(browser: Client, part: str) -> None:
    make_instrument()
    page = browser.get(f"/team/engagement/vale/{part}/").content.decode()
    assert '<p class="pw-note" role="note">' in page
    assert 'enctype="multipart/form-data"' not in page


def test_a_draft_or_page_that_nobody_can_read_stops_it_and_is_no_dead_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ledger.html").write_text("The ledger.")
    monkeypatch.setattr(launching, "seen_build", lambda: SimpleNamespace(site=tmp_path))
    vale = make_open(make_instrument())
    pages = ("/ledger.html", "/ledger/", "/have-your-say/", "https://vale.example/maps", "javascript:alert(1)", "maps")
    vale.facts = vale.facts | {"evidence": list(pages), "accessibility": "Ring us."}
    vale.save()

    found = {check.name: check for check in launching.checks_of(vale).failed}

    assert found["information"].what == "Nobody can read this: draft-1, /ledger/, javascript:alert(1), maps."
    assert "accessibility" not in found
    page = Client().get("/have-your-say/vale/").content.decode()
    assert "/editions/draft-1/" not in page
    assert 'href="javascript' not in page
    assert 'href="/ledger.html"' in page


def test_days_that_were_kept_come_back_so_that_keeping_again_loses_none(browser: Client) -> None:
    vale = make_ready(make_instrument())
    page = browser.get("/team/engagement/vale/launch/").content.decode()
    for name in ("decided_on", "answered_by"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert field is not None
        assert f'value="{vale.facts[name]}"' in field[0]


def test_days_away_are_two_days_and_why_with_commas_or_without() -> None:
    form = FactsForm({"away": "2026-12-25, 2027-01-01, Christmas\n2027-05-01 2027-05-06 the vote, election"})
    form.is_valid()
    assert [(one.first.isoformat(), one.why, one.election) for one in form.cleaned_data["away"]] == [
        ("2026-12-25", "Christmas", False),
        ("2027-05-01", "the vote", True),
    ]
    wrong = FactsForm({"away": "2026-12-25"})
    assert "“2027-02-15, 2027-02-19, half-term”" in str(wrong.errors["away"])
