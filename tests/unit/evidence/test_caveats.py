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
        (TEXT.replace("places", "place"), "line 4: A caveat has no key 'place'. Did you mean 'places'"),
        (TEXT.replace("places", "xyz"), "The keys are id, dataset"),
        (TEXT.replace('by = "analyst"', ""), "The key 'by' is missing"),
        (TEXT.replace("2024-11-05", '"2024-11-05"'), "line 9: 'date' is '2024-11-05'. Write a date without quotes"),
        (TEXT.replace("2024-11-05", "2024-11-05T10:00:00"), "Write a date without quotes"),
        (
            TEXT.replace('["E07000096"]', '"E07000096"'),
            r'line 4: .* It should be a list of texts, as in \["E07000096"\]',
        ),
        (TEXT.replace('["E07000096"]', "true"), "'places' is True. It should be a list of texts"),
        (TEXT.replace('["E07000096"]', "[7]"), "It should be a list of texts"),
        (TEXT.replace('"analyst"', "7"), "'by' is 7. It should be a text"),
        (TEXT.replace('id = "payroll"', 'id = "other"'), "is not the file's name"),
        (TEXT.replace('{ sex = "total" }', '"sex"'), "'where' is 'sex'. It should be a table"),
        ("id =", "This is not TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRecord, match=message):
        read_caveat(write(tmp_path, text))


def test_a_period_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPeriod, match=r"payroll\.toml: 'lately' is not a period"):
        read_caveat(write(tmp_path, TEXT.replace("2015..2024", "lately")))


def test_a_mark_of_the_encoding_at_the_front_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "payroll.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.strip().replace("\n", "\r\n").encode())
    assert read_caveat(path).places == ("E07000096",)


def test_what_is_no_text_or_no_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "payroll.toml"
    path.write_bytes(b'text = "caf\xe9"')
    with pytest.raises(BadRecord, match=r"payroll\.toml: This is not UTF-8 text\. Save it as UTF-8"):
        read_caveat(path)
    path.unlink()
    path.symlink_to("nowhere")
    with pytest.raises(BadRecord, match="cannot be read"):
        read_caveat(path)
