"""Evidence that a check computed: kept beside the last build's table, so that a check need not write that anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa

from placewright.build.pipeline import Build
from placewright.core.files import replacing
from placewright.evidence.table import EvidenceFile, write_evidence_quickly

FILE = ".changed.parquet"
"""The rows of the indicators that changed since the last build, those of lists without some members among them."""

STEP = "changed evidence"

_KEY = 16
"""So much of an indicator's key is remembered."""


def held_in(build: Build, step: str, files: Collection[str], keys: Mapping[str, str]) -> frozenset[str]:
    """The indicators whose rows in the files of a step are still right."""
    before = build.state.steps.get(step)
    if before is None or not all((build.out / name).is_file() for name in files):
        return frozenset()
    known = dict(item.split("=", 1) for item in before.key.split("\n") if item)
    return frozenset(name for name, value in keys.items() if known.get(name) == value[:_KEY])


def held_beside(build: Build, keys: Mapping[str, str]) -> frozenset[str]:
    """The indicators whose rows are kept beside the table and are right."""
    step = build.state.steps.get(STEP)
    return held_in(build, STEP, (FILE,), keys) if step and build.state.is_current(STEP, step.key) else frozenset()


def rows_beside(build: Build, indicators: Collection[str]) -> pa.Table:
    """Their rows."""
    return EvidenceFile(build.out / FILE).rows_of(indicators)


def keep_beside(build: Build, keys: Mapping[str, str], rows: pa.Table) -> None:
    """Keep the rows of the indicators of those keys, and no others, beside the table."""
    with replacing(build.out / FILE) as path:
        write_evidence_quickly(rows, path)
    lines = "\n".join(f"{name}={value[:_KEY]}" for name, value in sorted(keys.items()))
    build.state.ran(STEP, lines, [FILE])
