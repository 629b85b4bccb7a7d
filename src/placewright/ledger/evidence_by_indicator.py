"""The evidence as the ledger looks things up in it, an indicator's rows read when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pyarrow as pa

from placewright.core.late_dataclass import dataclass
from placewright.ledger.evidence_index import EvidenceIndex, EvidenceRow, Peers


@dataclass(frozen=True, slots=True)
class RowsOfIndicator:
    """An indicator's rows, and those without the members that caveats trouble."""

    table: pa.Table
    aside: pa.Table


class EvidenceByIndicator:
    """What `EvidenceIndex` finds, in an index of its own for each indicator.

    It keeps the names of the indicators that were asked for, so that what was found can be remembered with all that it
    rests on.

    Args:
        load: reads the rows of an indicator; an empty table where there are none.
        made: codes whose figures were made from a list of places, which give way to published ones.
        counts: how many values indicators have under some codes, where that is known without reading their rows.
    """

    def __init__(
        self,
        load: Callable[[str], RowsOfIndicator],
        *,
        made: Collection[str] = (),
        counts: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        self._load = load
        self.counts = {name: dict(of) for name, of in (counts or {}).items()}
        """How many values each indicator has under the codes that were asked for."""
        self._made = tuple(made)
        self._each: dict[str, EvidenceIndex] = {}
        self._asked: set[str] = set()

    def __contains__(self, indicator: str) -> bool:
        return indicator in self._of(indicator)

    def members(self, indicator: str) -> tuple[str, ...]:
        """As `EvidenceIndex.members`."""
        return self._of(indicator).members(indicator)

    def places(self, indicator: str, member: str = "") -> tuple[str, ...]:
        """As `EvidenceIndex.places`."""
        return self._of(indicator).places(indicator, member)

    def series(self, indicator: str, place: str, member: str = "") -> tuple[EvidenceRow, ...]:
        """As `EvidenceIndex.series`."""
        return self._of(indicator).series(indicator, place, member)

    def at_period(self, indicator: str, place: str, member: str, period: str) -> tuple[EvidenceRow, ...]:
        """As `EvidenceIndex.at_period`."""
        return self._of(indicator).at_period(indicator, place, member, period)

    def periods(self, indicator: str, place: str, member: str = "") -> tuple[str, ...]:
        """As `EvidenceIndex.periods`."""
        return self._of(indicator).periods(indicator, place, member)

    def values_of(self, indicator: str, place: str) -> int:
        """As `EvidenceIndex.values_of`, without reading the indicator's rows where it is known."""
        known = self.counts.setdefault(indicator, {})
        if place not in known:
            known[place] = self._of(indicator).values_of(indicator, place)
        return known[place]

    def find(self, indicator: str, place: str, member: str = "", *, period: str = "latest") -> EvidenceRow | None:
        """As `EvidenceIndex.find`."""
        return self._of(indicator).find(indicator, place, member, period=period)

    def peers(self, row: EvidenceRow) -> Peers:
        """As `EvidenceIndex.peers`."""
        return self._of(row.indicator).peers(row)

    def without_caveats(self, row: EvidenceRow, areas: Collection[str]) -> EvidenceRow | None:
        """As `EvidenceIndex.without_caveats`."""
        return self._of(row.indicator).without_caveats(row, areas)

    def disturb(self, row: EvidenceRow, value: float) -> None:
        """As `EvidenceIndex.disturb`."""
        self._of(row.indicator).disturb(row, value)

    def restore(self) -> None:
        """As `EvidenceIndex.restore`."""
        for index in self._each.values():
            index.restore()

    def asked_since(self) -> frozenset[str]:
        """The indicators that were asked for since this was last called."""
        asked = frozenset(self._asked)
        self._asked.clear()
        return asked

    def _of(self, indicator: str) -> EvidenceIndex:
        self._asked.add(indicator)
        if indicator not in self._each:
            rows = self._load(indicator)
            self._each[indicator] = EvidenceIndex(rows.table, rows.aside, made=self._made)
        return self._each[indicator]
