"""The sections of the page on sectors, with the sentences that sum them up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.diversification import Diversification, NearIndustry, Reach, nearest_first
from placewright.analysis.industry_accounts import NAMES
from placewright.analysis.sector_changes import EmployeeShift, VolumeShift
from placewright.analysis.sectors import Concentration, IndustryLine
from placewright.build.analyses.pieces import (
    listed,
    missing_section,
    number_cell,
    people,
    percent,
    said,
    table,
    text_cell,
    told,
)
from placewright.core.printing import rounded_to
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.places.in_sentences import at_the_start, the
from placewright.publish.formats import number, ordinal
from placewright.publish.views import (
    Bar,
    BarChart,
    Cell,
    Column,
    Dot,
    Figure,
    HeatCell,
    HeatmapChart,
    Note,
    ScatterChart,
    Section,
    StripChart,
    Table,
)
from placewright.sources.industries import find_industry

NEAREST = 12


PICKING = Note(
    marked("Do not pick a sector on this"),
    marked(
        "A location quotient says what there is more of than elsewhere. It does not say that it is large, growing, "
        "productive "
        "or in need of help. Read concentration with size and growth, ask firms why they are here, "
        "and treat nearness and "
        "complexity as options to talk about, never as a choice."
    ),
    "limit",
)


def volume_sentence(found: VolumeShift, area: Area) -> str:
    """Who grew most and least in real value added, and how many did better than their mix."""
    rates = found.change / found.start
    order = np.argsort(rates)
    low, high = int(order[0]), int(order[-1])
    better = int(np.count_nonzero(found.regional > 0))
    if low == high:
        return _(
            "Real value added of industries changed by %(share)s in %(name)s from %(first_year)s to "
            "%(last_year)s, and by %(share_2)s in the United Kingdom; beyond what "
            "growth and mix of industries explain, its own industries account for "
            "%(share_3)s."
        ) % {
            "share": percent(rates[0]),
            "name": the(area.name),
            "first_year": found.first_year,
            "last_year": found.last_year,
            "share_2": percent(found.kingdom_growth),
            "share_3": percent(found.regional[0] / found.start[0]),
        }
    return _(
        "Real value added of industries, without imputed rent, grew by %(share)s in the United Kingdom from "
        "%(first_year)s to %(last_year)s; among the districts it changed from "
        "%(share_2)s in %(place)s to %(share_3)s in %(place_2)s. In %(better)s of "
        "%(codes)s districts industries did better than the same industries in the "
        "United Kingdom."
    ) % {
        "share": percent(found.kingdom_growth),
        "first_year": found.first_year,
        "last_year": found.last_year,
        "share_2": percent(rates[low]),
        "place": the(area.name_of(found.codes[low])),
        "share_3": percent(rates[high]),
        "place_2": the(area.name_of(found.codes[high])),
        "better": better,
        "codes": len(found.codes),
    }


def employee_sentence(found: EmployeeShift, area: Area) -> str:
    """The change of employees and its parts, with what rounding allows."""
    regional = told(
        found.regional.sign,
        _("its industries did better than the same ones elsewhere"),
        _("its industries did worse than the same ones elsewhere"),
        _("whether its industries did better or worse than the same ones elsewhere, rounding cannot tell"),
    )
    return _(
        "Employees in %(name)s changed by %(people)s from %(first_year)s to "
        "%(last_year)s (rounding allows %(people_2)s to %(people_3)s): "
        "%(people_4)s as Great Britain grew, %(people_5)s from the mix of "
        "industries, %(people_6)s of its own; %(regional)s."
    ) % {
        "name": the(area.name),
        "people": people(_round(found.change.value)),
        "first_year": found.first_year,
        "last_year": found.last_year,
        "people_2": people(_round(found.change.low or 0)),
        "people_3": people(_round(found.change.high or 0)),
        "people_4": people(_round(found.national.value)),
        "people_5": people(_round(found.mix.value)),
        "people_6": people(_round(found.regional.value)),
        "regional": regional,
    }


def complexity_sentence(found: Diversification, area: Area) -> str:
    """The rank of the ITL 2 area, by each detail of industries."""
    ranks = listed(
        [
            _("%(rank)s by %(detail)s industries") % {"rank": ordinal(rank), "detail": detail}
            for detail, rank, _rest in found.ranks
        ]
    )
    name = area.name_of(found.code)
    which = (
        _("itself an ITL 2 area")
        if name == area.name
        else _("the ITL 2 area that holds %(name)s") % {"name": the(area.name)}
    )
    return _(
        "%(name)s, %(which)s, is %(ranks)s of %(codes)s ITL 2 areas of Great "
        "Britain in the complexity of its industries (%(year)s)."
    ) % {"name": at_the_start(name), "which": which, "ranks": ranks, "codes": len(found.codes), "year": found.year}


def _round(value: float) -> float:
    return rounded_to(value, 100)


def concentration_section(found: Concentration | Missing, area: Area) -> Section:
    """Location quotients of three kinds, with size and growth."""
    title = _("Size, growth and concentration together")
    if isinstance(found, Missing):
        return missing_section("concentration", title, found)
    lines = sorted(found.lines, key=lambda line: -line.by_employees.value)
    dots = tuple(
        Dot(
            NAMES[line.code],
            line.by_employees.value,
            100 * line.growth.value,
            role="place" if line.by_employees.against(1.0) > 0 else "member",
            size=line.employees.value,
            detail=_("%(people)s employees") % {"people": people(line.employees.value)},
            low=line.by_employees.low,
            high=line.by_employees.high,
        )
        for line in lines
        if math.isfinite(line.growth.value)
    )
    rows = [_industry_row(line) for line in lines]
    quotients = table(
        "quotients-table",
        _("Industries of %(name)s against Great Britain") % {"name": the(area.name)},
        (
            _("Industry"),
            _("Employees, %(year)s") % {"year": found.year},
            _("Share of all"),
            _("Change since %(first_year)s") % {"first_year": found.first_year},
            _("In Great Britain"),
            _("Quotient, employees"),
            _("Quotient, value added"),
            _("Quotient, businesses"),
            _("Against 1, by employees"),
        ),
        rows,
        notes=_quotient_notes(found),
    )
    return Section(
        "concentration",
        title,
        (
            _(
                "A location quotient is the industry's share here divided by its share in "
                "Great Britain. By employees it is of %(year)s, by value added (without "
                "imputed rent) of %(value)s, by businesses (workplaces, not firms) of "
                "%(value_2)s. Where the range that rounding leaves straddles 1, the table "
                "says that it cannot tell."
            )
            % {
                "year": found.year,
                "value": found.value_added_year or "no year",
                "value_2": found.business_year or "no year",
            },
        ),
        (
            Figure(
                "size-growth-concentration",
                _("Concentration in %(year)s, change since %(first_year)s, and size")
                % {"year": found.year, "first_year": found.first_year},
                ScatterChart(
                    dots,
                    _("Location quotient by employees"),
                    _("Change of employees since %(first_year)s") % {"first_year": found.first_year},
                    x_unit="ratio",
                    y_unit="%",
                    x_rule=1.0,
                    y_rule=0.0,
                ),
                (
                    _(
                        "Right of 1 the industry has more than Great Britain's share of employees; "
                        "above 0 it grew. Together %(name)s has %(people)s employees."
                    )
                    % {"name": the(area.name), "people": people(sum(line.employees.value for line in lines))},
                ),
                table=quotients,
                source=_("BRES; ONS, regional accounts by industry; UK Business"),
            ),
            _quotient_figure(found, area),
        ),
        notes=(said(PICKING),),
    )


def _industry_row(line: IndustryLine) -> tuple[Cell, ...]:
    verdict = told(line.by_employees.against(1.0), "above", "below", "cannot tell")
    return (
        text_cell(NAMES[line.code]),
        number_cell(line.employees, "employees"),
        number_cell(_times(line.share, 100), "%", decimals=1),
        number_cell(_times(line.growth, 100), "%", decimals=0, signed=True),
        number_cell(100 * line.wider_growth, "%", decimals=0, signed=True),
        number_cell(line.by_employees, "ratio"),
        number_cell(line.by_value_added, "ratio"),
        number_cell(line.by_businesses, "ratio"),
        text_cell(verdict, tone="muted" if verdict == "cannot tell" else ""),
    )


def _times(estimate: Estimate, by: float) -> Estimate:
    low, high = estimate.low, estimate.high
    return Estimate(estimate.value * by, None if low is None else low * by, None if high is None else high * by)


def _quotient_notes(found: Concentration) -> tuple[str, ...]:
    notes = [
        _("Change of employees is over the whole span, in counts that are rounded; the survey is not made for series.")
    ]
    if found.production_businesses is not None:
        value = found.production_businesses
        notes.append(
            _(
                "Businesses in agriculture and production are not divided as employees "
                "are; together their quotient is %(number)s."
            )
            % {"number": number(value.value, 2)}
        )
    return tuple(notes)


def _quotient_figure(found: Concentration, area: Area) -> Figure:
    lines = sorted(found.lines, key=lambda line: -line.by_employees.value)
    names = tuple(NAMES[line.code] for line in lines)
    kinds = (_("Employees"), _("Value added"), _("Businesses"))
    cells = []
    for line in lines:
        values = (
            line.by_employees.value,
            line.by_value_added,
            None if line.by_businesses is None else line.by_businesses.value,
        )
        cells += [HeatCell(NAMES[line.code], kind, value) for kind, value in zip(kinds, values, strict=True)]
    rows = [
        (
            text_cell(NAMES[line.code]),
            number_cell(line.by_employees, "ratio"),
            number_cell(line.by_value_added, "ratio"),
            number_cell(line.by_businesses, "ratio"),
        )
        for line in lines
    ]
    differ = max(
        (line for line in lines if line.by_value_added is not None),
        key=lambda line: abs(line.by_employees.value - (line.by_value_added or 0.0)),
        default=None,
    )
    words = (
        _("The kinds differ most for %(lower)s: %(number)s by employees, %(number_2)s by value added.")
        % {
            "lower": NAMES[differ.code].lower(),
            "number": number(differ.by_employees.value, 2),
            "number_2": number(differ.by_value_added or 0.0, 2),
        }
        if differ is not None
        else _("Value added by industry is missing for this area.")
    )
    return Figure(
        "three-quotients",
        _("Location quotients of three kinds"),
        HeatmapChart(tuple(cells), "ratio", names, kinds, middle=1.0, legend="1 = Great Britain's share", decimals=2),
        (words,),
        table=table(
            "three-quotients-table",
            _("Location quotients of %(name)s") % {"name": the(area.name)},
            (_("Industry"), *kinds),
            rows,
        ),
        source=_("BRES; ONS, regional accounts by industry; UK Business"),
    )


def volume_shift_section(found: VolumeShift | Missing, area: Area) -> Section:
    """Shift-share of real value added by district."""
    title = _("Real value added by district: shift-share")
    if isinstance(found, Missing):
        return missing_section("value-shift", title, found)
    names = [area.name_of(code) for code in found.codes]
    order = np.argsort(-(found.change / found.start))
    parts = ((_("National growth"), found.national), (_("Mix of industries"), found.mix), ("Own", found.regional))
    bars = tuple(
        Bar(names[at], 100 * float(values[at] / found.start[at]), part) for at in order for part, values in parts
    )
    rows = [
        (
            text_cell(names[at]),
            number_cell(float(found.start[at]), "GBP million"),
            number_cell(float(found.change[at]), "GBP million", signed=True),
            *(number_cell(float(values[at]), "GBP million", signed=True) for _rest, values in parts),
            number_cell(100 * float(found.change[at] / found.start[at]), "%", signed=True),
        )
        for at in order
    ]
    return Section(
        "value-shift",
        title,
        (
            _(
                "Chained volumes by industry, so that price changes are out (deflators are "
                "those of each industry nationally). Each year's change is split into what "
                "the district's industries would have grown at the pace of the whole "
                "United Kingdom, what its mix added or took, and what its own industries "
                "did beyond the same industries elsewhere; the years are then added up. What "
                "owners' homes are counted to yield (imputed rent) is left out, since no "
                "industry makes it; so a district's change is not that of all its value added."
            ),
        ),
        (
            Figure(
                "value-shift-share",
                _("Change of industries' real value added by district, %(first_year)s to %(last_year)s, in per cent")
                % {"first_year": found.first_year, "last_year": found.last_year},
                BarChart(bars, "%", _("per cent of the start"), tuple(part for part, _rest in parts), totals=True),
                (volume_sentence(found, area),),
                table=table(
                    "value-shift-share-table",
                    _("Shift-share of real value added, %(first_year)s to %(last_year)s, GBP million of 2022")
                    % {"first_year": found.first_year, "last_year": found.last_year},
                    (
                        "District",
                        _("In %(first_year)s") % {"first_year": found.first_year},
                        "Change",
                        *(part for part, _rest in parts),
                        "Change, %",
                    ),
                    rows,
                ),
                source=_("ONS, regional accounts by industry, chained volume measures"),
            ),
        ),
        cannot_show=(
            _(
                "Chained volumes of industries do not add exactly to the published volume "
                "of the whole, and district figures of single industries are volatile: "
                "read the order of size, not the last million."
            ),
        ),
    )


def employee_shift_section(found: EmployeeShift | Missing, area: Area) -> Section:
    """Shift-share of the area's employees by industry."""
    title = _("Employees: shift-share")
    if isinstance(found, Missing):
        return missing_section("employee-shift", title, found)
    order = np.argsort([-abs(part.value) for part in found.regional_by])
    bars = tuple(
        Bar(NAMES[found.industries[at]], part.value, low=part.low, high=part.high, role="place")
        for at in order
        for part in (found.regional_by[at],)
    )
    rows = [
        (
            text_cell(NAMES[found.industries[at]]),
            number_cell(float(found.change_by[at]), "employees", signed=True),
            number_cell(float(found.national_by[at]), "employees", signed=True),
            number_cell(float(found.mix_by[at]), "employees", signed=True),
            number_cell(found.regional_by[at], "employees", signed=True),
        )
        for at in order
    ]
    surely = [
        NAMES[code].lower() for code, part in zip(found.industries, found.regional_by, strict=True) if part.sign > 0
    ]
    behind = [
        NAMES[code].lower() for code, part in zip(found.industries, found.regional_by, strict=True) if part.sign < 0
    ]
    words = _(
        "Surely better than the same industry in Great Britain: %(value)s. Surely "
        "worse: %(value_2)s. For the rest rounding cannot tell."
    ) % {"value": listed(surely) or "none", "value_2": listed(behind) or "none"}
    return Section(
        "employee-shift",
        title,
        (
            _(
                "The same split for employees against Great Britain, year by year and "
                "added up. Employers that the survey moves from one industry to another, "
                "as head offices and agencies have been, appear as one industry's gain and "
                "another's loss of the same year."
            ),
        ),
        (
            Figure(
                "employee-own-shift",
                _("Employees gained or lost beyond the same industry in Great Britain, %(first_year)s to %(last_year)s")
                % {"first_year": found.first_year, "last_year": found.last_year},
                BarChart(bars, "employees", "employees", decimals=0),
                (employee_sentence(found, area), words),
                table=table(
                    "employee-shift-table",
                    _("Shift-share of employees, %(first_year)s to %(last_year)s")
                    % {"first_year": found.first_year, "last_year": found.last_year},
                    (_("Industry"), _("Change"), _("National growth"), _("Mix of industries"), _("Own")),
                    rows,
                ),
                source=_("BRES, employees by section"),
            ),
        ),
    )


