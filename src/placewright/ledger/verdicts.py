"""Tests and verdicts: whether a comparison holds, fails or cannot be told from the intervals, and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from placewright.core.errors import BadRecord, did_you_mean
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, said_of
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.core.said import Said, worded
from placewright.core.words import marked
from placewright.ledger.context import Context
from placewright.ledger.figures import quantity_of
from placewright.ledger.rivals import rival_rows, row_without_caveats
from placewright.ledger.transformations import OVER_TIME, are_alike, exact, parse_as
from placewright.methods.intervals import propagate
from placewright.records.claim import HIGHEST, OVER_PERIODS, Claim, Comparison, Joining, Test, Threshold
from placewright.records.verdict import FigureResult, TestResult, Verdict

_OPPOSITE = {Verdict.HOLDS: Verdict.FAILS, Verdict.FAILS: Verdict.HOLDS}

Pick = Callable[[FigureResult], Quantity]
"""Takes from a figure the quantity that a test looks at: as it is, or without troubled cells."""


def run_tests(claim: Claim, figures: Mapping[str, FigureResult], context: Context) -> tuple[TestResult, ...]:
    """Every test of a claim as it turns out, also without the cells that a caveat troubles.

    Raises:
        BadRecord: a test names a figure that is not there, or lacks what it compares with.
    """
    return tuple(_Test(test, claim, figures, context).result() for test in claim.holds)


def joined(results: Sequence[Verdict], how: Joining) -> Verdict:
    """The verdict of several tests together.

    With `all`, one that fails makes it fail; a missing figure then leaves it unmeasured, and one that cannot be told
    leaves it open. With `any`, one that holds makes it hold.
    """
    if not results:
        return Verdict.UNMEASURED
    order = (
        (Verdict.FAILS, Verdict.UNMEASURED, Verdict.CANNOT_TELL, Verdict.HOLDS)
        if how is Joining.ALL
        else (Verdict.HOLDS, Verdict.CANNOT_TELL, Verdict.UNMEASURED, Verdict.FAILS)
    )
    return next(verdict for verdict in order if verdict in results)


def compare(first: Quantity, second: Quantity) -> Verdict:
    """Whether the first is above the second: it holds or fails where the interval of their difference is on one side.

    Where no interval is known the values as published decide; equal values are not above.

    >>> as_published = Quantity(3.0, "", NotEstimated("none"))
    >>> compare(as_published, exact(2.0, ""))
    <Verdict.HOLDS: 'holds'>
    """
    if first.value is None or second.value is None:
        return Verdict.UNMEASURED
    low, high = _difference(first, second)
    if low > 0:
        return Verdict.HOLDS
    if high < 0 or (low == high == 0):
        return Verdict.FAILS
    return Verdict.CANNOT_TELL


def _at_least(first: Quantity, second: Quantity) -> Verdict:
    """Whether the first is not below the second: what lies on the end of a range is in it."""
    if first.value is None or second.value is None:
        return Verdict.UNMEASURED
    low, high = _difference(first, second)
    if low >= 0:
        return Verdict.HOLDS
    return Verdict.FAILS if high < 0 else Verdict.CANNOT_TELL


def opposite(verdict: Verdict) -> Verdict:
    """Holds for fails and fails for holds; what cannot be told stays so."""
    return _OPPOSITE.get(verdict, verdict)


@dataclass(frozen=True, slots=True)
class _Test:
    """One test of one claim."""

    test: Test
    claim: Claim
    figures: Mapping[str, FigureResult]
    context: Context

    def result(self) -> TestResult:
        self._stop_unlooked_at()
        try:
            return self._turned_out()
        except BadRecord as error:  # what a figure is held against does not know of which test
            if error.where:
                raise
            raise BadRecord(error.what, where=self._where, fix=error.fix) from error

    def _turned_out(self) -> TestResult:
        verdict, said = self.verdict(_plain)
        involved = [self.figures[name] for name in self._names() if name in self.figures]
        without = None
        if any(figure.without is not None for figure in involved) or self._has_troubled_periods(involved):
            without = self.verdict(_without)[0]
        return TestResult(said, verdict, without, self._span(involved))

    def verdict(self, pick: Pick) -> tuple[Verdict, Said]:
        figure = self._figure(self.test.figure)
        own, named = pick(figure), self.test.figure
        match self.test.is_:
            case Comparison.ABOVE | Comparison.BELOW:
                other, than = self._than(pick)
                above = compare(own, other) if self.test.is_ is Comparison.ABOVE else compare(other, own)
                return above, Said(_IS[self.test.is_], {"figure": named, "than": than})
            case Comparison.BETWEEN:
                low, high = self._two()
                verdicts = [_at_least(own, exact(low, own.unit)), _at_least(exact(high, own.unit), own)]
                ends = {"figure": named, "low": f"{low:g}", "high": f"{high:g}"}
                return joined(verdicts, Joining.ALL), Said(_IS[self.test.is_], ends)
            case Comparison.EQUALS:
                other, than = self._than(pick)
                said = Said(_IS[self.test.is_], {"figure": named, "than": than})
                return _equal(own, other, self.test.within), said
            case Comparison.RISING | Comparison.FALLING:
                return self._moving(figure, own)
            case Comparison.HIGHEST_IN | Comparison.LOWEST_IN | Comparison.HIGHEST_OVER | Comparison.LOWEST_OVER:
                return self._extreme(figure, pick)

    def _span(self, involved: Sequence[FigureResult]) -> tuple[str, ...]:
        """The first and the last of the periods that the test ranges over; none where it is of places."""
        if self.test.is_ not in OVER_PERIODS or not involved or not involved[0].cells:
            return ()
        rows = rival_rows(involved[0], self.test, self.context)[0]
        periods = sorted({involved[0].period, *(row.period for row in rows if row is not None)}, key=_starts)
        return periods[0], periods[-1]

    def _stop_unlooked_at(self) -> None:
        """A test has nothing that its comparison takes no notice of: who wrote it thought that it counts."""
        test, is_, name = self.test, self.test.is_, self.test.figure
        if test.among and is_ in OVER_PERIODS:
            what = worded("The test of '%(figure)s' is over periods and has an `among`.", figure=name)
            fix = worded("Take it out, or add a second test with `highest-in` or `lowest-in`.")
        elif test.over and is_ not in OVER_PERIODS:
            what = worded("The test of '%(figure)s' has an `over` that it does not look at.", figure=name)
            fix = worded("Write `highest-over` or `lowest-over`, or take it out.")
        elif test.among and is_ not in (Comparison.HIGHEST_IN, Comparison.LOWEST_IN):
            what = worded("The test of '%(figure)s' has an `among` that it does not look at.", figure=name)
            fix = worded("Write `highest-in` or `lowest-in`, or take it out.")
        elif test.within and is_ is not Comparison.EQUALS:
            what = worded("The test of '%(figure)s' has a `within` that it does not look at.", figure=name)
            fix = worded("Write `equals`, or take it out.")
        elif test.within < 0:
            what = worded("The test of '%(figure)s' has a `within` below 0.", figure=name)
            fix = worded("Say how far apart the two may be, as in `within = 0.5`.")
        elif test.than is not None and is_ not in _AGAINST:
            what = worded("The test of '%(figure)s' has a `than` that it does not look at.", figure=name)
            fix = worded("Take it out, or write `above` or `below`.")
        else:
            return
        raise BadRecord(what, where=self._where, fix=fix)

    def _has_troubled_periods(self, involved: Sequence[FigureResult]) -> bool:
        """Whether another period that the figure is held against is known without the cells that a caveat troubles."""
        if self.test.is_ not in OVER_PERIODS:
            return False
        return any(
            row is not None and row_without_caveats(figure, row, self.context) is not None
            for figure in involved
            if figure.cells
            for row in rival_rows(figure, self.test, self.context)[0]
        )

    def _names(self) -> tuple[str, ...]:
        than = self.test.than
        other = than.figure if isinstance(than, Threshold) else than if isinstance(than, str) else ""
        return (self.test.figure, other) if other else (self.test.figure,)

    def _figure(self, name: str) -> FigureResult:
        if name not in self.figures:
            fix = did_you_mean(name, self.figures) or worded(
                "Its figures are %(value)s.", value=", ".join(self.figures) or worded("none")
            )
            raise BadRecord(
                worded("A test is of '%(name)s', which is no figure of the claim.", name=name),
                where=self._where,
                fix=fix,
            )
        return self.figures[name]

    @property
    def _where(self) -> str:
        """The claim's file, and the key of the test."""
        return f"claims/{self.claim.id}.md, holds[{self.claim.holds.index(self.test)}]"

    def _than(self, pick: Pick) -> tuple[Quantity, str | Said]:
        than = self.test.than
        unit = self.figures[self.test.figure].unit
        if isinstance(than, bool | int | float):
            return exact(float(than), unit), f"{than:g}"
        if isinstance(than, str):
            self._stop_senseless(than)
            return pick(self._figure(than)), than
        if isinstance(than, Threshold):
            self._stop_senseless(than.figure, is_scaled=than.times != 1)
            scaled = propagate(
                lambda x: than.times * x[0] + than.plus,
                [pick(self._figure(than.figure))],
                slopes=lambda x: [than.times],
            )
            quantity = scaled.to_quantity(unit)
            return quantity, _threshold(than)
        what = worded("The test of '%(figure)s' does not say what it is held against.", figure=self.test.figure)
        raise BadRecord(
            what, where=self._where, fix=worded("Add `than = ...`: a number, a figure or { figure, times, plus }.")
        )

    def _stop_senseless(self, other: str, *, is_scaled: bool = False) -> None:
        """A figure held against itself proves nothing, nor do millions of pounds held against pounds."""
        if other == self.test.figure:
            what = worded("The test of '%(figure)s' holds it against itself.", figure=other)
            raise BadRecord(what, where=self._where, fix=worded("Hold it against another figure, or a number."))
        unit, of_other = self._figure(self.test.figure).unit, self._figure(other).unit
        if not is_scaled and not are_alike(unit, of_other):
            what = worded(
                "The test of '%(figure)s' holds what is in %(own)s against what is in %(other)s.",
                figure=self.test.figure,
                own=unit,
                other=of_other,
            )
            fix = worded("Take two figures of one unit, or bring one to the other's with { figure, times }.")
            raise BadRecord(what, where=self._where, fix=fix)

    def _two(self) -> tuple[float, float]:
        than = self.test.than
        if isinstance(than, tuple) and len(than) == 2:
            return min(than), max(than)
        what = worded("The test of '%(figure)s' lacks its two ends.", figure=self.test.figure)
        raise BadRecord(what, where=self._where, fix=worded("Write `than = [1, 2]`."))

    def _moving(self, figure: FigureResult, own: Quantity) -> tuple[Verdict, Said]:
        if parse_as(figure.as_, self._where).kind not in OVER_TIME:
            what = worded("'%(name)s' is no change, so it neither rises nor falls.", name=figure.name)
            raise BadRecord(what, where=self._where, fix=worded('Give the figure as = "change" and a span of periods.'))
        nothing = exact(0.0, own.unit)
        rises = self.test.is_ is Comparison.RISING
        verdict = compare(own, nothing) if rises else compare(nothing, own)
        span = {"figure": figure.name, "first": figure.from_period, "last": figure.period}
        return verdict, Said(_IS[self.test.is_], span)

    def _extreme(self, figure: FigureResult, pick: Pick) -> tuple[Verdict, Said]:
        own, highest = pick(figure), self.test.is_ in HIGHEST
        others, among = self._rivals(figure, without=pick is _without)
        said = Said(_IS[self.test.is_], {"figure": figure.name, "among": among})
        if own.value is None:
            return Verdict.UNMEASURED, said
        known = [other for other in others if other.value is not None]
        if not known:
            return Verdict.UNMEASURED, said
        verdicts = [compare(own, other) if highest else compare(other, own) for other in known]
        found = joined(verdicts, Joining.ALL)
        if found is Verdict.FAILS and pick is _plain:
            said = self._beaten(figure, said)
        return (Verdict.UNMEASURED if found is Verdict.HOLDS and len(known) < len(others) else found), said

    def _beaten(self, figure: FigureResult, said: Said) -> Said:
        """What a failed test of the highest or lowest says: who, or when, stands at that end."""
        rows = [
            row for row in rival_rows(figure, self.test, self.context)[0] if row is not None and row.value is not None
        ]
        if not rows:
            return said
        end = max if self.test.is_ in HIGHEST else min
        last = end(rows, key=lambda row: row.value or 0.0)
        is_of_periods = self.test.is_ in OVER_PERIODS
        name = said_of(parse_period(last.period)) if is_of_periods else self.context.name(last.place)
        values = {**said.values, "rival": name, "value": f"{last.value:g}"}
        return Said(_BEATEN[Comparison.HIGHEST_IN if end is max else Comparison.LOWEST_IN], values)

    def _rivals(self, figure: FigureResult, *, without: bool) -> tuple[list[Quantity], Said]:
        missing = Quantity(None, figure.unit, NotEstimated("not published"), Status.NOT_AVAILABLE)
        if figure.is_missing and figure.unit != "rank" and figure.as_ == "value":
            return [], Said(marked("others"))  # what else there is decides nothing
        if figure.unit == "rank" or figure.as_ != "value" or not figure.cells:
            what = worded("'%(name)s' is no plain figure of the evidence, so it has no rivals.", name=figure.name)
            raise BadRecord(what, where=self._where, fix=worded('Name a figure with as = "value".'))
        rows, among = rival_rows(figure, self.test, self.context)
        is_of_periods = self.test.is_ in OVER_PERIODS
        made = [missing if row is None else quantity_of(row) for row in rows]
        if without and is_of_periods:  # a caveat of a series troubles the periods on one side of a break alone
            asides = [None if row is None else row_without_caveats(figure, row, self.context) for row in rows]
            made = [
                one if aside is None else _bare(aside.value, aside.unit)
                for one, aside in zip(made, asides, strict=True)
            ]
        return made, among


