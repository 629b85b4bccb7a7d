"""The pilot's claims have the charts that their figures suggest."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from kept import kept
from placewright.build.checking import check_workspace
from placewright.build.claim_charts import MOST_BARS, claim_charts
from placewright.build.judging import Judged
from placewright.build.ledger_rows import ledger_row
from placewright.build.traces_in_words import Tracer
from placewright.publish.document import ClaimChart
from placewright.workspace.folder import open_workspace

from .test_told_of_the_pilot import _checked

TODAY = date(2026, 11, 28)


@lru_cache(maxsize=1)
def judged() -> Judged:
    workspace = open_workspace(kept("checked-pilot", _checked) / "workspace")
    return check_workspace(workspace, workspace.build, today=TODAY)


def chart(claim: str) -> ClaimChart | None:
    found = judged()
    row = ledger_row(found.authored.claims[claim], found.results[claim], Tracer(found.context.definitions))
    return claim_charts([row], found).get(claim)


def test_places_that_a_sentence_compares_stand_side_by_side_with_the_claims_own_marked() -> None:
    made = chart("many-businesses")
    assert made is not None and made.figures.form == "bar"
    assert made.figures.labels == ("Hertfordshire", "England", "East of England")
    assert made.own == ("Hertfordshire",)
    assert "Hertfordshire 502" in made.alt


def test_bars_print_as_many_decimals_as_the_sentence_does() -> None:
    made = {id: chart(id) for id in ("many-businesses", "real-catching-up")}
    assert {id: each.figures.decimals for id, each in made.items() if each} == {
        "many-businesses": 0,
        "real-catching-up": 1,
    }


def test_the_highest_of_the_districts_stands_among_all_of_them() -> None:
    made = chart("east-herts-homes")
    assert made is not None and len(made.figures.labels) == 10
    assert made.figures.labels[0] == "East Hertfordshire" and made.own == ("East Hertfordshire",)


def test_two_periods_are_a_line_with_what_their_index_is_set_against() -> None:
    made = chart("lead-lost")
    assert made is not None and made.figures.form == "line"
    assert [line.name for line in made.figures.lines] == ["Hertfordshire", "UK = 100"]
    assert made.figures.labels[0] == "2004"


def test_the_lowest_of_its_years_is_the_line_of_all_of_them() -> None:
    made = chart("offices-least")
    assert made is not None and made.figures.form == "line"
    assert (made.figures.labels[0], made.figures.labels[-1]) == ("2001", "2021")
    values = made.figures.lines[0].values
    assert min(value for value in values if value is not None) == values[-1]


def test_a_quotient_is_drawn_as_the_two_values_that_it_sets_against_each_other() -> None:
    made = chart("children-in-low-income")
    assert made is not None and made.figures.labels == ("Stevenage", "St Albans")


def test_an_axis_of_days_names_years_and_a_place_of_many_codes_how_many_they_are() -> None:
    series, together = chart("population-growth-slows"), chart("jobs-without-dacorum")
    assert series is not None and series.figures.labels[-1] == "2023"
    assert together is not None and together.figures.labels[0] == "9 places together"


def test_a_share_stands_beside_the_rest() -> None:
    made = chart("two-thirds-stay")
    assert made is not None
    part, rest = made.figures.lines[0].values
    assert part is not None and rest is not None and part + rest == pytest.approx(100)
    assert made.figures.labels[1] == "The rest"


def test_a_claim_with_an_interval_of_sampling_has_it_drawn() -> None:
    made = chart("level-three-ahead")
    assert made is not None
    line = made.figures.lines[0]
    assert line.low and line.low[0] < line.values[0] < line.high[0]  # type: ignore[operator]


def test_nearly_every_claim_of_the_pilot_has_a_chart_that_can_be_read() -> None:
    charts = {claim: chart(claim) for claim in judged().authored.claims}
    drawn = [made for made in charts.values() if made is not None]
    assert len(drawn) >= len(charts) - 3, [claim for claim, made in charts.items() if made is None]
    assert all(len(made.figures.labels) <= MOST_BARS for made in drawn if made.figures.form == "bar")
    assert all(any(value is not None for line in made.figures.lines for value in line.values) for made in drawn)
