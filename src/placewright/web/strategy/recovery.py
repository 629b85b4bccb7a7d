"""Setting right what a worker that was killed left behind: builds that run no more, and work that nobody does."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import ask_for_build
from placewright.web.strategy.models import UNDER_WAY, Build, BuildState, Refresh, RefreshState
from placewright.web.strategy.tasks import build_task, refresh_task


def recover() -> tuple[int, int]:
    """Mark builds that run no more as failed and have their work done again; how many builds and refreshes.

    Call it before any worker runs: whatever is said to be running then was left so by one that was killed.
    """
    builds = refreshes = 0
    running = DBTaskResult.objects.running()
    for path in (build_task.module_path, refresh_task.module_path):
        running.filter(task_path=path).delete()
    of_refreshes = set(Refresh.objects.filter(build__isnull=False).values_list("build_id", flat=True))
    for build in Build.objects.filter(state=BuildState.RUNNING):
        with transaction.atomic():
            what = _("The worker was stopped while this was being built.")
            build.state, build.finished_at, build.progress = BuildState.FAILED, timezone.now(), ""
            build.trouble = [{"severity": "error", "where": "", "what": what, "fix": _("It is being built again.")}]
            build.save()
            record_event("found unfinished", "build", build.pk)
            if build.pk not in of_refreshes:
                ask_for_build(build.reason, by=build.asked_by, evidence=build.evidence, to_publish=build.to_publish)
        builds += 1
    for refresh in Refresh.objects.filter(is_open=True, state__in=UNDER_WAY):
        if not _is_waiting(refresh):
            with transaction.atomic():
                refresh.state, refresh.progress = RefreshState.WAITING, ""
                refresh.save(update_fields=["state", "progress"])
                record_event("found unfinished", "refresh", refresh.pk)
                transaction.on_commit(partial(refresh_task.enqueue, refresh.pk))
            refreshes += 1
    return builds, refreshes


def _is_waiting(refresh: Refresh) -> bool:
    """Whether a task for it stands in the queue already."""
    ready = DBTaskResult.objects.ready().filter(task_path=refresh_task.module_path)
    return any(task.args_kwargs.get("args") == [refresh.pk] for task in ready)
