"""Who answered, beside the population; who did not; which organisations; and what flagged answers change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.questionnaires.model import Part, Question, Questionnaire
from placewright.questionnaires.recipe import Recipe
from placewright.questionnaires.results_cells import Basis, BoolArray, hidden_lines
from placewright.questionnaires.results_coding import Reply, coded, is_confidential, is_organisation, part_of
from placewright.questionnaires.results_model import (
    Flagged,
    Panel,
    Profile,
    ProfileLine,
    QuestionResult,
    StratumResponse,
    Table,
    Why,
)
from placewright.questionnaires.results_tables import named_or_many


@dataclass(frozen=True, slots=True)
class PopulationClass:
    """How many of the population would give one answer to one question, as far as a source knows."""

    question: str
    code: str
    label: str
    number: float
    source: str = ""


def profiles(
    questionnaire: Questionnaire,
    replies: Sequence[Reply],
    recipe: Recipe,
    population: Sequence[PopulationClass],
    basis: Basis,
    published: Published,
) -> tuple[Profile, ...]:
    """Who answered by each margin of the recipe, and by each question of which the population is known.

    Where the question has tables, who answered is added up from what they show and from nothing else, so that a
    number which they withhold does not follow from here. One class alone is compared with nothing.
    """
    made: list[Profile] = []
    for margin in recipe.margins:
        classes = [(level.codes, level.label, level.target) for level in margin.levels]
        source = f"{margin.source}, {margin.date}" if margin.date else margin.source
        made.append(_profile(questionnaire, replies, margin.question, classes, source, basis, published))
    held = {margin.question for margin in recipe.margins}
    by_question: dict[str, list[PopulationClass]] = {}
    for item in population:
        by_question.setdefault(item.question, []).append(item)
    for code, items in by_question.items():
        if code and code not in held:
            classes = [((item.code,), item.label, item.number) for item in items]
            made.append(_profile(questionnaire, replies, code, classes, _source_of(items), basis, published))
    return tuple(one for one in made if len(one.lines) > 1)


def _source_of(items: Sequence[PopulationClass]) -> str:
    """The source of the numbers; where classes have several, each with the classes whose numbers are its."""
    by_source: dict[str, list[str]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item.label)
    if len(by_source) == 1:
        return items[0].source
    unsaid = _("the source is not said")
    return ". ".join(f"{', '.join(labels)}: {source.rstrip('.') or unsaid}" for source, labels in by_source.items())


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """What the tables of all questions were made of: their panels, who is not named, and the tables."""

    panels: Mapping[Panel, BoolArray]
    hiding: BoolArray
    questions: Sequence[QuestionResult]


def _profile(
    questionnaire: Questionnaire,
    replies: Sequence[Reply],
    code: str,
    classes: Sequence[tuple[tuple[str, ...], str, float]],
    source: str,
    basis: Basis,
    published: Published,
) -> Profile:
    question = questionnaire.question(code)
    given = [str(reply.answers.get(code)) if code else reply.stratum for reply in replies]
    masks: list[BoolArray] = [np.array([answer in codes for answer in given], dtype=bool) for codes, _, _ in classes]
    tables = () if question is None else _whole_tables(question, published)
    if question is not None and tables:
        members = _counted(question, replies, published, basis.threshold)
        masks = [mask & members for mask in masks]
    counts = np.array([int(mask.sum()) for mask in masks], dtype=np.int64)
    why = hidden_lines(counts, basis.threshold) if counts.sum() >= basis.threshold else (Why.BASE,) * len(classes)
    is_whole_known = True
    if tables:
        open_codes, offered = _codes_shown(tables)
        has_base = all(table.groups[0].base is not None for table in tables)
        why = tuple(_shown(codes, open_codes, offered, has_base=has_base) for codes, _, _ in classes)
        is_whole_known = has_base and offered <= {code for codes, _, _ in classes for code in codes}
    compared = [at for at, one in enumerate(why) if is_whole_known or one is Why.SHOWN]
    known, whole = int(counts[compared].sum()), sum(classes[at][2] for at in compared)
    lines = []
    for at, ((_codes, label, number), mask, count, one) in enumerate(zip(classes, masks, counts, why, strict=True)):
        share = number / whole if at in compared and len(compared) > 1 and whole > 0 else None
        weighted = None
        if basis.design is not None and one is Why.SHOWN:
            among = np.logical_or.reduce([masks[to] for to in compared])
            weighted = round(float(basis.design.final @ mask / (basis.design.final @ among)), 6)
        lines.append(
            ProfileLine(
                label,
                int(count) if one is Why.SHOWN else None,
                None if share is None else round(share, 6),
                None if share is None or known < basis.threshold else round(share * known),
                weighted,
            )
        )
    return Profile(code or "stratum", question.label if question else marked("Stratum"), source, tuple(lines))


def _whole_tables(question: Question, published: Published) -> tuple[Table, ...]:
    """The tables of all answers to a question by one of several options, those of people first."""
    found = [one for one in published.questions if one.code == question.code]
    tables = [table for one in found for table in one.tables if not table.by and table.lines and not table.several]
    return tuple(sorted(tables, key=lambda table: table.panel is Panel.ORGANISATIONS))


def _counted(question: Question, replies: Sequence[Reply], published: Published, threshold: int) -> BoolArray:
    """Whom the tables of a question count."""
    answers = next(coded(question, replies))
    counted: BoolArray = np.zeros(len(replies), dtype=bool)
    for panel, members in published.panels.items():
        hides = panel is Panel.ORGANISATIONS
        counted |= named_or_many(answers, members, published.hiding, threshold) if hides else members
    return counted


def _codes_shown(tables: Sequence[Table]) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of which every table shows the number, and all codes that tables have a line for."""
    offered = frozenset(line.code for table in tables for line in table.lines)
    withheld = {line.code for table in tables for line in table.lines if line.cells[0].why is not Why.SHOWN}
    return offered - withheld, offered


