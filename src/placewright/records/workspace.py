"""A workspace's own record: which place it is about, whom it is compared with, and how it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class Master(StrEnum):
    """Who holds the records: the folder of files, or the web application's database; the other is a copy."""

    FILES = "files"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Comparators:
    """Whom the place is compared with; fixed, with the day and the reason, before any result is seen.

    Every one is a code of the place registry. `others` holds named comparators of several codes, such as peers.
    """

    region: str = ""
    country: str = ""
    kingdom: str = ""
    neighbours: tuple[str, ...] = ()
    statistical_neighbours: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed_on: date | None = None
    reason: str = ""

    @property
    def wider(self) -> tuple[str, ...]:
        """Region, country and kingdom, those that are named."""
        return tuple(code for code in (self.region, self.country, self.kingdom) if code)

    def codes(self) -> Iterator[str]:
        """The code of every comparator, in the order declared, each once."""
        named = [self.region, self.country, self.kingdom, *self.neighbours, *self.statistical_neighbours]
        for codes in self.others.values():
            named.extend(codes)
        return iter(dict.fromkeys(code for code in named if code))


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the strategy's cover: title, subtitle, and the notice of what the document is and is not.

    `headline` names the claims that tell the story at a glance. `date` is the day of the text; without one it is the
    day of the newest data, so that a build on another day gives the same bytes. A recorded edition prints its own day.
    """

    title: str = ""
    subtitle: str = ""
    notice: str = ""
    headline: tuple[str, ...] = ()
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """What `workspace.toml` holds: the place as one code or a list of codes, its members, comparators and edition.

    `members` are the districts (or other parts) that are shown one by one. `headline` and `maps` name the indicators
    that lead the site's first page. `boundaries` gives, for each level, a GeoJSON file below the workspace's folder,
    and `boundary_years` the year of the publisher's boundaries that it was made from.
    """

    id: str
    name: str
    places: tuple[str, ...]
    place_vintage: str = "lad-2024"
    members: tuple[str, ...] = ()
    comparators: Comparators = field(default_factory=Comparators)
    framework: str = "lis"
    edition: str = "draft"
    edition_parent: str = ""
    cover: Cover = field(default_factory=Cover)
    master: Master = Master.FILES
    headline: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    boundaries: Mapping[str, str] = field(default_factory=dict)
    boundary_years: Mapping[str, int] = field(default_factory=dict)

    @property
    def boundaries_year(self) -> int:
        """The year of the newest boundaries, which publishers ask to be named with them; 0 where none is recorded."""
        return max((year for level, year in self.boundary_years.items() if level in self.boundaries), default=0)

    def codes(self) -> Iterator[str]:
        """Every code the workspace names: the place, its members and its comparators, each once."""
        return iter(dict.fromkeys((*self.places, *self.members, *self.comparators.codes())))
