"""Benchmarks in the words and shapes of pages: readings, standings, gaps, trends and the sentences about them."""

from __future__ import annotations

from math import isnan

from placewright.analysis.benchmarks import Benchmark
from placewright.analysis.gaps import Gap
from placewright.analysis.trends import Trend as MeasuredTrend
from placewright.build.territory import what_differs
from placewright.build.world import LEVEL_NAMES, World
from placewright.core.periods import parse_period, year_of
from placewright.core.words import gettext as _
from placewright.core.words import ngettext, spoken
from placewright.places.in_sentences import the
from placewright.publish.formats import full, number, short
from placewright.publish.views import Comparison, IndicatorRef, Point, Reading, Series, Standing, Trend
from placewright.records.indicator import Indicator

REASONS = spoken(
    {
        "suppressed": "the publisher withholds it",
        "not_available": "not published for this place",
        "not_applicable": "does not apply here",
    }
)
"""Why a value is missing, in words, by status."""

UNCERTAINTY = spoken(
    {
        "sampling": "The interval is a 95% confidence interval from the publisher's own sampling error.",
        "rounding": "The interval holds every value that the publisher's rounding rule would print as this figure; "
        "sampling error, where there is any, is not published and comes on top.",
        "revision": "The interval is as wide as 95% of the changes that one past revision made to districts' "
        "figures of "
        "the same age. One revision is no promise of the next, and figures of whole countries are revised less.",
        "unknown": "The publisher gives no interval for this series, so the comparisons speak of the "
        "published figures.",
        "mixed": "Rounding and sampling both matter here; the interval holds both, each at its own full width.",
    }
)
"""What an interval of each kind means, for a reader."""


OF_EXTENT = frozenset({"self-containment-residence", "self-containment-with-home", "self-containment-workplace"})
"""Indicators that are higher for a larger area whatever people do in it, so that its parts are not held against it."""


def indicator_ref(indicator: Indicator) -> IndicatorRef:
    """The indicator as pages name it."""
    return IndicatorRef(indicator.id, indicator.name, str(indicator.foundation), indicator.unit)  # type: ignore[arg-type]


def reading(benchmark: Benchmark | None, indicator: Indicator) -> Reading:
    """The place's latest value."""
    if benchmark is None:
        return Reading(None, indicator.unit, status="not_available", reason=REASONS["not_available"])
    status = str(benchmark.status)
    return Reading(
        benchmark.value,
        benchmark.unit,
        parse_period(benchmark.period).label if benchmark.period else "",
        benchmark.low,
        benchmark.high,
        str(benchmark.error),
        status,
        "" if benchmark.value is not None else REASONS.get(status, status),
        indicator.decimals,
        caveated=bool(benchmark.caveats) and benchmark.value is not None,
    )


def points(benchmark: Benchmark) -> tuple[Point, ...]:
    """The place's values over time."""
    made = []
    for point in benchmark.series:
        period = parse_period(point.period)
        made.append(Point(float(year_of(period)), period.label, point.value, point.low, point.high))
    return tuple(made)


def spark(benchmark: Benchmark | None, *, most: int = 30) -> tuple[float | None, ...]:
    """The values of a small line, oldest first; empty where there are fewer than three."""
    values = benchmark.series.values[-most:].tolist() if benchmark else []
    known = tuple(None if isnan(value) else value for value in values)
    return known if sum(value is not None for value in known) >= 3 else ()


def standing(benchmark: Benchmark | None) -> Standing:
    """The place's rank and percentile among all places of its level; a span of ranks only where it has an interval."""
    if benchmark is None or benchmark.rank is None or benchmark.level == "country":
        return Standing()
    rank = benchmark.rank
    low, high = (None, None) if benchmark.low is None else (rank.low, rank.high)
    return Standing(rank.position, rank.of, benchmark.percentile, low, high, rank.first)


def gap_to(world: World, benchmark: Benchmark | None, comparator: str) -> Gap | None:
    """The gap to a comparator, under any of its codes; None where none could be computed."""
    if benchmark is None:
        return None
    codes = world.codes_of(comparator)
    return next((gap for gap in benchmark.gaps if gap.comparator in codes and gap.value is not None), None)


def gap_unit(unit: str) -> str:
    """The unit of a difference: percentages differ by percentage points, indices by points."""
    if unit == "%":
        return "percentage points"
    return "points" if unit.startswith("index") else unit


