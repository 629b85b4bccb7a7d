"""Results of a survey or consultation: every question as tables, with what its kind allows to be said and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.questionnaires.model import Part, Question, Questionnaire
from placewright.questionnaires.recipe import NO_RECIPE, Margin, Recipe, Unit, Weighted, weigh
from placewright.questionnaires.results_cells import Basis, BoolArray
from placewright.questionnaires.results_coding import (
    Coded,
    Reply,
    coded,
    given_by,
    is_confidential,
    is_organisation,
    part_of,
    without_rare,
)
from placewright.questionnaires.results_flagged import flagged_changes
from placewright.questionnaires.results_layouts import LAYOUT, LINKED_TABLES_SINCE
from placewright.questionnaires.results_method import method_of
from placewright.questionnaires.results_model import Omission, Panel, QuestionResult, Results, Table, Why
from placewright.questionnaires.results_named import named_answers
from placewright.questionnaires.results_profile import (
    PopulationClass,
    Published,
    flagged_effect,
    listed_organisations,
    profiles,
    strata_of,
)
from placewright.questionnaires.results_tables import broken_down, named_or_many, whole_table
from placewright.questionnaires.standing import Standing

HELD_TO = marked("Weights were held to the population by this question: the shares are the population's own.")
HELD_TO_JOINED = marked(
    "Weights were held to the population by this question, some of its answers joined: the shares of those together "
    "are the population's own, and how they divide is what the respondents say."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of the answers; all of it is decided before results are seen."""

    standing: Standing
    recipe: Recipe = NO_RECIPE
    breakdowns: tuple[str, ...] = ()
    """Codes of the questions by which results are broken down: the only tables there are."""
    population: tuple[PopulationClass, ...] = ()
    """What is known of the population, to set beside who answered a consultation."""
    threshold: int = 10
    least_base: int = 30
    names_answers: bool = False
    """Whether it was told before it opened that organisations' answers are published under their names."""


def make_results(
    questionnaire: Questionnaire, replies: Sequence[Reply], plan: Plan, *, layout: int = LAYOUT
) -> Results:
    """The tables of all questions, weighted as the recipe says and checked for what small numbers would give away.

    The order of the replies changes nothing: they are taken by their references.

    Args:
        layout: the layout to make tables in; an older one only to compare with tables that were kept under it, since
            it gives what could be subtracted.

    Raises:
        PlacewrightError: nobody has answered, a breakdown is no question with options, or the weights cannot be made.
    """
    if not replies:
        raise PlacewrightError(_("Nobody has answered."), where="results", fix=_("Wait for answers."))
    held = sorted(replies, key=lambda reply: reply.reference)
    weighted = _weighted(held, plan, {one.code: one.label for one in questionnaire.questions()})
    basis = Basis(
        plan.standing,
        None if weighted is None else weighted.design,
        plan.threshold,
        plan.least_base,
        has_population=bool(plan.recipe.strata),
    )
    panels = _panels(questionnaire, held, plan.standing)
    by = [_breakdown(questionnaire, code) for code in plan.breakdowns]
    given = {one.question: _note_of(one) for one in plan.recipe.margins} if weighted is not None else {}
    hiding = np.array([is_confidential(questionnaire, reply) for reply in held], dtype=bool)
    is_linked = layout >= LINKED_TABLES_SINCE
    crossed = {one.code: _crossed_by(one.code, by, once=is_linked) for one in questionnaire.questions()}
    questions = tuple(_noted(one, given) for one in _questions(questionnaire, held, basis, panels, crossed, hiding))
    hidden = int((panels[Panel.ORGANISATIONS] & hiding).sum()) if Panel.ORGANISATIONS in panels else 0
    limits = (plan.threshold, plan.least_base)
    said = method_of(plan.standing, plan.recipe, weighted, questions, limits=limits, confidential=hidden)
    published = Published(panels, hiding, questions)
    changes = flagged_changes(questionnaire, held, basis, panels, hiding, questions)
    people, bodies = panels.get(Panel.INDIVIDUALS), panels.get(Panel.ORGANISATIONS)
    listed, unlisted = listed_organisations(questionnaire, held)
    if bodies is None:
        listed, unlisted = (), 0
    return Results(
        title=questionnaire.title,
        standing=plan.standing,
        respondents=len(held),
        individuals=None if people is None else int(people.sum()),
        organisations=None if bodies is None else int(bodies.sum()),
        questions=questions,
        profiles=profiles(questionnaire, held, plan.recipe, plan.population, basis, published),
        strata=strata_of(plan.recipe, held, plan.threshold, is_linked=is_linked)
        if plan.standing is Standing.SURVEY
        else (),
        flagged=replace(flagged_effect(questionnaire, held), changes=changes),
        effective=None if weighted is None else round(weighted.effective_size, 1),
        population=plan.recipe.population,
        unit=plan.recipe.unit,
        method=tuple(str(line) for line in said),
        said=said,
        listed=listed,
        unlisted=unlisted,
        named=named_answers(questionnaire, held) if bodies is not None and plan.names_answers else (),
        omissions=_omissions(questions),
        threshold=plan.threshold,
        least_base=plan.least_base,
    )


