"""The whole site of a strategy as data: every page that it has, and the navigation between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from placewright.publish.views_checks import ChangesPage, FrameworkPage, MeasuresPage, StudiesPage
from placewright.publish.views_strategy import (
    ActionsPage,
    AlignmentsPage,
    ChapterPage,
    ClaimPage,
    ContentsPage,
    FundsPage,
    InterventionPage,
    LedgerPage,
    Link,
    PrioritiesPage,
    ProcessPage,
    StrategyHome,
    SwotPage,
)


@dataclass(frozen=True, slots=True)
class StrategySite:
    """Every page of a strategy; a part that the strategy lacks is None or empty, and has no page."""

    home: StrategyHome
    contents: ContentsPage
    chapters: tuple[ChapterPage, ...]
    ledger: LedgerPage
    claims: tuple[ClaimPage, ...]
    swot: SwotPage | None = None
    priorities: PrioritiesPage | None = None
    actions: ActionsPage | None = None
    interventions: tuple[InterventionPage, ...] = ()
    funds: FundsPage | None = None
    alignments: AlignmentsPage | None = None
    process: ProcessPage | None = None
    frameworks: tuple[FrameworkPage, ...] = ()
    measures: MeasuresPage | None = None
    changes: ChangesPage | None = None
    studies: StudiesPage | None = None
    downloads: tuple[Link, ...] = field(default=())

    @property
    def navigation(self) -> tuple[tuple[str, str], ...]:
        """The pages that the site's header and foot lead to: address and words, the chief ones first."""
        pages = (
            ("strategy/index.html", "Strategy", bool(self.chapters)),
            ("priorities.html", "Priorities", self.priorities is not None),
            ("actions/index.html", "Actions", self.actions is not None),
            ("measures.html", "Measures", self.measures is not None),
            ("process.html", "Process", self.process is not None),
            ("ledger.html", "Ledger", bool(self.ledger.rows)),
            ("swot.html", "Strengths and needs", self.swot is not None),
            ("funds.html", "Funds", self.funds is not None),
            ("alignments.html", "Partners", self.alignments is not None),
            *((item.href, item.name, True) for item in self.frameworks if item.chosen),
            ("studies.html", "Studies and sources", self.studies is not None),
            ("changes.html", "What changed", self.changes is not None),
        )
        return tuple((href, words) for href, words, is_there in pages if is_there)
