"""The publishers' cells behind a result of an analysis: what the analysis reads, the place's own one by one."""

from __future__ import annotations

from placewright.analysis.area import Area
from placewright.analysis.grids import Figures
from placewright.analysis.result_cells import CellsRead, cells_read, parts_of_result
from placewright.analysis.results import PARTS, RESULTS
from placewright.analysis.results_series import ResultInputs
from placewright.build.areas import area_of, outlines_path, read_outlines
from placewright.evidence.parts import TracedParts, trace_parts
from placewright.records.caveat import read_caveats
from placewright.workspace.folder import WorkspaceFolder


class ResultTracer:
    """Finds the cells behind results of a workspace; each part of an analysis is watched once."""

    def __init__(self, workspace: WorkspaceFolder) -> None:
        self._workspace = workspace
        self._area: Area = area_of(workspace)
        self._files = {name: file.path for name, file in workspace.figures().items()}
        self._reads: dict[str, tuple[CellsRead, ...]] = {}

    def cells(self, result: str, *, place: str, period: str, member: str = "") -> TracedParts:
        """The cells of a figure of a result: those of the place, listed, and counts of those of other places."""
        series = RESULTS[result]
        if series.part not in self._reads:
            self._reads[series.part] = self._watched(series.part)
        parts = parts_of_result(series, self._reads[series.part], self._area, place=place, period=period, member=member)
        return trace_parts(list(parts), self._files)

    def _watched(self, part: str) -> tuple[CellsRead, ...]:
        made = PARTS[part]
        outlines = read_outlines(outlines_path(self._workspace)) if made.needs_outlines else None
        caveats = read_caveats(self._workspace.folder / "caveats")
        return cells_read(made, ResultInputs(Figures(self._files), self._area, outlines, caveats))
