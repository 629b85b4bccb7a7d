"""Counts of several processes are one number; where the database is too busy to add it up, each counts by itself."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import OperationalError

from placewright.web.common.shared_counts import SharedCounts

pytestmark = pytest.mark.django_db


def _let_through(counts: SharedCounts, limit: int, sent: int, moment: float = 600.0) -> int:
    return sum(not counts.is_over("an-address", limit, moment) for _each in range(sent))


def test_two_processes_that_take_turns_let_through_a_twentieth_more_at_most() -> None:
    one, other = SharedCounts("turns", 60), SharedCounts("turns", 60)

    let = [_let_through(counts, 40, 2) for _turn in range(30) for counts in (one, other)]

    assert 40 <= sum(let) <= 42


def test_a_new_window_begins_anew() -> None:
    counts = SharedCounts("windows", 60)

    assert _let_through(counts, 3, 9) == 3
    assert _let_through(counts, 3, 9, 660.0) == 3


def test_where_the_database_is_too_busy_a_process_counts_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object, **_named: object) -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(cache, "add", busy)

    assert _let_through(SharedCounts("busy", 60), 40, 100) == 40
