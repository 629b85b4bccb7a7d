"""What a view says in words, from the figures that it draws; and why there is nothing to see."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.build.world import LEVEL_NAMES
from placewright.core.periods import parse_period, when
from placewright.core.printing import listed
from placewright.places.in_sentences import at_the_start, the
from placewright.publish import formats
from placewright.publish.views import Reading, Series
from placewright.web.explorer.figures import IndicatorFigures
from placewright.web.explorer.selection import Chosen

_MOST_SAID = 4


def line_words(
    lines: Sequence[Series], figures: IndicatorFigures, places: Sequence[Chosen], drawable: Sequence[Chosen]
) -> list[str]:
    """Where each of the chief lines begins and ends; and which places have none."""
    said = []
    for line in [line for line in lines if line.role != "member"][:_MOST_SAID] or lines[:_MOST_SAID]:
        ends = [point for point in line.points if point.value is not None]
        first, last = (
            Reading(p.value, figures.indicator.unit, p.label, p.low, p.high, decimals=figures.indicator.decimals)
            for p in (ends[0], ends[-1])
        )
        said.append(
            _("%(place)s: %(first)s in %(start)s, %(last)s in %(end)s.")
            % {
                "place": line.name,
                "first": formats.short(first),
                "start": ends[0].label,
                "last": formats.with_interval(last),
                "end": ends[-1].label,
            }
        )
    more = len(drawable) - len(said)
    if more > 0:
        said.append(
            ngettext("%(count)d more place is in the table.", "%(count)d more places are in the table.", more)
            % {"count": more}
        )
    known = {place.code for place in drawable}
    without = [the(place.name) for place in places if place.code not in known]
    if without and lines:
        said.append(_("No line can be drawn for %(places)s: the table says why.") % {"places": some(without)})
    return said


def bars_words(figures: IndicatorFigures, read: Sequence[tuple[Chosen, Reading]], at: int) -> list[str]:
    """The chief places' figures with their ranks, the highest and the lowest, and who has none."""
    known = [(place, reading) for place, reading in read if reading.value is not None]
    if not known:
        return []
    time = when(parse_period(figures.periods[at]))
    said = []
    chief = [(place, reading) for place, reading in known if place.role != "member"]
    for place, reading in chief[:_MOST_SAID]:
        rank = figures.rank(place.row, at) if place.row is not None else None
        words = _("%(place)s stood at %(value)s %(time)s") % {
            "place": at_the_start(place.name),
            "value": formats.full(reading),
            "time": time,
        }
        span = formats.interval(reading)
        words += f" ({span})" if span else ""
        if rank is not None and rank.of > 4 and place.role not in ("england", "uk"):
            level = LEVEL_NAMES.get(figures.panel.levels[place.row or 0], ("", _("places")))[1]
            words += _(", %(rank)s of %(of)d %(level)s from the %(first)s") % {
                "rank": formats.ordinal(rank.position),
                "of": rank.of,
                "level": level,
                "first": rank.first,
            }
        said.append(f"{words}.")
    said += _ends(known)
    without = [the(place.name) for place, reading in read if reading.value is None]
    if without:
        said.append(_("There is no figure for %(places)s: the table says why.") % {"places": some(without)})
    return said


def map_words(read: Sequence[tuple[Chosen, Reading]]) -> list[str]:
    """From the lowest to the highest, and how many places have no figure."""
    known = [(place, reading) for place, reading in read if reading.value is not None]
    said = _ends(known)
    gaps = len(read) - len(known)
    if known and gaps:
        said.append(ngettext("One place has no figure.", "%(count)d places have no figure.", gaps) % {"count": gaps})
    return said


def scatter_words(
    figures: IndicatorFigures,
    other: IndicatorFigures,
    pairs: Sequence[tuple[Chosen, Reading, Reading]],
    count: int,
) -> list[str]:
    """How many places are marks, and where the chief ones stand by both indicators."""
    said = [
        ngettext("One place has figures of both.", "%(count)d places have figures of both.", count) % {"count": count}
    ]
    for place, x, y in [pair for pair in pairs if pair[0].role not in ("member", "other")][:_MOST_SAID]:
        if x.value is None or y.value is None:
            said.append(_("%(place)s is not among them.") % {"place": at_the_start(place.name)})
            continue
        said.append(
            _("%(place)s: %(one)s %(first)s, %(other)s %(second)s.")
            % {
                "place": place.name,
                "one": other.indicator.short_name,
                "first": formats.with_interval(x),
                "other": figures.indicator.short_name,
                "second": formats.with_interval(y),
            }
        )
    said.append(_("That two figures go together does not say that one makes the other."))
    return said


