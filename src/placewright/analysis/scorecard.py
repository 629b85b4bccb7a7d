"""A place's scorecard: its benchmarks by foundation, beside the figures of the places it is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from placewright.analysis.benchmarks import Benchmark, benchmark
from placewright.analysis.panels import name_of
from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import Day, Period, RollingYear, YearSpan, parse_period
from placewright.core.printing import unit_form, with_coins
from placewright.places import registry, same_territory
from placewright.records.indicator import BundleRule, Foundation, Indicator

FOUNDATIONS: Mapping[Foundation, str] = {
    Foundation.IDEAS: "Ideas",
    Foundation.PEOPLE: "People",
    Foundation.INFRASTRUCTURE: "Infrastructure",
    Foundation.BUSINESS_ENVIRONMENT: "Business environment",
    Foundation.PLACES: "Places",
    Foundation.INCLUSIVE_GROWTH: "Inclusive growth",
}
"""The foundations in the order of a scorecard, and their names."""

ERROR_MARKS: Mapping[str, str] = {"sampling": "s", "rounding": "r", "revision": "v", "unknown": "m"}
"""The letter after an interval: sampling (95 %), rounding (bounds), past revisions, or several kinds mixed."""

_BLOCKS = "▁▂▃▄▅▆▇█"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NoEvidence(PlacewrightError):
    """A place that is known but of which the evidence holds nothing."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One indicator at the place, and the benchmarks of the places it is held against, in their order."""

    indicator: Indicator
    own: Benchmark
    against: tuple[Benchmark | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All indicators of a place that have a figure, those of each foundation together in the order of their themes."""

    place: str
    name: str
    level: str
    against: tuple[str, ...]
    rows: tuple[ScoreRow, ...]

    def of(self, foundation: Foundation) -> list[ScoreRow]:
        """The rows of one foundation."""
        return [row for row in self.rows if row.indicator.foundation is foundation]


def make_scorecard(
    evidence: pa.Table,
    indicators: Mapping[str, Indicator],
    place: str,
    *,
    against: Sequence[str] = (),
    comparators: Sequence[str] = ("E92000001", "K02000001"),
    lists: Mapping[str, str] | None = None,
) -> Scorecard:
    """The scorecard of a place, given by code or name.

    Where nothing is published under the place's own code, a code recorded as the same territory stands in. `lists`
    names the codes of the evidence that stand for a list of places; such a code may be the place.

    Raises:
        UnknownPlace: the registry knows no such place; the message offers the nearest.
        NoEvidence: the evidence holds nothing of it.
    """
    places = registry()
    code, name, level = _named(place, lists or {})
    others = [places.find(other).code for other in against]
    near = _statistical_neighbours(code) if level == "lad" else ()
    wanted = list(dict.fromkeys(same for one in (code, *others) for same in (one, *same_territory(one))))
    names = [name for name in pc.unique(evidence["indicator"].cast(pa.string())).to_pylist() if name in indicators]
    made = benchmark(
        evidence, {name: indicators[name] for name in names}, wanted, comparators=comparators,
        neighbours={code: near} if near else {},
    )  # fmt: skip
    by_name = {(item.indicator, item.place): item for item in made}
    rows = []
    for each in names:
        own = newest_figure(by_name, indicators[each], code, level=level)
        if own is not None and own.value is not None:
            beside = tuple(newest_figure(by_name, indicators[each], other) for other in others)
            rows.append(ScoreRow(indicators[each], own, beside))
    if not rows:
        raise NoEvidence(
            f"There is no evidence of {name} ({code}).",
            fix="Name a workspace that holds its figures with --workspace, or make one with `placewright new`.",
        )
    order = list(FOUNDATIONS)
    rows.sort(key=lambda row: (order.index(row.indicator.foundation), row.indicator.theme, row.indicator.id))
    return Scorecard(code, name, level, tuple(others), tuple(rows))


def newest_figure(
    found: Mapping[tuple[str, str], Benchmark], indicator: Indicator, place: str, *, level: str = ""
) -> Benchmark | None:
    """The newest figure of an indicator for a place, wherever one is shown: under the first of its codes that has one.

    Args:
        found: benchmarks by indicator and code.
        indicator: whose figure.
        place: its code.
        level: the place's level; without it the registry is asked.
    """
    each = [item for code in codes_to_try(indicator, place, level=level) if (item := found.get((indicator.id, code)))]
    return next((item for item in each if item.value is not None), each[0] if each else None)


def codes_to_try(indicator: Indicator, place: str, *, level: str = "") -> tuple[str, ...]:
    """The codes of a territory in the order to look: a published ratio goes before one weighted from its districts'."""
    others = same_territory(place)
    known = level or (registry().level(place) if registry().is_known(place) else "list")
    if indicator.bundle is BundleRule.WEIGHTED and known != "lad":
        return (*others, place)
    return (place, *others)


def sparkline(values: Sequence[float | None], *, most: int = 16) -> str:
    """The last values as a line of blocks, a space where one is missing; empty with fewer than three.

    >>> sparkline([1, 2, None, 4])
    '▁▃ █'
    """
    last = values[-most:]
    known = [value for value in last if value is not None]
    if len(known) < 3:
        return ""
    low, span = min(known), max(known) - min(known)
    return "".join(" " if value is None else _BLOCKS[round((value - low) / span * 7) if span else 3] for value in last)


def value_text(value: float | None, indicator: Indicator) -> str:
    """A value with its unit, short enough for a table.

    >>> from placewright.evidence.catalogue import packaged_indicators
    >>> value_text(34.2, packaged_indicators()["gva-per-hour"])
    '£34.20/hour'
    """
    if value is None:
        return ""
    figure, unit = f"{value:,.{indicator.decimals}f}", indicator.unit
    if unit == "%":
        return f"{figure}%"
    if unit.startswith("GBP million"):
        return f"£{figure}m"
    figure = with_coins(figure, unit_form(unit), indicator.decimals)
    if unit.startswith("GBP"):
        return f"£{figure}{unit.removeprefix('GBP')}"
    if unit == "EUR":
        return f"€{figure}"
    short = {"ratio": "", "score": "", "people": "", "jobs": "", "enterprises": "", "employees": "", "minutes": " min"}
    return figure if unit.startswith("index") else f"{figure}{short.get(unit, f' {unit}')}"


def interval_text(item: Benchmark, indicator: Indicator) -> str:
    """The interval and the letter of its kind; empty where none is known or both its ends print alike."""
    if item.low is None or item.high is None:
        return ""
    ends = [f"{end:,.{indicator.decimals}f}" for end in (item.low, item.high)]
    return "" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} {ERROR_MARKS[item.error]}"


