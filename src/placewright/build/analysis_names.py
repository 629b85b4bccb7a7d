"""The names of the analyses, for checks that compute and draw none."""

from __future__ import annotations

from placewright.build.embed_troubles import NothingToShow
from placewright.core.said import worded

SLUGS = ("productivity", "sectors", "disparities", "commuting", "floorspace")
"""The names of the analyses' pages, in the order of the site."""


def known_analysis(name: str) -> str:
    """The analysis that a figure, named `ANALYSIS/FIGURE-ID`, is of.

    Raises:
        NothingToShow: there is no such analysis.
    """
    slug = name.partition("/")[0]
    if slug not in SLUGS:
        raise NothingToShow.unknown(
            worded("analysis"), slug, SLUGS, see=worded("The analyses are %(names)s.", names=", ".join(SLUGS))
        )
    return slug
