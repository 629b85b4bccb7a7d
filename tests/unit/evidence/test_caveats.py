"""A caveat is a text file that says which cells are troubled, why, and who said so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from placewright.core.errors import BadRecord
from placewright.core.periods import BadPeriod
from placewright.records.caveat import Caveat, caveats_by_id, read_caveat, read_caveats

TEXT = """
id = "payroll"
dataset = "ashe-workplace"
places = ["E07000096"]
where = { sex = "total" }
periods = ["2015..2024"]
text = "Agencies pay from here."
by = "analyst"
date = 2024-11-05
"""


def write(folder: Path, text: str, name: str = "payroll") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_caveat_is_read_from_its_file(tmp_path: Path) -> None:
    caveat = read_caveat(write(tmp_path, TEXT))
    assert caveat == Caveat(
        "payroll", "ashe-workplace", "Agencies pay from here.", "analyst", date(2024, 11, 5), ("E07000096",),
        (("sex", "total"),), (), ("2015..2024",),
    )  # fmt: skip
    assert read_caveats(tmp_path) == (caveat,)
    assert caveats_by_id([caveat]) == {"payroll": caveat}


def test_a_span_of_years_covers_every_period_in_it(tmp_path: Path) -> None:
    caveat = read_caveat(write(tmp_path, TEXT))
    assert [caveat.covers_period(period) for period in ("2014", "2015", "2023-24", "P1Y/2025-03", "2025")] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_a_folder_that_is_not_there_has_no_caveats(tmp_path: Path) -> None:
    assert read_caveats(tmp_path / "caveats") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace("places", "place"), "has no key 'place'"),
        (TEXT.replace('by = "analyst"', ""), "The key 'by' is missing"),
        (TEXT.replace("2024-11-05", '"2024-11-05"'), "The date is no date"),
        (TEXT.replace('id = "payroll"', 'id = "other"'), "is not the file's name"),
        (TEXT.replace('{ sex = "total" }', '"sex"'), "no table of dimension and member"),
        ("id =", "This is not TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRecord, match=message):
        read_caveat(write(tmp_path, text))


def test_a_period_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPeriod):
        read_caveat(write(tmp_path, TEXT.replace("2015..2024", "lately")))
