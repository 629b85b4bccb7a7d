"""The strategy judged: records read, claims held against the evidence, texts checked, waivers applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from placewright.analysis.results import result_definitions
from placewright.build.checks import check_records, strategy_issues
from placewright.build.claims_memory import ClaimsMemory, Counts, what_claims_share
from placewright.build.embed_checks import embed_issues
from placewright.build.evidence_step import EvidenceMade
from placewright.build.found_memory import FoundMemory
from placewright.build.other_texts import other_texts
from placewright.build.pipeline import Build, records_but
from placewright.build.releases import release_issues, stale_datasets
from placewright.build.results_step import ResultsMade, beside
from placewright.build.state import code_fingerprint
from placewright.build.territory import area_code, bundles_of
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.evidence.levels import level_of
from placewright.ledger.argument_checks import ARGUMENT_RULES, argument_issues
from placewright.ledger.chapters import read_chapter
from placewright.ledger.claim_issues import claim_issues
from placewright.ledger.claims import Memory, judge_claims
from placewright.ledger.context import Context
from placewright.ledger.evidence_by_indicator import EvidenceByIndicator
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.ledger.expiries import expired_issues
from placewright.ledger.frameworks import answer_issues
from placewright.ledger.link_checks import link_issues
from placewright.ledger.link_reviews import stand_issues, stand_of_links
from placewright.ledger.links import all_links
from placewright.ledger.possible_records import impossible_records
from placewright.ledger.prose import PROSE_RULES, Material, ProseIssue
from placewright.ledger.prose.remembered import check_prose_since
from placewright.ledger.resolver import WorkspaceResolver
from placewright.ledger.resolving import claim_runs
from placewright.ledger.standing import RULES, RuledIssue, apply_waivers, waived
from placewright.places import same_territory
from placewright.records.indicator import Indicator
from placewright.records.prose import ChapterText
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored, read_authored, record_path
from placewright.workspace.folder import WorkspaceFolder
from placewright.workspace.records_in_markdown import body_line
from placewright.workspace.records_in_toml import place_of_key

RECORD_RULE = "record"
"""The rule of what no waiver lets pass: files that hold no record, names that lead nowhere."""

_LINKS, _REVIEW = "links", "review"
_KNOWN_RULES = frozenset({*RULES, *ARGUMENT_RULES, *PROSE_RULES, _LINKS, _REVIEW, RECORD_RULE})


Written = tuple[Authored, tuple[Issue, ...]]
"""What people wrote, and an error for each file that holds no record."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A workspace's strategy as the evidence has it."""

    authored: Authored
    context: Context
    results: dict[str, ClaimResult]
    chapters: tuple[ChapterText, ...]
    issues: tuple[RuledIssue, ...]

    @property
    def in_text(self) -> frozenset[str]:
        """The claims that a chapter says or a priority is argued from."""
        return claims_in_text(self.authored)

    @property
    def errors(self) -> tuple[RuledIssue, ...]:
        """What stops a build."""
        return tuple(ruled for ruled in self.issues if ruled.issue.severity is Severity.ERROR)


def judge_strategy(
    workspace: WorkspaceFolder,
    evidence: EvidenceMade,
    *,
    today: date,
    written: Written | None = None,
    results: ResultsMade | None = None,
) -> Judged:
    """Everything people wrote in the workspace, held against its evidence and the results of analyses.

    `written` is what they wrote, where it was read already.
    """
    written = written or read_authored(workspace.folder)
    context = make_context(workspace, evidence, written[0], results=results)
    return judge_in(context, workspace, records_judged(workspace, evidence.indicators, written), today=today)


def judge_build(build: Build, evidence: EvidenceMade, results: ResultsMade, *, today: date) -> Judged:
    """As `judge_strategy`, the claims recalled whose evidence did not change since a check or build judged them."""
    workspace, authored = build.workspace, build.written[0]
    memory = ClaimsMemory(build.out)
    shared = what_claims_share(workspace, authored, build.records, today=today)
    index = memory.judge_against(
        lambda counts: _index(workspace, evidence, results, counts),
        lambda name: evidence.keys.get(name) or results.key_of(name),
        shared=shared,
    )
    context = context_of(index, workspace, evidence.indicators, authored)
    texts = Texts(FoundMemory(build.out), shared, build.records)
    records = records_judged(workspace, evidence.indicators, build.written, texts=texts)
    judged = judge_in(context, workspace, records, today=today, memory=memory, texts=texts)
    if build.is_undisturbed:
        memory.save()
        texts.memory.save()
    return judged


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found in texts and links before, the key of what all texts depend on, and the records' fingerprints."""

    memory: FoundMemory
    shared: str
    records: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordsJudged:
    """What people wrote, and what can be said of it without looking at any figure.

    `used` are the claims that are said or rested on; `links` and `stands` what is wrong with links and their reviews,
    `impossible` what records say that cannot be.
    """

    authored: Authored
    wrong: tuple[Issue, ...]
    used: frozenset[str]
    links: tuple[Issue, ...]
    stands: tuple[Issue, ...]
    impossible: tuple[Issue, ...]


