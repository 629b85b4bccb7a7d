"""A workspace's evidence for commands: as last built where nothing has changed since, else computed from figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from placewright.records.indicator import ComputeKind, Indicator
from placewright.workspace.folder import WorkspaceFolder

if TYPE_CHECKING:
    import pyarrow as pa


def indicators_of(workspace: WorkspaceFolder) -> dict[str, Indicator]:
    """The catalogue's indicators and the workspace's own; own ones go first."""
    from placewright.evidence.catalogue import packaged_indicators, read_indicators

    return {**packaged_indicators(), **read_indicators(workspace.folder / "indicators")}


def evidence_of(workspace: WorkspaceFolder) -> tuple[pa.Table, Mapping[str, Indicator]]:
    """The evidence, as last built where nothing changed since, else computed from figures; and its indicators."""
    from placewright.build.evidence_held import FILE, held_in_table
    from placewright.build.evidence_inputs import evidence_inputs
    from placewright.build.pipeline import open_build

    indicators = indicators_of(workspace)
    build = open_build(workspace, workspace.build, today=date.min)
    keys = evidence_inputs(build).keys
    if keys and held_in_table(build, keys) == keys.keys():
        from placewright.evidence.table import read_evidence

        return read_evidence(build.out / FILE), indicators
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
