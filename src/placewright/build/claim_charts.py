"""The chart that a claim's figures suggest: places side by side, a series over time, or a part beside the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from placewright.build.judging import Judged
from placewright.build.traces_in_words import member_words
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.printing import listed
from placewright.core.quantities import ErrorKind
from placewright.core.words import gettext as _
from placewright.ledger.evidence_index import EvidenceRow
from placewright.ledger.rivals import rival_rows
from placewright.ledger.transformations import OVER_TIME, parse_as
from placewright.publish import formats
from placewright.publish.document import ClaimChart, Figures, FigureTrace, LedgerRow, Line
from placewright.publish.views import Reading
from placewright.records.claim import AMONG_PLACES, OVER_PERIODS, Claim
from placewright.records.verdict import CellRef, FigureResult

MOST_BARS = 16
"""The most bars that a chart of a claim has; of more, those nearest to what the claim is of are shown."""

_MOST_LINES = 4
_LEAST_POINTS = 3
_VISIBLE = 0.004
_PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def claim_charts(rows: Iterable[LedgerRow], judged: Judged) -> dict[str, ClaimChart]:
    """A chart for each claim whose figures suggest one, by the claim's id; a number that stands alone has none."""
    made = {}
    for row in rows:
        claim, result = judged.authored.claims.get(row.id), judged.results.get(row.id)
        if claim is None or result is None or not row.figures:
            continue
        known = {name: figure for name, figure in result.figures.items() if figure.value is not None}
        of = _Of(claim, known, {trace.name: trace for trace in row.figures}, judged)
        chart = next((chart for maker in _MAKERS if known and (chart := maker(of)) is not None), None)
        if chart is not None:
            made[row.id] = chart
    return made


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: what it is called, its value, the ends of its interval where they are known, whether it stands out."""

    label: str
    value: float
    low: float | None
    high: float | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class _Of:
    """A claim with the figures that have a value, their traces, and what they were judged in."""

    claim: Claim
    figures: Mapping[str, FigureResult]
    traces: Mapping[str, FigureTrace]
    judged: Judged

    @property
    def first(self) -> FigureResult:
        return next(iter(self.figures.values()))

    def what(self, figure: FigureResult) -> str:
        trace = self.traces.get(figure.name)
        return trace.what if trace is not None else figure.origin

    def row(self, cell: CellRef) -> EvidenceRow | None:
        index = self.judged.context.index
        if cell.indicator not in index:
            return None
        return index.find(cell.indicator, cell.place, cell.dimensions, period=cell.period)

    def bar(self, row: EvidenceRow, *, is_own: bool = False) -> _Bar:
        low, high = (row.low, row.high) if row.error is not ErrorKind.UNKNOWN else (None, None)
        return _Bar(self.judged.context.name(row.place), float(row.value or 0.0), low, high, is_own)


def _among_rivals(of: _Of) -> ClaimChart | None:
    """The places that a test for the highest or lowest holds a figure against."""
    for test in of.claim.holds:
        figure = of.figures.get(test.figure)
        if test.is_ not in AMONG_PLACES or figure is None or not figure.cells or figure.unit == "rank":
            continue
        own = of.row(figure.cells[0])
        rivals, _among = rival_rows(figure, test, of.judged.context)
        if own is None or own.value is None:
            continue
        told = {other.place for other in of.figures.values()}
        rows = [row for row in rivals if row is not None and row.value is not None]
        bars = [of.bar(own, is_own=True), *(of.bar(row, is_own=row.place in told) for row in rows)]
        return _bars(of, figure, _ranked(bars), period=figure.period_label, unit=own.unit)
    return None


def _among_periods(of: _Of) -> ClaimChart | None:
    """The series of which a test says that a figure is the highest or lowest."""
    tested = {test.figure for test in of.claim.holds if test.is_ in OVER_PERIODS}
    figure = next((of.figures[name] for name in tested if name in of.figures), None)
    return None if figure is None else _series(of, figure.cells[:1])


def _ranked_place(of: _Of) -> ClaimChart | None:
    """The places that a rank is among."""
    figure = of.first
    own = of.row(figure.cells[0]) if figure.unit == "rank" and figure.cells else None
    if own is None or own.value is None:
        return None
    rows = [row for row in of.judged.context.index.peers(own) if row.cell != own.cell]
    return _bars(
        of,
        figure,
        _ranked([of.bar(own, is_own=True), *map(of.bar, rows)]),
        period=figure.period_label,
        unit=own.unit,
    )


def _compared_places(of: _Of) -> ClaimChart | None:
    """The same figure of several places: the claim's own first."""
    groups: dict[tuple[str, ...], list[FigureResult]] = {}
    for figure in of.figures.values():
        key = (figure.origin, parse_as(figure.as_, of.claim.id).kind, figure.unit, figure.from_period, figure.period)
        groups.setdefault((*key, _member(figure)), []).append(figure)
    for group in groups.values():
        places = {_place_label(figure): figure for figure in group}
        if len(places) >= 2 and group[0].unit != "rank":
            own = _place_label(group[0])
            bars = [_bar_of(figure, name, is_own=name == own) for name, figure in places.items()]
            return _bars(of, group[0], bars, period=_span(group[0]))
    return None


