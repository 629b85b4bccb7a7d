"""`placewright import`: a workspace from the file that `placewright export` wrote, into a folder or a database."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._installation import add_data, open_installation
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError
from placewright.workspace.version_control import tell_version_control

if TYPE_CHECKING:
    from placewright.web.strategy.differences import Difference

_MOST = 40


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "import",
        help="a workspace from an exported file",
        description="Unpacks what `placewright export` wrote into a folder that does not exist yet. Every byte is held "
        "against the manifest; a file that is damaged, or would write outside the folder, is refused and leaves "
        "nothing behind. With --into-database a web application takes it over instead, and refuses it where that would "
        "undo what was done there since the export; both versions are shown. Drafts are kept.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="the folder to make")
    parser.add_argument("--into-database", action="store_true", help="take it over into a web application")
    add_data(parser)
    parser.add_argument("--dry-run", action="store_true", help="with --into-database: only say what would change")


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 where the workspace is there, 1 where it was refused."""
    output = Output(json=arguments.json)
    if arguments.into_database == (arguments.folder is not None):
        raise PlacewrightError("Give either a folder to make or --into-database.", fix="placewright import FILE DIR")
    if arguments.into_database:
        return _into_database(output, arguments)
    from placewright.build.archives import import_workspace

    manifest = import_workspace(arguments.file, arguments.folder)
    tell_version_control(arguments.folder)
    output.line(f"{counted(len(manifest.files), 'file')} of '{manifest.workspace}' in {arguments.folder}.")
    output.line(f"Next: placewright build {arguments.folder}")
    output.result({"workspace": str(arguments.folder), "files": len(manifest.files), "made_with": manifest.program})
    return 0


def _into_database(output: Output, arguments: argparse.Namespace) -> int:
    from placewright.build.archives import import_workspace

    open_installation(arguments)
    from placewright.web.strategy.building import ask_for_build
    from placewright.web.strategy.differences import difference_of
    from placewright.web.strategy.importing import import_folder

    with tempfile.TemporaryDirectory(prefix="placewright-import-") as scratch:
        folder = Path(scratch) / arguments.file.stem
        import_workspace(arguments.file, folder)
        found = difference_of(folder, today=date.today())
        _say(output, found)
        is_applied = found.is_fast_forward and not found.is_empty and not arguments.dry_run
        if is_applied:
            brought = import_folder(folder)
            ask_for_build(f"imported {arguments.file.name}", evidence=brought.evidence)
            output.line("It was taken over; the worker builds the pages.")
    output.result(found.plain() | {"is_applied": is_applied})
    return 0 if found.is_fast_forward else 1


def _say(output: Output, found: Difference) -> None:
    if found.is_empty:
        output.line("It holds what is there; there is nothing to take over.")
    lost = [file for file in found.files if file.is_conflict]
    for file in lost:
        sides = (file.here.splitlines(), file.there.splitlines())
        output.line(f"REFUSED: {file.path} was changed in the database since this was exported.")
        for line in unified_diff(*sides, "in the database", "in the archive", lineterm=""):
            output.line(f"    {line}")
    if found.is_conflict_of_evidence:
        output.line("REFUSED: the figures were renewed in the database since, and the archive brings others.")
    if not found.is_fast_forward:
        output.line("Export from there first, bring the changes together, and import again. Nothing was taken over.")
    for file in [file for file in found.files if not file.is_conflict]:
        output.line(f"  {file.how:8} {file.path}")
    for name in found.drafts:
        output.line(f"  {name} has a draft, which is kept")
    for claim in found.claims:
        output.line(f"  claim:{claim['claim']}: {claim['here']} -> {claim['there']}")
    for figure in found.figures[:_MOST]:
        output.line(f"  {figure['name']}: {figure['here']} -> {figure['there']}")
    if len(found.figures) > _MOST:
        output.line(f"  ... and {counted(len(found.figures) - _MOST, 'figure')} more")
