"""Long tables: one row an observation, in CSV and Parquet, with wrong rows named and rounding made an interval."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources.readers.long import read
from placewright.sources.reading import SourceFile

OPTIONS: dict[str, Any] = {
    "place": "GEOGRAPHY_CODE", "period_column": "DATE", "value_column": "COUNT", "least": 0,
    "measures": {"COUNT": {"measure": "employment", "unit": "jobs"}},
    "members": {"industry": {"column": "INDUSTRY_CODE", "names": {"Total": "total"}}},
}  # fmt: skip
HEADER = "DATE,GEOGRAPHY_NAME,GEOGRAPHY_CODE,INDUSTRY_CODE,COUNT\n"


def lines(count: int) -> list[str]:
    return [f"2021.0,Tees Valley,UKC1,{number:05d},{number * 5}" for number in range(count)]


def table_of(make_source: Any, file: SourceFile, **more: Any) -> Any:
    source = make_source("long", vintage="nuts-2016", dimensions=["industry"], **{**OPTIONS, **more})
    return read([file], source)


def test_an_observation_keeps_its_line(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021.0,Tees Valley,UKC1,01,5000.0\n2021.0,Tees Valley,UKC1,02,75.0\n")

    found = table_of(make_source, file).observations.to_pylist()[1]

    assert (found["file"], found["row"], found["column"]) == ("table.csv", 3, "COUNT")
    assert (found["place"], found["period"], found["industry"], found["value"]) == ("UKC1", "2021", "02", 75.0)


def test_a_zipped_file_reads_as_the_plain_one(make_source: Any, make_file: Any) -> None:
    content = HEADER + "\n".join(lines(20)) + "\n"

    plain = table_of(make_source, make_file(content)).observations
    zipped = table_of(make_source, make_file(gzip.compress(content.encode()), "table.csv.gz")).observations

    assert plain.drop_columns("file").equals(zipped.drop_columns("file"))


def test_latin_1_is_read_though_the_source_does_not_say_so(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021,Ynys Môn,UKL1,01,5\n", encoding="latin-1")
    members = {"name": {"column": "GEOGRAPHY_NAME"}}

    found = read(
        [file], make_source("long", vintage="nuts-2016", dimensions=["name"], **{**OPTIONS, "members": members})
    )

    assert found.observations["name"].to_pylist() == ["Ynys Môn"]


def test_a_head_in_latin_1_is_read_and_a_missing_column_offers_the_nearest(make_source: Any, make_file: Any) -> None:
    file = make_file("DATE,RÉGION,GEOGRAPHY_CODE,INDUSTRY_CODE,COUNT\n2021,Môn,UKL1,01,5\n", encoding="latin-1")
    members = {"name": {"column": "RÉGION"}}
    source = make_source("long", vintage="nuts-2016", dimensions=["name"], **{**OPTIONS, "members": members})
    assert read([file], source).observations["name"].to_pylist() == ["Môn"]

    with pytest.raises(BadSourceFile, match="There is no column 'INDUSTRY_CODE'") as raised:
        table_of(make_source, make_file("DATE,GEOGRAPHY_CODE,INDUSTRY_COD,COUNT\n"))
    assert "INDUSTRY_COD" in str(raised.value.fix)


def test_published_bands_become_the_interval_of_their_rounding(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021,T,UKC1,01,3000\n2021,T,UKC1,02,2250\n2021,T,UKC1,03,35\n2021,T,UKC1,04,0\n")

    found = table_of(make_source, file, rounding="bres").observations

    assert found["low"].to_pylist() == [2500.0, 2125.0, 32.5, 0.0]
    assert found["high"].to_pylist() == [3500.0, 2375.0, 37.5, 5.0]
    assert set(found["error"].to_pylist()) == {"rounding"}


def test_a_total_that_is_the_sum_of_rounded_parts_has_the_interval_of_a_sum(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021,T,UKC1,Total,3035\n2021,T,UKC1,A,3000\n2021,T,UKC1,B,35\n")

    found = table_of(make_source, file, rounding="bres", total_of="industry").observations.to_pylist()[0]

    assert (found["low"], found["high"]) == (2532.5, 3537.5)


def test_a_total_that_is_no_sum_keeps_its_own_rounding(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021,T,UKC1,Total,4000\n2021,T,UKC1,A,3000\n2021,T,UKC1,B,35\n")

    found = table_of(make_source, file, rounding="bres", total_of="industry").observations.to_pylist()[0]

    assert (found["low"], found["high"]) == (3500.0, 4500.0)


@pytest.mark.parametrize(
    ("line", "where", "why"),
    [
        ("2021.0,T,UKC99,01,5", "row 302, column 'GEOGRAPHY_CODE'", "no place of nuts-2016"),
        ("2021.0,T,E0X,01,5", "row 302, column 'GEOGRAPHY_CODE'", "has not the shape"),
        ("soon,T,UKC1,01,5", "row 302, column 'DATE'", "'soon' is not a period"),
        ("2021.0,T,UKC1,01,twelve", "row 302, column 'COUNT'", "'twelve' cannot be a value"),
        ("2021.0,T,UKC1,01,-5", "row 302, column 'COUNT'", "-5 is below 0"),
        ("2021.0,T,UKC1,,5", "row 302, column 'INDUSTRY_CODE'", "no known industry"),
        ("2021.0,T,UKC1,01", "row 302", "The row has 4 cells where the header has 5"),
    ],
)
def test_a_wrong_row_is_named_and_the_rest_kept(
    make_source: Any, make_file: Any, line: str, where: str, why: str
) -> None:
    file = make_file(HEADER + "\n".join([*lines(300), line, *lines(1)]) + "\n")

    reading = table_of(make_source, file)

    assert [issue.where for issue in reading.issues] == [f"table.csv, {where}"]
    assert why in reading.issues[0].what
    assert reading.observations.num_rows == 301
    assert reading.observations["row"].to_pylist()[-1] == 303


def test_half_a_percent_of_wrong_rows_is_kept_and_two_percent_refused(make_source: Any, make_file: Any) -> None:
    bad = "2021.0,T,UKC1,01,?"
    few = make_file(HEADER + "\n".join([*lines(995), *[bad] * 5]), "few.csv")
    many = make_file(HEADER + "\n".join([*lines(980), *[bad] * 20]), "many.csv")

    assert len(table_of(make_source, few).issues) == 5
    with pytest.raises(BadSourceFile, match="20 of 1000 rows are wrong"):
        table_of(make_source, many)


def test_a_missing_column_is_named_with_the_nearest(make_source: Any, make_file: Any) -> None:
    file = make_file("DATE,GEOGRAPHY_CODES,INDUSTRY_CODE,COUNT\n2021,UKC1,01,5\n")

    with pytest.raises(BadSourceFile, match=r"no column 'GEOGRAPHY_CODE'.*Did you mean 'GEOGRAPHY_CODES'"):
        table_of(make_source, file)


def test_marks_have_the_status_that_the_source_gives_them(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + '2021,T,UKC1,01,\n2021,T,UKC1,02,*\n2021,T,UKC1,03,"1,500"\n2021,T,UKC1,04,[z]\n')

    found = table_of(make_source, file, marks={"": "suppressed"}).observations

    assert found["status"].to_pylist() == ["suppressed", "suppressed", "ok", "not_applicable"]
    assert found["value"].to_pylist() == [None, None, 1500.0, None]


def parquet(path: Path, **columns: list[Any]) -> SourceFile:
    pq.write_table(pa.table(columns), path / "tidy.parquet")
    return SourceFile(path / "tidy.parquet", "tidy.parquet")


def test_parquet_rows_count_from_one_and_missing_values_have_a_status(make_source: Any, tmp_path: Path) -> None:
    file = parquet(
        tmp_path,
        code=["E07000243", "E07000243"],
        when=[date(2022, 1, 1), date(2023, 1, 1)],
        name=["GVA", "GVA"],
        value=[3108.0, None],
    )
    source = make_source(
        "long", place="code", period_column="when", measure_column="name",
        measures={"GVA": {"measure": "gva-current", "unit": "GBP million"}}, provisional=["2022"],
    )  # fmt: skip

    found = read([file], source).observations.to_pylist()

    assert [one["row"] for one in found] == [1, 2]
    assert [(one["period"], one["value"], one["status"]) for one in found] == [
        ("2022", 3108.0, "provisional"),
        ("2023", None, "not_available"),
    ]


def test_only_some_rows_may_be_wanted(make_source: Any, make_file: Any) -> None:
    file = make_file(HEADER + "2021,T,UKC1,01,5\n2021,Other,UKC2,01,10\n")

    found = table_of(make_source, file, only={"GEOGRAPHY_NAME": ["Other"]}).observations.to_pylist()

    assert [(one["place"], one["row"]) for one in found] == [("UKC2", 3)]


def test_a_measure_that_the_source_does_not_declare_is_wrong(make_source: Any, make_file: Any) -> None:
    rows = [f"E07000243,{2000 + number % 20},GVA,{number}" for number in range(200)]
    file = make_file("code,year,name,value\n" + "\n".join([*rows, "E07000243,2020,GDP,1"]))
    source = make_source(
        "long",
        place="code",
        period_column="year",
        measure_column="name",
        measures={"GVA": {"measure": "g", "unit": "u"}},
    )

    assert read([file], source).issues[0].what == "'GDP' is no known measure."
