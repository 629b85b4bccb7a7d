"""The recipe of a survey's weights in plain words: strata, non-response, margins with their sources, trimming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Issue, Severity
from placewright.core.said import Said
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.methods.survey_design import SurveyDesign
from placewright.methods.survey_weights import NoConvergence, design_effect, kish_effective_size, rake, trim
from placewright.questionnaires.model import Question, Questionnaire
from placewright.questionnaires.recipe_unmet import contradiction, refuse_empty
from placewright.questionnaires.rules import DECLINED
from placewright.questionnaires.standing import Standing
from placewright.workspace.records_in_toml import plain_record, record_from_plain

FloatArray = NDArray[np.float64]

UNKNOWN = "(not known)"
"""The level of who did not answer the question of a margin."""
_ROUNDS_OF_TRIMMING = 20
_SAME_BOUND = 0.01
_ABOVE_STILL = marked(
    "Not all could be kept to that bound, since the margins would not hold then: %(left)s respondents still weigh "
    "more, up to %(largest)s times the mean."
)
_HELD = marked("Weights were held to the population by '%(name)s' (%(classes)s classes; %(source)s).")
_HELD_BUT_SOME = marked(
    "Weights were held to the population by '%(name)s' (%(classes)s classes; %(source)s). %(left)s did not answer it "
    "and keep their share."
)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the list from which units were drawn: how many it holds, and how many of them were drawn.

    `codes` are those that it joins, where strata with few answers were put together; its own code without them.
    """

    code: str
    label: str
    population: int
    drawn: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One class of a margin: the options that it joins, and the population's number or share in it."""

    codes: tuple[str, ...]
    label: str
    target: float


@dataclass(frozen=True, slots=True)
class Margin:
    """What is known of the population by one question; by the stratum where no question is named."""

    levels: tuple[Level, ...]
    source: str
    question: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How answers become weights. Without strata and margins everybody counts the same."""

    population: str = ""
    """Who the results speak of, such as "enterprises with staff in the county"."""
    unit: str = ""
    """What a share is a share of, such as "firms" or "employment"."""
    strata: tuple[Stratum, ...] = ()
    clusters: bool = False
    """Whether respondents were drawn in clusters, which their answers name."""
    margins: tuple[Margin, ...] = ()
    trim_at: float | None = None
    """The largest weight as a multiple of the mean; None trims nothing."""
    note: str = ""


NO_RECIPE = Recipe()
"""Everybody counts the same."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What weights need of one respondent: answers, and how the unit was drawn."""

    answers: Mapping[str, object]
    stratum: str = ""
    cluster: str = ""
    base_weight: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """Respondents with their weights, as a design from which errors follow, and what was done in plain words."""

    design: SurveyDesign
    steps: tuple[Said, ...]
    trimmed: int

    @property
    def weights(self) -> FloatArray:
        """One a respondent."""
        return self.design.final

    @property
    def effective_size(self) -> float:
        """How many equally weighted respondents would be as precise (Kish)."""
        return kish_effective_size(self.design.final)

    @property
    def effect(self) -> float:
        """How much unequal weights alone raise a variance."""
        return design_effect(self.design.final)


def plain_recipe(recipe: Recipe) -> dict[str, Any]:
    """The recipe as plain values of JSON."""
    return plain_record(recipe)


def recipe_from_plain(content: Mapping[str, Any]) -> Recipe:
    """The recipe that plain values of JSON declare.

    Raises:
        BadRecord: they lack a key, have a strange one, or one of the wrong type.
    """
    return record_from_plain(content, Recipe, where="recipe")


def weigh(
    recipe: Recipe, units: Sequence[Unit], standing: Standing, *, labels: Mapping[str, str] | None = None
) -> Weighted:
    """Weights of respondents as the recipe says.

    Of a survey each respondent stands first for as many as its stratum holds for each answer (its own design weight,
    where it was drawn with one, raised by those of its stratum who did not answer). Then weights are raked to the
    margins; who did not answer a margin's question keeps the share that such respondents have. Weights above the bound
    are cut, what was cut shared out, and raked again.

    Args:
        labels: the words of each question, by which an error calls it; its code without them.

    Raises:
        NotForThisKind: of a consultation.
        PlacewrightError: a respondent has a stratum or an option that the recipe does not know.
        Undefined: nobody answered in a class that has a target, or the margins contradict each other.
    """
    standing.require_weights("weights")
    if not units:
        raise PlacewrightError(_("Nobody has answered."), where="weights", fix=_("Wait for answers."))
    steps: list[Said] = []
    drawn = standing is Standing.SURVEY
    stratum = _strata_of(recipe, units) if recipe.strata else None
    base = _base_weights(recipe, units, stratum, steps) if drawn else np.ones(len(units))
    if not drawn:
        steps.append(Said(marked("Nobody was drawn by chance, so everybody begins with the same weight.")))
    margins = _margins(recipe, units, base, steps)
    refuse_empty(margins, labels or {})
    trimmed = 0
    try:
        raked = _raked(margins, base) if margins else base
    except NoConvergence as error:
        raise contradiction(margins, error, labels or {}) from error
    if recipe.trim_at is not None:
        base, trimmed = _trimmed(raked, margins, recipe.trim_at)
        words = marked(
            "Weights above %(bound)s times the mean were cut, for %(cut)s of %(all)s respondents, and what was cut was "
            "shared out among the others."
        )
        steps.append(Said(words, {"bound": f"{recipe.trim_at:g}", "cut": str(trimmed), "all": str(len(units))}))
        above = base > recipe.trim_at * base.mean() * (1 + _SAME_BOUND)
        if above.any():
            left = {"left": str(int(above.sum())), "largest": f"{base.max() / base.mean():.1f}"}
            steps.append(Said(_ABOVE_STILL, left))
    sizes = None
    if drawn and stratum is not None:
        held = {item.code: float(item.population) for item in recipe.strata}
        sizes = None if recipe.clusters else np.array([held[code] for code in stratum])
    design = SurveyDesign(
        base,
        strata=np.array(stratum) if drawn and stratum is not None else None,
        clusters=np.array([unit.cluster for unit in units]) if recipe.clusters else None,
        population_sizes=sizes,
        margins=margins or None,
    )
    return Weighted(design, tuple(steps), trimmed)


