"""Benchmarks, signals and results without troubled cells, computed from the evidence for the pages."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from placewright.analysis.benchmarks import Benchmark, benchmark
from placewright.analysis.signals import find_signals
from placewright.build.evidence_step import EvidenceMade
from placewright.build.pipeline import Build
from placewright.build.territory import area_code, codes_of_territory, statistical_neighbours
from placewright.build.world import World


def make_world(build: Build, evidence: EvidenceMade) -> World:
    """Everything that the pages are assembled from."""
    record = build.workspace.record
    area = area_code(build.workspace)
    named = tuple(dict.fromkeys((area, *record.codes())))
    same = {code: codes_of_territory(code) for code in named}
    comparators = [
        code for code in (record.comparators.region, record.comparators.country, record.comparators.kingdom) if code
    ]
    plain = evidence.table.filter(pc.equal(evidence.table["dimensions"].cast(pa.string()), ""))
    places = pc.unique(plain["place"].cast(pa.string())).to_pylist()
    found = benchmark(
        plain,
        evidence.indicators,
        places,
        comparators=[same_code for code in comparators for same_code in same[code]],
        neighbours=_peers(record.members),
    )
    benchmarks: dict[tuple[str, str], Benchmark] = {(item.indicator, item.place): item for item in found}
    of_indicator: dict[str, list[Benchmark]] = {}
    for item in benchmarks.values():
        of_indicator.setdefault(item.indicator, []).append(item)
    own = {code for place in (area, *record.members) for code in codes_of_territory(place)}
    signals = find_signals([item for item in found if item.place in own], found)
    without = _without(evidence, area)
    return World(
        build.workspace, area, evidence.indicators, benchmarks, signals, evidence.caveats, same, without, of_indicator
    )


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