def why_no_line(figures: IndicatorFigures, places: Sequence[Chosen], columns: Sequence[int]) -> str:
    """Why there is no line."""
    if not places:
        return _("No place is chosen. Add one, or a set of places.")
    if not columns:
        ends = [figures.labels[at] for at in (0, -1)]
        return _("There are figures for %(first)s to %(last)s, and none in the years chosen.") % {
            "first": ends[0],
            "last": ends[1],
        }
    named = some([the(place.name) for place in places])
    if all(place.row is None for place in places):
        return _("Nothing is published for %(places)s. %(levels)s") % {
            "places": named,
            "levels": published_for(figures),
        }
    if not figures.has_times or len(columns) < 2:
        return _("There is one period only, so there is no line; bars, a map or the table show it.")
    return _("There are not two figures of one place in these years, so there is no line; the table says why.")


def why_no_value(figures: IndicatorFigures, read: Sequence[tuple[Chosen, Reading]], label: str) -> str:
    """Why there are no bars."""
    if not read:
        return _("No place is chosen. Add one, or a set of places.")
    named = some([the(place.name) for place, _reading in read])
    if all(place.row is None for place, _reading in read):
        return _("Nothing is published for %(places)s. %(levels)s") % {
            "places": named,
            "levels": published_for(figures),
        }
    return _("There is no figure of %(places)s for %(period)s; the table says why.") % {
        "places": named,
        "period": label,
    }


def why_no_map(figures: IndicatorFigures, area: str) -> str:
    """Why there is no map."""
    kind = _("small areas") if area.startswith("lsoa") else _("districts")
    return _("Nothing is published for these %(kind)s. %(levels)s") % {"kind": kind, "levels": published_for(figures)}


def published_for(figures: IndicatorFigures) -> str:
    """Which levels the indicator has figures for."""
    several = [LEVEL_NAMES[level][1] for level in figures.levels if level in LEVEL_NAMES]
    several += [_("small areas")] if "lsoa" in figures.levels else []
    if not several:
        return _("It has no figures in this edition of the evidence.")
    return _("It has figures for %(levels)s.") % {"levels": listed(several)}


def _ends(known: Sequence[tuple[Chosen, Reading]]) -> list[str]:
    if len(known) < 3:
        return []
    ordered = sorted(known, key=lambda item: item[1].value or 0.0)
    lowest, highest = ordered[0], ordered[-1]
    shared = {
        end: sum(formats.short(reading) == formats.short(item[1]) for _place, reading in known)
        for end, item in (("low", lowest), ("high", highest))
    }
    told = {
        "count": len(known),
        "most": the(highest[0].name),
        "high": formats.short(highest[1]),
        "least": the(lowest[0].name),
        "low": formats.short(lowest[1]),
        "many": shared["high"],
        "few": shared["low"],
    }
    if shared["high"] == shared["low"] == 1:
        words = _("Of %(count)d places the highest is %(most)s with %(high)s, the lowest %(least)s with %(low)s.")
    elif shared["low"] == 1:
        words = _("Of %(count)d places %(many)d share the highest, %(high)s; the lowest is %(least)s with %(low)s.")
    elif shared["high"] == 1:
        words = _("Of %(count)d places the highest is %(most)s with %(high)s; %(few)d share the lowest, %(low)s.")
    else:
        words = _("Of %(count)d places %(many)d share the highest, %(high)s, and %(few)d the lowest, %(low)s.")
    return [words % told]


def some(names: Sequence[str]) -> str:
    """The first few of the names, and how many others there are."""
    if len(names) <= _MOST_SAID:
        return listed(list(names))
    more = len(names) - 3
    rest = ngettext("%(count)d other", "%(count)d others", more) % {"count": more}
    return listed([*names[:3], rest])
