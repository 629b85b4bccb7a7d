"""Numbers that others stated or decided, found by the name that a text quotes them by, and printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from placewright.core.late_dataclass import dataclass
from placewright.core.printing import rounded_to
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity
from placewright.core.words import language_of_place
from placewright.ledger.figure_words import figure_words
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated
from placewright.records.summary import Summary
from placewright.workspace.authored import Authored

MAIN = "main"
"""The figure that is printed where none is named."""

_QUOTED = ("finding", "event", "funding", "summary")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A stated number as it is printed, the record that states it (`kind:id`), and the number itself."""

    text: str
    record: str
    figure: str
    stated: Stated


def quoted(authored: Authored, id: str, figure: str = "") -> StatedFigure | None:
    """The number that `{{ quoted:id }}` or `{{ quoted:id.figure }}` prints, of a finding, event, fund or summary.

    Without a figure's name it is the one called `main`, or the only one. None where there is no such number.
    """
    for kind in _QUOTED:
        record = authored.of_kind(kind).get(id)
        if record is None:
            continue
        figures = figures_stated_by(record)
        name = figure or (MAIN if MAIN in figures or len(figures) != 1 else next(iter(figures)))
        if name in figures:
            return StatedFigure(_in_a_text(figures[name]), f"{kind}:{id}", name, figures[name])
    return None


def decided(authored: Authored, id: str) -> StatedFigure | None:
    """The number that `{{ decided:id }}` prints; None where no decision of that id decides a number."""
    decision = authored.decisions.get(id)
    if decision is None or decision.figure is None:
        return None
    return StatedFigure(_in_a_text(decision.figure), f"decision:{id}", MAIN, decision.figure)


def quotable(authored: Authored) -> list[str]:
    """Every name that `{{ quoted:... }}` may have."""
    found = []
    for kind in _QUOTED:
        for id, record in authored.of_kind(kind).items():
            found += [id if name == MAIN else f"{id}.{name}" for name in figures_stated_by(record)]
    return found


def stated_words(stated: Stated) -> str:
    """The number as the source words it, or with its unit.

    >>> stated_words(Stated(26, "responses", words="26")), stated_words(Stated(221.5, "GBP million"))
    ('26', '£221.5m')
    """
    if stated.words:
        return stated.words
    value = float(stated.value)
    decimals = 0 if value.is_integer() else min(2, len(f"{value:.4f}".rstrip("0").partition(".")[2]))
    return figure_words(Quantity(value, stated.unit, NotEstimated("as stated")), decimals=decimals)


def _in_a_text(stated: Stated) -> str:
    with language_of_place():
        return stated_words(stated)


def stated_quantity(stated: Stated) -> Quantity:
    """The number with the bounds that its source gives."""
    interval: Interval | NotEstimated = NotEstimated("the source gives none")
    if stated.low is not None and stated.high is not None:
        interval = Interval(stated.low, stated.high, ErrorKind.UNKNOWN)
    return Quantity(stated.value, stated.unit, interval)


def figures_stated_by(record: Any) -> Mapping[str, Stated]:
    """The numbers of a finding, event, fund or summary by name."""
    match record:
        case Finding() | Event():
            return record.figures
        case FundingStream():
            amounts = dict(record.amounts) if record.total is None else {MAIN: record.total, **record.amounts}
            return {
                name: Stated(amount / 1e6, "GBP million", period="" if name == MAIN else name, scope=record.scope)
                for name, amount in amounts.items()
            }
        case Summary():
            found = {MAIN: Stated(record.base, "respondents")}
            for row in record.rows:
                share = row.share if row.share is not None else _share(row.count, record.base)
                if share is not None:
                    found[row.id] = Stated(
                        int(rounded_to(100 * share, 1)), "%", answers_to=record.id, several=record.several
                    )
            return found
    return {}


def _share(count: int | None, base: int) -> float | None:
    return None if count is None or not base else count / base
