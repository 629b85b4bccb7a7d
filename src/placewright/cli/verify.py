"""`placewright verify`: whether an edition, computed again from its pins, still gives every byte."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._building import BuildProgress
from placewright.cli._numbers import process_count
from placewright.cli._output import Output, counted
from placewright.workspace.folder import open_workspace

if TYPE_CHECKING:
    from placewright.build.edition_files import Recomputed

_MOST_PAGES = 12


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "verify",
        help="recompute an edition from its pins and compare every byte",
        description="Unpacks what the edition was made from into a temporary folder, computes and publishes everything "
        "again there, as of the edition's day, and says for each kind of pin and each published file whether it "
        "agrees. Exits with 1 where anything does not. The workspace is not touched.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("edition", metavar="EDITION", help="the edition's id")
    parser.add_argument("--out", metavar="DIR", type=Path, help="keep what was published again in this empty folder")
    parser.add_argument("--jobs", metavar="N", type=process_count, default=2, help="processes that draw pages (2)")


def run(arguments: argparse.Namespace) -> int:
    """Verify; 0 where every byte agrees, 1 where one does not."""
    from placewright.build.edition_files import recompute_edition

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    found = recompute_edition(
        workspace, arguments.edition, out=arguments.out, processes=arguments.jobs, progress=BuildProgress(output)
    )
    edition = found.edition
    how = "computed again from its pins" if found.is_computed else "its archive held against its pins"
    output.line(f"{edition.title} ({edition.kind}, {edition.date.isoformat()}), {how}:")
    for check in found.checks:
        output.line(f"  {check}")
        if not found.is_computed and not found.refused:
            for name in check.differ:
                output.line(f"    {_named(check.what, name)} is not what {edition.id}.toml pins")
            for name in check.gone:
                output.line(f"    {_named(check.what, name)} is pinned by {edition.id}.toml and is not in the archive")
    files = found.checks[-1]
    for name in edition.outputs if found.is_computed else ():
        word = "differs" if name in files.differ else "is gone" if name in files.gone else "agrees"
        output.line(f"    {word:8} {name}")
    for page in found.pages[:_MOST_PAGES]:
        output.line(f"    differs  {page}")
    if len(found.pages) > _MOST_PAGES:
        output.line(f"    ... and {counted(len(found.pages) - _MOST_PAGES, 'file')} more")
    for tool in found.tools:
        output.line(f"  note: {tool}")
    for line in _in_short(found):
        output.line(line)
    output.result(
        {
            "edition": edition.id,
            "agrees": found.is_sound,
            "pins": {
                check.what: {"agree": check.agree, "differ": check.differ, "gone": check.gone, "new": check.new}
                for check in found.checks
            },
            "files_that_differ": found.pages,
            "tools": found.tools,
            "says_the_same": found.says_the_same,
            "computed": found.is_computed,
            "refused": found.refused,
        }
    )
    return 0 if found.is_sound else 1


def _named(what: str, name: str) -> str:
    return f"dataset:{name}" if what == "datasets" else name


def _in_short(found: Recomputed) -> Iterator[str]:
    """What that means for who reads the edition, what cannot be told, and what to do."""
    if found.is_sound:
        yield "Every byte agrees."
        return
    if not found.is_computed and not found.refused:
        yield "The archive, or the edition's record, was changed after the edition was made; nothing was built."
        return
    if found.refused:
        yield "The archive is what was pinned, but its text does not pass the check of this program:"
        yield f"  {found.refused}"
        yield "So nothing was published again, and whether the published files agree cannot be told here."
    if found.says_the_same:
        yield "Every sentence, figure and verdict comes out as it was published: what the edition says stands."
    else:
        yield "Some of what it says comes out otherwise here; the lines above that say 'differ' or 'gone' name it."
    if not found.refused:
        yield "It does not agree byte for byte. " + (
            "Other programs made it, which may be why."
            if found.tools
            else "The same programs made it: its pins were changed since, or this machine computes otherwise."
        )
    if found.tools:
        yield (
            f"To have its bytes, verify it with what made it: the code of Placewright of its day, "
            f"{found.edition.date.isoformat()}, with the packages which that locks (docs/how-to/publish-an-edition.md)."
        )
