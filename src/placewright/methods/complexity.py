"""Economic complexity: what the industries of a place say about it, and the places of an industry about that."""

from __future__ import annotations

import contextlib

import numpy as np
from numpy.typing import ArrayLike

from placewright.core.errors import PlacewrightError, Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods._vectors import BoolArray, FloatArray, IntArray, finite_vector, require_same_length

NOTHING_COUNTED = "Nothing is counted there."
"""The reason for a missing index of a place or an industry."""

SAME_EIGENVALUE = 1e-9
"""Eigenvalues nearer than this are one, so that their eigenvectors are any mixture of each other."""


DENSE_UP_TO = 90
"""Matrices up to this size are decomposed at once."""


@dataclass(frozen=True, slots=True, eq=False)
class EconomicComplexity:
    """Indices by place (`eci diversity`), by industry (`pci ubiquity`), by two industries, by place and industry.

    `sign_correlation` is that of ECI with diversity (or what it was told to rise with): near 0 its sign says little. A
    place or an industry with no counts has NaN for its indices (and diversity or ubiquity 0): `place_reason` and
    `industry_reason` say so. `proximity` has the industries on both sides; `presence` and `density` are (place,
    industry).
    """

    eci: FloatArray
    pci: FloatArray
    proximity: FloatArray
    density: FloatArray
    presence: BoolArray
    diversity: IntArray
    ubiquity: IntArray
    second_eigenvalue: float
    sign_correlation: float

    def place_reason(self, place: int) -> str | None:
        """Why a place has no index, or None where it has one."""
        return None if self.diversity[place] else NOTHING_COUNTED

    def industry_reason(self, industry: int) -> str | None:
        """Why an industry has no index, or None where it has one."""
        return None if self.ubiquity[industry] else NOTHING_COUNTED


def economic_complexity(
    counts: ArrayLike, *, rising_with: ArrayLike | None = None, own_proximity: bool = False
) -> EconomicComplexity:
    """Complexity, proximity and density from counts (jobs, GVA, exports) of every place and industry.

    An industry is present in a place where its location quotient (Balassa's revealed comparative advantage) is 1 or
    more; the rest is `complexity_of_presence`. The wider economy is the sum of the places given, so give all of it.
    Rounded or suppressed counts move industries across the threshold: small places and fine industries are the least
    certain.

    >>> counts = [[40, 30, 20, 10], [40, 30, 5, 0], [40, 20, 0, 0], [60, 5, 5, 0]]
    >>> result = economic_complexity(counts)
    >>> result.presence.astype(int).tolist()
    [[0, 1, 1, 1], [0, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0]]
    >>> np.round(result.eci, 3).tolist()
    [1.286, 0.518, -0.429, -1.376]
    """
    return complexity_of_presence(presence_of(counts), rising_with=rising_with, own_proximity=own_proximity)


def presence_of(counts: ArrayLike) -> BoolArray:
    """Where the location quotient is 1 or more: the industry's share of the place is at least its share of all places.

    Raises:
        Undefined: a count is missing, infinite or negative.

    >>> presence_of([[8, 2], [4, 6]]).tolist()
    [[True, False], [False, True]]
    """
    where = "economic_complexity"
    table = np.asarray(counts, dtype=np.float64)
    _require_table(table.ndim, name="Counts", where=where)
    if not np.isfinite(table).all():
        raise Undefined(
            f"{np.count_nonzero(~np.isfinite(table))} counts are missing or infinite.",
            where=where,
            fix="Estimate suppressed counts, or leave the industry out everywhere.",
        )
    if (table < 0).any():
        raise Undefined(f"{np.count_nonzero(table < 0)} counts are negative.", where=where)
    place, industry = table.sum(axis=1), table.sum(axis=0)
    # Multiplied out, so that whole numbers compare exactly; the margin forgives the rounding of fractions.
    expected = np.outer(place, industry)
    is_present: BoolArray = (table * table.sum() >= expected * (1 - 1e-12)) & (expected > 0)
    return is_present


