"""Two states of a strategy compared: which claims broke, which figures moved, and what to do about it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from placewright.build.archives import EDITION, import_workspace, is_archive_of, unpack
from placewright.build.checking import check_workspace
from placewright.build.editing import edition_now
from placewright.build.held_files import finder
from placewright.build.judging import Judged
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import day_in_words
from placewright.ledger.caveat_pins import ALL, claims_of
from placewright.ledger.editions import Change, How, What, changes
from placewright.ledger.link_reviews import UnknownRecord
from placewright.records.edition import Edition
from placewright.records.verdict import Verdict
from placewright.workspace.authored import read_authored, record_path, stop_if_unread
from placewright.workspace.folder import WorkspaceFolder, open_workspace


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure of a claim as it was printed and as it is."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TurnedClaim:
    """A claim with another verdict: its sentence as it reads now, the figures that moved, why, and what to do."""

    id: str
    title: str
    sentence: str
    before: Verdict
    after: Verdict
    figures: tuple[MovedFigure, ...]
    why: str
    fix: str
    said_before: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether it held and no longer does."""
        return self.before is Verdict.HOLDS

    @property
    def is_mended(self) -> bool:
        """Whether it holds and did not."""
        return self.after is Verdict.HOLDS


@dataclass(frozen=True, slots=True)
class RestingClaim:
    """A claim of which figures rest on a caveat: its sentence, and each figure as printed and without the caveat."""

    id: str
    title: str
    sentence: str
    figures: tuple[MovedFigure, ...]