def check_recipe(recipe: Recipe, questionnaire: Questionnaire, standing: Standing) -> tuple[Issue, ...]:
    """What is wrong with a recipe before there are answers."""
    return tuple(_issues(recipe, questionnaire, standing))


def _issues(recipe: Recipe, questionnaire: Questionnaire, standing: Standing) -> Iterator[Issue]:
    if standing is Standing.CONSULTATION and (recipe.strata or recipe.margins):
        yield _error("weights", _("A consultation cannot be weighted."), _("Remove strata and margins."))
    if (recipe.strata or recipe.margins) and not recipe.population:
        yield _error(
            "population", _("It is not said whom the results speak of."), _("Name the population and its source.")
        )
    if recipe.trim_at is not None and recipe.trim_at <= 1:
        yield _error(
            "trimming",
            _("A bound of %(bound)s means is too low.") % {"bound": f"{recipe.trim_at:g}"},
            _("Take 3 to 5 times the mean."),
        )
    taken = Counter(code for item in recipe.strata for code in (item.codes or (item.code,)))
    for code, times in taken.items():
        if times > 1:
            yield _error(f"stratum {code}", _("It belongs to two strata."), _("Name it once."))
    for item in recipe.strata:
        if item.population < 1 or (item.drawn is not None and not 0 < item.drawn <= item.population):
            yield _error(
                f"stratum {item.code}", _("Its numbers cannot be."), _("Give units held, and drawn up to those.")
            )
    for margin in recipe.margins:
        yield from _issues_of(margin, questionnaire)


def _issues_of(margin: Margin, questionnaire: Questionnaire) -> Iterator[Issue]:
    where = f"margin {margin.question or 'stratum'}"
    if not margin.source.strip():
        yield _error(
            where, _("Its source is not named."), _("Say where the population's numbers come from, and of when.")
        )
    if not margin.levels or any(level.target < 0 for level in margin.levels):
        yield _error(where, _("It has no levels, or a target below 0."), _("Give each class its number."))
    if not margin.question:
        return
    question = questionnaire.question(margin.question)
    if question is None:
        yield _error(where, _("There is no such question."), _("Take the code of a question with one answer."))
        return
    known = _offered(question)
    named = Counter(code for level in margin.levels for code in level.codes)
    for code, times in named.items():
        if code not in known:
            yield _error(
                where,
                _("'%(code)s' is no option of “%(question)s”.") % {"code": code, "question": question.label},
                _("Take the codes of its options."),
            )
        if times > 1:
            yield _error(where, _("'%(code)s' is in two classes.") % {"code": code}, _("Name it once."))
    missing = {option.code for option in question.options if option.missing}
    for code in sorted(known - named.keys() - missing):
        yield _error(
            where,
            _("'%(code)s' of “%(question)s” is in no class.") % {"code": code, "question": question.label},
            _("Put every option into a class, or mark it as missing."),
        )


def _error(where: str, what: str, fix: str) -> Issue:
    return Issue(Severity.ERROR, where, what, fix)


def _offered(question: Question) -> set[str]:
    return {*(option.code for option in question.options), *question.areas}


