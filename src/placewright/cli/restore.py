"""`placewright restore`: the web application's whole state from the file that `placewright backup` wrote."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from placewright.cli._installation import StepProgress, add_data, data_folder
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "restore",
        help="the web application's whole state from a file that `backup` wrote",
        description="Puts an installation back as it was, into an embedded database or the PostgreSQL that "
        "PLACEWRIGHT_DATABASE_URL names, whichever it was taken from. Everything is built up beside what is there and "
        "checked; only then do the two change places, and what was there is kept aside. A file that is damaged, or "
        "newer than this program, is refused and nothing is touched. Stop the server and the worker first.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the file that `placewright backup` wrote")
    add_data(parser)
    parser.add_argument("--force", action="store_true", help="go on where something is there already; it is kept aside")
    parser.add_argument("--undo", action="store_true", help="have back what the last restore put aside")


def run(arguments: argparse.Namespace) -> int:
    """Restore; 0 where the state is in place."""
    output = Output(json=arguments.json)
    if arguments.undo == (arguments.file is not None):
        raise PlacewrightError("Give either a file or --undo.", fix="placewright restore FILE --data DIR")
    data, now = data_folder(arguments), datetime.now(UTC)
    from placewright.web.config.presence import alone

    if arguments.undo:
        return _undo(output, data, now)
    from placewright.web.config.restoring import restore_backup

    progress = StepProgress(output)
    with alone(data):
        try:
            restored = restore_backup(arguments.file, data, force=arguments.force, now=now, progress=progress)
        finally:
            progress.end()
    counts = f"{counted(restored.rows, 'row')} and {counted(restored.files, 'file')}"
    output.line(f"{counts}, as of {restored.taken_at}, are in {data}.")
    if restored.aside:
        output.line(f"What was there is in {restored.aside}; `placewright restore --undo --data {data}` has it back.")
    if restored.unopened:
        sealed = counted(restored.unopened, "name or contact", "names and contacts")
        output.note(
            f"{sealed} of respondents cannot be opened: the sealing keys are not here. Put the files that were kept "
            f"apart into {data / 'keys'} before the server starts."
        )
    output.result(
        {
            "data": str(data),
            "taken_at": restored.taken_at,
            "rows": restored.rows,
            "files": restored.files,
            "aside": str(restored.aside) if restored.aside else None,
        }
    )
    return 0


def _undo(output: Output, data: Path, now: datetime) -> int:
    from placewright.web.config.aside import last_set_aside, undo
    from placewright.web.config.presence import alone
    from placewright.web.config.starting import start_django

    if not data.is_dir():
        raise PlacewrightError("There is no installation here.", where=str(data), fix="Check --data.")
    last_set_aside(data)
    with alone(data):
        start_django(data)
        back, kept = undo(data, now=now)
    output.line(f"What lay in {back.name} is in place again; what was there since is in {kept}.")
    output.result({"data": str(data), "back": str(back), "aside": str(kept)})
    return 0
