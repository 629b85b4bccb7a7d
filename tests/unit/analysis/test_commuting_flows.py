"""Who crosses the border, and how self-contained an area is with and without those at home."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from placewright.analysis.area import Area, Missing
from placewright.analysis.commuting_flows import Commuting, analyse_commuting
from placewright.analysis.grids import Figures

from .invented_figures import MEMBERS, VALE, write

FLOWS = {
    (MEMBERS[0], MEMBERS[0]): 60.0,
    (MEMBERS[0], MEMBERS[1]): 20.0,
    (MEMBERS[0], "E07900009"): 20.0,
    (MEMBERS[1], MEMBERS[1]): 50.0,
    (MEMBERS[1], "E07900008"): 50.0,
    (MEMBERS[2], MEMBERS[2]): 100.0,
    ("E07900008", MEMBERS[0]): 30.0,
    ("E07900008", "E07900008"): 70.0,
    ("E07900009", "E07900009"): 500.0,
}
AT_HOME = {MEMBERS[0]: 100.0, MEMBERS[1]: 0.0, "E07900009": 40.0}


def invented(folder: Path, flows: dict[tuple[str, str], float] | None = None) -> Figures:
    rows = [
        {"place": home, "workplace": work, "place_of_work": "3", "value": value}
        for (home, work), value in (flows or FLOWS).items()
    ]
    rows += [{"place": home, "workplace": home, "place_of_work": "1", "value": n} for home, n in AT_HOME.items()]
    complete = [{**row, "period": "2021-03-21", "measure": "residents-in-work"} for row in rows]
    source = "census-2021-commuting"
    return Figures({source: write(folder, source, complete, dimensions=("workplace", "place_of_work"))})


def test_self_containment_has_two_figures_and_bounds(tmp_path: Path) -> None:
    found = analyse_commuting(invented(tmp_path), VALE)
    assert isinstance(found, Commuting) and found.whole.residence is not None
    assert found.whole.residence.value == pytest.approx(230 / 300)
    assert found.whole.residence_with_home == pytest.approx(330 / 400)
    assert (found.whole.residence.low, found.whole.residence.high) == pytest.approx((230 / 400, 330 / 400))


def test_net_commuting_is_what_comes_less_what_goes(tmp_path: Path) -> None:
    found = analyse_commuting(invented(tmp_path), VALE)
    assert isinstance(found, Commuting)
    assert (found.whole.inflow, found.whole.outflow, found.whole.net) == (30, 70, -40)
    assert sum(flow.net for flow in found.flows) == found.whole.net


def test_flows_are_summed_by_region_and_neighbours_are_named(tmp_path: Path) -> None:
    found = analyse_commuting(invented(tmp_path), VALE)
    assert isinstance(found, Commuting)
    assert {flow.code: (flow.out, flow.into) for flow in found.regions} == {"E12900001": (50, 30), "E12900002": (20, 0)}
    assert [flow.code for flow in found.neighbours] == ["E07900008"]


def test_former_districts_count_for_those_that_followed_them(tmp_path: Path) -> None:
    former = {(f"E079001{home[-2:]}" if home == MEMBERS[0] else home, work): n for (home, work), n in FLOWS.items()}
    area = replace(VALE, successor={f"E079001{MEMBERS[0][-2:]}": MEMBERS[0]})
    now, then = analyse_commuting(invented(tmp_path), VALE), analyse_commuting(invented(tmp_path, former), area)
    assert isinstance(now, Commuting) and isinstance(then, Commuting)
    assert now.whole == then.whole


def test_an_area_that_the_flows_do_not_cover_says_so(tmp_path: Path) -> None:
    beyond = replace(VALE, members=(*MEMBERS, "E07900077"))
    assert isinstance(analyse_commuting(invented(tmp_path), beyond), Missing)
    assert isinstance(analyse_commuting(Figures({}), VALE), Missing)


def test_every_district_is_in_one_cluster(tmp_path: Path) -> None:
    found = analyse_commuting(invented(tmp_path), VALE)
    assert isinstance(found, Commuting)
    assert sorted(code for group in found.groups for code in group.members) == sorted(MEMBERS)


def test_a_district_that_exchanges_workers_with_nobody_is_a_cluster_of_its_own(tmp_path: Path) -> None:
    found = analyse_commuting(invented(tmp_path), VALE)
    assert isinstance(found, Commuting)
    [alone] = [group for group in found.groups if MEMBERS[2] in group.members]
    assert (alone.members, alone.others) == ((MEMBERS[2],), ())
    assert (alone.residence, alone.workplace) == (1, 1)


@pytest.mark.publisher
def test_the_pilots_flows_are_those_of_the_publishers_table(
    publisher_files: Path, pilot_figures: Figures, pilot_area: Area
) -> None:
    csv = pytest.importorskip("pyarrow.csv")
    table = csv.read_csv(publisher_files / "commuting" / "ODWP01EW_LTLA.csv.gz")
    home, work, kind, count = (table.column(index).to_pylist() for index in (0, 2, 4, 6))
    sums: dict[str, int] = defaultdict(int)
    inside = set(pilot_area.members)
    for place, other, how, people in zip(home, work, kind, count, strict=True):
        if place in inside and how == 3:
            sums["residents"] += people
            sums["both"] += people if other in inside else 0
            sums["London"] += people if other.startswith("E09") else 0
        sums["home"] += people if place in inside and how == 1 else 0
    assert dict(sums) == {"residents": 277_428, "both": 189_242, "London": 55_904, "home": 319_435}
    found = analyse_commuting(pilot_figures, pilot_area)
    assert isinstance(found, Commuting)
    london = next(flow for flow in found.regions if flow.code == "E12000007")
    whole = found.whole
    assert (whole.residents, whole.both, london.out, whole.at_home) == (277_428, 189_242, 55_904, 319_435)
