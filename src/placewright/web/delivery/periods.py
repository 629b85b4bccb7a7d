"""Quarters and halves of financial years, as funders ask for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError

_FORM = re.compile(r"([0-9]{4})-([0-9]{2}) ([QH])([1-4])", re.ASCII)


class BadQuarter(PlacewrightError):
    """A text that names no quarter or half of a financial year."""


def quarters_of(period: str) -> tuple[str, ...]:
    """The quarters that a quarter or half of a financial year holds.

    Raises:
        BadQuarter: it is neither.

    >>> quarters_of("2025-26 H2")
    ('2025-26 Q3', '2025-26 Q4')
    """
    found = _FORM.fullmatch(period)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) or (found[3] == "H" and int(found[4]) > 2):
        raise BadQuarter(
            _("'%(period)s' is no quarter or half of a financial year.") % {"period": period},
            fix=_("Write one such as 2025-26 Q1 or 2025-26 H1; the year begins in April."),
        )
    year, number = f"{found[1]}-{found[2]}", int(found[4])
    numbers: Sequence[int] = (number,) if found[3] == "Q" else (2 * number - 1, 2 * number)
    return tuple(f"{year} Q{one}" for one in numbers)


def year_of_quarter(quarter: str) -> str:
    """The financial year of a quarter.

    >>> year_of_quarter("2025-26 Q1")
    '2025-26'
    """
    return quarter.partition(" ")[0]
