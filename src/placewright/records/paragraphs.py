"""Paragraphs of a chapter by number and fingerprint, so that what is said of one finds it again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.records.prose import Heading, Listing, Number, Paragraph, Passage, Quote, Words

_MARK = re.compile(r"_pw_([0-9a-f]{8})_(\d{1,4})_([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A heading, paragraph, quotation or item of a list; the first of a chapter is number 1.

    `kind` is `heading`, `paragraph`, `quote` or `item`. Pictures, tables of figures and cells have no number.
    """

    number: int
    kind: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The words as a reader sees them, spaces run together."""
        return plain("".join(passage.text for passage in self.passages))

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its words."""
        return text_fingerprint(self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a marked paragraph stood: the chapter as the start of a digest, the number, and the fingerprint's start."""

    chapter: str
    number: int
    fingerprint: str

    @property
    def name(self) -> str:
        """The mark as a bookmark's name; names that begin so are hidden from writers."""
        return f"_pw_{self.chapter}_{self.number}_{self.fingerprint}"


def numbered(blocks: Iterable[object]) -> Iterator[NumberedParagraph]:
    """The paragraphs of a chapter in the order of the text; what is no text is passed over."""
    for number, (kind, passages) in enumerate(_texts(blocks), 1):
        yield NumberedParagraph(number, kind, passages)


def first_numbers(blocks: Iterable[object]) -> list[int]:
    """For each block the number of its first paragraph; 0 where it has none."""
    found, number = [], 1
    for block in blocks:
        count = len(list(_texts([block])))
        found.append(number if count else 0)
        number += count
    return found


def text_fingerprint(text: str) -> str:
    """The fingerprint of a paragraph's words, whatever its spaces."""
    return fingerprint(plain(text))


def fingerprint_of_texts(chapters: Iterable[tuple[str, Iterable[str]]]) -> str:
    """The fingerprint of a whole text: the id of each chapter with the fingerprints of its paragraphs in order."""
    return fingerprint([[id, list(paragraphs)] for id, paragraphs in chapters])


def plain(text: str) -> str:
    """The text with its spaces run together."""
    return " ".join(text.split())


def mark_of(chapter: str, number: int, text: str) -> Mark:
    """The mark of a paragraph of the chapter with that id."""
    return Mark(chapter_digest(chapter), number, text_fingerprint(text)[:12])


def read_mark(name: str) -> Mark | None:
    """The mark that a bookmark's name holds; None where it is another bookmark."""
    match = _MARK.fullmatch(name)
    return Mark(match[1], int(match[2]), match[3]) if match else None


def chapter_digest(chapter: str) -> str:
    """A chapter's id as eight letters, since a bookmark's name is short."""
    return hashlib.sha256(chapter.encode()).hexdigest()[:8]


def _texts(blocks: Iterable[object]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    for block in blocks:
        if isinstance(block, Heading):
            yield "heading", (Passage((Words(block.text),)),)
        elif isinstance(block, Paragraph):
            yield "paragraph", block.passages
        elif isinstance(block, Quote):
            yield "quote", block.passages
        elif isinstance(block, Listing):
            for item in block.items:
                yield "item", item


def pieces(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """The words of passages with what each comes from: a claim as `claim:ID`, a number as its record and figure.

    Words that stand in the text itself come from nothing.
    """
    for passage in passages:
        if passage.claim:
            yield f"claim:{passage.claim}", passage.text
            continue
        for run in passage.runs:
            if isinstance(run, Number):
                yield ".".join(part for part in (run.record, run.figure, run.part) if part), run.text
            else:
                yield "", run.text
