"""Downloads of the whole: a Frictionless data package, and an accessible spreadsheet whose bytes repeat."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from math import ceil
from textwrap import wrap
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.periods import day_in_words
from placewright.core.said import in_words, worded
from placewright.core.words import gettext as _
from placewright.publish.views import SourceNote
from placewright.publish.views_data import (
    DataField,
    DataPackage,
    DataTable,
    Formula,
    Sheet,
    SheetCell,
    SheetColumn,
    Spreadsheet,
)

MARKS: dict[str, tuple[str, str]] = {
    "suppressed": ("[c]", worded("Hidden by the publisher, to protect confidentiality or because it is not reliable.")),
    "not_available": ("[x]", worded("Not available: the publisher gives no figure, or it cannot be computed.")),
    "not_applicable": ("[z]", worded("Does not apply to this place.")),
    "provisional": ("[p]", worded("Provisional: the publisher expects to revise it.")),
    "estimated": ("[e]", worded("An estimate.")),
}
"""The marks that stand for missing or special values in spreadsheets, by status, with their meaning."""

_ONE_TABLE = worded("This worksheet contains one table.")
_REFUSED = re.compile(r"[][:*?/\\]")
_LONGEST_NAME = 31
_MOST_ROWS = 1_048_000
_ROWS_ABOVE = 4
_LINE_HEIGHT = 15.75
_A4 = 9
_FACE: Mapping[str, str | int] = {"font_name": "Arial", "font_size": 11}
"""What widths of columns are counted in: a face that has a twin of the same widths wherever it is missing."""
_LETTER = 7 / 8
"""How wide a letter of the face that spreadsheet programs count in by themselves is beside one of `_FACE`."""
_COVER_WIDTH = 80
_ON_A_PAGE = 190
"""How many letters' widths are printed across a page; more would be too small to read."""
_RIGHT = {"align": "right", "indent": 1}
"""Numbers stand a little off the words of the next column."""
_NAME = re.compile(r"[a-z0-9._-]+")


class BadTable(PlacewrightError):
    """A table that a data package or a spreadsheet cannot hold."""


def package_description(package: DataPackage) -> bytes:
    """What `datapackage.json` says of the tables: version 1 of the profile for packages of tables.

    Raises:
        BadTable: a table differs from its description, or points at one that the package does not hold.
    """
    check_tables(package)
    sources = tuple(dict.fromkeys(note for table in package.tables for note in table.sources))
    description = {
        "profile": "tabular-data-package",
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "created": f"{package.as_of.isoformat()}T00:00:00Z",
        **({"version": package.version} if package.version else {}),
        "licenses": _licences(sources),
        "sources": [_source(note) for note in sources],
        "resources": [_resource(table) for table in package.tables],
    }
    text = json.dumps(description, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def check_tables(package: DataPackage) -> None:
    """Refuse tables that differ from their descriptions.

    Raises:
        BadTable: a table differs from its description, or points at one that the package does not hold.
    """
    known = {table.name: {field.name for field in table.fields} for table in package.tables}
    for table in package.tables:
        _check_table(table)
        for key in table.points:
            if not set(key.to) <= known.get(key.table, set()) or not set(key.fields) <= known[table.name]:
                raise BadTable(
                    f"Table '{table.name}' points at columns {', '.join(key.to)} of '{key.table}', which it lacks.",
                    fix="Put the table that is pointed at into the package.",
                )


def spreadsheet(book: Spreadsheet) -> bytes:
    """The workbook as .xlsx, by the guidance on accessible spreadsheets: a cover, notes, one marked table a sheet.

    Equal input gives equal bytes: the times inside are those of `as_of`.
    """
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    made = xlsxwriter.Workbook(stream, {**options, "default_format_properties": dict(_FACE)})
    moment = datetime(book.as_of.year, book.as_of.month, book.as_of.day)  # noqa: DTZ001 - a workbook knows no zone
    made.set_properties({"title": book.title, "author": book.publisher, "created": moment, "comments": ""})
    made.set_size(2000, 1400)
    styles = sheet_styles(made)
    _cover(made, book, styles)
    if book.notes:
        _notes(made, book, styles)
    for sheet in book.sheets:
        add_sheet(made, sheet, styles, to_work_in=book.to_work_in)
    made.close()
    return stream.getvalue()


def add_sheet(made: Any, sheet: Sheet, styles: Mapping[str, Any], *, to_work_in: bool = False) -> None:
    """A sheet with its one marked table, behind those that the workbook under way has.

    Args:
        made: the workbook under way, of XlsxWriter.
        styles: what `sheet_styles` made for it.
        to_work_in: heads and first column stay in sight, and rows can be filtered. The guidance on accessible
            spreadsheets advises against both in what is published to be read.
    """
    if len(sheet.rows) > _MOST_ROWS:
        raise BadTable(f"Sheet '{sheet.name}' has {len(sheet.rows):,} rows, more than a sheet holds.")
    page = made.add_worksheet(sheet_name(sheet.name))
    page.write_string(0, 0, in_words(sheet.title), styles["title"])
    intro = [in_words(_ONE_TABLE), *map(in_words, sheet.intro)]
    for row, line in enumerate(intro, start=1):
        page.write_string(row, 0, line, styles["plain"])
    top = len(intro) + 1
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width * _LETTER)
    heads = [
        {"header": in_words(column.name), "header_format": styles["number head" if column.kind == "number" else "head"]}
        for column in sheet.columns
    ]
    options = {"name": _table_name(sheet), "style": None, "autofilter": to_work_in, "columns": heads}
    page.add_table(top, 0, top + max(len(sheet.rows), 1), len(sheet.columns) - 1, options)
    if to_work_in:
        page.freeze_panes(top + 1, 1)
    _make_room(page, top, [(in_words(column.name), column.width) for column in sheet.columns])
    page.set_landscape()
    _fit(page, across=ceil(sum(column.width for column in sheet.columns) / _ON_A_PAGE))
    page.repeat_rows(top)
    wrapped = [index for index, column in enumerate(sheet.columns) if column.wraps]
    for row, cells in enumerate(sheet.rows, start=top + 1):
        _make_room(page, row, [(cells[index], sheet.columns[index].width) for index in wrapped])
        for index, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _write(page, row, index, cell=cell, column=column, styles=styles)


