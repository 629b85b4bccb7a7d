"""The step that makes results of analyses: only the parts that some claim asks for, and of them only what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from functools import partial
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc

from placewright.analysis.results import PARTS, RESULTS, make_part, parts_of_results, result_definitions
from placewright.analysis.results_series import ResultInputs, ResultPart
from placewright.build.areas import area_of, outlines_path, read_outlines
from placewright.build.pipeline import Build, Elsewhere, lower_code, why_changed
from placewright.build.state import code_fingerprint
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint, fingerprint_of_file
from placewright.core.late_dataclass import dataclass
from placewright.evidence.table import (
    EVIDENCE,
    EvidenceFile,
    empty_evidence,
    evidence_table,
    join_evidence,
    read_evidence,
    write_evidence,
)
from placewright.ledger.evidence_by_indicator import RowsOfIndicator
from placewright.records.caveat import Caveat, read_caveats
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored
from placewright.workspace.folder import FiguresFile, WorkspaceFolder

FILE = "results.parquet"
ASIDE = "results-without.parquet"
"""The same figures without the places whose cells carry a caveat."""


@dataclass(frozen=True, slots=True)
class ResultsMade:
    """The results that claims ask for, in the schema of evidence, and the definition of every result there is.

    `aside` holds the figures without the places whose cells carry a caveat, `keys` for each part of an analysis the key
    of all that its rows depend on.
    """

    table: pa.Table
    aside: pa.Table
    definitions: Mapping[str, Indicator]
    keys: Mapping[str, str] = field(default_factory=dict)

    def rows_of(self, result: str) -> RowsOfIndicator:
        """The rows of a result."""
        whole, aside = (
            table.filter(pc.equal(table["indicator"].cast(pa.string()), result)) for table in (self.table, self.aside)
        )
        return RowsOfIndicator(whole, aside)

    def key_of(self, result: str) -> str:
        """The key of a result's rows; empty where it was not asked for."""
        return self.keys.get(RESULTS[result].part, "") if result in RESULTS else ""


def results_wanted(authored: Authored) -> frozenset[str]:
    """The results that figures of claims name."""
    return frozenset(
        figure.result for claim in authored.claims.values() for figure in claim.figures.values() if figure.result
    )


def results_sources(authored: Authored) -> frozenset[str]:
    """The datasets that the results which figures of claims name rest on."""
    return frozenset(source for part in parts_of_results(results_wanted(authored)) for source in part.sources)


def make_results(build: Build, wanted: Collection[str]) -> ResultsMade:
    """Read what was computed before, compute the parts that are wanted and changed, and write all of them."""
    return begin_results(build, wanted)()


def begin_results(
    build: Build, wanted: Collection[str], elsewhere: Elsewhere | None = None
) -> Callable[[], ResultsMade]:
    """Begin with `make_results`, in another process where there is one; what is returned waits for it and finishes."""
    started = perf_counter()
    definitions = result_definitions()
    parts = parts_of_results(wanted)
    if not parts:
        return lambda: ResultsMade(empty_evidence(), empty_evidence(), definitions)
    caveats = read_caveats(build.workspace.folder / "caveats")
    keys = _keys(build, parts, caveats)
    key = fingerprint(keys)
    if build.kept("results", key):
        return lambda: ResultsMade(read_evidence(build.out / FILE), read_evidence(build.out / ASIDE), definitions, keys)
    old = _remembered(build, keys)
    due = tuple(part.id for part in parts if part.id not in old)
    given = build.workspace, dict(build.figures), due, caveats
    computed = elsewhere(_compute_parts, *given) if elsewhere and due else partial(_compute_parts, *given)

    def finish() -> ResultsMade:
        why = why_changed(build, "results", {name: value[:16] for name, value in keys.items()})
        tables, asides = ([_only(build, name, old)] if old else [] for name in (FILE, ASIDE))
        for table, aside in computed():
            tables.append(table)
            asides.append(aside)
        made = ResultsMade(_joined(tables), _joined(asides), definitions, keys)
        for name, content in ((FILE, made.table), (ASIDE, made.aside)):
            with replacing(build.out / name) as path:
                write_evidence(content, path)
        seconds, rows = perf_counter() - started, made.table.num_rows
        build.done("results", key, [FILE, ASIDE], seconds=seconds, why=f"{len(due)} analyses: {why}", rows=rows)
        return made

    return finish


def compute_results(workspace: WorkspaceFolder, wanted: Collection[str]) -> ResultsMade:
    """The results that are wanted and others of the same parts, computed anew and kept nowhere."""
    caveats = read_caveats(workspace.folder / "caveats")
    ids = tuple(part.id for part in parts_of_results(wanted))
    computed = _compute_parts(workspace, workspace.figures(), ids, caveats)
    tables, asides = [table for table, _ in computed], [aside for _, aside in computed]
    return ResultsMade(join_evidence(tables), join_evidence(asides), result_definitions())


def beside(evidence: pa.Table, results: pa.Table) -> pa.Table:
    """Evidence with the rows of results behind it; an index of them needs no other order."""
    if not results.num_rows:
        return evidence
    return pa.concat_tables([evidence, results.select(EVIDENCE.names)]).unify_dictionaries()


def _keys(build: Build, parts: Collection[ResultPart], caveats: Collection[Caveat]) -> dict[str, str]:
    """What each part depends on."""
    code = [lower_code(), code_fingerprint("build/areas.py", "build/territory.py")]
    record = repr(build.workspace.record)
    outlines = outlines_path(build.workspace)
    return {
        part.id: fingerprint(
            {
                "code": code,
                "record": record,
                "figures": {name: build.figures[name].sha256 for name in part.sources if name in build.figures},
                "caveats": [caveat for caveat in caveats if caveat.dataset in part.sources],
                "outlines": fingerprint_of_file(outlines)
                if part.needs_outlines and outlines and outlines.is_file()
                else "",
            }
        )
        for part in parts
    }


def _remembered(build: Build, keys: Mapping[str, str]) -> frozenset[str]:
    """The parts whose rows in the last table are still right."""
    before = build.state.steps.get("inputs of results")
    if before is None or not all((build.out / name).is_file() for name in (FILE, ASIDE)):
        return frozenset()
    held = dict(item.split("=", 1) for item in before.key.split("\n") if item)
    return frozenset(name for name, value in keys.items() if held.get(name) == value[:16])


def _compute_parts(
    workspace: WorkspaceFolder, files: Mapping[str, FiguresFile], ids: Collection[str], caveats: tuple[Caveat, ...]
) -> list[tuple[pa.Table, pa.Table]]:
    """The parts of those ids, which another process may compute."""
    if not ids:
        return []
    parts = [PARTS[id] for id in ids]
    from placewright.analysis.grids import Figures

    figures = Figures({name: file.path for name, file in files.items()})
    area = area_of(workspace)
    needs_outlines = any(part.needs_outlines for part in parts)
    outlines = read_outlines(outlines_path(workspace)) if needs_outlines else None
    inputs = ResultInputs(figures, area, outlines, caveats)
    return [make_part(part, inputs) for part in parts]


def _joined(tables: list[pa.Table]) -> pa.Table:
    """The tables as one, its words numbered anew, so that what was computed before others leaves no trace."""
    joined = join_evidence(tables)
    plain = [
        pa.field(field.name, field.type if pa.types.is_floating(field.type) else pa.string()) for field in EVIDENCE
    ]
    return evidence_table(joined.cast(pa.schema(plain)))


def _only(build: Build, name: str, parts: Collection[str]) -> pa.Table:
    return EvidenceFile(build.out / name).rows_of(id for id, series in RESULTS.items() if series.part in parts)
