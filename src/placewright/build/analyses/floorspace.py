"""The page on office floorspace: how the stock rose and fell by district, and that industrial space is not measured."""

from __future__ import annotations

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.analysis.floorspace import Floorspace, Stock
from placewright.build.analyses.pieces import (
    Provenance,
    line,
    listed,
    missing_section,
    number_cell,
    percent,
    percent_between,
    reading,
    role_of,
    table,
    text_cell,
)
from placewright.publish.formats import number
from placewright.publish.views import Bar, BarChart, Cell, Column, Figure, KeyFigure, LineChart, Note, Section
from placewright.publish.views_pages import AnalysisPage

SLUG = "floorspace"
TITLE = "Office floorspace"
SOURCE = "Valuation Office Agency, stock of properties"

INDUSTRIAL = Note(
    "Industrial floorspace: unmeasured",
    "The table that is read holds offices alone. Industrial, retail and other floorspace is unmeasured here; the "
    "Valuation "
    "Office Agency publishes it in the same series, and a dataset with it would fill this place. Nothing about "
    "warehouses "
    "or factories can be read from offices.",
    "limit",
)

CANNOT_SHOW = (
    "Industrial, warehouse and retail floorspace: unmeasured.",
    "Why space went: conversion to homes under permitted development, demolition and reassessment look alike here.",
    "Whether space is used: vacant offices are in the stock, and rents and demand are not.",
    "What has happened since the last year of the table.",
    "Quality: a small new office and a large old one differ by area alone.",
)