def marked(value: float | None, status: str) -> float | str:
    """The value for a sheet's cell, or the mark of the reason why there is none."""
    return MARKS.get(status, MARKS["not_available"])[0] if value is None else value


def first_row(intro: Sequence[str]) -> int:
    """The row, as spreadsheet programs count, of the first line below a sheet's heads.

    Args:
        intro: the sheet's own introduction, each entry of which is a row.
    """
    return len(intro) + _ROWS_ABOVE


def sheet_name(name: str) -> str:
    """What a sheet is called in the language that is spoken, without what a spreadsheet program refuses."""
    return _REFUSED.sub(" ", in_words(name)).strip(" '")[:_LONGEST_NAME]


def _check_table(table: DataTable) -> None:
    if not _NAME.fullmatch(table.name):
        raise BadTable(
            f"'{table.name}' cannot name a table.",
            fix="Use small letters, digits, dots, dashes and underscores.",
        )
    head = table.content.split(b"\n", 1)[0].decode().rstrip("\r").replace('"', "").split(",")
    names = [field.name for field in table.fields]
    if head != names:
        raise BadTable(
            f"The columns of table '{table.name}' are {', '.join(head)}, but its fields are {', '.join(names)}.",
            fix="Describe the columns in the order of the file.",
        )


def _resource(table: DataTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(field) for field in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.points:
        schema["foreignKeys"] = [
            {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.to)}}
            for key in table.points
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{hashlib.sha256(table.content).hexdigest()}",
        "schema": schema,
        **({"sources": [_source(note) for note in table.sources]} if table.sources else {}),
    }


def _field(field: DataField) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type}
    if field.description:
        described["description"] = field.description
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.values:
        constraints["enum"] = list(field.values)
    if constraints:
        described["constraints"] = constraints
    return described


def _source(note: SourceNote) -> dict[str, str]:
    title = f"{note.publisher}: {note.title}" + (f", release of {note.released}" if note.released else "")
    return {"title": title, **({"path": note.url} if note.url else {})}


def _licences(sources: Sequence[SourceNote]) -> list[dict[str, str]]:
    named = dict.fromkeys((note.licence, note.licence_url) for note in sources)
    return [
        {"name": "OGL-UK-3.0" if "Open Government" in licence else licence, "title": licence, "path": url}
        for licence, url in named
    ]


def sheet_styles(made: Any) -> dict[str, Any]:
    """The formats of cells by their names, in the workbook under way."""
    base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
    return {
        "title": made.add_format({**base, "bold": True, "font_size": 16}),
        "text": made.add_format({**base, "text_wrap": True}),
        "plain": made.add_format(base),
        "head": made.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1}),
        "number head": made.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1, **_RIGHT}),
        "link": made.add_format({**base, "underline": 1, "font_color": "#0B5A8A"}),
        **{
            f"number{decimals}": made.add_format(
                {**base, **_RIGHT, "num_format": "#,##0" + ("." + "0" * decimals if decimals else "")}
            )
            for decimals in range(5)
        },
        "mark": made.add_format({**base, **_RIGHT}),
        "truth": made.add_format({**base, "num_format": '"TRUE";"TRUE";"FALSE"'}),
    }


