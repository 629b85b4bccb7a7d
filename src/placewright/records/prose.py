"""Prose: the text of a strategy as blocks and runs, which the site, the PDF, Word and slides all print."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from placewright.core.late_dataclass import dataclass


class NumberKind(StrEnum):
    """The kinds of number that may stand in a strategy's text."""

    COMPUTED = "computed"
    QUOTED = "quoted"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words, with its emphasis and link."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: how it is printed, what kind it is, and the record that it is traced to.

    `record` is `claim:id`, `finding:id`, `event:id`, `funding:id` or `decision:id`; `figure` names the figure in it.
    `part` is empty for the figure itself, else what of it is printed, such as `period`.
    """

    text: str
    kind: NumberKind
    record: str
    figure: str = ""
    part: str = ""


Run: TypeAlias = "Words | Number"


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs that one claim says, or, where `claim` is empty, that stand between claims."""

    runs: tuple[Run, ...]
    claim: str = ""

    @property
    def text(self) -> str:
        """The words as a reader sees them."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 is the first below the chapter's own title."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `line` is where it starts in the chapter's file."""

    passages: tuple[Passage, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items, numbered or not."""

    items: tuple[tuple[Passage, ...], ...]
    numbered: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Words set apart, such as a warning to the reader."""

    passages: tuple[Passage, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in the text: the heads and rows of cells."""

    heads: tuple[tuple[Passage, ...], ...]
    rows: tuple[tuple[tuple[Passage, ...], ...], ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Embed:
    """A picture, table or diagram by reference: its kind, what it is of, and the options behind it."""

    kind: str
    of: str = ""
    options: tuple[tuple[str, str], ...] = ()
    line: int = 0


Block: TypeAlias = "Heading | Paragraph | Listing | Quote | TextTable | Embed"


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter ready to be printed."""

    id: str
    title: str
    order: int
    blocks: tuple[Block, ...]
    summary: str = ""
    foundation: str = ""
    claims: tuple[str, ...] = ()
