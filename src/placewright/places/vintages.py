"""Vintages: the dated editions of a set of codes, and which of them fits a file."""

from __future__ import annotations

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.records.place import YEARLY_LEVELS

FIRST_YEAR = 2008
"""The first year of districts that are coded in the present series: those abolished in 2009 have codes too."""

LATEST_YEAR = 2025
"""The newest year of codes that the registry knows."""

STANDING = "standing"
"""The vintage of places that do not change: regions, countries and groups of countries."""

CLASSIFIED = {
    "itl1": ("nuts-2016", "itl-2021", "itl-2025"),
    "itl2": ("nuts-2016", "itl-2021", "itl-2025"),
    "itl3": ("nuts-2016", "itl-2021", "itl-2025"),
    "nuts1": ("nuts-2006", "nuts-2010", "nuts-2013", "nuts-2016"),
    "nuts2": ("nuts-2006", "nuts-2010", "nuts-2013", "nuts-2016"),
    "nuts3": ("nuts-2006", "nuts-2010", "nuts-2013", "nuts-2016"),
    "lep": ("lep-2014", "lep-2017", "lep-2020"),
    "lsip": ("lsip-2023",),
    "lsoa": ("lsoa-2011", "lsoa-2021"),
    "msoa": ("msoa-2011", "msoa-2021"),
}

_BY_YEAR = {level: tuple(f"{level}-{year}" for year in range(FIRST_YEAR, LATEST_YEAR + 1)) for level in YEARLY_LEVELS}


class UnknownVintage(PlacewrightError):
    """A vintage that the level does not have."""

    @classmethod
    def named(cls, vintage: str, level: str) -> UnknownVintage:
        """The error for a vintage, with those that the level has."""
        return cls(
            worded("No vintage '%(vintage)s' of level '%(level)s'.", vintage=vintage, level=level),
            fix=worded("Known: %(list)s.", list=", ".join(vintages_of(level))),
        )


@dataclass(frozen=True, slots=True)
class VintageFit:
    """Which vintage a set of codes belongs to: the newest that holds all of them, every one that does, and strays.

    Where none holds all, `vintage` is the one that holds most, `fitting` is empty and `strays` lists the others.
    """

    vintage: str
    fitting: tuple[str, ...]
    strays: tuple[str, ...]


def vintages_of(level: str) -> tuple[str, ...]:
    """Every vintage of a level, oldest first.

    >>> vintages_of("lsoa")
    ('lsoa-2011', 'lsoa-2021')
    """
    return _BY_YEAR.get(level) or CLASSIFIED.get(level) or (STANDING,)


def years_to_vintages(level: str, first: int | None, last: int | None) -> tuple[str, ...]:
    """The yearly vintages of a level from the first to the last year, both included."""
    start = max(first or FIRST_YEAR, FIRST_YEAR) - FIRST_YEAR
    end = (last or LATEST_YEAR) - FIRST_YEAR + 1
    return _BY_YEAR[level][start:end]


def year_of_vintage(vintage: str | None) -> int | None:
    """The year of a yearly vintage; None for a vintage of a classification.

    >>> year_of_vintage("lad-2023"), year_of_vintage("itl-2021")
    (2023, None)
    """
    if vintage is None:
        return None
    family, _, year = vintage.partition("-")
    return int(year) if family in YEARLY_LEVELS and year.isdigit() else None


def how_new(vintage: str) -> tuple[int, str]:
    """How new a vintage is among those of any family, for sorting; one without a year is the oldest.

    >>> max(["nuts-2016", "itl-2021", "standing"], key=how_new)
    'itl-2021'
    """
    year = vintage.rpartition("-")[2]
    return int(year) if year.isdigit() else 0, vintage


def newest(vintages: tuple[str, ...], level: str) -> int:
    """How new the newest of a place's vintages is among those of its level; -1 where it has none of them."""
    order = vintages_of(level)
    return max((order.index(vintage) for vintage in vintages if vintage in order), default=-1)


def check_vintage(vintage: str, level: str) -> str:
    """The vintage itself, or an error that lists those the level has."""
    if vintage not in vintages_of(level):
        raise UnknownVintage.named(vintage, level)
    return vintage
