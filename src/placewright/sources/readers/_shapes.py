"""The shapes of codes, by kind of place; whether a code exists is for the registry of places."""

from __future__ import annotations

import re

NATION = r"[KEWSN]9[0-9]{7}|K0[0-9]{7}|UKX?"
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
