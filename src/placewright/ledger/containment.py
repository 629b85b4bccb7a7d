"""Whether one place lies within another, named places and lists of codes included."""

from __future__ import annotations

from collections.abc import Collection, Set

from placewright.places import registry, same_territory
from placewright.workspace.authored import Authored


def is_within(place: str, holders: Collection[str], authored: Authored) -> bool:
    """Whether a place is one of the holders, part of one, or the same territory under another code.

    Both may be codes or ids of named places; a named place lies where all its codes do.
    """
    named = authored.places.get(place)
    if place in holders or (named is not None and named.within in holders):
        return True
    wanted = {code for holder in holders for code in _codes(holder, authored)}
    codes = _codes(place, authored)
    return bool(codes) and all(_is_part(code, wanted) for code in codes)


def _codes(place: str, authored: Authored) -> tuple[str, ...]:
    named = authored.places.get(place)
    return named.codes if named is not None else (place,)


def _is_part(code: str, wanted: Set[str]) -> bool:
    if not wanted.isdisjoint((code, *same_territory(code))):
        return True
    places = registry()
    if not places.is_known(code):
        return False
    return any(not wanted.isdisjoint((parent.code, *same_territory(parent.code))) for parent in places.parents(code))