def _over_time(of: _Of) -> ClaimChart | None:
    """The series behind figures of several periods."""
    for figure in of.figures.values():
        alike = [other for other in of.figures.values() if (other.origin, other.place) == (figure.origin, figure.place)]
        is_moving = len({other.period for other in alike}) > 1 or bool(figure.from_period)
        if is_moving and (chart := _series(of, [cell for other in alike for cell in other.cells])) is not None:
            return chart
    return None


def _parts_of_a_quotient(of: _Of) -> ClaimChart | None:
    """The values of the places that one figure sets against each other."""
    figure = of.first
    rows = [row for cell in figure.cells if (row := of.row(cell)) is not None and row.value is not None]
    same = {(row.indicator, row.dimensions, row.period, row.unit) for row in rows}
    if len(same) != 1 or len({row.place for row in rows}) < 2 or parse_as(figure.as_, of.claim.id).kind in OVER_TIME:
        return None
    bars = [of.bar(row, is_own=n == 0) for n, row in enumerate(rows)]
    return _bars(of, figure, bars, period=parse_period(rows[0].period).label, unit=rows[0].unit)


def _side_by_side(of: _Of) -> ClaimChart | None:
    """Figures of one unit, each named by what tells it from the others."""
    alike = [figure for figure in of.figures.values() if figure.unit == of.first.unit and figure.unit != "rank"]
    if len(alike) < 2:
        return None
    names = {
        "what": {figure.name: of.what(figure) for figure in alike},
        "place": {figure.name: figure.place_name for figure in alike},
        "period": {figure.name: _span(figure) for figure in alike},
    }
    telling = [of_each for of_each in names.values() if len(set(of_each.values())) > 1]
    labels = [", ".join(dict.fromkeys(each[figure.name] for each in telling if each[figure.name])) for figure in alike]
    if len(set(labels)) < len(labels):
        return None
    bars = [_bar_of(one, label, is_own=n == 0) for n, (one, label) in enumerate(zip(alike, labels, strict=True))]
    first, is_one = alike[0], len(set(names["what"].values())) == 1
    title = of.what(first) if is_one else of.claim.title or of.what(first)
    return _bars(of, first, bars, period="" if names["period"] in telling else _span(first), title=title)


def _beside_others(of: _Of) -> ClaimChart | None:
    """One figure beside the same of the place's parts, or of what the place is compared with."""
    figure = of.first
    own = of.row(figure.cells[0]) if len(figure.cells) == 1 and figure.as_ == "value" else None
    if own is None or own.value is None:
        return None
    context = of.judged.context
    others = [
        row
        for code in (*context.members, context.area)
        if code not in (figure.place, own.place)
        and (row := context.index.find(own.indicator, code, own.dimensions, period=own.period)) is not None
        and row.value is not None
        and row.place != own.place
    ]
    if not others:
        return None
    bars = [of.bar(own, is_own=True), *map(of.bar, others)]
    return _bars(of, figure, _ranked(bars), period=figure.period_label)


