"""Results of the analysis of office floorspace that claims may name: the stock and its changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placewright.analysis.bounding import Estimate
from placewright.analysis.results_series import ResultInputs, ResultPart, ResultRow, Theme, estimated, known, span
from placewright.records.indicator import Foundation

if TYPE_CHECKING:
    from placewright.analysis.area import Area
    from placewright.analysis.floorspace import Floorspace, Stock

SLUG = "floorspace"
SOURCE = "voa-office-floorspace"

_OFFICES = Theme(
    SLUG,
    Foundation.INFRASTRUCTURE,
    "employment land",
    (SOURCE,),
    "Why: conversion to homes, demolition and a change of use are not told apart. Vacancy, quality and rents. "
    "Industrial "
    "floorspace, which is in none of the sources.",
)
_ROUNDED = "The range is what rounding to a thousand square metres leaves open."
_OF = "of the area, by district, and of the region and the country"

SERIES = (
    _OFFICES.series(
        "offices",
        "Office floorspace",
        "thousand m2",
        definition=f"Office floorspace on the rating list; {_OF}.",
        method=f"As published, the area as the sum of its districts where it has no row. {_ROUNDED}",
    ),
    _OFFICES.series(
        "change-since-first",
        "Change of office floorspace over the whole series",
        "%",
        decimals=1,
        definition=f"Change of office floorspace from the first to the last year of the table; {_OF}.",
        method=_ROUNDED,
    ),
    _OFFICES.series(
        "change-since-base",
        "Change of office floorspace since 2010",
        "%",
        decimals=1,
        definition=f"Change of office floorspace since 2010, or since the first year of a table that begins later; "
        f"{_OF}.",
        method=_ROUNDED,
    ),
    _OFFICES.series(
        "change-since-peak",
        "Change of office floorspace since its peak",
        "%",
        decimals=1,
        definition=f"Change of office floorspace since the year in which the place had the most; {_OF}.",
        method=f"Each place has its own peak, so the period is that of the last year. {_ROUNDED}",
    ),
    _OFFICES.series(
        "lost-since-peak",
        "Office floorspace lost since its peak",
        "thousand m2",
        definition=f"Office floorspace in the year in which the place had the most, less that of the last year; {_OF}.",
        method=f"Each place has its own peak, so the period is that of the last year. {_ROUNDED}",
    ),
)
"""The results, in the order of the analysis."""


def make_rows(inputs: ResultInputs) -> Iterator[ResultRow]:
    """The rows of every result of the analysis."""
    from placewright.analysis.area import Missing
    from placewright.analysis.floorspace import analyse_floorspace

    found = analyse_floorspace(inputs.figures, inputs.area)
    if not isinstance(found, Missing):
        yield from rows_of(found, inputs.area)


PARTS = (ResultPart(SLUG, (SOURCE,), make_rows),)


def rows_of(found: Floorspace, area: Area) -> Iterator[ResultRow]:
    """The stock and its changes, of the area, its districts and its comparators."""
    stocks = {stock.code: stock for stock in (*found.comparators, *found.districts, found.area)}
    for code, stock in stocks.items():
        yield from _of_stock(stock, code, found.base_year)


def _of_stock(stock: Stock, code: str, base: int) -> Iterator[ResultRow]:
    for year, value, low, high in zip(stock.years, stock.value, stock.low, stock.high, strict=True):
        estimate = Estimate(float(value), float(low), float(high))
        yield estimated(f"{SLUG}/offices", code, str(year), estimate)
    first, last = stock.years[0], stock.years[-1]
    if first == last:
        return
    ends = (float(stock.value[0]), float(stock.value[-1]), float(stock.value.max()), stock.peak_year)
    changes = [
        ("change-since-first", span(first, last), stock.since_first),
        ("change-since-peak", str(last), stock.since_peak),
    ]
    changes += [("change-since-base", span(base, last), stock.since_base)] if base < last else []
    for name, period, change in changes:
        yield estimated(f"{SLUG}/{name}", code, period, change, scale=100, inputs=(change.value, *ends))
    peak = stock.years.index(stock.peak_year)
    if stock.peak_year == last:
        yield known(f"{SLUG}/lost-since-peak", code, str(last), 0.0, inputs=ends)
        return
    least, most = float(stock.low[peak] - stock.high[-1]), float(stock.high[peak] - stock.low[-1])
    yield estimated(f"{SLUG}/lost-since-peak", code, str(last), Estimate(stock.lost, least, most), inputs=ends)
