"""A build that has ended, read back: its evidence made findable and its world, with nothing computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from placewright.analysis.results import result_definitions
from placewright.analysis.signals import Signal
from placewright.build import evidence_held, results_step
from placewright.build.evidence_inputs import workspace_indicators
from placewright.build.evidence_step import EvidenceMade
from placewright.build.judging import make_context
from placewright.build.page_jobs import outlines_of
from placewright.build.pipeline import Build
from placewright.build.report import BuildReport
from placewright.build.results_step import ResultsMade
from placewright.build.state import BuildState
from placewright.build.world import World
from placewright.build.worlds import make_world
from placewright.evidence.table import EVIDENCE, empty_evidence
from placewright.ledger.context import Context
from placewright.publish.beside import ALONE, Beside
from placewright.publish.views import Boundaries
from placewright.records.caveat import caveats_by_id, read_caveats
from placewright.records.indicator import Indicator
from placewright.workspace.authored import Authored
from placewright.workspace.folder import WorkspaceFolder


@dataclass
class Built:
    """What an ended build knows, for questions that come one by one: what would this sentence read, and does it hold?

    Contexts and worlds are given with whatever people wrote meanwhile; the evidence behind them is made findable once.
    """

    workspace: WorkspaceFolder
    out: Path
    beside: Beside = ALONE

    def context(self, authored: Authored) -> Context:
        """What claims are read against, with these records."""
        return replace(self._context, authored=authored)

    def world(self, authored: Authored) -> World:
        """What pictures and pages are made from, with these records."""
        return replace(self._world, authored=authored)

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators that the workspace has figures for."""
        return self._evidence.indicators

    @cached_property
    def outlines(self) -> Boundaries | None:
        """The outlines of the districts' map."""
        return outlines_of(self.workspace, "lad")

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """What stands out about the place and its parts, the strongest first."""
        return tuple(self._world.signals)

    @cached_property
    def _build(self) -> Build:
        report = BuildReport(self.workspace.record.id, "")
        figures = self.workspace.figures()
        return Build(self.workspace, self.out, BuildState.load(self.out), report, figures, beside=self.beside)

    @cached_property
    def _evidence(self) -> EvidenceMade:
        return EvidenceMade(
            table=self._read(evidence_held.FILE),
            aside=self._read(evidence_held.ASIDE),
            indicators=workspace_indicators(self._build),
            caveats=caveats_by_id(read_caveats(self.workspace.folder / "caveats")),
            key="",
        )

    @cached_property
    def _context(self) -> Context:
        results = ResultsMade(
            table=self._read(results_step.FILE),
            aside=self._read(results_step.ASIDE),
            definitions=result_definitions(),
        )
        return make_context(self.workspace, self._evidence, Authored(), results=results)

    @cached_property
    def _world(self) -> World:
        return make_world(self._build, self._evidence, Authored())

    def _read(self, name: str) -> pa.Table:
        path = self.out / name
        return pq.ParquetFile(path).read().cast(EVIDENCE) if path.is_file() else empty_evidence()
