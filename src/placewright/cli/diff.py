"""`placewright diff`: which claims broke and which figures moved since an edition, another workspace or an export."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.cli._days import day
from placewright.cli._out_folder import check_out_folder
from placewright.cli._output import Output
from placewright.workspace.folder import open_workspace

if TYPE_CHECKING:
    from placewright.build.comparing import CaveatChange, Comparison, TurnedClaim

_MOST = 40


def add_parser(subparsers: Any) -> None:
    """Declare the command's arguments."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "diff",
        help="what changed since an edition, another workspace or an export",
        description="Says what changed from AGAINST, the earlier state, to WORKSPACE, the later one: broken claims, "
        "each with its sentence, old and new figures and what to do; figures that moved; caveats on the data with what "
        "rests on them; data, definitions, records. "
        "To see what new data break, adopt them in a copy and compare the copy with the workspace. Exits with 0 "
        "whether or not claims broke; `placewright check` is what stops at errors.",
    )
    parser.add_argument("workspace", metavar="WORKSPACE", type=Path, help="the workspace's folder, as it is now")
    parser.add_argument(
        "--against",
        metavar="DIR|EDITION|FILE",
        required=True,
        help="the earlier state: an edition's id, a workspace's folder, an export or an edition's archive",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="where evidence is kept; WORKSPACE/build without it")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day to judge both by")
    parser.add_argument("--all", action="store_true", help="list every change, however many there are")


def run(arguments: argparse.Namespace) -> int:
    """Compare; 0 where both could be read."""
    from placewright.build.comparing import compare_workspace

    output = Output(json=arguments.json)
    workspace = open_workspace(arguments.workspace)
    check_out_folder(arguments.out, workspace.folder)
    found = compare_workspace(workspace, arguments.against, today=arguments.today or date.today(), out=arguments.out)
    _say(output, found, most=None if arguments.all else _MOST)
    output.result(_plain(found))
    return 0


def _say(output: Output, found: Comparison, *, most: int | None) -> None:
    from placewright.ledger.editions import How, What, changes_in_words

    output.line(f"From {found.before} to {found.after}: {changes_in_words(found.changes)}")
    turned = {claim.id for claim in found.turned}
    told = [
        item
        for item in found.changes
        if item.name.partition(".")[0] not in turned or item.what not in (What.FIGURE, What.VERDICT, What.SENTENCE)
    ]
    moved = [item for item in told if item.what is What.FIGURE and item.how is How.CHANGED]
    others = [item for item in told if item not in moved and item.what is not What.CAVEAT]

    _say_turned(output, found)
    _head(output, "Figures that moved in claims whose verdict stands", moved)
    for item in moved[:most]:
        title = f"{item.title} " if item.title else ""
        output.line(f"  {title}({item.name}): {item.before} -> {item.after}")
    _head(output, "Caveats on the data", found.caveats)
    for caveat in found.caveats:
        _say_caveat(output, caveat)
    if not found.knows_caveats:
        output.line("\nThe edition was made before editions kept caveats: which were added or changed is not known.")
    _head(output, "Other changes", others)
    for item in others[:most]:
        output.line(f"  {item}")
    left = sum(max(len(listed) - (most or len(listed)), 0) for listed in (moved, others))
    if left:
        output.line(f"  ... and {left:,} more; --all lists them.")


def _head(output: Output, words: str, listed: Sequence[object]) -> None:
    """The heading of a list, where there is anything in it."""
    if listed:
        output.line(f"\n{words}")


def _say_turned(output: Output, found: Comparison) -> None:
    for heading, claims in (
        ("Claims that broke", found.broken),
        ("Claims that hold now and did not", [claim for claim in found.turned if claim.is_mended]),
        ("Claims with another verdict", [c for c in found.turned if not c.is_broken and not c.is_mended]),
    ):
        _head(output, heading, claims)
        for claim in claims:
            _say_claim(output, claim)


def _say_claim(output: Output, claim: TurnedClaim) -> None:
    output.line(f"  {claim.title or claim.id} (claim:{claim.id}): {claim.before} -> {claim.after}")
    if claim.said_before:
        output.line(f'    It said: "{claim.said_before}"')
        output.line(f'    Now:     "{claim.sentence}"')
    else:
        output.line(f'    "{claim.sentence}"')
    for figure in claim.figures:
        output.line(f"    {figure.name}: {figure.before} -> {figure.after}")
    if claim.why:
        output.line(f"    Why: {claim.why}")
    output.line(f"    What to do: {claim.fix}")


def _say_caveat(output: Output, caveat: CaveatChange) -> None:
    output.line(f"  {caveat.id}: {caveat.how}")
    if caveat.before:
        output.line(f"    It said: {caveat.before}")
    if caveat.after:
        output.line(f"    {'Now:' if caveat.before else 'It says:'} {caveat.after}")
    output.line("    On it rest:" if caveat.rests else "    No figure of a claim rests on it.")
    for claim in caveat.rests:
        output.line(f"    - {claim.title or claim.id} (claim:{claim.id})")
        if claim.sentence:
            output.line(f'      "{claim.sentence}"')
        for figure in claim.figures:
            without = f"; without the troubled cells {figure.after}" if figure.after else ""
            output.line(f"      {figure.name}: {figure.before or 'no longer there'}{without}")


def _plain_caveat(caveat: CaveatChange) -> dict[str, object]:
    return {
        "caveat": caveat.id,
        "how": caveat.how,
        "before": caveat.before,
        "after": caveat.after,
        "rests": [
            {
                "claim": claim.id,
                "title": claim.title,
                "sentence": claim.sentence,
                "figures": [{"name": one.name, "text": one.before, "without": one.after} for one in claim.figures],
            }
            for claim in caveat.rests
        ],
    }


def _plain(found: Comparison) -> dict[str, object]:
    from placewright.ledger.editions import changes_in_words

    return {
        "before": found.before,
        "after": found.after,
        "summary": changes_in_words(found.changes),
        "broken": [_plain_claim(claim) for claim in found.broken],
        "turned": [_plain_claim(claim) for claim in found.turned if not claim.is_broken],
        "moved": [{"figure": item.name, "before": item.before, "after": item.after} for item in found.moved],
        "caveats": [_plain_caveat(caveat) for caveat in found.caveats] if found.knows_caveats else None,
        "changes": [
            {
                "what": item.what,
                "how": item.how,
                "name": item.name,
                "title": item.title,
                "before": item.before,
                "after": item.after,
            }
            for item in found.changes
        ],
    }


def _plain_claim(claim: TurnedClaim) -> dict[str, object]:
    return {
        "claim": claim.id,
        "title": claim.title,
        "sentence": claim.sentence,
        "said_before": claim.said_before,
        "before": claim.before,
        "after": claim.after,
        "figures": [{"name": one.name, "before": one.before, "after": one.after} for one in claim.figures],
        "why": claim.why,
        "fix": claim.fix,
    }