def _own_series(of: _Of) -> ClaimChart | None:
    """The series that a single figure is of."""
    kind = parse_as(of.first.as_, of.claim.id).kind
    return _series(of, of.first.cells[:1]) if kind in ("value", "difference-from") else None


def _part_and_rest(of: _Of) -> ClaimChart | None:
    """A share beside what it leaves of the whole."""
    figure = of.first
    kind = parse_as(figure.as_, of.claim.id).kind
    definition = of.judged.context.definitions.get(figure.origin)
    is_share = kind == "share-of" or (kind == "value" and definition is not None and _tells_a_share(definition.name))
    whole = 100 / formats.chart_scale(figure.unit)
    if formats.chart_unit(figure.unit) != "%" or not is_share or not 0 < (figure.value or 0.0) < whole:
        return None
    part = _bar_of(figure, of.what(figure), is_own=True)
    rest = _Bar(_("The rest"), whole - part.value, None, None)
    return _bars(of, figure, [part, rest], period=figure.period_label, title=figure.place_name)


_MAKERS: Sequence[Callable[[_Of], ClaimChart | None]] = (
    _among_rivals,
    _among_periods,
    _compared_places,
    _over_time,
    _ranked_place,
    _parts_of_a_quotient,
    _side_by_side,
    _part_and_rest,
    _beside_others,
    _own_series,
)


def _series(of: _Of, cells: Iterable[CellRef]) -> ClaimChart | None:
    """A line for each place of the cells, over all periods that its series has."""
    index, context = of.judged.context.index, of.judged.context
    wanted = list(dict.fromkeys((cell.indicator, cell.place, cell.dimensions) for cell in cells))
    lines: dict[str, Mapping[str, EvidenceRow]] = {}
    for indicator, place, dimensions in wanted[:_MOST_LINES]:
        if indicator != wanted[0][0] or indicator not in index:
            continue
        rows = [row for row in index.series(indicator, place, dimensions) if row.value is not None]
        member = member_words(dimensions) if len({one[2] for one in wanted}) > 1 else ""
        lines[", ".join(part for part in (context.name(place), member) if part)] = {row.period: row for row in rows}
    found = [row for rows in lines.values() for row in rows.values()]
    periods = sorted({row.period for row in found}, key=lambda period: parse_period(period).start)
    if len(periods) < _LEAST_POINTS:
        return None
    unit, definition = found[0].unit, context.definitions.get(wanted[0][0])
    made = [_line(name, [rows.get(period) for period in periods], unit) for name, rows in lines.items()]
    if definition is not None and definition.unit.startswith("index") and definition.index_base in ("UK", "England"):
        made.append(Line(f"{definition.index_base} = 100", (100.0,) * len(periods)))
    labels = _year_labels(periods)
    name = definition.name if definition is not None else of.what(of.first)
    title = _("%(name)s, %(first)s to %(last)s") % {"name": name, "first": labels[0], "last": labels[-1]}
    words = _("Line chart of %(names)s: %(title)s.") % {"names": listed(list(lines)), "title": title}
    ends = (
        f"{line}: {_printed(min(rows.values(), key=_start), unit)}, {_printed(max(rows.values(), key=_start), unit)}"
        for line, rows in lines.items()
    )
    figures = Figures(labels, tuple(made), formats.chart_unit(unit), "line")
    return ClaimChart(title, f"{words} {'; '.join(ends)}.", figures, tuple(lines)[:1])


def _place_label(figure: FigureResult) -> str:
    """The place's name; of a list that counts as one place, how many they are."""
    count = figure.place.count("+") + 1
    return _("%(count)s places together") % {"count": count} if count > 3 else figure.place_name


def _year_labels(periods: Sequence[str]) -> tuple[str, ...]:
    """The periods as an axis names them: by their years alone where all are the same day of a year."""
    starts = [parse_period(period).start for period in periods]
    is_one_day = all(len(period) == len("2023-06-30") for period in periods)
    if is_one_day and len({(start.month, start.day) for start in starts}) == 1:
        return tuple(str(start.year) for start in starts)
    return tuple(parse_period(period).label for period in periods)


