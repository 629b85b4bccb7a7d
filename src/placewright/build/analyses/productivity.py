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
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places.in_sentences import the
from placewright.publish.formats import number
from placewright.publish.views import (
    CaveatNote,
    KeyFigure,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "productivity"
TITLE = marked("Productivity")

CANNOT_SHOW = (
    marked(
        "Hours by industry are not published for areas of this size, so the gap of output per hour cannot be split by "
        "industry; the split below is of value added for each employee, and part-time work is part of what it shows."
    ),
    marked(
        "Employees leave out the self-employed, whose output is in value added: industries with many of them look more "
        "productive per employee than they are, here and everywhere."
    ),
    marked(
        "Fifteen industries are few: a difference of mix inside one of them counts as a difference of productivity."
    ),
    marked("Firms: how wide the spread between the best and the rest is needs data on single businesses."),
    marked(
        "The publisher gives no interval for output per hour. Comparisons of it speak of published "
        "figures, and earlier "
        "vintages differ from them."
    ),
)


def productivity_page(found: Productivity, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    return AnalysisPage(
        slug=SLUG,
        title=_("%(title)s in %(name)s") % {"title": _(TITLE), "name": the(area.name)},
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
        cannot_show=tuple(map(_, CANNOT_SHOW)),
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
        return _("What an hour's work makes in the districts of %(name)s, and what is known of the gap.") % {
            "name": the(area.name)
        }
    first, last = found.levels.smoothed[0] - 100, found.levels.smoothed[-1] - 100
    return _(
        "In %(years)s an hour's work in %(name)s made %(share)s %(side)s than the "
        "UK average; in %(years_2)s it made %(share_2)s %(side_2)s."
    ) % {
        "years": found.levels.years[0],
        "name": the(area.name),
        "share": percent(abs(first) / 100),
        "side": higher_or_lower(first, _("more"), _("less")),
        "years_2": found.levels.years[-1],
        "share_2": percent(abs(last) / 100),
        "side_2": higher_or_lower(last, _("more"), _("less")),
    }


def _key_figures(found: Productivity, area: Area) -> tuple[KeyFigure, ...]:
    made = []
    if isinstance(found.levels, Levels):
        levels = found.levels
        made.append(
            KeyFigure(
                _("Output per hour, smoothed"),
                reading(float(levels.smoothed[-1]), "index UK=100", str(levels.years[-1]), decimals=1),
                _("%(number)s in %(years)s; not smoothed: %(number_2)s")
                % {
                    "number": number(levels.smoothed[0], 1),
                    "years": levels.years[0],
                    "number_2": number(levels.unsmoothed[-1], 1),
                },
                "indicators/gva-per-hour-index.html",
                tuple(levels.smoothed.tolist()),
            )
        )
    if isinstance(found.volumes, Volumes):
        volumes = found.volumes
        change, kingdom = growth(volumes.per_hour), growth(volumes.per_hour_kingdom)
        made.append(
            KeyFigure(
                _("Change of real output per hour"),
                reading(
                    100 * change,
                    "%",
                    _("%(hour_years)s to %(hour_years_2)s")
                    % {"hour_years": volumes.hour_years[0], "hour_years_2": volumes.hour_years[-1]},
                    decimals=1,
                ),
                _("United Kingdom %(share)s, same years, chained volumes") % {"share": percent(kingdom)},
            )
        )
    if isinstance(found.gap, Gap):
        made.append(
            KeyFigure(
                _("Value added per employee, against Great Britain"),
                reading(found.gap.gap, "GBP/employee", str(found.gap.year)),
                _("without imputed rent; the range is that of rounded employee counts"),
            )
        )
    return tuple(made)


def _findings(found: Productivity, area: Area) -> tuple[str, ...]:
    made = []
    if isinstance(found.levels, Levels):
        levels = found.levels
        low = int(np.argmin(levels.smoothed))
        made.append(
            _(
                "Smoothed output per hour stood at %(number)s (UK = 100) in %(years)s, was "
                "lowest at %(number_2)s in %(years_2)s, and stood at %(number_3)s in "
                "%(years_3)s. The unsmoothed figure of %(years_3)s is %(number_4)s: single "
                "years jump, which is why the publisher smooths them."
            )
            % {
                "number": number(levels.smoothed[0], 1),
                "years": levels.years[0],
                "number_2": number(levels.smoothed[low], 1),
                "years_2": levels.years[low],
                "number_3": number(levels.smoothed[-1], 1),
                "years_3": levels.years[-1],
                "number_4": number(levels.unsmoothed[-1], 1),
            }
        )
    if isinstance(found.volumes, Volumes):
        volumes = found.volumes
        made.append(
            _(
                "In real terms output per hour in %(name)s changed by %(share)s from "
                "%(hour_years)s to %(hour_years_2)s, and by %(share_2)s in the United "
                "Kingdom; per job the changes are %(share_3)s and %(share_4)s from "
                "%(job_years)s to %(job_years_2)s."
            )
            % {
                "name": the(area.name),
                "share": percent(growth(volumes.per_hour)),
                "hour_years": volumes.hour_years[0],
                "hour_years_2": volumes.hour_years[-1],
                "share_2": percent(growth(volumes.per_hour_kingdom)),
                "share_3": percent(growth(volumes.per_job)),
                "share_4": percent(growth(volumes.per_job_kingdom)),
                "job_years": volumes.job_years[0],
                "job_years_2": volumes.job_years[-1],
            }
        )
    made += [gap_sentence(gap, area) for gap in (found.gap, found.gap_without) if isinstance(gap, Gap)]
    if isinstance(found.districts, Districts):
        if isinstance(found.levels, Levels):
            made.append(district_sentence(found.districts, area))
        made += without_sentence(found.districts, area)
    return tuple(made)