def diversification_section(found: Diversification | Missing, area: Area) -> Section:
    """Complexity of ITL 2 areas, and the industries near to what this one has."""
    title = _("Complexity and nearness of industries")
    if isinstance(found, Missing):
        return missing_section("complexity", title, found)
    name = area.name_of(found.code)
    dots = tuple(
        Dot(area.name_of(code), float(value), role="place" if code == found.code else "other")
        for code, value in zip(found.codes, found.index, strict=True)
    )
    order = np.argsort(-found.index)
    ranked = [
        (
            text_cell(area.name_of(found.codes[at]), tone="own" if found.codes[at] == found.code else ""),
            number_cell(float(found.index[at]), "score"),
            number_cell(
                float(found.output_per_hour[at]) if np.isfinite(found.output_per_hour[at]) else None, "GBP/hour"
            ),
        )
        for at in order
    ]
    near = nearest_first(found.industries)[:NEAREST]
    return Section(
        "complexity",
        f"{title}: {name}",
        (
            _(
                "These figures are for %(name)s, the ITL 2 area: finer ones are not "
                "reliable enough to say which industries go together. An area is complex "
                "where it has industries that few and diverse areas share. The index "
                "orders areas; its sign is that of output per hour."
            )
            % {"name": the(name)},
        ),
        (
            Figure(
                "complexity-index",
                _("Economic complexity of ITL 2 areas, %(year)s") % {"year": found.year},
                StripChart(dots, "score", _("index, mean 0, standard deviation 1"), decimals=2),
                (
                    complexity_sentence(found, area),
                    _("Correlation of the index with output per hour: ")
                    + listed(
                        [
                            _("%(number)s by %(detail)s industries") % {"number": number(c, 2), "detail": detail}
                            for detail, _rest, c in found.ranks
                        ]
                    )
                    + ".",
                ),
                table=table(
                    "complexity-index-table",
                    _("Economic complexity of ITL 2 areas, %(year)s, by 2-digit industries") % {"year": found.year},
                    (_("ITL 2 area"), _("Index"), _("Output per hour")),
                    ranked,
                ),
                source=_("BRES employment by 2-digit industry; ONS, subregional productivity"),
            ),
        ),
        (_near_table(near, name, found.year),),
        notes=(said(PICKING),),
        cannot_show=(
            _(
                "Which of these could be won, by whom and at what cost. Nearness is a "
                "pattern among areas of Great Britain, measured with rounded counts; some "
                "industries are absent here because they belong somewhere else."
            ),
        ),
    )


