"""Tables as lines of JSON that any database takes: one file a table, one row a line, in the order of dependency."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connections, transaction
from django.db.models import BinaryField, Field, FileField, Model
from django.utils.duration import duration_iso_string

from placewright.core.errors import PlacewrightError

LEFT_OUT = frozenset(
    {
        "account.emailconfirmation",
        "axes.accessattempt",
        "axes.accessattemptexpiration",
        "axes.accessfailurelog",
        "axes.accesslog",
        "common.sharedentry",
        "django_tasks_database.dbtaskresult",
        "sessions.session",
        "usersessions.usersession",
        "wagtailadmin.editingsession",
        "wagtailadmin.formstate",
        "wagtailcore.uploadedfile",
        "wagtailembeds.embed",
        "wagtailsearch.indexentry",
        "wagtailsearch.sqliteftsindexentry",
    }
)
"""What no copy holds: sessions, sign-in attempts, tasks that ran, and what is made again, such as the search index."""

_AT_ONCE = 500


class BadTable(PlacewrightError):
    """A table of a copy that does not fit the database."""


def kept_models(apps: Apps) -> list[type[Model]]:
    """Every model whose table is part of a copy, each after those that it refers to where that can be."""
    models = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and model._meta.label_lower not in LEFT_OUT
    }
    ordered: dict[str, type[Model]] = {}

    def place(label: str, waiting: frozenset[str]) -> None:
        if label in ordered or label in waiting or label not in models:
            return
        for field in models[label]._meta.local_concrete_fields:
            if field.remote_field is not None and (there := field.remote_field.model._meta.concrete_model):
                place(there._meta.label_lower, waiting | {label})
        ordered[label] = models[label]

    for label in sorted(models):
        place(label, frozenset())
    return list(ordered.values())


def file_name(model: type[Model]) -> str:
    """The name of a table's file."""
    return f"{model._meta.label_lower}.jsonl"


def dump_table(model: type[Model], path: Path, *, using: str) -> int:
    """Write a table's rows; how many there are."""
    columns = model._meta.local_concrete_fields
    rows = model._base_manager.using(using).order_by("pk").iterator(chunk_size=_AT_ONCE)
    number = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            line = {field.attname: _plain(field, row) for field in columns}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            number += 1
    return number


def empty_tables(models: Iterable[type[Model]], *, using: str) -> None:
    """Remove what migrations put into the tables, so that a copy's rows can keep their numbers."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            if cursor.fetchone():
                cursor.execute(f"DELETE FROM {table}")


def load_tables(
    models: Iterable[type[Model]], folder: Path, *, using: str, loaded: Callable[[str], None]
) -> dict[str, int]:
    """Put the rows of a copy into empty tables, all or none; how many each got. `loaded` is told each table.

    Raises:
        BadTable: a row does not fit its table; the message names the file and the line.
    """
    models, connection = list(models), connections[using]
    numbers: dict[str, int] = {}
    with connection.constraint_checks_disabled(), transaction.atomic(using=using):
        empty_tables(models, using=using)
        for model in models:
            numbers[model._meta.label_lower] = _load_table(model, folder / file_name(model), using=using)
            loaded(model._meta.label_lower)
        connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return numbers


def _load_table(model: type[Model], path: Path, *, using: str) -> int:
    if not path.is_file():
        return 0
    columns = model._meta.local_concrete_fields
    at_once = max(1, min(_AT_ONCE, connections[using].ops.bulk_batch_size(columns, [None] * _AT_ONCE)))
    number, waiting = 0, []
    for number, line in enumerate(_lines(path), start=1):
        waiting.append(_row(model, line, where=f"{path.name}, line {number}"))
        if len(waiting) == at_once:
            _insert(model, waiting, using=using, where=f"{path.name}, up to line {number}")
            waiting = []
    if waiting:
        _insert(model, waiting, using=using, where=f"{path.name}, up to line {number}")
    return number


def _insert(model: type[Model], rows: list[Model], *, using: str, where: str) -> None:
    """Insert into this table alone, as it stands: Django's own way, which `bulk_create` refuses to child tables."""
    columns = model._meta.local_concrete_fields
    try:
        model._base_manager.using(using)._insert(rows, fields=columns, using=using, raw=True)  # type: ignore[attr-defined]
    except (DataError, IntegrityError) as error:
        raise BadTable(f"A row does not fit the table: {str(error).splitlines()[0]}", where=where) from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _row(model: type[Model], line: dict[str, Any], *, where: str) -> Model:
    columns = {field.attname: field for field in model._meta.local_concrete_fields}
    if line.keys() != columns.keys():
        different = ", ".join(sorted(line.keys() ^ columns.keys()))
        raise BadTable(f"Its columns are not those of the table: {different}.", where=where)
    return model(**{name: columns[name].to_python(value) for name, value in line.items()})


def _plain(field: Field[Any, Any], row: Model) -> Any:
    """The value as JSON takes it, exact: `to_python` of the field makes the same of it."""
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(field, FileField):
        return value.name
    if isinstance(field, BinaryField):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal):
        return str(value)
    return field.value_to_string(row)
