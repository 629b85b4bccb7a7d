"""The material of the prose rules: every sentence of claims and chapters, with the records behind its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import field, replace

from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.ledger.placeholders import find_placeholders, split_text
from placewright.ledger.prose.names import PROSE_RULES
from placewright.ledger.resolving import figure_number
from placewright.ledger.stated_figures import decided, quoted
from placewright.records.claim import Claim
from placewright.records.indicator import Indicator
from placewright.records.prose import (
    Block,
    ChapterText,
    Embed,
    Heading,
    Listing,
    Number,
    NumberKind,
    Paragraph,
    Passage,
    Quote,
    Run,
    TextTable,
    Words,
)
from placewright.records.stated import Stated
from placewright.records.verdict import ClaimResult, FigureResult
from placewright.workspace.authored import Authored

HIDDEN = "■"
"""What stands in `Sentence.words` for each letter of a bound number, so that no rule reads it as typed."""

CLAIMED = "□"
"""What stands there for each letter of a claim that a chapter prints; the claim is checked by itself."""


_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class ProseIssue:
    """An issue of a prose rule, with what a waiver names: the rule and the record (`claim:id` or `chapter:id`)."""

    rule: str
    record: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Span:
    """A bound number and where it stands in the sentence."""

    start: int
    end: int
    number: Number


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a reader sees it (`text`), and with its bound numbers and claims hidden (`words`).

    `claim` is the id of the claim that says it, empty in a chapter's own words. `follows` is the list or table that
    the sentence introduces; `beside` are the claims that its paragraph prints, or its record rests on. `form` is
    `claim`, `paragraph`, `quote`, `heading`, `item`, `cell`, `summary` or a form of `PlainText`; `stated` are the
    numbers that its record holds, and `cited` is whether it says where it has them from.
    """

    record: str
    where: str
    text: str
    words: str
    spans: tuple[Span, ...] = ()
    claim: str = ""
    form: str = "claim"
    follows: Listing | TextTable | None = None
    beside: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    cited: bool = False
    _vocabulary: frozenset[str] | None = field(init=False, default=None, repr=False, compare=False)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words in small letters, gathered when a rule first asks for them: most sentences were read before."""
        known = self._vocabulary
        if known is None:
            known = frozenset(_WORD.findall(self.words.lower()))
            object.__setattr__(self, "_vocabulary", known)
        return known

    @property
    def stops(self) -> bool:
        """Whether a slip in it may stop a build: of plans, accounts and titles of other records it is but warned."""
        if self.form in ("plan", "account"):
            return False
        return self.form != "heading" or self.record.startswith(("claim:", "chapter:"))

    def holds_kind(self, kind: NumberKind) -> bool:
        """Whether a number of that kind stands in it."""
        return any(span.number.kind is kind for span in self.spans)

    @property
    def printed_claims(self) -> tuple[str, ...]:
        """The ids of the claims whose computed figures it prints, each once, in their order."""
        computed = (span.number.record for span in self.spans if span.number.kind is NumberKind.COMPUTED)
        return tuple(dict.fromkeys(record.partition(":")[2] for record in computed))

    def number_at(self, at: int) -> Number | None:
        """The bound number that stands at a position."""
        return next((span.number for span in self.spans if span.start <= at < span.end), None)


def _same(text: str) -> str:
    return text


def _nowhere(code: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text of another record that a reader sees, such as a priority's: the record, where it stands, and the words.

    The words may hold the placeholders of a chapter. `form` is `plain`, `heading`, `plan` (what should come about or
    was decided, as in a logic model) or `account` (what happened or was found, as its source has it). `claims` are
    those that the record rests on, `stated` the numbers that it holds; `cited` is whether it names a source for what
    it says.
    """

    record: str
    where: str
    text: str
    form: str = "plain"
    claims: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    cited: bool = False


