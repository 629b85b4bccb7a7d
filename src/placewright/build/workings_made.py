"""The workings assembled: for each figure of each claim the rows of the evidence that it was computed from."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.build.judging import Judged
from placewright.build.traces_in_words import Tracer, definition_words, member_words, source_words
from placewright.core.periods import parse_period
from placewright.ledger.evidence_index import EvidenceRow
from placewright.ledger.rivals import rival_rows
from placewright.ledger.transformations import RANKS, Transformation, parse_as
from placewright.publish.document import Document
from placewright.publish.workings import Cell, Ranked, Workings
from placewright.records.claim import EXTREMES, Claim
from placewright.records.indicator import Polarity
from placewright.records.verdict import CellRef, ClaimResult, FigureResult


def make_workings(judged: Judged, document: Document, tracer: Tracer) -> Workings:
    """The claims with the cells that they were computed from."""
    return _Maker(judged, tracer).workings(document)


class _Maker:
    def __init__(self, judged: Judged, tracer: Tracer) -> None:
        self._judged = judged
        self._context = judged.context
        self._tracer = tracer
        self._made: dict[tuple[str, str, str, str, str], Cell] = {}

    def workings(self, document: Document) -> Workings:
        claims = {id: self._judged.authored.claims[id] for id in self._judged.results}
        cells: dict[CellRef, Cell] = {}
        ranks: dict[tuple[str, str], Ranked] = {}
        rivals: dict[tuple[str, int], Ranked] = {}
        for claim, result in self._each():
            for name, figure in result.figures.items():
                for ref in figure.cells:
                    row = self._row(ref)
                    if row is not None:
                        cells[ref] = self._cell(row)
                if ranked := self._ranked(claim, name, figure):
                    ranks[claim.id, name] = ranked
            rivals |= {(claim.id, n): found for n, found in self._rivals(claim, result)}
        return Workings(document, claims, dict(self._judged.results), cells, ranks, rivals)

    def _each(self) -> Iterator[tuple[Claim, ClaimResult]]:
        for id, result in self._judged.results.items():
            yield self._judged.authored.claims[id], result

    def _row(self, ref: CellRef) -> EvidenceRow | None:
        rows = self._context.index.at_period(ref.indicator, ref.place, ref.dimensions, ref.period)
        return next((row for row in rows if row.fingerprint == ref.fingerprint), None)

    def _cell(self, row: EvidenceRow) -> Cell:
        if row.cell not in self._made:
            definition = self._context.definitions.get(row.indicator)
            names = [name for name in row.dataset.split("+") if name] or (definition.datasets if definition else ())
            notes = [self._tracer.notes[name] for name in names if name in self._tracer.notes]
            self._made[row.cell] = Cell(
                row.indicator,
                definition_words(definition, definition.name) if definition is not None else row.indicator,
                row.place,
                self._context.name(row.place),
                parse_period(row.period).label,
                row.value,
                row.low,
                row.high,
                row.unit,
                member_words(row.dimensions),
                "; ".join(source_words(note) for note in notes),
            )
        return self._made[row.cell]

    def _ranked(self, claim: Claim, name: str, figure: FigureResult) -> Ranked | None:
        done = parse_as(claim.figures[name].as_, claim.id)
        row = self._row(figure.cells[0]) if figure.cells else None
        if done.kind not in RANKS or row is None:
            return None
        peers = self._context.index.peers(row)
        if done.operand == "members":
            peers = peers.only(self._context.members)
        polarity = self._context.definitions[row.indicator].polarity
        lowest = done.kind is Transformation.RANK_LOWEST or (
            done.kind is Transformation.RANK and polarity is Polarity.LOWER
        )
        return Ranked(tuple(self._cell(peer) for peer in peers), lowest)

    def _rivals(self, claim: Claim, result: ClaimResult) -> Iterator[tuple[int, Ranked]]:
        for n, test in enumerate(claim.holds):
            figure = result.figures.get(test.figure)
            if test.is_ in EXTREMES and figure is not None and figure.cells:
                rows, _ = rival_rows(figure, test, self._context)
                yield n, Ranked(tuple(self._cell(row) for row in rows if row is not None))