def _strata_of(recipe: Recipe, units: Sequence[Unit]) -> list[str]:
    known = {code: item.code for item in recipe.strata for code in (item.codes or (item.code,))}
    without = sum(not unit.stratum for unit in units)
    if without and "" not in known:
        raise PlacewrightError(
            _("%(without)s of %(count)s respondents have no stratum: they came without an invitation.")
            % {"without": without, "count": len(units)},
            where="weights",
            fix=_("Where nobody was drawn, leave the strata empty; margins then weigh the answers."),
        )
    strange = sorted({unit.stratum for unit in units if unit.stratum not in known})
    if strange:
        count = sum(unit.stratum not in known for unit in units)
        raise PlacewrightError(
            _("%(count)s respondents have a stratum that the recipe does not name, such as %(first)s.")
            % {"count": count, "first": f"{strange[0]!r}"},
            where="weights",
            fix=_("Add it to the strata, or join it to one of them."),
        )
    return [known[unit.stratum] for unit in units]


def _base_weights(recipe: Recipe, units: Sequence[Unit], stratum: list[str] | None, steps: list[Said]) -> FloatArray:
    own = np.array([1.0 if unit.base_weight is None else unit.base_weight for unit in units])
    has_own = any(unit.base_weight is not None for unit in units)
    if stratum is None:
        if has_own:
            steps.append(Said(marked("Each begins with the weight with which it was drawn.")))
        else:
            same = marked("All were drawn with the same chance, so everybody begins with the same weight.")
            steps.append(Said(same))
        return own
    codes = np.array(stratum)
    weights = own.copy()
    for item in recipe.strata:
        here = codes == item.code
        if not recipe.clusters and here.sum() > item.population:
            raise PlacewrightError(
                _("In the stratum “%(label)s” %(count)s answered, and it holds %(population)s units.")
                % {"label": item.label, "count": f"{here.sum():,}", "population": f"{item.population:,}"},
                where="weights",
                fix=_("Mend its number under Weights, or look whether some answered twice."),
            )
        if here.any():
            weights[here] *= item.population / weights[here].sum()
    empty = [item for item in recipe.strata if item.code not in set(stratum)]
    if empty:
        raise PlacewrightError(
            _("Nobody answered in the stratum '%(code)s', which holds %(population)s units.")
            % {"code": empty[0].code, "population": f"{empty[0].population:,}"},
            where="weights",
            fix=_("Join it with a stratum that is alike, and say so."),
        )
    words = marked(
        "Each answer stands for the units of its stratum (%(strata)s strata): those in the population over those that "
        "answered, which takes into account how many were drawn and how many of them did not answer."
    )
    steps.append(Said(words, {"strata": str(len(recipe.strata))}))
    return weights


def _margins(
    recipe: Recipe, units: Sequence[Unit], base: FloatArray, steps: list[Said]
) -> dict[str, tuple[NDArray[Any], dict[str, float]]]:
    if not recipe.margins:
        return {}
    total = sum(level.target for level in recipe.margins[0].levels)
    if recipe.strata:
        total = float(sum(item.population for item in recipe.strata))
    made: dict[str, tuple[NDArray[Any], dict[str, float]]] = {}
    for margin in recipe.margins:
        name = margin.question or "stratum"
        labels = np.array([_level(margin, unit) for unit in units])
        whole = sum(level.target for level in margin.levels)
        unknown = float(base[labels == UNKNOWN].sum() / base.sum())
        targets = {level.label: level.target / whole * total * (1 - unknown) for level in margin.levels}
        if unknown > 0:
            targets[UNKNOWN] = total * unknown
        made[name] = (labels, targets)
        held = {"name": name, "classes": str(len(margin.levels))}
        held["source"] = f"{margin.source}, {margin.date}" if margin.date else margin.source
        words = _HELD
        if unknown > 0:
            words, held["left"] = _HELD_BUT_SOME, str(int((labels == UNKNOWN).sum()))
        steps.append(Said(words, held))
    return made


def _level(margin: Margin, unit: Unit) -> str:
    answer = unit.answers.get(margin.question) if margin.question else unit.stratum
    for level in margin.levels:
        if str(answer) in level.codes:
            return level.label
    if answer is None or answer in ("", DECLINED) or margin.question:
        return UNKNOWN
    raise PlacewrightError(
        _("The stratum %(answer)s is in no class of the margin by stratum.") % {"answer": f"{answer!r}"},
        where="weights",
        fix=_("Add it to a class."),
    )


def _trimmed(
    weights: FloatArray, margins: Mapping[str, tuple[NDArray[Any], dict[str, float]]], at: float
) -> tuple[FloatArray, int]:
    """Raked weights cut to the bound as far as the margins allow, and how many were above it at first."""
    above = int(np.count_nonzero(weights > at * weights.mean()))
    for _round in range(_ROUNDS_OF_TRIMMING):
        bound = at * float(weights.mean())
        if weights.max() <= bound * (1 + 1e-6):
            break
        cut = trim(weights, at_most=bound)
        weights = _raked(margins, cut) if margins else cut
    return weights, above


def _raked(margins: Mapping[str, tuple[NDArray[Any], dict[str, float]]], base: FloatArray) -> FloatArray:
    """Base weights raked to margins."""
    labels = {name: found for name, (found, _wanted) in margins.items()}
    return rake(labels, {name: wanted for name, (_found, wanted) in margins.items()}, base)
