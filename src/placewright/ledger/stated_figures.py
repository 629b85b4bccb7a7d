"""Numbers that others stated or decided, found by the name that a text quotes them by, and printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from placewright.core.errors import did_you_mean
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity
from placewright.ledger.figure_words import figure_words
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated
from placewright.records.summary import Summary
from placewright.workspace.authored import Authored

MAIN = "main"
"""The figure that is printed where none is named."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stated number as it is printed, the record that states it (`kind:id`), and the number itself."""

    text: str
    record: str
    figure: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class NotQuoted:
    """That there is no such number, and how to mend it."""

    what: str
    fix: str


def quoted(authored: Authored, id: str, figure: str = "") -> Quoted | NotQuoted:
    """The number that `{{ quoted:id }}` or `{{ quoted:id.figure }}` prints, of a finding, event, fund or summary."""
    for kind in ("finding", "event", "funding", "summary"):
        record = authored.of_kind(kind).get(id)
        if record is None:
            continue
        figures = _figures(record)
        name = figure or (MAIN if MAIN in figures or not figures else next(iter(figures)))
        if name in figures:
            return Quoted(stated_words(figures[name]), f"{kind}:{id}", name, figures[name])
        fix = did_you_mean(name, figures) or f"It has {', '.join(figures) or 'no figures'}."
        return NotQuoted(f"The {kind} '{id}' has no figure '{name}'.", fix)
    known = [*authored.findings, *authored.events, *authored.funding, *authored.summaries]
    fix = did_you_mean(id, known) or "Write its record first."
    return NotQuoted(f"There is no finding, event, fund or summary '{id}'.", fix)


def decided(authored: Authored, id: str) -> Quoted | NotQuoted:
    """The number that `{{ decided:id }}` prints."""
    decision = authored.decisions.get(id)
    if decision is None:
        fix = did_you_mean(id, authored.decisions) or "Write the decision first."
        return NotQuoted(f"There is no decision '{id}'.", fix)
    if decision.figure is None:
        return NotQuoted(f"The decision '{id}' decides no number.", "Give it a [figure].")
    return Quoted(stated_words(decision.figure), f"decision:{id}", MAIN, decision.figure)


def stated_words(stated: Stated) -> str:
    """The number as the source words it, or with its unit.

    >>> stated_words(Stated(26, "responses", words="26")), stated_words(Stated(221.5, "GBP million"))
    ('26', '£221.5m')
    """
    if stated.words:
        return stated.words
    value = float(stated.value)
    decimals = 0 if value.is_integer() else min(2, len(f"{value:.4f}".rstrip("0").partition(".")[2]))
    quantity = Quantity(value, stated.unit, NotEstimated("as stated"))
    return figure_words(quantity, decimals=decimals)


def stated_interval(stated: Stated) -> Interval | NotEstimated:
    """The bounds that the source gives, or that it gives none."""
    if stated.low is None or stated.high is None:
        return NotEstimated("the source gives none")
    return Interval(stated.low, stated.high, ErrorKind.UNKNOWN)


def _figures(record: object) -> Mapping[str, Stated]:
    match record:
        case Finding() | Event():
            return record.figures
        case FundingStream():
            whole = (
                {} if record.total is None else {MAIN: Stated(record.total / 1e6, "GBP million", scope=record.scope)}
            )
            years = {year: Stated(amount / 1e6, "GBP million", period=year) for year, amount in record.amounts.items()}
            return {**whole, **years}
        case Summary():
            found = {MAIN: Stated(record.base, "people")}
            for row in record.rows:
                share = row.share if row.share is not None else _share(row.count, record.base)
                if share is not None:
                    found[row.id] = Stated(round(100 * share), "%", answers_to=record.id, several=record.several)
            return found
    return {}


def _share(count: int | None, base: int) -> float | None:
    return None if count is None or not base else count / base
