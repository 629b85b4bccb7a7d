"""`placewright fetch`: snapshots of the publishers' files, from a folder of them or from the publishers themselves."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from placewright.cli._numbers import process_count
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError
from placewright.core.files import check_writable
from placewright.core.issues import Issue
from placewright.evidence.fetching import Fetched, Outcome, Task, fetch
from placewright.evidence.gathering import FileIndex
from placewright.evidence.snapshots import SnapshotStore
from placewright.records.source import Source
from placewright.workspace.folder import WorkspaceFolder, open_workspace

_SHOWN = 3
"""How many wrong rows of a source are printed; `--json` has them all."""


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "fetch",
        help="make snapshots, from the publishers or from a folder of their files",
        description="Makes a snapshot of each source: its files by sha256, and the tidy observations read from them. "
        "What is unchanged is not read again. Exit code 1 where a file was refused; the others are kept.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("--dataset", metavar="ID", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--from", metavar="FOLDER", dest="folder", type=Path, help="a folder of the publishers' files")
    parser.add_argument("--jobs", metavar="N", type=process_count, default=2, help="processes that read (default 2)")


def run(arguments: argparse.Namespace) -> int:
    """Fetch what was asked for; 0 where nothing was refused."""
    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    chosen = _chosen(workspace, arguments.dataset, live=arguments.folder is None)
    check_writable(workspace.snapshots, elsewhere="Or copy the workspace to a folder of your own.")
    store = SnapshotStore(workspace.snapshots)
    now = datetime.now(UTC)
    if arguments.folder is not None:
        index = FileIndex(arguments.folder)
        gathered = [(source, index.gather(source)) for source in chosen]
        if not any(found.paths for _source, found in gathered):
            raise PlacewrightError(
                f"Of {counted(len(index), 'file')} below it none is one that a source is read from.",
                where=str(arguments.folder),
                fix="Name the folder in which the publishers' files lie, under the names that the sources give.",
            )
        tasks = [Task(source, found.paths, found.unmatched) for source, found in gathered]
    else:
        tasks = _from_publishers(chosen, workspace, output, named=arguments.dataset)
    done: list[Fetched] = []
    with output.progress("Fetching", sum(bool(task.paths) for task in tasks)) as advance:
        for item in fetch(tasks, store, retrieved=now, jobs=arguments.jobs):
            done.append(item)
            if item.files or item.outcome is Outcome.REFUSED:
                advance(f"{item.source}: {item.outcome}")
    done.sort(key=lambda item: item.source)
    missing = [item.source for item in done if item.outcome is Outcome.NOT_FOUND]
    failed = any(not item.is_clean for item in done) or bool(set(missing) & set(arguments.dataset))
    _report(output, done, named=arguments.dataset, live=arguments.folder is None)
    return 1 if failed else 0


def _chosen(workspace: WorkspaceFolder, named: list[str], *, live: bool) -> list[Source]:
    """The named sources; else every one, or, to spare publishers, only those that the workspace has declared."""
    if named:
        return [workspace.source(name) for name in dict.fromkeys(named)]
    if live and workspace.datasets:
        return [workspace.sources[name] for name in workspace.datasets]
    return [source for source in workspace.sources.values() if not (live and source.optional)]


def _report(output: Output, done: list[Fetched], *, named: list[str], live: bool) -> None:
    counts = Counter(str(item.outcome) for item in done)
    wrong = 0
    for text in dict.fromkeys(str(issue) for item in done for issue in item.refused):
        output.note(text)  # once, though several sources may wait for one publisher
    for item in done:
        problems = [issue for issue in item.issues if issue.severity != "note"]
        wrong += len(problems)
        for issue in problems[:_SHOWN]:
            output.note(str(issue))
        if len(problems) > _SHOWN:
            output.note(f"warning: {item.source}: {len(problems) - _SHOWN} more; `--json` lists them.")
    missing = [item.source for item in done if item.outcome is Outcome.NOT_FOUND]
    if missing:
        why = "Only in a folder of files (--from)" if live else "Not found"
        output.line(f"{why}: {', '.join(missing)}.")
    if unreached := [item.source for item in done if item.outcome is Outcome.NOT_REACHED]:
        output.line(f"Not reached: {', '.join(unreached)}.")
    rows = sum(item.rows for item in done)
    parts = [f"{counts[name]} {name}" for name in map(str, Outcome) if counts[name]]
    found = f"{counted(len(done), 'source')}: {', '.join(parts) or 'none'}"
    output.line(f"{found}; {counted(rows, 'row')}; {counted(wrong, 'warning')}.")
    output.result({"sources": [_plain(item) for item in done], "counts": dict(counts), "rows": rows, "named": named})


def _plain(item: Fetched) -> dict[str, Any]:
    def issues(found: tuple[Issue, ...]) -> list[dict[str, str]]:
        return [{key: str(value) for key, value in asdict(issue).items()} for issue in found]

    return {
        "source": item.source, "outcome": str(item.outcome), "snapshot": item.snapshot, "rows": item.rows,
        "files": item.files, "seconds": round(item.seconds, 3),
        "issues": issues(item.issues), "refused": issues(item.refused),
    }  # fmt: skip


def _from_publishers(
    chosen: list[Source], workspace: WorkspaceFolder, output: Output, *, named: list[str]
) -> list[Task]:
    """The sources' files from their publishers, or what kept them away."""
    from placewright.cli._network import keys_held, polite_http
    from placewright.evidence.from_publishers import reachable_sources, tasks_from_publishers

    downloads = workspace.snapshots / "downloads"
    http, keys = polite_http(downloads / "cache"), keys_held()
    with output.progress("Downloading", reachable_sources(chosen, named)) as advance:
        return tasks_from_publishers(chosen, http, downloads, keys=keys, named=named, advance=advance)
