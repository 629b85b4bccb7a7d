"""Tables of places, scorecards and datasets: what each column says, sorts by, and draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.places.in_sentences import the
from placewright.publish import formats
from placewright.publish.views import (
    FOUNDATIONS,
    Cell,
    Column,
    MapLayer,
    PlaceRef,
    Polarity,
    Reading,
    SourceNote,
    Standing,
    Table,
    Trend,
)
from placewright.publish.views_pages import IndicatorPage, PlaceIndexPage, PlacePage, RankedPlace, ScoreLine

Tone = Literal["", "better", "worse", "own", "muted"]


def tone_of(verdict: str, polarity: Polarity) -> Tone:
    """Whether a gap is for the better or the worse; neither where the polarity is neutral or the gap is uncertain."""
    if verdict not in ("above", "below"):
        return "muted"
    if polarity == "neutral":
        return ""
    return "better" if (verdict == "above") == (polarity == "higher") else "worse"


def ranked_tables(page: IndicatorPage) -> tuple[Table, ...]:
    """The page's places by group, each value with a bar on the same scale in every group."""
    groups = list(dict.fromkeys(row.group for row in page.ranked))
    scale = _BarScale.of([row.reading for row in page.ranked])
    return tuple(
        _ranked_table(page, group, [row for row in page.ranked if row.group == group], scale, number)
        for number, group in enumerate(groups, start=1)
    )


def map_table(layer: MapLayer, names: Sequence[tuple[str, str]]) -> Table:
    """The values that a map shows, highest first."""
    readings = dict(layer.readings)
    known = [(code, name, readings[code]) for code, name in names if code in readings]
    known.sort(key=lambda row: (row[2].value is None, -(row[2].value or 0.0), row[1]))
    rows = tuple((Cell(name, name, PlaceRef(code, name).href), _value_cell(reading)) for code, name, reading in known)
    columns = (Column(_("District")), Column(_("Value"), "number", formats.unit_in_words(layer.unit)))
    return Table("map-table", f"{layer.name}, {layer.period}", columns, rows)


def scorecards(page: PlacePage) -> tuple[tuple[str, str, Table], ...]:
    """The place's scorecard, a table for each foundation that has lines: name, identifier, table."""
    cards = []
    for slug, name, _about in FOUNDATIONS:
        lines = [line for line in page.lines if line.indicator.foundation == slug]
        if lines:
            cards.append((name, slug, _scorecard(page, name, lines)))
    return tuple(cards)


def place_tables(page: PlaceIndexPage) -> tuple[Table | None, ...]:
    """A table for each group of places, with the readings given; None where the page gives none."""
    readings = dict(page.readings)
    columns = (
        Column(_("Place")),
        *(Column(ref.name, "number", formats.unit_in_words(ref.unit)) for ref in page.columns),
    )
    return tuple(
        Table(
            f"places-{number}",
            _("%(group)s: latest figures") % {"group": name},
            columns,
            tuple((Cell(p.name, p.name, p.href), *(_value_cell(r) for r in readings.get(p.code, ()))) for p in refs),
            headed=True,
        )
        if page.columns and all(len(readings.get(ref.code, ())) == len(page.columns) for ref in refs)
        else None
        for number, (name, refs) in enumerate(page.groups, start=1)
    )


def dataset_table(datasets: Sequence[SourceNote]) -> Table:
    """Every dataset with publisher, release, licence, rows, pin and rounding rule."""
    columns = (
        Column(_("Dataset")),
        Column(_("Publisher")),
        Column(_("Released")),
        Column(_("Covers")),
        Column(_("Licence")),
        Column(_("Rows"), "number"),
        Column(_("Rounding"), sortable=False),
        Column(_("Fingerprint"), sortable=False),
    )
    rows = tuple(
        (
            Cell(note.title, note.title, detail=note.dataset),
            Cell(note.publisher, note.publisher),
            Cell(note.released or _("not stated"), note.released),
            Cell(note.period, note.period),
            Cell(note.licence, note.licence),
            Cell(formats.number(note.rows) if note.rows else "", note.rows),
            Cell(note.rounding or _("none stated")),
            Cell(note.fingerprint[:12]),
        )
        for note in datasets
    )
    return Table(
        "dataset-table", ngettext("%(num)s dataset", "%(num)s datasets", len(rows)) % {"num": len(rows)}, columns, rows
    )


