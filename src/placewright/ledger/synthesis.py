"""Synthesis: strengths, needs, opportunities and threats, each tied to its claim and with what speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.core.words import marked
from placewright.ledger.link_reviews import file_of
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance
from placewright.records.indicator import ComputeKind, Indicator
from placewright.records.priority import Priority
from placewright.records.verdict import BROKEN, ClaimResult, Mark, Verdict
from placewright.workspace.authored import Authored


class Quadrant(StrEnum):
    """The four lists: good and bad inside the place, good and bad ahead of it."""

    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OPPORTUNITIES = "opportunities"
    THREATS = "threats"


QUADRANTS: Mapping[Stance, Quadrant] = {
    Stance.STRENGTH: Quadrant.STRENGTHS,
    Stance.NEED: Quadrant.WEAKNESSES,
    Stance.OPPORTUNITY: Quadrant.OPPORTUNITIES,
    Stance.THREAT: Quadrant.THREATS,
}
"""The list that a claim of each stance belongs to."""

_BY_VERDICT = (Verdict.HOLDS, Verdict.CANNOT_TELL, Verdict.FAILS, Verdict.UNMEASURED)
_GOOD = frozenset({Stance.STRENGTH, Stance.OPPORTUNITY})
_OVER_TIME = ("change", "change-percent", "growth-per-year", "index")
_TRENDS = frozenset({Comparison.RISING, Comparison.FALLING})


@dataclass(frozen=True, slots=True)
class Against:
    """A claim that speaks against another: its sentence, its verdict, and why it stands there."""

    claim: str
    text: str
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class SwotItem:
    """A claim as an item of a list: its sentence and verdict, what speaks against it, and what it lacks.

    `lacks` says what an item of its kind should show and does not, such as the trend of a threat.
    """

    claim: str
    quadrant: Quadrant
    title: str
    text: str
    foundation: str
    verdict: Verdict
    marks: tuple[Mark, ...] = ()
    against: tuple[Against, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def is_set_apart(self) -> bool:
        """Whether the evidence does not carry it, so that it is listed apart: it fails or is unmeasured."""
        return self.verdict in BROKEN


@dataclass(frozen=True, slots=True)
class Swot:
    """The long-list: the items of each quadrant that the evidence carries, and those set apart."""

    items: tuple[SwotItem, ...]
    set_apart: tuple[SwotItem, ...] = ()

    def of(self, quadrant: Quadrant) -> tuple[SwotItem, ...]:
        """The items of a quadrant that the evidence carries."""
        return tuple(item for item in self.items if item.quadrant is quadrant)

    def lines(self) -> Iterator[str]:
        """The lists as lines of text."""
        for quadrant in Quadrant:
            yield f"{quadrant.capitalize()}"
            yield from _lines(self.of(quadrant))
        if self.set_apart:
            yield "Set apart: the evidence does not carry these"
            yield from _lines(self.set_apart)


def as_argued(items: Iterable[SwotItem], priorities: Sequence[Priority]) -> list[SwotItem]:
    """The items of a list as the priorities argue, those that hold first.

    The first that each priority rests on, in the order of the priorities, then the second of each; behind them what no
    priority rests on, as it came.
    """
    listed = list(items)
    turns: dict[str, tuple[int, int]] = {}
    for rank, priority in enumerate(priorities):
        own = [item.claim for item in listed if item.claim in priority.claims]
        for turn, claim in enumerate(sorted(own, key=list(priority.claims).index)):
            turns[claim] = min(turns.get(claim, (turn, rank)), (turn, rank))
    last = (len(listed), len(priorities))
    return sorted(listed, key=lambda item: (_BY_VERDICT.index(item.verdict), turns.get(item.claim, last)))


def swot(
    authored: Authored,
    results: Mapping[str, ClaimResult],
    *,
    indicators: Mapping[str, Indicator] | None = None,
    only: Collection[str] | None = None,
) -> Swot:
    """The long-list of strengths, weaknesses (needs), opportunities and threats, an item for each claim.

    What speaks against an item is shown beside it: claims named in `contradicts`, from either side, and claims of the
    opposite stance about the same indicator and place. Items that hold come first, then those of which the evidence
    cannot tell; claims that fail or are unmeasured are set apart.

    Args:
        authored: every authored record.
        results: the claims as the evidence has them; a claim without a result is unmeasured.
        indicators: the definitions, by which an indicator that is itself a change counts as a trend.
        only: the ids of the claims to list; all of them without it.
    """
    wanted = [claim for claim in authored.claims.values() if only is None or claim.id in only]
    moving = {id for id, item in (indicators or {}).items() if item.compute.kind is ComputeKind.CHANGE}
    against = Contradictions(authored.claims.values())
    items = [_item(claim, against, results, moving) for claim in wanted]
    quadrants = list(Quadrant)
    items.sort(key=lambda item: (quadrants.index(item.quadrant), _BY_VERDICT.index(item.verdict), item.claim))
    return Swot(
        tuple(item for item in items if not item.is_set_apart), tuple(item for item in items if item.is_set_apart)
    )


def swot_issues(listed: Swot) -> Iterator[Issue]:
    """What a reader of the lists would ask: threats that show no trend or nobody exposed, items with a claim against.

    An item against which another claim of the same figure holds is a note: both may be true, and both are shown.
    """
    for item in (*listed.items, *listed.set_apart):
        where = file_of(f"claim:{item.claim}")
        for words in item.lacks:
            yield Issue(
                Severity.WARNING,
                where,
                worded("This %(quadrant)s %(words)s.", quadrant=_SINGULAR[item.quadrant], words=words),
                _FIXES[item.quadrant],
            )
        for other in item.against:
            if other.verdict is Verdict.HOLDS and item.claim < other.claim and not item.is_set_apart:
                both = marked("'%(claim)s' speaks against it and holds too (%(why)s).")
                other_alone = marked("'%(claim)s' speaks against it and holds, and this cannot be told (%(why)s).")
                words = both if item.verdict is Verdict.HOLDS else other_alone
                what = worded(words, claim=other.claim, why=other.why)
                yield Issue(
                    Severity.NOTE, where, what, worded("Both are shown side by side; say in the text how they fit.")
                )


class Contradictions:
    """Which claims speak against which: named as such by either, or of the opposite stance about the same figure."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._subjects = {claim.id: tuple(dict.fromkeys(_subjects(claim))) for claim in self._claims.values()}
        self._about: dict[tuple[str, str, str], list[str]] = {}
        self._named_by: dict[str, list[str]] = {}
        for id, claim in self._claims.items():
            for subject in self._subjects[id]:
                self._about.setdefault(subject, []).append(id)
            for name in claim.contradicts:
                self._named_by.setdefault(name, []).append(id)

    def of(self, id: str) -> Iterator[tuple[Claim, str]]:
        """The claims that speak against one, each once, with why."""
        claim = self._claims[id]
        found = {name: worded("named as speaking against it") for name in claim.contradicts if name in self._claims}
        for name in self._named_by.get(id, ()):
            found.setdefault(name, worded("says that it speaks against it"))
        for subject in self._subjects[id]:
            for name in self._about[subject]:
                if (self._claims[name].stance in _GOOD) != (claim.stance in _GOOD):
                    found.setdefault(
                        name, worded("says the opposite of the same figure, %(figure)s", figure=subject[0])
                    )
        found.pop(id, None)
        return ((self._claims[name], why) for name, why in found.items())


