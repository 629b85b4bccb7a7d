"""Chapters: Markdown with placeholders made into the blocks that every form of the strategy prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.ledger.placeholders import EMBEDS, Placeholder, find_placeholders, split_text
from placewright.ledger.resolving import (
    Quoted,
    Resolver,
    claim_runs,
    figure_number,
    joined,
    mark,
    markdown,
    quoted_number,
    text_runs,
    unknown,
    unknown_part,
    unmarked,
    words_of,
)
from placewright.records.chapter import Chapter
from placewright.records.prose import (
    Block,
    ChapterText,
    Embed,
    Heading,
    Listing,
    Number,
    Paragraph,
    Passage,
    Quote,
    Run,
    TextTable,
    Words,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Quoted", "Resolver", "claim_runs", "read_chapter"]


def read_chapter(
    chapter: Chapter, *, resolve: Resolver, first_line: int = 1, where: str = ""
) -> tuple[ChapterText, tuple[Issue, ...]]:
    """The chapter's blocks with every placeholder resolved, and an issue for each thing that cannot be printed.

    `first_line` is the line of the file on which the text begins, behind the front matter; `where` names the file.
    What has an issue is left out of the blocks. Raw HTML is refused; pictures come from embeds.
    """
    reading = _Reading(chapter, resolve, where or f"strategy/{chapter.id}.md", first_line)
    blocks = tuple(reading.blocks())
    text = ChapterText(
        chapter.id,
        chapter.title,
        chapter.order,
        blocks,
        chapter.summary,
        chapter.foundation,
        tuple(dict.fromkeys(reading.claims)),
    )
    return text, tuple(reading.issues)


@dataclass(slots=True)
class _Reading:
    """A chapter while it is read: what was found wrong, which claims it prints, and the numbers behind the marks."""

    chapter: Chapter
    resolve: Resolver
    where: str
    first_line: int
    issues: list[Issue] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    placeholders: tuple[Placeholder, ...] = ()
    ids: set[str] = field(default_factory=set)

    def blocks(self) -> Iterator[Block]:
        text = self.chapter.text.replace("\r\n", "\n")
        if _MARK.search(text):
            self._error(self.first_line, worded("The text holds letters for private use."), worded("Take them out."))
            text = _MARK.sub("", text)
        self.placeholders, issues = find_placeholders(text, where=self.where, first_line=self.first_line)
        self.issues.extend(issues)
        marks = iter(range(len(self.placeholders)))
        parts = split_text(text, self.placeholders)
        marked = "".join(part if isinstance(part, str) else mark(next(marks)) for part in parts)
        tokens = _tokens(marked)
        at = 0
        level = 1
        while at < len(tokens):
            token, end = tokens[at], _end(tokens, at)
            line = self._line(token)
            inside = tokens[at + 1 : end]
            match token.type:
                case "heading_open":
                    level = self._check_level(int(token.tag[1:]), level, line)
                    if heading := self._heading(inside[0], level, line):
                        yield heading
                case "paragraph_open":
                    yield from self._paragraph(inside[0], line)
                case "bullet_list_open" | "ordered_list_open":
                    yield self._listing(inside, token.type == "ordered_list_open", line)
                case "blockquote_open":
                    yield from self._quote(inside, line)
                case "table_open":
                    yield self._table(inside, line)
                case _:
                    self._refuse_block(token, line)
            at = end + 1

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def _error(self, line: int, what: str, fix: str, severity: Severity = Severity.ERROR) -> None:
        self.issues.append(Issue(severity, f"{self.where}, line {line}", what, fix))

    def _refuse_block(self, token: Token, line: int) -> None:
        match token.type:
            case "html_block":
                self._error(line, worded("The text holds raw HTML."), worded("Write it in Markdown, or as an embed."))
            case "fence" | "code_block":
                fix = worded("Write it as a paragraph; a line that begins with four spaces is taken for code.")
                self._error(line, worded("A block of code has no place in a strategy."), fix)
            case "hr":
                self._error(
                    line, worded("A line across the page is not printed."), worded("Use a heading."), Severity.WARNING
                )
            case other:
                self._error(
                    line, worded("'%(other)s' is not printed.", other=other), worded("Write it as a paragraph.")
                )

    def _check_level(self, level: int, before: int, line: int) -> int:
        if level == 1:
            fix = worded("The chapter's own title is in its front matter: begin with '## '.")
            self._error(line, worded("A heading of level 1 stands in the text."), fix)
            return 2
        if level > before + 1:
            fix = worded("Write it with %(value)s, so that listeners find their way.", value="#" * (before + 1))
            self._error(
                line,
                worded("A heading of level %(level)s follows one of level %(before)s.", level=level, before=before),
                fix,
            )
        return level

    def _heading(self, inline: Token, level: int, line: int) -> Heading | None:
        if _marks(inline.content):
            fix = worded("Say in words what the section is about, and give the number below.")
            self._error(line, worded("A heading holds a placeholder."), fix)
        text = "".join(run.text for run in self._runs(inline, line) if isinstance(run, Words)).strip()
        if not text:
            self._error(line, worded("The heading is empty."), worded("Say what follows, or remove it."))
            return None
        return Heading(level, text, self._heading_id(text))

    def _heading_id(self, text: str) -> str:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"
        base = wanted = f"{self.chapter.id}-{slug}"
        more = 1
        while wanted in self.ids:
            more += 1
            wanted = f"{base}-{more}"
        self.ids.add(wanted)
        return wanted

    def _paragraph(self, inline: Token, line: int) -> Iterator[Block]:
        inside = [self.placeholders[index] for index in _marks(inline.content)]
        if inside and all(one.is_embed for one in inside) and not _unmarked_text(inline.content).strip():
            for one in inside:
                if embed := self._embed(one):
                    yield embed
            return
        passages = self._passages(inline, line)
        if passages:
            yield Paragraph(passages, line)

    def _embed(self, one: Placeholder) -> Embed | None:
        if not one.kind:
            return Embed(one.path[0], "", one.options, one.line)
        if EMBEDS[one.kind] and not one.name:
            self._error(
                one.line,
                worded("'%(kind)s' does not say of what.", kind=one.kind),
                worded("Write '{{ %(kind)s:ID }}'.", kind=one.kind),
            )
            return None
        return Embed(one.kind, one.name, one.options, one.line)

    def _quote(self, inside: list[Token], line: int) -> Iterator[Block]:
        at = 0
        while at < len(inside):
            end = _end(inside, at)
            if inside[at].type == "paragraph_open":
                own = self._line(inside[at])
                if passages := self._passages(inside[at + 1], own):
                    yield Quote(passages, own)
            else:
                self._error(self._line(inside[at]) if inside[at].map else line, *_ONLY_PARAGRAPHS)
            at = end + 1

    def _listing(self, inside: list[Token], numbered: bool, line: int) -> Listing:
        items: list[tuple[Passage, ...]] = []
        self._items(inside, items)
        return Listing(tuple(items), numbered, line)

    def _items(self, tokens: list[Token], items: list[tuple[Passage, ...]]) -> None:
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            item = tokens[at + 1 : end]
            own: tuple[Passage, ...] = ()
            inner = 0
            while inner < len(item):
                last = _end(item, inner)
                line = self._line(item[inner])
                if item[inner].type == "paragraph_open":
                    more = self._passages(item[inner + 1], line)
                    own = (*own, Passage((Words(" "),)), *more) if own and more else own + more
                elif item[inner].type.endswith("list_open"):
                    self._error(
                        line,
                        worded("A list stands within a list."),
                        worded("Make it one list, or two behind each other."),
                    )
                else:
                    self._refuse_block(item[inner], line)
                inner = last + 1
            if own:
                items.append(own)
            else:
                self._error(
                    self._line(tokens[at]), worded("An item of the list is empty."), worded("Fill it, or remove it.")
                )
            at = end + 1

    def _table(self, inside: list[Token], line: int) -> TextTable:
        heads: list[tuple[Passage, ...]] = []
        rows: list[tuple[tuple[Passage, ...], ...]] = []
        cells: list[tuple[Passage, ...]] = []
        in_head = False
        own = line
        for token in inside:
            if token.type == "tr_open":
                cells, own = [], self._line(token) if token.map else own
            elif token.type in ("thead_open", "thead_close"):
                in_head = token.nesting > 0
            elif token.type == "inline":
                cells.append(self._passages(token, self._line(token) if token.map else own))
            elif token.type == "tr_close":
                if in_head:
                    heads = cells
                else:
                    rows.append(tuple(cells))
        if any(not cell for cell in heads[1:]):
            self._error(line, worded("A column of the table has no head."), worded("Name what stands in it."))
        return TextTable(tuple(heads), tuple(rows), line)

    def _passages(self, inline: Token, line: int) -> tuple[Passage, ...]:
        """The passages of a stretch of text: each claim's own, and what stands between them."""
        found: list[Passage] = []
        between: list[Run] = []
        for run in self._runs(inline, line):
            if isinstance(run, Passage):
                if between:
                    found.append(Passage(joined(iter(between))))
                    between = []
                found.append(run)
            else:
                between.append(run)
        if between:
            found.append(Passage(joined(iter(between))))
        return tuple(passage for passage in found if passage.text.strip() or passage is not found[-1])

    def _runs(self, inline: Token, line: int) -> Iterator[Run | Passage]:
        """Words, numbers, and whole claims, in the order of the text."""
        children = inline.children or []
        for token in children:
            if token.type == "html_inline":
                self._error(
                    line,
                    worded("The text holds raw HTML: %(html)s", html=token.content),
                    worded("Write it in Markdown."),
                )
            elif token.type == "image":
                self._error(
                    line, worded("The text holds an image."), worded("Use an embed, which has an alternative text.")
                )
        for piece in words_of(children):
            yield from self._resolved(piece)

    def _resolved(self, piece: Words) -> Iterator[Run | Passage]:
        pieces = _MARK.split(piece.text)
        for at, part in enumerate(pieces):
            if at % 2 == 0:
                if part:
                    yield from unmarked(iter([Words(part, piece.strong, piece.emphasis, piece.href)]), [])
                continue
            found = self._resolve(self.placeholders[ord(part) - _FIRST])
            if found is not None:
                yield found

    def _resolve(self, one: Placeholder) -> Number | Passage | None:
        found: Number | Passage | None = None
        what = fix = ""
        if one.kind == "claim":
            found, what, fix = self._whole_claim(one)
        elif one.kind in ("quoted", "decided"):
            found = quoted_number(one.kind, one.path, self.resolve)
            if found is None:
                what, fix = unknown(one.kind, one.name, self.resolve)
        elif one.is_embed:
            what, fix = (
                worded("'%(raw)s' stands within a text.", raw=one.raw),
                worded("Give it a paragraph of its own."),
            )
        else:
            found, what, fix = self._figure(one)
        if found is None:
            self._error(one.line, what, fix)
        return found

    def _whole_claim(self, one: Placeholder) -> tuple[Passage | None, str, str]:
        result, text = self.resolve.claim(one.name), self.resolve.claim_text(one.name)
        if result is None or text is None:
            if len(one.path) > 1 and self.resolve.claim(one.path[0]):
                return (
                    None,
                    worded("'%(raw)s' asks for one figure.", raw=one.raw),
                    worded("Write '{{ %(name)s }}'.", name=one.name),
                )
            return None, *unknown("claim", one.name, self.resolve)
        self.claims.append(one.name)
        return Passage(text_runs(text, result, self.resolve), one.name), "", ""

    def _figure(self, one: Placeholder) -> tuple[Number | None, str, str]:
        id, *rest = one.path
        result = self.resolve.claim(id)
        if not rest:
            if result is not None:
                return (
                    None,
                    worded("'%(raw)s' names a claim.", raw=one.raw),
                    worded("Write '{{ claim:%(id)s }}' or '{{ %(id)s.FIGURE }}'.", id=id),
                )
            names = [name for name, needs in EMBEDS.items() if not needs]
            fix = did_you_mean(id, (*names, *self.resolve.known("claim")))
            return (
                None,
                worded("'%(raw)s' names nothing.", raw=one.raw),
                fix or worded("Write '{{ claim:ID }}' or '{{ CLAIM.FIGURE }}'."),
            )
        if result is None:
            return None, *unknown("claim", id, self.resolve)
        figure = result.figures.get(rest[0])
        if figure is None:
            fix = did_you_mean(rest[0], result.figures) or worded(
                "It has %(value)s.", value=", ".join(result.figures) or worded("none")
            )
            return None, worded("The claim '%(id)s' has no figure '%(rest)s'.", id=id, rest=rest[0]), fix
        self.claims.append(id)
        part = ".".join(rest[1:])
        number = figure_number(figure, part, record=f"claim:{id}")
        return (number, "", "") if number is not None else (None, *unknown_part(part, rest[0]))


@lru_cache(maxsize=64)
def _tokens(text: str) -> list[Token]:
    """A chapter's text with marks for its numbers as Markdown; nothing changes what was read."""
    return markdown().parse(text)


_FIRST = ord(mark(0))
_MARK = re.compile("([\ue000-\uf8ff])")
_ONLY_PARAGRAPHS = (
    worded("A quotation holds more than paragraphs."),
    worded("Write it as paragraphs that begin with '> '."),
)


def _end(tokens: list[Token], at: int) -> int:
    """Where what opens at `at` closes."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def _marks(text: str) -> list[int]:
    return [ord(letter) - _FIRST for letter in _MARK.findall(text)]


def _unmarked_text(text: str) -> str:
    return _MARK.sub("", text)
