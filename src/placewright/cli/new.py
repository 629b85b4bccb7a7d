"""`placewright new`: a workspace for any place, ready to fetch into or filled from a folder of publishers' files."""

from __future__ import annotations

import argparse
import shlex
from datetime import date
from pathlib import Path
from typing import Any

from placewright.build.new_workspace import FRAMEWORKS, create, plan_workspace, what_no_rule_gives
from placewright.build.outlines import Outlines, named, write_outlines
from placewright.cli import adopt, fetch
from placewright.cli._output import Output, counted
from placewright.cli.outlines import small_areas
from placewright.core.errors import PlacewrightError, UnknownPlace
from placewright.places import registry
from placewright.workspace.folder import open_workspace, write_workspace


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "new",
        help="make a workspace for any place",
        description="Makes a workspace: members, comparators and neighbours come from the registry of places, datasets "
        "from the catalogue. With --from it is filled from a folder of publishers' files, gets a starting point for "
        "a strategy (a first chapter, a few claims that its figures bear out, an empty checklist) and can be built at "
        "once. Without, --start gives it that once figures were adopted.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to make")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--place", metavar="CODE[,CODE...]", help="codes or names, separated by commas")
    what.add_argument("--start", action="store_true", help="give a workspace that has figures its starting point")
    parser.add_argument("--name", help="what the place is called, where it is a list of codes")
    parser.add_argument("--framework", choices=FRAMEWORKS, default="lgp", help="the checklist it works towards (lgp)")
    parser.add_argument("--from", dest="files", metavar="FOLDER", type=Path, help="a folder of publishers' files")


def run(arguments: argparse.Namespace) -> int:
    """Make the workspace; 0 where it is ready for the next step."""
    output = Output(json=arguments.json)
    if arguments.start:
        begun = _start(output, arguments.folder)
        output.line(f"Next: placewright build {shlex.quote(str(arguments.folder))}")
        output.result({"workspace": str(arguments.folder), "claims": begun})
        return 0
    if arguments.files is not None and not arguments.files.is_dir():
        raise PlacewrightError(
            "This is not a folder.", where=str(arguments.files), fix="Name a folder of publishers' files."
        )
    codes = places_named(arguments.place)
    folder = arguments.folder
    record = plan_workspace(
        codes,
        name=arguments.name or "",
        folder_name=folder.resolve().name,
        framework=arguments.framework,
        today=date.today(),
    )
    datasets = create(record, folder)
    districts, declared = counted(len(record.members), "district"), counted(datasets, "dataset")
    output.line(f"{record.name}: {districts}, {declared} declared in {folder}.")
    for lacking in what_no_rule_gives(record.comparators):
        output.line(f"Comparators: {lacking}")
    outlines = Outlines()
    claims: list[str] = []
    code, has_figures = 0, False
    if arguments.files is not None:
        outlines = write_outlines(record, folder, arguments.files)
        write_workspace(folder, outlines.recorded_in(record))
        code = _fill(arguments, folder, output)
        output.line(f"Maps: {named(outlines.files)}.")
        if "lsoa" not in outlines.files and small_areas(record):
            output.line(
                "Maps of small areas: get their boundaries from the network with placewright outlines "
                f"{shlex.quote(str(folder))}"
            )
        has_figures = bool(open_workspace(folder).figures())
        claims = _start(output, folder) if has_figures else []
    at = shlex.quote(str(folder))
    steps = [
        f"fetch {at}",
        f"adopt {at}",
        *([] if outlines.files else [f"outlines {at}"]),
        f"new {at} --start",
        f"build {at}",
    ]
    output.line("Next: " + ", ".join(f"placewright {step}" for step in (steps[-1:] if has_figures else steps)))
    output.result(
        {
            "workspace": str(folder),
            "name": record.name,
            "datasets": datasets,
            "boundaries": outlines.files,
            "claims": claims,
        }
    )
    return code


def _start(output: Output, folder: Path) -> list[str]:
    """Give the workspace a first chapter and claims; the claims' ids."""
    from placewright.build.starting_strategy import CHAPTER, write_start

    start = write_start(open_workspace(folder), today=date.today())
    claims = counted(len(start.claims), "claim")
    output.line(f"A starting point: strategy/{CHAPTER}.md{f' with {claims}' if start.claims else ''}.")
    for result in start.claims.values():
        output.line(f'  {result.verdict}: "{result.text}"')
    return list(start.claims)


def _fill(arguments: argparse.Namespace, folder: Path, output: Output) -> int:
    """Fetch from the files and adopt; where they are none of the sources', the workspace stands without figures."""
    declared = [word for name in open_workspace(folder).datasets for word in ("--dataset", name)]
    try:
        fetched = _run(fetch, ["fetch", str(folder), "--from", str(arguments.files), *declared])
    except PlacewrightError as error:
        output.note(f"placewright: {error}")
        return 1
    adopted = _run(adopt, ["adopt", str(folder), "--yes"])
    return max(fetched, adopted)


def _run(module: Any, argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="placewright")
    module.add_parser(parser.add_subparsers())
    return int(module.run(parser.parse_args(argv, argparse.Namespace(json=False, debug=False))))


def places_named(text: str) -> list[str]:
    """The codes or names in a list with commas, or the one name that has commas itself.

    >>> places_named("E07000099, E07000095"), places_named("Bournemouth, Christchurch and Poole")
    (['E07000099', 'E07000095'], ['Bournemouth, Christchurch and Poole'])
    """
    try:
        registry().find(text)
    except UnknownPlace:
        return [one.strip() for one in text.split(",") if one.strip()]
    return [text]