@dataclass(frozen=True)
class Material:
    """What prose rules read: the claims as they turned out, the chapters, and what their numbers rest on.

    `runs` are the claims' sentences as `claim_runs` makes them. `definitions` are the indicators and results of
    analyses by id. `level_of` and `name_of` give a place's level and name, `series_of` the publisher's series of a
    dataset; an empty answer means that it is not known. `others` are texts of other records that are printed too.
    `places` are the codes of the workspace's own places and comparators, whose names a sentence may hold. `of` are the
    records or units whose texts are read, where they are not all: see `only` and `units`.
    """

    authored: Authored = field(default_factory=Authored)
    results: Mapping[str, ClaimResult] = field(default_factory=dict)
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    chapters: Sequence[ChapterText] = ()
    definitions: Mapping[str, Indicator] = field(default_factory=dict)
    level_of: Callable[[str], str] = _nowhere
    name_of: Callable[[str], str] = _same
    series_of: Callable[[str], str] = _same
    others: Sequence[PlainText] = ()
    places: Sequence[str] = ()
    sentences: tuple[Sentence, ...] = field(init=False, default=())
    of: frozenset[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentences", (*self._of_claims(), *self._of_chapters(), *self._of_others()))

    def only(self, records: Collection[str]) -> Material:
        """The texts of these records alone (`claim:id`, `chapter:id` ...), with all that they rest on beside them."""
        return self._read(records, lambda record, where: record in records)

    def units(self, units: Collection[str]) -> Material:
        """The texts of these units alone (see `unit_of`), with all that they rest on beside them."""
        return self._read(units, lambda record, where: unit_of(record, where) in units)

    def _read(self, of: Collection[str], is_read: Callable[[str, str], bool]) -> Material:
        """The sentences and blocks of which that is so, by their record and where they stand in it."""
        part = copy(self)
        object.__setattr__(part, "of", frozenset(of))
        object.__setattr__(part, "sentences", tuple(one for one in self.sentences if is_read(one.record, one.where)))
        chapters = (
            replace(chapter, blocks=tuple(one for one in chapter.blocks if is_read(*block_place(chapter, one))))
            for chapter in self.chapters
        )
        object.__setattr__(part, "chapters", tuple(chapter for chapter in chapters if chapter.blocks))
        return part

    def as_if(self, *, results: Mapping[str, ClaimResult], claims: Mapping[str, Claim]) -> Material:
        """The same texts, with other results and tests of some claims behind them."""
        other = copy(self)
        object.__setattr__(other, "results", {**self.results, **results})
        authored = replace(self.authored, claims={**self.authored.claims, **claims}) if claims else self.authored
        object.__setattr__(other, "authored", authored)
        return other

    def claim(self, id: str) -> Claim | None:
        """The claim as written."""
        return self.authored.claims.get(id)

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """The claims of those ids that are there as written, each once; a text may print figures of one that is not."""
        return [claim for id in dict.fromkeys(ids) if (claim := self.claim(id)) is not None]

    def text_of(self, id: str) -> str:
        """The claim's sentences as a reader sees them."""
        return "".join(run.text for run in self.runs.get(id, ()))

    def figures_of(self, id: str) -> Mapping[str, FigureResult]:
        """The figures of a claim as computed."""
        result = self.results.get(id)
        return result.figures if result else {}

    def names(self) -> frozenset[str]:
        """The names of the places of all claims, and of the workspace's own."""
        codes = {figure.place for result in self.results.values() for figure in result.figures.values()}
        return frozenset(self.name_of(code) for code in (*codes, *self.places))

    def definition(self, figure: FigureResult) -> Indicator | None:
        """The indicator or analysis result that a figure comes from."""
        return self.definitions.get(figure.origin)

    def figure(self, number: Number) -> FigureResult | None:
        """The computed figure behind a number of the text."""
        if number.kind is not NumberKind.COMPUTED:
            return None
        return self.figures_of(number.record.partition(":")[2]).get(number.figure)

    def stated(self, number: Number) -> Stated | None:
        """The quoted or decided number behind a number of the text."""
        if number.kind is NumberKind.COMPUTED:
            return None
        id = number.record.partition(":")[2]
        if number.kind is NumberKind.DECIDED:
            found = decided(self.authored, id)
        else:
            found = quoted(self.authored, id, number.figure)
        return None if found is None else found.stated

    def claimed(self) -> Iterator[tuple[Claim, ClaimResult, str]]:
        """Every claim that was read, with its result and its text as a reader sees it."""
        for id, claim in self.authored.claims.items():
            if id in self.results and (self.of is None or f"claim:{id}" in self.of):
                yield claim, self.results[id], self.text_of(id)

    def _of_claims(self) -> Iterator[Sentence]:
        for id, runs in self.runs.items():
            record, file = claim_place(id)
            claim = self.authored.claims.get(id)
            if claim is not None and claim.title:
                yield Sentence(record, f"{file}, title", claim.title, claim.title, claim=id, form="heading")
            yield from _sentences((Passage(runs),), record, file, claim=id)

    def _of_chapters(self) -> Iterator[Sentence]:
        for chapter in self.chapters:
            yield Sentence(*chapter_place(chapter, "title"), chapter.title, chapter.title, form="heading")
            summary = (Passage((Words(chapter.summary),)),)
            yield from _sentences(summary, *chapter_place(chapter, "summary"), form="summary", beside=chapter.claims)
            for at, (block, after) in enumerate(zip(chapter.blocks, (*chapter.blocks[1:], None), strict=False)):
                if isinstance(block, Heading):
                    heading = Sentence(*block_place(chapter, block), block.text, block.text, form="heading")
                    yield replace(heading, beside=claims_under(chapter, at))
                else:
                    yield from _of_block(chapter, block, after)

    def _of_others(self) -> Iterator[Sentence]:
        for other in self.others:
            for paragraph in re.split(r"\n\s*\n", other.text):
                passage = Passage(tuple(self._runs_of(" ".join(paragraph.split()))))
                found = _sentences((passage,), other.record, other.where, form=other.form, beside=other.claims)
                if other.stated or other.cited:
                    found = (replace(one, stated=other.stated, cited=other.cited) for one in found)
                yield from found

    def _runs_of(self, text: str) -> Iterator[Run]:
        """The words of a text and the numbers that its placeholders print; what cannot be resolved is left out."""
        for piece in split_text(text, find_placeholders(text, where="")[0]):
            if isinstance(piece, str):
                yield Words(piece)
                continue
            id, figure, part = (*piece.path, "", "")[:3]
            if piece.kind in ("quoted", "decided"):
                is_quoted = piece.kind == "quoted"
                found = quoted(self.authored, id, figure) if is_quoted else decided(self.authored, id)
                if found is not None:
                    kind = NumberKind.QUOTED if is_quoted else NumberKind.DECIDED
                    yield Number(found.text, kind, found.record, figure)
            elif not piece.kind and (known := self.figures_of(id).get(figure)) is not None:
                yield figure_number(known, part, record=f"claim:{id}") or Words("")


def in_order(issues: Iterable[ProseIssue], material: Material) -> tuple[ProseIssue, ...]:
    """The issues by rule, and of each rule by the order of the texts; each issue once. Notes are last."""
    rules = {name: number for number, name in enumerate(PROSE_RULES)}
    units: dict[str, int] = {}
    for sentence in material.sentences:
        units.setdefault(sentence.record, len(units))
        units.setdefault(unit_of(sentence.record, sentence.where), len(units))
    last = len(units)

    def place(one: ProseIssue) -> tuple[int, int, int]:
        unit = unit_of(one.record, one.issue.where)
        return rules.get(one.rule, len(rules)), units.get(one.record, last), units.get(unit, last)

    return tuple(sorted(dict.fromkeys(issues), key=place))


def claim_place(id: str) -> tuple[str, str]:
    """The record and the file of a claim, as an issue names them."""
    return f"claim:{id}", f"claims/{id}.md"


def chapter_place(chapter: ChapterText, part: str = "") -> tuple[str, str]:
    """The record and the file of a chapter, and the part in it, as an issue names them."""
    file = f"strategy/{chapter.id}.md"
    return f"chapter:{chapter.id}", f"{file}, {part}" if part else file


def block_place(chapter: ChapterText, block: Block) -> tuple[str, str]:
    """The same of one of its blocks."""
    return chapter_place(chapter, "" if isinstance(block, Heading | Embed) else f"line {block.line}")


def claims_under(chapter: ChapterText, at: int) -> tuple[str, ...]:
    """The claims that a chapter says, or prints figures of, between a heading and the next that is no part of it."""
    found: dict[str, None] = {}
    head = chapter.blocks[at]
    for block in chapter.blocks[at + 1 :]:
        if isinstance(block, Heading) and isinstance(head, Heading) and block.level <= head.level:
            break
        found |= dict.fromkeys(claims_of(block))
    return tuple(found)


def claims_of(block: Block) -> Iterator[str]:
    """The claims that a block says, or prints figures of."""
    match block:
        case Paragraph() | Quote():
            yield from _in_passages(block.passages)
        case Listing():
            for item in block.items:
                yield from _in_passages(item)
        case TextTable():
            for cell in (*block.heads, *(cell for row in block.rows for cell in row)):
                yield from _in_passages(cell)


def _in_passages(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        if passage.claim:
            yield passage.claim
        yield from claims_named(passage.runs)


def claims_named(runs: Iterable[object]) -> Iterator[str]:
    """The claims whose figures stand among words."""
    for run in runs:
        if isinstance(run, Number) and run.record.startswith("claim:"):
            yield run.record.removeprefix("claim:")


def introduced(after: Block | None) -> Listing | TextTable | None:
    """What the last sentence of a block introduces, by the block that follows."""
    return after if isinstance(after, Listing | TextTable) else None


def unit_of(record: str, where: str) -> str:
    """The texts that rules read by themselves: a claim, or what stands at one place of another record.

    >>> unit_of("chapter:people", "strategy/people.md, line 8"), unit_of("claim:pay", "claims/pay.md, title")
    ('chapter:people strategy/people.md, line 8', 'claim:pay')
    """
    return record if record.startswith("claim:") else f"{record} {where}"


def finder(rule: str) -> Callable[..., ProseIssue]:
    """A maker of the issues of one rule: record, where, what, mend, and a severity, by default an error."""

    def find(record: str, where: str, what: str, fix: str, severity: Severity = Severity.ERROR) -> ProseIssue:
        return ProseIssue(rule, record, Issue(severity, where, what, fix))

    return find


def excerpt(text: str, start: int, end: int, *, around: int = 24) -> str:
    """The words of a sentence about a position, for a message.

    >>> excerpt("In all the firms of the county employ half a million people.", 38, 52, around=8)
    '... employ half a million people.'
    """
    left = text.rfind(" ", 0, max(0, start - around)) + 1 if start > around else 0
    right = text.find(" ", min(len(text), end + around))
    cut = len(text) if right < 0 else right
    return ("... " if left else "") + text[left:cut].strip() + (" ..." if cut < len(text) else "")


_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9■□£])")
_SHORT_WORDS = re.compile(r"\b(?:e\.g|i\.e|etc|cf|approx|No|St|Dr|Mr|Mrs|vs|p|pp|Ltd|Co|para|[A-Z])\.$")


