"""Other processes that a check begins before it knows what is due: they import meanwhile what computing takes.

What the last check rested on only says whether that is worth it. What is due is found out by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from placewright.build.evidence_inputs import indicators_named
from placewright.build.jobs import import_all, leave_pandas_out
from placewright.build.pipeline import Build, Elsewhere

if TYPE_CHECKING:
    from placewright.build.judging import Judged

_ALL = ("numpy", "pyarrow.compute", "pyarrow.parquet", "placewright.build.results_step")
"""What every process needs, imported once before the others are begun."""

_EVIDENCE = ("placewright.build.evidence_computing", "placewright.evidence.engine", "duckdb")
_RESULTS = ("placewright.build.areas", "placewright.analysis.grids")
"""What computing evidence and results takes to import besides."""


def rested_on(build: Build, judged: Judged) -> dict[str, object]:
    """The figures that a check or build rested on, for the next: the datasets behind claims, and behind results."""
    from placewright.build.results_step import results_sources

    definitions = judged.context.definitions
    asked = [definitions[name] for name in indicators_named(build.written[0]) if name in definitions]
    return {
        "figures": {name: file.sha256 for name, file in build.figures.items()},
        "asked": sorted({dataset for item in asked for dataset in item.datasets}),
        "analysed": sorted(results_sources(build.written[0])),
    }


@contextmanager
def begun_early(build: Build, before: Mapping[str, Any]) -> Iterator[tuple[Elsewhere | None, Elsewhere | None]]:
    """What has evidence and what has results computed elsewhere, where figures behind them changed; see `rested_on`."""
    figures, asked, analysed = (before.get(name) for name in ("figures", "asked", "analysed"))
    known = figures if isinstance(figures, dict) else {}
    changed = {name for name, file in build.figures.items() if known.get(name, file.sha256) != file.sha256}
    if changed:
        leave_pandas_out()
        import_all(_ALL)
    with _begun(_EVIDENCE, changed, asked) as evidence, _begun(_RESULTS, changed, analysed) as results:
        yield evidence, results


def _begun(needed: Sequence[str], changed: Collection[str], behind: object) -> AbstractContextManager[Elsewhere | None]:
    if not isinstance(behind, list) or not any(name in changed for name in behind):
        return nullcontext()
    from placewright.build.one_call import one_call_elsewhere

    return one_call_elsewhere(needed)
