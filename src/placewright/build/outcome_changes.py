"""What one check says that the one before it did not: claims whose verdict turned or whose sentence moved, issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from placewright.build.check_outcome import CheckOutcome, Said
from placewright.core.late_dataclass import dataclass
from placewright.ledger.standing import RuledIssue


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim before and after; None where it was not there."""

    id: str
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class OutcomeChanges:
    """What turned: claims by id, issues that came, and issues that were mended."""

    claims: tuple[ClaimChange, ...]
    come: tuple[RuledIssue, ...]
    mended: tuple[RuledIssue, ...]


def changes_between(before: CheckOutcome, after: CheckOutcome) -> OutcomeChanges:
    """What a check says that the one before it did not.

    An issue is the same where its words are, on whatever line it stands now.
    """
    ids = sorted(before.claims.keys() | after.claims.keys())
    pairs = ((id, before.claims.get(id), after.claims.get(id)) for id in ids)
    claims = tuple(ClaimChange(id, was, now) for id, was, now in pairs if was != now)
    return OutcomeChanges(claims, tuple(_more(after.issues, before.issues)), tuple(_more(before.issues, after.issues)))


def _more(issues: Iterable[RuledIssue], others: Iterable[RuledIssue]) -> Iterator[RuledIssue]:
    """The issues that are not among the others, each as often as it is too many."""
    known = Counter(_words(issue) for issue in others)
    for issue in issues:
        if known[_words(issue)] > 0:
            known[_words(issue)] -= 1
        else:
            yield issue


def _words(ruled: RuledIssue) -> tuple[str, ...]:
    """What an issue says, without the line where it says it."""
    file = ruled.issue.where.partition(",")[0]
    return ruled.record, ruled.rule, str(ruled.issue.severity), file, ruled.issue.what, ruled.issue.fix
