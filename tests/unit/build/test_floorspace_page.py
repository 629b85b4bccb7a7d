"""The page on office floorspace, with and without a country to compare with, of one district and of several."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from placewright.analysis.area import Area
from placewright.analysis.bounding import Estimate
from placewright.analysis.floorspace import Floorspace, Stock
from placewright.build.analyses.floorspace import floorspace_page
from placewright.build.analyses.pieces import Provenance
from placewright.publish.views import BarChart
from placewright.publish.views_pages import AnalysisPage

VALE = Area(
    "Vale",
    "E10900001",
    ("E07900001", "E07900002"),
    country="E92000001",
    names={"E07900001": "Upton", "E07900002": "Downton", "E92000001": "England"},
)


def stock(code: str, *values: float, change: float) -> Stock:
    value = np.array(values)
    share = Estimate(change, change - 0.001, change + 0.001)
    years = (2001, 2010, 2021)
    return Stock(code, years, value, value - 0.5, value + 0.5, 100 * value / value[0], 2010, share, share, share)


UPTON = stock("E07900001", 100, 120, 90, change=-0.25)
DOWNTON = stock("E07900002", 50, 50, 60, change=0.2)
ENGLAND = stock("E92000001", 1000, 1100, 1050, change=-0.045)
FOUND = Floorspace(2010, stock("E10900001", 150, 170, 150, change=-0.118), (DOWNTON, UPTON), (ENGLAND,), is_sum=True)


def page(found: Floorspace) -> AnalysisPage:
    return floorspace_page(found, VALE, Provenance())


def chart(made: AnalysisPage) -> BarChart:
    drawn = next(section for section in made.sections if section.id == "districts").figures[0].chart
    assert isinstance(drawn, BarChart)
    return drawn


def test_the_stock_stands_beside_that_of_the_first_year_and_its_change_beside_the_country() -> None:
    now, since_base, since_peak = page(FOUND).key_figures
    assert now.words == "150,000 m² in 2001"
    assert since_base.words == "England −4.5%" and since_peak.words == "20,000 m² less"


def test_districts_are_drawn_from_the_largest_loss_against_the_country() -> None:
    drawn = chart(page(FOUND))
    assert [bar.label for bar in drawn.bars] == ["Upton", "Downton"]
    assert next((bar.value, bar.low, bar.high) for bar in drawn.bars) == (-25.0, -25.1, -24.9)
    assert (drawn.reference, drawn.reference_label) == (-4.5, "England")


def test_without_a_country_nothing_is_compared() -> None:
    made = page(replace(FOUND, comparators=()))
    assert made.key_figures[1].words == "" and chart(made).reference is None
    assert "England" not in made.lede and not any("England" in words for words in made.findings)


def test_one_district_is_no_range() -> None:
    made = page(replace(FOUND, districts=(UPTON,)))
    [words] = next(section for section in made.sections if section.id == "districts").figures[0].summary
    assert words == "The change is −25.0% in Upton."
    assert not any("largest loss" in words for words in made.findings)


def test_who_gained_is_named_and_who_may_have_is_not() -> None:
    assert any(words.endswith("Downton gained.") for words in page(FOUND).findings)
    unsure = replace(DOWNTON, since_base=Estimate(0.0004, -0.0006, 0.0014))
    made = page(replace(FOUND, districts=(unsure, UPTON)))
    assert any(words.endswith("No district surely gained.") for words in made.findings)


def test_no_loss_is_told_where_every_district_gained() -> None:
    made = page(replace(FOUND, districts=(DOWNTON, replace(UPTON, since_base=Estimate(0.1, 0.09, 0.11)))))
    assert any(words == "Upton and Downton gained." for words in made.findings)
