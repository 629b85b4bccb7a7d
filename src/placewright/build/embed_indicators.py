"""Indicators in chapters: lines over time, ranked bars with intervals, maps of the members, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from placewright.analysis.benchmarks import Benchmark
from placewright.build.embed_troubles import NothingToShow
from placewright.build.indicator_pages import members_map
from placewright.build.readings import gap_reading, gap_to, longest_trend, points, reading
from placewright.build.sources_of import source_notes
from placewright.build.territory import codes_of_territory
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.core.periods import parse_period, when
from placewright.core.printing import listed
from placewright.core.said import worded
from placewright.core.words import gettext as _
from placewright.places.in_sentences import the
from placewright.publish import formats
from placewright.publish.document import Grid, Picture
from placewright.publish.figure_pictures import figure_picture, releases_in_words
from placewright.publish.views import (
    Bar,
    BarChart,
    Boundaries,
    Cell,
    Chart,
    Column,
    Figure,
    LineChart,
    Point,
    Reading,
    Role,
    Series,
    Table,
)
from placewright.records.indicator import Indicator
from placewright.records.prose import Embed
from placewright.workspace.authored import Authored

_STYLES: tuple[Role, ...] = ("place", "similar", "neighbour", "county")
"""How places that are compared with each other are drawn, in the order they are named."""


def chart_of(embed: Embed, world: World, authored: Authored) -> tuple[Picture, ...]:
    """Lines over time at the places named; else at the area, its region, its country and the kingdom."""
    indicator = _indicator(embed, world)
    codes = _places(embed, world, authored) or (world.area, *world.comparators)
    found = [(code, benchmark) for code in codes if (benchmark := _find(world, indicator.id, code)) is not None]
    lines = list(_lines(world, authored, found))
    if not lines:
        raise NothingToShow.empty(
            worded(
                "'%(id)s' has no series of two figures or more at %(names)s.",
                id=indicator.id,
                names=_names(world, authored, codes),
            ),
            worded("Show it as `table:`, or name other places behind `places=`."),
        )
    years = sorted({(point.at, point.label) for line in lines for point in line.points if point.value is not None})
    has_base = indicator.unit.startswith("index") and indicator.index_base in {"UK", "England"}
    breaks = tuple((float(parse_period(item.period).start.year), item.text) for item in indicator.breaks)
    chart = LineChart(
        tuple(lines),
        indicator.unit,
        reference=100.0 if has_base else None,
        reference_label=f"{indicator.index_base} = 100" if has_base else "",
        breaks=tuple(item for item in breaks if years[0][0] <= item[0] <= years[-1][0]),
        decimals=indicator.decimals,
    )
    title = _("%(name)s, %(years)s to %(years_2)s") % {
        "name": indicator.name,
        "years": years[0][1],
        "years_2": years[-1][1],
    }
    summary = tuple(_line_words(line, indicator) for line in lines)
    alt = _("Line chart of %(name)s in %(list)s, %(years)s to %(years_2)s.") % {
        "name": indicator.name,
        "list": listed([line.name for line in lines]),
        "years": years[0][1],
        "years_2": years[-1][1],
    }
    return (_picture(embed, indicator, world, chart, title, summary, table=_series_table(lines, indicator), alt=alt),)


def bars_of(embed: Embed, world: World, authored: Authored) -> tuple[Picture, ...]:
    """Bars with intervals, the highest first: of the places named, else the members, the area and its comparators."""
    indicator = _indicator(embed, world)
    codes = _places(embed, world, authored) or _all_places(world)
    found = [(code, b) for code in codes if (b := _find(world, indicator.id, code)) is not None and b.value is not None]
    if len(found) < 2:
        raise NothingToShow.empty(
            worded(
                "'%(id)s' has figures at fewer than two of %(names)s.",
                id=indicator.id,
                names=_names(world, authored, codes),
            ),
            worded("Name other places behind `places=`, or choose another indicator."),
        )
    found.sort(key=lambda item: (-(item[1].value or 0.0), item[0]))
    roles = world.roles(world.area)
    bars = tuple(
        Bar(_name(world, authored, code), b.value, low=b.low, high=b.high, role=roles.get(code, "member"))
        for code, b in found
    )
    period = _periods(b for _rest, b in found)
    chart = BarChart(bars, indicator.unit, formats.unit_in_words(indicator.unit), decimals=indicator.decimals)
    title = f"{indicator.name}, {period}"
    summary = tuple(_ranked_words(world, authored, indicator, found))
    alt = _("Bars of %(name)s in %(found)s places, %(period)s, from the highest to the lowest.") % {
        "name": indicator.name,
        "found": len(found),
        "period": period,
    }
    table = _values_table(world, authored, indicator, found)
    return (_picture(embed, indicator, world, chart, title, summary, table=table, alt=alt),)


def map_of(embed: Embed, world: World, outlines: Boundaries | None) -> tuple[Picture, ...]:
    """A map of the workspace's members, the districts around them grey."""
    indicator = _indicator(embed, world)
    chart = members_map(world, [indicator])
    if chart is None:
        raise NothingToShow.empty(
            worded("'%(id)s' has figures for too few of the districts to make a map.", id=indicator.id),
            worded("Show it as `bars:` or `table:`."),
        )
    if outlines is None:
        raise NothingToShow.empty(
            worded("The workspace has no outlines for a map."), worded("Adopt boundaries, or show it as `bars:`.")
        )
    layer = chart.layers[0]
    found = [(code, b) for code in world.members if (b := _find(world, indicator.id, code)) is not None]
    found.sort(key=lambda item: (item[1].value is None, -(item[1].value or 0.0)))
    table = _values_table(world, Authored(), indicator, found)
    title = _("%(name)s by district, %(period)s") % {"name": indicator.name, "period": layer.period}
    alt = _("Map of %(name)s in %(members)s districts, %(period)s. %(summary)s") % {
        "name": indicator.name,
        "members": len(world.members),
        "period": layer.period,
        "summary": layer.summary,
    }
    summary = (layer.summary,)
    made = _picture(embed, indicator, world, replace(chart, links=False), title, summary, table, alt, outlines=outlines)
    return (made,)


