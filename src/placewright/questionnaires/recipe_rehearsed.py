"""How often each class by which a recipe weighs is heard in a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.recipe import Recipe

_EQUAL = 0.5
_MOST_OF_A_STRATUM = 0.8


def question_of_strata(questionnaire: Questionnaire, recipe: Recipe) -> str:
    """The question whose options are the strata; empty where none is."""
    codes = {stratum.code for stratum in recipe.strata}
    fitting = (q.code for q in questionnaire.questions() if codes and codes <= {option.code for option in q.options})
    return next(fitting, "")


def classes_to_hear(questionnaire: Questionnaire, recipe: Recipe, count: int) -> dict[str, dict[str, float]]:
    """Of each question by which answers are weighed, the share of a rehearsal of so many that gives each option."""
    by_question = {margin.question: [(one.codes, one.target) for one in margin.levels] for margin in recipe.margins}
    strata = question_of_strata(questionnaire, recipe)
    if strata:
        by_question[strata] = [((item.code,), float(item.population)) for item in recipe.strata]
    found: dict[str, dict[str, float]] = {}
    for code, classes in by_question.items():
        there = [(codes, target) for codes, target in classes if codes and target > 0]
        if code and there:
            shares = heard([target for _codes, target in there], count if code == strata else 0)
            found[code] = {
                one: share / len(codes) for (codes, _target), share in zip(there, shares, strict=True) for one in codes
            }
    return found


def heard(sizes: Sequence[float], count: int) -> list[float]:
    """The share of respondents in each class: half by its size and half the same for all, so that small ones are heard.

    Where classes are strata from which so many are drawn, less is the same for all, so that none holds fewer than
    answer in it.

    >>> heard([90, 10], 0)
    [0.7, 0.3]
    """
    whole = sum(sizes)
    equal = _EQUAL
    for size in sizes:
        spread = 1 / len(sizes) - size / whole
        if count and spread > 0:
            equal = min(equal, max(0.0, (_MOST_OF_A_STRATUM * size / count - size / whole) / spread))
    return [round((1 - equal) * size / whole + equal / len(sizes), 12) for size in sizes]
