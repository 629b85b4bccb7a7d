"""The map beside the list of an area question: outlines of the build that the public sees; the list is the answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from placewright.build.page_jobs import outlines_of
from placewright.core.errors import PlacewrightError
from placewright.publish.views import Boundaries
from placewright.web.strategy.current import opened, shown

_LOG = logging.getLogger(__name__)
_FEWEST, _MOST = 2, 120
"""One area is no choice, and more than these are too small to be met by a finger: then there is the list alone."""
_NOT_A_LEVEL = "around"


@dataclass(frozen=True, slots=True)
class MappedArea:
    """One area that can be chosen on a map."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The areas of a question on a map, in the order of its list; `unmapped` are those that only the list has."""

    width: float
    height: float
    land: str
    areas: tuple[MappedArea, ...]
    unmapped: tuple[str, ...] = ()


def area_map(offered: Mapping[str, str]) -> AreaMap | None:
    """The map of these areas, by code and name; None where no build has outlines for two of them or more."""
    now = shown() if _FEWEST <= len(offered) <= _MOST else None
    outlines = None if now is None else _outlines(now.number, now.out.parent, frozenset(offered))
    if outlines is None:
        return None
    paths = {shape.code: shape.path for shape in outlines.shapes}
    return AreaMap(
        outlines.width,
        outlines.height,
        outlines.around,
        tuple(MappedArea(code, name, paths[code]) for code, name in offered.items() if code in paths),
        tuple(name for code, name in offered.items() if code not in paths),
    )


@lru_cache(maxsize=64)
def _outlines(number: int, folder: Path, codes: frozenset[str]) -> Boundaries | None:
    """The outlines of the level that has most of the areas; a file that cannot be read leaves the list alone."""
    workspace = opened(number, folder).workspace
    levels = [name for name in workspace.record.boundaries if name != _NOT_A_LEVEL and not name.endswith("-districts")]
    found: Boundaries | None = None
    for level in levels:
        try:
            drawn = outlines_of(workspace, level, only=codes)
        except PlacewrightError as error:
            _LOG.warning("No map of %s for area questions: %s", level, error)
            continue
        if drawn is not None and len(drawn.shapes) >= max(_FEWEST, len(found.shapes) + 1 if found else 0):
            found = drawn
    return found
