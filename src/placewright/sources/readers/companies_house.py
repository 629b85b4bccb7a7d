"""Companies House: how many companies of each category, status and activity are registered in each district.

Only counts leave this module: no name, number or address of a company is kept, told or logged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._shapes import DISTRICTS, unknown_places
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each
from placewright.sources.tidy import Origin, tidy_table

DIMENSIONS = ("category", "status_of_company", "industry")
NOT_SUPPLIED = "not-supplied"

_SIC = re.compile(r"(\d{4,5}) - .+")
_CATEGORIES = {
    "Private Limited Company": "private-limited-company",
    "Community Interest Company": "community-interest-company",
    "PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)": "limited-by-guarantee",
    "PRI/LBG/NSC (Private, Limited by guarantee, no share capital, use of 'Limited' exemption)": (
        "limited-by-guarantee-exempt"
    ),
    "Limited Liability Partnership": "limited-liability-partnership",
    "Limited Partnership": "limited-partnership",
    "Private Unlimited Company": "private-unlimited-company",
    "Private Unlimited": "private-unlimited-company",
    "Old Public Company": "old-public-company",
    "Public Limited Company": "public-limited-company",
    "Charitable Incorporated Organisation": "charitable-incorporated-organisation",
    "Scottish Charitable Incorporated Organisation": "charitable-incorporated-organisation",
    "Scottish Partnership": "scottish-partnership",
    "Registered Society": "registered-society",
    "Industrial and Provident Society": "registered-society",
    "Royal Charter Company": "royal-charter-company",
    "Overseas Entity": "overseas-entity",
    "Other company type": "other",
}
"""The publisher's categories; a closed list, so that no other cell can pass for one."""

_STATUSES = {
    "Active": "active",
    "Active - Proposal to Strike off": "active-proposal-to-strike-off",
    "Liquidation": "liquidation",
    "In Administration": "in-administration",
    "In Administration/Administrative Receiver": "in-administration",
    "In Administration/Receiver Manager": "in-administration",
    "Live but Receiver Manager on at least one charge": "receiver-manager",
    "RECEIVER MANAGER / ADMINISTRATIVE RECEIVER": "receiver-manager",
    "ADMINISTRATIVE RECEIVER": "receiver-manager",
    "RECEIVERSHIP": "receiver-manager",
    "Voluntary Arrangement": "voluntary-arrangement",
    "VOLUNTARY ARRANGEMENT / ADMINISTRATIVE RECEIVER": "voluntary-arrangement",
}
_COLUMNS = ["CompanyCategory", "CompanyStatus", "SICCode.SicText_1", "localauthority_code"]


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Counts of companies in the extract by district, category, status and first activity (SIC 2007)."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    table = read_text_table(file, _COLUMNS)
    places = table.mapped("localauthority_code", _district, what=worded("the code of a district"), quoted=False)
    categories = table.mapped("CompanyCategory", _CATEGORIES.get, what=worded("a category of company"), quoted=False)
    statuses = table.mapped("CompanyStatus", _STATUSES.get, what=worded("a status of company"), quoted=False)
    industries = table.mapped("SICCode.SicText_1", _industry, what=worded("an activity"), quoted=False)
    keep = table.keep
    cells = pa.table(
        {
            "place": places[keep].astype(str),
            "category": categories[keep].astype(str),
            "status_of_company": statuses[keep].astype(str),
            "industry": industries[keep].astype(str),
        }
    )
    counted = (
        cells.group_by(cells.column_names)
        .aggregate([([], "count_all")])
        .sort_by([(name, "ascending") for name in cells.column_names])
    )
    observations = tidy_table(
        place=counted["place"],
        place_vintage=source.place_vintage,
        period=str(source.options["period"]),
        measure="companies",
        unit="companies",
        value=np.asarray(counted["count_all"], dtype=np.float64),
        status="ok",
        dimensions={name: counted[name] for name in DIMENSIONS},
        origin=Origin(file=file.name, row=None, column="localauthority_code"),
    )
    return table.reading(observations)


def _district(text: str) -> str | None:
    return text if DISTRICTS.fullmatch(text) and not unknown_places([text]) else None


def _industry(text: str) -> str | None:
    """The five-digit class; older four-digit texts and those not supplied keep their own names."""
    if text == "None Supplied":
        return NOT_SUPPLIED
    match = _SIC.fullmatch(text)
    return match[1] if match else None
