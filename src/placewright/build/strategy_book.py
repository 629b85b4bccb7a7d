"""The strategy's tables as an accessible workbook: a cover, notes on every column, one table a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from placewright.build.table_columns import BETWEEN
from placewright.core.said import Said, in_words
from placewright.core.words import gettext as _
from placewright.publish.views import SiteInfo
from placewright.publish.views_data import DataField, DataTable, Sheet, SheetColumn, Spreadsheet

_LONG = frozenset({"text", "summary", "why", "why_not", "counterfactual", "points", "decisions", "organisations"})
_LEFT_OUT = frozenset({"links"})
"""Tables for programs alone."""


def strategy_book(site: SiteInfo, tables: Sequence[DataTable], whys: Mapping[str, Said]) -> Spreadsheet:
    """The workbook of the tables, in the language of the place; those for programs alone are left out.

    Args:
        site: the site that it belongs to.
        tables: the tables as they are for programs, in English.
        whys: why each claim's verdict is what it is, by the claim.
    """
    shown = [table for table in tables if table.name not in _LEFT_OUT]
    cover = [
        f"{site.description.rstrip('.')}.",
        *((site.notice,) if site.notice else ()),
        *((_("Edition: %(edition)s.") % {"edition": site.edition},) if site.edition else ()),
        _("The same tables are there as CSV files, which datapackage.json describes."),
        _("Intervals are never mixed: the column '%(error)s' says which error low and high hold.")
        % {"error": _words("error")},
    ]
    return Spreadsheet(
        site.title, site.as_of, tuple(cover), tuple(_sheet(table, whys) for table in shown), _notes(shown)
    )


def _sheet(table: DataTable, whys: Mapping[str, Said]) -> Sheet:
    rows = list(csv.reader(io.StringIO(table.content.decode())))[1:]
    if table.name == "claims":
        at = [field.name for field in table.fields].index("why")
        rows = [[*row[:at], whys[row[0]].spoken() if row[0] in whys else row[at], *row[at + 1 :]] for row in rows]
    columns = tuple(_column(field) for field in table.fields)
    cells = tuple(tuple(_cell(*pair) for pair in zip(table.fields, row, strict=True)) for row in rows)
    title = in_words(table.title)
    return Sheet(title, f"{title}: {in_words(table.description)}", columns, cells)


def _column(field: DataField) -> SheetColumn:
    if field.type in ("number", "integer"):
        return SheetColumn(_words(field.name), "number", 0 if field.type == "integer" else 2, 18)
    is_long = field.name in _LONG
    return SheetColumn(_words(field.name), width=60 if is_long else 22, wraps=True)


def _cell(field: DataField, text: str) -> str | float | int | None:
    """A cell; an empty one holds a mark that the notes explain, since a gap in a table is read out as nothing."""
    if not text:
        return "[z]"
    if field.type == "integer":
        return int(text)
    if field.type == "number":
        return float(text)
    if field.type == "boolean":
        return {"true": _("yes"), "false": _("no")}.get(text, text)
    if field.values:
        return _(text)
    return BETWEEN.join(map(_, text.split(BETWEEN))) if field.name == "marks" else text


def _notes(tables: Iterable[DataTable]) -> tuple[tuple[str, str], ...]:
    return (("[z]", _("Does not apply, or is not known.")), *_meanings(tables))


def _meanings(tables: Iterable[DataTable]) -> Iterator[tuple[str, str]]:
    for table in tables:
        for field in table.fields:
            yield f"{in_words(table.title)}: {_words(field.name)}", _meaning(field)


def _meaning(field: DataField) -> str:
    listed = " " + _("One of: %(values)s.") % {"values": ", ".join(map(_, field.values))} if field.values else ""
    return f"{in_words(field.description).rstrip('.')}.{listed}"


def _words(name: str) -> str:
    if name.startswith("score_"):
        return _("Score %(criterion)s") % {"criterion": name.removeprefix("score_").replace("_", " ")}
    words = name.replace("_", " ")
    return _(f"{words[:1].upper()}{words[1:]}")