def floorspace_page(found: Floorspace | Missing, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    if isinstance(found, Missing):
        sections: tuple[Section, ...] = (missing_section("stock", "The stock of offices", found), _industrial())
        return AnalysisPage(
            SLUG,
            f"{TITLE} in {area.name}",
            f"How much office space there is in {area.name} is unmeasured here.",
            (),
            (),
            sections,
            CANNOT_SHOW,
            provenance.sources,
            provenance.caveats,
        )
    return AnalysisPage(
        slug=SLUG,
        title=f"{TITLE} in {area.name}",
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(_index(found, area), _districts(found, area), _industrial()),
        cannot_show=CANNOT_SHOW,
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _country(found: Floorspace, area: Area) -> Stock | None:
    return next((stock for stock in found.comparators if stock.code == area.country), None)


def _lede(found: Floorspace, area: Area) -> str:
    stock, wider = found.area, _country(found, area)
    against = (
        "" if wider is None else f"; in {area.name_of(wider.code)} the change was {percent(wider.since_base.value)}"
    )
    return (
        f"Office floorspace in {area.name} went from {number(_at(stock, found.base_year), 0)} thousand m² in "
        f"{found.base_year} to {number(float(stock.value[-1]), 0)} thousand m² in {stock.years[-1]}, a change of "
        f"{percent(stock.since_base.value)}{against}."
    )


def _at(stock: Stock, year: int) -> float:
    return float(stock.value[stock.years.index(year)])


def _key_figures(found: Floorspace, area: Area) -> tuple[KeyFigure, ...]:
    stock, wider = found.area, _country(found, area)
    last = str(stock.years[-1])
    return (
        KeyFigure(
            "Office floorspace",
            reading(Estimate(float(stock.value[-1]), float(stock.low[-1]), float(stock.high[-1])), "thousand m2", last),
            f"{number(float(stock.value[0]), 0)} thousand m² in {stock.years[0]}",
            "indicators/office-floorspace.html",
            tuple(stock.value.tolist()),
        ),
        KeyFigure(
            f"Change since {found.base_year}",
            reading(_hundred(stock.since_base), "%", last, decimals=1),
            "" if wider is None else f"{area.name_of(wider.code)} {percent(wider.since_base.value)}",
        ),
        KeyFigure(
            f"Change since its peak in {stock.peak_year}",
            reading(_hundred(stock.since_peak), "%", last, decimals=1),
            f"{number(stock.lost, 0)} thousand m² less",
        ),
    )


def _hundred(estimate: Estimate) -> Estimate:
    low, high = estimate.low, estimate.high
    return Estimate(100 * estimate.value, None if low is None else 100 * low, None if high is None else 100 * high)


def _findings(found: Floorspace, area: Area) -> tuple[str, ...]:
    stock, wider = found.area, _country(found, area)
    made = []
    if wider is not None:
        apart = stock.since_base.against(wider.since_base.value)
        side = {1: "above that", -1: "below that", 0: "not to be told apart from that"}[apart]
        made.append(
            f"From {found.base_year} to {stock.years[-1]} the stock changed by {percent_between(stock.since_base)}, "
            f"{side} "
            f"of {area.name_of(wider.code)} ({percent_between(wider.since_base)})."
        )
    made.append(
        f"It was highest in {stock.peak_year}; {number(stock.lost, 0)} thousand m² "
        f"({percent(abs(stock.since_peak.value))}) have gone since."
    )
    if len(found.districts) > 1:
        ordered = sorted(found.districts, key=lambda item: item.since_base.value)
        gained = [area.name_of(item.code) for item in ordered if item.since_base.sign > 0]
        first = ordered[0]
        made.append(
            f"The largest loss since {found.base_year} in proportion is in {area.name_of(first.code)}: "
            f"{percent_between(first.since_base)}. "
            + (f"{listed(gained)} gained." if gained else "No district surely gained.")
        )
    made.append("Industrial floorspace is unmeasured: it is not in the table.")
    return tuple(made)


def _index(found: Floorspace, area: Area) -> Section:
    series = [line(area.name, "place", found.area.years, found.area.index.tolist())]
    series += [
        line(area.name_of(stock.code), role_of(area, stock.code), stock.years, stock.index.tolist())
        for stock in found.comparators
    ]
    series += [line(area.name_of(stock.code), "member", stock.years, stock.index.tolist()) for stock in found.districts]
    shown = (found.area, *found.comparators)
    rows = [
        (
            text_cell(str(year)),
            *(number_cell(float(stock.value[stock.years.index(year)]), "thousand m2") for stock in shown),
        )
        for year in found.area.years
        if all(year in stock.years for stock in shown)
    ]
    base = found.area.years[0]
    summed = " The area's figures are sums of its districts'." if found.is_sum else ""
    return Section(
        "stock",
        "The stock of offices",
        (f"Rateable office space, thousands of square metres to the nearest thousand, each year.{summed}",),
        (
            Figure(
                "office-index",
                f"Office floorspace, {base} = 100",
                LineChart(tuple(series), f"index {base}=100", reference=100.0),
                (
                    f"{area.name}: {number(float(found.area.index[-1]), 1)} in {found.area.years[-1]}, peak in "
                    f"{found.area.peak_year}. "
                    + " ".join(
                        f"{area.name_of(stock.code)}: {number(float(stock.index[-1]), 1)}."
                        for stock in found.comparators
                    ),
                ),
                table=table(
                    "office-index-table",
                    "Office floorspace by year, thousand m²",
                    ("Year", *(area.name_of(stock.code) for stock in shown)),
                    rows,
                ),
                source=SOURCE,
            ),
        ),
    )


def _districts(found: Floorspace, area: Area) -> Section:
    title = "By district"
    if not found.districts:
        missing = Missing("The table has no row for the districts of this area.", "Name them as they were in 2021.")
        return missing_section("districts", title, missing)
    ordered = sorted(found.districts, key=lambda item: item.since_base.value)
    wider = _country(found, area)
    bars = tuple(
        Bar(
            area.name_of(item.code),
            100 * item.since_base.value,
            low=_hundred(item.since_base).low,
            high=_hundred(item.since_base).high,
            role=role_of(area, item.code),
        )
        for item in ordered
    )
    rows = [_row(item, area) for item in (found.area, *ordered, *found.comparators)]
    columns: tuple[str | Column, ...] = (
        "Place",
        f"{found.area.years[-1]}, thousand m²",
        f"Since {found.area.years[0]}",
        f"Since {found.base_year}",
        "Since its peak",
        "Peak",
    )
    return Section(
        "districts",
        title,
        ("Rounding to the nearest thousand square metres leaves the ranges shown; small stocks have the widest.",),
        (
            Figure(
                "office-change",
                f"Change of office floorspace, {found.base_year} to {found.area.years[-1]}",
                BarChart(
                    bars,
                    "%",
                    "per cent",
                    reference=None if wider is None else 100 * wider.since_base.value,
                    reference_label="" if wider is None else area.name_of(wider.code),
                ),
                (
                    f"The change is {percent(ordered[0].since_base.value)} in {area.name_of(ordered[0].code)}."
                    if len(ordered) == 1
                    else f"From {percent(ordered[0].since_base.value)} in {area.name_of(ordered[0].code)} to "
                    f"{percent(ordered[-1].since_base.value)} in {area.name_of(ordered[-1].code)}.",
                ),
                table=table("office-change-table", "Office floorspace and its changes", columns, rows),
                source=SOURCE,
            ),
        ),
    )


def _row(stock: Stock, area: Area) -> tuple[Cell, ...]:
    return (
        text_cell(area.name_of(stock.code), tone="own" if stock.code == area.code else ""),
        number_cell(float(stock.value[-1]), "thousand m2"),
        *(
            number_cell(_hundred(change), "%", decimals=1, signed=True)
            for change in (stock.since_first, stock.since_base, stock.since_peak)
        ),
        Cell(str(stock.peak_year), float(stock.peak_year)),
    )


def _industrial() -> Section:
    return Section("industrial", "Industrial floorspace", notes=(INDUSTRIAL,))
