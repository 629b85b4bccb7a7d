"""One view of the evidence, ready for a page or a download: chart, words, table, rows and their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.build.readings import UNCERTAINTY
from placewright.build.sources_of import source_notes
from placewright.build.traces_in_words import member_words
from placewright.core.periods import parse_period
from placewright.evidence.reasons import caveat_in_words
from placewright.publish import formats
from placewright.publish.attribution import boundaries_line
from placewright.publish.views import (
    Bar,
    BarChart,
    Boundaries,
    Chart,
    Dot,
    Figure,
    LineChart,
    MapChart,
    MapLayer,
    Note,
    Reading,
    Role,
    ScatterChart,
    Series,
    SourceNote,
    StripChart,
    Table,
)
from placewright.web.explorer import look_words, tables
from placewright.web.explorer.choices import Choice
from placewright.web.explorer.evidence_shown import EvidenceShown
from placewright.web.explorer.figures import IndicatorFigures, Row
from placewright.web.explorer.selection import Chosen, chosen_places, common_column, districts

MOST_LINES, MOST_BARS = 45, 40
"""How many lines and bars can be told apart; more are a strip of marks, and all of them are in the table."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a view shows. `figure` is None where there is nothing to draw, and `empty` then says why.

    `rows` makes the rows of the evidence behind it, `kinds` says what the intervals are, `boundaries` are the map's
    outlines.
    """

    choice: Choice
    title: str
    figure: Figure | None
    table: Table | None
    summary: tuple[str, ...]
    rows: Callable[[], tuple[Row, ...]]
    has_rows: bool
    sources: tuple[SourceNote, ...]
    empty: str = ""
    kinds: tuple[str, ...] = ()
    caveats: tuple[Note, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[Chosen, ...] = ()
    boundaries: Boundaries | None = None
    period: str = ""


class _Behind:
    """The figures behind a view: the rows of a download are made when they are asked for, what they carry at once."""

    def __init__(self) -> None:
        self._blocks: list[tuple[IndicatorFigures, list[tuple[int, str]], list[int]]] = []
        self.errors: dict[str, None] = {}
        self.datasets: dict[str, None] = {}
        self.caveats: dict[str, dict[str, None]] = {}

    def add(self, figures: IndicatorFigures, places: Iterable[Chosen], columns: Sequence[int]) -> None:
        """Count in the figures of these places at these columns."""
        lines = [(place.row, place.name) for place in places if place.row is not None]
        if not lines or not columns:
            return
        self._blocks.append((figures, lines, list(columns)))
        panel, words = figures.panel, figures.words
        found = panel.row[np.ix_([row for row, _name in lines], columns)]
        at = found[found >= 0]
        has_value = ~np.isnan(panel.value[np.ix_([row for row, _name in lines], columns)][found >= 0])
        codes, errors = words.columns["error"]
        has_ends = ~np.isnan(panel.low[np.ix_([row for row, _name in lines], columns)][found >= 0])
        for code in np.unique(codes[at[has_value]]):
            word = errors[code] if code >= 0 else "unknown"
            is_open = word == "unknown" and not has_ends[codes[at] == code].any()
            self.errors["none" if is_open else word] = None
        codes, datasets = words.columns["dataset"]
        for code in np.unique(codes[at]):
            self.datasets |= dict.fromkeys(part for part in datasets[code].split("+") if part and code >= 0)
        troubled = words.columns["caveat"][0]
        for index, (_row, name) in enumerate(lines):
            own = found[index][found[index] >= 0]
            for row in own[troubled[own] >= 0]:
                for caveat in words.caveats(int(row)):
                    self.caveats.setdefault(caveat, {})[name] = None

    def __bool__(self) -> bool:
        return any(
            (figures.panel.row[row, at] >= 0)
            for figures, lines, columns in self._blocks
            for row, _name in lines
            for at in columns
        )

    def rows(self) -> tuple[Row, ...]:
        """The rows of the evidence, place by place and period by period."""
        made = (
            figures.as_row(row, at, name)
            for figures, lines, columns in self._blocks
            for row, name in lines
            for at in columns
        )
        return tuple(row for row in made if row is not None)


def look_at(choice: Choice, evidence: EvidenceShown) -> Look:
    """The view that was chosen."""
    figures = evidence.figures.of(choice.indicator, choice.member)
    places = chosen_places(choice, evidence, figures)
    if figures is None:
        indicator = evidence.indicators[choice.indicator]
        return Look(
            choice, indicator.name, None, None, (), tuple, False, (), _("There are no figures of this indicator.")
        )
    make: Mapping[str, Callable[[Choice, EvidenceShown, IndicatorFigures, list[Chosen]], Look]] = {
        "line": _line,
        "bars": _bars,
        "map": _map,
        "scatter": _scatter,
        "table": _table,
    }
    return make[choice.view](choice, evidence, figures, places)


def name_of(evidence: EvidenceShown, indicator: str, member: str) -> str:
    """The indicator's name, and its member's where it is broken down."""
    name = evidence.indicators[indicator].name
    return f"{name}: {member_words(member)}" if member else name


def _line(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures, places: list[Chosen]) -> Look:
    indicator = figures.indicator
    columns = figures.columns_between(choice.first, choice.last)
    behind = _Behind()
    behind.add(figures, places, columns)
    drawable = [place for place in places if place.row is not None and figures.count(place.row, columns) > 1]
    drawn = sorted(drawable, key=lambda place: place.role in ("member", "other"))[:MOST_LINES]
    lines = [Series(place.name, place.role, figures.points(place.row or 0, columns), place.code) for place in drawn]
    name = name_of(evidence, choice.indicator, choice.member)
    labels = sorted({(point.at, point.label) for line in lines for point in line.points if point.value is not None})
    span = f", {_span(labels[0][1], labels[-1][1])}" if labels else ""
    title = f"{name}{span}"
    table = tables.over_time("figures", title, figures, places, columns)
    summary = look_words.line_words(lines, figures, places, drawable)
    look = _look(choice, evidence, title, behind, table=table, summary=summary, places=places)
    if not lines:
        return replace(look, empty=look_words.why_no_line(figures, places, columns), title=name)
    notes = list(look.notes)
    if len(lines) < len(drawable):
        notes.append(
            _("%(drawn)d of %(all)d lines are drawn, which is as many as can be told apart; the table has them all.")
            % {"drawn": len(lines), "all": len(drawable)}
        )
    has_base = indicator.unit.startswith("index") and indicator.index_base in {"UK", "England"}
    breaks = tuple((float(parse_period(item.period).start.year), item.text) for item in indicator.breaks)
    inside = tuple(item for item in breaks if labels[0][0] <= item[0] <= labels[-1][0])
    notes += [_("A break in the series: %(text)s") % {"text": text} for _at, text in inside]
    chart = LineChart(
        tuple(lines),
        indicator.unit,
        reference=100.0 if has_base else None,
        reference_label=f"{indicator.index_base} = 100" if has_base else "",
        breaks=inside,
        decimals=indicator.decimals,
    )
    return replace(_drawn(look, chart, figures), notes=tuple(notes), period=labels[-1][1])


def _bars(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures, places: list[Chosen]) -> Look:
    at = common_column(places, figures, choice.period)
    label = figures.labels[at]
    title = f"{name_of(evidence, choice.indicator, choice.member)}, {label}"
    behind, read = _behind_at(figures, places, at)
    table = tables.at_one_period("figures", title, figures, read, at)
    summary = look_words.bars_words(figures, read, at)
    look = _look(choice, evidence, title, behind, table=table, summary=summary, places=places)
    known = [(place, reading) for place, reading in read if reading.value is not None]
    if not known:
        return replace(look, empty=look_words.why_no_value(figures, read, label))
    if len(known) > MOST_BARS:
        return replace(_drawn(look, _strip(figures, known), figures), period=label)
    known.sort(key=lambda item: -(item[1].value or 0.0))
    bars = tuple(
        Bar(place.name, reading.value, low=reading.low, high=reading.high, role=_bar_role(place.role))
        for place, reading in known
    )
    chart = BarChart(
        bars,
        figures.indicator.unit,
        formats.unit_in_words(figures.indicator.unit),
        decimals=figures.indicator.decimals,
    )
    return replace(_drawn(look, chart, figures), period=label)


def _strip(figures: IndicatorFigures, known: Sequence[tuple[Chosen, Reading]]) -> Chart:
    own = {"place", "similar", "neighbour", "part2", "part4", "part5"}
    dots = [
        Dot(
            place.name,
            reading.value or 0.0,
            role="place" if place.role in own else "other",
            low=reading.low,
            high=reading.high,
        )
        for place, reading in known
        if place.role not in ("england", "uk", "region")
    ]
    country = next((reading for place, reading in known if place.role == "england"), None)
    named = next((place.name for place, _ in known if place.role == "england"), "")
    return StripChart(
        tuple(sorted(dots, key=lambda dot: (dot.x, dot.label))),
        figures.indicator.unit,
        figures.indicator.short_name,
        None if country is None else country.value,
        named,
        figures.indicator.decimals,
    )


def _map(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures, places: list[Chosen]) -> Look:
    area = choice.area or ("lsoa" if "lad" not in figures.levels and "lsoa" in figures.levels else "lad")
    outlines = evidence.outlines(area)
    name = name_of(evidence, choice.indicator, choice.member)
    if outlines is None:
        why = _("The workspace has no outlines for a map.")
        return replace(_look(choice, evidence, name, _Behind(), table=None, summary=(), places=places), empty=why)
    names = {shape.code: shape.name for shape in outlines.shapes}
    shown = [Chosen(code, names[code], "member", figures.rows.get(code)) for code in names]
    at = common_column(shown, figures, choice.period)
    label = figures.labels[at]
    where = evidence.name(area.partition("-")[2] or evidence.area)
    title = f"{name}, {where}, {label}"
    behind, read = _behind_at(figures, shown, at)
    table = tables.at_one_period("figures", title, figures, read, at, is_ranked=area == "lad")
    known = [(place, reading) for place, reading in read if reading.value is not None]
    summary = look_words.map_words(read)
    look = _look(choice, evidence, title, behind, table=table, summary=summary, places=places)
    if not known:
        return replace(look, empty=look_words.why_no_map(figures, area), table=None)
    layer = MapLayer(
        figures.indicator.id,
        figures.indicator.short_name,
        figures.indicator.unit,
        label,
        tuple((place.code, reading) for place, reading in read),
        str(figures.indicator.polarity),  # type: ignore[arg-type]
        figures.indicator.decimals,
    )
    is_fine = area != "lad"
    chart = MapChart((layer,), write_values=not is_fine, links=not is_fine)
    record = evidence.world.workspace.record
    year = record.boundary_years.get(area.partition("-")[0], record.boundaries_year)
    return replace(_drawn(look, chart, figures, boundaries_year=year), boundaries=outlines, period=label)


def _scatter(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures, places: list[Chosen]) -> Look:
    name = name_of(evidence, choice.indicator, choice.member)
    members = evidence.figures.members(choice.against) if choice.against else ()
    other = evidence.figures.of(choice.against, "" if "" in members else members[0]) if members else None
    if other is None:
        why = _("Choose a second indicator that is published for the same places.")
        return replace(_look(choice, evidence, name, _Behind(), table=None, summary=(), places=places), empty=why)
    own = {place.code: place for place in places}
    wide = districts(evidence, figures)
    every = list(own.values()) + [
        Chosen(code, evidence.name(code), "other", figures.rows.get(code)) for code in wide if code not in own
    ]
    beside = [Chosen(place.code, place.name, place.role, other.row_of(place.code)) for place in every]
    x_at, y_at = common_column(beside, other, "latest"), common_column(every, figures, choice.period)
    behind, dots, pairs, drawn = _Behind(), [], [], []
    for place, twin in zip(every, beside, strict=True):
        y, x = (
            figures.reading(place.row, _here(figures, place, y_at)),
            other.reading(twin.row, _here(other, twin, x_at)),
        )
        if place.code in own or (x.value is not None and y.value is not None):
            pairs.append((place, x, y))
        if x.value is None or y.value is None or place.row is None or twin.row is None:
            continue
        drawn.append((place, twin))
        role: Role = place.role if place.role in ("england", "uk", "region", "other") else _dot_role(place.role)
        scale = formats.chart_scale
        dots.append(Dot(place.name, x.value * scale(x.unit), y.value * scale(y.unit), role=role))
    behind.add(figures, [place for place, _twin in drawn], [y_at])
    behind.add(other, [twin for _place, twin in drawn], [x_at])
    labels = [parse_period(found.periods[at]).label for found, at in ((figures, y_at), (other, x_at))]
    title = _("%(one)s, %(when)s, against %(other)s, %(then)s") % {
        "one": name,
        "when": labels[0],
        "other": other.indicator.name,
        "then": labels[1],
    }
    table = tables.of_two("figures", title, (other.indicator, figures.indicator), pairs)
    summary = look_words.scatter_words(figures, other, pairs, len(dots))
    look = _look(choice, evidence, title, behind, table=table, summary=summary, places=places)
    if len(dots) < 3:
        why = _("Fewer than three places have figures of both indicators.")
        return replace(look, empty=why)
    dots.sort(key=lambda dot: dot.role != "other")
    chart = ScatterChart(
        tuple(dots),
        _axis(other.indicator.short_name, other.indicator.unit),
        _axis(figures.indicator.short_name, figures.indicator.unit),
        formats.chart_unit(other.indicator.unit),
        formats.chart_unit(figures.indicator.unit),
        decimals=max(figures.indicator.decimals, other.indicator.decimals),
    )
    return replace(_drawn(look, chart, figures), period=labels[0])


def _table(choice: Choice, evidence: EvidenceShown, figures: IndicatorFigures, places: list[Chosen]) -> Look:
    columns = figures.columns_between(choice.first, choice.last)
    name = name_of(evidence, choice.indicator, choice.member)
    behind = _Behind()
    behind.add(figures, places, columns)
    labels = [figures.labels[at] for at in columns]
    title = f"{name}, {_span(labels[0], labels[-1])}" if labels else name
    table = tables.over_time("figures", title, figures, places, columns)
    at = common_column(places, figures, "latest")
    read = [(place, figures.reading(place.row, _here(figures, place, at))) for place in places]
    summary = look_words.bars_words(figures, read, at)
    look = _look(choice, evidence, title, behind, table=table, summary=summary, places=places)
    if not behind:
        return replace(look, empty=look_words.why_no_line(figures, places, columns))
    return replace(look, period=labels[-1])


def _behind_at(
    figures: IndicatorFigures, places: Iterable[Chosen], at: int
) -> tuple[_Behind, list[tuple[Chosen, Reading]]]:
    """The rows of one period, and each place's reading there."""
    listed_places = list(places)
    behind = _Behind()
    behind.add(figures, listed_places, [at])
    return behind, [(place, figures.reading(place.row, _here(figures, place, at))) for place in listed_places]


