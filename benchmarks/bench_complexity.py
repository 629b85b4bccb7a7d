"""Economic complexity, proximity and density of many years, beside ecomplexity."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness import Answer, Bench, Peer, largest_difference
from placewright.methods.complexity import economic_complexity

PLACES, INDUSTRIES, YEARS = 360, 615, 12


def _counts() -> np.ndarray:
    """Jobs by year, place and industry: as many as Great Britain has districts, and SIC 2007 has classes."""
    rng = np.random.default_rng(0)
    strength, demand = np.sort(rng.normal(size=PLACES))[:, None], np.sort(rng.normal(size=INDUSTRIES))
    level = rng.lognormal(5, 1, (PLACES, 1)) * rng.lognormal(0, 1, INDUSTRIES) * np.exp(0.4 * strength * demand)
    return np.floor(level * rng.lognormal(0, 0.8, (YEARS, PLACES, INDUSTRIES)))


def _ours(counts: np.ndarray) -> Answer:
    results = [economic_complexity(year, own_proximity=True) for year in counts]
    return {
        "eci": np.stack([result.eci for result in results]),
        "pci": np.stack([result.pci for result in results]),
        "density": np.stack([result.density for result in results]),
    }


def _as_frame(counts: np.ndarray) -> Any:
    import pandas as pd

    year, place, industry = (index.ravel() for index in np.indices(counts.shape))
    return pd.DataFrame({"year": year, "place": place, "industry": industry, "jobs": counts.ravel()})


def _ecomplexity(rows: Any) -> Any:
    from ecomplexity import ecomplexity

    columns = {"time": "year", "loc": "place", "prod": "industry", "val": "jobs"}
    return ecomplexity(rows, columns, check_logsupermodularity=False, verbose=False)


def _read_frame(found: Any) -> Answer:
    found = found.sort_values(["year", "place", "industry"])
    eci, pci, density = (
        found[name].to_numpy().reshape(YEARS, PLACES, INDUSTRIES) for name in ("eci", "pci", "density")
    )
    # It centres and scales PCI with the mean and deviation of ECI; ours has its own.
    pci = (pci[:, 0] - pci[:, 0].mean(axis=1, keepdims=True)) / pci[:, 0].std(axis=1, keepdims=True)
    return {"eci": eci[:, :, 0], "pci": pci, "density": density}


BENCHES = [
    Bench(
        "complexity, 360 places x 615 industries x 12 years",
        _counts,
        _ours,
        (Peer("ecomplexity", _ecomplexity, needs=("ecomplexity", "pandas"), convert=_as_frame, read=_read_frame),),
        goal=8,
        agree=largest_difference("eci", "pci", "density"),
    )
]
