"""Bodies of the Nomis REST interface in CSV: status and confidentiality kept, confidence made an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.errors import BadSourceFile
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.bounds import Ends
from placewright.sources.columns import Doubts, Numbers, Words, numbers, words
from placewright.sources.delimited import Rows
from placewright.sources.long_table import Columns, chosen_rows, gather, read_rows, tidy
from placewright.sources.options import Long, Measure, layout
from placewright.sources.readers._intervals import NORMAL_95
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each

STATUSES = {
    "A": Status.OK,
    "E": Status.ESTIMATED,
    "P": Status.PROVISIONAL,
    "Q": Status.NOT_AVAILABLE,
    "S": Status.SUPPRESSED,
    "D": Status.SUPPRESSED,
}
"""What the common flags of OBS_STATUS mean; a value with another flag is an estimate with a caveat."""

_FLAGS = ("OBS_STATUS", "OBS_STATUS_NAME", "OBS_CONF", "OBS_CONF_NAME")
_KIND = "MEASURES_NAME"
"""The column that tells a value from its confidence."""

_FREE = "F"
_NORMAL = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class NomisRest(Long):
    """A body of Nomis: `confidence` is the name of the measure that holds half-widths of 95 % intervals of `of`.

    With `relative` it holds coefficients of variation in per cent, as in the Annual Survey of Hours and Earnings.
    """

    place: tuple[str, ...] = ("GEOGRAPHY_CODE",)
    period_column: str = "DATE_CODE"
    value_column: str = "OBS_VALUE"
    measure_column: str = _KIND
    measures: Mapping[str, Measure] = field(default_factory=dict)
    confidence: str = ""
    of: str = ""
    relative: bool = False


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations of bodies of the Nomis REST interface.

    Flags other than a normal, free value are kept in `caveat`, in Nomis' own words. A body with fewer records than its
    RECORD_COUNT says is refused, unless it is one page of several files.
    """
    nomis = layout(source, NomisRest)
    nomis = replace(nomis, place=nomis.place or ("GEOGRAPHY_CODE",))
    return read_each(files, lambda file: _read_file(file, source, nomis, whole=len(files) == 1))


def _read_file(file: SourceFile, source: Source, nomis: NomisRest, *, whole: bool) -> Reading:
    wrong = WrongRows(file.name)
    rows = read_rows(file, nomis, wrong, more=(*_FLAGS, _KIND, "RECORD_COUNT"))
    count = rows.table.num_rows + wrong.count
    if whole:
        _check_complete(file, rows, count)
    rows = chosen_rows(rows, nomis)
    rows, caveats, confidence = _confidence(rows, nomis, _caveats(rows))
    doubts = Doubts(file.name, rows.numbers)
    columns = gather(rows, source, nomis, doubts)
    columns.cells = _statuses(rows, columns, confidence)
    columns.caveat = caveats
    if confidence is not None:
        values = columns.cells.values
        columns.ends = Ends(values - confidence.widths, values + confidence.widths, str(ErrorKind.SAMPLING))
        columns.caveat = _with_those_of(confidence, caveats)
    lines, kept = rows.numbers, doubts.kept
    del rows
    doubts.tell(wrong)
    issues = wrong.issues(count)
    return Reading(tidy(file, lines, columns, nomis, kept), count, issues)


def _check_complete(file: SourceFile, rows: Rows, count: int) -> None:
    said = numbers(rows.table["RECORD_COUNT"]).values
    most = int(np.nanmax(said)) if len(said) and not np.isnan(said).all() else 0
    if count < most:
        raise BadSourceFile(
            worded("The body holds %(count)s of %(most)s records.", count=count, most=most),
            where=file.name,
            fix=worded("Fetch its other pages, or fetch it again."),
        )


@dataclass(frozen=True, slots=True)
class _Confidence:
    """For each row the half-width of its interval, NaN where it has none, and the flags of that half-width."""

    widths: npt.NDArray[np.float64]
    flags: Words
    caveats: Words


