"""What the pages of analyses are put together from: cells, tables, readings, lines, and the words of numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from placewright.analysis.area import Area, Missing
from placewright.analysis.bounding import Estimate
from placewright.core.late_dataclass import dataclass
from placewright.core.printing import in_unit, rounded_to
from placewright.core.printing import listed as listed
from placewright.core.words import gettext as _
from placewright.publish import formats
from placewright.publish.views import (
    CaveatNote,
    Cell,
    Column,
    Note,
    Point,
    Reading,
    Role,
    Section,
    Series,
    SourceNote,
    Table,
)

Tone = Literal["", "better", "worse", "own", "muted"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a page's figures come from, and the known troubles of their cells.

    `troubled` gives, by dataset, the places whose cells carry a caveat, and `caveats_of` the notes on each dataset.
    """

    sources: tuple[SourceNote, ...] = ()
    caveats_of: tuple[tuple[str, CaveatNote], ...] = ()
    troubled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def caveats(self) -> tuple[CaveatNote, ...]:
        """The notes on all datasets."""
        return tuple(note for _rest, note in self.caveats_of)


def reading(
    value: float | Estimate | None, unit: str, period: str = "", *, error: str = "rounding", decimals: int | None = None
) -> Reading:
    """A number or an estimate as pages show it."""
    if value is None or (not isinstance(value, Estimate) and not math.isfinite(value)):
        return Reading(None, unit, period, status="not_available", reason=_("not published for this place"))
    if isinstance(value, Estimate):
        if not math.isfinite(value.value):
            return Reading(None, unit, period, status="not_applicable", reason="undefined")
        ends = (value.low, value.high)
        low, high = ends if all(end is not None and math.isfinite(end) for end in ends) else (None, None)
        return Reading(value.value, unit, period, low, high, error, decimals=decimals)
    return Reading(float(value), unit, period, decimals=decimals)


def number_cell(
    value: float | Estimate | None,
    unit: str,
    *,
    error: str = "rounding",
    decimals: int | None = None,
    signed: bool = False,
    tone: Tone = "",
) -> Cell:
    """A cell that shows a number with its interval, and sorts by the number; a dash where it is missing."""
    shown = reading(value, unit, error=error, decimals=decimals)
    if shown.value is None:
        return Cell("–", detail="not available")
    text = formats.signed(shown) if signed else formats.short(shown)
    span = formats.interval(shown)
    return Cell(text, sort=shown.value, detail=span, tone=tone)


def text_cell(text: str, *, tone: Tone = "", href: str = "") -> Cell:
    """A cell of words."""
    return Cell(text, sort=text, tone=tone, href=href)


def table(
    ident: str,
    caption: str,
    columns: Sequence[str | Column],
    rows: Iterable[Sequence[Cell]],
    *,
    notes: Sequence[str] = (),
) -> Table:
    """A table whose first column holds names and whose others hold numbers, unless a column says otherwise."""
    made = tuple(
        column if isinstance(column, Column) else Column(column, "text" if at == 0 else "number")
        for at, column in enumerate(columns)
    )
    return Table(ident, caption, made, tuple(tuple(row) for row in rows), tuple(notes))


def line(
    name: str, role: Role, years: Sequence[int], values: Sequence[float], *, code: str = "", note: str = ""
) -> Series:
    """A series of yearly values; a missing one is a gap."""
    points = tuple(
        Point(float(year), str(year), float(value) if math.isfinite(value) else None)
        for year, value in zip(years, values, strict=True)
    )
    return Series(name, role, points, code, note)


def said(note: Note) -> Note:
    """A fixed note in the language that is spoken."""
    return replace(note, title=_(note.title), text=_(note.text))


def missing_section(ident: str, title: str, missing: Missing) -> Section:
    """A section that says what is missing and how to get it."""
    return Section(ident, title, notes=(Note(_("Not measured here"), str(missing).strip(), "limit"),))


def percent(share: float, decimals: int = 1) -> str:
    """A share (0-1) as a percentage.

    >>> percent(-0.1134)
    '−11.3%'
    """
    return f"{formats.number(100 * share, decimals)}%"


def percent_between(share: Estimate | None, decimals: int = 1) -> str:
    """A share with its bounds where rounding shows.

    >>> percent_between(Estimate(0.682, 0.317, 0.852))
    '68.2% (31.7% to 85.2%)'
    """
    if share is None:
        return _("not available")
    value = percent(share.value, decimals)
    if share.low is None or share.high is None:
        return value
    low, high = percent(share.low, decimals), percent(share.high, decimals)
    return value if low == high else _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def pounds(value: float, decimals: int = 0) -> str:
    """Money in pounds, with two digits behind the point or none: with one decimal they are rounded to ten pence.

    >>> pounds(-1234.4), pounds(27.7, 1)
    ('−£1,234', '£27.70')
    """
    return in_unit(value, "GBP", decimals=decimals)


def pounds_between(value: Estimate, *, to: int = 100) -> str:
    """Money with its bounds, to the nearest `to` pounds.

    >>> pounds_between(Estimate(3637.6, 2060.0, 5322.8))
    '£3,600 (£2,100 to £5,300)'
    >>> pounds_between(Estimate(-2050.0, -2450.0, -1650.0))
    '−£2,100 (−£2,500 to −£1,700)'
    """
    rounded = [rounded_to(number, to) for number in (value.value, value.low, value.high) if number is not None]
    words = [pounds(number) for number in rounded]
    return (
        words[0]
        if len(words) < 3 or words[1] == words[2]
        else _("%(words)s (%(words_2)s to %(words_3)s)") % {"words": words[0], "words_2": words[1], "words_3": words[2]}
    )


def people(value: float) -> str:
    """A count of people or jobs.

    >>> people(277428.0)
    '277,428'
    """
    return formats.number(value, 0)


def higher_or_lower(value: float, up: str = "higher", down: str = "lower") -> str:
    """The word for the side of zero."""
    return up if value >= 0 else down


def told(sign: int, up: str, down: str, unclear: str) -> str:
    """One of three phrases, by whether bounds are surely above zero, surely below, or cannot tell."""
    return up if sign > 0 else down if sign < 0 else unclear


def role_of(area: Area, code: str) -> Role:
    """What a place is to a page about the area."""
    if code == area.code:
        return "place"
    if code == area.country:
        return "england"
    if code == area.region:
        return "region"
    if code == area.kingdom:
        return "uk"
    return "member" if code in area.members else "neighbour" if code in area.neighbours else "other"
