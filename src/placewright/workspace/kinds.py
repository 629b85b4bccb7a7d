"""The kinds of authored record: where each lies in the workspace's folder, and in which form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from placewright.core.late_dataclass import dataclass
from placewright.records.alignment import Alignment
from placewright.records.chapter import Chapter
from placewright.records.checklist import Checklist
from placewright.records.claim import Claim
from placewright.records.decision import Decision
from placewright.records.edition import Edition
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.funding import FundingStream
from placewright.records.intervention import Intervention
from placewright.records.measure import Measure
from placewright.records.named_place import NamedPlace
from placewright.records.priority import Priority
from placewright.records.programme import Programme
from placewright.records.study import Study
from placewright.records.summary import Summary


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name as in `kind:id`, its folder, its dataclass, and whether it is Markdown or TOML."""

    name: str
    folder: str
    record: type[Any]
    markdown: bool = True

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return ".md" if self.markdown else ".toml"


_ALL = (
    Kind("study", "studies", Study),
    Kind("finding", "findings", Finding),
    Kind("event", "events", Event),
    Kind("summary", "summaries", Summary, markdown=False),
    Kind("place", "places", NamedPlace, markdown=False),
    Kind("claim", "claims", Claim),
    Kind("priority", "priorities", Priority),
    Kind("alignment", "alignments", Alignment, markdown=False),
    Kind("funding", "funding", FundingStream, markdown=False),
    Kind("intervention", "interventions", Intervention),
    Kind("programme", "programmes", Programme, markdown=False),
    Kind("measure", "measures", Measure, markdown=False),
    Kind("decision", "decisions", Decision, markdown=False),
    Kind("checklist", "checklists", Checklist, markdown=False),
    Kind("chapter", "strategy", Chapter),
    Kind("edition", "editions", Edition, markdown=False),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""The kinds by name, in the order of the chain."""
