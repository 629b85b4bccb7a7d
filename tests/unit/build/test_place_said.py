"""A place's page leads to what the strategy says of it, and to nothing that names another place."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from placewright.build.place_said import said_of
from placewright.records.claim import Claim, FigureSpec, Stance
from placewright.records.indicator import Foundation
from placewright.records.priority import Priority
from placewright.workspace.authored import Authored

HERE, ELSEWHERE, AREA = "E07000103", "E07000243", "E10000015"


def claim(id: str, *places: str | tuple[str, ...]) -> Claim:
    figures = {f"f{at}": FigureSpec("jobs", place=place) for at, place in enumerate(places)}
    return Claim(id, Stance.NEED, Foundation.PEOPLE, "It is {{ f0 }}.", title=id.title(), figures=figures)


def world(*claims: Claim, **more: Any) -> Any:
    authored = Authored(claims={one.id: one for one in claims}, **more)
    return SimpleNamespace(
        authored=authored, members=(HERE, ELSEWHERE), area=AREA, codes_of=lambda place: (place, f"{place}-old")
    )


def test_a_claim_is_listed_where_one_of_its_figures_is_of_the_place_under_any_of_its_codes() -> None:
    said = said_of(world(claim("here", AREA, HERE), claim("old", f"{HERE}-old"), claim("there", ELSEWHERE)), HERE)
    assert [(link.words, link.href) for _words, links in said for link in links] == [
        ("Here", "ledger/here.html"),
        ("Old", "ledger/old.html"),
    ]


def test_a_figure_of_several_places_taken_as_one_says_nothing_of_each() -> None:
    assert said_of(world(claim("both", (HERE, ELSEWHERE))), HERE) == ()


def test_a_priority_that_was_not_chosen_is_not_among_what_the_strategy_says() -> None:
    held = [Priority(id, id.title(), "Text.", chosen=id == "kept", places=(HERE,)) for id in ("kept", "dropped")]
    said = said_of(world(priorities={one.id: one for one in held}), HERE)
    assert [link.href for _words, links in said for link in links] == ["priorities.html#kept"]


def test_the_place_of_the_whole_strategy_and_a_comparator_have_no_such_list() -> None:
    held = world(claim("all", AREA), claim("other", "E92000001"))
    assert said_of(held, AREA) == said_of(held, "E92000001") == ()
