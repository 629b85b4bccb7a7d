"""The responses of one survey or consultation as results take them, and the plan by which they are counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from placewright.questionnaires.model import Option, Page, Question, Questionnaire
from placewright.questionnaires.recipe import Recipe, recipe_from_plain
from placewright.questionnaires.results import Plan
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_profile import PopulationClass
from placewright.questionnaires.standing import Standing
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument, InstrumentKind, Response
from placewright.web.engagement.monitoring import COUNTED


@dataclass(frozen=True, slots=True)
class Counted:
    """All that results are made of: every version that was asked, the newest in words, the responses, and the plan."""

    versions: tuple[Questionnaire, ...]
    newest: Questionnaire
    replies: tuple[Reply, ...]
    plan: Plan


def counted_responses(instrument: Instrument) -> Counted:
    """What counts now: accepted responses and those to be looked at, without what is held, withdrawn or a duplicate."""
    versions = {version.pk: version.questionnaire for version in instrument.versions.order_by("number")}
    rows = instrument.responses.filter(state__in=COUNTED, shredded_at=None)
    replies = tuple(_reply(row, versions[row.version_id]) for row in rows.prefetch_related("flags").order_by("id"))
    newest = list(versions.values())[-1]
    return Counted(tuple(versions.values()), with_area_names(newest), replies, plan_of_results(instrument))


def plan_of_results(instrument: Instrument) -> Plan:
    """Kind, weights, breakdowns, and what is known of the population."""
    known = tuple(
        PopulationClass(item.question, item.code, item.label, item.population, item.source_words)
        for item in instrument.reach.all()
        if item.question and item.population
    )
    names = instrument.kind_of is InstrumentKind.CONSULTATION and facts_of(instrument).names_answers
    recipe, by = recipe_of(instrument), tuple(instrument.breakdowns or ())
    return Plan(Standing(instrument.kind), recipe, by, known, names_answers=names)


def recipe_of(instrument: Instrument) -> Recipe:
    """The recipe of the weights as it was written so far."""
    return recipe_from_plain(instrument.design or {})


def with_area_names(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with areas as options under their names, so that tables say those and not codes."""
    return replace(questionnaire, pages=tuple(_page(page) for page in questionnaire.pages))


def _page(page: Page) -> Page:
    groups = (replace(group, questions=tuple(_question(one) for one in group.questions)) for group in page.groups)
    return replace(page, groups=tuple(groups))


def _question(question: Question) -> Question:
    if not question.areas:
        return question
    named = tuple(Option(code, name) for code, name in area_names(question.areas).items())
    others = tuple(option for option in question.options if option.code not in question.areas)
    return replace(question, areas=(), options=(*named, *others))


def _reply(row: Response, questionnaire: Questionnaire) -> Reply:
    flagged = any(flag.cleared_at is None for flag in row.flags.all())
    found = reply_of(questionnaire, row.reference, row.answers, flagged=flagged)
    return replace(found, stratum=row.stratum, cluster=row.cluster, base_weight=row.base_weight)
