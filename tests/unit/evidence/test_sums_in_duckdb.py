"""The SQL that is kept in files is what the expressions compile to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from placewright.evidence.sums import compiled
from placewright.evidence.sums_in_duckdb import DIGESTED_SQL, VARIANTS, sql_of


@pytest.mark.parametrize("name", [DIGESTED_SQL, *VARIANTS])
def test_the_sql_that_is_kept_is_that_of_the_expressions(name: str) -> None:
    assert sql_of(name) == compiled()[name], "run tools/make_sums_sql.py"


def test_no_bar_of_progress_is_printed_between_what_another_program_reads() -> None:
    asked = "SELECT current_setting('enable_progress_bar')"
    code = (
        "from placewright.evidence.sums_in_duckdb import quiet_connection\n"
        f'print(quiet_connection().execute("{asked}").fetchone())'
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "(False,)\n"