def _here(figures: IndicatorFigures, place: Chosen, at: int) -> int:
    """The column to read; none where the place has nothing at all, so that the reason is that of its own row."""
    return at if place.row is None or figures.known(place.row) else -1


def _look(
    choice: Choice,
    evidence: EvidenceShown,
    title: str,
    behind: _Behind,
    *,
    table: Table | None,
    summary: Sequence[str],
    places: Sequence[Chosen],
) -> Look:
    indicator = evidence.indicators[choice.indicator]
    datasets = list(behind.datasets) or list(indicator.sources)
    known = evidence.world.caveats
    caveats = [
        Note(
            _("A known trouble of some cells: %(places)s") % {"places": look_words.some(list(names))},
            known[name].text,
            "caveat",
        )
        for name, names in behind.caveats.items()
        if name in known
    ]
    plain = [name for name in behind.caveats if name not in known and " " in name]
    caveats += [Note(_("Please note"), text, "caveat") for text in indicator.caveats]
    caveats += [
        Note(look_words.some(list(behind.caveats[text])), _as_sentence(caveat_in_words(text)), "caveat")
        for text in plain
    ]
    kinds = [
        UNCERTAINTY["unknown" if kind == "none" else "mixed" if kind == "unknown" else kind] for kind in behind.errors
    ]
    return Look(
        choice,
        title,
        None,
        table,
        tuple(summary),
        behind.rows,
        bool(behind),
        source_notes(evidence.world, datasets),
        kinds=tuple(dict.fromkeys(kinds)),
        caveats=tuple(caveats),
        places=tuple(places),
    )


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}.".replace("..", ".")


