"""The evidence of the build that the public sees, as the explorer and the search use it; read once for each build."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from placewright.build.territory import bundles_of
from placewright.build.world import LEVEL_NAMES, World
from placewright.core.errors import PlacewrightError
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.evidence.levels import level_of
from placewright.places import registry
from placewright.publish.views import FOUNDATIONS, Boundaries, PlaceRef
from placewright.records.indicator import Indicator
from placewright.web.explorer.figures import Figures
from placewright.web.explorer.prepared import all_outlines, prepared
from placewright.web.strategy.current import Shown, opened, shown
from placewright.workspace.folder import WorkspaceFolder

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A build's evidence: its figures, its indicators, and names and codes of its places.

    `key` changes whenever anything that a page of the explorer shows may have changed; `named` holds name and code of
    the places of today that have figures, districts before wider and statistical places.
    """

    key: str
    shown: Shown
    world: World
    figures: Figures
    indicators: Mapping[str, Indicator]
    maps: Mapping[str, Boundaries]
    named: tuple[tuple[str, str], ...]

    @property
    def area(self) -> str:
        """The code that stands for the workspace's place."""
        return self.world.area

    def by_foundation(self) -> list[tuple[str, list[Indicator]]]:
        """The indicators by foundation, each in the order of their names; foundations without any are left out."""
        groups = [
            (name, sorted((i for i in self.indicators.values() if str(i.foundation) == slug), key=_name_of))
            for slug, name, _ in FOUNDATIONS
        ]
        return [(name, found) for name, found in groups if found]

    def name(self, code: str) -> str:
        """The place's name."""
        return self.world.name(code)

    def level(self, code: str) -> str:
        """The place's level in words."""
        if code == self.area and code not in self.world.workspace.record.places:
            return "area"
        return LEVEL_NAMES.get(level_of(code), (level_of(code), ""))[0]

    def is_place(self, code: str) -> bool:
        """Whether it is a place that can be asked for: one of the registry, or the workspace's own."""
        return code == self.area or code in registry().places

    def ref(self, code: str) -> PlaceRef:
        """The place as pages name it."""
        return PlaceRef(code, self.name(code), self.level(code), has_page=code in self.world.pages)

    def outlines(self, name: str) -> Boundaries | None:
        """The outlines of a map, such as `lad`, `lsoa` or `lsoa-E07000243`; None where the workspace has none."""
        return self.maps.get(name)

    @property
    def first_indicator(self) -> str:
        """What a visitor sees who has chosen nothing: the first of the headline indicators that has figures."""
        headline = self.world.workspace.record.headline
        return next((name for name in (*headline, *self.indicators) if name in self.indicators), "")


def evidence_shown() -> EvidenceShown | None:
    """The evidence of the build that the public sees; None before the first."""
    now = shown()
    if now is None or not (now.out / "evidence.parquet").is_file():
        return None
    return evidence_of(now.number, now.out.parent)


def evidence_of(number: int, build: Path) -> EvidenceShown:
    """The evidence of a build by its number and its folder; what reads it shares one mapping of its figures."""
    return _read(number, build, Path(settings.DATA) / "prepared")


def prepare_build(out: Path, workspace: WorkspaceFolder) -> None:
    """Make what pages will read of a build before anybody asks for them; nothing where it holds no evidence.

    Where that fails the first visitor waits for it instead, so it is logged and the build goes on.
    """
    if not (out / "evidence.parquet").is_file():
        return
    try:
        prepared(out, workspace, _definitions(workspace), folder=Path(settings.DATA) / "prepared")
    except (OSError, PlacewrightError) as error:
        logger.warning("The evidence could not be prepared ahead: %s", error)


@lru_cache(maxsize=4)
def _read(number: int, build: Path, store: Path) -> EvidenceShown:
    now = opened(number, build)
    definitions = _definitions(now.workspace)
    folder, key = prepared(now.out, now.workspace, definitions, folder=store)
    figures = Figures(folder, definitions, frozenset(bundles_of(now.workspace)))
    indicators = {name: definitions[name] for name in sorted(definitions) if name in figures}
    world = replace(now.world, indicators=indicators)
    return EvidenceShown(f"{now.number}-{key}", now, world, figures, indicators, all_outlines(folder), _names(figures))


_ORDER = ("lad", "county", "region", "country", "cauth", "lep", "itl3", "itl2", "itl1")


def _names(figures: Figures) -> tuple[tuple[str, str], ...]:
    places = registry()
    found = [
        (_ORDER.index(level), places.name(code), code)
        for code, level in figures.places.items()
        if level in _ORDER and code in places.places and places.get(code).is_current
    ]
    return tuple((name, code) for _rank, name, code in sorted(found))


def _definitions(workspace: WorkspaceFolder) -> dict[str, Indicator]:
    return {**packaged_indicators(), **read_indicators(workspace.folder / "indicators")}


def _name_of(indicator: Indicator) -> str:
    return indicator.name.casefold()
