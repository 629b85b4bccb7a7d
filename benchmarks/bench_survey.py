"""Raking to four margins and a mean with its design-based error for a million respondents, beside svy."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness import Answer, Bench, Peer
from placewright.methods.survey_estimates import SurveyDesign, estimate_mean

SIZE = 1_000_000
LEVELS = {"sex": 2, "age": 6, "region": 10, "tenure": 4}


def _respondents() -> dict[str, Any]:
    rng = np.random.default_rng(0)
    codes = {name: rng.integers(0, levels, SIZE, dtype=np.int32) for name, levels in LEVELS.items()}
    shares = {name: rng.dirichlet(np.full(levels, 20.0)) for name, levels in LEVELS.items()}
    targets = {name: {at: float(5e7 * share) for at, share in enumerate(found)} for name, found in shares.items()}
    return {"codes": codes, "targets": targets, "values": rng.random(SIZE)}


def _ours(data: dict[str, Any]) -> Answer:
    margins = {name: (data["codes"][name], data["targets"][name]) for name in LEVELS}
    design = SurveyDesign(np.ones(SIZE), margins=margins)
    found = estimate_mean(data["values"], design)
    return {"mean": np.array([found.value, found.standard_error]), "weights": design.final[:1_000]}


def _svy(data: dict[str, Any]) -> Answer:
    import polars
    import svy

    frame = polars.DataFrame({**data["codes"], "y": data["values"], "w": np.ones(SIZE)})
    sample = svy.Sample(frame, svy.Design(wgt="w"))
    raked = sample.weighting.rake(controls=data["targets"], tol=1e-10, max_iter=1_000)
    found = raked.estimation.mean("y").estimates[0]
    return {"mean": np.array([found.est, found.se]), "weights": raked.data["rk_wgt"].to_numpy()[:1_000]}


def _agree(ours: Answer, theirs: Answer) -> str:
    worst = np.abs(ours["weights"] / theirs["weights"] - 1).max()
    apart = abs(ours["mean"][1] / theirs["mean"][1] - 1)
    return f"largest relative difference of weights {worst:.1e}, of the error {apart:.1e}"


BENCHES = [
    Bench(
        "raking to 4 margins and a mean, 1,000,000 respondents",
        _respondents,
        _ours,
        (Peer("svy", _svy, needs=("svy",)),),
        goal=10,
        agree=_agree,
    )
]