def table_of(embed: Embed, world: World, authored: Authored) -> tuple[Grid, ...]:
    """The latest figures with their intervals: of the places named, else the members, the area and its comparators."""
    indicator = _indicator(embed, world)
    codes = _places(embed, world, authored) or _all_places(world)
    found = [(code, benchmark) for code in codes if (benchmark := _find(world, indicator.id, code)) is not None]
    if not found:
        raise NothingToShow.empty(
            worded("'%(id)s' has no figures at %(names)s.", id=indicator.id, names=_names(world, authored, codes)),
            worded("Name other places."),
        )
    country = world.workspace.record.comparators.country
    heads = [_("Place"), indicator.short_name, _("Interval"), _("Period"), _("Change")]
    rows = []
    for code, benchmark in found:
        shown = reading(benchmark, indicator)
        trend = longest_trend(benchmark, indicator)
        row = [
            _name(world, authored, code),
            formats.short(shown),
            formats.interval(shown) or _("none published"),
            parse_period(benchmark.period).label if benchmark.period else "–",
            trend.words if trend is not None and trend.words else "–",
        ]
        if country:
            gap = gap_reading(gap_to(world, benchmark, country), benchmark, indicator) if code != country else None
            row.insert(3, formats.signed(gap) if gap is not None else "–")
        rows.append(tuple(row))
    if country:
        heads.insert(3, _("Against %(name)s") % {"name": the(world.name(country))})
    numeric = tuple(head not in (_("Place"), _("Period"), _("Change")) for head in heads)
    note = _("%(definition)s Source: %(source)s.") % {
        "definition": indicator.definition,
        "source": _source(world, indicator),
    }
    id = f"table-{indicator.id}"
    return (
        Grid(f"{indicator.name}, {_periods(b for _rest, b in found)}", tuple(heads), tuple(rows), numeric, note, id),
    )


def read_indicator(world: World, name: str, place: str, period: str) -> str:
    """An indicator's figure in words at a place (the area where none is named), now or in a period; else empty."""
    indicator = world.indicators.get(name)
    found = _find(world, name, place or world.area) if indicator is not None else None
    if indicator is None or found is None or found.value is None:
        return ""
    if not period or period == found.period:
        return f"{formats.full(reading(found, indicator))} {when(parse_period(found.period))}"
    for point in found.series:
        if point.period == period and point.value is not None:
            then = replace(reading(found, indicator), value=point.value, low=point.low, high=point.high)
            return f"{formats.full(then)} {when(parse_period(period))}"
    return ""


