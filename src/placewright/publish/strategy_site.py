"""The pages of a strategy: one pure function for each kind, from view-model to files by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from placewright.core.words import gettext as _
from placewright.core.words import marked, spoken
from placewright.publish import render
from placewright.publish.document import Picture
from placewright.publish.inline_svg import inline_svg
from placewright.publish.maps import draw_values
from placewright.publish.spec_keys import line_keys, part_keys
from placewright.publish.strategy_text import parts_of, traces_of
from placewright.publish.tables import map_table
from placewright.publish.views import FOUNDATIONS, Boundaries, SiteInfo
from placewright.publish.views_checks import ChangesPage, FrameworkPage, MeasuresPage, StudiesPage
from placewright.publish.views_pages import HomePage
from placewright.publish.views_strategy import (
    ActionsPage,
    AlignmentsPage,
    ChapterPage,
    ClaimPage,
    ContentsPage,
    FundsPage,
    InterventionPage,
    LedgerPage,
    PrioritiesPage,
    ProcessPage,
    StrategyHome,
    SwotPage,
)
from placewright.records.paragraphs import first_numbers

Files = dict[str, bytes]

STANCES: Mapping[str, tuple[str, str, str]] = spoken(
    {
        "strength": ("Strength", "Strengths", "What is good here already"),
        "need": ("Need", "Needs", "What is lacking here"),
        "opportunity": ("Opportunity", "Opportunities", "What may be gained from what lies ahead"),
        "threat": ("Threat", "Threats", "What may be lost from what lies ahead"),
    }
)
"""A stance in words: one, several, and what it says of the place."""

VERDICTS: Mapping[str, tuple[str, str]] = spoken(
    {
        "holds": ("Holds", "The evidence bears this out, whatever its known intervals hold."),
        "fails": ("Fails", "The evidence contradicts this as it is written."),
        "cannot tell": ("Cannot tell", "The intervals of its figures leave open whether this is so."),
        "unmeasured": ("Unmeasured", "A figure that it needs is missing, so it cannot be tested."),
    }
)
"""A verdict in words, short and as a sentence."""

MARKS: Mapping[str, str] = spoken(
    {
        "as published": "Only rounding is known of the errors of its figures, or nothing: the verdict speaks of the "
        "figures as published.",
        "caveated": "A known trouble touches cells that it rests on; the result without them stands beside it.",
        "suspect": "What it rests on changed since somebody last read it.",
        "stale": "A newer release of its data exists, or was due.",
        "unreviewed": "Nobody has signed it off yet.",
        "waived": "Somebody let it pass, with a reason and until a date.",
    }
)
"""What a reader must know beside a verdict."""

MARK_NAMES = (
    marked("as published"),
    marked("caveated"),
    marked("suspect"),
    marked("stale"),
    marked("unreviewed"),
    marked("waived"),
)
"""The marks themselves, as tags of a few letters say them."""

EVENT_KINDS = (
    marked("Conference"),
    marked("Round table"),
    marked("Panel"),
    marked("Meeting"),
    marked("Workshop"),
    marked("Consultation"),
    marked("Survey"),
    marked("Publication"),
    marked("Milestone"),
)
"""The forms of events, as the timeline says them."""

QUIET_MARKS = frozenset({"as published", "unreviewed"})
"""Marks that only a claim's own page and the ledger's words say: many claims carry them, and they change no verdict."""

GRADES: Mapping[str, str] = spoken(
    {
        "strong": "Strong evidence",
        "moderate": "Moderate evidence",
        "weak": "Weak evidence",
        "asserted": "Asserted, not evidenced",
    }
)
"""How well a statement or a step is evidenced, in words."""

STAGES = spoken((("input", "Inputs"), ("activity", "Activities"), ("output", "Outputs"), ("outcome", "Outcomes"),
                 ("impact", "Impacts")))  # fmt: skip
"""The stages of a logic model in the order of time."""

STANDINGS: Mapping[str, tuple[str, str]] = spoken(
    {
        "met": ("Met", "holds"),
        "partly": ("Partly met", "cannot-tell"),
        "missing": ("Missing", "fails"),
        "not-applicable": ("Does not apply", "unmeasured"),
        "not applicable": ("Does not apply", "unmeasured"),
    }
)
"""How an item of a checklist stands, in words and as the sign it carries."""


def render_strategy_home(site: SiteInfo, page: StrategyHome, boundaries: Boundaries | None = None) -> Files:
    """The front page of a strategy."""
    drawn, table = None, None
    if page.map and page.map.layers and boundaries:
        drawn = draw_values(page.map, boundaries)
        table = map_table(page.map.layers[0], [(shape.code, shape.name) for shape in boundaries.shapes])
    return _files("index.html", "strategy_home.html", site, page, drawn_map=drawn, map_table=table)


def render_evidence_home(site: SiteInfo, page: HomePage, boundaries: Boundaries | None = None) -> Files:
    """The front page of the evidence, below a strategy."""
    drawn, table = None, None
    if page.map and page.map.layers and boundaries:
        drawn = draw_values(page.map, boundaries)
        table = map_table(page.map.layers[0], [(shape.code, shape.name) for shape in boundaries.shapes])
    return _files(
        "evidence.html",
        "home.html",
        site,
        page,
        drawn_map=drawn,
        map_table=table,
        counts=dict(page.indicator_counts),
        heading=_("%(place)s: the evidence") % {"place": site.place.name},
    )


def render_contents(site: SiteInfo, page: ContentsPage) -> Files:
    """The strategy's contents."""
    return _files("strategy/index.html", "contents.html", site, page, "Strategy")