def complexity_of_presence(
    presence: ArrayLike, *, rising_with: ArrayLike | None = None, own_proximity: bool = False
) -> EconomicComplexity:
    """Complexity, proximity and density from a table that says which industry is present in which place.

    With M the presence (places c, industries p), diversity d_c = sum_p M_cp and ubiquity u_p = sum_c M_cp; no units.

    - ECI: the eigenvector of the second largest eigenvalue of D^-1 M U^-1 M'; PCI that of U^-1 M' D^-1 M. Each is
      centred and divided by its own standard deviation (that of a population); ECI rises with diversity, and PCI with
      the mean ECI of an industry's places. (Hidalgo and Hausmann 2009, PNAS 106; Mealy, Farmer and Teytelboym 2019,
      Science Advances 5.)
    - proximity_pq = sum_c M_cp M_cq / max(u_p, u_q): the lesser of the chances to find one where the other is.
    - density_cp = sum_q M_cq proximity_pq / sum_q proximity_pq: how much of what is near industry p the place has
      (Hidalgo and others 2007, Science 317), over q other than p unless `own_proximity`, which lets an industry's
      presence count for itself, as some software does. Some software also scales PCI with the mean and deviation of
      ECI.

    Which end of ECI is up is a convention. Diversity orders countries by their exports; within a country a capital of
    few specialities can come out last (Great Britain's 40 ITL2 areas by 729 classes of jobs, 2021: inner London, with
    a `sign_correlation` of 0.2). Give another number by place in `rising_with`, such as output per hour, and say so.

    Undefined where groups of places share no industry (each has an index of its own, incomparable), where two
    eigenvectors are equally good, and where diversity does not tell which way is up. It suggests options; it chooses
    nothing.

    Four places that have ever fewer of four industries (eigenvalues 1, 1/4, 1/9, 1/16):

    >>> result = complexity_of_presence([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])
    >>> np.round(result.eci, 6).tolist()
    [1.341641, 0.447214, -0.447214, -1.341641]
    >>> np.round(result.pci, 6).tolist()
    [-1.341641, -0.447214, 0.447214, 1.341641]
    >>> np.round(result.proximity[0], 2).tolist(), np.round(result.density[1], 4).tolist()
    ([1.0, 0.75, 0.5, 0.25], [0.8333, 0.8095, 0.7, 1.0])
    """
    where = "complexity"
    table = _presence_table(presence)
    diversity, ubiquity = table.sum(axis=1), table.sum(axis=0)
    places, industries = np.flatnonzero(diversity), np.flatnonzero(ubiquity)
    present = table[np.ix_(places, industries)].astype(np.float64)
    rising = (
        diversity if rising_with is None else finite_vector(rising_with, name="numbers of rising_with", where=where)
    )
    require_same_length(diversity.size, rising.size, name="numbers of rising_with", where=where)
    eci, pci, second, correlation = _indices(present, rising[places].astype(np.float64))
    near, density = _proximity_and_density(present, own_proximity=own_proximity)
    shape = table.shape
    return EconomicComplexity(
        eci=_fill((shape[0],), (places,), eci),
        pci=_fill((shape[1],), (industries,), pci),
        proximity=_fill((shape[1], shape[1]), (industries, industries), near),
        density=_fill(shape, (places, industries), density),
        presence=table,
        diversity=diversity,
        ubiquity=ubiquity,
        second_eigenvalue=second,
        sign_correlation=correlation,
    )


def _require_table(dimensions: int, *, name: str, where: str) -> None:
    if dimensions != 2:
        raise PlacewrightError(
            f"{name}: wanted a table of places by industries, got {dimensions} dimensions.", where=where
        )


def _presence_table(presence: ArrayLike) -> BoolArray:
    table = np.asarray(presence)
    where = "complexity_of_presence"
    _require_table(table.ndim, name="Presence", where=where)
    if not np.isin(table, (0, 1)).all():
        raise PlacewrightError("Presence is 0 or 1.", where=where, fix="Use economic_complexity for counts.")
    return table.astype(np.bool_)


