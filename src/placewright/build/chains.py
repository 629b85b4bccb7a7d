"""The chain of a workspace: from any record down to its publishers, and up to whatever rests on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from placewright.build.chains_around import links_of_caveat, links_of_place, words_of_caveat, words_of_place
from placewright.build.claims_read import CLAIMS, claims_read
from placewright.core.issues import Issue
from placewright.core.late_dataclass import dataclass
from placewright.ledger.chain import ChainNode, depends_on, reference_of, rests_on, title_of
from placewright.ledger.link_reviews import UnknownRecord
from placewright.ledger.links import Link
from placewright.places import registry
from placewright.records.caveat import Caveat, caveats_by_id, read_caveats
from placewright.records.indicator import Indicator
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored, read_authored, record_path, stop_if_unread
from placewright.workspace.folder import WorkspaceFolder
from placewright.workspace.kinds import KINDS

_CODE = re.compile(r"[A-Z]{1,3}[0-9][0-9A-Z]*|TL[A-Z][0-9]*|UK[A-Z0-9]*")
"""How the publishers' codes of places look."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What is needed to walk the chain: the records, the definitions, and the datasets of each result.

    `caveats` are those of the workspace; `told` are the claims as they were last judged, by which it is known what
    rests on a caveat and which figures are of a place.
    """

    workspace: WorkspaceFolder
    authored: Authored
    indicators: Mapping[str, Indicator]
    results: Mapping[str, Indicator]
    wrong: tuple[Issue, ...] = ()
    caveats: Mapping[str, Caveat] = field(default_factory=dict)
    told: Mapping[str, ClaimResult] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: WorkspaceFolder, indicators: Mapping[str, Indicator]) -> Chain:
        """The chain of a workspace."""
        from placewright.analysis.results import result_definitions

        authored, wrong = read_authored(workspace.folder)
        caveats = caveats_by_id(read_caveats(workspace.folder / "caveats"))
        told = claims_read(workspace.build / CLAIMS)
        return cls(workspace, authored, indicators, result_definitions(), wrong, caveats, told)

    def reference(self, wanted: str) -> str:
        """The reference that a reader means by an id or a reference.

        Raises:
            UnknownRecord: nothing has that id; the message offers the nearest.
            UnknownPlace: it is a code of no place; the message offers the nearest.
            BadRecord: its file is there and could not be read.
            PlacewrightError: several kinds have it.
        """
        kind, _, id = wanted.rpartition(":")
        for name in (kind,) if kind else KINDS:
            if name in KINDS:
                stop_if_unread(self.wrong, record_path(name, id))
        if _CODE.fullmatch(id) and kind in ("", "place"):
            return f"place:{registry().find(id).code}"
        others = {
            "caveat": list(self.caveats),
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
        more, titles = self._around(reference)
        try:
            found: ChainNode = walk(
                self.authored,
                self.indicators,
                reference,
                datasets_of_results=datasets,
                more=more,
                titles=titles,
            )
        except UnknownRecord:
            return ChainNode(reference, "")
        return found

    def words(self, reference: str) -> tuple[str, ...]:
        """What a caveat or a place is, a line each; empty for what people wrote as records."""
        kind, _, id = reference.partition(":")
        if kind == "caveat" and id in self.caveats:
            return tuple(words_of_caveat(self.caveats[id]))
        return tuple(words_of_place(id, self.workspace)) if self._is_place(kind, id) else ()

    def title(self, reference: str) -> str:
        """What a caveat or a place is called; empty for what people wrote as records."""
        kind, _, id = reference.partition(":")
        if kind == "caveat" and id in self.caveats:
            return title_of(self.caveats[id])
        return registry().name(id) if self._is_place(kind, id) else ""

    def _around(self, reference: str) -> tuple[tuple[Link, ...], dict[str, str]]:
        """The links of a caveat or a place that is asked for, and what these are called; none of anything else."""
        kind, _, id = reference.partition(":")
        found: tuple[Link, ...] = ()
        if kind == "caveat" and id in self.caveats:
            found = tuple(links_of_caveat(self.caveats[id], self.told))
        elif self._is_place(kind, id):
            found = tuple(links_of_place(id, self.authored, self.told, self.caveats))
        named = dict.fromkeys((reference, *(link.source for link in found)))
        return found, {name: title for name in named if (title := self.title(name))}

    def _is_place(self, kind: str, id: str) -> bool:
        return kind == "place" and id not in self.authored.places and registry().is_known(id)
