"""How results were made, in sentences: what its kind allows, whom it speaks of, how it was weighed and tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placewright.core.said import Said, as_written
from placewright.core.words import marked
from placewright.questionnaires.recipe import Recipe, Weighted
from placewright.questionnaires.results_model import GroupTest, QuestionResult
from placewright.questionnaires.standing import Standing

_METHODS = {
    Standing.SURVEY: marked(
        "A sample was drawn by chance. Shares are estimates of the population, weighted, each with its 95 % interval "
        "(Wilson's, with the effective size of the design); errors are linearised for strata, clusters and margins."
    ),
    Standing.QUOTA: marked(
        "Nobody was drawn by chance (quota, mailing list or panel). Shares are weighted to what is known of the "
        "population; a margin of error cannot be given, and who answered may differ in ways that no weight mends."
    ),
    Standing.CONSULTATION: marked(
        "The consultation was open to all, and who answered chose to. The numbers are counts of answers; they stand "
        "for nobody else and have no margin of error."
    ),
}
CONFIDENTIAL = marked(
    "Organisations that asked not to be named: %(number)s. Where an answer was given by fewer than %(threshold)s of "
    "them, none of them is in the table of its question, so that theirs cannot be worked out."
)
TABLES_TESTED = marked(
    "Whether groups differ is tested by Rao and Scott's F, corrected to the second order for the design of the "
    "sample, at 5 %%. Tables tested: %(tests)s; one in twenty would show a difference where there is none."
)
ANSWERS_TESTED = marked(
    "Where several answers may be given, whether groups gave one of them unequally often is tested by Rao and "
    "Scott's F for each by itself, and said only where its p, multiplied by the number of answers of the "
    "question that are tested, is below 5 %%. Answers tested: %(tests)s."
)
MEANS_TESTED = marked(
    "Whether the means of groups differ is tested by Wald's F for the design of the sample, at 5 %%. Means "
    "tested: %(tests)s; one in twenty would show a difference where there is none."
)


def method_of(
    standing: Standing,
    recipe: Recipe,
    weighted: Weighted | None,
    questions: Sequence[QuestionResult],
    *,
    limits: tuple[int, int],
    confidential: int = 0,
) -> tuple[Said, ...]:
    """Every sentence, in order.

    Args:
        standing: what the kind allows.
        recipe: how answers were weighed.
        weighted: the weights; None of a consultation.
        questions: all tables, whose tests are counted.
        limits: under which number of answers numbers are withheld, and how many an estimate needs.
        confidential: how many organisations asked not to be named.
    """
    tests = _tests(questions)
    lines = [Said(_METHODS[standing])]
    if recipe.population:
        of = {"population": recipe.population, "unit": recipe.unit}
        words = marked("The results speak of: %(population)s. A share is a share of %(unit)s.")
        lines.append(Said(words if recipe.unit else marked("The results speak of: %(population)s."), of))
    if weighted is not None:
        lines.extend(weighted.steps)
        words = marked(
            "%(answers)s answers are worth %(effective)s that weigh the same (design effect of the weights %(effect)s)."
        )
        worth = {"answers": f"{len(weighted.weights):,}", "effective": f"{weighted.effective_size:,.0f}"}
        lines.append(Said(words, {**worth, "effect": f"{weighted.effect:.2f}"}))
    counted = ((TABLES_TESTED, tests.tables), (ANSWERS_TESTED, tests.answers), (MEANS_TESTED, tests.means))
    lines += [Said(words, {"tests": f"{number:,}"}) for words, number in counted if number]
    if recipe.note:
        lines.append(as_written(recipe.note))
    words = marked(
        "Numbers that rest on fewer than %(threshold)s are withheld, and others where a small one could be worked out "
        "from them; estimates need %(least)s answers. There are no other tables than these."
    )
    threshold, least = limits
    if confidential:
        lines.append(Said(CONFIDENTIAL, {"number": str(confidential), "threshold": str(threshold)}))
    lines.append(Said(words, {"threshold": str(threshold), "least": str(least)}))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Tests:
    """How many tables, answers and means were tested."""

    tables: int
    answers: int
    means: int


def _tests(questions: Sequence[QuestionResult]) -> _Tests:
    tables = [table for question in questions for table in question.tables]
    return _Tests(
        sum(_is_made(table.test) for table in tables),
        sum(_is_made(line.test) for table in tables for line in table.lines),
        sum(_is_made(line.test) for table in tables for line in table.figures),
    )


def _is_made(test: GroupTest | None) -> bool:
    return test is not None and test.p is not None
