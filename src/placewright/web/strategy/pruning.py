"""Removing the files of old builds; what the public sees, the newest, and what somebody needs stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from placewright.web.strategy.models import Build, BuildState, Refresh, RefreshState
from placewright.web.strategy.models.builds import Switch

Keeper = Callable[[], Iterable[int]]
_keepers: list[Keeper] = []


def keep_builds(keeper: Keeper) -> Keeper:
    """Have the builds stay whose numbers a function gives, such as those that editions need; also as a decorator."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


def prune_builds() -> list[int]:
    """Remove the files of the builds that nothing needs; the rows stay, so that the list says what was built when."""
    needed = needed_builds()
    removed = []
    for number in _with_files():
        if number not in needed:
            shutil.rmtree(Path(settings.DATA) / "builds" / str(number), ignore_errors=True)
            removed.append(number)
    return removed


def needed_builds() -> set[int]:
    """The numbers of the builds whose files stay."""
    needed = set(Build.objects.filter(state__in=(BuildState.WAITING, BuildState.RUNNING)).values_list("pk", flat=True))
    ready = Build.objects.filter(state=BuildState.READY)
    needed.update(ready.values_list("pk", flat=True)[: settings.PLACEWRIGHT_KEEP_BUILDS])
    needed.update(Switch.objects.values_list("build_id", flat=True)[:1])
    needed.update(Build.objects.values_list("pk", flat=True)[:1])
    last_shown = Refresh.objects.filter(state=RefreshState.SHOWN)[:1]
    for refresh in (*Refresh.objects.filter(is_open=True), *last_shown):
        needed.update(number for number in (refresh.build_id, refresh.against_id) if number)
    for keeper in _keepers:
        needed.update(keeper())
    return needed


def _with_files() -> list[int]:
    folder = Path(settings.DATA) / "builds"
    if not folder.is_dir():
        return []
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdecimal())
