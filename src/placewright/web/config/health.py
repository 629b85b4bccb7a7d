"""Whether the application is well, for whoever watches it: no secrets, no session, no cache."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from placewright.web.strategy.building import shown_build
from placewright.web.strategy.worker_presence import is_worker_missing

logger = logging.getLogger(__name__)

_LATE = timedelta(minutes=10)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Database, pages and worker in a word each; 503 where the database does not answer or the pages are gone.

    The worker is `late` where something has waited for ten minutes: it has long work in hand, or cannot take it up.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        build = shown_build()
        since = timezone.now() - _LATE
        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=since)
        found = {
            "database": "ok",
            "pages": "none yet" if build is None else "ok" if build.site.is_dir() else "gone",
            "worker": "none" if is_worker_missing() else "late" if waiting.exists() else "ok",
        }
    except DatabaseError as error:
        logger.error("The database does not answer: %s", type(error).__name__)
        found = {"database": "down", "pages": "unknown", "worker": "unknown"}
    is_well = found["database"] == "ok" and found["pages"] != "gone"
    status = "ok" if is_well else "trouble"
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"status": status} | found, status=200 if is_well else 503, headers=headers)
