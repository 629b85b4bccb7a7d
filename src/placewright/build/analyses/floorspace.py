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
    said,
    table,
    text_cell,
)
from placewright.core.quantities import NotEstimated, Quantity
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.figure_words import figure_words
from placewright.places.in_sentences import at_the_start, the
from placewright.publish.formats import number
from placewright.publish.views import Bar, BarChart, Cell, Column, Figure, KeyFigure, LineChart, Note, Section
from placewright.publish.views_pages import AnalysisPage

SLUG = "floorspace"
TITLE = marked("Office floorspace")
SOURCE = "Valuation Office Agency, stock of properties"

INDUSTRIAL = Note(
    marked("Industrial floorspace: unmeasured"),
    marked(
        "The table that is read holds offices alone. Industrial, retail and other floorspace is unmeasured here; the "
        "Valuation "
        "Office Agency publishes it in the same series, and a dataset with it would fill this place. Nothing about "
        "warehouses "
        "or factories can be read from offices."
    ),
    "limit",
)

CANNOT_SHOW = (
    marked("Industrial, warehouse and retail floorspace: unmeasured."),
    marked(
        "Why space went: conversion to homes under permitted development, demolition and reassessment look alike here."
    ),
    marked("Whether space is used: vacant offices are in the stock, and rents and demand are not."),
    marked("What has happened since the last year of the table."),
    marked("Quality: a small new office and a large old one differ by area alone."),
)


def floorspace_page(found: Floorspace | Missing, area: Area, provenance: Provenance) -> AnalysisPage:
    """The page."""
    if isinstance(found, Missing):
        sections: tuple[Section, ...] = (missing_section("stock", _("The stock of offices"), found), _industrial())
        return AnalysisPage(
            SLUG,
            _("%(title)s in %(name)s") % {"title": _(TITLE), "name": the(area.name)},
            _("How much office space there is in %(name)s is unmeasured here.") % {"name": the(area.name)},
            (),
            (),
            sections,
            tuple(map(_, CANNOT_SHOW)),
            provenance.sources,
            provenance.caveats,
        )
    return AnalysisPage(
        slug=SLUG,
        title=_("%(title)s in %(name)s") % {"title": _(TITLE), "name": the(area.name)},
        lede=_lede(found, area),
        key_figures=_key_figures(found, area),
        findings=_findings(found, area),
        sections=(_index(found, area), _districts(found, area), _industrial()),
        cannot_show=tuple(map(_, CANNOT_SHOW)),
        sources=provenance.sources,
        caveats=provenance.caveats,
    )


def _country(found: Floorspace, area: Area) -> Stock | None:
    return next((stock for stock in found.comparators if stock.code == area.country), None)


def _lede(found: Floorspace, area: Area) -> str:
    stock, wider = found.area, _country(found, area)
    against = (
        ""
        if wider is None
        else _("; in %(place)s the change was %(share)s")
        % {"place": the(area.name_of(wider.code)), "share": percent(wider.since_base.value)}
    )
    return _(
        "Office floorspace in %(name)s went from %(space)s in "
        "%(base_year)s to %(space_2)s in %(years)s, a change of "
        "%(share)s%(against)s."
    ) % {
        "name": the(area.name),
        "space": _space(_at(stock, found.base_year)),
        "base_year": found.base_year,
        "space_2": _space(float(stock.value[-1])),
        "years": stock.years[-1],
        "share": percent(stock.since_base.value),
        "against": against,
    }


def _space(thousands: float) -> str:
    """Floorspace given in thousands of square metres, as a sentence says it."""
    return figure_words(Quantity(thousands, "thousand m2", NotEstimated("said with its table")), decimals=0)


def _at(stock: Stock, year: int) -> float:
    return float(stock.value[stock.years.index(year)])


