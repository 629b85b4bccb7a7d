"""Where deprivation clusters among an area's small areas, and how many are among England's most deprived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from placewright.analysis.area import Area, Missing
from placewright.analysis.grids import Figures
from placewright.core.errors import Undefined
from placewright.core.late_dataclass import dataclass
from placewright.methods.spatial import QUADRANTS, local_moran, moran

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LATEST = "iod-2025-lsoa"
BEFORE = "iod-2019-lsoa"
PERMUTATIONS = 99_999
SEED = 2025
NEAR = 1e-5
"""Outlines this near are neighbours: about a metre in degrees, so that simplified borders still touch."""


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Local Moran's I of the deprivation score: the class of each small area, and how many of each class.

    Classes are `high-high`, `low-low`, `low-high`, `high-low` where significant at a false discovery rate of 5 %, else
    `none`; high is more deprived. `islands` have no neighbours inside the area, and no class.
    """

    codes: tuple[str, ...]
    scores: tuple[float, ...]
    classes: tuple[str, ...]
    districts: tuple[str, ...]
    counts: Mapping[str, int]
    by_district: Mapping[str, Mapping[str, int]]
    islands: int
    unmatched: int
    whole: float
    expected: float
    p: float | None
    permutations: int


@dataclass(frozen=True, slots=True)
class DeprivedShare:
    """Of a district's small areas, how many are among England's most deprived tenth and fifth in one edition."""

    code: str
    edition: str
    areas: int
    most_deprived_tenth: int
    most_deprived_fifth: int


def clusters(figures: Figures, area: Area, outlines: Mapping[str, Any] | None) -> Clusters | Missing:
    """Clusters of the latest deprivation score among the members' small areas, with queen contiguity of outlines."""
    district_of = area.small_areas.get("lsoa-2021", {})
    if outlines is None:
        return Missing(
            "Clusters of deprivation are unmeasured: the workspace has no outlines of small areas.",
            "Put a GeoJSON of the LSOAs of 2021 in its boundaries and name it under `lsoa` in workspace.toml; "
            "the ONS Open Geography Portal publishes them.",
        )
    found = figures.grid(LATEST, {"place": tuple(district_of)}, measure="score", domain="imd") if district_of else None
    if found is None:
        return Missing.figures(LATEST, "the English Indices of Deprivation 2025 by small area")
    known = {
        code: float(score) for code, score in zip(found.of("place"), found.value, strict=True) if np.isfinite(score)
    }
    codes, shapes = _shapes(outlines, known)
    if len(codes) < 4:
        return Missing(
            "Clusters of deprivation are unmeasured: hardly any outline belongs to a small area with a score.",
            "Check that the outlines are those of the LSOAs of 2021 and that their codes are in the property `code`.",
        )
    weights = contiguity(shapes)
    scores = np.array([known[code] for code in codes])
    try:
        local = local_moran(scores, weights, PERMUTATIONS, rng=np.random.default_rng(SEED))
        overall = moran(scores, weights)
    except Undefined as error:
        return Missing(f"Clusters of deprivation are undefined: {error.what}", error.fix or "")
    classes = tuple(
        QUADRANTS[int(quadrant)] if significant else "none"
        for quadrant, significant in zip(local.quadrant, local.significant, strict=True)
    )
    districts = tuple(district_of[code] for code in codes)
    return Clusters(
        codes=codes,
        scores=tuple(scores.tolist()),
        classes=classes,
        districts=districts,
        counts={name: classes.count(name) for name in (*QUADRANTS.values(), "none")},
        by_district=_by_district(area.members, districts, classes),
        islands=int(local.is_island.sum()),
        unmatched=len(known) - len(codes),
        whole=overall.I,
        expected=overall.expected,
        p=overall.p,
        permutations=PERMUTATIONS,
    )


def contiguity(shapes: Sequence[Any]) -> csr_array:
    """Queen contiguity: shapes that share a border or a corner, as a matrix of ones; nobody is its own neighbour.

    >>> from shapely import box
    >>> contiguity([box(0, 0, 1, 1), box(1, 1, 2, 2), box(5, 5, 6, 6)]).toarray().astype(int).tolist()
    [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    """
    from scipy.sparse import csr_array
    from shapely import STRtree

    tree = STRtree(list(shapes))
    one, other = tree.query(list(shapes), predicate="dwithin", distance=NEAR)
    apart = one != other
    size = len(shapes)
    return csr_array((np.ones(int(apart.sum())), (one[apart], other[apart])), shape=(size, size))


def deprived_shares(figures: Figures, area: Area) -> tuple[DeprivedShare, ...] | Missing:
    """Small areas among England's most deprived tenth and fifth, by district, in each edition that is there."""
    made: list[DeprivedShare] = []
    for source, vintage, edition in ((BEFORE, "lsoa-2011", "2019"), (LATEST, "lsoa-2021", "2025")):
        district_of = area.small_areas.get(vintage, {})
        found = (
            figures.grid(source, {"place": tuple(district_of)}, measure="decile", domain="imd") if district_of else None
        )
        if found is None:
            continue
        for member in area.members:
            deciles = [
                decile
                for code, decile in zip(found.of("place"), found.value, strict=True)
                if district_of[code] == member and np.isfinite(decile)
            ]
            tenth, fifth = (sum(bool(decile <= most) for decile in deciles) for most in (1, 2))
            made.append(DeprivedShare(member, edition, len(deciles), tenth, fifth))
    return tuple(made) or Missing.figures(LATEST, "the English Indices of Deprivation by small area")


def _shapes(outlines: Mapping[str, Any], known: Mapping[str, float]) -> tuple[tuple[str, ...], list[Any]]:
    from shapely.geometry import shape

    found = {}
    for feature in outlines.get("features", ()):
        code = feature["properties"].get("code")
        if code in known and feature.get("geometry"):
            found[code] = shape(feature["geometry"])
    return tuple(sorted(found)), [found[code] for code in sorted(found)]


def _by_district(members: Sequence[str], districts: Sequence[str], classes: Sequence[str]) -> dict[str, dict[str, int]]:
    counted = {member: dict.fromkeys((*QUADRANTS.values(), "none"), 0) for member in members}
    for district, name in zip(districts, classes, strict=True):
        counted.setdefault(district, dict.fromkeys((*QUADRANTS.values(), "none"), 0))[name] += 1
    return counted
