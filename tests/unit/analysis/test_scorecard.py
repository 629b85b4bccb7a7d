"""A scorecard says each figure in few characters, with what it is and how sure it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from placewright.analysis.benchmarks import Benchmark, Line, Rank
from placewright.analysis.gaps import Gap
from placewright.analysis.scorecard import (
    NoEvidence,
    gap_text,
    interval_text,
    make_scorecard,
    period_text,
    rank_text,
    sparkline,
    trend_text,
    value_text,
)
from placewright.analysis.trends import Trend, TrendKind
from placewright.core.errors import UnknownPlace
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.table import empty_evidence

INDICATORS = packaged_indicators()
NONE = np.array([])
PAY = Benchmark(
    indicator="weekly-pay-workplace", place="E07000243", place_vintage="lad-2024", level="lad", dimensions="",
    period="2024", value=847.8, low=754.7, high=940.9, error="sampling", status="provisional", unit="GBP/week",
    dataset="a", fingerprint="0", caveats=(), rank=Rank(21, 3, 162, 295, 0, "highest"), percentile=93.0,
    gaps=(Gap("E92000001", "England", 115.1, 20.0, 210.0, 15.7),), trends=(), series=Line((), NONE, NONE, NONE),
)  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        ("gva-per-hour", 34.2, "£34.20/hour"),
        ("gva", 3124.4, "£3,124m"),
        ("population", 90146.0, "90,146"),
        ("business-birth-rate", 12.46, "12.5%"),
        ("gva-per-hour-index", 102.6, "102.6"),
        ("house-price-to-earnings", 8.8, "8.8"),
        ("enterprises-per-10000", 368.3, "368 per 10,000 people"),
    ],
)
def test_values_carry_their_unit(indicator: str, value: float, text: str) -> None:
    assert value_text(value, INDICATORS[indicator]) == text


def test_an_interval_names_its_kind() -> None:
    assert interval_text(PAY, INDICATORS[PAY.indicator]) == "754.7 to 940.9 s"
    assert interval_text(replace(PAY, error="rounding"), INDICATORS[PAY.indicator]).endswith(" r")


def test_a_rank_is_the_span_that_the_intervals_allow() -> None:
    assert rank_text(PAY) == "3–162 of 295"
    assert rank_text(replace(PAY, rank=Rank(21, 21, 21, 295, 2, "highest"))) == "21= of 295"


def test_a_gap_that_may_be_none_is_marked() -> None:
    pay = INDICATORS[PAY.indicator]
    assert gap_text(PAY, pay, "E92000001") == "+16%"
    unsure = replace(PAY, gaps=(Gap("E92000001", "England", 15.0, -20.0, 50.0, 2.0),))
    assert gap_text(unsure, pay, "E92000001") == "~+2%"


def test_a_trend_in_cash_says_so() -> None:
    trend = Trend(5, "2019", "2024", 20.0, kind=TrendKind.CASH)
    assert trend_text(replace(PAY, trends=(trend,)), INDICATORS[PAY.indicator]) == "+20.0% cash 5y"


def test_a_line_needs_three_values() -> None:
    assert sparkline([1.0, None, 2.0]) == ""
    assert sparkline([1.0, 1.0, 1.0]) == "▄▄▄"


def test_periods_are_short() -> None:
    assert [period_text(text) for text in ("2023", "2023-06-30", "2023-Q2")] == ["2023", "Jun 2023", "Q2 2023"]


def test_an_unknown_place_offers_the_nearest() -> None:
    with pytest.raises(UnknownPlace, match="Stevenage"):
        make_scorecard(empty_evidence(), INDICATORS, "Stevanage")


def test_a_known_place_without_evidence_says_how_to_get_some() -> None:
    with pytest.raises(NoEvidence, match="no evidence of Cornwall"):
        make_scorecard(empty_evidence(), INDICATORS, "Cornwall")
