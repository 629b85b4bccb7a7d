"""Builds: asked for, run in a process of their own, and shown to the public in one step."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.exchange import authored_in_database
from placewright.web.strategy.long_work import Ended, follow
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
from placewright.web.strategy.own_figures import lay_out_with_own_figures
from placewright.web.strategy.public_changes import broken_between, changes_between, chapters_between
from placewright.web.strategy.stores import share_tree
from placewright.web.strategy.tasks import build_task
from placewright.workspace.authored import Authored, dump_authored
from placewright.workspace.folder import open_workspace

_MOST_TROUBLE = 200
_LOOKED_BACK = 20
"""How many builds back one is looked for that still has its files, to share what did not change with it."""


class NotReady(PlacewrightError):
    """A build that the public cannot be shown."""


def ask_for_build(
    reason: str, *, by: Account | None = None, evidence: Evidence | None = None, to_publish: bool = True
) -> Build:
    """A build of the live records with a version of the evidence, run in the background once this is committed.

    Args:
        reason: why, in words that the list of builds shows.
        by: who asked; None for the program itself.
        evidence: the version; without one that of what the public sees, or the newest.
        to_publish: whether the public sees it as soon as it is ready.

    Raises:
        NotReady: there is no evidence yet.
    """
    build = new_build(reason, by=by, evidence=evidence, to_publish=to_publish)
    transaction.on_commit(partial(build_task.enqueue, build.pk))
    return build


def new_build(
    reason: str, *, by: Account | None = None, evidence: Evidence | None = None, to_publish: bool = True
) -> Build:
    """A build that waits to be run by `run_build`; see `ask_for_build`."""
    shown = shown_build()
    version = evidence or (shown.evidence if shown else Evidence.objects.first())
    if version is None:
        raise NotReady("There is no evidence to build from.", fix="Import a workspace first.")
    return Build.objects.create(evidence=version, reason=reason, asked_by=by, to_publish=to_publish)


def run_build(
    build: Build,
    *,
    authored: Authored | None = None,
    progress: Callable[[str], None] = lambda words: None,
    like: Path | None = None,
) -> Build:
    """Run a build to its end, and show it to the public where that was asked and nothing stops it.

    One in which a claim would break that is whole where the public reads it is kept from the public: see `Build.held`.

    Args:
        build: one that waits.
        authored: the records to build from; without them, those that are live.
        progress: told how far it is, in the words that the list of builds shows as well.
        like: the output of such a build made elsewhere, to share what is the same where no build is there yet.
    """
    build.state, build.started_at = BuildState.RUNNING, timezone.now()
    records = authored or authored_in_database()
    build.records_digest = fingerprint(dump_authored(records))
    build.save()
    shutil.rmtree(build.folder, ignore_errors=True)
    lay_out_with_own_figures(build, records)
    earlier = Build.objects.filter(state=BuildState.READY, pk__lt=build.pk)[:_LOOKED_BACK]
    before = next((one.out for one in earlier if one.out.is_dir()), like)
    if before:
        share_tree(before, build.out)
    _follow(build, progress)
    if build.state == BuildState.READY:
        import_string(settings.PLACEWRIGHT_BEFORE_SHOWING)(build.out, open_workspace(build.workspace))
        if build.to_publish:
            seen = shown_build()
            build.held = broken_between(seen.out if seen else None, build.out)
    build.finished_at = timezone.now()
    build.save()
    if build.held:
        record_event("held back", "build", build.pk, note=", ".join(claim["id"] for claim in build.held)[:300])
    elif build.state == BuildState.READY and build.to_publish:
        show(build, by=build.asked_by, note=build.reason)
    return build


def show(build: Build, *, by: Account | None = None, note: str = "") -> Switch:
    """Show a build to the public from now on.

    Raises:
        NotReady: it did not end well, or its files are gone.
    """
    if build.state != BuildState.READY or not build.site.is_dir():
        raise NotReady(f"Build {build.pk} cannot be shown.", fix="Choose one that is ready, or build again.")
    before = shown_build()
    changes = changes_between(before.out if before else None, build.out)
    chapters = chapters_between(before.out if before else None, build.out)
    with transaction.atomic():
        switch = Switch.objects.create(build=build, by=by, note=note, changes=changes, chapters=chapters)
        record_event("showed", "build", build.pk, by=by, note=note)
    return switch


def shown_build() -> Build | None:
    """The build that the public sees; None before the first."""
    switch = Switch.objects.select_related("build__evidence").first()
    return switch.build if switch else None


def catalogue(language: str) -> Path:
    """Where the team's catalogue of a language lies, as `msgfmt` makes it."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.mo"


def build_elsewhere(workspace: Path, out: Path, *, progress: Callable[[str], None] = lambda words: None) -> Ended:
    """Build a workspace's folder in a process of its own, as the public is shown it; no database is needed."""
    return follow(
        "placewright.web.strategy.build_process",
        str(workspace),
        str(out),
        timezone.localdate().isoformat(),
        settings.PLACEWRIGHT_ADDRESS,
        settings.LANGUAGE_CODE,
        str(catalogue(settings.LANGUAGE_CODE)),
        progress=progress,
    )


def _follow(build: Build, progress: Callable[[str], None]) -> None:
    """Run the build's process, keep how far it is where people look, and how it ended."""

    def keep(words: str) -> None:
        Build.objects.filter(pk=build.pk).update(progress=words)
        progress(words)

    ended = build_elsewhere(build.workspace, build.out, progress=keep)
    build.progress = ""
    if "ready" in ended.said:
        build.state, build.trouble = BuildState.READY, ended.said["issues"]
    elif "stopped" in ended.said:
        build.state, build.trouble = BuildState.STOPPED, ended.said["stopped"]
    else:
        what = _("The build ended by itself (code %(code)s).") % {"code": ended.code}
        build.state = BuildState.FAILED
        build.trouble = [{"severity": "error", "where": "", "what": what, "fix": ended.trouble}]
    build.trouble = build.trouble[:_MOST_TROUBLE]
