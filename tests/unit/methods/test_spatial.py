"""Spatial autocorrelation: published values, plain references, and what has no answer."""

from __future__ import annotations

import warnings
from itertools import permutations as arrangements
from typing import Any

import numpy as np
import pytest
from scipy.sparse import coo_array, csr_array, csr_matrix
from scipy.spatial import cKDTree

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.spatial import LocalMoran, false_discovery_cut, local_moran, moran

# De Smith, Goodchild and Longley, Geospatial Analysis: ten regions and the borders between them.
REGIONS = np.array([2.24, 3.1, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06])
BORDERS = [(0, 1), (0, 3), (1, 4), (2, 3), (2, 6), (3, 4), (3, 7), (4, 5), (4, 8), (5, 9), (6, 7), (7, 8), (8, 9)]


def contiguity(borders: list[tuple[int, int]], n: int) -> csr_array:
    one, other = np.transpose(borders)
    ones = np.ones(2 * len(borders))
    return csr_array((ones, (np.append(one, other), np.append(other, one))), shape=(n, n))


def nearest(n: int, k: int, *, by_distance: bool = False, seed: int = 0) -> tuple[np.ndarray, csr_array]:
    """Values with a trend in space, and each unit's k nearest neighbours with equal or inverse-distance weights."""
    rng = np.random.default_rng(seed)
    points = rng.random((n, 2))
    distance, index = cKDTree(points).query(points, k + 1)
    data = 1 / distance[:, 1:].ravel() if by_distance else np.ones(n * k)
    weights = csr_array((data, index[:, 1:].ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    return np.sin(8 * points[:, 0]) + rng.normal(size=n), weights


def plain_local_moran(values: np.ndarray, weights: Any, permutations: int, seed: int) -> np.ndarray:
    """The directed p straight from the definition: for each unit, shuffle the others and look again."""
    rng = np.random.default_rng(seed)
    z = values - values.mean()
    matrix = weights.toarray()
    matrix = matrix / matrix.sum(axis=1, keepdims=True)
    p = np.empty(z.size)
    for unit in range(z.size):
        others = np.delete(np.arange(z.size), unit)
        shuffled = rng.permuted(np.tile(z[others], (permutations, 1)), axis=1)
        simulated = z[unit] * (shuffled @ matrix[unit, others])
        observed = z[unit] * (z[others] @ matrix[unit, others])
        more = np.count_nonzero(simulated >= observed - 1e-9)
        less = np.count_nonzero(simulated <= observed + 1e-9)
        p[unit] = (min(more, less) + 1) / (permutations + 1)
    return p


def exact_p(values: np.ndarray, weights: Any, unit: int) -> float:
    """The directed p over every arrangement of the other values."""
    z = values - values.mean()
    row = weights.toarray()[unit]
    others = np.delete(np.arange(z.size), unit)
    lags = np.array([np.dot(row[others], z[list(order)]) for order in arrangements(others)])
    observed = row @ z
    return float(min(np.mean(lags >= observed - 1e-9), np.mean(lags <= observed + 1e-9)))


def assert_same_p(one: np.ndarray, other: np.ndarray, permutations: int, *, independent: bool = True) -> None:
    """Two Monte-Carlo p-values of each unit differ by no more than five standard errors (and one count)."""
    middle = (one + other) / 2
    error = np.sqrt((2 if independent else 1) * middle * (1 - middle) / permutations)
    assert (np.abs(one - other) <= 5 * error + 2 / permutations).all()


def test_global_moran_of_the_published_example() -> None:
    result = moran(REGIONS, contiguity(BORDERS, 10))
    np.testing.assert_allclose(result.I, 0.0736124, atol=5e-8)
    assert result.expected == pytest.approx(-1 / 9)
    assert result.islands == 0
    assert result.reason is None


def test_global_variance_is_that_of_all_arrangements() -> None:
    values = np.array([1.0, 4.0, 2.0, 9.0, 3.0, 0.5])
    matrix = np.zeros((6, 6))
    matrix[[0, 0, 1, 2, 2, 3, 3], [1, 2, 0, 1, 3, 2, 4]] = [1, 2, 1, 3, 1, 1, 1]
    weights = csr_array(matrix)
    result = moran(values, weights)
    every = [moran(np.array(order), weights).I for order in arrangements(values)]
    assert result.expected == pytest.approx(np.mean(every), abs=1e-12)
    assert result.variance == pytest.approx(np.var(every), rel=1e-10)
    assert result.islands == 2


def test_local_moran_of_the_published_example() -> None:
    result = local_moran(REGIONS, contiguity(BORDERS, 10), 99, rng=np.random.default_rng(0))
    published = [-0.114093, -0.199405, -0.133514, -0.517704, 0.480950]
    published += [0.122081, 1.191483, -0.581443, 0.071014, 0.343143]
    np.testing.assert_allclose(result.I, published, atol=5e-7)
    assert result.quadrant.tolist() == [4, 4, 4, 2, 3, 3, 1, 4, 3, 3]


def test_local_moran_has_the_global_one_as_its_mean_up_to_n_minus_one() -> None:
    weights = contiguity(BORDERS, 10)
    local = local_moran(REGIONS, weights, 9, rng=np.random.default_rng(0))
    assert local.I.mean() * 10 / 9 == pytest.approx(moran(REGIONS, weights).I, rel=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_p_is_the_share_of_all_arrangements(weighted: bool) -> None:
    values = np.array([1.0, 4.0, 2.0, 9.0, 3.0, 0.5, 6.0])
    matrix = np.zeros((7, 7))
    for unit, size in enumerate([1, 2, 3, 4, 5, 6, 2]):
        near = [(unit + step) % 7 for step in range(1, size + 1)]
        matrix[unit, near] = np.arange(1, size + 1) if weighted else 1
    weights = csr_array(matrix)
    draws = 40_000
    result = local_moran(values, weights, draws, rng=np.random.default_rng(3), alternative="directed")
    exact = np.array([exact_p(values, weights, unit) for unit in range(7)])
    assert_same_p(result.p, exact, draws, independent=False)


@pytest.mark.parametrize("by_distance", [False, True])
@pytest.mark.parametrize(("n", "k"), [(60, 4), (60, 25), (40, 39)])
def test_p_agrees_with_shuffling_the_others_of_each_unit(n: int, k: int, by_distance: bool) -> None:
    values, weights = nearest(n, k, by_distance=by_distance)
    result = local_moran(values, weights, 4_000, rng=np.random.default_rng(1), alternative="directed")
    assert_same_p(result.p, plain_local_moran(values, weights, 4_000, seed=2), 4_000)


def test_values_in_few_classes_tie_as_in_the_plain_way() -> None:
    values, weights = nearest(80, 5)
    classes = np.round(values)
    result = local_moran(classes, weights, 4_000, rng=np.random.default_rng(1), alternative="directed")
    assert_same_p(result.p, plain_local_moran(classes, weights, 4_000, seed=2), 4_000)


def test_units_of_one_matrix_may_have_equal_and_unequal_weights_and_any_number_of_neighbours() -> None:
    rng = np.random.default_rng(8)
    matrix = (rng.random((50, 50)) < 0.15).astype(float)
    np.fill_diagonal(matrix, 0)
    matrix[:, 0] = 1
    matrix[0, 0] = 0
    matrix[0, 1] = 1
    matrix[::2] *= rng.random((25, 50))
    values = rng.lognormal(size=50)
    weights = csr_array(matrix)
    result = local_moran(values, weights, 4_000, rng=np.random.default_rng(1), alternative="directed")
    assert_same_p(result.p, plain_local_moran(values, weights, 4_000, seed=2), 4_000)


def test_many_permutations_are_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    values, weights = nearest(60, 4, by_distance=True)
    whole = local_moran(values, weights, 5_000, rng=np.random.default_rng(1))
    monkeypatch.setattr("placewright.methods._local_moran.TABLE_ENTRIES", 3_000)
    parts = local_moran(values, weights, 5_000, rng=np.random.default_rng(1))
    assert_same_p(whole.p / 2, parts.p / 2, 5_000)


def test_under_no_autocorrelation_p_is_uniform() -> None:
    _, weights = nearest(400, 6)
    rng = np.random.default_rng(5)
    p = np.concatenate([local_moran(rng.normal(size=400), weights, 499, rng=rng).p for _ in range(40)])
    for level in (0.05, 0.2, 0.5, 0.8):
        # 16,000 dependent p-values; a tenth of the level (plus 0.004) is several standard errors.
        assert np.mean(p <= level) == pytest.approx(level, abs=0.1 * level + 0.004)


def test_the_same_seed_gives_the_same_p() -> None:
    values, weights = nearest(50, 4)
    one, other = (local_moran(values, weights, 200, rng=np.random.default_rng(7)) for _ in range(2))
    assert one.p.tolist() == other.p.tolist()


def test_two_sided_is_twice_directed_and_the_tails_cover_everything() -> None:
    values, weights = nearest(50, 4)
    two, directed, greater, less = (
        local_moran(values, weights, 200, rng=np.random.default_rng(7), alternative=name).p
        for name in ("two-sided", "directed", "greater", "less")
    )
    assert two == pytest.approx(np.minimum(1, 2 * directed))
    assert directed == pytest.approx(np.minimum(greater, less))
    assert greater + less == pytest.approx(np.full(50, 202 / 201))


def test_a_unit_at_the_mean_is_never_significant() -> None:
    values = np.array([5.0, 1.0, 9.0, 2.0, 8.0])
    weights = contiguity([(0, 1), (1, 2), (2, 3), (3, 4)], 5)
    result = local_moran(values, weights, 99, rng=np.random.default_rng(0))
    assert result.I[0] == 0
    assert result.p[0] == 1


def test_a_unit_surrounded_by_all_others_is_never_significant() -> None:
    weights = csr_array(np.ones((8, 8)) - np.eye(8))
    result = local_moran(np.arange(8.0), weights, 99, rng=np.random.default_rng(0))
    assert result.p.tolist() == [1.0] * 8


def test_a_unit_without_neighbours_has_no_statistic_and_says_why() -> None:
    weights = contiguity([(0, 1), (1, 2), (2, 3)], 5)
    result = local_moran([1, 2, 9, 4, 30], weights, 99, rng=np.random.default_rng(0))
    assert np.flatnonzero(result.is_island).tolist() == [4]
    assert np.isnan(result.I[4])
    assert np.isnan(result.p[4])
    assert result.quadrant[4] == 0
    assert not result.significant[4]
    assert result.reason(4) == "It has no neighbours."
    assert result.reason(0) is None


def test_clusters_planted_in_noise_are_found_and_few_others() -> None:
    side = 20
    cells = np.arange(side * side).reshape(side, side)
    across = np.stack([cells[:, :-1].ravel(), cells[:, 1:].ravel()], axis=1)
    down = np.stack([cells[:-1].ravel(), cells[1:].ravel()], axis=1)
    weights = contiguity([(one, other) for one, other in np.concatenate([across, down]).tolist()], side * side)
    rng = np.random.default_rng(11)
    values = rng.normal(size=side * side)
    planted = np.zeros((side, side), dtype=bool)
    planted[3:9, 3:9] = True
    values[planted.ravel()] += 4
    result = local_moran(values, weights, rng=rng)
    inside = planted.ravel()
    heart = inside & (weights @ inside == 4)
    assert result.significant[heart].mean() > 0.8
    assert result.significant[~inside].mean() < 0.05
    assert set(result.quadrant[result.significant & inside]) == {1}


def test_weights_may_be_any_sparse_format_and_are_not_changed() -> None:
    weights = contiguity(BORDERS, 10)
    before = weights.toarray()
    forms = [weights, csr_matrix(weights), coo_array(weights)]
    results = [local_moran(REGIONS, form, 99, rng=np.random.default_rng(0)) for form in forms]
    assert all(isinstance(result, LocalMoran) for result in results)
    assert len({tuple(result.p) for result in results}) == 1
    assert (weights.toarray() == before).all()


def test_weights_can_be_taken_as_they_are() -> None:
    weights = contiguity(BORDERS, 10)
    plain = local_moran(REGIONS, weights, 99, rng=np.random.default_rng(0), row_standardise=False)
    standard = local_moran(REGIONS, weights, 99, rng=np.random.default_rng(0))
    np.testing.assert_allclose(plain.I, standard.I * np.diff(weights.indptr))
    assert plain.p.tolist() == standard.p.tolist()


def test_complete_neighbourhood_leaves_p_undefined_with_a_reason() -> None:
    result = moran(np.arange(6.0), csr_array(np.ones((6, 6)) - np.eye(6)))
    np.testing.assert_allclose(result.I, -0.2)
    assert result.p is None
    assert result.z_score is None
    assert result.reason is not None


@pytest.mark.parametrize(
    ("values", "weights", "error", "message"),
    [
        ([], csr_array((0, 0)), Undefined, "There are no values"),
        ([1, 1, 1, 1], contiguity([(0, 1), (1, 2), (2, 3)], 4), Undefined, "All values are the same"),
        ([0.1] * 7, contiguity([(0, 1), (1, 2), (2, 3)], 7), Undefined, "All values are the same"),
        ([1, np.nan, 3, 4], contiguity([(0, 1)], 4), Undefined, "1 of the 4 values are missing"),
        ([1, 2], contiguity([(0, 1)], 2), Undefined, "units, not 2"),
        ([1, 2, 3, 4], csr_array((4, 4)), Undefined, "No unit has a neighbour"),
        ([1, 2, 3, 4], contiguity([(0, 1)], 5), PlacewrightError, "4 values but the weights are"),
        ([1, 2, 3, 4], csr_array(np.eye(4)), PlacewrightError, "its own neighbour"),
        ([1, 2, 3, 4], -contiguity([(0, 1)], 4), PlacewrightError, "negative"),
        ([[1, 2], [3, 4]], contiguity([(0, 1)], 4), PlacewrightError, "2 dimensions"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(
    values: Any, weights: csr_array, error: type[PlacewrightError], message: str
) -> None:
    with pytest.raises(error, match=message):
        moran(values, weights)
    with pytest.raises(error, match=message):
        local_moran(values, weights, 9, rng=np.random.default_rng(0))


def test_options_out_of_range_are_refused() -> None:
    weights, rng = contiguity(BORDERS, 10), np.random.default_rng(0)
    with pytest.raises(PlacewrightError, match="at least one permutation"):
        local_moran(REGIONS, weights, 0, rng=rng)
    with pytest.raises(PlacewrightError, match="Use one of 'two-sided'"):
        local_moran(REGIONS, weights, 9, rng=rng, alternative="both")  # type: ignore[arg-type]
    with pytest.raises(PlacewrightError, match="between 0 and 1"):
        local_moran(REGIONS, weights, 9, rng=rng, false_discovery_rate=5)


def test_false_discoveries_of_the_published_example() -> None:
    # Benjamini and Hochberg (1995), section 4: four of fifteen hypotheses are rejected.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert false_discovery_cut(p) == 0.0095
    assert false_discovery_cut([0.5, 0.9]) is None


def _pysal_weights(weights: csr_array) -> Any:
    pysal = pytest.importorskip("libpysal.weights", reason="not run: libpysal is not installed")
    rows = [slice(weights.indptr[unit], weights.indptr[unit + 1]) for unit in range(weights.shape[0])]
    neighbours = {unit: weights.indices[row].tolist() for unit, row in enumerate(rows)}
    return pysal.W(
        neighbours, {unit: weights.data[row].tolist() for unit, row in enumerate(rows)}, silence_warnings=True
    )


@pytest.mark.oracle
@pytest.mark.parametrize("by_distance", [False, True])
def test_agrees_with_esda(by_distance: bool) -> None:
    esda = pytest.importorskip("esda", reason="not run: esda is not installed")
    values, weights = nearest(1_000, 8, by_distance=by_distance)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = esda.Moran_Local(values, _pysal_weights(weights), permutations=4_999, keep_simulations=False, seed=5)
        whole = esda.Moran(values, _pysal_weights(weights), permutations=0)
    ours = local_moran(values, weights, 4_999, rng=np.random.default_rng(1), alternative="directed")
    np.testing.assert_allclose(ours.I, other.Is, atol=1e-12)
    assert ours.quadrant.tolist() == other.q.tolist()
    assert_same_p(ours.p, other.p_sim, 4_999)
    result = moran(values, weights)
    assert (result.I, result.variance, result.expected) == pytest.approx((whole.I, whole.VI_rand, whole.EI), rel=1e-12)
    assert result.p == pytest.approx(whole.p_rand, rel=1e-9, abs=1e-300)
