"""One edition made in a process of its own, which says on its output how far it is and how it ended, in lines of JSON.

Usage: python -m placewright.web.strategy.co_design.making_process WORKSPACE OUT < WANTED, where WANTED is one line of
JSON with the edition's id, title, kind, on, parent and text. With `again` it exists, and is computed again from its
archive.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from placewright.build.checking import check_workspace
from placewright.build.edition_files import EditionFiles, Recomputed, make_edition_files, recompute_edition
from placewright.build.judging import Judged
from placewright.build.strategy_step import BrokenClaims
from placewright.core.errors import PlacewrightError
from placewright.core.issues import Issue, Severity
from placewright.records.edition import EditionKind
from placewright.web.strategy.long_work import say, say_how_far, what_is_given
from placewright.workspace.folder import open_workspace

_MOST_NAMED = 20

UNSURE = ("suspect", "unreviewed")
"""The rules whose issues a person lets pass one by one before an edition moves on."""


def main(folder: Path, out: Path, wanted: Mapping[str, str]) -> int:
    """Make the edition and say so; 1 where errors stop it."""
    on = date.fromisoformat(wanted["on"])
    try:
        workspace = open_workspace(folder)
        if wanted.get("again"):
            again = recompute_edition(workspace, wanted["id"], out=out, progress=say_how_far)
            say({"ready": True} if again.is_sound else {"stopped": [issue.as_plain() for issue in differing(again)]})
            return 0 if again.is_sound else 1
        made = make_edition_files(
            workspace,
            id=wanted["id"],
            title=wanted["title"],
            kind=EditionKind(wanted["kind"]),
            on=on,
            parent=wanted["parent"],
            text=wanted["text"],
            out=out,
            progress=say_how_far,
        )
    except BrokenClaims:
        judged = check_workspace(open_workspace(folder), folder / "build", today=on)
        say({"stopped": [ruled.issue.as_plain() for ruled in judged.errors]})
        return 1
    except PlacewrightError as error:
        say({"stopped": [Issue.of_error(error).as_plain()]})
        return 1
    say({"ready": True, "check": found_by(made)})
    return 0


def found_by(made: EditionFiles) -> dict[str, object]:
    """What the check found in an edition: how many errors and warnings, and the claims that nobody is sure of."""
    return {
        "errors": len(made.judged.errors),
        "warnings": len(made.warnings),
        "unsure": [{"claim": claim, "rule": rule, "what": what} for claim, rule, what in _unsure(made.judged)],
    }


def differing(again: Recomputed) -> list[Issue]:
    """What of an edition that was computed again is not what it pins, and which programs may explain it."""
    found = [one for check in again.checks for one in (*check.differ, *check.gone)] + [
        f"file {path}" for path in again.pages
    ]
    if again.refused:
        found.append(again.refused)
    what = "Computed again, it is not what its record pins"
    fix = " ".join(again.tools) or "Take its archive from a copy of the workspace in which it was made."
    shown = found[:_MOST_NAMED] or ["its archive"]
    return [Issue(Severity.ERROR, f"edition {again.edition.id}", f"{what}: {one}.", fix) for one in shown]


def _unsure(judged: Judged) -> list[tuple[str, str, str]]:
    return [
        (ruled.record.removeprefix("claim:"), ruled.rule, ruled.issue.what)
        for ruled in judged.issues
        if ruled.rule in UNSURE
        and ruled.issue.severity is not Severity.NOTE
        and ruled.record.removeprefix("claim:") in judged.in_text
    ]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), what_is_given()))
