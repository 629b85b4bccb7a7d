"""What does not fit together among a workspace's records: names that nothing answers to, with the nearest that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.evidence.extracts import read_columns
from placewright.ledger.link_checks import FRAMEWORKS
from placewright.places import BadBundle, registry
from placewright.records.caveat import read_caveats
from placewright.records.indicator import Cells, ComputeKind, Indicator
from placewright.workspace.authored import Authored
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
        *_strays(workspace),
        *(issue for indicator in own.values() for issue in _indicator(indicator, workspace, figures)),
    ]


def strategy_issues(workspace: WorkspaceFolder, authored: Authored) -> Iterator[Issue]:
    """What is wrong with `workspace.toml` where it speaks of what people wrote, of files, and of codes twice.

    A claim of the cover or an edition that is not there is a warning: the rest can be published without it.
    """
    record, where = workspace.record, "workspace.toml"
    yield from _named(where, "framework", [record.framework], FRAMEWORKS)
    if not authored.is_empty:
        parent = [record.edition_parent] if record.edition_parent else []
        yield from _warnings(_named(f"{where}, cover.headline", "claim", record.cover.headline, authored.claims))
        yield from _warnings(_named(f"{where}, edition_parent", "edition", parent, authored.editions))
    for key, codes in (("places", record.places), ("members", record.members)):
        for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
            what = worded("'%(key)s' holds '%(code)s' twice, which would count it twice.", key=key, code=code)
            yield Issue(Severity.ERROR, where, what, worded("Take one out."))
        try:
            registry().stop_overlap(codes)
        except BadBundle as error:
            yield Issue(
                Severity.ERROR, where, worded("In '%(key)s' %(what)s", key=key, what=error.what), error.fix or ""
            )
    for level, name in record.boundaries.items():
        if ".." in Path(name).parts or not (workspace.folder / name).is_file():
            what = worded(
                "The boundaries of '%(level)s', %(name)s, are no file of this folder.", level=level, name=name
            )
            yield Issue(Severity.ERROR, where, what, worded("Get them with `placewright outlines WORKSPACE`."))


def intervals_lost(where: str, indicator: Indicator, figures: dict[str, FiguresFile]) -> Iterator[Issue]:
    """A warning for a ratio of an estimate with an interval to a count that has none: the figure would have none."""
    compute = indicator.compute
    if compute.kind is not ComputeKind.RATIO:
        return
    above, below = compute.numerator, [term for term in compute.denominator if not term.exact]
    if not below or not any(_has_intervals(cells, figures) for term in above for cells in term.choices):
        return
    for term in below:
        for cells in term.choices:
            if cells.dataset in figures and not _has_intervals(cells, figures):
                what = worded(
                    "'%(measure)s' of '%(dataset)s' has no interval, so the figure loses the one of what is divided.",
                    measure=cells.measure,
                    dataset=cells.dataset,
                )
                fix = worded(
                    "Write `exact = true` beside it under [compute.per] and say in `method` why it may count so."
                )
                yield Issue(Severity.WARNING, where, what, fix)
                return


def _warnings(issues: Iterable[Issue]) -> Iterator[Issue]:
    return (replace(issue, severity=Severity.WARNING) for issue in issues)


def _strays(workspace: WorkspaceFolder) -> Iterator[Issue]:
    for name in workspace.strays():
        what = worded("No dataset names this file, so its figures are used nowhere.")
        fix = worded(
            "Run `placewright adopt %(folder)s %(name)s`, or take the file away.",
            folder=workspace.folder,
            name=Path(name).stem,
        )
        yield Issue(Severity.WARNING, name, what, fix)


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
    yield from intervals_lost(where, indicator, figures)


def _has_intervals(cells: Cells, figures: dict[str, FiguresFile]) -> bool:
    """Whether any figure of a measure comes with an interval."""
    if cells.dataset not in figures:
        return False
    table = read_columns(figures[cells.dataset].path, ["measure", "low"])
    return bool(pc.any(pc.and_(pc.equal(table["measure"], cells.measure), pc.is_valid(table["low"]))).as_py())


def _cells(indicator: Indicator) -> Iterator[Cells]:
    for term in indicator.compute.terms():
        yield from term.choices


def _measures(path: Path) -> list[str]:
    column = read_columns(path, ["measure"])["measure"]
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
