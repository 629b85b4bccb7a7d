"""A server that is killed while it writes has kept all that it acknowledged, and leaves the port free."""

from __future__ import annotations

import kill_test
import pytest

KILLS = 5


def test_nothing_that_was_acknowledged_is_lost_on_the_embedded_database() -> None:
    written = kill_test.run(KILLS, seconds=0.4, database="", say=False)
    assert written.collections
    assert written.documents


@pytest.mark.postgresql
def test_nothing_that_was_acknowledged_is_lost_on_postgresql(postgresql: str) -> None:
    written = kill_test.run(KILLS, seconds=0.4, database=postgresql, say=False)
    assert written.collections
    assert written.documents
