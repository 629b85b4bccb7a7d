"""Answers as an SPSS file, in whose format names, labels and texts are shorter and stricter than anywhere else."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from placewright.publish.answer_table import AnswerTable, has_words
from placewright.questionnaires.columns import MISSING_WORDS, Cell, Column, Missing

_NAME = 64
_LABEL = 255
_VALUE_LABEL = 120
_TEXT = 32_767
_NOTE = 80
"""The most bytes of UTF-8 that each may have."""
_RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
"""Words of the program's own language, which no variable may be called."""


def as_spss(table: AnswerTable) -> bytes:
    """An SPSS file: variable and value labels, options as numbers (see `spss_numbers`), missing codes declared.

    A text or date has no missing codes in this format: where any is missing, why stands as a number in a variable
    beside it, `NAME__missing`. A variable whose name is not that of the column (see `spss_names`) has the column's name
    before its label.
    """
    import pandas as pd
    import pyreadstat

    names = spss_names(table.all_columns)
    data: dict[str, list[object]] = {}
    labels: dict[str, dict[int | float, str]] = {}
    missing: dict[str, Any] = {}
    said: dict[str, str | None] = {
        name: _label(column, name) for column, name in zip(table.all_columns, names, strict=True)
    }
    for number, (column, name, codes) in enumerate(zip(table.all_columns, names, table.missing_codes, strict=True)):
        cells = [row[number] for row in table.rows]
        numbers = spss_numbers(column)
        known = all(cell in numbers for cell in cells if isinstance(cell, str))
        if (numbers and known) or (column.kind in {"number", "ticked"} and not has_words(cells)):
            data[name] = [_number(cell, numbers, codes) for cell in cells]
            labels[name] = {
                value: _cut(column.values[code], _VALUE_LABEL) for code, value in numbers.items() if column.values[code]
            }
            if column in table.columns:
                labels[name] |= {codes[reason]: words for reason, words in MISSING_WORDS.items()}
                missing[name] = [{"lo": min(codes.values()), "hi": max(codes.values())}]
        else:
            data[name] = ["" if isinstance(cell, Missing) else _cut(str(cell), _TEXT) for cell in cells]
            if any(isinstance(cell, Missing) for cell in cells):
                why = _beside(name, {*names, *data})
                data[why] = [float(cell) if isinstance(cell, Missing) else float("nan") for cell in cells]
                labels[why] = {int(reason): words for reason, words in MISSING_WORDS.items()}
                said[why] = _cut(f"{column.name}: why there is no text", _LABEL)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            pd.DataFrame(data),
            str(path),
            file_label=_cut(table.title, _NAME),
            column_labels=said,
            variable_value_labels=labels,
            missing_ranges=missing,
            compress=False,
            note=[line for told in table.about for line in _lines(told)],
        )
        return path.read_bytes()


def spss_names(columns: Sequence[Column]) -> list[str]:
    """The name of each column as SPSS takes it: letters, digits and _, not too long, no word of its own, none twice.

    Small and large letters are the same to SPSS. What is changed gets a number where another has the name.

    >>> spss_names([Column("use__east-side", "use"), Column("by", "by"), Column("q__A", "q"), Column("q__a", "q")])
    ['use__east_side', 'by_asked', 'q__A', 'q__a_2']
    """
    plain = [re.sub(r"[^A-Za-z0-9_]", "_", column.name) for column in columns]
    plain = [f"{name}_asked" if name.casefold() in _RESERVED else name for name in plain]
    kept = {name.casefold() for name, column in zip(plain, columns, strict=True) if name == column.name}
    taken: set[str] = set()
    found = []
    for name, column in zip(plain, columns, strict=True):
        is_own = name == column.name
        for at, tried in enumerate(_tries(name), 1):
            key = tried.casefold()
            if key not in taken and (key not in kept or (is_own and at == 1)):
                taken.add(key)
                found.append(tried)
                break
    return found


def spss_numbers(column: Column) -> dict[str, int]:
    """The number that stands for each value of a column of codes.

    A code that is a number stands for itself where all are; otherwise values are numbered from 1 in the order of the
    column, in which what older versions alone offered comes last.
    """
    if column.kind == "number":
        points = {value: int(value) for value in column.values if value.lstrip("-").isdigit()}
        words = (value for value in column.values if value not in points)
        return {**points, **{value: 901 + number for number, value in enumerate(words)}}
    if column.kind not in {"code", "ticked"} or not column.values:
        return {}
    if all(value.isdigit() and str(int(value)) == value for value in column.values):
        return {value: int(value) for value in column.values}
    return {value: number for number, value in enumerate(column.values, 1)}


def _beside(name: str, taken: set[str]) -> str:
    """A name for the variable that says why a text is missing, which no other has."""
    others = {one.casefold() for one in taken}
    whole = f"{name[: _NAME - len('__missing')]}__missing"
    return next(tried for tried in _tries(whole) if tried.casefold() not in others)


def _tries(name: str) -> Iterator[str]:
    yield name[:_NAME]
    number = 2
    while True:
        yield f"{name[: _NAME - 1 - len(str(number))]}_{number}"
        number += 1


def _label(column: Column, name: str) -> str:
    return _cut(column.label if name == column.name else f"{column.name}: {column.label}", _LABEL)


def _cut(text: str, most: int) -> str:
    """As much of a text as fits, and no half letter; signs that no text has are left out, since they would end it."""
    plain = text.replace("\x00", "")
    return plain.encode()[:most].decode(errors="ignore")


def _lines(text: str) -> Iterator[str]:
    """A text in lines that are short enough, broken between words where that is possible."""
    line = ""
    for word in text.split():
        while len(word.encode()) > _NOTE:
            head = _cut(word, _NOTE)
            yield from filter(None, (line, head))
            line, word = "", word[len(head) :]
        longer = f"{line} {word}".strip()
        if len(longer.encode()) > _NOTE:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _number(cell: Cell, numbers: Mapping[str, int], codes: Mapping[Missing, int]) -> float:
    if isinstance(cell, Missing):
        return float(codes[cell])
    if isinstance(cell, int | float):
        return float(cell)
    return float(numbers[cell]) if cell in numbers else float("nan")
