"""The step that makes evidence: only the indicators whose definition, figures, caveats or code changed are computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc

from placewright.build.evidence_beside import rows_beside
from placewright.build.evidence_computing import compute_indicators
from placewright.build.evidence_held import (
    ASIDE,
    FILE,
    QUICK,
    STEP,
    TABLES,
    held_beside,
    held_in_table,
    key_of_tables,
    remember_files,
    tables_are_still,
)
from placewright.build.evidence_inputs import Computation, EvidenceInputs, computation_of, evidence_inputs
from placewright.build.pipeline import Build, Elsewhere, why_changed
from placewright.build.territory import WITHOUT
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass
from placewright.evidence.table import (
    EvidenceFile,
    empty_evidence,
    join_evidence,
    read_evidence,
    read_quickly,
    settled,
    write_evidence,
    write_quickly,
)
from placewright.records.caveat import Caveat, caveats_by_id
from placewright.records.indicator import Indicator


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


def make_evidence(
    build: Build, inputs: EvidenceInputs | None = None, elsewhere: Elsewhere | None = None
) -> EvidenceMade:
    """Read what was computed before, compute what changed, and write both as one table.

    Args:
        build: the build.
        inputs: what evidence depends on, where it was gathered already.
        elsewhere: has derived indicators computed in another process meanwhile, where one is running already.
    """
    started = perf_counter()
    inputs = inputs or evidence_inputs(build)
    indicators, keys, by_id = inputs.indicators, inputs.keys, caveats_by_id(inputs.caveats)
    key = fingerprint(keys)
    build.names.add(TABLES)
    if tables_are_still(build) and build.kept(STEP, key):
        return EvidenceMade(_whole(build), read_evidence(build.out / ASIDE), indicators, by_id, key, keys)
    old = held_in_table(build, keys)
    changed = keys.keys() - old
    beside = held_beside(build, keys) & changed
    why = why_changed(build, STEP, {name: value[:16] for name, value in keys.items()})
    due = changed - beside  # a check has computed the others already
    if due:
        build.progress(STEP, 0, len(due))
    kept = [_only(build, FILE, old)] if old else []
    made = [rows_beside(build, beside)] if beside else []
    if due:
        made += _computed(computation_of(build, inputs, due), elsewhere)
    table = join_evidence([*kept, *(rows_of_places(item, aside=False) for item in made)])
    kept_aside = [_only(build, ASIDE, old)] if old else []
    aside = join_evidence([*kept_aside, *(rows_of_places(item, aside=True) for item in made)])
    written = {}
    for name, content in ((FILE, table), (ASIDE, aside)):
        with replacing(build.out / name) as path:
            write_evidence(content, path)
            written[name] = fingerprint_of_file(path)
    remember_files(build, TABLES, written)
    _keep_whole(build, table)
    if due:
        build.progress(STEP, len(due), len(due))
    seconds = perf_counter() - started
    why = f"{len(changed)} indicators: {why}"
    build.done(STEP, key, [FILE, ASIDE], seconds=seconds, why=why, rows=table.num_rows)
    return EvidenceMade(table, aside, indicators, by_id, key, keys)


def _computed(given: Computation, elsewhere: Elsewhere | None) -> list[pa.Table]:
    """The rows of the indicators; where there is another process, it computes those that are derived."""
    if elsewhere is None or not given.derived or not given.plain:
        return compute_indicators(given)
    derived = elsewhere(compute_indicators, replace(given, plain=()))
    return [*compute_indicators(replace(given, derived=())), *derived()]


def rows_of_places(table: pa.Table, *, aside: bool) -> pa.Table:
    """The rows of real places, or those of lists of places without some of their members."""
    words = table["place"].combine_chunks()
    are_aside = pc.match_substring(words.dictionary, WITHOUT)
    if not pc.any(are_aside).as_py():
        return empty_evidence() if aside else table
    is_aside = pc.take(are_aside, words.indices)
    return table.filter(is_aside if aside else pc.invert(is_aside))


def _whole(build: Build) -> pa.Table:
    """The rows of the last table."""
    rows = read_quickly(build.out / QUICK, of=key_of_tables(build))
    if rows is None:
        rows = read_evidence(build.out / FILE)
        _keep_whole(build, rows)
    return rows


def _keep_whole(build: Build, rows: pa.Table) -> None:
    """Keep the rows of the table as they lie in memory, under the name of what was written as the table."""
    with replacing(build.out / QUICK) as path:
        write_quickly(settled(rows), path, of=key_of_tables(build))


def _only(build: Build, name: str, names: Collection[str]) -> pa.Table:
    return EvidenceFile(build.out / name).rows_of(names)
