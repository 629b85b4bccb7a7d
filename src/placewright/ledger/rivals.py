"""What a test for the highest or lowest holds a figure against: other places, or other periods of its own series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.periods import parse_period, said_of
from placewright.core.said import Said, worded
from placewright.core.words import marked
from placewright.ledger.context import Context
from placewright.ledger.evidence_index import EvidenceRow
from placewright.ledger.spans import span_of
from placewright.places import same_territory
from placewright.records.claim import OVER_PERIODS, Claim, Test
from placewright.records.verdict import CellRef, FigureResult


def rival_rows(figure: FigureResult, test: Test, context: Context) -> tuple[list[EvidenceRow | None], Said]:
    """The rows that a test for the highest or lowest holds a figure against, None for a missing one, in words too.

    Raises:
        BadRecord: the span of periods that it ranges over is none, or is not around the figure.
    """
    if test.is_ in OVER_PERIODS:
        return _of_periods(figure, test, context)
    cell, index = figure.cells[0], context.index
    own = index.find(cell.indicator, cell.place, cell.dimensions, period=cell.period)
    among = test.among or "level"
    if among == "level" and own is not None:
        rivals = [row for row in index.peers(own) if row.cell != own.cell]
        return list(rivals), Said(marked("%(count)s places of its level"), {"count": f"{len(rivals) + 1}"})
    codes = context.members if among == "members" else (among,) if isinstance(among, str) else among
    for code in codes:
        if not context.is_place(code):
            fix = did_you_mean(code, [*context.members, *context.authored.places])
            fix = fix or worded("Write `members`, `level` or codes of places.")
            raise BadRecord(worded("There is no place '%(code)s' to hold a figure against.", code=code), fix=fix)
    found = [
        index.find(cell.indicator, context.code(code), cell.dimensions, period=cell.period)
        for code in codes
        if code not in (cell.place, figure.place)
    ]
    return found, Said(marked("%(count)s places"), {"count": f"{len(found) + 1}"})


def row_without_caveats(figure: FigureResult, row: EvidenceRow, context: Context) -> EvidenceRow | None:
    """Another period of the figure's series without the members that its caveat troubles; None where none does."""
    own = (context.area, *same_territory(context.area))
    areas = {row.place, figure.place, *((context.area,) if figure.place in own else ())}
    return context.index.without_caveats(row, areas)


def with_caveats_of_periods(
    claim: Claim, figures: Mapping[str, FigureResult], context: Context
) -> dict[str, FigureResult]:
    """The figures, each with the caveats of the other periods too that a test holds it against."""
    made = dict(figures)
    for test in claim.holds:
        figure = made.get(test.figure)
        if test.is_ in OVER_PERIODS and figure is not None and figure.cells:
            rows = [row for row in rival_rows(figure, test, context)[0] if row is not None]
            caveats = (*figure.caveats, *(caveat for row in rows for caveat in row.caveats))
            made[figure.name] = replace(figure, caveats=tuple(dict.fromkeys(caveats)))
    return made


def _of_periods(figure: FigureResult, test: Test, context: Context) -> tuple[list[EvidenceRow | None], Said]:
    where = f"of '{figure.name}'"
    span = span_of(test.over)
    if span is None:
        what = worded("The test %(of)s does not say over which periods.", of=where)
        raise BadRecord(what, fix=worded('Write a span, as in `over = "2008..latest"`, or `over = "all"`.'))
    cell, index = figure.cells[0], context.index
    if not span.holds(cell.period):
        what = worded(
            "'%(name)s' is of %(period)s, which is not in the span %(span)s of its test.",
            name=figure.name,
            period=figure.period_label,
            span=test.over,
        )
        raise BadRecord(what, fix=worded("Let the span reach to that period, or take the figure of another."))
    kind = type(parse_period(cell.period))
    known = [
        period
        for period in index.periods(cell.indicator, cell.place, cell.dimensions)
        if type(parse_period(period)) is kind
    ]
    wanted = [period for period in known if span.holds(period)]
    rows = [_of_period(cell, period, context) for period in wanted if period != cell.period]
    # a series that begins after the year that the test names does not show what was so in that year
    for end in (span.first, span.last):
        if end is not None:
            row = index.find(cell.indicator, cell.place, cell.dimensions, period=end)
            rows += [None] if row is None or row.value is None else []
    first, last = (said_of(parse_period(wanted[at])) for at in (0, -1))
    words = marked("its %(count)s periods from %(first)s to %(last)s")
    return rows, Said(words, {"count": f"{len(wanted)}", "first": first, "last": last})


def _of_period(cell: CellRef, period: str, context: Context) -> EvidenceRow | None:
    """The row of exactly that period, where it has a value; a plain year would find a rolling one of it too."""
    index = context.index
    row = index.find(cell.indicator, cell.place, cell.dimensions, period=period)
    if row is not None and row.period != period:
        codes = (cell.place, *same_territory(cell.place))
        rows = (row for code in codes for row in index.at_period(cell.indicator, code, cell.dimensions, period))
        row = next((one for one in rows if one.value is not None), None)
    return None if row is None or row.value is None else row