class _BarScale:
    """Where values lie between the ends of a shared axis, as shares of its width."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.reach = low, (high - low) or 1.0

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> _BarScale:
        values = [0.0]
        for reading in readings:
            if reading.value is not None:
                values += [reading.value, *(end for end in (reading.low, reading.high) if end is not None)]
        return cls(min(values), max(values))

    def at(self, value: float) -> float:
        return (value - self.low) / self.reach

    def cell(self, reading: Reading, *, own: bool = False, mark: float | None = None) -> Cell:
        if reading.value is None:
            return Cell("")
        whisker = None
        if reading.low is not None and reading.high is not None and reading.low < reading.high:
            whisker = (self.at(reading.low), self.at(reading.high))
        bar = (self.at(0.0), self.at(reading.value))
        marked = None if mark is None else self.at(mark)
        return Cell("", reading.value, bar=bar, whisker=whisker, mark=marked, tone="own" if own else "")


def _value_cell(reading: Reading) -> Cell:
    if reading.value is None:
        return Cell(formats.missing(reading), tone="muted")
    span = formats.interval(reading)
    parts = [f"({span})" if span else "", _("caveat") if reading.caveated else ""]
    return Cell(formats.short(reading), reading.value, detail=" ".join(part for part in parts if part))


def _ranked_table(page: IndicatorPage, group: str, rows: Sequence[RankedPlace], scale: _BarScale, number: int) -> Table:
    ranked = any(row.standing is not None for row in rows)
    gaps = any(row.gap is not None and row.gap.value is not None for row in rows)
    trends = any(row.trend is not None and row.trend.change is not None for row in rows)
    columns = [Column(_("Place")), Column(_("Value"), "number"), Column(_("As a bar"), "bar", sortable=False)]
    if ranked:
        columns.append(Column(_("Rank"), "number"))
    if gaps:
        columns.append(Column(_("Gap to %(place)s") % {"place": page.gap_name}, "number"))
    if trends:
        columns.append(Column(_("Change"), "number", _trend_span(rows)))
    lines = []
    for row in rows:
        own = row.role in ("place", "member")
        name = Cell(row.place.name, row.place.name, row.place.href)
        cells = [name, _value_cell(row.reading), scale.cell(row.reading, own=own)]
        if ranked:
            cells.append(rank_cell(row.standing))
        if gaps:
            cells.append(_gap_cell(row.gap, "", "neutral"))
        if trends:
            cells.append(_trend_cell(row.trend, years=not _trend_span(rows)))
        lines.append(tuple(cells))
    own_rows = tuple(index for index, row in enumerate(rows) if row.role == "place")
    period = next((row.reading.period for row in rows if row.reading.period), "")
    caption = f"{group}, {period}" if period else group
    return Table(f"ranked-{number}", caption, tuple(columns), tuple(lines), own_rows=own_rows)


def _trend_span(rows: Sequence[RankedPlace]) -> str:
    spans = {row.trend.years for row in rows if row.trend is not None and row.trend.change is not None}
    if len(spans) != 1:
        return ""
    years = spans.pop()
    return _over(years)


def _over(years: int) -> str:
    return ngettext("over %(num)s year", "over %(num)s years", years) % {"num": years}


def _scorecard(page: PlacePage, name: str, lines: Sequence[ScoreLine]) -> Table:
    columns = (
        Column(_("Indicator")),
        Column(_("Value"), "number", sortable=False),
        Column(_("Rank"), "number"),
        Column(_("Gap to %(place)s") % {"place": page.gap_name}, "number", sortable=False),
        Column(_("Change"), "number", sortable=False),
        Column(_("Past"), "spark", sortable=False),
    )
    rows = tuple(
        (
            Cell(line.indicator.name, line.indicator.name, line.indicator.href),
            _dated(_value_cell(line.reading), line.reading.period),
            rank_cell(line.standing),
            _gap_cell(line.gap, line.verdict, line.polarity),
            _trend_cell(line.trend),
            Cell("", spark=line.spark),
        )
        for line in lines
    )
    return Table(
        f"scorecard-{lines[0].indicator.foundation}",
        _("%(what)s in %(place)s") % {"what": name, "place": the(page.place.name)},
        columns,
        rows,
        headed=True,
    )


def _dated(cell: Cell, period: str) -> Cell:
    detail = " ".join(part for part in (cell.detail, period) if part)
    return Cell(cell.text, cell.sort, detail=detail, tone=cell.tone)


def rank_cell(standing: Standing | None) -> Cell:
    """The rank and of how many, with the ranks that the intervals leave open; a dash where there is none."""
    if standing is None or standing.rank is None:
        return Cell("–", tone="muted")
    span = ""
    if standing.low is not None and standing.high is not None and standing.low != standing.high:
        span = "(" + _("%(low)s to %(high)s") % {"low": standing.low, "high": standing.high} + ")"
    return Cell(_("%(rank)s of %(all)s") % {"rank": standing.rank, "all": standing.of}, standing.rank, detail=span)


def _gap_cell(gap: Reading | None, verdict: str, polarity: Polarity) -> Cell:
    if gap is None or gap.value is None:
        return Cell("–", tone="muted")
    close = _("too close to call") if verdict == "cannot-tell" else ""
    tone: Tone = tone_of(verdict, polarity) if verdict else ""
    return Cell(formats.signed(gap), gap.value, detail=close, tone=tone)


def _trend_cell(trend: Trend | None, *, years: bool = True) -> Cell:
    """The change, with its years unless the column's head names them, and its kind where that is not plain."""
    if trend is None or trend.change is None or trend.change.value is None:
        return Cell(_("unmeasured") if trend else "–", tone="muted")
    parts = [_over(trend.years)] if years else []
    if "cash" in trend.kind or "real" in trend.kind:
        parts.append(_("in cash terms") if "cash" in trend.kind else _("real"))
    return Cell(formats.signed(trend.change), trend.change.value, detail=", ".join(parts))
