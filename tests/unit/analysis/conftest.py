"""The pilot's figures and codes, where its workspace stands in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.analysis.area import Area
from placewright.analysis.grids import Figures
from placewright.places import registry

_FIGURES = Path(__file__).resolve().parents[3] / "places" / "hertfordshire" / "figures"


@pytest.fixture(scope="session")
def pilot_figures() -> Figures:
    """The figures of the pilot's workspace."""
    files = {path.stem: path for path in sorted(_FIGURES.glob("*.parquet"))}
    if not files:
        pytest.skip("not run: the pilot's workspace has no figures in this checkout")
    return Figures(files)


@pytest.fixture(scope="session")
def pilot_area() -> Area:
    """The pilot's codes, from the registry."""
    places = registry()
    members = tuple(place.code for place in places.children("E10000015", "lad"))
    districts = [code for code in places.known_codes("lad", "lad-2024") if code.startswith("E")]
    return Area(
        name="Hertfordshire",
        code="E10000015",
        members=members,
        territories=(("E10000015",), ("TLH23",), ("UKH23",), ("TLH26", "TLH27")),
        region="E12000006",
        country="E92000001",
        kingdom="K02000001",
        neighbours=tuple(place.code for place in places.neighbours(list(members))),
        holders=(("TLH2", "UKH2"),),
        region_of={code: parent.code for code in districts if (parent := places.parent(code, "region")) is not None},
        small_areas={
            vintage: {area.code: code for code in members for area in places.children(code, "lsoa", vintage)}
            for vintage in ("lsoa-2011", "lsoa-2021")
        },
    )