def _of_block(chapter: ChapterText, block: Block, after: Block | None) -> Iterator[Sentence]:
    record, where = block_place(chapter, block)
    follows = introduced(after)
    match block:
        case Embed() | Heading():
            return
        case Paragraph() | Quote():
            form = "quote" if isinstance(block, Quote) else "paragraph"
            yield from _sentences(block.passages, record, where, form=form, follows=follows)
        case Listing():
            for item in block.items:
                yield from _sentences(item, record, where, form="item")
        case TextTable():
            for cell in (*block.heads, *(cell for row in block.rows for cell in row)):
                yield from _sentences(cell, record, where, form="cell")


def _sentences(
    passages: Sequence[Passage],
    record: str,
    where: str,
    *,
    claim: str = "",
    form: str = "claim",
    follows: Listing | TextTable | None = None,
    beside: tuple[str, ...] = (),
) -> Iterator[Sentence]:
    text, words, spans = laid_out(passages)
    beside = (*beside, *(passage.claim for passage in passages if passage.claim and not claim))
    breaks = (match for match in _BREAK.finditer(words) if not _SHORT_WORDS.search(words[: match.start()]))
    starts = [0, *(match.end() for match in breaks)]
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        own = words[start:end].rstrip()
        if not own.strip(f" {CLAIMED}"):
            continue
        inside = tuple(
            Span(span.start - start, span.end - start, span.number) for span in spans if start <= span.start < end
        )
        last = follows if end == len(text) else None
        yield Sentence(record, where, text[start : start + len(own)], own, inside, claim, form, last, beside)


def laid_out(passages: Sequence[Passage]) -> tuple[str, str, list[Span]]:
    """The text, the words with what is bound hidden, and the numbers with their positions."""
    text = words = ""
    spans: list[Span] = []
    for passage in passages:
        if passage.claim:
            said = passage.text
            text += said
            # the last stop is kept, so that a sentence behind the claim begins a new one
            hidden = CLAIMED * len(said)
            words += hidden[:-1] + said[-1:] if said[-1:] in {".", "!", "?"} else hidden
            continue
        for run in passage.runs:
            if isinstance(run, Number):
                spans.append(Span(len(text), len(text) + len(run.text), run))
                words += HIDDEN * len(run.text)
            else:
                words += run.text
            text += run.text
    return text, words, spans
