"""The strategy's pages assembled from what people wrote and what the ledger found, and one job for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from placewright.build.embed_indicators import read_indicator
from placewright.build.embed_records import logic_pictures
from placewright.build.indicator_pages import members_map
from placewright.build.jobs import PageJob, page_job
from placewright.build.strategy_actions import actions_page, funds_page, intervention_pages, measures_page
from placewright.build.strategy_choices import alignments_page, chosen_in_order, priorities_page, swot_page
from placewright.build.strategy_claims import claim_pages, headline_figures, ledger_page, verdict_counts
from placewright.build.strategy_links import Addresses
from placewright.build.strategy_process import (
    Changes,
    changes_page,
    chief_milestones,
    framework_pages,
    process_page,
    studies_page,
)
from placewright.build.traces_in_words import Tracer
from placewright.build.world import World
from placewright.core.issues import Issue
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.ledger.links import all_links
from placewright.publish.document import Document, DocumentChapter, LedgerRow
from placewright.publish.strategy_text import passages_of
from placewright.publish.views import Boundaries, SiteInfo
from placewright.publish.views_strategy import ChapterCard, ChapterPage, ContentsPage, Link, PriorityCard, StrategyHome
from placewright.publish.views_strategy_site import StrategySite
from placewright.records.prose import Heading, Number
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored

SITE = "placewright.publish.strategy_site"
"""The module that draws the strategy's pages."""


@dataclass(frozen=True, slots=True)
class StrategyParts:
    """What a strategy's pages are made from.

    `document` holds the chapters with their pictures, the ledger's rows and what the text quotes. `issues` are what the
    checks of logic models and money said. `changes` is what changed since the edition `against`. `downloads` are
    addresses from the root of the site.
    """

    document: Document
    authored: Authored
    results: Mapping[str, ClaimResult]
    tracer: Tracer
    today: date
    issues: Sequence[Issue] = ()
    changes: Changes = ()
    against: str = ""
    downloads: tuple[Link, ...] = ()


def strategy_site(parts: StrategyParts, world: World) -> StrategySite:
    """Every page of the strategy."""
    record = world.workspace.record
    at = world.addresses(parts.authored, parts.results)
    links = all_links(parts.authored)
    document = parts.document
    cards = tuple(_chapter_card(chapter) for chapter in document.chapters)
    site = StrategySite(
        home=_home(parts, at, world, cards),
        contents=ContentsPage(
            document.title, document.subtitle, document.edition, document.date, cards, downloads=parts.downloads
        ),
        chapters=chapter_pages(document),
        ledger=ledger_page(document.ledger, cards, parts.downloads),
        claims=claim_pages(at, document.ledger, links, parts.tracer),
        swot=swot_page(at),
        priorities=priorities_page(at),
        actions=actions_page(at),
        interventions=intervention_pages(at, logic_pictures(at), parts.issues),
        funds=funds_page(at, today=parts.today),
        alignments=alignments_page(at),
        process=process_page(at),
        frameworks=framework_pages(at, record.framework),
        measures=measures_page(at, lambda *asked: read_indicator(world, *asked)),
        changes=changes_page(at, parts.changes, against=parts.against, edition=record.edition),
        studies=studies_page(at, links),
        downloads=parts.downloads,
    )
    beside = tuple(_beside(site))
    return replace(
        site,
        home=replace(site.home, onward=(*beside[:5], *_evidence_links(world))),
        contents=replace(site.contents, beside=beside),
    )


def strategy_jobs(info: SiteInfo, site: StrategySite, *, code: str, outlines: Boundaries | None) -> Iterator[PageJob]:
    """A job for each page of the strategy."""
    yield _job("page home", "render_strategy_home", info, site.home, outlines, code=code)
    yield _job("page contents", "render_contents", info, site.contents, code=code)
    for chapter in site.chapters:
        yield _job(f"chapter {chapter.chapter.id}", "render_chapter", info, chapter, code=code)
    yield _job("page ledger", "render_ledger", info, site.ledger, code=code)
    for claim in site.claims:
        yield _job(f"claim {claim.row.id}", "render_claim", info, claim, code=code)
    for action in site.interventions:
        yield _job(f"action {action.card.id}", "render_intervention", info, action, code=code)
    for framework in site.frameworks:
        yield _job(f"framework {framework.id}", "render_framework", info, framework, code=code)
    single = (
        ("swot", site.swot),
        ("priorities", site.priorities),
        ("actions", site.actions),
        ("funds", site.funds),
        ("alignments", site.alignments),
        ("process", site.process),
        ("measures", site.measures),
        ("changes", site.changes),
        ("studies", site.studies),
    )
    for name, page in single:
        if page is not None:
            yield _job(f"page {name}", f"render_{name}", info, page, code=code)


