"""What the public sees now: the build, its workspace and what the frame of every page says, read once for each."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from placewright import __version__
from placewright.build.page_jobs import site_info as site_info_of
from placewright.build.plain_world import plain_world
from placewright.build.world import World
from placewright.publish.beside import Beside
from placewright.publish.views import PlaceRef, SiteInfo
from placewright.web.strategy.build_process import BESIDE
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design.standing import standing_edition
from placewright.web.strategy.models import Build
from placewright.workspace.folder import WorkspaceFolder, open_workspace


@dataclass(frozen=True, slots=True)
class Shown:
    """A build as pages use it: its number, its output, its workspace, and names and codes without figures."""

    number: int
    out: Path
    workspace: WorkspaceFolder
    world: World

    @property
    def site(self) -> SiteInfo:
        """What the frame of its pages says, in the language of whoever reads: made for each, in microseconds."""
        return site_info_of(self.world)


def shown() -> Shown | None:
    """The build that the public sees; None before the first."""
    build = seen_build()
    return opened(build.pk, build.folder) if build else None


def seen_build() -> Build | None:
    """The build that the public sees, asked for once in a moment by each process; None before the first.

    How long the moment is, the settings say; it is the time for which a page may lag behind a switch.
    """
    now = time.monotonic()
    at, build = _seen.get(_ONE, (float("-inf"), None))
    if build is None or now - at >= settings.PLACEWRIGHT_SHOWN_SECONDS:
        build = shown_build()
        _seen[_ONE] = (now, build)
    return build


_ONE = "seen"
_seen: dict[str, tuple[float, Build | None]] = {}


@lru_cache(maxsize=4)
def opened(number: int, folder: Path) -> Shown:
    """A build, read from its folder; builds never change."""
    workspace = open_workspace(folder / "workspace")
    world = plain_world(workspace, beside=beside())
    return Shown(number, folder / "out", workspace, world)


def beside() -> Beside:
    """What is served with the built pages, at this installation's address."""
    return replace(BESIDE, address=settings.PLACEWRIGHT_ADDRESS)


def site_info() -> SiteInfo:
    """What the frame of every page says; before the first build, that there is none yet."""
    now = shown()
    if now is not None:
        edition = standing_edition()
        return replace(now.site, edition=edition.words(now.number)) if edition is not None else now.site
    nowhere = PlaceRef("", _("No place yet"), "area", has_page=False)
    return SiteInfo("Placewright", nowhere, date(1970, 1, 1), version=__version__, beside=beside())