def _indicator(embed: Embed, world: World) -> Indicator:
    if embed.of not in world.indicators:
        raise NothingToShow.unknown(
            worded("indicator"), embed.of, world.indicators, see=worded("See `placewright list indicators`.")
        )
    return world.indicators[embed.of]


def _places(embed: Embed, world: World, authored: Authored) -> tuple[str, ...]:
    """The places that the embed names, each under the code that the workspace knows it by."""
    wanted = [part.strip() for part in dict(embed.options).get("places", "").split(",") if part.strip()]
    named = {
        code: place for place in (world.area, *world.members, *world.comparators) for code in world.codes_of(place)
    }
    known = {place for _rest, place in world.benchmarks} if any(name not in named for name in wanted) else set()
    found = []
    for name in wanted:
        if name in named:
            found.append(named[name])
        elif name in authored.places or any(code in known for code in codes_of_territory(name)):
            found.append(name)
        else:
            raise NothingToShow.unknown(
                worded("place"), name, [*named, *authored.places], see=worded("See `placewright list places`.")
            )
    return tuple(dict.fromkeys(found))


def _all_places(world: World) -> tuple[str, ...]:
    """The members, the area and its comparators; a place of one district is its own member, and stands once."""
    return tuple(dict.fromkeys((*world.members, world.area, *world.comparators)))


def _find(world: World, indicator: str, code: str) -> Benchmark | None:
    found = world.find(indicator, code)
    if found is not None or code in (world.area, *world.members, *world.comparators):
        return found
    others = (world.find(indicator, other) for other in codes_of_territory(code)[1:])
    return next((other for other in others if other is not None), None)


def _name(world: World, authored: Authored, code: str) -> str:
    return authored.places[code].name if code in authored.places else world.name(code)


def _names(world: World, authored: Authored, codes: Sequence[str]) -> str:
    return listed([_name(world, authored, code) for code in codes[:4]]) + (_(" and others") if len(codes) > 4 else "")


def _lines(world: World, authored: Authored, found: Iterable[tuple[str, Benchmark]]) -> Iterator[Series]:
    """A line for each place with two figures or more; comparators look as they do everywhere, the others in turn."""
    roles = world.roles(world.area)
    known = [
        (code, benchmark)
        for code, benchmark in found
        if sum(point.value is not None for point in benchmark.series) >= 2
    ]
    own = iter(_STYLES)
    for code, benchmark in known:
        role = roles.get(code, "other")
        if role not in ("england", "region", "uk"):
            role = next(own, "member")
        yield Series(_name(world, authored, code), role, points(benchmark), benchmark.place)


def _line_words(line: Series, indicator: Indicator) -> str:
    known = [point for point in line.points if point.value is not None]
    first, last = known[0], known[-1]
    words = _("%(name)s: %(said)s %(on)s and %(said_2)s %(on_2)s") % {
        "name": line.name,
        "said": _said(first, indicator),
        "on": _on(first),
        "said_2": _said(last, indicator),
        "on_2": _on(last),
    }
    highest = max(known, key=lambda point: point.value or 0.0)
    lowest = min(known, key=lambda point: point.value or 0.0)
    more = [
        _("%(end)s %(on)s at %(said)s") % {"end": end, "on": _on(point), "said": _said(point, indicator)}
        for end, point in ((_("highest"), highest), (_("lowest"), lowest))
        if point not in (first, last) and line.role == "place"
    ]
    return f"{'; '.join((words, *more))}."


def _on(point: Point) -> str:
    """The period with its preposition: on a day, in a year.

    >>> _on(Point(2023.0, "30 June 2023", 1.0)), _on(Point(2023.0, "2023", 1.0))
    ('on 30 June 2023', 'in 2023')
    """
    words = _("on %(period)s") if re.match(r"[0-9]{1,2} \w", point.label) else _("in %(period)s")
    return words % {"period": point.label}


def _said(point: Point, indicator: Indicator) -> str:
    return formats.short(
        Reading(point.value, indicator.unit, low=point.low, high=point.high, decimals=indicator.decimals)
    )


