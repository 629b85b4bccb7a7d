"""The strategy's step: claims.json, and a job for each page and document that the strategy is published as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter

from placewright.build.about_pages import DOCUMENTS
from placewright.build.claims_file import claims_file
from placewright.build.documents import Pictures, embeds_of, make_document, make_tracer
from placewright.build.editing import changes_since_parent
from placewright.build.jobs import PageJob, page_job
from placewright.build.judging import Judged
from placewright.build.page_jobs import newest_data, outlines_of, publish_code, site_info
from placewright.build.pipeline import Build
from placewright.build.place_pages import home_page
from placewright.build.strategy_pages import StrategyParts, strategy_jobs, strategy_site
from placewright.build.world import World
from placewright.core.errors import PlacewrightError
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Severity
from placewright.ledger.standing import RuledIssue
from placewright.publish.document import Document, Grid, Picture
from placewright.publish.views_strategy import Link

DOWNLOADS = tuple(Link(words, href, about) for href, words, about in DOCUMENTS)
"""The documents that the site offers, from its root."""


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
    build.report.issues += [ruled.issue for ruled in judged.issues if ruled.issue.severity is not Severity.NOTE]
    if judged.errors:
        raise BrokenClaims.among(judged.errors, folder=str(build.workspace.folder))


def strategy_work(build: Build, world: World, judged: Judged, *, observations: int, today: date) -> Iterator[PageJob]:
    """Write claims.json, and yield a job for each page and document."""
    code = publish_code()
    content = claims_file(judged)
    key = fingerprint([content.decode(), "claims"])
    if not build.kept("claims", key):
        started = perf_counter()
        files = {"claims.json": content, "site/claims.json": content}
        build.wrote("claims", key, files, seconds=perf_counter() - started, why="a claim or its evidence changed")
    tracer = make_tracer(judged, world)
    pictures = _pictures(world, judged)
    document = make_document(judged, world, pictures, tracer=tracer, dated=newest_data(world))
    yield from document_jobs(document, code=code)
    changes, against = changes_since_parent(build.workspace, judged)
    parts = StrategyParts(
        document,
        judged.authored,
        judged.results,
        tracer,
        today,
        issues=[ruled.issue for ruled in judged.issues],
        changes=changes,
        against=against,
        downloads=DOWNLOADS,
    )
    site = strategy_site(parts, world)
    outlines = outlines_of(world.workspace, "lad")
    evidence = home_page(world, observations=observations)
    yield from strategy_jobs(site_info(world), site, code=code, outlines=outlines, evidence=evidence)


def document_jobs(document: Document, *, code: str) -> Iterator[PageJob]:
    """A job for each form of the document."""
    yield page_job("document pdf", "pdf_files", document, code=code, module=FILES)


FILES = "placewright.publish.document_files"
"""The module that makes a document's files."""


def _pictures(world: World, judged: Judged) -> Pictures:
    made: dict[tuple[str, int], tuple[Picture | Grid, ...]] = {}
    for key in embeds_of(judged.chapters):
        made[key] = ()
    return made
