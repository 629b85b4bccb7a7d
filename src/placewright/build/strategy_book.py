"""The strategy's tables as an accessible workbook: a cover, notes on every column, one table a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from placewright.publish.views import SiteInfo
from placewright.publish.views_data import DataField, DataTable, Sheet, SheetColumn, Spreadsheet

_LONG = frozenset({"text", "summary", "why", "why_not", "counterfactual", "points", "decisions", "organisations"})
_LEFT_OUT = frozenset({"links"})
"""Tables for programs alone."""


def strategy_book(site: SiteInfo, tables: Sequence[DataTable]) -> Spreadsheet:
    """The workbook of the tables; those for programs alone are left out."""
    shown = [table for table in tables if table.name not in _LEFT_OUT]
    cover = [
        f"{site.description.rstrip('.')}.",
        *((site.notice,) if site.notice else ()),
        *((f"Edition: {site.edition}.",) if site.edition else ()),
        "The same tables are there as CSV files, which datapackage.json describes.",
        "Intervals are never mixed: the column 'Error' says which error low and high hold.",
    ]
    return Spreadsheet(site.title, site.as_of, tuple(cover), tuple(_sheet(table) for table in shown), _notes(shown))


def _sheet(table: DataTable) -> Sheet:
    rows = list(csv.reader(io.StringIO(table.content.decode())))[1:]
    columns = tuple(_column(field) for field in table.fields)
    cells = tuple(tuple(_cell(*pair) for pair in zip(table.fields, row, strict=True)) for row in rows)
    return Sheet(table.title, f"{table.title}: {table.description}", columns, cells)


def _column(field: DataField) -> SheetColumn:
    if field.type in ("number", "integer"):
        return SheetColumn(_words(field.name), "number", 0 if field.type == "integer" else 2, 12)
    is_long = field.name in _LONG
    return SheetColumn(_words(field.name), width=60 if is_long else 22, wraps=True)


def _cell(field: DataField, text: str) -> str | float | int | None:
    """A cell; an empty one says so in words, since a gap in a table is read out as nothing."""
    if field.type == "integer":
        return int(text) if text else "[z]"
    if field.type == "number":
        return float(text) if text else "[z]"
    if field.type == "boolean":
        return {"true": "yes", "false": "no"}.get(text, text)
    return text


def _notes(tables: Iterable[DataTable]) -> tuple[tuple[str, str], ...]:
    return (("[z]", "Does not apply, or is not known."), *_meanings(tables))


def _meanings(tables: Iterable[DataTable]) -> Iterator[tuple[str, str]]:
    for table in tables:
        for field in table.fields:
            yield f"{table.title}: {_words(field.name)}", _meaning(field)


def _meaning(field: DataField) -> str:
    listed = f" One of: {', '.join(field.values)}." if field.values else ""
    return f"{field.description.rstrip('.')}.{listed}"


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"