def _job(name: str, function: str, *arguments: object, code: str) -> PageJob:
    return page_job(name, function, *arguments, code=code, module=SITE)


def _home(parts: StrategyParts, at: Addresses, world: World, cards: tuple[ChapterCard, ...]) -> StrategyHome:
    document = parts.document
    record = world.workspace.record
    maps = [world.indicators[name] for name in (*record.maps, *record.headline) if name in world.indicators]
    shown = members_map(world, list(dict.fromkeys(maps)))
    headline = document.headline or document.ledger
    return StrategyHome(
        title=document.title,
        lede=document.subtitle,
        edition=f"{document.edition}, {day_in_words(document.date)}",
        headlines=headline_figures(at, headline, world, chosen=bool(document.headline)),
        priorities=_priority_cards(at),
        chapters=cards,
        verdicts=verdict_counts(document.ledger),
        milestones=chief_milestones(at),
        map=shown,
        map_words=tuple(layer.summary for layer in shown.layers[:1]) if shown else (),
        indicators=len({trace.indicator for row in document.ledger for trace in row.figures if trace.indicator}),
        datasets=len(
            {name for result in parts.results.values() for f in result.figures.values() for name in f.datasets}
        ),
        downloads=parts.downloads[:2],
    )


def _priority_cards(at: Addresses) -> tuple[PriorityCard, ...]:
    actions = at.authored.interventions.values()
    return tuple(
        PriorityCard(
            number,
            item.id,
            item.title,
            (at.paragraphs(item.text) or ("",))[0],
            str(item.foundation) if item.foundation else "",
            len(item.claims),
            sum(item.id in action.priorities for action in actions),
            item.illustrative,
        )
        for number, item in enumerate(chosen_in_order(at.authored.priorities.values()), start=1)
    )


def _chapter_card(chapter: DocumentChapter) -> ChapterCard:
    parts = tuple(
        Link(block.text, f"strategy/{chapter.id}.html#{block.id}")
        for block in chapter.blocks
        if isinstance(block, Heading) and block.level == 2
    )
    return ChapterCard(chapter.id, chapter.number, chapter.title, chapter.summary, len(_claims_of(chapter)), parts)


def _claims_of(chapter: DocumentChapter) -> dict[str, None]:
    """The claims whose sentences or figures the chapter prints."""
    found: dict[str, None] = {}
    for record in _records_of(chapter):
        kind, _rest, id = record.partition(":")
        if kind == "claim":
            found[id] = None
    return found


def _records_of(chapter: DocumentChapter) -> dict[str, None]:
    found: dict[str, None] = {}
    for block in chapter.blocks:
        for passage in passages_of(block):
            if passage.claim:
                found[f"claim:{passage.claim}"] = None
            found |= {run.record: None for run in passage.runs if isinstance(run, Number)}
    return found


def chapter_pages(document: Document) -> tuple[ChapterPage, ...]:
    """A page for each chapter of a document."""
    rows: dict[str, LedgerRow] = {row.id: row for row in document.ledger}
    links = [None, *(Link(f"{c.number} {c.title}", f"strategy/{c.id}.html") for c in document.chapters), None]
    pages = []
    for n, chapter in enumerate(document.chapters):
        records = _records_of(chapter)
        pages.append(
            ChapterPage(
                chapter,
                tuple(rows[id] for id in _claims_of(chapter) if id in rows),
                tuple(item for item in document.references if item.id in records),
                links[n],
                links[n + 2],
                len(document.chapters),
            )
        )
    return tuple(pages)


_ABOUT: Mapping[str, str] = spoken(
    {
        "ledger.html": "Every claim with its verdict, tests and figures",
        "priorities.html": "What was chosen and why, and what was not",
        "actions/index.html": "What would be done, by whom, with which money",
        "measures.html": "How we would know whether it works",
        "process.html": "How it was made, event by event",
        "swot.html": "Strengths, needs, opportunities and threats, each tied to its claim",
        "funds.html": "Existing money, and what draws on it",
        "alignments.html": "How partners’ strategies stand to the priorities",
        "studies.html": "What the text quotes besides statistics",
        "changes.html": "Editions, and what changed between them",
    }
)


def _beside(site: StrategySite) -> Iterator[Link]:
    for href, words in site.navigation:
        if href in _ABOUT:
            yield Link(_(words), href, _ABOUT[href])
        elif href.startswith("framework-"):
            yield Link(_(words), href, _("What such a strategy is asked to be, item by item"))


def _evidence_links(world: World) -> tuple[Link, ...]:
    count = len(world.indicators)
    return (
        Link(
            _("The evidence"),
            "evidence.html",
            _("%(count)s indicators from official statistics, each with its interval") % {"count": count},
        ),
        Link("Places", "places/index.html", _("A scorecard for every district and comparator")),
        Link(_("Data and licences"), "data.html", _("Every dataset with its release, and the whole to download")),
    )
