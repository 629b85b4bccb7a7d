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
    table,
    text_cell,
    told,
)
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
    "Do not pick a sector on this",
    "A location quotient says what there is more of than elsewhere. It does not say that it is large, growing, "
    "productive "
    "or in need of help. Read concentration with size and growth, ask firms why they are here, and treat nearness and "
    "complexity as options to talk about, never as a choice.",
    "limit",
)


def volume_sentence(found: VolumeShift, area: Area) -> str:
    """Who grew most and least in real value added, and how many did better than their mix."""
    rates = found.change / found.start
    order = np.argsort(rates)
    low, high = int(order[0]), int(order[-1])
    better = int(np.count_nonzero(found.regional > 0))
    if low == high:
        return (
            f"Real value added changed by {percent(rates[0])} in {area.name} from {found.first_year} to "
            f"{found.last_year}, and by {percent(found.kingdom_growth)} in the United Kingdom; beyond what growth "
            "and mix "
            f"of industries explain, its own industries account for {percent(found.regional[0] / found.start[0])}."
        )
    return (
        f"Real value added grew by {percent(found.kingdom_growth)} in the United Kingdom from {found.first_year} to "
        f"{found.last_year}; among the districts it changed from {percent(rates[low])} in "
        f"{area.name_of(found.codes[low])} to {percent(rates[high])} in {area.name_of(found.codes[high])}. In "
        f"{better} of "
        f"{len(found.codes)} districts industries did better than the same industries in the United Kingdom."
    )


def employee_sentence(found: EmployeeShift, area: Area) -> str:
    """The change of employees and its parts, with what rounding allows."""
    regional = told(
        found.regional.sign,
        "its industries did better than the same ones elsewhere",
        "its industries did worse than the same ones elsewhere",
        "whether its industries did better or worse than the same ones elsewhere, rounding cannot tell",
    )
    return (
        f"Employees in {area.name} changed by {people(_round(found.change.value))} from {found.first_year} to "
        f"{found.last_year} (rounding allows {people(_round(found.change.low or 0))} to "
        f"{people(_round(found.change.high or 0))}): {people(_round(found.national.value))} as Great Britain grew, "
        f"{people(_round(found.mix.value))} from the mix of industries, {people(_round(found.regional.value))} of "
        "its own; "
        f"{regional}."
    )


def complexity_sentence(found: Diversification, area: Area) -> str:
    """The rank of the ITL 2 area, by each detail of industries."""
    ranks = listed([f"{ordinal(rank)} by {detail} industries" for detail, rank, _ in found.ranks])
    name = area.name_of(found.code)
    which = "itself an ITL 2 area" if name == area.name else f"the ITL 2 area that holds {area.name}"
    return (
        f"{name}, {which}, is {ranks} of {len(found.codes)} ITL 2 "
        "areas "
        f"of Great Britain in the complexity of its industries ({found.year})."
    )


def _round(value: float) -> float:
    return 100 * round(value / 100)