def records_judged(
    workspace: WorkspaceFolder, indicators: Collection[str], written: Written, *, texts: Texts | None = None
) -> RecordsJudged:
    """What people wrote, its links looked at; `indicators` are those that there are figures for.

    With `texts`, what was found in the links of the same records is recalled, and what is found is remembered.
    """
    authored, wrong = written

    def find() -> tuple[ProseIssue, ...]:
        links = link_issues(authored, indicators, workspace.datasets)
        stands = stand_issues(stand_of_links(authored))
        impossible = (*impossible_records(authored), *answer_issues(authored), *_of_surveys(workspace.folder))
        return (
            *(ProseIssue(_LINKS, "", issue) for issue in links),
            *(ProseIssue(_REVIEW, "", issue) for issue in stands),
            *(ProseIssue(RECORD_RULE, "", issue) for issue in impossible),
        )

    if texts is None:
        found: Sequence[ProseIssue] = find()
    else:
        records = records_but(texts.records, ("datasets", "boundaries"))
        key = fingerprint([code_fingerprint(), records, sorted(indicators), sorted(workspace.datasets)])
        found = texts.memory.found(_LINKS, key, find)
    of_links, of_reviews, impossible = (
        tuple(one.issue for one in found if one.rule == rule) for rule in (_LINKS, _REVIEW, RECORD_RULE)
    )
    return RecordsJudged(authored, wrong, claims_in_text(authored), of_links, of_reviews, impossible)


def judge_in(
    context: Context,
    workspace: WorkspaceFolder,
    records: RecordsJudged,
    *,
    today: date,
    memory: Memory | None = None,
    texts: Texts | None = None,
) -> Judged:
    """What people wrote, held against a context; `memory` and `texts` are what was judged and found before."""
    authored, wrong, used = records.authored, records.wrong, records.used
    stale = stale_datasets(workspace, today)
    ledger = judge_claims(authored.claims, context, reviews=authored.reviews, stale=stale, memory=memory)
    chapters, unread_texts = _chapters(workspace, authored, ledger.results)
    material = make_material(context, ledger.results, chapters)
    unread = [Path(issue.where.partition(",")[0]).stem for issue in wrong]
    # claims whose figures could not be made: said once, and nothing that follows from it
    unmade = {f"claim:{id}" for id, result in ledger.results.items() if not result.printed}
    found = [
        *_ruled(wrong, RECORD_RULE),
        *_ruled(check_records(workspace), RECORD_RULE),
        *_ruled(_but_of(unread, strategy_issues(workspace, authored)), RECORD_RULE),
        *_ruled(_in_their_files(workspace, ledger.issues), RECORD_RULE),
        *_ruled(_but_of(unread, unread_texts), RECORD_RULE),
        *_ruled(embed_issues(chapters, context, workspace.record.comparators.wider), RECORD_RULE),
        *_ruled(_but_of(unread, records.links), _LINKS),
        *_ruled(records.impossible, RECORD_RULE),
        *_ruled(release_issues(workspace, today), "stale"),
        *(RuledIssue(source, "stale", issue) for source, issue in expired_issues(authored, today=today)),
        *(one for one in claim_issues(ledger.results, in_text=used, seen=_seen(authored)) if one.record not in unmade),
        *(RuledIssue(one.record, one.rule, one.issue) for one in _prose(material, texts) if one.record not in unmade),
        *argument_issues(authored, ledger.results, context.definitions, today=today, is_measured=_is_measured(context)),
        # last, since these are often but consequences of what stands before them
        *_ruled(records.stands, _REVIEW),
    ]
    issues = apply_waivers(found, authored.waivers, today=today, known_rules=_KNOWN_RULES)
    return Judged(authored, context, waived(ledger.results, authored.waivers, today=today), chapters, issues)


def _of_surveys(folder: Path) -> tuple[Issue, ...]:
    """What is wrong with the surveys that the workspace brings along."""
    from placewright.questionnaires.instrument_file import instrument_issues  # few checks look at them anew

    return instrument_issues(folder)


def _prose(material: Material, texts: Texts | None) -> tuple[ProseIssue, ...]:
    if texts is not None:
        return check_prose_since(material, texts.memory, shared=texts.shared)
    from placewright.ledger.prose.as_read import check_and_read

    return check_and_read(material)