def _confidence(rows: Rows, nomis: NomisRest, caveats: Words) -> tuple[Rows, Words, _Confidence | None]:
    """The rows without those of confidence, their caveats, and what confidence said of them."""
    if not nomis.confidence:
        return rows, caveats, None
    kind = words(rows.table[_KIND])
    is_width = kind.rows_of({nomis.confidence: None})
    measured = [] if nomis.measure_column in {_KIND, ""} else [nomis.measure_column]
    members = [member.column for member in nomis.members.values()]
    keys = _keys(rows, [nomis.place[0], nomis.period_column, *members, *measured])
    values = numbers(rows.table[nomis.value_column], nomis.marks).values
    row_of = np.full(int(keys.max(initial=-1)) + 1, -1, dtype=np.int64)
    row_of[keys[is_width]] = np.flatnonzero(is_width)
    rest = ~is_width
    partner = np.where(kind.rows_of({nomis.of: None}), row_of[keys], -1)[rest]
    widths = np.where(partner >= 0, values[partner], np.nan)
    if nomis.relative:
        widths = np.abs(values[rest]) * NORMAL_95 * widths / 100
    flag = words(rows.table["OBS_STATUS"])
    said = _Confidence(widths, _paired(flag, partner), _paired(caveats, partner))
    return Rows(rows.table.filter(pa.array(rest)), rows.numbers[rest]), caveats.taken(rest), said


def _paired(found: Words, partner: npt.NDArray[np.int64]) -> Words:
    return Words(np.where(partner >= 0, found.indices[partner], -1).astype(np.int32), found.distinct)


def _keys(rows: Rows, columns: Sequence[str]) -> npt.NDArray[np.int64]:
    keys = np.zeros(rows.table.num_rows, dtype=np.int64)
    for name in dict.fromkeys(columns):
        found = words(rows.table[name])
        keys = keys * (len(found.distinct) + 1) + found.indices + 1
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _statuses(rows: Rows, columns: Columns, confidence: _Confidence | None) -> Numbers:
    flag, secrecy = words(rows.table["OBS_STATUS"]), words(rows.table["OBS_CONF"])
    values, statuses = columns.cells.values.copy(), columns.cells.statuses
    for mark in flag.distinct:
        statuses = statuses.replaced(flag.rows_of({mark: None}), str(STATUSES.get(mark, Status.ESTIMATED)))
    if confidence is not None:
        unsound = {mark: None for mark in confidence.flags.distinct if mark not in STATUSES}
        ok = statuses.rows_of({str(Status.OK): None})
        statuses = statuses.replaced(confidence.flags.rows_of(unsound) & ok, str(Status.ESTIMATED))
    hidden = (secrecy.indices >= 0) & ~secrecy.rows_of({_FREE: None})
    statuses = statuses.replaced(hidden, str(Status.SUPPRESSED))
    missing = statuses.rows_of({str(Status.SUPPRESSED): None, str(Status.NOT_AVAILABLE): None})
    values[missing] = np.nan
    statuses = statuses.replaced(np.isnan(values) & ~missing, str(Status.NOT_AVAILABLE))
    return Numbers(values, statuses, columns.cells.wrong)


def _caveats(rows: Rows) -> Words:
    """For each row its flags other than normal and free, in Nomis' words."""
    flag, flag_name, secrecy, secrecy_name = (words(rows.table[name]) for name in _FLAGS)
    odd = (flag.indices >= 0) & ~flag.rows_of({_NORMAL: None})
    odd |= (secrecy.indices >= 0) & ~secrecy.rows_of({_FREE: None})
    indices = np.full(len(odd), -1, dtype=np.int32)
    distinct: dict[str, int] = {}
    for row in map(int, np.flatnonzero(odd)):
        parts = []
        if flag.at(row) not in {"", _NORMAL}:
            parts.append(f"OBS_STATUS {flag.at(row)}: {flag_name.at(row)}")
        if secrecy.at(row) not in {"", _FREE}:
            parts.append(f"OBS_CONF {secrecy.at(row)}: {secrecy_name.at(row)}")
        indices[row] = distinct.setdefault("; ".join(parts), len(distinct))
    return Words(indices, tuple(distinct))


def _with_those_of(confidence: _Confidence, caveats: Words) -> Words:
    """The rows' own caveats, or where a row has none that of its half-width."""
    theirs = tuple(f"Confidence: {text}" for text in confidence.caveats.distinct)
    shifted = np.where(confidence.caveats.indices >= 0, confidence.caveats.indices + len(caveats.distinct), -1)
    indices = np.where(caveats.indices >= 0, caveats.indices, shifted).astype(np.int32)
    return Words(indices, (*caveats.distinct, *theirs)).relabelled(lambda text: text)