def concentration_section(found: Concentration | Missing, area: Area) -> Section:
    """Location quotients of three kinds, with size and growth."""
    title = "Size, growth and concentration together"
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
            detail=f"{people(line.employees.value)} employees",
            low=line.by_employees.low,
            high=line.by_employees.high,
        )
        for line in lines
        if math.isfinite(line.growth.value)
    )
    rows = [_industry_row(line) for line in lines]
    quotients = table(
        "quotients-table",
        f"Industries of {area.name} against Great Britain",
        (
            "Industry",
            f"Employees, {found.year}",
            "Share of all",
            f"Change since {found.first_year}",
            "In Great Britain",
            "Quotient, employees",
            "Quotient, value added",
            "Quotient, businesses",
            "Against 1, by employees",
        ),
        rows,
        notes=_quotient_notes(found),
    )
    return Section(
        "concentration",
        title,
        (
            "A location quotient is the industry's share here divided by its share in Great Britain. By employees "
            "it is "
            f"of {found.year}, by value added (without imputed rent) of {found.value_added_year or 'no year'}, by "
            f"businesses (workplaces, not firms) of {found.business_year or 'no year'}. Where the range that rounding "
            "leaves straddles 1, the table says that it cannot tell.",
        ),
        (
            Figure(
                "size-growth-concentration",
                f"Concentration in {found.year}, change since {found.first_year}, and size",
                ScatterChart(
                    dots,
                    "Location quotient by employees",
                    f"Change of employees since {found.first_year}",
                    x_unit="ratio",
                    y_unit="%",
                    x_rule=1.0,
                    y_rule=0.0,
                    size_title="Employees",
                ),
                (
                    f"Right of 1 the industry has more than Great Britain's share of employees; above 0 it grew. "
                    f"Together {area.name} has {people(sum(line.employees.value for line in lines))} employees.",
                ),
                table=quotients,
                source="BRES; ONS, regional accounts by industry; UK Business",
            ),
            _quotient_figure(found, area),
        ),
        notes=(PICKING,),
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
        "Change of employees is over the whole span, in counts that are rounded; the survey is not made for series."
    ]
    if found.production_businesses is not None:
        value = found.production_businesses
        notes.append(
            "Businesses in agriculture and production are not divided as employees are; together their quotient is "
            f"{number(value.value, 2)}."
        )
    return tuple(notes)


def _quotient_figure(found: Concentration, area: Area) -> Figure:
    lines = sorted(found.lines, key=lambda line: -line.by_employees.value)
    names = tuple(NAMES[line.code] for line in lines)
    kinds = ("Employees", "Value added", "Businesses")
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
        f"The kinds differ most for {NAMES[differ.code].lower()}: {number(differ.by_employees.value, 2)} by employees, "
        f"{number(differ.by_value_added or 0.0, 2)} by value added."
        if differ is not None
        else "Value added by industry is missing for this area."
    )
    return Figure(
        "three-quotients",
        "Location quotients of three kinds",
        HeatmapChart(tuple(cells), "ratio", names, kinds, middle=1.0, legend="1 = Great Britain's share", decimals=2),
        (words,),
        table=table("three-quotients-table", f"Location quotients of {area.name}", ("Industry", *kinds), rows),
        source="BRES; ONS, regional accounts by industry; UK Business",
    )


def volume_shift_section(found: VolumeShift | Missing, area: Area) -> Section:
    """Shift-share of real value added by district."""
    title = "Real value added by district: shift-share"
    if isinstance(found, Missing):
        return missing_section("value-shift", title, found)
    names = [area.name_of(code) for code in found.codes]
    order = np.argsort(-(found.change / found.start))
    parts = (("National growth", found.national), ("Mix of industries", found.mix), ("Own", found.regional))
    bars = tuple(
        Bar(names[at], 100 * float(values[at] / found.start[at]), part) for at in order for part, values in parts
    )
    rows = [
        (
            text_cell(names[at]),
            number_cell(float(found.start[at]), "GBP million"),
            number_cell(float(found.change[at]), "GBP million", signed=True),
            *(number_cell(float(values[at]), "GBP million", signed=True) for _, values in parts),
            number_cell(100 * float(found.change[at] / found.start[at]), "%", signed=True),
        )
        for at in order
    ]
    return Section(
        "value-shift",
        title,
        (
            "Chained volumes by industry, so that price changes are out (deflators are those of each industry "
            "nationally). "
            "Each year's change is split into what the district's industries would have grown at the pace of the whole "
            "United Kingdom, what its mix added or took, and what its own industries did beyond the same industries "
            "elsewhere; the years are then added up.",
        ),
        (
            Figure(
                "value-shift-share",
                f"Change of real value added by district, {found.first_year} to {found.last_year}, in per cent",
                BarChart(bars, "%", "per cent of the start", tuple(part for part, _ in parts), totals=True),
                (volume_sentence(found, area),),
                table=table(
                    "value-shift-share-table",
                    f"Shift-share of real value added, {found.first_year} to {found.last_year}, GBP million of 2022",
                    ("District", f"In {found.first_year}", "Change", *(part for part, _ in parts), "Change, %"),
                    rows,
                ),
                source="ONS, regional accounts by industry, chained volume measures",
            ),
        ),
        cannot_show=(
            "Chained volumes of industries do not add exactly to the published volume of the whole, and district "
            "figures "
            "of single industries are volatile: read the order of size, not the last million.",
        ),
    )