@dataclass(frozen=True, slots=True)
class CaveatChange:
    """A caveat that was added, changed or removed, in words, and the claims that rest on it or did."""

    id: str
    how: How
    before: str
    after: str
    rests: tuple[RestingClaim, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one state to another: every change, and of the claims that turned what a writer needs.

    `caveats` are those that differ; `knows_caveats` is false where the earlier state does not say which it had.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    turned: tuple[TurnedClaim, ...]
    caveats: tuple[CaveatChange, ...] = ()
    knows_caveats: bool = True

    @property
    def broken(self) -> tuple[TurnedClaim, ...]:
        """The claims that held and no longer do."""
        return tuple(claim for claim in self.turned if claim.is_broken)

    @property
    def moved(self) -> tuple[Change, ...]:
        """The figures that are printed otherwise."""
        return tuple(item for item in self.changes if item.what is What.FIGURE and item.how is How.CHANGED)


def compare_workspace(workspace: WorkspaceFolder, against: str, *, today: date, out: Path | None = None) -> Comparison:
    """What changed in a workspace since an edition of it, or from another workspace or archive to it.

    Args:
        workspace: the later state.
        against: the earlier one: an edition's id, a workspace's folder, an export, or an edition's archive.
        today: the day to judge both by.
        out: where the workspace's evidence is kept.

    Raises:
        UnknownRecord: there is no such edition, folder or file.
        BadArchive: the file is no archive, or damaged.
    """
    name = against.removeprefix("edition:")
    authored, wrong = read_authored(workspace.folder)
    editions = authored.editions
    stop_if_unread(wrong, record_path("edition", name))
    if name in editions:
        judged = check_workspace(workspace, out or workspace.build, today=today)
        return compare_with_edition(workspace, judged, editions[name])
    path = Path(against)
    if not path.exists():
        see = f"`placewright list {workspace.folder} editions`, or name a workspace's folder or an export"
        raise UnknownRecord.named(against, editions, see=see)
    with _opened(path) as (other, kept):
        before = check_workspace(other, kept, today=today)
        pinned = edition_now(other, before, id="before", on=today, title=_words(other, against))
    judged = check_workspace(workspace, out or workspace.build, today=today)
    return compare_with_edition(workspace, judged, pinned, before=before)


def compare_with_edition(
    workspace: WorkspaceFolder, judged: Judged, edition: Edition, *, before: Judged | None = None
) -> Comparison:
    """What changed since an edition; `before` is the strategy as it was judged then, where that is known."""
    now = edition_now(workspace, judged, id="now", on=edition.date)
    records = [judged.authored] + ([before.authored] if before else [])
    found = changes(replace(edition, outputs={}), now, *records)
    return Comparison(
        edition.title if before else f"{edition.title} ({edition.kind}, {day_in_words(edition.date)})",
        str(workspace.folder),
        found,
        tuple(_turned(workspace, judged, found, before)),
        tuple(_caveats(found, judged, before)),
        ALL in edition.records,
    )


def _caveats(found: Sequence[Change], judged: Judged, before: Judged | None) -> Iterator[CaveatChange]:
    for item in found:
        if item.what is What.CAVEAT:
            claims = claims_of(item.rests)
            rests = tuple(_resting(claim, figures, judged, before) for claim, figures in claims.items())
            yield CaveatChange(item.name, item.how, item.before, item.after, rests)


def _resting(claim: str, figures: Sequence[str], judged: Judged, before: Judged | None) -> RestingClaim:
    holder = judged if claim in judged.results or before is None else before
    result = holder.results.get(claim)
    if result is None:
        return RestingClaim(claim, "", "", tuple(MovedFigure(name, "", "") for name in figures))
    printed = ((name, result.figures.get(name)) for name in figures)
    made = tuple(MovedFigure(name, one.text if one else "", one.without_text if one else "") for name, one in printed)
    return RestingClaim(claim, holder.authored.claims[claim].title, result.text, made)


def _turned(
    workspace: WorkspaceFolder, judged: Judged, found: Sequence[Change], before: Judged | None
) -> Iterator[TurnedClaim]:
    figures: dict[str, list[MovedFigure]] = {}
    for item in found:
        claim, _, figure = item.name.partition(".")
        if item.what is What.FIGURE and item.how is How.CHANGED:
            figures.setdefault(claim, []).append(MovedFigure(figure, item.before, item.after))
    for item in found:
        result = judged.results.get(item.name)
        if item.what is not What.VERDICT or item.how is not How.CHANGED or result is None:
            continue
        old = before.results.get(item.name) if before else None
        yield TurnedClaim(
            item.name,
            item.title,
            result.text,
            Verdict(item.before),
            result.verdict,
            tuple(figures.get(item.name, ())),
            str(result.why),
            _fix(workspace, item.name, result.verdict),
            old.text if old and old.text != result.text else "",
        )


_FIXES: Mapping[Verdict, str] = {
    Verdict.FAILS: "Say in {file} what the figures say now, or take the claim out of the text",
    Verdict.CANNOT_TELL: "The intervals no longer decide it: say less in {file}, or take the claim out of the text",
    Verdict.UNMEASURED: "Find figures that have it, or take the claim out of the text: {file}",
    Verdict.HOLDS: "Nothing has to be done: {file} can be said again",
}


def _fix(workspace: WorkspaceFolder, id: str, verdict: Verdict) -> str:
    fix = _FIXES[verdict].format(file=record_path("claim", id))
    if verdict is Verdict.HOLDS:
        return f"{fix}."
    return f'{fix}; then `placewright review {workspace.folder} claim:{id} --by ROLE --note "..."`.'


def _words(other: WorkspaceFolder, against: str) -> str:
    return f"{other.record.name} in {against}"


@contextmanager
def _opened(path: Path) -> Iterator[tuple[WorkspaceFolder, Path]]:
    """The workspace in a folder or archive, and where its evidence may be kept."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        if path.is_dir():
            other = open_workspace(path)
            kept = other.build if os.access(other.build, os.W_OK) else temporary / "out"
        else:
            if is_archive_of(path, EDITION):
                unpack(path, temporary / "workspace", format=EDITION, find=finder(path.resolve().parents[1]))
            else:
                import_workspace(path, temporary / "workspace")
            other, kept = open_workspace(temporary / "workspace"), temporary / "out"
        yield other, kept
