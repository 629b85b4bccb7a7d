"""Tables of records described column by column, written as CSV that a data package can hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from placewright.core.late_dataclass import dataclass
from placewright.publish.views_data import DataField, DataTable, ForeignKey

Kind = Literal["string", "number", "integer", "date", "boolean"]

BETWEEN = " | "
"""What stands between the items of a cell that holds several texts; ids and codes are parted by spaces."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its description, and how its cell is had from a row (of any kind, which the table's maker knows)."""

    field: DataField
    of: Callable[[Any], Any]


def column(
    name: str,
    about: str,
    of: Callable[[Any], Any],
    values: Iterable[str] = (),
    *,
    type: Kind = "string",
    required: bool = False,
) -> Column:
    """A column, with the closed set of its values where it has one."""
    return Column(DataField(name, type, about, tuple(map(str, values)), required), of)


def table_of(
    name: str,
    title: str,
    about: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    key: tuple[str, ...] = ("id",),
    points: tuple[ForeignKey, ...] = (),
) -> DataTable | None:
    """The rows as a table; None where there are none."""
    cells = [[cell_text(column.of(row)) for column in columns] for row in rows]
    fields = tuple(column.field for column in columns)
    content = csv_text([field.name for field in fields], cells)
    return DataTable(name, title, about, fields, content, key, (), points) if cells else None


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV with a head line, in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def cell_text(value: Any) -> str:
    """A value as a cell: empty for none, numbers at twelve significant digits, text on one line.

    >>> cell_text(True), cell_text(0.1 + 0.2), cell_text(("a", "b"))
    ('true', '0.3', 'a | b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return BETWEEN.join(map(cell_text, value))
    return " ".join(str(value).split())
