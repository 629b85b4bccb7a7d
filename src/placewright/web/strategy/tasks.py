"""Work that is done in the background."""

from __future__ import annotations

from django_tasks import task


@task()
def build_task(pk: int) -> None:
    """Run the build of that number."""
    from placewright.web.strategy.building import run_build
    from placewright.web.strategy.models import Build

    run_build(Build.objects.get(pk=pk))