def _cover(made: Any, book: Spreadsheet, styles: dict[str, Any]) -> None:
    page = made.add_worksheet(sheet_name(_("Cover")))
    page.set_column(0, 0, _COVER_WIDTH)
    page.write_string(0, 0, in_words(book.title), styles["title"])
    stated = _("Figures as released by %(day)s.") % {"day": day_in_words(book.as_of)}
    lines = [stated, *map(in_words, book.cover)]
    if book.contact:
        lines.append(_("Contact: %(contact)s") % {"contact": book.contact})
    for row, line in enumerate(lines, start=1):
        _make_room(page, row, ((line, _COVER_WIDTH),))
        page.write_string(row, 0, line, styles["text"])
    _fit(page)
    start = len(lines) + 1
    contents = [(sheet_name(_("Notes")), _("Notes and marks"))] if book.notes else []
    contents += [(sheet_name(sheet.name), in_words(sheet.title)) for sheet in book.sheets]
    page.write_string(start, 0, _("Contents"), styles["head"])
    for row, (name, title) in enumerate(contents, start=start + 1):
        shown = title if title.startswith(f"{name}:") else f"{name}: {title}"
        page.write_url(row, 0, f"internal:'{name}'!A1", styles["link"], shown)


def _notes(made: Any, book: Spreadsheet, styles: dict[str, Any]) -> None:
    page = made.add_worksheet(sheet_name(_("Notes")))
    page.set_column(0, 0, 22 * _LETTER)
    page.set_column(1, 1, 90 * _LETTER)
    _fit(page)
    page.write_string(0, 0, _("Notes and marks"), styles["title"])
    page.write_string(1, 0, in_words(_ONE_TABLE), styles["plain"])
    page.add_table(
        2,
        0,
        2 + len(book.notes),
        1,
        {
            "name": "notes",
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": _("Note"), "header_format": styles["head"]},
                {"header": _("Meaning"), "header_format": styles["head"]},
            ],
        },
    )
    for row, (name, words) in enumerate(book.notes, start=3):
        _make_room(page, row, ((in_words(name), 22), (in_words(words), 90)))
        page.write_string(row, 0, in_words(name), styles["text"])
        page.write_string(row, 1, in_words(words), styles["text"])


def _table_name(sheet: Sheet) -> str:
    """A name of the table for who moves by names: that of its sheet, in letters that such names may have."""
    return "table_" + re.sub(r"\W+", "_", sheet_name(sheet.name)).strip("_").lower()


def _fit(page: Any, *, across: int = 1) -> None:
    """Print the sheet as wide as the paper, or so many sheets of paper; each says which it is."""
    page.set_paper(_A4)
    page.fit_to_pages(across, 0)
    if across > 1:
        page.repeat_columns(0)
    page.set_footer("&L&A&R&P / &N")


def _make_room(page: Any, row: int, texts: Iterable[tuple[SheetCell, int]]) -> None:
    """Make a row high enough for texts that wrap, each with the width of its column in letters.

    Not every program does so by itself. Letters of the sheets' face are a fifth wider than those that widths count in.
    """
    wide = ((text, max(width * 5 // 6, 8)) for text, width in texts if isinstance(text, str))
    lines = max((_lines(text, width) for text, width in wide if len(text) > width), default=1)
    if lines > 1:
        page.set_row(row, _LINE_HEIGHT * lines)


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """How many lines a text takes; many rows say the same of their source."""
    return len(wrap(text, width))


def _write(
    page: Any,
    row: int,
    index: int,
    *,
    cell: SheetCell,
    column: SheetColumn,
    styles: Mapping[str, Any],
) -> None:
    if isinstance(cell, Formula):
        is_truth = isinstance(cell.result, bool)
        style = _number_style(column, cell.result) if column.kind == "number" else "truth" if is_truth else "plain"
        page.write_formula(row, index, cell.text, styles[style], cell.result)
    elif isinstance(cell, str):
        page.write_string(row, index, in_words(cell), styles[_text_style(column)])
    elif cell is None:
        page.write_string(row, index, MARKS["not_available"][0], styles["mark"])
    else:
        page.write_number(row, index, cell, styles[_number_style(column, cell)])


def _number_style(column: SheetColumn, value: float | str) -> str:
    """How a number is shown: a whole one, such as a count, without a point and noughts behind it."""
    is_whole = isinstance(value, int | float) and float(value).is_integer()
    return f"number{0 if is_whole else min(column.decimals, 4)}"


def _text_style(column: SheetColumn) -> str:
    return "mark" if column.kind == "number" else "text" if column.wraps else "plain"
