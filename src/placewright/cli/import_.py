"""`placewright import`: a workspace from the file that `placewright export` wrote."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from placewright.cli._output import Output, counted


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "import",
        help="a workspace from an exported file",
        description="Unpacks what `placewright export` wrote into a folder that does not exist yet. Every byte is held "
        "against the manifest; a file that is damaged, or would write outside the folder, is refused and leaves "
        "nothing behind.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to make")


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 where the workspace is there."""
    from placewright.build.archives import import_workspace

    output = Output(json=arguments.json)
    manifest = import_workspace(arguments.file, arguments.folder)
    output.line(f"{counted(len(manifest.files), 'file')} of '{manifest.workspace}' in {arguments.folder}.")
    output.line(f"Next: placewright build {arguments.folder}")
    output.result({"workspace": str(arguments.folder), "files": len(manifest.files), "made_with": manifest.program})
    return 0
