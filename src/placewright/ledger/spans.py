"""The span of periods that a test of the highest or lowest over time ranges over."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass
from placewright.core.periods import BadPeriod, parse_period, year_of

ALL = "all"
"""The span of a test that ranges over all that is published of a series."""

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Span:
    """The periods that a test ranges over; None at an end that is open."""

    first: str | None
    last: str | None

    def holds(self, period: str) -> bool:
        """Whether a period lies in it; a year that is an end holds the periods whose middle is in it."""
        return (self.first is None or _is_from(period, self.first)) and (
            self.last is None or _is_until(period, self.last)
        )


def span_of(over: str) -> Span | None:
    """The span that a test names, `2008..latest`, `2008..2023` or `all`; None where it is no span.

    >>> span_of("2008..latest"), span_of("all"), span_of("2008")
    (Span(first='2008', last=None), Span(first=None, last=None), None)
    """
    if over == ALL:
        return Span(None, None)
    first, dots, last = over.partition("..")
    if not dots or not _is_period(first) or not (last == LATEST or _is_period(last)):
        return None
    if last != LATEST and parse_period(first).start >= parse_period(last).start:
        return None
    return Span(first, None if last == LATEST else last)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except BadPeriod:
        return False
    return True


def _is_from(period: str, first: str) -> bool:
    own, end = parse_period(period), parse_period(first)
    return year_of(own) >= int(first) if _is_year(first) else own.start >= end.start


def _is_until(period: str, last: str) -> bool:
    own, end = parse_period(period), parse_period(last)
    return year_of(own) <= int(last) if _is_year(last) else own.end <= end.end


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
