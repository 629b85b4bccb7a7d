"""Every check of the argument from claims to actions, each issue with the record and the rule that a waiver names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from placewright.core.issues import Issue
from placewright.ledger.editions import edition_issues
from placewright.ledger.link_reviews import record_of
from placewright.ledger.logic_models import IsMeasured, logic_issues
from placewright.ledger.money import money_issues
from placewright.ledger.priority_order import priority_issues
from placewright.ledger.standing import RuledIssue
from placewright.ledger.synthesis import swot, swot_issues
from placewright.ledger.unprintable import unprintable_issues
from placewright.records.indicator import Indicator
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored

ARGUMENT_RULES: Mapping[str, str] = {
    "swot": "Threats show a trend and somebody exposed; claims against each other are named.",
    "priorities": "Priorities are scored by every criterion, and the earlier plan is followed up.",
    "logic-model": "Each action leads from input to an outcome that can be seen and that serves a priority.",
    "money": "Each action is paid from streams that exist, or says that it is unfunded.",
    "unprintable": "What priorities, actions and other records print is a figure that the claim has.",
    "editions": "Agreed follows co-design, follows consultation, follows a draft.",
}
"""What each rule asks, by the name that a waiver gives."""


def argument_issues(
    authored: Authored,
    results: Mapping[str, ClaimResult],
    indicators: Mapping[str, Indicator],
    *,
    today: date,
    is_measured: IsMeasured | None = None,
) -> Iterator[RuledIssue]:
    """What is wrong between claims and actions: the long-list, priorities, logic models, money and editions.

    Args:
        authored: every authored record.
        results: the claims as the evidence has them.
        indicators: the indicators by id.
        today: the day by which findings expire and streams close.
        is_measured: whether an indicator has a figure for a place.
    """
    found: Mapping[str, Iterator[Issue]] = {
        "swot": swot_issues(swot(authored, results, indicators=indicators)),
        "priorities": priority_issues(authored),
        "logic-model": logic_issues(authored, indicators, today=today, is_measured=is_measured),
        "money": money_issues(authored, today=today),
        "unprintable": unprintable_issues(authored, results),
        "editions": edition_issues(authored),
    }
    for rule, issues in found.items():
        for issue in issues:
            yield RuledIssue(record_of(issue.where), rule, issue)
