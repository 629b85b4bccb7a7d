"""Bringing the database up to date when the server starts, and leaving it alone where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

from placewright.build.state import code_fingerprint
from placewright.core.files import write_text

_STAMP = ".migrated"


def migrate_where_needed(data: Path, say: Callable[[str], None]) -> None:
    """Run the migrations that the database lacks; the look for them takes a millisecond, loading them a second.

    They run as well when the application's code is another than the last time, since roles and permissions are
    brought up to date with them.
    """
    stamp, code = data / _STAMP, code_fingerprint("web")
    applied = _applied()
    if _there() <= applied and stamp.is_file() and stamp.read_text(encoding="utf-8") == code:
        return
    say("Bringing the database up to date ..." if applied else "Making the database ...")
    call_command("migrate", verbosity=0, interactive=False)
    write_text(stamp, code)


def is_empty() -> bool:
    """Whether nothing was ever written to the database."""
    return not _applied()


def _applied() -> frozenset[tuple[str, str]]:
    """The migrations that the database says it has; none where it is empty."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return frozenset((str(app), str(name)) for app, name in cursor.fetchall())
    except DatabaseError:
        return frozenset()


def _there() -> frozenset[tuple[str, str]]:
    """The migrations of the installed apps, by the names of their files."""
    return frozenset(_files())


def _files() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        for path in (Path(app.path) / "migrations").glob("*.py"):
            if path.stem[0] not in "_~":
                yield app.label, path.stem
