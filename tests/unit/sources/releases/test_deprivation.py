"""Indices of Deprivation: LSOAs and district summaries of 2019 and 2025."""

from __future__ import annotations

from dataclasses import replace

import pyarrow.compute as pc
import pytest

from placewright.core.errors import BadSourceFile
from placewright.places import registry
from placewright.sources.catalogue import packaged_sources
from placewright.sources.finding import find_reader

WORDS = ["IMD", "Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment"]
HEADER = ",".join(["lsoa21_code"] + [f"{w}_{m}" for m in ("decile", "rank", "score") for w in WORDS])
SUMMARY = ["Average rank ", "Rank of average rank ", "Average score ", "Rank of average score "]
LSOAS = [f"E0100000{digit}" for digit in (1, 2, 3)]


def _lsoas(rows: list[str]) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def _row(code: str, rank: object, score: object = "8.742") -> str:
    return ",".join([code, *["5"] * 8, *[str(rank)] * 8, *[str(score)] * 8])


def test_an_lsoa_has_rank_decile_and_score_in_each_domain(text_file, read, one):
    rows = [_row(code, rank) for rank, code in enumerate(LSOAS, start=1)]
    reading = read("iod-2025-lsoa", text_file("imd.csv.gz", _lsoas(rows)))
    score = one(reading, place="E01000001", domain="barriers", measure="score")
    assert (score["value"], score["low"], score["high"]) == pytest.approx((8.742, 8.7415, 8.7425))
    rank = one(reading, place="E01000003", domain="imd", measure="rank")
    assert (rank["value"], rank["low"], rank["error"], rank["place_vintage"]) == (3.0, None, "unknown", "lsoa-2021")


def test_columns_in_another_order_are_read_by_their_names(text_file, read, one):
    names = HEADER.split(",")
    shuffled = [*names[1:], names[0]]
    rows = [",".join([*_row(code, rank).split(",")[1:], code]) for rank, code in enumerate(LSOAS, start=1)]
    reading = read("iod-2025-lsoa", text_file("imd.csv", "\n".join([",".join(shuffled), *rows])))
    assert one(reading, place="E01000002", domain="crime", measure="rank")["value"] == 2.0


def test_a_missing_column_is_named_with_its_nearest(text_file, read):
    text = _lsoas([_row("E01000001", 1)]).replace("IMD_rank", "IMD_ranks")
    with pytest.raises(BadSourceFile, match=r"'IMD_rank'.*Did you mean 'IMD_ranks'"):
        read("iod-2025-lsoa", text_file("imd.csv", text))


def test_a_rank_beyond_the_number_of_lsoas_is_wrong(text_file, read):
    rows = [_row(code, rank) for rank, code in enumerate(LSOAS, start=2)]
    with pytest.raises(BadSourceFile, match=r"row 4, column 'IMD_rank': 4 is more than 3"):
        read("iod-2025-lsoa", text_file("imd.csv", _lsoas(rows)))


