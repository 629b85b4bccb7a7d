"""Floorspace: seven levels of geography in one file, rounded to a thousand square metres."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest

from placewright.core.errors import BadSourceFile

YEARS = [str(year) for year in range(2001, 2022)]
HEADER = ",".join(["geography", "ba_code", "ons_code", "ons_name", *YEARS])


def _row(level: str, code: str, *cells: str, name: str = "Somewhere") -> str:
    values = [*cells, *["4"] * (len(YEARS) - len(cells))]
    return ",".join([level, "NA", code, name, *values])


def _text(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def test_every_level_has_the_vintage_of_its_codes(text_file, read, one):
    text = _text(
        _row("CTYMET", "E10000015", "1957"), _row("LAUA", "E07000243", "0"), _row("MSOA", "E02004940", ".."),
        _row("LSOA", "E01023937", "7"), _row("UNMD", "UNMATCHED", "921"),
    )  # fmt: skip
    reading = read("voa-office-floorspace", text_file("voa.csv", text))
    county = one(reading, place="E10000015", period="2001")
    assert (county["low"], county["value"], county["high"], county["unit"]) == (1956.5, 1957, 1957.5, "thousand m2")
    assert one(reading, place="E07000243", period="2001")["low"] == 0.0
    assert one(reading, place="E02004940", period="2001")["status"] == "suppressed"
    assert one(reading, place="E02004940", period="2001")["place_vintage"] == "msoa-2011"
    assert one(reading, place="E01023937", period="2001")["place_vintage"] == "lsoa-2011"


def test_the_unmatched_floorspace_is_left_out_and_not_wrong(text_file, read):
    reading = read("voa-office-floorspace", text_file("voa.csv", _text(_row("UNMD", "X"), _row("NATL", "E92000001"))))
    assert (reading.observations.num_rows, reading.issues) == (21, ())


def test_names_with_commas_do_not_shift_the_columns(text_file, read, one):
    text = _text(_row("LAUA", "E06000010", "326", name='"Kingston upon Hull, City of UA"'))
    reading = read("voa-office-floorspace", text_file("voa.csv", text))
    assert one(reading, place="E06000010", period="2001")["value"] == 326


def test_an_unknown_level_is_wrong(text_file, read):
    with pytest.raises(BadSourceFile, match="'PARISH' is not a level of geography"):
        read("voa-office-floorspace", text_file("voa.csv", _text(_row("PARISH", "E07000243"))))


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("place", "period", "value"),
    [
        ("E10000015", "2010", 1957),
        ("E10000015", "2013", 1970),
        ("E10000015", "2021", 1735),
        ("K04000001", "2021", 86_320),
        ("E12000007", "2021", 25_224),
    ],
)
def test_office_floorspace_as_published(release, one, place, period, value):
    assert one(release("voa-office-floorspace"), place=place, period=period)["value"] == value


@pytest.mark.publisher
def test_the_districts_of_hertfordshire_add_to_the_county_within_rounding(release):
    table = release("voa-office-floorspace").observations
    table = table.filter(pc.equal(table["period"].cast("string"), "2021"))
    districts = [f"E070000{n}" for n in ("95", "96", "98", "99")]
    districts += [f"E07000{n}" for n in (102, 103, 240, 241, 242, 243)]
    values = dict(zip(table["place"].to_pylist(), table["value"].to_pylist(), strict=True))
    assert sum(values[code] for code in districts) == 1734
    assert abs(values["E10000015"] - 1734) <= 11 * 0.5
