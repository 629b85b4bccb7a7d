"""`placewright check --watch`: checks again whenever a file of the workspace changes, and says what turned."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, strftime

from placewright.build.as_they_stand import Stand
from placewright.build.check_outcome import CheckOutcome
from placewright.build.outcome_changes import changes_between
from placewright.build.watching import files_changed
from placewright.cli._outcome_lines import lines_of_change, stand_in_words
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError

_MOST_NAMED = 3
"""So many changed files are named; of more, how many there are."""


def watch(
    folder: Path,
    check: Callable[[], CheckOutcome],
    last: CheckOutcome | None,
    *,
    since: Stand,
    output: Output,
    notes: bool,
) -> CheckOutcome | None:
    """Check again and again until Ctrl-C; what the last check said, None where it could not be made.

    Args:
        folder: the workspace's folder.
        check: makes a check.
        last: what the check said that has been printed; None where it could not be made.
        since: how the files stood before that check.
        output: where the changes are told.
        notes: whether notes are printed too.
    """
    known = last or CheckOutcome({}, ())
    output.note("Watching. Change a record or adopt figures, and it is checked again; Ctrl-C ends it.")
    try:
        for changed in files_changed(folder, since=since):
            started = perf_counter()
            output.line(f"\n{strftime('%H:%M:%S')} {_named(changed)} changed.")
            try:
                last = check()
            except PlacewrightError as error:
                last = None
                output.line(f"error: {error}")
            else:
                for line in lines_of_change(changes_between(known, last), notes=notes):
                    output.line(line)
                known = last
            seconds = perf_counter() - started
            output.line(f"{'Not checked' if last is None else stand_in_words(last)} ({seconds:.1f} s)")
            sys.stdout.flush()
    except KeyboardInterrupt:
        output.note("")
    return last


def _named(files: tuple[str, ...]) -> str:
    return ", ".join(files) if len(files) <= _MOST_NAMED else counted(len(files), "file")
