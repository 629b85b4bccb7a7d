"""The names of places by code, as the build that the public sees has them."""

from __future__ import annotations

from placewright.places.wards import is_ward
from placewright.questionnaires.area_words import area_words
from placewright.web.strategy.current import shown


def area_name(code: str) -> str:
    """The name of a place, of a ward with its district; its code where nobody knows it."""
    now = None if is_ward(code) else shown()
    return area_words(code) if now is None else now.world.name(code)


def area_names(codes: tuple[str, ...]) -> dict[str, str]:
    """The names of several places by code."""
    return {code: area_name(code) for code in codes}