def _drawn(look: Look, chart: Chart, figures: IndicatorFigures, *, boundaries_year: int = 0) -> Look:
    unit = formats.unit_in_words(figures.indicator.unit)
    subtitle = f"{unit[:1].upper()}{unit[1:]}"
    if isinstance(chart, StripChart):
        more = ngettext("%(count)d mark", "%(count)d marks, a place each", len(chart.dots)) % {"count": len(chart.dots)}
        subtitle = f"{subtitle}. {more}"
    source = source_words(look.sources)
    if isinstance(chart, MapChart):
        source = f"{source}. {boundaries_line(boundaries_year)}"
        look = replace(look, notes=(*look.notes, boundaries_line(boundaries_year)))
    figure = Figure(look.choice.indicator, look.title, chart, look.summary, subtitle=subtitle, source=source)
    return replace(look, figure=figure)


def source_words(sources: Sequence[SourceNote]) -> str:
    """Publishers, titles and releases in one line."""
    return "; ".join(
        f"{note.publisher}, {note.title}" + (f", {note.released}" if note.released else "") for note in sources
    )


def _span(first: str, last: str) -> str:
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _axis(name: str, unit: str) -> str:
    words = formats.unit_in_words(unit)
    return f"{name} ({words})" if words and words.casefold() not in name.casefold() else name


def _bar_role(role: Role) -> Role:
    return role if role in ("england", "uk", "region", "member") else "place"


def _dot_role(role: Role) -> Role:
    return "place" if role != "member" else "member"
