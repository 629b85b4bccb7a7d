"""The sections of the page on disparities, with the sentences that sum them up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.disparities import PERCENTILES, Convergence, IncomeSpread, Pay
from placewright.analysis.small_areas import Clusters, DeprivedShare
from placewright.build.analyses.pieces import (
    line,
    listed,
    missing_section,
    number_cell,
    people,
    percent,
    pounds,
    role_of,
    table,
    text_cell,
)
from placewright.publish.formats import number
from placewright.publish.views import (
    Bar,
    BarChart,
    Cell,
    ClassMap,
    Figure,
    LineChart,
    Note,
    Section,
    Series,
)

CLASSES = (
    ("high-high", "Deprived among deprived neighbours", "high-high"),
    ("low-low", "Little deprived among little deprived", "low-low"),
    ("high-low", "Deprived among little deprived", "high-low"),
    ("low-high", "Little deprived among deprived", "low-high"),
    ("none", "No cluster that chance would not make", "none"),
)
"""Classes of the map: identifier, name, tone."""


EDITIONS = Note(
    "Two editions, not a change",
    "The shares in the editions of 2019 and 2025 stand side by side. Neither a rise nor a fall can be read "
    "from them: data, methods and the small areas themselves differ.",
    "limit",
)


def lowest_and_highest(values: npt.ArrayLike) -> tuple[int, int]:
    """The positions of the least and the greatest value."""
    order = np.argsort(values)
    return int(order[0]), int(order[-1])


def cluster_sentence(found: Clusters, area: Area) -> str:
    """Whether deprivation clusters, and where."""
    high, low = found.counts["high-high"], found.counts["low-low"]
    apart = found.counts["high-low"] + found.counts["low-high"]
    where = [
        f"{counts['high-high']} in {area.name_of(code)}"
        for code, counts in sorted(found.by_district.items(), key=lambda item: -item[1]["high-high"])
        if counts["high-high"]
    ]
    return (
        f"Deprivation is {'' if (found.p or 1) < 0.05 else 'not surely '}clustered in {area.name} (Moran's I "
        f"{number(found.whole, 2)}, expected {number(found.expected, 3)} if it fell at random). Of {len(found.codes)} "
        f"small areas {high} lie in clusters of deprivation{f' ({listed(where)})' if where else ''}, {low} in "
        "clusters of "
        f"little deprivation, and {apart} {'stands' if apart == 1 else 'stand'} out from neighbours, at a false "
        "discovery rate of 5%."
    )


def deprived_sentence(found: Sequence[DeprivedShare], area: Area) -> str:
    """How many small areas are among the most deprived, edition by edition, with the warning."""
    parts = []
    for edition in sorted({item.edition for item in found}):
        mine = [item for item in found if item.edition == edition]
        areas = sum(item.areas for item in mine)
        tenth, fifth = sum(item.most_deprived_tenth for item in mine), sum(item.most_deprived_fifth for item in mine)
        parts.append(
            f"in the Indices of {edition}, {fifth} of {areas} small areas ({percent(fifth / areas)}) are among "
            "England's "
            f"most deprived fifth and {tenth} among its most deprived tenth"
        )
    caution = " Neither a rise nor a fall can be read from the two." if len(parts) > 1 else ""
    return f"{_capital('; '.join(parts))}.{caution}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def income_sentence(found: IncomeSpread, area: Area) -> str:
    """Inequality of income between districts here, in the region and in the country."""
    compared = ""
    if found.region is not None and area.region:
        compared += f", {number(float(found.region[-1]), 4)} between those of {area.name_of(area.region)}"
    if found.country is not None and found.between_regions is not None:
        share = float(found.between_regions[-1] / found.country[-1])
        compared += (
            f" and {number(float(found.country[-1]), 4)} between England's, of which {percent(share, 0)} lies "
            "between regions"
        )
    return (
        f"Inequality of income a head between the districts of {area.name} (Theil's T, weighted by people) was "
        f"{number(float(found.area[-1]), 4)} in {found.years[-1]} and {number(float(found.area[0]), 4)} in "
        f"{found.years[0]}{compared}."
    )


_MEASURES = {"gdhi-per-head": "income a head", "gva-per-hour": "output per hour"}


def convergence_sentence(found: Convergence, area: Area) -> str:
    """Whether districts converged, in words that say when it is not significant."""
    what = _MEASURES[found.measure]
    if not math.isfinite(found.beta.p):
        return f"Convergence of {what} between the districts cannot be tested."
    sure = found.beta.p < 0.05
    towards = "caught up" if found.beta.slope < 0 else "fell further behind"
    verdict = (
        f"districts that began lower {towards}"
        if sure
        else "there is no significant sign that districts which began lower caught up or fell further behind"
    )
    sigma = found.sigma
    first, last = (number(float(sigma.deviation[at]), 3) for at in (0, -1))
    spread = "narrowed" if sigma.change < 0 else "widened"
    return (
        f"Between {found.first_year} and {found.last_year}, by {what}, {verdict} (slope "
        f"{number(found.beta.slope, 4)} a "
        f"year, p = {number(found.beta.p, 2)}, {found.beta.places} districts). The spread of logs {spread} from "
        f"{first} to {last}."
        + (" The series is smoothed, which makes single years alike." if found.smoothed else "")
        + _without_words(found, area)
    )


def _without_words(found: Convergence, area: Area) -> str:
    """The same without the districts whose figures carry a caveat."""
    beta, sigma = found.beta_without, found.sigma_without
    if beta is None or sigma is None or not math.isfinite(beta.p):
        return ""
    names = listed([area.name_of(code) for code in found.left_out])
    sure = "significant" if beta.p < 0.05 else "not significant"
    first, last = (number(float(sigma.deviation[at]), 3) for at in (0, -1))
    return (
        f" Without {names}, whose figures carry a caveat, the slope is {number(beta.slope, 4)} ({sure}, p = "
        f"{number(beta.p, 2)}) and the spread of logs went from {first} to {last}."
    )


def clusters_section(found: Clusters | Missing, area: Area) -> Section:
    """The map of clusters of deprivation."""
    title = "Where deprivation clusters"
    if isinstance(found, Missing):
        return missing_section("clusters", title, found)
    rows = [
        (
            text_cell(area.name_of(code)),
            *(number_cell(float(counts[name]), "count", decimals=0) for name, _, _ in CLASSES),
        )
        for code, counts in found.by_district.items()
    ]
    details = tuple(
        (code, f"{area.name_of(district)}, score {number(score, 1)}")
        for code, district, score in zip(found.codes, found.districts, found.scores, strict=True)
    )
    islands = f" {found.islands} have no neighbour inside the area and take no part." if found.islands else ""
    unmatched = f" {found.unmatched} have no outline and are left out." if found.unmatched else ""
    return Section(
        "clusters",
        title,
        (
            "Local Moran's I of the deprivation score of 2025: a small area is in a cluster where it and its "
            "neighbours "
            f"(those that share a border or a corner) are alike beyond chance, tested with {found.permutations:,} "
            "draws "
            "for each and a false discovery rate of 5%. High and low are against the mean of this area, not of "
            "England."
            f"{islands}{unmatched}",
        ),
        (
            Figure(
                "deprivation-clusters",
                "Clusters of deprivation among small areas, 2025",
                ClassMap(CLASSES, tuple(zip(found.codes, found.classes, strict=True)), details),
                (cluster_sentence(found, area),),
                table=table(
                    "deprivation-clusters-table",
                    "Small areas by class and district",
                    ("District", *(name for _, name, _ in CLASSES)),
                    rows,
                ),
                source="English Indices of Deprivation 2025; ONS boundaries",
            ),
        ),
        cannot_show=(
            "Neighbours across the area's edge are not seen, so clusters that cross it are cut. Other units than these "
            "small areas would draw other clusters.",
        ),
    )


def deprived_section(found: Sequence[DeprivedShare] | Missing, area: Area) -> Section:
    """Small areas among England's most deprived, two editions side by side."""
    title = "Neighbourhoods among England's most deprived"
    if isinstance(found, Missing):
        return missing_section("deprived", title, found)
    editions = sorted({item.edition for item in found})
    by = {(item.code, item.edition): item for item in found}
    codes = [code for code in area.members if any((code, edition) in by for edition in editions)]
    latest = editions[-1]
    order = sorted(codes, key=lambda code: -_share(by.get((code, latest))))
    bars = tuple(
        Bar(area.name_of(code), 100 * _share(by.get((code, latest))), role=role_of(area, code)) for code in order
    )
    columns = ["District"]
    for edition in editions:
        columns += [f"Small areas, {edition}", f"Most deprived fifth, {edition}", f"Most deprived tenth, {edition}"]
    rows = []
    for code in order:
        cells = [text_cell(area.name_of(code))]
        for edition in editions:
            item = by.get((code, edition))
            counts = (item.areas, item.most_deprived_fifth, item.most_deprived_tenth) if item else (None,) * 3
            cells += [number_cell(None if n is None else float(n), "count", decimals=0) for n in counts]
        rows.append(cells)
    return Section(
        "deprived",
        title,
        ("Deciles are England's: a tenth of England's small areas are in each. A small area holds some 1,500 people.",),
        (
            Figure(
                "deprived-fifth",
                f"Small areas among England's most deprived fifth, by district, {latest}",
                BarChart(bars, "%", "per cent of small areas", reference=20.0, reference_label="England"),
                (deprived_sentence(found, area),),
                table=table("deprived-fifth-table", "Small areas in the most deprived deciles", columns, rows),
                source="English Indices of Deprivation",
            ),
        ),
        notes=(EDITIONS,) if len(editions) > 1 else (),
    )