def render_chapter(site: SiteInfo, page: ChapterPage) -> Files:
    """A chapter, and its pictures as files of their own."""
    chapter = page.chapter
    parts = parts_of(chapter)
    pictures = [row.picture for part in parts for row in part.rows if row.picture is not None]
    files = _picture_files(pictures, f"strategy/{chapter.id}")
    files |= _files(
        f"strategy/{chapter.id}.html",
        "chapter.html",
        site,
        page,
        "Strategy",
        trail=(("Strategy", "strategy/index.html"), (chapter.title, "")),
        parts_of_text=parts,
        traces=traces_of(page),
        numbers=dict(zip(map(id, chapter.blocks), first_numbers(chapter.blocks), strict=True)),
        drawn=_inlined(pictures),
        keys={picture.id: (line_keys(picture.spec), part_keys(picture.spec)) for picture in pictures if picture.spec},
        folder=f"strategy/{chapter.id}",
        has_charts=any(picture.spec is not None for picture in pictures),
    )
    return files


def render_ledger(site: SiteInfo, page: LedgerPage) -> Files:
    """All claims in one table that a reader can narrow."""
    return _files("ledger.html", "ledger.html", site, page, "Ledger", trail=(("Ledger", ""),))


def render_claim(site: SiteInfo, page: ClaimPage) -> Files:
    """A claim's own page."""
    trail = (("Ledger", "ledger.html"), (page.row.title or page.row.id, ""))
    return _files(f"ledger/{page.row.id}.html", "claim.html", site, page, "Ledger", trail=trail)


def render_swot(site: SiteInfo, page: SwotPage) -> Files:
    """The strengths, needs, opportunities and threats, each a claim."""
    return _files("swot.html", "swot.html", site, page, "Strengths and needs", trail=(("Strengths and needs", ""),))


def render_priorities(site: SiteInfo, page: PrioritiesPage) -> Files:
    """The priorities, what was not chosen, and how sure the order is."""
    return _files("priorities.html", "priorities.html", site, page, "Priorities", trail=(("Priorities", ""),))


def render_actions(site: SiteInfo, page: ActionsPage) -> Files:
    """The list of interventions."""
    files = _picture_files([page.picture] if page.picture else [], "actions")
    drawn = _inlined([page.picture] if page.picture else [])
    trail = (("Actions", ""),)
    return files | _files(
        "actions/index.html", "actions.html", site, page, "Actions", trail=trail, drawn=drawn, folder="actions"
    )


def render_intervention(site: SiteInfo, page: InterventionPage) -> Files:
    """An intervention with its logic model as picture, columns and table."""
    pictures = [page.picture] if page.picture else []
    folder = f"actions/{page.card.id}"
    trail = (("Actions", "actions/index.html"), (page.card.title, ""))
    return _picture_files(pictures, folder) | _files(
        page.card.href,
        "intervention.html",
        site,
        page,
        "Actions",
        trail=trail,
        drawn=_inlined(pictures),
        folder=folder,
        texts={node.id: node.text for node in page.nodes},
    )


