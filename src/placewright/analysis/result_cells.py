"""The cells that a result of an analysis is computed from: what its part reads, seen while it reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace

from placewright.analysis.area import Area
from placewright.analysis.grids import Figures, Grid, Wanted
from placewright.analysis.results_series import ResultInputs, ResultPart, ResultSeries
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import YearSpan, parse_period
from placewright.evidence.parts import Part

OWN = "place"
"""The role of the place's own cells, of the figure's own member where it has one."""

MEMBERS = "place, other members"
"""Of its cells of other members, such as the other industries that its share is taken of."""

ELSEWHERE = "from elsewhere into the place"
"""Of cells of other places whose place of work it is."""

OTHERS = "other places that the analysis reads"
"""Of all the rest: what the place is held against, and what other figures of the analysis are made of."""

_WORKPLACE = "workplace"


@dataclass(frozen=True, slots=True)
class CellsRead:
    """Cells that an analysis read: those of a source that have these members, by column; a column not named has all.

    `by_workplace` says that they are flows, from the place to a place of work.
    """

    source: str
    where: Mapping[str, tuple[str, ...]]
    by_workplace: bool = False


@dataclass(slots=True)
class WatchedFigures(Figures):
    """Figures that remember which of their cells were read."""

    reads: list[CellsRead] = field(default_factory=list)

    def grid(self, source: str, axes: Mapping[str, Wanted], **where: str) -> Grid | None:
        """As `Figures.grid`, remembered."""
        found = Figures.grid(self, source, axes, **where)
        if found is not None:
            here = set(self.table(source).column_names)
            named = {axis: tuple(wanted) for axis, wanted in axes.items() if wanted is not None}
            if "period" in axes:
                named["period"] = found.of("period")
            named |= {name: (member,) for name, member in where.items() if name in here}
            self.reads.append(CellsRead(source, named, _WORKPLACE in axes))
        return found


def cells_read(part: ResultPart, inputs: ResultInputs) -> tuple[CellsRead, ...]:
    """What a part reads when it makes its rows, each set of cells once and none that is but a part of another."""
    figures = WatchedFigures(inputs.figures.paths)
    for _ in part.make(replace(inputs, figures=figures)):
        pass
    distinct = list(_together(figures.reads))
    return tuple(read for read in distinct if not any(_holds(other, read) for other in distinct if other is not read))


def parts_of_result(
    series: ResultSeries, reads: Sequence[CellsRead], area: Area, *, place: str, period: str, member: str = ""
) -> Iterator[Part]:
    """What was read for a figure of a result: the place's own cells one by one, those of other places as counts.

    Of what is read by period only the periods of the figure count; of the place's cells those of the figure's own
    member, such as its industry, are apart from the others, which it is set against.
    """
    own = own_codes(area, place)
    dimension, _, line = member.partition("=")
    for read in (read for read in reads if read.source in series.definition.sources):
        where: dict[str, Collection[str]] = {**read.where, **_periods(read, period)}
        here = _among(where, "place", own)
        if here and line in read.where.get(dimension, ()):
            yield Part(OWN, read.source, {**where, "place": here, dimension: (line,)})
            yield Part(MEMBERS, read.source, {**where, "place": here}, {dimension: (line,)}, listed=False)
        elif here:
            yield Part(OWN, read.source, {**where, "place": here})
        if read.by_workplace:
            yield Part(ELSEWHERE, read.source, {**where, _WORKPLACE: own}, {"place": own}, listed=False)
            yield Part(OTHERS, read.source, where, {"place": own, _WORKPLACE: own}, listed=False)
        else:
            yield Part(OTHERS, read.source, where, {"place": own}, listed=False)


def own_codes(area: Area, place: str) -> tuple[str, ...]:
    """The codes under which cells of a place stand: its own and its equals, its districts, its small areas."""
    is_whole = place == area.code or any(place in codes for codes in area.territories)
    small = {code for of in area.small_areas.values() for code, district in of.items() if is_whole or district == place}
    if not is_whole:
        return (place, *sorted(small))
    known = (area.code, place, *(code for codes in area.territories for code in codes), *area.members)
    return (*dict.fromkeys(known), *sorted(small))


def _among(where: Mapping[str, Collection[str]], column: str, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in where.get(column, codes))


def _periods(read: CellsRead, period: str) -> dict[str, tuple[str, ...]]:
    """The periods of the figure among those that were read; nothing where it goes by others than the cells do."""
    found = parse_period(period)
    years = {str(year) for year in range(found.first, found.last + 1)} if isinstance(found, YearSpan) else {period}
    kept = tuple(sorted(years.intersection(read.where.get("period", ()))))
    return {"period": kept} if kept else {}


def _together(reads: Sequence[CellsRead]) -> Iterator[CellsRead]:
    """The reads, those that differ by place alone made one."""
    alike: dict[tuple[object, ...], list[CellsRead]] = {}
    for read in reads:
        rest = tuple(sorted((name, members) for name, members in read.where.items() if name != "place"))
        alike.setdefault((read.source, rest, "place" in read.where, read.by_workplace), []).append(read)
    for first, *others in alike.values():
        if others and "place" in first.where:
            places = dict.fromkeys(code for read in (first, *others) for code in read.where["place"])
            yield replace(first, where={**first.where, "place": tuple(places)})
        else:
            yield first


def _holds(whole: CellsRead, part: CellsRead) -> bool:
    """Whether every cell of a part is one of a whole."""
    return whole.source == part.source and all(
        name in part.where and set(part.where[name]) <= set(members) for name, members in whole.where.items()
    )
