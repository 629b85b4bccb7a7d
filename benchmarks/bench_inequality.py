"""Theil's inequality between and within groups with a bootstrap, beside a loop over inequality's decomposition."""

from __future__ import annotations

import numpy as np

from benchmarks.harness import Answer, Bench, Peer
from placewright.methods.inequality import theil_decomposition

UNITS, GROUPS, REPLICATES, PEER_REPLICATES = 35_000, 326, 999, 3
Data = tuple[np.ndarray, np.ndarray]


def _incomes() -> Data:
    """A mean income for each of England's small areas, in as many districts."""
    rng = np.random.default_rng(0)
    district = np.sort(rng.integers(GROUPS, size=UNITS))
    return rng.lognormal(rng.normal(10.3, 0.15, GROUPS)[district], 0.25), district


def _ours(data: Data) -> Answer:
    result = theil_decomposition(*data, replicates=REPLICATES, rng=np.random.default_rng(1))
    return {"parts": np.array([result.total, result.between, result.within])}


def _inequality(data: Data) -> Answer:
    from inequality.theil import TheilD

    values, district = data
    rng = np.random.default_rng(1)
    for _ in range(PEER_REPLICATES):
        picked = rng.integers(UNITS, size=UNITS)
        TheilD(values[picked], district[picked])
    found = TheilD(values, district)
    return {"parts": np.array([found.T, np.ravel(found.bg)[0], np.ravel(found.wg)[0]], dtype=float)}


def _agree(ours: Answer, theirs: Answer) -> str:
    worst = np.abs(ours["parts"] / theirs["parts"] - 1).max()
    return f"largest relative difference of the estimates {worst:.1e}"


BENCHES = [
    Bench(
        "Theil decomposition, 35,000 in 326 groups, 999 draws",
        _incomes,
        _ours,
        (Peer("inequality", _inequality, needs=("inequality",), whole=(REPLICATES + 1) / (PEER_REPLICATES + 1)),),
        goal=300,
        agree=_agree,
    )
]
