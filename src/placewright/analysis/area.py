"""The area that an analysis is about: its codes, its districts, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """An area as analyses see it, without any registry.

    `territories` are lists of codes that each make up the area: first codes of the same territory, then lists that do
    so together, then codes that are `nearly` it, which says what differs; last its districts. `region_of` gives the
    region of every district of the country, and `holders` the larger statistical areas that hold the members (ITL 2),
    each with its equivalent codes. `small_areas` gives, for each vintage of LSOAs, the district of every one in the
    area; `successor` the present code of former districts.
    """

    name: str
    code: str
    members: tuple[str, ...]
    territories: tuple[tuple[str, ...], ...] = ()
    nearly: Mapping[str, str] = field(default_factory=dict)
    region: str = ""
    country: str = ""
    kingdom: str = ""
    neighbours: tuple[str, ...] = ()
    holders: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    region_of: Mapping[str, str] = field(default_factory=dict)
    small_areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    successor: Mapping[str, str] = field(default_factory=dict)

    def find(self, present: Collection[str]) -> tuple[str, ...]:
        """The first list of codes making up the area of which every one is present; empty where there is none.

        >>> Area("Vale", "E10000099", ("E07000001",), (("E10000099",), ("TLX1", "TLX2"))).find({"TLX1", "TLX2"})
        ('TLX1', 'TLX2')
        """
        here = frozenset(present)
        for codes in (*self.territories, self.members):
            if codes and here.issuperset(codes):
                return codes
        return ()

    def how_near(self, codes: Collection[str]) -> str:
        """How near the territory of the codes is to the area's, in words that follow "published for".

        >>> Area("Vale", "E10000099", (), nearly={"TLX1": "TLX1 holds an island too."}).how_near(["TLX1"])
        'nearly the same territory (TLX1 holds an island too)'
        """
        differing = [self.nearly[code].rstrip(".") for code in codes if code in self.nearly]
        return f"nearly the same territory ({'; '.join(differing)})" if differing else "the same territory"

    def name_of(self, code: str) -> str:
        """What a place is called; its code where no name is known."""
        return self.name if code == self.code else self.names.get(code, code)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a part of an analysis could not be made, and how to get what it lacks."""

    what: str
    how: str

    def __str__(self) -> str:
        return f"{self.what} {self.how}"

    @classmethod
    def figures(cls, source: str, title: str) -> Missing:
        """The sentence for a source without figures for the area."""
        return cls(
            f"This part needs the figures of {title} ({source}), of which the workspace has none for this area.",
            "Fetch and adopt that dataset, or add it to the workspace's datasets.",
        )
