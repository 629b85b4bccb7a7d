"""What stands out is far from its peers after its own uncertainty, and survives the testing of many things at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import false_discovery_control

from placewright.analysis.benchmarks import Benchmark, benchmark
from placewright.analysis.gaps import NEIGHBOURS, Gap
from placewright.analysis.signals import FEWEST_PEERS, SignalKind, false_discovery_rates, find_signals
from placewright.analysis.trends import Trend, TrendKind
from placewright.core import words
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.table import evidence_table
from placewright.places import registry
from placewright.records.indicator import BundleRule, Indicator

STEVENAGE = "E07000243"
RATE = replace(packaged_indicators()["employment-rate"], id="rate", bundle=BundleRule.NONE)
PEERS = sorted(
    code for code in registry().known_codes("lad", "lad-2023") if code.startswith("E07") and code != STEVENAGE
)


def made(
    own: dict[str, Any], indicator: Indicator = RATE, *, count: int = 100
) -> tuple[list[Benchmark], list[Benchmark]]:
    """Stevenage's benchmark, and everyone's: peers lie evenly about 70."""
    values = np.random.default_rng(3).normal(70, 2, count)
    rows: list[dict[str, Any]] = [{"place": p, "value": float(v)} for p, v in zip(PEERS[:count], values, strict=True)]
    rows.append({"place": STEVENAGE, **own})
    table = pa.table(
        {
            "indicator": [indicator.id] * len(rows),
            "place": [row["place"] for row in rows],
            "place_vintage": ["lad-2023"] * len(rows),
            "period": ["2023"] * len(rows),
            "dimensions": [""] * len(rows),
            "value": [row["value"] for row in rows],
            "low": pa.array([row.get("low") for row in rows], pa.float64()),
            "high": pa.array([row.get("high") for row in rows], pa.float64()),
            "error": [row.get("error", "unknown") for row in rows],
            "status": ["ok"] * len(rows),
            "caveat": pa.nulls(len(rows), pa.string()),
            "unit": [indicator.unit] * len(rows),
            "dataset": ["a"] * len(rows),
            "fingerprint": ["0"] * len(rows),
        }
    )
    every = benchmark(evidence_table(table), [indicator], [row["place"] for row in rows], comparators=[])
    return [item for item in every if item.place == STEVENAGE], every


def test_a_value_far_from_its_peers_stands_out_and_says_why() -> None:
    own, every = made({"value": 85.0})
    (signal,) = find_signals(own, every, indicators={"rate": RATE})
    assert (signal.kind, signal.direction) == (SignalKind.LEVEL, "above")
    assert signal.score > 5
    assert ": 85.0% in 2023 is high; the median of 101 places" in signal.words
    assert "ranks 1 of 101" in signal.words


def test_what_stands_out_is_said_in_the_language_of_whoever_reads_it() -> None:
    own, every = made({"value": 85.0})
    (signal,) = find_signals(own, every, indicators={"rate": RATE})
    english = signal.words
    words.speak(lambda message: message.replace("is high", "yn uchel"), words.ngettext, lambda: "cy")
    assert signal.words == english.replace("is high", "yn uchel") != english
    assert str(signal.said) == english, "kept in English"


def test_an_ordinary_value_does_not() -> None:
    own, every = made({"value": 71.0})
    assert find_signals(own, every, indicators={"rate": RATE}) == []


def test_what_is_high_is_the_figure_whether_its_name_is_one_thing_or_many() -> None:
    many = replace(RATE, short_name="Professional enterprises")
    (signal,) = find_signals(*made({"value": 85.0}, many), indicators={"rate": many})
    assert signal.words.startswith("Professional enterprises: 85.0% in 2023 is high;")


def test_an_index_is_a_number_whose_base_is_named_once() -> None:
    index = replace(RATE, short_name="GVA per hour, UK = 100", unit="index UK=100", index_base="UK")
    (signal,) = find_signals(*made({"value": 85.0}, index), indicators={"rate": index})
    assert signal.words.startswith("GVA per hour, UK = 100: 85.0 in 2023 is high; the median of 101 places")
    assert "index" not in signal.words
    plain = replace(index, short_name="GVA per hour")
    (signal,) = find_signals(*made({"value": 85.0}, plain), indicators={"rate": plain})
    assert "GVA per hour: 85.0 (UK = 100) in 2023 is high" in signal.words


@pytest.mark.parametrize(
    ("kind", "words"), [(TrendKind.POINTS, "changed by +2.0 points."), (TrendKind.GROWTH, "changed by +2.0%.")]
)
def test_what_the_middle_place_did_is_told_in_the_unit_of_the_move(kind: TrendKind, words: str) -> None:
    _own, every = made({"value": 70.0})
    moves = np.linspace(-8.0, 12.0, 101)
    moved = [
        replace(item, trends=(Trend(5, "2018", "2023", 90.0 if item.place == STEVENAGE else float(move), kind=kind),))
        for item, move in zip(every, moves, strict=True)
    ]
    own = [item for item in moved if item.place == STEVENAGE]
    (signal,) = find_signals(own, moved, indicators={"rate": RATE})
    assert words in signal.words


@pytest.mark.parametrize(
    ("unit", "change", "kind", "words"),
    [
        ("%", 31.0, TrendKind.POINTS, "up 31.0 points from 2018 to 2023"),
        ("people", -31.0, TrendKind.GROWTH, "a fall of 31.0% from 2018 to 2023"),
        ("GBP", 201.5, TrendKind.CASH, "up 201.5% in cash terms from 2018 to 2023; inflation is not taken out"),
        ("GBP", -20.0, TrendKind.REAL_GROWTH, "a real fall of 20.0% from 2018 to 2023, after deflation"),
    ],
)
def test_a_move_is_told_within_its_sentence_with_no_capital_and_no_full_stop(
    unit: str, change: float, kind: TrendKind, words: str
) -> None:
    indicator = replace(RATE, unit=unit, bundle=BundleRule.NONE)
    moves = np.random.default_rng(5).normal(0, 1, 101)
    _own, every = made({"value": 70.0}, indicator)
    moved = [
        replace(item, trends=(Trend(5, "2018", "2023", change if item.place == STEVENAGE else float(move), kind=kind),))
        for item, move in zip(every, moves, strict=True)
    ]
    own = [item for item in moved if item.place == STEVENAGE]
    (signal,) = find_signals(own, moved, indicators={"rate": indicator})
    way = "up" if change > 0 else "down"
    assert f": Stevenage moved {way} against its peers ({words}). The middle one of 101 places" in signal.words


def test_uncertainty_takes_a_signal_away() -> None:
    own, every = made({"value": 85.0, "low": 60.0, "high": 110.0, "error": "sampling"})
    assert find_signals(own, every, indicators={"rate": RATE}) == []


def beside_neighbours(own: dict[str, Any], gap: float) -> tuple[list[Benchmark], list[Benchmark]]:
    found, every = made(own)
    return [replace(item, gaps=(Gap(NEIGHBOURS, "", gap, count=5),)) for item in found], every


def test_a_value_far_from_its_neighbours_is_a_gap_that_lies_where_its_words_say() -> None:
    (signal,) = find_signals(*beside_neighbours({"value": 70.0}, -15.0), indicators={"rate": RATE})
    assert (signal.kind, signal.direction) == (SignalKind.GAP, "below")
    assert (
        ": 70.0% in 2023 stands apart from similar places, 15.0 points below the median of 5 statistical"
        in signal.words
    )


def test_a_value_like_its_neighbours_is_no_gap_however_uncertain_it_is() -> None:
    own = {"value": 85.0, "low": 75.0, "high": 95.0, "error": "sampling"}
    found = find_signals(*beside_neighbours(own, 0.0), indicators={"rate": RATE}, rate=1.0)
    (gap,) = (signal for signal in found if signal.kind is SignalKind.GAP)
    assert (gap.score, gap.p) == (0.0, 1.0)


def test_the_score_of_a_gap_is_its_size_over_the_spread_and_the_own_error() -> None:
    own, every = beside_neighbours({"value": 78.0, "low": 74.0, "high": 82.0, "error": "sampling"}, 10.0)
    values = np.array([item.value for item in every], float)
    spread = 1.4826 * np.median(np.abs(values - np.median(values)))
    found = find_signals(own, every, indicators={"rate": RATE}, rate=1.0)
    (gap,) = (signal for signal in found if signal.kind is SignalKind.GAP)
    assert gap.score == pytest.approx(10.0 / np.hypot(spread, 8.0 / 3.919928))


def test_the_size_of_a_place_is_no_signal() -> None:
    counts = replace(RATE, unit="people", bundle=BundleRule.SUM)
    own, every = made({"value": 9000.0}, counts)
    assert find_signals(own, every, indicators={"rate": counts}) == []


def test_an_amount_of_money_is_no_signal_even_where_lists_of_places_have_none() -> None:
    money = replace(RATE, unit="GBP million, 2022 prices")
    own, every = made({"value": 900.0}, money)
    assert find_signals(own, every, indicators={"rate": money}) == []


def test_too_few_peers_give_no_signal() -> None:
    own, every = made({"value": 85.0}, count=FEWEST_PEERS - 2)
    assert find_signals(own, every, indicators={"rate": RATE}) == []


def test_false_discovery_rates_are_those_of_scipy() -> None:
    p = np.random.default_rng(1).uniform(0, 1, 200) ** 3
    assert false_discovery_rates(list(p)) == pytest.approx(list(false_discovery_control(p)))


def test_signals_come_strongest_first() -> None:
    own, every = made({"value": 85.0})
    other = replace(own[0], indicator="second", value=60.0)
    twice = [*every, *(replace(item, indicator="second") for item in every if item.place != STEVENAGE), other]
    found = find_signals([*own, other], twice, indicators={"rate": RATE, "second": replace(RATE, id="second")})
    assert [signal.indicator for signal in found] == ["rate", "second"]
    assert abs(found[0].score) > abs(found[1].score)
