"""Who answered, beside the population; who did not; which organisations; and what flagged answers change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from placewright.core.words import marked
from placewright.questionnaires.model import Part, Questionnaire
from placewright.questionnaires.recipe import Recipe
from placewright.questionnaires.results_cells import Basis, BoolArray, hidden_lines
from placewright.questionnaires.results_coding import Reply, coded, is_confidential, is_organisation, part_of
from placewright.questionnaires.results_model import Flagged, Profile, ProfileLine, StratumResponse, Why


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
) -> tuple[Profile, ...]:
    """Who answered by each margin of the recipe, and by each question of which the population is known."""
    made: list[Profile] = []
    for margin in recipe.margins:
        classes = [(level.codes, level.label, level.target) for level in margin.levels]
        source = f"{margin.source}, {margin.date}" if margin.date else margin.source
        made.append(_profile(questionnaire, replies, margin.question, classes, source, basis))
    held = {margin.question for margin in recipe.margins}
    by_question: dict[str, list[PopulationClass]] = {}
    for item in population:
        by_question.setdefault(item.question, []).append(item)
    for code, items in by_question.items():
        if code and code not in held:
            classes = [((item.code,), item.label, item.number) for item in items]
            made.append(_profile(questionnaire, replies, code, classes, items[0].source, basis))
    return tuple(made)


def _profile(
    questionnaire: Questionnaire,
    replies: Sequence[Reply],
    code: str,
    classes: Sequence[tuple[tuple[str, ...], str, float]],
    source: str,
    basis: Basis,
) -> Profile:
    question = questionnaire.question(code)
    given = [str(reply.answers.get(code)) if code else reply.stratum for reply in replies]
    masks: list[BoolArray] = [np.array([answer in codes for answer in given], dtype=bool) for codes, _, _ in classes]
    counts = np.array([int(mask.sum()) for mask in masks], dtype=np.int64)
    known, whole = int(counts.sum()), sum(number for _, _, number in classes)
    why = hidden_lines(counts, basis.threshold) if known >= basis.threshold else (Why.BASE,) * len(classes)
    lines = []
    for (_, label, number), mask, count, one in zip(classes, masks, counts, why, strict=True):
        share = number / whole if whole > 0 else None
        weighted = None
        if basis.design is not None and one is Why.SHOWN:
            among = np.logical_or.reduce(masks)
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


def strata_of(recipe: Recipe, replies: Sequence[Reply], threshold: int) -> tuple[StratumResponse, ...]:
    """How many were drawn in each stratum and how many answered."""
    counts = Counter(reply.stratum for reply in replies)
    made = []
    for item in recipe.strata:
        answered = sum(counts[code] for code in (item.codes or (item.code,)))
        shown = answered if answered >= threshold else None
        made.append(StratumResponse(item.label, item.population, item.drawn, shown))
    return tuple(made)


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
