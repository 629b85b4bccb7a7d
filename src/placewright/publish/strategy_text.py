"""A chapter made ready for its page: every number with the entry it is traced to, and pictures beside their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from placewright.publish.document import (
    DocumentBlock,
    DocumentChapter,
    FigureTrace,
    Grid,
    LedgerRow,
    Picture,
    Reference,
)
from placewright.publish.views_strategy import ChapterPage
from placewright.records.prose import Heading, Listing, Number, NumberKind, Paragraph, Passage, Quote, TextTable

_FIGURE_PARTS = ("", "abs", "of", "rank")
"""The parts of a figure that are marked in the text; its period or place beside it needs no mark of its own."""
_BESIDE = 560
"""Pixels: a wider picture stands between paragraphs, since beside them its words would be too small to read."""
_ENOUGH = 260
"""Letters: a shorter text leaves a picture beside it too alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page's list of figures: a computed figure with its claim, or a record that is quoted."""

    anchor: str
    text: str
    kind: str
    trace: FigureTrace | None = None
    claim: LedgerRow | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What several figures of a claim have in common: what is measured, how it was made, by whom."""

    id: str
    trace: FigureTrace


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one claim, each with what it shares with others; or one record that is quoted."""

    entries: tuple[tuple[Entry, str], ...]
    claim: LedgerRow | None = None
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class Traces:
    """The entries of a page in the order the text first needs them."""

    entries: tuple[Entry, ...] = ()
    verdicts: dict[str, LedgerRow] = field(default_factory=dict)
    _anchors: dict[tuple[str, str], str] = field(default_factory=dict)

    def anchor(self, run: Number) -> str:
        """The entry that a number of the text leads to; empty where it has none."""
        return self._anchors.get((run.record, run.figure), "") if run.part in _FIGURE_PARTS else ""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The entries by claim, in the order of the text; what a claim's figures have in common is said once."""
        by_claim: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_claim.setdefault(entry.claim.id if entry.claim else entry.anchor, []).append(entry)
        return tuple(_group(entries) for entries in by_claim.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a chapter: blocks of text, and a picture that stands beside them; or a picture alone."""

    blocks: tuple[DocumentBlock, ...] = ()
    picture: Picture | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chapter under a heading of the first level; the first may have none."""

    heading: Heading | None
    rows: tuple[Row, ...]


def traces_of(page: ChapterPage) -> Traces:
    """What the numbers of a chapter lead to."""
    claims = {row.id: row for row in page.claims}
    references = {item.id: item for item in page.references}
    entries: list[Entry] = []
    anchors: dict[tuple[str, str], str] = {}
    for run in _numbers(page.chapter):
        key = (run.record, run.figure)
        if key in anchors or run.part not in _FIGURE_PARTS:
            continue
        entry = _entry(run, f"figure-{len(entries) + 1}", claims, references)
        if entry is not None:
            anchors[key] = entry.anchor
            entries.append(entry)
    return Traces(tuple(entries), claims, anchors)


def parts_of(chapter: DocumentChapter) -> tuple[Part, ...]:
    """The chapter under its headings, with pictures beside the text where both have room."""
    parts: list[tuple[Heading | None, list[DocumentBlock]]] = [(None, [])]
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return tuple(Part(heading, _rows(blocks)) for heading, blocks in parts if heading is not None or blocks)


def passages_of(block: DocumentBlock) -> Iterator[Passage]:
    """The passages of a block of text; a picture has none."""
    if isinstance(block, Paragraph | Quote):
        yield from block.passages
    elif isinstance(block, Listing):
        for item in block.items:
            yield from item
    elif isinstance(block, TextTable):
        for line in (block.heads, *block.rows):
            for cell in line:
                yield from cell


def _group(entries: Sequence[Entry]) -> Group:
    shared: dict[tuple[str, ...], Shared] = {}
    named: list[tuple[Entry, str]] = []
    for entry in entries:
        trace = entry.trace
        if trace is None:
            named.append((entry, ""))
            continue
        key = (trace.what, trace.steps, trace.source, trace.note)
        shared.setdefault(key, Shared(f"about-{entry.anchor}", trace))
        named.append((entry, shared[key].id))
    return Group(tuple(named), entries[0].claim, tuple(shared.values()))


def _numbers(chapter: DocumentChapter) -> Iterator[Number]:
    for block in chapter.blocks:
        for passage in passages_of(block):
            yield from (run for run in passage.runs if isinstance(run, Number))


def _entry(run: Number, anchor: str, claims: dict[str, LedgerRow], references: dict[str, Reference]) -> Entry | None:
    kind, _, id = run.record.partition(":")
    if run.kind is NumberKind.COMPUTED or kind == "claim":
        row = claims.get(id)
        trace = next((item for item in row.figures if item.name == run.figure), None) if row else None
        return Entry(anchor, run.text, "computed", trace, row) if trace is not None else None
    reference = references.get(run.record) or references.get(id)
    return Entry(anchor, run.text, run.kind.value, reference=reference) if reference is not None else None


def _rows(blocks: Sequence[DocumentBlock]) -> tuple[Row, ...]:
    rows: list[Row] = []
    waiting: list[DocumentBlock] = []
    for block in blocks:
        if isinstance(block, Picture):
            rows += _with_picture(waiting, block)
            waiting = []
        elif isinstance(block, Grid):
            rows += [Row(tuple(waiting))] if waiting else []
            rows.append(Row(grid=block))
            waiting = []
        else:
            waiting.append(block)
    return (*rows, Row(tuple(waiting))) if waiting else tuple(rows)


def _with_picture(blocks: list[DocumentBlock], picture: Picture) -> list[Row]:
    letters = sum(len(passage.text) for block in blocks for passage in passages_of(block))
    narrow = picture.width <= _BESIDE and picture.spec is None and picture.kind not in ("logic", "swot", "timeline")
    if letters >= _ENOUGH and narrow:
        return [Row(tuple(blocks), picture)]
    return [*([Row(tuple(blocks))] if blocks else []), Row(picture=picture)]
