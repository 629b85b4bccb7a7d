"""The periods that compilations of indicators print, in the canonical form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from placewright.core.periods import Day, FinancialYear, RollingYear, Year, YearSpan

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENDS = dict(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1))


def period_of(text: str) -> str | None:
    """The canonical text of a period as printed; None where it is none that is known.

    A school or financial year (2022/23) becomes the financial year; twelve months become the rolling year that ends
    with them, or the financial year where they run from April; a month stands for its last day.

    >>> period_of("10/2022 - 09/2023"), period_of("2022/23"), period_of("Sep-23"), period_of("2018 - 2020")
    ('P1Y/2023-09', '2022-23', '2023-09-30', '2018..2020')
    """
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(text.strip()):
            return make(match)
    return None


def _months(match: re.Match[str]) -> str | None:
    first_month, first, last_month, last = (int(group) for group in match.groups())
    months = 12 * (last - first) + last_month - first_month + 1
    if months == 12:
        return str(FinancialYear(first)) if first_month == 4 else str(RollingYear(last, last_month))
    return str(YearSpan(first, last)) if months > 12 else None


def _days(match: re.Match[str]) -> str | None:
    first, last = (datetime.strptime(text, "%d/%m/%Y").date() for text in match.groups())  # noqa: DTZ007
    if not 364 <= (last - first).days <= 366:
        return None
    return str(RollingYear(last.year, last.month))


def _month_end(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{_ENDS[month]:02d}"


def _day(match: re.Match[str]) -> str:
    return str(Day(datetime.strptime(match[1], "%d %B %Y").date()))  # noqa: DTZ007


def _slashed(match: re.Match[str]) -> str | None:
    first = int(match[1])
    return str(FinancialYear(first)) if (first + 1) % 100 == int(match[2]) else None


def _span(match: re.Match[str]) -> str | None:
    first, last = int(match[1]), int(match[2])
    return str(YearSpan(first, last)) if last > first else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (re.compile(r"(\d{4})(?: revised)?"), lambda m: str(Year(int(m[1])))),
    (re.compile(r"(\d{4})/(\d{2})"), _slashed),
    (re.compile(r"(\d{2})/(\d{4}) ?- ?(\d{2})/(\d{4})"), _months),
    (re.compile(r"(\d{4}) ?- ?(\d{4})"), _span),
    (re.compile(r"(\d{2}/\d{2}/\d{4}) ?- ?(\d{2}/\d{2}/\d{4})"), _days),
    (re.compile(r"Financial year ending (\d{4})"), lambda m: str(FinancialYear(int(m[1]) - 1))),
    (re.compile(r"As (?:at|of) (\d{1,2} \w+ \d{4})"), _day),
    (re.compile(r"(0[1-9]|1[0-2])/(\d{4})"), lambda m: _month_end(int(m[2]), int(m[1]))),
    (
        re.compile(rf"({'|'.join(_MONTHS)})-(\d{{2}})"),
        lambda m: _month_end(2000 + int(m[2]), _MONTHS.index(m[1]) + 1),
    ),
)
