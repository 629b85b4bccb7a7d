"""A place: a code with its name, level and the vintages in which the code is live."""

from __future__ import annotations

from placewright.core.late_dataclass import dataclass

YEARLY_LEVELS = ("lad", "county", "cauth")
"""Levels whose codes come and go by year; a vintage such as `lad-2023` is the set of codes live on 31 December."""

SMALL_AREA_LEVELS = ("lsoa", "msoa")
"""Census levels; in Scotland they are data zones and intermediate zones."""

LEVELS = (
    "lad",
    "county",
    "cauth",
    "region",
    "country",
    "nations",
    "itl1",
    "itl2",
    "itl3",
    "nuts1",
    "nuts2",
    "nuts3",
    "lep",
    "lsip",
    "lsoa",
    "msoa",
)
"""Every level of the registry. `lad` is any lower-tier authority (district, unitary, borough, council area)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One code of one level, with the years or vintages in which publishers use it.

    `first` and `last` are years as at 31 December: None means from before 2008, or still live. Longitude and latitude
    are the publisher's centre of the place, in degrees, where one is recorded.
    """

    code: str
    name: str
    level: str
    vintages: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    longitude: float | None = None
    latitude: float | None = None

    @property
    def newest_vintage(self) -> str:
        """The newest vintage in which the code is live."""
        return self.vintages[-1]

    @property
    def is_current(self) -> bool:
        """Whether the code has no recorded end; a superseded classification is not an end."""
        return self.last is None

    def is_in(self, vintage: str) -> bool:
        """Whether the code is live in a vintage, such as `lad-2023` or `itl-2021`."""
        return vintage in self.vintages

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
