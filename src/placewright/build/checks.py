"""What does not fit together among a workspace's records: names that nothing answers to, with the nearest that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.places import registry
from placewright.records.caveat import read_caveats
from placewright.records.indicator import Cells, Indicator
from placewright.workspace.folder import FiguresFile, WorkspaceFolder


def check_records(workspace: WorkspaceFolder) -> list[Issue]:
    """Errors of the workspace's own records, which would otherwise pass in silence and show nothing."""
    figures = workspace.figures()
    own = read_indicators(workspace.folder / "indicators")
    known = {**packaged_indicators(), **own}
    return [
        *_places("workspace.toml", workspace.record.codes()),
        *_named("workspace.toml", "indicator", (*workspace.record.headline, *workspace.record.maps), known),
        *_caveats(workspace),
        *(issue for indicator in own.values() for issue in _indicator(indicator, workspace, figures)),
    ]


def _caveats(workspace: WorkspaceFolder) -> Iterator[Issue]:
    for caveat in read_caveats(workspace.folder / "caveats"):
        where = f"caveats/{caveat.id}.toml"
        yield from _named(where, "dataset", [caveat.dataset], workspace.sources)
        yield from _places(where, caveat.places)
        if caveat.dataset in workspace.sources:
            dimensions = workspace.source(caveat.dataset).dimensions
            yield from _named(where, "dimension", [name for name, _ in caveat.where], dimensions)


def _indicator(indicator: Indicator, workspace: WorkspaceFolder, figures: dict[str, FiguresFile]) -> Iterator[Issue]:
    where = f"indicators/{indicator.id}.toml"
    for cells in _cells(indicator):
        yield from _named(where, "dataset", [cells.dataset], workspace.sources)
        if cells.dataset in figures:
            measures = _measures(figures[cells.dataset].path)
            yield from _named(where, "measure", [cells.measure], measures)


def _cells(indicator: Indicator) -> Iterator[Cells]:
    for term in indicator.compute.terms():
        yield from term.choices


def _measures(path: Path) -> list[str]:
    column = pq.ParquetFile(path).read(["measure"])["measure"]
    return [str(name) for name in pc.unique(column).to_pylist()]


def _named(where: str, kind: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Issue]:
    names = list(known)
    for name in dict.fromkeys(wanted):
        if name not in names:
            hint = did_you_mean(name, names) or worded("`placewright list` shows those there are.")
            yield Issue(Severity.ERROR, where, worded("There is no %(kind)s '%(name)s'.", kind=kind, name=name), hint)


def _places(where: str, codes: Iterable[str]) -> Iterator[Issue]:
    places = registry()
    for code in codes:
        if not places.is_known(code):
            hint = did_you_mean(code, places.known_codes("lad") | places.known_codes("county")) or worded(
                "Check the code."
            )
            yield Issue(Severity.ERROR, where, worded("There is no place '%(code)s'.", code=code), hint)
