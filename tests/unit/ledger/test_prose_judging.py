"""The prose rules on words that judge: better and worse, best and worst, and the end of the table that a rank is at."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.records.claim import FigureSpec

from .prose_makers import check_prose, claim, material, rules, spec, test


def found(text: str, figures: dict[str, FigureSpec], *holds: Any, title: str = "", **values: float) -> list[str]:
    """The rules that a claim breaks, its figures being these values."""
    made = claim(text, figures=figures, holds=holds, title=title)
    results = {"made": {name: {"value": value} for name, value in values.items()}}
    return rules(check_prose(material(made, results=results)))


def pair(indicator: str) -> dict[str, FigureSpec]:
    return {"here": spec(indicator), "england": spec(indicator, place="ENGLAND")}


GOOD = (
    "At {{ here }} North Vale does better than England ({{ england }}).",
    "At {{ here }} North Vale outperforms England ({{ england }}).",
    "At {{ here }} North Vale is ahead of England ({{ england }}).",
    "At {{ here }}, against {{ england }} in England, the county fares better.",
    "England ({{ england }}) lags behind North Vale, which stands at {{ here }}.",
    "England ({{ england }}) does worse than North Vale at {{ here }}.",
)
BAD = (
    "At {{ here }} North Vale does worse than England ({{ england }}).",
    "At {{ here }} North Vale underperforms England ({{ england }}).",
    "At {{ here }} North Vale lags England ({{ england }}).",
    "At {{ here }}, against {{ england }} in England, the county fares worse.",
    "England ({{ england }}) is ahead of North Vale, which stands at {{ here }}.",
    "At {{ here }} North Vale stands behind England ({{ england }}).",
)


@pytest.mark.parametrize(("text", "is_good"), [*((one, True) for one in GOOD), *((one, False) for one in BAD)])
@pytest.mark.parametrize(("indicator", "above_is_good"), [("employment-rate", True), ("unemployment-rate", False)])
def test_better_and_worse_follow_the_polarity_of_the_indicator(
    text: str, is_good: bool, indicator: str, above_is_good: bool
) -> None:
    for is_above, value in ((True, 20.0), (False, 10.0)):
        holds = test("here", "above" if is_above else "below", "england")
        broken = found(text, pair(indicator), holds, here=value, england=15.0)
        assert ("better-or-worse" in broken) is ((is_above is above_is_good) is not is_good)


def test_of_an_indicator_that_takes_no_side_ahead_is_more_and_better_is_not_judged() -> None:
    above = test("here", "above", "england")
    values = {"here": 0.9, "england": 0.8}
    ahead, lags = (
        "At {{ here }} it is ahead of England ({{ england }}).",
        "At {{ here }} it lags England ({{ england }}).",
    )
    assert "better-or-worse" not in found(ahead, pair("jobs-per-head"), above, **values)
    assert "better-or-worse" in found(lags, pair("jobs-per-head"), above, **values)
    for word in ("better", "worse"):
        text = f"At {{{{ here }}}} it does {word} than England ({{{{ england }}}})."
        assert "better-or-worse" not in found(text, pair("jobs-per-head"), above, **values)


@pytest.mark.parametrize(
    "text",
    [
        "At {{ here }} it does not do better than England ({{ england }}).",
        "At {{ here }}, above England ({{ england }}), it could still be ahead.",
        "At {{ here }}, above England ({{ england }}), it needs better advice at school.",
        "At {{ here }}, above England ({{ england }}), it follows best practice.",
        "At {{ here }}, above England ({{ england }}), it leads to higher pay.",
    ],
)
def test_a_word_that_judges_nothing_measured_is_left_alone(text: str) -> None:
    broken = found(text, pair("unemployment-rate"), test("here", "above", "england"), here=20.0, england=15.0)
    assert "better-or-worse" not in broken


def test_better_than_in_a_year_is_held_against_that_year() -> None:
    figures = {"then": spec(period="2013"), "now": spec(period="2023")}
    fell = test("now", "below", "then")
    for word, is_wrong in (("better", True), ("worse", False)):
        text = f"It was {{{{ then }}}} in 2013 and {{{{ now }}}} in 2023, {word} than in {{{{ then.period }}}}."
        assert ("better-or-worse" in found(text, figures, fell, then=70.0, now=60.0)) is is_wrong


def test_where_tests_point_both_ways_a_word_by_itself_is_not_judged() -> None:
    figures = {**pair("employment-rate"), "town": spec(place="TOWN")}
    holds = test("here", "above", "england"), test("here", "below", "town")
    values = {"here": 20.0, "england": 15.0, "town": 25.0}
    text = "It stood at {{ here }}, {{ england }} in England and {{ town }} in Hillbury, and it lags."
    assert "better-or-worse" not in found(text, figures, *holds, **values)


@pytest.mark.parametrize(
    ("text", "indicator", "extreme", "is_wrong"),
    [
        ("The best of all: {{ here }}.", "employment-rate", "highest-in", False),
        ("The worst of all: {{ here }}.", "employment-rate", "highest-in", True),
        ("The best of all: {{ here }}.", "unemployment-rate", "highest-in", True),
        ("The worst of all: {{ here }}.", "unemployment-rate", "highest-in", False),
        ("The best of all: {{ here }}.", "unemployment-rate", "lowest-in", False),
        ("It leads the ten districts with {{ here }}.", "jobs-per-head", "lowest-in", True),
        ("It leads the ten districts with {{ here }}.", "jobs-per-head", "highest-in", False),
        ("The best of all: {{ here }}.", "jobs-per-head", "lowest-in", True),
    ],
)
def test_the_best_is_the_highest_where_higher_is_better(
    text: str, indicator: str, extreme: str, is_wrong: bool
) -> None:
    broken = found(text, {"here": spec(indicator)}, test("here", extreme, among="members"))
    assert ("better-or-worse" in broken) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("It is {{ top }} in North Vale, the highest, and {{ low }} in Hillbury, the lowest.", False),
        ("It is {{ top }} in North Vale, the lowest, and {{ low }} in Hillbury, the highest.", True),
        ("It is the highest in North Vale ({{ top }}) and the lowest in Hillbury ({{ low }}).", False),
        ("It is the lowest in North Vale ({{ top }}) and the highest in Hillbury ({{ low }}).", True),
        ("It is best in North Vale ({{ top }}) and worst in Hillbury ({{ low }}).", False),
        ("It is worst in North Vale ({{ top }}) and best in Hillbury ({{ low }}).", True),
    ],
)
def test_two_extremes_are_not_exchanged(text: str, is_wrong: bool) -> None:
    figures = {"top": spec(), "low": spec(place="TOWN")}
    holds = test("top", "highest-in", among="members"), test("low", "lowest-in", among="members")
    broken = {"words-against-figures", "better-or-worse"} & {*found(text, figures, *holds, top=80.0, low=60.0)}
    assert bool(broken) is is_wrong


RANKED = (
    ("near the top of the table", 3, False),
    ("near the top of the table", 34, True),
    ("near the bottom of the table", 34, False),
    ("near the foot of the table", 3, True),
    ("in the upper half", 12, False),
    ("in the upper half", 25, True),
    ("in the top quarter", 10, False),
    ("in the top quarter", 15, True),
    ("in the lower third", 30, False),
    ("in the lower third", 20, True),
    ("one of the top five", 4, False),
    ("one of the top five", 7, True),
    ("in the bottom ten", 29, False),
    ("in the bottom ten", 21, True),
    ("among the highest", 5, False),
    ("among the highest", 33, True),
    ("among the lowest", 33, False),
    ("among the lowest", 5, True),
    ("among the best", 33, True),
    ("a leading place", 33, True),
    ("a leading place", 4, False),
    ("not near the top", 33, False),
    ("counted from the highest", 12, False),
    ("counted from the lowest", 12, True),
    ("counted from the bottom", 12, True),
    ("where it tops the table", 4, True),
    ("where it tops the table", 1, False),
)


@pytest.mark.parametrize(("words", "place", "is_wrong"), RANKED)
def test_a_rank_is_at_the_end_that_it_is_said_to_be_at(words: str, place: int, is_wrong: bool) -> None:
    text = f"By employment it stands {{{{ rank }}}} of {{{{ rank.of }}}}, {words}."
    broken = found(text, {"rank": spec(as_="rank")}, test("rank", "below", 39.0), rank=float(place))
    assert ("rank-turned-round" in broken) is is_wrong


@pytest.mark.parametrize(
    ("indicator", "as_", "words", "is_wrong"),
    [
        ("unemployment-rate", "rank", "from the top", False),
        ("unemployment-rate", "rank", "lowest", False),
        ("unemployment-rate", "rank", "highest", True),
        ("unemployment-rate", "rank", "best", False),
        ("unemployment-rate", "rank", "worst", True),
        ("employment-rate", "rank-lowest", "from the bottom", False),
        ("employment-rate", "rank-lowest", "from the top", True),
        ("employment-rate", "rank-lowest", "lowest", False),
        ("employment-rate", "rank-lowest", "highest", True),
        ("employment-rate", "rank-lowest", "worst", False),
        ("unemployment-rate", "rank-highest", "from the top", False),
        ("unemployment-rate", "rank-highest", "from the bottom", False),
        ("unemployment-rate", "rank-highest", "worst", False),
        ("unemployment-rate", "rank-highest", "best", True),
        ("office-floorspace", "rank", "largest", False),
        ("office-floorspace", "rank", "smallest", True),
        ("office-floorspace", "rank", "best", False),
    ],
)
def test_a_rank_is_counted_from_the_end_that_it_is_said_to_be_counted_from(
    indicator: str, as_: str, words: str, is_wrong: bool
) -> None:
    text = f"It stands {{{{ rank }}}} {words} of {{{{ rank.of }}}} places."
    broken = found(text, {"rank": spec(indicator, as_=as_)}, test("rank", "below", 30.0))
    assert ("rank-turned-round" in broken) is is_wrong


def test_a_title_says_the_end_that_the_rank_is_at() -> None:
    for title, is_wrong in (("Near the foot of the table", False), ("Near the top of the table", True)):
        made = {"rank": spec(as_="rank")}
        text = "It stands {{ rank }} of {{ rank.of }}."
        broken = found(text, made, test("rank", "above", 20.0), title=title, rank=34.0)
        assert ("rank-turned-round" in broken) is is_wrong
