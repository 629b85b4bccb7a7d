"""Cells become figures with their intervals, statuses and caveats; lists of places are summed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from placewright.core.errors import BadRecord
from placewright.evidence import reasons
from placewright.evidence.catalogue import packaged_indicators, read_indicator
from placewright.evidence.engine import BadEngine, compute_evidence, connect
from placewright.evidence.table import EVIDENCE, ORDER
from placewright.records.caveat import Caveat
from placewright.records.indicator import Indicator
from placewright.sources.tidy import Origin, tidy_table

STEVENAGE, WATFORD, COUNTY = "E07000243", "E07000103", "E10000015"
TOGETHER = {COUNTY: [STEVENAGE, WATFORD]}
"""The county as a list of two of its districts."""

INDICATOR = """
id = "{id}"
name = "Name"
short_name = "Short"
definition = "Definition."
unit = "{unit}"
decimals = 1
polarity = "higher"
foundation = "people"
theme = "theme"
levels = ["lad", "county", "country", "itl3"]
method = "Method."
not_shown = "Much."
"""


def make_indicator(folder: Path, compute: str, *, id: str = "test", unit: str = "%", more: str = "") -> Indicator:
    path = folder / f"{id}.toml"
    path.write_text(INDICATOR.format(id=id, unit=unit) + more + "\n[compute]\n" + compute, encoding="utf-8")
    return read_indicator(path)


def write_cells(folder: Path, dataset: str, rows: list[dict[str, Any]], dimensions: tuple[str, ...] = ()) -> Path:
    """Rows of invented observations as a Parquet file in the tidy schema."""

    def column(name: str, default: object = None) -> list[Any]:
        return [row.get(name, default) for row in rows]

    table = tidy_table(
        place=column("place", STEVENAGE),
        place_vintage=column("vintage", "lad-2023"),
        period=column("period", "2023"),
        measure=column("measure", "people"),
        unit=column("unit", "people"),
        value=column("value"),
        low=column("low"),
        high=column("high"),
        error=column("error", "unknown"),
        status=[row.get("status", "ok" if row.get("value") is not None else "not_available") for row in rows],
        caveat=column("caveat"),
        dimensions={name: column(name, "total") for name in dimensions},
        origin=Origin(file="invented.csv", row=list(range(1, len(rows) + 1))),
    )
    path = folder / f"{dataset}.parquet"
    pq.write_table(table, path)
    return path


def only(table: pa.Table, **where: str) -> dict[str, Any]:
    rows = [row for row in table.to_pylist() if all(row[name] == value for name, value in where.items())]
    assert len(rows) == 1, rows
    return rows[0]


RATIO = """kind = "ratio"
scale = 100
of = { dataset = "a", measure = "part" }
per = { dataset = "a", measure = "whole" }
[bundle]
rule = "ratio"
"""
SUM = """kind = "sum"
of = { dataset = "a", measure = "people", where = { age = ["1..2"] } }
[bundle]
rule = "sum"
"""


def rounded(measure: str, value: float, by: float, **more: object) -> dict[str, Any]:
    return {"measure": measure, "value": value, "low": value - by, "high": value + by, "error": "rounding", **more}


def sampled(measure: str, value: float, by: float, **more: object) -> dict[str, Any]:
    return {**rounded(measure, value, by, **more), "error": "sampling"}


def test_a_level_passes_value_interval_and_kind_of_error_through(tmp_path: Path) -> None:
    rows = [{"measure": "rate", "value": 75.0, "low": 71.0, "high": 78.0, "error": "sampling"}]
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "rate" }')
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [indicator]))
    assert (row["value"], row["low"], row["high"], row["error"], row["status"]) == (75.0, 71.0, 78.0, "sampling", "ok")
    assert (row["indicator"], row["dataset"], row["unit"], row["dimensions"]) == ("test", "a", "%", "")


def test_evidence_has_its_schema_and_a_total_order(tmp_path: Path) -> None:
    rows = [{"place": place, "period": p, "value": 1.0} for place in (WATFORD, STEVENAGE) for p in ("2023", "2021")]
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }')
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [indicator])
    assert table.schema.equals(EVIDENCE)
    named = [tuple(row[name] for name in ORDER) for row in table.to_pylist()]
    assert named == sorted(named)


def test_rounded_parts_of_a_sum_add_their_bounds(tmp_path: Path) -> None:
    rows = [rounded("people", 100, 12.5, age="1"), rounded("people", 50, 12.5, age="2"), rounded("people", 9, 5)]
    indicator = make_indicator(tmp_path, SUM, unit="people")
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows, ("age",))}, [indicator]))
    assert (row["value"], row["low"], row["high"], row["error"]) == (150.0, 125.0, 175.0, "rounding")


def test_sampled_parts_of_a_sum_go_by_variance(tmp_path: Path) -> None:
    rows = [sampled("people", 100, 30, age="1"), sampled("people", 50, 40, age="2")]
    indicator = make_indicator(tmp_path, SUM, unit="people")
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows, ("age",))}, [indicator]))
    assert (row["value"], row["low"], row["high"], row["error"]) == (150.0, 100.0, 200.0, "sampling")


def test_an_interval_of_sampling_and_rounding_is_called_neither(tmp_path: Path) -> None:
    rows = [sampled("people", 100, 30, age="1"), rounded("people", 50, 10, age="2")]
    indicator = make_indicator(tmp_path, SUM, unit="people")
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows, ("age",))}, [indicator]))
    assert (row["low"], row["high"], row["error"]) == (110.0, 190.0, "unknown")


def test_a_rounded_ratio_lies_between_its_worst_corners(tmp_path: Path) -> None:
    rows = [rounded("part", 50, 5), rounded("whole", 200, 10)]
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)]))
    assert row["value"] == 25.0
    assert (row["low"], row["high"]) == pytest.approx((100 * 45 / 210, 100 * 55 / 190))
    assert row["error"] == "rounding"


def test_a_sampled_ratio_adds_relative_errors_in_squares(tmp_path: Path) -> None:
    rows = [sampled("part", 50, 5), sampled("whole", 200, 10)]
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)]))
    half = 25 * (0.1**2 + 0.05**2) ** 0.5
    assert (row["low"], row["high"]) == pytest.approx((25 - half, 25 + half))
    assert row["error"] == "sampling"


def test_a_part_without_an_interval_leaves_the_ratio_without_one_unless_it_counts_as_exact(tmp_path: Path) -> None:
    rows = [rounded("part", 50, 5), {"measure": "whole", "value": 200.0}]
    files = {"a": write_cells(tmp_path, "a", rows)}
    blind = only(compute_evidence(files, [make_indicator(tmp_path, RATIO)]))
    assert (blind["value"], blind["low"], blind["high"], blind["error"]) == (25.0, None, None, "unknown")
    exact = make_indicator(tmp_path, RATIO.replace('"whole" }', '"whole", exact = true }'))
    seen = only(compute_evidence(files, [exact]))
    assert (seen["low"], seen["high"], seen["error"]) == (22.5, 27.5, "rounding")


def test_a_share_stays_within_its_limits(tmp_path: Path) -> None:
    rows = [rounded("part", 90, 25), rounded("whole", 100, 25)]
    limited = make_indicator(tmp_path, RATIO.replace("scale = 100", "scale = 100\nwithin = [0, 100]"))
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [limited]))
    assert (row["low"], row["high"]) == (52.0, 100.0)


def test_a_negative_scale_turns_the_interval_round(tmp_path: Path) -> None:
    rows = [rounded("part", 90, 5), rounded("whole", 100, 5)]
    gap = make_indicator(tmp_path, RATIO.replace("scale = 100", "scale = -100\noffset = 100"))
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [gap]))
    assert row["value"] == pytest.approx(10)
    assert (row["low"], row["high"]) == pytest.approx((100 - 100 * 95 / 95, 100 - 100 * 85 / 105))


def test_a_missing_part_makes_the_figure_missing_with_its_reason_never_zero(tmp_path: Path) -> None:
    rows = [
        {"measure": "part", "value": None, "status": "suppressed"},
        {"measure": "whole", "value": 200.0},
        {"measure": "part", "value": 3.0, "place": WATFORD},
        {"measure": "whole", "value": 10.0, "place": "E07000240"},
        {"measure": "part", "value": 1.0, "place": "E07000240"},
    ]
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)])
    row = only(table, place=STEVENAGE)
    assert (row["value"], row["low"], row["status"]) == (None, None, "suppressed")
    assert [row["place"] for row in table.to_pylist()] == ["E07000240", STEVENAGE], "no divisor: not asked for"


def test_a_sum_that_lacks_a_cell_is_not_available(tmp_path: Path) -> None:
    rows = [{"value": 5.0, "age": "1"}, {"value": 4.0, "age": "1", "place": WATFORD}, {"value": 6.0, "age": "2"}]
    indicator = make_indicator(tmp_path, SUM, unit="people")
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows, ("age",))}, [indicator])
    row = only(table, place=WATFORD)
    assert (row["value"], row["status"], row["caveat"]) == (None, "not_available", reasons.REASONS[reasons.LACKING])
    assert only(table, place=STEVENAGE)["value"] == 11.0


def test_a_zero_denominator_does_not_apply(tmp_path: Path) -> None:
    rows = [{"measure": "part", "value": 5.0}, {"measure": "whole", "value": 0.0}]
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)]))
    assert (row["value"], row["status"], row["caveat"]) == (
        None,
        "not_applicable",
        reasons.REASONS[reasons.NO_DIVISOR],
    )


def test_a_cell_published_twice_is_not_added_up(tmp_path: Path) -> None:
    rows = [{"value": 5.0}, {"value": 5.0}]
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }')
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [indicator]))
    assert (row["value"], row["status"], row["caveat"]) == (
        None,
        "not_available",
        reasons.REASONS[reasons.REPEATED],
    )


def test_the_worst_status_of_the_parts_is_the_figures(tmp_path: Path) -> None:
    rows = [{"measure": "part", "value": 5.0, "status": "provisional"}, {"measure": "whole", "value": 10.0}]
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)]))
    assert row["status"] == "provisional"


def test_ratios_of_two_datasets_match_by_calendar_year_and_lag(tmp_path: Path) -> None:
    births = [
        {"measure": "births", "value": 30.0, "period": "2023-24"},
        {"measure": "births", "value": 9.0, "period": "2019"},
    ]
    people = [{"measure": "people", "value": 1000.0, "period": f"{year}-06-30"} for year in (2022, 2023)]
    files = {"a": write_cells(tmp_path, "a", births), "b": write_cells(tmp_path, "b", people)}
    compute = """kind = "ratio"
