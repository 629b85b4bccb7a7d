"""`placewright check`: whether the records hold together and the claims hold, with what to do about each trouble."""

from __future__ import annotations

import argparse
import errno
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from placewright.cli._days import day
from placewright.cli._out_folder import check_out_folder
from placewright.cli._output import Output, counted
from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.core.files import is_disk_full
from placewright.core.issues import Severity
from placewright.workspace.folder import WorkspaceFolder, open_workspace

if TYPE_CHECKING:
    from placewright.build.check_outcome import CheckOutcome
    from placewright.build.judging import Judged
    from placewright.ledger.ends import EndsReport
    from placewright.ledger.mutation import MutationReport

_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "check",
        help="whether the records hold together and the claims hold",
        description="Reads every record, computes the evidence that changed, holds each claim against it and checks "
        "the texts. Prints issues by severity; exits with 0 where there are none or only warnings, with 1 for errors.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where evidence is kept; WORKSPACE/build without it")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day to judge staleness by")
    parser.add_argument(
        "--framework",
        metavar="NAME",
        help="show the checklist of lis, lgp, ceds or s3: met (by what), partly, missing, not applicable",
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="disturb each cell that a published claim rests on, and see whether the ledger notices",
    )
    parser.add_argument(
        "--ends",
        action="store_true",
        help="move the first and the last year of each published claim about time by one, and list those that would "
        "not hold then",
    )
    parser.add_argument("--notes", action="store_true", help="print notes too")
    parser.add_argument(
        "--as-read",
        nargs="?",
        const="",
        metavar="RECORD",
        help="list the sentences with words that no rule took; of a claim (or chapter:ID ...), how each word was read",
    )
    parser.add_argument(
        "--watch", action="store_true", help="check again whenever a file changes, and say what turned; Ctrl-C ends it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check; 0 without errors, 1 with. Where nothing can be written, what a check keeps goes to a temporary folder."""
    check_out_folder(arguments.out, arguments.workspace)
    if arguments.watch:
        return _watched(arguments)
    if arguments.framework:
        _stop_unless_known(arguments.framework)
    try:
        return _checked(arguments, arguments.out)
    except OSError as error:
        if arguments.out or not (is_disk_full(error) or error.errno in _REFUSED):
            raise
    with TemporaryDirectory(prefix="placewright-check-") as out:
        Output(json=arguments.json).note("Nothing can be written to the workspace: what it rests on is computed anew.")
        return _checked(arguments, Path(out))


def _checked(arguments: argparse.Namespace, out: Path | None) -> int:
    from placewright.build.check_outcome import check_outcome, outcome_of

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    today = arguments.today or date.today()
    out = out or workspace.build
    needs_all = arguments.mutate or arguments.ends or arguments.framework or arguments.as_read
    judged = _judged(workspace, out, today) if needs_all else None
    outcome = check_outcome(workspace, out, today=today) if judged is None else outcome_of(judged)
    errors = _print(outcome, output, notes=arguments.notes, unread=arguments.as_read == "")
    read = _read(judged, arguments.as_read, output) if judged and arguments.as_read else None
    mutation = _mutated(judged, output) if judged and arguments.mutate else None
    ends = _moved(judged, output) if judged and arguments.ends else None
    items = _assessed(judged, arguments.framework, output) if judged and arguments.framework else None
    output.result(
        {
            "claims": {id: {"verdict": claim.verdict, "text": claim.text} for id, claim in outcome.claims.items()},
            "issues": [
                {
                    "severity": ruled.issue.severity,
                    "rule": ruled.rule,
                    "record": ruled.record,
                    "where": ruled.issue.where,
                    "what": ruled.issue.what,
                    "fix": ruled.issue.fix,
                }
                for ruled in outcome.issues
            ],
            **({} if mutation is None else {"mutation": _plain(mutation)}),
            **({} if ends is None else {"ends": _plain_ends(ends)}),
            **({} if items is None else {"framework": items}),
            **({} if read is None else {"as_read": read}),
        }
    )
    return 1 if errors or (mutation is not None and mutation.escaped) else 0


def _watched(arguments: argparse.Namespace) -> int:
    """Check, and again whenever a file changes; 0 where the last check was without errors."""
    from placewright.build.as_they_stand import as_they_stand
    from placewright.build.checks_in_turn import checks_in_turn
    from placewright.cli._check_watching import watch

    if arguments.mutate or arguments.ends or arguments.framework or arguments.json or arguments.as_read:
        raise PlacewrightError(
            "--watch tells a person what turned; it goes with neither --mutate, --ends, --framework, --as-read RECORD "
            "nor --json.",
            where="--watch",
            fix="Leave one of them out.",
        )
    output, folder = Output(), arguments.workspace
    with checks_in_turn(folder, today=lambda: arguments.today or date.today(), out=arguments.out) as checks:
        since = as_they_stand(folder)
        try:
            first = checks.check()
        except PlacewrightError as error:
            if not folder.is_dir():
                raise
            last = None
            output.line(f"error: {error}")
        else:
            last = first
            _print(first, output, notes=arguments.notes, unread=arguments.as_read == "")
        last = watch(folder, checks.check, last, since=since, output=output, notes=arguments.notes)
    return 1 if last is None or last.errors else 0


def _print(outcome: CheckOutcome, output: Output, *, notes: bool, unread: bool) -> int:
    """Print the issues by severity and how the claims stand; how many errors there are."""
    counts = {}
    for ruled in outcome.unread if unread else ():
        output.line(f"unread: {ruled.issue.where}: {ruled.issue.what}")
    for severity in Severity:
        found = [ruled for ruled in outcome.said if ruled.issue.severity is severity]
        counts[severity] = len(found)
        if severity is Severity.NOTE and not notes:
            continue
        for ruled in found:
            output.line(str(ruled.issue))
    verdicts: dict[str, int] = {}
    for claim in outcome.claims.values():
        verdicts[claim.verdict] = verdicts.get(claim.verdict, 0) + 1
    said = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
    more = "" if notes or not counts[Severity.NOTE] else " (--notes prints them)"
    output.line(
        f"{counted(len(outcome.claims), 'claim')}{f': {said}' if said else ''}. "
        f"{counted(counts[Severity.ERROR], 'error')}, {counted(counts[Severity.WARNING], 'warning')}, "
        f"{counted(counts[Severity.NOTE], 'note')}{more}. "
        f"{counted(len(outcome.unread), 'sentence')} with words that no rule took"
        f"{'' if unread or not outcome.unread else ' (--as-read lists them)'}."
    )
    return counts[Severity.ERROR]


def _judged(workspace: WorkspaceFolder, out: Path, today: date) -> Judged:
    from placewright.build.checking import check_workspace

    return check_workspace(workspace, out, today=today)


def _read(judged: Judged, record: str, output: Output) -> list[dict[str, object]]:
    from placewright.build.sentences_read import read_of
    from placewright.cli._read_lines import lines_of_read, plain_read

    found = read_of(judged, record)
    for line in lines_of_read(found, judged.results):
        output.line(line)
    return plain_read(found)


def _stop_unless_known(name: str) -> None:
    from placewright.ledger.frameworks import FRAMEWORKS, UnknownFramework

    if name not in FRAMEWORKS:
        hint = did_you_mean(name, FRAMEWORKS)
        names = f"{', '.join(FRAMEWORKS[:-1])} and {FRAMEWORKS[-1]}"
        fix = f"{hint} The frameworks are {names}.".strip()
        raise UnknownFramework(f"No framework '{name}'.", where="--framework", fix=fix)


def _mutated(judged: Judged, output: Output) -> MutationReport:
    from placewright.ledger.mutation import mutate

    used = judged.in_text
    with output.progress("mutate", len(used), lines=False) as advance:
        report = mutate(judged.authored.claims, judged.results, judged.context, only=used, progress=advance)
    share = 100 * report.caught / len(report.cells) if report.cells else 100.0
    for cell in report.escaped:
        at = " ".join(part for part in (cell.cell.indicator, cell.cell.dimensions, cell.cell.place) if part)
        output.line(f"escaped: claims/{cell.claim}.md: {at} {cell.cell.period}")
    figures = sum(cell.part == "figure" for cell in report.cells)
    output.line(
        f"Disturbed {counted(len(report.cells), 'cell')} of {counted(len(used), 'claim')} "
        f"({figures} printed or compared, {len(report.cells) - figures} that decide an order): "
        f"{report.caught} noticed ({share:.1f}%), {len(report.escaped)} escaped, "
        f"{len(report.one_way)} noticed in one direction only."
    )
    return report


def _moved(judged: Judged, output: Output) -> EndsReport:
    from placewright.ledger.ends import move_ends, words_of_moved

    used = judged.in_text
    with output.progress("ends", len(used), lines=False) as advance:
        report = move_ends(judged.authored.claims, judged.results, judged.context, only=used, progress=advance)
    for one in report.moved:
        output.line(f"claims/{one.claim}.md: {words_of_moved(one)}")
    steady = f"{len(report.steady)} {'holds' if len(report.steady) == 1 else 'hold'} whichever way"
    output.line(
        f"Moved the first and the last year of {counted(len(report.claims), 'claim')} about time by one: {steady}, "
        f"{len(report.claims) - len(report.steady)} would not."
    )
    return report


def _assessed(judged: Judged, name: str, output: Output) -> list[dict[str, object]]:
    from placewright.ledger.frameworks import assess, checklist_lines, framework

    wanted = framework(name)
    standings = assess(wanted, judged.authored, judged.results)
    for line in checklist_lines(wanted, standings):
        output.line(line)
    return [
        {"item": one.item.id, "words": one.item.words, "standing": one.standing, "by": one.by, "why": one.words}
        for one in standings
    ]


def _plain_ends(report: EndsReport) -> dict[str, object]:
    return {
        "claims": len(report.claims),
        "moved": [
            {
                "claim": one.claim,
                "end": one.end,
                "period": one.period,
                "other": one.other,
                "verdict": one.verdict,
                "tests": [str(test.said) for test in one.tests],
            }
            for one in report.moved
        ],
    }


def _plain(report: MutationReport) -> dict[str, object]:
    return {
        "cells": len(report.cells),
        "caught": report.caught,
        "escaped": [
            {
                "claim": cell.claim,
                "indicator": cell.cell.indicator,
                "place": cell.cell.place,
                "period": cell.cell.period,
            }
            for cell in report.escaped
        ],
        "one_way": [{"claim": cell.claim, "indicator": cell.cell.indicator} for cell in report.one_way],
    }
