"""The recipe of weights: by hand on small surveys, refused for consultations, and told in plain words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.survey_weights import NoConvergence
from placewright.questionnaires.recipe import (
    UNKNOWN,
    Level,
    Margin,
    Recipe,
    Stratum,
    Unit,
    check_recipe,
    plain_recipe,
    recipe_from_plain,
    weigh,
)
from placewright.questionnaires.standing import NotForThisKind, Standing
from unit.questionnaires.asked import EVERY_KIND

STRATA = (Stratum("small", "Small", 900, 90), Stratum("large", "Large", 100, 20))
SIZE = Margin((Level(("micro",), "Small", 700), Level(("larger",), "Large", 300)), "A list of the Vale", "size", "2025")
RECIPE = Recipe(population="firms of the Vale", unit="firms", strata=STRATA)


def _units(*parts: tuple[str, str, int]) -> list[Unit]:
    return [Unit({"size": size} if size else {}, stratum) for stratum, size, times in parts for _ in range(times)]


def test_an_answer_stands_for_its_share_of_the_stratum() -> None:
    weighted = weigh(RECIPE, _units(("small", "micro", 30), ("large", "larger", 10)), Standing.SURVEY)

    assert weighted.weights.tolist() == pytest.approx([30.0] * 30 + [10.0] * 10)


def test_design_weights_within_a_stratum_are_raised_by_who_did_not_answer() -> None:
    units = [Unit({}, "small", base_weight=5.0), Unit({}, "small", base_weight=10.0)]
    units += _units(("large", "larger", 4))

    weighted = weigh(RECIPE, units, Standing.SURVEY)

    assert weighted.weights.tolist() == pytest.approx([300.0, 600.0, 25.0, 25.0, 25.0, 25.0])


def test_margins_hold_and_who_did_not_answer_keeps_the_share_they_have() -> None:
    recipe = Recipe(population="firms", margins=(SIZE,))

    weighted = weigh(recipe, _units(("", "micro", 4), ("", "larger", 4), ("", "", 2)), Standing.QUOTA)

    assert weighted.weights.sum() == pytest.approx(1_000)
    assert weighted.weights.tolist() == pytest.approx([140.0] * 4 + [60.0] * 4 + [100.0] * 2)
    assert UNKNOWN not in " ".join(map(str, weighted.steps))
    assert "2 did not answer it" in str(weighted.steps[-1])


def test_trimmed_weights_keep_the_total_and_the_bound() -> None:
    recipe = replace(RECIPE, trim_at=1.5)

    weighted = weigh(recipe, _units(("small", "micro", 10), ("large", "larger", 40)), Standing.SURVEY)

    assert weighted.weights.sum() == pytest.approx(1_000)
    assert weighted.weights.max() <= 1.5 * weighted.weights.mean() * (1 + 1e-6)
    assert weighted.trimmed == 10


def test_equal_weights_lose_no_precision() -> None:
    weighted = weigh(Recipe(), _units(("", "micro", 50)), Standing.SURVEY)

    assert weighted.effective_size == pytest.approx(50)
    assert weighted.effect == pytest.approx(1)


def test_a_consultation_is_not_weighted_and_the_reason_is_given() -> None:
    with pytest.raises(NotForThisKind, match="who answered chose to"):
        weigh(RECIPE, _units(("small", "micro", 3)), Standing.CONSULTATION)


def test_a_stratum_where_nobody_answered_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(PlacewrightError, match="Nobody answered in the stratum 'large'") as refused:
        weigh(RECIPE, _units(("small", "micro", 3)), Standing.SURVEY)

    assert "Join it" in str(refused.value.fix)


def test_answers_without_a_stratum_are_told_how_they_are_weighed() -> None:
    with pytest.raises(PlacewrightError, match="3 of 5 respondents have no stratum") as refused:
        weigh(RECIPE, _units(("small", "micro", 2), ("", "micro", 3)), Standing.QUOTA)

    assert "leave the strata empty" in str(refused.value.fix)


def test_a_class_with_a_target_and_no_answers_is_an_error() -> None:
    with pytest.raises(Undefined, match="Nobody answered in the class “Large”"):
        weigh(Recipe(margins=(SIZE,)), _units(("", "micro", 3)), Standing.QUOTA)


def test_strata_that_were_joined_count_as_one() -> None:
    joined = replace(RECIPE, strata=(Stratum("all", "All", 1_000, codes=("small", "large")),))

    weighted = weigh(joined, _units(("small", "micro", 5), ("large", "larger", 5)), Standing.SURVEY)

    assert weighted.weights.tolist() == pytest.approx([100.0] * 10)


def test_weights_reported_by_hand_equal_those_of_the_same_margins_raked_at_once() -> None:
    units = _units(("small", "micro", 6), ("small", "larger", 3), ("large", "micro", 2), ("large", "larger", 4))

    weights = weigh(replace(RECIPE, margins=(SIZE,)), units, Standing.SURVEY).weights
    sizes = np.array([unit.answers["size"] for unit in units])

    assert weights[sizes == "micro"].sum() == pytest.approx(700)
    assert weights[sizes == "larger"].sum() == pytest.approx(300)


def test_a_recipe_comes_back_from_plain_values() -> None:
    recipe = replace(RECIPE, margins=(SIZE,), trim_at=4.0)

    assert recipe_from_plain(plain_recipe(recipe)) == recipe


def test_a_recipe_is_checked_before_there_are_answers() -> None:
    size = replace(SIZE, source="", levels=(Level(("micro", "gone"), "Small", 700),))
    recipe = Recipe(strata=(Stratum("small", "Small", 10, 20),), margins=(size,), trim_at=0.5)

    found = {str(issue.where) for issue in check_recipe(recipe, EVERY_KIND, Standing.SURVEY)}
    words = " ".join(issue.what for issue in check_recipe(recipe, EVERY_KIND, Standing.SURVEY))

    assert found == {"population", "trimming", "stratum small", "margin size"}
    assert "'gone' is no option of “How many work there?”" in words
    assert "'larger' of “How many work there?” is in no class" in words


def test_a_whole_recipe_has_no_issues() -> None:
    assert check_recipe(replace(RECIPE, margins=(SIZE,)), EVERY_KIND, Standing.SURVEY) == ()


def _crossed(*cells: tuple[str, str, int]) -> list[Unit]:
    return [Unit({"size": size, "trade": trade}) for size, trade, times in cells for _ in range(times)]


TRADE = Margin((Level(("shop",), "Shops", 400), Level(("mill",), "Mills", 600)), "A list of the Vale", "trade", "2025")
CROSSED = Recipe(population="firms", margins=(SIZE, TRADE))
WORDS = {"size": "How large is it?", "trade": "What does it do?"}


def test_a_class_without_an_answer_is_named_by_its_question_with_its_number() -> None:
    with pytest.raises(Undefined) as refused:
        weigh(CROSSED, _crossed(("micro", "mill", 5), ("larger", "mill", 5)), Standing.QUOTA, labels=WORDS)

    said = str(refused.value)
    assert (
        "Nobody answered in the class “Shops” of “What does it do?”, which should come to 400 and comes to 0." in said
    )
    assert "Join it under Weights with a class that is alike, or leave this margin out" in said


def test_a_class_that_another_margin_leaves_no_room_is_named_with_both_numbers() -> None:
    units = _crossed(("micro", "shop", 20), ("larger", "mill", 20))
    with pytest.raises(NoConvergence) as refused:
        weigh(CROSSED, units, Standing.QUOTA, labels=WORDS)

    said = str(refused.value)
    assert "The class “Small” of “How large is it?” should come to 700 and comes to 400 at most" in said
    assert "all who answered in it are in “Shops” of “What does it do?”" in said
    assert "rake" not in said


def test_margins_that_fail_by_several_classes_at_once_name_the_furthest_with_what_it_comes_to() -> None:
    size = Margin(tuple(Level((one,), one.upper(), 250) for one in "abcd"), "A list", "size")
    trade = Margin(
        tuple(Level((one,), one.upper(), n) for one, n in zip("wxyz", (450, 150, 200, 200), strict=True)), "", "trade"
    )
    cells = [
        ("a", "x", 3),
        ("a", "y", 3),
        ("b", "x", 3),
        ("b", "y", 3),
        ("c", "x", 3),
        ("c", "y", 3),
        ("d", "w", 3),
        ("d", "z", 3),
    ]
    cells += [("c", "w", 3)]
    units = _crossed(*cells)
    with pytest.raises(
        NoConvergence, match=r"Furthest away stays the class “\w” of “\w+”: it should come to"
    ) as refused:
        weigh(Recipe(margins=(size, trade)), units, Standing.QUOTA)

    assert "and comes to" in str(refused.value)


def test_a_bound_that_the_margins_do_not_allow_is_said_to_be_passed() -> None:
    units = _crossed(("micro", "shop", 2), ("micro", "mill", 1), ("larger", "shop", 40), ("larger", "mill", 40))

    weighted = weigh(replace(CROSSED, trim_at=3.0), units, Standing.QUOTA)

    assert weighted.weights.max() > 3.0 * weighted.weights.mean()
    assert "3 respondents still weigh more, up to" in str(weighted.steps[-1])


def test_more_answers_than_a_stratum_holds_are_refused_with_both_numbers() -> None:
    recipe = Recipe(population="firms", strata=(Stratum("small", "Small", 3),))
    with pytest.raises(PlacewrightError, match="In the stratum “Small” 4 answered, and it holds 3 units"):
        weigh(recipe, _units(("small", "micro", 4)), Standing.SURVEY)