def _shown(codes: Sequence[str], open_codes: frozenset[str], offered: frozenset[str], *, has_base: bool) -> Why:
    """Whether the number of a class follows from what tables show.

    It does where they show all of its codes, and where all that they withhold are its codes, which leaves the base.
    """
    there = offered & set(codes)
    if there and (there <= open_codes or (has_base and offered - open_codes <= there)):
        return Why.SHOWN
    return Why.FOR_OTHERS


def strata_of(
    recipe: Recipe, replies: Sequence[Reply], threshold: int, *, is_linked: bool = True
) -> tuple[StratumResponse, ...]:
    """How many were drawn in each stratum and how many answered.

    The strata add to all who answered, which is public: where the number of one is withheld, another's is as well.
    `is_linked` is False for tables kept before that was so.
    """
    counts = Counter(reply.stratum for reply in replies)
    answered = [sum(counts[code] for code in (item.codes or (item.code,))) for item in recipe.strata]
    may_show = [number >= threshold for number in answered]
    if is_linked:
        may_show = [why is Why.SHOWN for why in hidden_lines(np.array(answered, dtype=np.int64), threshold)]
    return tuple(
        StratumResponse(item.label, item.population, item.drawn, number if is_shown else None)
        for item, number, is_shown in zip(recipe.strata, answered, may_show, strict=True)
    )


def listed_organisations(questionnaire: Questionnaire, replies: Sequence[Reply]) -> tuple[tuple[str, ...], int]:
    """Names of organisations that may be named, in order, and how many others answered."""
    naming = part_of(questionnaire, Part.ORGANISATION)
    names: dict[str, str] = {}
    unlisted = 0
    for reply in replies:
        if not is_organisation(questionnaire, reply):
            continue
        name = " ".join(str(reply.answers.get(naming.code, "")).split()) if naming else ""
        if name and not is_confidential(questionnaire, reply):
            names.setdefault(name.casefold(), name)
        else:
            unlisted += 1
    return tuple(names[key] for key in sorted(names)), unlisted


def flagged_effect(questionnaire: Questionnaire, replies: Sequence[Reply]) -> Flagged:
    """How much the answers that should be looked at change; never a second set of tables, which could be subtracted."""
    flagged = np.array([reply.is_flagged for reply in replies], dtype=bool)
    number = int(flagged.sum())
    if number == 0 or number == len(replies):
        return Flagged(number, None)
    largest, where = 0.0, ""
    for question in questionnaire.questions():
        for answers in coded(question, replies):
            with_them, without = answers.base, answers.base & ~flagged
            if not answers.lines or without.sum() < 30:
                continue
            change = np.abs(answers.chosen[with_them].mean(axis=0) - answers.chosen[without].mean(axis=0)).max()
            if change > largest:
                largest, where = float(change), question.code
    return Flagged(number, round(100 * largest, 1), where)
