"""A declared mapping: which column of any table is the place, the period, the value and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of an observation comes from: a column, or one word for every row.

    `names` turns the column's words into ours; with `closed` a word that is not among them makes its row wrong.
    """

    column: str = ""
    fixed: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    form: str = "canonical"

    def label(self, word: str) -> str | None:
        """Our word for the column's; None where there is none."""
        return self.names.get(word, None if self.closed or not word else word)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How the columns of a table become observations.

    `half_width` is a column with half of a 95 % interval, for tables that give no ends. `only` keeps the rows whose
    column has one of the given words. `header` are the rows of a sheet, or of CSV text, that name the columns.
    `vintages` gives the vintage of codes that begin so and have another than the source's.
    """

    place: Part
    period: Part
    measure: Part
    unit: Part
    value: str
    dimensions: Mapping[str, Part] = field(default_factory=dict)
    low: str = ""
    high: str = ""
    half_width: str = ""
    error: ErrorKind = ErrorKind.SAMPLING
    status: Part | None = None
    caveat: str = ""
    marks: Mapping[str, Status] = field(default_factory=lambda: COMMON_MARKS)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: float = 1.0
    sheet: str = ""
    header: tuple[int, ...] = (1,)
    vintages: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    encoding: str = "utf8"

    def vintage_of(self, code: str) -> str | None:
        """The vintage declared for a code where it is not the source's."""
        return next((vintage for start, vintage in self.vintages.items() if code.startswith(start)), None)

    def columns(self) -> list[str]:
        """The columns that are needed, each once."""
        parts = [self.place, self.period, self.measure, self.unit, *self.dimensions.values()]
        named = [part.column for part in (*parts, *([self.status] if self.status else []))]
        named += [self.value, self.low, self.high, self.half_width, self.caveat, *self.only]
        return list(dict.fromkeys(name for name in named if name))


def read_mapping(source: Source) -> TableMapping:
    """The mapping that a source's options declare.

    Raises:
        BadRecord: a key is missing, strange or of the wrong kind.
    """
    where = f"source '{source.id}'"
    known = {item.name for item in fields(TableMapping)}
    given: dict[str, Any] = dict(source.options)
    if strange := sorted(set(given) - known):
        raise BadRecord(
            worded("A mapping has no key '%(strange)s'.", strange=strange[0]),
            where=where,
            fix=did_you_mean(strange[0], known),
        )
    for name in ("place", "period", "measure", "unit", "value"):
        if name not in given:
            raise BadRecord(
                worded("The mapping does not say what the %(name)s is.", name=name),
                where=where,
                fix=worded("Add `%(name)s`.", name=name),
            )
    for name in ("place", "period", "measure", "unit", "status"):
        if name in given:
            given[name] = _part(given[name], name, where)
    given["dimensions"] = {name: _part(part, name, where) for name, part in given.get("dimensions", {}).items()}
    if lacking := sorted(set(source.dimensions) - set(given["dimensions"])):
        raise BadRecord(
            worded("The mapping lacks the dimension '%(lacking)s'.", lacking=lacking[0]),
            where=where,
            fix=worded("Add it."),
        )
    try:
        given["error"] = ErrorKind(given.get("error", "sampling"))
        marks = {str(mark).casefold(): Status(status) for mark, status in given.get("marks", {}).items()}
    except ValueError as error:
        raise BadRecord(
            f"{error}.", where=where, fix=worded("Use one of %(list)s.", list=", ".join([*ErrorKind, *Status]))
        ) from error
    given["marks"] = {**COMMON_MARKS, **marks}
    given["only"] = {name: tuple(map(str, words)) for name, words in given.get("only", {}).items()}
    given["header"] = _header(given.get("header", 1), where)
    if given["period"].form not in PERIOD_FORMS:
        fix = did_you_mean(given["period"].form, PERIOD_FORMS) or worded(
            "The forms are %(list)s.", list=", ".join(PERIOD_FORMS)
        )
        raise BadRecord(
            worded("There is no form of period '%(form)s'.", form=given["period"].form), where=where, fix=fix
        )
    return TableMapping(**given)


def _header(given: object, where: str) -> tuple[int, ...]:
    rows = tuple(given) if isinstance(given, list | tuple) else (given,)
    numbers = tuple(row for row in rows if type(row) is int and row > 0)
    if not rows or numbers != rows or list(numbers) != sorted(set(numbers)):
        raise BadRecord(
            worded("'header' is %(given)s.", given=f"{given!r}"),
            where=where,
            fix=worded("Give the number of the row that names the columns, or of several from above, as in [4, 5]."),
        )
    return numbers


def _part(given: object, name: str, where: str) -> Part:
    if isinstance(given, str):
        return Part(column=given)
    if not isinstance(given, Mapping):
        raise BadRecord(
            worded("'%(name)s' is %(given)s.", name=name, given=f"{given!r}"),
            where=where,
            fix=worded("Name a column, or write a table."),
        )
    known = {item.name for item in fields(Part)}
    if strange := sorted(set(given) - known):
        fix = did_you_mean(strange[0], known) or worded("The keys are %(list)s.", list=", ".join(sorted(known)))
        raise BadRecord(
            worded("'%(name)s' has no key '%(strange)s'.", name=name, strange=strange[0]), where=where, fix=fix
        )
    part = Part(**given)
    if bool(part.column) == bool(part.fixed):
        raise BadRecord(
            worded("'%(name)s' needs a column or a fixed word.", name=name),
            where=where,
            fix=worded("Give one of the two."),
        )
    return part


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _canonical(text: str) -> str | None:
    try:
        return str(parse_period(text))
    except BadPeriod:
        return None


def _year(text: str) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:\.0|-01-01(?:[T ].*)?)?", text)
    return match[1] if match else None


def _financial_year(text: str) -> str | None:
    match = re.fullmatch(r"(\d{4})\s*[-/–]\s*(?:\d{2})?(\d{2})", text)
    return _canonical(f"{match[1]}-{match[2]}") if match else None


def _quarter(text: str) -> str | None:
    match = re.fullmatch(r"(\d{4})\s*-?\s*Q([1-4])", text) or re.fullmatch(r"Q([1-4])\s*-?\s*(\d{4})", text)
    if not match:
        return None
    year, quarter = (match[1], match[2]) if len(match[1]) == 4 else (match[2], match[1])
    return f"{year}-Q{quarter}"


def _year_to_month(text: str) -> str | None:
    last = text.rpartition(" - ")[2] if " - " in text else text
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:-\d{2})?", last):
        return _canonical(f"P1Y/{match[1]}-{match[2]}")
    if match := re.search(r"([A-Za-z]{3})[a-z]*\s+(\d{4})$", last):
        month = match[1].casefold()
        return f"P1Y/{match[2]}-{_MONTHS.index(month) + 1:02d}" if month in _MONTHS else None
    return None


def _day(text: str) -> str | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
        try:
            return datetime.strptime(text[:10] if form == "%Y-%m-%d" else text, form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return None


PERIOD_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "canonical": _canonical,
    "year": _year,
    "financial-year": _financial_year,
    "quarter": _quarter,
    "year-to-month": _year_to_month,
    "day": _day,
}
"""How a column writes its periods: as Placewright does, or 2023, 2023/24, 2023 Q1, Jan 2023-Dec 2023, 31/12/2023."""
