"""Findings and studies that are too old to rest on: what still rests on them, and since when it should not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.ledger.link_reviews import file_of
from placewright.ledger.links import Role, all_links
from placewright.records.finding import Finding
from placewright.workspace.authored import Authored


def expired_issues(authored: Authored, *, today: date) -> Iterator[tuple[str, Issue]]:
    """What rests on a finding that expired, or whose study did: the record as `kind:id`, and the issue.

    It is a warning, since the calendar stops no build; and a note where a text only quotes the finding, which it may do
    as history. The steps of logic models have their own.
    """
    for link in all_links(authored):
        kind, _, id = link.target.partition(":")
        if kind != "finding" or link.role is Role.ABOUT or link.source.startswith("intervention:"):
            continue
        finding = authored.findings.get(id)
        day = _expired(finding, authored, today) if finding else None
        if finding and day:
            severity = Severity.NOTE if link.role is Role.QUOTES else Severity.WARNING
            what = worded(
                "It %(role)s the finding '%(id)s', which expired on %(day)s.", role=str(link.role), id=id, day=day
            )
            fix = worded("Find a newer one, or say in the finding why it still stands and until when.")
            yield link.source, Issue(severity, file_of(link.source), what, fix)


def _expired(finding: Finding, authored: Authored, today: date) -> str | None:
    study = authored.studies.get(finding.study)
    days = [item.expires for item in (finding, study) if item and item.expires and item.expires < today]
    return min(days).isoformat() if days else None
