"""What the ledger reads claims against: the evidence, the definitions, the place and what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from placewright.core.late_dataclass import dataclass
from placewright.core.words import gettext
from placewright.ledger.evidence_by_indicator import EvidenceByIndicator
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.places import list_code, registry, same_territory
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored


@dataclass(frozen=True, slots=True)
class Context:
    """What claims are read against.

    `area` is the code that stands for the workspace's place, `members` its parts. `definitions` are the indicators and
    the results of analyses by id. `series_of` names the publisher's series of a dataset, whose releases are vintages.
    """

    index: EvidenceIndex | EvidenceByIndicator
    definitions: Mapping[str, Indicator]
    authored: Authored
    area: str
    area_name: str
    members: tuple[str, ...] = ()
    series_of: Callable[[str], str] = field(default=lambda dataset: dataset)

    def code(self, place: str | Sequence[str]) -> str:
        """The code that the evidence has for a place of a claim: its own, a named place's id, or that of a list."""
        if isinstance(place, str):
            return place or self.area
        return place[0] if len(place) == 1 else list_code(place)

    def is_place(self, code: str) -> bool:
        """Whether a text is a code or the id of a place."""
        return code == self.area or code in self.authored.places or registry().is_known(code)

    def name(self, code: str) -> str:
        """The place's name for a reader."""
        if code == self.area or code in same_territory(self.area):
            return self.area_name
        if code in self.authored.places:
            return self.authored.places[code].name
        if "+" in code:
            return f" {gettext('and')} ".join(self.name(part) for part in code.split("+"))
        places = registry()
        return places.name(code) if places.is_known(code) else code
