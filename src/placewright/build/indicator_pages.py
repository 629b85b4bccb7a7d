"""An indicator's page, and the list of all indicators, assembled from benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from placewright.analysis.benchmarks import Benchmark
from placewright.build.readings import (
    REASONS,
    aside_words,
    compared_words,
    comparisons,
    gap_reading,
    gap_to,
    indicator_ref,
    longest_trend,
    rank_words,
    reading,
    series,
    spark,
    standing,
    territory_words,
    trends,
    uncertainty_words,
)
from placewright.build.sources_of import source_notes
from placewright.build.world import LEVEL_NAMES, World
from placewright.core.periods import parse_period
from placewright.core.words import gettext as _
from placewright.places.in_sentences import the
from placewright.publish.formats import full
from placewright.publish.views import (
    CaveatNote,
    Dot,
    IndicatorRef,
    LineChart,
    MapChart,
    MapLayer,
    Reading,
    StripChart,
)
from placewright.publish.views_pages import (
    IndicatorIndexPage,
    IndicatorLine,
    IndicatorPage,
    ObservationRow,
    RankedPlace,
)
from placewright.records.indicator import Indicator

_MOST_RELATED = 6


def indicator_index(world: World) -> IndicatorIndexPage:
    """The list of all indicators with the place's latest reading."""
    return IndicatorIndexPage(tuple(_index_line(world, indicator) for indicator in world.indicators.values()))


def indicator_page(world: World, indicator: Indicator) -> IndicatorPage:
    """Everything a reader may ask of one indicator."""
    own = world.find(indicator.id, world.area)
    country = world.workspace.record.comparators.country
    return IndicatorPage(
        indicator=indicator_ref(indicator),
        definition=indicator.definition,
        unit_words=indicator.unit,
        polarity=str(indicator.polarity),  # type: ignore[arg-type]
        method=indicator.method,
        geography=_geography(world, indicator, own),
        uncertainty=uncertainty_words(own or _any_member(world, indicator)),
        summary=_summary(world, indicator, own),
        headline=reading(own, indicator),
        comparisons=comparisons(world, indicator, own),
        standing=standing(own),
        trends=trends(own, indicator),
        line=_line(world, indicator),
        strip=_strip(world, indicator, own),
        map=members_map(world, [indicator]),
        ranked=tuple(_ranked(world, indicator, own)),
        gap_name=the(world.name(country)) if country else "",
        sources=source_notes(world, indicator.sources),
        cannot_show=tuple(part for part in (indicator.not_shown,) if part),
        caveats=_caveats(world, indicator),
        notes=(),
        rows=tuple(_rows(world, indicator)),
        related=_related(world, indicator),
        breaks=tuple(f"{parse_period(item.period).label}: {item.text}" for item in indicator.breaks),
        place_of_headline=world.ref(world.area),
    )


def members_map(world: World, indicators: Sequence[Indicator]) -> MapChart | None:
    """A map of the members, one layer for each indicator that has values for most of them."""
    layers = [layer for indicator in indicators if (layer := _layer(world, indicator)) is not None]
    return MapChart(tuple(layers)) if layers else None


def _layer(world: World, indicator: Indicator) -> MapLayer | None:
    found = [(code, world.benchmarks.get((indicator.id, code))) for code in world.members]
    known = [benchmark for _rest, benchmark in found if benchmark is not None and benchmark.value is not None]
    if 2 * len(known) < len(world.members) or len(known) < 2:
        return None
    periods = sorted({benchmark.period for benchmark in known})
    label = parse_period(periods[-1]).label
    if len(periods) > 1:
        label = _("%(label)s to %(label_2)s") % {"label": parse_period(periods[0]).label, "label_2": label}
    highest = max(known, key=lambda item: item.value or 0)
    lowest = min(known, key=lambda item: item.value or 0)
    summary = _("From %(figure)s in %(name)s to %(figure_2)s in %(name_2)s.") % {
        "figure": full(reading(lowest, indicator)),
        "name": the(world.name(lowest.place)),
        "figure_2": full(reading(highest, indicator)),
        "name_2": the(world.name(highest.place)),
    }
    return MapLayer(
        indicator.id,
        indicator.short_name,
        indicator.unit,
        label,
        tuple((code, reading(benchmark, indicator)) for code, benchmark in found),
        str(indicator.polarity),  # type: ignore[arg-type]
        indicator.decimals,
        summary,
        indicator_ref(indicator).href,
    )


