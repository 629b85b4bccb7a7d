"""One view of the database for as long as a copy of it takes, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

_NUMBERS = count(1)


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a connection that sees the database as it is now, and goes on seeing that.

    Writers are not held up. A database in memory has one connection alone, which is lent.
    """
    given = connections[DEFAULT_DB_ALIAS]
    options = dict(given.settings_dict.get("OPTIONS") or {})
    if given.vendor == "sqlite":
        if given.is_in_memory_db():  # type: ignore[attr-defined]
            yield DEFAULT_DB_ALIAS
            return
        options["transaction_mode"] = "DEFERRED"
    else:
        from django.db.backends.postgresql.psycopg_any import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    alias = f"snapshot-{next(_NUMBERS)}"
    settings: dict[str, Any] = {**given.settings_dict, "OPTIONS": options, "CONN_MAX_AGE": 0}
    connections.databases[alias] = settings
    try:
        with transaction.atomic(using=alias):
            MigrationRecorder.Migration.objects.using(alias).count()  # the first read is what fixes the view
            yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def migrations_of(using: str) -> dict[str, list[str]]:
    """The migrations that a database has, by app, in their order."""
    found: dict[str, list[str]] = {}
    rows = MigrationRecorder.Migration.objects.using(using).order_by("id")
    for app, name in rows.values_list("app", "name"):
        found.setdefault(app, []).append(name)
    return dict(sorted(found.items()))
