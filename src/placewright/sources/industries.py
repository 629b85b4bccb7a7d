"""The names of industries: the Standard Industrial Classification of 2007, and the groups that publishers make of it.

Source: Office for National Statistics, UK Standard Industrial Classification 2007 and the regional accounts, licensed
under the Open Government Licence v3.0; the table is our own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from placewright.core.errors import UnknownName

_TABLE = Path(__file__).parent / "data" / "industries.csv"
_RANGE = re.compile(r"(\d\d?)-(\d\d?)")


class UnknownIndustry(UnknownName):
    """A code that the classification does not have."""

    kind = "industry"


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry: `level` is total, section, division, group, subclass or published (a publisher's own group)."""

    code: str
    level: str
    parent: str
    name: str


@lru_cache(maxsize=1)
def industries() -> Mapping[str, Industry]:
    """Every industry by its code: sections ('C'), divisions ('62'), groups ('620'), subclasses ('62012') and others."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: Industry(**row) for row in csv.DictReader(stream)}


def find_industry(code: str) -> Industry:
    """The industry of that code.

    Raises:
        UnknownIndustry: there is none; the message offers the nearest.

    >>> find_industry("C").name, find_industry("72-75").level
    ('Manufacturing', 'published')
    """
    found = industries().get(code)
    if found is None:
        raise UnknownIndustry.named(code, industries())
    return found


def divisions_of(code: str) -> tuple[str, ...]:
    """The divisions (two digits) that an industry is made of, or lies in, in order; none for what is no part of SIC.

    >>> divisions_of("J")
    ('58', '59', '60', '61', '62', '63')
    >>> divisions_of("72-75"), divisions_of("62012")
    (('72', '73', '74', '75'), ('62',))
    """
    every = [one.code for one in industries().values() if one.level == "division"]
    found = find_industry(code)
    if found.level == "total":
        return tuple(every)
    if found.level == "section":
        return tuple(division for division in every if industries()[division].parent == code)
    if found.level in {"division", "group", "subclass"}:
        return (code[:2],)
    return tuple(_divisions_of_published(code, every))


def _divisions_of_published(code: str, every: list[str]) -> list[str]:
    if match := _RANGE.fullmatch(code):
        return [division for division in every if int(match[1]) <= int(division) <= int(match[2])]
    if code in _PUBLISHED_DIVISIONS:
        first, last = _PUBLISHED_DIVISIONS[code]
        return [division for division in every if first <= int(division) <= last]
    return []


_PUBLISHED_DIVISIONS = {
    "A-E": (1, 39), "G-T": (45, 98), "AB": (1, 9), "DE": (35, 39), "68IMP": (68, 68),
    "CA": (10, 12), "CB": (13, 15), "CA-CB": (10, 15), "CC": (16, 18), "CD-CE": (19, 20), "CD-CF": (19, 21),
    "CD-CG": (19, 23), "CF": (21, 21), "CG": (22, 23), "CH": (24, 25), "CI": (26, 26), "CI-CJ": (26, 27),
    "CI-CL": (26, 30), "CJ": (27, 27), "CK": (28, 28), "CK-CL": (28, 30), "CL": (29, 30), "CM": (31, 33),
}  # fmt: skip
"""The first and last division of the regional accounts' own groups, as their codes say in brackets."""
