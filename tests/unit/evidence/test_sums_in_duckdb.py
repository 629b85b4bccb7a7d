"""The SQL that is kept in files is what the expressions compile to."""

from __future__ import annotations

import pytest

from placewright.evidence.sums import compiled
from placewright.evidence.sums_in_duckdb import DIGESTED_SQL, VARIANTS, sql_of


@pytest.mark.parametrize("name", [DIGESTED_SQL, *VARIANTS])
def test_the_sql_that_is_kept_is_that_of_the_expressions(name: str) -> None:
    assert sql_of(name) == compiled()[name], "run tools/make_sums_sql.py"
