"""The table behind each view: what is shown, with intervals, and with words where a figure is missing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from placewright.core.printing import listed
from placewright.core.words import spoken
from placewright.publish import formats
from placewright.publish.tables import rank_cell
from placewright.publish.views import Cell, Column, Reading, Standing, Table
from placewright.records.indicator import Indicator
from placewright.web.explorer.figures import IndicatorFigures
from placewright.web.explorer.selection import Chosen

_MOST_COLUMNS, _FEW_COLUMNS, _MANY_PLACES = 12, 3, 60
"""How many periods a table shows: fewer where it has many places, so that it can be read."""
_SHORT_REASON, _NAMED = 24, 5
"""How long a reason may be to stand in every cell that lacks a figure, and how many places a note names."""
_WORDS = spoken({"provisional": "provisional", "estimated": "estimated"})


def over_time(
    id: str, title: str, figures: IndicatorFigures, places: Sequence[Chosen], columns: Sequence[int]
) -> Table:
    """Places by periods, the newest first; of many periods those that some place has a figure for, as far as fits."""
    rows = [place.row for place in places if place.row is not None]
    filled = [at for at in columns if rows and (figures.panel.row[rows, at] >= 0).any()]
    shown = filled[::-1][: _MOST_COLUMNS if len(places) <= _MANY_PLACES else _FEW_COLUMNS]
    heads = [Column(_("Place"))]
    heads += [Column(figures.labels[at], "number") for at in shown]
    read = [(place, [figures.reading(place.row, at) for at in shown]) for place in places]
    lines = [(_place_cell(place), *(_short_cell(reading) for reading in readings)) for place, readings in read]
    notes = _why_missing(read)
    if len(shown) < len(filled):
        notes.append(
            _("The newest %(shown)d of %(all)d periods; the downloads have them all.")
            % {"shown": len(shown), "all": len(filled)}
        )
    unit = formats.unit_in_words(figures.indicator.unit)
    caption = f"{title}: {unit}" if unit else title
    return Table(id, caption, tuple(heads), tuple(lines), tuple(notes), own_rows=_own(places))


def at_one_period(
    id: str,
    title: str,
    figures: IndicatorFigures,
    read: Sequence[tuple[Chosen, Reading]],
    at: int,
    *,
    is_ranked: bool = True,
) -> Table:
    """Places with their value and, where they are ranked, their rank among the places of their level; highest first."""
    ordered = sorted(read, key=lambda item: (item[1].value is None, -(item[1].value or 0.0), item[0].name))
    ranks = {
        place.code: figures.rank(place.row, at)
        for place, reading in ordered
        if is_ranked and place.row is not None and reading.value is not None
    }
    has_ranks = any(rank is not None and rank.of > 4 for rank in ranks.values())
    heads = [Column(_("Place")), Column(_("Value"), "number", formats.unit_in_words(figures.indicator.unit))]
    if has_ranks:
        heads.append(Column(_("Rank"), "number"))
    lines = []
    for place, reading in ordered:
        cells = [_place_cell(place), value_cell(reading)]
        if has_ranks:
            rank = ranks.get(place.code)
            if rank is None or rank.of <= 4:
                cells.append(rank_cell(None))
            else:
                best, worst = (None, None) if reading.low is None else (rank.low, rank.high)
                cells.append(rank_cell(Standing(rank.position, rank.of, None, best, worst, rank.first)))
        lines.append(tuple(cells))
    return Table(id, title, tuple(heads), tuple(lines), own_rows=_own([place for place, _reading in ordered]))


def of_two(
    id: str,
    title: str,
    indicators: tuple[Indicator, Indicator],
    pairs: Sequence[tuple[Chosen, Reading, Reading]],
) -> Table:
    """Places with their values of two indicators, the places that were named first."""
    ordered = sorted(pairs, key=lambda item: (item[0].role == "other", item[0].name))
    heads = [Column(_("Place"))]
    heads += [Column(item.short_name, "number", formats.unit_in_words(item.unit)) for item in indicators]
    lines = tuple((_place_cell(place), value_cell(one), value_cell(other)) for place, one, other in ordered)
    return Table(id, title, tuple(heads), lines, own_rows=_own([place for place, *_more in ordered]))


def value_cell(reading: Reading) -> Cell:
    """A figure with its interval and status; words where it is missing."""
    if reading.value is None:
        return Cell(formats.missing(reading), tone="muted")
    words, span = formats.both(reading)
    parts = (f"({span})" if span else "", _WORDS.get(reading.status, ""), _("caveat") if reading.caveated else "")
    return Cell(words, reading.value, detail=" ".join(part for part in parts if part))


def _short_cell(reading: Reading) -> Cell:
    """A figure as in `value_cell`; a long reason why it is missing stands under the table, once."""
    if reading.value is None and len(formats.missing_reason(reading)) > _SHORT_REASON:
        return Cell(_("not available"), tone="muted")
    return value_cell(reading)


def _why_missing(read: Sequence[tuple[Chosen, Sequence[Reading]]]) -> list[str]:
    """The long reasons for which figures are missing, each with the places that it is said of."""
    found: dict[str, list[str]] = {}
    for place, readings in read:
        reasons = {formats.missing_reason(reading) for reading in readings if reading.value is None}
        for reason in sorted(reason for reason in reasons if len(reason) > _SHORT_REASON):
            found.setdefault(reason, []).append(place.name)
    return [
        _("Not available, %(places)s: %(why)s.") % {"places": _some(places), "why": reason}
        for reason, places in found.items()
    ]


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return listed(names)
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names[:_NAMED]), "more": len(names) - _NAMED}


def _place_cell(place: Chosen) -> Cell:
    return Cell(place.name, place.name)


def _own(places: Sequence[Chosen]) -> tuple[int, ...]:
    return tuple(index for index, place in enumerate(places) if place.role == "place")