def gap_reading(gap: Gap | None, benchmark: Benchmark | None, indicator: Indicator) -> Reading | None:
    """The gap as a reading."""
    if gap is None or benchmark is None or gap.value is None:
        return None
    return Reading(
        gap.value,
        gap_unit(benchmark.unit),
        parse_period(benchmark.period).label,
        gap.low,
        gap.high,
        str(benchmark.error),
        decimals=indicator.decimals,
    )


def verdict(gap: Gap | None) -> str:
    """Above, below or cannot tell, by the gap's interval; by its value where no interval is known."""
    if gap is None or gap.value is None:
        return "unmeasured"
    low = gap.low if gap.low is not None else gap.value
    high = gap.high if gap.high is not None else gap.value
    if low > 0:
        return "above"
    return "below" if high < 0 else "cannot-tell"


def verdict_to(world: World, indicator: Indicator, benchmark: Benchmark | None, comparator: str) -> str:
    """The verdict on the gap to a comparator.

    An index has no interval of its own; where the same quantity in money has one, and cannot tell, neither can the
    index.
    """
    found = verdict(gap_to(world, benchmark, comparator))
    if found in {"above", "below"} and _in_money_cannot_tell(world, indicator, benchmark, comparator):
        return "cannot-tell"
    return found


def _in_money_cannot_tell(world: World, indicator: Indicator, benchmark: Benchmark | None, comparator: str) -> bool:
    twin = indicator.id.removesuffix("-index")
    if benchmark is None or not indicator.index_base or twin == indicator.id or benchmark.low is not None:
        return False
    money = world.benchmarks.get((twin, benchmark.place))
    gap = gap_to(world, money, comparator)
    if money is None or gap is None or money.period != benchmark.period:
        return False
    return verdict(gap) == "cannot-tell"


def comparisons(world: World, indicator: Indicator, own: Benchmark | None) -> tuple[Comparison, ...]:
    """The readings of region, country and kingdom beside the area's, those that are published, with the gaps."""
    made = []
    for code in world.comparators:
        other = world.find(indicator.id, code)
        if other is None or other.value is None:
            continue
        gap = gap_to(world, own, code)
        is_fair = indicator.id not in OF_EXTENT
        made.append(
            Comparison(
                world.name(code),
                world.role(code, own=world.area),
                reading(other, indicator),
                gap_reading(gap, own, indicator) if is_fair else None,
                verdict_to(world, indicator, own, code) if is_fair else "unmeasured",  # type: ignore[arg-type]
                world.ref(code).href,
            )
        )
    return tuple(made)


def trends(benchmark: Benchmark | None, indicator: Indicator) -> tuple[Trend, ...]:
    """The place's changes over one, five and ten years, each in honest words."""
    return tuple(_trend(trend, benchmark, indicator) for trend in benchmark.trends) if benchmark else ()


def longest_trend(benchmark: Benchmark | None, indicator: Indicator, *, years: int = 5) -> Trend | None:
    """The change over that many years, or the nearest that is measured."""
    if benchmark is None:
        return None
    measured = [trend for trend in benchmark.trends if trend.change is not None]
    best = min(measured, key=lambda trend: abs(trend.years - years), default=None)
    return None if best is None else _trend(best, benchmark, indicator)


def _trend(trend: MeasuredTrend, benchmark: Benchmark | None, indicator: Indicator) -> Trend:
    if trend.change is None or benchmark is None:
        return Trend(trend.years, None, trend.words or trend.reason)
    in_percent = "growth" in trend.kind or trend.kind == "change in cash terms"
    unit = "%" if in_percent else gap_unit(benchmark.unit)
    decimals = 1 if in_percent else indicator.decimals
    change = Reading(trend.change, unit, "", trend.low, trend.high, str(benchmark.error), decimals=decimals)
    return Trend(trend.years, change, trend.words, trend.kind)


def series(world: World, indicator: Indicator, place: str, *, of: str) -> Series | None:
    """The place's line; None where it has fewer than two values."""
    found = world.find(indicator.id, place)
    if found is None or sum(point.value is not None for point in found.series) < 2:
        return None
    note = (
        ""
        if found.place == place
        else _("under the code %(place)s, %(territory)s")
        % {"place": found.place, "territory": territory_words(place, found.place)}
    )
    return Series(world.name(place), world.role(place, own=of), points(found), found.place, note)


