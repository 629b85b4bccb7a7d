"""What the settings name is done by the worker, and one that fails does not keep the others from being done."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from placewright.web.strategy.upkeep import do_upkeep

done: list[str] = []


def fail() -> None:
    raise OSError("no disk")


def work() -> None:
    done.append("work")


def test_one_that_fails_does_not_keep_the_others_from_being_done(settings: object) -> None:
    done.clear()
    settings.PLACEWRIGHT_UPKEEP = (f"{__name__}.fail", f"{__name__}.work")  # type: ignore[attr-defined]
    do_upkeep()
    assert done == ["work"]


@pytest.mark.embedded
@pytest.mark.django_db
def test_a_worker_does_it_before_it_works_off_the_queue(settings: object) -> None:
    done.clear()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # type: ignore[attr-defined]
    settings.PLACEWRIGHT_UPKEEP = (f"{__name__}.work",)  # type: ignore[attr-defined]
    call_command("work", "--batch")
    assert done == ["work"]
