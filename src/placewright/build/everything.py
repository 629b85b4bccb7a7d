"""All steps of a build in their order; imported only when something has to run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain, islice

from placewright.build.analysis_pages import analysis_jobs
from placewright.build.evidence_step import make_evidence
from placewright.build.jobs import ANALYSES, DOCUMENTS, Drawing, PageJob, leave_pandas_out
from placewright.build.judging import Judged, judge_build
from placewright.build.page_jobs import EvidencePages, first_jobs
from placewright.build.pipeline import Build
from placewright.build.plain_world import plain_world
from placewright.build.results_step import begin_results, results_wanted
from placewright.build.strategy_step import stop_at_errors, strategy_work
from placewright.build.tables_step import make_tables
from placewright.build.worlds import make_world
from placewright.publish.document_files import TOP

_DRAWN_MEANWHILE = 100
"""How many pages of evidence are begun before the claims are judged, so that the other processes do not wait for them.

Documents take longest of all, so they are begun before the rest."""


def build_everything(build: Build, *, today: date) -> Judged:
    """Run what changed, and give the strategy as judged.

    Pages are drawn in other processes while evidence is computed and the next ones assembled.

    Raises:
        BrokenClaims: the text says what the evidence does not bear out.
    """
    leave_pandas_out()
    first = plain_world(build.workspace, build.written[0], beside=build.beside)
    is_first = "evidence" not in build.state.steps  # then analyses come first, and documents are long in coming
    needed, meanwhile = (ANALYSES, ()) if is_first else ((), DOCUMENTS)
    with Drawing(build.processes, needed=needed, meanwhile=meanwhile) as drawing:
        done = 0
        wanted = _begin(build, drawing, analysis_jobs(first, build.figures))
        wanted += _begin(build, drawing, first_jobs(first))
        results = begin_results(build, results_wanted(build.written[0]), drawing.elsewhere)
        evidence = make_evidence(build, elsewhere=drawing.elsewhere)
        world = make_world(build, evidence, build.written[0])
        pages = EvidencePages(build, world, evidence)
        wanted += _begin(build, drawing, islice(pages.jobs, _DRAWN_MEANWHILE))
        judged = judge_build(build, evidence, results(), today=today)
        stop_at_errors(build, judged)
        if not judged.authored.is_empty:
            done = _place_drawn(build, drawing, done, wanted, start="analysis ")  # chapters show figures of these
            wanted += _begin(build, drawing, strategy_work(build, world, judged, evidence, today=today))
        wanted += _begin(build, drawing, chain(pages.jobs, pages.retold))
        make_tables(build, world, evidence, judged.results)
        _place_drawn(build, drawing, done, wanted)
        pages.remember()
    return judged


def _place_drawn(build: Build, drawing: Drawing, done: int, wanted: int, *, start: str = "") -> int:
    """Write what was begun as it is finished, all or what has names that start so; how many jobs are done then."""
    for drawn in drawing.finished(start):
        done += 1
        placed = {_place(path): content for path, content in drawn.files.items()}
        build.wrote(drawn.name, drawn.key, placed, seconds=drawn.seconds, why="its content changed")
        build.progress("pages", done, wanted)
    return done


def _place(path: str) -> str:
    """Where a file lies in the output: below the site, unless it says that it lies beside it."""
    return path.removeprefix(TOP) if path.startswith(TOP) else f"site/{path}"


def _begin(build: Build, drawing: Drawing, jobs: Iterable[PageJob]) -> int:
    """Have those jobs done that are not up to date, and say how many they are.

    The key of one that no build remembers is made where it is drawn.
    """
    begun = 0
    for job in jobs:
        if job.name not in build.state.steps or not build.kept(job.name, job.key):
            drawing.begin(job)
            begun += 1
    return begun
