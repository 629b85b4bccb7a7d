"""The chain of a workspace: from any record down to its publishers, and up to whatever rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from placewright.core.issues import Issue
from placewright.ledger.chain import ChainNode, depends_on, reference_of, rests_on
from placewright.ledger.link_reviews import UnknownRecord
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored, read_authored, record_path, stop_if_unread
from placewright.workspace.folder import WorkspaceFolder
from placewright.workspace.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Chain:
    """What is needed to walk the chain: the records, the definitions, and the datasets of each result."""

    workspace: WorkspaceFolder
    authored: Authored
    indicators: Mapping[str, Indicator]
    results: Mapping[str, Indicator]
    wrong: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, workspace: WorkspaceFolder, indicators: Mapping[str, Indicator]) -> Chain:
        """The chain of a workspace."""
        from placewright.analysis.results import result_definitions

        authored, wrong = read_authored(workspace.folder)
        return cls(workspace, authored, indicators, result_definitions(), wrong)

    def reference(self, wanted: str) -> str:
        """The reference that a reader means by an id or a reference.

        Raises:
            UnknownRecord: nothing has that id; the message offers the nearest.
            BadRecord: its file is there and could not be read.
            PlacewrightError: several kinds have it.
        """
        kind, _, id = wanted.rpartition(":")
        for name in (kind,) if kind else KINDS:
            if name in KINDS:
                stop_if_unread(self.wrong, record_path(name, id))
        others = {
            "indicator": list(self.indicators),
            "result": list(self.results),
            "dataset": list(self.workspace.sources),
        }
        return reference_of(self.authored, others, wanted)

    def down(self, reference: str) -> ChainNode:
        """What a record rests on."""
        return self._tree(rests_on, reference)

    def up(self, reference: str) -> ChainNode:
        """What rests on a record, dataset or indicator; the node alone where nothing does."""
        return self._tree(depends_on, reference)

    def _tree(self, walk: Any, reference: str) -> ChainNode:
        datasets = {name: definition.sources for name, definition in self.results.items()}
        try:
            found: ChainNode = walk(self.authored, self.indicators, reference, datasets_of_results=datasets)
        except UnknownRecord:
            return ChainNode(reference, "")
        return found
