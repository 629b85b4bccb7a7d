"""The days on which what people wrote says something else by the calendar alone: a stream closes, a finding expires."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from placewright.workspace.authored import Authored

STEP = "days"
"""The step that remembers from which day and until before which day a build says the same."""


def span_of_days(authored: Authored, today: date) -> str:
    """The first day on which the records said what they say today, and the first on which they will not, as a text."""
    turns = sorted(set(_turns(authored)))
    since = max((day for day in turns if day <= today), default=date.min)
    until = min((day for day in turns if day > today), default=date.max)
    return f"{since.isoformat()}/{until.isoformat()}"


def is_in_span(span: str, today: date) -> bool:
    """Whether the day is in a span that `span_of_days` gave; not where it is no such text.

    >>> is_in_span("2026-01-31/2026-04-01", date(2026, 3, 31))
    True
    """
    since, _, until = span.partition("/")
    return bool(until) and since <= today.isoformat() < until


def _turns(authored: Authored) -> Iterator[date]:
    """Every day from which on something is otherwise; some last through the day that they name, and some do not."""
    named = [stream.opened for stream in authored.funding.values()]
    named += [stream.closed for stream in authored.funding.values()]
    named += [finding.expires for finding in authored.findings.values()]
    named += [study.expires for study in authored.studies.values()]
    for day in named:
        if day is not None:
            yield day
            if day < date.max:
                yield day + timedelta(days=1)
