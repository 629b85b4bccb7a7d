"""The ledger as it is printed: a row for each claim, and the records that texts quote, whatever prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from placewright.build.traces_in_words import Tracer, test_words
from placewright.core.periods import day_in_words, month_in_words
from placewright.core.words import gettext as _
from placewright.ledger.stated_figures import stated_words
from placewright.publish.document import LedgerRow, Reference
from placewright.publish.formats import VERDICT_WORDS
from placewright.records.claim import Claim
from placewright.records.decision import Decision
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.prose import ChapterText
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored


def ledger_rows(
    authored: Authored, results: Mapping[str, ClaimResult], chapters: tuple[ChapterText, ...], tracer: Tracer
) -> tuple[LedgerRow, ...]:
    """A row for each claim that was judged, in the order in which the chapters say them, the others behind."""
    used: dict[str, list[str]] = {}
    for chapter in chapters:
        for id in chapter.claims:
            used.setdefault(id, []).append(chapter.id)
    order = [*(id for id in used if id in results), *(id for id in results if id not in used)]
    return tuple(
        ledger_row(authored.claims[id], results[id], tracer, chapters=tuple(dict.fromkeys(used.get(id, ()))))
        for id in order
        if id in authored.claims
    )


def ledger_row(claim: Claim, result: ClaimResult, tracer: Tracer, *, chapters: tuple[str, ...] = ()) -> LedgerRow:
    """A claim as the ledger prints it."""
    return LedgerRow(
        claim.id,
        claim.title,
        result.text,
        str(claim.stance),
        str(claim.foundation),
        str(result.verdict),
        tuple(str(mark) for mark in result.marks),
        tuple(f"{test_words(test, result.figures)}: {VERDICT_WORDS[test.verdict]}" for test in result.tests),
        tracer.traces(result.figures),
        chapters,
        result.why.spoken(),
        tracer.sources(result.figures.values()),
    )


def references(authored: Authored) -> tuple[Reference, ...]:
    """Every record that a text may quote, as `kind:id`, with what it says and where that was said."""
    return tuple(_references(authored))


def day_words(day: date) -> str:
    """A day as a reader says it: 7 October 2019."""
    return day_in_words(day)


def when_words(text: str) -> str:
    """A day, month or year, as exactly as it is known.

    >>> when_words("2019-10-07"), when_words("2018-03"), when_words("2019"), when_words("early 2020")
    ('7 October 2019', 'March 2018', '2019', 'early 2020')
    """
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return text
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        return f"{month_in_words(int(parts[1]))} {parts[0]}"
    return day_words(date(int(parts[0]), int(parts[1]), int(parts[2])))


_BEHIND_DIGITS = re.compile(r"(?<=\d)\D+$")
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "k", "m", "bn"})


def figure_lines(record: Finding | Event) -> tuple[str, ...]:
    """The numbers that a finding or event states, in words."""
    return tuple(_with_unit(stated_words(stated), stated.unit) for stated in record.figures.values())


def _with_unit(text: str, unit: str) -> str:
    """The number with its unit, unless it has one: what stands behind its last digit and is more than a scale.

    >>> [_with_unit(*each) for each in (("over 450", "jobs"), ("771,000 square metres", "m2"), ("2 million", "jobs"))]
    ['over 450 jobs', '771,000 square metres', '2 million jobs']
    """
    is_sign = unit in ("%", "") or unit.startswith(("GBP", "EUR"))
    behind = _BEHIND_DIGITS.search(text)
    has_own = behind is not None and not set(behind[0].lower().split()) <= _SCALES
    return text if is_sign or has_own or text.endswith(unit) else f"{text} {unit}"


def source_of_finding(finding: Finding, authored: Authored) -> tuple[str, str]:
    """Where a finding is said, in words, and its address."""
    study = authored.studies.get(finding.study)
    if study is None:
        return ", ".join(part for part in (finding.source, finding.page) if part), finding.url
    words = ", ".join(part for part in (study.by, study.title, study.published, finding.page) if part)
    return words, finding.url or study.url


def _references(authored: Authored) -> Iterator[Reference]:
    for id, finding in authored.findings.items():
        yield Reference(f"finding:{id}", finding.text, *source_of_finding(finding, authored))
    for id, event in authored.events.items():
        yield Reference(f"event:{id}", _event_words(event), event.source, event.url)
    for id, fund in authored.funding.items():
        yield Reference(f"funding:{id}", _fund_words(fund), fund.source, fund.url)
    for id, summary in authored.summaries.items():
        yield Reference(f"summary:{id}", f"{summary.title}: {summary.question}", summary.source)
    for id, decision in authored.decisions.items():
        yield Reference(f"decision:{id}", decision.text, _decision_words(decision))


def _event_words(event: Event) -> str:
    return f"{event.title}, {when_words(event.when)}"


def _fund_words(fund: FundingStream) -> str:
    return f"{fund.title} ({fund.funder})" if fund.funder else fund.title


def _decision_words(decision: Decision) -> str:
    decided = {"by": decision.by, "day": day_words(decision.date)}
    parts = [_("Decided by %(by)s, %(day)s") % decided, decision.source]
    if decision.illustrative:
        parts.append(_("an illustration"))
    return "; ".join(part for part in parts if part)
