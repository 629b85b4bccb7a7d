"""Work of co-design that is done in the background."""

from __future__ import annotations

from django_tasks import task


@task()
def edition_task(pk: int) -> None:
    """Make the edition of that number."""
    from placewright.web.strategy.co_design.models import MadeEdition
    from placewright.web.strategy.co_design.services.making import run_making

    run_making(MadeEdition.objects.select_related("build__evidence", "under_way").get(pk=pk))
