"""Records that are being written, held against the evidence of a build: one at once, or all before they go live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from placewright.build.built import Built
from placewright.build.embed_checks import embed_issues
from placewright.build.judging import RECORD_RULE, Judged, claims_in_text, make_material
from placewright.build.releases import stale_datasets
from placewright.core.errors import PlacewrightError
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.ledger.argument_checks import argument_issues
from placewright.ledger.chapters import read_chapter
from placewright.ledger.claim_issues import claim_issues
from placewright.ledger.claims import judge_claims
from placewright.ledger.context import Context
from placewright.ledger.link_checks import link_issues
from placewright.ledger.link_reviews import file_of, stand_issues, stand_of_links
from placewright.ledger.links import links_of
from placewright.ledger.prose.as_read import SentenceRead, notes_of, sentences_read, unread_notes
from placewright.ledger.prose.material import Material, ProseIssue, in_order
from placewright.ledger.prose.rules import check_prose, issues_across, issues_of_texts
from placewright.ledger.resolver import WorkspaceResolver
from placewright.ledger.resolving import claim_runs
from placewright.ledger.standing import RuledIssue, apply_waivers, waived
from placewright.ledger.unprintable import unprintable_issues
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim
from placewright.records.prose import ChapterText, Run
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored
from placewright.workspace.kinds import KINDS

TO_BE_READ = frozenset({"suspect", "unreviewed", "review", "stale", "cannot-tell"})
"""The rules that ask somebody to look again: they say nothing against what was written."""


BROKEN = frozenset({"fails", "unmeasured"})
"""The rules of a claim that its evidence does not bear out, or not any more."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A record as it would stand: the issues about it, and what it would print.

    `result`, `runs` and `read` are those of a claim, `text` and `used` of a chapter: its blocks, and the claims that it
    names. `read` is how each of the claim's sentences was read. Lines in issues are those of the record's own text,
    counted from 1.
    """

    issues: tuple[RuledIssue, ...]
    result: ClaimResult | None = None
    runs: tuple[Run, ...] = ()
    read: tuple[SentenceRead, ...] = ()
    text: ChapterText | None = None
    used: Mapping[str, ClaimResult] | None = None

    @property
    def stops(self) -> tuple[RuledIssue, ...]:
        """What the record may not be published with."""
        return tuple(ruled for ruled in self.issues if _stops(ruled))


def with_record(authored: Authored, kind: str, record: Any) -> Authored:
    """Everything that was written, with one record put in the place of the one of its id."""
    return _of_kind(authored, kind, {**authored.of_kind(kind), record.id: record})


def without_record(authored: Authored, kind: str, id: str) -> Authored:
    """Everything that was written but one record."""
    kept = {name: record for name, record in authored.of_kind(kind).items() if name != id}
    return _of_kind(authored, kind, kept)


def check_claim(claim: Claim, built: Built, authored: Authored, *, today: date) -> Checked:
    """The claim against the evidence: its sentence, its verdict, and every issue of figures, tests and words.

    Claims that fail are told so whether a text says them or not. Waivers of the claim are applied.
    """
    reference = f"claim:{claim.id}"
    authored = with_record(authored, "claim", claim)
    context = built.context(authored)
    stale = stale_datasets(built.workspace, today)
    ledger = judge_claims({claim.id: claim}, context, reviews=authored.reviews, stale=stale)
    result = ledger.results[claim.id]
    runs = claim_runs(claim, result, WorkspaceResolver(authored, ledger.results))
    alone = replace(authored, claims={claim.id: claim})
    material = make_material(replace(context, authored=alone), ledger.results, ())
    own = material.only([reference])
    texts = tuple(issues_of_texts(own))
    read = tuple(sentences_read(own, texts))
    found = [
        *(RuledIssue(reference, RECORD_RULE, issue) for issue in ledger.issues),
        *(() if ledger.issues else claim_issues(ledger.results, in_text={claim.id})),
        *_of_record(reference, material, texts, notes_of(read)),
    ]
    return Checked(_let_pass(found, authored, reference, today), result, runs, read)


def check_chapter(
    chapter: Chapter, built: Built, authored: Authored, *, today: date, results: Mapping[str, ClaimResult] | None = None
) -> Checked:
    """The chapter with every placeholder resolved, and every issue of its words, numbers and pictures.

    `results` are the claims as they turned out, where they are known; those that the chapter names are judged else.
    """
    reference = f"chapter:{chapter.id}"
    context = built.context(authored)
    if results is None:
        results = judge_claims(_named(chapter, authored), context).results
    text, wrong = read_chapter(chapter, resolve=WorkspaceResolver(authored, results))
    alone = replace(authored, claims=_named(chapter, authored))
    material = Material(
        alone,
        results,
        {},
        (text,),
        context.definitions,
        make_material(replace(context, authored=Authored()), {}, ()).level_of,
        context.name,
        context.series_of,
        (),
        (context.area, *context.members),
    )
    found = [
        *(RuledIssue(reference, RECORD_RULE, issue) for issue in wrong),
        *(
            RuledIssue(reference, RECORD_RULE, issue)
            for issue in embed_issues((text,), context, built.workspace.record.comparators.wider)
        ),
        *_prose(material, reference),
    ]
    return Checked(_let_pass(found, authored, reference, today), text=text, used=results)


def check_plain(kind: str, record: Any, built: Built, authored: Authored, *, today: date) -> Checked:
    """A priority, an action or another record: the words that readers see, and the names that it holds."""
    reference = f"{kind}:{record.id}"
    authored = with_record(authored, kind, record)
    context = built.context(authored)
    alone = _of_kind(Authored(), kind, {record.id: record})
    numbers = judge_claims(_named(record, authored, reference), context).results
    material = make_material(
        replace(context, authored=replace(alone, claims=_named(record, authored, reference))), {}, ()
    )
    material = replace(material, authored=replace(authored, claims={}), results=numbers)
    unprintable = (
        RuledIssue(reference, "unprintable", issue)
        for issue in unprintable_issues(authored, numbers)
        if issue.where == file_of(reference)
    )
    found = [*_prose(material, reference), *_linked(authored, built, reference), *unprintable]
    return Checked(_let_pass(found, authored, reference, today))


def judge_records(authored: Authored, built: Built, *, today: date) -> Judged:
    """All records against the evidence of a build, as the next build will judge them; lines are those of the texts.

    What is unread, which stops nothing, is not looked for: `sentences_read.unread_of` does.
    """
    context = built.context(authored)
    stale = stale_datasets(built.workspace, today)
    ledger = judge_claims(authored.claims, context, reviews=authored.reviews, stale=stale)
    resolver = WorkspaceResolver(authored, ledger.results)
    read = [read_chapter(chapter, resolve=resolver) for chapter in authored.strategy.values()]
    chapters = tuple(text for text, _ in read)
    texts = [issue for _, issues in read for issue in issues]
    comparators = built.workspace.record.comparators.wider
    found = [
        *_ruled(ledger.issues),
        *_ruled(texts),
        *_ruled(embed_issues(chapters, context, comparators)),
        *(
            RuledIssue("", "links", issue)
            for issue in link_issues(authored, built.indicators, built.workspace.datasets)
        ),
        *claim_issues(ledger.results, in_text=claims_in_text(authored)),
        *_prose(make_material(context, ledger.results, chapters), ""),
        *argument_issues(authored, ledger.results, context.definitions, today=today, is_measured=_is_measured(context)),
        *(RuledIssue("", "review", issue) for issue in stand_issues(stand_of_links(authored))),
    ]
    issues = apply_waivers(found, authored.waivers, today=today)
    return Judged(authored, context, waived(ledger.results, authored.waivers, today=today), chapters, issues)


def troubles_of_change(before: Judged, after: Judged) -> tuple[RuledIssue, ...]:
    """The errors that a change brings which were not there before, those left out that ask somebody to look again.

    A claim that was there before and breaks is an error here whether a text says it or not: the public reads it on the
    claim's own page.
    """
    known = {(ruled.issue.where, ruled.issue.what) for ruled in before.errors}
    errors = tuple(
        ruled for ruled in after.errors if _stops(ruled) and (ruled.issue.where, ruled.issue.what) not in known
    )
    return (*errors, *_breaks(before, after))


def _breaks(before: Judged, after: Judged) -> Iterator[RuledIssue]:
    """The claims that no text says, were whole before, and are not any more; those that a waiver lets pass left out."""
    broken = {ruled.record for ruled in before.issues if ruled.rule in BROKEN}
    for ruled in after.issues:
        is_new = ruled.record not in broken and ruled.record.removeprefix("claim:") in before.results
        if ruled.rule in BROKEN and ruled.issue.severity is Severity.WARNING and is_new:
            yield replace(ruled, issue=replace(ruled.issue, severity=Severity.ERROR))


def _of_kind(authored: Authored, kind: str, records: Mapping[str, Any]) -> Authored:
    """What was written, with other records of one kind."""
    changed: dict[str, Any] = {KINDS[kind].folder: records}
    return replace(authored, **changed)


def _stops(ruled: RuledIssue) -> bool:
    return ruled.issue.severity is Severity.ERROR and ruled.rule not in TO_BE_READ


def _named(record: Any, authored: Authored, reference: str = "chapter:") -> dict[str, Claim]:
    """The claims that a record names."""
    names = (link.target.partition(":") for link in links_of(reference, record))
    return {id: authored.claims[id] for kind, _, id in names if kind == "claim" and id in authored.claims}


def _prose(material: Material, reference: str) -> Iterator[RuledIssue]:
    """What the rules say of one record's texts, or of all; of one alone the others' texts are not read."""
    if reference:
        own = material.only([reference])
        texts = tuple(issues_of_texts(own))
        yield from _of_record(reference, material, texts, unread_notes(own, texts))
    else:
        yield from (RuledIssue(one.record, one.rule, one.issue) for one in check_prose(material))


def _of_record(
    reference: str, material: Material, texts: Iterable[ProseIssue], unread: Iterable[ProseIssue]
) -> Iterator[RuledIssue]:
    """What is said of a record: of its texts by themselves, of what is unread, and beside the others' texts."""
    for one in in_order((*texts, *issues_across(material), *unread), material):
        if one.record == reference:
            yield RuledIssue(one.record, one.rule, one.issue)


def _linked(authored: Authored, built: Built, reference: str) -> Iterator[RuledIssue]:
    """What is wrong with the names that one record holds."""
    file = file_of(reference)
    for issue in link_issues(authored, built.indicators, built.workspace.datasets):
        if issue.where.partition(",")[0] == file:
            yield RuledIssue(reference, "links", issue)


def _let_pass(found: Iterable[RuledIssue], authored: Authored, reference: str, today: date) -> tuple[RuledIssue, ...]:
    waivers = [waiver for waiver in authored.waivers if waiver.record == reference]
    issues = apply_waivers(found, waivers, today=today)
    return tuple(ruled for ruled in issues if not ruled.rule.startswith("waiver-unused"))


def _ruled(issues: Iterable[Issue]) -> Iterator[RuledIssue]:
    return (RuledIssue("", RECORD_RULE, issue) for issue in issues)


def _is_measured(context: Context) -> Any:
    def is_measured(indicator: str, place: str) -> bool:
        try:
            row = context.index.find(indicator, context.code(place))
        except PlacewrightError:
            return False
        return row is not None and row.value is not None

    return is_measured
