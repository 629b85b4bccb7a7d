"""Bank holidays of England and Wales, by the rules that set them and the days that were proclaimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.easter import easter

_PROCLAIMED = {
    date(1981, 7, 29), date(1999, 12, 31), date(2002, 6, 3), date(2011, 4, 29), date(2012, 6, 5),
    date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8),
}  # fmt: skip
_MOVED = {
    date(1995, 5, 1): date(1995, 5, 8),
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_MONDAY = 0
_SATURDAY = 5


def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year from 1978 on, in England and Wales.

    Source: Banking and Financial Dealings Act 1971, schedule 1, and the days that were proclaimed under its section 1
    or moved (royal occasions and anniversaries of 1945), as GOV.UK lists them. Days that are proclaimed later are not
    known here.
    """
    found = {_moved(day) for day in _ordinary(year)}
    return frozenset(found | {day for day in _PROCLAIMED if day.year == year})


def working_days(first: date, last: date) -> int:
    """How many days from the first to the last, both counted, are neither at a weekend nor a bank holiday."""
    away = frozenset().union(*(bank_holidays(year) for year in range(first.year, last.year + 1)))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(day.weekday() < _SATURDAY and day not in away for day in days)


def _ordinary(year: int) -> Iterator[date]:
    sunday = easter(year)
    yield _or_next_working(date(year, 1, 1), set())
    yield sunday - timedelta(days=2)
    yield sunday + timedelta(days=1)
    yield _first_monday(year, 5)
    yield _last_monday(year, 5)
    yield _last_monday(year, 8)
    christmas = _or_next_working(date(year, 12, 25), set())
    yield christmas
    yield _or_next_working(date(year, 12, 26), {christmas})


def _or_next_working(day: date, taken: set[date]) -> date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def _moved(day: date) -> date:
    return _MOVED.get(day, day)
