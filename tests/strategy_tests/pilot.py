"""The pilot's build in a data folder, and the pilot's records made live with that build shown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection

from built_pilot import share_built_pilot
from kept import PILOT
from placewright.web.strategy.exchange import write_choice_row, write_review_rows, write_waiver_rows
from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
from placewright.web.strategy.rows_in_bulk import write_records
from placewright.workspace.authored import Authored, read_authored
from placewright.workspace.kinds import KINDS


def share_pilots_build(data: Path) -> Path:
    """A data folder in which build 1 is the pilot's."""
    share_built_pilot(data / "builds" / "1")
    return data


@lru_cache
def pilots_records() -> Authored:
    """What people wrote in the pilot."""
    return read_authored(PILOT)[0]


def make_live() -> Build:
    """Hold the pilot's records, all live, and the build of them that the public sees."""
    authored = pilots_records()
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