_SINGULAR = {
    Quadrant.STRENGTHS: worded("strength"),
    Quadrant.WEAKNESSES: worded("weakness"),
    Quadrant.OPPORTUNITIES: worded("opportunity"),
    Quadrant.THREATS: worded("threat"),
}
_FIXES = {
    Quadrant.STRENGTHS: worded("Name what it rests on."),
    Quadrant.WEAKNESSES: worded("Name what it rests on."),
    Quadrant.OPPORTUNITIES: worded("Name what it rests on."),
    Quadrant.THREATS: worded("A threat is a trend and somebody exposed to it: add the figure that is missing."),
}


def _item(
    claim: Claim, opposed: Contradictions, results: Mapping[str, ClaimResult], moving: Collection[str]
) -> SwotItem:
    result = results.get(claim.id)
    against = tuple(
        Against(other.id, _text(other, results), _verdict(results.get(other.id)), why)
        for other, why in opposed.of(claim.id)
    )
    return SwotItem(
        claim.id,
        QUADRANTS[claim.stance],
        claim.title,
        _text(claim, results),
        str(claim.foundation),
        _verdict(result),
        result.marks if result else (),
        against,
        tuple(_lacks(claim, moving)),
    )


def _lacks(claim: Claim, moving: Collection[str]) -> Iterator[str]:
    if not (claim.figures or claim.findings or claim.events):
        yield worded("rests on nothing")
    if claim.stance is Stance.THREAT:
        over_time = {name for name, figure in claim.figures.items() if _is_over_time(figure, moving)}
        has_trend = bool(over_time) or any(test.is_ in _TRENDS for test in claim.holds) or _has_two_periods(claim)
        if not has_trend:
            yield worded("shows no trend")
        if not set(claim.figures) - over_time:
            yield worded("does not show how much is exposed to it")


def _is_over_time(figure: FigureSpec, moving: Collection[str]) -> bool:
    return figure.indicator in moving or figure.as_.partition(":")[0] in _OVER_TIME


def _has_two_periods(claim: Claim) -> bool:
    periods: dict[tuple[str, object, str], set[str]] = {}
    for figure in claim.figures.values():
        held = periods.setdefault((figure.indicator or figure.result, figure.place, figure.member), set())
        held.add(str(figure.period))
    return any(len(held) > 1 for held in periods.values())


def _subjects(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """The indicators, places and members that the claim is about: those of the place of its first tested figure."""
    tested = [claim.figures[test.figure] for test in claim.holds if test.figure in claim.figures]
    figures = tested or list(claim.figures.values())
    for figure in figures:
        if figure.indicator and figure.place == figures[0].place:
            place = figure.place if isinstance(figure.place, str) else ",".join(figure.place)
            yield figure.indicator, place, figure.member


def _text(claim: Claim, results: Mapping[str, ClaimResult]) -> str:
    return results[claim.id].text if claim.id in results else claim.text


def _verdict(result: ClaimResult | None) -> Verdict:
    return result.verdict if result is not None else Verdict.UNMEASURED


def _lines(items: Iterable[SwotItem]) -> Iterator[str]:
    for item in items:
        yield f"  {item.text} [{item.claim}: {item.verdict}]"
        for words in item.lacks:
            yield f"    it {words}"
        for other in item.against:
            yield f"    against it: {other.text} [{other.claim}: {other.verdict}; {other.why}]"
