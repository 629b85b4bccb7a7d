"""The cells behind a figure, found in the workspace's figures and said line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from placewright.cli._output import Output, counted
from placewright.evidence.parts import TracedParts
from placewright.records.indicator import ComputeKind, Indicator
from placewright.workspace.folder import WorkspaceFolder


def traced_cells(
    workspace: WorkspaceFolder,
    indicator: Indicator,
    figure: Mapping[str, Any],
    *,
    place: str,
    period: str,
    lists: Mapping[str, Sequence[str]] | None = None,
) -> TracedParts:
    """The cells of a figure, a row of evidence or an empty one; `lists` are lists of codes that claims speak of."""
    from placewright.analysis.scorecard import codes_to_try
    from placewright.build.territory import bundles_of

    files = {dataset: file.path for dataset, file in workspace.figures().items()}
    bundles = {**bundles_of(workspace), **(lists or {})}
    if indicator.compute.kind is not ComputeKind.DERIVED:
        from placewright.evidence.tracing import cells_behind

        codes = dict.fromkeys((*([figure["place"]] if figure else []), *codes_to_try(indicator, place)))
        members = bundles.get(figure["place"] if figure else place, ()) or bundles.get(place, ())
        vintage = figure.get("place_vintage") or ""
        return TracedParts(
            tuple(cells_behind(indicator, files, places=list(codes), members=members, period=period, vintage=vintage))
        )
    if not figure:
        return TracedParts()
    from placewright.analysis.derived_parts import parts_of
    from placewright.evidence.derived import DerivedInputs
    from placewright.evidence.parts import trace_parts

    inputs = DerivedInputs(indicator, files, bundles)
    return trace_parts(parts_of(inputs, figure["place"], period), files)


def say_cells(
    output: Output, indicator: Indicator, traced: TracedParts, *, indent: str = "  ", most: int | None = None
) -> None:
    """Say each cell with its value and where it stood, at most `most` of them, and what was only counted."""
    has_roles = bool(indicator.compute.denominator) or indicator.compute.kind is ComputeKind.DERIVED
    for cell in traced.cells[:most]:
        value = cell.status if cell.value is None else with_interval(asdict(cell))
        of = "".join(f", {dimension} {member}" for dimension, member in cell.members)
        role = cell.role if has_roles else "cell"
        output.line(f"{indent}{role}: {value} = {cell.measure}{of}, {cell.place}, {cell.period}")
        output.line(f"{indent}    {cell.dataset}: {cell.where}")
    if most is not None and len(traced.cells) > most:
        output.line(f"{indent}... and {counted(len(traced.cells) - most, 'cell')} more; --json lists them")
    for more in traced.counted:
        cells, places = counted(more.cells, "cell"), counted(more.places, "place")
        total = "" if more.total is None else f", {more.total:,.12g} {more.unit} in all"
        output.line(
            f"{indent}{more.role}: {cells} of {places}, {more.measure}, {more.period}{total}; not listed one by one"
        )
        output.line(f"{indent}    {more.dataset}: {more.where}")


def with_interval(cell: Mapping[str, Any]) -> str:
    """A value with its unit and interval."""
    words = f"{cell['value']:,.12g} {cell['unit']}"
    return words if cell["low"] is None else f"{words} ({interval(cell)})"


def interval(item: Mapping[str, Any]) -> str:
    """An interval and what it holds."""
    return f"{_plain(item['low'])} to {_plain(item['high'])}, {item['error']}"


def _plain(end: float) -> str:
    """An end of an interval to six digits, and large ones to the last whole one: nobody reads 2.4318e+06.

    >>> _plain(2_431_800.0), _plain(16.72834512)
    ('2,431,800', '16.7283')
    """
    return f"{end:,.0f}" if abs(end) >= 100_000 else f"{end:,.6g}"


def say_source(output: Output, workspace: WorkspaceFolder, name: str, *, indent: str = "  ") -> None:
    """Say a dataset's publisher, title and release, the snapshot and files it was read from, and where to find them."""
    source = workspace.source(name)
    dataset = workspace.datasets.get(name)
    output.line(f"{indent}{source.publisher}: {source.title}, {source.release} ({name})")
    if dataset is not None and dataset.is_pinned:
        files = ", ".join(file.name for file in dataset.files[:3]) + (" ..." if len(dataset.files) > 3 else "")
        output.line(f"{indent}    snapshot {dataset.snapshot[:16]}; {files}")
    output.line(f"{indent}    {source.landing_page}")
    if source.not_in_interval:
        output.line(f"{indent}    {' '.join(source.not_in_interval.split())}")
