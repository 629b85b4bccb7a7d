"""The step that makes evidence: only the indicators whose definition, figures, caveats or code changed are computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from placewright.build.evidence_beside import held_beside, held_in, rows_beside
from placewright.build.lists import Lists, written_lists
from placewright.build.pipeline import Build, lower_code, why_changed
from placewright.build.territory import WITHOUT, area_code, bundles_of, bundles_without, codes_of_territory
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.evidence.table import EvidenceFile, join_evidence, read_evidence, write_evidence
from placewright.records.caveat import Caveat, caveats_by_id, read_caveats
from placewright.records.indicator import ComputeKind, Indicator

FILE = "evidence.parquet"
ASIDE = "without.parquet"
"""The area's figures without the members that caveats trouble, in the same columns."""


@dataclass(frozen=True, slots=True)
class EvidenceMade:
    """The evidence of a workspace, the indicators and caveats behind it, and the fingerprint of what it depends on.

    `aside` holds the area's figures without the members that caveats trouble.
    """

    table: pa.Table
    aside: pa.Table
    indicators: Mapping[str, Indicator]
    caveats: Mapping[str, Caveat]
    key: str
    keys: Mapping[str, str] = field(default_factory=dict)
    """For each indicator the key of all that its rows depend on."""


@dataclass(frozen=True, slots=True)
class EvidenceInputs:
    """What evidence is made from besides figures, and for each indicator the key of all that its rows depend on."""

    indicators: Mapping[str, Indicator]
    caveats: tuple[Caveat, ...]
    lists: Lists
    keys: Mapping[str, str]


def evidence_inputs(build: Build) -> EvidenceInputs:
    """What the evidence of a build depends on."""
    caveats = read_caveats(build.workspace.folder / "caveats")
    indicators = workspace_indicators(build)
    lists = written_lists(build.written[0])
    return EvidenceInputs(indicators, caveats, lists, _keys(build, indicators, caveats, lists))


def make_evidence(build: Build, inputs: EvidenceInputs | None = None) -> EvidenceMade:
    """Read what was computed before, compute what changed, and write both as one table.

    `inputs` are what it depends on, where they were gathered already.
    """
    started = perf_counter()
    inputs = inputs or evidence_inputs(build)
    indicators, keys, by_id = inputs.indicators, inputs.keys, caveats_by_id(inputs.caveats)
    key = fingerprint(keys)
    if build.kept("evidence", key):
        whole, aside = (read_evidence(build.out / name) for name in (FILE, ASIDE))
        return EvidenceMade(whole, aside, indicators, by_id, key, keys)
    old = held_in_table(build, keys)
    changed = keys.keys() - old
    beside = held_beside(build, keys) & changed
    why = why_changed(build, "evidence", {name: value[:16] for name, value in keys.items()})
    build.progress("evidence", 0, len(changed))
    kept = [_only(build, FILE, old)] if old else []
    made = [rows_beside(build, beside)] if beside else []
    made += compute_indicators(build, inputs, changed - beside)
    table = join_evidence([*kept, *(rows_of_places(item, aside=False) for item in made)])
    kept_aside = [_only(build, ASIDE, old)] if old else []
    aside = join_evidence([*kept_aside, *(rows_of_places(item, aside=True) for item in made)])
    for name, content in ((FILE, table), (ASIDE, aside)):
        with replacing(build.out / name) as path:
            write_evidence(content, path)
    build.progress("evidence", len(changed), len(changed))
    seconds = perf_counter() - started
    why = f"{len(changed)} indicators: {why}"
    build.done("evidence", key, [FILE, ASIDE], seconds=seconds, why=why, rows=table.num_rows)
    return EvidenceMade(table, aside, indicators, by_id, key, keys)


def workspace_indicators(build: Build) -> dict[str, Indicator]:
    """The catalogue's indicators and the workspace's own, those whose figures the workspace has; own ones go first."""
    own = read_indicators(build.workspace.folder / "indicators")
    every = {**packaged_indicators(), **own}
    return {name: item for name, item in sorted(every.items()) if _has_figures(build, item)}


