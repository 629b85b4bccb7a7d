"""Figures that people keep here, such as readings of measures: at each build they become a version of the evidence."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from placewright.ledger.links import all_links
from placewright.web.strategy.models import Build, Refresh
from placewright.web.strategy.stores import add_evidence, lay_out
from placewright.workspace.authored import Authored, dump_authored


def bring_own_figures(folder: Path, authored: Authored) -> frozenset[str]:
    """Write what people keep here into a workspace's folder; the indicators whose figures are others than before."""
    bring = import_string(settings.PLACEWRIGHT_OWN_FIGURES)
    changed: frozenset[str] = bring(folder, authored)
    return changed


def lay_out_with_own_figures(build: Build, authored: Authored) -> None:
    """Lay a build's workspace out, with what people keep here as part of its evidence.

    Where live records rest on figures that are others now, the build goes on without them, and they are put forward as
    a refresh, which somebody looks through and shows.
    """
    records = dump_authored(authored)
    lay_out(build.evidence, records, build.workspace)
    changed = bring_own_figures(build.workspace, authored)
    if not changed:
        return
    if users := rest_on(authored, changed):
        shutil.rmtree(build.workspace)
        lay_out(build.evidence, records, build.workspace)
        _put_forward(build, users)
        return
    note = _("readings: %(names)s") % {"names": ", ".join(sorted(changed))[:200]}
    build.evidence = add_evidence(build.workspace, by=build.asked_by, note=note)
    build.save(update_fields=["evidence"])


def rest_on(authored: Authored, indicators: Collection[str]) -> tuple[str, ...]:
    """The records, as `kind:id`, that name one of the indicators."""
    wanted = {f"indicator:{name}" for name in indicators}
    return tuple(dict.fromkeys(link.source for link in all_links(authored) if link.target in wanted))


def _put_forward(build: Build, users: Collection[str]) -> None:
    """Begin a refresh that brings them, unless one waits for a decision: that one, built again, brings them as well."""
    from placewright.web.strategy.refreshing import RefreshUnderWay, put_forward_own_figures

    if Refresh.objects.filter(build=build).exists():
        return
    try:
        put_forward_own_figures(by=build.asked_by)
    except RefreshUnderWay:
        return
