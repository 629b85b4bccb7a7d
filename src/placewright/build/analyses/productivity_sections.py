"""The sections of the page on productivity, with the sentences that sum them up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.grids import FloatArray
from placewright.analysis.industry_accounts import NAMES
from placewright.analysis.productivity import (
    Districts,
    Gap,
    GapYears,
    Levels,
    Productivity,
    Revisions,
    Volumes,
)
from placewright.build.analyses.pieces import (
    line,
    listed,
    missing_section,
    number_cell,
    percent,
    pounds,
    pounds_between,
    role_of,
    table,
    text_cell,
    told,
)
from placewright.publish.formats import number
from placewright.publish.views import (
    Bar,
    BarChart,
    Column,
    Figure,
    LineChart,
    Note,
    Section,
)


def gap_sentence(gap: Gap, area: Area) -> str:
    """The gap per employee and its two parts, with bounds."""
    without = f" Without section {listed(gap.without)}," if gap.without else ""
    start = f"{without} value" if without else "Value"
    side = told(
        gap.gap.sign,
        "was above Great Britain's",
        "was below Great Britain's",
        "could not be told apart from Great Britain's",
    )
    mix = told(gap.mix.sign, "adds", "takes away", "adds or takes away, rounding cannot tell which,")
    within = told(gap.within.sign, "adds", "takes away", "adds or takes away, rounding cannot tell which,")
    return (
        f"{start} added per employee in {area.name} {side} in {gap.year}: "
        f"{pounds_between(gap.level)} against {pounds_between(gap.wider_level)}, a gap of {pounds_between(gap.gap)}. "
        f"Its mix of industries {mix} {pounds_between(_size(gap.mix))}; what its industries make per employee {within} "
        f"{pounds_between(_size(gap.within))}."
    ).strip()


def _size(estimate: Estimate) -> Estimate:
    """What the sentence says after "takes away": without the sign."""
    if estimate.sign >= 0 or estimate.low is None or estimate.high is None:
        return estimate
    return Estimate(-estimate.value, -estimate.high, -estimate.low)


def district_sentence(districts: Districts, area: Area) -> str:
    """The range of output per hour among the districts."""
    order = np.argsort(districts.latest)
    low, high = int(order[0]), int(order[-1])
    if low == high:
        return (
            f"Output per hour in {area.name} was {pounds(districts.latest[0], 1)} in {districts.year} (smoothed; "
            "United "
            f"Kingdom {pounds(districts.kingdom, 1)}), {number(districts.index[0, -1], 1)} where the United Kingdom "
            "is 100."
        )
    return (
        f"Among its districts output per hour ran from {pounds(districts.latest[low], 1)} in "
        f"{area.name_of(districts.codes[low])} to {pounds(districts.latest[high], 1)} in "
        f"{area.name_of(districts.codes[high])} in {districts.year} (smoothed; United Kingdom "
        f"{pounds(districts.kingdom, 1)}): a head office or an agency that books pay or output elsewhere can move a "
        "district's figure by more than its firms do."
    )


def without_sentence(districts: Districts, area: Area) -> list[str]:
    """The whole without the districts whose cells carry a caveat, where there are any."""
    if districts.together_without is None:
        return []
    names = listed([area.name_of(code) for code in districts.left_out])
    return [
        f"All districts together made {pounds(districts.together, 1)} an hour in {districts.year}; without {names}, "
        "whose "
        f"figures carry a caveat, the others made {pounds(districts.together_without, 1)}."
    ]


def growth(values: FloatArray) -> float:
    """The change from the first value to the last, as a share."""
    return float(values[-1] / values[0] - 1)


def levels_section(levels: Levels | Missing, area: Area) -> Section:
    """Output per hour against the United Kingdom, smoothed and not."""
    title = "Output per hour against the United Kingdom"
    if isinstance(levels, Missing):
        return missing_section("level", title, levels)
    chart = LineChart(
        (
            line(f"{area.name}, smoothed", "place", levels.years, levels.smoothed.tolist(), code=levels.code),
            line(f"{area.name}, not smoothed", "similar", levels.years, levels.unsmoothed.tolist(), code=levels.code),
        ),
        "index UK=100",
        reference=100.0,
        reference_label="United Kingdom",
    )
    rows = [
        (
            text_cell(str(year)),
            number_cell(float(smooth), "index UK=100", decimals=1),
            number_cell(float(plain), "index UK=100", decimals=1),
        )
        for year, smooth, plain in zip(levels.years, levels.smoothed, levels.unsmoothed, strict=True)
    ]
    return Section(
        "level",
        title,
        (
            "Gross value added for each hour worked, current prices, United Kingdom = 100, published for "
            f"{levels.code}, "
            f"{area.how_near([levels.code])}. An index against the UK shows where {area.name} stands, not how much it "
            "grew: it falls where others gain.",
        ),
        (
            Figure(
                "output-per-hour-index",
                f"Output per hour in {area.name}, UK = 100, {levels.years[0]} to {levels.years[-1]}",
                chart,
                (
                    f"Smoothed: {number(levels.smoothed[0], 1)} in {levels.years[0]}, "
                    f"{number(levels.smoothed[-1], 1)} in "
                    f"{levels.years[-1]}. Not smoothed: {number(levels.unsmoothed[0], 1)} and "
                    f"{number(levels.unsmoothed[-1], 1)}.",
                ),
                table=table(
                    "output-per-hour-index-table",
                    "Output per hour, UK = 100",
                    ("Year", "Smoothed", "Not smoothed"),
                    rows,
                ),
                source="ONS, subregional productivity",
            ),
        ),
    )


def volumes_section(volumes: Volumes | Missing, area: Area) -> Section:
    """Real output per hour and per job."""
    title = "Real output per hour and per job"
    if isinstance(volumes, Missing):
        return missing_section("real", title, volumes)
    figures = []
    for ident, words, years, own, kingdom in (
        ("real-per-hour", "hour", volumes.hour_years, volumes.per_hour, volumes.per_hour_kingdom),
        ("real-per-job", "job", volumes.job_years, volumes.per_job, volumes.per_job_kingdom),
    ):
        base = volumes.base
        rows = [
            (text_cell(str(year)), number_cell(float(a), base, decimals=1), number_cell(float(b), base, decimals=1))
            for year, a, b in zip(years, own, kingdom, strict=True)
        ]
        figures.append(
            Figure(
                ident,
                f"Real output per {words}, {base.removeprefix('index ').replace('=', ' = ')}",
                LineChart(
                    (
                        line(area.name, "place", years, own.tolist()),
                        line("United Kingdom", "uk", years, kingdom.tolist()),
                    ),
                    base,
                    reference=100.0,
                ),
                (
                    f"From {years[0]} to {years[-1]}: {percent(growth(own))} in {area.name}, "
                    f"{percent(growth(kingdom))} in the United Kingdom.",
                ),
                table=table(f"{ident}-table", f"Real output per {words}", ("Year", area.name, "United Kingdom"), rows),
                source="ONS, subregional productivity, chained volume measures",
            )
        )
    return Section(
        "real",
        title,
        (
            "Chained volumes take national price changes of each industry out, so these lines show real growth; both "
            "are "
            "indices of their own past, and say nothing of who is more productive. The area's line is not smoothed.",
        ),
        tuple(figures),
    )


def gap_section(found: Productivity, area: Area) -> Section:
    """The gap per employee by industry, with and without the industries left out, and by year."""
    title = "The gap per employee, by industry"
    if isinstance(found.gap, Missing):
        return missing_section("gap", title, found.gap)
    figures = [_gap_figure(found.gap, area, "gap-by-industry")]
    if isinstance(found.gap_without, Gap):
        figures.append(_gap_figure(found.gap_without, area, "gap-without"))
    figures += [_gap_years(years, area, f"gap-years-{at}") for at, years in enumerate(found.gap_years)]
    return Section(
        "gap",
        title,
        (
            "Value added without imputed rent, divided by employees, against Great Britain (employees are not "
            "counted in "
            "Northern Ireland in this source). Mix is what having more or less of an industry does, measured against "
            "the "
            "average of all; within is what each industry makes per employee more or less than the same industry "
            "elsewhere. The two add to the gap.",
            "This is per employee, not per hour and not per job: part-time work, the self-employed and agencies all "
            "stand in it.",
            *_figures_of(found.gap.codes, area),
        ),
        tuple(figures),
        notes=(
            Note(
                "Why there is a version without section N",
                "Administrative and support services hold employment agencies and head-office payrolls, which book "
                "people "
                "where they are paid, not where they work. A reader can see what the rest looks like without them.",
            ),
        ),
        cannot_show=(
            "The ranges are those of rounded employee counts alone; sampling error of the employee survey is not "
            "published by section and comes on top.",
        ),
    )


def _figures_of(codes: Sequence[str], area: Area) -> tuple[str, ...]:
    """A sentence that says so where the figures are of a territory that is only nearly the area's."""
    nearly = [code for code in codes if code in area.nearly]
    return (f"Figures are those of {listed(nearly)}, {area.how_near(nearly)}.",) if nearly else ()


