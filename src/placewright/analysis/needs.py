"""The rows of each source that the five analyses rest on, beside what indicators need."""

from __future__ import annotations

from collections.abc import Mapping

from placewright.records.dataset import Selection

SMALL_AREAS = "@small-areas"
"""Stands for the small areas that make up a workspace's members; whoever makes a workspace puts their codes."""

OWN = "@own"
"""Stands for the codes that the workspace names, which are added to every part that names places or levels."""

SECTION_INDUSTRIES = (
    "total", "A-E", "C", "F", "G", "H", "I", "J", "K", "L", "68", "68IMP", "M", "N", "O", "P", "Q", "R", "S", "T",
)  # fmt: skip
"""The industries that the accounts of local authorities have whole, in common with those of larger areas."""

BUSINESS_INDUSTRIES = (
    "total", "01-03", "05-39", "41-43", "45", "46", "47", "49-53", "55-56", "58-63", "64-66", "68", "69-75", "77-82",
    "84", "85", "86-88", "90-99",
)  # fmt: skip
"""The broad industries by which businesses are counted."""

PAY_STATISTICS = ("median", "p10", "p25", "p75", "p90")

_ALL = ("total",)

ANALYSIS_NEEDS: Mapping[str, Selection] = {
    "ons-productivity-itl": Selection(
        levels=("kingdom", "itl2"),
        measures=(
            "gva-per-hour",
            "gva-per-hour-index",
            "gva-per-hour-index-unsmoothed",
            "gva-per-hour-volume-index",
            "gva-per-job-volume-index",
        ),
    ),
    "ons-productivity-lad": Selection(levels=("lad-england", "kingdom"), measures=("gva-per-hour", "hours", "jobs")),
    "ons-productivity-lad-2022": Selection(levels=("kingdom",), measures=("gva-per-hour",)),
    "ons-gva-by-industry-lad": Selection(
        places=(OWN,),
        measures=("gva-current", "gva-cvm"),
        members={"industry": SECTION_INDUSTRIES},
    ),
    "ons-gva-by-industry-itl": Selection(
        levels=("kingdom", "itl1"),
        measures=("gva-current", "gva-cvm"),
        members={"industry": SECTION_INDUSTRIES},
    ),
    "bres-itl3-sections": Selection(levels=("kingdom", "itl3"), measures=("employees",)),
    "bres-itl2-2digit": Selection(levels=("itl2",), measures=("employment",)),
    "bres-itl2-5digit": Selection(levels=("itl2",), measures=("employment",), periods=("2021",)),
    "ons-uk-business": Selection(
        levels=("country", "kingdom", "lad-england"),
        measures=("enterprises", "local-units"),
        periods=("2025",),
        members={"industry": BUSINESS_INDUSTRIES, "size": _ALL, "turnover": _ALL},
    ),
    "ashe-workplace": Selection(
        levels=("country", "kingdom", "region", "county", "lad-england"),
        measures=("pay-hourly",),
        members={"sex": _ALL, "pattern": _ALL, "statistic": PAY_STATISTICS},
    ),
    "ashe-residence-2023": Selection(
        levels=("country", "kingdom", "region", "county", "lad-england"),
        measures=("pay-weekly",),
        members={"sex": _ALL, "pattern": _ALL, "statistic": PAY_STATISTICS},
    ),
    "ons-gdhi-lad": Selection(
        levels=("lad-england",),
        measures=("gdhi-current", "gdhi-per-head"),
        members={"transaction": ("gross-disposable-income",)},
    ),
    "iod-2025-lsoa": Selection(places=(SMALL_AREAS,), measures=("score", "decile"), members={"domain": ("imd",)}),
    "iod-2019-lsoa": Selection(places=(SMALL_AREAS,), measures=("decile",), members={"domain": ("imd",)}),
    "census-2021-commuting": Selection(measures=("residents-in-work",)),
    "voa-office-floorspace": Selection(
        levels=("lad-england", "country", "region", "county", "kingdom"), measures=("floorspace",)
    ),
}
"""What the analyses need of each source; the workspace's own codes join whatever places and levels are named."""
