"""A place's scorecard, the list of places and the home page, assembled from benchmarks and signals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from placewright.analysis.signals import Signal
from placewright.build.indicator_pages import members_map
from placewright.build.place_said import said_of
from placewright.build.readings import (
    aside_words,
    compared_words,
    comparisons,
    gap_reading,
    gap_to,
    indicator_ref,
    longest_trend,
    rank_words,
    reading,
    spark,
    standing,
    verdict_to,
)
from placewright.build.territory import statistical_neighbours
from placewright.build.world import LEVEL_NAMES, World
from placewright.core.periods import day_if_one, parse_period
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places import registry
from placewright.places.in_sentences import at_the_start, the
from placewright.publish.views import FOUNDATIONS, CaveatNote, KeyFigure, PlaceRef, SignalNote
from placewright.publish.views_pages import Headline, HomePage, PlaceIndexPage, PlacePage, ScoreLine
from placewright.records.indicator import Indicator

_MOST_SIGNALS = 8
_KEY_FIGURES = 6
_OLDEST = 5
"""Years: a figure that is further behind the newest one no longer stands out, however large."""
_TROUBLED = marked(" These figures have a known trouble, which may be all that shows: see the indicator's page.")


def home_page(world: World, *, observations: int) -> HomePage:
    """The front page: headlines, map, what stands out, and the ways in."""
    headline = _named(world, world.workspace.record.headline)
    maps = _named(world, world.workspace.record.maps) or headline
    counts = Counter(str(indicator.foundation) for indicator in world.indicators.values())
    datasets = world.workspace.datasets
    return HomePage(
        lede=_home_lede(world),
        headlines=tuple(_headline(world, indicator) for indicator in headline if _is_known(world, indicator)),
        map=members_map(world, maps),
        signals=signal_notes(world, [signal for signal in world.signals if signal.place in _own_codes(world)]),
        places=tuple(world.ref(code) for code in world.members),
        indicator_counts=tuple((name, counts[name]) for name, _rest, _rest in FOUNDATIONS),
        vintage=_vintage(world, headline),
        datasets=len(datasets),
        observations=observations,
    )


def place_page(world: World, place: str) -> PlacePage:
    """A place's scorecard by foundation, what stands out there, and where it lies."""
    record = world.workspace.record.comparators
    against = record.country if place != record.country else record.kingdom
    lines = tuple(
        line
        for indicator in world.indicators.values()
        if (line := _score_line(world, indicator, place, against)) is not None
    )
    codes = world.codes_of(place)
    own = [signal for signal in world.signals if signal.place in codes]
    return PlacePage(
        place=world.ref(place),
        lede=_place_lede(world, place, lines),
        key_figures=_key_figures(world, place),
        lines=lines,
        signals=signal_notes(world, own),
        gap_name=the(world.name(against)) if against else "",
        rank_of=_rank_of(place),
        parents=_parents(world, place),
        members=tuple(world.ref(code) for code in world.members) if place == world.area else (),
        neighbours=_refs(world, _neighbours(place)),
        similar=_refs(world, statistical_neighbours(place, most=10)),
        highlight=(place,) if place in world.members else world.members if place == world.area else (),
        caveats=_caveats(world, place),
        said=said_of(world, place),
    )


def place_index(world: World) -> PlaceIndexPage:
    """The places that have a page, with the headline figures of each."""
    columns = _named(world, world.workspace.record.headline)[:4]
    area, members = world.area, tuple(code for code in world.members if code != world.area)
    groups: list[tuple[str, tuple[PlaceRef, ...]]] = [(world.name(area), (world.ref(area),))]
    if members:
        groups.append(
            (
                _("Districts of %(name)s") % {"name": the(world.name(area))},
                tuple(sorted((world.ref(code) for code in members), key=lambda ref: ref.name)),
            )
        )
    if world.comparators:
        groups.append((_("Comparators"), tuple(world.ref(code) for code in world.comparators)))
    readings = tuple(
        (code, tuple(reading(world.find(indicator.id, code), indicator) for indicator in columns))
        for code in world.pages
    )
    return PlaceIndexPage(tuple(groups), tuple(indicator_ref(indicator) for indicator in columns), readings)


