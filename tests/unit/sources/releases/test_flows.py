"""Census 2021 flows: districts at both ends, and the census's own codes for what is no district."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from placewright.core.errors import BadSourceFile

WORK = (
    "Lower tier local authorities code,Lower tier local authorities label,LTLA of workplace code,"
    "LTLA of workplace label,Place of work indicator (4 categories) code,"
    "Place of work indicator (4 categories) label,Count\n"
)
ROWS = (
    "E07000243,Stevenage,-8,Does not apply,-8,Does not apply,36937\n"
    'E07000243,Stevenage,999999999,Outside the UK,2,"Other (including offshore installation, abroad)",18\n'
    "E07000243,Stevenage,888888888,Offshore,2,Other,3\n"
    "E07000243,Stevenage,E07000242,East Hertfordshire,3,Working in the UK,1200\n"
    "E07000243,Stevenage,E07000243,Stevenage,1,Mainly at or from home,9000\n"
    "E07000243,Stevenage,S12000036,City of Edinburgh,3,Working in the UK,7\n"
)


def test_a_flow_has_residence_as_place_and_workplace_as_dimension(text_file, read, one):
    reading = read("census-2021-commuting", text_file("ODWP01EW_LTLA.csv.gz", WORK + ROWS))
    flow = one(reading, workplace="E07000242")
    assert (flow["place"], flow["place_of_work"], flow["value"], flow["period"]) == (
        "E07000243",
        "3",
        1200,
        "2021-03-21",
    )
    assert (flow["error"], flow["low"]) == ("unknown", None)


def test_special_codes_are_members_and_those_not_in_work_another_measure(text_file, read, one):
    reading = read("census-2021-commuting", text_file("f.csv", WORK + ROWS))
    assert one(reading, workplace="999999999")["measure"] == "residents-in-work"
    assert one(reading, workplace="-8")["measure"] == "residents-not-in-work"


def test_negative_and_broken_counts_are_wrong(text_file, read):
    bad = "E07000243,Stevenage,E07000240,St Albans,3,Working in the UK,-4\n"
    with pytest.raises(BadSourceFile, match=r"f.csv, row 8, column 'Count': -4 is less than 0"):
        read("census-2021-commuting", text_file("f.csv", WORK + ROWS + bad))


def test_a_workplace_of_no_kind_is_wrong(text_file, read):
    bad = "E07000243,Stevenage,777777777,Moon,3,Working in the UK,4\n"
    with pytest.raises(BadSourceFile, match="'777777777' is not a district or a code the census gives"):
        read("census-2021-commuting", text_file("f.csv", WORK + ROWS + bad))


def test_moves_have_the_place_a_year_before_as_origin(text_file, read, one):
    text = (
        "Migrant LTLA one year ago code,Migrant LTLA one year ago label,Lower tier local authorities code,"
        "Lower tier local authorities label,Count\n"
        "-8,Does not apply,E07000243,Stevenage,83133\nE07000242,East Hertfordshire,E07000243,Stevenage,310\n"
    )
    reading = read("census-2021-migration", text_file("ODMG01EW_LTLA.csv.gz", text))
    assert one(reading, origin="E07000242")["measure"] == "migrants"
    assert one(reading, origin="-8")["measure"] == "residents-not-migrants"


HERTS = [f"E070000{n}" for n in ("95", "96", "98", "99")] + [f"E07000{n}" for n in (102, 103, 240, 241, 242, 243)]


def _people(table: pa.Table, **members: list[str] | str) -> float:
    for name, wanted in members.items():
        wanted = [wanted] if isinstance(wanted, str) else wanted
        table = table.filter(pc.is_in(table[name].cast("string"), pa.array(wanted)))
    return pc.sum(table["value"]).as_py()


@pytest.mark.publisher
def test_hertfordshires_commuting_as_published(release):
    table = release("census-2021-commuting").observations
    london = sorted({code for code in pc.unique(table["workplace"].cast("string")).to_pylist() if code[:3] == "E09"})
    assert _people(table, place=HERTS, place_of_work="3") == 277_428
    assert _people(table, place=HERTS, place_of_work="3", workplace=HERTS) == 189_242
    assert _people(table, place=HERTS, place_of_work="3", workplace=london) == 55_904
    assert _people(table, place=HERTS, place_of_work="1") == 319_435


@pytest.mark.publisher
def test_every_flow_of_the_census_is_kept(release):
    assert (release("census-2021-commuting").rows, release("census-2021-migration").rows) == (74_721, 96_468)
    assert release("census-2021-commuting").issues == ()
