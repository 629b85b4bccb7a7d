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
from placewright.core.printing import rounded_to
from placewright.core.words import gettext as _
from placewright.places.in_sentences import the
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
    without = _(" Without section %(list)s,") % {"list": listed(gap.without)} if gap.without else ""
    start = _("%(without)s value") % {"without": without} if without else "Value"
    side = told(
        gap.gap.sign,
        _("was above Great Britain's"),
        _("was below Great Britain's"),
        _("could not be told apart from Great Britain's"),
    )
    mix = told(gap.mix.sign, "adds", _("takes away"), _("adds or takes away, rounding cannot tell which,"))
    within = told(gap.within.sign, "adds", _("takes away"), _("adds or takes away, rounding cannot tell which,"))
    return (
        _(
            "%(start)s added per employee in %(name)s %(side)s in %(year)s: "
            "%(pounds_between)s against %(pounds_between_2)s, a gap of "
            "%(pounds_between_3)s. Its mix of industries %(mix)s %(pounds_between_4)s; "
            "what its industries make per employee %(within)s %(pounds_between_5)s."
        )
        % {
            "start": start,
            "name": the(area.name),
            "side": side,
            "year": gap.year,
            "pounds_between": pounds_between(gap.level),
            "pounds_between_2": pounds_between(gap.wider_level),
            "pounds_between_3": pounds_between(gap.gap),
            "mix": mix,
            "pounds_between_4": pounds_between(_size(gap.mix)),
            "within": within,
            "pounds_between_5": pounds_between(_size(gap.within)),
        }
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
        return _(
            "Output per hour in %(name)s was %(pounds)s in %(year)s (smoothed; United "
            "Kingdom %(pounds_2)s), %(number)s where the United Kingdom is 100."
        ) % {
            "name": the(area.name),
            "pounds": pounds(districts.latest[0], 1),
            "year": districts.year,
            "pounds_2": pounds(districts.kingdom, 1),
            "number": number(districts.index[0, -1], 1),
        }
    return _(
        "Among its districts output per hour ran from %(pounds)s in %(place)s to "
        "%(pounds_2)s in %(place_2)s in %(year)s (smoothed; United Kingdom "
        "%(pounds_3)s): a head office or an agency that books pay or output "
        "elsewhere can move a district's figure by more than its firms do."
    ) % {
        "pounds": pounds(districts.latest[low], 1),
        "place": the(area.name_of(districts.codes[low])),
        "pounds_2": pounds(districts.latest[high], 1),
        "place_2": the(area.name_of(districts.codes[high])),
        "year": districts.year,
        "pounds_3": pounds(districts.kingdom, 1),
    }


def without_sentence(districts: Districts, area: Area) -> list[str]:
    """The whole without the districts whose cells carry a caveat, where there are any."""
    if districts.together_without is None:
        return []
    names = listed([the(area.name_of(code)) for code in districts.left_out])
    return [
        _(
            "All districts together made %(pounds)s an hour in %(year)s; without "
            "%(names)s, whose figures carry a caveat, the others made %(pounds_2)s."
        )
        % {
            "pounds": pounds(districts.together, 1),
            "year": districts.year,
            "names": names,
            "pounds_2": pounds(districts.together_without, 1),
        }
    ]


def growth(values: FloatArray) -> float:
    """The change from the first value to the last, as a share."""
    return float(values[-1] / values[0] - 1)


def levels_section(levels: Levels | Missing, area: Area) -> Section:
    """Output per hour against the United Kingdom, smoothed and not."""
    title = _("Output per hour against the United Kingdom")
    if isinstance(levels, Missing):
        return missing_section("level", title, levels)
    chart = LineChart(
        (
            line(
                _("%(name)s, smoothed") % {"name": area.name},
                "place",
                levels.years,
                levels.smoothed.tolist(),
                code=levels.code,
            ),
            line(
                _("%(name)s, not smoothed") % {"name": area.name},
                "similar",
                levels.years,
                levels.unsmoothed.tolist(),
                code=levels.code,
            ),
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
            _(
                "Gross value added for each hour worked, current prices, United Kingdom = "
                "100, published for %(code)s, %(how_near)s. An index against the UK shows "
                "where %(name)s stands, not how much it grew: it falls where others gain."
            )
            % {"code": levels.code, "how_near": area.how_near([levels.code]), "name": the(area.name)},
        ),
        (
            Figure(
                "output-per-hour-index",
                _("Output per hour in %(name)s, UK = 100, %(years)s to %(years_2)s")
                % {"name": the(area.name), "years": levels.years[0], "years_2": levels.years[-1]},
                chart,
                (
                    _(
                        "Smoothed: %(number)s in %(years)s, %(number_2)s in %(years_2)s. Not "
                        "smoothed: %(number_3)s and %(number_4)s."
                    )
                    % {
                        "number": number(levels.smoothed[0], 1),
                        "years": levels.years[0],
                        "number_2": number(levels.smoothed[-1], 1),
                        "years_2": levels.years[-1],
                        "number_3": number(levels.unsmoothed[0], 1),
                        "number_4": number(levels.unsmoothed[-1], 1),
                    },
                ),
                table=table(
                    "output-per-hour-index-table",
                    _("Output per hour, UK = 100"),
                    (_("Year"), _("Smoothed"), _("Not smoothed")),
                    rows,
                ),
                source=_("ONS, subregional productivity"),
            ),
        ),
    )


def volumes_section(volumes: Volumes | Missing, area: Area) -> Section:
    """Real output per hour and per job."""
    title = _("Real output per hour and per job")
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
                _("Real output per %(words)s, %(replace)s")
                % {"words": words, "replace": base.removeprefix("index ").replace("=", " = ")},
                LineChart(
                    (
                        line(area.name, "place", years, own.tolist()),
                        line("United Kingdom", "uk", years, kingdom.tolist()),
                    ),
                    base,
                    reference=100.0,
                ),
                (
                    _("From %(years)s to %(years_2)s: %(share)s in %(name)s, %(share_2)s in the United Kingdom.")
                    % {
                        "years": years[0],
                        "years_2": years[-1],
                        "share": percent(growth(own)),
                        "name": the(area.name),
                        "share_2": percent(growth(kingdom)),
                    },
                ),
                table=table(
                    f"{ident}-table",
                    _("Real output per %(words)s") % {"words": words},
                    ("Year", area.name, "United Kingdom"),
                    rows,
                ),
                source=_("ONS, subregional productivity, chained volume measures"),
            )
        )
    return Section(
        "real",
        title,
        (
            _(
                "Chained volumes take national price changes of each industry out, so "
                "these lines show real growth; both are indices of their own past, and say "
                "nothing of who is more productive. The area's line is not smoothed."
            ),
        ),
        tuple(figures),
    )


