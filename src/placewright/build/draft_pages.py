"""Pages of records that are being written, drawn as the site draws those that are live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placewright.build.built import Built
from placewright.build.documents import make_document, make_tracer
from placewright.build.drafts import check_chapter, check_claim, with_record
from placewright.build.embed_analyses import figures_in
from placewright.build.embeds import Around, embed_all
from placewright.build.judging import Judged
from placewright.build.page_jobs import newest_data, site_info
from placewright.build.strategy_claims import claim_pages
from placewright.build.strategy_pages import chapter_pages
from placewright.core.issues import Issue
from placewright.ledger.links import all_links
from placewright.publish.strategy_site import render_chapter, render_claim
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim

_UP = b'="../'


def draft_chapter_page(
    chapter: Chapter, built: Built, judged: Judged, *, today: date
) -> tuple[bytes, tuple[Issue, ...]]:
    """The chapter's page, and what stands in it that cannot be shown; addresses are from the root of the site.

    `judged` is everything that is live, whose figures the chapter prints.
    """
    checked = check_chapter(chapter, built, judged.authored, today=today, results=judged.results)
    assert checked.text is not None  # noqa: S101 - a chapter's check always has its text
    world = built.world(judged.authored)
    alone = replace(judged, chapters=(checked.text,))
    pictures, wrong = embed_all(Around(world, alone, figures_in(built.out), built.outlines))
    tracer = make_tracer(judged, world)
    document = make_document(alone, world, pictures, tracer=tracer, dated=newest_data(world))
    page = replace(chapter_pages(document)[0], of=0)
    return _from_root(render_chapter(site_info(world), page)[f"strategy/{chapter.id}.html"]), wrong


def draft_claim_page(claim: Claim, built: Built, judged: Judged, *, today: date) -> bytes:
    """The claim's own page."""
    checked = check_claim(claim, built, judged.authored, today=today)
    authored = with_record(judged.authored, "claim", claim)
    results = dict(judged.results) | ({claim.id: checked.result} if checked.result else {})
    drafted = replace(judged, authored=authored, results=results)
    world = built.world(authored)
    tracer = make_tracer(drafted, world)
    document = make_document(drafted, world, {}, tracer=tracer, dated=newest_data(world))
    at = world.addresses(authored, results)
    rows = tuple(row for row in document.ledger if row.id == claim.id)
    page = claim_pages(at, rows, all_links(authored), tracer)[0]
    return _from_root(render_claim(site_info(world), page)[f"ledger/{claim.id}.html"])


def _from_root(content: bytes) -> bytes:
    """The page with its addresses from the root, since a preview has another address than the page."""
    return content.replace(_UP, b'="/')
