"""The page on productivity: the level against the UK, the real record, and where the gap per employee comes from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.productivity import (
    ITL,
    LAD,
    Districts,
    Gap,
    Levels,
    Productivity,
    Volumes,
)
from placewright.build.analyses.pieces import (
    Provenance,
    higher_or_lower,
    percent,
    reading,
)
from placewright.build.analyses.productivity_sections import (
    district_sentence,
    districts_section,
    gap_section,
    gap_sentence,
    growth,
    levels_section,
    revisions_section,
    volumes_section,
    without_sentence,
)
from placewright.publish.formats import number
from placewright.publish.views import (
    CaveatNote,
    KeyFigure,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "productivity"
TITLE = "Productivity"

CANNOT_SHOW = (
    "Hours by industry are not published for areas of this size, so the gap of output per hour cannot be split by "
    "industry; the split below is of value added for each employee, and part-time work is part of what it shows.",
    "Employees leave out the self-employed, whose output is in value added: industries with many of them look more "
    "productive per employee than they are, here and everywhere.",
    "Fifteen industries are few: a difference of mix inside one of them counts as a difference of productivity.",
    "Firms: how wide the spread between the best and the rest is needs data on single businesses.",
    "The publisher gives no interval for output per hour. Comparisons of it speak of published figures, and earlier "
    "vintages differ from them.",
)


def productivity_page(found: Productivity, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    return AnalysisPage(
        slug=SLUG,
        title=f"{TITLE} in {area.name}",
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(
            levels_section(found.levels, area),
            volumes_section(found.volumes, area),
            gap_section(found, area),
            districts_section(found.districts, area),
            revisions_section(found.revisions, area),
        ),
        cannot_show=CANNOT_SHOW,
        sources=provenance.sources,
        caveats=_caveats(found.districts, provenance),
    )


def _caveats(districts: Districts | Missing, provenance: Provenance) -> tuple[CaveatNote, ...]:
    """The notes, those on output per hour with the result of all districts and of those without trouble beside it."""
    if isinstance(districts, Missing) or districts.together_without is None:
        return provenance.caveats
    period = str(districts.year)
    with_cells, without = (
        reading(value, "GBP/hour", period, decimals=1) for value in (districts.together, districts.together_without)
    )
    return tuple(
        replace(note, with_cells=with_cells, without_cells=without) if dataset in (ITL, LAD) else note
        for dataset, note in provenance.caveats_of
    )


def _lede(found: Productivity, area: Area) -> str:
    if isinstance(found.levels, Missing):
        if isinstance(found.districts, Districts):
            return district_sentence(found.districts, area)
        return f"What an hour's work makes in the districts of {area.name}, and what is known of the gap."
    first, last = found.levels.smoothed[0] - 100, found.levels.smoothed[-1] - 100
    return (
        f"In {found.levels.years[0]} an hour's work in {area.name} made {percent(abs(first) / 100)} "
        f"{higher_or_lower(first, 'more', 'less')} than the UK average; in {found.levels.years[-1]} it made "
        f"{percent(abs(last) / 100)} {higher_or_lower(last, 'more', 'less')}."
    )


def _key_figures(found: Productivity, area: Area) -> tuple[KeyFigure, ...]:
    made = []
    if isinstance(found.levels, Levels):
        levels = found.levels
        made.append(
            KeyFigure(
                "Output per hour, smoothed",
                reading(float(levels.smoothed[-1]), "index UK=100", str(levels.years[-1]), decimals=1),
                f"{number(levels.smoothed[0], 1)} in {levels.years[0]}; not smoothed: "
                f"{number(levels.unsmoothed[-1], 1)}",
                "indicators/gva-per-hour-index.html",
                tuple(levels.smoothed.tolist()),
            )
        )
    if isinstance(found.volumes, Volumes):
        volumes = found.volumes
        change, kingdom = growth(volumes.per_hour), growth(volumes.per_hour_kingdom)
        made.append(
            KeyFigure(
                "Change of real output per hour",
                reading(100 * change, "%", f"{volumes.hour_years[0]} to {volumes.hour_years[-1]}", decimals=1),
                f"United Kingdom {percent(kingdom)}, same years, chained volumes",
            )
        )
    if isinstance(found.gap, Gap):
        made.append(
            KeyFigure(
                "Value added per employee, against Great Britain",
                reading(found.gap.gap, "GBP/employee", str(found.gap.year)),
                "without imputed rent; the range is that of rounded employee counts",
            )
        )
    return tuple(made)


def _findings(found: Productivity, area: Area) -> tuple[str, ...]:
    made = []
    if isinstance(found.levels, Levels):
        levels = found.levels
        low = int(np.argmin(levels.smoothed))
        made.append(
            f"Smoothed output per hour stood at {number(levels.smoothed[0], 1)} (UK = 100) in {levels.years[0]}, was "
            f"lowest at {number(levels.smoothed[low], 1)} in {levels.years[low]}, and stood at "
            f"{number(levels.smoothed[-1], 1)} in {levels.years[-1]}. The unsmoothed figure of {levels.years[-1]} is "
            f"{number(levels.unsmoothed[-1], 1)}: single years jump, which is why the publisher smooths them."
        )
    if isinstance(found.volumes, Volumes):
        volumes = found.volumes
        made.append(
            f"In real terms output per hour in {area.name} changed by {percent(growth(volumes.per_hour))} from "
            f"{volumes.hour_years[0]} to {volumes.hour_years[-1]}, and by {percent(growth(volumes.per_hour_kingdom))} "
            "in the United Kingdom; per job the changes are "
            f"{percent(growth(volumes.per_job))} and {percent(growth(volumes.per_job_kingdom))} from "
            f"{volumes.job_years[0]} to {volumes.job_years[-1]}."
        )
    made += [gap_sentence(gap, area) for gap in (found.gap, found.gap_without) if isinstance(gap, Gap)]
    if isinstance(found.districts, Districts):
        if isinstance(found.levels, Levels):
            made.append(district_sentence(found.districts, area))
        made += without_sentence(found.districts, area)
    return tuple(made)