def places_broken_down(build: Build) -> frozenset[str]:
    """The places that breakdowns are kept for: those the workspace names, under every code of theirs."""
    named = (area_code(build.workspace), *build.workspace.record.codes())
    return frozenset(same for code in named for same in codes_of_territory(code))


def _has_figures(build: Build, indicator: Indicator) -> bool:
    needed = [term.choices for term in indicator.compute.terms()]
    if not needed:
        return any(source in build.figures for source in indicator.datasets)
    return all(any(cells.dataset in build.figures for cells in choices) for choices in needed)


def _keys(
    build: Build, indicators: Mapping[str, Indicator], caveats: tuple[Caveat, ...], lists: Lists
) -> dict[str, str]:
    code, bundles, named = lower_code(), bundles_of(build.workspace), sorted(places_broken_down(build))
    same_for_all = fingerprint({"code": code, "bundles": bundles})  # long lists, so they are gone through once
    return {
        name: fingerprint(
            {
                "same for all": same_for_all,
                "indicator": repr(indicator),  # several times as fast as its canonical form, and as exact
                "figures": {
                    source: build.figures[source].sha256 for source in indicator.datasets if source in build.figures
                },
                "caveats": [caveat for caveat in caveats if caveat.dataset in indicator.datasets],
                "lists": lists.get(name, {}),
                "broken down": named if indicator.compute.members else (),
            }
        )
        for name, indicator in indicators.items()
    }


def held_in_table(build: Build, keys: Mapping[str, str]) -> frozenset[str]:
    """The indicators whose rows in the last table are still right."""
    return held_in(build, "inputs of evidence", (FILE, ASIDE), keys)


def rows_of_places(table: pa.Table, *, aside: bool) -> pa.Table:
    """The rows of real places, or those of lists of places without some of their members."""
    words = table["place"].combine_chunks()
    is_aside = pc.take(pc.match_substring(words.dictionary, WITHOUT), words.indices)
    return table.filter(is_aside if aside else pc.invert(is_aside))


def _only(build: Build, name: str, names: Collection[str]) -> pa.Table:
    return EvidenceFile(build.out / name).rows_of(names)


def compute_indicators(build: Build, inputs: EvidenceInputs, names: Collection[str]) -> list[pa.Table]:
    """The rows of some indicators, computed."""
    if not names:
        return []
    from placewright.evidence.engine import compute_evidence

    caveats, lists = inputs.caveats, inputs.lists
    changed = {name: inputs.indicators[name] for name in inputs.keys if name in names}
    files = {name: file.path for name, file in build.figures.items()}
    written = {code: codes for name in changed for code, codes in lists.get(name, {}).items()}
    bundles = {**bundles_of(build.workspace), **bundles_without(build.workspace, caveats), **written}
    plain = [item for item in changed.values() if item.compute.kind is not ComputeKind.DERIVED]
    derived = [item for item in changed.values() if item.compute.kind is ComputeKind.DERIVED]
    tables = []
    if plain:
        named = places_broken_down(build)
        tables.append(compute_evidence(files, plain, bundles=bundles, caveats=caveats, breakdown_places=named))
    if derived:
        from placewright.analysis.derived_series import SERIES
        from placewright.evidence.derived import compute_derived

        tables.append(compute_derived(derived, SERIES, observations=files, bundles=bundles))
    return [_wanted(table, lists, written) for table in tables] if written else tables


def _wanted(table: pa.Table, lists: Lists, written: Collection[str]) -> pa.Table:
    """The rows without those of lists that nothing asks the indicator for, so that equal inputs give equal evidence."""
    place, indicator = (table[name].combine_chunks() for name in ("place", "indicator"))
    codes, names = (column.dictionary.to_pylist() for column in (place, indicator))
    listed = np.array([code in written for code in codes] or [False], bool)
    asked = np.array([[code in lists.get(name, ()) for code in codes] or [False] for name in names] or [[False]], bool)
    places, indicators = (column.indices.to_numpy() for column in (place, indicator))
    return table.filter(pa.array(~listed[places] | asked[indicators, places]))
