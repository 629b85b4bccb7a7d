"""Two editions side by side, or an edition and the text as it is now: words apart from figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from placewright.core.differences import Stretch, aligned, word_differences
from placewright.core.fingerprints import fingerprint
from placewright.core.said import in_words
from placewright.ledger.editions import changes, changes_in_words
from placewright.records.edition import Edition, EditionKind
from placewright.web.strategy.co_design.figure_differences import FigureDifference, figure_differences
from placewright.web.strategy.co_design.texts import ChapterWords, ParagraphWords, TextWords, text_in

_ALIKE = 0.4
"""The share of words that two paragraphs must have in common to be shown as one that changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states that are compared: what it is called, its address where it has one, and its output."""

    name: str
    title: str
    day: date | None
    folder: Path
    href: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphDifference:
    """A paragraph on both sides, or on one: its numbers, its words on each side, and how they differ."""

    before: ParagraphWords | None
    after: ParagraphWords | None
    stretches: tuple[Stretch, ...]

    @property
    def how(self) -> str:
        """`same`, `changed`, `added` or `removed`."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "same" if self.before.fingerprint == self.after.fingerprint else "changed"


@dataclass(frozen=True, slots=True)
class ChapterDifference:
    """A chapter with the paragraphs that differ."""

    id: str
    title: str
    how: str
    paragraphs: tuple[ParagraphDifference, ...]

    @property
    def differing(self) -> tuple[ParagraphDifference, ...]:
        """The paragraphs that are not the same."""
        return tuple(one for one in self.paragraphs if one.how != "same")

    @property
    def stretches(self) -> tuple[tuple[bool, tuple[ParagraphDifference, ...]], ...]:
        """The paragraphs in stretches: whether those of the stretch are the same on both sides, and they."""
        runs = groupby(self.paragraphs, key=lambda one: one.how == "same")
        return tuple((is_same, tuple(run)) for is_same, run in runs)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a strategy compared."""

    before: Side
    after: Side
    chapters: tuple[ChapterDifference, ...]
    figures: tuple[FigureDifference, ...]
    summary: str

    @property
    def changed_chapters(self) -> tuple[ChapterDifference, ...]:
        """The chapters that are not the same."""
        return tuple(chapter for chapter in self.chapters if chapter.differing)


def compare(before: Side, after: Side) -> Compared:
    """What differs from the earlier state to the later."""
    old, new = _claims(before.folder), _claims(after.folder)
    found = changes(_pinned(before, old), _pinned(after, new))
    return Compared(
        before,
        after,
        tuple(compared_texts(text_in(before.folder), text_in(after.folder))),
        tuple(figure_differences(found, old, new)),
        in_words(changes_in_words(found)),
    )


def compared_texts(before: TextWords | None, after: TextWords | None) -> Iterator[ChapterDifference]:
    """Each chapter of either text with its paragraphs side by side, in the order of the later text."""
    old = {chapter.id: chapter for chapter in before.chapters} if before else {}
    new = {chapter.id: chapter for chapter in after.chapters} if after else {}
    for id in (*new, *(id for id in old if id not in new)):
        mine, theirs = old.get(id), new.get(id)
        how = "added" if mine is None else "removed" if theirs is None else "same"
        paragraphs = tuple(_paragraphs(_of(mine), _of(theirs)))
        if how == "same" and any(one.how != "same" for one in paragraphs):
            how = "changed"
        named = theirs or mine
        yield ChapterDifference(id, named.title if named else id, how, paragraphs)


def _of(chapter: ChapterWords | None) -> Sequence[ParagraphWords]:
    return chapter.paragraphs if chapter else ()


def _paragraphs(old: Sequence[ParagraphWords], new: Sequence[ParagraphWords]) -> Iterator[ParagraphDifference]:
    pairs = aligned(old, new, key=lambda one: one.fingerprint, text=lambda one: one.text, least=_ALIKE)
    yield from (_difference(mine, theirs) for mine, theirs in pairs)


def _difference(before: ParagraphWords | None, after: ParagraphWords | None) -> ParagraphDifference:
    stretches = word_differences(before.text if before else "", after.text if after else "")
    return ParagraphDifference(before, after, stretches)


def _claims(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    path = folder / "claims.json"
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _read_claims(path, changed)


@lru_cache(maxsize=8)
def _read_claims(path: Path, changed: int) -> Mapping[str, Mapping[str, Any]]:
    return {claim["id"]: claim for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]}


def _pinned(side: Side, claims: Mapping[str, Mapping[str, Any]]) -> Edition:
    """The claims of a side as an edition pins them, so that both sides are read in one way."""
    pins: dict[str, str] = {}
    for id, claim in claims.items():
        pins[id] = f"{claim['verdict']} {fingerprint(claim['text'])}"
        pins |= {f"{id}.{figure['name']}": figure.get("text") or "missing" for figure in claim["figures"]}
    made = Edition(side.name, side.title, EditionKind.DRAFT, side.day or date.min)
    return replace(made, claims=pins)