def _gap_figure(gap: Gap, area: Area, ident: str) -> Figure:
    names = [NAMES[code] for code in gap.industries]
    order = np.argsort([-abs(m.value + w.value) for m, w in zip(gap.mix_by, gap.within_by, strict=True)])
    bars = [
        Bar(names[at], part.value, kind)
        for at in order
        for kind, part in (("Mix", gap.mix_by[at]), ("Within the industry", gap.within_by[at]))
    ]
    rows = [
        (
            text_cell(names[at]),
            number_cell(100 * float(gap.share[at]), "%", decimals=1),
            number_cell(100 * float(gap.wider_share[at]), "%", decimals=1),
            number_cell(float(gap.productivity[at]), "GBP/employee"),
            number_cell(float(gap.wider_productivity[at]), "GBP/employee"),
            number_cell(gap.mix_by[at], "GBP/employee", signed=True),
            number_cell(gap.within_by[at], "GBP/employee", signed=True),
        )
        for at in order
    ]
    columns: Sequence[str | Column] = (
        "Industry",
        "Share of employees here",
        "In Great Britain",
        "Value added per employee here",
        "In Great Britain ",
        "Mix",
        "Within",
    )
    without = f", without section {listed(gap.without)}" if gap.without else ""
    largest = max(range(len(names)), key=lambda at: abs(gap.within_by[at].value))
    return Figure(
        ident,
        f"Gap of value added per employee to Great Britain, {gap.year}{without}",
        BarChart(
            tuple(bars), "GBP/employee", "pounds an employee", ("Mix", "Within the industry"), totals=True, decimals=0
        ),
        (
            gap_sentence(gap, area),
            f"The largest part within an industry is {names[largest].lower()}: "
            f"{pounds_between(gap.within_by[largest])} on the whole gap.",
        ),
        table=table(f"{ident}-table", f"The gap by industry, {gap.year}{without}", columns, rows),
        source="ONS, regional accounts by industry; BRES employees",
    )


