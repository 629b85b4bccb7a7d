"""Mutation: whether the ledger would notice wrong data; each cell that a claim rests on is disturbed, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.ledger.claims import judge_claim
from placewright.ledger.context import Context
from placewright.ledger.evidence_index import EvidenceRow
from placewright.ledger.rivals import rival_rows
from placewright.ledger.transformations import RANKS, parse_as
from placewright.records.claim import EXTREMES, Claim
from placewright.records.verdict import CellRef, ClaimResult, FigureResult

BEYOND = 0.1
"""How far past the end of its interval a cell is moved, as part of the interval's width."""

AT_LEAST = 0.02
"""How far past the end of its interval, or from its value where none is known, a cell is moved at least, as part of
its value; and never by less than one printed digit."""


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A cell of a claim that was moved, and in which directions the printed text or the verdict changed.

    `part` is `figure` for a cell whose value is printed or compared, `rival` for one that only decides an order. A
    rival is moved past the figure it is ranked against, and a ranked figure past those next to it, as well as past its
    own interval.
    """

    claim: str
    cell: CellRef
    part: str
    noticed_up: bool
    noticed_down: bool

    @property
    def is_caught(self) -> bool:
        """Whether it was noticed in one direction at least: a first that moves further ahead is still first."""
        return self.noticed_up or self.noticed_down


@dataclass(frozen=True, slots=True)
class MutationReport:
    """Every cell that was disturbed."""

    cells: tuple[Disturbed, ...] = ()
    skipped: tuple[str, ...] = field(default=())

    @property
    def caught(self) -> int:
        """How many cells were noticed."""
        return sum(cell.is_caught for cell in self.cells)

    @property
    def escaped(self) -> tuple[Disturbed, ...]:
        """The cells that nobody would have noticed."""
        return tuple(cell for cell in self.cells if not cell.is_caught)

    @property
    def one_way(self) -> tuple[Disturbed, ...]:
        """The figures' cells that were noticed in one direction alone."""
        return tuple(cell for cell in self.cells if cell.part == "figure" and cell.noticed_up is not cell.noticed_down)


def mutate(
    claims: Mapping[str, Claim],
    results: Mapping[str, ClaimResult],
    context: Context,
    *,
    only: Collection[str] | None = None,
    progress: Callable[[str], None] = lambda claim: None,
) -> MutationReport:
    """Disturb every cell that the claims rest on, one at a time, and see whether each claim changes.

    A suspect mark does not count: the printed text or the verdict must change.

    Args:
        only: the ids of the claims to look at, such as those that the text says; all without it.
    """
    found: list[Disturbed] = []
    skipped = []
    for id, claim in claims.items():
        if only is not None and id not in only:
            continue
        progress(id)
        result = results[id]
        if not result.printed:
            skipped.append(id)
            continue
        for row, ranked in _cells(claim, result, context):
            found.append(_disturb(claim, result, row, ranked, context))
    return MutationReport(tuple(found), tuple(skipped))


def _cells(claim: Claim, result: ClaimResult, context: Context) -> Iterator[tuple[EvidenceRow, EvidenceRow | None]]:
    """Every row of the evidence that the claim rests on, each once; with a rival, the row it is ranked against."""
    seen: set[object] = set()
    for figure in result.figures.values():
        is_rank = parse_as(figure.as_, claim.id).kind in RANKS
        for ref in figure.cells[:1] if is_rank else figure.cells:
            row = _row(ref, context)
            if row is not None and row.cell not in seen:
                seen.add(row.cell)
                yield row, None
    for figure in result.figures.values():
        for own, rival in _rivals(claim, figure, context):
            if rival.cell not in seen:
                seen.add(rival.cell)
                yield rival, own


def _rivals(claim: Claim, figure: FigureResult, context: Context) -> Iterator[tuple[EvidenceRow, EvidenceRow]]:
    """The rows that decide the figure's order: all it is ranked among, and all that a test holds it against."""
    own = _row(figure.cells[0], context) if figure.cells else None
    if own is None or own.value is None:
        return
    done = parse_as(figure.as_, claim.id)
    if done.kind in RANKS:
        peers = context.index.peers(own)
        peers = peers.only(context.members) if done.operand == "members" else peers
        yield from ((own, row) for row in peers if row.cell != own.cell)
    for test in claim.holds:
        if test.figure == figure.name and test.is_ in EXTREMES:
            rows = rival_rows(figure, test, context)[0]
            yield from ((own, row) for row in rows if row is not None and row.value is not None)


def _row(ref: CellRef, context: Context) -> EvidenceRow | None:
    for row in context.index.series(ref.indicator, ref.place, ref.dimensions):
        if (row.period, row.place_vintage) == (ref.period, ref.place_vintage):
            return row
    return None


def _disturb(
    claim: Claim, result: ClaimResult, row: EvidenceRow, ranked: EvidenceRow | None, context: Context
) -> Disturbed:
    definition = context.definitions[row.indicator]
    digit = 10.0**-definition.decimals
    up, down = _beyond(row, digit)
    if ranked is not None and ranked.value is not None and row.value is not None:
        reach = _beyond(ranked, digit)
        past = min(down, reach[1]) if row.value > ranked.value else max(up, reach[0])
        noticed = _notices(claim, result, row, past, context)
        is_up = row.value <= ranked.value
        return Disturbed(claim.id, _ref(row), "rival", noticed and is_up, noticed and not is_up)
    for figure in result.figures.values():
        if parse_as(figure.as_, claim.id).kind in RANKS and figure.cells[0] == _ref(row):
            near = [
                found.value for ref in figure.cells[1:] if (found := _row(ref, context)) and found.value is not None
            ]
            up = max([up, *(value + digit for value in near)])
            down = min([down, *(value - digit for value in near)])
    return Disturbed(
        claim.id,
        _ref(row),
        "figure",
        _notices(claim, result, row, up, context),
        _notices(claim, result, row, down, context),
    )


def _beyond(row: EvidenceRow, digit: float) -> tuple[float, float]:
    """A value above and one below everything that the row may be."""
    value = row.value or 0.0
    low, high = (value, value) if row.low is None or row.high is None else (row.low, row.high)
    margin = max(BEYOND * (high - low), AT_LEAST * abs(value), digit)
    return max(high, value) + margin, min(low, value) - margin


def _notices(claim: Claim, before: ClaimResult, row: EvidenceRow, value: float, context: Context) -> bool:
    context.index.disturb(row, value)
    try:
        after, _ = judge_claim(claim, context)
    except PlacewrightError:
        return True
    finally:
        context.index.restore()
    return after.printed != before.printed


def _ref(row: EvidenceRow) -> CellRef:
    return CellRef(row.indicator, row.dimensions, row.place, row.period, row.fingerprint, row.place_vintage)
