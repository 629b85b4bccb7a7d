"""Where in a text an issue points: the slip that it quotes, so that it can be marked and jumped to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from placewright.core.issues import Severity
from placewright.ledger.standing import RuledIssue

_QUOTED = re.compile(r"'([^']+(?:'(?:s|t|re|ve|ll)\b[^']*)?)'")
_LINE = re.compile(r"\bline (\d+)")


@dataclass(frozen=True, slots=True)
class Marking:
    """A stretch of a text that an issue is about."""

    start: int
    end: int
    severity: Severity


def line_of(ruled: RuledIssue) -> int | None:
    """The line of the text that an issue names; None where it names none."""
    found = _LINE.search(ruled.issue.where)
    return int(found[1]) if found else None


def marking_in(text: str, ruled: RuledIssue) -> Marking | None:
    """Where the issue's slip stands in the text; None where it cannot be told.

    The slip is the first words that the issue quotes and that the text holds; of several places the one on the issue's
    line, or amid the longer words that the issue quotes behind them.
    """
    quotes = [quote.strip(" .") for quote in _QUOTED.findall(ruled.issue.what)]
    begin, end = _lines(text, line_of(ruled))
    amid = next((at for quote in quotes[1:] if (at := text.find(quote, begin)) >= 0), -1)
    for quote in quotes:
        if not quote:
            continue
        at = text.find(quote, amid if amid >= 0 else begin)
        if at < 0:
            at = text.find(quote, begin)
        if 0 <= at < end:
            return Marking(at, at + len(quote), ruled.issue.severity)
    return None


def marked(text: str, issues: Iterable[RuledIssue]) -> SafeString:
    """The text as HTML, with what the errors and warnings are about marked."""
    found = sorted(
        (
            marking
            for ruled in issues
            if ruled.issue.severity is not Severity.NOTE and (marking := marking_in(text, ruled)) is not None
        ),
        key=lambda marking: (marking.start, -marking.end),
    )
    made, at = "", 0
    for marking in found:
        if marking.start < at:
            continue
        made += escape(text[at : marking.start])
        made += f'<mark class="pw-{marking.severity}">{escape(text[marking.start : marking.end])}</mark>'
        at = marking.end
    return mark_safe(made + escape(text[at:]))  # noqa: S308 - every piece of it is escaped


def _lines(text: str, line: int | None) -> tuple[int, int]:
    """Where the paragraph that begins on a line begins and ends; the whole text where no line is named."""
    if line is None:
        return 0, len(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    begin = starts[min(line, len(starts)) - 1]
    end = text.find("\n\n", begin)
    return begin, end if end >= 0 else len(text)