def _share(item: DeprivedShare | None) -> float:
    return item.most_deprived_fifth / item.areas if item is not None and item.areas else 0.0


def income_section(found: IncomeSpread | Missing, area: Area) -> Section:
    """Income a head by district, and its inequality over time."""
    title = "Income between districts"
    if isinstance(found, Missing):
        return missing_section("income", title, found)
    lines: list[Series] = [line(area.name, "place", found.years, found.area.tolist())]
    if found.region is not None:
        lines.append(line(area.name_of(area.region), "region", found.years, found.region.tolist()))
    if found.country is not None:
        lines.append(line("England", "england", found.years, found.country.tolist()))
    rows = [
        (text_cell(str(year)), *(number_cell(item.points[at].value, "score", decimals=4) for item in lines))
        for at, year in enumerate(found.years)
    ]
    order = np.argsort(-found.per_head[:, -1])
    bars = tuple(
        Bar(area.name_of(found.codes[at]), float(found.per_head[at, -1]), role=role_of(area, found.codes[at]))
        for at in order
    )
    heads = [
        (
            text_cell(area.name_of(found.codes[at])),
            number_cell(float(found.per_head[at, -1]), "GBP/head"),
            number_cell(float(found.per_head[at, 0]), "GBP/head"),
        )
        for at in order
    ]
    wider = None if found.country_per_head is None else float(found.country_per_head[-1])
    low, high = lowest_and_highest(found.per_head[:, -1])
    ratio = float(found.per_head[high, -1] / found.per_head[low, -1])
    return Section(
        "income",
        title,
        ("Gross disposable household income a head, in the prices of each year; districts weigh by their people.",),
        (
            Figure(
                "income-per-head",
                f"Disposable income a head by district, {found.years[-1]}",
                BarChart(bars, "GBP/head", "pounds a head", reference=wider, reference_label="England", decimals=0),
                (
                    f"The highest is {number(ratio, 2)} times the lowest: {area.name_of(found.codes[high])} and "
                    f"{area.name_of(found.codes[low])}.",
                ),
                table=table(
                    "income-per-head-table",
                    "Disposable income a head",
                    ("District", str(found.years[-1]), str(found.years[0])),
                    heads,
                    notes=("Money of each year: the two columns are not comparable as growth.",),
                ),
                source="ONS, regional gross disposable household income",
            ),
            Figure(
                "income-theil",
                f"Inequality of income between districts, {found.years[0]} to {found.years[-1]}",
                LineChart(tuple(lines), "score", zero=True, decimals=3),
                (income_sentence(found, area),),
                table=table(
                    "income-theil-table",
                    "Theil's T of income a head between districts",
                    ("Year", *(item.name for item in lines)),
                    rows,
                ),
                source="ONS, regional gross disposable household income",
            ),
        ),
    )


