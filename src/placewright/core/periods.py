"""Periods as publishers use them: calendar, financial and rolling years, quarters, days and spans of years."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import Said, Values, Worded, as_written, worded
from placewright.core.words import gettext, marked


class BadPeriod(PlacewrightError):
    """A text that is not a period in the canonical form."""


class Period(Protocol):
    """A stretch of time: its first and last day, its canonical text, and words for a reader."""

    @property
    def start(self) -> date:
        """The first day."""
        ...

    @property
    def end(self) -> date:
        """The last day."""
        ...

    @property
    def label(self) -> str:
        """Words for a reader."""
        ...

    def shifted(self, years: int) -> Period:
        """The same kind of period that many years later."""
        ...


_MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, written `2023`."""

    year: int

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, 12, 31)

    @property
    def label(self) -> str:
        return str(self.year)

    def shifted(self, years: int) -> Year:
        return Year(self.year + years)

    def __str__(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A United Kingdom financial year, from April to March, written `2023-24`."""

    year: int

    @property
    def start(self) -> date:
        return date(self.year, 4, 1)

    @property
    def end(self) -> date:
        return date(self.year + 1, 3, 31)

    @property
    def label(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    def shifted(self, years: int) -> FinancialYear:
        return FinancialYear(self.year + years)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter, written `2023-Q1`."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if self.quarter not in (1, 2, 3, 4):
            raise BadPeriod(worded("A year has quarters 1 to 4, not %(quarter)s.", quarter=self.quarter))

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def end(self) -> date:
        return _end_of_month(self.year, 3 * self.quarter)

    @property
    def label(self) -> str:
        return f"Q{self.quarter} {self.year}"

    def shifted(self, years: int) -> Quarter:
        return Quarter(self.year + years, self.quarter)

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.quarter}"


@dataclass(frozen=True, slots=True)
class RollingYear:
    """Twelve months that end with the named month, written `P1Y/2024-09`."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise BadPeriod(worded("A year has months 1 to 12, not %(month)s.", month=self.month))

    @property
    def start(self) -> date:
        return _end_of_month(self.year - 1, self.month) + timedelta(days=1)

    @property
    def end(self) -> date:
        return _end_of_month(self.year, self.month)

    @property
    def label(self) -> str:
        return gettext("year to %(month)s %(year)s") % {"month": month_in_words(self.month), "year": self.year}

    def shifted(self, years: int) -> RollingYear:
        return RollingYear(self.year + years, self.month)

    def __str__(self) -> str:
        return f"P1Y/{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """One day, such as the census day, written `2021-03-21`."""

    day: date

    @property
    def start(self) -> date:
        return self.day

    @property
    def end(self) -> date:
        return self.day

    @property
    def label(self) -> str:
        return said_of(self).spoken()

    def shifted(self, years: int) -> Day:
        year = self.day.year + years
        return Day(date(year, self.day.month, min(self.day.day, _end_of_month(year, self.day.month).day)))

    def __str__(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Several calendar years taken together, written `2020..2023`."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last <= self.first:
            raise BadPeriod(
                worded(
                    "A span of years runs forward, not from %(first)s to %(last)s.", first=self.first, last=self.last
                )
            )

    @property
    def start(self) -> date:
        return date(self.first, 1, 1)

    @property
    def end(self) -> date:
        return date(self.last, 12, 31)

    @property
    def label(self) -> str:
        return f"{self.first} to {self.last}"

    def shifted(self, years: int) -> YearSpan:
        return YearSpan(self.first + years, self.last + years)

    def __str__(self) -> str:
        return f"{self.first:04d}..{self.last:04d}"


CENSUS_DAY_2021 = Day(date(2021, 3, 21))
"""The day of the 2021 Census of England and Wales."""


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _financial_year(match: re.Match[str]) -> FinancialYear:
    first, second = int(match[1]), int(match[2])
    if (first + 1) % 100 != second:
        raise BadPeriod(
            worded("'%(match)s' is not a financial year.", match=match[0]),
            fix=worded("Write %(FinancialYear)s.", FinancialYear=FinancialYear(first)),
        )
    return FinancialYear(first)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"(\d{4})"), lambda m: Year(int(m[1]))),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: Quarter(int(m[1]), int(m[2]))),
    (re.compile(r"P1Y/(\d{4})-(\d{2})"), lambda m: RollingYear(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), lambda m: Day(date.fromisoformat(m[0]))),
    (re.compile(r"(\d{4})\.\.(\d{4})"), lambda m: YearSpan(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-(\d{2})"), _financial_year),
)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that a canonical text names.

    >>> parse_period("2023-24").label, parse_period("P1Y/2024-09").label
    ('2023-24', 'year to September 2024')
    """
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(text):
            try:
                return make(match)
            except ValueError as error:
                raise BadPeriod(worded("'%(text)s' is not a period: %(error)s.", text=text, error=error)) from error
    raise BadPeriod(
        worded("'%(text)s' is not a period.", text=text),
        fix=worded(
            "Write a year (2023), financial year (2023-24), quarter (2023-Q1), rolling year "
            "(P1Y/2024-09), day (2021-03-21) or span of years (2020..2023)."
        ),
    )


def month_in_words(month: int) -> str:
    """The month's name, in the language that is spoken.

    >>> month_in_words(9)
    'September'
    """
    return gettext(_MONTHS[month - 1])


def day_in_words(day: date) -> str:
    """A day as a reader says it, in the language that is spoken.

    >>> day_in_words(date(2019, 10, 7))
    '7 October 2019'
    """
    return Day(day).label


def worded_day(day: date) -> str:
    """The same in a sentence that is found fault with: whoever reads it has it in their own language.

    >>> worded_day(date(2019, 10, 7))
    '7 October 2019'
    """
    return Worded(said_of(Day(day)))


def day_if_one(text: str) -> str:
    """A text that is a day in digits as a reader says it, and any other as it is.

    >>> day_if_one("2024-03-21"), day_if_one("2023-24"), day_if_one("mid-2023")
    ('21 March 2024', '2023-24', 'mid-2023')
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def said_of(period: Period) -> Said:
    """The period's label, to be said in the language of whoever reads it.

    >>> str(said_of(RollingYear(2024, 9))), str(said_of(Year(2023)))
    ('year to September 2024', '2023')
    """
    if isinstance(period, RollingYear):
        return Said("year to %(month)s %(year)s", {"month": Said(_MONTHS[period.month - 1]), "year": str(period.year)})
    if isinstance(period, Day):
        day = period.day
        values: Values = {"day": str(day.day), "month": Said(_MONTHS[day.month - 1]), "year": str(day.year)}
        return Said(marked("%(day)s %(month)s %(year)s"), values)
    return as_written(period.label)


def when(period: Period) -> str:
    """The period as a sentence says when something was so.

    >>> when(Year(2023)), when(RollingYear(2024, 9)), when(CENSUS_DAY_2021)
    ('in 2023', 'in the year to September 2024', 'on 21 March 2021')
    """
    return said_when(period).spoken()


def said_when(period: Period) -> Said:
    """The same, to be said in the language of whoever reads it.

    >>> str(said_when(Year(2023))), str(said_when(CENSUS_DAY_2021))
    ('in 2023', 'on 21 March 2021')
    """
    if isinstance(period, Day):
        words = marked("on %(period)s")
    else:
        words = marked("in the %(period)s") if isinstance(period, RollingYear) else marked("in %(period)s")
    return Said(words, {"period": said_of(period)})


def preposition(period: Period) -> str:
    """The English word before a period's label where a sentence is written for people to go on with.

    >>> preposition(Year(2023)), preposition(RollingYear(2024, 9)), preposition(CENSUS_DAY_2021)
    ('in', 'in the', 'on')
    """
    return "on" if isinstance(period, Day) else "in the" if isinstance(period, RollingYear) else "in"


def years_between(first: Period, last: Period) -> float:
    """The years from the end of one period to the end of another, a month at least.

    They are whole where both end on the same day of the year, whatever leap years lie between.

    >>> years_between(Year(2012), Year(2022)), round(years_between(parse_period("2021-03-21"), Year(2021)), 2)
    (10.0, 0.78)
    """
    start, end = first.end, last.end
    days = [(day + timedelta(1)).timetuple()[1:3] for day in (start, end)]  # so that ends of February are alike
    years = float(end.year - start.year) if days[0] == days[1] else (end - start).days / 365.25
    return max(years, 1 / 12)


def year_of(period: Period) -> int:
    """The calendar year a period is plotted at: the one that holds its middle."""
    return (period.start + (period.end - period.start) / 2).year
