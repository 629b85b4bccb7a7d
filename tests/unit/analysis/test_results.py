"""Results of analyses: each is defined once, has a source, and says what the analysis found with its bounds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from placewright.analysis.area import Area, Missing
from placewright.analysis.grids import Figures
from placewright.analysis.productivity import Districts, Productivity
from placewright.analysis.results import PARTS, RESULTS, make_part, parts_of_results, result_definitions
from placewright.analysis.results_productivity import rows_of as productivity_rows
from placewright.analysis.results_series import ResultInputs, ResultRow, caveats_on
from placewright.core.errors import Undefined
from placewright.records.caveat import read_caveats
from placewright.records.indicator import ComputeKind
from placewright.sources.catalogue import packaged_sources

from .invented_figures import MEMBERS, VALE, write

ROOT = Path(__file__).resolve().parents[3]
PILOT = ROOT / "places" / "hertfordshire"
HERTS, LONDON, ENFIELD = "E10000015", "E12000007", "E09000010"
BROXBOURNE, DACORUM, WELWYN_HATFIELD = "E07000095", "E07000096", "E07000241"

Found = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def made(pilot_figures: Figures, pilot_area: Area) -> Mapping[str, tuple[pa.Table, pa.Table]]:
    outlines = json.loads((PILOT / "boundaries" / "lsoa.geojson").read_text(encoding="utf-8"))
    inputs = ResultInputs(pilot_figures, pilot_area, outlines, read_caveats(PILOT / "caveats"))
    return {part.id: make_part(part, inputs) for part in PARTS.values()}


@pytest.fixture(scope="module")
def found(made: Mapping[str, tuple[pa.Table, pa.Table]]) -> Found:
    """The newest row of a result, by place and member."""
    rows = [row for table, _ in made.values() for row in table.to_pylist()]

    def find(result: str, place: str = HERTS, member: str = "", period: str = "") -> dict[str, Any]:
        key = (result, place, member)
        own = [row for row in rows if (row["indicator"], row["place"], row["dimensions"]) == key]
        return max((row for row in own if not period or row["period"] == period), key=lambda row: str(row["period"]))

    return find


def test_every_result_is_defined_and_has_a_source_that_is_packaged() -> None:
    for id, series in RESULTS.items():
        own = series.definition
        assert own.id == id and own.compute.kind is ComputeKind.DERIVED
        assert own.name and own.definition.endswith(".") and own.method.endswith(".") and own.not_shown.endswith(".")
        assert own.unit and own.sources and set(own.sources) <= set(packaged_sources())
        assert set(own.sources) <= set(PARTS[series.part].sources)
    assert dict(result_definitions()) == {id: series.definition for id, series in RESULTS.items()}


def test_no_two_results_share_an_id_or_a_name() -> None:
    from placewright.analysis.results import _ANALYSES

    assert len(RESULTS) == sum(len(analysis.SERIES) for analysis in _ANALYSES)
    assert len({series.definition.name for series in RESULTS.values()}) == len(RESULTS)


def test_only_the_parts_that_make_a_wanted_result_are_named() -> None:
    assert [part.id for part in parts_of_results(["commuting/out", "productivity/gap"])] == [
        "productivity",
        "commuting",
    ]
    assert parts_of_results(["nothing/known"]) == ()


def test_every_result_has_rows_in_the_pilot_made_by_its_own_part(
    made: Mapping[str, tuple[pa.Table, pa.Table]],
) -> None:
    for part, (table, _) in made.items():
        ids = set(table["indicator"].to_pylist())
        assert ids == {series.id for series in RESULTS.values() if series.part == part}


def test_no_row_stands_twice(made: Mapping[str, tuple[pa.Table, pa.Table]]) -> None:
    for table, _ in made.values():
        names = table.select(["indicator", "dimensions", "place", "place_vintage", "period"]).to_pylist()
        assert len({tuple(name.values()) for name in names}) == len(names)


def test_breakdowns_are_by_the_dimensions_that_the_definition_names(
    made: Mapping[str, tuple[pa.Table, pa.Table]],
) -> None:
    for table, _ in made.values():
        for row in table.to_pylist():
            series = RESULTS[row["indicator"]]
            assert row["dimensions"].partition("=")[0] in ((*series.by, "") if series.is_plain else series.by)


def test_commuting_is_that_of_the_census(found: Found) -> None:
    assert found("commuting/residents")["value"] == 277_428
    assert found("commuting/live-and-work")["value"] == 189_242
    assert found("commuting/at-home")["value"] == 319_435
    assert found("commuting/out", member=f"place={LONDON}")["value"] == 55_904
    assert found("commuting/into")["value"] == 93_267
    assert found("commuting/self-containment")["value"] == pytest.approx(100 * 189_242 / 277_428)


def test_what_comes_less_what_goes_is_the_net_of_every_flow(found: Found) -> None:
    for member in ("", f"place={LONDON}", f"place={ENFIELD}"):
        out, into, net = (found(f"commuting/{name}", member=member)["value"] for name in ("out", "into", "net"))
        assert into - out == net


def test_self_containment_keeps_the_bounds_of_those_at_home(found: Found) -> None:
    row = found("commuting/self-containment")
    assert (row["low"], row["high"]) == pytest.approx((31.706, 85.225), abs=0.001)


def test_the_gap_is_its_mix_and_its_within_part_with_what_rounding_leaves_open(found: Found) -> None:
    for tail, value, low, high in (("", 158, -978, 1331), ("-without-n", 2405, 1095, 3763)):
        gap, mix, within = (found(f"productivity/{name}{tail}") for name in ("gap", "gap-mix", "gap-within"))
        assert gap["value"] == pytest.approx(mix["value"] + within["value"])
        assert (gap["value"], gap["low"], gap["high"]) == pytest.approx((value, low, high), abs=1)
        assert {row["error"] for row in (gap, mix, within)} == {"rounding"}
        assert gap["unit"] == "GBP/employee"


def test_parts_by_industry_add_to_the_whole_part(made: Mapping[str, tuple[pa.Table, pa.Table]], found: Found) -> None:
    for name in ("gap-mix", "gap-within", "gap-mix-without-n"):
        rows = [row for row in made["productivity"][0].to_pylist() if row["indicator"] == f"productivity/{name}"]
        parts = [row["value"] for row in rows if row["dimensions"]]
        assert len(parts) == (14 if name.endswith("-n") else 15)
        assert sum(parts) == pytest.approx(found(f"productivity/{name}")["value"])


def test_earlier_years_of_the_gap_have_no_range(found: Found) -> None:
    assert found("productivity/gap", period="2015")["low"] is None


def test_real_growth_is_that_of_the_published_volumes(found: Found) -> None:
    here, kingdom = found("productivity/hour-growth"), found("productivity/hour-growth", place="K02000001")
    assert here["period"] == kingdom["period"] == "2004..2022"
    assert (here["value"], kingdom["value"]) == pytest.approx((100 * (113.0 / 100.2 - 1), 100 * (102.5 / 89.2 - 1)))


def test_shift_share_parts_add_to_the_change(found: Found) -> None:
    for prefix, place in (("sectors/employees", HERTS), ("sectors/gva", BROXBOURNE)):
        change, *parts = (
            found(f"{prefix}-{name}", place)["value"] for name in ("change", "national", "mix", "regional")
        )
        assert sum(parts) == pytest.approx(change)
    assert found("sectors/employees-change")["value"] == 47_325
    assert found("sectors/gva-change", WELWYN_HATFIELD)["value"] == 2_048


def test_hot_spots_of_the_area_are_those_of_its_districts(
    made: Mapping[str, tuple[pa.Table, pa.Table]], found: Found
) -> None:
    rows = [row for row in made["disparities/clusters"][0].to_pylist() if row["indicator"] == "disparities/hot-spots"]
    assert found("disparities/hot-spots")["value"] == sum(row["value"] for row in rows if row["place"] != HERTS) == 8
    assert found("disparities/hot-spots", DACORUM)["value"] == 5
    assert found("disparities/neighbourhoods")["value"] == 713


def test_the_slope_has_the_interval_of_its_regression(found: Found) -> None:
    row = found("disparities/income-slope")
    assert row["error"] == "sampling"
    # 2.306 is Student's t for 8 degrees of freedom at 95%.
    assert (row["low"], row["high"]) == pytest.approx((-0.15 - 2.306 * 0.2898, -0.15 + 2.306 * 0.2898), abs=0.001)


def test_floorspace_since_the_peak_is_that_of_the_published_table(found: Found) -> None:
    row = found("floorspace/change-since-peak")
    assert row["value"] == pytest.approx(100 * (1735 / 2000 - 1))
    assert row["low"] < row["value"] < row["high"]
    assert found("floorspace/lost-since-peak")["value"] == 265


def test_a_caveat_goes_with_what_its_cells_are_in_and_with_nothing_else(found: Found) -> None:
    assert found("productivity/gap")["caveat"] == "county-section-m | county-section-n"
    assert found("productivity/gap-without-n")["caveat"] == "county-section-m"
    assert found("productivity/gap-mix", member="industry=C")["caveat"] is None
    assert found("productivity/gap-mix", member="industry=N")["caveat"] == "county-section-n"


def test_figures_of_caveated_places_stand_beside_those_without(
    made: Mapping[str, tuple[pa.Table, pa.Table]], found: Found
) -> None:
    [beside] = made["productivity"][1].to_pylist()
    assert (beside["indicator"], beside["place"]) == ("productivity/district-ratio", HERTS)
    assert beside["value"] == pytest.approx(64.6 / 34.2)
    assert found("productivity/district-ratio")["value"] == pytest.approx(64.6 / 27.7)


def test_a_caveat_of_years_before_a_span_is_none_of_it() -> None:
    caveat = next(item for item in read_caveats(PILOT / "caveats") if item.id == "county-section-n")
    series, area = RESULTS["sectors/employees-change"], Area("Herts", HERTS, (), (("TLH23",),))
    early, late = (ResultRow(series.id, HERTS, period, 1.0) for period in ("2015..2020", "2015..2022"))
    assert caveats_on(series, early, area, [caveat]) == ()
    assert caveats_on(series, late, area, [caveat]) == ("county-section-n",)


def _fingerprints(folder: Path, people: float) -> dict[tuple[str, str, str], str]:
    folder.mkdir()
    flows = {(MEMBERS[0], "E07900009"): people, (MEMBERS[1], "E07900008"): 20.0, (MEMBERS[2], MEMBERS[2]): 9.0}
    rows = [
        {"place": home, "workplace": work, "place_of_work": "3", "value": value}
        for (home, work), value in (flows | {("E07900008", MEMBERS[0]): 3.0, ("E07900009", "E07900009"): 5.0}).items()
    ]
    rows += [{"place": home, "workplace": home, "place_of_work": "1", "value": 1.0} for home in MEMBERS]
    complete = [{**row, "period": "2021-03-21", "measure": "residents-in-work"} for row in rows]
    source = "census-2021-commuting"
    figures = Figures({source: write(folder, source, complete, dimensions=("workplace", "place_of_work"))})
    table, _ = make_part(PARTS["commuting"], ResultInputs(figures, VALE))
    return {(row["indicator"], row["place"], row["dimensions"]): row["fingerprint"] for row in table.to_pylist()}


def test_a_changed_flow_changes_the_fingerprints_of_its_own_figures_alone(tmp_path: Path) -> None:
    before, after = _fingerprints(tmp_path / "before", 50.0), _fingerprints(tmp_path / "after", 60.0)
    changed = {key for key in before if before[key] != after[key]}
    assert ("commuting/out", VALE.code, "place=E07900009") in changed
    assert ("commuting/out", VALE.code, "place=E07900008") not in changed
    assert not any(result == "commuting/into" for result, _, _ in changed)


def test_an_area_without_figures_has_no_rows_and_breaks_nothing() -> None:
    nowhere = Area(name="Vale", code="E10900001", members=MEMBERS)
    for part in PARTS.values():
        table, aside = make_part(part, ResultInputs(Figures({}), nowhere))
        assert (table.num_rows, aside.num_rows) == (0, 0)


def test_the_reference_of_results_is_current() -> None:
    spec = spec_from_file_location("make_result_reference", ROOT / "tools" / "make_result_reference.py")
    assert spec is not None and spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run python tools/make_result_reference.py"


def _ratios(left_out: tuple[str, ...]) -> list[tuple[bool, float | None]]:
    none = Missing("Nothing.", "Nothing.")
    latest, years = np.array([30.0, 60.0, 20.0]), (2022,)
    districts = Districts(MEMBERS, 2022, latest, 40.0, years, latest[:, None], 35.0, None, left_out)
    found = Productivity(none, none, none, none, (), none, districts)
    return [(row.aside, row.value) for row in productivity_rows(found, VALE)]


def test_districts_are_set_against_each_other_without_the_troubled_where_two_are_left() -> None:
    assert _ratios(()) == [(False, 3.0)]
    assert _ratios((MEMBERS[2],)) == [(False, 3.0), (True, 2.0)]
    assert _ratios(MEMBERS[1:]) == [(False, 3.0)]


def test_a_part_that_its_figures_do_not_define_has_the_rows_made_before(
    pilot_figures: Figures, pilot_area: Area
) -> None:
    part = PARTS["commuting/districts"] if "commuting/districts" in PARTS else next(iter(PARTS.values()))
    inputs = ResultInputs(pilot_figures, pilot_area, None, ())
    known = list(part.make(inputs))

    def broken(inputs: ResultInputs) -> Iterator[ResultRow]:
        yield known[0]
        raise Undefined("A regression needs three usable points.")

    table, aside = make_part(replace(part, make=broken), inputs)
    assert (table.num_rows, aside.num_rows) == (1, 0)
