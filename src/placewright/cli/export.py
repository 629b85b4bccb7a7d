"""`placewright export`: the whole workspace as one checked file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._installation import open_installation
from placewright.cli._new_file import check_new_file
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError
from placewright.workspace.folder import open_workspace

if TYPE_CHECKING:
    from placewright.build.archives import Manifest


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export",
        help="the whole workspace as one checked file",
        description="Packs every record, figure, boundary and edition of a workspace into one zip file with a manifest "
        "of fingerprints, which `placewright import` checks. The same workspace gives the same bytes. Snapshots and "
        "output are left out, since they can be made again, and so are hidden files. With --data it packs what is live "
        "in a web application, as the folder that it would lay out.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, nargs="?", help="the workspace's folder")
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive to write, such as vale.zip")
    parser.add_argument("--data", metavar="DIR", type=Path, help="instead of WORKSPACE: an installation's data folder")
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")


def run(arguments: argparse.Namespace) -> int:
    """Export; 0 where the archive was written."""
    from placewright.build.archives import export_workspace
    from placewright.core.fingerprints import fingerprint_of_file

    output = Output(json=arguments.json)
    if (arguments.workspace is None) == (arguments.data is None):
        raise PlacewrightError("Give either a workspace or --data.", fix="placewright export WORKSPACE FILE")
    file = arguments.file
    check_new_file(file, force=arguments.force)
    if arguments.data is None:
        workspace = open_workspace(arguments.workspace)
        manifest, of = export_workspace(workspace.folder, file, id=workspace.record.id), workspace.record.name
    else:
        manifest, of = _from_database(arguments), f"what is live in {arguments.data} (records and figures)"
    sha256 = fingerprint_of_file(file)
    size = file.stat().st_size
    output.line(f"{counted(len(manifest.files), 'file')} of {of} in {file} ({size:,} bytes).")
    output.line(f"sha256 {sha256}")
    output.result({"file": str(file), "files": len(manifest.files), "bytes": size, "sha256": sha256})
    return 0


def _from_database(arguments: argparse.Namespace) -> Manifest:
    open_installation(arguments)
    from placewright.web.strategy.exporting import export_to_archive

    return export_to_archive(arguments.file)
