"""What a source declares of its files' layout, checked as it is read: columns, members, measures, marks, rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.cells import COMMON_MARKS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sheet, a column or a name in a column measures; `title` is a phrase above the sheet's header."""

    measure: str
    unit: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a dimension's members stand and how they are named here.

    `names` gives our name for the publisher's; `drop` is a pattern whose match is cut from the others; `slug` writes
    them in kebab-case; `closed` says that a member not among `names` is wrong.
    """

    column: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    drop: str = ""
    slug: bool = False
    closed: bool = False

    def label(self, text: str) -> str | None:
        """Our name for the publisher's, or None where there is none."""
        if text in self.names:
            return self.names[text]
        if self.closed:
            return None
        name = re.sub(self.drop, "", text).strip() if self.drop else text
        return (slug(name) if self.slug else name) or None


@dataclass(frozen=True, slots=True)
class Layout:
    """What all declared layouts share.

    `recode` gives the code a place has in its vintage for the one in the file, `vintages` the vintage of codes that
    begin so and have another than the source's. Values under `least` are wrong. `period` is filled with what the
    pattern of a period finds, or with the year of a date. `missing` is the status of an empty cell.
    """

    place: tuple[str, ...]
    members: Mapping[str, Member] = field(default_factory=dict)
    recode: Mapping[str, str] = field(default_factory=dict)
    vintages: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Status] = field(default_factory=lambda: COMMON_MARKS)
    period: str = "{}"
    provisional: frozenset[str] = frozenset()
    least: float | None = None
    rounding: str = ""
    total_of: str = ""
    encoding: str = "utf8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide(Layout):
    """A row for each place and member, a column for each period.

    `periods` is the pattern of a period's column; its first group is the period. `sheets` are the sheets to read and
    what each measures; a CSV file is one sheet, named as the file. `place` lists the names that the column of codes may
    have. Where the columns are the members of a dimension instead, `across` names it and `period` is the one period.
    """

    sheets: Mapping[str, Measure]
    periods: str = r"(\d{4})"
    across: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Layout):
    """A row for each observation. `measure_column` holds the names of `measures`; without it there is one measure.

    A table of one period has no column of periods but the `fixed_period`. `only` keeps the rows whose column has one of
    the given words. `months` is filled with a month (2023-12), for sources whose months are the ends of rolling years.
    """

    period_column: str = ""
    fixed_period: str = ""
    value_column: str = "value"
    measures: Mapping[str, Measure]
    measure_column: str = ""
    months: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Layout):
    """A table made on the screens of Nomis: a preamble, then `rows` down and `columns` across.

    Each of the two is a dimension, `place` or `period`. What is neither is in the preamble: the period under `date`, a
    dimension under its member's column. `places` gives the code of a place that only has a name.
    """

    measure: Measure
    rows: str
    columns: str
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares(Layout):
    """Properties of a map's features, all but those to `leave_out` being members; `period` is the one period."""

    measure: Measure
    leave_out: tuple[str, ...] = ()


def slug(text: str) -> str:
    """A name in kebab-case.

    >>> slug("Arts, entertainment & recreation")
    'arts-entertainment-recreation'
    """
    spelled = text.casefold().replace("%", " percent ").replace("+", " plus ")
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")


def layout(source: Source, kind: type[T]) -> T:
    """The layout that a source's options declare.

    Raises:
        BadRecord: an option is unknown, missing or of another shape.
    """
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    options: dict[str, Any] = dict(source.options)
    if strange := sorted(set(options) - known):
        raise BadRecord(
            worded("The reader '%(reader)s' has no option '%(strange)s'.", reader=source.reader, strange=strange[0]),
            where=f"{source.id}.toml",
            fix=did_you_mean(strange[0], known) or worded("It has %(list)s.", list=", ".join(sorted(known))),
        )
    place = options.get("place", ())
    options["place"] = (place,) if isinstance(place, str) else tuple(place)
    options["leave_out"] = tuple(options.get("leave_out", ()))
    options["provisional"] = frozenset(options.get("provisional", ()))
    options["only"] = {name: tuple(values) for name, values in options.get("only", {}).items()}
    marks = {mark.casefold(): Status(status) for mark, status in options.get("marks", {}).items()}
    options["marks"] = {**COMMON_MARKS, **marks}
    try:
        options["members"] = {name: Member(**member) for name, member in options.get("members", {}).items()}
        for name in ("sheets", "measures"):
            options[name] = {key: Measure(**item) for key, item in options.get(name, {}).items()}
        if isinstance(options.get("measure"), dict):
            options["measure"] = Measure(**options["measure"])
        return kind(**{name: value for name, value in options.items() if name in known})
    except TypeError as error:
        raise BadRecord(
            worded("The options do not fit the reader '%(reader)s': %(error)s.", reader=source.reader, error=error),
            where=f"{source.id}.toml",
        ) from error
