"""The pages of a strategy as data: its story, chapters, claims, choices, actions, money and process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from placewright.publish.document import DocumentChapter, Grid, LedgerRow, Picture, Reference
from placewright.publish.views import MapChart


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: an address from the root of the site, or a whole one; empty where there is none."""

    words: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as other pages show it: its sentence and its verdict, which lead to the ledger."""

    id: str
    text: str
    verdict: str
    stance: str = ""
    foundation: str = ""
    marks: tuple[str, ...] = ()
    title: str = ""

    @property
    def href(self) -> str:
        """The claim's page, from the root of the site."""
        return f"ledger/{self.id}.html"


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """One of the home page's large figures, with the claim that says what it means."""

    value: str
    what: str
    claim: ClaimLine
    about: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True)
class PriorityCard:
    """A priority as the home page shows it."""

    number: int
    id: str
    title: str
    text: str
    foundation: str = ""
    claims: int = 0
    actions: int = 0
    illustrative: bool = False

    @property
    def href(self) -> str:
        """Where the priority is argued, from the root of the site."""
        return f"priorities.html#{self.id}"


@dataclass(frozen=True, slots=True)
class ChapterCard:
    """A chapter as lists of chapters show it."""

    id: str
    number: int
    title: str
    summary: str = ""
    claims: int = 0
    parts: tuple[Link, ...] = ()

    @property
    def href(self) -> str:
        """The chapter's page, from the root of the site."""
        return f"strategy/{self.id}.html"


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event of the process: when in words, what it was, who took part, what came of it."""

    id: str
    when: str
    title: str
    kind: str
    text: str = ""
    figures: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    points: tuple[Link, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    source: Link | None = None
    planned: bool = False
    year: str = ""


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How many claims have a verdict."""

    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class StrategyHome:
    """The front page of a strategy: the story at a glance."""

    title: str
    lede: str
    edition: str
    headlines: tuple[HeadlineFigure, ...]
    priorities: tuple[PriorityCard, ...]
    chapters: tuple[ChapterCard, ...]
    verdicts: tuple[VerdictCount, ...]
    milestones: tuple[Milestone, ...] = ()
    map: MapChart | None = None
    map_words: tuple[str, ...] = ()
    indicators: int = 0
    datasets: int = 0
    onward: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """The strategy's contents: chapters, what stands beside them, and the whole to take away."""

    title: str
    lede: str
    edition: str
    date: date
    chapters: tuple[ChapterCard, ...]
    beside: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """A chapter with the claims and records that its numbers are traced to, and the chapters on either side."""

    chapter: DocumentChapter
    claims: tuple[LedgerRow, ...] = ()
    references: tuple[Reference, ...] = ()
    before: Link | None = None
    after: Link | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """All claims, with the chapters that the table may be narrowed to."""

    rows: tuple[LedgerRow, ...]
    chapters: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test in words, how it turned out, and how it turns out without the cells that a caveat troubles."""

    words: str
    verdict: str
    without: str = ""

    __test__ = False


@dataclass(frozen=True, slots=True)
class FigureWithout:
    """A figure as published and without the cells that a caveat troubles, with the caveats in words."""

    name: str
    value: str
    without: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim's own page: the sentence, why its verdict is what it is, what it rests on and what rests on it."""

    row: LedgerRow
    tests: tuple[TestLine, ...] = ()
    joined: str = "all"
    without: tuple[FigureWithout, ...] = ()
    caveats: tuple[str, ...] = ()
    rests_on: tuple[Reference, ...] = ()
    used_in: tuple[Link, ...] = ()
    contradicts: tuple[ClaimLine, ...] = ()
    reviewed: str = ""
    waivers: tuple[str, ...] = ()
    note: str = ""
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True)
class SwotItem:
    """A claim in the SWOT, with what speaks against it."""

    claim: ClaimLine
    against: tuple[ClaimLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SwotPart:
    """One quarter of the SWOT."""

    stance: str
    items: tuple[SwotItem, ...]


@dataclass(frozen=True, slots=True)
class SwotPage:
    """The SWOT: four quarters, and the claims that are left out since their test does not hold."""

    parts: tuple[SwotPart, ...]
    left_out: tuple[ClaimLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion with its weight, as a share of all."""

    id: str
    name: str
    weight: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A priority's scores by criterion, its total, and the ranks it takes as the weights vary."""

    title: str
    href: str
    chosen: bool
    scores: tuple[float | None, ...]
    total: str
    rank: int
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True)
class AlignmentLine:
    """How a priority stands to a partner's strategy."""

    partner: str
    strategy: str
    stand: str
    text: str
    priority: Link
    source: Link | None = None
    read: bool = True


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority argued: what it is, from which claims, what is done for it, and how partners stand to it."""

    id: str
    number: int
    title: str
    paragraphs: tuple[str, ...]
    foundation: str = ""
    claims: tuple[ClaimLine, ...] = ()
    actions: tuple[Link, ...] = ()
    measures: tuple[Link, ...] = ()
    alignments: tuple[AlignmentLine, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    why_not: str = ""
    source: Link | None = None
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ContinuityLine:
    """A priority of the earlier plan, and what became of it."""

    title: str
    fate: str
    by: tuple[Link, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class PrioritiesPage:
    """The choices: what was chosen and why, what was not, how sure the order is, and what the earlier plan had."""

    chosen: tuple[PriorityView, ...]
    not_chosen: tuple[PriorityView, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    sensitivity: tuple[str, ...] = ()
    continuity: tuple[ContinuityLine, ...] = ()
    earlier_plan: Link | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An intervention as lists show it."""

    id: str
    title: str
    text: str
    owner: str
    when: str
    cost: str
    money: str
    priorities: tuple[Link, ...] = ()
    unfunded: bool = False
    illustrative: bool = False

    @property
    def href(self) -> str:
        """The intervention's page, from the root of the site."""
        return f"actions/{self.id}.html"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """Actions that are done together."""

    title: str
    text: str
    owner: str
    actions: tuple[Link, ...]
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """All interventions, and the programmes that hold them."""

    cards: tuple[ActionCard, ...]
    programmes: tuple[ProgrammeLine, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class NodeView:
    """One step of a logic model, with what shows it where it is an outcome."""

    id: str
    stage: str
    text: str
    shown_by: str = ""
    baseline: str = ""
    target: str = ""
    read_by: str = ""
    indicator: Link | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A link of a logic model: from what to what, under which assumption, how well evidenced, and by what."""

    from_: str
    to: str
    assumption: str
    grade: str
    evidence: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """An intervention: what is done, by whom, with which money, and why it should work."""

    card: ActionCard
    paragraphs: tuple[str, ...]
    nodes: tuple[NodeView, ...]
    steps: tuple[StepView, ...]
    picture: Picture | None = None
    money: Grid | None = None
    places: tuple[str, ...] = ()
    external_drivers: tuple[str, ...] = ()
    counterfactual: str = ""
    measures: tuple[Link, ...] = ()
    troubles: tuple[str, ...] = ()
    source: Link | None = None
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True)
class FundLine:
    """Existing money: whose, for what, how much, when, and what draws on it."""

    id: str
    title: str
    funder: str
    text: str
    total: str
    when: str
    state: str = ""
    amounts: tuple[tuple[str, str], ...] = ()
    eligible: tuple[str, ...] = ()
    actions: tuple[Link, ...] = ()
    source: Link | None = None
    verified: bool = True
    scope: str = ""


@dataclass(frozen=True, slots=True)
class FundsPage:
    """The funds, and the actions that have none."""

    lines: tuple[FundLine, ...]
    unfunded: tuple[Link, ...] = ()
    matrix: Grid | None = None


@dataclass(frozen=True, slots=True)
class AlignmentsPage:
    """How the priorities stand to partners' strategies: the whole as a grid of stands, and each with its words.

    `stands` has a row for each priority and a cell for each partner; an empty cell was not looked at.
    """

    partners: tuple[str, ...]
    stands: tuple[tuple[Link, tuple[str, ...]], ...]
    lines: tuple[AlignmentLine, ...]


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """How the strategy was made, event by event."""

    milestones: tuple[Milestone, ...]
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