_STATISTICS = {
    "p10": "Lowest tenth ends",
    "p25": "Lower quarter ends",
    "median": "Median",
    "p75": "Upper quarter begins",
    "p90": "Highest tenth begins",
}


def _pay_cell(pay: Estimate | None) -> Cell:
    """Pay to the penny with its interval, so that a column reads alike from top to bottom."""
    if pay is None:
        return number_cell(None, "GBP")
    known = pay.low is not None and pay.high is not None
    span = f"{pounds(pay.low, 2)} to {pounds(pay.high, 2)}" if known else ""  # type: ignore[arg-type]
    return Cell(pounds(pay.value, 2), sort=pay.value, detail=span)


def pay_section(found: Pay | Missing, area: Area, ident: str, title: str) -> Section:
    """Percentiles of pay with their sampling intervals."""
    if isinstance(found, Missing):
        return missing_section(ident, title, found)
    named_roles = (area.region, area.country, area.kingdom, *area.members)
    named = {item.code: area.name_of(item.code if item.code in named_roles else area.code) for item in found.lines}
    bars = tuple(
        Bar(
            named[item.code],
            item.percentiles[2].value,
            low=item.percentiles[2].low,
            high=item.percentiles[2].high,
            role=role_of(area, item.code if item.code in named_roles else area.code),
        )
        for item in found.lines
        if item.percentiles[2] is not None
    )
    rows = [
        (
            text_cell(named[item.code]),
            *(_pay_cell(cell) for cell in item.percentiles),
            number_cell(item.ratio, "ratio", error="sampling"),
        )
        for item in found.lines
    ]
    published = any(cell is not None and cell.low is not None for item in found.lines for cell in item.percentiles)
    hidden = sum(item.percentiles[-1] is None for item in found.lines if item.code in area.members)
    intervals = (
        "intervals are 95%, from the publisher's coefficients of variation"
        if published
        else "no intervals are read for this table"
    )
    words = [f"Pay of {found.period}; {intervals}."]
    if hidden:
        words.append(f"The highest tenth is withheld as unreliable for {hidden} of {len(area.members)} districts.")
    return Section(
        ident,
        title,
        (
            "Percentiles of employees' gross pay, full-time and part-time together, overtime included. The ratio of "
            "the "
            "ninetieth to the tenth percentile takes their errors as independent, which makes its interval rather "
            "wide.",
        ),
        (
            Figure(
                f"{ident}-median",
                f"Median {'hourly' if found.unit.endswith('hour') else 'weekly'} {_small(title)}, {found.period}",
                BarChart(bars, found.unit, "pounds", decimals=2),
                tuple(words),
                table=table(
                    f"{ident}-table",
                    f"{title} from low to high, {found.period}",
                    ("Place", *(_STATISTICS[name] for name in PERCENTILES), "Ninth decile over first"),
                    rows,
                ),
                source="ONS, Annual Survey of Hours and Earnings",
            ),
        ),
    )


