"""`placewright trace`: from a figure to the indicator, the dataset, the release and the publisher's cells; and back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._evidence import compute_from_figures, indicators_of
from placewright.cli._output import Output, counted
from placewright.cli._trace_cells import interval, say_cells, say_source, traced_cells
from placewright.core.errors import PlacewrightError
from placewright.core.periods import parse_period
from placewright.evidence.parts import TracedParts
from placewright.records.indicator import Indicator
from placewright.workspace.folder import WorkspaceFolder, open_workspace

if TYPE_CHECKING:
    from placewright.analysis.results_series import ResultSeries
    from placewright.build.chains import Chain

MOST_LINES = 30
"""How many lines of a breakdown are printed, the largest first."""


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "trace",
        help="the chain from a record down to publisher, table and cell",
        description="With a claim, or a sentence or part of one: its figures, each down to indicator, method, dataset, "
        "release, table and cell, and the chapters, priorities and actions that rest on it. With another record: what "
        "it rests on and what rests on it. With an indicator: the cells that its figure for a place and period is "
        "computed from, the place's and those it is held against, each with value, interval, file, sheet, row and "
        "column, and their release. With a result of an analysis: its figure, datasets and the cells that the analysis "
        "reads, the place's one by one and those of other places counted. With a dataset, or indicator:ID or "
        "result:ID: everything that rests on it, claims with their verdicts. With caveat:ID, or a place's code: what "
        "it is, and the claims, figures and records that rest on it or are about it.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument(
        "id",
        metavar="ID",
        help="claim:lead-lost, dataset:ID, caveat:ID, another record, an indicator or a place's code; or a sentence, "
        "or part of one, in quotes",
    )
    parser.add_argument("--place", metavar="CODE", help="a code or name; the workspace's place without it")
    parser.add_argument("--period", metavar="PERIOD", help="such as 2023 or 2023-24; the newest without it")


def run(arguments: argparse.Namespace) -> int:
    """Trace; 0 where the chain was found."""
    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    from placewright.analysis.results import RESULTS
    from placewright.build.chains import Chain

    indicators = indicators_of(workspace)
    if arguments.id in indicators:
        return _down(output, workspace, indicators[arguments.id], arguments)
    if arguments.id in RESULTS:
        return _down_from_result(output, workspace, RESULTS[arguments.id], arguments)
    for option in ("place", "period"):
        if getattr(arguments, option):
            raise PlacewrightError(
                f"'{arguments.id}' is no indicator and no result of an analysis, so --{option} says nothing of it.",
                where=f"--{option}",
                fix="Leave it out, or name an indicator by its id alone.",
            )
    return _of_record(output, Chain.of(workspace, indicators), arguments.id)


def _of_record(output: Output, chain: Chain, wanted: str) -> int:
    from placewright.cli._trace_records import trace_record, trace_sentence, trace_up
    from placewright.ledger.link_reviews import UnknownRecord

    try:
        reference = chain.reference(wanted)
    except UnknownRecord as error:
        if " " in wanted.strip():
            return trace_sentence(output, chain, wanted)
        fix = error.fix or (
            "Name a record as kind:id (see `placewright list WORKSPACE claims`), an indicator, or part of a sentence."
        )
        raise UnknownRecord(error.what, where=error.where, fix=fix) from error
    if reference.partition(":")[0] in ("indicator", "result", "dataset"):
        return trace_up(output, chain, reference)
    return trace_record(output, chain, reference)


def _down(output: Output, workspace: WorkspaceFolder, indicator: Indicator, arguments: argparse.Namespace) -> int:
    from placewright.build.territory import area_code
    from placewright.places import registry

    area = area_code(workspace)
    place = registry().find(arguments.place).code if arguments.place else area
    name = workspace.record.name if place == area else registry().name(place)
    figure = _figure(workspace, indicator, place, arguments.period)
    period = arguments.period or figure["period"]
    output.line(f"{indicator.name}: {name} ({place}), {period}")
    output.line(f"  {indicator.definition}")
    output.line(f"  Method: {indicator.method}")
    if figure:
        output.line(f"  Figure: {_said(figure)}")
    is_refused = bool(figure) and figure["value"] is None
    traced = TracedParts() if is_refused else traced_cells(workspace, indicator, figure, place=place, period=period)
    for source in indicator.sources:
        if source in workspace.datasets:
            say_source(output, workspace, source)
    say_cells(output, indicator, traced)
    if is_refused:
        output.line("  So no cell is behind it; name one of its districts with --place, or another period.")
    elif not traced.cells and not traced.counted:
        output.note(f"No cell of it is known for {name} in {period}.")
    output.result(
        {
            "indicator": indicator.id,
            "place": place,
            "period": period,
            "figure": figure or None,
            "cells": [asdict(cell) for cell in traced.cells],
            "counted": [asdict(cells) for cells in traced.counted],
        }
    )
    return 0 if traced.cells or traced.counted or is_refused else 1


def _down_from_result(
    output: Output, workspace: WorkspaceFolder, series: ResultSeries, arguments: argparse.Namespace
) -> int:
    """A result of an analysis, every line of it, and the datasets and cells behind it; 1 where the place has none."""
    from placewright.build.results_step import compute_results
    from placewright.build.territory import area_code, codes_of_territory
    from placewright.build.traces_in_words import member_words
    from placewright.places import registry

    area = area_code(workspace)
    place = registry().find(arguments.place).code if arguments.place else area
    name = workspace.record.name if place == area else registry().name(place)
    rows = compute_results(workspace, [series.id]).table.to_pylist()
    of_place = [row for row in rows if row["indicator"] == series.id and row["place"] in codes_of_territory(place)]
    found = [row for row in of_place if row["period"] == (arguments.period or _newest(of_place))]
    definition = series.definition
    period = f", {found[0]['period']}" if found else ""
    output.line(f"{definition.name}: {name} ({place}){period}")
    output.line(f"  {definition.definition}")
    output.line(f"  Method: {definition.method}")
    for row in sorted(found, key=lambda row: (row["dimensions"] != "", -abs(row["value"] or 0.0)))[:MOST_LINES]:
        line = f"{member_words(row['dimensions'])} ({row['dimensions']})" if row["dimensions"] else "Figure"
        output.line(f"  {line}: {_said(row)}")
    if len(found) > MOST_LINES:
        output.line(f"  {counted(len(found) - MOST_LINES, 'smaller line')} more; --json lists them.")
    for source in definition.sources:
        if source in workspace.datasets:
            say_source(output, workspace, source)
    traced = _cells_of_result(workspace, series, found, place)
    say_cells(output, definition, traced, most=MOST_LINES)
    if not found:
        places = ", ".join(dict.fromkeys(row["place"] for row in rows if row["indicator"] == series.id))
        output.note(f"It has no figure for {name}. It has some for: {places or 'no place'}.")
    output.result(
        {
            "result": series.id,
            "place": place,
            "figures": found,
            "datasets": [*definition.sources],
            "cells": [asdict(cell) for cell in traced.cells],
            "counted": [asdict(cells) for cells in traced.counted],
        }
    )
    return 0 if found else 1


def _cells_of_result(
    workspace: WorkspaceFolder, series: ResultSeries, rows: Sequence[dict[str, Any]], place: str
) -> TracedParts:
    """The cells behind the figures of one place and period: of all their members, or of the one there is."""
    from placewright.cli._trace_results import ResultTracer

    if not rows:
        return TracedParts()
    member = rows[0]["dimensions"] if len(rows) == 1 else ""
    return ResultTracer(workspace).cells(series.id, place=place, period=rows[0]["period"], member=member)


def _newest(rows: Sequence[dict[str, Any]]) -> str:
    """The period of the newest figure; empty where there is none."""
    periods = sorted((row["period"] for row in rows), key=lambda text: parse_period(text).end)
    return periods[-1] if periods else ""


def _figure(workspace: WorkspaceFolder, indicator: Indicator, place: str, period: str | None) -> dict[str, Any]:
    """The figure of a period, or the newest, as every view of the place shows it; empty where none is computed.

    Raises:
        PlacewrightError: no period was asked for, and the place has no figure at all.
    """
    from placewright.analysis.benchmarks import benchmark
    from placewright.analysis.scorecard import codes_to_try, newest_figure

    if period:
        parse_period(period)
    codes = codes_to_try(indicator, place)
    evidence = compute_from_figures(workspace, [indicator], places=codes)
    rows = [row for row in evidence.to_pylist() if not row["dimensions"]]
    if period is None:
        made = benchmark(evidence, [indicator], codes, comparators=())
        newest = newest_figure({(item.indicator, item.place): item for item in made}, indicator, place)
        if newest is None:
            raise PlacewrightError(
                f"No figure of '{indicator.id}' is known for this place.",
                where=workspace.record.id,
                fix=_other_place(indicator, codes),
            )
        codes, period = (newest.place,), newest.period
    found = [row for row in rows if row["period"] == period and row["place"] in codes]
    found.sort(key=lambda row: (row["value"] is None, codes.index(row["place"])))
    return found[0] if found else {}


def _other_place(indicator: Indicator, codes: Sequence[str]) -> str:
    """Which place to ask for instead: the one that holds this place, of a level that the indicator is made for."""
    from placewright.places import registry

    known = [code for code in codes if registry().is_known(code)]
    held = (registry().parent(code, level) for level in indicator.levels for code in known)
    holder = next((place for place in held if place is not None), None)
    return f"Try --place {holder.code} ({holder.name})." if holder else "Name another with --place."


def _said(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return f"{figure['status'].replace('_', ' ')} for {figure['place']}"
    words = f"{figure['value']:,.12g} {figure['unit']} for {figure['place']}"
    return f"{words}, {interval(figure)}" if figure["low"] is not None else f"{words}, no interval known"
