"""Readings are kept with who and when, corrected without losing the earlier one, and brought in from files."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.delivery.models import Judgement, Reading
from placewright.web.delivery.queries import delivery
from placewright.web.delivery.rules import Rating
from placewright.web.delivery.services import BadReading, bring_readings, judge, keep_reading, look_through
from placewright.web.delivery.services.readings import checked_reading

pytestmark = pytest.mark.usefixtures("shown_number")

GOOD = "measure,period,value,source\nkept-jobs,2024-25,120,Return to the department\nkept-jobs,2025-26,150,Return\n"


def measures() -> dict:  # type: ignore[type-arg]
    """The measures of the pilot."""
    now = delivery()
    assert now is not None
    return dict(now.shown.world.authored.measures)


def keep(manager: Account, **more: object) -> Reading:
    """A reading of people who kept their jobs."""
    given = {"measure": "kept-jobs", "period": "2025-26", "value": 150.0, "source": "Return"} | more
    return keep_reading(checked_reading(measures(), given), by=manager)


def test_a_correction_keeps_the_earlier_reading(manager: Account) -> None:
    first, second = keep(manager), keep(manager, value=155.0)
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.corrects) == (False, True, first)
    assert second.by == manager
    assert [entry.verb for entry in LogEntry.objects.filter(kind="measure")] == ["corrected a reading of", "read"]


def test_the_same_reading_again_changes_nothing(manager: Account) -> None:
    assert keep(manager) == keep(manager)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"measure": "kept-job"}, "measure"),
        ({"measure": "adult-learners"}, "measure"),
        ({"period": "lately"}, "period"),
        ({"value": None}, "value"),
        ({"value": float("nan")}, "value"),
        ({"status": "suppressed"}, "value"),
        ({"status": "fine"}, "status"),
        ({"low": 1.0}, "low"),
        ({"low": 1.0, "high": 2.0}, "value"),
        ({"source": ""}, "source"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_a_reading_that_does_not_hold_together_is_refused(
    manager: Account, change: dict[str, object], where: str
) -> None:
    with pytest.raises(BadReading) as refused:
        keep(manager, **change)
    assert refused.value.where == where
    assert not Reading.objects.exists()


def test_a_missing_reading_is_kept_as_missing_and_never_as_zero(manager: Account) -> None:
    keep(manager, value=None, status="suppressed")
    now = delivery()
    assert now is not None
    assert now.watched["kept-jobs"].reads[0].value is None
    assert now.watched["kept-jobs"].newest is None


def test_what_an_indicator_measures_reads_itself_from_the_evidence() -> None:
    now = delivery()
    assert now is not None
    one = now.watched["adult-learners"]
    assert one.newest is not None
    assert one.newest.period == "2022-23"
    assert round(one.newest.value or 0) == 3859


def test_a_person_may_rate_otherwise_with_a_reason_and_go_back(manager: Account) -> None:
    judge("kept-jobs", "at-risk", "Two advisers left.", by=manager)
    now = delivery()
    assert now is not None
    one = now.watched["kept-jobs"]
    assert (one.rating, one.rated.rating) == (Rating.AT_RISK, Rating.CANNOT_TELL)
    judge("kept-jobs", "", "They were replaced.", by=manager)
    now = delivery()
    assert now is not None
    assert now.watched["kept-jobs"].judgement is None
    assert Judgement.objects.count() == 2


def test_a_rating_of_ones_own_needs_a_reason(manager: Account) -> None:
    with pytest.raises(BadReading):
        judge("kept-jobs", "at-risk", " ", by=manager)


def test_a_file_is_looked_through_before_anything_is_kept() -> None:
    found = look_through(GOOD.encode(), measures())
    assert [row.does for row in found.rows] == ["new", "new"]
    assert not Reading.objects.exists()


def test_a_file_names_every_wrong_row_and_nothing_of_it_is_kept(manager: Account) -> None:
    text = GOOD + "kept-job,2025-26,1,x\nkept-jobs,2025-26,7,twice\nspace-counted,2025,many,x\n"
    found = look_through(text.encode(), measures())
    assert [(row.line, row.does) for row in found.rows] == [
        (2, "new"),
        (3, "new"),
        (4, "wrong"),
        (5, "wrong"),
        (6, "wrong"),
    ]
    with pytest.raises(BadReading, match="line 4"):
        bring_readings(text.encode(), measures(), by=manager)
    assert not Reading.objects.exists()


def test_a_file_again_corrects_only_what_differs(manager: Account) -> None:
    bring_readings(GOOD.encode(), measures(), by=manager)
    found = bring_readings(GOOD.replace("150", "151").encode("utf-8-sig"), measures(), by=manager)
    assert [row.does for row in found.rows] == ["same", "corrects"]
    assert Reading.objects.filter(is_current=True).count() == 2


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"measure,perod,source\n", b"measure\nx\n", b"", b"a" * 1_000_001, b"measure,\x00\n"]
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadReading):
        look_through(content, measures())


def test_the_team_page_shows_what_a_file_would_do_and_then_keeps_it(client: Client, manager: Account) -> None:
    client.force_login(manager)
    upload = SimpleUploadedFile("readings.csv", GOOD.encode(), content_type="text/csv")
    page = client.post("/team/delivery/import/", {"file": upload}).content.decode()
    held = page.split('name="held" value="')[1].split('"')[0]
    assert not Reading.objects.exists()
    client.post("/team/delivery/import/", {"held": held})
    assert Reading.objects.count() == 2
    assert client.post("/team/delivery/import/", {"held": held[:-2]}).status_code == 422


def test_a_reading_is_written_and_wrong_ones_say_why_beside_the_field(client: Client, manager: Account) -> None:
    client.force_login(manager)
    address = "/team/delivery/measures/kept-jobs/"
    wrong = client.post(address, {"period": "lately", "value": "1", "status": "ok", "source": "x"})
    right = client.post(address, {"period": "2025-26", "value": "150", "status": "ok", "source": "Return"})
    assert wrong.status_code == 422
    assert "is not a period" in wrong.content.decode()
    assert right.status_code == 302
    assert "150" in client.get(address).content.decode()


def test_whoever_may_look_may_not_write(client: Client, viewer: Account) -> None:
    client.force_login(viewer)
    address = "/team/delivery/measures/kept-jobs/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"period": "2025", "value": "1", "status": "ok", "source": "x"}).status_code == 404
    assert client.post("/team/delivery/spending/", {}).status_code == 404
    for address in ("/team/delivery/import/", "/team/delivery/returns/new/"):
        assert {client.get(address).status_code, client.post(address, {}).status_code} == {404}, address
    assert not Reading.objects.exists()
