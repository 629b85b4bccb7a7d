"""The fast reader of long tables against a plain one, and what rounding may never do."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.core.quantities import ErrorKind
from placewright.records.source import Source
from placewright.sources.bounds import rounding_ends
from placewright.sources.readers import long
from placewright.sources.reading import SourceFile

DISTRICTS = ("E07000240", "E07000241", "E07000242", "E07000243")
WRONG_CODES = ("E0700024", "E07000026", "Stevenage", "")
WRONG_VALUES = ("twelve", "-5", "1,23", "--", "5 jobs")
FILLER = 1_000
"""Good rows put behind the drawn ones, so that the wrong ones stay under one in a hundred."""

ROW = st.tuples(
    st.sampled_from(DISTRICTS + WRONG_CODES),
    st.sampled_from(("2021", "2022", "2022.0", "soon", "")),
    st.sampled_from(("C", "62", "Total", "")),
    st.one_of(st.integers(0, 10**7).map(str), st.sampled_from(("1,234", "", "[c]", "*", "3.50", *WRONG_VALUES))),
)  # fmt: skip

SOURCE = Source(
    id="drawn", title="", publisher="", licence="", attribution="", landing_page="", series="", release="",
    released=None, reader="long", files=("*",), place_vintage="lad-2024", dimensions=("industry",),
    error=ErrorKind.UNKNOWN,
    options={
        "place": "code", "period_column": "year", "least": 0, "members": {"industry": {"column": "sic"}},
        "measures": {"x": {"measure": "jobs", "unit": "jobs"}},
    },
)  # fmt: skip


def is_good(row: tuple[str, str, str, str]) -> bool:
    code, year, industry, value = row
    return code in DISTRICTS and year[:4].isdigit() and bool(industry) and value not in WRONG_VALUES


def number(text: str) -> float | None:
    return None if text in {"", "[c]", "*"} else float(text.replace(",", ""))


@settings(max_examples=60)
@given(st.lists(ROW, max_size=9))
def test_the_fast_reader_keeps_and_names_the_rows_that_a_plain_one_would(
    drawn: list[tuple[str, str, str, str]],
) -> None:
    rows = [*drawn, *((DISTRICTS[n % 4], "2022", "C", str(n)) for n in range(FILLER))]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("code", "year", "sic", "value"), *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        reading = long.read([SourceFile(path, path.name)], SOURCE)

    found = reading.observations.select(["place", "industry", "value", "row"]).to_pylist()
    expected = [
        {"place": row[0], "industry": row[2], "value": number(row[3]), "row": line}
        for line, row in enumerate(rows, 2)
        if is_good(row)
    ]
    assert found == expected
    named = [int(issue.where.split("row ")[1].split(",")[0]) for issue in reading.issues]
    assert named == [line for line, row in enumerate(rows, 2) if not is_good(row)]


@given(st.lists(st.one_of(st.integers(0, 10**6), st.none()), max_size=50))
def test_a_rounding_interval_holds_its_value_and_nothing_below_zero(counts: list[int | None]) -> None:
    values = np.array([np.nan if count is None else count for count in counts], dtype=np.float64)

    relaxed, strict = rounding_ends(values, "bres"), rounding_ends(values, "bres-strict")

    there = ~np.isnan(values)
    assert (np.isnan(relaxed.low) == ~there).all()
    assert (relaxed.low[there] <= values[there]).all()
    assert (relaxed.high[there] >= values[there]).all()
    assert (relaxed.low[there] >= 0).all()
    assert (strict.low[there] <= relaxed.low[there]).all()
    assert (strict.high[there] >= relaxed.high[there]).all()
