"""The pilot built once for all tests, and its records made live with that build shown."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection

from placewright.build.pipeline import build_workspace
from placewright.web.strategy.exchange import write_choice_row, write_review_rows, write_waiver_rows
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.workspace.authored import read_authored
from placewright.workspace.folder import open_workspace
from placewright.workspace.kinds import KINDS

PILOT = Path(__file__).resolve().parents[2] / "places" / "hertfordshire"
BUILT_ON = date(2026, 11, 1)


def built_pilot_below(base: Path) -> Path:
    """A data folder in which build 1 is the pilot's; made once for a run of tests, also where several processes test.

    `base` is the process's own temporary folder; processes that test together have theirs in one.
    """
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "placewright-built-pilot"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            build = folder / "builds" / "1"
            shutil.copytree(PILOT, build / "workspace", ignore=shutil.ignore_patterns("build", ".web"))
            build_workspace(open_workspace(build / "workspace"), build / "out", today=BUILT_ON)
            (folder / "done").touch()
    return folder


def make_live() -> Build:
    """Hold the pilot's records, all live, and the build of them that the public sees."""
    authored, _ = read_authored(PILOT)
    for kind in KINDS:
        write_records(kind, authored.of_kind(kind))
    write_choice_row(authored.choice)
    write_review_rows(authored.reviews.values())
    write_waiver_rows(authored.waivers)
    evidence = Evidence.objects.create(pk=1, digest="of the pilot")
    build = Build.objects.create(pk=1, evidence=evidence, state=BuildState.READY, reason="for tests")
    Switch.objects.create(build=build)
    with connection.cursor() as cursor:  # numbers that were given do not move a sequence of PostgreSQL
        for statement in connection.ops.sequence_reset_sql(no_style(), [Evidence, Build]):
            cursor.execute(statement)
    return build
