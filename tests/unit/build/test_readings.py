"""What pages say of gaps and ranks: no more than the intervals allow, and the same for an index as for its money."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from placewright.analysis.benchmarks import Rank
from placewright.analysis.gaps import Gap, is_amount
from placewright.build.readings import (
    aside_words,
    compared_words,
    comparisons,
    rank_words,
    standing,
    verdict_to,
)
from placewright.evidence.catalogue import packaged_indicators
from placewright.places.in_sentences import the

HERE, ENGLAND = "E10000015", "E92000001"


def found(place: str, value: float, *gaps: Gap, **other: Any) -> SimpleNamespace:
    """A benchmark of 2022, with what the words need of one."""
    known = {
        "low": None, "high": None, "unit": "index UK=100", "error": "unknown", "rank": None, "percentile": None,
        "caveats": (), "level": "itl3", "status": "ok",
    }  # fmt: skip
    return SimpleNamespace(place=place, value=value, gaps=gaps, period="2022", **(known | other))


def world(*benchmarks: tuple[str, SimpleNamespace], without: dict[tuple[str, str], float] | None = None) -> Any:
    """A world of two places that knows those benchmarks."""
    by_key = {(name, item.place): item for name, item in benchmarks}
    names = {HERE: "Hertfordshire", ENGLAND: "England"}
    return SimpleNamespace(
        area=HERE,
        comparators=(ENGLAND,),
        benchmarks=by_key,
        without=without or {},
        codes_of=lambda place: (place,),
        find=lambda name, place: by_key.get((name, place)),
        name=names.__getitem__,
        role=lambda code, own: "england",
        ref=lambda code: SimpleNamespace(href=f"places/{code}.html"),
    )


INDEX, MONEY = packaged_indicators()["gva-per-hour-index"], packaged_indicators()["gva-per-hour"]
EXACT = Gap(ENGLAND, "England", 1.1)
OPEN = Gap(ENGLAND, "England", 0.5, -7.3, 8.3, 1.2)


def pounds(gap: Gap) -> SimpleNamespace:
    return found(HERE, 40.8, gap, low=37.2, high=45.1, unit="GBP/hour", error="revision")


def test_an_index_is_as_uncertain_as_the_money_it_is_made_from() -> None:
    own = found(HERE, 102.6, EXACT)
    here = world((INDEX.id, own), (INDEX.id, found(ENGLAND, 101.5)), (MONEY.id, pounds(OPEN)))
    assert verdict_to(here, INDEX, own, ENGLAND) == "cannot-tell"  # type: ignore[arg-type]
    assert "leaves open which is higher" in compared_words(here, INDEX, own, ENGLAND)  # type: ignore[arg-type]


def test_an_index_whose_money_is_surely_above_is_above() -> None:
    own = found(HERE, 162.5, replace(EXACT, value=61.0))
    sure = pounds(replace(OPEN, value=24.3, low=14.0, high=34.0))
    here = world((INDEX.id, own), (INDEX.id, found(ENGLAND, 101.5)), (MONEY.id, sure))
    assert verdict_to(here, INDEX, own, ENGLAND) == "above"  # type: ignore[arg-type]


def test_a_gap_in_words_is_no_finer_than_its_interval() -> None:
    gap = Gap(ENGLAND, "England", -16669.0, -19953.0, -13385.0, -52.3)
    indicator = packaged_indicators()["annual-pay-workplace"]
    own = found(HERE, 15206.0, gap, low=11928.0, high=18484.0, unit="GBP/year", error="sampling")
    other = found(ENGLAND, 31875.0, low=31687.0, high=32062.0, unit="GBP/year", error="sampling")
    words = compared_words(world((indicator.id, own), (indicator.id, other)), indicator, own, ENGLAND)  # type: ignore[arg-type]
    assert words.startswith("That is £16,700 a year, 52%, less than England")


def test_ranks_span_only_where_there_is_an_interval() -> None:
    own = found(HERE, 102.6, rank=Rank(31, 31, 32, 179, 1, "highest"))
    assert (standing(own).low, standing(own).high) == (None, None)  # type: ignore[arg-type]
    words = rank_words(own)
    assert words == "Rank 31 of 179 ITL 3 areas (level with 1 other), where 1 is the highest."


def test_self_containment_is_not_held_against_a_larger_area_and_names_its_other_bound() -> None:
    lower, upper = (
        packaged_indicators()["self-containment-residence"],
        packaged_indicators()["self-containment-with-home"],
    )
    own = found(HERE, 68.2, Gap(ENGLAND, "England", -30.0), unit="%")
    wider, higher = found(ENGLAND, 98.0, unit="%"), found(HERE, 85.2, unit="%")
    here = world((lower.id, own), (lower.id, wider), (upper.id, higher))
    (beside,) = comparisons(here, lower, own)  # type: ignore[arg-type]
    assert (beside.verdict, beside.gap) == ("unmeasured", None)
    assert "85.2%" in aside_words(here, lower, HERE)


def test_a_caveated_figure_has_the_one_without_its_cells_beside_it() -> None:
    own = found(HERE, 40.8, unit="GBP/hour", caveats=("payroll",))
    here = world((MONEY.id, own), without={(MONEY.id, HERE): 43.7})
    assert aside_words(here, MONEY, HERE) == "Without the cells that its caveat names it is £43.70 an hour."


@pytest.mark.parametrize("name", ["real-gva", "population", "eu-research-funding"])
def test_amounts_are_not_held_against_places_of_another_size(name: str) -> None:
    assert is_amount(packaged_indicators()[name])


def test_sentences_give_the_kingdom_and_the_regions_their_article() -> None:
    assert [the(name) for name in ("United Kingdom", "East of England", "North Hertfordshire")] == [
        "the United Kingdom",
        "the East of England",
        "North Hertfordshire",
    ]