def _index_line(world: World, indicator: Indicator) -> IndicatorLine:
    own = world.find(indicator.id, world.area)
    country = world.workspace.record.comparators.country
    other = world.find(indicator.id, country) if country else None
    return IndicatorLine(
        indicator_ref(indicator),
        indicator.definition,
        reading(own, indicator),
        reading(other, indicator) if other else None,
        _levels_in_words(_levels(world, indicator)),
        parse_period(own.period).label if own and own.period else "",
        spark(own),
        compared_words(world, indicator, own, country) if country else "",
    )


def _summary(world: World, indicator: Indicator, own: Benchmark | None) -> tuple[str, ...]:
    if own is None or own.value is None:
        known = [code for code in world.members if _has_value(world, indicator, code)]
        if not known:
            return (
                _("Nothing is published for %(name)s in this edition of the evidence.")
                % {"name": the(world.name(world.area))},
            )
        why = REASONS.get(str(own.status), "not published") if own else _("not published for the area as a whole")
        return (
            _("For %(name)s as a whole: %(why)s. Its districts are shown below.")
            % {"name": the(world.name(world.area)), "why": why},
        )
    period = parse_period(own.period).label
    first = _("In %(period)s, %(name)s stood at %(figure)s.") % {
        "period": period,
        "name": the(world.name(world.area)),
        "figure": full(reading(own, indicator)),
    }
    if own.place != world.area:
        level = LEVEL_NAMES.get(own.level, (own.level, ""))[0]
        first += _(" The figure is that of %(place)s, the %(level)s of %(territory)s.") % {
            "place": own.place,
            "level": level,
            "territory": territory_words(world.area, own.place),
        }
    words = [first]
    words += [compared_words(world, indicator, own, code) for code in world.comparators]
    words += [aside_words(world, indicator, world.area), rank_words(own)]
    best = longest_trend(own, indicator)
    if best is not None:
        words.append(best.words)
    return tuple(word for word in words if word)


def _geography(world: World, indicator: Indicator, own: Benchmark | None) -> str:
    words = _("Published for %(levels_in_words)s.") % {"levels_in_words": _levels_in_words(_levels(world, indicator))}
    is_made = own is not None and own.value is not None and own.place == world.area and own.rank is None
    if is_made and len(world.members) > 1:
        words += _(" The figure of %(name)s is computed from its districts.") % {"name": the(world.name(world.area))}
    return words


def _levels(world: World, indicator: Indicator) -> tuple[str, ...]:
    """The indicator's levels, those that have figures here; all where none has."""
    with_figures = {found.level for found in world.of_indicator.get(indicator.id, ()) if found.value is not None}
    return tuple(level for level in indicator.levels if level in with_figures) or tuple(indicator.levels)


def _levels_in_words(levels: Iterable[str]) -> str:
    several = [LEVEL_NAMES[level][1] for level in levels if level in LEVEL_NAMES]
    return (
        several[0]
        if len(several) == 1
        else _("%(list)s and %(several)s") % {"list": ", ".join(several[:-1]), "several": several[-1]}
        if several
        else _("places")
    )


def _line(world: World, indicator: Indicator) -> LineChart | None:
    places = (world.area, *world.comparators, *world.members)
    lines = [line for place in places if (line := series(world, indicator, place, of=world.area)) is not None]
    if not lines:
        return None
    reference = 100.0 if indicator.unit.startswith("index") and indicator.index_base in {"UK", "England"} else None
    breaks = []
    for item in indicator.breaks:
        period = parse_period(item.period)
        breaks.append((float(period.start.year), item.text))
    return LineChart(
        tuple(lines),
        indicator.unit,
        reference=reference,
        reference_label=f"{indicator.index_base} = 100" if reference else "",
        breaks=tuple(breaks),
        decimals=indicator.decimals,
    )


def _strip(world: World, indicator: Indicator, own: Benchmark | None) -> StripChart | None:
    levels = {
        b.level for code in world.members if (b := world.benchmarks.get((indicator.id, code))) and b.value is not None
    }
    level = "lad" if "lad" in levels else own.level if own else ""
    roles = world.roles(world.area)
    country_letter = (world.members or world.workspace.record.places)[0][0]
    dots = [
        Dot(world.name(found.place), found.value, role=roles.get(found.place, "other"), low=found.low, high=found.high)
        for found in world.of_indicator.get(indicator.id, ())
        if found.level == level and found.value is not None and (level != "lad" or found.place[0] == country_letter)
    ]
    if len(dots) < 10:
        return None
    country = world.workspace.record.comparators.country
    reference = world.find(indicator.id, country) if country else None
    return StripChart(
        tuple(sorted(dots, key=lambda dot: (dot.x, dot.label))),
        indicator.unit,
        f"{indicator.short_name}, {LEVEL_NAMES.get(level, ('', 'places'))[1]}",
        reference.value if reference else None,
        world.name(country) if reference else "",
        indicator.decimals,
    )