_AGAINST = frozenset({Comparison.ABOVE, Comparison.BELOW, Comparison.BETWEEN, Comparison.EQUALS})
"""The comparisons with what `than` names."""

_IS = {
    Comparison.ABOVE: marked("%(figure)s is above %(than)s"),
    Comparison.BELOW: marked("%(figure)s is below %(than)s"),
    Comparison.BETWEEN: marked("%(figure)s is between %(low)s and %(high)s"),
    Comparison.EQUALS: marked("%(figure)s equals %(than)s"),
    Comparison.RISING: marked("%(figure)s is rising from %(first)s to %(last)s"),
    Comparison.FALLING: marked("%(figure)s is falling from %(first)s to %(last)s"),
    Comparison.HIGHEST_IN: marked("%(figure)s is the highest of %(among)s"),
    Comparison.LOWEST_IN: marked("%(figure)s is the lowest of %(among)s"),
    Comparison.HIGHEST_OVER: marked("%(figure)s is the highest of %(among)s"),
    Comparison.LOWEST_OVER: marked("%(figure)s is the lowest of %(among)s"),
}


_BEATEN = {
    Comparison.HIGHEST_IN: marked("%(figure)s is the highest of %(among)s (%(rival)s has %(value)s)"),
    Comparison.LOWEST_IN: marked("%(figure)s is the lowest of %(among)s (%(rival)s has %(value)s)"),
}


