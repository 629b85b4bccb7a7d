"""`placewright export`: the whole workspace as one checked file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError
from placewright.workspace.folder import open_workspace


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export",
        help="the whole workspace as one checked file",
        description="Packs every record, figure, boundary and edition of a workspace into one zip file with a manifest "
        "of fingerprints, which `placewright import` checks. The same workspace gives the same bytes. Snapshots and "
        "output are left out, since they can be made again, and so are hidden files.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive to write, such as vale.zip")
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")


def run(arguments: argparse.Namespace) -> int:
    """Export; 0 where the archive was written."""
    from placewright.build.archives import export_workspace
    from placewright.core.fingerprints import fingerprint_of_file

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    file = arguments.file
    if file.exists() and not arguments.force:
        raise PlacewrightError("This is there already.", where=str(file), fix="Name another file, or give --force.")
    manifest = export_workspace(workspace.folder, file, id=workspace.record.id)
    sha256 = fingerprint_of_file(file)
    size = file.stat().st_size
    output.line(f"{counted(len(manifest.files), 'file')} of {workspace.record.name} in {file} ({size:,} bytes).")
    output.line(f"sha256 {sha256}")
    output.result({"file": str(file), "files": len(manifest.files), "bytes": size, "sha256": sha256})
    return 0
