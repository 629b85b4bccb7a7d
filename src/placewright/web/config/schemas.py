"""PostgreSQL's schemas: one to build a restored state in, and its exchange with the one that is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

_FRESH = "placewright_restoring"


@dataclass(slots=True)
class FreshSchema:
    """An empty schema that the connection works in until it leaves; without a name on the embedded database."""

    name: str
    usual: str | None

    def enter(self) -> None:
        """Work in it."""
        if self.name:
            _use(f"-c search_path={self.name}")

    def leave(self) -> None:
        """Work where the connection usually works."""
        if self.name:
            _use(self.usual)


@contextmanager
def fresh_schema() -> Iterator[FreshSchema]:
    """A schema to build in, which is gone afterwards unless it was given another name."""
    if connection.vendor != "postgresql":
        yield FreshSchema("", None)
        return
    schema = FreshSchema(_FRESH, connection.settings_dict["OPTIONS"].get("options"))
    _execute(f"DROP SCHEMA IF EXISTS {_FRESH} CASCADE", f"CREATE SCHEMA {_FRESH}")
    schema.enter()
    try:
        yield schema
    finally:
        schema.leave()
        _execute(f"DROP SCHEMA IF EXISTS {_FRESH} CASCADE")
        connection.close()


def rename_schemas(new: str, old: str) -> None:
    """Have the schema in use be called `old`, and the one called `new` take its place, in one step."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        current = str(cursor.fetchone()[0])
        cursor.execute(f"ALTER SCHEMA {quote(current)} RENAME TO {quote(old)}")
        cursor.execute(f"ALTER SCHEMA {quote(new)} RENAME TO {quote(current)}")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _use(options: str | None) -> None:
    connection.close()
    given = connection.settings_dict["OPTIONS"]
    given.pop("options", None)
    if options:
        given["options"] = options
