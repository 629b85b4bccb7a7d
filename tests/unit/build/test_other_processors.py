"""Another processor gives the same bytes, though its logarithms and sums of products differ in the last bit."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from placewright.analysis.derived_series import SERIES
from placewright.analysis.grids import Figures
from placewright.analysis.results import PARTS, make_part
from placewright.analysis.results_series import ResultInputs
from placewright.build.analysis_pages import draw_analysis
from placewright.build.areas import area_of
from placewright.build.page_jobs import site_info
from placewright.build.plain_world import plain_world
from placewright.build.territory import bundles_of
from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.derived import compute_derived
from placewright.records.caveat import read_caveats
from placewright.workspace.folder import open_workspace

from .conftest import PILOT

_OTHERWISE = ("log", "exp", "log1p", "expm1", "hypot", "cos", "average")


@pytest.fixture
def otherwise(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What makes functions of NumPy give the next greater number."""

    def next_to(function: Callable[..., Any]) -> Callable[..., Any]:
        def found(*given: Any, **named: Any) -> Any:
            exact = function(*given, **named)
            moved = np.where(np.isfinite(exact) & (exact != 0), np.nextafter(exact, np.inf), exact)
            if (out := named.get("out")) is not None:
                out[...] = moved
                return out
            return moved if np.ndim(exact) else float(moved)

        return found

    def change() -> None:
        for name in _OTHERWISE:
            monkeypatch.setattr(np, name, next_to(getattr(np, name)))

    return change


def _results() -> dict[str, pa.Table]:
    workspace = open_workspace(PILOT)
    files = {name: file.path for name, file in workspace.figures().items()}
    outlines = json.loads((PILOT / "boundaries" / "lsoa.geojson").read_text(encoding="utf-8"))
    inputs = ResultInputs(Figures(files), area_of(workspace), outlines, read_caveats(PILOT / "caveats"))
    made = {part.id: make_part(part, inputs)[0] for part in PARTS.values()}
    indicators = list(packaged_indicators().values())
    made["derived"] = compute_derived(indicators, SERIES, observations=files, bundles=bundles_of(workspace))
    return made


def test_results_and_derived_evidence_are_the_same(otherwise: Callable[[], None]) -> None:
    before = _results()
    otherwise()
    after = _results()
    assert {name: table.equals(after[name]) for name, table in before.items()} == dict.fromkeys(before, True)


def test_pages_of_analyses_are_the_same(otherwise: Callable[[], None]) -> None:
    world = plain_world(open_workspace(PILOT))
    before = {slug: draw_analysis(world, site_info(world), slug) for slug in ("productivity", "disparities", "sectors")}
    otherwise()
    after = {slug: draw_analysis(world, site_info(world), slug) for slug in before}
    differing = [path for slug, files in before.items() for path in files if files[path] != after[slug][path]]
    assert not differing
