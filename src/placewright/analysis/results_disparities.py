"""Results of the analysis of disparities that claims may name: clusters, counts, spread and slopes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, Theme, estimated, known, span
from placewright.core.quantities import ErrorKind
from placewright.records.indicator import Foundation, Polarity, Prices

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.disparities import Convergence, IncomeSpread
    from placewright.analysis.small_areas import Clusters, DeprivedShare
    from placewright.methods.convergence import BetaConvergence

SLUG = "disparities"
LATEST, BEFORE = "iod-2025-lsoa", "iod-2019-lsoa"
INCOME, OUTPUT = "ons-gdhi-lad", "ons-productivity-lad"
EDITION = "2025"

_CLUSTERS = Theme(
    f"{SLUG}/clusters",
    Foundation.INCLUSIVE_GROWTH,
    "deprivation",
    (LATEST,),
    "Deprived people outside such neighbourhoods, who are most of them; differences inside a neighbourhood; clusters "
    "that reach across the area's border.",
)
_DEPRIVED = Theme(
    f"{SLUG}/deprived",
    Foundation.INCLUSIVE_GROWTH,
    "deprivation",
    (LATEST, BEFORE),
    "Change: each edition ranks other areas by other data, so neither a rise nor a fall can be read from two of them. "
    "Deprived people outside deprived neighbourhoods.",
)
_INCOME = Theme(
    f"{SLUG}/income",
    Foundation.INCLUSIVE_GROWTH,
    "income",
    (INCOME,),
    "Differences within districts, where most inequality is; rent and mortgages.",
)
_SLOPES = Theme(
    f"{SLUG}/convergence",
    Foundation.INCLUSIVE_GROWTH,
    "convergence",
    (INCOME,),
    "The same people over time: districts may converge because people move. A low start by chance looks like "
    "convergence.",
)
_LOCAL = (
    "Local Moran's I of the deprivation score of each LSOA, neighbours sharing a border or a corner inside the area, "
    "99,999 draws, a false discovery rate of 5%."
)
_BETA = (
    "Least squares of growth per year (logs) on the log of the starting level, each district counting once; Barro and "
    "Sala-i-Martin (1992). The interval is the slope's 95% confidence interval by Student's t."
)

SERIES = (
    _CLUSTERS.series(
        "hot-spots",
        "Hot spots of deprivation",
        "neighbourhoods",
        definition="Neighbourhoods (LSOAs) that are significantly more deprived than the area's average and so are "
        "those "
        "around them; of the area and by district.",
        method=_LOCAL,
        polarity=Polarity.LOWER,
    ),
    _CLUSTERS.series(
        "cold-spots",
        "Cold spots of deprivation",
        "neighbourhoods",
        definition="Neighbourhoods (LSOAs) that are significantly less deprived than the area's average and so are "
        "those "
        "around them; of the area and by district.",
        method=_LOCAL,
    ),
    _CLUSTERS.series(
        "neighbourhoods",
        "Neighbourhoods of the area",
        "neighbourhoods",
        definition="Neighbourhoods (LSOAs) with a deprivation score and an outline; of the area and by district.",
        method="Counted.",
    ),
    _CLUSTERS.series(
        "morans-i",
        "Clustering of deprivation",
        "ratio",
        decimals=2,
        definition="Moran's I of the deprivation score of neighbourhoods (LSOAs): near 0 without a pattern, towards 1 "
        "where like lies beside like.",
        method="Neighbours share a border or a corner inside the area, rows of the weights add to 1.",
    ),
    *(
        _DEPRIVED.series(
            f"deprived-{name}",
            f"Neighbourhoods among England's most deprived {name}",
            "neighbourhoods",
            definition=f"Neighbourhoods (LSOAs) that are among the most deprived {name} of England's on the index of "
            "multiple deprivation; of the area and by district, in each edition.",
            method=f"Counted: the first {deciles} of the published deciles.",
            polarity=Polarity.LOWER,
        )
        for name, deciles in (("tenth", "one"), ("fifth", "two"))
    ),
    _INCOME.series(
        "income-theil",
        "Inequality of income between districts",
        "ratio",
        decimals=4,
        definition="Theil's T of disposable income per head between districts, weighted by people: 0 where all are "
        "alike; of the area, its region and its country.",
        method="Sum over districts of their share of income times the log of their income per head over the mean.",
        polarity=Polarity.LOWER,
    ),
    _SLOPES.series(
        "income-slope",
        "Catching up in income between districts",
        "%",
        decimals=1,
        definition="The slope of yearly growth of income per head on the log of its start, in per cent: at -2 about "
        "2% of "
        "the distance is closed each year; below 0 the poorer caught up; of the area's districts and of the country's.",
        method=_BETA,
        prices=Prices.CURRENT,
    ),
    _SLOPES.series(
        "output-slope",
        "Catching up in output per hour between districts",
        "%",
        decimals=1,
        definition="The slope of yearly growth of output per hour on the log of its start, in per cent: at -2 about "
        "2% of "
        "the distance is closed each year; below 0 the less productive caught up; of the area's districts and of the "
        "country's.",
        method=f"{_BETA} The series is smoothed by its publisher, which makes convergence look steadier than it is.",
        prices=Prices.CURRENT,
        smoothed=True,
        sources=(OUTPUT,),
    ),
)
"""The results, in the order of the analysis."""


def _cluster_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.small_areas import clusters

    found = clusters(inputs.figures, inputs.area, inputs.outlines)
    if not isinstance(found, Missing):
        yield from rows_of_clusters(found, inputs.area)


def _deprived_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.small_areas import deprived_shares

    found = deprived_shares(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_deprived(found, inputs.area)


def _income_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.disparities import income_spread

    found = income_spread(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of_income(found, inputs.area)


def _slope_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    from placewright.analysis.area import Missing
    from placewright.analysis.disparities import convergence

    found = convergence(inputs.figures, inputs.area, inputs.troubled)
    if not isinstance(found, Missing):
        yield from rows_of_convergence(found, inputs.area)


PARTS = (
    ResultPart(_CLUSTERS.part, (LATEST,), _cluster_rows, needs_outlines=True),
    ResultPart(_DEPRIVED.part, (LATEST, BEFORE), _deprived_rows),
    ResultPart(_INCOME.part, (INCOME,), _income_rows),
    ResultPart(_SLOPES.part, (INCOME, OUTPUT), _slope_rows),
)


def rows_of_clusters(found: Clusters, area: Area) -> Iterator[ResultRow]:
    """Counts of hot and cold spots, in all and by district, and how clustered the whole is."""
    for code, counts in ((area.code, found.counts), *found.by_district.items()):
        inputs = (sorted(counts.items()),)
        for name, quadrant in (("hot-spots", "high-high"), ("cold-spots", "low-low")):
            yield known(f"{SLUG}/{name}", code, EDITION, counts[quadrant], inputs=(name, *inputs))
        yield known(f"{SLUG}/neighbourhoods", code, EDITION, sum(counts.values()), inputs=("all", *inputs))
    yield known(f"{SLUG}/morans-i", area.code, EDITION, found.whole, inputs=(found.whole, found.expected))


def rows_of_deprived(found: Iterable[DeprivedShare], area: Area) -> Iterator[ResultRow]:
    """Counts of the most deprived neighbourhoods of each edition, by district and in all."""
    counted = {
        name: [(item.edition, item.code, count, item.areas) for item in found for count in (getattr(item, field),)]
        for name, field in (("deprived-tenth", "most_deprived_tenth"), ("deprived-fifth", "most_deprived_fifth"))
    }
    for name, rows in counted.items():
        for edition in dict.fromkeys(row[0] for row in rows):
            of_edition = [row for row in rows if row[0] == edition]
            for _, code, count, areas in of_edition:
                yield known(f"{SLUG}/{name}", code, edition, count, inputs=(count, areas))
            whole, areas = sum(row[2] for row in of_edition), sum(row[3] for row in of_edition)
            if area.code not in {row[1] for row in of_edition}:
                yield known(f"{SLUG}/{name}", area.code, edition, whole, inputs=(whole, areas))


def rows_of_income(found: IncomeSpread, area: Area) -> Iterator[ResultRow]:
    """Inequality of income between districts of the area, its region and its country, by year."""
    for code, values in ((area.code, found.area), (area.region, found.region), (area.country, found.country)):
        if code and values is not None:
            for year, value in zip(found.years, values, strict=True):
                yield known(f"{SLUG}/income-theil", code, str(year), value)


def rows_of_convergence(found: Iterable[Convergence], area: Area) -> Iterator[ResultRow]:
    """Slopes of growth on the starting level, of the area's districts and the country's, with their intervals."""
    for item in found:
        name = "income-slope" if item.measure == "gdhi-per-head" else "output-slope"
        period = span(item.first_year, item.last_year)
        for code, beta, aside in (
            (area.code, item.beta, False),
            (area.code, item.beta_without, True),
            (area.country, item.wider_beta, False),
        ):
            if code and beta is not None:
                yield _slope(f"{SLUG}/{name}", code, period, beta, aside=aside)


def _slope(result: str, code: str, period: str, beta: BetaConvergence, *, aside: bool) -> ResultRow:
    from scipy.special import stdtrit

    from placewright.analysis.bounding import Estimate

    reach = float(stdtrit(beta.degrees_of_freedom, 0.975)) * beta.standard_error
    estimate = Estimate(beta.slope, beta.slope - reach, beta.slope + reach)
    inputs = (beta.slope, beta.standard_error, beta.degrees_of_freedom)
    return estimated(result, code, period, estimate, error=ErrorKind.SAMPLING, scale=100, inputs=inputs, aside=aside)
