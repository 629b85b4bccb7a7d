"""Benchmarks, signals and results without troubled cells, computed from the evidence for the pages."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow.compute as pc

from placewright.analysis.benchmarks import Benchmarks, standings
from placewright.analysis.panels import is_lasting
from placewright.analysis.signals import Signal, signals_among
from placewright.build.evidence_step import EvidenceMade
from placewright.build.pipeline import Build
from placewright.build.territory import area_code, codes_of_territory, statistical_neighbours
from placewright.build.world import Later, World
from placewright.evidence.levels import level_of
from placewright.evidence.table import rows_without_dimensions
from placewright.workspace.authored import Authored

_RANKED_IN_REGION = frozenset({"itl2", "itl3", "nuts2", "nuts3", "lep"})


def make_world(build: Build, evidence: EvidenceMade, authored: Authored) -> World:
    """Everything that the pages are assembled from; benchmarks and signals are made when they are first asked for."""
    record = build.workspace.record
    area = area_code(build.workspace)
    named = tuple(dict.fromkeys((area, *record.codes())))
    same = {code: codes_of_territory(code) for code in named}
    comparators = record.comparators.wider
    plain = rows_without_dimensions(evidence.table)
    places = pc.unique(plain["place"]).to_pylist()
    each = standings(
        plain,
        evidence.indicators,
        places,
        comparators=[same_code for code in comparators for same_code in sorted(same[code], key=is_lasting)],
        neighbours=_peers(record.members),
    )
    at_once = {code for codes in same.values() for code in codes}.union(_like(same[area], places))
    benchmarks = Benchmarks(each, sorted(at_once))

    def signals() -> list[Signal]:
        own = {code for place in (area, *record.members) for code in codes_of_territory(place)}
        keys = [(item.indicator, code) for item in each for code in places if code in own]
        judged = [benchmarks[key] for key in keys if key in benchmarks]
        peers = {group: item.peer_figures(group) for item in each for group in item.groups(own)}
        return signals_among(judged, peers)

    without = _without(evidence, area)
    of_indicator = {item.indicator: item for item in each}
    return World(
        build.workspace,
        area,
        evidence.indicators,
        benchmarks,
        Later(signals),
        evidence.caveats,
        same,
        without,
        of_indicator,
        authored,
        build.beside,
    )


def _like(codes: Iterable[str], places: Iterable[str]) -> set[str]:
    """The areas of the same region and level that pages rank beside the place, if it is one of such areas."""
    starts = {code[:3] for code in codes if level_of(code) in _RANKED_IN_REGION}
    return {code for code in places if code[:3] in starts}


def _without(evidence: EvidenceMade, area: str) -> dict[tuple[str, str], float | None]:
    """The newest figure of the area without the members that caveats trouble, for the indicators they trouble."""
    newest: dict[tuple[str, str], float | None] = {}
    troubled = {caveat.dataset for caveat in evidence.caveats.values()}
    for row in evidence.aside.select(["indicator", "dimensions", "period", "value"]).to_pylist():
        indicator = evidence.indicators.get(row["indicator"])
        if indicator is not None and not row["dimensions"] and troubled.intersection(indicator.sources):
            newest[indicator.id, area] = row["value"]  # rows are in the order of their periods
    return newest


def _peers(members: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = {code: statistical_neighbours(code, most=10) for code in members}
    return {code: peers for code, peers in found.items() if peers}
