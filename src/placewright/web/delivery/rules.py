"""How a measure is rated: on track, at risk or off track, by its direction, target and baseline, and said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.build.kept_readings import decimals_of
from placewright.core.errors import PlacewrightError
from placewright.core.periods import parse_period
from placewright.publish.formats import short
from placewright.publish.views import Reading
from placewright.records.measure import Measure, way_of

ON_THE_WAY, TOO_SLOW = 0.9, 0.7
"""The shares of the way that a straight line to the target would have gone: from the first a measure is on track, below
the second it is off track."""

_TARGET = re.compile(
    r"(?P<value>-?[0-9][0-9,]*(?:\.[0-9]+)?)\b.*?\bby (?:the end of )?(?P<period>[0-9]{4}(?:-[0-9]{2})?)\b"
)


class Rating(models.TextChoices):
    """How a measure stands."""

    ON_TRACK = "on-track", gettext_lazy("on track")
    AT_RISK = "at-risk", gettext_lazy("at risk")
    OFF_TRACK = "off-track", gettext_lazy("off track")
    CANNOT_TELL = "cannot-tell", gettext_lazy("cannot tell")


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a measure in a period, with its interval where one is known."""

    period: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def end(self) -> int:
        """The last day of the period, as a number."""
        return parse_period(self.period).end.toordinal()

    @property
    def label(self) -> str:
        """The period in words."""
        return parse_period(self.period).label


@dataclass(frozen=True, slots=True)
class Written:
    """How the values of a measure are written: as on every other page, with their unit and no finer than is known."""

    unit: str = ""
    decimals: int | None = None

    def said(self, value: float, low: float | None = None, high: float | None = None) -> str:
        """A value in words; without known decimals with as many as it has."""
        decimals = decimals_of((value,)) if self.decimals is None else self.decimals
        return short(Reading(value, self.unit, low=low, high=high, decimals=decimals))


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and the sentence that says how it came about."""

    rating: Rating
    why: str


def rate(measure: Measure, points: Sequence[Point], written: Written | None = None) -> Rated:
    """How a measure stands by its readings.

    A target that names a number and a year is held against the straight line from the baseline. Without one the
    direction counts: moved the right way beyond the intervals is on track, the wrong way is off track, and a change
    that the intervals leave open is at risk. Without a direction or a later reading nothing can be told.

    Args:
        measure: what is watched.
        points: its readings that have a value.
        written: how the sentence writes them; without it as many digits as they have.
    """
    written = written or Written()
    known = sorted(points, key=lambda point: point.end)
    if not known:
        return Rated(Rating.CANNOT_TELL, _("Nothing has been read yet."))
    base = next((point for point in known if point.period == measure.baseline_period), known[0])
    now = known[-1]
    if now.end <= base.end:
        return Rated(
            Rating.CANNOT_TELL, _("Nothing has been read since the baseline (%(period)s).") % {"period": base.label}
        )
    target = target_of(measure.target)
    if target is not None and target[0] != base.value:
        return _against_target(base, now, written, *target)
    way = way_of(measure.direction)
    if not way:
        return Rated(Rating.CANNOT_TELL, _("No direction or target in figures is set."))
    return _by_direction(base, now, written, is_up=way > 0)


def target_of(text: str) -> tuple[float, str] | None:
    """The number and the period of a target in words, such as `1,200 jobs by 2027-28`.

    >>> target_of("1,200 jobs by 2027-28")
    (1200.0, '2027-28')
    """
    found = _TARGET.search(text)
    if found is None:
        return None
    try:
        parse_period(found["period"])
    except PlacewrightError:
        return None
    return float(found["value"].replace(",", "")), found["period"]


def _against_target(base: Point, now: Point, written: Written, target: float, period: str) -> Rated:
    end = parse_period(period).end.toordinal()
    time = min(1.0, (now.end - base.end) / max(end - base.end, 1))
    due = base.value + (target - base.value) * time
    share = (now.value - base.value) / (due - base.value)
    if share >= ON_THE_WAY:
        rating = Rating.ON_TRACK
    else:
        rating = Rating.AT_RISK if share >= TOO_SLOW else Rating.OFF_TRACK
    words = _("From %(from)s (%(then)s) to %(now)s (%(at)s); a straight line to %(target)s by %(by)s asks for %(due)s.")
    asked = {"target": written.said(target), "by": parse_period(period).label, "due": written.said(due)}
    return Rated(rating, words % (_both(base, now, written) | asked))


def _by_direction(base: Point, now: Point, written: Written, *, is_up: bool) -> Rated:
    said = _both(base, now, written)
    is_right = now.value > base.value if is_up else now.value < base.value
    if now.value == base.value or _overlap(base, now):
        words = _("From %(from)s (%(then)s) to %(now)s (%(at)s): the intervals leave open whether it moved.")
        if now.value == base.value:
            words = _("It stayed at %(now)s from %(then)s to %(at)s.")
        return Rated(Rating.AT_RISK, words % said)
    if is_right:
        return Rated(Rating.ON_TRACK, _("From %(from)s (%(then)s) to %(now)s (%(at)s), the way it should go.") % said)
    return Rated(Rating.OFF_TRACK, _("From %(from)s (%(then)s) to %(now)s (%(at)s), the wrong way.") % said)


def _overlap(one: Point, other: Point) -> bool:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high


def _both(base: Point, now: Point, written: Written) -> dict[str, str]:
    return {
        "from": written.said(base.value, base.low, base.high),
        "then": base.label,
        "now": written.said(now.value, now.low, now.high),
        "at": now.label,
    }
