"""The level of a code, and whether an indicator is meant for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from placewright.places import registry
from placewright.records.indicator import Indicator

UNPLACED = "other"
"""The level of a code that the registry does not know, such as a workspace's own list of places."""

ALIKE: Mapping[str, str] = {"nuts1": "itl1", "nuts2": "itl2", "nuts3": "itl3", "nations": "country", "lsip": "lep"}
"""Levels that an indicator does not tell apart when it names those it is meant for."""


@lru_cache(maxsize=65536)
def level_of(code: str) -> str:
    """The level of a code, as the registry has it."""
    places = registry()
    return places.level(code) if places.is_known(code) else UNPLACED


@lru_cache(maxsize=65536)
def is_lasting(code: str) -> bool:
    """Whether it is a nine-character code of the statistical offices, which is never used again.

    >>> is_lasting("E07000243"), is_lasting("TLH23")
    (True, False)
    """
    return len(code) == 9 and "A" <= code[0] <= "Z" and all("0" <= digit <= "9" for digit in code[1:])


def is_meant_for(indicator: Indicator, code: str) -> bool:
    """Whether the indicator is meant for places of the code's level; always where the level is unknown."""
    level = level_of(code)
    return level == UNPLACED or ALIKE.get(level, level) in indicator.levels
