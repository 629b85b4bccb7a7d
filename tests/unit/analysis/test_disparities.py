"""Districts and small areas are compared; nothing is called a rise or a fall between editions."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box, mapping

from placewright.analysis.area import Area, Missing
from placewright.analysis.disparities import Convergence, IncomeSpread, Pay, analyse_disparities
from placewright.analysis.grids import Figures
from placewright.analysis.small_areas import Clusters, clusters, contiguity, deprived_shares
from placewright.methods.inequality import theil_t

from .invented_figures import MEMBERS, VALE, write

CELLS = 12


def checkerboard() -> dict[str, str]:
    """The district of each of 144 invented small areas, in three strips."""
    return {
        f"E01{row:03d}{column:03d}": MEMBERS[column * 3 // CELLS] for row in range(CELLS) for column in range(CELLS)
    }


def outlines() -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": mapping(
                box(int(code[6:]) / 100, int(code[3:6]) / 100, int(code[6:]) / 100 + 0.01, int(code[3:6]) / 100 + 0.01)
            ),
        }
        for code in checkerboard()
    ]
    return {"type": "FeatureCollection", "features": features}


def deprivation(folder: Path) -> Figures:
    """A corner of very deprived small areas on level land."""
    rng = np.random.default_rng(3)
    rows = []
    for code in checkerboard():
        corner = int(code[3:6]) < 4 and int(code[6:]) < 4
        score = (60.0 if corner else 10.0) + float(rng.normal())
        common = {"place": code, "period": "2025", "domain": "imd"}
        rows.append({**common, "measure": "score", "unit": "score", "value": score})
        rows.append({**common, "measure": "decile", "unit": "decile", "value": 1.0 if corner else 6.0})
    return Figures({"iod-2025-lsoa": write(folder, "iod-2025-lsoa", rows, dimensions=("domain",))})


AREA = replace(VALE, small_areas={"lsoa-2021": checkerboard()})


def test_a_planted_cluster_is_found_in_its_district(tmp_path: Path) -> None:
    found = clusters(deprivation(tmp_path), AREA, outlines())
    assert isinstance(found, Clusters) and len(found.codes) == CELLS**2
    assert found.counts["high-high"] >= 9
    assert found.by_district[MEMBERS[0]]["high-high"] == found.counts["high-high"]
    assert sum(found.counts.values()) == CELLS**2
    assert (found.p or 0) < 1e-6 and found.islands == 0 and found.unmatched == 0


def test_corners_touch_and_islands_have_no_neighbours() -> None:
    weights = contiguity([box(0, 0, 1, 1), box(1, 1, 2, 2), box(9, 9, 10, 10)]).toarray()
    assert weights.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_outlines_that_lack_an_area_leave_it_out_and_count_it(tmp_path: Path) -> None:
    fewer = outlines()
    fewer["features"] = fewer["features"][3:]  # type: ignore[index]
    found = clusters(deprivation(tmp_path), AREA, fewer)
    assert isinstance(found, Clusters) and found.unmatched == 3


def test_without_outlines_the_reason_says_where_to_get_them(tmp_path: Path) -> None:
    found = clusters(deprivation(tmp_path), AREA, None)
    assert isinstance(found, Missing) and "workspace.toml" in found.how


def test_deprived_areas_are_counted_by_district(tmp_path: Path) -> None:
    found = deprived_shares(deprivation(tmp_path), AREA)
    assert not isinstance(found, Missing)
    assert [(item.code, item.areas, item.most_deprived_fifth) for item in found] == [
        (MEMBERS[0], 48, 16), (MEMBERS[1], 48, 0), (MEMBERS[2], 48, 0),
    ]  # fmt: skip


def income(folder: Path, *, lacking: Collection[tuple[str, str]] = ()) -> Figures:
    rows = [
        {
            "place": place,
            "period": period,
            "transaction": "gross-disposable-income",
            "measure": measure,
            "unit": "GBP",
            "value": None
            if (place, period) in lacking
            else head
            if measure == "gdhi-per-head"
            else head * people / 1e6,
        }
        for place, people, heads in zip(
            (*MEMBERS, "E07900008", "E07900009"),
            (1_000.0, 2_000.0, 1_000.0, 500.0, 4_000.0),
            ((10.0, 20.0), (15.0, 25.0), (40.0, 50.0), (30.0, 30.0), (12.0, 13.0)),
            strict=True,
        )
        for period, head in zip(("2020", "2021"), heads, strict=True)
        for measure in ("gdhi-per-head", "gdhi-current")
    ]
    return Figures({"ons-gdhi-lad": write(folder, "ons-gdhi-lad", rows, dimensions=("transaction",))})


def test_income_between_districts_is_weighted_by_people(tmp_path: Path) -> None:
    found = analyse_disparities(income(tmp_path), VALE, None).income
    assert isinstance(found, IncomeSpread)
    assert found.area[0] == pytest.approx(theil_t([10, 15, 40], [1_000, 2_000, 1_000]))
    assert found.country is not None and found.between_regions is not None
    assert 0 <= found.between_regions[0] <= found.country[0]
    assert found.area_per_head[0] == pytest.approx(80_000 / 4_000)


def test_a_year_that_lacks_a_district_is_left_out_and_the_country_where_no_year_is_whole(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("own", "other", "all")]
    for folder in folders:
        folder.mkdir()
    own = analyse_disparities(income(folders[0], lacking=[(MEMBERS[1], "2020")]), VALE, None).income
    assert isinstance(own, IncomeSpread) and own.years == (2021,) and own.country is not None
    assert own.area.tolist() == pytest.approx([theil_t([20, 25, 50], [1_000, 2_000, 1_000])])

    elsewhere = [("E07900009", "2020"), ("E07900009", "2021")]
    other = analyse_disparities(income(folders[1], lacking=elsewhere), VALE, None).income
    assert isinstance(other, IncomeSpread) and other.years == (2020, 2021)
    assert other.country is other.country_per_head is other.region is None

    nowhere = [(MEMBERS[0], "2020"), (MEMBERS[1], "2021"), (MEMBERS[2], "2021")]
    found = analyse_disparities(income(folders[2], lacking=nowhere), VALE, None)
    assert isinstance(found.income, Missing) and isinstance(found.convergence, Missing)


def test_few_districts_that_do_not_converge_are_not_significant(tmp_path: Path) -> None:
    found = analyse_disparities(income(tmp_path), VALE, None).convergence
    assert isinstance(found, tuple) and isinstance(found[0], Convergence)
    assert found[0].beta.places == 3 and found[0].sigma.change < 0


def test_one_district_has_nothing_between_districts(tmp_path: Path) -> None:
    alone = replace(VALE, members=MEMBERS[:1])
    found = analyse_disparities(income(tmp_path), alone, None)
    assert isinstance(found.income, Missing) and isinstance(found.convergence, Missing)


def test_the_pilots_small_areas_and_pay(pilot_figures: Figures, pilot_area: Area) -> None:
    path = Path(__file__).resolve().parents[3] / "places" / "hertfordshire" / "boundaries" / "lsoa.geojson"
    found = analyse_disparities(pilot_figures, pilot_area, json.loads(path.read_text(encoding="utf-8")))
    assert isinstance(found.clusters, Clusters) and len(found.clusters.codes) == 713
    assert found.clusters.unmatched == 0 and found.clusters.counts["high-high"] > 0
    assert not isinstance(found.deprived, Missing)
    by_edition = {edition: [item for item in found.deprived if item.edition == edition] for edition in ("2019", "2025")}
    assert sum(item.areas for item in by_edition["2019"]) == 690
    assert sum(item.areas for item in by_edition["2025"]) == 713
    assert sum(item.most_deprived_fifth for item in by_edition["2025"]) == 14
    assert isinstance(found.pay, Pay) and found.pay.lines[0].code == "E10000015"
    assert all(line.percentiles[2] is not None for line in found.pay.lines)
