"""Indicators computed, in this process or another."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow as pa

from placewright.build.evidence_inputs import Computation
from placewright.build.lists import Lists


def compute_indicators(given: Computation) -> list[pa.Table]:
    """The rows of the indicators, in one table or two."""
    tables = []
    if given.plain:
        from placewright.evidence.engine import compute_evidence

        tables.append(
            compute_evidence(
                given.files, given.plain, bundles=given.bundles, caveats=given.caveats, breakdown_places=given.named
            )
        )
    if given.derived:
        from placewright.analysis.derived_series import SERIES
        from placewright.evidence.derived import compute_derived

        tables.append(compute_derived(given.derived, SERIES, observations=given.files, bundles=given.bundles))
    return [_wanted(table, given.lists, given.listed) for table in tables] if given.listed else tables


def _wanted(table: pa.Table, lists: Lists, some: Collection[str]) -> pa.Table:
    """The rows without those of lists that nothing asks the indicator for, so that equal inputs give equal evidence."""
    place, indicator = (table[name].combine_chunks() for name in ("place", "indicator"))
    codes, names = (column.dictionary.to_pylist() for column in (place, indicator))
    listed = np.array([code in some for code in codes] or [False], bool)
    asked = np.array([[code in lists.get(name, ()) for code in codes] or [False] for name in names] or [[False]], bool)
    places, indicators = (column.indices.to_numpy() for column in (place, indicator))
    return table.filter(pa.array(~listed[places] | asked[indicators, places]))
