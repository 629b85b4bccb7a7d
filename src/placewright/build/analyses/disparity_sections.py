"""The sections of the page on disparities, with the sentences that sum them up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.disparities import PERCENTILES, Convergence, IncomeSpread, Pay
from placewright.analysis.panels import name_of
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
    said,
    table,
    text_cell,
)
from placewright.core.words import gettext as _
from placewright.core.words import marked, spoken
from placewright.places.in_sentences import the
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
    ("high-high", marked("Deprived among deprived neighbours"), "high-high"),
    ("low-low", marked("Little deprived among little deprived"), "low-low"),
    ("high-low", marked("Deprived among little deprived"), "high-low"),
    ("low-high", marked("Little deprived among deprived"), "low-high"),
    ("none", marked("No cluster beyond what chance makes"), "none"),
)
"""Classes of the map: identifier, name, tone."""


EDITIONS = Note(
    marked("Two editions, not a change"),
    marked(
        "The shares in the editions of 2019 and 2025 stand side by side. Neither a rise nor a fall can be read "
        "from them: data, methods and the small areas themselves differ."
    ),
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
        _("%(counts)s in %(place)s") % {"counts": counts["high-high"], "place": the(area.name_of(code))}
        for code, counts in sorted(found.by_district.items(), key=lambda item: -item[1]["high-high"])
        if counts["high-high"]
    ]
    return _(
        "Deprived small areas of %(name)s %(part)s beside each other (Moran's I is %(number)s, where "
        "chance alone makes about %(number_2)s). Of %(codes)s small areas "
        "%(high)s lie in clusters of deprivation%(value)s, %(low)s in clusters of "
        "little deprivation, and %(apart)s %(part_2)s out from neighbours. About one in twenty of these may be chance."
    ) % {
        "part": _("lie") if (found.p or 1) < 0.05 else _("do not surely lie"),
        "name": the(area.name),
        "number": number(found.whole, 2),
        "number_2": number(found.expected, 2),
        "codes": len(found.codes),
        "high": high,
        "value": f" ({listed(where)})" if where else "",
        "low": low,
        "apart": apart,
        "part_2": _("stands") if apart == 1 else _("stand"),
    }


def deprived_sentence(found: Sequence[DeprivedShare], area: Area) -> str:
    """How many small areas are among the most deprived, edition by edition, with the warning."""
    parts = []
    for edition in sorted({item.edition for item in found}):
        mine = [item for item in found if item.edition == edition]
        areas = sum(item.areas for item in mine)
        tenth, fifth = sum(item.most_deprived_tenth for item in mine), sum(item.most_deprived_fifth for item in mine)
        parts.append(
            _(
                "in the Indices of %(edition)s, %(fifth)s of %(areas)s small areas "
                "(%(share)s) are among England's most deprived fifth and %(tenth)s among "
                "its most deprived tenth"
            )
            % {"edition": edition, "fifth": fifth, "areas": areas, "share": percent(fifth / areas), "tenth": tenth}
        )
    caution = _(" Neither a rise nor a fall can be read from the two.") if len(parts) > 1 else ""
    return f"{_capital('; '.join(parts))}.{caution}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def income_sentence(found: IncomeSpread, area: Area) -> str:
    """Inequality of income between districts here, in the region and in the country."""
    compared = ""
    if found.region is not None and area.region:
        compared += _(", %(number)s between those of %(place)s") % {
            "number": number(float(found.region[-1]), 4),
            "place": the(area.name_of(area.region)),
        }
    if found.country is not None and found.between_regions is not None:
        share = float(found.between_regions[-1] / found.country[-1])
        compared += _(" and %(number)s between England's, of which %(share)s lies between regions") % {
            "number": number(float(found.country[-1]), 4),
            "share": percent(share, 0),
        }
    return _(
        "Inequality of income a head between the districts of %(name)s (Theil's T, "
        "weighted by people) was %(number)s in %(years)s and %(number_2)s in "
        "%(years_2)s%(compared)s."
    ) % {
        "name": the(area.name),
        "number": number(float(found.area[-1]), 4),
        "years": found.years[-1],
        "number_2": number(float(found.area[0]), 4),
        "years_2": found.years[0],
        "compared": compared,
    }


_MEASURES = spoken({"gdhi-per-head": "income a head", "gva-per-hour": "output per hour"})


def convergence_sentence(found: Convergence, area: Area) -> str:
    """Whether districts converged, in words that say when it is not significant."""
    what = _MEASURES[found.measure]
    if not math.isfinite(found.beta.p):
        return _("Convergence of %(what)s between the districts cannot be tested.") % {"what": what}
    sure = found.beta.p < 0.05
    towards = _("caught up") if found.beta.slope < 0 else _("fell further behind")
    verdict = (
        _("districts that began lower %(towards)s") % {"towards": towards}
        if sure
        else _("there is no significant sign that districts which began lower caught up or fell further behind")
    )
    sigma = found.sigma
    first, last = (number(float(sigma.deviation[at]), 3) for at in (0, -1))
    spread = _("narrowed") if sigma.change < 0 else _("widened")
    return (
        _(
            "Between %(first_year)s and %(last_year)s, by %(what)s, %(verdict)s (slope "
            "%(number)s a year, p = %(number_2)s, %(places)s districts). The spread of "
            "logs %(spread)s from %(first)s to %(last)s."
        )
        % {
            "first_year": found.first_year,
            "last_year": found.last_year,
            "what": what,
            "verdict": verdict,
            "number": number(found.beta.slope, 4),
            "number_2": number(found.beta.p, 2),
            "places": found.beta.places,
            "spread": spread,
            "first": first,
            "last": last,
        }
        + (_(" The series is smoothed, which makes single years alike.") if found.smoothed else "")
        + _without_words(found, area)
    )


def _without_words(found: Convergence, area: Area) -> str:
    """The same without the districts whose figures carry a caveat."""
    beta, sigma = found.beta_without, found.sigma_without
    if beta is None or sigma is None or not math.isfinite(beta.p):
        return ""
    names = listed([the(area.name_of(code)) for code in found.left_out])
    sure = _("significant") if beta.p < 0.05 else _("not significant")
    first, last = (number(float(sigma.deviation[at]), 3) for at in (0, -1))
    return _(
        " Without %(names)s, whose figures carry a caveat, the slope is %(number)s "
        "(%(sure)s, p = %(number_2)s) and the spread of logs went from %(first)s "
        "to %(last)s."
    ) % {
        "names": names,
        "number": number(beta.slope, 4),
        "sure": sure,
        "number_2": number(beta.p, 2),
        "first": first,
        "last": last,
    }


def clusters_section(found: Clusters | Missing, area: Area) -> Section:
    """The map of clusters of deprivation."""
    title = _("Where deprivation clusters")
    if isinstance(found, Missing):
        return missing_section("clusters", title, found)
    rows = [
        (
            text_cell(area.name_of(code)),
            *(number_cell(float(counts[name]), "count", decimals=0) for name, _words, _tone in CLASSES),
        )
        for code, counts in found.by_district.items()
    ]
    details = tuple(
        (code, _score_words(name_of(code), area.name_of(district), number(score, 1)))
        for code, district, score in zip(found.codes, found.districts, found.scores, strict=True)
    )
    islands = (
        _(" %(islands)s have no neighbour inside the area and take no part.") % {"islands": found.islands}
        if found.islands
        else ""
    )
    unmatched = (
        _(" %(unmatched)s have no outline and are left out.") % {"unmatched": found.unmatched}
        if found.unmatched
        else ""
    )
    return Section(
        "clusters",
        title,
        (
            _(
                "Local Moran's I of the deprivation score of 2025: a small area is in a "
                "cluster where it and its neighbours (those that share a border or a "
                "corner) are alike beyond chance, tested with %(permutations)s draws for "
                "each and a false discovery rate of 5%%. High and low are against the mean "
                "of this area, not of England.%(islands)s%(unmatched)s"
            )
            % {"permutations": f"{found.permutations:,}", "islands": islands, "unmatched": unmatched},
        ),
        (
            Figure(
                "deprivation-clusters",
                _("Clusters of deprivation among small areas, 2025"),
                ClassMap(
                    tuple((name, _(words), tone) for name, words, tone in CLASSES),
                    tuple(zip(found.codes, found.classes, strict=True)),
                    details,
                ),
                (cluster_sentence(found, area),),
                table=table(
                    "deprivation-clusters-table",
                    _("Small areas by class and district"),
                    ("District", *(_(name) for _id, name, _tone in CLASSES)),
                    rows,
                ),
                source=_("English Indices of Deprivation 2025; ONS boundaries"),
            ),
        ),
        cannot_show=(
            _(
                "Neighbours across the area's edge are not seen, so clusters that cross it "
                "are cut. Other units than these small areas would draw other clusters."
            ),
        ),
    )


def _score_words(small: str, district: str, score: str) -> str:
    """What is said of a small area: its score, after its district where its own name does not begin with that."""
    if small.startswith(f"{district} "):
        return _("score %(number)s") % {"number": score}
    return _("%(place)s, score %(number)s") % {"place": district, "number": score}


def deprived_section(found: Sequence[DeprivedShare] | Missing, area: Area) -> Section:
    """Small areas among England's most deprived, two editions side by side."""
    title = _("Neighbourhoods among England's most deprived")
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
        columns += [
            _("Small areas, %(edition)s") % {"edition": edition},
            _("Most deprived fifth, %(edition)s") % {"edition": edition},
            _("Most deprived tenth, %(edition)s") % {"edition": edition},
        ]
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
        (
            _(
                "Deciles are England's: a tenth of England's small areas are in each. A "
                "small area holds some 1,500 people."
            ),
        ),
        (
            Figure(
                "deprived-fifth",
                _("Small areas among England's most deprived fifth, by district, %(latest)s") % {"latest": latest},
                BarChart(bars, "%", _("per cent of small areas"), reference=20.0, reference_label="England"),
                (deprived_sentence(found, area),),
                table=table("deprived-fifth-table", _("Small areas in the most deprived deciles"), columns, rows),
                source=_("English Indices of Deprivation"),
            ),
        ),
        notes=(said(EDITIONS),) if len(editions) > 1 else (),
    )


