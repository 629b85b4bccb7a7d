"""A rehearsal fills a copy with invented answers, says so everywhere, and goes without a trace."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from placewright.core.errors import BadRecord
from placewright.questionnaires.results import HELD_TO, HELD_TO_JOINED
from placewright.questionnaires.results_model import results_from_plain
from placewright.web.accounts.models import Account
from placewright.web.engagement.models import Identity, Instrument, Response
from placewright.web.engagement.services import running
from placewright.web.engagement.services.bringing import bring_instruments
from placewright.web.engagement.services.questionnaires import RESERVED, free_slug
from placewright.web.engagement.services.rehearsing import CannotRehearse, end_rehearsal, rehearse
from placewright.web.engagement.services.results import make_tables
from routes import ROUTES
from web.engagement.made import make_instrument, make_ready, make_response

pytestmark = pytest.mark.django_db


def test_the_same_seed_gives_the_same_answers_and_the_real_ones_are_untouched(officer: Account) -> None:
    vale = make_ready(make_instrument())
    real = make_response(vale)
    first = [one.answers for one in rehearse(vale, 40, 7, by=officer).responses.order_by("id")]
    second = [one.answers for one in rehearse(vale, 40, 7, by=officer).responses.order_by("id")]
    assert first == second
    assert len(first) == 40
    assert vale.rehearsals.count() == 1
    assert list(vale.responses.all()) == [real]
    assert not Identity.objects.exists()
    assert not any("name" in answers for answers in first)


def test_no_stranger_sees_it_and_it_never_opens(officer: Account) -> None:
    made = rehearse(make_ready(make_instrument()), 5, 1, by=officer)
    assert Client().get(f"/have-your-say/{made.slug}/").status_code == 404
    assert made.slug not in Client().get("/have-your-say/").content.decode()
    with pytest.raises(running.CannotBeDone, match="never opens"):
        running.approve(made, by=officer)


def test_every_page_and_file_says_that_it_is_invented(browser: Client, officer: Account) -> None:
    made = rehearse(make_ready(make_instrument()), 12, 1, by=officer)
    for part in ("watch", "responses", "reach"):
        page = browser.get(f"/team/engagement/{made.slug}/{part}/").content.decode()
        assert "every answer here is invented" in page, part
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"/team/engagement/{made.slug}/answers.xlsx").content))
    assert "REHEARSAL" in sheet["About"]["A2"].value
    lines = browser.get(f"/team/engagement/{made.slug}/answers.csv").content.decode("utf-8-sig").splitlines()
    assert all(line.startswith("REHEARSAL") for line in lines[1:] if line)
    browser.post(f"/team/engagement/{made.slug}/results/", {"do": "make"})
    for name in ("counts.csv", "results/tables.csv"):
        lines = browser.get(f"/team/engagement/{made.slug}/{name}").content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("rehearsal,"), name
        assert len(lines) > 1 and all("REHEARSAL" in line for line in lines[1:]), name


def test_it_is_deleted_in_one_click(browser: Client, officer: Account) -> None:
    vale = make_ready(make_instrument())
    rehearse(vale, 12, 1, by=officer)
    assert browser.post("/team/engagement/vale/rehearsal/", {"do": "end"}).status_code == 302
    assert not Response.objects.exists()
    with pytest.raises(CannotRehearse, match="real"):
        end_rehearsal(vale, by=officer)


def test_it_is_begun_from_its_page(browser: Client) -> None:
    make_ready(make_instrument())
    done = browser.post("/team/engagement/vale/rehearsal/", {"do": "rehearse", "count": "15", "seed": "3"})
    assert done.status_code == 302
    assert Response.objects.count() == 15
    assert browser.post("/team/engagement/vale/rehearsal/", {"do": "rehearse", "count": "0"}).status_code == 422


def test_the_pilots_own_are_brought_once_and_can_be_rehearsed(pilot: Path, officer: Account) -> None:
    assert bring_instruments(pilot) == ("business-productivity", "draft-strategy")
    assert bring_instruments(pilot) == ()
    survey, consultation = (Instrument.objects.get(slug=slug) for slug in ("business-productivity", "draft-strategy"))
    assert (survey.kind, consultation.kind) == ("survey", "consultation")
    assert sum(stratum["population"] for stratum in survey.design["strata"]) == 61_525
    strata = {one.stratum for one in rehearse(survey, 60, 1, by=officer).responses.all()}
    assert strata <= {"0-9", "10-49", "50-249", "250-over"}
    assert rehearse(consultation, 60, 1, by=officer).responses.count() == 60


def test_the_pilots_survey_gives_tables_of_a_rehearsal(pilot: Path, officer: Account) -> None:
    bring_instruments(pilot)
    made = rehearse(Instrument.objects.get(slug="business-productivity"), 600, 3, by=officer)

    tables = results_from_plain(make_tables(made, by=officer).tables)

    assert tables.respondents == 600
    notes = {table.note for one in tables.questions if one.code == "industry" for table in one.tables}
    assert notes == {HELD_TO_JOINED}
    assert {table.note for one in tables.questions if one.code == "size" for table in one.tables} == {HELD_TO}


def test_margins_that_cannot_be_met_are_told_in_plain_words(browser: Client, pilot: Path, officer: Account) -> None:
    bring_instruments(pilot)
    made = rehearse(Instrument.objects.get(slug="business-productivity"), 8, 3, by=officer)

    page = browser.post(f"/team/engagement/{made.slug}/results/", {"do": "make"}, follow=True).content.decode()

    assert "Nobody answered in the class" in page
    assert "What does the business mainly do in Hertfordshire?" in page
    assert "Join it under Weights" in page
    assert "rake:" not in page


def test_no_instrument_takes_an_address_of_the_pages(pilot: Path, tmp_path: Path) -> None:
    second = {pattern.split("/")[1] for pattern in ROUTES if pattern.startswith("have-your-say/")}
    names = {name for name in second if name and not name.startswith(("<", "^"))}
    assert names
    assert names <= RESERVED
    (tmp_path / "instruments").mkdir()
    shutil.copy(pilot / "instruments" / "draft-strategy.toml", tmp_path / "instruments" / "receipt.toml")
    with pytest.raises(BadRecord, match="address of the pages"):
        bring_instruments(tmp_path)
    assert free_slug("Receipt") == "receipt-2"
