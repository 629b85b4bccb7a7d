"""The strategy's step: claims.json, and a job for each page and document that the strategy is published as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from placewright.build.about_pages import DOCUMENTS
from placewright.build.claims_file import claims_file
from placewright.build.documents import Pictures, make_document, make_tracer
from placewright.build.editing import changes_since_parent
from placewright.build.embed_analyses import figures_in
from placewright.build.embeds import Around, embed_all
from placewright.build.embeds_kept import KeptEmbeds
from placewright.build.evidence_step import EvidenceMade
from placewright.build.feed_step import claims_by_chapter, make_chapter_feeds, make_feed
from placewright.build.jobs import PageJob, page_job
from placewright.build.judging import Judged
from placewright.build.page_jobs import key_of_pages, newest_data, outlines_of, publish_code, site_info
from placewright.build.pipeline import Build
from placewright.build.place_pages import home_page
from placewright.build.strategy_pages import SITE as STRATEGY_SITE
from placewright.build.strategy_pages import StrategyParts, strategy_jobs, strategy_site
from placewright.build.words_file import words_file
from placewright.build.workings_made import make_workings
from placewright.build.world import World
from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Severity
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.standing import RuledIssue
from placewright.publish.document import Document
from placewright.publish.slides.words import for_slides
from placewright.publish.views_strategy import Link


class BrokenClaims(PlacewrightError):
    """The text says what the evidence does not bear out, or what nobody has looked at since it changed."""

    @classmethod
    def among(cls, errors: Sequence[RuledIssue], *, folder: str) -> BrokenClaims:
        """The error for the first issue, and how to see the others."""
        first = errors[0].issue
        more = f" `placewright check {folder}` shows {len(errors) - 1} more." if len(errors) > 1 else ""
        return cls(first.what, where=first.where, fix=f"{first.fix}{more}")


def stop_at_errors(build: Build, judged: Judged) -> None:
    """Report what was found; refuse to publish a text with errors.

    Raises:
        BrokenClaims: there are errors that no waiver lets pass.
    """
    said = [ruled.issue for ruled in judged.issues if ruled.issue.severity is not Severity.NOTE]
    build.report.issues += [issue for issue in said if issue not in build.report.issues]
    if judged.errors:
        raise BrokenClaims.among(judged.errors, folder=str(build.workspace.folder))


def strategy_work(
    build: Build, world: World, judged: Judged, evidence: EvidenceMade, *, today: date
) -> Iterator[PageJob]:
    """Write claims.json and words.json, and yield a job for each page and document."""
    code = publish_code()
    spoken = f"{code} {world.beside.words}"
    claims = claims_file(judged, world.caveats.values())
    _write_twice(build, "claims", claims, why="a claim, a caveat or its evidence changed")
    _write_twice(build, "words", words_file(judged), why="a chapter or a claim in it changed")
    tracer = make_tracer(judged, world)
    outlines = outlines_of(world.workspace, "lad")
    of_evidence = key_of_pages(world, evidence)
    kept = KeptEmbeds(build.out, fingerprint([of_evidence, world.beside.words, repr(judged.authored.places)]))
    pictures = _pictures(build, Around(world, judged, figures_in(build.out), outlines, kept))
    if build.is_undisturbed:
        kept.save()
    document = make_document(judged, world, pictures, tracer=tracer, dated=newest_data(world))
    yield from document_jobs(document, code=spoken, pictures=build.out / PNG)
    workings = make_workings(judged, document, tracer)
    yield page_job("document workings", "workings_files", workings, code=spoken, module=FILES)
    changes, against = changes_since_parent(build.workspace, judged)
    at = world.addresses(judged.authored, judged.results)
    make_feed(build, world, at, changes, dated=document.date)
    make_chapter_feeds(build, world, at, changes, claims_by_chapter(judged.authored), dated=document.date)
    parts = StrategyParts(
        document,
        judged.authored,
        judged.results,
        tracer,
        today,
        issues=[ruled.issue for ruled in judged.issues if ruled.rule != UNREAD],
        changes=changes,
        against=against,
        downloads=tuple(Link(words, href, about) for href, words, about in DOCUMENTS),
    )
    site = strategy_site(parts, world)
    yield from strategy_jobs(site_info(world), site, code=code, outlines=outlines)
    name, key = "page evidence", fingerprint([of_evidence, "front page"])
    if build.state.is_current(name, key):  # what stands out is looked for among all figures: that takes a while
        yield PageJob(name, STRATEGY_SITE, "render_evidence_home", (), key)
    else:
        page = home_page(world, observations=evidence.table.num_rows)
        yield PageJob(name, STRATEGY_SITE, "render_evidence_home", (site_info(world), page, outlines), key)


def _write_twice(build: Build, name: str, content: bytes, *, why: str) -> None:
    """A file for programs, beside the site and below it, where it changed."""
    key = fingerprint([content.decode(), name])
    if not build.kept(name, key):
        started = perf_counter()
        files = {f"{name}.json": content, f"site/{name}.json": content}
        build.wrote(name, key, files, seconds=perf_counter() - started, why=why)


def document_jobs(document: Document, *, code: str, pictures: Path) -> Iterator[PageJob]:
    """A job for each form of the document; pictures that were drawn before are in a folder, and new ones go there."""
    key = _key_of(document, code)
    yield PageJob("document pdf", FILES, "pdf_files", (document,), f"{key} pdf")  # takes longest
    yield PageJob("document Word", FILES, "word_files", (document, pictures), f"{key} Word")
    slides = for_slides(document)
    yield PageJob("document slides", FILES, "slide_files", (slides,), f"{_key_of(slides, code)} slides")


def _key_of(document: Document, code: str) -> str:
    return hashlib.sha256(f"{code}\n{document!r}".encode()).hexdigest()


PNG = ".pictures"
"""Where the pictures of the Word document are kept, below a build's output."""

FILES = "placewright.publish.document_files"
"""The module that makes a document's files."""


def _pictures(build: Build, around: Around) -> Pictures:
    """What stands in the place of each embed.

    Raises:
        BrokenClaims: an embed names nothing that there is.
    """
    made, issues = embed_all(around)
    build.report.issues += issues
    if issues:
        ruled = [RuledIssue("", "embed", issue) for issue in issues]
        raise BrokenClaims.among(ruled, folder=str(build.workspace.folder))
    return made
