"""A survey's design: weights, strata, clusters, population sizes and margins, and the variance that they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext as _
from placewright.methods._margins import Margins, read_margins
from placewright.methods._vectors import require_same_length, weight_vector
from placewright.methods.survey_weights import rake_to

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.signedinteger[Any]]


class LonelyCluster(Undefined):
    """A stratum with one cluster, which says nothing of how clusters differ."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage of sampling: the stratum and the unit of each respondent, and the population's units in its stratum.

    Strata and units are numbered; a unit lies in one stratum. `unit` is None where each respondent is one, `population`
    where it is taken as endless.
    """

    stratum: IntArray
    unit: IntArray | None
    population: FloatArray | None

    @property
    def stratum_of_unit(self) -> IntArray:
        """The stratum of each unit."""
        return self.stratum if self.unit is None else _of_each(self.unit, self.stratum)


@dataclass(frozen=True, slots=True, eq=False)
class SurveyDesign:
    """How respondents were drawn and weighted; every estimate and its error is computed from it.

    Args:
        weights: how many of the population each respondent stands for; base weights where `margins` are given.
        strata: the stratum of each respondent; all in one without them.
        clusters: the cluster of each respondent, or a column for each stage, the first stage first.
        population_sizes: the number of clusters (or of units, without clusters) in the population of the respondent's
            stratum, or a column for each stage; without them the population is taken as endless.
        margins: name -> (label of each respondent, label -> total); the weights are raked to them, and errors are
            those of the residuals, so that what the margins explain does not count as error.

    Raises:
        PlacewrightError: the parts are not one a respondent, or a size is below the number drawn.
        LonelyCluster: a stratum has one cluster, and not the whole of its population.
    """

    weights: ArrayLike
    strata: ArrayLike | None = None
    clusters: ArrayLike | None = None
    population_sizes: ArrayLike | None = None
    margins: Mapping[str, tuple[ArrayLike, Mapping[Any, float]]] | None = None
    base: FloatArray = field(init=False, repr=False)
    final: FloatArray = field(init=False, repr=False)
    stages: tuple[Stage, ...] = field(init=False, repr=False)
    _held: Margins | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        where = "SurveyDesign"
        size = np.asarray(self.weights).size
        base = weight_vector(self.weights, size, where=where)
        object.__setattr__(self, "base", base)
        object.__setattr__(self, "stages", _stages(self, size, where))
        if self.margins:
            labels = {name: found for name, (found, _wanted) in self.margins.items()}
            targets = {name: wanted for name, (_found, wanted) in self.margins.items()}
            held = read_margins(labels, targets, size, where=where)
            object.__setattr__(self, "_held", held)
            object.__setattr__(self, "final", rake_to(held, base))
        else:
            object.__setattr__(self, "_held", None)
            object.__setattr__(self, "final", base)

    @property
    def respondents(self) -> int:
        """How many answered: those with a weight above 0."""
        return int(np.count_nonzero(self.final))

    @property
    def degrees_of_freedom(self) -> int:
        """Clusters of the first stage less strata, as for Student's t."""
        return self.degrees_of_freedom_of(np.ones(self.final.size, dtype=bool))

    def degrees_of_freedom_of(self, domain: NDArray[np.bool_]) -> int:
        """Those of a domain: of the clusters and strata in which it has members."""
        first, there = self.stages[0], (self.final > 0) & domain
        units = there if first.unit is None else np.bincount(first.unit, weights=there)
        strata = np.bincount(first.stratum, weights=there)
        return int(np.count_nonzero(units) - np.count_nonzero(strata))

    def covariance(self, influence: FloatArray) -> FloatArray:
        """The covariance matrix of the weighted totals of influence values, (respondent) or (respondent, estimate).

        Each is replaced by its residual from the margins (with design weights, as `calibrate` of R's `survey` does),
        weighted, added up by cluster, and spread within strata; later stages add what lies within clusters.
        """
        values = influence[:, None] if influence.ndim == 1 else influence
        if self._held is None:
            return _spread(values * self.final[:, None], self.stages)
        residual = _explained(self._held, self.base, values)
        np.subtract(values, residual, out=residual)
        residual *= self.final[:, None]
        return _spread(residual, self.stages)

    def variance(self, influence: FloatArray) -> float:
        """The variance of the weighted total of influence values."""
        return float(self.covariance(influence)[0, 0])


def _explained(margins: Margins, base: FloatArray, values: FloatArray) -> FloatArray:
    """What indicators of the margins' levels explain of values, by least squares with the base weights."""
    widths = [target.size for target in margins.targets]
    indicators = np.zeros((margins.cells, sum(widths)))
    start = 0
    for level, width in zip(margins.levels, widths, strict=True):
        indicators[np.arange(margins.cells), start + level] = 1.0
        start += width
    there = np.bincount(margins.cell, weights=base, minlength=margins.cells)
    sums = np.stack([np.bincount(margins.cell, weights=base * column, minlength=margins.cells) for column in values.T])
    gram = (indicators * there[:, None]).T @ indicators
    slopes = np.linalg.lstsq(gram, indicators.T @ sums.T, rcond=None)[0]
    fitted: FloatArray = (indicators @ slopes)[margins.cell]
    return fitted