def _key_figures(found: Floorspace, area: Area) -> tuple[KeyFigure, ...]:
    stock, wider = found.area, _country(found, area)
    last = str(stock.years[-1])
    return (
        KeyFigure(
            _("Office floorspace"),
            reading(Estimate(float(stock.value[-1]), float(stock.low[-1]), float(stock.high[-1])), "thousand m2", last),
            _("%(space)s in %(years)s") % {"space": _space(float(stock.value[0])), "years": stock.years[0]},
            "indicators/office-floorspace.html",
            tuple(stock.value.tolist()),
        ),
        KeyFigure(
            _("Change since %(base_year)s") % {"base_year": found.base_year},
            reading(_hundred(stock.since_base), "%", last, decimals=1),
            "" if wider is None else f"{area.name_of(wider.code)} {percent(wider.since_base.value)}",
        ),
        KeyFigure(
            _("Change since its peak in %(peak_year)s") % {"peak_year": stock.peak_year},
            reading(_hundred(stock.since_peak), "%", last, decimals=1),
            _("%(space)s less") % {"space": _space(stock.lost)},
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
        side = {1: _("above that"), -1: _("below that"), 0: _("not to be told apart from that")}[apart]
        made.append(
            _(
                "From %(base_year)s to %(years)s the stock changed by %(percent_between)s, "
                "%(side)s of %(place)s (%(percent_between_2)s)."
            )
            % {
                "base_year": found.base_year,
                "years": stock.years[-1],
                "percent_between": percent_between(stock.since_base),
                "side": side,
                "place": the(area.name_of(wider.code)),
                "percent_between_2": percent_between(wider.since_base),
            }
        )
    made.append(
        _("It was highest in %(peak_year)s; %(space)s (%(share)s) have gone since.")
        % {"peak_year": stock.peak_year, "space": _space(stock.lost), "share": percent(abs(stock.since_peak.value))}
    )
    if len(found.districts) > 1:
        ordered = sorted(found.districts, key=lambda item: item.since_base.value)
        names = [area.name_of(item.code) for item in ordered if item.since_base.sign > 0]
        gained = [*map(at_the_start, names[:1]), *map(the, names[1:])]
        first = ordered[0]
        loss = _("The largest loss since %(base_year)s in proportion is in %(place)s: %(percent_between)s. ") % {
            "base_year": found.base_year,
            "place": the(area.name_of(first.code)),
            "percent_between": percent_between(first.since_base),
        }
        made.append(
            (loss if first.since_base.value < 0 else "")
            + (_("%(list)s gained.") % {"list": listed(gained)} if gained else _("No district surely gained."))
        )
    made.append(_("Industrial floorspace is unmeasured: it is not in the table."))
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
    summed = _(" The area's figures are sums of its districts'.") if found.is_sum else ""
    return Section(
        "stock",
        _("The stock of offices"),
        (_("Rateable office space, to the nearest thousand square metres, each year.%(summed)s") % {"summed": summed},),
        (
            Figure(
                "office-index",
                _("Office floorspace, %(base)s = 100") % {"base": base},
                LineChart(tuple(series), _("index %(base)s=100") % {"base": base}, reference=100.0),
                (
                    _("%(name)s: %(number)s in %(years)s, peak in %(peak_year)s. ")
                    % {
                        "name": area.name,
                        "number": number(float(found.area.index[-1]), 1),
                        "years": found.area.years[-1],
                        "peak_year": found.area.peak_year,
                    }
                    + " ".join(
                        f"{area.name_of(stock.code)}: {number(float(stock.index[-1]), 1)}."
                        for stock in found.comparators
                    ),
                ),
                table=table(
                    "office-index-table",
                    _("Office floorspace by year"),
                    ("Year", *(area.name_of(stock.code) for stock in shown)),
                    rows,
                ),
                source=SOURCE,
            ),
        ),
    )


def _districts(found: Floorspace, area: Area) -> Section:
    title = _("By district")
    if not found.districts:
        missing = Missing(
            _("The table has no row for the districts of this area."), _("Name them as they were in 2021.")
        )
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
        _("Place"),
        str(found.area.years[-1]),
        _("Since %(years)s") % {"years": found.area.years[0]},
        _("Since %(base_year)s") % {"base_year": found.base_year},
        _("Since its peak"),
        _("Peak"),
    )
    return Section(
        "districts",
        title,
        (_("Rounding to the nearest thousand square metres leaves the ranges shown; small stocks have the widest."),),
        (
            Figure(
                "office-change",
                _("Change of office floorspace, %(base_year)s to %(years)s")
                % {"base_year": found.base_year, "years": found.area.years[-1]},
                BarChart(
                    bars,
                    "%",
                    _("per cent"),
                    reference=None if wider is None else 100 * wider.since_base.value,
                    reference_label="" if wider is None else area.name_of(wider.code),
                ),
                (
                    _("The change is %(share)s in %(place)s.")
                    % {"share": percent(ordered[0].since_base.value), "place": the(area.name_of(ordered[0].code))}
                    if len(ordered) == 1
                    else _("From %(share)s in %(place)s to %(share_2)s in %(place_2)s.")
                    % {
                        "share": percent(ordered[0].since_base.value),
                        "place": the(area.name_of(ordered[0].code)),
                        "share_2": percent(ordered[-1].since_base.value),
                        "place_2": the(area.name_of(ordered[-1].code)),
                    },
                ),
                table=table("office-change-table", _("Office floorspace and its changes"), columns, rows),
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
    return Section("industrial", _("Industrial floorspace"), notes=(said(INDUSTRIAL),))
