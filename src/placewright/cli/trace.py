"""`placewright trace`: from a figure to the indicator, the dataset, the release and the publisher's cells; and back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from placewright.cli._output import Output
from placewright.core.errors import PlacewrightError, UnknownIndicator
from placewright.core.periods import parse_period
from placewright.records.indicator import ComputeKind, Indicator
from placewright.workspace.folder import WorkspaceFolder, open_workspace


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "trace",
        help="the chain from a record down to publisher, table and cell",
        description="With an indicator: the cells that its figure for a place and period is computed from, each with "
        "file, sheet, row and column, and the release they come from. With a dataset: the indicators that rest on it.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("id", metavar="ID", help="an indicator or a dataset")
    parser.add_argument("--place", metavar="CODE", help="a code or name; the workspace's place without it")
    parser.add_argument("--period", metavar="PERIOD", help="such as 2023 or 2023-24; the newest without it")


def run(arguments: argparse.Namespace) -> int:
    """Trace; 0 where the chain was found."""
    from placewright.evidence.catalogue import packaged_indicators, read_indicators

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    indicators = {**packaged_indicators(), **read_indicators(workspace.folder / "indicators")}
    if arguments.id in indicators:
        return _down(output, workspace, indicators[arguments.id], arguments)
    if arguments.id in workspace.sources:
        return _up(output, workspace, indicators, arguments.id)
    known = [*indicators, *workspace.datasets]
    raise UnknownIndicator.named(arguments.id, known, see=f"`placewright list {arguments.workspace} indicators`")


def _down(output: Output, workspace: WorkspaceFolder, indicator: Indicator, arguments: argparse.Namespace) -> int:
    from placewright.build.territory import area_code, bundles_of, codes_of_territory
    from placewright.evidence.tracing import cells_behind
    from placewright.places import registry

    area = area_code(workspace)
    place = registry().find(arguments.place).code if arguments.place else area
    name = workspace.record.name if place == area else registry().name(place)
    files = {dataset: file.path for dataset, file in workspace.figures().items()}
    members = bundles_of(workspace).get(place, ())
    codes = codes_of_territory(place)
    if arguments.period:
        parse_period(arguments.period)
    period = arguments.period or _newest(workspace, indicator, codes, files, members)
    output.line(f"{indicator.name}: {name} ({place}), {period}")
    output.line(f"  {indicator.definition}")
    output.line(f"  Method: {indicator.method}")
    figure = _figure(workspace, indicator, codes, files, period)
    if figure is not None:
        output.line(f"  Figure: {_said(figure)}")
    is_refused = figure is not None and figure["value"] is None
    cells = [] if is_refused else cells_behind(indicator, files, places=codes, members=members, period=period)
    for source in indicator.sources:
        if source in workspace.datasets:
            _say_source(output, workspace, source)
    for cell in cells:
        value = cell.status if cell.value is None else f"{cell.value:,.12g} {cell.unit}"
        of = "".join(f", {dimension} {member}" for dimension, member in cell.members)
        role = cell.role if indicator.compute.denominator else "cell"
        output.line(f"  {role}: {value} = {cell.measure}{of}, {cell.place}, {cell.period}")
        output.line(f"      {cell.dataset}: {cell.where}")
    if not cells and indicator.compute.kind is ComputeKind.DERIVED:
        output.line("  Computed by an analysis from the datasets above; its method says how.")
    elif is_refused:
        output.line("  So no cell is behind it; name one of its districts with --place, or another period.")
    elif not cells:
        output.note(f"No cell of it is known for {name} in {period}.")
    traced = [asdict(cell) for cell in cells]
    output.result({"indicator": indicator.id, "place": place, "period": period, "figure": figure, "cells": traced})
    return 0 if cells or is_refused or indicator.compute.kind is ComputeKind.DERIVED else 1


def _figure(
    workspace: WorkspaceFolder, indicator: Indicator, codes: tuple[str, ...], files: dict[str, Path], period: str
) -> dict[str, Any] | None:
    """The figure as evidence has it, under the first of the place's codes that has one; None where none is computed."""
    from placewright.build.territory import bundles_of
    from placewright.evidence.engine import compute_evidence

    if indicator.compute.kind is ComputeKind.DERIVED:
        return None
    needed = {name: path for name, path in files.items() if name in indicator.datasets}
    bundles = {code: inside for code, inside in bundles_of(workspace).items() if code in codes}
    rows = compute_evidence(needed, [indicator], places=codes, bundles=bundles).to_pylist()
    plain = [row for row in rows if not row["dimensions"] and row["period"] == period]
    found = sorted(plain, key=lambda row: (row["value"] is None, codes.index(row["place"])))
    return found[0] if found else None


def _said(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return f"{figure['status'].replace('_', ' ')} for {figure['place']}"
    words = f"{figure['value']:,.12g} {figure['unit']} for {figure['place']}"
    if figure["low"] is None:
        return f"{words}, no interval known"
    return f"{words}, {figure['low']:,.6g} to {figure['high']:,.6g} ({figure['error']})"


def _newest(
    workspace: WorkspaceFolder,
    indicator: Indicator,
    codes: tuple[str, ...],
    files: dict[str, Path],
    members: tuple[str, ...],
) -> str:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for wanted in filter(None, (codes, members)):
        periods: set[str] = set()
        for term in indicator.compute.numerator:
            for cells in term.choices:
                if cells.dataset in files:
                    rows = pc.field("place").isin(list(wanted)) & (pc.field("measure") == cells.measure)
                    table = pq.read_table(
                        files[cells.dataset], columns=["period"], filters=rows & pc.field("value").is_valid()
                    )
                    periods.update(pc.unique(table["period"]).to_pylist())
        if periods:
            ordered = sorted(periods, key=lambda text: (parse_period(text).end, text), reverse=True)
            return next(
                (period for period in ordered if _is_whole(indicator, codes, files, members, period)), ordered[0]
            )
    if indicator.compute.kind is ComputeKind.DERIVED:
        return "newest"
    raise PlacewrightError(
        f"No figure of '{indicator.id}' is known for this place.",
        where=workspace.record.id,
        fix="Name another with --place.",
    )


def _is_whole(
    indicator: Indicator, codes: tuple[str, ...], files: dict[str, Path], members: tuple[str, ...], period: str
) -> bool:
    """Whether a period has cells of every part of the figure: a denominator may be older than the numerator."""
    from placewright.evidence.tracing import cells_behind

    if not indicator.compute.denominator:
        return True
    cells = cells_behind(indicator, files, places=codes, members=members, period=period)
    return {"numerator", "denominator"} <= {cell.role for cell in cells}


def _up(output: Output, workspace: WorkspaceFolder, indicators: dict[str, Indicator], dataset: str) -> int:
    resting = [item for item in indicators.values() if dataset in item.sources]
    _say_source(output, workspace, dataset)
    output.line("  One indicator rests on it:" if len(resting) == 1 else f"  {len(resting)} indicators rest on it:")
    for item in resting:
        output.line(f"  {item.id}: {item.name}")
    output.result({"dataset": dataset, "indicators": [item.id for item in resting]})
    return 0


def _say_source(output: Output, workspace: WorkspaceFolder, name: str) -> None:
    source = workspace.source(name)
    dataset = workspace.datasets.get(name)
    output.line(f"  {source.publisher}: {source.title}, {source.release} ({name})")
    if dataset is not None and dataset.is_pinned:
        files = ", ".join(file.name for file in dataset.files[:3]) + (" ..." if len(dataset.files) > 3 else "")
        output.line(f"      snapshot {dataset.snapshot[:16]}; {files}")
    output.line(f"      {source.landing_page}")