def _district_book(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    head = ["Local Authority District code (2024)", "Local Authority District name (2024)"]
    domains = ["IMD", "Income", "Employment", "Education", "Health", "Crime", "Barriers", "Living", "IDACI", "IDAOPI"]
    return {name: [[*head, *[f"{name} - {text}" for text in SUMMARY]], *rows] for name in domains}


def test_district_summaries_are_told_apart_by_their_headings(workbook, read, one):
    rows = [["E07000243", "Stevenage", 17284.52, 1.0, 18.919, 2.0], ["E07000242", "East Herts", 9000.0, 2.0, 9.5, 1.0]]
    reading = read("iod-2025-lad", workbook("file10.xlsx", _district_book(rows)))
    score = one(reading, place="E07000243", domain="imd", measure="average-score")
    assert (score["low"], score["high"]) == pytest.approx((18.9185, 18.9195))
    assert one(reading, place="E07000243", domain="idaci", measure="rank-of-average-score")["value"] == 2.0


def test_a_district_sheet_with_other_columns_is_refused(workbook, read):
    book = _district_book([["E07000243", "Stevenage", 1.0, 1.0, 1.0, 1.0]])
    book["Health"] = [["Local Authority District code (2024)", "Something else"], ["E07000243", 1.0]]
    with pytest.raises(BadSourceFile, match=r"sheet 'Health'.*not those of the district summaries"):
        read("iod-2025-lad", workbook("file10.xlsx", book))


def test_the_long_table_of_2019_keeps_ranks_exact_and_rounds_shares(text_file, read, one):
    name = "Index of Multiple Deprivation 2019"
    share = "Proportion of LSOAs in most deprived 10% nationally"
    text = (
        "area_code,area_name,indicator,group,measure,value\n"
        f"E07000243,Stevenage,{name},Rank of average score,Rank,136\n"
        f'E07000243,"Stevenage, town of",{name},{share},Percentage,0.0192\n'
    )
    reading = read("iod-2019-lad", text_file("imd2019.csv", text))
    found = one(reading, measure="share-in-most-deprived-10")
    assert (found["low"], found["high"], found["unit"]) == (pytest.approx(0.01915), pytest.approx(0.01925), "share")
    assert one(reading, measure="rank-of-average-score")["low"] is None


@pytest.mark.publisher
def test_stevenages_summaries_as_published(release, one):
    reading = release("iod-2025-lad")
    words = {"place": "E07000243", "domain": "imd"}
    assert one(reading, measure="rank-of-average-rank", **words)["value"] == 125
    assert one(reading, measure="average-score", **words)["value"] == 18.919


@pytest.mark.publisher
def test_both_readings_of_2025_agree_on_every_lsoa(release):
    def ranks(source: str) -> dict[str, float]:
        table = release(source).observations
        table = table.filter(pc.and_(pc.equal(table["domain"], "imd"), pc.equal(table["measure"], "rank")))
        return dict(zip(table["place"].to_pylist(), table["value"].to_pylist(), strict=True))

    first, second = ranks("iod-2025-lsoa"), ranks("iod-2025-lsoa-lookup")
    assert first == second
    assert sorted(first.values()) == [float(rank) for rank in range(1, 33_756)]


@pytest.mark.publisher
def test_the_editions_cover_englands_lsoas_of_their_time(release):
    assert release("iod-2025-lsoa").rows == 33_755
    assert release("iod-2019-lsoa").rows == 32_844
    assert release("iod-2019-lad").rows == 634


def test_the_publishers_own_file_of_all_domains_is_read_by_its_long_headings(text_file, one):
    source = packaged_sources()["iod-2019-lsoa"]
    live = replace(source, options=source.live["options"])
    columns = list(live.options["columns"])
    text = "LSOA code (2011),LSOA name (2011)," + ",".join(f'"{name}"' for name in columns) + "\n"
    text += "E01000001,City of London 001A," + ",".join("1" for _ in columns) + "\n"
    reading = find_reader(live.reader)([text_file("File_7.csv", text)], live)
    assert one(reading, domain="education", measure="decile")["value"] == 1
    assert reading.observations.num_rows == 24


@pytest.mark.publisher
@pytest.mark.parametrize(
    ("source_id", "vintage", "count"), [("iod-2025-lsoa", 2021, 713), ("iod-2019-lsoa", 2011, 690)]
)
def test_every_lsoa_of_hertfordshire_has_its_rank(release, source_id, vintage, count):
    county = {place.code for place in registry().children("E10000015", "lsoa", f"lsoa-{vintage}")}
    table = release(source_id).observations
    ranks = table.filter(pc.and_(pc.equal(table["domain"], "imd"), pc.equal(table["measure"], "decile")))
    deciles = dict(zip(ranks["place"].to_pylist(), ranks["value"].to_pylist(), strict=True))
    assert len(county) == len(county & set(deciles)) == count
    if vintage == 2021:
        assert sum(deciles[code] <= 2 for code in county) == 14
