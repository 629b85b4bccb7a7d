"""Work that is done in the background."""

from __future__ import annotations

from django_tasks import task


@task()
def build_task(pk: int) -> None:
    """Run the build of that number."""
    from placewright.web.strategy.building import run_build
    from placewright.web.strategy.models import Build, BuildState
    from placewright.web.strategy.pruning import prune_builds

    build = Build.objects.filter(pk=pk, state=BuildState.WAITING).first()
    if build is not None:
        run_build(build)
        prune_builds()


@task()
def refresh_task(pk: int) -> None:
    """Work off the refresh of that number."""
    from placewright.web.strategy.models import Refresh
    from placewright.web.strategy.pruning import prune_builds
    from placewright.web.strategy.refresh_work import work_off

    refresh = Refresh.objects.filter(pk=pk, is_open=True).first()
    if refresh is not None and refresh.is_under_way:
        work_off(refresh)
        prune_builds()


@task()
def copy_task(pk: int) -> None:
    """Take the whole copy of that number."""
    from placewright.web.strategy.backups.services import run_copy
    from placewright.web.strategy.models import CopyState, WholeCopy

    copy = WholeCopy.objects.filter(pk=pk, state=CopyState.WAITING).first()
    if copy is not None:
        run_copy(copy)


@task()
def compare_task(pk: int) -> None:
    """Compare the archive of that number with what is here."""
    from placewright.web.strategy.incoming import compare
    from placewright.web.strategy.models import Incoming, IncomingState

    sent = Incoming.objects.filter(pk=pk, state=IncomingState.WAITING).first()
    if sent is not None:
        compare(sent)
