"""What a reader gives back: tidy observations, and the rows that were wrong, each named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from placewright.core.errors import BadSourceFile
from placewright.core.issues import Issue, Severity
from placewright.core.said import enumerated, worded
from placewright.records.source import Source

TOLERATED_SHARE = 0.01
"""Above this share of wrong rows a file is refused whole: it is not what the reader takes it for."""

_NAMED = 200
"""How many wrong rows of a file are named one by one; the others are counted."""

_NAMED_IF_REFUSED = 8
"""How many of them the one message of a refused file names."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a publisher: where it lies, and the name it is known by in messages and origins."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files of a source held: the good rows, the number read, the wrong rows, and the files refused whole."""

    observations: pa.Table
    rows: int
    issues: tuple[Issue, ...] = ()
    refused: tuple[Issue, ...] = ()


class Reader(Protocol):
    """Reads the files of a source into tidy observations."""

    def __call__(self, files: Sequence[SourceFile], source: Source) -> Reading:
        """The files' observations, with wrong rows and refused files named; raises where no file could be read."""
        ...


@dataclass(slots=True)
class WrongRows:
    """Collects the wrong rows of one file, so that the good ones are kept and the bad ones named."""

    file: str
    count: int = 0
    _issues: list[Issue] = field(default_factory=list)

    def add(self, what: str, *, sheet: str | None = None, row: int | None = None, column: str | None = None) -> None:
        """Note that a row is wrong, and why."""
        self.count += 1
        if len(self._issues) < _NAMED:
            self._issues.append(Issue(Severity.WARNING, self.where(sheet=sheet, row=row, column=column), what))

    def where(self, *, sheet: str | None = None, row: int | None = None, column: str | None = None) -> str:
        """The place in the file, in words."""
        parts = (sheet and f"sheet '{sheet}'", row is not None and f"row {row}", column and f"column '{column}'")
        return ", ".join([self.file, *(part for part in parts if part)])

    def issues(self, rows: int) -> tuple[Issue, ...]:
        """The issues, where at most one row in a hundred is wrong; else the file is refused.

        Raises:
            BadSourceFile: more than 1 % of the rows are wrong; the message names the first eight.
        """
        if rows and self.count > TOLERATED_SHARE * rows:
            named = [
                worded("%(where)s: %(what)s", where=one.where, what=one.what)
                for one in self._issues[:_NAMED_IF_REFUSED]
            ]
            if more := self.count - len(named):
                named.append(worded("and %(more)s more.", more=more))
            first = enumerated(named, "; ")
            raise BadSourceFile(
                worded(
                    "%(count)s of %(rows)s rows are wrong, which is more than 1 %%: %(first)s",
                    count=self.count,
                    rows=rows,
                    first=first,
                ),
                where=self.file,
                fix=worded(
                    "Mend these rows if the table is your own; else fetch the file again, or check that it is the "
                    "table its name says."
                ),
            )
        unnamed = self.count - len(self._issues)
        rest = (
            (Issue(Severity.WARNING, self.file, worded("%(unnamed)s more rows are wrong.", unnamed=unnamed)),)
            if unnamed
            else ()
        )
        return (*self._issues, *rest)


def read_each(files: Sequence[SourceFile], read_one: Callable[[SourceFile], Reading]) -> Reading:
    """Several files read one by one and put together; a refused file does not stop the others.

    Raises:
        BadSourceFile: every file was refused.
    """
    readings: list[Reading] = []
    refused: list[BadSourceFile] = []
    for file in files:
        try:
            readings.append(read_one(file))
        except BadSourceFile as error:
            refused.append(error)
    if not readings:
        raise refused[0] if refused else BadSourceFile(worded("There is no file to read."))
    joined = together(readings)
    named = tuple(Issue(Severity.ERROR, error.where or "", error.what, error.fix or "") for error in refused)
    return Reading(joined.observations, joined.rows, joined.issues, joined.refused + named)


def together(readings: Sequence[Reading]) -> Reading:
    """Several readings of the same columns as one."""
    tables = [reading.observations for reading in readings]
    joined = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
    issues = tuple(issue for reading in readings for issue in reading.issues)
    refused = tuple(issue for reading in readings for issue in reading.refused)
    return Reading(joined, sum(reading.rows for reading in readings), issues, refused)
