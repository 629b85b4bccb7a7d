"""Evidence that a check computed: kept beside the last build's table, so that a check need not write that anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa

from placewright.build.evidence_held import BESIDE, ROWS_BESIDE, STEP_BESIDE, lines_of, remember_files
from placewright.build.pipeline import Build
from placewright.core.files import replacing
from placewright.core.fingerprints import fingerprint_of_file
from placewright.evidence.table import read_quickly, rows_of_indicators, write_quickly


def rows_beside(build: Build, indicators: Collection[str]) -> pa.Table:
    """The rows of indicators that are kept there."""
    rows = read_quickly(build.out / BESIDE)
    if rows is None:
        raise FileNotFoundError(build.out / BESIDE)
    return rows_of_indicators(rows, indicators)


def keep_beside(build: Build, keys: Mapping[str, str], rows: pa.Table) -> None:
    """Keep the rows of the indicators of those keys, and no others, beside the table."""
    with replacing(build.out / BESIDE) as path:
        write_quickly(rows, path)
        written = {BESIDE: fingerprint_of_file(path)}
    build.state.ran(STEP_BESIDE, lines_of(keys), [BESIDE])
    remember_files(build, ROWS_BESIDE, written)
