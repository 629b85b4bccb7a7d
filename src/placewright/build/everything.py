"""All steps of a build in their order; imported only when something has to run."""

from __future__ import annotations

from time import perf_counter

from placewright.build.analysis_pages import analysis_jobs
from placewright.build.evidence_step import EvidenceMade, make_evidence
from placewright.build.jobs import Drawing, PageJob
from placewright.build.page_jobs import page_jobs
from placewright.build.pipeline import Build
from placewright.build.tables_step import make_tables
from placewright.build.worlds import make_world


def build_everything(build: Build) -> None:
    """Run what changed: evidence, data tables, then the pages, drawn while others are assembled."""
    with Drawing(build.processes) as drawing:
        evidence = make_evidence(build)
        started = perf_counter()
        world = make_world(build, evidence)
        jobs = [*page_jobs(build, world, evidence), *analysis_jobs(build, world, evidence)]
        build.progress("assembled", 1, 1)
        assembling = perf_counter() - started
        _draw(build, drawing, jobs, assembling)
        make_tables(build, world, evidence)


def _draw(build: Build, drawing: Drawing, jobs: list[PageJob], assembling: float) -> None:
    wanted = [job for job in jobs if not build.kept(job.name, job.key)]
    started = perf_counter()
    for done, (job, files) in enumerate(drawing.draw_all(wanted), start=1):
        placed = {f"site/{path}": content for path, content in files.items()}
        build.wrote(job.name, job.key, placed, seconds=(perf_counter() - started) / done, why="its content changed")
        build.progress("pages", done, len(wanted))


__all__ = ["EvidenceMade", "build_everything"]
