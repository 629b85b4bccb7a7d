"""`placewright edition`: a version of the strategy, published and pinned so that it can be computed again."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from placewright.cli._building import BuildProgress
from placewright.cli._days import day
from placewright.cli._numbers import process_count
from placewright.cli._out_folder import check_out_folder
from placewright.cli._output import Output, counted
from placewright.core.errors import BadRecord
from placewright.records.edition import EditionKind
from placewright.workspace.folder import open_workspace

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "edition",
        help="make an edition: a version of the strategy that pins everything it rests on",
        description="Checks the workspace, publishes it from nothing under the edition's title, and pins every record, "
        "dataset, claim and published file in editions/ID.toml. What is needed to compute it again is packed in "
        "editions/ID.zip; figures and boundaries stay where they are, and are held in editions/held once the workspace "
        "gets others. Nothing else of the workspace changes. A workspace with errors gets no edition.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("id", metavar="ID", help="lower-case letters, digits and hyphens, such as consultation-2026")
    kinds = [str(kind) for kind in EditionKind]
    parser.add_argument("--kind", choices=kinds, required=True, help="how far it has come; each follows the one before")
    parser.add_argument("--title", metavar="TEXT", required=True, help="what it is called, printed on its cover")
    parser.add_argument(
        "--parent", metavar="ID", help="the edition it follows; edition_parent of workspace.toml without it"
    )
    parser.add_argument("--text", metavar="TEXT", default="", help="what is to be said of it, for the list of editions")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day of the edition")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where its published files go; build/editions/ID without it"
    )
    parser.add_argument("--jobs", metavar="N", type=process_count, default=2, help="processes that draw pages (2)")


def run(arguments: argparse.Namespace) -> int:
    """Make the edition; 0 where it was written. Of two at once, the second waits for the first."""
    from placewright.build.edition_files import make_edition_files
    from placewright.build.one_at_a_time import alone_with

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    check_out_folder(arguments.out, workspace.folder)
    if not _SLUG.fullmatch(arguments.id):
        raise BadRecord(f"'{arguments.id}' is no id.", fix="Use lower-case letters, digits and hyphens.")
    if not arguments.title.strip():
        raise BadRecord("The edition has no title.", where="--title", fix="Say what it is called: it is on its cover.")
    with alone_with(workspace.folder, lambda: output.note("Another review or edition of this folder is waited for.")):
        made = make_edition_files(
            workspace,
            id=arguments.id,
            title=arguments.title,
            kind=EditionKind(arguments.kind),
            on=arguments.today or date.today(),
            parent=workspace.record.edition_parent if arguments.parent is None else arguments.parent,
            text=arguments.text,
            out=arguments.out,
            processes=arguments.jobs,
            progress=BuildProgress(output),
        )
    edition = made.edition
    claims = sum("." not in name for name in edition.claims)
    pins = [
        counted(len(edition.records), "record"),
        counted(len(edition.datasets), "dataset that claims rest on", "datasets that claims rest on"),
        counted(claims, "claim"),
        counted(len(edition.outputs), "published file or folder", "published files and folders"),
    ]
    output.line(f"{edition.title} ({edition.kind}, {edition.date.isoformat()}): pinned {', '.join(pins)}.")
    size = made.archive.stat().st_size
    output.line(f"  editions/{edition.id}.toml, and editions/{edition.id}.zip ({size:,} bytes) to compute it again")
    output.line(f"  published in {made.published}")
    if made.warnings:
        output.note(f"{counted(len(made.warnings), 'warning')}: `placewright check {arguments.workspace}` shows them.")
    if workspace.record.edition_parent != edition.id:
        output.line(
            f'To see on the site what changes from now on, set edition_parent = "{edition.id}" in workspace.toml.'
        )
    output.result(
        {
            "edition": edition.id,
            "kind": edition.kind,
            "date": edition.date,
            "parent": edition.parent,
            "records": len(edition.records),
            "datasets": edition.datasets,
            "claims": claims,
            "outputs": edition.outputs,
            "archive": str(made.archive),
            "published": str(made.published),
            "warnings": [str(issue) for issue in made.warnings],
        }
    )
    return 0
