"""What a check says that the one before it did not, and how claims and issues stand, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.build.check_outcome import CheckOutcome
from placewright.build.outcome_changes import ClaimChange, OutcomeChanges
from placewright.cli._output import counted
from placewright.core.issues import Severity
from placewright.ledger.standing import RuledIssue


def lines_of_change(changes: OutcomeChanges, *, notes: bool) -> Iterator[str]:
    """What the later of two checks says that the earlier did not, in lines."""
    for claim in changes.claims:
        yield _of_claim(claim)
    for word, issues in (("", changes.come), ("mended: ", changes.mended)):
        for ruled in issues:
            if notes or ruled.issue.severity is not Severity.NOTE:
                yield f"{word}{_first_line(ruled)}" if word else str(ruled.issue)
    if not (changes.claims or changes.come or changes.mended):
        yield "Nothing that the check says is any different."


def _of_claim(claim: ClaimChange) -> str:
    if claim.after is None:
        return f"claim {claim.id}: gone"
    if claim.before is None:
        return f"claim {claim.id}: new, {claim.after.verdict}: {claim.after.text}"
    if claim.before.verdict != claim.after.verdict:
        return f"claim {claim.id}: {claim.before.verdict} -> {claim.after.verdict}: {claim.after.text}"
    return f"claim {claim.id}: was: {claim.before.text}\n{' ' * len(f'claim {claim.id}: ')}now: {claim.after.text}"


def _first_line(ruled: RuledIssue) -> str:
    return f"{ruled.issue.where}: {ruled.issue.what}"


def stand_in_words(outcome: CheckOutcome) -> str:
    """How many claims, errors and warnings there are."""
    of = {severity: sum(ruled.issue.severity is severity for ruled in outcome.issues) for severity in Severity}
    errors, warnings = counted(of[Severity.ERROR], "error"), counted(of[Severity.WARNING], "warning")
    return f"{counted(len(outcome.claims), 'claim')}, {errors}, {warnings}"