def render_funds(site: SiteInfo, page: FundsPage) -> Files:
    """Existing money, and what draws on it."""
    return _files("funds.html", "funds.html", site, page, "Funds", trail=(("Funds", ""),))


def render_alignments(site: SiteInfo, page: AlignmentsPage) -> Files:
    """How the priorities stand to partners' strategies."""
    return _files("alignments.html", "alignments.html", site, page, "Partners", trail=(("Partners", ""),))


def render_process(site: SiteInfo, page: ProcessPage) -> Files:
    """How the strategy was made."""
    pictures = [page.picture] if page.picture else []
    return _picture_files(pictures, "process") | _files(
        "process.html",
        "process.html",
        site,
        page,
        "Process",
        trail=(("Process", ""),),
        drawn=_inlined(pictures),
        folder="process",
    )


def render_framework(site: SiteInfo, page: FrameworkPage) -> Files:
    """A framework's checklist."""
    counts: dict[str, int] = {}
    for _heading, items in page.sections:
        for item in items:
            counts[item.standing] = counts.get(item.standing, 0) + 1
    return _files(page.href, "framework.html", site, page, page.name, trail=((page.name, ""),), counts=counts)


def render_measures(site: SiteInfo, page: MeasuresPage) -> Files:
    """How we will know."""
    return _files("measures.html", "measures.html", site, page, "Measures", trail=(("Measures", ""),))


def render_changes(site: SiteInfo, page: ChangesPage) -> Files:
    """What changed since the last edition."""
    return _files("changes.html", "changes.html", site, page, "What changed", trail=(("What changed", ""),))


def render_studies(site: SiteInfo, page: StudiesPage) -> Files:
    """The studies, findings and decisions that the text quotes."""
    trail = (("Studies and sources", ""),)
    return _files("studies.html", "studies.html", site, page, "Studies and sources", trail=trail)


def _files(here: str, template: str, site: SiteInfo, page: object, section: str = "", **context: Any) -> Files:
    content = render.page(
        template,
        site,
        root="../" * here.count("/"),
        here=here,
        section=section,
        page=page,
        stances=STANCES,
        verdicts=VERDICTS,
        marks=MARKS,
        quiet_marks=QUIET_MARKS,
        grades=GRADES,
        stages=STAGES,
        standings=STANDINGS,
        foundation_names={slug: name for slug, name, _about in FOUNDATIONS},
        at=lambda href: _address(here, href),
        **{"keys": {}} | context,
    )
    return {here: content}


def _address(here: str, href: str) -> str:
    """An address as the page `here` writes it: whole ones stay, others are from the root of the site."""
    if not href or "://" in href or href.startswith(("mailto:", "#")):
        return href
    return "../" * here.count("/") + href


def _picture_files(pictures: Iterable[Picture], folder: str) -> Files:
    files = {f"{folder}/{picture.id}.svg": picture.svg.encode() for picture in pictures if picture.svg}
    narrow = [picture for picture in pictures if picture.narrow and not _is_inlined(picture)]
    return files | {f"{folder}/{picture.id}-narrow.svg": picture.narrow.encode() for picture in narrow}


_MOST_INLINED = 30_000
"""A phone's picture of more bytes is a file beside the page, which no wide screen fetches."""


def _inlined(pictures: Iterable[Picture]) -> dict[str, Markup | None]:
    """Each picture as an element of the page, where no script draws it; and, under `ID-narrow`, that for a phone."""
    made: dict[str, Markup | None] = {}
    for picture in pictures:
        made[picture.id] = None if picture.spec else inline_svg(picture.svg, picture.id)
        slim = inline_svg(picture.narrow, f"{picture.id}-narrow") if _is_inlined(picture) else None
        made[f"{picture.id}-narrow"] = slim
    return made


def _is_inlined(picture: Picture) -> bool:
    """Whether its form for a phone stands in the page and not in a file."""
    return picture.spec is None and len(picture.narrow) <= _MOST_INLINED