def convergence_section(found: Sequence[Convergence] | Missing, area: Area) -> Section:
    """Beta and sigma convergence of the districts."""
    title = "Do the districts converge?"
    if isinstance(found, Missing):
        return missing_section("convergence", title, found)
    rows = []
    for item in found:
        for name, beta in ((area.name, item.beta), ("England", item.wider_beta)):
            if beta is None:
                continue
            rows.append(
                (
                    text_cell(f"{_capital(_MEASURES[item.measure])}, districts of {name}"),
                    number_cell(float(beta.places), "count", decimals=0),
                    number_cell(beta.slope, "score", decimals=4),
                    number_cell(beta.p, "score", decimals=3),
                    text_cell("significant" if beta.p < 0.05 else "not significant"),
                    number_cell(beta.half_life if math.isfinite(beta.half_life) and beta.p < 0.05 else None, "years"),
                )
            )
    figures = tuple(
        Figure(
            f"spread-{item.measure}",
            f"Spread of {_MEASURES[item.measure]} between the districts, {item.first_year} to {item.last_year}",
            LineChart(
                (line(area.name, "place", item.years, item.sigma.deviation.tolist()),), "score", zero=True, decimals=3
            ),
            (convergence_sentence(item, area),),
            table=table(
                f"spread-{item.measure}-table",
                f"Standard deviation of logs of {_MEASURES[item.measure]}",
                ("Year", area.name),
                [
                    (text_cell(str(year)), number_cell(float(value), "score", decimals=4))
                    for year, value in zip(item.years, item.sigma.deviation, strict=True)
                ],
            ),
            source="ONS, regional accounts",
        )
        for item in found
    )
    return Section(
        "convergence",
        title,
        (
            "Beta convergence asks whether districts that began lower grew faster: growth a year in logs against the "
            "log "
            f"of the start, each district counting once. {people(float(found[0].beta.places))} districts are few: an "
            "absence of proof is not a proof of absence. Sigma convergence is the spread of logs in each year.",
        ),
        figures,
        (
            table(
                "beta-table",
                "Beta convergence",
                ("Measure", "Districts", "Slope", "p", "At 5%", "Years to close half"),
                rows,
            ),
        ),
    )
