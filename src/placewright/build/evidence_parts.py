"""Evidence for a check: what changed is computed and kept beside the last table, and only what is asked for is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from placewright.build.evidence_beside import held_beside, keep_beside, rows_beside
from placewright.build.evidence_step import (
    ASIDE,
    FILE,
    EvidenceInputs,
    compute_indicators,
    held_in_table,
    make_evidence,
    rows_of_places,
)
from placewright.build.pipeline import Build
from placewright.evidence.table import EvidenceFile, empty_evidence, join_evidence, spans_of_indicators
from placewright.ledger.evidence_by_indicator import RowsOfIndicator

MOST_BESIDE = 60
"""Where more indicators than this changed, the whole table is written anew instead."""


@dataclass(slots=True)
class EvidenceParts:
    """The evidence of a workspace by indicator: those computed just now or by an earlier check, and the last table.

    `beside` holds the former's rows, which are not kept yet where they are `is_new`. `due` are indicators that changed
    and that nobody was known to ask for: they are computed when somebody does.
    """

    build: Build
    inputs: EvidenceInputs
    names_beside: frozenset[str] = frozenset()
    beside: pa.Table = field(default_factory=empty_evidence)
    due: frozenset[str] = frozenset()
    is_new: bool = False
    _files: Mapping[str, EvidenceFile] | None = None
    _spans: Mapping[str, tuple[int, int]] | None = None

    def rows_of(self, indicator: str) -> RowsOfIndicator:
        """An indicator's rows; none where the workspace has no figures for it."""
        if indicator not in self.inputs.keys:
            return RowsOfIndicator(empty_evidence(), empty_evidence())
        if indicator in self.names_beside:
            if self._spans is None:
                self._spans = spans_of_indicators(self.beside)
            return _apart(self.beside.slice(*self._spans.get(indicator, (0, 0))))
        if indicator in self.due:
            return _apart(join_evidence(compute_indicators(self.build, self.inputs, {indicator})))
        return RowsOfIndicator(*(self._file(name).rows_of([indicator]) for name in (FILE, ASIDE)))

    def keep(self) -> None:
        """Remember those that were computed just now, for the next check or build."""
        if self.is_new:
            keep_beside(self.build, {name: self.inputs.keys[name] for name in self.names_beside}, self.beside)

    def _file(self, name: str) -> EvidenceFile:
        if self._files is None:
            self._files = {name: EvidenceFile(self.build.out / name) for name in (FILE, ASIDE)}
        return self._files[name]


def make_parts(build: Build, inputs: EvidenceInputs, wanted: Collection[str]) -> EvidenceParts:
    """Compute those of the wanted indicators that changed since the last build or check; `keep` remembers them."""
    in_table = held_in_table(build, inputs.keys)
    others = inputs.keys.keys() - in_table
    if not others:
        return EvidenceParts(build, inputs)
    if not in_table or len(others) > MOST_BESIDE:
        make_evidence(build, inputs)
        return EvidenceParts(build, inputs)
    held = held_beside(build, inputs.keys) & others
    due = (others - held) & set(wanted)
    kept = [rows_beside(build, held)] if held else []
    later = frozenset(others - held - due)
    if not due:
        return EvidenceParts(build, inputs, held, kept[0] if kept else empty_evidence(), later)
    computed = compute_indicators(build, inputs, due)
    return EvidenceParts(build, inputs, held | due, join_evidence([*kept, *computed]), later, is_new=True)


def _apart(rows: pa.Table) -> RowsOfIndicator:
    return RowsOfIndicator(rows_of_places(rows, aside=False), rows_of_places(rows, aside=True))
