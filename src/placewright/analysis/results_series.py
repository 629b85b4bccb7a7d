"""What a result of an analysis is for the ledger: a definition, like an indicator's, and rows like the evidence's."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import YearSpan, parse_period
from placewright.core.quantities import ErrorKind
from placewright.records.caveat import Caveat
from placewright.records.indicator import Compute, ComputeKind, Foundation, Indicator, Polarity, Prices, Sides

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.bounding import Estimate
    from placewright.analysis.grids import Figures

LEVELS = ("lad", "county", "cauth", "region", "country", "itl1", "itl2", "itl3")
"""Results are of the workspace's place, its members and what they are held against, whatever their level."""


@dataclass(frozen=True, slots=True)
class ResultSeries:
    """A result that a claim may name, as `analysis/name`.

    `part` is the part of the analysis that makes it, `by` the dimensions of its breakdowns, which `is_plain` says stand
    beside a figure of the whole; `leaves_out` are industries that its figures do without.
    """

    definition: Indicator
    part: str
    by: tuple[str, ...] = ()
    is_plain: bool = True
    leaves_out: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """How a claim names it."""
        return self.definition.id


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One figure of a result; `inputs` are what it was computed from, which its fingerprint is of.

    `member` is the line of a breakdown, such as `industry=J`. One that is `aside` is the same figure without the places
    whose cells carry a caveat.
    """

    result: str
    place: str
    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    error: ErrorKind = ErrorKind.UNKNOWN
    member: str = ""
    inputs: tuple[object, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class ResultInputs:
    """What a part of an analysis may read: figures, the area, outlines of its small areas, and caveats on cells."""

    figures: Figures
    area: Area
    outlines: Mapping[str, Any] | None = None
    caveats: Sequence[Caveat] = ()

    @property
    def troubled(self) -> dict[str, tuple[str, ...]]:
        """By dataset, the places whose cells carry a caveat."""
        found: dict[str, tuple[str, ...]] = {}
        for caveat in self.caveats:
            found[caveat.dataset] = tuple(dict.fromkeys((*found.get(caveat.dataset, ()), *caveat.places)))
        return found


MakeRows = Callable[[ResultInputs], Iterable[ResultRow]]


@dataclass(frozen=True, slots=True)
class ResultPart:
    """A part of an analysis: the sources it reads, and what makes the rows of all its results."""

    id: str
    sources: tuple[str, ...]
    make: MakeRows
    needs_outlines: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """What the results of one part share: foundation, theme, sources, and what none of them shows."""

    part: str
    foundation: Foundation
    theme: str
    sources: tuple[str, ...]
    not_shown: str

    def series(
        self,
        name: str,
        title: str,
        unit: str,
        *,
        definition: str,
        method: str,
        decimals: int = 0,
        polarity: Polarity = Polarity.NEUTRAL,
        prices: Prices = Prices.NONE,
        smoothed: bool = False,
        sources: tuple[str, ...] = (),
        caveats: tuple[str, ...] = (),
        by: tuple[str, ...] = (),
        is_plain: bool = True,
        leaves_out: tuple[str, ...] = (),
        sides: Sides | None = None,
    ) -> ResultSeries:
        """A result of the part; `name` follows the analysis's own name in its id."""
        id = f"{self.part.partition('/')[0]}/{name}"
        return ResultSeries(
            Indicator(
                id=id,
                name=title,
                short_name=title,
                definition=definition,
                unit=unit,
                decimals=decimals,
                polarity=polarity,
                foundation=self.foundation,
                theme=self.theme,
                levels=LEVELS,
                method=method,
                not_shown=self.not_shown,
                compute=Compute(ComputeKind.DERIVED, series=id),
                prices=prices,
                smoothed=smoothed,
                caveats=caveats,
                sides=sides,
                sources=sources or self.sources,
            ),
            self.part,
            by,
            is_plain,
            leaves_out,
        )


def estimated(
    result: str,
    place: str,
    period: str,
    estimate: Estimate | None,
    *,
    error: ErrorKind = ErrorKind.ROUNDING,
    scale: float = 1.0,
    member: str = "",
    inputs: tuple[object, ...] = (),
    aside: bool = False,
) -> ResultRow:
    """The row of an estimate, with its bounds where they are known and finite; a value that is undefined is missing."""
    if estimate is None or not math.isfinite(estimate.value):
        return ResultRow(result, place, period, None, member=member, inputs=inputs, aside=aside)
    ends = [end * scale for end in (estimate.low, estimate.high) if end is not None and math.isfinite(end)]
    low, high = ends if len(ends) == 2 else (None, None)
    kind = error if low is not None else ErrorKind.UNKNOWN
    return ResultRow(result, place, period, estimate.value * scale, low, high, kind, member, inputs, aside)


def known(
    result: str,
    place: str,
    period: str,
    value: float,
    *,
    member: str = "",
    inputs: tuple[object, ...] = (),
    aside: bool = False,
) -> ResultRow:
    """The row of a number without an interval; one that is undefined is missing."""
    number = float(value)
    found = number if math.isfinite(number) else None
    return ResultRow(result, place, period, found, member=member, inputs=inputs, aside=aside)


def span(first: int, last: int) -> str:
    """The period of what changed from one year to another."""
    return str(YearSpan(first, last))


def caveats_on(series: ResultSeries, row: ResultRow, area: Area, caveats: Iterable[Caveat]) -> tuple[str, ...]:
    """The ids of the caveats that trouble the cells behind a row.

    A figure of the area rests on its members and on every code of its territory; one of an industry on no other one.
    """
    whole = {area.code, *area.members, *(code for codes in area.territories for code in codes)}
    places = whole if row.place == area.code else {row.place}
    dimension, _, member = row.member.partition("=")
    found = []
    for caveat in caveats:
        if caveat.dataset not in series.definition.sources:
            continue
        industry = dict(caveat.where).get("industry", "")
        own = member if dimension == "industry" else ""
        is_other = bool(industry) and (industry in series.leaves_out or (own != "" and industry != own))
        is_here = not caveat.places or bool(places & set(caveat.places))
        if is_here and not is_other and any(caveat.covers_period(period) for period in _periods(row.period)):
            found.append(caveat.id)
    return tuple(found)


def _periods(text: str) -> tuple[str, ...]:
    """The period, and the single years of a span."""
    period = parse_period(text)
    years = range(period.first, period.last + 1) if isinstance(period, YearSpan) else ()
    return (text, *map(str, years))
