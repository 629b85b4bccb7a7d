"""Evidence for a check: what changed is computed and kept beside the last table, and only what is asked for is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from placewright.build.evidence_beside import keep_beside, rows_beside
from placewright.build.evidence_computing import compute_indicators
from placewright.build.evidence_held import ASIDE, FILE, Due
from placewright.build.evidence_inputs import EvidenceInputs, computation_of
from placewright.build.evidence_step import make_evidence, rows_of_places
from placewright.build.pipeline import Build
from placewright.evidence.table import EvidenceFile, empty_evidence, join_evidence, spans_of_indicators
from placewright.ledger.evidence_by_indicator import RowsOfIndicator


@dataclass(slots=True)
class EvidenceParts:
    """The evidence of a workspace by indicator: those computed just now or by an earlier check, and the last table.

    `beside` holds the former's rows, which are not kept yet where some are new. Indicators that are due later are those
    that changed and that nobody was known to ask for: they are computed when somebody does.
    """

    build: Build
    inputs: EvidenceInputs
    due: Due = field(default_factory=Due)
    beside: pa.Table = field(default_factory=empty_evidence)
    _files: Mapping[str, EvidenceFile] | None = None
    _spans: Mapping[str, tuple[int, int]] | None = None

    def rows_of(self, indicator: str) -> RowsOfIndicator:
        """An indicator's rows; none where the workspace has no figures for it."""
        if indicator not in self.inputs.keys:
            return RowsOfIndicator(empty_evidence(), empty_evidence())
        if indicator in self.due.held or indicator in self.due.wanted:
            if self._spans is None:
                self._spans = spans_of_indicators(self.beside)
            return _apart(self.beside.slice(*self._spans.get(indicator, (0, 0))))
        if indicator in self.due.later:
            computed = compute_indicators(computation_of(self.build, self.inputs, {indicator}))
            return _apart(join_evidence(computed))
        return RowsOfIndicator(*(self._file(name).rows_of([indicator]) for name in (FILE, ASIDE)))

    def keep(self) -> None:
        """Remember those that were computed just now, for the next check or build."""
        if self.due.wanted:
            names = self.due.held | self.due.wanted
            keep_beside(self.build, {name: self.inputs.keys[name] for name in names}, self.beside)

    def _file(self, name: str) -> EvidenceFile:
        if self._files is None:
            self._files = {name: EvidenceFile(self.build.out / name) for name in (FILE, ASIDE)}
        return self._files[name]


def make_parts(
    build: Build, inputs: EvidenceInputs, due: Due, computed: Callable[[], Sequence[pa.Table]] | None
) -> EvidenceParts:
    """The evidence of a build; `computed` waits for the rows of the indicators that are wanted, where some are."""
    if due.whole:
        make_evidence(build, inputs)
        return EvidenceParts(build, inputs)
    kept = [rows_beside(build, due.held)] if due.held else []
    made = computed() if computed else ()
    beside = join_evidence([*kept, *made]) if made else kept[0] if kept else empty_evidence()
    return EvidenceParts(build, inputs, due, beside)


def _apart(rows: pa.Table) -> RowsOfIndicator:
    return RowsOfIndicator(rows_of_places(rows, aside=False), rows_of_places(rows, aside=True))
