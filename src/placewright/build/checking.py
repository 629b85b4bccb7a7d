"""Checking a workspace: the evidence that changed is computed, and everything people wrote is held against it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from placewright.build.claims_kept import kept_claims
from placewright.build.evidence_held import what_is_due
from placewright.build.evidence_inputs import Computation, computation_of, evidence_inputs, indicators_named
from placewright.build.jobs import import_all, leave_pandas_out, one_elsewhere
from placewright.build.pipeline import Build, Elsewhere, open_build
from placewright.build.territory import bundles_of
from placewright.places import registry
from placewright.places.small_areas import small_area_level
from placewright.workspace.folder import WorkspaceFolder

if TYPE_CHECKING:
    import pyarrow as pa

    from placewright.build.evidence_parts import EvidenceParts
    from placewright.build.evidence_step import EvidenceMade
    from placewright.build.judging import Judged
    from placewright.build.results_step import ResultsMade
    from placewright.ledger.evidence_by_indicator import RowsOfIndicator
    from placewright.workspace.authored import Authored


def check_workspace(workspace: WorkspaceFolder, out: Path, *, today: date) -> Judged:
    """The workspace's strategy, judged against evidence that is made current in `out`.

    Claims whose evidence did not change since the last check are recalled; what is new is kept beside the last build's
    table of evidence.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    return check_build(open_build(workspace, out, today=today), today=today)


def check_build(
    build: Build, *, today: date, elsewhere: Elsewhere | None = None, engine: Elsewhere | None = None
) -> Judged:
    """As `check_workspace`, of a build that is open already.

    While evidence is computed, what judges claims is imported, and all is read that needs no figures.

    Args:
        build: the build.
        today: the day to judge staleness by.
        elsewhere: has results computed in another process, where one is running already.
        engine: has evidence computed in another process, where one is running already; a thread does it without.
    """
    workspace, authored = build.workspace, build.written[0]
    inputs = evidence_inputs(build)
    kept = kept_claims(build.out)
    due = what_is_due(build, inputs.keys, kept.asked | indicators_named(authored))
    given = computation_of(build, inputs, due.wanted) if due.wanted else None
    computing = engine(_compute, given) if engine and given else None
    leave_pandas_out()
    from placewright.build.results_step import begin_results, results_wanted

    with nullcontext(elsewhere) if elsewhere else one_elsewhere() as other, ThreadPoolExecutor(1) as thread:
        finish = begin_results(build, results_wanted(authored), other)  # before the thread is started
        if computing is None and given:
            computing = thread.submit(_compute, given).result
        from placewright.build.claims_memory import ClaimsMemory, what_claims_share
        from placewright.build.evidence_parts import make_parts
        from placewright.build.found_memory import FoundMemory
        from placewright.build.judging import Texts, context_of, judge_in, records_judged
        from placewright.ledger.evidence_by_indicator import EvidenceByIndicator
        from placewright.ledger.resolving import markdown

        markdown()
        memory = ClaimsMemory(build.out, kept)
        shared = what_claims_share(workspace, authored, build.records, today=today)
        texts = Texts(FoundMemory(build.out), shared, build.records)
        records = records_judged(workspace, inputs.indicators, build.written, texts=texts)
        if computing is not None or elsewhere is not None:
            _make_ready(authored)
        parts = make_parts(build, inputs, due, computing)
        results = finish()
        keeping = thread.submit(parts.keep)
        made = tuple(bundles_of(workspace))
        index = memory.judge_against(
            lambda counts: EvidenceByIndicator(lambda name: _rows(name, parts, results), made=made, counts=counts),
            lambda name: inputs.keys.get(name) or results.key_of(name),
            shared=shared,
        )
        context = context_of(index, workspace, inputs.indicators, authored)
        judged = judge_in(context, workspace, records, today=today, memory=memory, texts=texts)
        keeping.result()
    if build.is_undisturbed:
        if build.state.is_as_read:
            build.state.save()
        memory.save()
        texts.memory.save()
    return judged


def current_evidence(workspace: WorkspaceFolder, out: Path, *, today: date) -> EvidenceMade:
    """The evidence of the workspace, what changed computed anew and remembered in `out`."""
    leave_pandas_out()
    from placewright.build.evidence_step import make_evidence

    build = open_build(workspace, out, today=today)
    evidence = make_evidence(build)
    if build.is_undisturbed and build.state.is_as_read:
        build.state.save()
    return evidence


def _make_ready(authored: Authored) -> None:
    """Take in, while others compute, what reading texts anew takes: the rules' patterns, and names of small areas."""
    import_all(("placewright.ledger.prose.rules", "placewright.ledger.prose.as_read"))
    places = registry()
    for claim in authored.claims.values():
        for figure in claim.figures.values():
            for code in (figure.place,) if isinstance(figure.place, str) else figure.place:
                if small_area_level(code) and places.is_known(code):
                    places.name(code)


def _compute(given: Computation) -> list[pa.Table]:
    from placewright.build.evidence_computing import compute_indicators

    return compute_indicators(given)


def _rows(name: str, parts: EvidenceParts, results: ResultsMade) -> RowsOfIndicator:
    return results.rows_of(name) if name in results.definitions else parts.rows_of(name)