def _start(row: EvidenceRow) -> date:
    return parse_period(row.period).start


def _printed(row: EvidenceRow, unit: str) -> str:
    return f"{formats.short(Reading(row.value, unit))} ({parse_period(row.period).label})"


def _line(name: str, rows: Sequence[EvidenceRow | None], unit: str) -> Line:
    values = [None if row is None else row.value for row in rows]
    is_known = any(row is not None and row.error is ErrorKind.SAMPLING and row.low is not None for row in rows)
    low = [row.low if row is not None else None for row in rows] if is_known else []
    high = [row.high if row is not None else None for row in rows] if is_known else []
    return Line(name, _scaled(values, unit), _scaled(low, unit), _scaled(high, unit))


def _bars(
    of: _Of, figure: FigureResult, bars: Sequence[_Bar], *, period: str, unit: str = "", title: str = ""
) -> ClaimChart | None:
    """The bars as a chart; None for one alone."""
    if len(bars) < 2:
        return None
    unit = unit or figure.unit
    name = ", ".join(part for part in (title or of.what(figure), period) if part)
    widest = max(abs(bar.value) for bar in bars)
    is_known = any(
        bar.low is not None and bar.high is not None and bar.high - bar.low > _VISIBLE * widest for bar in bars
    )
    line = Line(
        _("Value"),
        _scaled([bar.value for bar in bars], unit),
        _scaled([bar.low for bar in bars] if is_known else [], unit),
        _scaled([bar.high for bar in bars] if is_known else [], unit),
    )
    told = [f"{bar.label} {formats.short(Reading(bar.value, unit))}" for bar in bars]
    alt = _("Bars of %(title)s: %(values)s.") % {"title": name, "values": listed(told)}
    labels = tuple(bar.label for bar in bars)
    figures = Figures(labels, (line,), formats.chart_unit(unit), "bar", _decimals(of.figures.values(), unit))
    return ClaimChart(name, alt, figures, tuple(bar.label for bar in bars if bar.is_own))


def _decimals(figures: Iterable[FigureResult], unit: str) -> int | None:
    """How many decimals the claim's sentence prints of figures in the unit; None where it prints another scale."""
    scale = formats.chart_scale(unit)
    found = []
    for figure in figures:
        number = _PRINTED.search(figure.text)
        if figure.unit != unit or figure.value is None or number is None:
            continue
        digits = len(number[1] or "")
        if abs(abs(figure.value) * scale - float(number[0].replace(",", ""))) > 0.6 * 10**-digits:
            return None
        found.append(digits)
    return max(found, default=None)


def _bar_of(figure: FigureResult, label: str, *, is_own: bool) -> _Bar:
    low, high = (figure.low, figure.high) if figure.error is not ErrorKind.UNKNOWN else (None, None)
    return _Bar(label, float(figure.value or 0.0), low, high, is_own)


def _ranked(bars: Sequence[_Bar]) -> list[_Bar]:
    """The highest first; of too many those around the first that stands out, and each that does."""
    ordered = sorted(bars, key=lambda bar: (-bar.value, bar.label))
    if len(ordered) <= MOST_BARS:
        return ordered
    at = next((n for n, bar in enumerate(ordered) if bar.is_own), 0)
    start = min(max(at - MOST_BARS // 2, 0), len(ordered) - MOST_BARS)
    return ordered[start : start + MOST_BARS]


def _scaled(values: Iterable[float | None], unit: str) -> tuple[float | None, ...]:
    scale = formats.chart_scale(unit)
    return tuple(None if value is None else value * scale for value in values)


def _member(figure: FigureResult) -> str:
    return figure.cells[0].dimensions if figure.cells else ""


def _span(figure: FigureResult) -> str:
    if not figure.from_period:
        return figure.period_label
    first = parse_period(figure.from_period).label
    return _("%(first)s to %(last)s") % {"first": first, "last": figure.period_label}


def _tells_a_share(name: str) -> bool:
    """Whether a percentage is a part of a whole, which one over time or against something is not."""
    return re.search(r"\b(change|growth|gap|difference|against|return)", name.lower()) is None