def _share(item: DeprivedShare | None) -> float:
    return item.most_deprived_fifth / item.areas if item is not None and item.areas else 0.0


def income_section(found: IncomeSpread | Missing, area: Area) -> Section:
    """Income a head by district, and its inequality over time."""
    title = _("Income between districts")
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
        (_("Gross disposable household income a head, in the prices of each year; districts weigh by their people."),),
        (
            Figure(
                "income-per-head",
                _("Disposable income a head by district, %(years)s") % {"years": found.years[-1]},
                BarChart(bars, "GBP/head", "pounds a head", reference=wider, reference_label="England", decimals=0),
                (
                    _("The highest is %(number)s times the lowest: %(place)s and %(place_2)s.")
                    % {
                        "number": number(ratio, 2),
                        "place": the(area.name_of(found.codes[high])),
                        "place_2": the(area.name_of(found.codes[low])),
                    },
                ),
                table=table(
                    "income-per-head-table",
                    _("Disposable income a head"),
                    ("District", str(found.years[-1]), str(found.years[0])),
                    heads,
                    notes=(_("Money of each year: the two columns are not comparable as growth."),),
                ),
                source=_("ONS, regional gross disposable household income"),
            ),
            Figure(
                "income-theil",
                _("Inequality of income between districts, %(years)s to %(years_2)s")
                % {"years": found.years[0], "years_2": found.years[-1]},
                LineChart(tuple(lines), "score", zero=True, decimals=3),
                (income_sentence(found, area),),
                table=table(
                    "income-theil-table",
                    _("Theil's T of income a head between districts"),
                    ("Year", *(item.name for item in lines)),
                    rows,
                ),
                source=_("ONS, regional gross disposable household income"),
            ),
        ),
    )


