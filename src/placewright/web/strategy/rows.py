"""Nested columns as rows of texts and back: what a form shows and what people enter, read as a file of records is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w
from django.utils.translation import gettext as _

from placewright.core.errors import BadRecord
from placewright.web.strategy.shapes import NAME, Form, Is, Part, Shape
from placewright.workspace.records_in_toml import parse_record, plain_record, record_from_plain

Row = dict[str, str]

_WHOLE = re.compile(r"-?[0-9]{1,15}")
"""As many digits as numbers keep in JSON; Python refuses to read thousands."""
_THRESHOLD = re.compile(
    r"(?:(?P<times>-?[\d.]+)\s*[x×*]\s*)?(?P<figure>[A-Za-z][\w-]*)\s*(?P<sign>[+-])?\s*(?P<plus>[\d.]+)?"
)


def rows_of(shape: Shape, value: Any) -> list[Row]:
    """The value as rows of texts."""
    if not value:
        return []
    match shape.form:
        case Form.TEXTS:
            return [{NAME: text} for text in value]
        case Form.NUMBERS:
            return [{NAME: name, "value": _number_words(number)} for name, number in value.items()]
        case Form.NAMED_TEXTS:
            return [{NAME: name, "value": text} for name, text in value.items()]
        case Form.NAMED_ROWS:
            return [{NAME: name} | _row(shape, held) for name, held in value.items()]
        case Form.ROWS:
            return [_row(shape, held) for held in value]
    return [_row(shape, value)]


def value_of(shape: Shape, rows: Sequence[Row], *, where: str) -> Any:
    """The value that rows of texts hold, as `exchange` keeps it; rows with nothing in them are left out.

    Raises:
        BadRecord: a part is missing or cannot be read, or two rows have one name; the message names the part.
    """
    rows = [row for row in rows if any(text.strip() for key, text in row.items() if key != "plain")]
    return _canonical(shape, _held(shape, rows, where), where)


def text_of(shape: Shape, value: Any) -> str:
    """The value as TOML, as a file of the workspace has it; empty where there is none."""
    return tomli_w.dumps({shape.key: value}, multiline_strings=True) if value else ""


def value_of_text(shape: Shape, text: str, *, where: str) -> Any:
    """The value that a TOML text holds; see `text_of`.

    Raises:
        BadRecord: it is no TOML, or holds something else; the message names line, key and mend.
    """
    record = parse_record(text.replace("\r\n", "\n"), shape.reader, where=where)
    return plain_record(record).get(shape.key, shape.empty)


def readable(shape: Shape, value: Any) -> list[str]:
    """The value as lines that a reader can compare: a line for each row."""
    lines = []
    for row in rows_of(shape, value):
        said = [f"{part.label.lower()}: {row[part.key]}" for part in shape.parts if row.get(part.key)]
        if "value" in row and not shape.parts:
            said = [row["value"]]
        name = row.get(NAME, "")
        lines.append(": ".join(piece for piece in (name, "; ".join(said)) if piece))
    return lines


def fits_rows(shape: Shape, value: Any) -> bool:
    """Whether the value survives being shown as rows; where not, it is shown as text."""
    try:
        return json.dumps(value_of(shape, rows_of(shape, value), where="")) == json.dumps(value or shape.empty)
    except BadRecord:
        return False


def _canonical(shape: Shape, value: Any, where: str) -> Any:
    record = record_from_plain({} if value is None else {shape.key: value}, shape.reader, where=where)
    return plain_record(record).get(shape.key, shape.empty)


def _held(shape: Shape, rows: Sequence[Row], where: str) -> Any:
    if shape.form is Form.TEXTS:
        return [row.get(NAME, "").strip() for row in rows]
    if shape.form is Form.ROWS:
        return [_parts(shape, row, f"{shape.key}[{n}]", where) for n, row in enumerate(rows)]
    if shape.form is Form.ONE:
        return _parts(shape, rows[0], shape.key, where) if rows else None
    made: dict[str, Any] = {}
    for row in rows:
        name = row.get(NAME, "").strip()
        if not name or name in made:
            what = _("Two rows are called '%(name)s'.") if name else _("A row of '%(key)s' has no name.")
            fix = _("Give each row a name of its own.")
            raise BadRecord(what % {"name": name, "key": shape.key}, where=where, fix=fix)
        key = f"{shape.key}.{name}"
        match shape.form:
            case Form.NUMBERS:
                made[name] = _number(row.get("value", ""), key, where)
            case Form.NAMED_TEXTS:
                made[name] = row.get("value", "")
            case _:
                made[name] = _parts(shape, row, key, where)
    return made


def _row(shape: Shape, held: Mapping[str, Any]) -> Row:
    return {part.key: _written(part, held[part.key]) for part in shape.parts if held.get(part.key) is not None}


def _written(part: Part, value: Any) -> str:
    match part.kind:
        case Is.FLAG:
            return "yes" if value else ""
        case Is.NUMBER:
            return _number_words(value)
        case Is.NAMES:
            return ", ".join(value)
        case Is.AMOUNTS:
            return ", ".join(f"{name}: {_number_words(amount)}" for name, amount in value.items())
        case Is.TEXT_OR_NAMES:
            if isinstance(value, str):
                return value
            return ", ".join(value) if len(value) > 1 else f"[{', '.join(value)}]"
        case Is.TEXT_OR_WHOLE:
            return f"={value}" if isinstance(value, int) else str(value)
        case Is.THAN:
            return _than_words(value)
    return str(value)


def _parts(shape: Shape, row: Row, key: str, where: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for part in shape.parts:
        text = row.get(part.key, "")
        text = text.replace("\r\n", "\n") if part.kind is Is.LONG else text.strip()
        if text:
            made[part.key] = _read(part, text, f"{key}.{part.key}", where)
    return made


def _read(part: Part, text: str, key: str, where: str) -> Any:
    match part.kind:
        case Is.FLAG:
            return True
        case Is.NUMBER:
            return _number(text, key, where)
        case Is.WHOLE:
            if not _WHOLE.fullmatch(text):
                raise _wrong(key, text, _("It should be a whole number."), where)
            return int(text)
        case Is.NAMES:
            return _names(text)
        case Is.AMOUNTS:
            return _amounts(text, key, where)
        case Is.TEXT_OR_NAMES:
            return _names(text.strip("[]")) if "," in text or text.startswith("[") else text
        case Is.TEXT_OR_WHOLE:
            return int(text[1:]) if text.startswith("=") and _WHOLE.fullmatch(text[1:]) else text
        case Is.THAN:
            return _than(text, key, where)
    return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _amounts(text: str, key: str, where: str) -> dict[str, float]:
    pairs = [piece.rpartition(":") for piece in _names(text)]
    if any(not name.strip() for name, _colon, _amount in pairs):
        raise _wrong(key, text, _("Write a year, a colon and an amount, with commas between: 2025: 100000."), where)
    return {name.strip(): _number(amount, key, where) for name, _colon, amount in pairs}


def _number(text: str, key: str, where: str) -> float:
    try:
        return float(text.strip().replace(",", ""))
    except ValueError as error:
        raise _wrong(key, text, _("It should be a number."), where) from error


def _number_words(value: float) -> str:
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def _than(text: str, key: str, where: str) -> Any:
    try:
        numbers = [float(piece) for piece in text.split(",")]
    except ValueError:
        numbers = []
    if numbers:
        return numbers[0] if len(numbers) == 1 else numbers
    found = _THRESHOLD.fullmatch(text)
    if found is None or (found["sign"] is None) is not (found["plus"] is None):
        fix = _("Write a number, two numbers with a comma, a figure's name, or 0.5 x then + 2.")
        raise _wrong(key, text, fix, where)
    if found["times"] is None and found["plus"] is None:
        return found["figure"]
    made: dict[str, Any] = {"figure": found["figure"]}
    if found["times"] is not None:
        made["times"] = _number(found["times"], key, where)
    if found["plus"] is not None:
        made["plus"] = _number(f"{found['sign']}{found['plus']}", key, where)
    return made


def _than_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        plus = float(value.get("plus", 0.0))
        shift = f" {'-' if plus < 0 else '+'} {_number_words(abs(plus))}" if plus else ""
        return f"{_number_words(float(value.get('times', 1.0)))} x {value['figure']}{shift}"
    if isinstance(value, Sequence):
        return ", ".join(_number_words(float(number)) for number in value)
    return _number_words(float(value))


def _wrong(key: str, text: str, fix: str, where: str) -> BadRecord:
    return BadRecord(_("'%(key)s' is '%(text)s'.") % {"key": key, "text": text}, where=where, fix=fix)
