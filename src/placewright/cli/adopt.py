"""`placewright adopt`: pin the newest snapshots and rewrite figures/, after saying what that changes."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.build.adopting import plan_newest, write_plans
from placewright.cli._output import Output
from placewright.core.errors import PlacewrightError
from placewright.core.printing import written_out
from placewright.evidence.snapshots import SnapshotStore
from placewright.workspace.folder import WorkspaceFolder, open_workspace

if TYPE_CHECKING:
    from placewright.build.check_outcome import CheckOutcome
    from placewright.evidence.adoption import Plan


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "adopt",
        help="pin the newest snapshots and rewrite figures/; says first what changes",
        description="Pins the newest snapshot of each declared dataset, or of the named ones, in datasets/ and writes "
        "the rows that its selection keeps to figures/. Asks first on a terminal. A snapshot of which a file was "
        "refused is left alone unless it is named. In a workspace that was checked or built before, it then says which "
        "claims the new figures turned, as a check would.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument("datasets", metavar="DATASET", nargs="*", default=[], help="only these, declared or not yet")
    parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--no-check", action="store_true", help="do not hold the claims against the new figures")


def run(arguments: argparse.Namespace) -> int:
    """Adopt what was asked for; 0 where every dataset is up to date at the end."""
    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    store = SnapshotStore(workspace.snapshots)
    plans, trouble, turned = [], [], None
    chosen = _chosen(workspace, arguments.datasets)
    with output.progress("Comparing", len(chosen), lines=False) as advance:
        for name in chosen:
            try:
                plan = plan_newest(workspace, store, name, named=name in arguments.datasets)
            except PlacewrightError as error:
                trouble.append(f"{name}: {error}")
            else:
                if plan is not None:
                    plans.append(plan)
            advance(name)
    for plan in plans:
        _tell(output, plan)
    for text in trouble:
        output.note(f"error: {text}")
    if not plans:
        if not trouble:
            output.line("Nothing to adopt: every pin is the newest snapshot.")
    elif arguments.dry_run:
        output.line("Nothing was written (--dry-run).")
    elif _agreed(arguments, output):
        before = None if arguments.no_check else _checked(workspace)
        _write(workspace, plans, output)
        if before is not None:
            turned = _say_what_turned(arguments.workspace, before, output)
    else:
        output.line("Nothing was written.")
        trouble.append("not agreed")
    adopted = [_plain(plan) for plan in plans]
    output.result({"adopted": adopted, "written": not arguments.dry_run, "errors": trouble, "turned": turned})
    return 1 if trouble else 0


def _chosen(workspace: WorkspaceFolder, named: list[str]) -> list[str]:
    if named:
        return [workspace.source(name).id for name in dict.fromkeys(named)]
    if not workspace.datasets:
        raise PlacewrightError(
            "This workspace declares no dataset.",
            where=str(workspace.folder),
            fix="Name the ones to adopt; `placewright list WORKSPACE snapshots` shows what was fetched.",
        )
    return list(workspace.datasets)


def _tell(output: Output, plan: Plan) -> None:
    held, changes = plan.snapshot.manifest, plan.changes
    output.line(f"{held.source} ({held.release}): {changes}")
    if changes.before and changes.periods_added:
        output.line(f"    new periods: {', '.join(changes.periods_added)}")
    if changes.periods_removed:
        output.line(f"    periods gone: {', '.join(changes.periods_removed)}")
    for revision in changes.largest:
        before, after = written_out(revision.before), written_out(revision.after)
        output.line(f"    {revision.cell}: {before} -> {after} ({revision.share:+.1%})")


def _agreed(arguments: argparse.Namespace, output: Output) -> bool:
    if arguments.yes or arguments.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    output.note("Write these figures? [y/N]")
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _write(workspace: WorkspaceFolder, plans: list[Plan], output: Output) -> None:
    size = write_plans(workspace, plans)
    noun = "dataset" if len(plans) == 1 else "datasets"
    output.line(f"Adopted {len(plans)} {noun}: {size / 1e6:.1f} MB of figures.")


def _checked(workspace: WorkspaceFolder) -> CheckOutcome | None:
    """What a check says before anything is written; None where none was ever made, or none can be made."""
    from placewright.build.check_outcome import check_outcome
    from placewright.build.evidence_held import FILE

    if not (workspace.build / FILE).is_file():
        return None
    try:
        return check_outcome(workspace, workspace.build, today=date.today())
    except PlacewrightError:
        return None  # whatever it is, a check after adopting says it, unless the new figures mend it


def _say_what_turned(folder: Path, before: CheckOutcome, output: Output) -> dict[str, Any] | None:
    """Check with the new figures and say what is different; None where that cannot be done."""
    from placewright.build.check_outcome import check_outcome
    from placewright.build.outcome_changes import changes_between
    from placewright.cli._outcome_lines import lines_of_change, stand_in_words

    workspace = open_workspace(folder)
    try:
        after = check_outcome(workspace, workspace.build, today=date.today())
    except PlacewrightError as error:
        output.note(f"The claims were not held against the new figures: {error}")
        return None
    changes = changes_between(before, after)
    for line in lines_of_change(changes, notes=False):
        output.line(line)
    output.line(f"{stand_in_words(after)}.")
    return {"claims": [asdict(change) for change in changes.claims], "errors": len(after.errors)}


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        "source": plan.snapshot.manifest.source,
        "snapshot": plan.snapshot.id,
        "release": plan.snapshot.manifest.release,
        "rows": plan.figures.num_rows,
        "changes": asdict(plan.changes),
    }
