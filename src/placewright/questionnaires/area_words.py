"""What areas are called: the names of places and wards that questions offer by their codes."""

from __future__ import annotations

from placewright.places import registry
from placewright.places.wards import ward


def area_words(code: str) -> str:
    """The name of a place, of a ward with its district; the code where nobody knows it.

    >>> area_words("E07000240"), area_words("E05013947"), area_words("elsewhere")
    ('St Albans', 'Batchwood (St Albans)', 'elsewhere')
    """
    held = ward(code)
    if held is not None:
        return f"{held.name} ({area_words(held.district)})"
    places = registry()
    return places.name(code) if places.is_known(code) else code