def _weighted(replies: Sequence[Reply], plan: Plan, labels: Mapping[str, str]) -> Weighted | None:
    if plan.standing is Standing.CONSULTATION:
        if plan.recipe.strata or plan.recipe.margins:
            plan.standing.require_weights("results")
        return None
    units = [Unit(reply.answers, reply.stratum, reply.cluster, reply.base_weight) for reply in replies]
    return weigh(plan.recipe, units, plan.standing, labels=labels)


def _panels(questionnaire: Questionnaire, replies: Sequence[Reply], standing: Standing) -> dict[Panel, BoolArray]:
    if standing is not Standing.CONSULTATION or part_of(questionnaire, Part.RESPONDENT) is None:
        return {Panel.ALL: np.ones(len(replies), dtype=bool)}
    bodies = np.array([bool(is_organisation(questionnaire, reply)) for reply in replies], dtype=bool)
    return {Panel.INDIVIDUALS: ~bodies, Panel.ORGANISATIONS: bodies}


def _breakdown(questionnaire: Questionnaire, code: str) -> Question:
    found = questionnaire.question(code)
    if found is None or not (found.options or found.areas):
        raise PlacewrightError(
            _("Results cannot be broken down by '%(code)s'.") % {"code": code},
            where="breakdowns",
            fix=_("Take the code of a question that is answered by one of several options."),
        )
    return found


def _crossed_by(code: str, by: Sequence[Question], *, once: bool) -> tuple[Question, ...]:
    """The breakdowns by which a question's answers are shown.

    Of two breakdowns the later is broken down by the earlier, and not the other way round as well: both tables hold the
    same cells, each withholds others, and what one withholds could be read from the other.
    """
    codes = [one.code for one in by]
    earlier = by[: codes.index(code)] if once and code in codes else by
    return tuple(one for one in earlier if one.code != code)


def _questions(
    questionnaire: Questionnaire,
    replies: Sequence[Reply],
    basis: Basis,
    panels: dict[Panel, BoolArray],
    crossed: Mapping[str, Sequence[Question]],
    hiding: BoolArray,
) -> Iterator[QuestionResult]:
    for page in questionnaire.pages:
        for group in page.groups:
            for question in group.questions:
                if question.part is Part.RESPONDENT and Panel.ORGANISATIONS in panels:
                    continue  # the tables stand apart by it already
                tables: list[Table] = []
                for answers in coded(question, replies):
                    tables.extend(_tables(question, answers, replies, basis, panels, crossed[question.code], hiding))
                if tables:
                    unit = "GBP" if question.kind.value == "money" else "year" if question.is_year else question.unit
                    title = page.title or page.code
                    yield QuestionResult(question.code, question.label, question.kind, title, unit, tuple(tables))


def _note_of(margin: Margin) -> str:
    return HELD_TO_JOINED if any(len(level.codes) > 1 for level in margin.levels) else HELD_TO


def _noted(result: QuestionResult, margins: Mapping[str, str]) -> QuestionResult:
    """A question to whose answers in the population the weights were held tells nothing new, and says so."""
    if result.code not in margins:
        return result
    return replace(result, tables=tuple(replace(table, note=margins[result.code]) for table in result.tables))


def _tables(
    question: Question,
    every: Coded,
    replies: Sequence[Reply],
    basis: Basis,
    panels: dict[Panel, BoolArray],
    by: Sequence[Question],
    hiding: BoolArray,
) -> Iterator[Table]:
    for panel, everybody in panels.items():
        members, answers = everybody, every
        if panel is Panel.ORGANISATIONS:
            members = named_or_many(answers, everybody, hiding, basis.threshold)
        if not members.any():
            continue
        answers = given_by(answers, members)
        if panel is not Panel.ORGANISATIONS:
            answers = without_rare(answers, members, basis.threshold)
        whole = whole_table(question, answers, basis, panel, members)
        yield whole
        if panel is Panel.ORGANISATIONS or not (answers.lines or answers.values is not None):
            continue
        for other in by:
            table = broken_down(answers, whole, basis, members, (other, replies))
            if table is not None:
                yield table


def _omissions(questions: Sequence[QuestionResult]) -> tuple[Omission, ...]:
    found: Counter[tuple[str, Why]] = Counter()
    for question in questions:
        for table in question.tables:
            what = f"breakdown by {table.by}" if table.by else marked("whole tables")
            found.update((what, cell.why) for line in table.lines for cell in line.cells)
            found.update((what, amount.why) for line in table.figures for amount in line.amounts)
    return tuple(Omission(what, why, number) for (what, why), number in found.items() if why is not Why.SHOWN)