def territory_words(place: str, other: str) -> str:
    """How near the territory of another code is to that of the place."""
    differs = what_differs(place, other)
    return (
        _("nearly the same territory (%(words)s)") % {"words": differs.rstrip(".")}
        if differs
        else _("the same territory")
    )


def rank_words(benchmark: Benchmark | None) -> str:
    """The rank in words, with of how many; empty where there is none."""
    if benchmark is None or benchmark.rank is None:
        return ""
    rank = benchmark.rank
    several = LEVEL_NAMES.get(benchmark.level, ("", _("places")))[1]
    place = _("%(position)s of %(of)s %(several)s") % {"position": rank.position, "of": rank.of, "several": several}
    if benchmark.level in {"lad", "county"}:
        place = _("%(position)s of %(of)s %(several)s in England") % {
            "position": rank.position,
            "of": rank.of,
            "several": several,
        }
    if benchmark.low is not None and rank.low != rank.high:
        place += _(" (between %(low)s and %(high)s, given the intervals)") % {"low": rank.low, "high": rank.high}
    elif rank.tied:
        words = ngettext(" (level with %(tied)s other)", " (level with %(tied)s others)", rank.tied)
        place += words % {"tied": rank.tied}
    return _("Rank %(place)s, where 1 is the %(first)s.") % {"place": place, "first": _(rank.first)}


def compared_words(world: World, indicator: Indicator, benchmark: Benchmark | None, comparator: str) -> str:
    """One sentence that sets the place's value beside a comparator's; empty where there is no gap to speak of."""
    gap = gap_to(world, benchmark, comparator)
    other = world.find(indicator.id, comparator)
    if benchmark is None or gap is None or gap.value is None or other is None or indicator.id in OF_EXTENT:
        return ""
    is_index = benchmark.unit.startswith("index")
    beside = reading(other, indicator)
    theirs = f"{the(world.name(comparator))} ({short(beside) if is_index else full(beside)})"
    if verdict(gap) == "cannot-tell" or abs(gap.value) < 0.5 * 10**-indicator.decimals:
        return _("It cannot be told apart from %(theirs)s.") % {"theirs": theirs}
    side = _("more than") if gap.value > 0 else _("less than")
    unit = gap_unit(benchmark.unit)
    if gap.low is None or gap.high is None:
        size = full(Reading(abs(gap.value), unit, decimals=indicator.decimals))
    else:
        ends = sorted((abs(gap.low), abs(gap.high)))
        size = full(Reading(abs(gap.value), unit, low=ends[0], high=ends[1], decimals=indicator.decimals))
    share = (
        f", {number(abs(gap.percent))}%," if gap.percent is not None and benchmark.unit != "%" and not is_index else ""
    )
    start = _("As published, that is") if gap.low is None else _("That is")
    doubt = ""
    if verdict_to(world, indicator, benchmark, comparator) == "cannot-tell":
        doubt = _(", but the range of past revisions leaves open which is higher")
    return f"{start} {size}{share} {side} {theirs}{doubt}."


def aside_words(world: World, indicator: Indicator, place: str) -> str:
    """What must stand beside a figure: the same without its caveated cells, or its other bound; empty for most."""
    own = world.find(indicator.id, place)
    if own is None or own.value is None:
        return ""
    without = world.without.get((indicator.id, place))
    if own.caveats and without is not None:
        figure = full(Reading(without, own.unit, decimals=indicator.decimals))
        return _("Without the cells that its caveat names it is %(figure)s.") % {"figure": figure}
    upper = world.find("self-containment-with-home", place) if indicator.id == "self-containment-residence" else None
    if upper is not None and upper.value is not None:
        share = full(Reading(upper.value, upper.unit, decimals=indicator.decimals))
        return _(
            "That leaves out people who work at home or have no fixed place; with all "
            "of them counted as working here it is %(share)s. A larger area holds more "
            "of its own workers, so none is compared with one."
        ) % {"share": share}
    return ""


def uncertainty_words(benchmark: Benchmark | None) -> str:
    """What the interval of a reading means."""
    if benchmark is None or benchmark.value is None:
        return _("Nothing is published for this place, so there is nothing to be uncertain about.")
    kind = str(benchmark.error)
    if kind == "unknown" and benchmark.low is not None:
        kind = "mixed"
    return UNCERTAINTY[kind]
