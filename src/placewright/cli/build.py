"""`placewright build`: evidence, data and the site of a workspace, running only what changed."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from placewright.build.pipeline import build_workspace
from placewright.cli._building import BuildProgress
from placewright.cli._days import day
from placewright.cli._numbers import process_count
from placewright.cli._out_folder import check_out_folder
from placewright.cli._output import Output, counted
from placewright.core.files import NotWritable, check_writable, is_disk_full
from placewright.core.issues import Severity
from placewright.workspace.folder import open_workspace

_ELSEWHERE = "Or name another folder with --out DIR."

_MOST_SAID = 8
"""More warnings than this are left to `check`."""


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "build",
        help="evidence, claims, site and data; only what changed",
        description="Builds evidence.parquet, data/, site/ and report.json from the workspace's own figures, without a "
        "network. Only what depends on something that changed is made again; report.json says what and why.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where output goes; WORKSPACE/build without it")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day to judge staleness by")
    parser.add_argument("--jobs", metavar="N", type=process_count, default=2, help="processes that draw pages (2)")


def run(arguments: argparse.Namespace) -> int:
    """Build; 0 where it ended well."""
    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    out = arguments.out or workspace.build
    check_out_folder(arguments.out, workspace.folder)
    check_writable(out, elsewhere=_ELSEWHERE)
    try:
        report = build_workspace(
            workspace,
            out,
            today=arguments.today or date.today(),
            processes=arguments.jobs,
            progress=BuildProgress(output),
        )
    except OSError as error:
        if is_disk_full(error):
            raise NotWritable.because(error, out, elsewhere=_ELSEWHERE) from error
        raise
    said = [issue for issue in report.issues if issue.severity is not Severity.NOTE]
    for issue in said[:_MOST_SAID]:
        output.note(str(issue))
    if len(said) > _MOST_SAID:
        output.note(f"... and {len(said) - _MOST_SAID} more: `placewright check {arguments.workspace}` shows them.")
    ran = report.ran
    kept = sum(step.files or 0 for step in report.steps if step.outcome == "kept")
    if ran:
        files = sum(step.files or 0 for step in ran)
        output.line(
            f"Built {counted(files, 'file')} in {report.seconds:.1f} s ({kept} kept): {out / 'site' / 'index.html'}"
        )
    else:
        output.line(f"Nothing changed ({report.seconds:.1f} s): {out / 'site' / 'index.html'}")
    output.result({"out": str(out), "seconds": report.seconds, "ran": len(ran), "report": str(out / "report.json")})
    return 0
