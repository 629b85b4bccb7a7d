"""Economic complexity: a table with known eigenvectors, what other packages say, and what has no answer."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np
import pytest

from placewright.core.errors import PlacewrightError, Undefined
from placewright.methods.complexity import complexity_of_presence, economic_complexity, presence_of

NESTED = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]]


def jobs(places: int, industries: int, seed: int = 0) -> np.ndarray:
    """Counts of a realistic spread in which large places have more of the rarer industries."""
    rng = np.random.default_rng(seed)
    strength = np.sort(rng.normal(size=places))[:, None]
    demand = np.sort(rng.normal(size=industries))
    level = rng.lognormal(4, 1, (places, 1)) * rng.lognormal(0, 1, industries)
    return np.floor(level * np.exp(0.5 * strength * demand + rng.normal(0, 0.7, (places, industries))))


def test_a_nested_table_has_the_known_indices() -> None:
    result = complexity_of_presence(NESTED)
    assert result.eci == pytest.approx([1.341641, 0.447214, -0.447214, -1.341641], abs=5e-7)
    assert result.pci == pytest.approx([-1.341641, -0.447214, 0.447214, 1.341641], abs=5e-7)
    assert result.second_eigenvalue == pytest.approx(1 / 4)
    assert result.diversity.tolist() == [4, 3, 2, 1]
    assert result.ubiquity.tolist() == [4, 3, 2, 1]


def test_a_nested_table_has_the_known_proximity_and_density() -> None:
    result = complexity_of_presence(NESTED)
    above = result.proximity[np.triu_indices(4, 1)]
    assert above == pytest.approx([3 / 4, 2 / 4, 1 / 4, 2 / 3, 1 / 3, 1 / 2])
    assert result.proximity.diagonal().tolist() == [1.0] * 4
    assert result.density[1] == pytest.approx([0.8333, 0.8095, 0.7, 1], abs=5e-5)


def test_density_may_count_the_industry_itself() -> None:
    result = complexity_of_presence(NESTED, own_proximity=True)
    assert result.density[1] == pytest.approx([0.9, 0.8788, 0.8125, 0.52], abs=5e-5)


def test_indices_solve_their_equations() -> None:
    result = economic_complexity(jobs(30, 50))
    m = result.presence.astype(float)
    walk = (m / result.diversity[:, None]) @ (m / result.ubiquity).T
    centred = walk @ result.eci - (walk @ result.eci).mean()
    assert centred == pytest.approx(result.second_eigenvalue * (result.eci - result.eci.mean()), abs=1e-9)
    assert (result.eci.mean(), result.eci.std()) == pytest.approx((0, 1), abs=1e-9)
    assert (result.pci.mean(), result.pci.std()) == pytest.approx((0, 1), abs=1e-9)
    assert np.corrcoef(result.eci, result.diversity)[0, 1] > 0
    assert np.corrcoef(result.pci, result.eci @ m / result.ubiquity)[0, 1] == pytest.approx(1)


def test_the_index_may_be_told_what_to_rise_with() -> None:
    counts = jobs(30, 50)
    usual = economic_complexity(counts)
    turned = economic_complexity(counts, rising_with=-usual.eci)
    assert turned.eci == pytest.approx(-usual.eci)
    assert turned.pci == pytest.approx(-usual.pci)
    assert turned.sign_correlation == pytest.approx(1)
    assert usual.sign_correlation == pytest.approx(np.corrcoef(usual.eci, usual.diversity)[0, 1])
    with pytest.raises(PlacewrightError, match="There are 3 numbers of rising_with for 30 units"):
        economic_complexity(counts, rising_with=[1, 2, 3])


def test_large_tables_are_decomposed_as_small_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = jobs(120, 150)
    fast = economic_complexity(counts)
    monkeypatch.setattr("placewright.methods.complexity.DENSE_UP_TO", 1_000)
    plain = economic_complexity(counts)
    assert fast.eci == pytest.approx(plain.eci, abs=1e-9)
    assert fast.pci == pytest.approx(plain.pci, abs=1e-9)
    assert fast.second_eigenvalue == pytest.approx(plain.second_eigenvalue, rel=1e-12)


def test_a_large_table_with_a_repeated_eigenvalue_is_refused() -> None:
    # Every place has seven neighbouring industries on a circle: eigenvalues come in pairs.
    ring = np.zeros((150, 150))
    for step in range(7):
        ring[np.arange(150), (np.arange(150) + step) % 150] = 1
    with pytest.raises(Undefined, match="eigenvalue is not alone"):
        complexity_of_presence(ring)


def test_either_side_may_be_the_longer_one() -> None:
    presence = economic_complexity(jobs(30, 50)).presence
    one, other = complexity_of_presence(presence), complexity_of_presence(presence.T)
    same = np.sign(one.eci @ other.pci)
    assert one.eci == pytest.approx(same * other.pci, abs=1e-9)
    assert one.pci == pytest.approx(same * other.eci, abs=1e-9)


def test_a_location_quotient_of_exactly_one_is_presence() -> None:
    assert presence_of([[10, 20], [30, 60]]).all()
    assert presence_of([[0.1, 0.2], [0.3, 0.6]]).all()


def test_places_and_industries_without_counts_have_no_index_and_say_why() -> None:
    counts = jobs(12, 20)
    whole = economic_complexity(counts)
    gaps = np.insert(np.insert(counts, 3, 0, axis=0), 5, 0, axis=1)
    result = economic_complexity(gaps)
    assert np.flatnonzero(np.isnan(result.eci)).tolist() == [3]
    assert np.flatnonzero(np.isnan(result.pci)).tolist() == [5]
    assert np.isnan(result.density[3]).all()
    assert np.isnan(result.density[:, 5]).all()
    assert np.isnan(result.proximity[5]).all()
    assert result.place_reason(3) == "Nothing is counted there."
    assert result.place_reason(0) is None
    assert result.industry_reason(5) == "Nothing is counted there."
    assert result.industry_reason(0) is None
    assert np.delete(result.eci, 3) == pytest.approx(whole.eci, abs=1e-9)
    assert np.delete(np.delete(result.density, 3, axis=0), 5, axis=1) == pytest.approx(whole.density)


def test_a_table_in_two_parts_is_refused() -> None:
    with pytest.raises(Undefined, match=r"2 parts .* of \[3, 2\] places"):
        complexity_of_presence(
            [[1, 1, 1, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 0, 1]]
        )


@pytest.mark.parametrize(
    ("presence", "message"),
    [
        (np.ones((3, 4)), "eigenvalue is not alone"),
        (np.ones((2, 2)), "eigenvalue is not alone"),
        (np.ones((4, 4)) - np.eye(4), "eigenvalue is not alone"),
        ([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], "does not vary with diversity"),
        (np.zeros((3, 3)), "Only 0 places and 0 industries"),
        ([[1, 1, 1]], "Only 1 places"),
        (np.empty((0, 0)), "Only 0 places"),
    ],
)
def test_what_has_no_single_order_is_refused(presence: Any, message: str) -> None:
    with pytest.raises(Undefined, match=message):
        complexity_of_presence(presence)


@pytest.mark.parametrize(
    ("counts", "error", "message"),
    [
        ([1, 2, 3], PlacewrightError, "1 dimensions"),
        ([[1, np.nan], [2, 3]], Undefined, "1 counts are missing"),
        ([[1, -1], [2, 3]], Undefined, "1 counts are negative"),
    ],
)
def test_counts_that_cannot_be_used_are_refused(counts: Any, error: type[PlacewrightError], message: str) -> None:
    with pytest.raises(error, match=message):
        economic_complexity(counts)


def test_counts_are_not_taken_for_presence() -> None:
    with pytest.raises(PlacewrightError, match="Use economic_complexity"):
        complexity_of_presence([[5, 1], [0, 1]])


def _ecomplexity(table: np.ndarray, presence_test: str) -> Any:
    peer = pytest.importorskip("ecomplexity", reason="not run: ecomplexity is not installed")
    pandas = pytest.importorskip("pandas", reason="not run: pandas is not installed")
    place, industry = np.indices(table.shape)
    columns = {"time": "year", "loc": "place", "prod": "industry", "val": "jobs"}
    rows = pandas.DataFrame({"year": 2024, "place": place.ravel(), "industry": industry.ravel(), "jobs": table.ravel()})
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return peer.ecomplexity(
            rows, columns, presence_test=presence_test, check_logsupermodularity=False, verbose=False
        ).sort_values(["place", "industry"])


@pytest.mark.oracle
def test_agrees_with_ecomplexity_but_for_its_scale_of_pci() -> None:
    counts = jobs(40, 70)
    ours, theirs = economic_complexity(counts, own_proximity=True), _ecomplexity(counts, "rca")
    shape = counts.shape
    assert ours.presence.astype(int).ravel().tolist() == theirs["mcp"].astype(int).tolist()
    assert ours.eci == pytest.approx(theirs["eci"].to_numpy().reshape(shape)[:, 0], abs=1e-9)
    assert ours.density == pytest.approx(theirs["density"].to_numpy().reshape(shape), abs=1e-9)
    pci = theirs["pci"].to_numpy().reshape(shape)[0]
    # Theirs is centred and scaled with the mean and deviation of ECI.
    assert ours.pci == pytest.approx((pci - pci.mean()) / pci.std(), abs=1e-9)


@pytest.mark.oracle
def test_the_nested_table_in_ecomplexity() -> None:
    theirs = _ecomplexity(np.array(NESTED), "manual")
    eci = theirs["eci"].to_numpy().reshape(4, 4)[:, 0]
    assert complexity_of_presence(NESTED).eci == pytest.approx(eci, abs=1e-9)
