"""The shape of place codes in each vintage, so that a wrong code is named before it meets any other data."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AGGREGATES = r"E10\d{6}|E11\d{6}|E12\d{6}|E13\d{6}|E47\d{6}|[EWSN]92\d{6}|K0[2345]\d{6}|UKX"
_SHAPES: dict[str, re.Pattern[str]] = {
    "lad": re.compile(rf"E0[6789]\d{{6}}|W06\d{{6}}|S12\d{{6}}|N09\d{{6}}|{_AGGREGATES}"),
    "itl": re.compile(r"UKX?|TL[B-NZ][0-9A-Z]{0,3}|K0[23]\d{6}"),
    "nuts": re.compile(r"UKX|UK(?:[B-NZ][0-9A-Z]{0,3})?|K0[23]\d{6}"),
    "lsoa": re.compile(rf"[EWS]01\d{{6}}|95[A-Z]{{2}}\d{{2}}[A-Z]\d|N[0-9A-Z]{{8}}|{_AGGREGATES}"),
    "msoa": re.compile(rf"[EWS]02\d{{6}}|{_AGGREGATES}"),
    "lep": re.compile(r"E37\d{6}"),
    "pcon": re.compile(rf"E14\d{{6}}|W07\d{{6}}|S14\d{{6}}|N0[56]\d{{6}}|{_AGGREGATES}"),
}


def wrong_codes(codes: Iterable[str], vintage: str) -> dict[str, str]:
    """The codes that cannot be places of that vintage, each with the reason.

    >>> wrong_codes(["E07000243", "E0700243"], "lad-2023")
    {'E0700243': "'E0700243' is not a place code of lad-2023."}
    """
    shape = _SHAPES.get(vintage.partition("-")[0])
    if shape is None:
        return {}
    return {code: f"'{code}' is not a place code of {vintage}." for code in codes if not shape.fullmatch(code)}