def _ranked_words(
    world: World, authored: Authored, indicator: Indicator, found: Sequence[tuple[str, Benchmark]]
) -> Iterator[str]:
    members = [(code, b) for code, b in found if code in world.members]
    ranked = members if len(members) > 1 else found
    (top, highest), (foot, lowest) = ranked[0], ranked[-1]
    yield (
        _("The highest is %(name)s with %(figure)s, the lowest %(name_2)s with %(figure_2)s.")
        % {
            "name": _name(world, authored, top),
            "figure": formats.full(reading(highest, indicator)),
            "name_2": _name(world, authored, foot),
            "figure_2": formats.full(reading(lowest, indicator)),
        }
    )
    beside = [
        f"{_name(world, authored, code)} {formats.short(reading(b, indicator))}"
        for code, b in found
        if code in (world.area, *world.comparators)
    ]
    if beside and ranked is members:
        yield _("Beside them: %(list)s.") % {"list": listed(beside)}
    if any(b.low is not None and b.high is not None and b.low < b.high for _rest, b in found):
        yield _("Lines across the ends of bars are their intervals: where two overlap, the order may be chance.")


def _series_table(lines: Sequence[Series], indicator: Indicator) -> Table:
    labels = sorted({(point.at, point.label) for line in lines for point in line.points})
    rows = []
    for label in labels:
        cells = [Cell(label[1])]
        for line in lines:
            point = next((item for item in line.points if (item.at, item.label) == label), None)
            cells.append(Cell("–" if point is None or point.value is None else _said(point, indicator)))
        rows.append(tuple(cells))
    columns = (Column(_("Period")), *(Column(line.name, "number") for line in lines))
    return Table(f"{indicator.id}-series", _("%(name)s over time") % {"name": indicator.name}, columns, tuple(rows))


def _values_table(
    world: World, authored: Authored, indicator: Indicator, found: Sequence[tuple[str, Benchmark]]
) -> Table:
    rows = []
    for code, benchmark in found:
        shown = reading(benchmark, indicator)
        period = parse_period(benchmark.period).label if benchmark.period else "–"
        texts = (formats.short(shown), formats.interval(shown) or _("none published"), period)
        rows.append((Cell(_name(world, authored, code)), *(Cell(text) for text in texts)))
    columns = (Column(_("Place")), Column(_("Figure"), "number"), Column(_("Interval"), "number"), Column(_("Period")))
    return Table(f"{indicator.id}-values", indicator.name, columns, tuple(rows))


def _picture(
    embed: Embed,
    indicator: Indicator,
    world: World,
    chart: Chart,
    title: str,
    summary: tuple[str, ...],
    table: Table,
    alt: str,
    *,
    outlines: Boundaries | None = None,
) -> Picture:
    options = f"-{fingerprint(list(map(list, embed.options)))[:6]}" if embed.options else ""
    figure = Figure(f"{embed.kind}-{indicator.id}{options}", title, chart, summary, table=table)
    made = figure_picture(
        figure,
        kind=embed.kind,
        alt=alt,
        source=_source(world, indicator),
        href=f"indicators/{indicator.id}.html",
        boundaries=outlines,
    )
    if made is None:
        raise NothingToShow.empty(
            worded("'%(id)s' cannot be drawn as a map.", id=indicator.id), worded("Show it as `bars:`.")
        )
    figures = made.figures
    if figures is not None and embed.kind == "map":
        figures = replace(figures, labels=tuple(world.name(code) for code in figures.labels))
    return replace(made, caption=_unit_words(indicator), figures=figures)


def _unit_words(indicator: Indicator) -> str:
    """The unit below a picture's title, where a sign alone would say little."""
    words = formats.unit_in_words(indicator.unit)
    return _("Per cent") if words == "%" else f"{words[:1].upper()}{words[1:]}"


def _source(world: World, indicator: Indicator) -> str:
    return releases_in_words(source_notes(world, indicator.sources))


def _periods(found: Iterable[Benchmark]) -> str:
    labels = sorted({(parse_period(b.period).start, parse_period(b.period).label) for b in found if b.period})
    names = [label for _rest, label in labels]
    return (
        names[0]
        if len(names) == 1
        else _("%(names)s to %(names_2)s") % {"names": names[0], "names_2": names[-1]}
        if names
        else _("no period")
    )
