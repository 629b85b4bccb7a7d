"""The methods on the publishers' own files: figures that can be checked against the tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from placewright.core.quantities import ErrorKind, Interval, Quantity
from placewright.methods.commuting import self_containment, travel_to_work_areas
from placewright.methods.location_quotient import location_quotient_interval
from placewright.methods.rounding import add_intervals, bres_interval

HERTFORDSHIRE = [
    *("E07000095", "E07000096", "E07000098", "E07000099", "E07000102"),
    *("E07000103", "E07000240", "E07000241", "E07000242", "E07000243"),
]

pytestmark = pytest.mark.publisher


@pytest.fixture(scope="module")
def employees(publisher_files: Path) -> dict[tuple[str, str], float]:
    """Employees of 2022 by area and section."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = publisher_files / "employment" / "bres_nuts3_sic_sections_2015_2022.parquet"
    columns = ["dates.date", "geography.code", "industry.name", "value"]
    rows = parquet.read_table(path, columns=columns).to_pylist()
    return {
        (row["geography.code"], row["industry.name"]): float(row["value"])
        for row in rows
        if row["dates.date"].year == 2022 and row["value"] is not None
    }


@pytest.fixture(scope="module")
def commuting(publisher_files: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Places, flows between them, and those at home or with no fixed place, in 2021."""
    csv = pytest.importorskip("pyarrow.csv")
    table = csv.read_csv(publisher_files / "commuting" / "ODWP01EW_LTLA.csv.gz")
    home, work, kind, count = (table.column(index).to_numpy() for index in (0, 2, 4, 6))
    places = sorted(set(home.tolist()))
    position = {code: index for index, code in enumerate(places)}
    rows = np.array([position[code] for code in home])
    columns = np.array([position.get(code, -1) for code in work])
    flows, apart = np.zeros((len(places), len(places))), np.zeros(len(places))
    known = (kind == 3) & (columns >= 0)
    np.add.at(flows, (rows[known], columns[known]), count[known])
    np.add.at(apart, rows[kind == 1], count[kind == 1])
    return places, flows, apart


def test_the_countys_employees_are_a_sum_of_rounded_sections(employees: dict[tuple[str, str], float]) -> None:
    sections = [value for (place, name), value in employees.items() if place == "TLH23" and name != "All industries"]
    assert sum(sections) == employees["TLH23", "All industries"] == 634_900
    assert add_intervals(bres_interval(sections)) == Interval(618_875, 650_935, ErrorKind.ROUNDING)


def test_construction_is_concentrated_in_the_county_whatever_the_rounding(
    employees: dict[tuple[str, str], float],
) -> None:
    counts = [employees[place, name] for name in ("Construction", "All industries") for place in ("TLH23", "UK")]
    local, wider, local_total, wider_total = (Quantity(count, "employees", bres_interval(count)) for count in counts)
    result = location_quotient_interval(local, local_total, wider, wider_total)
    assert result.value == pytest.approx(1.52, abs=0.005)
    assert result.low == pytest.approx(1.49, abs=0.005)


def test_self_containment_of_the_county_depends_on_those_at_home(
    commuting: tuple[list[str], np.ndarray, np.ndarray],
) -> None:
    places, flows, apart = commuting
    inside = np.isin(places, HERTFORDSHIRE)
    assert apart[inside].sum() == 319_435
    result = self_containment(flows, inside, no_fixed_place=np.where(inside, apart, 0))
    assert (result.living_and_working, result.inflow, result.outflow) == (189_242, 93_267, 88_111)
    assert result.residence_side == pytest.approx(0.682, abs=0.0005)
    assert result.residence_bounds is not None
    assert [result.residence_bounds.low, result.residence_bounds.high] == pytest.approx([0.317, 0.852], abs=0.0005)


def test_the_districts_gather_into_clusters_that_meet_the_rule(
    commuting: tuple[list[str], np.ndarray, np.ndarray],
) -> None:
    places, flows, _ = commuting
    areas = travel_to_work_areas(flows)
    assert areas.valid.all()
    label = dict(zip(places, areas.labels.tolist(), strict=True))
    assert label["E07000243"] == label["E07000099"]  # Stevenage and North Hertfordshire
    assert label["E07000103"] != label["E07000243"]  # Watford looks to London
