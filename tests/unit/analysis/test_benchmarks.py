"""Ranks, gaps and trends carry the intervals of the figures and are called what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from placewright.analysis.benchmarks import UNITED_KINGDOM, Benchmark, Point, benchmark, standings
from placewright.analysis.gaps import NEIGHBOURS, OF_SIZE
from placewright.analysis.trends import TrendKind
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.table import evidence_table
from placewright.records.indicator import Break, BundleRule, Indicator, Polarity, Prices

STEVENAGE, WATFORD, ST_ALBANS, DACORUM = "E07000243", "E07000103", "E07000240", "E07000096"
ENGLAND = "E92000001"

RATE = replace(
    packaged_indicators()["employment-rate"], id="rate", unit="%", prices=Prices.NONE, bundle=BundleRule.NONE, breaks=()
)


def make_evidence(rows: Sequence[dict[str, Any]], indicator: Indicator = RATE) -> pa.Table:
    """Rows of evidence; each has at least a place and a value."""
    filled = [
        {
            "indicator": indicator.id, "place": row["place"], "place_vintage": row.get("vintage", "lad-2023"),
            "period": row.get("period", "2023"), "dimensions": "", "value": row["value"], "low": row.get("low"),
            "high": row.get("high"), "error": row.get("error", "unknown"),
            "status": row.get("status", "ok" if row["value"] is not None else "not_available"),
            "caveat": row.get("caveat"), "unit": indicator.unit, "dataset": "a", "fingerprint": "0" * 16,
        }
        for row in rows
    ]  # fmt: skip
    names = list(filled[0])
    numbers = {"value", "low", "high"}
    columns = [pa.array([row[n] for row in filled], pa.float64() if n in numbers else pa.string()) for n in names]
    return evidence_table(pa.table(columns, names=names))


def one(rows: Sequence[dict[str, Any]], indicator: Indicator = RATE, place: str = STEVENAGE, **more: Any) -> Benchmark:
    made = benchmark(make_evidence(rows, indicator), [indicator], [place], **more)
    assert len(made) == 1
    return made[0]


def series(values: dict[str, float | None], **more: Any) -> list[dict[str, Any]]:
    return [{"place": STEVENAGE, "period": period, "value": value, **more} for period, value in values.items()]


def test_the_best_place_ranks_first_by_polarity() -> None:
    rows = [{"place": p, "value": v} for p, v in ((STEVENAGE, 80.0), (WATFORD, 70.0), (ST_ALBANS, 60.0))]
    higher, lower = RATE, replace(RATE, polarity=Polarity.LOWER)
    first, last = one(rows, higher).rank, one(rows, lower).rank
    assert first is not None
    assert last is not None
    assert (first.position, first.of, first.first) == (1, 3, "highest")
    assert (last.position, last.of, last.first) == (3, 3, "lowest")


def test_equal_values_share_a_position() -> None:
    rows = [{"place": p, "value": v} for p, v in ((STEVENAGE, 70.0), (WATFORD, 70.0), (ST_ALBANS, 60.0))]
    rank = one(rows).rank
    assert rank is not None
    assert (rank.position, rank.tied) == (1, 1)


def test_intervals_open_the_rank() -> None:
    rows = [
        {"place": STEVENAGE, "value": 70.0, "low": 64.0, "high": 76.0, "error": "sampling"},
        {"place": WATFORD, "value": 75.0, "low": 70.0, "high": 80.0, "error": "sampling"},
        {"place": ST_ALBANS, "value": 90.0, "low": 85.0, "high": 95.0, "error": "sampling"},
        {"place": DACORUM, "value": 50.0, "low": 45.0, "high": 55.0, "error": "sampling"},
    ]
    rank = one(rows).rank
    assert rank is not None
    assert (rank.low, rank.position, rank.high) == (2, 3, 3)


def test_percentile_is_the_share_of_places_that_do_worse() -> None:
    rows = [{"place": p, "value": v} for p, v in ((STEVENAGE, 70.0), (WATFORD, 80.0), (ST_ALBANS, 60.0))]
    assert one(rows).percentile == 50.0


def test_places_are_ranked_within_their_level_and_country() -> None:
    rows = [
        {"place": p, "value": v} for p, v in ((STEVENAGE, 1.0), (WATFORD, 2.0), ("E10000015", 9.0), ("S12000033", 9.0))
    ]
    rank = one(rows).rank
    assert rank is not None
    assert rank.of == 2


def test_the_latest_period_with_a_value_is_shown_with_the_ranks_of_that_period() -> None:
    rows = [*series({"2022": 70.0, "2023": None}), {"place": WATFORD, "period": "2022", "value": 60.0}]
    made = one(rows)
    assert (made.period, made.value, made.rank and made.rank.of) == ("2022", 70.0, 2)
    assert tuple(made.series) == (Point("2022", 70.0), Point("2023", None))


def test_a_place_without_any_value_says_why() -> None:
    made = one([{"place": STEVENAGE, "value": None, "status": "suppressed"}, {"place": WATFORD, "value": 1.0}])
    assert (made.value, made.status, made.rank, made.trends) == (None, "suppressed", None, ())


def test_a_gap_has_the_interval_of_both_figures() -> None:
    rows = [
        {"place": STEVENAGE, "value": 70.0, "low": 67.0, "high": 73.0, "error": "sampling"},
        {"place": ENGLAND, "value": 75.0, "low": 71.0, "high": 79.0, "error": "sampling"},
    ]
    (gap,) = one(rows, comparators=[ENGLAND]).gaps
    assert (gap.comparator, gap.value, gap.low, gap.high) == (ENGLAND, -5.0, -10.0, 0.0)


def test_rounding_intervals_of_a_gap_go_by_bounds() -> None:
    rows = [
        {"place": STEVENAGE, "value": 70.0, "low": 67.0, "high": 73.0, "error": "rounding"},
        {"place": ENGLAND, "value": 75.0, "low": 71.0, "high": 79.0, "error": "rounding"},
    ]
    (gap,) = one(rows, comparators=[ENGLAND]).gaps
    assert (gap.low, gap.high) == (-12.0, 2.0)


def test_a_code_of_the_same_territory_stands_in_for_a_comparator() -> None:
    rows = [
        {"place": "TLH23", "vintage": "itl-2021", "value": 40.0},
        {"place": "TLB", "vintage": "itl-2021", "value": 38.0},
    ]
    (gap,) = one(rows, place="TLH23", comparators=[ENGLAND]).gaps
    assert (gap.comparator, gap.value) == ("TLB", 2.0)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("newer", "older"), [("lad-2023", "itl-2021"), ("itl-2021", "nuts-2016")])
def test_of_a_comparator_in_two_vintages_the_newest_is_taken_in_whatever_order_they_come(
    newer: str, older: str, turned: bool
) -> None:
    rows = [
        {"place": "UKX", "vintage": newer, "value": 39.0},
        {"place": "UKX", "vintage": older, "value": 36.0},
        {"place": STEVENAGE, "value": 40.0},
    ]
    rows = rows[::-1] if turned else rows
    (gap,) = one(rows, comparators=[UNITED_KINGDOM]).gaps
    assert (gap.comparator, gap.value) == ("UKX", 1.0)
    assert one(rows, place="UKX").value == 39.0


def test_a_gap_without_a_figure_says_why() -> None:
    rows = [{"place": STEVENAGE, "value": 70.0}, {"place": ENGLAND, "value": 71.0, "period": "2019"}]
    (gap,) = one(rows, comparators=[ENGLAND]).gaps
    assert (gap.value, gap.reason) == (None, "no figure for 2023")


def test_counts_of_places_that_differ_in_size_have_no_gap() -> None:
    rows = [{"place": STEVENAGE, "value": 70.0}, {"place": ENGLAND, "value": 7000.0}]
    (gap,) = one(rows, replace(RATE, unit="people", bundle=BundleRule.SUM), comparators=[ENGLAND]).gaps
    assert (gap.value, gap.reason) == (None, OF_SIZE)


def test_the_gap_to_neighbours_is_to_their_median() -> None:
    rows = [
        {"place": p, "value": v} for p, v in ((STEVENAGE, 70.0), (WATFORD, 60.0), (ST_ALBANS, 62.0), (DACORUM, 90.0))
    ]
    near = {STEVENAGE: (WATFORD, ST_ALBANS, DACORUM)}
    (gap,) = one(rows, comparators=[], neighbours=near).gaps
    assert (gap.comparator, gap.value, gap.label) == (NEIGHBOURS, 8.0, "median of 3 statistical neighbours")
    (few,) = one(rows, comparators=[], neighbours={STEVENAGE: (WATFORD,)}).gaps
    assert (few.value, few.reason) == (None, "too few of them have a figure")


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_neighbour_in_two_vintages_the_newest_with_a_figure_is_taken(turned: bool) -> None:
    rows = [
        {"place": WATFORD, "value": 60.0},
        {"place": WATFORD, "vintage": "lad-2019", "value": 10.0},
        {"place": ST_ALBANS, "value": 62.0},
        {"place": DACORUM, "vintage": "lad-2019", "value": 90.0},
        {"place": DACORUM, "value": 80.0, "period": "2019"},
        {"place": STEVENAGE, "value": 70.0},
    ]
    near = {STEVENAGE: (WATFORD, ST_ALBANS, DACORUM)}
    (gap,) = one(rows[::-1] if turned else rows, comparators=[], neighbours=near).gaps
    assert (gap.value, gap.count) == (8.0, 3)


TEN_YEARS = {"2013": 50.0, "2018": 60.0, "2022": 62.0, "2023": 66.0}


def kinds(made: Benchmark) -> dict[int, tuple[str, float | None]]:
    return {t.years: (str(t.kind), None if t.change is None else round(t.change, 6)) for t in made.trends}


def test_percentages_move_by_points_over_one_five_and_ten_years() -> None:
    assert kinds(one(series(TEN_YEARS))) == {
        1: ("change in points", 4.0),
        5: ("change in points", 6.0),
        10: ("change in points", 16.0),
    }


def test_money_of_the_year_never_grows() -> None:
    pay = replace(RATE, unit="GBP/week", prices=Prices.CURRENT)
    trends = one(series(TEN_YEARS), pay).trends
    assert {str(trend.kind) for trend in trends} == {"change in cash terms"}
    assert "grow" not in " ".join(trend.words for trend in trends).lower()
    assert trends[1].words == "Up 10.0% in cash terms from 2018 to 2023; inflation is not taken out."


def test_volumes_grow_in_real_terms_and_name_their_deflator() -> None:
    volume = replace(RATE, unit="GBP million 2022", prices=Prices.CHAINED, deflator="chaining")
    trend = one(series(TEN_YEARS), volume).trends[1]
    assert (trend.kind, trend.words) == (
        TrendKind.REAL_GROWTH,
        "Real growth of 10.0% from 2018 to 2023, after chaining.",
    )
    assert trend.per_year == pytest.approx(100 * (1.1**0.2 - 1))


def test_things_counted_grow() -> None:
    assert one(series(TEN_YEARS), replace(RATE, unit="people")).trends[2].words == "Growth of 32.0% from 2013 to 2023."


def test_a_smoothed_series_has_no_one_year_change() -> None:
    made = one(series(TEN_YEARS), replace(RATE, smoothed=True))
    assert kinds(made) == {1: ("unmeasured", None), 5: ("change in points", 6.0), 10: ("change in points", 16.0)}
    assert made.trends[0].words == "Not measured over 1 year: the series is smoothed, so its years overlap."


def test_an_index_against_another_place_moves_by_points_over_five_years_or_more() -> None:
    made = one(series(TEN_YEARS), replace(RATE, unit="index UK=100", index_base="UK"))
    assert kinds(made) == {1: ("unmeasured", None), 5: ("change in points", 6.0), 10: ("change in points", 16.0)}


def test_a_trend_does_not_cross_a_break() -> None:
    made = one(series(TEN_YEARS), replace(RATE, breaks=(Break("2021", "Reclassified."),)))
    assert kinds(made)[1] == ("change in points", 4.0)
    assert made.trends[1].reason == "the series breaks in 2021: Reclassified"


def test_a_trend_without_a_start_is_unmeasured() -> None:
    trends = one(series({"2022": 1.0, "2023": 2.0})).trends
    assert [trend.reason for trend in trends] == ["", "the series has no 2018", "the series has no 2013"]


def test_a_change_has_the_interval_of_both_ends() -> None:
    rows = [
        {"place": STEVENAGE, "period": "2018", "value": 100.0, "low": 90.0, "high": 110.0, "error": "rounding"},
        {"place": STEVENAGE, "period": "2023", "value": 150.0, "low": 140.0, "high": 160.0, "error": "rounding"},
    ]
    trend = one(rows, replace(RATE, unit="people")).trends[1]
    assert trend.low is not None
    assert trend.high is not None
    assert (trend.change, trend.low, trend.high) == pytest.approx((50.0, 100 * (140 / 110 - 1), 100 * (160 / 90 - 1)))


def test_vintages_of_a_code_that_is_used_again_are_separate_series() -> None:
    rows = [
        {"place": "TLH2", "vintage": "itl-2021", "period": "2018", "value": 1.0},
        {"place": "TLH2", "vintage": "itl-2025", "period": "2023", "value": 2.0},
    ]
    made = one(rows, place="TLH2")
    assert (made.place_vintage, made.value, len(made.series)) == ("itl-2025", 2.0, 2)
    assert made.trends[1].change is None


def test_caveats_and_origin_come_along() -> None:
    made = one([{"place": STEVENAGE, "value": 1.0, "caveat": "payroll | revised"}])
    assert (made.caveats, made.dataset, made.fingerprint) == (("payroll", "revised"), "a", "0" * 16)


def test_figures_of_peers_are_those_of_their_group_and_period_alone() -> None:
    rows = [
        {"place": place, "period": period, "value": value}
        for place, values in ((STEVENAGE, (70.0, 75.0)), (WATFORD, (60.0, 62.0)), (ENGLAND, (74.0, 76.0)))
        for period, value in zip(("2018", "2023"), values, strict=True)
    ]
    [found] = standings(make_evidence(rows), {RATE.id: RATE}, [STEVENAGE, WATFORD, ENGLAND])
    [group] = found.groups([STEVENAGE])
    peers = found.peer_figures(group)
    assert peers.values == [75.0, 62.0] and peers.changes[5] == [5.0, 2.0]
    assert found.peer_figures((*group[:-1], "2017")).values == ()
