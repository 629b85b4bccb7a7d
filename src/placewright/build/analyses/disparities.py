"""The page on disparities: clusters of deprivation, deprived neighbourhoods, income, pay, and convergence."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.disparities import PERCENTILES, Convergence, Disparities, IncomeSpread, Pay
from placewright.analysis.small_areas import Clusters, DeprivedShare
from placewright.build.analyses.pieces import (
    Provenance,
    line,
    listed,
    missing_section,
    number_cell,
    people,
    percent,
    pounds,
    reading,
    role_of,
    table,
    text_cell,
)
from placewright.publish.formats import number
from placewright.publish.views import (
    Bar,
    BarChart,
    ClassMap,
    Figure,
    KeyFigure,
    LineChart,
    Note,
    Section,
    Series,
)
from placewright.publish.views_pages import AnalysisPage

SLUG = "disparities"
TITLE = "Disparities"

CLASSES = (
    ("high-high", "Deprived among deprived neighbours", "high-high"),
    ("low-low", "Little deprived among little deprived", "low-low"),
    ("high-low", "Deprived among little deprived", "high-low"),
    ("low-high", "Little deprived among deprived", "low-high"),
    ("none", "No cluster that chance would not make", "none"),
)
"""Classes of the map: identifier, name, tone."""

CANNOT_SHOW = (
    "Change of deprivation between editions: the Indices rank areas against each other, with other data and other "
    "areas "
    "each time, so a neighbourhood's decile can change with nothing changing in it.",
    "Deprived people outside deprived neighbourhoods, who are most of them, and differences inside a neighbourhood.",
    "Income within districts: the accounts give one figure for each, and most inequality is inside them.",
    "What is left after housing: income is before rent and mortgages.",
    "The same people over time: districts may converge because people move.",
)

EDITIONS = Note(
    "Two editions, not a change",
    "The shares of 2019 and 2025 stand side by side because both are asked for. Neither a rise nor a fall can be read "
    "from them: data, methods and the small areas themselves differ.",
    "limit",
)


def disparities_page(found: Disparities, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    return AnalysisPage(
        slug=SLUG,
        title=f"{TITLE} within {area.name}",
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(
            _clusters(found.clusters, area),
            _deprived(found.deprived, area),
            _income(found.income, area),
            _pay(found.pay, area, "pay", "Pay at workplaces"),
            _pay(found.pay_residence, area, "pay-residence", "Pay of residents"),
            _convergence(found.convergence, area),
        ),
        cannot_show=CANNOT_SHOW,
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _lede(found: Disparities, area: Area) -> str:
    if isinstance(found.income, Missing):
        return f"How far apart the neighbourhoods and districts of {area.name} are."
    low, high = _ends(found.income.per_head[:, -1])
    codes = found.income.codes
    return (
        f"In {found.income.years[-1]} disposable income ran from {pounds(found.income.per_head[low, -1])} a head in "
        f"{area.name_of(codes[low])} to {pounds(found.income.per_head[high, -1])} in {area.name_of(codes[high])}, and "
        "that is between districts alone."
    )


def _ends(values: npt.ArrayLike) -> tuple[int, int]:
    order = np.argsort(values)
    return int(order[0]), int(order[-1])


def _key_figures(found: Disparities, area: Area) -> tuple[KeyFigure, ...]:
    made = []
    if not isinstance(found.deprived, Missing):
        latest = max(item.edition for item in found.deprived)
        mine = [item for item in found.deprived if item.edition == latest]
        areas, fifth = sum(item.areas for item in mine), sum(item.most_deprived_fifth for item in mine)
        made.append(
            KeyFigure(
                "Neighbourhoods among England's most deprived fifth",
                reading(100 * fifth / areas, "%", latest, decimals=1),
                f"{fifth} of {areas} small areas; a fifth of England's are, by definition",
            )
        )
    if isinstance(found.income, IncomeSpread):
        own = float(found.income.area_per_head[-1])
        made.append(
            KeyFigure(
                "Disposable income a head",
                reading(own, "GBP/head", str(found.income.years[-1])),
                ""
                if found.income.country_per_head is None
                else f"England {pounds(float(found.income.country_per_head[-1]))}",
                "indicators/gdhi-per-head.html",
            )
        )
    if isinstance(found.pay, Pay) and found.pay.lines and found.pay.lines[0].ratio is not None:
        line_of = found.pay.lines[0]
        made.append(
            KeyFigure(
                f"Hourly pay, ninth decile over first, {area.name_of(line_of.code)}",
                reading(line_of.ratio, "ratio", found.pay.period, error="sampling"),
                "of jobs at workplaces, all employees",
            )
        )
    return tuple(made)


def _findings(found: Disparities, area: Area) -> tuple[str, ...]:
    made = []
    if isinstance(found.clusters, Clusters):
        made.append(_cluster_sentence(found.clusters, area))
    if not isinstance(found.deprived, Missing):
        made.append(_deprived_sentence(found.deprived, area))
    if isinstance(found.income, IncomeSpread):
        made.append(_income_sentence(found.income, area))
    if isinstance(found.pay, Pay):
        made += _pay_sentences(found.pay, area)
    if not isinstance(found.convergence, Missing):
        made += [_convergence_sentence(item, area) for item in found.convergence]
    return tuple(made)


def _cluster_sentence(found: Clusters, area: Area) -> str:
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


def _deprived_sentence(found: Sequence[DeprivedShare], area: Area) -> str:
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


def _income_sentence(found: IncomeSpread, area: Area) -> str:
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


def _pay_sentences(found: Pay, area: Area) -> list[str]:
    known = [item for item in found.lines if item.code in area.members and item.percentiles[2] is not None]
    if len(known) < 2:
        return []
    low, high = _ends([item.percentiles[2].value for item in known if item.percentiles[2] is not None])
    first, last = known[low], known[high]
    bottom, top = first.percentiles[2], last.percentiles[2]
    if bottom is None or top is None:
        return []
    apart = (bottom.high or bottom.value) < (top.low or top.value)
    return [
        f"Median hourly pay at workplaces ran from {_pay_words(bottom)} in {area.name_of(first.code)} to "
        f"{_pay_words(top)} in {area.name_of(last.code)} in {found.period}; the 95% intervals "
        f"{'do not overlap' if apart else 'overlap, so the order is not sure'}."
    ]


def _pay_words(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return pounds(estimate.value, 2)
    return f"{pounds(estimate.value, 2)} ({pounds(estimate.low, 2)} to {pounds(estimate.high, 2)})"


_MEASURES = {"gdhi-per-head": "income a head", "gva-per-hour": "output per hour"}


def _convergence_sentence(found: Convergence, area: Area) -> str:
    what = _MEASURES[found.measure]
    if not math.isfinite(found.beta.p):
        return f"Convergence of {what} between the districts cannot be tested."
    sure = found.beta.p < 0.05
    towards = "caught up" if found.beta.slope < 0 else "fell further behind"
    verdict = (
        f"districts that began lower {towards}"
        if sure
        else "that districts which began lower caught up, or fell behind, is not significant"
    )
    sigma = found.sigma
    spread = "narrowed" if sigma.change < 0 else "widened"
    return (
        f"Between {found.first_year} and {found.last_year}, by {what}, {verdict} (slope "
        f"{number(found.beta.slope, 4)} a "
        f"year, p = {number(found.beta.p, 2)}, {found.beta.places} districts). The spread of logs {spread} from "
        f"{number(float(sigma.deviation[0]), 3)} to {number(float(sigma.deviation[-1]), 3)}."
        + (" The series is smoothed, which makes single years alike." if found.smoothed else "")
    )


def _clusters(found: Clusters | Missing, area: Area) -> Section:
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
                (_cluster_sentence(found, area),),
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


def _deprived(found: Sequence[DeprivedShare] | Missing, area: Area) -> Section:
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
                (_deprived_sentence(found, area),),
                table=table("deprived-fifth-table", "Small areas in the most deprived deciles", columns, rows),
                source="English Indices of Deprivation",
            ),
        ),
        notes=(EDITIONS,) if len(editions) > 1 else (),
    )


def _share(item: DeprivedShare | None) -> float:
    return item.most_deprived_fifth / item.areas if item is not None and item.areas else 0.0


def _income(found: IncomeSpread | Missing, area: Area) -> Section:
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
    low, high = _ends(found.per_head[:, -1])
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
                (_income_sentence(found, area),),
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


def _pay(found: Pay | Missing, area: Area, ident: str, title: str) -> Section:
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
            *(number_cell(cell, found.unit, error="sampling", decimals=2) for cell in item.percentiles),
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


def _convergence(found: Sequence[Convergence] | Missing, area: Area) -> Section:
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
            (_convergence_sentence(item, area),),
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
