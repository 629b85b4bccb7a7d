"""Results of the analysis of productivity that claims may name: the gap and its parts, real growth, revisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, Theme, estimated, known, span
from placewright.records.indicator import Foundation, Polarity, Prices, Sides

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.productivity import Districts, Gap, GapYears, Levels, Productivity, Revisions, Volumes

PART = "productivity"
LAD, LAD_BEFORE, ITL = "ons-productivity-lad", "ons-productivity-lad-2022", "ons-productivity-itl"
ACCOUNTS = ("ons-gva-by-industry-lad", "ons-gva-by-industry-itl", "bres-itl3-sections")
GREAT_BRITAIN = "K03000001"
OUT = "N"
"""The industry that the second split does without: employment agencies book people where they are paid."""

_GAP = Theme(
    PART,
    Foundation.PLACES,
    "productivity",
    ACCOUNTS,
    "Hours, so that part-time work is part of it. The self-employed, whose output is in value added and who are no "
    "employees. Differences inside an industry. The sampling error of the employee survey, which is not "
    "published by industry.",
)
_RECORD = Theme(
    PART,
    Foundation.PLACES,
    "productivity",
    (ITL,),
    "Its uncertainty, of which the publisher gives no interval; which firms or industries made the change.",
)
_REVISED = Theme(
    PART,
    Foundation.PLACES,
    "productivity",
    (LAD, LAD_BEFORE),
    "Revisions still to come, which may be larger or smaller than past ones.",
)
_DISTRICTS = Theme(
    PART,
    Foundation.PLACES,
    "productivity",
    (LAD,),
    "Its uncertainty, of which the publisher gives no interval; differences inside districts.",
)
_SPLIT = (
    "Midpoint form: the mix is the difference of employee shares times the average of the two levels, less that of the "
    "whole; the rest is the difference of levels times the average of the two shares. They add to the gap. The "
    "range is "
    "what rounded employee counts leave open, in the latest year."
)
_WITHOUT = "without section N (administrative and support services)"

_TO_BRITAIN = Sides(less=("Great Britain", "Britain", "nation", "national"))
"""Above nothing, the place itself makes more than Great Britain."""

SERIES = (
    _GAP.series(
        "value-per-employee",
        "Value added per employee",
        "GBP/employee",
        definition="Value added without imputed rent, divided by employees, of the area and of Great Britain.",
        method="Value added of the shared industries over employees. The range is that of rounded employee counts.",
        polarity=Polarity.HIGHER,
        prices=Prices.CURRENT,
    ),
    *(
        series
        for tail, title, out in (("", "", ()), ("-without-n", f", {_WITHOUT}", (OUT,)))
        for series in (
            _GAP.series(
                f"gap{tail}",
                f"Gap of value added per employee to Great Britain{title}",
                "GBP/employee",
                definition=f"Value added per employee here less that of Great Britain{title}, without imputed rent.",
                method="The two levels of the same year, subtracted. The range, given for the latest year, is what "
                "rounded employee counts leave open.",
                polarity=Polarity.HIGHER,
                prices=Prices.CURRENT,
                leaves_out=out,
                sides=_TO_BRITAIN,
            ),
            _GAP.series(
                f"gap-mix{tail}",
                f"Industry-mix part of the gap per employee{title}",
                "GBP/employee",
                definition="What the gap to Great Britain owes to having more or fewer employees in industries that "
                f"make more than the average{title}.",
                method=_SPLIT,
                polarity=Polarity.HIGHER,
                prices=Prices.CURRENT,
                by=("industry",),
                leaves_out=out,
                sides=_TO_BRITAIN,
            ),
            _GAP.series(
                f"gap-within{tail}",
                f"Within-industry part of the gap per employee{title}",
                "GBP/employee",
                definition="What the gap to Great Britain owes to making more or less per employee in the same "
                f"industries{title}.",
                method=_SPLIT,
                polarity=Polarity.HIGHER,
                prices=Prices.CURRENT,
                by=("industry",),
                leaves_out=out,
                sides=_TO_BRITAIN,
            ),
        )
    ),
    _RECORD.series(
        "hour-growth",
        "Change of real output per hour",
        "%",
        decimals=1,
        definition="Change of output per hour in chained volumes from the first to the last year published, of the "
        "area and of the United Kingdom.",
        method="The index of the last year over that of the first, less one.",
        polarity=Polarity.HIGHER,
        prices=Prices.CHAINED,
    ),
    _RECORD.series(
        "job-growth",
        "Change of real output per job",
        "%",
        decimals=1,
        definition="Change of output per job in chained volumes from the first to the last year published, of the "
        "area and of the United Kingdom.",
        method="The index of the last year over that of the first, less one.",
        polarity=Polarity.HIGHER,
        prices=Prices.CHAINED,
    ),
    _RECORD.series(
        "hour-lowest",
        "Lowest smoothed output per hour",
        "index UK=100",
        decimals=1,
        definition="Smoothed output per hour, UK = 100, in the year in which it was lowest.",
        method="The smallest figure of the published smoothed series; its period is the year.",
        polarity=Polarity.HIGHER,
        smoothed=True,
    ),
    _REVISED.series(
        "revision-typical",
        "Typical past revision of output per hour by district",
        "points",
        decimals=1,
        definition="Median distance between two releases' figures of output per hour (UK = 100) for the same district "
        "and year.",
        method="Absolute differences over all districts and shared years; the median.",
    ),
    _REVISED.series(
        "revision-largest",
        "Largest past revision of output per hour by district",
        "points",
        decimals=1,
        definition="Largest distance between two releases' figures of output per hour (UK = 100) for the same district "
        "and year.",
        method="Absolute differences over all districts and shared years; the largest.",
    ),
    _DISTRICTS.series(
        "district-ratio",
        "Ratio of output per hour in the highest district to the lowest",
        "ratio",
        decimals=2,
        definition="Output per hour of the district where it is highest divided by that of the district where it is "
        "lowest.",
        method="The two published figures of the latest year.",
        smoothed=True,
    ),
)
"""The results, in the order of the analysis."""


def make_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    """The rows of every result of the analysis."""
    from placewright.analysis.productivity import analyse_productivity

    troubled = inputs.troubled.get(LAD, ())
    yield from rows_of(
        analyse_productivity(inputs.figures, inputs.area, left_out=(OUT,), troubled=troubled), inputs.area
    )


PARTS = (ResultPart(PART, (ITL, LAD, LAD_BEFORE, *ACCOUNTS), make_rows),)


def rows_of(found: Productivity, area: Area) -> Iterator[ResultRow]:
    """The analysis as rows; a part of it that is missing gives none."""
    from placewright.analysis.area import Missing

    for gap in (found.gap, found.gap_without):
        if not isinstance(gap, Missing):
            yield from _of_gap(gap, area)
    latest = 0 if isinstance(found.gap, Missing) else found.gap.year
    for years in found.gap_years:
        yield from _of_years(years, area, latest)
    if not isinstance(found.volumes, Missing):
        yield from _of_volumes(found.volumes, area)
    if not isinstance(found.levels, Missing):
        yield from _of_levels(found.levels, area)
    if not isinstance(found.revisions, Missing):
        yield from _of_revisions(found.revisions, area)
    if not isinstance(found.districts, Missing):
        yield from _of_districts(found.districts, area)


def _of_gap(gap: Gap, area: Area) -> Iterator[ResultRow]:
    tail, period = "-without-n" if gap.without else "", str(gap.year)
    of_all = (
        gap.share.tolist(), gap.wider_share.tolist(), gap.productivity.tolist(), gap.wider_productivity.tolist(),
    )  # fmt: skip
    if not gap.without:
        for code, level in ((area.code, gap.level), (GREAT_BRITAIN, gap.wider_level)):
            yield estimated(f"{PART}/value-per-employee", code, period, level)
    for name, estimate in (("gap", gap.gap), ("gap-mix", gap.mix), ("gap-within", gap.within)):
        yield estimated(f"{PART}/{name}{tail}", area.code, period, estimate, inputs=(estimate.value, *of_all))
    for at, industry in enumerate(gap.industries):
        own = (industry, *(values[at] for values in of_all), gap.level.value, gap.wider_level.value)
        for name, by in (("gap-mix", gap.mix_by), ("gap-within", gap.within_by)):
            yield estimated(
                f"{PART}/{name}{tail}", area.code, period, by[at], member=f"industry={industry}", inputs=(name, *own)
            )


def _of_years(years: GapYears, area: Area, latest: int) -> Iterator[ResultRow]:
    tail = "-without-n" if years.without else ""
    for at, year in enumerate(years.years):
        if year != latest:
            for name, values in (("gap", years.gap), ("gap-mix", years.mix), ("gap-within", years.within)):
                yield known(f"{PART}/{name}{tail}", area.code, str(year), values[at])


def _of_volumes(volumes: Volumes, area: Area) -> Iterator[ResultRow]:
    for name, years, here, kingdom in (
        ("hour-growth", volumes.hour_years, volumes.per_hour, volumes.per_hour_kingdom),
        ("job-growth", volumes.job_years, volumes.per_job, volumes.per_job_kingdom),
    ):
        for code, values in ((area.code, here), (area.kingdom, kingdom)):
            if code:
                first, last = float(values[0]), float(values[-1])
                period, change = span(years[0], years[-1]), 100 * (last / first - 1)
                yield known(f"{PART}/{name}", code, period, change, inputs=(first, last))


def _of_levels(levels: Levels, area: Area) -> Iterator[ResultRow]:
    at = int(levels.smoothed.argmin())
    yield known(
        f"{PART}/hour-lowest", area.code, str(levels.years[at]), levels.smoothed[at], inputs=(levels.smoothed.tolist(),)
    )


def _of_revisions(revisions: Revisions, area: Area) -> Iterator[ResultRow]:
    period = span(revisions.first_year, revisions.year)
    yield known(f"{PART}/revision-typical", area.code, period, revisions.typical)
    yield known(f"{PART}/revision-largest", area.code, period, revisions.largest)


def _of_districts(districts: Districts, area: Area) -> Iterator[ResultRow]:
    kept = [at for at, code in enumerate(districts.codes) if code not in districts.left_out]
    lists = [(False, districts.latest.tolist())]
    lists += [(True, districts.latest[kept].tolist())] if districts.left_out and len(kept) > 1 else []
    for aside, levels in lists:
        ratio = max(levels) / min(levels)
        period = str(districts.year)
        yield known(f"{PART}/district-ratio", area.code, period, ratio, inputs=(levels,), aside=aside)
