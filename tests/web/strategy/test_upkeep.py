"""What the settings name is done by the worker, and one that fails does not keep the others from being done."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import OperationalError

from placewright.web.strategy.management.commands import work as work_command
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


@pytest.mark.django_db
def test_a_worker_that_found_the_database_held_by_another_goes_on(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.PLACEWRIGHT_UPKEEP = ()  # type: ignore[attr-defined]
    looked: list[str] = []

    def locked_once(name: str, **options: object) -> None:
        looked.append(name)
        if len(looked) == 1:
            raise OperationalError("database is locked")

    monkeypatch.setattr(work_command, "call_command", locked_once)
    monkeypatch.setattr(work_command, "_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(work_command.connections, "close_all", lambda: None)
    call_command("work", "--batch")
    assert looked == ["db_worker", "db_worker"]


@pytest.mark.django_db
def test_a_worker_ends_where_something_else_is_wrong_with_the_database(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.PLACEWRIGHT_UPKEEP = ()  # type: ignore[attr-defined]

    def broken(name: str, **options: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(work_command, "call_command", broken)
    with pytest.raises(OperationalError, match="disk"):
        call_command("work", "--batch")
