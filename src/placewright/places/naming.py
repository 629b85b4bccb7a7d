"""Finding a place by code or name, and the error that offers the nearest when there is none."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from placewright.core.errors import UnknownPlace
from placewright.core.said import worded
from placewright.records.place import Place

ADMINISTRATIVE = ("lad", "cauth", "county", "region", "country", "nations")
"""The levels that a bare name means first, in this order where several are one territory."""

_OFFERED = 3


def unknown_place(wanted: str, places: Iterable[Place], *, why: str = "") -> UnknownPlace:
    """The error for a code or name that is not known, with the places nearest by name and by code."""
    by_text: dict[str, Place] = {}
    for place in sorted(places, key=_preference):
        by_text.setdefault(place.name.casefold(), place)
        by_text.setdefault(place.code.casefold(), place)
    asked = wanted.strip().casefold()
    near = [text for text in by_text if asked and text.startswith(f"{asked} ")][:_OFFERED]
    near += get_close_matches(asked, by_text, n=_OFFERED - len(near), cutoff=0.6) if len(near) < _OFFERED else []
    if not near and _is_code(asked):
        near = get_close_matches(asked, (text for text in by_text if _is_code(text)), n=_OFFERED, cutoff=0.3)
    found = list(dict.fromkeys(str(by_text[text]) for text in near))
    fix = (
        worded("Did you mean %(names)s?", names=_either(found))
        if found
        else worded("Give a code of nine characters, or a name as the publishers write it.")
    )
    return UnknownPlace(why or worded("No place '%(wanted)s'.", wanted=wanted), fix=fix)


def ambiguous_place(wanted: str, matches: Iterable[Place]) -> UnknownPlace:
    """The error for a name that several different territories bear."""
    listed = [f"{place.code} ({place.level}, {place.newest_vintage})" for place in sorted(matches, key=_preference)]
    return UnknownPlace(
        worded("'%(wanted)s' is the name of several places.", wanted=wanted),
        fix=worded("Give the code: %(either)s.", either=_either(listed)),
    )


def preferred(matches: list[Place]) -> list[Place]:
    """The matches that a bare name means: administrative before statistical, live before ended; best first."""
    administrative = [place for place in matches if place.level in ADMINISTRATIVE]
    kept = administrative or matches
    live = [place for place in kept if place.is_current]
    return sorted(live or kept, key=_preference)


def _preference(place: Place) -> tuple[bool, int, int, str]:
    order = ADMINISTRATIVE.index(place.level) if place.level in ADMINISTRATIVE else len(ADMINISTRATIVE)
    return (not place.is_current, order, -len(place.code), place.code)


def _is_code(text: str) -> bool:
    return len(text) > 2 and text[0].isalpha() and text[1:].isdigit()


def _either(listed: list[str]) -> str:
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
