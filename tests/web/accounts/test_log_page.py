"""The event log can be read, searched, taken away and checked by those who may."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.log_guard import guard, lift
from placewright.web.common.models import LogEntry

pytestmark = pytest.mark.django_db


class Statements:
    """Runs statements as a schema editor does, inside the test's transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/team/log/entries.csv{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))  # type: ignore[arg-type]


def test_entries_are_found_by_verb_kind_object_person_and_day(office: Client, chief: Account) -> None:
    record_event("published", "claim", "gap-widens", by=chief, note="agreed")
    record_event("edited", "priority", "skills")
    today = timezone.localdate().isoformat()
    for query, objects in {
        "?verb=published": ["gap-widens"],
        "?kind=priority": ["skills"],
        "?key=widen": ["gap-widens"],
        f"?by={chief.pk}&verb=published": ["gap-widens"],
        f"?since={today}&kind=claim": ["gap-widens"],
        "?until=2020-01-01": [],
    }.items():
        assert [row["object"] for row in rows(office, query)] == objects, query


def test_no_cell_of_the_csv_can_be_run_as_a_formula(office: Client) -> None:
    record_event("edited", "claim", "x", note='=HYPERLINK("http://evil.example")')
    assert next(row["note"] for row in rows(office) if row["kind"] == "claim").startswith("'=")


def test_a_log_that_nobody_touched_is_said_to_be_whole(office: Client) -> None:
    record_event("edited", "claim", "x")
    assert "The chain is whole" in office.get("/team/log/?check=1").content.decode()


def test_a_log_changed_by_who_owns_the_database_is_found_out(office: Client) -> None:
    record_event("edited", "claim", "x")
    entry = record_event("edited", "claim", "y")
    lift(None, Statements())
    LogEntry.objects.filter(pk=entry.pk).update(note="something else")
    guard(None, Statements())
    assert "The chain is broken" in office.get("/team/log/?check=1").content.decode()


def test_long_logs_come_in_pages(office: Client) -> None:
    for number in range(120):
        record_event("edited", "claim", f"claim-{number}")
    first, second = (office.get(f"/team/log/?kind=claim&p={page}").content.decode() for page in (1, 2))
    assert "claim-119" in first
    assert "claim-3<" not in first
    assert "claim-3<" in second
