"""`placewright review`: a person has looked at a record and what it rests on; the links are no longer suspect."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._days import day
from placewright.cli._out_folder import check_out_folder
from placewright.cli._output import Output, counted
from placewright.core.errors import BadRecord
from placewright.workspace.folder import WorkspaceFolder, open_workspace

if TYPE_CHECKING:
    from placewright.build.judging import Judged


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "review",
        help="clear a suspect link, recorded as a decision",
        description="Records that a person has looked at a record and at what it rests on as it is now. Its links are "
        "then no longer suspect. Who, when and why are written as a decision; fingerprints go to reviews.toml.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder")
    parser.add_argument(
        "records", metavar="ID", nargs="*", default=[], help="claim:lead-lost, priority:skills ...; a claim's id alone"
    )
    parser.add_argument("--all", action="store_true", help="every record that is suspect or was never reviewed")
    parser.add_argument("--by", metavar="ROLE", required=True, help="the role of who reviewed, not a person's name")
    parser.add_argument("--note", metavar="TEXT", required=True, help="what was looked at, and why it stands")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where evidence is kept; WORKSPACE/build without it")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day of the review")


def run(arguments: argparse.Namespace) -> int:
    """Record the review; 0 where it was written. Of two at once, the second waits for the first."""
    from placewright.build.one_at_a_time import alone_with

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    check_out_folder(arguments.out, workspace.folder)
    with alone_with(workspace.folder, lambda: output.note("Another review or edition of this folder is waited for.")):
        return _recorded(arguments, workspace, output)


def _recorded(arguments: argparse.Namespace, workspace: WorkspaceFolder, output: Output) -> int:
    from placewright.build.checking import check_workspace
    from placewright.ledger.link_reviews import decision_of_many, reviewed
    from placewright.workspace.authored import (
        REVIEWS,
        read_authored,
        record_path,
        stop_if_unread,
        write_authored,
        write_reviews,
    )
    from placewright.workspace.kinds import KINDS

    today = arguments.today or date.today()
    if bool(arguments.records) is arguments.all:
        raise BadRecord("Nothing is named to review.", where="review", fix="Name records, or give --all alone.")
    names = [_reference(name) for name in arguments.records]
    authored, wrong = read_authored(workspace.folder)
    for path in (REVIEWS, *(record_path(*name.split(":", 1)) for name in names if name.partition(":")[0] in KINDS)):
        stop_if_unread(wrong, path)  # reviews that cannot be read would be written over
    for name in names:  # what cannot be reviewed is said before all evidence is computed
        reviewed(authored, name, by=arguments.by, on=today, note=arguments.note)
    judged = check_workspace(workspace, arguments.out or workspace.build, today=today)
    names = _unseen(judged) if arguments.all else names
    reviews, about, first = dict(judged.authored.reviews), [], None
    for name in names:
        kind, _, id = name.partition(":")
        evidence = judged.results[id].evidence if kind == "claim" and id in judged.results else None
        review, decision = reviewed(
            judged.authored, name, by=arguments.by, on=today, note=arguments.note, evidence=evidence
        )
        first = first or decision
        said = judged.results[id].text if kind == "claim" and id in judged.results else ""
        reviews[name] = replace(review, decision=first.id, said=said)
        about.append(name)
    if first is None:
        output.line("Nothing is suspect, and everything has been reviewed.")
        return 0
    if len(about) > 1:
        first = decision_of_many(judged.authored, first, about)
        reviews |= {name: replace(reviews[name], decision=first.id) for name in about}
    write_authored(workspace.folder, "decision", first)
    write_reviews(workspace.folder, reviews)
    output.line(f"{counted(len(about), 'record')} reviewed by {arguments.by}: decisions/{first.id}.toml.")
    output.result({"reviewed": about, "decision": first.id})
    return 0


def _reference(name: str) -> str:
    return name if ":" in name else f"claim:{name}"


def _unseen(judged: Judged) -> list[str]:
    """Every record with a link that is suspect or was never reviewed."""
    from placewright.ledger.link_reviews import LinkStand, stand_of_links
    from placewright.records.verdict import Mark

    marks = {Mark.SUSPECT, Mark.UNREVIEWED}
    found = [f"claim:{id}" for id, result in judged.results.items() if marks.intersection(result.marks)]
    links = stand_of_links(judged.authored)
    found += [standing.link.source for standing in links if standing.stand is not LinkStand.REVIEWED]
    return list(dict.fromkeys(found))
