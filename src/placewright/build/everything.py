"""All steps of a build in their order; imported only when something has to run."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.build.analysis_pages import analysis_jobs
from placewright.build.evidence_step import EvidenceMade, make_evidence
from placewright.build.jobs import Drawing, PageJob
from placewright.build.page_jobs import page_jobs
from placewright.build.pipeline import Build
from placewright.build.tables_step import make_tables
from placewright.build.world import World
from placewright.build.worlds import make_world


def build_everything(build: Build) -> None:
    """Run what changed: evidence, then the pages, drawn in other processes while the next ones are assembled here."""
    with Drawing(build.processes) as drawing:
        evidence = make_evidence(build)
        world = make_world(build, evidence)
        wanted = 0
        for job in _jobs(build, world, evidence):
            if not build.kept(job.name, job.key):
                drawing.begin(job)
                wanted += 1
        build.progress("assembled", 1, 1)
        make_tables(build, world, evidence)
        for done, drawn in enumerate(drawing.finished(), start=1):
            placed = {f"site/{path}": content for path, content in drawn.files.items()}
            build.wrote(drawn.job.name, drawn.job.key, placed, seconds=drawn.seconds, why="its content changed")
            build.progress("pages", done, wanted)


def _jobs(build: Build, world: World, evidence: EvidenceMade) -> Iterator[PageJob]:
    yield from analysis_jobs(build, world, evidence)
    yield from page_jobs(build, world, evidence)
