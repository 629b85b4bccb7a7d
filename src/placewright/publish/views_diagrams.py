"""What diagrams are drawn from: logic models, time lines, strengths and needs, choices, partners and money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogicNode:
    """A step of a logic model: its stage (`input`, `activity`, `output`, `outcome`, `impact`) and what it is."""

    id: str
    stage: str
    text: str
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class LogicStep:
    """What leads to what, how well that is evidenced (`strong` to `asserted`), and under which assumption."""

    from_: str
    to: str
    grade: str
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class LogicView:
    """A logic model."""

    id: str
    title: str
    nodes: tuple[LogicNode, ...]
    steps: tuple[LogicStep, ...]
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on a time line: its year and date in words, what it was, and whether it only was planned."""

    year: str
    when: str
    title: str
    note: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Events in the order of time."""

    title: str
    moments: tuple[Moment, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class SwotEntry:
    """A claim in a quarter: its reference there, its title and sentence, its verdict, and what speaks against it."""

    ref: str
    title: str
    text: str
    claim: str
    verdict: str
    against: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SwotQuarter:
    """One quarter: its name, what it is about, its items, and its name in English as its kind."""

    name: str
    about: str
    items: tuple[SwotEntry, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SwotView:
    """The four quarters, and how many claims are set apart since the evidence does not carry them."""

    title: str
    quarters: tuple[SwotQuarter, ...]
    set_apart: int = 0


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority as scored: its weighted score from 0 to 5, its rank, and the ranks it takes under other weights."""

    title: str
    chosen: bool
    score: float | None
    rank: int | None
    best: int | None = None
    worst: int | None = None
    scores: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PrioritiesView:
    """The priorities by rank, with the names of the criteria and their weights as shares."""

    title: str
    lines: tuple[PriorityLine, ...]
    criteria: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A partner's strategy, and how it stands to each priority; empty where nobody looked."""

    partner: str
    stands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlignmentsView:
    """How the priorities, by number and title, stand to partners' strategies."""

    title: str
    priorities: tuple[tuple[int, str], ...]
    rows: tuple[AlignmentRow, ...]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A stream of money by year, in GBP; `is_gap` marks what no stream pays."""

    name: str
    amounts: tuple[float, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What actions cost by year, by the stream that pays; `recorded` is the same as recorded where years are spread."""

    title: str
    years: tuple[str, ...]
    lines: tuple[MoneyLine, ...]
    note: str = ""
    source: str = ""
    recorded: MoneyView | None = None


@dataclass(frozen=True, slots=True)
class TraceNode:
    """Something in a trace: its reference, its kind and title in words, its column, a note, and where it leads."""

    id: str
    kind: str
    title: str
    column: int
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TraceLink:
    """That one thing of a trace carries another: `source` stands further left; in words "target words source"."""

    source: str
    target: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class TraceView:
    """The chain of a record both ways: everything below it and everything that rests on it."""

    id: str
    title: str
    nodes: tuple[TraceNode, ...]
    links: tuple[TraceLink, ...]