def _starts(period: str) -> date:
    return parse_period(period).start


def _threshold(than: Threshold) -> str | Said:
    """What a multiple of a figure, with or without a number on top, is called."""
    values = {"times": f"{than.times:g}", "figure": than.figure, "plus": f"{than.plus:g}"}
    if than.times != 1 and than.plus:
        return Said(marked("%(times)s times %(figure)s plus %(plus)s"), values)
    if than.times != 1:
        return Said(marked("%(times)s times %(figure)s"), values)
    return Said(marked("%(figure)s plus %(plus)s"), values) if than.plus else than.figure


def _plain(figure: FigureResult) -> Quantity:
    if figure.value is None:
        return Quantity(None, figure.unit, NotEstimated("there is no value"), figure.status)
    interval: Interval | NotEstimated = NotEstimated("none is published")
    if figure.low is not None and figure.high is not None:
        interval = Interval(min(figure.low, figure.value), max(figure.high, figure.value), figure.error)
    return Quantity(figure.value, figure.unit, interval)


def _without(figure: FigureResult) -> Quantity:
    if figure.without is None:
        return _plain(figure)
    return _bare(figure.without, figure.unit)


def _bare(value: float | None, unit: str) -> Quantity:
    return Quantity(value, unit, NotEstimated("the interval is of the figure with all cells"))


