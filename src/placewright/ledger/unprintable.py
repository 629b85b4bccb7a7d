"""Placeholders of priorities, actions and other records that print nothing: no figure of the claim, or no part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.ledger.link_reviews import file_of
from placewright.ledger.links import Role, all_links, texts_with_placeholders
from placewright.ledger.placeholders import Placeholder, find_placeholders
from placewright.ledger.resolving import figure_number, unknown_part
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored


def unprintable_issues(authored: Authored, results: Mapping[str, ClaimResult]) -> Iterator[Issue]:
    """An error for each: left alone it leaves a gap in the sentence. Chapters and claims say so of their own texts."""
    stating = (link.source for link in all_links(authored) if link.role is Role.STATES)
    for reference in dict.fromkeys(stating):
        if reference.startswith(("chapter:", "claim:")):
            continue
        where = file_of(reference)
        for text in texts_with_placeholders(authored.find(reference)):
            for one in find_placeholders(text, where=where)[0]:
                if not one.kind and len(one.path) > 1 and one.path[0] in results:
                    yield from _of(one, results[one.path[0]], where)


def _of(one: Placeholder, result: ClaimResult, where: str) -> Iterator[Issue]:
    id, name, *rest = one.path
    part = ".".join(rest)
    figure = result.figures.get(name)
    if figure is None:
        fix = did_you_mean(name, result.figures) or worded(
            "It has %(value)s.", value=", ".join(result.figures) or worded("none")
        )
        what = worded("The claim '%(id)s' has no figure '%(rest)s'.", id=id, rest=name)
        yield Issue(Severity.ERROR, where, what, fix)
    elif figure_number(figure, part, record=f"claim:{id}") is None:
        yield Issue(Severity.ERROR, where, *unknown_part(part, name))
