"""`placewright backup`: the web application's whole state in one checked file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from placewright.cli._installation import StepProgress, add_data, open_installation
from placewright.cli._new_file import check_new_file
from placewright.cli._output import Output, counted


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "backup",
        help="the web application's whole state in one checked file",
        description="Copies an installation while it runs: every record, draft, comment, account and log entry as of "
        "one moment, uploaded files, every version of the evidence, and the builds that the public sees or editions "
        "rest on. Sessions are left out. The file appears once it is whole, and is then read again and held against "
        "its manifest. `placewright restore` takes it, whichever database it is to go into.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, such as vale-2026-05-01.zip")
    add_data(parser)
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")
    parser.add_argument(
        "--with-secret-key",
        action="store_true",
        help="put in the key that signs sessions and links: whoever has the file can then sign in as anybody",
    )
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="put in the keys that open names, addresses and files of respondents: whoever has the file can read them",
    )


def run(arguments: argparse.Namespace) -> int:
    """Back up; 0 where the file was written and checked."""
    output = Output(json=arguments.json)
    file: Path = arguments.file
    check_new_file(file, force=arguments.force)
    open_installation(arguments)
    from placewright.web.strategy.backups.services import back_up_to_file

    progress = StepProgress(output)
    try:
        taken = back_up_to_file(
            file, with_secret_key=arguments.with_secret_key, with_keys=arguments.with_keys, progress=progress
        )
    finally:
        progress.end()
    output.line(
        f"{counted(taken.rows, 'row')} and {counted(taken.files, 'file')} in {file} ({taken.bytes:,} bytes), checked."
    )
    output.line(f"sha256 {taken.sha256}")
    if arguments.with_secret_key:
        output.note("The file holds the secret key: keep it as safe as the key itself.")
    from placewright.web.strategy.backups.taking import sealing_keys

    if arguments.with_keys:
        output.note("The file holds the keys that open what respondents gave in confidence: keep it as safe as them.")
    elif keys := sealing_keys():
        names = ", ".join(path.name for path in keys.values())
        output.note(
            f"The sealing keys ({names}, in {next(iter(keys.values())).parent}) are not in the file. Keep a copy of "
            "them apart from it: without them nobody can open the names and addresses that it holds."
        )
    output.result(
        {"file": str(file), "rows": taken.rows, "files": taken.files, "bytes": taken.bytes, "sha256": taken.sha256}
    )
    return 0
