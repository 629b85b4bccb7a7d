"""A signal made into the draft of a claim: a sentence with figures and a test that holds, for a person to take on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from textwrap import shorten

from placewright.analysis.signals import Signal, SignalKind
from placewright.build.built import Built
from placewright.build.drafts import Checked, check_claim
from placewright.build.traces_in_words import member_words
from placewright.core.periods import parse_period, preposition
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test
from placewright.records.indicator import Indicator, Polarity
from placewright.records.verdict import Verdict
from placewright.workspace.authored import Authored

_YEARS = (5, 10, 4, 3)
"""How far back a rise or fall is looked for, in the order of preference."""
_LONGEST_MEASURED = 80


def claim_of_signal(signal: Signal, built: Built, authored: Authored, *, today: date) -> Claim:
    """The draft of a claim that says what the signal suggests; of several ways to say it the first that may stand.

    Its test holds wherever any way of saying it has one that does. The id is not taken by any record given.
    """
    indicator = built.indicators[signal.indicator]
    id = _free_id(signal, authored)
    best: tuple[int, Claim] | None = None
    name_of = built.world(authored).name
    for title, text, figures, holds in _ways(signal, indicator, built, authored, name_of):
        claim = Claim(
            id=id,
            title=title,
            stance=_stance(signal, indicator),
            foundation=indicator.foundation,
            text=text,
            figures=figures,
            holds=holds,
        )
        grade = _grade(check_claim(claim, built, authored, today=today))
        if grade == 0:
            return claim
        if best is None or grade < best[0]:
            best = grade, claim
    if best is None:
        figure = _figure(signal)
        at = _in(_newest(signal, built, authored))
        text = f"{_subject(indicator, signal)} stood at {{{{ here }}}} {at} {{{{ here.period }}}}."
        title = _title(indicator, signal, name_of, "")
        return Claim(id, _stance(signal, indicator), indicator.foundation, text, title, figures={"here": figure})
    return best[1]


_Way = tuple[str, str, dict[str, FigureSpec], tuple[Test, ...]]
"""A title, a sentence, its figures and its tests."""
_NameOf = Callable[[str], str]


def _ways(signal: Signal, indicator: Indicator, built: Built, authored: Authored, name_of: _NameOf) -> Iterator[_Way]:
    """Ways to say it, the best first: over time for a trend, against a comparator, among its peers."""
    if signal.kind is SignalKind.TREND:
        yield from _over_time(signal, indicator, built, authored, name_of)
    comparators, at = built.workspace.record.comparators, _in(_newest(signal, built, authored))
    for code in (comparators.country, comparators.kingdom, comparators.region):
        if code and code != signal.place:
            yield from _against(signal, indicator, code, name_of, at=at)
    yield from _among_peers(signal, indicator, name_of, at=at)
    if signal.kind is not SignalKind.TREND:
        yield from _over_time(signal, indicator, built, authored, name_of)


def _over_time(
    signal: Signal, indicator: Indicator, built: Built, authored: Authored, name_of: _NameOf
) -> Iterator[_Way]:
    rows = [
        row
        for row in built.context(authored).index.series(signal.indicator, signal.place, signal.dimensions)
        if row.value is not None
    ]
    if len(rows) < 2:
        return
    last = rows[-1]
    ends = {parse_period(row.period).end.year: row for row in rows}
    for years in _YEARS:
        first = ends.get(parse_period(last.period).end.year - years)
        if first is None or first.value is None or last.value is None or first.value == last.value:
            continue
        rose = last.value > first.value
        figures = {"then": _figure(signal, period=first.period), "now": _figure(signal)}
        word, comparison = ("rose", Comparison.ABOVE) if rose else ("fell", Comparison.BELOW)
        text = (
            f"{_subject(indicator, signal)} {word} from {{{{ then }}}} {_in(first.period)} {{{{ then.period }}}} "
            f"to {{{{ now }}}} {_in(last.period)} {{{{ now.period }}}}."
        )
        title = _title(indicator, signal, name_of, "rising" if rose else "falling")
        yield title, text, figures, (Test("now", comparison, "then"),)


def _against(signal: Signal, indicator: Indicator, code: str, name_of: _NameOf, *, at: str) -> Iterator[_Way]:
    figures = {"here": _figure(signal), "there": _figure(signal, place=code)}
    for word, comparison in (("above", Comparison.ABOVE), ("below", Comparison.BELOW)):
        text = (
            f"{_subject(indicator, signal)} stood at {{{{ here }}}} {at} {{{{ here.period }}}}, "
            f"{word} the {{{{ there }}}} of {{{{ there.place }}}}."
        )
        title = _title(indicator, signal, name_of, f"{word} {name_of(code)}")
        yield title, text, figures, (Test("here", comparison, "there"),)


def _among_peers(signal: Signal, indicator: Indicator, name_of: _NameOf, *, at: str) -> Iterator[_Way]:
    figures = {"here": _figure(signal), "rank": _figure(signal, as_="rank-highest")}
    text = (
        f"{_subject(indicator, signal)} stood at {{{{ here }}}} {at} {{{{ here.period }}}}: "
        "{{ rank }} of {{ rank.of }} places, counted from the top."
    )
    title = _title(indicator, signal, name_of, "among other places")
    for comparison in (Comparison.BELOW, Comparison.ABOVE):
        for half in (10.0, 50.0, 150.0):
            yield title, text, figures, (Test("rank", comparison, half),)


def _in(period: str) -> str:
    """What stands before the period: `on` a day, `in` a year."""
    return preposition(parse_period(period)) if period else "in"


def _newest(signal: Signal, built: Built, authored: Authored) -> str:
    """The newest period that has a figure; empty where none has."""
    row = built.context(authored).index.find(signal.indicator, signal.place, signal.dimensions)
    return "" if row is None or row.value is None else row.period


def _figure(signal: Signal, *, place: str = "", period: str = "latest", as_: str = "value") -> FigureSpec:
    return FigureSpec(
        indicator=signal.indicator, place=place or signal.place, member=signal.dimensions, period=period, as_=as_
    )


def _subject(indicator: Indicator, signal: Signal) -> str:
    """What the sentence is about."""
    figure = "then" if signal.kind is SignalKind.TREND else "here"
    return f"{_measured(indicator, signal)} in {{{{ {figure}.place }}}}"


def _title(indicator: Indicator, signal: Signal, name_of: _NameOf, stands: str) -> str:
    """A title of bearable length: what is measured, where, and how it stands."""
    measured = shorten(_measured(indicator, signal, of_title=True), _LONGEST_MEASURED, placeholder=" …")
    return f"{measured} in {name_of(signal.place)}{stands and ', '}{stands}"


def _measured(indicator: Indicator, signal: Signal, *, of_title: bool = False) -> str:
    """What is measured, without numbers where it has a name without: in a sentence `10 years` would be typed.

    A title leaves out the part of the short name that holds the number (`Real GVA growth, 10 years`).
    """
    short, full = indicator.short_name or indicator.name, indicator.name
    name = full if re.search(r"\d", short) and not re.search(r"\d", full) else short
    plain = ", ".join(part for part in short.split(", ") if not re.search(r"\d", part))
    if of_title and name is full and short.startswith(plain):
        name = plain or full
    of = f" ({member_words(signal.dimensions)})" if signal.dimensions else ""
    return f"{name[:1].upper()}{name[1:]}{of}"


def _stance(signal: Signal, indicator: Indicator) -> Stance:
    """A strength where the better side stands out, a need where the worse does; a person decides."""
    is_high = signal.direction == "above"
    if indicator.polarity is Polarity.NEUTRAL:
        return Stance.OPPORTUNITY if is_high else Stance.NEED
    return Stance.STRENGTH if is_high is (indicator.polarity is Polarity.HIGHER) else Stance.NEED


def _grade(checked: Checked) -> int:
    """0 where the claim holds and nothing stops it; more the more is wrong."""
    holds = checked.result is not None and checked.result.verdict is Verdict.HOLDS
    return len(checked.stops) + (0 if holds else 10)


def _free_id(signal: Signal, authored: Authored) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", f"{signal.indicator}-{signal.dimensions}-{signal.place}".lower()).strip("-")
    wanted, number = plain[:100], 2
    while plain in authored.claims:
        plain = f"{wanted}-{number}"
        number += 1
    return plain
