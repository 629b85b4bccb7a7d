"""The step that makes evidence: only the indicators whose definition, figures, caveats or code changed are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.analysis.derived_series import SERIES
from placewright.build.pipeline import Build, lower_code, why_changed
from placewright.build.territory import bundles_of
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.evidence.derived import compute_derived
from placewright.evidence.engine import compute_evidence
from placewright.evidence.table import EVIDENCE, join_evidence
from placewright.records.caveat import Caveat, caveats_by_id, read_caveats
from placewright.records.indicator import ComputeKind, Indicator

FILE = "evidence.parquet"


@dataclass(frozen=True, slots=True)
class EvidenceMade:
    """The evidence of a workspace, the indicators and caveats behind it, and the fingerprint of what it depends on."""

    table: pa.Table
    indicators: Mapping[str, Indicator]
    caveats: Mapping[str, Caveat]
    key: str


def make_evidence(build: Build) -> EvidenceMade:
    """Read what was computed before, compute what changed, and write both as one table."""
    started = perf_counter()
    caveats = read_caveats(build.workspace.folder / "caveats")
    indicators = workspace_indicators(build)
    keys = _keys(build, indicators, caveats)
    key = fingerprint(keys)
    made = EvidenceMade(EVIDENCE.empty_table(), indicators, caveats_by_id(caveats), key)
    if build.kept("evidence", key):
        return EvidenceMade(pq.read_table(build.out / FILE, schema=EVIDENCE), indicators, made.caveats, key)
    old = _remembered(build, keys)
    changed = {name: indicators[name] for name in keys if name not in old}
    why = why_changed(build, "evidence", {name: value[:16] for name, value in keys.items()})
    build.progress("evidence", 0, len(changed))
    kept = [_only(build, set(old))] if old else []
    table = join_evidence([*kept, *_compute(build, changed, caveats, kept)])
    with replacing(build.out / FILE) as path:
        pq.write_table(table, path, compression="zstd", use_dictionary=True, store_schema=True)
    build.progress("evidence", len(changed), len(changed))
    seconds = perf_counter() - started
    build.done("evidence", key, [FILE], seconds=seconds, why=f"{len(changed)} indicators: {why}", rows=table.num_rows)
    return EvidenceMade(table, indicators, made.caveats, key)


def workspace_indicators(build: Build) -> dict[str, Indicator]:
    """The catalogue's indicators and the workspace's own, those whose figures the workspace has; own ones go first."""
    own = read_indicators(build.workspace.folder / "indicators")
    every = {**packaged_indicators(), **own}
    return {name: item for name, item in sorted(every.items()) if _has_figures(build, item)}


def _has_figures(build: Build, indicator: Indicator) -> bool:
    needed = [term.choices for term in indicator.compute.terms()]
    if not needed:
        return any(source in build.figures for source in indicator.sources)
    return all(any(cells.dataset in build.figures for cells in choices) for choices in needed)


def _keys(build: Build, indicators: Mapping[str, Indicator], caveats: tuple[Caveat, ...]) -> dict[str, str]:
    code, bundles = lower_code(), bundles_of(build.workspace)
    return {
        name: fingerprint(
            {
                "code": code,
                "indicator": indicator,
                "figures": {
                    source: build.figures[source].sha256 for source in indicator.sources if source in build.figures
                },
                "caveats": [caveat for caveat in caveats if caveat.dataset in indicator.sources],
                "bundles": bundles,
            }
        )
        for name, indicator in indicators.items()
    }


def _remembered(build: Build, keys: Mapping[str, str]) -> set[str]:
    """The indicators whose rows in the last table are still right."""
    before = build.state.steps.get("inputs of evidence")
    if before is None or not (build.out / FILE).is_file():
        return set()
    known = dict(item.split("=", 1) for item in before.key.split("\n") if item)
    return {name for name, value in keys.items() if known.get(name) == value[:16]}


def _only(build: Build, names: set[str]) -> pa.Table:
    table = pq.read_table(build.out / FILE, schema=EVIDENCE)
    return table.filter(pc.is_in(table["indicator"].cast(pa.string()), value_set=pa.array(sorted(names))))


def _compute(
    build: Build, changed: Mapping[str, Indicator], caveats: tuple[Caveat, ...], kept: list[pa.Table]
) -> list[pa.Table]:
    files = {name: file.path for name, file in build.figures.items()}
    bundles = bundles_of(build.workspace)
    plain = [item for item in changed.values() if item.compute.kind is not ComputeKind.DERIVED]
    derived = [item for item in changed.values() if item.compute.kind is ComputeKind.DERIVED]
    tables = [compute_evidence(files, plain, bundles=bundles, caveats=caveats)] if plain else []
    if derived:
        base = join_evidence([*kept, *tables])
        tables.append(compute_derived(derived, SERIES, observations=files, evidence=base, bundles=bundles))
    return tables
