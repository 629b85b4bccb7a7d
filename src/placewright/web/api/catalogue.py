"""What the interface reads: indicators, datasets, claims, editions and figures of the build that the public sees."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from placewright.build.sources_of import source_notes
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.publish.views import SourceNote
from placewright.records.edition import Edition
from placewright.records.indicator import Indicator
from placewright.web.api.figures import Figures, figures_in
from placewright.web.api.problems import Refused
from placewright.web.explorer.evidence_shown import evidence_of
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.current import Shown, opened


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A build as the interface reads it; what it holds never changes."""

    shown: Shown
    indicators: Mapping[str, Indicator]
    datasets: Mapping[str, SourceNote]
    claims: Mapping[str, dict[str, Any]]
    editions: Mapping[str, Edition]
    figures: Figures

    @property
    def number(self) -> int:
        """The number of the build."""
        return self.shown.number


def current() -> Catalogue:
    """What the public sees now.

    Raises:
        Refused: nothing has been published yet; status 404.
    """
    build = shown_build()
    if build is None:
        raise Refused(404, _("Nothing has been published yet."), fix=_("Come back when the first build is there."))
    return _read(build.pk, build.folder)


@lru_cache(maxsize=3)
def _read(number: int, folder: Path) -> Catalogue:
    now = opened(number, folder)
    figures = figures_in(evidence_of(now.number, folder).figures.table)
    every = {**packaged_indicators(), **read_indicators(now.workspace.folder / "indicators")}
    pinned = [name for name, dataset in sorted(now.workspace.datasets.items()) if dataset.is_pinned]
    return Catalogue(
        now,
        {name: every[name] for name in sorted(figures.stretches) if name in every},
        {note.dataset: note for note in source_notes(now.world, pinned)},
        {claim["id"]: claim for claim in _claims(now.out / "claims.json")},
        dict(sorted(now.world.authored.editions.items())),
        figures,
    )


def _claims(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():  # a workspace without a strategy
        return []
    claims: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["claims"]
    return claims
