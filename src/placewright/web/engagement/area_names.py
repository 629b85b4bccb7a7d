"""The names of places by code, as the build that the public sees has them."""

from __future__ import annotations

from placewright.places import registry
from placewright.places.wards import ward
from placewright.web.strategy.current import shown


def area_name(code: str) -> str:
    """The name of a place, of a ward with its district; its code where nobody knows it."""
    held = ward(code)
    if held is not None:
        return f"{held.name} ({area_name(held.district)})"
    now = shown()
    if now is not None:
        return now.world.name(code)
    places = registry()
    return places.name(code) if places.is_known(code) else code


def area_names(codes: tuple[str, ...]) -> dict[str, str]:
    """The names of several places by code."""
    return {code: area_name(code) for code in codes}
