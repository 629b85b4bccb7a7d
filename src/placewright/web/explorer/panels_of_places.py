"""Which row of a panel speaks for a place, and where it stands among its peers."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.analysis.benchmarks import Rank, rank_places
from placewright.analysis.panels import IntArray, Panel


def newest_rows(panel: Panel, latest: IntArray) -> dict[str, int]:
    """The row of each code: where a code stands in several vintages, the one with the newest figure."""
    found: dict[str, int] = {}
    for row, code in enumerate(panel.places):
        rival = found.get(code)
        if rival is None or (latest[row], panel.vintages[row]) > (latest[rival], panel.vintages[rival]):
            found[code] = row
    return found


def ranks_at(panel: Panel, at: int) -> Sequence[Rank | None]:
    """The rank of each row at one period, among the places of its level; None where it has none."""
    return rank_places(panel, at)[0]
