"""Verdicts: what the evidence says of a claim and of each of its figures, as the ledger finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import Said


class Verdict(StrEnum):
    """Whether the evidence bears a claim out."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot tell"
    UNMEASURED = "unmeasured"


BROKEN = frozenset({Verdict.FAILS, Verdict.UNMEASURED})
"""The verdicts of a claim that the evidence does not carry; their plain values are among them too."""


class Mark(StrEnum):
    """What a reader must know beside the verdict."""

    AS_PUBLISHED = "as published"
    CAVEATED = "caveated"
    SUSPECT = "suspect"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A row of the evidence, with the fingerprint of the cells that it was computed from."""

    indicator: str
    dimensions: str
    place: str
    period: str
    fingerprint: str
    place_vintage: str = ""


@dataclass(frozen=True, slots=True)
class FigureResult:
    """A figure as computed: its value and interval, how it is printed, and what it rests on.

    `text` is how the sentence prints it. `without` is its value when the cells that a caveat troubles are left out.
    `of` is, for a rank, of how many. `datasets` are ids; `caveats` are ids or publishers' words. `reason` says why a
    missing value is missing, in English. `cells` are the rows it was made from (for a rank its own and those next to
    it), `digest` the fingerprint of every row it depends on. `parts` are what else a text may print, such as `abs`.
    """

    name: str
    text: str
    value: float | None
    low: float | None
    high: float | None
    error: ErrorKind
    unit: str
    status: Status
    origin: str
    place: str
    place_name: str
    period: str
    period_label: str
    from_period: str = ""
    as_: str = "value"
    of: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    reason: str = ""
    without: float | None = None
    without_text: str = ""
    datasets: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    cells: tuple[CellRef, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether there is no value."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test as it turned out, in words a reader understands.

    `span` is, of a test over periods, the first and the last that it ranged over.
    """

    said: Said
    verdict: Verdict
    without: Verdict | None = None
    span: tuple[str, ...] = ()

    __test__ = False

    @property
    def words(self) -> str:
        """The test in English, as it is kept and written to files."""
        return str(self.said)


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim as the evidence has it: the sentence with its figures, the verdict and the marks.

    `evidence` is the fingerprint of the rows it rests on, `printed` that of what a reader sees: text and verdict.
    """

    id: str
    text: str
    verdict: Verdict
    marks: tuple[Mark, ...]
    figures: Mapping[str, FigureResult] = field(default_factory=dict)
    tests: tuple[TestResult, ...] = ()
    evidence: str = ""
    printed: str = ""
    why: Said = field(default_factory=Said)
