"""A workspace's evidence for commands: as last built where nothing is newer, else computed from its figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from placewright.records.indicator import ComputeKind, Indicator
from placewright.workspace.folder import WorkspaceFolder

if TYPE_CHECKING:
    import pyarrow as pa

_RECORD = "workspace.toml"


def indicators_of(workspace: WorkspaceFolder) -> dict[str, Indicator]:
    """The catalogue's indicators and the workspace's own; own ones go first."""
    from placewright.evidence.catalogue import packaged_indicators, read_indicators

    return {**packaged_indicators(), **read_indicators(workspace.folder / "indicators")}


def evidence_of(workspace: WorkspaceFolder) -> tuple[pa.Table, Mapping[str, Indicator]]:
    """The workspace's evidence and its indicators: as last built where nothing is newer, else computed from figures."""
    indicators = indicators_of(workspace)
    built = workspace.build / "evidence.parquet"
    inputs = [file.path for file in workspace.figures().values()]
    inputs += [workspace.folder / _RECORD, *workspace.indicator_files, *workspace.caveat_files]
    if built.is_file() and built.stat().st_mtime >= max(path.stat().st_mtime for path in inputs):
        from placewright.evidence.table import read_evidence

        return read_evidence(built), indicators
    return compute_from_figures(workspace, list(indicators.values())), indicators


def compute_from_figures(
    workspace: WorkspaceFolder,
    indicators: Sequence[Indicator],
    *,
    places: Collection[str] | None = None,
    bundles: Mapping[str, Sequence[str]] | None = None,
) -> pa.Table:
    """The evidence of the indicators, derived ones too, for all places or those asked for.

    All places are computed, for what past revisions did to a series is known from all of them. `bundles` are lists of
    places besides those that the workspace names.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from placewright.build.territory import bundles_of
    from placewright.evidence.engine import compute_evidence
    from placewright.evidence.table import join_evidence
    from placewright.records.caveat import read_caveats

    files = {name: file.path for name, file in workspace.figures().items()}
    lists = {**bundles_of(workspace), **(bundles or {})}
    caveats = read_caveats(workspace.folder / "caveats")
    table = compute_evidence(files, indicators, bundles=lists, caveats=caveats)
    derived = [item for item in indicators if item.compute.kind is ComputeKind.DERIVED]
    if derived:
        from placewright.analysis.derived_series import SERIES
        from placewright.evidence.derived import compute_derived

        more = compute_derived(derived, SERIES, observations=files, bundles=lists)
        table = join_evidence([table, more])
    if places is None:
        return table
    return table.filter(pc.is_in(table["place"].cast(pa.string()), value_set=pa.array(sorted(places), pa.string())))
