"""`placewright check --watch`: checks again whenever a file of the workspace changes, and says what turned."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, strftime

from placewright.build.check_outcome import CheckOutcome
from placewright.build.outcome_changes import ClaimChange, changes_between
from placewright.build.watching import Stand, files_changed
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.ledger.standing import RuledIssue

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
                for line in lines_of_change(known, last, notes=notes):
                    output.line(line)
                known = last
            seconds = perf_counter() - started
            output.line(f"{'Not checked' if last is None else _stand(last)} ({seconds:.1f} s)")
            sys.stdout.flush()
    except KeyboardInterrupt:
        output.note("")
    return last


def lines_of_change(before: CheckOutcome, after: CheckOutcome, *, notes: bool) -> Iterator[str]:
    """What the later of two checks says that the earlier did not, in lines."""
    changes = changes_between(before, after)
    for claim in changes.claims:
        yield _of_claim(claim)
    for word, issues in (("", changes.come), ("mended: ", changes.mended)):
        for ruled in issues:
            if notes or ruled.issue.severity is not Severity.NOTE:
                yield f"{word}{_first_line(ruled)}" if word else str(ruled.issue)
    if not (changes.claims or changes.come or changes.mended):
        yield "Nothing that the check says is any different."


def _of_claim(claim: ClaimChange) -> str:
    if claim.after is None:
        return f"claim {claim.id}: gone"
    if claim.before is None:
        return f"claim {claim.id}: new, {claim.after.verdict}: {claim.after.text}"
    if claim.before.verdict != claim.after.verdict:
        return f"claim {claim.id}: {claim.before.verdict} -> {claim.after.verdict}: {claim.after.text}"
    return f"claim {claim.id}: was: {claim.before.text}\n{' ' * len(f'claim {claim.id}: ')}now: {claim.after.text}"


def _first_line(ruled: RuledIssue) -> str:
    return f"{ruled.issue.where}: {ruled.issue.what}"


def _named(files: tuple[str, ...]) -> str:
    return ", ".join(files) if len(files) <= _MOST_NAMED else counted(len(files), "file")


def _stand(outcome: CheckOutcome) -> str:
    of = {severity: sum(ruled.issue.severity is severity for ruled in outcome.issues) for severity in Severity}
    errors, warnings = counted(of[Severity.ERROR], "error"), counted(of[Severity.WARNING], "warning")
    return f"{counted(len(outcome.claims), 'claim')}, {errors}, {warnings}"