def _difference(first: Quantity, second: Quantity) -> tuple[float, float]:
    """The least and most of the first less the second; equal ends where an interval is not known."""
    value = (first.value or 0.0) - (second.value or 0.0)
    unit = replace(second, unit=first.unit)
    made = propagate(lambda x: x[0] - x[1], [first, unit], slopes=lambda x: [1.0, -1.0], rising=[True, False])
    low, high = (value, value) if made.low is None or made.high is None else (made.low, made.high)
    least = _noise(first, second)
    return (0.0 if abs(low) <= least else low), (0.0 if abs(high) <= least else high)


def _noise(first: Quantity, second: Quantity) -> float:
    """How far two numbers may be apart that are the same: 34.6 less 39.7 is not quite -5.1 as a computer adds."""
    return 1e-9 * max(abs(first.value or 0.0), abs(second.value or 0.0))


def _equal(first: Quantity, second: Quantity, within: float) -> Verdict:
    """Whether two differ by no more than `within`: by intervals where they are known."""
    if first.value is None or second.value is None:
        return Verdict.UNMEASURED
    low, high = _difference(first, second)
    within += _noise(first, second)
    if -within <= low and high <= within:
        return Verdict.HOLDS
    if low > within or high < -within:
        return Verdict.FAILS
    return Verdict.CANNOT_TELL


KINDS_AS_PUBLISHED = frozenset({ErrorKind.ROUNDING, ErrorKind.UNKNOWN})
"""Errors that say nothing of sampling, so that a verdict speaks of the figures as published."""
