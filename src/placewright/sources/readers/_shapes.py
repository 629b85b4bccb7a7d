"""The codes of places: their shapes by kind, and which of them no registry knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from placewright.places import registry

NATION = r"[KEWSN]92[0-9]{6}|K0[0-9]{7}|UKX?"
REGION = r"E12[0-9]{6}"
COUNTY = r"E1[013][0-9]{6}"
DISTRICT = r"E0[6789][0-9]{6}|W06[0-9]{6}|S12[0-9]{6}|N09[0-9]{6}"
COMBINED = r"E47[0-9]{6}"

DISTRICTS = re.compile(DISTRICT)
DISTRICT_TABLE = re.compile("|".join((NATION, REGION, COUNTY, DISTRICT, COMBINED)))
"""Districts and what publishers list beside them: countries, regions, counties and combined authorities."""

LSOA = re.compile(r"[EW]01[0-9]{6}")
SMALL_AREAS = re.compile("|".join((NATION, REGION, COUNTY, DISTRICT, r"[EW]0[12][0-9]{6}")))
"""What a table for small areas lists: LSOAs and MSOAs, with the districts, counties, regions and countries above."""

ODD_PLACES = re.compile(
    r"K99[0-9]{6}|E61000001|E67[0-9]{6}|W42[0-9]{6}|W11[0-9]{6}|E23[0-9]{6}|W15[0-9]{6}|N34[0-9]{6}"
)
"""What publishers list and the registry leaves out: unallocated remainders, joined authorities, city regions, health
boards and police forces."""

_SMALL = {"01": "lsoa", "02": "msoa"}


def unknown_places(codes: Iterable[str]) -> set[str]:
    """The codes that neither the registry nor the list of odd places knows."""
    known = registry()
    rest = {code for code in codes if code not in known.places and not ODD_PLACES.fullmatch(code)}
    for digits, level in _SMALL.items():
        small = {code for code in rest if code[1:3] == digits}
        if small:
            rest -= small & known.known_codes(level)
    return rest
