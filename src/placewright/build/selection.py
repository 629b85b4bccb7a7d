"""Which rows of each source a workspace needs: what its indicators and analyses rest on, with all peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from placewright.build.territory import codes_of_territory
from placewright.places import registry
from placewright.records.dataset import Selection
from placewright.records.indicator import Cells, Indicator
from placewright.records.source import Source
from placewright.records.workspace import Workspace

PEER_LEVELS = ("lad-england", "county", "cauth-england", "region", "country", "kingdom", "itl1", "itl2", "itl3", "lep")
"""The levels that are kept whole, so that a place can be ranked among all of its kind."""

SMALL_AREAS = "@small-areas"
"""Stands, in what an analysis asks for, for the small areas that make up the workspace's members."""

_TOTAL = "total"
_EACH = "*"


def selections(
    workspace: Workspace,
    indicators: Iterable[Indicator],
    sources: Mapping[str, Source],
    analyses: Mapping[str, Selection],
) -> dict[str, Selection]:
    """For each source that something needs, the rows to keep: what indicators need, and what analyses ask for."""
    measures: dict[str, set[str]] = {}
    members: dict[str, dict[str, set[str]]] = {}
    for indicator in indicators:
        for cells in _cells(indicator):
            if cells.dataset not in sources:
                continue
            measures.setdefault(cells.dataset, set()).add(cells.measure)
            _add_members(members.setdefault(cells.dataset, {}), cells, indicator, sources[cells.dataset])
    codes = _codes(workspace)
    made = {
        name: Selection(
            places=codes,
            levels=PEER_LEVELS,
            measures=tuple(sorted(found)),
            members={dim: tuple(sorted(kept)) for dim, kept in sorted(members[name].items()) if _EACH not in kept},
        )
        for name, found in sorted(measures.items())
    }
    for name, asked in analyses.items():
        if name not in sources:
            continue
        wanted = _for_place(asked, workspace, sources[name], codes)
        made[name] = joined(made[name], wanted) if name in made else wanted
    return dict(sorted(made.items()))


def joined(one: Selection, other: Selection) -> Selection:
    """A selection that keeps at least what either keeps; a part that one leaves open stays open."""

    def both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({*first, *second})) if first and second else ()

    by_place = (one.places or one.levels) and (other.places or other.levels)
    return Selection(
        places=tuple(sorted({*one.places, *other.places})) if by_place else (),
        levels=tuple(dict.fromkeys((*one.levels, *other.levels))) if by_place else (),
        measures=both(one.measures, other.measures),
        periods=both(one.periods, other.periods),
        since=None if one.since is None or other.since is None else min(one.since, other.since),
        until=None if one.until is None or other.until is None else max(one.until, other.until),
        members={
            dim: tuple(sorted({*one.members[dim], *other.members[dim]}))
            for dim in sorted(set(one.members) & set(other.members))
        },
    )


def _for_place(asked: Selection, workspace: Workspace, source: Source, codes: tuple[str, ...]) -> Selection:
    """What an analysis asks for, with the workspace's own codes, and its small areas where they are meant."""
    if SMALL_AREAS not in asked.places:
        return replace(asked, places=codes) if asked.levels or asked.places else asked
    vintage = source.place_vintage
    members = workspace.members or workspace.places
    areas = {area.code for code in members for area in registry().children(code, vintage.split("-")[0], vintage)}
    return replace(asked, places=tuple(sorted(areas)))


def _cells(indicator: Indicator) -> Iterable[Cells]:
    for term in indicator.compute.terms():
        yield from term.choices
    if indicator.bundle_weight is not None:
        yield indicator.bundle_weight
    if indicator.earlier is not None:
        yield indicator.earlier


def _add_members(kept: dict[str, set[str]], cells: Cells, indicator: Indicator, source: Source) -> None:
    named = dict(cells.members)
    for dimension in source.dimensions:
        member = named.get(dimension, _TOTAL)
        wanted = set(indicator.compute.members) if member == _EACH and indicator.compute.members else {member}
        kept.setdefault(dimension, set()).update(wanted)


def _codes(workspace: Workspace) -> tuple[str, ...]:
    return tuple(sorted({same for code in workspace.codes() for same in codes_of_territory(code)}))