def _near_table(near: Sequence[NearIndustry], name: str, year: int) -> Table:
    rows = [
        (
            text_cell(_industry_name(item.code)),
            text_cell(item.reach, tone="" if item.reach is Reach.NEAR else "muted"),
            number_cell(100 * item.nearness, "%", decimals=0),
            number_cell(item.density, "ratio"),
            number_cell(item.complexity, "score"),
            number_cell(Estimate(item.quotient, item.low, item.high), "ratio"),
        )
        for item in near
    ]
    return table(
        "near-industries",
        _("Industries that %(name)s has less of than Great Britain, those near to what it has first, %(year)s")
        % {"name": the(name), "year": year},
        (
            _("Industry"),
            Column(_("How near"), "text"),
            _("ITL 2 areas no nearer, %"),
            _("Density"),
            _("Complexity"),
            _("Location quotient"),
        ),
        rows,
        notes=(
            _(
                "An industry is near where areas that have what this one has tend to have "
                "it too. Near: this area is among the third of areas nearest to it. Far: "
                "among the third farthest from it, where it is hard to win. In between: "
                "the rest. Farming, fishing and mining are where land and ground allow, "
                "however near they seem, and come last."
            ),
            _(
                "Density is the share of an industry's relatedness that lies in industries "
                "present here. It is high for some industries in every area, so the order "
                "is that of nearness among areas, not of density."
            ),
            _("Only industries whose quotient is surely below 1, given rounding; the first %(near)s of them.")
            % {"near": len(near)},
        ),
    )


def _industry_name(code: str) -> str:
    return f"{find_industry(code).name} ({code})"
