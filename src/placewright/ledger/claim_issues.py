"""All that is to be said of claims by themselves: how they stand, and whether they say of when their figures are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from placewright.ledger.standing import RuledIssue, standing_issues
from placewright.ledger.undated import undated_notes
from placewright.records.verdict import ClaimResult


def claim_issues(
    results: Mapping[str, ClaimResult], *, in_text: Collection[str], seen: Mapping[str, str] | None = None
) -> tuple[RuledIssue, ...]:
    """What is wrong with the claims, and what is to be noted; the arguments are those of `standing_issues`."""
    return (*standing_issues(results, in_text=in_text, seen=seen), *undated_notes(results))
