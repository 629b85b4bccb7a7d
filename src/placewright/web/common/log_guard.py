"""Triggers by which the database itself refuses to change or remove an entry of the event log."""

from __future__ import annotations

from typing import Any

_TABLE = "common_logentry"
_WHY = "An entry of the event log cannot be changed or removed."

_SQLITE = tuple(
    f"CREATE TRIGGER {_TABLE}_no_{action.lower()} BEFORE {action} ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
    for action in ("UPDATE", "DELETE")
)
_POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {_TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_WHY}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER {_TABLE}_no_change BEFORE UPDATE OR DELETE ON {_TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {_TABLE}_refuse()",
    f"CREATE TRIGGER {_TABLE}_no_emptying BEFORE TRUNCATE ON {_TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_refuse()",
)
_SQLITE_OFF = tuple(f"DROP TRIGGER IF EXISTS {_TABLE}_no_{action}" for action in ("update", "delete"))
_POSTGRESQL_OFF = (
    f"DROP TRIGGER IF EXISTS {_TABLE}_no_change ON {_TABLE}",
    f"DROP TRIGGER IF EXISTS {_TABLE}_no_emptying ON {_TABLE}",
    f"DROP FUNCTION IF EXISTS {_TABLE}_refuse()",
)


def guard(apps: Any, editor: Any) -> None:
    """Put the triggers up; a migration does."""
    lift(apps, editor)
    for statement in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement)


def lift(apps: Any, editor: Any) -> None:
    """Take them down, which undoing the migration does; whoever can do this owns the database."""
    for statement in _POSTGRESQL_OFF if editor.connection.vendor == "postgresql" else _SQLITE_OFF:
        editor.execute(statement)
