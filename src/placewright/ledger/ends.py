"""Ends: whether what claims say of time would hold too had it begun or ended a year earlier or later.

A change from one year to another says as much of the two years as of what lies between: where one of them was unlike
its neighbours, a claim can be true of these years alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.said import enumerated, worded
from placewright.ledger.claims import judge_claim
from placewright.ledger.context import Context
from placewright.ledger.standing import words_of_test
from placewright.ledger.transformations import Transformation, parse_as
from placewright.records.claim import OVER_PERIODS, Claim, FigureSpec
from placewright.records.verdict import ClaimResult, FigureResult, TestResult, Verdict


class End(StrEnum):
    """Which end of the time that a claim is about."""

    BEGINNING = "beginning"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of a claim that holds where it begins or ends with another year; `tests` are those that turned."""

    claim: str
    end: End
    period: str
    other: str
    verdict: Verdict
    tests: tuple[TestResult, ...]


@dataclass(frozen=True, slots=True)
class EndsReport:
    """The claims about time that hold and could be looked at with another year, and those that would not hold then."""

    claims: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def steady(self) -> tuple[str, ...]:
        """The claims that hold whichever way they were moved."""
        turned = {one.claim for one in self.moved}
        return tuple(id for id in self.claims if id not in turned)


def move_ends(
    claims: Mapping[str, Claim],
    results: Mapping[str, ClaimResult],
    context: Context,
    *,
    only: Collection[str] | None = None,
    progress: Callable[[str], None] = lambda claim: None,
) -> EndsReport:
    """Move the first and the last year of each claim that compares times by one, one at a time, and judge it again.

    Every figure of that year moves with it, another place's too. A year that has no figures says nothing of a claim,
    and claims that do not hold are left out.

    Args:
        only: the ids of the claims to look at, such as those that the text says; all without it.
    """
    looked: list[str] = []
    moved: list[Moved] = []
    for id, claim in claims.items():
        if only is not None and id not in only:
            continue
        progress(id)
        result = results[id]
        if result.verdict is not Verdict.HOLDS:
            continue
        found = [again for variant in _variants(claim, result) if (again := _judged(claim, *variant, context))]
        if found:
            looked.append(id)
            moved += [one for one in found if one.verdict is not Verdict.HOLDS]
    return EndsReport(tuple(looked), tuple(moved))


def words_of_moved(moved: Moved) -> str:
    """What would become of a claim: `ending with 2021, not 2022, it fails: the test “now is above 100” is not met`."""
    other, period = parse_period(moved.other).label, parse_period(moved.period).label
    if moved.end is End.BEGINNING:
        when = worded("beginning with %(other)s, not %(period)s", other=other, period=period)
    else:
        when = worded("ending with %(other)s, not %(period)s", other=other, period=period)
    what = worded("it fails") if moved.verdict is Verdict.FAILS else worded("it cannot be told")
    if not moved.tests:
        return worded("%(when)s, %(what)s.", when=when, what=what)
    tests = enumerated((words_of_test(test) for test in moved.tests), "; ")
    return worded("%(when)s, %(what)s: %(tests)s.", when=when, what=what, tests=tests)


def _variants(claim: Claim, result: ClaimResult) -> Iterator[tuple[End, str, str, Claim]]:
    """The claim with its first or its last year a year away; nothing where its figures are of one time.

    A test of the highest or lowest of years ranges over the years beside by itself, and is left out: of the year next
    to the lowest it cannot hold.
    """
    ends, holds = _ends(claim, result), tuple(test for test in claim.holds if test.is_ not in OVER_PERIODS)
    if ends is None or not holds:
        return
    for end, period in zip(End, ends, strict=True):
        for years in (-1, 1):
            other = str(parse_period(period).shifted(years))
            figures = {
                name: _with_period(spec, result.figures[name], period, other) for name, spec in claim.figures.items()
            }
            yield end, period, other, replace(claim, figures=figures, holds=holds)


def _ends(claim: Claim, result: ClaimResult) -> tuple[str, str] | None:
    """The first and the last period that figures of one series are of; None where none is of two."""
    series: dict[tuple[str, str, str], set[str]] = {}
    for name, figure in result.figures.items():
        key = (figure.origin, figure.place, claim.figures[name].member)
        if claim.figures[name].indicator:
            series.setdefault(key, set()).update({figure.period, figure.from_period} - {""})
    known = [period for periods in series.values() if len(periods) > 1 for period in periods]
    if not known:
        return None
    return min(known, key=lambda one: parse_period(one).start), max(known, key=lambda one: parse_period(one).end)


def _with_period(spec: FigureSpec, figure: FigureResult, period: str, other: str) -> FigureSpec:
    """The figure with another period wherever it is of the given one."""
    if not spec.indicator or period not in (figure.period, figure.from_period):
        return spec
    last = other if figure.period == period else figure.period
    first = other if figure.from_period == period else figure.from_period
    if parse_as(spec.as_, "").kind is Transformation.INDEX:
        return replace(spec, period=last, as_=f"{Transformation.INDEX}:{first}")
    return replace(spec, period=last, from_period=first)


def _judged(claim: Claim, end: End, period: str, other: str, variant: Claim, context: Context) -> Moved | None:
    """The claim with another year; None where there are no figures of that year."""
    try:
        result, _ = judge_claim(variant, context)
    except PlacewrightError:
        return None
    if result.verdict is Verdict.UNMEASURED:
        return None
    turned = tuple(test for test in result.tests if test.verdict is not Verdict.HOLDS)
    return Moved(claim.id, end, period, other, result.verdict, turned)