def _ranked(world: World, indicator: Indicator, own: Benchmark | None) -> Iterable[RankedPlace]:
    area = world.name(world.area)
    yield from _group(
        world,
        indicator,
        _("%(area)s and its comparators") % {"area": area},
        (world.area, *world.comparators),
        in_order=True,
    )
    yield from _group(world, indicator, _("Districts of %(area)s") % {"area": area}, world.members)
    yield from _group(world, indicator, _("Neighbouring districts"), world.neighbours)
    similar = tuple(
        code for code in world.workspace.record.comparators.statistical_neighbours if code not in world.members
    )
    yield from _group(world, indicator, _("Statistical neighbours"), similar)
    if own is not None and own.level in {"itl2", "itl3", "nuts2", "nuts3", "lep"}:
        peers = [
            found.place
            for found in world.of_indicator.get(indicator.id, ())
            if found.level == own.level and found.value is not None and found.place != own.place
        ]
        same_region = tuple(code for code in peers if code[:3] == own.place[:3])
        several = LEVEL_NAMES[own.level][1]
        yield from _group(world, indicator, _("Other %(several)s of the region") % {"several": several}, same_region)


def _group(
    world: World, indicator: Indicator, title: str, codes: Sequence[str], *, in_order: bool = False
) -> list[RankedPlace]:
    country = world.workspace.record.comparators.country
    rows = []
    for code in codes:
        found = world.find(indicator.id, code)
        if found is None or (found.value is None and code not in (world.area, *world.members)):
            continue
        rows.append(
            RankedPlace(
                world.ref(code),
                title,
                reading(found, indicator),
                standing(found),
                gap_reading(gap_to(world, found, country), found, indicator) if country else None,
                longest_trend(found, indicator),
                spark(found),
                str(world.role(code, own=world.area)),
            )
        )
    if not in_order:
        downwards = str(indicator.polarity) != "lower"
        rows.sort(
            key=lambda row: (
                row.reading.value is None,
                -(row.reading.value or 0) if downwards else row.reading.value or 0,
            )
        )
    return rows


def _rows(world: World, indicator: Indicator) -> Iterable[ObservationRow]:
    for code in dict.fromkeys((world.area, *world.comparators, *world.members)):
        found = world.find(indicator.id, code)
        if found is None:
            continue
        for point in found.series:
            yield ObservationRow(
                found.place,
                world.name(code),
                found.place_vintage,
                found.level,
                point.period,
                point.value,
                point.low,
                point.high,
                str(found.error),
                "ok" if point.value is not None else "not_available",
                found.unit,
                found.dataset,
                " | ".join(found.caveats),
            )


def _caveats(world: World, indicator: Indicator) -> tuple[CaveatNote, ...]:
    notes = [CaveatNote(_("Please note"), text) for text in indicator.caveats]
    troubled: dict[str, list[str]] = {}
    for code in (world.area, *world.members):
        found = world.find(indicator.id, code)
        for name in found.caveats if found else ():
            troubled.setdefault(name, []).append(code)
    for name, codes in troubled.items():
        record = world.caveats.get(name)
        if record is None:
            continue
        own = world.find(indicator.id, world.area)
        aside = world.without.get((indicator.id, world.area)) if world.area in codes else None
        notes.append(
            CaveatNote(
                _("A known trouble of some cells"),
                record.text,
                tuple(world.name(code) for code in codes),
                reading(own, indicator) if aside is not None else None,
                _aside(aside, indicator) if aside is not None else None,
            )
        )
    return tuple(notes)


def _aside(value: float | None, indicator: Indicator) -> Reading:
    status = "ok" if value is not None else "not_available"
    return Reading(
        value,
        indicator.unit,
        status=status,
        reason="" if value is not None else _("cannot be computed"),
        decimals=indicator.decimals,
    )


def _related(world: World, indicator: Indicator) -> tuple[IndicatorRef, ...]:
    others = [other for other in world.indicators.values() if other.id != indicator.id]
    near = [other for other in others if other.theme == indicator.theme]
    near += [other for other in others if other.foundation == indicator.foundation and other not in near]
    return tuple(indicator_ref(other) for other in near[:_MOST_RELATED])


def _has_value(world: World, indicator: Indicator, code: str) -> bool:
    found = world.find(indicator.id, code)
    return found is not None and found.value is not None


def _any_member(world: World, indicator: Indicator) -> Benchmark | None:
    found = [world.find(indicator.id, code) for code in world.members]
    return next((item for item in found if item is not None and item.value is not None), None)