def period_text(period: str) -> str:
    """A period in few characters.

    >>> period_text("P1Y/2024-09"), period_text("2018..2020"), period_text("2022-23")
    ('Sep 2024', '2018–20', '2022-23')
    """
    parsed: Period = parse_period(period)
    if isinstance(parsed, RollingYear):
        return f"{_MONTHS[parsed.month - 1]} {parsed.year}"
    if isinstance(parsed, Day):
        return f"{_MONTHS[parsed.day.month - 1]} {parsed.day.year}"
    if isinstance(parsed, YearSpan):
        return f"{parsed.first}–{parsed.last % 100:02d}"
    return parsed.label


def rank_text(item: Benchmark) -> str:
    """The rank, with its span where the intervals leave it open."""
    rank = item.rank
    if rank is None:
        return ""
    span = f"{rank.low}–{rank.high}" if rank.low != rank.high else f"{rank.position}{'=' if rank.tied else ''}"
    return f"{span} of {rank.of}"


def gap_text(item: Benchmark, indicator: Indicator, comparator: str) -> str:
    """The gap to a comparator under any of its codes, in points for percentages and in per cent for the rest.

    A gap whose interval holds zero is marked `~`: it cannot be told from none.
    """
    codes = (comparator, *same_territory(comparator))
    gap = next((gap for gap in item.gaps if gap.comparator in codes and gap.value is not None), None)
    if gap is None or gap.value is None:
        return ""
    unsure = "~" if gap.low is not None and gap.high is not None and gap.low <= 0 <= gap.high else ""
    if indicator.unit == "%" or gap.percent is None or indicator.index_base:
        return f"{unsure}{gap.value:+,.{indicator.decimals}f}"
    return f"{unsure}{gap.percent:+.0f}%"


def trend_text(item: Benchmark, indicator: Indicator) -> str:
    """The longest of the five-year change and its stand-ins, with what it is: `cash`, `real`, `pts` or `grew`."""
    by_years = {trend.years: trend for trend in item.trends if trend.change is not None}
    trend = by_years.get(5) or by_years.get(10) or by_years.get(1)
    if trend is None or trend.change is None:
        return ""
    marks = {"real growth": "% real", "growth": "%", "change in cash terms": "% cash", "change in points": "pts"}
    mark = marks.get(str(trend.kind), "")
    space = "" if mark.startswith("%") else " "
    return f"{trend.change:+,.{trend.decimals}f}{space}{mark} {trend.years}y".replace("  ", " ")


def _named(place: str, lists: Mapping[str, str]) -> tuple[str, str, str]:
    if place in lists:
        return place, lists[place], "list"
    found = registry().find(place)
    return found.code, found.name, found.level


def _statistical_neighbours(code: str) -> tuple[str, ...]:
    """The nearest in economy; none for a district that has ended, of which the publisher names none."""
    places = registry()
    if not places.get(code).is_current:
        return ()
    return tuple(place.code for place in places.statistical_neighbours(code, kind="economic", n=10))


def label(code: str) -> str:
    """A place's name and code.

    >>> label("E07000243")
    'Stevenage (E07000243)'
    """
    return f"{name_of(code)} ({code})"
