"""What a spreadsheet of workings is made from: the claims, what the ledger found, and the cells they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from placewright.publish.document import Document
from placewright.records.claim import Claim
from placewright.records.verdict import CellRef, ClaimResult


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the evidence as a spreadsheet shows it: unrounded, with names for codes; a missing value is None.

    `name` is the indicator's, `member` the line of a breakdown in words, `source` publisher, release and licence.
    """

    indicator: str
    name: str
    place: str
    place_name: str
    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    member: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The figures that one is set in order with: all that have a value, its own included where a rank counts it."""

    cells: tuple[Cell, ...]
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Workings:
    """The document with what its ledger was computed from.

    `cells` are the rows that figures name. `ranks` are, by claim and figure, what a rank was taken among; `rivals`, by
    claim and the number of its test from 0, what a test for the highest or lowest held a figure against.
    """

    document: Document
    claims: Mapping[str, Claim]
    results: Mapping[str, ClaimResult]
    cells: Mapping[CellRef, Cell]
    ranks: Mapping[tuple[str, str], Ranked] = field(default_factory=dict)
    rivals: Mapping[tuple[str, int], Ranked] = field(default_factory=dict)