def _gap_years(years: GapYears, area: Area, ident: str) -> Figure:
    without = f", without section {listed(years.without)}" if years.without else ""
    parts = (("Gap", "place", years.gap), ("Mix", "region", years.mix), ("Within industries", "england", years.within))
    rows = [
        (text_cell(str(year)), *(number_cell(float(part[at]), "GBP/employee", signed=True) for _, _, part in parts))
        for at, year in enumerate(years.years)
    ]
    return Figure(
        ident,
        f"The gap per employee and its parts, {years.years[0]} to {years.years[-1]}{without}",
        LineChart(
            tuple(line(name, role, years.years, values.tolist()) for name, role, values in parts),  # type: ignore[arg-type]
            "GBP/employee",
            reference=0.0,
            decimals=0,
        ),
        (
            f"The gap was {pounds(100 * round(years.gap[0] / 100))} in {years.years[0]} and "
            f"{pounds(100 * round(years.gap[-1] / 100))} in {years.years[-1]}, in the prices of each year. Jumps "
            "from one "
            "year to the next are more often employers moved between industries than real change.",
        ),
        table=table(
            f"{ident}-table", f"The gap and its parts by year{without}", ("Year", "Gap", "Mix", "Within"), rows
        ),
        source="ONS, regional accounts by industry; BRES employees",
    )


def districts_section(districts: Districts | Missing, area: Area) -> Section:
    """Output per hour by district."""
    title = "Output per hour by district"
    if isinstance(districts, Missing):
        return missing_section("districts", title, districts)
    names = [area.name_of(code) for code in districts.codes]
    order = np.argsort(-districts.latest)
    bars = tuple(Bar(names[at], float(districts.latest[at]), role=role_of(area, districts.codes[at])) for at in order)
    rows = [
        (
            text_cell(names[at]),
            number_cell(float(districts.latest[at]), "GBP/hour"),
            number_cell(float(districts.index[at, -1]), "index UK=100", decimals=1),
            number_cell(float(districts.index[at, 0]), "index UK=100", decimals=1),
        )
        for at in order
    ]
    return Section(
        "districts",
        title,
        ("Smoothed, current prices. Output is counted where a business books it, hours where people work.",),
        (
            Figure(
                "districts-per-hour",
                f"Output per hour by district, {districts.year}",
                BarChart(
                    bars, "GBP/hour", "pounds an hour", reference=districts.kingdom, reference_label="United Kingdom"
                ),
                (district_sentence(districts, area), *without_sentence(districts, area)),
                table=table(
                    "districts-per-hour-table",
                    f"Output per hour by district, {districts.year}",
                    ("District", "Output per hour", f"UK = 100, {districts.year}", f"UK = 100, {districts.years[0]}"),
                    rows,
                ),
                source="ONS, subregional productivity",
            ),
        ),
    )


def revisions_section(revisions: Revisions | Missing, area: Area) -> Section:
    """Two vintages of the same year, side by side."""
    title = "What revisions did to it"
    if isinstance(revisions, Missing):
        return missing_section("revisions", title, revisions)
    names = [area.name_of(code) for code in revisions.codes]
    changes = revisions.after - revisions.before
    order = np.argsort(-np.abs(np.nan_to_num(changes)))
    rows = [
        (
            text_cell(names[at]),
            number_cell(float(revisions.before[at]), "index UK=100", decimals=1),
            number_cell(float(revisions.after[at]), "index UK=100", decimals=1),
            number_cell(float(changes[at]), "index UK=100", decimals=1, signed=True),
        )
        for at in order
        if np.isfinite(changes[at])
    ]
    return Section(
        "revisions",
        title,
        (
            f"The same year in two releases of the same series: for districts and years from {revisions.first_year} to "
            f"{revisions.year} the typical (median) revision was {number(revisions.typical, 1)} points of UK = 100, "
            "and "
            f"the largest {number(revisions.largest, 1)}. A difference between districts smaller than that may not "
            "outlive the next release. The two releases are never joined into one series.",
        ),
        tables=(
            table(
                "revisions-table",
                f"Output per hour in {revisions.year}, UK = 100, as first published and as revised",
                ("District", "Earlier release", "Current release", "Revision"),
                rows,
            ),
        ),
    )
