"""What texts may refer to, taken from the workspace's records and from the claims as they turned out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from placewright.ledger.resolving import Quoted
from placewright.ledger.stated_figures import StatedFigure, decided, quotable, quoted
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored


class WorkspaceResolver:
    """A resolver over the records of a workspace and the results of its claims."""

    def __init__(self, authored: Authored, results: Mapping[str, ClaimResult]) -> None:
        self._authored = authored
        self._results = results

    def claim(self, id: str) -> ClaimResult | None:
        """The claim as the evidence has it."""
        return self._results.get(id)

    def claim_text(self, id: str) -> str | None:
        """The claim's text as written."""
        claim = self._authored.claims.get(id)
        return None if claim is None else claim.text

    def quoted(self, id: str, figure: str = "") -> Quoted | None:
        """A number that somebody else stated."""
        return _printed(quoted(self._authored, id, figure))

    def decided(self, id: str) -> Quoted | None:
        """The number of a decision."""
        return _printed(decided(self._authored, id))

    def known(self, kind: str) -> Collection[str]:
        """The names that a placeholder of a kind may have."""
        if kind == "claim":
            return self._authored.claims
        if kind == "decided":
            return [id for id, decision in self._authored.decisions.items() if decision.figure is not None]
        return quotable(self._authored)


def _printed(found: StatedFigure | None) -> Quoted | None:
    return None if found is None else Quoted(found.text, found.record)