def signal_notes(world: World, signals: Sequence[Signal], *, most: int = _MOST_SIGNALS) -> tuple[SignalNote, ...]:
    """The strongest signals, at most two of one theme, as suggestions in words."""
    notes: list[SignalNote] = []
    newest = _newest_year(world)
    themes: Counter[str] = Counter()
    own = world.codes_of(world.area)
    for signal in sorted(signals, key=lambda item: -abs(item.score)):
        indicator = world.indicators.get(signal.indicator)
        found = world.find(signal.indicator, signal.place)
        if indicator is None or found is None or themes[indicator.theme] >= 2:
            continue
        if parse_period(found.period).end.year < newest - _OLDEST:
            continue
        themes[indicator.theme] += 1
        place = world.area if signal.place in own else signal.place
        known_as = registry().name(signal.place) if registry().is_known(signal.place) else signal.place
        notes.append(
            SignalNote(
                f"{indicator.short_name}: {world.name(place)}",
                signal.said.with_values({known_as: world.name(place)}).spoken()
                + (_(_TROUBLED) if found.caveats else ""),
                str(signal.kind),  # type: ignore[arg-type]
                _tone(signal, indicator),  # type: ignore[arg-type]
                signal.score,
                indicator_ref(indicator),
                world.ref(place),
            )
        )
        if len(notes) == most:
            break
    return tuple(notes)