_STATISTICS = spoken(
    {
        "p10": "Lowest tenth ends",
        "p25": "Lower quarter ends",
        "median": "Median",
        "p75": "Upper quarter begins",
        "p90": "Highest tenth begins",
    }
)


def _pay_cell(pay: Estimate | None) -> Cell:
    """Pay to the penny with its interval, so that a column reads alike from top to bottom."""
    if pay is None:
        return number_cell(None, "GBP")
    span = ""
    if pay.low is not None and pay.high is not None:
        span = _("%(low)s to %(high)s") % {"low": pounds(pay.low, 2), "high": pounds(pay.high, 2)}
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
        _("intervals are 95%, from the publisher's coefficients of variation")
        if published
        else _("no intervals are read for this table")
    )
    words = [_("Pay of %(period)s; %(intervals)s.") % {"period": found.period, "intervals": intervals}]
    if hidden:
        words.append(
            _("The highest tenth is withheld as unreliable for %(hidden)s of %(members)s districts.")
            % {"hidden": hidden, "members": len(area.members)}
        )
    return Section(
        ident,
        title,
        (
            _(
                "Percentiles of employees' gross pay, full-time and part-time together, "
                "overtime included. The ratio of the ninetieth to the tenth percentile "
                "takes their errors as independent, which makes its interval rather wide."
            ),
        ),
        (
            Figure(
                f"{ident}-median",
                _("Median %(part)s %(small)s, %(period)s")
                % {
                    "part": _("hourly") if found.unit.endswith("hour") else _("weekly"),
                    "small": _small(title),
                    "period": found.period,
                },
                BarChart(bars, found.unit, "pounds", decimals=2),
                tuple(words),
                table=table(
                    f"{ident}-table",
                    _("%(title)s from low to high, %(period)s") % {"title": title, "period": found.period},
                    (_("Place"), *(_STATISTICS[name] for name in PERCENTILES), _("Ninth decile over first")),
                    rows,
                ),
                source=_("ONS, Annual Survey of Hours and Earnings"),
            ),
        ),
    )