def claims_in_text(authored: Authored) -> frozenset[str]:
    """The claims that a chapter says, or that a priority, action or checklist rests on."""
    return frozenset(
        link.target.removeprefix("claim:")
        for link in all_links(authored)
        if link.target.startswith("claim:") and not link.source.startswith("claim:")
    )


def _but_of(unread: Collection[str], issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues but those that miss a record whose file is there and could not be read, which is said already."""
    return (issue for issue in issues if not any(f"'{id}" in issue.what or f":{id}'" in issue.what for id in unread))


_AT_LINE = re.compile(r"(claims/[^,]+), line (\d+)(.*)")
_AT_KEY = re.compile(r"(claims/[^,]+), ((?:figures|holds)\b.*)")


def _in_their_files(workspace: WorkspaceFolder, issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues of claims, at the lines of their files: a claim itself knows only its keys and those of its text."""
    for issue in issues:
        if match := _AT_LINE.fullmatch(issue.where):
            before = body_line((workspace.folder / match[1]).read_text(encoding="utf-8-sig")) - 1
            issue = replace(issue, where=f"{match[1]}, line {int(match[2]) + before}{match[3]}")
        elif match := _AT_KEY.fullmatch(issue.where):
            text = (workspace.folder / match[1]).read_text(encoding="utf-8-sig")
            issue = replace(issue, where=place_of_key(match[1], text, match[2]))
        yield issue


def _seen(authored: Authored) -> dict[str, str]:
    """What each claim's sentence read when a person last reviewed it."""
    return {
        name.removeprefix("claim:"): review.said
        for name, review in authored.reviews.items()
        if name.startswith("claim:") and review.said
    }


def make_context(
    workspace: WorkspaceFolder, evidence: EvidenceMade, authored: Authored, *, results: ResultsMade | None = None
) -> Context:
    """What the workspace's claims are read against: the evidence, and the results of analyses beside it."""
    return context_of(_index(workspace, evidence, results), workspace, evidence.indicators, authored)


def _index(
    workspace: WorkspaceFolder, evidence: EvidenceMade, results: ResultsMade | None, counts: Counts | None = None
) -> EvidenceIndex:
    table, aside = evidence.table, evidence.aside
    if results is not None:
        table, aside = beside(table, results.table), beside(aside, results.aside)
    return EvidenceIndex(table, aside, made=tuple(bundles_of(workspace)), counts=counts)


def context_of(
    index: EvidenceIndex | EvidenceByIndicator,
    workspace: WorkspaceFolder,
    indicators: Mapping[str, Indicator],
    authored: Authored,
) -> Context:
    """What the workspace's claims are read against, with the evidence made findable."""
    return Context(
        index,
        {**indicators, **result_definitions()},
        authored,
        area_code(workspace),
        workspace.record.name,
        workspace.record.members or workspace.record.places,
        lambda dataset: workspace.sources[dataset].series if dataset in workspace.sources else dataset,
    )


def make_material(context: Context, results: Mapping[str, ClaimResult], chapters: Sequence[ChapterText]) -> Material:
    """What the rules of prose read."""
    authored = context.authored
    resolver = WorkspaceResolver(authored, results)
    runs = {id: claim_runs(claim, results[id], resolver) for id, claim in authored.claims.items() if id in results}
    return Material(
        authored,
        results,
        runs,
        chapters,
        context.definitions,
        level_of,
        context.name,
        context.series_of,
        tuple(other_texts(authored)),
        (context.area, *context.members),
    )


def _is_measured(context: Context) -> Callable[[str, str], bool]:
    def is_measured(indicator: str, place: str) -> bool:
        code = context.code(place)
        return any(context.index.values_of(indicator, same) for same in (code, *same_territory(code)))

    return is_measured


def _chapters(
    workspace: WorkspaceFolder, authored: Authored, results: dict[str, ClaimResult]
) -> tuple[tuple[ChapterText, ...], list[Issue]]:
    resolver = WorkspaceResolver(authored, results)
    made: list[ChapterText] = []
    issues: list[Issue] = []
    for id, chapter in authored.strategy.items():
        path = record_path("chapter", id)
        first = body_line((workspace.folder / path).read_text(encoding="utf-8"))
        text, wrong = read_chapter(chapter, resolve=resolver, first_line=first, where=path)
        made.append(text)
        issues += wrong
    return tuple(made), issues


def _ruled(issues: Iterable[Issue], rule: str) -> Iterator[RuledIssue]:
    return (RuledIssue("", rule, issue) for issue in issues)