def _vintage(world: World, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """How old each headline figure is, and when its series came out."""
    words = []
    for indicator in indicators:
        found = world.find(indicator.id, world.area)
        if found is None or found.value is None:
            continue
        names = [name for name in indicator.sources if name in world.workspace.datasets]
        releases = dict.fromkeys(day_if_one(world.workspace.source(name).release) for name in names)
        released = _(" (release: %(list)s)") % {"list": ", ".join(releases)} if releases else ""
        words.append(f"{indicator.name}: {parse_period(found.period).label}{released}")
    return tuple(words)


def _is_known(world: World, indicator: Indicator) -> bool:
    found = world.find(indicator.id, world.area)
    return found is not None and found.value is not None


def _newest_year(world: World) -> int:
    own = (world.find(name, world.area) for name in world.indicators)
    return max((parse_period(item.period).end.year for item in own if item is not None and item.period), default=0)


def _tone(signal: Signal, indicator: Indicator) -> str:
    if str(indicator.polarity) == "neutral":
        return ""
    is_good = (signal.score > 0) == (str(indicator.polarity) == "higher")
    return "better" if is_good else "worse"


def _named(world: World, names: Sequence[str]) -> list[Indicator]:
    return [world.indicators[name] for name in names if name in world.indicators]


def _own_codes(world: World) -> frozenset[str]:
    return frozenset(code for place in (world.area, *world.members) for code in world.codes_of(place))


def _headline(world: World, indicator: Indicator) -> Headline:
    own = world.find(indicator.id, world.area)
    country = world.workspace.record.comparators.country
    words = compared_words(world, indicator, own, country) if country else ""
    return Headline(
        indicator_ref(indicator),
        reading(own, indicator),
        comparisons(world, indicator, own),
        " ".join(part for part in (words or rank_words(own), aside_words(world, indicator, world.area)) if part),
        spark(own),
        str(indicator.polarity),  # type: ignore[arg-type]
    )


def _home_lede(world: World) -> str:
    record = world.workspace.record
    named = [the(world.name(code)) for code in world.comparators]
    beside = (
        _(" beside %(list)s and %(named)s") % {"list": ", ".join(named[:-1]), "named": named[-1]}
        if len(named) > 1
        else _(" beside %(named)s") % {"named": named[0]}
        if named
        else ""
    )
    parts = _(" and its %(members)s districts") % {"members": len(world.members)} if len(world.members) > 1 else ""
    return _(
        "How the economy of %(name)s%(parts)s compares%(beside)s: %(indicators)s "
        "indicators from official statistics, each with its source, its release, "
        "its interval where one is known, and what it cannot show."
    ) % {"name": the(record.name), "parts": parts, "beside": beside, "indicators": len(world.indicators)}


def _score_line(world: World, indicator: Indicator, place: str, against: str) -> ScoreLine | None:
    found = world.find(indicator.id, place)
    if found is None or found.value is None:
        return None
    gap = gap_to(world, found, against) if against else None
    return ScoreLine(
        indicator_ref(indicator),
        reading(found, indicator),
        standing(found),
        gap_reading(gap, found, indicator),
        verdict_to(world, indicator, found, against),
        longest_trend(found, indicator),
        spark(found),
        str(indicator.polarity),  # type: ignore[arg-type]
        caveated=bool(found.caveats),
    )


def _place_lede(world: World, place: str, lines: Sequence[ScoreLine]) -> tuple[str, ...]:
    level = world.level(place)
    area = world.name(world.area)
    first = (
        _("%(name)s is a %(level)s.") % {"name": at_the_start(world.name(place)), "level": level}
        if place != world.area
        else _("%(area)s is the %(level)s this evidence is about.") % {"area": at_the_start(area), "level": level}
    )
    if place in world.members and place != world.area:
        first = _("%(name)s is one of the %(members)s districts of %(area)s.") % {
            "name": at_the_start(world.name(place)),
            "members": len(world.members),
            "area": the(area),
        }
    ranked = [line for line in lines if line.standing is not None and line.standing.rank and line.polarity != "neutral"]
    words = [first, _("%(lines)s indicators are published for it.") % {"lines": len(lines)}]
    if ranked:
        better = [line for line in ranked if _is_better(line, least=75)]
        worse = [line for line in ranked if _is_worse(line, most=25)]
        words.append(
            _(
                "On %(better)s of the %(ranked)s that have a better and a worse end it "
                "stands in the best quarter of its level, on %(worse)s in the worst "
                "quarter."
            )
            % {"better": len(better), "ranked": len(ranked), "worse": len(worse)}
        )
    return tuple(words)


def _is_better(line: ScoreLine, *, least: float) -> bool:
    rank, of = (line.standing.rank, line.standing.of) if line.standing else (None, None)
    return rank is not None and of is not None and of >= 4 and rank <= of * (100 - least) / 100


def _is_worse(line: ScoreLine, *, most: float) -> bool:
    rank, of = (line.standing.rank, line.standing.of) if line.standing else (None, None)
    return rank is not None and of is not None and of >= 4 and rank > of * (100 - most) / 100


def _key_figures(world: World, place: str) -> tuple[KeyFigure, ...]:
    country = world.workspace.record.comparators.country
    figures = []
    for indicator in _named(world, world.workspace.record.headline):
        found = world.find(indicator.id, place)
        if found is None or found.value is None:
            continue
        words = compared_words(world, indicator, found, country) if country and place != country else ""
        words = " ".join(part for part in (words, aside_words(world, indicator, place)) if part)
        figures.append(
            KeyFigure(
                indicator.short_name, reading(found, indicator), words, indicator_ref(indicator).href, spark(found)
            )
        )
    return tuple(figures[:_KEY_FIGURES])


def _rank_of(place: str) -> str:
    level = registry().get(place).level if registry().is_known(place) else ""
    several = LEVEL_NAMES.get(level, ("", _("places")))[1]
    return _("%(get)s in England") % {"get": several} if level == "lad" else several


def _parents(world: World, place: str) -> tuple[PlaceRef, ...]:
    chain = [code for code in (world.area, *world.comparators) if code != place]
    if place in world.comparators:
        chain = list(world.comparators[world.comparators.index(place) + 1 :])
    return tuple(world.ref(code) for code in chain)


def _neighbours(place: str) -> tuple[str, ...]:
    places = registry()
    if not places.is_known(place) or places.get(place).level not in {"lad", "county"}:
        return ()
    return tuple(neighbour.code for neighbour in places.neighbours(place))


def _refs(world: World, codes: Sequence[str]) -> tuple[PlaceRef, ...]:
    return tuple(world.ref(code) for code in codes)


def _caveats(world: World, place: str) -> tuple[CaveatNote, ...]:
    touched: dict[str, list[str]] = {}
    for indicator in world.indicators.values():
        found = world.find(indicator.id, place)
        for name in found.caveats if found and found.value is not None else ():
            touched.setdefault(name, []).append(indicator.short_name)
    notes = []
    for name, indicators in touched.items():
        record = world.caveats.get(name)
        if record is not None:
            notes.append(
                CaveatNote(
                    _("Known trouble behind %(indicators)s figures here") % {"indicators": len(indicators)},
                    record.text,
                    tuple(indicators),
                )
            )
    return tuple(notes)
