"""The readings of a measure as a chart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from placewright.core.periods import parse_period
from placewright.publish.views import LineChart, Point, Series
from placewright.web.delivery.queries import Watched

_FEWEST = 2


def chart_of(one: Watched) -> LineChart | None:
    """The readings over time; None where fewer than two have a value."""
    points = []
    for read in one.reads:
        period = parse_period(read.period)
        middle = period.start + (period.end - period.start) / 2
        at = middle.year + (middle.timetuple().tm_yday - 1) / 365.25
        points.append(Point(at, period.label, read.value, read.low, read.high, read.status))
    if sum(point.value is not None for point in points) < _FEWEST:
        return None
    points.sort(key=lambda point: point.at)
    readings = Series(_("Readings"), "place", tuple(points))
    decimals = 1 if one.written.decimals is None else one.written.decimals
    return LineChart((readings,), one.written.unit, decimals=decimals)