def convergence_section(found: Sequence[Convergence] | Missing, area: Area) -> Section:
    """Beta and sigma convergence of the districts."""
    title = _("Do the districts converge?")
    if isinstance(found, Missing):
        return missing_section("convergence", title, found)
    rows = []
    for item in found:
        for name, beta in ((area.name, item.beta), ("England", item.wider_beta)):
            if beta is None:
                continue
            rows.append(
                (
                    text_cell(
                        _("%(capital)s, districts of %(name)s")
                        % {"capital": _capital(_MEASURES[item.measure]), "name": the(name)}
                    ),
                    number_cell(float(beta.places), "count", decimals=0),
                    number_cell(beta.slope, "score", decimals=4),
                    number_cell(beta.p, "score", decimals=3),
                    text_cell(_("significant") if beta.p < 0.05 else _("not significant")),
                    number_cell(beta.half_life if math.isfinite(beta.half_life) and beta.p < 0.05 else None, "years"),
                )
            )
    figures = tuple(
        Figure(
            f"spread-{item.measure}",
            _("Spread of %(measure)s between the districts, %(first_year)s to %(last_year)s")
            % {"measure": _MEASURES[item.measure], "first_year": item.first_year, "last_year": item.last_year},
            LineChart(
                (line(area.name, "place", item.years, item.sigma.deviation.tolist()),), "score", zero=True, decimals=3
            ),
            (convergence_sentence(item, area),),
            table=table(
                f"spread-{item.measure}-table",
                _("Standard deviation of logs of %(measure)s") % {"measure": _MEASURES[item.measure]},
                ("Year", area.name),
                [
                    (text_cell(str(year)), number_cell(float(value), "score", decimals=4))
                    for year, value in zip(item.years, item.sigma.deviation, strict=True)
                ],
            ),
            source=_("ONS, regional accounts"),
        )
        for item in found
    )
    return Section(
        "convergence",
        title,
        (
            _(
                "Beta convergence asks whether districts that began lower grew faster: "
                "growth a year in logs against the log of the start, each district "
                "counting once. %(people)s districts are few: an absence of proof is not a "
                "proof of absence. Sigma convergence is the spread of logs in each year."
            )
            % {"people": people(float(found[0].beta.places))},
        ),
        figures,
        (
            table(
                "beta-table",
                _("Beta convergence"),
                (_("Measure"), _("Districts"), _("Slope"), "p", _("At 5%"), _("Years to close half")),
                rows,
            ),
        ),
    )