scale = 1000
match = "year"
lag = 1
of = { dataset = "a", measure = "births" }
per = { dataset = "b", measure = "people" }
"""
    row = only(compute_evidence(files, [make_indicator(tmp_path, compute)]))
    assert (row["period"], row["value"], row["dataset"]) == ("2023-24", 30.0, "a+b")


def test_an_index_is_the_volume_over_that_of_its_base(tmp_path: Path) -> None:
    rows = [{"value": value, "period": str(year)} for year, value in ((2007, 80.0), (2008, 100.0), (2009, 95.0))]
    compute = 'kind = "index"\nbase = "2008"\nof = { dataset = "a", measure = "people" }'
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, compute)])
    assert [(row["period"], row["value"]) for row in table.to_pylist()] == [
        ("2007", 80.0),
        ("2008", 100.0),
        ("2009", 95.0),
    ]


def test_a_change_over_years_is_in_per_cent_of_the_first(tmp_path: Path) -> None:
    rows = [{"value": value, "period": f"{year}-06-30"} for year, value in ((2013, 80.0), (2023, 100.0))]
    compute = 'kind = "change"\nyears = 10\nof = { dataset = "a", measure = "people" }'
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, compute)]))
    assert (row["period"], row["value"]) == ("2023-06-30", 25.0)


def test_a_breakdown_has_a_row_for_each_member(tmp_path: Path) -> None:
    rows = [{"value": 30.0, "industry": "C"}, {"value": 70.0, "industry": "J"}, {"value": 100.0}]
    compute = """kind = "ratio"
