"""Checks place codes against the shape and the registry of their vintage, so that a wrong one is named at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from placewright.core.said import worded
from placewright.places import registry
from placewright.places.vintages import STANDING

_AGGREGATES = r"E10\d{6}|E11\d{6}|E12\d{6}|E13\d{6}|E47\d{6}|[EWSN]92\d{6}|K0[2345]\d{6}|UKX"
_SHAPES: dict[str, re.Pattern[str]] = {
    "lad": re.compile(rf"E0[6789]\d{{6}}|W06\d{{6}}|S12\d{{6}}|N09\d{{6}}|{_AGGREGATES}"),
    "itl": re.compile(r"UKX?|TL[B-NZ][0-9A-Z]{0,3}|K0[23]\d{6}"),
    "nuts": re.compile(r"UKX|UK(?:[B-NZ][0-9A-Z]{0,3})?|TL[B-NZ][0-9A-Z]{0,3}|K0[23]\d{6}"),
    "lsoa": re.compile(rf"[EWS]01\d{{6}}|95[A-Z]{{2}}\d{{2}}[A-Z]\d|N[0-9A-Z]{{8}}|{_AGGREGATES}"),
    "msoa": re.compile(rf"[EWS]02\d{{6}}|{_AGGREGATES}"),
    "lep": re.compile(r"E37\d{6}"),
    "pcon": re.compile(rf"E14\d{{6}}|W07\d{{6}}|S14\d{{6}}|N0[56]\d{{6}}|{_AGGREGATES}"),
}


def wrong_codes(codes: Iterable[str], vintage: str) -> dict[str, str]:
    """The codes that are no places of that vintage, each with the reason.

    A table of districts or regions may also hold the counties, combined authorities, regions and countries of its year.
    Constituencies are not in the registry: their shape alone is checked.

    >>> wrong_codes(["E07000243", "E0700243"], "lad-2023")
    {'E0700243': "'E0700243' has not the shape of a place code of lad-2023."}
    >>> wrong_codes(["E07000026"], "lad-2024")
    {'E07000026': "'E07000026' (Allerdale) is no place of lad-2024: it was one until 2022."}
    """
    shape = _SHAPES.get(vintage.partition("-")[0])
    known = _known(vintage)
    wrong = {}
    for code in codes:
        if shape is not None and not shape.fullmatch(code):
            wrong[code] = worded(
                "'%(code)s' has not the shape of a place code of %(vintage)s.", code=code, vintage=vintage
            )
        elif known is not None and code not in known:
            wrong[code] = _not_of(code, vintage)
    return wrong


def _not_of(code: str, vintage: str) -> str:
    place = registry().get(code) if registry().is_known(code) else None
    if place is None:
        return worded("'%(code)s' is no place of %(vintage)s.", code=code, vintage=vintage)
    if place.last is not None:
        return worded(
            "'%(code)s' (%(name)s) is no place of %(vintage)s: it was one until %(last)s.",
            code=code,
            name=place.name,
            vintage=vintage,
            last=place.last,
        )
    return worded("'%(code)s' (%(name)s) is no place of %(vintage)s.", code=code, name=place.name, vintage=vintage)


@lru_cache(maxsize=64)
def _known(vintage: str) -> frozenset[str] | None:
    """Every code that a table of that vintage may hold; None where the registry does not have the vintage."""
    places = registry()
    found = places.known_codes(None, vintage)
    if not found:
        return None
    found |= places.known_codes(None, STANDING)
    level, _, year = vintage.partition("-")
    if level == "lad":
        found |= places.known_codes(None, f"county-{year}") | places.known_codes(None, f"cauth-{year}")
    return found
