"""The shape of a record's nested column, told from its dataclass: what a row of it holds, and what each part may be."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, make_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from placewright.records.claim import Threshold
from placewright.records.priority import Choice
from placewright.web.strategy import wording
from placewright.workspace.kinds import KINDS
from placewright.workspace.records_in_toml import key_of


class Form(StrEnum):
    """How a nested column is laid out: texts, rows of parts, rows with a name each, names with a text or number."""

    TEXTS = "texts"
    ROWS = "rows"
    NAMED_ROWS = "named rows"
    NUMBERS = "numbers"
    NAMED_TEXTS = "named texts"
    ONE = "one"


class Is(StrEnum):
    """What a part is, and so how it is written in a form."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    DAY = "day"
    NAMES = "names"
    AMOUNTS = "amounts"
    TEXT_OR_NAMES = "text or names"
    TEXT_OR_WHOLE = "text or whole"
    THAN = "than"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a row: its key in files, what it is called and is, what it may be, and whether it must be there."""

    key: str
    label: str
    kind: Is
    choices: tuple[tuple[str, str], ...] = ()
    names: str = ""
    help: str = ""
    must: bool = False


@dataclass(frozen=True)
class Shape:
    """A nested column: its layout, what the names or texts of its rows are called and name, and the parts of a row.

    `reader` is a dataclass of this column alone, by which what was entered is read as files are.
    """

    key: str
    form: Form
    reader: type[Any]
    parts: tuple[Part, ...] = ()
    name: str = ""
    names: str = ""
    empty: Any = field(default=None, compare=False)


NAME = "name-of-row"
"""Under which a row keeps its own name."""


@cache
def shape_of(kind: str, column: str) -> Shape:
    """The shape of a nested column of that kind of record; `choice` is how priorities were chosen."""
    record = Choice if kind == "choice" else KINDS[kind].record
    item = next(one for one in fields(record) if one.name == column)
    hint = get_type_hints(record)[column]
    wanted = f"{kind}.{key_of(item)}"
    default = item.default_factory() if item.default_factory is not MISSING else item.default
    if default is MISSING:
        default = {} if get_origin(hint) not in (tuple, Union, types.UnionType) else ()
    reader = make_dataclass(
        column,
        [(column, hint, field(default_factory=lambda: default))],
        frozen=True,
        namespace={"__module__": record.__module__},
    )
    empty: Any = {} if isinstance(default, Mapping) else [] if isinstance(default, tuple) else None
    form, inner = _form(hint)
    parts = tuple(_parts(inner, f"{kind}.{key_of(item)}")) if is_dataclass(inner) else ()
    name = wording.ROW_NAMES.get(wanted, wording.ROW_NAMES.get(form, ""))
    return Shape(key_of(item), form, reader, parts, name, wording.NAMES.get(wanted, ""), empty)


def _form(hint: Any) -> tuple[Form, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Form.ONE, next(one for one in arguments if one is not type(None))
    if origin is tuple:
        return (Form.ROWS, arguments[0]) if is_dataclass(arguments[0]) else (Form.TEXTS, arguments[0])
    inner = arguments[1]
    if is_dataclass(inner):
        return Form.NAMED_ROWS, inner
    return (Form.NUMBERS if inner is float else Form.NAMED_TEXTS), inner


def _parts(record: Any, wanted: str) -> list[Part]:
    hints = get_type_hints(record)
    made = []
    for item in fields(record):
        key, hint = key_of(item), hints[item.name]
        kind, choices = _kind(hint, key)
        must = item.default is MISSING and item.default_factory is MISSING
        label, note = wording.part(wanted, key)
        made.append(Part(key, label, kind, choices, wording.NAMES.get(f"{wanted}.{key}", ""), note, must))
    return made


def _kind(hint: Any, key: str) -> tuple[Is, tuple[tuple[str, str], ...]]:
    plain = [one for one in get_args(hint) if one is not type(None)] if _is_union(hint) else [hint]
    if Threshold in plain:
        return Is.THAN, ()
    if len(plain) > 1:
        return (Is.TEXT_OR_WHOLE if int in plain else Is.TEXT_OR_NAMES), ()
    one = plain[0]
    if get_origin(one) is not None:
        return (Is.NAMES if get_origin(one) is tuple else Is.AMOUNTS), ()
    if isinstance(one, type) and issubclass(one, StrEnum):
        return Is.CHOICE, tuple((str(item), str(item).replace("-", " ")) for item in one)
    simple = {bool: Is.FLAG, int: Is.WHOLE, float: Is.NUMBER, date: Is.DAY}
    return simple.get(one, Is.LONG if key in wording.LONG else Is.TEXT), ()


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)
