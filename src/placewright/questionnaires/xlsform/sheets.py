"""The sheets of an XLSForm as rows of text, from XLSX, XLS, CSV or a Markdown table."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from placewright.core.errors import BadRecord
from placewright.core.words import gettext as _
from placewright.sources.workbook_extent import cells_of

_MOST_BYTES = 100 << 20
_MOST_ROWS = 20_000
_MOST_CELLS = 10_000_000
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "tag": "name",
    "value": "name",
    "command": "type",
    "list name": "list_name",
    "constraining_message": "constraint_message",
    "read_only": "readonly",
    "calculate": "calculation",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::jr:constraintmsg": "constraint_message",
    "control::appearance": "appearance",
    "choice filter": "choice_filter",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number and its filled cells by the name of their column."""

    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell under a column; empty where there is none."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets that matter, and the names of the others."""

    survey: tuple[Line, ...]
    choices: tuple[Line, ...]
    settings: tuple[Line, ...]
    others: tuple[str, ...]


def read_sheets(content: bytes, *, name: str) -> Sheets:
    """The sheets in a file, whichever kind it is.

    Raises:
        BadRecord: it is no such file, unpacks to too much, stretches too far, or has no sheet `survey`.
    """
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        held = _from_workbook(content, name)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadRecord(
                _("This is no workbook and no UTF-8 text."), where=name, fix=_("Send XLSX or CSV.")
            ) from error
        held = _from_markdown(text) if text.lstrip().startswith("|") else _from_csv(text)
    if not held.get("survey"):
        fix = _("An XLSForm has a sheet called `survey` with the columns type, name and label.")
        raise BadRecord(_("There is no sheet `survey`."), where=name, fix=fix)
    lines = {sheet: tuple(_lines(rows)) for sheet, rows in held.items() if sheet in {"survey", "choices", "settings"}}
    others = tuple(sheet for sheet, rows in held.items() if sheet not in lines and len(rows) > 1)
    return Sheets(lines["survey"], lines.get("choices", ()), lines.get("settings", ()), others)


def _from_workbook(content: bytes, name: str) -> dict[str, list[list[str]]]:
    try:
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                    raise BadRecord(_("It unpacks to more than 100 MB."), where=name, fix=_("Take pictures out."))
                if cells_of(parts) > _MOST_CELLS:
                    fix = _("Delete what stands far below or beside the table, and save it again.")
                    raise BadRecord(_("A sheet stretches over more than 10 million cells."), where=name, fix=fix)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            sheet.strip().lower(): [
                [_text(cell) for cell in row]
                for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=_MOST_ROWS)
            ]
            for sheet in book.sheet_names
        }
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise BadRecord(_("The workbook cannot be read."), where=name, fix=_("Save it again as XLSX.")) from error


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\u00a0", " ").strip()


def _from_csv(text: str) -> dict[str, list[list[str]]]:
    """Sheets after one another: a row whose first cell is a name begins one, its rows are indented by a column."""
    return _stacked(csv.reader(io.StringIO(text)))


def _from_markdown(text: str) -> dict[str, list[list[str]]]:
    rows = (line.strip() for line in text.splitlines())
    cells = ([part.strip() for part in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows if row.startswith("|"))
    return _stacked([part.replace("\\|", "|") for part in row] for row in cells if not _is_rule(row))


def _is_rule(row: Sequence[str]) -> bool:
    return bool(row) and all(re.fullmatch(r":?-+:?", part) for part in row)


def _stacked(rows: Iterable[Sequence[str]]) -> dict[str, list[list[str]]]:
    held: dict[str, list[list[str]]] = {}
    sheet = ""
    for row in rows:
        if row and row[0].strip():
            sheet = row[0].strip().lower()
            held.setdefault(sheet, [])
            if not any(part.strip() for part in row[1:]):
                continue
        if sheet:
            held[sheet].append([part.strip() for part in row[1:]])
    return held


def _lines(rows: Sequence[Sequence[str]]) -> Iterable[Line]:
    if not rows:
        return
    heads = [_head(cell) for cell in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        cells = {head: cell for head, cell in zip(heads, row, strict=False) if head and cell}
        if cells:
            yield Line(number, cells)


def _head(cell: str) -> str:
    """A column's name: languages keep their case, `label:English` is `label::English`."""
    first, colons, rest = re.sub(r"\s*:{1,2}\s*", "::", cell.strip(), count=1).partition("::")
    plain = first.strip().lower()
    if colons and plain in {"bind", "control"}:
        return _ALIASES.get(f"{plain}::{rest.lower()}", f"{plain}::{rest}")
    plain = _ALIASES.get(plain, plain)
    return f"{plain}::{rest.strip()}" if colons else plain
