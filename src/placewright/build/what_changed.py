"""What new figures change, claim by claim: for people who have to read it again before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from placewright.build.checking import check_workspace
from placewright.build.comparing import Comparison, compare_with_edition
from placewright.build.editing import edition_now
from placewright.build.judging import Judged
from placewright.core.late_dataclass import dataclass
from placewright.core.printing import written_out
from placewright.core.quantities import ErrorKind
from placewright.core.said import plain
from placewright.ledger.editions import How, What, changes_in_words
from placewright.ledger.links import all_links
from placewright.publish import formats
from placewright.publish.views import Reading
from placewright.records.verdict import BROKEN, FigureResult, Mark
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """A figure as it was printed and as it is, with its interval now in words."""

    name: str
    before: str
    after: str
    interval: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class ClaimChanged:
    """A claim that new figures touch: verdicts, sentences, figures, and the pages that print it.

    `why` says why the verdict is what it is, as `said.plain` gives it, so that whoever reads has it in their language.
    `evidence` is the fingerprint of the cells that it rests on now, which a review pins. `needs_review` says that the
    build stops until somebody has read it again.
    """

    id: str
    title: str
    before: str
    after: str
    sentence: str
    said_before: str
    why: list[Any]
    needs_review: bool
    evidence: str
    figures: tuple[FigureMoved, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """Everything that new figures change: in a sentence, claim by claim, and what else differs, in words."""

    summary: str
    claims: tuple[ClaimChanged, ...]
    others: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return asdict(self)


def what_changed(
    before: WorkspaceFolder, after: WorkspaceFolder, outs: tuple[Path, Path], *, today: date
) -> WhatChanged:
    """What differs from one state of a workspace to another; `outs` are where the evidence of the two is kept.

    Raises:
        PlacewrightError: one of them cannot be judged.
    """
    earlier = check_workspace(before, outs[0], today=today)
    later = check_workspace(after, outs[1], today=today)
    pinned = edition_now(before, earlier, id="before", on=today, title=before.record.name)
    found = compare_with_edition(after, later, pinned, before=earlier)
    claims = tuple(_claims(found, earlier, later))
    others = tuple(item.words for item in found.changes if item.what in (What.DATASET, What.CAVEAT, What.INDICATOR))
    return WhatChanged(changes_in_words(found.changes), claims, others)


def _claims(found: Comparison, earlier: Judged, later: Judged) -> Iterator[ClaimChanged]:
    touched = {
        item.name.partition(".")[0]: None
        for item in found.changes
        if item.what in (What.VERDICT, What.FIGURE, What.SENTENCE) and item.how is How.CHANGED
    }
    both = earlier.results.keys() & later.results.keys()
    moved = {id for id in both if earlier.results[id].evidence != later.results[id].evidence}
    suspect = {id for id, result in later.results.items() if Mark.SUSPECT in result.marks}
    pages = pages_of_claims(later.authored)
    for id in (*touched, *sorted((moved | suspect) - touched.keys())):
        if id in later.results and id in earlier.results:
            yield _claim(id, earlier, later, needs_review=id in suspect, pages=pages)


def claims_changed(earlier: Judged, later: Judged) -> tuple[ClaimChanged, ...]:
    """The claims of both states that read, stand or rest differently, or that have to be read again only now."""
    suspect = {id for id, result in later.results.items() if Mark.SUSPECT in result.marks}
    known = {id for id, result in earlier.results.items() if Mark.SUSPECT in result.marks}
    pages = pages_of_claims(later.authored)
    return tuple(
        _claim(id, earlier, later, needs_review=id in suspect, pages=pages)
        for id in sorted(earlier.results.keys() & later.results.keys())
        if _reads(earlier, id) != _reads(later, id) or id in suspect - known
    )


def _reads(judged: Judged, id: str) -> tuple[object, ...]:
    result = judged.results[id]
    return result.verdict, result.text, result.evidence


def _claim(
    id: str, earlier: Judged, later: Judged, *, needs_review: bool, pages: Mapping[str, tuple[tuple[str, str], ...]]
) -> ClaimChanged:
    now, then = later.results[id], earlier.results[id]
    return ClaimChanged(
        id,
        later.authored.claims[id].title,
        str(then.verdict),
        str(now.verdict),
        now.text,
        then.text if then.text != now.text else "",
        plain(now.why) if now.why else [],
        needs_review or now.verdict in BROKEN,
        now.evidence,
        tuple(_figures(then.figures, now.figures)),
        pages.get(id, ()),
    )


def _figures(then: Mapping[str, FigureResult], now: Mapping[str, FigureResult]) -> Iterator[FigureMoved]:
    for name, figure in now.items():
        old = then.get(name)
        if old is None or (old.text, old.value, old.period) == (figure.text, figure.value, figure.period):
            continue
        before, after = old.text, figure.text
        if before == after and old.value is not None and figure.value is not None:
            before, after = f"{before} ({written_out(old.value)})", f"{after} ({written_out(figure.value)})"
        yield FigureMoved(name, before, after, _interval(figure), figure.period_label or figure.period)


def _interval(figure: FigureResult) -> str:
    if figure.low is None or figure.high is None or figure.error is ErrorKind.UNKNOWN:
        return ""
    reading = Reading(figure.value, figure.unit, figure.period, figure.low, figure.high, str(figure.error))
    return formats.interval(reading)


def pages_of_claims(authored: Authored) -> dict[str, tuple[tuple[str, str], ...]]:
    """The pages of a built site on which each claim stands, as address and words, besides its own."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for link in all_links(authored):
        kind, _, id = link.target.partition(":")
        page = _page(link.source, authored)
        if kind == "claim" and page is not None:
            found.setdefault(id, {})[page] = None
    return {id: tuple(pages) for id, pages in found.items()}


def _page(reference: str, authored: Authored) -> tuple[str, str] | None:
    kind, _, id = reference.partition(":")
    if kind == "chapter" and id in authored.strategy:
        return f"strategy/{id}.html", authored.strategy[id].title
    if kind == "priority" and id in authored.priorities:
        return f"priorities.html#{id}", authored.priorities[id].title
    return None