def gap_section(found: Productivity, area: Area) -> Section:
    """The gap per employee by industry, with and without the industries left out, and by year."""
    title = _("The gap per employee, by industry")
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
            _(
                "Value added without imputed rent, divided by employees, against Great "
                "Britain (employees are not counted in Northern Ireland in this source). "
                "Mix is what having more or less of an industry does, measured against the "
                "average of all; within is what each industry makes per employee more or "
                "less than the same industry elsewhere. The two add to the gap."
            ),
            _(
                "This is per employee, not per hour and not per job: part-time work, the "
                "self-employed and agencies all stand in it."
            ),
            *_figures_of(found.gap.codes, area),
        ),
        tuple(figures),
        notes=(
            Note(
                _("Why there is a version without section N"),
                _(
                    "Administrative and support services hold employment agencies and "
                    "head-office payrolls, which book people where they are paid, not where "
                    "they work. A reader can see what the rest looks like without them."
                ),
            ),
        ),
        cannot_show=(
            _(
                "The ranges are those of rounded employee counts alone; sampling error of "
                "the employee survey is not published by section and comes on top."
            ),
        ),
    )


def _figures_of(codes: Sequence[str], area: Area) -> tuple[str, ...]:
    """A sentence that says so where the figures are of a territory that is only nearly the area's."""
    nearly = [code for code in codes if code in area.nearly]
    return (
        (
            _("Figures are those of %(list)s, %(how_near)s.")
            % {"list": listed(nearly), "how_near": area.how_near(nearly)},
        )
        if nearly
        else ()
    )


