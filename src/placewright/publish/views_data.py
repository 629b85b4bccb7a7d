"""Downloads of the whole as data: the tables of a data package, the sheets of a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from placewright.publish.views import SourceNote


@dataclass(frozen=True, slots=True)
class DataField:
    """A column of a table: its name, type in the Table Schema, what it holds, and the values that it may take.

    `required` says that no row leaves it empty.
    """

    name: str
    type: Literal["string", "number", "integer", "date", "boolean"] = "string"
    description: str = ""
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values are those of the key of another table, or empty."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ("id",)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of a data package: its name, fields, and its content as CSV with a head line.

    `points` are the columns whose values are keys of other tables.
    """

    name: str
    title: str
    description: str
    fields: tuple[DataField, ...]
    content: bytes
    key: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    points: tuple[ForeignKey, ...] = ()


@dataclass(frozen=True, slots=True)
class DataPackage:
    """A set of tables with what a stranger needs to use them."""

    name: str
    title: str
    description: str
    as_of: date
    tables: tuple[DataTable, ...]
    version: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; numbers are shown with so many decimals, text that `wraps` in as many lines as it needs."""

    name: str
    kind: Literal["text", "number"] = "text"
    decimals: int = 1
    width: int = 14
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that a spreadsheet program computes, such as `=Figures!F5-Figures!F6`, with its result as known now."""

    text: str
    result: float | bool | str


SheetCell: TypeAlias = "str | float | int | Formula | None"
"""What a cell of a sheet may hold; None is a missing number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on one sheet; a missing number is given as its mark, such as `[x]`, with the mark in the notes."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    intro: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A workbook: its cover, its notes, and its sheets; one `to_work_in` keeps heads in sight and filters rows."""

    title: str
    as_of: date
    cover: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    contact: str = ""
    to_work_in: bool = False
