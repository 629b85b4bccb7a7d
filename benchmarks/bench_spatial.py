"""Local Moran's I with its permutations, beside esda."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from benchmarks.harness import Answer, Bench, Peer
from placewright.methods.spatial import local_moran

UNITS, NEIGHBOURS, PERMUTATIONS = 35_000, 8, 9_999
Data = tuple[np.ndarray, csr_array]


def _map(*, by_distance: bool) -> Data:
    """As many units as England has small areas, with a trend, noise and their nearest neighbours."""
    rng = np.random.default_rng(0)
    points = rng.random((UNITS, 2))
    distance, index = cKDTree(points).query(points, NEIGHBOURS + 1)
    data = 1 / distance[:, 1:].ravel() if by_distance else np.ones(UNITS * NEIGHBOURS)
    starts = np.arange(0, data.size + 1, NEIGHBOURS)
    values = np.sin(8 * points[:, 0]) + rng.normal(size=UNITS)
    return values, csr_array((data, index[:, 1:].ravel(), starts), shape=(UNITS, UNITS))


def _equal() -> Data:
    return _map(by_distance=False)


def _by_distance() -> Data:
    return _map(by_distance=True)


def _ours(data: Data) -> Answer:
    values, weights = data
    # esda's p is the smaller tail.
    result = local_moran(values, weights, PERMUTATIONS, rng=np.random.default_rng(1), alternative="directed")
    return {"I": result.I, "p": result.p}


def _as_pysal(data: Data) -> Any:
    from libpysal.weights import W

    values, weights = data
    rows = [slice(weights.indptr[unit], weights.indptr[unit + 1]) for unit in range(UNITS)]
    neighbours = {unit: weights.indices[row].tolist() for unit, row in enumerate(rows)}
    given = {unit: weights.data[row].tolist() for unit, row in enumerate(rows)}
    return values, W(neighbours, given, silence_warnings=True)


def _esda(data: Any) -> Any:
    import esda

    return esda.Moran_Local(*data, permutations=PERMUTATIONS, keep_simulations=False, seed=2)


def _read_esda(found: Any) -> Answer:
    return {"I": found.Is, "p": found.p_sim}


def _agree(ours: Answer, theirs: Answer) -> str:
    middle = (ours["p"] + theirs["p"]) / 2
    error = np.sqrt(2 * middle * (1 - middle) / PERMUTATIONS)
    away = np.abs(ours["p"] - theirs["p"]) / np.maximum(error, 1 / PERMUTATIONS)
    furthest, same = away.max(), np.abs(ours["I"] - theirs["I"]).max()
    verdict = "p within Monte-Carlo error" if furthest < 6 else "NO: p differs"
    return f"{verdict} (at most {furthest:.1f} standard errors); I to {same:.0e}"


_PEERS = (Peer("esda", _esda, needs=("esda", "libpysal"), convert=_as_pysal, read=_read_esda, warm_ups=1),)

BENCHES = [
    Bench("local Moran, 35,000 units, 8 neighbours, 9,999", _equal, _ours, _PEERS, goal=100, agree=_agree),
    Bench("local Moran, the same by inverse distance", _by_distance, _ours, _PEERS, goal=5, agree=_agree),
]