def _gap_figure(gap: Gap, area: Area, ident: str) -> Figure:
    names = [NAMES[code] for code in gap.industries]
    order = np.argsort([-abs(m.value + w.value) for m, w in zip(gap.mix_by, gap.within_by, strict=True)])
    bars = [
        Bar(names[at], part.value, kind)
        for at in order
        for kind, part in (("Mix", gap.mix_by[at]), (_("Within the industry"), gap.within_by[at]))
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
        _("Industry"),
        _("Share of employees here"),
        _("In Great Britain"),
        _("Value added per employee here"),
        _("In Great Britain "),
        _("Mix"),
        _("Within"),
    )
    without = _(", without section %(list)s") % {"list": listed(gap.without)} if gap.without else ""
    largest = max(range(len(names)), key=lambda at: abs(gap.within_by[at].value))
    return Figure(
        ident,
        _("Gap of value added per employee to Great Britain, %(year)s%(without)s")
        % {"year": gap.year, "without": without},
        BarChart(
            tuple(bars),
            "GBP/employee",
            _("pounds an employee"),
            (_("Mix"), _("Within the industry")),
            totals=True,
            decimals=0,
        ),
        (
            gap_sentence(gap, area),
            _("The largest part within an industry is %(lower)s: %(pounds_between)s on the whole gap.")
            % {"lower": names[largest].lower(), "pounds_between": pounds_between(gap.within_by[largest])},
        ),
        table=table(
            f"{ident}-table",
            _("The gap by industry, %(year)s%(without)s") % {"year": gap.year, "without": without},
            columns,
            rows,
        ),
        source=_("ONS, regional accounts by industry; BRES employees"),
    )


def _gap_years(years: GapYears, area: Area, ident: str) -> Figure:
    without = _(", without section %(list)s") % {"list": listed(years.without)} if years.without else ""
    parts = (
        (_("Gap"), "place", years.gap),
        (_("Mix"), "region", years.mix),
        (_("Within industries"), "england", years.within),
    )
    rows = [
        (
            text_cell(str(year)),
            *(number_cell(float(part[at]), "GBP/employee", signed=True) for _rest, _rest, part in parts),
        )
        for at, year in enumerate(years.years)
    ]
    return Figure(
        ident,
        _("The gap per employee and its parts, %(years)s to %(years_2)s%(without)s")
        % {"years": years.years[0], "years_2": years.years[-1], "without": without},
        LineChart(
            tuple(line(name, role, years.years, values.tolist()) for name, role, values in parts),  # type: ignore[arg-type]
            "GBP/employee",
            reference=0.0,
            decimals=0,
        ),
        (
            _(
                "The gap was %(pounds)s in %(years)s and %(pounds_2)s in %(years_2)s, in "
                "the prices of each year. Jumps from one year to the next are more often "
                "employers moved between industries than real change."
            )
            % {
                "pounds": pounds(rounded_to(years.gap[0], 100)),
                "years": years.years[0],
                "pounds_2": pounds(rounded_to(years.gap[-1], 100)),
                "years_2": years.years[-1],
            },
        ),
        table=table(
            f"{ident}-table",
            _("The gap and its parts by year%(without)s") % {"without": without},
            (_("Year"), _("Gap"), _("Mix"), _("Within")),
            rows,
        ),
        source=_("ONS, regional accounts by industry; BRES employees"),
    )


def districts_section(districts: Districts | Missing, area: Area) -> Section:
    """Output per hour by district."""
    title = _("Output per hour by district")
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
        (_("Smoothed, current prices. Output is counted where a business books it, hours where people work."),),
        (
            Figure(
                "districts-per-hour",
                _("Output per hour by district, %(year)s") % {"year": districts.year},
                BarChart(
                    bars, "GBP/hour", _("pounds an hour"), reference=districts.kingdom, reference_label="United Kingdom"
                ),
                (district_sentence(districts, area), *without_sentence(districts, area)),
                table=table(
                    "districts-per-hour-table",
                    _("Output per hour by district, %(year)s") % {"year": districts.year},
                    (
                        _("District"),
                        _("Output per hour"),
                        _("UK = 100, %(year)s") % {"year": districts.year},
                        _("UK = 100, %(years)s") % {"years": districts.years[0]},
                    ),
                    rows,
                ),
                source=_("ONS, subregional productivity"),
            ),
        ),
    )


def revisions_section(revisions: Revisions | Missing, area: Area) -> Section:
    """Two vintages of the same year, side by side."""
    title = _("What revisions did to it")
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
            _(
                "The same year in two releases of the same series: for districts and years "
                "from %(first_year)s to %(year)s the typical (median) revision was "
                "%(number)s points of UK = 100, and the largest %(number_2)s. A difference "
                "between districts smaller than that may not outlive the next release. The "
                "two releases are never joined into one series."
            )
            % {
                "first_year": revisions.first_year,
                "year": revisions.year,
                "number": number(revisions.typical, 1),
                "number_2": number(revisions.largest, 1),
            },
        ),
        tables=(
            table(
                "revisions-table",
                _("Output per hour in %(year)s, UK = 100, as first published and as revised")
                % {"year": revisions.year},
                (_("District"), _("Earlier release"), _("Current release"), _("Revision")),
                rows,
            ),
        ),
    )
