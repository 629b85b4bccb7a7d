"""An alignment: how a priority stands to a partner's strategy."""

from __future__ import annotations

from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class Stand(StrEnum):
    """Whether the partner's strategy supports the priority, conflicts with it, or is silent."""

    SUPPORTS = "supports"
    CONFLICTS = "conflicts"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Alignment:
    """A priority against a partner's strategy, with where it says so; `read` is false where it was not read itself."""

    id: str
    priority: str
    partner: str
    strategy: str
    stand: Stand
    text: str
    source: str = ""
    url: str = ""
    read: bool = True
