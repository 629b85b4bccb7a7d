"""A server that is killed while it writes has kept all that it acknowledged, and leaves the port free."""

from __future__ import annotations

import kill_answers
import kill_test
import pytest

from migrated import copy_migrated

pytestmark = pytest.mark.long
KILLS = 3
"""With the third only the parent is killed; `make kill-test` does it fifty times."""


def test_nothing_that_was_acknowledged_is_lost_on_the_embedded_database() -> None:
    written = kill_test.run(KILLS, seconds=0.4, database="", say=False, begin=copy_migrated)
    assert written.collections
    assert written.documents


@pytest.mark.postgresql
def test_nothing_that_was_acknowledged_is_lost_on_postgresql(migrated_postgresql: str) -> None:
    written = kill_test.run(KILLS, seconds=0.4, database=migrated_postgresql, say=False)
    assert written.collections
    assert written.documents


def test_no_acknowledged_answer_is_lost_or_doubled_on_the_embedded_database() -> None:
    told = kill_answers.run(4, database="", say=False, begin=copy_migrated)
    assert told.acknowledged
    assert told.drafts


@pytest.mark.postgresql
def test_no_acknowledged_answer_is_lost_or_doubled_on_postgresql(migrated_postgresql: str) -> None:
    told = kill_answers.run(4, database=migrated_postgresql, say=False)
    assert told.acknowledged
    assert told.drafts
