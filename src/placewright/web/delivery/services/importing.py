"""Readings from a CSV file: looked through first, every wrong row named, and kept only when none is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.records.measure import Measure
from placewright.web.accounts.models import Account
from placewright.web.delivery.models import Reading
from placewright.web.delivery.services.readings import BadReading, checked_reading, keep_reading, says_the_same

COLUMNS = ("measure", "period", "value", "low", "high", "text", "status", "source", "note")
_NEEDED = ("measure", "period", "source")
MOST_BYTES, MOST_ROWS = 1_000_000, 5000


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """A row of the file: what it would do (`new`, `corrects`, `same`), or what is wrong with it."""

    line: int
    does: str
    reading: Reading | None = None
    before: Reading | None = None
    problem: PlacewrightError | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """All rows of a file."""

    rows: tuple[BroughtRow, ...]

    @property
    def wrong(self) -> tuple[BroughtRow, ...]:
        """The rows that cannot be kept."""
        return tuple(row for row in self.rows if row.problem is not None)

    def count(self, does: str) -> int:
        """How many rows do that."""
        return sum(row.does == does for row in self.rows)


def look_through(content: bytes, measures: Mapping[str, Measure]) -> Brought:
    """What the file would do; nothing is kept.

    Raises:
        BadReading: it is no such file at all.
    """
    current = {(row.measure, row.period): row for row in Reading.objects.filter(is_current=True)}
    rows, seen = [], set()
    for line, cells in _cells(content):
        try:
            reading = checked_reading(measures, _values(cells))
            key = (reading.measure, reading.period)
            if key in seen:
                raise BadReading(
                    _("The file has this measure and period twice."), where="period", fix=_("Keep one row.")
                )
            seen.add(key)
        except BadReading as error:
            rows.append(BroughtRow(line, "wrong", problem=error))
            continue
        before = current.get(key)
        does = "new" if before is None else "same" if says_the_same(before, reading) else "corrects"
        rows.append(BroughtRow(line, does, reading, before))
    return Brought(tuple(rows))


def bring_readings(content: bytes, measures: Mapping[str, Measure], *, by: Account) -> Brought:
    """Keep every reading of the file, or none where a row is wrong.

    Raises:
        BadReading: a row is wrong; the message names the first.
    """
    found = look_through(content, measures)
    if found.wrong:
        first = found.wrong[0]
        where = _("line %(line)s") % {"line": first.line}
        assert first.problem is not None  # noqa: S101 - that is what makes it wrong
        raise BadReading(first.problem.what, where=where, fix=first.problem.fix or "")
    with transaction.atomic():
        for row in found.rows:
            if row.reading is not None and row.does != "same":
                keep_reading(row.reading, by=by)
    return found


def _cells(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise BadReading(_("The file is too large."), where=_("file"), fix=_("Split it."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadReading(_("It is no text in UTF-8."), where=_("file"), fix=_("Save it as CSV UTF-8.")) from error
    if "\x00" in text:
        raise BadReading(_("It is no text."), where=_("file"), fix=_("Save it as CSV UTF-8."))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    head = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = head
    for name in head:
        if name not in COLUMNS:
            fix = did_you_mean(name, COLUMNS) or _("The columns are %(names)s.") % {"names": ", ".join(COLUMNS)}
            raise BadReading(_("There is no column '%(name)s'.") % {"name": name}, where=_("line 1"), fix=fix)
    if missing := [name for name in _NEEDED if name not in head]:
        what = _("The column '%(name)s' is missing.") % {"name": missing[0]}
        raise BadReading(what, where=_("line 1"), fix=_("The columns are %(names)s.") % {"names": ", ".join(COLUMNS)})
    try:
        for number, cells in enumerate(reader):
            if number >= MOST_ROWS:
                raise BadReading(_("The file has too many rows."), where=_("file"), fix=_("Split it."))
            yield reader.line_num, {name: (cells.get(name) or "").strip() for name in head}
    except csv.Error as error:
        where = _("line %(line)s") % {"line": reader.line_num}
        raise BadReading(_("It is no CSV."), where=where, fix=_("Save it as CSV UTF-8.")) from error


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    return {**cells, **{name: _number(cells.get(name, ""), name) for name in ("value", "low", "high")}}


def _number(text: str, name: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError as error:
        what = _("'%(text)s' is no number.") % {"text": text[:40]}
        raise BadReading(what, where=name, fix=_("Write digits with a point, or leave it empty.")) from error