def _spread(weighted: FloatArray, stages: tuple[Stage, ...]) -> FloatArray:
    """The covariance of totals: between units of the first stage, and within them for what the later stages draw."""
    stage, later = stages[0], stages[1:]
    totals = weighted
    if stage.unit is not None:
        number = int(stage.unit.max()) + 1
        totals = np.stack([np.bincount(stage.unit, weights=column, minlength=number) for column in weighted.T], axis=1)
    stratum = stage.stratum_of_unit
    strata = int(stratum.max()) + 1
    units = np.bincount(stratum, minlength=strata).astype(np.float64)
    population = np.full(strata, np.inf)
    if stage.population is not None:
        population[stage.stratum] = stage.population
    left = 1.0 - units / population
    centre = np.stack([np.bincount(stratum, weights=c, minlength=strata) for c in totals.T], axis=1) / units[:, None]
    away = centre[stratum]
    np.subtract(totals, away, out=away)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(left > 0, left * units / (units - 1.0), 0.0)
    scaled = scale[stratum][:, None] * away
    found: FloatArray = scaled.T @ away
    if later and stage.population is not None:
        # the part of a unit's variance that the first stage has not already: units drawn of those there are
        share = (units / population)[stage.stratum]
        found = found + _spread(weighted * np.sqrt(share)[:, None], later)
    return found


def _stages(design: SurveyDesign, size: int, where: str) -> tuple[Stage, ...]:
    clusters = _columns(design.clusters, size, "clusters", where)
    sizes = _columns(design.population_sizes, size, "population sizes", where)
    first = _numbered(_columns(design.strata, size, "strata", where)[:1], size)
    columns: list[NDArray[Any] | None] = [*clusters] or [None]
    if len(sizes) > len(columns):
        columns.append(None)
    made: list[Stage] = []
    stratum = first
    for at, column in enumerate(columns):
        unit = None if column is None else _numbered([stratum, column], size)
        population = _population(sizes[at], stratum, unit, where) if at < len(sizes) else None
        made.append(Stage(stratum, unit, population))
        if population is None:
            break  # with an endless population the first stage holds the whole variance
        stratum = np.arange(size) if unit is None else unit
    for stage in made:
        _refuse_lonely(stage, where)
    return tuple(made)


def _columns(found: ArrayLike | None, size: int, name: str, where: str) -> list[NDArray[Any]]:
    if found is None:
        return []
    table = np.asarray(found)
    if table.ndim not in (1, 2):
        raise PlacewrightError(
            _("The %(name)s have %(number)s dimensions.") % {"name": name, "number": table.ndim}, where=where
        )
    require_same_length(size, table.shape[0], name=name, where=where)
    return [table] if table.ndim == 1 else [table[:, at] for at in range(table.shape[1])]


def _numbered(columns: list[NDArray[Any]], size: int) -> IntArray:
    """The number of each distinct combination."""
    number = np.zeros(size, dtype=np.int64)
    for column in columns:
        if column.dtype.kind in "iu" and column.size and column.min() >= 0 and column.max() <= 4 * size:
            codes = column.astype(np.int64)
            width = int(codes.max()) + 1
        else:
            distinct, codes = np.unique(column, return_inverse=True)
            width = distinct.size
        combined = number * width + codes
        most = int(combined.max()) + 1 if size else 1
        if most <= 4 * size + 16:
            occurs = np.bincount(combined, minlength=most) > 0
            number = (np.cumsum(occurs) - 1)[combined]
        else:
            number = np.unique(combined, return_inverse=True)[1]
    return number


def _of_each(unit: IntArray, stratum: IntArray) -> IntArray:
    """The stratum of each unit, from those of its respondents."""
    found = np.zeros(int(unit.max()) + 1, dtype=stratum.dtype)
    found[unit] = stratum
    return found


def _population(column: NDArray[Any], stratum: IntArray, unit: IntArray | None, where: str) -> FloatArray:
    sizes = column.astype(np.float64)
    if not (np.isfinite(sizes).all() and (sizes > 0).all()):
        raise PlacewrightError(_("A population size is missing, infinite or not above 0."), where=where)
    of_unit = stratum if unit is None else _of_each(unit, stratum)
    drawn = np.bincount(of_unit, minlength=int(stratum.max()) + 1)[stratum]
    if (sizes < drawn).any():
        at = int(np.flatnonzero(sizes < drawn)[0])
        raise PlacewrightError(
            _("%(drawn)s units were drawn in a stratum of %(size)s.") % {"drawn": drawn[at], "size": f"{sizes[at]:g}"},
            where=where,
            fix=_("Give the number of units in the population of the stratum, not a share."),
        )
    return sizes


def _refuse_lonely(stage: Stage, where: str) -> None:
    alone = (np.bincount(stage.stratum_of_unit) == 1)[stage.stratum]
    if stage.population is not None:
        alone &= stage.population > 1
    if alone.any():
        raise LonelyCluster(
            _("%(strata)s strata (or clusters, at a later stage) have one unit each.")
            % {"strata": np.unique(stage.stratum[alone]).size},
            where=where,
            fix=_("Join such a stratum with one that is alike, before looking at results."),
        )
