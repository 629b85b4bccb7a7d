"""Claims read against the evidence: each becomes its sentence with figures, a verdict and the marks beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from typing import Protocol

from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.printing import listed
from placewright.core.said import Said, as_said
from placewright.core.words import language_of_place, marked
from placewright.ledger.context import Context
from placewright.ledger.figures import compute_figures
from placewright.ledger.link_reviews import EVIDENCE
from placewright.ledger.resolver import WorkspaceResolver
from placewright.ledger.resolving import check_claim_text, claim_runs
from placewright.ledger.rivals import with_caveats_of_periods
from placewright.ledger.verdicts import KINDS_AS_PUBLISHED, joined, run_tests
from placewright.records.claim import Claim
from placewright.records.review import Review
from placewright.records.verdict import ClaimResult, FigureResult, Mark, TestResult, Verdict


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every claim as the evidence has it, and what is wrong with those that could not be read against it."""

    results: dict[str, ClaimResult] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim as the evidence has it, and what is wrong with its text."""

    result: ClaimResult
    issues: tuple[Issue, ...]


class Memory(Protocol):
    """Claims as they were judged before, each with what it depended on."""

    def recall(self, claim: Claim) -> JudgedClaim | None:
        """What became of the claim, where everything that it depended on is the same as then."""
        ...

    def keep(self, claim: Claim, judged: JudgedClaim) -> None:
        """Remember what became of a claim that `recall` did not know."""
        ...


def judge_claims(
    claims: Mapping[str, Claim],
    context: Context,
    *,
    reviews: Mapping[str, Review] | None = None,
    stale: Collection[str] = (),
    memory: Memory | None = None,
) -> Ledger:
    """All claims read against the evidence.

    Args:
        reviews: what people last saw, by `claim:id`; without it nothing is suspect or unreviewed.
        stale: the datasets of which a newer release is out or due.
        memory: what was judged before.
    """
    results, issues = {}, []
    for id, claim in claims.items():
        try:
            result, wrong = _recalled(claim, context, stale, memory)
        except PlacewrightError as error:
            issues.append(Issue(Severity.ERROR, error.where or f"claims/{id}.md", error.what, error.fix or ""))
            results[id] = ClaimResult(id, claim.text, Verdict.UNMEASURED, (), why=as_said(error.what))
            continue
        issues += wrong
        results[id] = result if reviews is None else _reviewed(result, reviews.get(f"claim:{id}"))
    return Ledger(results, tuple(issues))


def _recalled(
    claim: Claim, context: Context, stale: Collection[str], memory: Memory | None
) -> tuple[ClaimResult, tuple[Issue, ...]]:
    known = memory.recall(claim) if memory else None
    if known is not None:
        return known.result, known.issues
    result, issues = judge_claim(claim, context, stale=stale)
    if memory:
        memory.keep(claim, JudgedClaim(result, issues))
    return result, issues


def judge_claim(
    claim: Claim, context: Context, *, stale: Collection[str] = ()
) -> tuple[ClaimResult, tuple[Issue, ...]]:
    """One claim read against the evidence, and what is wrong with its text.

    Raises:
        PlacewrightError: a figure or a test of it names what is not there.
    """
    with language_of_place():  # the figures become part of a sentence that a person of the place wrote
        return _judged(claim, context, stale)


def _judged(claim: Claim, context: Context, stale: Collection[str]) -> tuple[ClaimResult, tuple[Issue, ...]]:
    figures = compute_figures(claim, context)
    tests = run_tests(claim, figures, context)
    figures = with_caveats_of_periods(claim, figures, context)
    verdict, why = _verdict(claim, figures, tests)
    marks = tuple(_marks(figures, verdict, stale))
    without = [figure for figure in figures.values() if figure.without is not None]
    if verdict is Verdict.HOLDS and (without or any(test.without is not None for test in tests)):
        aside = joined([test.without or test.verdict for test in tests], claim.join)
        if aside is not Verdict.HOLDS:
            verdict = Verdict.CANNOT_TELL
            told = {"figures": listed([figure.without_text for figure in without])}
            why = Said(_WITHOUT[aside], told) if without else Said(_OTHERS_WITHOUT[aside])
    evidence = fingerprint({name: figure.digest for name, figure in figures.items()})
    result = ClaimResult(claim.id, "", verdict, marks, figures, tests, evidence, "", why)
    resolver = WorkspaceResolver(context.authored, {})
    text = "".join(run.text for run in claim_runs(claim, result, resolver))
    printed = fingerprint({"text": text, "verdict": verdict})
    issues = tuple(check_claim_text(claim, result, resolver, where=f"claims/{claim.id}.md"))
    return replace(result, text=text, printed=printed), issues


def _verdict(claim: Claim, figures: Mapping[str, FigureResult], tests: tuple[TestResult, ...]) -> tuple[Verdict, Said]:
    missing = [figure for figure in figures.values() if figure.is_missing]
    if missing:
        first = missing[0]
        of = {"of": first.place_name or first.origin, "period": first.period_label or first.period}
        if first.from_period:  # either end may be what lacks, and the last alone would be the wrong one to look for
            words = marked("A figure is missing (%(of)s, from %(first)s to %(period)s): %(reason)s.")
            return Verdict.UNMEASURED, Said(words, {**of, "first": first.from_period, "reason": Said(first.reason)})
        words = marked("A figure is missing (%(of)s, %(period)s): %(reason)s.")
        return Verdict.UNMEASURED, Said(words, {**of, "reason": Said(first.reason)})
    if not tests:
        return Verdict.UNMEASURED, Said(marked("The claim has no test."))
    verdict = joined([test.verdict for test in tests], claim.join)
    if verdict is Verdict.HOLDS:
        return verdict, Said()
    return verdict, Said(_WHY[verdict])


def _marks(figures: Mapping[str, FigureResult], verdict: Verdict, stale: Collection[str]) -> list[Mark]:
    marks = []
    measured = [figure for figure in figures.values() if figure.cells and not figure.is_missing]
    uncertain = [figure for figure in measured if figure.low is None or figure.low != figure.high]
    only_published = all(figure.low is None or figure.error in KINDS_AS_PUBLISHED for figure in uncertain)
    if verdict is not Verdict.UNMEASURED and uncertain and only_published:
        marks.append(Mark.AS_PUBLISHED)
    if any(figure.caveats for figure in measured):
        marks.append(Mark.CAVEATED)
    if any(dataset in stale for figure in measured for dataset in figure.datasets):
        marks.append(Mark.STALE)
    return marks


def _reviewed(result: ClaimResult, review: Review | None) -> ClaimResult:
    seen = review.targets.get(EVIDENCE) if review else None
    if seen == result.evidence:
        return result
    mark = Mark.UNREVIEWED if seen is None else Mark.SUSPECT
    return replace(result, marks=(*result.marks, mark))


_WHY = {
    Verdict.FAILS: marked("The figures say otherwise."),
    Verdict.CANNOT_TELL: marked("The intervals leave it open."),
    Verdict.UNMEASURED: marked("A figure that a test compares with is missing."),
}
"""Why a claim does not hold, for a reader; its tests say which comparison it is."""

_WITHOUT = {
    Verdict.FAILS: marked("Without the cells that a caveat names the figure is %(figures)s, and the claim fails."),
    Verdict.CANNOT_TELL: marked(
        "Without the cells that a caveat names the figure is %(figures)s, and the figures cannot tell."
    ),
    Verdict.UNMEASURED: marked(
        "Without the cells that a caveat names the figure is %(figures)s, and the claim cannot be measured."
    ),
}

_OTHERS_WITHOUT = {
    Verdict.FAILS: marked("Without the cells that a caveat names in other periods, the claim fails."),
    Verdict.CANNOT_TELL: marked("Without the cells that a caveat names in other periods, the figures cannot tell."),
    Verdict.UNMEASURED: marked("Without the cells that a caveat names in other periods, the claim cannot be measured."),
}
"""The same where the figure itself is sound, and those that it is held against are not."""