def _indices(present: FloatArray, rising: FloatArray) -> tuple[FloatArray, FloatArray, float, float]:
    """ECI, PCI, their eigenvalue and the correlation that gave the sign.

    They come from the symmetric matrix with the same eigenvalues on the smaller side.
    """
    where = "complexity"
    if min(present.shape) < 2:
        raise Undefined(
            f"Only {present.shape[0]} places and {present.shape[1]} industries have counts; two of each are needed.",
            where=where,
        )
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    scaled = present / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    by_place = present.shape[0] <= present.shape[1]
    symmetric = scaled @ scaled.T if by_place else scaled.T @ scaled
    _require_connected(symmetric, side="places" if by_place else "industries", where=where)
    stationary = np.sqrt(diversity if by_place else ubiquity)
    vector, second, third = _second_eigenvector(symmetric, stationary / np.linalg.norm(stationary))
    if second - third < SAME_EIGENVALUE:
        raise Undefined(
            "The second largest eigenvalue is not alone (as where all places have the same industries),"
            " so that no one index orders the places.",
            where=where,
        )
    if by_place:
        eci = vector / np.sqrt(diversity)
    else:
        eci = present @ (vector / np.sqrt(ubiquity)) / diversity
    eci = _standardise(eci)
    spread = float(rising.std())
    correlation = float(eci @ (rising - rising.mean())) / rising.size / spread if spread > 0 else 0.0
    if abs(correlation) <= 1e-9:
        raise Undefined(
            "The index does not vary with diversity (or what it should rise with): neither end is the upper one.",
            where=where,
        )
    eci = np.copysign(1.0, correlation) * eci
    return eci, _standardise(eci @ present / ubiquity), second, abs(correlation)


def _require_connected(symmetric: FloatArray, *, side: str, where: str) -> None:
    from scipy.sparse.csgraph import connected_components

    groups, label = connected_components(symmetric > 0, directed=False)
    if groups > 1:
        sizes = sorted(np.bincount(label).tolist(), reverse=True)
        raise Undefined(
            f"The table falls into {groups} parts that share no place and no industry, of {sizes} {side}: each would"
            " have an index of its own.",
            where=where,
            fix="Leave out all but the largest part, or use coarser industries.",
        )


def _second_eigenvector(symmetric: FloatArray, first: FloatArray) -> tuple[FloatArray, float, float]:
    """The eigenvector and value after `first`, whose value is known to be 1, and the value after that."""
    from scipy.linalg import eigh
    from scipy.sparse.linalg import ArpackNoConvergence

    rest = symmetric - np.outer(first, first)
    if rest.shape[0] > DENSE_UP_TO:
        # A full decomposition waits for all threads hundreds of times: on a busy machine that takes seconds.
        with contextlib.suppress(ArpackNoConvergence):
            value, vector = _largest(rest)
            rest -= value * np.outer(vector, vector)
            return vector, value, _largest(rest)[0]
    values, vectors = eigh(rest)
    return vectors[:, -1], float(values[-1]), float(values[-2])


def _largest(symmetric: FloatArray) -> tuple[float, FloatArray]:
    """The largest eigenvalue and its vector by Lanczos iteration, the same every time."""
    from scipy.sparse.linalg import LinearOperator, eigsh

    size = symmetric.shape[0]
    product = LinearOperator(
        (size, size), matvec=lambda x: np.einsum("ij,j->i", symmetric, x.ravel()), dtype=np.float64
    )
    values, vectors = eigsh(product, k=1, which="LA", v0=np.cos(np.arange(size)))
    return float(values[0]), vectors[:, 0]


def _standardise(index: FloatArray) -> FloatArray:
    deviations: FloatArray = index - index.mean()
    standardised: FloatArray = deviations / np.sqrt(np.mean(deviations**2))
    return standardised


def _proximity_and_density(present: FloatArray, *, own_proximity: bool) -> tuple[FloatArray, FloatArray]:
    ubiquity = present.sum(axis=0)
    # Sums of zeros and ones below 2^24 are exact in single precision, at half the cost.
    single = present.astype(np.float32)
    proximity = (single.T @ single).astype(np.float64) / np.maximum.outer(ubiquity, ubiquity)
    counted = proximity
    if not own_proximity:
        counted = proximity.copy()
        np.fill_diagonal(counted, 0)
    return proximity, present @ counted / counted.sum(axis=0)


def _fill(shape: tuple[int, ...], members: tuple[IntArray, ...], known: FloatArray) -> FloatArray:
    """An array of NaN with the known numbers in the rows and columns of those that have any."""
    if known.shape == shape:
        return known
    filled = np.full(shape, np.nan)
    filled[np.ix_(*members)] = known
    return filled