scale = 100
by = "industry"
members = ["C", "J"]
of = { dataset = "a", measure = "people", where = { industry = "*" } }
per = { dataset = "a", measure = "people" }
"""
    files = {"a": write_cells(tmp_path, "a", rows, ("industry",))}
    table = compute_evidence(files, [make_indicator(tmp_path, compute)])
    assert [(row["dimensions"], row["value"]) for row in table.to_pylist()] == [
        ("industry=C", 30.0),
        ("industry=J", 70.0),
    ]


def test_the_first_dataset_that_has_a_figure_is_taken(tmp_path: Path) -> None:
    first = [{"value": 1.0}, {"value": None, "place": WATFORD}]
    second = [{"value": 2.0}, {"value": 3.0, "place": WATFORD}]
    files = {"a": write_cells(tmp_path, "a", first), "b": write_cells(tmp_path, "b", second)}
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = ["a", "b"], measure = "people" }')
    table = compute_evidence(files, [indicator])
    assert {row["place"]: (row["value"], row["dataset"]) for row in table.to_pylist()} == {
        STEVENAGE: (1.0, "a"),
        WATFORD: (3.0, "b"),
    }


def test_codes_of_two_vintages_are_one_place_only_where_codes_are_never_used_again(tmp_path: Path) -> None:
    part = [
        {"measure": "part", "value": 5.0, "vintage": "lad-2021"},
        {"measure": "part", "value": 5.0, "place": "TLH23", "vintage": "itl-2021"},
    ]
    whole = [
        {"measure": "whole", "value": 10.0, "vintage": "lad-2023"},
        {"measure": "whole", "value": 10.0, "place": "TLH23", "vintage": "itl-2025"},
    ]
    files = {"a": write_cells(tmp_path, "a", part), "b": write_cells(tmp_path, "b", whole)}
    indicator = make_indicator(
        tmp_path, RATIO.replace('dataset = "a", measure = "whole"', 'dataset = "b", measure = "whole"')
    )
    assert [row["place"] for row in compute_evidence(files, [indicator]).to_pylist()] == [STEVENAGE]


def test_places_of_a_level_that_the_indicator_is_not_meant_for_are_left_out(tmp_path: Path) -> None:
    rows = [{"value": 1.0}, {"value": 9.0, "place": "E12000006"}]
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }')
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [indicator])
    assert [row["place"] for row in table.to_pylist()] == [STEVENAGE]


def test_a_list_of_places_sums_what_adds_up_and_recomputes_ratios_from_their_parts(tmp_path: Path) -> None:
    rows = [
        rounded("part", 10, 4), rounded("whole", 100, 4),
        rounded("part", 30, 4, place=WATFORD), rounded("whole", 100, 4, place=WATFORD),
    ]  # fmt: skip
    files = {"a": write_cells(tmp_path, "a", rows)}
    row = only(compute_evidence(files, [make_indicator(tmp_path, RATIO)], bundles=TOGETHER), place=COUNTY)
    assert (row["place"], row["value"], row["error"]) == (COUNTY, 20.0, "rounding")
    assert (row["low"], row["high"]) == pytest.approx((100 * 32 / 208, 100 * 48 / 192))


def test_a_published_figure_goes_before_a_sum_of_its_parts(tmp_path: Path) -> None:
    rows = [{"value": 1.0}, {"value": 2.0, "place": WATFORD}, {"value": 4.0, "place": COUNTY}]
    compute = 'kind = "level"\nof = { dataset = "a", measure = "people" }\n[bundle]\nrule = "sum"'
    files, bundles = {"a": write_cells(tmp_path, "a", rows)}, {COUNTY: [STEVENAGE, WATFORD]}
    indicator = make_indicator(tmp_path, compute)
    assert only(compute_evidence(files, [indicator], bundles=bundles), place=COUNTY)["value"] == 4.0
    made = compute_evidence(files, [indicator], bundles=bundles, prefer_bundles=True)
    assert only(made, place=COUNTY)["value"] == 3.0


def test_a_list_that_lacks_a_member_is_not_available(tmp_path: Path) -> None:
    compute = 'kind = "level"\nof = { dataset = "a", measure = "people" }\n[bundle]\nrule = "sum"'
    files = {"a": write_cells(tmp_path, "a", [{"value": 1.0}])}
    row = only(compute_evidence(files, [make_indicator(tmp_path, compute)], bundles=TOGETHER), place=COUNTY)
    assert (row["value"], row["status"], row["caveat"]) == (None, "not_available", reasons.REASONS[reasons.LACKING])


def test_a_median_of_a_list_is_refused_with_its_reason(tmp_path: Path) -> None:
    rows = [{"value": 500.0}, {"value": 600.0, "place": WATFORD}]
    indicator = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }')
    table = compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [indicator], bundles=TOGETHER)
    row = only(table, place=COUNTY)
    assert (row["value"], row["status"], row["caveat"]) == (None, "not_available", reasons.NOT_OF_LISTS)


WEIGHTED = """kind = "level"
of = { dataset = "a", measure = "rate" }
[bundle]
rule = "weighted"
weight = { dataset = "a", measure = "hours" }
"""


def test_a_published_ratio_of_a_list_is_weighted_by_its_denominator(tmp_path: Path) -> None:
    rows = [
        {"measure": "rate", "value": 30.0}, {"measure": "hours", "value": 100.0},
        {"measure": "rate", "value": 60.0, "place": WATFORD}, {"measure": "hours", "value": 50.0, "place": WATFORD},
    ]  # fmt: skip
    files, indicator = {"a": write_cells(tmp_path, "a", rows)}, make_indicator(tmp_path, WEIGHTED)
    row = only(compute_evidence(files, [indicator], bundles=TOGETHER), place=COUNTY)
    assert (row["value"], row["status"]) == (40.0, "ok")


def test_publishers_caveats_travel_to_the_figure(tmp_path: Path) -> None:
    rows = [
        {"measure": "part", "value": 5.0, "caveat": "revised"},
        {"measure": "whole", "value": 10.0, "caveat": "estimated"},
    ]
    row = only(compute_evidence({"a": write_cells(tmp_path, "a", rows)}, [make_indicator(tmp_path, RATIO)]))
    assert row["caveat"] == "revised | estimated"


def caveat_of(**more: object) -> Caveat:
    given: dict[str, Any] = {
        "id": "payroll",
        "dataset": "a",
        "text": "Agencies.",
        "by": "analyst",
        "date": date(2024, 1, 2),
    }
    return Caveat(**{**given, **more})


def test_a_caveat_marks_the_figures_of_its_cells_and_the_lists_they_are_in(tmp_path: Path) -> None:
    rows = [
        {"measure": m, "value": v, "place": p, "period": y}
        for p in (STEVENAGE, WATFORD)
        for m, v in (("rate", 30.0), ("hours", 100.0))
        for y in ("2018", "2023")
    ]
    caveat = caveat_of(places=(WATFORD,), measures=("rate",), periods=("2020..2024",))
    table = compute_evidence(
        {"a": write_cells(tmp_path, "a", rows)},
        [make_indicator(tmp_path, WEIGHTED)],
        caveats=[caveat],
        bundles={COUNTY: [STEVENAGE, WATFORD]},
    )
    marked = {(row["place"], row["period"]) for row in table.to_pylist() if row["caveat"] == "payroll"}
    assert marked == {(WATFORD, "2023"), (COUNTY, "2023")}


def test_a_caveat_on_a_member_of_a_dimension_leaves_the_other_members_alone(tmp_path: Path) -> None:
    rows = [{"value": 1.0, "industry": "N"}, {"value": 2.0, "industry": "C"}, {"value": 3.0}]
    of = 'of = { dataset = "a", measure = "people", where = { industry = "*" } }'
    compute = f'kind = "level"\nby = "industry"\nmembers = ["C", "N"]\n{of}'
    files = {"a": write_cells(tmp_path, "a", rows, ("industry",))}
    table = compute_evidence(
        files, [make_indicator(tmp_path, compute)], caveats=[caveat_of(where=(("industry", "N"),))]
    )
    assert {row["dimensions"]: row["caveat"] for row in table.to_pylist()} == {
        "industry=C": None,
        "industry=N": "payroll",
    }


def test_a_list_without_a_troubled_place_is_recomputed_where_the_whole_is_published(tmp_path: Path) -> None:
    rows = [
        {"measure": "rate", "value": 30.0}, {"measure": "hours", "value": 100.0},
        {"measure": "rate", "value": 60.0, "place": WATFORD}, {"measure": "hours", "value": 50.0, "place": WATFORD},
        {"measure": "rate", "value": 41.0, "place": COUNTY},
    ]  # fmt: skip
    files, rest = {"a": write_cells(tmp_path, "a", rows)}, f"{COUNTY} without {WATFORD}"
    bundles = {COUNTY: [STEVENAGE, WATFORD], rest: [STEVENAGE]}
    caveat, indicator = caveat_of(places=(WATFORD, COUNTY)), make_indicator(tmp_path, WEIGHTED)
    evidence = compute_evidence(files, [indicator], caveats=[caveat], bundles=bundles)
    whole, left = only(evidence, place=COUNTY), only(evidence, place=rest)
    assert (whole["value"], whole["caveat"]) == (41.0, "payroll")
    assert (left["value"], left["caveat"]) == (30.0, None)


def fingerprints(files: Mapping[str, Path], indicator: Indicator) -> dict[tuple[str, str], str]:
    return {
        (row["place"], row["period"]): row["fingerprint"] for row in compute_evidence(files, [indicator]).to_pylist()
    }


def test_a_fingerprint_changes_with_its_own_cells_only(tmp_path: Path) -> None:
    rows = [
        {"measure": m, "value": v, "place": p} for p in (STEVENAGE, WATFORD) for m, v in (("part", 3.0), ("whole", 9.0))
    ]
    indicator = make_indicator(tmp_path, RATIO)
    before = fingerprints({"a": write_cells(tmp_path, "a", rows)}, indicator)
    rows[0]["value"] = 3.0000000000001
    same = fingerprints({"a": write_cells(tmp_path, "a", list(reversed(rows)))}, indicator)
    rows[0]["value"] = 3.00001
    after = fingerprints({"a": write_cells(tmp_path, "a", rows)}, indicator)
    assert same == before, "order and the thirteenth digit do not matter"
    assert after[(STEVENAGE, "2023")] != before[(STEVENAGE, "2023")]
    assert after[(WATFORD, "2023")] == before[(WATFORD, "2023")]


def test_figures_in_csv_give_the_same_evidence_as_in_parquet(tmp_path: Path) -> None:
    rows = [rounded("part", 50, 5, industry="C"), rounded("part", 60, 5), rounded("whole", 200, 10)]
    parquet = write_cells(tmp_path, "a", rows, ("industry",))
    table = pq.read_table(parquet)
    plain = pa.table(
        [
            table[name].cast(pa.string()) if pa.types.is_dictionary(table[name].type) else table[name]
            for name in table.schema.names
        ],
        names=table.schema.names,
    )
    pyarrow.csv.write_csv(plain, tmp_path / "a.csv")
    indicator = make_indicator(tmp_path, RATIO)
    assert compute_evidence({"a": tmp_path / "a.csv"}, [indicator]).equals(
        compute_evidence({"a": parquet}, [indicator])
    )


def test_indicators_whose_datasets_are_not_given_have_no_rows() -> None:
    assert compute_evidence({}, list(packaged_indicators().values())).num_rows == 0


def test_small_areas_are_read_only_for_whoever_asks_for_them(tmp_path: Path) -> None:
    rows = [{"value": 1.0}, {"value": 2.0, "place": "E01023936", "vintage": "lsoa-2011"}]
    compute = 'kind = "level"\nof = { dataset = "a", measure = "people" }\n[bundle]\nrule = "sum"'
    files, indicator = {"a": write_cells(tmp_path, "a", rows)}, make_indicator(tmp_path, compute)
    assert [row["place"] for row in compute_evidence(files, [indicator]).to_pylist()] == [STEVENAGE]
    town = only(compute_evidence(files, [indicator], places=["old-town"], bundles={"old-town": ["E01023936"]}))
    assert (town["place"], town["value"]) == ("old-town", 2.0)


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(BadEngine, match="'polars' is no engine"):
        connect("polars")


def test_a_word_where_a_number_should_be_names_the_file_of_figures(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "E07000243,lad-2024,2023,people,people,lots\n"
    path.write_text(f"place,place_vintage,period,measure,unit,value\n{line}", encoding="utf-8")
    own = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }\n', unit="people")
    with pytest.raises(BadRecord, match=r"figures/a\.csv: The figures cannot be read .*'lots'.* Write a number"):
        compute_evidence({"a": path}, [own])


def test_a_row_of_figures_in_csv_that_cannot_be_is_refused_where_indicators_are_computed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "E07000243,lad-2024,2023,people,people,5,ok\nE07000095,lad-2024,2023,people,people,5,suppressed\n"
    path.write_text(f"place,place_vintage,period,measure,unit,value,status\n{rows}", encoding="utf-8")
    own = make_indicator(tmp_path, 'kind = "level"\nof = { dataset = "a", measure = "people" }\n', unit="people")
    with pytest.raises(BadRecord, match=r"a\.csv, line 3: It is 'suppressed' and has a value"):
        compute_evidence({"a": path}, [own])
