"""Figures that somebody wrote as CSV are looked through: the first row that cannot be is named, with the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.core.errors import BadRecord
from placewright.evidence.extracts import read_figures

HEAD = "place,place_vintage,period,measure,unit,value,low,high,error,status,caveat\n"
GOOD = "E07000243,lad-2024,2023,births,enterprises,430,420,440,rounding,ok,\n"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "counts.csv"
    path.write_text(HEAD + GOOD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "what", "fix"),
    [
        ("E07000095,lad-2024,2023,births,enterprises,inf,,,,ok,", "Its value is no number (inf)", "under `status`"),
        ("E07000095,lad-2024,2023,births,enterprises,nan,,,,ok,", "Its value is no number (nan)", "Leave it empty"),
        ("E07000095,lad-2024,2023,births,enterprises,5,9,2,rounding,ok,", "Its low (9) is above its high (2)", "Exch"),
        ("E07000095,lad-2024,2023,births,enterprises,5,6,9,rounding,ok,", "outside its interval, 6 to 9", "Correct"),
        ("E07000095,lad-2024,2023,births,enterprises,5,,,,suppressed,", "is 'suppressed' and has a value", "Leave the"),
        ("E07000095,lad-2024,2023,births,enterprises,,,,,supressed,", "no status 'supressed'", "'suppressed'?"),
        ("E07000095,lad-2024,2023-13,births,enterprises,5,,,,ok,", "is not a financial year", "2023-24"),
        ("E07000095,lad-2024,last year,births,enterprises,5,,,,ok,", "last year", ""),
        (
            "E07000095,lad-2024,2023,births,people,5,,,,ok,",
            "'births' is in 'people' here and in 'enterprises'",
            "one unit",
        ),
        (
            "E07000243,lad-2024,2023,births,enterprises,431,,,,ok,",
            "another value than line 2",
            "Take one of the two out.",
        ),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_line_and_the_mend(
    tmp_path: Path, row: str, what: str, fix: str
) -> None:
    with pytest.raises(BadRecord) as caught:
        read_figures(written(tmp_path, row))
    assert caught.value.where == "counts.csv, line 3"
    assert what in caught.value.what
    assert fix in caught.value.fix


def test_the_first_of_several_is_named_and_that_there_are_more(tmp_path: Path) -> None:
    rows = (
        "E07000095,lad-2024,2023,births,enterprises,5,,,,ok,",
        "E07000096,lad-2024,2023,births,enterprises,5,,,,suppressed,",
        "E07000098,lad-2024,soon,births,enterprises,5,,,,ok,",
    )
    with pytest.raises(BadRecord, match="Other rows are wrong, too") as caught:
        read_figures(written(tmp_path, *rows))
    assert caught.value.where == "counts.csv, line 4"


def test_missing_values_repeated_rows_and_bounds_on_the_value_are_fine(tmp_path: Path) -> None:
    rows = (
        GOOD.strip(),
        "E07000095,lad-2024,2023,births,enterprises,,,,,suppressed,",
        "E07000096,lad-2024,2023-06-30,births,enterprises,7,7,7,rounding,provisional,",
        "E07000098,lad-2024,2023,deaths,people,0,,,,,",
    )
    assert read_figures(written(tmp_path, *rows)).num_rows == 5


def test_a_file_without_rows_is_read(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text(HEAD, encoding="utf-8")
    assert read_figures(tmp_path / "none.csv").num_rows == 0
