"""Turned worlds: the same texts with figures and tests turned round, where what is true becomes a lie.

A rule that reads a word must object to it there. So what the rules read is found without asking each of them how.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from placewright.core.late_dataclass import dataclass
from placewright.core.said import Said, as_said
from placewright.ledger.prose.material import Material, ProseIssue, unit_of
from placewright.ledger.prose.pairs import transformation
from placewright.ledger.prose.rules import WEIGHING, issues_of_texts
from placewright.records.claim import Claim, Comparison
from placewright.records.verdict import FigureResult

Figures = Mapping[str, FigureResult]

_QUOTING = ("word", "match")
"""The names under which an issue keeps the words of the text that it objects to."""

_OTHER_WAY = {
    Comparison.ABOVE: Comparison.BELOW,
    Comparison.HIGHEST_IN: Comparison.LOWEST_IN,
    Comparison.HIGHEST_OVER: Comparison.LOWEST_OVER,
    Comparison.RISING: Comparison.FALLING,
}
_OTHER_WAY |= {other: one for one, other in _OTHER_WAY.items()}


@dataclass(frozen=True, slots=True)
class Objection:
    """Words of a unit (see `unit_of`) that a rule objects to in a turned world, and so reads as it stands.

    `which_way` says whether turning the figures or tests was enough: else the rule asks only that a test is there.
    """

    unit: str
    words: str
    rule: str
    which_way: bool


def objections(
    material: Material, claims: Iterable[str], found: Iterable[ProseIssue], *, rules: Collection[str] = WEIGHING
) -> Iterator[Objection]:
    """What the rules object to where they did not before, with these claims turned in each way.

    Args:
        material: the texts.
        claims: the claims that they are of.
        found: what `issues_of_texts` finds in the texts as they stand.
        rules: the rules that are asked; the others would object to nothing.
    """
    ids = [id for id in claims if id in material.results]
    known = {_key(issue) for issue in found}
    for turned, which_way in ((_worlds(material, ids), True), ([_untested(material, ids)], False)):
        for world in turned:
            for issue in issues_of_texts(world, only=rules):
                if _key(issue) not in known:
                    unit = unit_of(issue.record, issue.issue.where)
                    yield from (Objection(unit, words, issue.rule, which_way) for words in _quoted(issue))


def _worlds(material: Material, ids: Iterable[str]) -> Iterator[Material]:
    yield material.as_if(results={}, claims={claim.id: _opposed(claim) for claim in material.claims(ids)})
    for turn in (_order, _signs, _apart):
        results = {id: replace(material.results[id], figures=turn(material.results[id].figures)) for id in ids}
        yield material.as_if(results=results, claims={})


def _untested(material: Material, ids: Iterable[str]) -> Material:
    """The claims without tests, and with nobody who is quoted for them."""
    bare = {one.id: replace(one, holds=(), findings=(), events=()) for one in material.claims(ids)}
    return material.as_if(results={}, claims=bare)


def _opposed(claim: Claim) -> Claim:
    """The claim with each of its tests the other way."""
    return replace(claim, holds=tuple(replace(test, is_=_OTHER_WAY.get(test.is_, test.is_)) for test in claim.holds))


def _order(figures: Figures) -> Figures:
    """The figures of each series mirrored, the greatest the least; one that is alone with its sign turned."""
    made = dict(figures)
    for alike in _by_series(figures):
        values = [_value(one) for one in alike]
        for one in alike:
            if one.of is not None:
                made[one.name] = replace(one, value=one.of + 1 - _value(one))
            elif len(alike) == 1:
                made[one.name] = _inverse(one)
            else:
                made[one.name] = replace(one, value=min(values) + max(values) - _value(one))
    return made


def _signs(figures: Figures) -> Figures:
    """Each figure on the other side of what is even for it."""
    return {name: one if one.value is None or one.of is not None else _inverse(one) for name, one in figures.items()}


def _apart(figures: Figures) -> Figures:
    """The figures of each series far from each other, and ranks at the other end."""
    made = dict(figures)
    for alike in _by_series(figures):
        for number, one in enumerate(sorted(alike, key=_value)):
            if one.of is not None:
                made[one.name] = replace(one, value=1.0 if _value(one) > one.of / 2 else float(one.of))
            else:
                made[one.name] = replace(one, value=_value(one) * (1 + 3 * number), low=None, high=None)
    return made


def _by_series(figures: Figures) -> Iterator[list[FigureResult]]:
    series: dict[tuple[str, str], list[FigureResult]] = {}
    for one in figures.values():
        if one.value is not None:
            series.setdefault((one.origin, transformation(one)), []).append(one)
    yield from series.values()


def _value(figure: FigureResult) -> float:
    return figure.value or 0.0


_INVERSES: Mapping[str, Callable[[float], float]] = {
    "quotient": lambda value: 1 / value,
    "ratio-of": lambda value: 1 / value,
    "percent-of": lambda value: 1e4 / value,
}


def _inverse(figure: FigureResult) -> FigureResult:
    turn = _INVERSES.get(transformation(figure)) if figure.value else None
    return replace(figure, value=turn(_value(figure)) if turn else -_value(figure))


def _key(issue: ProseIssue) -> tuple[object, ...]:
    return issue.rule, issue.record, issue.issue.where, _quoted(issue)


def _quoted(issue: ProseIssue) -> tuple[str, ...]:
    return tuple(_leaves(as_said(issue.issue.what)))


def _leaves(said: Said) -> Iterator[str]:
    for name, value in said.values.items():
        if isinstance(value, Said):
            yield from _leaves(value)
        elif name in _QUOTING:
            yield value