def employee_shift_section(found: EmployeeShift | Missing, area: Area) -> Section:
    """Shift-share of the area's employees by industry."""
    title = "Employees: shift-share"
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
    words = (
        f"Surely better than the same industry in Great Britain: {listed(surely) or 'none'}. Surely worse: "
        f"{listed(behind) or 'none'}. For the rest rounding cannot tell."
    )
    return Section(
        "employee-shift",
        title,
        (
            "The same split for employees against Great Britain, year by year and added up. Employers that the survey "
            "moves from one industry to another, as head offices and agencies have been, appear as one industry's gain "
            "and another's loss of the same year.",
        ),
        (
            Figure(
                "employee-own-shift",
                f"Employees gained or lost beyond the same industry in Great Britain, {found.first_year} to "
                f"{found.last_year}",
                BarChart(bars, "employees", "employees", decimals=0),
                (employee_sentence(found, area), words),
                table=table(
                    "employee-shift-table",
                    f"Shift-share of employees, {found.first_year} to {found.last_year}",
                    ("Industry", "Change", "National growth", "Mix of industries", "Own"),
                    rows,
                ),
                source="BRES, employees by section",
            ),
        ),
    )


def diversification_section(found: Diversification | Missing, area: Area) -> Section:
    """Complexity of ITL 2 areas, and the industries near to what this one has."""
    title = "Complexity and nearness of industries"
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
            f"These figures are for {name}, the ITL 2 area: finer ones are not reliable enough to say which "
            "industries go "
            "together. An area is complex where it has industries that few and diverse areas share. The index orders "
            "areas; its sign is that of output per hour.",
        ),
        (
            Figure(
                "complexity-index",
                f"Economic complexity of ITL 2 areas, {found.year}",
                StripChart(dots, "score", "index, mean 0, standard deviation 1", decimals=2),
                (
                    complexity_sentence(found, area),
                    "Correlation of the index with output per hour: "
                    + listed([f"{number(c, 2)} by {detail} industries" for detail, _, c in found.ranks])
                    + ".",
                ),
                table=table(
                    "complexity-index-table",
                    f"Economic complexity of ITL 2 areas, {found.year}, by 2-digit industries",
                    ("ITL 2 area", "Index", "Output per hour"),
                    ranked,
                ),
                source="BRES employment by 2-digit industry; ONS, subregional productivity",
            ),
        ),
        (_near_table(near, name, found.year),),
        notes=(PICKING,),
        cannot_show=(
            "Which of these could be won, by whom and at what cost. Nearness is a pattern among areas of Great "
            "Britain, "
            "measured with rounded counts; some industries are absent here because they belong somewhere else.",
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
        f"Industries that {name} has less of than Great Britain, those near to what it has first, {year}",
        (
            "Industry",
            Column("How near", "text"),
            "ITL 2 areas no nearer, %",
            "Density",
            "Complexity",
            "Location quotient",
        ),
        rows,
        notes=(
            "An industry is near where areas that have what this one has tend to have it too. Near: this area is among "
            "the third of areas nearest to it. Far: among the third farthest from it, where it is hard to win. In "
            "between: the rest. Farming, fishing and mining are where land and ground allow, however near they seem, "
            "and come last.",
            "Density is the share of an industry's relatedness that lies in industries present here. It is high for "
            "some industries in every area, so the order is that of nearness among areas, not of density.",
            f"Only industries whose quotient is surely below 1, given rounding; the first {len(near)} of them.",
        ),
    )


def _industry_name(code: str) -> str:
    return f"{find_industry(code).name} ({code})"
